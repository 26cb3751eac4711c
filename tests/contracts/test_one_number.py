"""Whatever counts a term in a document under one convention id prints the same number.

Every command and every public function that counts is asked for the same terms, over Chinese in
both scripts and English, in several scopes, matches and overlaps. What each prints is kept under
document, terms and id; a second number under one of these keys is a failure.
"""

from __future__ import annotations

import hashlib
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
from policytext.counting.lexicon import Family, Lexicon, load_lexicon
from policytext.documents.corpus import Corpus
from policytext.report.build import build_report
from policytext.report.formats import render_report
from policytext.report.spec import ReportSpec
from tests.support.one_number import (
    ALL,
    SOME,
    Case,
    Key,
    Ledger,
    Terms,
    Type,
    walk_claims,
    walk_commands,
    walk_functions,
    walk_report,
    walk_store,
    walk_tables,
    walk_verify,
)

TEXTS: dict[str, tuple[str, str, str]] = {
    "hans": ("zh", "合作与发展", "各国合作发展人工智能，智能发展靠合作。\n\nAI合作，国际合作。"),
    "hans-new": ("zh", "发展", "智能合作。\n\n人工智能，人工智能发展，着力发展AI。\n\n国际。"),
    "hant": (
        "zh-Hant",
        "合作與發展",
        "各國合作發展人工智能，智能發展靠合作。\n\nAI合作，國際合作。",
    ),
    "hant-new": (
        "zh-Hant",
        "發展",
        "智能合作。\n\n人工智能，人工智能發展。\n\n國際發展，国际合作。",
    ),
    "speech": (
        "en",
        "The art of state",
        "Art is part of the start. Arts and artificial art, open source.\n\nOpen  source art.",
    ),
    "speech-new": ("en", "Artful", "A part of art. The arts, open source.\n\nArtificial start."),
}
CHINESE: dict[str, Terms] = {
    "cooperation": ("合作",),
    "development": ("发展",),
    "intelligence": ("智能", "人工智能"),
    "ai": ("AI",),
    "international": ("国际",),
}
TRADITIONAL: dict[str, Terms] = {"development": ("發展",)}  # the others are simplified
ENGLISH: dict[str, Terms] = {
    "cooperation": ("art",),
    "development": ("arts",),
    "intelligence": ("art", "artificial"),
    "ai": ("open source",),
}
# By hand: the terms, as the default of the language counts them in title and body.
BY_HAND = {
    ("hans", ("合作",)): (5, "text/each/title+subtitle+body"),
    ("hans", ("发展",)): (3, "text/each/title+subtitle+body"),
    ("hans", ("智能", "人工智能")): (3, "text/each/title+subtitle+body"),
    ("hant", ("合作",)): (5, "text+simplified/each/title+subtitle+body"),
    ("hant", ("發展",)): (3, "text+simplified/each/title+subtitle+body"),
    ("hant", ("国际",)): (1, "text+simplified/each/title+subtitle+body"),
    ("hant-new", ("国际",)): (2, "text+simplified/each/title+subtitle+body"),
    ("speech", ("art",)): (4, "word/each/title+subtitle+body"),
    ("speech", ("arts",)): (1, "word/each/title+subtitle+body"),
    ("speech", ("open source",)): (2, "word/each/title+subtitle+body"),
}


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("one-number")
    for name in ("raw", "lexicons", "claims"):
        (folder / name).mkdir()
    documents = []
    for year, (name, (language, title, body)) in enumerate(TEXTS.items(), start=2010):
        data = (body + "\n").encode()
        (folder / "raw" / f"{name}.txt").write_bytes(data)
        capture = {"path": f"raw/{name}.txt", "sha256": hashlib.sha256(data).hexdigest()}
        documents.append({"id": name, "title": title, "issued": str(year), "language": language,
                          "capture": capture})  # fmt: skip
    families = [
        {
            "id": name,
            "terms": {"zh": CHINESE.get(name, ()), "zh-Hant": TRADITIONAL.get(name, ()),
                      "en": ENGLISH.get(name, ())},
        }
        for name in CHINESE
    ]  # fmt: skip
    for path, content in (
        ("manifest.yaml", {"documents": documents}),
        ("lexicons/own.yaml", {"families": families}),
    ):
        (folder / path).write_text(json.dumps(content, ensure_ascii=False), "utf-8")
    return folder


@pytest.fixture(scope="module")
def corpus(folder: Path) -> Corpus:
    return pt.load_corpus(folder)


@pytest.fixture(scope="module")
def lexicon(folder: Path) -> Lexicon:
    return load_lexicon(folder / "lexicons/own.yaml")


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
