"""Dispersion over parts of true sizes, on texts one can count by eye."""

from __future__ import annotations

import pytest

from policytext.analyses.dispersion import MEASURES, rank_dispersion
from policytext.base.table import Cell, Table
from policytext.counting.convention import Convention
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document

BODY = Convention(scope=("body",))
# The toy corpus of Gries (2008), a letter a word; its five parts have 9, 10, 10, 10, 11 words.
GRIES = (
    "b a m n i b e u p", "b a s a t b e w q n", "b c a g a b e s t a", "b a g h a b e a a t",
    "b a h a a b e a x a t",
)  # fmt: skip


def gries(*texts: str) -> Corpus:
    documents = (
        make_document(text, name=f"d{i}", language="en") for i, text in enumerate(texts or GRIES)
    )
    return Corpus(tuple(documents))


def rows(table: Table) -> dict[Cell, dict[str, Cell]]:
    return {record["term"]: record for record in table.records()}


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        ("dp", {"b": 0.02, "i": 0.82, "q": 0.8, "x": 0.78}),
        ("dp_norm", {"b": 0.024, "i": 1, "q": 0.976, "x": 0.951}),
        ("rosengren_s", {"b": 0.999, "i": 0.18, "q": 0.2, "x": 0.22}),
        ("range", {"b": 5, "i": 1, "q": 1, "x": 1}),
    ],
)
def test_the_published_values_of_the_toy_corpus(measure: str, expected: dict[str, float]) -> None:
    table = rank_dispersion(gries(), list(expected), BODY, measure=measure)
    found = rows(table)

    for term, value in expected.items():
        assert found[term]["score"] == pytest.approx(value, abs=0.0005)
        assert found[term]["parts"] == 5


def test_the_most_even_term_comes_first() -> None:
    for measure in ("dp", "juilland_d"):
        table = rank_dispersion(gries(), ["i", "b", "a"], BODY, measure=measure)
        assert table.column("term") == ["b", "a", "i"]


@pytest.mark.parametrize(("measure", "expected"), [("arf", 10.8), ("awt", 3.18), ("ald", 0.628)])
def test_the_published_values_of_the_text_read_as_one(measure: str, expected: float) -> None:
    # Gries (2008, p. 410) has the fifty words in parts of ten, with another word at two ends.
    corpus = gries(GRIES[0] + " k", *GRIES[1:4], GRIES[4].removesuffix(" t"))
    table = rank_dispersion(corpus, ["a"], BODY, measure=measure)

    assert rows(table)["a"]["score"] == pytest.approx(expected, abs=0.005)


def test_an_absent_term_has_no_dispersion_and_no_rank() -> None:
    table = rank_dispersion(gries(), ["a", "z"], BODY)

    assert rows(table)["z"]["score"] is None
    assert rows(table)["z"]["rank"] is None
    assert table.column("term") == ["a", "z"]


def test_one_document_is_cut_into_paragraphs_unless_said_otherwise() -> None:
    corpus = Corpus((make_document("合作。\n\n合作治理。\n\n治理治理。", title="无题"),))

    assert rows(rank_dispersion(corpus, ["合作"], BODY))["合作"]["range"] == 2
    one = rank_dispersion(corpus, ["合作"], BODY, parts="documents")
    assert one.records()[0]["score"] is None
    assert "not defined" in " ".join(map(str, one.notes))


def test_families_are_counted_by_all_their_terms() -> None:
    lexicon = Lexicon("l", (Family("f", (), (("zh", ("合作", "共")),)),))
    corpus = Corpus((make_document("合作。\n\n共商。\n\n治理。", title="无题"),))
    row = rank_dispersion(corpus, lexicon, BODY).records()[0]

    assert (row["term"], row["count"], row["range"], row["parts"]) == ("f", 2, 2, 3)


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_takes_parts_of_all_sizes(measure: str) -> None:
    table = rank_dispersion(gries(), ["a", "b"], BODY, measure=measure)

    assert all(score is not None for score in table.column("score"))
    assert MEASURES[measure].source in str(table.notes[0])
