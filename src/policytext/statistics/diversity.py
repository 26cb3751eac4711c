"""Diversity: how varied the vocabulary of a text is.

Every measure takes ``tokens``, the tokens of the text in order.  Most scores fall or rise with
the length of the text, as each docstring states; use only the others to compare texts of
different length.  A score is nan if the text is too short for it.

Notation: N = tokens, V = types, f = how often each type occurs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Sequence

import numpy as np

from policytext.statistics.arithmetic import Floats, floats, log, nan_unless, ratio
from policytext.statistics.measure import Measure, by_name

Tokens = Sequence[Hashable]


def ttr(tokens: Tokens) -> Floats:
    """Divide the types by the tokens (type-token ratio).

    1 if no type is repeated.  Falls with the length of the text.

    Notes
    -----
    ``V / N``.

    References
    ----------
    Johnson (1944), Studies in language behavior, Psychological Monographs 56(2), 1-15.

    Examples
    --------
    >>> float(ttr("b a b a b a b a".split()))
    0.25
    """
    return ratio(len(set(tokens)), len(tokens))


def herdan_c(tokens: Tokens) -> Floats:
    """Compare types and tokens on logarithmic scales (Herdan's C).

    1 if no type is repeated, 0 if there is only one type.  Falls with the length of the
    text, slowly.

    Notes
    -----
    ``ln V / ln N``; nan for fewer than two tokens.

    References
    ----------
    Herdan (1960), Type-token mathematics.

    Examples
    --------
    >>> round(float(herdan_c("one one two one one two one".split())), 3)
    0.356
    """
    return ratio(log(len(set(tokens))), nan_unless(len(tokens) > 1, log(len(tokens))))


def guiraud_r(tokens: Tokens) -> Floats:
    """Divide the types by the root of the tokens (Guiraud's R, root TTR).

    Higher is more varied.  Rises with the length of the text.

    Notes
    -----
    ``V / sqrt(N)``.

    References
    ----------
    Guiraud (1954), Les caractères statistiques du vocabulaire.

    Examples
    --------
    >>> round(float(guiraud_r("b a b a b a b a".split())), 6)  # 2/√8
    0.707107
    """
    return ratio(len(set(tokens)), np.sqrt(len(tokens)))


def cttr(tokens: Tokens) -> Floats:
    """Divide the types by the root of twice the tokens (Carroll's corrected TTR).

    Higher is more varied.  Rises with the length of the text.

    Notes
    -----
    ``V / sqrt(2 N)``.

    References
    ----------
    Carroll (1964), Language and thought.

    Examples
    --------
    >>> float(cttr("b a b a b a b a".split()))  # 2/√16
    0.5
    """
    return ratio(len(set(tokens)), np.sqrt(2 * len(tokens)))


def mattr(tokens: Tokens, *, window: int = 100) -> Floats:
    """Average the type-token ratio over every window of a fixed length (MATTR).

    1 if no type is repeated within a window.  Does not depend on the length of the text.

    Parameters
    ----------
    tokens
        The tokens in order.
    window
        The length of the windows; a shorter text gives nan.

    References
    ----------
    Covington & McFall (2010), Cutting the Gordian knot: the moving-average type-token ratio,
    Journal of Quantitative Linguistics 17(2), 94-100.

    Examples
    --------
    >>> round(float(mattr("one one two one one two one".split(), window=2)), 4)  # 5/6
    0.8333
    """
    _positive("window", window)
    if len(tokens) < window:
        return floats(np.nan)
    inside = Counter(tokens[:window])
    types = [len(inside)]
    for leaving, entering in zip(tokens, tokens[window:], strict=False):
        inside[entering] += 1
        inside[leaving] -= 1
        if not inside[leaving]:
            del inside[leaving]
        types.append(len(inside))
    return ratio(np.mean(types), window)


def msttr(tokens: Tokens, *, segment: int = 100) -> Floats:
    """Average the type-token ratio of successive segments of a fixed length (MSTTR).

    1 if no type is repeated within a segment.  Does not depend on the length of the text;
    the rest after the last full segment is ignored.

    Parameters
    ----------
    tokens
        The tokens in order.
    segment
        The length of the segments; a shorter text gives nan.

    References
    ----------
    Johnson (1944), Studies in language behavior, Psychological Monographs 56(2), 1-15.

    Examples
    --------
    >>> fruit = "apple orange apple orange pear pear apple orange".split()
    >>> float(msttr(fruit, segment=2)), float(msttr(fruit, segment=4))
    (0.875, 0.625)
    """
    _positive("segment", segment)
    ends = range(segment, len(tokens) + 1, segment)
    types = [len(set(tokens[end - segment : end])) for end in ends]
    return ratio(sum(types), len(types) * segment)


def mtld(tokens: Tokens, *, threshold: float = 0.72) -> Floats:
    """Count the tokens, on average, until the type-token ratio drops (MTLD).

    Higher is more varied.  Hardly depends on the length of the text, from about 100 tokens.

    Parameters
    ----------
    tokens
        The tokens in order.
    threshold
        The ratio that counts as a drop.

    Returns
    -------
    ndarray
        nan if no type is repeated: the text ends before its ratio falls at all.

    Notes
    -----
    N divided by the number of factors: stretches at whose end the ratio falls below the
    threshold.  The rest counts as the share ``(1 - ttr) / (1 - threshold)`` of a factor.  The
    score is the mean of reading forwards and backwards.

    References
    ----------
    McCarthy & Jarvis (2010), MTLD, vocd-D, and HD-D, Behavior Research Methods 42(2), 381-392.

    Examples
    --------
    The example of McCarthy & Jarvis (2010), which has one factor either way:

    >>> float(mtld("of the people by the people for the people".split()))
    9.0
    """
    if not 0 < threshold < 1:
        raise ValueError(f"threshold must be between 0 and 1, not {threshold}; 0.72 is usual")
    factors = np.array([_factors(tokens, threshold), _factors(tokens[::-1], threshold)])
    return nan_unless(factors.min() > 0, ratio(len(tokens), factors).mean())


def yule_k(tokens: Tokens) -> Floats:
    """Measure how often two tokens drawn at random are of one type (Yule's K).

    The lower, the more varied; 0 if no type is repeated.  Hardly depends on the length of
    the text.

    Notes
    -----
    ``10^4 (Σ f² - N) / N²``.

    References
    ----------
    Yule (1944), The statistical study of literary vocabulary.

    Examples
    --------
    The test of koRpus:

    >>> float(yule_k("a b c d d e e f f f".split()))
    1000.0
    """
    f = _frequencies(tokens)
    return 1e4 * ratio((f**2).sum() - f.sum(), f.sum() ** 2)


def yule_i(tokens: Tokens) -> Floats:
    """Measure how rarely two tokens drawn at random are of one type (Yule's I).

    Higher is more varied.

    Returns
    -------
    ndarray
        nan where no type is repeated.

    Notes
    -----
    ``V² / (Σ f² - V)``.

    References
    ----------
    Yule (1944), The statistical study of literary vocabulary.

    Examples
    --------
    >>> float(yule_i("a a b b c".split()))  # 9 / (9 - 3)
    1.5
    """
    f = _frequencies(tokens)
    repeated = (f**2).sum() - f.size
    return ratio(f.size**2, nan_unless(repeated > 0, repeated))


def hd_d(tokens: Tokens, *, sample: int = 42) -> Floats:
    """Return the type-token ratio expected in a random sample of the text (HD-D).

    1 if no type is repeated.  Depends neither on the length of the text nor on its order.

    Parameters
    ----------
    tokens
        The tokens.
    sample
        The size of the sample; a shorter text gives nan.

    Notes
    -----
    The sum over types of the hypergeometric probability of being in the sample, divided by its
    size.

    References
    ----------
    McCarthy & Jarvis (2007), vocd: a theoretical and empirical evaluation, Language Testing
    24(4), 459-488.

    Examples
    --------
    Two types, each in half of four tokens; a sample of two has both in 2 cases of 3:

    >>> round(float(hd_d("a a b b".split(), sample=2)), 4)  # (1 + 2/3) / 2
    0.8333
    """
    _positive("sample", sample)
    f, drawn = _frequencies(tokens), np.arange(sample)
    remaining = np.maximum(len(tokens) - f[:, None] - drawn, 0)
    absent = np.prod(ratio(remaining, len(tokens) - drawn), axis=1)
    return nan_unless(len(tokens) >= sample, (1 - absent).sum() / sample)


def _frequencies(tokens: Tokens) -> Floats:
    return floats(list(Counter(tokens).values()))


def _factors(tokens: Tokens, threshold: float) -> float:
    """Count the factors of MTLD in one direction, the last one as a fraction."""
    factors, types, length = 0.0, set[Hashable](), 0
    for token in tokens:
        types.add(token)
        length += 1
        if len(types) / length < threshold:
            factors, types, length = factors + 1, set(), 0
    if length:
        factors += (1 - len(types) / length) / (1 - threshold)
    return factors


def _positive(name: str, value: int) -> None:
    if value < 1:
        raise ValueError(f"{name} must be 1 or more, not {value}")


_VARIED = "more varied"

MEASURES = by_name(
    Measure("ttr", ttr, _VARIED, "Johnson 1944"),
    Measure("herdan_c", herdan_c, _VARIED, "Herdan 1960"),
    Measure("guiraud_r", guiraud_r, _VARIED, "Guiraud 1954"),
    Measure("cttr", cttr, _VARIED, "Carroll 1964"),
    Measure("mattr", mattr, _VARIED, "Covington & McFall 2010"),
    Measure("msttr", msttr, _VARIED, "Johnson 1944"),
    Measure("mtld", mtld, _VARIED, "McCarthy & Jarvis 2010", unit="tokens"),
    Measure("yule_k", yule_k, "more repetitive", "Yule 1944", lowest_first=True),
    Measure("yule_i", yule_i, _VARIED, "Yule 1944"),
    Measure("hd_d", hd_d, _VARIED, "McCarthy & Jarvis 2007"),
)
