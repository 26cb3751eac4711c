"""The data the page's script works on: texts once, hits as distances, tables as rows."""

from __future__ import annotations

import base64
import json
import zlib
from itertools import accumulate
from typing import Any

from policytext.corpus import Document
from policytext.counting import Matches
from policytext.renderers.views import DocumentView

# Beyond this size the texts are packed; below it they stand readable in the page's source.
PACK_OVER = 1_000_000


class Positions:
    """Positions in a document's text as a script counts them: characters beyond U+FFFF are two."""

    def __init__(self, text: str) -> None:
        wide = any(character > "\uffff" for character in text)
        self._sums = [0, *accumulate(1 + (c > "\uffff") for c in text)] if wide else None

    def __call__(self, position: int) -> int:
        """Return the position a script has for *position*."""
        return position if self._sums is None else self._sums[position]


def pack_hits(found: Matches, positions: Positions) -> list[Any]:
    """Return ``[distances, term indices, lengths]``, each of the last two 0 where it is plain.

    Plain is: one term only; every hit as long as its term.
    """
    starts = [positions(start) for start in found.starts]
    ends = [positions(end) for end in found.ends]
    distances = [b - a for a, b in zip([0, *starts], starts, strict=False)]
    lengths = [end - start for start, end in zip(starts, ends, strict=True)]
    sizes = [len(term.encode("utf-16-le")) // 2 for term in found.terms]
    plain = all(n == sizes[i] for n, i in zip(lengths, found.term_indices, strict=True))
    indices = list(found.term_indices) if len(found.terms) > 1 else 0
    return [distances, indices, 0 if plain else lengths]


def pack_document(view: DocumentView) -> dict[str, Any]:
    """Return the document for the script: text, regions, outline."""
    document: Document = view.document
    at = Positions(document.text)
    return {
        "id": document.id,
        "key": view.key,
        "title": view.title,
        "text": document.text,
        "regions": [[r.name, at(r.start), at(r.end)] for r in document.regions],
        "outline": [[i.level, i.number, i.title, at(i.start)] for i in document.outline],
    }


def to_json(value: Any) -> str:
    """Return JSON that is inert inside a script element: nothing in it closes or opens markup.

    Beyond letters and digits everything is escaped that a browser or an editor could act on.
    """
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return "".join(map(_escaped, text)) if _SUSPECTS & set(text) or not text.isprintable() else text


_SUSPECTS = frozenset("<>&")


def _escaped(character: str) -> str:
    if character in _SUSPECTS or not (character.isprintable() or character == " "):
        pair = character.encode("utf-16-be", "surrogatepass")
        return "".join(f"\\u{pair[i]:02x}{pair[i + 1]:02x}" for i in range(0, len(pair), 2))
    return character


def pack_island(data: dict[str, Any]) -> str:
    """Return the data as JSON, packed where it is large."""
    text = to_json(data)
    if len(text) <= PACK_OVER:
        return text
    packed = zlib.compress(text.encode("utf-8"), 9)
    return to_json({"packed": base64.b64encode(packed).decode("ascii")})
