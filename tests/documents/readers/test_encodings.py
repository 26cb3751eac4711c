"""Encodings: an exact text, or a refusal that names the byte."""

from __future__ import annotations

import codecs
import random
import re
from collections.abc import Callable, Iterator
from pathlib import Path

import opencc
import pytest

from policytext.base.errors import UnreadableError
from policytext.documents.capture import ReadOptions
from policytext.documents.readers import read_capture

TEXTS = Path(__file__).resolve().parents[3] / "texts" / "raw"
PLAN = (TEXTS / "action-plan-2025.txt").read_text("utf-8")[400:]
INITIATIVE = "".join((TEXTS / "governance-initiative-2023.txt").read_text("utf-8").split())
INITIATIVE = INITIATIVE[INITIATIVE.index("人工智能是人类") : INITIATIVE.index("相关附件")]
SENTENCE = "人工智能是全球治理的重要力量，各国应当加强国际合作，共同发展。"


def read(data: bytes, encoding: str | None = None) -> str:
    return read_capture(data, "text.txt", ReadOptions(encoding=encoding)).text


def in_codec(text: str, codec: str) -> str:
    """What of *text* the codec can write, in traditional characters for Big5."""
    text = opencc.OpenCC("s2t").convert(text) if codec == "big5" else text
    return text.encode(codec, "ignore").decode(codec)


def slices(count: int, seed: int) -> Iterator[tuple[str, random.Random]]:
    draw = random.Random(seed)
    for _ in range(count):
        source = draw.choice((PLAN, INITIATIVE))
        start = draw.randrange(len(source) - 300)
        yield source[start : start + draw.randrange(40, 300)], draw


CODECS = ("gb2312", "gbk", "gb18030", "big5", "utf-16-le", "utf-16-be")
MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
)
ACCIDENTS = (
    "mixed",
    "a word of UTF-8 in GBK",
    "half a character",
    "half of sixteen bits",
    "twice as Windows-1252",
    "twice as GBK",
    "GBK as Latin-1",
    "U+FFFD",
)
UNLABELLED, MARKED, BROKEN = range(50), range(20), range(15)  # seeds: one file each


def test_at_least_500_files_are_generated(record_property: Callable[[str, object], None]) -> None:
    exact = len(CODECS) * len(UNLABELLED) + len(MARKS) * len(MARKED)
    refused = len(ACCIDENTS) * len(BROKEN)
    record_property("figure", f"{exact} files read exactly, {refused} refused with the byte")
    assert exact + refused >= 500


@pytest.mark.parametrize("seed", UNLABELLED)
@pytest.mark.parametrize("codec", CODECS)
def test_text_in_a_chinese_encoding_without_a_label_is_exact(codec: str, seed: int) -> None:
    """300 files."""
    ((piece, _),) = slices(1, seed)
    text = in_codec(piece, codec)

    assert read(text.encode(codec)) == text


@pytest.mark.parametrize("codec", ["utf-16-le", "utf-16-be", "gb18030", "utf-8"])
@pytest.mark.parametrize("text", ["会三大攻", "民生作为", "”后两年", "湾同胞、港", "会主义思"])
def test_a_few_characters_are_read_or_refused_and_not_taken_for_ascii(
    codec: str, text: str
) -> None:
    try:
        assert read(text.encode(codec)) == text
    except UnreadableError as refusal:
        assert "Byte" in str(refusal)  # noqa: PT017 - either will do


def test_ascii_with_a_control_character_is_ascii() -> None:
    assert read(b"a report\x1b of 2025\x02!") == "a report\x1b of 2025\x02!"


@pytest.mark.parametrize("seed", MARKED)
@pytest.mark.parametrize(("mark", "codec"), MARKS)
def test_a_byte_order_mark_decides_and_is_dropped_with_its_reason(
    mark: bytes, codec: str, seed: int
) -> None:
    """80 files."""
    ((text, _),) = slices(1, 100 + seed)
    capture = read_capture(mark + text.encode(codec), "text.txt", ReadOptions(encoding="big5"))

    assert capture.text == text
    assert [(d.start, d.end, d.reason) for d in capture.dropped] == [
        (0, len(mark), "byte-order mark")
    ]


def damaged(kind: str, text: str, draw: random.Random) -> bytes:
    """Return *text* as it comes out of the accident called *kind*."""
    cut = draw.randrange(10, len(text) - 10)
    head, tail = text[:cut], text[cut:]
    if kind == "mixed":
        first, second = draw.sample(["gb18030", "utf-8"], 2)
        return head.encode(first) + tail.encode(second)
    if kind == "a word of UTF-8 in GBK":
        return head.encode("gbk", "ignore") + "全球治理".encode() + tail.encode("gbk", "ignore")
    if kind == "half a character":
        return text.encode("gbk", "ignore").rstrip()[:-1] + b"\xff"
    if kind == "half of sixteen bits":
        return text.encode("utf-16")[:-1]
    if kind == "twice as Windows-1252":
        return text.encode().decode("cp1252", "ignore").encode()
    if kind == "twice as GBK":
        return text.encode().decode("gb18030", "ignore").encode()
    if kind == "GBK as Latin-1":
        return text.encode("gbk", "ignore").decode("latin-1").encode()
    return (head + "\ufffd" + tail).encode()


@pytest.mark.parametrize("seed", BROKEN)
@pytest.mark.parametrize("kind", ACCIDENTS)
def test_broken_bytes_are_refused_with_their_place(kind: str, seed: int) -> None:
    """120 files."""
    ((text, draw),) = slices(1, 200 + seed)

    with pytest.raises(UnreadableError, match=r"Byte \d+") as refusal:
        read(damaged(kind, text, draw))
    assert refusal.value.exit_code == 3


@pytest.mark.parametrize("label", ["gb2312", "GBK", "gb_2312-80", "x-gbk", "gb18030"])
def test_a_page_declared_gb2312_may_hold_characters_of_gbk(label: str) -> None:
    text = "朱镕基 全球"

    assert read(text.encode("gb18030"), label) == text


def test_a_declared_encoding_that_does_not_fit_is_refused_with_the_byte() -> None:
    with pytest.raises(UnreadableError, match=r"Byte 3 \(0xc8\) is not utf-8"):
        read(b"abc" + SENTENCE.encode("gbk"), "utf-8")


def test_utf8_declared_as_gbk_is_refused_though_it_would_decode() -> None:
    with pytest.raises(UnreadableError, match="Byte 0: declared as gb18030, but the bytes are UTF"):
        read(SENTENCE.encode(), "gbk")


def test_a_page_saved_as_utf8_under_the_label_of_its_server_is_read() -> None:
    page = f'<meta charset="gb2312"><p>{SENTENCE}</p>'
    capture = read_capture(page.encode(), "a.html", ReadOptions(extractor="all"))

    assert capture.text.strip() == SENTENCE
    assert str(capture.notes[0]) == (
        "encoding utf-8 (detected, because the bytes are UTF-8 and not what the page declares)"
    )


def test_an_unknown_label_is_refused() -> None:
    with pytest.raises(UnreadableError, match="Unknown encoding 'klingon'"):
        read(b"abc", "klingon")


def test_two_bytes_that_are_a_letter_and_its_mark_are_the_bytes_of_both() -> None:
    data = "全球".encode("big5") + b"\x88\x62\x88\xa5" + "合作".encode("big5")
    capture = read_capture(data, "text.txt", ReadOptions(encoding="big5"))

    assert capture.text == "全球Ê\u0304ê\u030c合作"
    spans = [capture.places.span(place, place + 1) for place in range(len(capture.text))]
    assert spans == [(0, 2), (2, 4), (4, 6), (4, 6), (6, 8), (6, 8), (8, 10), (10, 12)]


def test_big5_that_has_two_readings_asks_for_a_declaration() -> None:
    data = (in_codec(SENTENCE, "big5") + "①").encode("big5")

    with pytest.raises(UnreadableError, match="Big5"):
        read(data)


def test_english_with_windows_quotes_is_read() -> None:
    text = "The “global” plan – it’s naïve"

    assert read(text.encode("cp1252")) == text


@pytest.mark.parametrize("codec", ["gb18030", "big5hkscs", "utf-16-le", "utf-8"])
def test_every_character_leads_back_to_its_bytes(codec: str) -> None:
    text = in_codec(PLAN[:3000], "big5" if codec == "big5hkscs" else codec)
    capture = read_capture(text.encode(codec), "text.txt")
    data = text.encode(codec)

    for index, character in enumerate(capture.text):
        start, end = capture.places.span(index, index + 1)
        assert data[start:end].decode(codec) == character


def test_a_character_with_two_spellings_leads_back_to_its_bytes() -> None:
    # 0xA2CC and 0xA4E2 are one character, 兀 and 嗀 have such doubles in Big5.
    data = SENTENCE.encode("big5hkscs", "ignore") + b"\xc9\x4a" + "後".encode("big5")
    capture = read_capture(data, "text.txt", ReadOptions(encoding="big5"))

    start, end = capture.places.span(len(capture.text) - 2, len(capture.text) - 1)
    assert data[start:end] == b"\xc9\x4a"
    assert re.search("後$", capture.text)


@pytest.mark.corpora
def test_every_real_text_is_exact_in_gb18030_and_in_sixteen_bits(corpora: Path) -> None:
    for path in sorted((corpora / "raw").glob("*.txt")):
        text = path.read_bytes().decode("utf-8")
        if text.isascii():
            continue
        assert read(text.encode("utf-16-le")) == text, path.name
        try:
            found = read(text.encode("gb18030"))
        except UnreadableError:
            continue
        assert found == text, path.name
