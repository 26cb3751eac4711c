"""The other kinds of claim: items, length, first mentions, shares, comparisons, ranks.

Tested in tests/articles/test_labelled.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from policytext.articles.building import NO_BORDERS, Found, claim, near, part, unread
from policytext.articles.comparisons import read_comparisons
from policytext.articles.found import FoundClaim
from policytext.articles.marks import Group, Mark
from policytext.articles.sentences import LOST, Sentence
from policytext.claims.published import parse_published
from policytext.language.messages import Message

CUT_SHORT = Message("unread_reasons.cut_short")
# Kinds of nodes, as in `marks`: 首次提出“X”, “X”首次写入, "for the first time it uses “X”", …
_FIRSTS = re.compile(
    r"F[Vv]+(?P<t>G)(?P<cut>u?)|(?P<t2>G),?F[Vv]+|F,?V(?P<t3>G)|[Vv](?P<t4>G)F|(?P<t5>G)[Vv]+F"
    r"|F(?P<t6>G)[Vv]"
)
_ABSENCES = re.compile(r"0[Vv]*(?P<t>G)|(?P<t2>G)0[Vv]*")
# “A”占“B”的三成, in all “B” “A”占三成, "A" accounts for a third of "B".
_SHARES = re.compile(
    r"(?P<a>G)[Vf]*(?:N,)?z[xuf]*(?P<b>G)[xuf]*(?P<n>%)|(?P<b2>G)[xu,f]*(?P<a2>G)z(?P<n2>%)"
    r"|(?P<a3>G)[xu]*(?P<b3>G)[xu]*z(?P<n3>%)|(?P<a4>G)z(?P<n4>%)[xuf]*(?P<b4>G)"
)
SHORTEST_LENGTH = 100  # "三个字概括" and "in two words" are not lengths of a document


def read_others(sentence: Sentence, counts: list[Found]) -> Iterator[Found]:
    """Yield every claim of *sentence* that is not a count of words."""
    yield from _read_firsts(sentence)
    yield from _read_absences(sentence)
    yield from _read_ranks(sentence)
    yield from _read_shares(sentence)
    lengths = list(_read_lengths(sentence))
    yield from lengths
    yield from _read_items(sentence)
    yield from read_comparisons(sentence, counts + lengths)
    yield from _read_losses(sentence)


def _read_losses(sentence: Sentence) -> Iterator[Found]:
    """Yield what would be a claim if no digits or quotation marks were missing."""
    for index, mark in enumerate(sentence.nodes):
        behind, before = sentence.kinds[index:], sentence.kinds[:index]
        if mark.kind == "J" and sentence.documents:
            yield unread(sentence, mark.start, mark.end, LOST["J"])
        if mark.kind == "%" and "z" in before and "篇幅" in sentence.text:
            yield unread(sentence, mark.start, mark.end, Message("unread_reasons.share_of_length"))
        first = mark.kind == "F" and sentence.documents and behind[1:2] in ("V", "v")
        if first or (mark.kind in "RPCX>" and "f" in before and "G" not in sentence.kinds):
            yield unread(sentence, mark.start, mark.end, NO_BORDERS)


def _marks(sentence: Sentence, kind: str) -> Iterator[tuple[int, Mark]]:
    for index, node in enumerate(sentence.nodes):
        if node.kind == kind:
            yield index, node


def _singles(group: Group) -> list[Group]:
    return [replace(group, terms=(term,), open_family=False) for term in group.terms]


def _read_firsts(sentence: Sentence) -> Iterator[Found]:
    """Read 首次提出“X” and “X”首次写入: only quoted terms have certain borders."""
    for match in _FIRSTS.finditer(sentence.kinds):
        name = next(name for name, kind in match.groupdict().items() if kind and name != "cut")
        group = sentence.nodes[match.start(name)]
        first = next(n for n in sentence.nodes[match.start() : match.end()] if n.kind == "F")
        if not isinstance(group, Group) or not group.quoted or group.trouble:
            continue
        start = min(group.start, first.start)
        behind = sentence.nodes[match.end() - 1].text
        if match.groupdict().get("cut") and not behind.startswith("的"):
            yield unread(sentence, start, sentence.nodes[match.end() - 1].end, CUT_SHORT)
        elif sentence.documents:
            number = part(first, next(iter(first.parts)))
            for one in _singles(group):
                yield claim(sentence, "first-mention", one, number, start=start, form="first")


def _read_absences(sentence: Sentence) -> Iterator[Found]:
    if not sentence.documents and not any(mark.kind == "d" for mark in sentence.marks):
        return
    for match in _ABSENCES.finditer(sentence.kinds):
        group = sentence.nodes[match.start("t" if match["t"] else "t2")]
        zero = next(n for n in sentence.nodes[match.start() : match.end()] if n.kind == "0")
        name = next(iter(zero.parts))
        says = "V" in match[0] or "v" in match[0] or name.startswith("says")
        if isinstance(group, Group) and group.quoted and not group.trouble and says:
            start = min(group.start, zero.start)
            yield claim(sentence, "count", group, part(zero, name), start=start, form="absent")


def _read_ranks(sentence: Sentence) -> Iterator[Found]:
    if "N" not in sentence.kinds and not sentence.language.textual.search(sentence.folded):
        return
    for index, mark in _marks(sentence, "R"):
        name = next(name for name in mark.parts if name.startswith("rank"))
        group = near(sentence, index)
        if group and group.quoted and len(group.terms) == 1:
            start = min(group.start, mark.start)
            yield claim(sentence, "rank", group, part(mark, name), start=start, form="rank")


def _read_shares(sentence: Sentence) -> Iterator[Found]:
    """Read “A”占“B”的三成: both terms must be in quotation marks."""
    for match in _SHARES.finditer(sentence.kinds):
        tag = next(tag for tag in ("", "2", "3", "4") if match["n" + tag])
        group, whole = (sentence.nodes[match.start(name + tag)] for name in "ab")
        number = sentence.nodes[match.start("n" + tag)]
        if isinstance(group, Group) and isinstance(whole, Group) and group.quoted and whole.quoted:
            start = min(group.start, whole.start)
            found = claim(sentence, "share", group, number, start=start, form="share")
            yield (
                replace(found, other_terms=whole.terms) if isinstance(found, FoundClaim) else found
            )


def _read_lengths(sentence: Sentence) -> Iterator[Found]:
    for index, mark in _marks(sentence, "L"):
        name = "number" if "number" in mark.parts else "number2"
        if not _has_subject(sentence, index):
            continue
        unit = mark.parts.get("unit") or mark.parts.get("unit2") or "字"
        if not re.search("[0-9０-９一二三四五六七八九十两兩a-z]", mark.parts[name].lower()):
            yield unread(sentence, mark.start, mark.end, LOST["M"])
            continue
        found = claim(sentence, "length", None, part(mark, name), start=mark.start, form="length")
        if isinstance(found, FoundClaim) and _value(found) >= SHORTEST_LENGTH:
            yield replace(found, unit="字" if "字" in unit else unit)


def _value(found: FoundClaim) -> Fraction:
    return parse_published(found.published).value


def _has_subject(sentence: Sentence, index: int) -> bool:
    """Return whether the number at node *index* has a document as its subject."""
    place = sentence.nodes[index].start
    documents = [mark for mark in sentence.marks if mark.kind in "Dd"]
    if any(mark.start <= place for mark in documents):
        before = max(mark.end for mark in documents if mark.start <= place)
        return len(re.findall(r"[，,；;]", sentence.text[before:place])) <= 1
    return any(place < mark.start <= sentence.nodes[index].end + 3 for mark in documents)


def _read_items(sentence: Sentence) -> Iterator[Found]:
    """Read 提出六大原则 if a document is the subject, and not something that it reports."""
    for _, mark in _marks(sentence, "I"):
        name = next(name for name in mark.parts if name.startswith("number"))
        found = claim(sentence, "items", None, part(mark, name), start=mark.start, form="items")
        # "A proposal" and 一项行动 are not counts.
        if isinstance(found, FoundClaim) and _value(found) > 1 and _lays_out(sentence, mark):
            yield replace(found, item=mark.parts["item" + name.removeprefix("number")])


def _between(sentence: Sentence, start: int, end: int) -> str:
    """Return the text between two places, without the items in it."""
    text = sentence.folded[start:end]
    for node in sentence.nodes:
        if node.kind in "IL" and start <= node.start < end:
            text = text.replace(sentence.folded[node.start : node.end], "", 1)
    return text.rstrip(" 、和与的")


def _lays_out(sentence: Sentence, mark: Mark) -> bool:
    language = sentence.language
    named = [mark for mark in sentence.marks if mark.kind in "Dd"]
    if any(mark.end <= document.start <= mark.end + 1 for document in named):
        return "-" in mark.text  # a 13-point plan
    documents = [document for document in named if document.end <= mark.start]
    if not documents:
        # A sentence without a subject is about the document named before it.
        return bool(language.lays_out.match(sentence.folded)) and sentence.names_before()
    between = _between(sentence, documents[-1].end, mark.start)
    if language.reported.search(between):
        return False
    clauses = re.split(r"[，,；;]", between)
    if len(clauses) == 1:
        return not between.strip() or bool(language.item_verbs.search(between))
    said = language.issued.search(sentence.folded[: documents[-1].start] + clauses[0])
    if said and any(language.item_verbs.match(clause.lstrip()) for clause in clauses[1:]):
        return True
    # A clause without its own subject is about the document.
    listed = any(other.kind in "IL" and other.end <= mark.start for other in sentence.nodes)
    return bool(language.item_verbs.match(clauses[-1].lstrip(" 共并还"))) or (
        listed and not clauses[-1].strip(" 、和与及共计")
    )
