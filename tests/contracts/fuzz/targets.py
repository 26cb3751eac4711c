"""What is fuzzed: how an input is made, and what must hold of what comes out of it."""

from __future__ import annotations

import contextlib
import csv
import hashlib
import io
import json
from collections.abc import Callable
from functools import lru_cache, partial
from pathlib import Path
from random import Random
from tempfile import mkdtemp
from typing import Any, NamedTuple

from policytext import recheck
from policytext.articles import find_claims, to_claims_yaml
from policytext.base.errors import Fault
from policytext.base.escape import show_hidden
from policytext.base.table import Cell, Table, format_csv
from policytext.base.yaml import parse_yaml
from policytext.claims import CLAIM_KINDS, load_claims, verify_claims
from policytext.claims.formats import render_findings
from policytext.claims.formats.json_object import sha256_of
from policytext.claims.load import read_source
from policytext.claims.published import parse_published
from policytext.cli.options import Format, format_table
from policytext.counting.convention import MATCHES, OVERLAPS, Convention
from policytext.counting.lexicon import LexiconFile
from policytext.counting.matches import find_matches
from policytext.documents.capture import ReadOptions, list_sources
from policytext.documents.cleaning import STEPS, clean
from policytext.documents.document import Document, Metadata, Region
from policytext.documents.fold import fold_text
from policytext.documents.load import load_corpus
from policytext.documents.manifest import Manifest
from policytext.documents.readers import read_capture
from tests.contracts.fuzz.odd import change_text, odd_bytes, odd_text
from tests.support.commands import ROOT
from tests.support.make_documents import make_document


class Target(NamedTuple):
    """How inputs are made, and what is done with one; PolicytextError is an answer."""

    make: Callable[[Random], Any]
    check: Callable[[Any], None]


_SHIPPED = {
    name: (ROOT / "texts" / name).read_text("utf-8")
    for name in ("manifest.yaml", "lexicons/ai-governance.yaml", "claims/digest.yaml")
}
SEEDS = {
    "manifest": "\n\n".join(_SHIPPED["manifest.yaml"].split("\n\n")[:2]),
    "lexicon": _SHIPPED["lexicons/ai-governance.yaml"].split("  - id: development")[0],
    "claims": "\n\n".join(_SHIPPED["claims/digest.yaml"].split("\n\n")[:3]),
    "markdown": '# 标题\n\n全球**治理**与[合作](http://a.b "c")。\n\n- 一\n- 二\n\n'
    "`共`<b>享</b>&amp;\n"
    "| 甲 | 乙 |\n| --- | --- |\n| 全球 | 共 |\n\n> 引\n\n```\n码\n```\n![图](x.png)\n---\n",
    "csv": 'id,title,text\n1,题,"全球\n""治理"""\n2,题,合作\n',
    "jsonl": '{"id": "1", "title": "题", "text": "全球\\n治理"}\n{"id": "2", "text": "合作"}\n',
}
PUBLISHED = (
    "45", "四十五次", "50余次", "逾50", "近百", ">50", "约1.9万", "66.7%", "more than 50 times",
    "一百零三", "廿", "百分之六十", "三分之二", "两成半", "1,260", "forty-five", "上百", "十几次",
    "不超过十次", "at least two thirds", "1亿2000万", "１２", "never", "第一", "3.0倍",
    "half a dozen",
)  # fmt: skip
PROSE = (
    "《行动计划》提及“全球”“国际”“各国”等关键词45次，“合作”“交流”21次，“共”字29次。",
    "报告全文约1.9万字，“创新”一词出现61次，比上一年多12次；“安全”首次提出。",
    "文件提出六大原则和十三项具体行动，“发展”占比百分之三，居首位。",
    'The plan mentions "global" 45 times, more than twice as often as "security" (21).',
    'It names “cooperation” and “exchange” some 50 times; the word "risk" is not used once.',
)


# --- readers -------------------------------------------------------------------------------------


def _make_capture(chance: Random, seed: str, name: str) -> tuple[bytes, str, str | None]:
    text = change_text(chance, seed) if seed else odd_text(chance, 40)
    declared = chance.choice((None, None, None, None, "utf-8", "gb2312", "big5", "utf-16"))
    return odd_bytes(chance, text), name, declared


def _check_capture(made: tuple[bytes, str, str | None]) -> None:
    data, name, declared = made
    row = 1 if name.endswith((".csv", ".jsonl")) else None
    capture = read_capture(data, name, ReadOptions(encoding=declared, row=row))
    assert capture.size == len(data)
    for index in range(len(capture.text)):
        start, end = capture.places.span(index, index + 1)
        assert 0 <= start <= end <= len(data)


# --- YAML and what it is read into ---------------------------------------------------------------


def _check_yaml(text: str, kind: str) -> None:
    # A file is UTF-8 before it is YAML, so that no half of a pair comes here.
    source = parse_yaml(text.encode("utf-8", "ignore").decode(), "x.yaml")
    try:
        if kind == "claims":
            read_source(source, CLAIM_KINDS)
            source.raise_faults()
        else:
            source.validate(Manifest if kind == "manifest" else LexiconFile)
    finally:
        for fault in source.faults:
            assert isinstance(fault, Fault)
            assert fault.line >= 1
            assert fault.column >= 1
            assert fault.what


# --- cleaning and counting -----------------------------------------------------------------------


def _make_cleaning(chance: Random) -> tuple[str, tuple[str, ...]]:
    return odd_text(chance, 40), tuple(name for name in STEPS if chance.random() < 0.8)


def _check_cleaning(made: tuple[str, tuple[str, ...]]) -> None:
    text, steps = made
    draft = clean(text, steps)
    # The letters of a ligature come from one character, a composed letter from several.
    kept = list(draft.sources)
    dropped = [index for start, end, _ in draft.dropped for index in range(start, end)]
    assert len(draft.text) == len(kept)
    assert kept == sorted(kept)
    assert sorted([*list_sources(kept, draft.joined), *dropped]) == list(range(len(text)))


def _make_count(chance: Random) -> tuple[Document, list[str], Convention]:
    title, text = odd_text(chance, 4), clean(odd_text(chance, 40)).text
    # A text whose last character is half a pair is none that a reader returns; a term may be it.
    text = "".join(c for c in text if not "\ud800" <= c <= "\udfff")
    title = "".join(c for c in title if not "\ud800" <= c <= "\udfff" and c != "\n")
    whole = f"{title}\n{text}"
    regions = (Region("title", 0, len(title)), Region("body", len(title) + 1, len(whole)))
    document = Document("d", Metadata(), whole, regions)
    # A small alphabet again, so that terms are found; at times more than are looked up singly.
    terms = [odd_text(chance, 3) or "全" for _ in range(chance.choice((1, 2, 3, 12)))]
    place = chance.randrange(len(whole) + 1)
    terms.append(whole[place : place + 2] or "球")
    convention = Convention(
        chance.choice((("body",), ("title",), ("title", "body"))),
        chance.choice(MATCHES),
        chance.choice(OVERLAPS),
        simplify=chance.random() < 0.2,
        segmenter="jieba" if chance.random() < 0.02 else chance.choice(("characters", "words")),
    )
    return document, terms, convention


def _check_count(made: tuple[Document, list[str], Convention]) -> None:
    document, terms, convention = made
    found = find_matches(document, terms, convention)
    assert sum(found.by_term.values()) == len(found)
    scope = [region for region in document.regions if region.name in convention.scope]
    last = 0
    for match in found:
        assert any(region.start <= match.start < match.end <= region.end for region in scope)
        hit = document.text[match.start : match.end]
        assert "\n" not in hit
        if convention.match in ("text", "token") and not convention.simplify:
            assert "".join(hit.split()) == "".join(fold_text(match.term).split())
        if convention.overlap == "longest":
            assert match.start >= last
            last = match.end


# --- numbers and prose ---------------------------------------------------------------------------


def _make_number(chance: Random) -> str:
    if chance.random() < 0.3:
        return odd_text(chance, 8)
    return change_text(chance, chance.choice(PUBLISHED))


def _check_number(text: str) -> None:
    predicate = parse_published(text)
    assert predicate.text == text
    low, high = predicate.low, predicate.high
    assert low is not None or high is not None
    assert low is None or high is None or low <= high
    if predicate.kind in ("exact", "about", "at_least", "at_most") and not predicate.high_open:
        assert predicate.admits(predicate.value)


@lru_cache(maxsize=1)
def _held() -> tuple[Document, ...]:
    return (make_document("全球治理，合作共享。", name="plan", title="行动计划"),)


def _make_prose(chance: Random) -> str:
    return change_text(chance, chance.choice(PROSE))


def _check_prose(text: str) -> None:
    found = find_claims(text, corpus=_held(), lexicon=["全球", "合作"])
    for claim in found.claims:
        assert text[claim.start : claim.end] == claim.quote
    for stretch in found.unparsed:
        assert text[stretch.start : stretch.end] == stretch.quote
        assert stretch.reason
    json.dumps(found.to_dict())
    parse_yaml(to_claims_yaml(found).encode("utf-8", "ignore").decode(), "x.yaml")


# --- outputs -------------------------------------------------------------------------------------


def _make_table(chance: Random) -> Table:
    def cell() -> Cell:
        kind = chance.random()
        return (
            odd_text(chance, 6) if kind < 0.6
            else chance.choice((None, True, 0, -1, 10**40, 1.5, float("nan"), float("inf"), 1e-300))
        )  # fmt: skip

    columns = tuple(f"c{n}" for n in range(chance.randrange(1, 4)))
    rows = tuple(tuple(cell() for _ in columns) for _ in range(chance.randrange(4)))
    return Table(odd_text(chance, 4), columns, rows, "id", (odd_text(chance, 4),))


def _check_table(table: Table) -> None:
    as_text, as_csv, as_json, as_markdown = (
        format_table(table, form) for form in (Format.table, Format.csv, Format.json, Format.md)
    )
    assert len(as_text.split("\n")) == 2 + len(table.rows) + len(table.notes)
    assert as_text == show_hidden(as_text)
    read = list(csv.reader(io.StringIO(as_csv, newline="")))
    assert [len(row) for row in read] == [len(table.columns)] * (1 + len(table.rows))
    assert format_csv(table).startswith(as_csv)
    for written, row in zip(read[1:], table.rows, strict=True):
        for shown, held in zip(written, row, strict=True):
            if isinstance(held, str):
                assert shown.removeprefix("'") == held
                assert not shown.startswith(("=", "+", "-", "@", "\t", "\0", "\r"))
    assert json.loads(as_json)["columns"] == list(table.columns)
    lines = as_markdown.split("\n")
    for line in lines[2 : 4 + len(table.rows)]:
        assert line.replace("\\\\", "").replace("\\|", "").count("|") == len(table.columns) + 1


# --- the re-check --------------------------------------------------------------------------------

_PLAIN = "全球治理\r\n\r\n推动全 球合作，人工\r\n智能与⼈工智能。AI jobs, job’s worth.\r\n"
_PAGE = "<html><body><div><p>推动&#20154;工智能，<b>全</b>球合作。</p></div></body></html>"
_TERMS = "terms: [人工智能, 全球, 合作]"
_CLAIMS = f"""claims:
- {{id: each, kind: count, document: plain, {_TERMS}, published: "5"}}
- {{id: longest, kind: count, document: page, {_TERMS}, overlap: longest, published: "3"}}
- {{id: word, kind: count, document: plain, terms: [job, jobs], match: word, published: "2"}}
- {{id: share, kind: share, document: page, terms: [全球], of: [全球, 合作], published: 50%}}
"""


@lru_cache(maxsize=1)
def _folder() -> Path:
    folder = Path(mkdtemp(prefix="policytext-fuzz-"))
    captures = (
        ("plain.txt", _PLAIN.encode("gb18030"), "encoding: gb18030"),
        ("page.html", _PAGE.encode(), "selector: div"),
    )
    entries = ""
    for name, data, how in captures:
        (folder / name).write_bytes(data)
        entries += (
            f"- {{id: {name.split('.')[0]}, title: 无题, issued: '2025', capture: {{path: {name},"
            f" {how}, sha256: {hashlib.sha256(data).hexdigest()}}}}}\n"
        )
    (folder / "manifest.yaml").write_text(f"documents:\n{entries}", "utf-8")
    (folder / "claims.yaml").write_text(_CLAIMS, "utf-8")
    return folder


@lru_cache(maxsize=1)
def _findings_text() -> str:
    folder = _folder()
    findings = verify_claims(load_corpus(folder), load_claims(folder / "claims.yaml"))
    assert findings.as_expected
    text = render_findings(findings, "json", evidence=True)
    assert _run_recheck(text) == 0
    return text


def _make_findings(chance: Random) -> str:
    """Return findings with values changed in them, half of them signed anew; or broken JSON."""
    if chance.random() < 0.2:
        return change_text(chance, _findings_text())
    record = json.loads(_findings_text())
    for _ in range(chance.randrange(4)):
        _change_value(chance, record)
    if chance.random() < 0.5:
        record.pop("sha256", None)
        record["sha256"] = sha256_of(record)
    return json.dumps(record, ensure_ascii=False)


def _change_value(chance: Random, record: Any) -> None:
    """Change, take away or replace one value somewhere inside *record*."""
    inside, key = record, chance.choice(sorted(record))
    while isinstance(inside[key], dict | list) and inside[key] and chance.random() < 0.95:
        inside = inside[key]
        key = chance.choice(sorted(inside) if isinstance(inside, dict) else range(len(inside)))
    value, kind = inside[key], chance.random()
    if kind < 0.1:
        del inside[key]
    elif kind < 0.2:
        inside[key] = chance.choice((None, True, [], {}, -1, 0, 1.5, 10**40, "", "全球", [[0, 1]]))
    elif isinstance(value, int):
        inside[key] = value + chance.choice((-3, -1, 1, 2, 1000))
    elif isinstance(value, str):
        inside[key] = change_text(chance, value)


def _run_recheck(text: str) -> int:
    path = _folder() / "findings.json"
    path.write_text(text, "utf-8", "surrogatepass")
    out, err = io.StringIO(), io.StringIO()
    with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
        code = recheck.main([str(path)])
    assert bool(err.getvalue()) == (code == 3)
    assert ("all agree" in out.getvalue()) == (code in (0, 4))
    return code


def _check_recheck(text: str) -> None:
    code = _run_recheck(text)
    assert code in (0, 1, 3, 4)
    if code != 0:
        return
    # What was changed and not signed anew never agrees; nor does a number or a hit signed anew.
    record, original = json.loads(text), json.loads(_findings_text())
    assert record == original or record["sha256"] != original["sha256"]
    for finding in record["findings"]:
        if finding["kind"] == "count":
            hits = [hit for hit in finding["matches"] if not hit.get("role")]
            assert (finding["recounted"] or 0) == sum(finding["by_term"].values()) == len(hits)


def _read(name: str, ending: str) -> Target:
    return Target(partial(_make_capture, seed=SEEDS.get(name, ""), name=ending), _check_capture)


def _yaml(kind: str) -> Target:
    return Target(partial(change_text, text=SEEDS[kind]), partial(_check_yaml, kind=kind))


TARGETS: dict[str, Target] = {
    "reading plain text": _read("plain", "a.txt"),
    "reading Markdown": _read("markdown", "a.md"),
    "reading CSV": _read("csv", "a.csv"),
    "reading JSON lines": _read("jsonl", "a.jsonl"),
    "reading a manifest": _yaml("manifest"),
    "reading a lexicon": _yaml("lexicon"),
    "reading claims": _yaml("claims"),
    "cleaning": Target(_make_cleaning, _check_cleaning),
    "counting": Target(_make_count, _check_count),
    "published numbers": Target(_make_number, _check_number),
    "finding claims": Target(_make_prose, _check_prose),
    "writing tables": Target(_make_table, _check_table),
    "re-checking": Target(_make_findings, _check_recheck),
}
