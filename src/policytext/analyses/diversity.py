"""Lexical diversity: how varied the vocabulary of each document is."""

from __future__ import annotations

from policytext.base.table import Cell, Table, make_table
from policytext.counting.convention import DEFAULT_SCOPE
from policytext.documents.corpus import Corpus
from policytext.documents.regions import RegionName
from policytext.language.messages import Message
from policytext.language.stopwords import is_punctuation
from policytext.matrix.dfm import read_text
from policytext.matrix.features import Recipe, list_features
from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import Segmenter
from policytext.statistics.diversity import MEASURES
from policytext.statistics.measure import Measure


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
        *(_describe(measure) for measure in MEASURES.values()),
        Message("table_notes.length_dependent"),
        Message("table_notes.no_punctuation"),
    ]
    convention = f"token:{cutter.name}/1-gram/{'+'.join(scope)}"
    return make_table("Lexical diversity", records, columns, convention=convention, notes=notes)


def _describe(measure: Measure) -> Message:
    higher = Message(f"higher_means.{measure.higher_means}")
    values = {"measure": measure.name, "source": measure.source}
    return Message("table_notes.diversity", higher=higher, **values)
