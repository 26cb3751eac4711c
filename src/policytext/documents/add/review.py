"""Show what was found about a capture, for a person to accept.

Tested in tests/cli/test_add.py.
"""

from __future__ import annotations

from collections.abc import Iterator

from policytext.documents.add.propose import Proposal
from policytext.documents.add.write import format_entry
from policytext.documents.document import Document
from policytext.documents.titles import keep_letters

_SHOWN = 3  # lines shown of the beginning and of the end
_WIDTH = 60  # characters shown of a line


def format_review(proposal: Proposal) -> str:
    """Return the entry, the account of bytes, and the first and last lines of a proposal."""
    parts = [format_entry(proposal.entry)]
    if proposal.document is not None:
        parts.append("\n".join(_format_ledger(proposal.document)))
        parts.append("\n".join(_format_ends(proposal.document)))
    parts += ["\n".join(_format_choice(*choice)) for choice in proposal.choices.items()]
    parts += [f"Note: {hint}." for hint in proposal.hints]
    parts += [f"To decide: {question}." for question in proposal.questions]
    return "\n".join(part.rstrip("\n") + "\n" for part in parts).rstrip("\n")


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


def _format_choice(name: str, text: str) -> Iterator[str]:
    """Yield what an extractor keeps as the text."""
    lines = [line for line in text.split("\n") if line]
    count = len(keep_letters(text))
    yield f"{name} keeps {count:,} letters and digits in {len(lines)} paragraphs:"
    for line in [*lines[:2], "…", *lines[-2:]] if len(lines) > 4 else lines:
        yield f"  {line[:_WIDTH]}"
