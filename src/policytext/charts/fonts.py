"""The fonts: Noto Sans and Serif SC, so that Chinese looks the same on every machine."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from functools import lru_cache
from pathlib import Path
from typing import Literal

Face = Literal["sans", "serif"]


def sans_path() -> Path:
    """Return the font file of Noto Sans SC, the font of the charts."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.sans_path())


def serif_path() -> Path:
    """Return the font file of Noto Serif SC."""
    import pylopdf_fonts_zh_cn

    return Path(pylopdf_fonts_zh_cn.serif_path())


@lru_cache(maxsize=1)
def _metrics() -> tuple[dict[int, str], dict[str, tuple[int, int]], int]:
    from fontTools.ttLib import TTFont

    with TTFont(sans_path(), lazy=True) as font:
        return font.getBestCmap(), font["hmtx"].metrics, font["head"].unitsPerEm


@lru_cache(maxsize=8192)
def _advance(character: str) -> float:
    names, widths, em = _metrics()
    name = names.get(ord(character))
    return float(widths[name][0]) / em if name else 1.0


def measure_text(text: str, size: float) -> float:
    """Return the width of *text* set in *size* points."""
    return sum(_advance(character) for character in text) * size


def has_glyph(character: str) -> bool:
    """Return whether the font can draw *character*."""
    return ord(character) in _metrics()[0]


@lru_cache(maxsize=8192)
def escape_undrawable(text: str) -> str:
    """Replace characters that the font cannot draw, or that are invisible, by ``[U+…]``."""
    return "".join(_escape(character) for character in text)


def _escape(character: str) -> str:
    # Format characters (bidi controls, zero-width spaces) have glyphs, but they are invisible.
    if character.isprintable() and has_glyph(character):
        return character
    return " " if character.isspace() else f"[U+{ord(character):04X}]"


def subset_font(text: str, *, face: Face = "sans", tight: bool = True) -> bytes:
    """Return the font with only the characters of *text*; the same text gives the same bytes.

    Characters that the font lacks are left to the reader's own fonts. A *tight* font is WOFF2;
    otherwise it is WOFF, which is a third larger and much faster to write.
    """
    import uharfbuzz as hb
    from fontTools.ttLib import TTFont

    wanted = hb.SubsetInput()
    wanted.unicode_set.update(ord(character) for character in text if character >= " ")
    # Outlines without subroutines compress better and are faster to write.
    wanted.flags = hb.SubsetFlags.DESUBROUTINIZE
    if tight:
        wanted.flags |= hb.SubsetFlags.NO_HINTING
    wanted.layout_feature_tag_set.clear()
    wanted.layout_feature_tag_set.update(_tags("kern", "tnum", "pwid"))  # pwid: “ ” within English
    wanted.drop_table_tag_set.update(_tags("BASE", "VORG", "vhea", "vmtx"))  # of vertical text
    path = sans_path() if face == "sans" else serif_path()
    part = hb.subset(hb.Face(hb.Blob.from_file_path(str(path))), wanted)
    target = io.BytesIO()
    with TTFont(io.BytesIO(part.blob.data), lazy=True, recalcTimestamp=False) as font:
        font.flavor = "woff2" if tight else "woff"
        font.save(target, reorderTables=tight)
    return target.getvalue()


def embed_font(name: str, characters: Iterable[str], *, face: Face, tight: bool = True) -> str:
    """Return the style rule that brings the font of *characters* with a page, called *name*."""
    part = subset_font("".join(sorted(set(characters))), face=face, tight=tight)
    kind, data = "woff2" if tight else "woff", base64.b64encode(part).decode("ascii")
    source = f"url(data:font/{kind};base64,{data})"
    return f'@font-face{{font-family:"{name}";font-display:block;src:{source}}}\n'


def _tags(*names: str) -> list[int]:
    return [int.from_bytes(name.encode(), "big") for name in names]
