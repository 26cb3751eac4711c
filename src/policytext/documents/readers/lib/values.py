"""A table of plain values as a capture: its places are characters of its cells.

Tested in tests/documents/readers/test_tables.py.
"""

from __future__ import annotations

from array import array
from collections.abc import Mapping, Sequence

from policytext.base.errors import UnreadableError
from policytext.documents.capture import CaptureText, ExplicitBytes

_MOST = 200_000_000  # characters of a table


def join_values(names: Sequence[str], rows: Sequence[Mapping[str, str]], form: str) -> CaptureText:
    """Return the rows as one text of all cells, with the place of each."""
    pieces: list[str] = []
    spans: dict[str, list[tuple[int, int]]] = {name: [] for name in names}
    size = 0
    for row in rows:
        for name in names:
            value = row.get(name)
            spans[name].append((-1, -1) if value is None else (size, size + len(value)))
            if value is not None:
                pieces.append(value)
                size += len(value)
        if size > _MOST:
            raise UnreadableError(f"The table has more than {_MOST:,} characters; split it.")
    return CaptureText(
        "".join(pieces),
        ExplicitBytes(array("i", range(size)), array("i", range(1, size + 1))),
        size,
        form,
        "unicode",
        unit="glyph",  # as for a PDF, what is kept is counted in characters
        cuttable=False,
        mains={name: tuple(places) for name, places in spans.items()},
    )
