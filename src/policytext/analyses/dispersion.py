"""Dispersion: how evenly a term is spread over the texts."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from policytext.analyses.notes import describe_score
from policytext.analyses.parts import count_in_parts, measure_part, split_parts
from policytext.analyses.thresholds import SMALL, SMALL_COUNT
from policytext.base.lookup import look_up, require_list
from policytext.base.table import Cell, Table, make_table, rank_records
from policytext.counting.convention import DEFAULT, Convention
from policytext.counting.count import name_unit
from policytext.counting.lexicon import Lexicon
from policytext.counting.matches import (
    Matches,
    list_met,
    match_families,
    refuse_wildcards,
    split_by_term,
)
from policytext.documents.corpus import Corpus
from policytext.documents.document import Span
from policytext.documents.languages import keep_language, require_one_language
from policytext.language.messages import Message
from policytext.statistics import Measure, dispersion, distances

MEASURES: dict[str, Measure] = {**dispersion.MEASURES, **distances.MEASURES}
_COLUMNS = (
    "rank", "term", "count", "range", "parts", "score", "caution", "unit", "convention",
)  # fmt: skip
_Starts = Mapping[str, Sequence[int]]  # where matches begin, by document


def rank_dispersion(
    corpus: Corpus,
    terms: Sequence[str] | Lexicon,
    convention: Convention = DEFAULT,
    *,
    parts: str | None = None,
    measure: str = "dp_norm",
) -> Table:
    r"""Rank terms, or the families of a lexicon, by how evenly they are spread.

    Parameters
    ----------
    corpus : Corpus
        The documents to search; those in the other language than the terms are left out.
    terms : sequence of str, or Lexicon
        The terms to rank. Of a lexicon the families are ranked.
    convention : Convention, default Convention()
        How to count; by default Chinese as text and English as whole words.
    parts : str, optional
        The parts of the texts: ``documents``, ``sections`` or ``paragraphs``. The default is
        documents, or paragraphs if there is only one document.
    measure : str, default "dp_norm"
        The dispersion measure; ``policytext.statistics.dispersion.MEASURES`` and
        ``policytext.statistics.distances.MEASURES`` have all of them with their sources.

    Returns
    -------
    Table
        A row for each term or family; a note says whether a higher score means more or less even.

        - ``rank``: the rank by ``score``, 1 for the most even
        - ``term``: the term, or the family's id
        - ``count``: the number of matches
        - ``range``: the number of parts with a match
        - ``parts``: the number of parts
        - ``score``: the dispersion; a note gives the measure, its source and its unit
        - ``caution``: ``fewer than 5`` if the count is too small to rely on
        - ``unit``: the unit of the sizes of the parts, ``characters`` or ``words``
        - ``convention``: the ids of the conventions

    Raises
    ------
    PolicytextError
        *terms* is one string, a term with ``*`` or ``?`` does not occur, or a corpus of Chinese and
        English is ranked by a lexicon.
    UnknownNameError
        *measure* or *parts* is unknown.

    References
    ----------
    Gries (2008), Dispersions and adjusted frequencies in corpora.
    Lijffijt & Gries (2012), Correction to Gries (2008).

    Examples
    --------
    Both terms occur twice, one of them in a single paragraph:

    >>> from policytext.documents.corpus import Corpus
    >>> from policytext.documents.document import Document, Metadata, Region
    >>> text = "合作合作\n发展\n发展"
    >>> corpus = Corpus((Document("a", Metadata(), text, (Region("body", 0, len(text)),)),))
    >>> table = rank_dispersion(corpus, ["合作", "发展"], measure="range")
    >>> [(row["term"], row["count"], row["range"]) for row in table.records()]
    [('发展', 2, 2), ('合作', 2, 1)]
    """
    chosen = look_up(MEASURES, measure, "dispersion measure")
    notes: list[Message] = []
    if isinstance(terms, Lexicon):
        require_one_language((d.metadata.language for d in corpus), "one set of parts")
        convention = replace(convention, nested_scope=terms.nested_scope)
    else:
        terms = require_list(terms, "terms")
        corpus, notes = keep_language(corpus, terms)
    kind = parts or ("documents" if len(corpus) > 1 else "paragraphs")
    cut = split_parts(corpus, kind, convention.scope)
    sizes = [measure_part(part, convention.scope) for part in cut]
    found = _find(corpus, terms, convention)
    unit, met = _name_unit(corpus), list_met(found)
    records: list[dict[str, Cell]] = []
    for term, starts in _group_starts(found).items():
        counts = count_in_parts(cut, starts)
        if chosen.name in distances.MEASURES:
            score = chosen(_read_on(corpus, starts, convention), sum(sizes))
        else:
            score = chosen(counts, sizes)
        record = _record(term, counts, float(score))
        records.append({**record, "unit": unit, "convention": met})
    ranked = rank_records(records, "term", "count", lowest_first=chosen.lowest_first)
    notes = [*_explain(chosen, kind, unit, len(cut)), *notes]
    title = f"Dispersion by {measure} over {kind}"
    return make_table(title, ranked, _COLUMNS, convention=met, notes=notes)


def _find(corpus: Corpus, terms: Sequence[str] | Lexicon, convention: Convention) -> list[Matches]:
    """Return the matches of each term, or each family, in each document."""
    found: list[Matches] = []
    for document in corpus:
        if isinstance(terms, Lexicon):
            families = terms.terms_in(document.metadata.language)
            found += match_families(document, families, convention).values()
        else:  # together, as one family, as in all other counts
            found += split_by_term(match_families(document, {"": terms}, convention)[""])
    refuse_wildcards(found)
    return found


def _group_starts(found: Sequence[Matches]) -> dict[str, _Starts]:
    """Return where each term, or each family, begins in each document."""
    starts: dict[str, dict[str, Sequence[int]]] = {}
    for matches in found:
        starts.setdefault(matches.family, {})[matches.document] = matches.starts
    return dict(starts)


def _name_unit(corpus: Corpus) -> str:
    return next(map(name_unit, corpus), "characters")  # all documents have one language


def _read_on(corpus: Corpus, starts: _Starts, convention: Convention) -> list[int]:
    """Return the amount of text before each match, with the documents in sequence."""
    positions, before = [], 0
    for document in corpus:
        at = 0
        for start in starts[document.id]:
            before += measure_part((document, Span(at, start)), convention.scope)
            at = start
            positions.append(before)
        before += measure_part((document, Span(at, len(document.text))), convention.scope)
    return positions


def _record(term: str, counts: Sequence[int], score: float) -> dict[str, Cell]:
    count = sum(counts)
    return {
        "term": term,
        "count": count,
        "range": sum(number > 0 for number in counts),
        "parts": len(counts),
        "score": score,
        "caution": SMALL_COUNT if count < SMALL else "",
    }


def _explain(measure: Measure, kind: str, size: str, parts: int) -> list[Message]:
    unit = Message(f"score_units.{size}")
    if measure.name in distances.MEASURES:
        says = describe_score(measure, unit=measure.unit.replace("tokens", size))
        return [says, Message("table_notes.read_on", unit=unit)]
    code = "table_notes.too_few_parts" if parts < 2 else "table_notes.parts"
    how = Message(code, n=parts, parts=Message(f"parts.{kind}"), unit=unit)
    return [describe_score(measure), how]
