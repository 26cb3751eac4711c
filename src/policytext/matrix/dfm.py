"""Document-feature matrices: how often each feature occurs in each document.

A feature is a token, or a run of n tokens or characters (see `policytext.matrix.features`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any

import numpy as np
import numpy.typing as npt

from policytext.base.deprecated import warn_of_old_name
from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up, require_list
from policytext.counting.convention import DEFAULT_SCOPE, Convention
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.fold import drop_idle_space, simplify_text
from policytext.documents.languages import require_one_language
from policytext.documents.regions import RegionName
from policytext.language.stopwords import is_content, load_stopwords
from policytext.matrix.features import (
    FeatureCounts,
    Unit,
    choose_segmenter,
    count_features,
    make_recipes,
    merge_features,
)
from policytext.matrix.weights import weigh_cells, weigh_sklearn
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import Segmenter
from policytext.statistics.weighting import MEASURES

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from policytext.counting.lexicon import Lexicon

_CHUNK = 1000  # documents whose tokens' ids are in memory at once


@dataclass(frozen=True, eq=False)
class Dfm:
    """A document-feature matrix: documents in order of their ids, features sorted.

    ``sizes`` counts all tokens of each document (or all n-grams, if those are the features),
    punctuation included. Removing features from the matrix does not change the sizes.
    ``segmenter`` is the fingerprint of the segmenter. ``weighting`` is ``count``, or the name of
    the weights that replaced the counts.
    """

    documents: tuple[str, ...]
    languages: tuple[str, ...]
    features: tuple[str, ...] = field(repr=False)
    values: csr_array = field(repr=False)
    sizes: npt.NDArray[np.int64] = field(repr=False)
    convention: str = ""
    segmenter: str = ""
    unit: Unit = "tokens"
    weighting: str = "count"

    @property
    def shape(self) -> tuple[int, int]:
        """The number of documents and of features."""
        return len(self.documents), len(self.features)

    def rows_of(self, documents: Iterable[str]) -> list[int]:
        """Return the row of each of *documents*, without repetition; raise for an unknown id."""
        rows = {name: row for row, name in enumerate(self.documents)}
        return [
            look_up(rows, name, "document")
            for name in dict.fromkeys(require_list(documents, "documents"))
        ]

    def feature_frequencies(self, rows: Sequence[int] | None = None) -> npt.NDArray[Any]:
        """Return the total frequency of each feature in the documents of *rows* (default: all)."""
        counts = self.values if rows is None else self.values[list(rows)]
        return np.asarray(counts.sum(axis=0))

    def document_frequencies(self, rows: Sequence[int] | None = None) -> npt.NDArray[np.int64]:
        """Return how many documents of *rows* (default: all) contain each feature."""
        counts = self.values if rows is None else self.values[list(rows)]
        return np.bincount(counts.indices, minlength=len(self.features))

    @property
    def counts(self) -> csr_array:
        """The old name of ``values``."""
        warn_of_old_name("Dfm.counts", "Dfm.values")
        return self.values

    def frequencies(self, rows: Sequence[int] | None = None) -> npt.NDArray[Any]:
        """Call `feature_frequencies` by its old name."""
        warn_of_old_name("Dfm.frequencies", "Dfm.feature_frequencies")
        return self.feature_frequencies(rows)

    def ranges(self, rows: Sequence[int] | None = None) -> npt.NDArray[np.int64]:
        """Call `document_frequencies` by its old name."""
        warn_of_old_name("Dfm.ranges", "Dfm.document_frequencies")
        return self.document_frequencies(rows)

    def parts_of(self, feature: str) -> list[str]:
        """Return the tokens, or the characters, of which *feature* consists."""
        if self.unit == "characters" and " " not in feature:
            return build_segmenter("characters").cut(feature)
        return feature.split(" ")

    def to_frame(self) -> Any:
        """Return a pandas DataFrame, documents by features, with sparse columns."""
        import pandas as pd

        sparse: Any = pd.DataFrame.sparse
        return sparse.from_spmatrix(
            self.values, index=list(self.documents), columns=list(self.features)
        )

    def _repr_html_(self) -> str:
        from html import escape

        documents, features = self.shape
        common = np.argsort(-self.feature_frequencies(), kind="stable")[:12]
        shown = escape(" · ".join(self.features[i] for i in common))
        return (
            f"<p><b>Document-feature matrix</b> ({escape(self.convention)}, {self.weighting}): "
            f"{documents:,} documents, {features:,} features<br>{shown}</p>"
        )


def build_dfm(
    corpus: Corpus,
    *,
    segmenter: str | Segmenter | None = None,
    lexicon: Lexicon | None = None,
    ngrams: int = 1,
    unit: Unit = "tokens",
    scope: tuple[RegionName, ...] = DEFAULT_SCOPE,
) -> Dfm:
    """Count the features of every document of *corpus*.

    Parameters
    ----------
    corpus : Corpus
        The documents. English ones are always cut into lower-case words.
    segmenter : str or Segmenter, optional
        What cuts Chinese into tokens; ``jieba`` by default.
    lexicon : Lexicon, optional
        A lexicon whose Chinese terms become user words of the segmenter.
    ngrams : int, default 1
        The number of tokens, or of characters, in a feature.
    unit : str, default "tokens"
        What a feature consists of: ``tokens`` or ``characters``.
    scope : tuple of str, default ("title", "subtitle", "body")
        The regions that are counted.

    Returns
    -------
    Dfm
        A row for each document, sorted by id, and a column for each feature, sorted. Its
        ``values`` are counts; its ``sizes`` are the tokens of each document.

    Raises
    ------
    UnknownNameError
        The segmenter, the unit or a region is unknown.
    PolicytextError
        *ngrams* is less than 1, a segmenter is given for characters, or a lexicon is given with a
        segmenter that is already built.

    Examples
    --------
    >>> import policytext as pt
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> corpus = pt.Corpus(tuple(
    ...     Document(name, Metadata(), text, (Region("body", 0, len(text)),))
    ...     for name, text in {"a": "共商共建", "b": "共享"}.items()
    ... ))
    >>> dfm = pt.build_dfm(corpus, unit="characters")
    >>> dfm.features
    ('享', '共', '商', '建')
    >>> dfm.values.toarray().tolist()
    [[0, 2, 1, 1], [1, 1, 0, 0]]
    """
    scope = Convention(scope).scope  # checks every name and puts them in the order of a document
    recipes = make_recipes(choose_segmenter(segmenter, lexicon, unit), ngrams, unit)
    parts, documents = [], []
    for english, recipe in recipes.items():
        chosen = [document for document in corpus if document.is_english is english]
        documents += chosen
        for at in range(0, len(chosen), _CHUNK):
            texts = [read_text(document, scope) for document in chosen[at : at + _CHUNK]]
            parts.append(count_features(texts, recipe))
    used = [r for english, r in recipes.items() if any(d.is_english is english for d in documents)]
    names = "+".join(recipe.segmenter.name for recipe in used or [recipes[False]])
    known = f"({lexicon.name})" if lexicon else ""
    kind = "character" if unit == "characters" else f"token:{names}{known}"
    dfm = assemble_dfm(documents, merge_features(parts))
    return replace(
        dfm,
        convention=f"{kind}/{ngrams}-gram/{'+'.join(scope)}",
        segmenter=" ".join(recipe.segmenter.fingerprint for recipe in used),
        unit=unit,
    )


def read_text(document: Document, scope: tuple[RegionName, ...] = DEFAULT_SCOPE) -> str:
    """Return the text of the regions in *scope*, without the white space that is not text."""
    regions = (r for r in document.regions if r.name in scope)
    text = "\n".join(document.text[r.start : r.end] for r in regions)
    return drop_idle_space(text)


def assemble_dfm(documents: Sequence[Document], counted: FeatureCounts) -> Dfm:
    """Return the matrix of *counted*, the texts of *documents*, sorted by id and by feature."""
    rows = sorted(range(len(documents)), key=lambda row: documents[row].id)
    words = sorted((feature, column) for column, feature in enumerate(counted.features.unpack()))
    counts = counted.counts[rows][:, [column for _, column in words]]
    counts.sort_indices()
    return Dfm(
        documents=tuple(documents[row].id for row in rows),
        languages=tuple(documents[row].metadata.language for row in rows),
        features=tuple(word for word, _ in words),
        values=counts,
        sizes=np.asarray(counts.sum(axis=1), dtype=np.int64),
    )


def trim_dfm(dfm: Dfm, *, min_count: float = 1, min_documents: int = 1) -> Dfm:
    """Keep the features that are frequent enough; the sizes of the documents do not change.

    Parameters
    ----------
    dfm : Dfm
        The matrix.
    min_count : float, default 1
        The least frequency of a feature in all documents together.
    min_documents : int, default 1
        The least number of documents with the feature.

    Returns
    -------
    Dfm
        The matrix with the remaining columns.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> counts = csr_array([[0, 2], [1, 1]])
    >>> dfm = Dfm(("a", "b"), ("zh", "zh"), ("享", "共"), counts, np.array([2, 2]))
    >>> trim_dfm(dfm, min_documents=2).features
    ('共',)
    """
    kept = (dfm.feature_frequencies() >= min_count) & (dfm.document_frequencies() >= min_documents)
    return select_features(dfm, np.flatnonzero(kept))


def remove_stopwords(dfm: Dfm) -> Dfm:
    """Remove punctuation, numbers and function words; the sizes of the documents do not change.

    Parameters
    ----------
    dfm : Dfm
        The matrix. The stop words are those of the languages of its documents.

    Returns
    -------
    Dfm
        The matrix without features that contain such a token.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> features = ("。", "2025", "合作", "和")
    >>> dfm = Dfm(("a",), ("zh",), features, csr_array([[1, 1, 1, 1]]), np.array([4]))
    >>> remove_stopwords(dfm).features
    ('合作',)
    """
    stopwords = frozenset().union(*(load_stopwords(language) for language in dfm.languages))
    traditional = "zh-Hant" in dfm.languages
    kept = [
        column
        for column, feature in enumerate(dfm.features)
        if is_content(dfm.parts_of(simplify_text(feature) if traditional else feature), stopwords)
    ]
    return select_features(dfm, kept)


def select_features(dfm: Dfm, columns: Sequence[int] | npt.NDArray[np.int64]) -> Dfm:
    """Return the matrix with only the features of *columns*, in that order."""
    features = tuple(dfm.features[column] for column in columns)
    return replace(dfm, features=features, values=dfm.values[:, list(columns)])


def group_dfm(dfm: Dfm, groups: Mapping[str, str]) -> Dfm:
    """Add up the documents of each group.

    Parameters
    ----------
    dfm : Dfm
        A matrix of counts.
    groups : mapping of str to str
        The name of the group of each document, by document id.

    Returns
    -------
    Dfm
        A row for each group, sorted by name; its counts and its size are sums.

    Raises
    ------
    UnknownNameError
        A document has no group.
    PolicytextError
        A group contains Chinese and English documents, or the matrix contains weights.

    Examples
    --------
    >>> from scipy.sparse import csr_array
    >>> counts = csr_array([[0, 2], [1, 1]])
    >>> dfm = Dfm(("a", "b"), ("zh", "zh"), ("享", "共"), counts, np.array([2, 2]))
    >>> group_dfm(dfm, {"a": "both", "b": "both"}).values.toarray().tolist()
    [[1, 3]]
    """
    from scipy.sparse import csr_array

    require_counts(dfm)
    of = [look_up(groups, document, "grouped document") for document in dfm.documents]
    languages = {
        name: {la for g, la in zip(of, dfm.languages, strict=True) if g == name}
        for name in sorted(set(of))
    }
    for name, found in languages.items():
        require_one_language(found, f"the documents of group {name!r}")
    rows = [list(languages).index(name) for name in of]
    ones = np.ones(len(of), dtype=np.int64)
    adding = csr_array((ones, (rows, np.arange(len(of)))), shape=(len(languages), len(of)))
    return replace(
        dfm,
        documents=tuple(languages),
        languages=tuple(found.pop() for found in languages.values()),
        values=adding @ dfm.values,
        sizes=np.asarray(adding @ dfm.sizes),
    )


def require_counts(dfm: Dfm) -> None:
    """Refuse a matrix that no longer contains counts."""
    if dfm.weighting != "count":
        raise PolicytextError(
            f"The matrix contains {dfm.weighting} weights; give the matrix of counts."
        )


_FORMULA = "count × (ln((1+n)/(1+df)) + 1), each document then divided by its Euclidean length"
# The weightings of a count, each with the name of the variant in a table.
WEIGHTINGS: dict[str, str] = {
    "sklearn": f"scikit-learn's tf-idf: {_FORMULA}",
    **{name: f"{name} ({measure.source})" for name, measure in MEASURES.items()},
}


def weight_dfm(dfm: Dfm, *, weighting: str = "sklearn") -> Dfm:
    """Replace the counts by weights, which are high for features of few documents (tf-idf).

    Parameters
    ----------
    dfm : Dfm
        A matrix of counts.
    weighting : str, default "sklearn"
        The variant: ``sklearn`` (scikit-learn's TfidfTransformer), or a weighting of the handbook
        of measures, such as ``tf_idf`` (Spärck Jones 1972) or ``bm25`` (Robertson & Zaragoza 2009).

    Returns
    -------
    Dfm
        The matrix of weights; its ``weighting`` is the name of the variant.

    Raises
    ------
    UnknownNameError
        The weighting is unknown.
    PolicytextError
        The matrix contains weights already.

    Examples
    --------
    A feature of all documents has the weight ln(2 / 2) = 0 under ``tf_idf``:

    >>> from scipy.sparse import csr_array
    >>> counts = csr_array([[0, 2], [1, 1]])
    >>> dfm = Dfm(("a", "b"), ("zh", "zh"), ("享", "共"), counts, np.array([2, 2]))
    >>> weight_dfm(dfm, weighting="tf_idf").values.toarray()[:, dfm.features.index("共")]
    array([0., 0.])
    """
    look_up(WEIGHTINGS, weighting, "weighting")
    require_counts(dfm)
    weights = weigh_sklearn(dfm) if weighting == "sklearn" else weigh_cells(dfm, weighting)
    return replace(dfm, values=weights, weighting=weighting)
