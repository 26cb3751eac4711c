"""Show what was found about a capture, for a person to accept.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator

from policytext.documents.add.propose import Proposal
from policytext.documents.add.write import format_entry
from policytext.documents.capture import list_sources
from policytext.documents.document import ABSENT, Document
from policytext.documents.titles import keep_letters

_SHOWN = 3  # lines shown of the beginning and of the end
_LINE = re.compile(r"[^\n\r\x0b\x0c\x85\u2028\u2029]+")
_DOUBTFUL = 12  # doubtful lines shown, which are kept in any case
_WIDTH = 60  # characters shown of a line


def format_review(proposal: Proposal) -> str:
    """Return the entry, the account of bytes, and the first and last lines of a proposal."""
    parts = [format_entry(proposal.entry)]
    if proposal.document is not None:
        parts.append("\n".join(_format_ledger(proposal.document)))
        parts.append("\n".join(_format_ends(proposal.document)))
        parts.append("\n".join(_format_left_out(proposal.document)))
    parts.append("\n".join(format_doubt(proposal, _DOUBTFUL)))
    parts += ["\n".join(_format_choice(*choice)) for choice in proposal.choices.items()]
    parts += [f"Note: {hint}." for hint in proposal.hints]
    parts += [f"To decide: {question}." for question in proposal.questions]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts if part).rstrip("\n")


def _format_ledger(document: Document) -> Iterator[str]:
    """Yield how much of the capture is text, and why the rest is not."""
    capture = document.capture
    assert capture is not None
    gone: dict[str, int] = {}
    for start, end, reason in document.dropped:
        gone[reason] = gone.get(reason, 0) + end - start
    unit = f"{capture.unit}s"
    yield f"Of {capture.size:,} {unit}:"
    yield f"  {capture.size - sum(gone.values()):>10,}  kept ({document.length:,} characters)"
    for reason, count in sorted(gone.items(), key=lambda item: (-item[1], item[0])):
        yield f"  {count:>10,}  {reason}"


def _format_ends(document: Document) -> Iterator[str]:
    body = document.region("body")
    lines = document.text[body.start : body.end].split("\n") if body else []
    yield "The text begins and ends:"
    for line in lines[:_SHOWN]:
        yield f"  {line[:_WIDTH]}{'…' * (len(line) > _WIDTH)}"
    if len(lines) > 2 * _SHOWN:
        yield f"  … {len(lines) - 2 * _SHOWN} paragraphs …"
    for line in lines[max(_SHOWN, len(lines) - _SHOWN) :]:
        yield f"  {'…' * (len(line) > _WIDTH)}{line[-_WIDTH:]}"


def _format_left_out(document: Document) -> Iterator[str]:
    """Yield every line of the capture with letters that are not in the document."""
    capture = document.capture
    assert capture is not None
    kept = bytearray(len(capture.text))
    for source in list_sources(document.offsets, document.joined):
        if source != ABSENT:
            kept[source] = 1
    left = [
        line.strip()
        for match in _LINE.finditer(capture.text)
        for line in _list_stretches(capture.text, kept, *match.span())
    ]
    if left:
        yield f"Left out ({len(left)} lines):"
    for line in left:
        yield f"  {line[:_WIDTH]}{'…' * (len(line) > _WIDTH)}"


def _list_stretches(text: str, kept: bytearray, start: int, end: int) -> Iterator[str]:
    """Yield the stretches of a line with letters none of which were kept."""
    while start < end:
        stop = kept.find(1, start, end)
        stop = end if stop < 0 else stop
        if any(map(str.isalnum, text[start:stop])):
            yield text[start:stop]
        following = kept.find(0, stop, end)
        start = end if following < 0 else following


def format_doubt(proposal: Proposal, limit: int | None = None) -> Iterator[str]:
    """Yield the lines that are kept although they may belong to the page, and the way out."""
    doubtful = proposal.doubtful
    if not doubtful:
        return
    yield f"Kept, although they may belong to the page ({len(doubtful)} lines):"
    for line in doubtful[:limit]:
        yield f"  {line[:_WIDTH]}{'…' * (len(line) > _WIDTH)}"
    if len(doubtful) > len(doubtful[:limit]):
        yield f"  … and {len(doubtful[limit:])} more"
    flags = (f"--clip-{key} {shlex.quote(words)}" for key, words in proposal.supposed.items())
    yield f"To leave them out: {' '.join(flags)}"
    yield "To say that they are text: --whole"


def _format_choice(name: str, text: str) -> Iterator[str]:
    """Yield what an extractor keeps as the text."""
    lines = [line for line in text.split("\n") if line]
    count = len(keep_letters(text))
    yield f"{name} keeps {count:,} letters and digits in {len(lines)} paragraphs:"
    for line in [*lines[:2], "…", *lines[-2:]] if len(lines) > 4 else lines:
        yield f"  {line[:_WIDTH]}"
