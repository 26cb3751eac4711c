"""Read plain text: encoding by byte-order mark, then declaration, then detection."""

from __future__ import annotations

import codecs
import re

from policytext.capture import CaptureText, Dropped, EncodedBytes, ExplicitBytes
from policytext.errors import UnreadableError

_MARKS = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# UTF-8 read as Windows-1252 and written as UTF-8 again: 全 becomes å…¨.
_DOUBLE = re.compile("[\u00e4-\u00e9][\u0080-\u00bf\u0152-\u2122][\u0080-\u00bf\u0152-\u2122]")


def read_plain(data: bytes, *, encoding: str | None = None) -> CaptureText:
    """Decode *data*, every character with its bytes, or refuse with the offset of the fault.

    *encoding* is a declared label, read as browsers do: gb2312 and gbk mean gb18030.
    """
    mark, codec, how = choose_encoding(data, encoding)
    text, places = decode_exactly(data, codec, mark)
    refuse_damage(text)
    dropped = (Dropped(0, mark, "byte-order mark"),) if mark else ()
    return CaptureText(
        text, places, len(data), "plain", codec, dropped, (f"encoding {codec} ({how})",)
    )


def choose_encoding(data: bytes, declared: str | None) -> tuple[int, str, str]:
    """Return the length of the byte-order mark, the codec, and how it was chosen."""
    for mark, codec in _MARKS:
        if data.startswith(mark):
            return len(mark), codec, "byte-order mark"
    if declared:
        return 0, _codec_of_label(declared), "declared"
    try:
        data.decode("utf-8")
    except UnicodeDecodeError:
        return 0, _detect(data), "detected"
    return 0, "utf-8", "detected"


def _codec_of_label(label: str) -> str:
    import webencodings

    found = webencodings.lookup(label)
    if found is None:
        raise UnreadableError(f"Unknown encoding {label!r}; name one such as utf-8 or gb18030.")
    name = str(found.codec_info.name)
    # Python's gbk is narrower than the one browsers use; gb18030 holds all of it.
    return "gb18030" if name in {"gbk", "gb2312"} else name


def _detect(data: bytes) -> str:
    from charset_normalizer import from_bytes

    best = from_bytes(data).best()
    if best is None:
        raise UnreadableError("The encoding cannot be detected; declare it in the manifest.")
    codec = codecs.lookup(best.encoding).name
    return "gb18030" if codec in {"gbk", "gb2312", "hz"} else codec


def decode_exactly(data: bytes, codec: str, skip: int) -> tuple[str, EncodedBytes | ExplicitBytes]:
    """Decode all of *data* after *skip* bytes; a byte that does not decode is an error."""
    try:
        text = data[skip:].decode(codec)
    except UnicodeDecodeError as error:
        offset = skip + error.start
        raise UnreadableError(
            f"Byte {offset} (0x{data[offset]:02x}) is not {codec}: {error.reason}. "
            "Declare the right encoding, or capture the text anew."
        ) from None
    if text.encode(codec, "surrogatepass") == data[skip:]:
        return text, EncodedBytes(text, codec, base=skip)
    return _decode_by_bytes(data, codec, skip)


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


def refuse_damage(text: str) -> None:
    """Refuse a text that was broken before it came here: U+FFFD, double encoding."""
    place = text.find("\ufffd")
    if place >= 0:
        raise UnreadableError(
            f"Character {place} is U+FFFD: text was lost when this was saved. Capture it anew."
        )
    doubled = _DOUBLE.findall(text)
    if len(doubled) >= 3 and len(doubled) * 6 > sum(1 for c in text if c > "\x7f"):
        where = _DOUBLE.search(text)
        assert where is not None
        raise UnreadableError(
            f"Character {where.start()}: this is UTF-8 encoded twice. Capture the text anew."
        )
