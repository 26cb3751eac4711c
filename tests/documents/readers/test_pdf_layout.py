"""The order of printed lines: doubles, heads, gaps, numbers of lines."""

from __future__ import annotations

from collections.abc import Sequence

import pytest

from policytext.base.errors import UnreadableError
from policytext.documents.capture import ReadOptions
from policytext.documents.readers.lib.pdf_layout import (
    Glyph,
    Line,
    cut_lines,
    find_doubles,
    join_words,
)
from policytext.documents.readers.pdf import _Collected, _Page, _read_symbols, read_pdf
from tests.support.make_pdf import Words, dropped, make_pdf, read

PROSE = "全球治理各国合作国际交流共同发展"


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
