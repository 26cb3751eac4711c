"""Encodings: choose one, decode every byte, and refuse text that is already broken.

The byte-order mark decides, then the declared label as browsers read it (gb2312 and gbk mean
gb18030), then the bytes themselves: of the encodings that decode all of them, the one that gives
the most common Chinese characters is chosen.

Tested in tests/documents/readers/test_encodings.py.
"""

from __future__ import annotations

import codecs
import re
from collections.abc import Iterator
from typing import NamedTuple

from policytext.base.errors import UnreadableError
from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.capture import ByteMap, EncodedBytes, ExplicitBytes
from policytext.language.han import HAN, HAN_PATTERN
from policytext.language.messages import Message

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_UNMARKED = ("utf-8", "gb18030", "big5hkscs", "utf-16-le", "utf-16-be")
# Python's gbk and big5 are narrower than the encodings with those names in browsers.
_WIDER = {"gbk": "gb18030", "gb2312": "gb18030", "big5": "big5hkscs"}
_NAMES = {
    "big5hkscs": "big5",
    "cp1252": "windows-1252",
    "utf-16-le": "utf-16le",
    "utf-16-be": "utf-16be",
}

# Common Chinese characters, simplified and traditional. They make up 70 to 88 % of the characters
# of 146 policy texts, but 0 to 19 % if the same bytes are read in a wrong encoding.
_COMMON = frozenset(
    "的一是在不了有和人这中大为上个国我以要他时来用们生到作地于出就分对成会可主发年动同工也能下过"
    "子说产种面而方后多定行学法所民得经十三之进着等部度家电力里如水化高自二理起小物现实加量都两体"
    "制机当使点从业本去把性好应开它合还因由其些然前外天政四日那社义事平形相全表间样与关各重新线内"
    "数正心反你明看原又么利比或但质气第向道命此变条只没结解问意建月公无系军很情者最立代想已通并提"
    "直题党程展五果料象员革位入常文总次品式活设及管特件长求老头基资边流路级少图山统接知较将组见计"
    "别她手角期根论运农指几九区强放决西被干做必战先回则任取据处队南给色光门即保治北造百规热领七海"
    "口东导器压志世金增争济阶油思术极交受联什认六共权收证改清己美再采转更单风切打白教速花带安场身"
    "车例真务具万每目至达走积示议声报斗完类八离华名确才科张信马节话米整空元况今集温传土许步群广石"
    "记需段研界拉林律叫且究观越织装影算低持音众书布复容儿须际商非验连断深难近矿千周委素技备半办青"
    "省列习响约支般史感劳便团往酸历市克何除消构府称太准精值号率族维划选标写存候毛亲快效斯院查江型"
    "眼王按格养易置派层片始却专状育厂京识适属圆包火住调满县局照参红细引听该铁价严這爲個國時來們於"
    "對會發動過說產種後學經進電裏現實兩體機當點從業應開還義間樣與關線內數麼質氣變條沒結問無軍並題"
    "黨員總設長頭資邊級圖統較將組見計別論運農幾區強決幹戰則據處隊給門規熱領東導壓爭濟階術極聯認權"
    "證採轉單風帶場車務萬達積議聲報鬥類離華確張馬節話況溫傳許羣廣記觀織裝衆書復兒須際驗連斷難礦備"
    "辦習響約勞團歷構稱準號維劃選標寫親養層卻專狀廠識適屬圓調滿縣參紅細聽該鐵價嚴"
    "，。、；：？！“”‘’（）《》〈〉【】—…·％①②③④⑤⑥⑦⑧⑨⑩"
)
_CONTROLS = compile_lazily("[\0-\x08\x0e-\x1f]")
# Counted by whole runs, which takes a tenth of the time of testing each character.
_VISIBLE = compile_lazily(r"\S+")
_FOREIGN = compile_lazily(r"[^\s\x00-\x7f]+")
_COMMON_RUN = compile_lazily(f"[{''.join(sorted(_COMMON))}]+")
_COMMON_OR_ASCII = compile_lazily(rf"(?:[{''.join(sorted(_COMMON))}]|[^\s\x7f-\U0010ffff])+")
_MARK = compile_lazily("[\u0304\u030c]")
_SAMPLE = 4000
_ENOUGH = 8
_LIKELY = 0.35
_UNLIKELY = 0.25
_LATIN_BYTES = re.compile(rb"[\x80\x85\x91-\x99\xa0\xa3\xa7\xa9\xab\xae\xb0\xb7\xbb-\xbe\xc0-\xff]")

# UTF-8 read as Windows-1252 and written as UTF-8 again: 全 becomes å…¨.
_LATIN_TRAIL = "[\u0080-\u00bf\u0152-\u0192\u02c6\u02dc\u2013-\u2122]"
_DOUBLE_LATIN = compile_lazily(f"[\u00e2-\u00e9]{_LATIN_TRAIL}{{2}}")
# UTF-8 read as GBK: the first of every three characters is a byte E4-E9 with one of 80-BF.
_GBK_LEADS = "".join(
    bytes((lead, trail)).decode("gbk", "ignore")
    for lead in range(0xE4, 0xEA)
    for trail in range(0x80, 0xC0)
    if trail != 0x7F
)
_DOUBLE_GBK = compile_lazily(f"(?:[{_GBK_LEADS}][{HAN}\ue000-\uf8ff\u20ac]{{2}}){{2,}}")
_REPLACED_GBK = "锟斤拷"  # U+FFFD in UTF-8, read as GBK
# In bytes read as GBK: two or more characters that are UTF-8 too.
_UTF8_RUN = re.compile(rb"(?:[\xe4-\xe9][\x80-\xbf]{2}){2,}")


DETECTED = "detected"


class Choice(NamedTuple):
    """The length of the byte-order mark, the codec, and how it was chosen."""

    mark: int
    codec: str
    how: str

    def to_note(self) -> Message:
        """Return the note that a reader gives about the encoding."""
        how = Message(f"encoding_choices.{self.how}")
        return Message("capture_notes.encoding", codec=self.codec, how=how)


def choose_encoding(data: bytes, declared: str | None = None, within: str | None = None) -> Choice:
    """Choose the codec of *data*: *declared* by the manifest, or by the capture *within* itself."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return Choice(len(mark), codec, "byte-order mark")
    if declared or within:
        codec = codec_of_label(declared or within or "")
        first = _find_contradiction(data, codec)
        if first is not None and not declared:
            return Choice(0, "utf-8", "not as the page declares")
        if first is not None:
            raise UnreadableError(
                f"Byte {first}: declared as {codec}, but the bytes are UTF-8. Declare utf-8."
            )
        return Choice(0, codec, "declared in the manifest" if declared else "declared by the page")
    return Choice(0, _detect(data), DETECTED)


def codec_of_label(label: str) -> str:
    """Return the codec that browsers use for *label*."""
    import webencodings

    found = webencodings.lookup(label)
    if found is None:
        raise UnreadableError(f"Unknown encoding {label!r}; name one such as utf-8 or gb18030.")
    name = codecs.lookup(found.codec_info.name).name
    return _WIDER.get(name, name)


def label_of_codec(codec: str) -> str:
    """Return the label that browsers use for *codec*."""
    return _NAMES.get(codec, codec)


def _find_contradiction(data: bytes, codec: str) -> int | None:
    """Return the first foreign byte if the bytes are UTF-8 but would also decode under *codec*.

    Programs that save a page as UTF-8 leave the label that its server gave it.
    """
    if codec not in ("gb18030", "big5hkscs"):
        return None
    other = _decoded(data, "utf-8")
    if other is None or len(re.findall("[\u0800-\U0010ffff]", other[: 20 * _SAMPLE])) < _ENOUGH:
        return None
    return next(index for index, byte in enumerate(data) if byte > 0x7F)


def _detect(data: bytes) -> str:
    plain = _decoded(data, "utf-8")
    if plain is not None and not _is_wide(data, plain):
        return "utf-8"
    scores = {}
    for codec in _UNMARKED:
        text = _decoded(data, codec)
        if text is not None:
            # English in sixteen bits: a result that is ASCII is proof enough.
            scores[codec] = _score(text, ascii_counts=codec.startswith("utf-16"))
    best = max(scores, key=lambda codec: scores[codec], default="")
    rest = max((score for codec, score in scores.items() if codec != best), default=0.0)
    if best and scores[best] >= _LIKELY and rest < scores[best] / 2:
        text = data.decode(best)
        # A few Chinese characters are not enough to distinguish double-byte encodings.
        if best.startswith("utf") or len(HAN_PATTERN.findall(text)) >= _ENOUGH:
            _refuse_ambiguity(data, best, text)
            return best
    return _detect_western(data)


def _is_wide(data: bytes, plain: str) -> bool:
    """Return whether bytes that decode as UTF-8 are really sixteen bits per character.

    Then every second byte of English is zero. A few Chinese characters may decode as ASCII, but
    include control characters.
    """
    if plain.isascii() and "\0" in plain:
        return True
    read = (_decoded(data, codec) for codec in ("utf-16-le", "utf-16-be"))
    return bool(_CONTROLS.search(plain)) and any(_score(text or "") >= _LIKELY for text in read)


def _refuse_ambiguity(data: bytes, codec: str, text: str) -> None:
    """Refuse Big5 that has two readings, because only a declaration can decide between them."""
    if codec != "big5hkscs":
        return
    other = data.decode("big5", "replace")
    for place, (here, there) in enumerate(zip(text, other, strict=False)):
        if here != there:
            if there == "\ufffd":
                return  # a character that exists only in the wider encoding
            start = len(text[:place].encode(codec))
            raise UnreadableError(
                f"Byte {start}: Big5 can be read as {here} or {there} here. Declare the encoding."
            )


def _decoded(data: bytes, codec: str) -> str | None:
    try:
        return data.decode(codec)
    except UnicodeDecodeError:
        return None


def _score(text: str, *, ascii_counts: bool = False) -> float:
    """Return the share of common Chinese characters in the non-ASCII part of *text*."""
    if "\0" in text:
        return 0.0
    text = text[: 20 * _SAMPLE]
    letters = sum(map(len, (_VISIBLE if ascii_counts else _FOREIGN).findall(text)))
    known = sum(map(len, (_COMMON_OR_ASCII if ascii_counts else _COMMON_RUN).findall(text)))
    return known / letters if letters else 0.0


def _detect_western(data: bytes) -> str:
    """Return windows-1252 for English with quotes and accents; else raise, with the place."""
    foreign = [byte for byte in data if byte > 0x7F]
    plain = len(foreign) * 4 < len(data) and b"\0" not in data
    if plain and len(_LATIN_BYTES.findall(data)) == len(foreign) and _agrees(data):
        return "cp1252"
    _refuse_mixture(data, "gb18030")
    place = _first_fault(data)
    raise UnreadableError(
        f"Byte {place} (0x{data[place]:02x}): the encoding cannot be detected, or there are two. "
        "Declare it in the manifest (capture.encoding), or capture the text again."
    )


def _agrees(data: bytes) -> bool:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    return best is not None and codecs.lookup(best.encoding).name in (
        "cp1252",
        "iso8859-1",
        "iso8859-15",
        "cp1250",
        "cp1254",
    )


def _first_fault(data: bytes) -> int:
    """Return the later of the places where UTF-8 and GB 18030 fail."""
    places = []
    for codec in ("utf-8", "gb18030"):
        try:
            data.decode(codec)
        except UnicodeDecodeError as error:
            places.append(error.start)
    return max(places, default=next((i for i, b in enumerate(data) if b > 0x7F or not b), 0))


def decode_exactly(data: bytes, codec: str, skip: int) -> tuple[str, EncodedBytes | ExplicitBytes]:
    """Decode all of *data* after *skip* bytes; a byte that does not decode is an error."""
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        offset = skip + error.start
        raise UnreadableError(
            f"Byte {offset} (0x{data[offset]:02x}) is not {_NAMES.get(codec, codec)}: "
            f"{error.reason}. Declare the right encoding, or capture the text again."
        ) from None
    if codec in ("gb18030", "big5hkscs"):
        _refuse_mixture(data, codec)
    if codec == "big5hkscs" and _MARK.search(text):
        # Two bytes that are a letter with its mark cannot be separated.
        return _decode_by_bytes(data, codec, skip)
    try:
        # A character has one spelling in UTF-8, and Python takes no other.
        if codec == "utf-8" or text.encode(codec) == data[skip:]:
            return text, EncodedBytes(text, codec, base=skip)
    except UnicodeEncodeError:
        pass
    return _decode_by_bytes(data, codec, skip)


def _refuse_mixture(data: bytes, codec: str) -> None:
    """Refuse bytes that are partly UTF-8, because that part would decode to other characters."""
    for match in _UTF8_RUN.finditer(data):
        start = match.start()
        other, here = match[0].decode("utf-8"), match[0].decode(codec, "ignore")
        rare = sum(not _is_everyday(c) for c in here)
        if (
            2 * rare >= len(here)
            and all(map(_is_everyday, other))
            and _decoded(data[:start], codec) is not None  # it starts a character
        ):
            raise UnreadableError(
                f"Byte {start} (0x{data[start]:02x}): UTF-8 ({other[:8]}) within "
                f"{_NAMES.get(codec, codec)}. Capture the text again."
            )


def _is_everyday(character: str) -> bool:
    """Return whether *character* is common, or in the 3,755 of the first level of GB 2312."""
    return character in _COMMON or b"\xb0" <= character.encode("gb2312", "ignore") < b"\xd8"


def _decode_by_bytes(data: bytes, codec: str, skip: int) -> tuple[str, ExplicitBytes]:
    """Decode byte by byte, for encodings in which a character has more than one spelling."""
    decoder = codecs.getincrementaldecoder(codec)()
    pieces: list[str] = []
    starts: list[int] = []
    ends: list[int] = []
    begun = skip
    for index in range(skip, len(data)):
        out = decoder.decode(data[index : index + 1], final=index == len(data) - 1)
        if out:
            pieces.append(out)
            starts.extend([begun] * len(out))
            ends.extend([index + 1] * len(out))
            begun = index + 1
    return "".join(pieces), ExplicitBytes(starts, ends)


def refuse_damage(text: str, places: ByteMap) -> None:
    """Refuse a text that is already broken: U+FFFD, double encoding."""
    for place, what in _broken(text):
        byte = places.span(place, place + 1)[0]
        raise UnreadableError(f"Byte {byte} (character {place}): {what} Capture the text again.")


def _broken(text: str) -> Iterator[tuple[int, str]]:
    place = text.find("\ufffd")
    if place >= 0:
        yield place, "U+FFFD shows that text was lost when this was saved."
    place = text.find(_REPLACED_GBK)
    if place >= 0:
        yield place, f"{_REPLACED_GBK} shows that text was lost when this was saved."
    latin = _DOUBLE_LATIN.findall(text)
    if len(latin) >= 3:
        match = _DOUBLE_LATIN.search(text)
        assert match is not None
        if _reads_as(match[0], "cp1252", "utf-8") is not None:
            yield match.start(), "this is UTF-8 encoded twice."
    for match in _DOUBLE_GBK.finditer(text):
        if _is_better(_reads_as(match[0], "gb18030", "utf-8"), match[0]):
            yield match.start(), "this is UTF-8 that was read as GBK."
    yield from _read_wrongly(text)


def _read_wrongly(text: str) -> Iterator[tuple[int, str]]:
    """Check whether the whole text is one encoding read as another."""
    sample = text[: _SAMPLE // 4]
    if _score(sample) > _UNLIKELY:
        return
    letters = [index for index, c in enumerate(sample) if c > "\x7f" and c.isalpha()]
    if len(letters) < 8:
        return
    # A text read in a Chinese encoding by mistake is mostly Han, never mostly accented letters.
    han = sum(bool(HAN_PATTERN.match(sample[index])) for index in letters)
    chinese = ("gb18030", "big5hkscs") if 2 * han >= len(letters) else ()
    for taken in (*chinese, "cp1252", "latin-1"):
        for true in _UNMARKED[:3]:
            if true != taken and _is_better(_reads_as(sample, taken, true), sample):
                yield letters[0], f"this is {_NAMES.get(true, true)} that was read as {taken}."
                return


def _reads_as(text: str, taken: str, true: str) -> str | None:
    """Return *text* encoded in *taken* and decoded as *true*."""
    try:
        return text.encode(taken, "replace").decode(true, "ignore")
    except UnicodeError:
        return None


def _is_better(other: str | None, text: str) -> bool:
    return bool(other) and _score(other or "") >= _LIKELY > _UNLIKELY >= _score(text)
