"""PDF files: every character once, in the order of reading, with its page and box."""

from __future__ import annotations

import hashlib
import io
import json
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
from policytext.documents.load import load_corpus
from policytext.documents.readers import read_capture
from policytext.documents.readers.lib.sandbox_worker import seconds_allowed
from tests.support.make_captures import (
    PLAN_COUNTS,
    PLAN_TITLE,
    assert_conserved,
    document_of,
    plan_counts,
    plan_html,
)
from tests.support.make_pdf import Words, dropped, lines, make_pdf, print_page, read

PROSE = "全球治理各国合作国际交流共同发展"


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


def test_more_glyphs_than_the_file_can_hold_are_refused_whatever_the_time() -> None:
    page = [Words(0, n % 800, "全" * 400, 1) for n in range(300)]

    with pytest.raises(UnreadableError, match=r"Page 2: more than .* glyphs"):
        read(page, page, page)
    assert seconds_allowed(1) >= 120  # the time only ends a parser that hangs
