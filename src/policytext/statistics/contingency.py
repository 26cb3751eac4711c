"""The tables of counts for keyness and association."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
import numpy.typing as npt

from policytext.statistics.arithmetic import Floats, floats, ratio


@dataclass(frozen=True, eq=False, init=False)
class Contingency:
    """How often each feature occurs in a target and in a reference, and the sizes of both.

    Sizes are in the unit of the rates: tokens or characters.  Counts and sizes are broadcast to
    one shape.  A count above its size is allowed, because nested terms can produce one on a
    short text: measures that need the number of *other* tokens are nan there.

    Parameters
    ----------
    target, reference
        Occurrences of each feature.
    target_size, reference_size
        Sizes of the two texts or corpora.

    Examples
    --------
    >>> table = Contingency(target=620, reference=267, target_size=1017879,
    ...                     reference_size=1007532)
    >>> [round(float(expected), 2) for expected in table.expected]
    [445.77, 441.23]
    """

    target: Floats
    reference: Floats
    target_size: Floats
    reference_size: Floats

    def __init__(
        self,
        target: npt.ArrayLike,
        reference: npt.ArrayLike,
        target_size: npt.ArrayLike,
        reference_size: npt.ArrayLike,
    ) -> None:
        _settle(
            self,
            target=target,
            reference=reference,
            target_size=target_size,
            reference_size=reference_size,
        )

    @property
    def size(self) -> Floats:
        """The size of both together."""
        return self.target_size + self.reference_size

    @property
    def count(self) -> Floats:
        """The occurrences in both together."""
        return self.target + self.reference

    @property
    def rates(self) -> tuple[Floats, Floats]:
        """The relative frequencies in target and reference; nan in an empty text."""
        return (
            ratio(self.target, self.target_size),
            ratio(self.reference, self.reference_size),
        )

    @property
    def expected(self) -> tuple[Floats, Floats]:
        """The counts expected in target and reference if the rates were equal."""
        return (
            ratio(self.target_size * self.count, self.size),
            ratio(self.reference_size * self.count, self.size),
        )

    @property
    def others(self) -> tuple[Floats, Floats]:
        """The other tokens in target and reference; nan if the count is above the size."""
        target, reference = self.target_size - self.target, self.reference_size - self.reference
        possible = (target >= 0) & (reference >= 0)
        return np.where(possible, target, np.nan), np.where(possible, reference, np.nan)

    @property
    def crossed(self) -> tuple[Floats, Floats]:
        """Each count times the size of the other text, to compare the rates without rounding."""
        return self.target * self.reference_size, self.reference * self.target_size

    @property
    def surplus(self) -> Floats:
        """Occurrences in the target minus those expected; the reference has the negative."""
        return ratio(np.subtract(*self.crossed), self.size)

    @property
    def comparable(self) -> npt.NDArray[np.bool_]:
        """Whether there is something to compare: two texts, and the feature in one of them."""
        return (self.target_size > 0) & (self.reference_size > 0) & (self.count > 0)

    def too_small(self, *, expected: float = 5.0) -> npt.NDArray[np.bool_]:
        """Return where the counts are too small for a test or a ratio to be reliable.

        True where either expected count is below *expected* (Cochran's rule of five), and where
        there is nothing to compare.

        Examples
        --------
        >>> Contingency([3, 30], [1, 10], 1000, 1000).too_small().tolist()
        [True, False]
        """
        smallest = np.fmin(*self.expected)
        return ~(self.comparable & (smallest >= expected))


@dataclass(frozen=True, eq=False, init=False)
class Cooccurrence:
    """How often a node and a collocate occur together, each of them occurs, and all cases.

    Parameters
    ----------
    together
        Cases with both, O11: pairs, windows or sentences, depending on what is counted.
    node, collocate
        Cases with the node, R1, and cases with the collocate, C1.
    total
        All cases, N.

    Examples
    --------
    >>> pair = Cooccurrence(together=8, node=15828, collocate=4675, total=14307668)
    >>> round(float(pair.expected), 4)
    5.1718
    """

    together: Floats
    node: Floats
    collocate: Floats
    total: Floats

    def __init__(
        self,
        together: npt.ArrayLike,
        node: npt.ArrayLike,
        collocate: npt.ArrayLike,
        total: npt.ArrayLike,
    ) -> None:
        _settle(self, together=together, node=node, collocate=collocate, total=total)

    @property
    def expected(self) -> Floats:
        """The cases with both that are expected if node and collocate are independent."""
        return ratio(self.node * self.collocate, self.total)

    @property
    def surplus(self) -> Floats:
        """Cases with both minus those expected."""
        return ratio(self.together * self.total - self.node * self.collocate, self.total)

    @property
    def possible(self) -> npt.NDArray[np.bool_]:
        """Whether the four cells are possible: overlapping windows can give too many pairs."""
        either = self.node + self.collocate - self.together
        return (self.together <= np.minimum(self.node, self.collocate)) & (either <= self.total)

    @property
    def contingency(self) -> Contingency:
        """The same four cells as a comparison: cases with the node against cases without.

        Meaningless where the cells are not possible.
        """
        return Contingency(
            target=self.together,
            reference=np.maximum(self.collocate - self.together, 0),
            target_size=self.node,
            reference_size=np.maximum(self.total - self.node, 0),
        )


def _settle(table: Contingency | Cooccurrence, **given: npt.ArrayLike) -> None:
    """Set the fields of *table* to arrays of one shape; refuse a value that is not a count."""
    arrays = np.broadcast_arrays(*(floats(value) for value in given.values()))
    for name, array in zip(given, arrays, strict=True):
        if not np.all(array >= 0):
            wrong = array[~(array >= 0)].flat[0]
            raise ValueError(f"{name} must be a count of 0 or more, not {wrong}")
        object.__setattr__(table, name, array)
