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
    """Measure how varied the vocabulary of each document is.

    Punctuation is left out. English tokens are lower-case words.

    Parameters
    ----------
    corpus : Corpus
        The documents to measure.
    segmenter : str or Segmenter, default "jieba"
        The segmenter of Chinese documents, or its name.
    scope : tuple of str, default ("title", "subtitle", "body")
        The regions to read.

    Returns
    -------
    Table
        A row for each document; a measure is nan if the text is too short for it. The notes give
        the source of each measure.

        - ``document``, ``language``: the document's id and its language
        - ``tokens``, ``types``: the number of tokens, and of different tokens
        - ``ttr``, ``mattr``, ``msttr``: type-token ratios, from 0 to 1: of the whole text, and the
          means over moving windows and over segments
        - ``herdan_c``, ``guiraud_r``, ``cttr``: type-token ratios adjusted for length
        - ``mtld``: the mean length of a stretch of varied text, in tokens
        - ``yule_k``, ``yule_i``: Yule's measures of repetition and of diversity
        - ``hd_d``: the expected type-token ratio of a random sample of tokens

    Raises
    ------
    UnknownNameError
        *segmenter* is not the name of a segmenter, or *scope* contains an unknown region.

    Examples
    --------
    Six characters, four of them different:

    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> corpus = Corpus((Document("a", Metadata(), "共商、共建、共享", (Region("body", 0, 8),)),))
    >>> (row,) = measure_diversity(corpus, segmenter="characters").records()
    >>> row["tokens"], row["types"], round(row["ttr"], 3)
    (6, 4, 0.667)
    """
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
