"""Lexical diversity: how varied the vocabulary of each document is."""

from __future__ import annotations

from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT_SCOPE
from policytext.documents.corpus import Corpus
from policytext.documents.document import RegionName
from policytext.language.stopwords import is_punctuation
from policytext.matrix.dfm import read_text
from policytext.matrix.features import Recipe, list_features
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import Segmenter
from policytext.statistics.diversity import MEASURES

_DEPENDENT = "ttr, herdan_c, guiraud_r, cttr and yule_i change with the length of a text"


def measure_diversity(
    corpus: Corpus,
    *,
    segmenter: str | Segmenter = "jieba",
    scope: tuple[RegionName, ...] = DEFAULT_SCOPE,
) -> Table:
    """Measure the diversity of the tokens of every document, punctuation left out."""
    cutter = build_segmenter(segmenter) if isinstance(segmenter, str) else segmenter
    recipes = {False: Recipe(cutter), True: Recipe(build_segmenter("words"), lower=True)}
    records: list[dict[str, Cell]] = []
    for document in corpus:
        features = list_features(read_text(document, scope), recipes[document.is_english])
        tokens = [token for token in features if not is_punctuation(token)]
        scores = {name: float(measure(tokens)) for name, measure in MEASURES.items()}
        names: dict[str, Cell] = {"document": document.id, "language": document.metadata.language}
        records.append({**names, "tokens": len(tokens), "types": len(set(tokens)), **scores})
    columns = ("document", "language", "tokens", "types", *MEASURES)
    notes = [
        *(f"{m.name} ({m.source}): higher is {m.higher_means}." for m in MEASURES.values()),
        f"{_DEPENDENT}: compare texts of different length by the others.",
        "Punctuation is left out; a dash stands where a text is too short for a measure.",
    ]
    convention = f"token:{cutter.name}/1-gram/{'+'.join(scope)}"
    return make_table("Lexical diversity", records, columns, convention=convention, notes=notes)
