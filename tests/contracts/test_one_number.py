"""The count under one id is one number, in every command and function that counts."""

from __future__ import annotations

import json
import re
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import policytext as pt
from policytext.claims.kinds.comparison import ComparisonClaim, Other
from policytext.cli import run
from policytext.counting.convention import MATCHES, Convention
from policytext.counting.count import count_families
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from policytext.report.build import build_report
from policytext.report.formats import render_report
from policytext.report.spec import ReportSpec
from tests.support.one_number import (
    ALL,
    BY_HAND,
    SOME,
    Case,
    Key,
    Ledger,
    Type,
    terms_of,
    walk_claims,
    walk_commands,
    walk_functions,
    walk_report,
    walk_store,
    walk_tables,
)


def walk_verify(ledger: Ledger, typed: Type, corpus: Corpus, lexicon: Lexicon, at: Path) -> None:
    """Type ``verify`` and ``explain`` on claims that leave the match to the document."""
    entries = [
        {"id": f"{d.id}.{family}", "kind": "count", "document": d.id, "terms": terms,
         "published": "1"}
        for d in corpus
        for family, terms in terms_of(d, lexicon)
    ]  # fmt: skip
    claims = at / "claims.yaml"
    claims.write_text(json.dumps({"claims": entries}, ensure_ascii=False), "utf-8")
    for finding in typed("verify", str(claims), "--format", "json", ends=(0, 1))["findings"]:
        ledger.enter(
            "verify", finding["document"], tuple(finding["terms"]), finding["convention"],
            finding["recounted"],
        )  # fmt: skip
    for entry in entries[::5]:
        explained = typed("explain", entry["id"], str(claims), "--format", "json")
        for attempt in explained["attempts"]:
            ledger.enter(
                "explain", explained["document"], tuple(attempt["terms"]), attempt["convention"],
                attempt["value"],
            )  # fmt: skip


@pytest.fixture
def typed(folder: Path, capsys: pytest.CaptureFixture[str]) -> Type:
    """Type a command, and get the JSON it prints."""

    def type_command(*arguments: str, ends: tuple[int, ...] = (0,)) -> dict[str, Any]:
        capsys.readouterr()
        code = run(["--texts", str(folder), *arguments])
        printed = capsys.readouterr()
        assert code in ends, (arguments, printed.err)
        read: dict[str, Any] = json.loads(printed.out)
        return read

    return type_command


def test_the_count_under_one_id_is_one_number_everywhere(
    folder: Path,
    corpus: Corpus,
    lexicon: Lexicon,
    typed: Type,
    tmp_path: Path,
    record_property: Callable[[str, object], None],
) -> None:
    ledger = Ledger()
    for case in (Case(*chosen) for chosen in ALL):
        walk_functions(ledger, corpus, lexicon, case)
        walk_tables(ledger, corpus, lexicon, case)
        walk_claims(ledger, corpus, lexicon, case)
    for case in (Case(*chosen) for chosen in SOME):
        walk_commands(ledger, typed, corpus, lexicon, case)
    walk_verify(ledger, typed, corpus, lexicon, tmp_path)
    walk_store(ledger, folder, corpus, lexicon, tmp_path)
    walk_report(ledger, corpus, lexicon)

    entered = sum(len(ledger.sources(key)) for key in list(ledger.numbers))
    figure = f"{len(ledger.numbers):,} combinations, {entered:,} places a number was printed in"
    record_property("figure", figure)
    torn = {key: dict(counts) for key, counts in ledger.numbers.items() if len(counts) > 1}
    assert not torn
    assert len(ledger.numbers) >= 400
    for (document, terms), (count, convention) in BY_HAND.items():
        key = Key(document, terms, convention)
        assert list(ledger.numbers[key]) == [count], key
        assert len(ledger.sources(key)) >= 20, (key, ledger.sources(key))


def test_a_rate_is_of_the_unit_that_is_printed(corpus: Corpus, lexicon: Lexicon) -> None:
    sizes = {
        document.id: len(re.findall(r"[A-Za-z]+", document.text))
        if document.is_english
        else len("".join(document.text.split()))
        for document in corpus
    }
    tables = [
        *(pt.count_terms(corpus, [term]) for term in ("合作", "art")),
        count_families(corpus, lexicon),
        pt.compare_families(corpus, lexicon),
    ]
    for table in tables:
        for row in table.records():
            assert row["unit"] == ("words" if "speech" in str(row["document"]) else "characters")
            if row["count"] is not None:
                rate = 1000 * int(row["count"]) / sizes[str(row["document"])]
                assert row["per_1000"] == pytest.approx(rate)


@pytest.mark.parametrize("language", ["zh", "en"])
def test_a_note_names_the_unit_of_the_rates(corpus: Corpus, language: str) -> None:
    chosen = corpus.subset(lambda document: document.metadata.language == language)
    note = str(pt.count_terms(chosen, ["AI"]).notes[0])

    assert ("words" in note, "characters" in note) == (language == "en", language == "zh")


def test_a_match_that_is_asked_for_is_honoured(corpus: Corpus) -> None:
    asked = {match: Convention(match=match) for match in MATCHES}
    for match, convention in asked.items():
        for table in (
            pt.count_terms(corpus, ["合作"], convention),
            pt.measure_trends(corpus, Lexicon("x", (family(),)), convention),
            pt.compare_families(corpus, Lexicon("x", (family(),)), convention),
        ):
            assert table.convention.partition("/")[0].partition(":")[0] == match
            assert "simplified" not in table.convention


def family() -> Family:
    return Family("f", (), (("zh", ("合作",)), ("en", ("art",))))


def test_a_claim_on_two_scripts_names_both_conventions(corpus: Corpus) -> None:
    than = Other(document="hant")
    claim = ComparisonClaim(id="c", document="hans", terms=("国际",), than=than, published="0")
    (finding,) = pt.verify_claims(corpus, [claim])

    assert finding.convention == (
        "difference by text+simplified/each/title+subtitle+body, text/each/title+subtitle+body"
    )
    assert finding.as_expected


@pytest.mark.parametrize(
    ("form", "name"),
    [
        ("markdown", "report.md"),
        ("csv", "tables/families.csv"),
        ("csv", "tables/concordance.csv"),
        ("json", "report.json"),
        ("html", "index.html"),
    ],
)
def test_the_report_prints_the_conventions_it_used(
    corpus: Corpus, lexicon: Lexicon, form: str, name: str
) -> None:
    content = render_report(build_report(corpus, ReportSpec(), lexicon), "en", form)[name]

    for match in ("text+simplified", "text", "word"):
        assert f"{match}/each/title+subtitle+body".encode() in content
