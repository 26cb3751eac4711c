"""Comparisons of counts: more than last year, twice as often as, from 31 to 45.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from policytext.articles.building import Found, bare_group, claim, near, part, unread
from policytext.articles.found import FoundClaim, Relation
from policytext.articles.marks import Group, Mark
from policytext.articles.sentences import Sentence
from policytext.language.messages import Message

UNNAMED_EARLIER = Message("resolutions.unnamed_earlier")


def read_comparisons(sentence: Sentence, before: list[Found]) -> Iterator[Found]:
    """Yield the comparisons of *sentence*; *before* is what has been read in it already."""
    for index, mark in enumerate(sentence.nodes):
        if mark.kind == "P":
            yield from _from_to(sentence, index, mark)
        elif mark.kind == "U":
            yield from _up_from(sentence, index, mark)
        elif mark.kind in "CAX":
            yield from _change(sentence, index, mark, before)
        elif mark.kind == ">":
            yield from _exceeds(sentence, index, mark)


def _from_to(sentence: Sentence, index: int, mark: Mark) -> Iterator[Found]:
    """Read 由去年的31次增至45次: two counts."""
    group = near(sentence, index)
    if group is None:
        return
    for name, when in (("number", "when"), ("other", "then")):
        found = claim(sentence, "count", group, part(mark, name), start=group.start, form="from-to")
        yield _dated(found, mark.parts.get(when), earlier=name == "number")


def _up_from(sentence: Sentence, index: int, mark: Mark) -> Iterator[Found]:
    """Read "45 times, up from 31 last year": the count of the other document."""
    group = _subject(sentence, index, mark)
    if group is None or "N" not in sentence.kinds[:index]:
        return
    found = claim(sentence, "count", group, part(mark, "number"), start=group.start, form="up-from")
    yield _dated(found, mark.parts.get("when"), earlier=True)


def _dated(found: Found, when: str | None, *, earlier: bool) -> Found:
    """Return a count with its year; the text of an earlier one without a year is unknown."""
    if not isinstance(found, FoundClaim):
        return found
    unknown = UNNAMED_EARLIER if earlier and not when else None
    return replace(found, document_mention=when, resolution=unknown)


def _relation(sentence: Sentence, mark: Mark) -> Relation:
    if mark.kind == "X":
        return "times"
    said = mark.parts.get("change") or mark.parts.get("relation") or ""
    return "fewer" if sentence.language.fewer.search(said) else "more"


def _change(sentence: Sentence, index: int, mark: Mark, before: list[Found]) -> Iterator[Found]:
    """Read 较去年增加12次 and 是去年的两倍, of the terms or the length named before."""
    other = mark.parts.get("other") or mark.parts.get("same", "")
    if mark.kind == "A":
        baselines = [n for n in sentence.nodes[:index] if n.kind == "B"]
        if not baselines:
            return
        other = next(iter(baselines[-1].parts.values()))
    unit = mark.parts.get("unit")
    if other.endswith(("各", "均", "都")):
        start = mark.start
        yield unread(sentence, start, mark.end, Message("unread_reasons.several_words"))
        return
    if not _about_words(sentence, index, mark):
        return
    lengths = [f for f in before if isinstance(f, FoundClaim) and f.kind == "length"]
    group = _subject(sentence, index, mark)
    if unit in ("字", "words") and lengths:
        group = None
    elif group is None or unit == "字":
        return
    number = part(mark, "number")
    start = group.start if group else mark.start
    found = claim(sentence, "comparison", group, number, start=start, form="comparison")
    if isinstance(found, FoundClaim):
        terms, mention = _against(other)
        found = replace(
            found,
            relation=_relation(sentence, mark),
            other_terms=terms,
            other_mention=mention,
        )
    yield found


def _about_words(sentence: Sentence, index: int, mark: Mark) -> bool:
    """Return whether a comparison is one of counts: the words before are counted or mentioned."""
    units = "次处遍回字" if "f" not in sentence.kinds[:index] else "次处遍回字%％"
    chinese = sentence.language.name == "zh" and mark.kind in "CA"
    share = mark.parts.get("number", "").rstrip().endswith(("%", "％"))
    if chinese and mark.parts.get("unit", "%" if share else "元") not in units:
        return False
    if re.search("[NLPVvfB]", sentence.kinds[:index]):
        return True
    spoken = sentence.documents or sentence.language.textual.search(sentence.folded)
    return bool(spoken) and sentence.kinds[index - 1 : index] == "G"


def _subject(sentence: Sentence, index: int, mark: Mark) -> Group | None:
    """Return the terms a comparison is about: those of this clause, else of the one before."""
    beside = near(sentence, index)
    if beside:
        return beside
    groups = [n for n in sentence.nodes[:index] if isinstance(n, Group) and not n.trouble]
    if groups:
        return groups[-1]
    bare = re.search(r"V(u)N", sentence.kinds[:index])
    if bare and sentence.documents:
        group = bare_group(sentence, sentence.nodes[bare.start(1)])
        return None if group.trouble else group
    return None


def _against(other: str) -> tuple[tuple[str, ...], str | None]:
    """Return what a comparison refers to: other terms, or another document or year."""
    quoted = re.fullmatch(r"[“「『\"‘](.+)[”」』\"’](?:的?(?:出现)?次数)?", other.strip())
    if quoted:
        return (quoted[1],), None
    return (), re.sub(r"(?:的?(?:时候|同期)|的)$", "", other.strip())


def _exceeds(sentence: Sentence, index: int, mark: Mark) -> Iterator[Found]:
    group = near(sentence, index)
    after = sentence.nodes[index + 1] if index + 1 < len(sentence.nodes) else None
    if group is None or not isinstance(after, Group):
        return
    if not re.search("[fV]", sentence.kinds[:index]):
        return
    against: dict[str, Any] = {"relation": _relation(sentence, mark), "other_terms": after.terms}
    if sentence.kinds[index + 2 : index + 3] == "N":
        number = sentence.nodes[index + 2]
        found = claim(sentence, "comparison", group, number, start=group.start, form="exceeds")
        yield replace(found, **against) if isinstance(found, FoundClaim) else found
        return
    yield FoundClaim(
        quote=sentence.text[group.start : after.end],
        start=sentence.start + group.start,
        end=sentence.start + after.end,
        kind="comparison",
        terms=group.terms,
        published=mark.parts["relation"],
        number_start=sentence.start + mark.start,
        number_end=sentence.start + mark.end,
        form="exceeds",
        sentence=sentence.text.strip(),
        **against,
    )
