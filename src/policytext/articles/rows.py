"""Read lists and tables: rows of one shape under a header that says what their numbers count.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from itertools import pairwise

from policytext.articles.blocks import Block, is_english
from policytext.articles.cues import load_cues
from policytext.articles.found import FoundClaim

RowClaim = tuple[FoundClaim, str | None]
_WORDS = re.compile(r"words?\b|字数|字數|characters|\btokens\b", re.IGNORECASE)
_PARTS = re.compile(r"\b(?:sentences|paragraphs|chapters|articles)\b|段落|句子|章节", re.IGNORECASE)
_LENGTH_CELL = re.compile(r"(\d[\d,]*)\s?(?:words|characters|字)")
_LENGTHS = re.compile(
    r"how long|length|word counts?|number of words|words total|longest|shortest|字数|字數|篇幅",
    re.I,
)
_COLUMN = re.compile(
    r"(?:count|frequency|number|times|total|mentions|value|次数|频次|频率|出现次数|词频)s?",
    re.IGNORECASE,
)
_SPLIT = re.compile(r"\s+or\s+|\s?/\s?|、", re.IGNORECASE)
_DIGITS = re.compile(r"[0-9０-９][0-9０-９,，.]*(?:次|times)?")


def read_rows(text: str, blocks: list[Block], index: int, size: int) -> list[RowClaim] | None:
    """Return the claims of the rows from block *index*, with the text each names; None if the
    header does not say that they count words.
    """
    rows = blocks[index : index + size]
    header = blocks[max(0, index - 3) : index] or blocks[:1]
    header = [blocks[0], *header] if index else header
    if rows[0].cells and not rows[0].row:
        return _read_table(text, rows, speaks=_speaks(text, [*header, rows[0]])) or None
    counted = sum(bool(block.row and block.row.counted) for block in rows)
    if not counted and not _speaks(text, header):
        return None
    if not all(block.row for block in rows) or _is_numbered(text, rows):
        return None
    subject = text[header[-1].start : header[-1].end].strip(' “”「」"：:') if header else ""
    claims: list[RowClaim] = []
    for block in rows:
        row = block.row
        assert row is not None
        if row.time and len(subject) <= 12:
            claims.append((_claim(text, block, (subject,), row.number), row.time))
        elif row.term and _is_length(text, header, row.number):
            claims.append((_claim(text, block, (), row.number, "length"), row.term))
        elif row.term:
            if _PARTS.search(row.term) and not row.counted:
                claims.append((_claim(text, block, (), row.number, "items"), None))
                continue
            if _WORDS.search(row.term) and not row.counted:
                claims.append((_claim(text, block, (), row.number, "length"), None))
                continue
            claims.append((_claim(text, block, _terms_of(row.term), row.number), None))
    return claims


def _is_length(text: str, header: list[Block], number: tuple[int, int]) -> bool:
    """Return whether the rows under *header* are texts, each with its length."""
    digits = re.sub(r"\D", "", text[slice(*number)])
    said = any(_LENGTHS.search(text, block.start, block.end) for block in header)
    return said and int(digits or 0) >= 400


def _terms_of(words: str) -> tuple[str, ...]:
    """Return the terms in the cell of a row; marked ones are the terms, if there are any."""
    marked = re.findall('[“"「‘]([^“”"「」‘’]+)[”"」’]?', words)
    return tuple(marked or _SPLIT.split(words))


def _is_numbered(text: str, rows: list[Block]) -> bool:
    """Return whether the numbers of the rows are only those of the items: 1, 2, 3."""
    digits = [text[slice(*block.row.number)] for block in rows if block.row]
    values = [int(d) if d.isdecimal() else -1 for d in digits]
    return all(b == a + 1 for a, b in pairwise(values))


def _speaks(text: str, header: list[Block]) -> bool:
    for block in header:
        line = text[block.start : block.end]
        cues = load_cues("en" if is_english(line) else "zh")
        folded = line.translate(cues.fold)
        if cues.pattern("thing").search(folded):
            return False
        if any(cues.pattern(name).search(folded) for name in ("word", "often", "says", "header")):
            return True
    return False


def _claim(
    text: str, block: Block, terms: tuple[str, ...], number: tuple[int, int], kind: str = "count"
) -> FoundClaim:
    return FoundClaim(
        quote=text[block.start : block.end],
        start=block.start,
        end=block.end,
        kind=kind,  # type: ignore[arg-type]
        terms=terms,
        published=text[number[0] : number[1]],
        number_start=number[0],
        number_end=number[1],
        form="row",
        sentence=text[block.start : block.end].strip(),
        unit="words" if kind == "length" else None,
        evidence=("row of a list or table under a header that speaks of words",),
    )


def _read_table(text: str, rows: list[Block], *, speaks: bool) -> list[RowClaim]:
    """Read a table: a term or a measure in the first cell of a row, a text a column."""
    heads = [text[low:high].strip() for low, high in rows[0].cells]
    claims: list[RowClaim] = []
    for block in rows:
        label, *cells = block.cells
        words = text[label[0] : label[1]].strip()
        if words.rstrip(".").isdigit() and len(cells) == 2:
            words, cells = text[cells[0][0] : cells[0][1]].strip(), cells[1:]  # rank, term, count
        measure = bool(_WORDS.search(words))
        if _PARTS.search(words):
            continue
        length = _LENGTH_CELL.fullmatch(text[cells[0][0] : cells[0][1]].strip()) if cells else None
        if length:
            at = text.index(length[1], *cells[0])
            claims.append((_claim(text, block, (), (at, at + len(length[1])), "length"), words))
            continue
        if not measure and (not speaks or not words or words[0].isdigit()):
            continue
        terms = () if measure else _terms_of(words)
        names = heads[-len(cells) :] if len(heads) >= len(cells) else []
        for place, cell in enumerate(cells):
            match = _DIGITS.match(
                text, cell[0] + len(text[cell[0] : cell[1]]) - len(text[cell[0] : cell[1]].lstrip())
            )
            if match:
                name = names[place] if place < len(names) else None
                if name and _COLUMN.fullmatch(name):
                    name = None
                kind = "length" if measure else "count"
                claims.append((_claim(text, block, terms, match.span(), kind), name))
    return claims
