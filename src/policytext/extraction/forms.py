"""Counts of words: the forms of a language, met in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policytext.claims.published import UnreadableNumberError, parse_published
from policytext.extraction.found import FoundClaim, FoundKind, Unparsed
from policytext.extraction.language import Form
from policytext.extraction.marks import Group, Mark
from policytext.extraction.sentences import LOST, Sentence

Found = FoundClaim | Unparsed
_NO_READING = "the number cannot be read"
_ROW = "there are not as many numbers as words"


def read_counts(sentence: Sentence) -> list[Found]:
    """Return the counts of *sentence*, each number used once, by the first form that fits."""
    used: set[int] = set()
    found: list[Found] = []
    for form in sentence.language.forms:
        for match in sentence.find(form):
            numbers = _number_nodes(match)
            if used.intersection(numbers) or not _fits(sentence, form, match, found):
                continue
            results = list(_read(sentence, form, match, numbers, found))
            if results:
                used.update(numbers)
                found += results
    return sorted(found, key=lambda result: (result.end, result.start))


def _number_nodes(match: re.Match[str]) -> list[int]:
    groups = match.groupdict()
    if groups.get("ns"):
        start, end = match.span("ns")
        return [index for index in range(start, end) if match.string[index] in "Nn"]
    return [match.start("n")] if groups.get("n") else []


def _fits(sentence: Sentence, form: Form, match: re.Match[str], found: list[Found]) -> bool:
    """Return whether the sentence has what *form* needs, and the number counts nothing else."""
    numbers = _number_nodes(match)
    if numbers and match.end() == numbers[-1] + 1 and _counts_things(sentence, numbers[-1]):
        return False
    if form.needs == "document":
        return bool(sentence.documents) or bool(sentence.language.listing.search(sentence.folded))
    if form.needs == "listing":
        return bool(sentence.language.listing.search(sentence.folded[: sentence.nodes[match.start()].end]))
    if form.needs == "before":
        return _last_group(sentence, match.start(), found) is not None
    return True


def _counts_things(sentence: Sentence, index: int) -> bool:
    """Return whether a noun follows the number: 出现3次故障 counts faults, not words."""
    if index + 1 >= len(sentence.nodes):
        return False
    after = sentence.nodes[index + 1]
    return after.kind in "ux" and not sentence.language.follows.match(after.text)


def _last_group(sentence: Sentence, index: int, found: list[Found]) -> Group | None:
    """Return the terms a clause without a subject goes on about; None where that is unclear.

    The clause before must have said a count, a rank or a "keyword" of them.
    """
    clause = sentence.kinds[:index].rpartition(",")[2]
    start = index - len(clause)
    groups = [n for n in sentence.nodes[start:index] if isinstance(n, Group) and n.kind == "G"]
    stretch = sentence.text[sentence.nodes[start].start : sentence.nodes[index].start]
    about_words = re.search("[NRCAX]", clause) or sentence.language.textual.search(stretch)
    if len(groups) == 1 and not groups[0].trouble:
        number = sentence.nodes[min(index + 1, len(sentence.nodes) - 1)].text
        summed = re.match("合计|共|总计|一共|累计", number)
        return groups[0] if about_words or summed else None
    return None


def _read(
    sentence: Sentence, form: Form, match: re.Match[str], numbers: list[int], found: list[Found]
) -> Iterator[Found]:
    nodes = sentence.nodes
    group = _group(sentence, form, match, found)
    if form.missing or group is None:
        yield unread(sentence, nodes[match.start()].start, _end(nodes, match), form.missing)
        return
    first = min(group.start, nodes[match.start()].start)
    trouble = group.trouble
    if form.name == "respectively" and len(numbers) != len(group.terms):
        trouble = trouble or _ROW
    if trouble:
        yield unread(sentence, first, _end(nodes, match), trouble)
        return
    pairs = [(group, nodes[index]) for index in numbers]
    if form.name in ("respectively", "each"):
        ones = [replace(group, terms=(term,)) for term in group.terms]
        marks = [nodes[index] for index in numbers]
        pairs = list(zip(ones, marks * len(ones) if form.name == "each" else marks, strict=False))
    for one, number in pairs:
        yield claim(sentence, "count", one, number, start=first, form=form.name)


def _end(nodes: list[Mark], match: re.Match[str]) -> int:
    return nodes[match.end() - 1].end


def _group(
    sentence: Sentence, form: Form, match: re.Match[str], found: list[Found]
) -> Group | None:
    if form.needs == "before":
        return _last_group(sentence, match.start(), found)
    groups = match.groupdict()
    name = next((name for name in ("t", "t2") if groups.get(name)), None)
    if name is None:
        return None
    node = sentence.nodes[match.start(name)]
    return node if isinstance(node, Group) else bare_group(sentence, node)


def bare_group(sentence: Sentence, node: Mark) -> Group:
    """Return the group of one term without quotation marks."""
    term = sentence.term(node)
    trouble = "" if term else "where the word counted begins and ends is not marked"
    return Group("G", node.start, node.end, node.text, terms=(term,), quoted=False, trouble=trouble)


def published_part(sentence: Sentence, number: Mark) -> tuple[int, int]:
    """Return the span, in the sentence, of a number as it is kept: with the hedges that matter.

    "多达" and "only" say nothing about the number and are left out; a hedge after the unit stays.
    """
    start, end = number.spans.get("number") or (number.start, number.end)
    if "after" in number.spans:
        end = number.spans["after"][1]
    while number.kind not in "0FR":  # 只 is a hedge, and not one in 只字未提
        lead = sentence.language.exact.match(sentence.folded, start, end)
        if not lead or lead.end() >= end:
            break
        start = lead.end()
    return start, start + len(sentence.text[start:end].rstrip())


def claim(
    sentence: Sentence,
    kind: FoundKind,
    group: Group | None,
    number: Mark,
    *,
    start: int,
    form: str,
) -> Found:
    """Build a claim from its terms and its number, or say that the number cannot be read."""
    low, high = published_part(sentence, number)
    begin, finish = min(start, low), max(number.end, group.end if group else 0)
    if number.kind in LOST:
        return unread(sentence, begin, finish, LOST[number.kind])
    published = sentence.text[low:high]
    try:
        parse_published(published)
    except UnreadableNumberError:
        return unread(sentence, begin, finish, _NO_READING)
    return FoundClaim(
        quote=sentence.text[begin:finish],
        start=sentence.start + begin,
        end=sentence.start + finish,
        kind=kind,
        terms=group.terms if group else (),
        published=published,
        number_start=sentence.start + low,
        number_end=sentence.start + high,
        form=form,
        sentence=sentence.text.strip(),
        open_family=group.open_family if group else False,
        match=group.match if group else None,
        certain=group.quoted if group else True,
    )


def unread(sentence: Sentence, start: int, end: int, reason: str) -> Unparsed:
    """Say that a stretch of *sentence* could not be read."""
    quote = sentence.text[start:end]
    place = sentence.start + start
    return Unparsed(quote, place, place + len(quote), reason, sentence.text.strip())
