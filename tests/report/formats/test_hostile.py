"""Two hundred hostile strings, in every place a text can put one, come out inert everywhere."""

from __future__ import annotations

import csv
import io
import json
import re
import zipfile
from array import array
from collections.abc import Iterator
from functools import lru_cache

import openpyxl
import pytest
from lxml import etree, html
from markdown_it import MarkdownIt
from markupsafe import Markup

from policytext.base.escape import show_hidden
from policytext.base.table import neutralise
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.capture import CaptureText, EncodedBytes
from policytext.documents.document import Document, Metadata, Region
from policytext.documents.fold import fold_text
from policytext.report.formats import render_report
from policytext.report.formats.page import html as page
from policytext.report.model import Report
from tests.support.hostile import HOSTILE
from tests.support.make_claims import make_claims
from tests.support.make_reports import make_report, render_page

_UNSEEN = re.compile(r"[\x00-\x08\x0b-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]")
_CHUNK = 20


def yaml(text: str) -> str:
    """Return *text* as a YAML string; what YAML cannot hold at all is left out."""
    kept = re.sub("[\ud800-\udfff]", "", text)
    return '"' + "".join(f"\\U{ord(character):08x}" for character in kept) + '"'


def hold_text(name: str, strings: list[str]) -> Document:
    """Return a document of *strings* as no reader would let it in: nothing cleaned away."""
    title = strings[0].replace("\n", " ") or "x"
    body = "\n".join(f"全球{text}发展" for text in strings)
    meta = Metadata(title=title, issuer=strings[1], edition=strings[2], source=strings[3])
    regions = (
        Region("title", 0, len(title)),
        Region("body", len(title) + 1, len(title) + 1 + len(body)),
    )
    text = f"{title}\n{body}"
    if any("\ud800" <= character <= "\udfff" for character in text):
        return Document(name, meta, text, regions)
    places = EncodedBytes(text, "utf-8")
    capture = CaptureText(text, places, len(text.encode()), "text", "utf-8")
    return Document(
        name, meta, text, regions, offsets=array("i", range(len(text))), capture=capture
    )


@lru_cache(maxsize=1)
def hostile_report() -> Report:
    """Return a report whose texts, metadata, families and claims are hostile strings."""
    documents = [
        hold_text(f"doc-{at:03d}", HOSTILE[at : at + _CHUNK])
        for at in range(0, len(HOSTILE) - _CHUNK, _CHUNK)
    ]
    families = (("全球", "全球"), *((text, text) for text in HOSTILE[::11] if text.strip()))
    lexicon = Lexicon(
        "hostile",
        tuple(
            Family(f"f{n:03d}", (("zh", label), ("en", label)), (("zh", (term,)),))
            for n, (label, term) in enumerate(families)
            if "".join(fold_text(term).split()) and not re.search("[\ud800-\udfff]", term)
        ),
    )
    claims = "\n".join(
        f'- {{id: c{n:03d}, kind: count, document: doc-000, terms: [全球], published: "20", '
        f"source: {{quote: {yaml(text)}, outlet: {yaml(text)}}}}}"
        for n, text in enumerate(HOSTILE)
    )
    report = make_report(*documents, lexicon=lexicon)
    return _with_claims(report, claims)


def _with_claims(report: Report, claims: str) -> Report:
    from dataclasses import replace

    from policytext.claims import verify_claims

    findings = verify_claims(report.corpus, make_claims(claims))
    tables = {**report.tables, "findings": findings.to_table()}
    return replace(report, findings=findings, tables=tables)


@lru_cache(maxsize=8)
def files_of(form: str) -> dict[str, bytes]:
    if form == "html":
        return {"index.html": render_page(hostile_report(), "en").encode()}
    return dict(render_report(hostile_report(), "en", form))


def skeleton(source: str) -> Iterator[tuple[int, str, tuple[str, ...]]]:
    """Yield depth, tag and attribute names of every element of a page."""
    root = html.document_fromstring(source)
    for element in root.iter():
        depth = sum(1 for _ in element.iterancestors())
        yield depth, str(element.tag), tuple(sorted(element.attrib))


def test_the_tree_of_the_page_is_the_same_when_every_string_is_an_x(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    hostile = files_of("html")["index.html"].decode()
    harmless = page._environment().overlay()
    harmless.finalize = lambda value: "x" if _is_plain(value) else value
    harmless.cache.clear()
    monkeypatch.setattr(page, "_environment", lambda: harmless)
    monkeypatch.setattr(page, "write_data", lambda data: "x")
    benign = render_page(hostile_report(), "en")

    assert list(skeleton(hostile)) == list(skeleton(benign))
    assert len(list(skeleton(hostile))) > 5000


def _is_plain(value: object) -> bool:
    return isinstance(value, str) and not isinstance(value, Markup)


def test_the_page_shows_what_cannot_be_seen() -> None:
    source = files_of("html")["index.html"].decode()

    assert not _UNSEEN.search(source)
    assert "[U+202E]" in source


def test_the_policy_names_every_script_and_style_of_the_page_and_no_source() -> None:
    root = html.document_fromstring(files_of("html")["index.html"].decode())
    policy = root.xpath("//meta[@http-equiv='Content-Security-Policy']/@content")[0]
    scripts = [s.text for s in root.iter("script") if s.get("type") != "application/json"]

    assert policy.startswith("default-src 'none'; ")
    assert "unsafe" not in policy
    assert "http" not in policy
    for text in scripts:
        assert f"'sha256-{page._digest(text)}'" in policy
    (style,) = root.iter("style")
    assert f"style-src 'sha256-{page._digest(style.text)}'" in policy
    assert not root.xpath("//*[@style or starts-with(name(@*), 'on')]")
    assert not root.xpath("//@src | //link | //iframe | //img | //form[@action]")
    assert all(address.startswith("#") for address in root.xpath("//@href"))


def test_no_cell_of_a_csv_file_is_a_formula_and_every_string_comes_back() -> None:
    for content in files_of("csv").values():
        for row in csv.reader(io.StringIO(content.decode(), newline="")):
            assert not [cell for cell in row if cell.startswith(("=", "+", "@", "\t", "\0"))]
    for text in HOSTILE:
        cell = str(neutralise(text))
        assert (cell[1:] if cell.startswith("'") else cell) == text


def test_a_negative_number_in_a_csv_file_stays_a_number() -> None:
    assert neutralise(-1.5) == -1.5


def test_a_workbook_holds_neither_formula_nor_link() -> None:
    content = files_of("xlsx")["report.xlsx"]
    workbook = openpyxl.load_workbook(io.BytesIO(content))

    for sheet in workbook:
        for row in sheet.iter_rows():
            for cell in row:
                assert cell.data_type in ("s", "n", "b"), cell.value
                assert cell.hyperlink is None
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        assert not any("external" in name.lower() for name in archive.namelist())
        sheets = [n for n in archive.namelist() if n.startswith("xl/worksheets/")]
        assert not any(b"<f>" in archive.read(name) for name in sheets)
        assert not any(b"TargetMode" in archive.read(n) for n in archive.namelist())


def test_markdown_renders_to_text_and_our_own_links() -> None:
    source = files_of("markdown")["report.md"].decode()
    rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(source)
    root = html.document_fromstring(rendered)

    assert not _UNSEEN.search(source)
    tags = {str(element.tag) for element in root.iter()}
    assert tags <= {
        "html", "body", "h1", "h2", "h3", "p", "table", "thead", "tbody", "tr", "th", "td", "ul",
        "li", "code", "pre", "strong", "blockquote", "img", "a", "b", "span", "br",
    }  # fmt: skip
    assert all(re.match(r"#|tables/", address) for address in root.xpath("//a/@href"))
    assert all(address.startswith("charts/") for address in root.xpath("//img/@src"))
    assert {n for e in root.iter() for n in e.attrib} <= {"href", "src", "alt", "class", "style"}
    assert set(root.xpath("//@style")) <= {"text-align:right", "text-align:left"}
    assert not re.search(r"(?<![\w&;])(?:https?|ftp)://", re.sub(r"&#\d+;", "", source))


def test_quotes_are_readable_in_markdown() -> None:
    source = files_of("markdown")["report.md"].decode()
    rendered = MarkdownIt("gfm-like", {"linkify": False, "html": True}).render(source)
    text = " ".join("".join(html.document_fromstring(rendered).itertext()).split())
    plain = [t for t in HOSTILE if t.isprintable() and "evil" not in t]

    for quote in plain:
        assert " ".join(show_hidden(quote).split()) in text


def test_json_holds_every_string_as_it_is_and_hides_none() -> None:
    files = files_of("json")
    report = json.loads(files["report.json"])

    for content in files.values():
        assert not _UNSEEN.search(content.decode())
    titles = [row["title"] for row in report["tables"]["documents"]["rows"]]
    assert titles == [document.metadata.title for document in hostile_report().documents]


def test_charts_are_pictures_and_nothing_else() -> None:
    for name, content in files_of("charts").items():
        if name.endswith(".svg"):
            root = etree.fromstring(content)
            tags = {etree.QName(element).localname for element in root.iter()}
            assert tags <= {
                "svg",
                "g",
                "path",
                "use",
                "defs",
                "title",
                "rect",
                "clipPath",
                "circle",
                "pattern",
            }
            assert not [a for e in root.iter() for a in e.attrib if a.lower().startswith("on")]
            assert all(a.startswith("#") for a in root.xpath("//@href | //@*[local-name()='href']"))
        else:
            assert content.startswith(b"\x89PNG")


def test_ten_thousand_generated_strings_leave_the_tree_as_it_is(
    audit: bool, monkeypatch: pytest.MonkeyPatch
) -> None:
    if not audit:
        pytest.skip("the long audit; run with --audit")
    import random

    draw = random.Random(20260114)
    pieces = [*HOSTILE, "全球", "发展", "<", ">", '"', "'", "&", "</", "<!--", "\n"]
    strings = ["".join(draw.choices(pieces, k=draw.randint(1, 4))) for _ in range(10_000)]
    for at in range(0, len(strings), 500):
        claims = "\n".join(
            f'- {{id: c{n}, kind: count, document: doc, terms: [全球], published: "1", '
            f"source: {{quote: {yaml(text)}, title: {yaml(text)}}}}}"
            for n, text in enumerate(strings[at : at + 500])
        )
        report = make_report(hold_text("doc", strings[at : at + 500]), claims=claims)
        with monkeypatch.context() as patch:
            source = render_page(report, "en")
            harmless = page._environment().overlay()
            harmless.finalize = lambda value: "x" if _is_plain(value) else value
            harmless.cache.clear()
            patch.setattr(page, "_environment", lambda made=harmless: made)
            patch.setattr(page, "write_data", lambda data: "x")
            benign = render_page(report, "en")
        assert list(skeleton(source)) == list(skeleton(benign))
        assert not _UNSEEN.search(source)
