"""Families across documents: counts, rates, intervals, ranks, and what is said of their order."""

from __future__ import annotations

import pytest
from scipy.stats import chi2

from policytext.analyses.families import FamilyComparison, compare_families
from policytext.base.table import Cell
from policytext.counting.convention import Convention
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document

BODY = Convention(scope=("body",))
LEXICON = Lexicon(
    "l",
    (
        Family("talk", (("zh", "对话"),), (("zh", ("对话",)), ("en", ("talk", "talks")))),
        Family("absent", (("zh", "没有"),), (("zh", ("没有的词",)), ("en", ("absentee",)))),
        Family("chinese", (("zh", "中文"),), (("zh", ("共",)),)),
    ),
)


def texts(**bodies: str) -> Corpus:
    return Corpus(tuple(make_document(b, name=n, title="无题") for n, b in bodies.items()))


def row_of(table: FamilyComparison, family: str, document: str) -> dict[str, Cell]:
    return next(r for r in table.records() if (r["family"], r["document"]) == (family, document))


def test_a_row_has_count_size_rate_and_rank() -> None:
    table = compare_families(texts(a="对话对话。", b="各国要开展对话和合作。"), LEXICON, BODY)

    first, second = row_of(table, "talk", "a"), row_of(table, "talk", "b")
    assert (first["count"], first["size"], first["per_1000"]) == (2, 5, 400)
    assert (second["count"], second["size"], second["rank"]) == (1, 11, 2)
    assert first["rank"] == 1
    assert first["unit"] == "characters"
    assert first["convention"] == table.convention == "text/each/body"


def test_the_interval_is_garwoods() -> None:
    row = row_of(compare_families(texts(a="对话对话。"), LEXICON, BODY, level=0.9), "talk", "a")

    # Garwood: half the quantiles of chi-squared with 2k and 2k + 2 degrees of freedom.
    assert row["low"] == pytest.approx(1000 * chi2.ppf(0.05, 4) / 2 / 5, rel=1e-12)
    assert row["high"] == pytest.approx(1000 * chi2.ppf(0.95, 6) / 2 / 5, rel=1e-12)


def test_equal_rates_share_the_better_rank() -> None:
    table = compare_families(texts(a="对话。", b="对话。", c="合作。"), LEXICON, BODY)

    assert [row_of(table, "talk", d)["rank"] for d in "abc"] == [1, 1, 3]


def test_an_absent_family_has_rate_zero_and_everybody_first() -> None:
    table = compare_families(texts(a="对话。", b="合作。"), LEXICON, BODY)
    row = row_of(table, "absent", "a")

    assert (row["count"], row["per_1000"], row["low"], row["rank"]) == (0, 0, 0, 1)
    assert row["caution"] == "fewer than 5"
    assert not any(note.startswith("没有") for note in map(str, table.notes))


def test_families_stand_in_the_order_of_the_lexicon_and_documents_in_theirs() -> None:
    table = compare_families(texts(b="对话。", a="合作。"), LEXICON, BODY)

    assert table.column("family") == ["talk"] * 2 + ["absent"] * 2 + ["chinese"] * 2
    assert table.column("document") == ["a", "b"] * 3


def test_two_languages_are_ranked_apart_and_said_to_be() -> None:
    english = make_document("Talks about talks, no talk.", name="e", language="en", title="On it")
    corpus = Corpus((*texts(a="对话。", b="合作对话。"), english))
    table = compare_families(corpus, LEXICON)
    row = row_of(table, "talk", "e")

    assert (row["count"], row["unit"], row["size"], row["rank"]) == (3, "words", 7, 1)
    assert row["convention"] == "word/each/title+subtitle+body"
    assert row_of(table, "talk", "a")["rank"] == 1
    assert any("must not be compared between them" in note for note in map(str, table.notes))
    assert row_of(table, "chinese", "e")["count"] is None
    assert row_of(table, "chinese", "e")["rank"] is None


def test_every_count_has_its_matches() -> None:
    table = compare_families(texts(a="对话对话。", b="共对话。"), LEXICON, BODY)

    for matches in table.matches:
        assert len(matches) == row_of(table, matches.family, matches.document)["count"]
        assert matches.convention.id == "text/each/body"


def test_robustness_is_printed_with_the_comparison() -> None:
    table = compare_families(texts(a="对话对话。", b="各国对话。", c="合作。"), LEXICON, BODY)
    (sentence,) = [note for note in map(str, table.notes) if note.startswith("对话 (characters)")]

    # text or token, with or without title, per character or per token
    assert sentence.startswith("对话 (characters): 100% of 3 ordered pairs")
    assert "stays under 8 of 8, a is first under 8." in sentence
    assert sum("Conventions tried" in note for note in map(str, table.notes)) == 1
    assert table.robustness.records()[0]["agreement"] == 1


def test_an_order_that_turns_with_the_title_is_told() -> None:
    plan = make_document("各国合作。", name="plan", title="对话对话对话")
    talk = make_document("各国对话。", name="talk", title="无题")
    table = compare_families(Corpus((plan, talk)), LEXICON)
    row = table.robustness.records()[0]

    assert (row["first"], row["conventions"], row["first_kept"], row["same_order"]) == (
        "plan", 8, 4, 4,
    )  # fmt: skip
    assert row["agreement"] == pytest.approx(3 / 7)
    assert row_of(table, "talk", "plan")["best_rank"] == 1
    assert row_of(table, "talk", "plan")["worst_rank"] == 2


def test_one_document_has_no_order() -> None:
    table = compare_families(texts(a="对话。"), LEXICON, BODY)

    assert row_of(table, "talk", "a")["rank"] == 1
    assert table.robustness.records()[0]["agreement"] is None
    assert any("nothing to rank against" in note for note in map(str, table.notes))
