"""The words of the report: both languages say everything, with the same places to fill."""

from __future__ import annotations

import re

import pytest

from policytext.base.errors import UnknownNameError
from policytext.claims import CLAIM_KINDS, Verdict
from policytext.documents.regions import REGIONS
from policytext.documents.structure import DAMAGE
from policytext.language.messages import LANGUAGES, load_wording
from policytext.report.spec import SECTIONS
from tests.support.make_reports import small_report

_HAN = re.compile("[\u3400-\u9fff]")
# What only one language needs: names for what the analyses write in English.
_ONE_SIDED = ("values.", "reasons.")


def entries(language: str) -> dict[str, str]:
    return {
        key: text
        for key, text in load_wording(language).entries.items()
        if not key.startswith(_ONE_SIDED)
    }


def places(text: str) -> set[str]:
    return set(re.findall(r"{(\w+)(?:![rs])?(?::[^}]*)?}", text))


def test_every_language_has_the_same_strings() -> None:
    assert len({frozenset(entries(language)) for language in LANGUAGES}) == 1


def test_a_string_has_the_same_places_in_every_language() -> None:
    chinese = entries("zh")
    for key, text in entries("en").items():
        # A singular may say "once" or "One text" instead of its number.
        many = text.split("|")[-1]
        assert places(many) == places(chinese[key]), key


def test_each_language_speaks_its_own() -> None:
    english = load_wording("en").entries.items()
    assert [key for key, text in english if _HAN.search(text)] == [
        "doubts.open_family"  # quotes 等
    ]
    spoken = {k: t for k, t in entries("zh").items() if not _HAN.search(re.sub("{.*?}", "", t))}
    assert set(spoken) <= {
        "article_reasons.of_article", "article_reasons.unresolved", "articles.listed",
        "cards.term", "cell.end", "charts.keyness.both", "charts.sentence_end",
        "charts.sentence_gap", "charts.separator", "charts.tfidf.words_gap", "columns.p",
        "columns.tfidf", "doubts.misplaced",
        "explanation.verdict", "html_lang",
        "lists.clauses", "lists.names", "resolutions.evidence", "score_units.%",
        "score_units.-log10 p", "separator", "similarity.says", "table_notes.similarity",
        "ui.passages_in", "ui.shown", "weightings.measure",
    }  # fmt: skip


def test_every_section_region_verdict_and_kind_of_damage_has_words(language: str) -> None:
    t = load_wording(language)
    wanted = [
        *(f"{part}.{name}" for name in SECTIONS for part in ("nav", "heading")),
        *(f"regions.{name}" for name in REGIONS),
        *(f"verdicts.{verdict}" for verdict in Verdict),
        *(f"warnings.{kind}{end}" for kind in DAMAGE for end in ("", "_says")),
        *(f"tables.{name}" for name in (*small_report().tables, "concordance")),
        *(f"columns.{c}" for n, table in small_report().tables.items() if n != "similarity"
          for c in table.columns),
    ]  # fmt: skip

    assert [key for key in wanted if key not in t.entries] == []


def test_every_kind_of_claim_has_a_chinese_name() -> None:
    assert [
        kind for kind in CLAIM_KINDS if f"values.{kind}" not in load_wording("zh").entries
    ] == []


def test_a_number_decides_between_one_and_many() -> None:
    t = load_wording("en")

    assert t("n_rows", n=1) == "1 row"
    assert t("n_rows", n=0) == "0 rows"
    assert t("n_rows", n=12_345) == "12,345 rows"


@pytest.mark.parametrize(
    ("value", "shown"),
    [(None, "–"), (float("nan"), "–"), (0, "0"), (0.04, "<0.1"), (-1234, "-1,234")],
)
def test_numbers_are_written_for_people(value: float | None, shown: str) -> None:
    assert load_wording("zh").number(value) == shown


def test_an_unknown_language_is_named_with_the_known() -> None:
    with pytest.raises(UnknownNameError, match=r"Unknown language 'fr'\. Known: zh, en"):
        load_wording("fr")
