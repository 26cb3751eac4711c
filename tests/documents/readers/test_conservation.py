"""The conservation suite: on a hostile file an exact count, or a refusal; never less in silence."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from policytext.base.errors import UnreadableError
from policytext.counting.matches import find_matches
from policytext.documents.document import Document
from tests.support.make_captures import (
    assert_conserved,
    document_of,
    make_docx,
    make_epub,
    make_mhtml,
    make_page,
    make_zip,
)
from tests.support.make_pdf import Words, make_pdf

SENTENCE = "各国共同推进全球治理，加强国际合作。"
ARTICLE = f"<p>{SENTENCE * 10}</p>"  # ten times 全球
TRUE = 11  # what each file holds if nothing is lost


def page(body: str, *, charset: str = "utf-8") -> bytes:
    return make_page(body, charset=charset).encode("gb18030" if charset == "gb2312" else charset)


def word(text: str) -> bytes:
    return make_docx(f"<w:p><w:r><w:t>{SENTENCE * 10}</w:t></w:r></w:p>{text}")


def run(text: str) -> str:
    return f"<w:p><w:r><w:t>{text}</w:t></w:r></w:p>"


def row(text: str) -> bytes:
    return (json.dumps({"text": SENTENCE * 10 + text}, ensure_ascii=False) + "\n").encode()


def drawn(*more: Words) -> bytes:
    lines = [Words(50, 800 - 20 * i, SENTENCE) for i in range(10)]
    return make_pdf([[*lines, *more]])


# name of the file, its bytes, and what it must give: the true count, or a refusal.
HOSTILE: dict[str, tuple[str, Callable[[], bytes], int | None]] = {
    "250 elements deep": (
        "a.html", lambda: page("<div>" * 250 + ARTICLE + "<p>全球</p>" + "</div>" * 250), TRUE),
    "3,000 elements deep": (
        "a.html", lambda: page("<b>" * 3000 + "<p>全球</p>" + "</b>" * 3000 + ARTICLE), None),
    "a text of 11 MB": (
        "a.html", lambda: page("<p>" + "a" * 11_000_000 + "</p><p>全球</p>" + ARTICLE), None),
    "a GBK character in gb2312": (
        "a.html", lambda: page(f"<p>朱镕基 全球</p>{ARTICLE}", charset="gb2312"), TRUE),
    "bytes that are no UTF-8": (
        "a.html", lambda: page(ARTICLE) + b"<p>\xe5\x85</p>", None),
    "UTF-8 in a page declared gbk": (
        "a.html", lambda: make_page(f"<p>全球</p>{ARTICLE}", charset="gbk").encode(), TRUE),
    "an unclosed comment": (
        "a.html", lambda: page(ARTICLE + "<!-- <p>全球</p>"), None),
    "an unclosed script": (
        "a.html", lambda: page(ARTICLE + "<script>'全球'</body>")[:-20], None),
    "an unclosed quote": (
        "a.html", lambda: page(ARTICLE + '<a href="x><p>全球</p>'), None),
    "a CDATA section": (
        "a.html", lambda: page(ARTICLE + "<p>全球<![CDATA[ 全球 ]]></p>"), TRUE),
    "a NUL inside a word": (
        "a.html", lambda: page(f"<p>{SENTENCE}全\0球</p>{ARTICLE[:-4]}</p>"), TRUE + 1),
    "characters by number": (
        "a.html", lambda: page(ARTICLE + "<p>&#20840;&#x7403</p>"), TRUE),
    "a word in pieces": (
        "a.html", lambda: page(ARTICLE + "<p>全<i></i><b>球</b></p>"), TRUE),
    "a soft hyphen and a wrap": (
        "a.html", lambda: page(ARTICLE + "<p>全&shy;<wbr>\n球</p>"), TRUE),
    "a document type of its own": (
        "a.html", lambda: b"<!DOCTYPE html [<!ENTITY q '\xe5\x85\xa8'>]>" + ARTICLE.encode(), None),
    "quoted-printable over a wrap": (
        "a.mhtml",
        lambda: make_mhtml(make_page(f"{ARTICLE}<p>全球</p>", charset="utf-8"), "quoted-printable"),
        TRUE),
    "a cut-off MHTML": (
        "a.mhtml", lambda: make_mhtml(make_page(ARTICLE), "base64")[:900], None),
    "broken base64": (
        "a.mhtml",
        lambda: make_mhtml(make_page(ARTICLE), "base64").replace(b"PCFE", b"PC\xffE", 1), None),
    "an entity in OOXML": (
        "a.docx", lambda: make_docx(run("&t;"), declaration='<!DOCTYPE d [<!ENTITY t "全球">]>'),
        None),
    "a tracked insertion": (
        "a.docx", lambda: word(f"<w:ins>{run('全球')}</w:ins>"), TRUE),
    "a text in a table in a table": (
        "a.docx",
        lambda: word(f"<w:tbl><w:tc><w:tbl><w:tc>{run('全球')}</w:tc></w:tbl></w:tc></w:tbl>"),
        TRUE),
    "a text box with a copy for old programs": (
        "a.docx",
        lambda: word(
            "<w:p><w:r><a><Choice><w:txbxContent>" + run("全球") + "</w:txbxContent></Choice>"
            "<Fallback><w:txbxContent>" + run("全球") + "</w:txbxContent></Fallback></a></w:r>"
            "</w:p>"
        ), TRUE),
    "a word over two runs": (
        "a.docx", lambda: word(f"<w:p>{run('全')[5:-6]}{run('球')[5:-6]}</w:p>"), TRUE),
    "another document inside": ("a.docx", lambda: word("<w:altChunk/>"), None),
    "broken XML": ("a.docx", lambda: word("<w:p>"), None),
    "a broken archive": ("a.docx", lambda: word(run("全球"))[:-40], None),
    "a chapter that is missing": (
        "a.epub", lambda: make_epub([ARTICLE]).replace(b"c0.xhtml", b"c9.xhtml", 1), None),
    "a character of XHTML": (
        "a.epub",
        lambda: make_epub(
            [ARTICLE + "<p>全&shy;球</p>"],
            doctype='<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.1//EN" "x.dtd">',
        ), TRUE),
    "half a surrogate pair": ("a.jsonl", lambda: row("@").replace(b"@", b"\\ud800"), None),
    "escapes in JSON": (
        "a.jsonl", lambda: row("@").replace(b"@", b"\\u5168\\u7403"), TRUE),
    "a quote that is not closed": (
        "a.csv", lambda: f'text\n"{SENTENCE * 10}全球'.encode(), None),
    "a line end in a cell": ("a.csv", lambda: f'text\n"{SENTENCE * 10}全\n球"\n'.encode(), TRUE),
    "glyphs drawn twice": (
        "a.pdf", lambda: drawn(Words(50, 500, "全球"), Words(50.5, 500, "全球")), TRUE),
    "a slanted stamp": (
        "a.pdf", lambda: drawn(Words(50, 500, "全球"), Words(200, 300, "全", 40, 30)), TRUE),
    "a cut-off PDF": ("a.pdf", lambda: drawn()[:3000], None),
    "a lost character": ("a.txt", lambda: (SENTENCE * 10 + "全\ufffd球").encode(), None),
    "UTF-8 read as GBK and saved": (
        "a.txt", lambda: (SENTENCE * 10).encode().decode("gb18030", "ignore").encode(), None),
    "GBK and UTF-8 in one file": (
        "a.txt", lambda: SENTENCE.encode("gbk") * 10 + "全球合作".encode(), None),
    "zero-width spaces everywhere": (
        "a.txt", lambda: "\u200b".join(SENTENCE * 10 + "全球").encode(), TRUE),
}  # fmt: skip


def read(name: str, data: bytes) -> Document:
    told = {"row": 1} if name.endswith(("jsonl", "csv")) else {}
    return document_of(data, name, title="无", **told)


@pytest.mark.parametrize("case", HOSTILE)
def test_a_hostile_file_gives_the_exact_count_or_is_refused(case: str) -> None:
    name, make, true = HOSTILE[case]
    if true is None:
        with pytest.raises(UnreadableError) as refusal:
            read(name, make())
        assert refusal.value.exit_code == 3
        return
    document = read(name, make())
    assert len(find_matches(document, ["全球"])) == true
    assert_conserved(document)


def test_the_suite_holds_at_least_25_files(record_property: Callable[[str, object], None]) -> None:
    refused = sum(true is None for _, _, true in HOSTILE.values())
    exact = len(HOSTILE) - refused
    record_property("figure", f"{len(HOSTILE)} hostile files: {exact} exact, {refused} refused")
    assert len(HOSTILE) >= 25


def huge(character: bytes) -> bytes:
    """A member that unpacks to 60 MB."""
    return b"<w:document><w:body><w:p><w:r><w:t>" + character * 60_000_000 + b"</w:t></w:r></w:p>"


def bomb_docx() -> bytes:
    members = {"_rels/.rels": zipfile.ZipFile(io.BytesIO(make_docx(""))).read("_rels/.rels")}
    return make_zip(members | {"word/document.xml": huge(b"a") + b"</w:body></w:document>"})


def bomb_entities() -> bytes:
    declared = "".join(f'<!ENTITY e{n + 1} "{f"&e{n};" * 10}">' for n in range(9))
    return make_docx(run("&e9;"), declaration=f'<!DOCTYPE d [<!ENTITY e0 "全球">{declared}]>')


def bomb_pdf() -> bytes:
    return make_pdf([[Words(0, i % 800, "全" * 400, 1) for i in range(800)]] * 4)


@pytest.mark.skipif(sys.platform != "linux", reason="memory is measured in /proc")
@pytest.mark.parametrize(
    ("name", "make"),
    [
        ("a.docx", bomb_docx),
        ("a.docx", bomb_entities),
        ("a.docx", lambda: make_zip({f"{i}.xml": "x" for i in range(5000)})),
        ("a.epub", lambda: make_epub(["<p>" + "全球" * 9_000_000 + "</p>"])),
        ("a.pdf", bomb_pdf),
        ("a.html", lambda: b"<html><body>" + b"<div><span>" * 60_000 + ARTICLE.encode()),
        ("a.html", lambda: b"<p " + b"a='b' " * 150_000 + b">" + ARTICLE.encode()),
        ("a.html", lambda: page("&amp;" * 180_000 + ARTICLE)),
        ("a.md", lambda: b"[" * 500_000 + "全球".encode()),
        ("a.md", lambda: b"*_`" * 300_000 + "全球".encode()),
        ("a.jsonl", lambda: b'{"a":' * 150_000 + b"1" + b"}" * 150_000),
        ("a.csv", lambda: b"text\n" + b'"' * 900_001),
        ("a.txt", lambda: ("全球\u200b" * 100_000).encode()),
    ],
)  # fmt: skip
def test_a_bomb_stays_within_its_limits_or_is_refused(
    tmp_path: Path, name: str, make: Callable[[], bytes]
) -> None:
    path = tmp_path / name
    path.write_bytes(make())
    assert path.stat().st_size <= 1024 * 1024

    done = subprocess.run(
        [sys.executable, "-c", MEASURE, str(path)], capture_output=True, text=True, check=True
    )
    seconds, own, child = (float(number) for number in done.stdout.split())
    assert seconds < 5
    assert max(own, child) < 300e6


# Read a file in a process of its own; print the processor time it and its child took, that of its
# own start aside, and the most memory either held.
MEASURE = """
import re, resource, sys, time
from pathlib import Path
from policytext.documents.capture import ReadOptions
from policytext.base.errors import UnreadableError
from policytext.documents.readers import read_capture
from policytext.documents.readers.lib import sandbox
path = Path(sys.argv[1])
row = 1 if path.suffix in (".jsonl", ".csv") else None
start = time.process_time()
try:
    read_capture(path.read_bytes(), path.name, ReadOptions(row=row))
except UnreadableError:
    pass
sandbox.end_process()
child = resource.getrusage(resource.RUSAGE_CHILDREN)
seconds = time.process_time() - start + child.ru_utime + child.ru_stime
# What rusage says of this process is what the one that started it held; what it says of the child
# is at least what this one holds, which has read no more than the file by then.
held = re.search(r"VmHWM:\\s+(\\d+) kB", Path("/proc/self/status").read_text())
print(seconds, int(held[1]) * 1024, child.ru_maxrss * 1024)
"""
