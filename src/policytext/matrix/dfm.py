"""Document-feature matrices: how often each feature occurs in each document.

A feature is a token, or a run of n tokens or characters (see `policytext.matrix.features`).
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Any, Literal

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
from policytext.matrix.features import FeatureCounts, Recipe, count_features, merge_features
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import Segmenter
from policytext.statistics.weighting import MEASURES, TermCounts

if TYPE_CHECKING:
    from scipy.sparse import csr_array

    from policytext.counting.lexicon import Lexicon

Unit = Literal["tokens", "characters"]
_UNITS: dict[str, None] = {"tokens": None, "characters": None}
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
        """Return the row of each of *documents*, once; an unknown one is an error."""
        rows = {name: row for row, name in enumerate(self.documents)}
        return [
            look_up(rows, name, "document")
            for name in dict.fromkeys(require_list(documents, "documents"))
        ]

    def feature_frequencies(self, rows: Sequence[int] | None = None) -> npt.NDArray[Any]:
        """Return the frequency of each feature in the documents of *rows* together, or in all."""
        counts = self.values if rows is None else self.values[list(rows)]
        return np.asarray(counts.sum(axis=0))

    def document_frequencies(self, rows: Sequence[int] | None = None) -> npt.NDArray[np.int64]:
        """Return the document frequency of each feature in the documents of *rows*, or in all."""
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
        """Return the tokens, or the characters, that *feature* is made of."""
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

    ``jieba`` segments Chinese unless another *segmenter* is given; English is always cut into
    lower-case words. The Chinese terms of *lexicon* are added to the segmenter's user words.
    """
    scope = Convention(scope).scope  # checks every name and puts them in the order of a document
    recipes = _make_recipes(_choose_segmenter(segmenter, lexicon, unit), ngrams, unit)
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


def _choose_segmenter(
    segmenter: str | Segmenter | None, lexicon: Lexicon | None, unit: str
) -> Segmenter:
    look_up(_UNITS, unit, "unit")
    if unit == "characters":
        if segmenter is not None:
            raise PolicytextError("Characters need no segmenter; leave it out, or count tokens.")
        return build_segmenter("characters")
    if segmenter is None or isinstance(segmenter, str):
        words = lexicon.words() if lexicon else ()
        return build_segmenter(segmenter or "jieba", user_words=words)
    if lexicon is not None:
        raise PolicytextError(
            "A segmenter that is already built cannot learn the lexicon's terms; give its name, "
            "or build it with user_words=lexicon.words()."
        )
    return segmenter


def _make_recipes(segmenter: Segmenter, ngrams: int, unit: str) -> dict[bool, Recipe]:
    if ngrams < 1:
        raise PolicytextError(f"An n-gram cannot have {ngrams} tokens; give 1 or more.")
    separator = "" if unit == "characters" else " "
    return {
        False: Recipe(segmenter, ngrams, separator=separator),
        True: Recipe(build_segmenter("words"), ngrams, lower=True),
    }


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
    """Keep the features that occur often enough in enough documents; sizes do not change."""
    kept = (dfm.feature_frequencies() >= min_count) & (dfm.document_frequencies() >= min_documents)
    return select_features(dfm, np.flatnonzero(kept))


def remove_stopwords(dfm: Dfm) -> Dfm:
    """Remove punctuation, numbers and function words; sizes do not change."""
    stopwords = frozenset().union(*(load_stopwords(language) for language in dfm.languages))
    traditional = "zh-Hant" in dfm.languages
    kept = [
        column
        for column, feature in enumerate(dfm.features)
        if is_content(dfm.parts_of(simplify_text(feature) if traditional else feature), stopwords)
    ]
    return select_features(dfm, kept)


def select_features(dfm: Dfm, columns: Sequence[int] | npt.NDArray[np.int64]) -> Dfm:
    """Keep the features of *columns*, in this order."""
    features = tuple(dfm.features[column] for column in columns)
    return replace(dfm, features=features, values=dfm.values[:, list(columns)])


def group_dfm(dfm: Dfm, groups: Mapping[str, str]) -> Dfm:
    """Add up the documents of each group; *groups* gives the group of each document."""
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
    """Turn the counts into weights that set a document apart from the others, such as tf-idf."""
    look_up(WEIGHTINGS, weighting, "weighting")
    require_counts(dfm)
    weights = _weight_sklearn(dfm) if weighting == "sklearn" else _weight_cells(dfm, weighting)
    return replace(dfm, values=weights, weighting=weighting)


def _weight_sklearn(dfm: Dfm) -> csr_array:
    from scipy.sparse import csr_array
    from sklearn.feature_extraction.text import TfidfTransformer

    counts = dfm.values.astype(np.float64)
    # scikit-learn refuses a matrix without rows or columns.
    return csr_array(TfidfTransformer().fit_transform(counts)) if counts.nnz else counts


def _weight_cells(dfm: Dfm, weighting: str) -> csr_array:
    weights = dfm.values.astype(np.float64)
    cells = TermCounts(
        weights.data,
        size=np.repeat(dfm.sizes, np.diff(weights.indptr)),
        document_frequency=dfm.document_frequencies()[weights.indices],
        documents=len(dfm.documents),
        mean_size=float(dfm.sizes.mean()) if len(dfm.sizes) else 0.0,
    )
    weights.data = MEASURES[weighting](cells)
    return weights
