"""PDF files: every character once, in the order of reading, with its page and box."""

from __future__ import annotations

import hashlib
import io
import json
from collections import Counter
from collections.abc import Sequence
from pathlib import Path

import pypdfium2
import pytest
from jsonschema import validate
from PIL import Image
from pypdfium2 import raw

from policytext.base.errors import UnreadableError
from policytext.claims import verify_claims
from policytext.claims.formats import render_findings
from policytext.claims.kinds.count import CountClaim
from policytext.claims.schemas import findings_schema
from policytext.counting.matches import find_matches
from policytext.documents.capture import CaptureText, ReadOptions
from policytext.documents.load import load_corpus
from policytext.documents.readers import read_capture
from policytext.documents.readers.lib.pdf_layout import (
    Glyph,
    Line,
    cut_lines,
    find_doubles,
    join_words,
)
from policytext.documents.readers.lib.sandbox_worker import seconds_allowed
from policytext.documents.readers.pdf import _Collected, _Page, _read_symbols, read_pdf
from tests.support.make_captures import (
    PLAN_COUNTS,
    PLAN_TITLE,
    assert_conserved,
    document_of,
    plan_counts,
    plan_html,
)
from tests.support.make_pdf import Words, make_pdf, print_page

PROSE = "全球治理各国合作国际交流共同发展"


def read(*pages: list[Words]) -> CaptureText:
    return read_capture(make_pdf(pages), "a.pdf")


def lines(*pages: list[Words]) -> list[str]:
    return read(*pages).text.split()


def dropped(capture: CaptureText) -> Counter[str]:
    """How many glyphs are dropped for each reason."""
    counts: Counter[str] = Counter()
    for stretch in capture.dropped:
        counts[stretch.reason] += stretch.end - stretch.start
    return counts


@pytest.mark.browser
@pytest.mark.parametrize(
    "css",
    [
        "",
        "body {column-count: 3; font-size: 11px; column-gap: 14px}",
        "p {letter-spacing: 0.5em}",
        "p {letter-spacing: 1em; font-size: 12px}",
        "p {font-weight: bold; text-shadow: 0.3px 0 black}",
        "p {font-style: italic; letter-spacing: 0.2em}",
        "@page {margin: 0} html {writing-mode: vertical-rl}",
        "body {margin: 3cm} p {text-align: justify; text-indent: 2em}",
    ],
    ids=[
        "plain",
        "three columns",
        "letter-spaced",
        "letter-spaced by one",
        "fake bold",
        "italic",
        "vertical",
        "justified",
    ],
)
def test_the_plan_printed_by_chromium_gives_the_published_counts(tmp_path: Path, css: str) -> None:
    document = document_of(print_page(tmp_path, plan_html(), title=PLAN_TITLE, css=css), "plan.pdf")

    assert plan_counts(document) == PLAN_COUNTS
    assert_conserved(document)
    match = next(iter(find_matches(document, ["跨国"])))
    boxes = document.boxes(match.start, match.end)
    assert len(boxes) == 2
    assert all(box.page >= 1 and box.left < box.right and box.bottom < box.top for box in boxes)


def test_a_character_has_the_box_it_was_drawn_in() -> None:
    document = document_of(make_pdf([[Words(100, 700, "各国全球")]]), "a.pdf", title="无")
    match = next(iter(find_matches(document, ["全球"])))
    (first, second) = document.boxes(match.start, match.end)

    assert (first.page, round(first.left), round(second.left)) == (1, 124, 136)
    assert first.bottom < 700 < first.top
    assert document.byte_span(match.start, match.end) == (2, 4)  # the unit is the glyph


def test_the_evidence_of_a_claim_names_page_and_box(tmp_path: Path) -> None:
    pages = [
        [Words(100, 700, "各国")],
        [Words(100, 700, PROSE[2:13] + "全"), Words(100, 680, "球")],
    ]
    data = make_pdf(pages)
    (tmp_path / "manifest.yaml").write_text(
        "documents:\n  - {id: doc, title: 无, issued: '2025', capture: {path: a.pdf, sha256: "
        f"{hashlib.sha256(data).hexdigest()}}}}}\n",
        "utf-8",
    )
    (tmp_path / "a.pdf").write_bytes(data)
    claim = CountClaim(id="c", document="doc", terms=("全球",), published="1")
    findings = verify_claims(load_corpus(tmp_path), [claim])
    printed = json.loads(render_findings(findings, "json", evidence=True))
    (match,) = printed["findings"][0]["matches"]

    validate(printed, findings_schema())
    assert [(box["page"], round(box["left"])) for box in match["boxes"]] == [(2, 232), (2, 100)]


def test_columns_drawn_row_by_row_are_read_one_after_the_other() -> None:
    page = [
        Words(50 + 170 * column, 700 - 20 * row, f"{name}{row}{PROSE[:10]}")
        for row in range(8)
        for column, name in enumerate("甲乙丙")
    ]
    page[-1] = page[-1]._replace(text="丙7全球")

    order = [line[:2] for line in lines(page)]
    assert order == [f"{column}{row}" for column in "甲乙丙" for row in range(8)]


def test_a_word_broken_over_a_line_and_over_columns_is_found() -> None:
    left = [Words(50, 700 - 20 * i, PROSE[:12]) for i in range(4)]
    left += [Words(50, 620, "各国" * 5 + "合全")]
    right = [Words(300, 700, "球" + PROSE[:11])]
    document = document_of(make_pdf([[*left, *right]]), "a.pdf", title="无")

    assert "合全球全球" in document.text


def test_cells_of_a_table_stay_apart_row_by_row() -> None:
    page = [
        Words(x, 700 - 20 * row, text)
        for row in range(5)
        for x, text in ((50, f"全{row}全"), (300, "球"))
    ]
    document = document_of(make_pdf([page]), "a.pdf", title="无")

    assert "全球" not in document.text
    assert document.text.split("\n")[1:3] == ["全0全", "球"]


def test_text_drawn_twice_for_bold_counts_once() -> None:
    capture = read([Words(50, 700, "全球"), Words(50.4, 700, "全球"), Words(50, 680, "全全")])

    assert capture.text.split() == ["全球", "全全"]
    assert dropped(capture)["doubled glyph"] in (0, 2)  # some doubles the parser itself leaves out


def test_narrow_letters_side_by_side_are_no_doubles() -> None:
    assert read([Words(50, 700, "all illicit 11 ... office")]).text == "all illicit 11 ... office"


def test_running_heads_and_page_numbers_are_dropped_with_their_reason() -> None:
    pages = [
        [
            Words(50, 800, "全球治理报告"),
            Words(50, 700, f"第{n}段各国合作"),
            Words(280, 30, f"— {n} —"),
        ]
        for n in range(1, 5)
    ]
    capture = read(*pages)

    assert capture.text.split() == [f"第{n}段各国合作" for n in range(1, 5)]
    assert dropped(capture)["running head"] == 4 * 6
    assert dropped(capture)["page number"] >= 4 * 3


def test_heads_that_differ_left_and_right_are_dropped_and_a_first_line_is_not() -> None:
    pages = [
        [Words(50, 800, "甲书" if n % 2 else "乙章"), Words(50, 770, f"全球{PROSE[n]}")]
        for n in range(6)
    ]

    assert lines(*pages) == [f"全球{PROSE[n]}" for n in range(6)]


def test_a_paragraph_that_runs_over_a_page_is_one() -> None:
    pages = [
        [Words(50, 100, PROSE[:13] + "全"), Words(290, 30, "1/2")],
        [Words(50, 780, "球" + PROSE), Words(290, 30, "2/2")],
    ]
    document = document_of(make_pdf(pages), "a.pdf", title="无")

    assert document.text.count("全球") == 3


def test_a_slanted_watermark_is_dropped_and_a_turned_page_is_read() -> None:
    capture = read([Words(50, 700, PROSE), Words(100, 300, "水印全球", 40, 45)])
    assert capture.text == PROSE
    assert dropped(capture)["slanted text"] == 4

    turned = read([Words(300, 100, "全球治理", 12, 90), Words(320, 100, "各国合作", 12, 90)])
    assert turned.text.split() == ["全球治理", "各国合作"]


def test_words_turned_by_a_quarter_beside_the_text_are_not_lost() -> None:
    page = [Words(50, 700 - 20 * i, PROSE) for i in range(4)]

    assert sorted("".join(lines([*page, Words(500, 400, "全球合作", 12, 90)]))) == sorted(
        PROSE * 4 + "全球合作"
    )


def test_lines_that_go_down_from_right_to_left_are_read_so() -> None:
    columns = ["全球治理各国合作", "国际交流共同发展"]
    page = [
        Words(400 - 30 * column, 700 - 14 * row, character)
        for column, words in enumerate(columns)
        for row, character in enumerate(words)
    ]

    assert lines(page) == columns


def test_a_title_on_two_lines_is_found() -> None:
    page = [Words(50, 750, "全球人工智能", 30), Words(50, 705, "治理倡议", 30)]
    page += [Words(50, 600 - 20 * i, PROSE) for i in range(5)]
    document = document_of(make_pdf([page]), "a.pdf", title="全球人工智能治理倡议")
    title = document.region("title")

    assert title is not None
    assert title.found
    assert document.text[title.start : title.end] == "全球人工智能治理倡议"


def test_a_page_that_is_a_picture_is_refused() -> None:
    document = pypdfium2.PdfDocument.new()
    page = document.new_page(200, 200)
    picture = pypdfium2.PdfImage.new(document)
    picture.set_bitmap(pypdfium2.PdfBitmap.from_pil(Image.new("RGB", (50, 50))))
    picture.set_matrix(pypdfium2.PdfMatrix().scale(190, 190))
    page.insert_obj(picture)
    page.gen_content()
    stream = io.BytesIO()
    document.save(stream)

    with pytest.raises(UnreadableError, match="Page 1 is a picture without text"):
        read_capture(stream.getvalue(), "a.pdf")


@pytest.mark.parametrize("cut", [0, 20, 400])
def test_a_broken_file_is_refused(cut: int) -> None:
    with pytest.raises(UnreadableError):
        read_capture(make_pdf([[Words(50, 700, PROSE)]])[:cut], "a.pdf")


def glyphs(text: str, places: Sequence[float], *, width: float = 4, first: int = 0) -> list[Glyph]:
    return [
        Glyph(first + i, c, x, 700, x + width, 12)
        for i, (c, x) in enumerate(zip(text, places, strict=True))
    ]


def test_the_parts_of_a_ligature_and_narrow_letters_are_no_doubles() -> None:
    # "Pacific": the ligature is two characters at one place, close to the i before it.
    assert not find_doubles(glyphs("ifi", [50, 53.2, 53.2], width=6.6))
    assert not find_doubles(glyphs("ffi", [50, 50, 50], width=9))
    assert not find_doubles(glyphs("ІІІ", [50, 52.8, 55.6], width=2.8))
    # A conjunct of Devanagari: the same sign twice at the place of one glyph.
    assert not find_doubles(glyphs("क्ष्", [50, 50, 50, 50], width=9))


def test_a_row_of_letters_drawn_again_is_a_double_and_so_is_a_letter_on_itself() -> None:
    row = [50 + 6 * n for n in range(5)]
    again = glyphs("globe", [x + 1.5 for x in row], width=6, first=5)

    assert find_doubles([*glyphs("globe", row, width=6), *again]) == {5, 6, 7, 8, 9}
    assert find_doubles(glyphs("oo", [50, 50.4], width=6)) == {1}


def test_the_head_of_a_table_that_goes_on_is_text() -> None:
    cells = [
        Words(x, 730, text) for x, text in ((50, "年"), (200, "全球"), (350, "各国"), (450, "计"))
    ]
    pages = [
        [
            Words(50, 800, "治理年报"),
            *cells,
            *(Words(50, 715 - 15 * row, f"{n}{row}{PROSE}") for row in range(12)),
        ]
        for n in range(4)
    ]
    capture = read(*pages)

    assert dropped(capture)["running head"] == 4 * 4
    assert capture.text.count("计") == 4


def test_a_shared_line_next_to_the_text_is_text() -> None:
    pages = [
        [Words(50, 800 - 15 * row, PROSE if row else "（单位：全球）") for row in range(40)]
        for _ in range(3)
    ]

    assert read(*pages).text.count("全球）") == 3


def set_row(words: Sequence[str], gaps: Sequence[float], *, within: float = 6) -> list[str]:
    """Set a row of *words* with *gaps* in points between them; return it as it is read."""
    row: list[Glyph] = []
    for word, gap in zip(words, [0, *gaps], strict=True):
        start = (row[-1].right if row else 50) + gap
        for part in word.split(" "):
            places = [start + 6 * n for n in range(len(part))]
            row += glyphs(part, places, width=6, first=len(row))
            start = row[-1].right + within
    return [line.text for line in join_words(cut_lines(row))]


def test_a_justified_line_with_wide_gaps_is_one_line() -> None:
    assert set_row(["a", "negotiable", "instrument", "whose"], [13, 13, 13]) == [
        "anegotiableinstrumentwhose"
    ]


def test_two_spaces_of_a_typewriter_are_no_gap_between_columns() -> None:
    words = ["as otherwise provided by this law", "are", "hereby", "appropriated"]

    assert set_row(words, [14.4, 14.4, 14.4], within=7.2) == ["".join(words).replace(" ", "")]


def test_the_cells_of_a_table_stay_apart() -> None:
    # Columns of 60 points: the gaps differ as the widths of the cells do.
    names = ["Total", "Public", "Private", "All"]
    gaps = [60 - 6 * len(name) for name in names[:-1]]

    assert set_row(names, gaps) == names
    assert set_row(["2019", "20200", "2021"], [13, 13]) == ["2019", "20200", "2021"]
    assert set_row(["Yes", "Not", "Yes"], [13, 13]) == ["Yes", "Not", "Yes"]


def laid_out(text: str, places: Sequence[float], **what: object) -> _Page:
    page = _Page(1, 800, len(text))
    for name, value in what.items():
        setattr(page, name, value)
    page.lay_out(glyphs(text, places, width=5), [(0, 0, 0, 0)] * len(text), 0)
    return page


def test_a_narrow_space_that_the_parser_finds_parts_words() -> None:
    places = [50, 55, 62, 67]  # the gap is a sixth of the size
    read = _Collected(), _Collected()
    for collected, spaced in zip(read, ({2}, set[int]()), strict=True):
        page = laid_out("toit", places, spaced=spaced)
        collected.add_page(page, page.lines())

    assert ["".join(collected.text) for collected in read] == ["to it", "toit"]


@pytest.mark.parametrize(
    ("places", "words"),
    [
        ([50, 50, 52.5, 55, 60], "fied"),  # the space lies on the ligature
        ([50, 50, 55, 60, 65], "fi ed"),
        ([50, 50, 52.5, 57, 62], "fi ed"),  # the next letter is apart
    ],
)
def test_a_space_that_is_drawn_over_a_ligature_is_no_space(places: list[float], words: str) -> None:
    collected = _Collected()
    page = laid_out("fi ed", places)
    collected.add_page(page, page.lines())

    assert "".join(collected.text) == words


def numbered_page(rows: Sequence[str], first: int = 1) -> list[Words]:
    return [
        words
        for row, text in enumerate(rows)
        for words in (
            Words(70 if first + row < 10 else 64, 700 - 20 * row, str(first + row), 10),
            Words(100, 700 - 20 * row, text, 10),
        )
    ]


BILL = [
    "Section 1. The amounts named in this section shall be suffi-",
    "cient to accomplish the purposes of this act, as far as they",
    "are needed, and the money is appropriated.",
    "GENERAL FUND",
    "For services of the members and for the expenses of the com-",
    "mittees:",
    "12 offices",
    "and their equipment.",
    "The rest shall be paid",
    "to the fund.",
]


def test_the_numbers_of_lines_do_not_break_words() -> None:
    capture = read(numbered_page(BILL), numbered_page(BILL))

    assert dropped(capture)["line number"] == 2 * (9 + 2)
    assert "suffi-\ncient to" in capture.text
    assert "12 offices" in capture.text


@pytest.mark.parametrize(
    ("rows", "pages"),
    [([f"Item {name}" for name in "abcdefghij"], 2), (BILL, 1), (BILL[:5], 2)],
    ids=["a table", "a single page", "few lines"],
)
def test_the_numbers_of_a_list_are_text(rows: Sequence[str], pages: int) -> None:
    capture = read(*[numbered_page(rows)] * pages)

    assert not dropped(capture)["line number"]
    assert capture.text.split().count("5") == pages


def test_recognised_text_may_have_a_space_on_a_line_of_its_own(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr("policytext.documents.readers.pdf.is_recognised", lambda *_: True)
    monkeypatch.setattr(_Page, "lines", lambda _: [Line(tuple(part)) for part in parts])
    places = glyphs(" 全球", [50, 60, 72], width=12)
    parts = [places[:1], places[1:]]

    capture = read_pdf(make_pdf([[Words(50, 700, " 全球")]]), ReadOptions())

    assert capture.text.split() == ["全球"]


def draw_outlines(page: pypdfium2.PdfPage, count: int) -> None:
    for n in range(count):
        path = raw.FPDFPageObj_CreateNewPath(50 + n % 50 * 5, 700 - n // 50 * 8)
        raw.FPDFPath_BezierTo(path, 52, 702, 53, 703, 54, 700)
        raw.FPDFPath_SetDrawMode(path, raw.FPDF_FILLMODE_ALTERNATE, 0)
        raw.FPDFPage_InsertObject(page, path)
    raw.FPDFPage_GenerateContent(page)


@pytest.mark.parametrize("words", ["", "1"])
def test_a_page_whose_letters_are_outlines_is_refused(words: str) -> None:
    document = pypdfium2.PdfDocument(
        make_pdf([[Words(50, 700, PROSE)], [Words(50, 50, words or " ")]])
    )
    draw_outlines(document[1], 150)
    stream = io.BytesIO()
    document.save(stream)

    with pytest.raises(UnreadableError, match=r"Page 2: its letters are drawn as outlines.*OCR"):
        read_capture(stream.getvalue(), "a.pdf")


def test_a_file_without_text_is_refused_and_an_empty_page_is_not() -> None:
    with pytest.raises(UnreadableError, match="contains no text"):
        read_capture(make_pdf([[], []]), "a.pdf")
    assert lines([Words(50, 700, PROSE)], []) == [PROSE]


@pytest.mark.parametrize(
    ("text", "places", "font", "words"),
    [
        ("\0ab", [50, 60, 65], "Arial", "□ ab"),  # a symbol is a word of its own,
        ("a\0b", [50, 55, 60], "Wingdings-Regular", "a□b"),  # or its font says so
        ("a\0b", [50, 55, 60], "Arial", ""),
    ],
)
def test_a_symbol_without_a_character_is_a_mark_and_a_letter_is_refused(
    text: str, places: list[float], font: str, words: str
) -> None:
    collected = _Collected()
    page = laid_out(text, places, fonts={text.index("\0"): font})
    if not words:
        with pytest.raises(UnreadableError, match="Page 1, at 0, 0 points: a letter has no"):
            _read_symbols(page, page.lines(), collected)
        return
    collected.add_page(page, _read_symbols(page, page.lines(), collected))
    assert ("".join(collected.text), collected.symbols) == (words, 1)


def test_more_glyphs_than_the_file_can_hold_are_refused_whatever_the_time() -> None:
    page = [Words(0, n % 800, "全" * 400, 1) for n in range(300)]

    with pytest.raises(UnreadableError, match=r"Page 2: more than .* glyphs"):
        read(page, page, page)
    assert seconds_allowed(1) >= 120  # the time only ends a parser that hangs
