"""The page's typefaces: of two Chinese faces, the characters that the page itself uses."""

from __future__ import annotations

import base64
import io
from collections.abc import Iterable
from pathlib import Path

# Numbers of one width, so that columns of them stand straight.
_FEATURES = ["kern", "tnum"]


def font_faces(sans: Iterable[str], serif: Iterable[str]) -> str:
    """Return the style rules that carry the characters of *sans* and of *serif*."""
    import pylopdf_fonts_zh_cn as fonts

    return "".join(
        f'@font-face{{font-family:"{name}";font-display:block;'
        f"src:url(data:font/woff2;base64,{subset_font(Path(path), characters)})}}\n"
        for name, path, characters in (
            ("Policytext Sans", fonts.sans_path(), sans),
            ("Policytext Serif", fonts.serif_path(), serif),
        )
    )


def subset_font(path: Path, characters: Iterable[str]) -> str:
    """Return the font of *path* with only *characters*, as WOFF2 in base 64."""
    from fontTools import subset
    from fontTools.ttLib import TTFont

    options = subset.Options(
        flavor="woff2",
        recalc_timestamp=False,
        desubroutinize=True,  # Brotli packs plain outlines tighter
        hinting=False,
        layout_features=_FEATURES,
        drop_tables=["BASE", "VORG", "vhea", "vmtx"],  # of vertical text
    )
    font = TTFont(path, lazy=True, recalcTimestamp=False)
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=sorted({ord(c) for c in characters if c >= " "}))
    subsetter.subset(font)
    font.flavor = "woff2"
    target = io.BytesIO()
    font.save(target, reorderTables=True)
    return base64.b64encode(target.getvalue()).decode("ascii")
