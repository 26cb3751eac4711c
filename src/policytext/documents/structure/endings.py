"""Cut ends: a text that ends in the middle of a sentence or with a heading.

Tested in tests/documents/structure/test_damage.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from policytext.base.lazy_pattern import compile_lazily
from policytext.documents.document import Damage, OutlineItem, Region
from policytext.documents.structure.marks import ends_sentence, find_marker
from policytext.language.messages import Message

# Allowed after the last sentence: sources, datelines, dates, names in capitals.
_SOURCE = compile_lazily(
    r"(?:[（(][^（()）]{1,60}(?:[（(][^（()）]{1,30}[）)][^（()）]{0,20})?[）)]"
    r"|《[^》]{1,30}》|[【\[][^】\]]{1,60}[】\]]|\d{4}年\d{1,2}月\d{1,2}日|\s"
    r"|(?<=[.!?\s])(?:[A-Z][A-Z.]*[A-Z.](?:\s+[A-Z][A-Z.]*[A-Z.])*))+$"
)
# Signatures, dates, and the beginnings of notes and labels.
_SIGNATURE = compile_lazily(
    r"\d{4}|[〇零一二三四五六七八九]{4}年|\A[@*※]?\s*[①-⑳]|\A(?:来源|注|附|编辑|责编|记者|作者|执笔)"
    r"|(?:国务院|中央|委员会|部|局|厅|署|院|会|府|办公室|中心|社|网|报|公司|组|团|总理|主席|书记|部长|代表|完)\Z"
    r"|\A[A-Z][\w.]*(?:\s[A-Z][\w.]*)*\Z"
)
# The part of a line that is complete sentences.
_SENTENCES = compile_lazily(r"^.*(?:[。！？!?…]|\.(?!\w))", re.MULTILINE)
_NAME = 12  # maximum characters of a name above such a line
_LABEL = 30  # maximum characters of a separate line after the last sentence
_LINES = 12
_GOES_ON = tuple("，、；：,;:—-（(《“‘")


def find_cut_end(
    text: str, regions: Sequence[Region], outline: Sequence[OutlineItem]
) -> Iterator[Damage]:
    """Yield the end of the body if the text seems to be cut off there."""
    body = next((region for region in regions if region.name == "body"), None)
    if body is None or not _is_prose(text[body.start : body.end]):
        return
    lines = text[body.start : body.end].rstrip().split("\n")
    why = _why_cut(lines)
    if why:
        what = Message(f"damage.{why}", end=lines[-1][-20:])
        yield Damage("cut end", what, body.end, body.end)


def _is_prose(text: str) -> bool:
    """Return whether most of a text is sentences; lists and tables have no typical end."""
    return 2 * sum(map(len, _SENTENCES.findall(text))) > len(text)


def _why_cut(lines: Sequence[str]) -> str:
    """Return the code of the fault at the end; empty if there is none."""
    last = lines[-1]
    lines = ["", *lines]
    if _is_list(lines[-4:]):
        return ""
    if last.rstrip().endswith(_GOES_ON):
        return "cut_sentence"
    signed = False
    for line in reversed(lines[-_LINES:]):
        rest = _SOURCE.sub("", line)
        if not rest or ends_sentence(rest):
            return ""
        if line is last and find_marker(line) and ends_sentence(lines[-2]):
            return "cut_heading"
        if len(rest) > (_NAME if signed and not _SIGNATURE.search(rest) else _LABEL):
            return "cut_stop"
        if not signed and not _SIGNATURE.search(rest):
            return "cut_stop"
        signed = True
    return ""


def _is_list(lines: Sequence[str]) -> bool:
    """Return whether the last line is an item of a list, with another item above it."""
    if _SENTENCES.match(lines[-1]):
        return False  # a numbered paragraph that stops after a complete sentence
    marks = [hit[0].name for hit in map(find_marker, lines) if hit]
    return find_marker(lines[-1]) is not None and marks.count(marks[-1]) > 1
