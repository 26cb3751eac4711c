"""A report in one language holds no sentence of the other, in any of its formats."""

from __future__ import annotations

import io
import json
import re
from collections.abc import Iterator
from dataclasses import replace
from functools import lru_cache

import openpyxl
import pytest
from lxml import html

from policytext.claims import CLAIM_KINDS, Verdict
from policytext.documents.document import Document
from policytext.documents.structure import DAMAGE
from policytext.language.messages import Message, load_wording
from policytext.report.model import Report
from tests.support.make_documents import make_document
from tests.support.make_reports import make_report, render_all

BODY = "各国应当加强合作，共同推进全球治理。\n国际社会要携手应对风险挑战，促进共同发展。\n"
PASSAGE = "今年再取消和下放一批行政审批事项，全部取消非行政许可审批，建立规范行政审批的管理制度。"
TEXTS = {
    "hole": f"一、甲\n{BODY}二、乙\n{BODY}四、丁\n{BODY}",
    "late": f"第三章 甲\n{BODY}第四章 乙\n{BODY}",
    "anew": "一、回顾\n" + 2 * "（一）甲。\n（二）乙。\n（三）丙。\n",
    "cut": f"{BODY}各国应当加强国际合作，",
    "twice": f"{BODY}{PASSAGE}\n{PASSAGE}全球合作。\n",
    "notes": f"{BODY}{PASSAGE}\n注释：\n1、全球治理：是指各国共同治理。\n2、合作：是指共同行动。\n",
    "site": f"分享到：微信\n{BODY}{PASSAGE}\n本作品在中华人民共和国属于公有领域。",
}
PLAN = "一、全球发展。各国共享全球成果。\n二、全球治理，安全发展。\n三、合作发展。\n"
ARTICLE = (
    "《小计划》提及全球、各国共4次。《小计划》提及“全球”9次。《别的计划》提及“创新”61次。\n"
    "《小计划》提及“发展”等关键词9次。《小计划》提出五大原则。“改革”“开放”分别出现4次、3次和1次。\n"
    "《小计划》中“合作”出现次。仅在第三部分，“改革”就出现了25次。\n"
    "两份文件合计提及“安全”120次。以120票赞成获得通过，上涨120元。\n"
)
CLAIMS = """
- {id: right, kind: count, document: plan, terms: [全球, 各国], published: "4"}
- {id: wrong, kind: count, document: plan, terms: [全求], published: "3"}
- {id: near, kind: count, document: plan, terms: [全球], published: "2"}
- {id: lost, kind: count, document: gone, terms: [创新], published: "61", expect: unverifiable}
- {id: edition, kind: count, document: plan, terms: [全球], published: "3", edition: 讲话}
- {id: segments, kind: count, document: plan, terms: [全球], published: "3", match: token,
   segmenter: {name: characters, fingerprint: old}}
- {id: items, kind: items, document: plan, marker: 一、, published: 三项}
- {id: holes, kind: items, document: hole, marker: 一、, published: 四项}
- {id: length, kind: length, document: cut, published: 30字}
- {id: part, kind: count, document: part, terms: [全球], published: 至少1次}
- {id: partial, kind: count, document: digest, terms: [全球], published: "9"}
- {id: twice, kind: count, document: twice, terms: [审批], published: "6"}
- {id: unnamed, kind: count, document: early, terms: [全球], published: "1", edition: 讲话}
- {id: share, kind: share, document: plan, terms: [全球], of: [全秋], published: 50%}
- {id: more, kind: comparison, document: plan, terms: [全球], than: {terms: [各国]}, published: "2"}
- {id: rank, kind: rank, document: plan, terms: [各国], among: [各国, 安全, 全球]}
- {id: first, kind: first-mention, document: plan, terms: [成果]}
- {id: alone, kind: first-mention, document: early, terms: [全球]}
- {id: younger, kind: count, document: plan, terms: [全球], published: "9", source: {date: "2020"}}
- {id: open, kind: count, document: plan, terms: [全球], published: "9", open_family: true}
- {id: tokens, kind: count, document: plan, terms: [球治], published: "9", match: token}
- {id: script, kind: count, document: early, terms: [發展], published: "1"}
- {id: copy, kind: count, document: early, terms: [合作], published: "2"}
- {id: unmarked, kind: items, document: dated, marker: 第X条, published: 三条}
- {id: marks, kind: items, document: plan, marker: 第X章, published: 三章}
- {id: coarse, kind: first-mention, document: dated, terms: [全球]}
"""
# Runs of four English words; ids, conventions and paths have other characters in them.
_ENGLISH = re.compile(r"(?<![\w/.+:-])[A-Za-z]+(?:'s)?(?:[,;:]? +[A-Za-z][a-z'-]*){3,}")
_LONG = {
    "zh": re.compile("[\u3400-\u9fff，；：]{5,}"),
    "en": re.compile("[A-Za-z]+(?: [A-Za-z]+){3,}"),
}
_FORMATS = ("index.html", "report.md", "report.xlsx", "report.json", "findings.json", "tables/")
# The ids of conventions, who defined a measure, and what one types.
_NAMES = re.compile(
    r"first mention by |policytext [a-z]+|Rayson (?:&|and|与) Garside|Benjamini.Hochberg"
)


@lru_cache(maxsize=1)
def full_report() -> Report:
    texts = [make_document(text, name=name, title="无题") for name, text in TEXTS.items()]
    plan = make_document(PLAN, name="plan", title="小计划", edition="全文", issued="2025-07-26")
    documents = (
        _with_notes(plan),
        *texts,
        make_document(PLAN, name="part", title="小计划之一", completeness="partial"),
        make_document(PLAN, name="digest", title="小计划之二", edition="摘要"),
        make_document("全球合作发展。", name="early", title="早", issued="1949-01-01"),
        make_document("全球合作，合作发展。", name="copy", title="早", issued="1949-06-01"),
        make_document("全球合作。", name="dated", title="同年", issued="2025-03-05"),
        make_document(ARTICLE, name="article", title="报道", role="commentary", issued="2026"),
    )
    ids = tuple(document.id for document in documents)
    return make_report(*documents, claims=CLAIMS, documents=ids, articles=("article",))


def _with_notes(document: Document) -> Document:
    """Return the document as if it came from a file with something to say about reading it."""
    assert document.capture is not None
    notes = (
        Message("capture_notes.pages", n=3),
        Message("capture_notes.member", name="word/footnotes.xml"),
        Message("capture_notes.automatic_numbers", n=7),
    )
    return replace(document, capture=replace(document.capture, notes=notes))


@lru_cache(maxsize=2)
def texts_of(language: str) -> dict[str, str]:
    """Return what the files of the report say, without markup, scripts and styles."""
    files = render_all(full_report(), language)
    assert all(any(name.startswith(form) for name in files) for form in _FORMATS)
    return {
        name: _read(name, content)
        for name, content in files.items()
        if not name.endswith(".png") and name != "tables/concordance.csv"
    }


def _read(name: str, content: bytes) -> str:
    if name.endswith(".xlsx"):
        return "\n".join(_cells(content))
    text = content.decode("utf-8")
    if name.endswith((".html", ".svg")):
        return "\n".join(_visible(content))
    return "\n".join(_strings(json.loads(text))) if name.endswith(".json") else text


def _cells(content: bytes) -> Iterator[str]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    for sheet in book.worksheets:
        yield sheet.title
        yield from (str(c) for row in sheet.iter_rows(values_only=True) for c in row if c)


def _visible(content: bytes) -> Iterator[str]:
    root = html.fromstring(content)
    for data in root.xpath("//script[@id='data']/text()"):
        yield from _strings(json.loads(data))
    for dropped in root.xpath("//script|//style|//pre"):
        dropped.drop_tree()
    yield from map(str, root.itertext())
    for name in ("aria-label", "title", "alt", "placeholder"):
        yield from map(str, root.xpath(f"//@{name}"))


def _strings(value: object) -> Iterator[str]:
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for item in value.values():
            yield from _strings(item)
    elif isinstance(value, list):
        for item in value:
            yield from _strings(item)


def fragments(language: str) -> Iterator[str]:
    """Yield what stands between the places of every string of a language."""
    for key, text in load_wording(language).entries.items():
        if key.split(".")[0] not in ("html_lang", "columns"):
            yield from re.split(r"{[^}]*}|\|", text)


def test_the_report_has_every_verdict_kind_of_claim_damage_and_caution() -> None:
    report = full_report()

    assert {finding.verdict for finding in report.findings} == set(Verdict)
    assert {finding.claim.kind for finding in report.findings} == set(CLAIM_KINDS)
    assert {caution.kind for caution in report.cautions} == {
        *DAMAGE, "partial", "headline", "reading", "small"
    }  # fmt: skip
    assert report.explanations
    assert all(table.notes for name, table in report.tables.items() if name in ("articles",
               "families", "robustness", "tfidf", "keyness", "similarity"))  # fmt: skip
    assert {code for finding in report.findings for code in _codes(finding.reason)} >= {
        key
        for key in load_wording("en").entries
        if key.split(".")[0] in ("verdict_reasons", "doubts")
        and key not in ("doubts.misplaced", "doubts.recognised")
    }  # misplaced anchors are of another copy (compare-editions), recognised letters of a scan
    notes = {code for finding in report.findings for note in finding.notes for code in _codes(note)}
    assert notes >= {"finding_notes.absent", "finding_notes.as_many", "finding_notes.earlier_texts"}


def _codes(value: object) -> Iterator[str]:
    if isinstance(value, Message):
        yield value.code
        for _, inner in value.values:
            yield from _codes(inner)
    elif isinstance(value, tuple):
        for item in value:
            yield from _codes(item)


def test_the_chinese_report_holds_no_english_sentence() -> None:
    found = {name: _ENGLISH.findall(_NAMES.sub("", text)) for name, text in texts_of("zh").items()}

    assert {name: runs for name, runs in found.items() if runs} == {}


@pytest.mark.parametrize(("language", "other"), [("en", "zh"), ("zh", "en")])
def test_no_string_of_one_language_is_in_the_report_of_the_other(language: str, other: str) -> None:
    long = re.compile(
        "[\u3400-\u9fff，；：]{5,}" if other == "zh" else "[A-Za-z]+(?: [A-Za-z]+){3,}"
    )
    wanted = {part.strip() for part in fragments(other) if long.search(part)}
    shared = {part.strip() for part in fragments(language)}
    text = "\n".join(texts_of(language).values())

    assert len(wanted) > 100
    assert {part for part in wanted - shared if part in text} == set()


def test_reasons_and_their_why_are_in_the_language_of_the_report() -> None:
    page, table = texts_of("zh")["index.html"], texts_of("zh")["tables/findings.csv"]

    assert "未存文本：gone" in page
    assert "无法核实：未存文本：gone" in table
    assert "the text is not stored: gone" in texts_of("en")["index.html"]
