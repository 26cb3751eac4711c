"""The tables of characteristic words and of the similarity of documents in a report.

Tested in tests/report/test_publish.py.
"""

from __future__ import annotations

from dataclasses import replace

from policytext.analyses.keywords import SIDES, rank_keywords
from policytext.analyses.similarity import measure_similarity
from policytext.analyses.tfidf import rank_tfidf
from policytext.analyses.thresholds import LEFT_OUT
from policytext.base.table import Note, Table
from policytext.language.messages import Message
from policytext.matrix.dfm import Dfm

TOP_WORDS = 12


def compare_words(content: Dfm, drawn: tuple[str, ...]) -> dict[str, Table]:
    """Return terms by tf-idf, keywords of the documents *drawn*, and the similarity of all."""
    tfidf = rank_tfidf(content, top=TOP_WORDS, drop_stopwords=False)
    tables = {
        "tfidf": _add_note(tfidf, LEFT_OUT),
        "keyness": _rank_keywords(content, drawn),
        "similarity": _add_note(measure_similarity(content, drop_stopwords=False), LEFT_OUT),
    }
    return {name: table for name, table in tables.items() if table is not None}


def _rank_keywords(dfm: Dfm, names: tuple[str, ...]) -> Table | None:
    """Return the first and the last keywords of each document against the others."""
    languages = dict(zip(dfm.documents, dfm.languages, strict=True))
    english = [languages[name] == "en" for name in names]
    ranked = [
        (name, rank_keywords(dfm, target=name, drop_stopwords=False))
        for name, is_english in zip(names, english, strict=True)
        if english.count(is_english) > 1
    ]
    if not ranked:
        return None
    first = ranked[0][1]
    rows = tuple(
        (name, *row)
        for name, table in ranked
        for row in (*table.rows[:TOP_WORDS], *table.rows[TOP_WORDS:][-TOP_WORDS // 2 :])
    )
    kept = Message("table_notes.kept", first=TOP_WORDS, last=TOP_WORDS // 2)
    notes = (*filter(_is_of_all, first.notes), LEFT_OUT, kept)
    return Table("Keywords", ("document", *first.columns), rows, first.convention, notes)


def _is_of_all(note: Note) -> bool:
    """Return whether a note is about all targets and not about one of them."""
    sides = [f"table_notes.{part}" for side in SIDES for part in (side, f"{side}_more")]
    return not isinstance(note, Message) or note.code not in sides


def _add_note(table: Table, note: Message) -> Table:
    return replace(table, notes=(*table.notes, note))
