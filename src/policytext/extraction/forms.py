"""Counts of words: the forms of a language, met in a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from policytext.claims.published import UnreadableNumberError, parse_published
from policytext.extraction.families import RUN_TOGETHER
from policytext.extraction.found import FoundClaim, FoundKind, Unparsed
from policytext.extraction.language import Form
from policytext.extraction.marks import Group, Mark
from policytext.extraction.sentences import LOST, Sentence

Found = FoundClaim | Unparsed
_NO_READING = "the number cannot be read"
_NO_WORD = "whose count this is cannot be told"
_SUMMED = re.compile("合计|共|总计|一共|累计")
NO_BORDERS = "where the word counted begins and ends is not marked"
_ROW = "there are not as many numbers as words"


def read_counts(sentence: Sentence) -> list[Found]:
    """Return the counts of *sentence*, each number used once, by the first form that fits."""
    used: set[int] = set()
    found: list[Found] = []
    for form in sentence.language.forms:
        for match in sentence.find(form):
            numbers = _number_nodes(match)
            if used.intersection(numbers) or not _fits(sentence, form, match, used):
                continue
            used.update(numbers)
            found += _read(sentence, form, match, numbers)
    found += _left_over(sentence, used, found)
    return sorted(found, key=lambda result: (result.end, result.start))


def _left_over(sentence: Sentence, used: set[int], found: list[Found]) -> Iterator[Unparsed]:
    """Yield the counts that no form has read, in a sentence that speaks of words."""
    textual = sentence.language.textual.search(sentence.folded)
    spoken = re.search("[VvfGhwe]", sentence.kinds) if textual else "G" in sentence.kinds
    counting = found or (spoken and (textual or sentence.documents))
    for index, kind in enumerate(sentence.kinds):
        clause = re.split("[,:]", sentence.kinds[: index + 1])[-1]
        if not counting or kind not in "Nm" or index in used or "0" in clause:
            continue
        mark = sentence.nodes[index]
        if mark.kind == "M" and not re.search("[VvfGe]", clause[-2:]):
            continue  # 次 alone is also the end of 层次 and 档次
        if not _counts_things(sentence, index):
            yield unread(sentence, mark.start, mark.end, _NO_WORD)


def _number_nodes(match: re.Match[str]) -> list[int]:
    groups = match.groupdict()
    if groups.get("ns"):
        start, end = match.span("ns")
        return [index for index in range(start, end) if match.string[index] in "Nn"]
    return [match.start("n")] if groups.get("n") else []


def _fits(sentence: Sentence, form: Form, match: re.Match[str], used: set[int]) -> bool:
    """Return whether the sentence has what *form* needs, and the number counts nothing else."""
    numbers = _number_nodes(match)
    if numbers and match.end() == numbers[-1] + 1 and _counts_things(sentence, numbers[-1]):
        return False
    before = re.split("[,:]", sentence.kinds[: match.start()])[-1]
    if "0" in before[-2:] + match[0]:
        return False  # "did not mention “Iraq” once" says it is absent
    listing = sentence.language.listing.search(sentence.folded)
    first = sentence.nodes[match.start()]
    match form.needs:
        case "document":
            return bool(sentence.documents or listing)
        case "verb":
            said = sentence.language.mentions.search(first.text.lower())
            return bool(said and (sentence.documents or listing))
        case "beside":
            return _beside_document(sentence, sentence.nodes[match.start("t")])
        case "counted":
            return match.start() in used and bool(sentence.documents or listing)
        case "listing":
            return bool(listing and listing.start() < first.end)
        case "colon":
            return bool(listing and ":" in sentence.kinds[: match.start()])
        case "alone":
            return _stands_alone(sentence, match.start("t"))
        case "year":
            marks = [mark for mark in sentence.marks if mark.start >= sentence.nodes[numbers[0]].end]
            beside = bool(marks) and marks[0].kind == "T"
            return beside and topic(sentence, match.start()) is not None
        case "before":
            summed = _SUMMED.match(sentence.nodes[numbers[0]].text)
            return topic(sentence, _place(match), summed=summed) is not None
    return True


def _beside_document(sentence: Sentence, node: Mark) -> bool:
    """Return whether a document is named right before or after *node*: 报告中创新出现61次."""
    marks = [mark for mark in sentence.marks if mark.kind not in "hs"]
    index = next((i for i, mark in enumerate(marks) if mark.start >= node.start), 0)
    beside = marks[max(index - 1, 0) : index] + marks[index + 1 : index + 2]
    return any(mark.kind in "Dd" for mark in beside)


def _stands_alone(sentence: Sentence, index: int) -> bool:
    """Return whether “X” N次 is a count of words: nothing before it, or words are spoken of.

    获得“金球奖”7次 counts prizes.
    """
    before = sentence.nodes[index - 1] if index else None
    if before is None or before.kind not in "ux":
        return True
    if sentence.language.leads.fullmatch(before.text.strip().lower()):
        return True
    return bool(sentence.documents or sentence.language.textual.search(sentence.folded))


def _place(match: re.Match[str]) -> int:
    return match.start() + (match.string[match.start()] == "N")


def _counts_things(sentence: Sentence, index: int) -> bool:
    """Return whether a noun follows the number: 出现3次故障 counts faults, not words."""
    if index + 1 >= len(sentence.nodes):
        return False
    after = sentence.nodes[index + 1]
    return after.kind in "ux" and not sentence.language.follows.match(after.text)


def topic(sentence: Sentence, index: int, *, summed: object = None) -> Group | None:
    """Return the terms a clause without a subject goes on about; None where that is unclear.

    The clause before must have one group of terms, and say a count, a rank or "keyword" of them;
    clauses that only went on counting are passed over. A total (*summed*) needs no such word.
    """
    end = index
    while end > 0:
        clause = re.split("[,:]", sentence.kinds[:end])[-1]
        start = end - len(clause)
        groups = [node for node in sentence.nodes[start:end] if isinstance(node, Group)]
        if len(groups) == 1 and not groups[0].trouble:
            stop = sentence.nodes[end].start if end < len(sentence.nodes) else None
            stretch = sentence.folded[groups[0].start : stop]
            counted = re.search("[NRCAXf]", sentence.kinds[:end])
            counted = counted or sentence.language.textual.search(stretch)
            return groups[0] if counted or summed else None
        if groups or "N" not in clause:
            return None
        end = start - 1
    return None


def _read(
    sentence: Sentence, form: Form, match: re.Match[str], numbers: list[int]
) -> Iterator[Found]:
    nodes = sentence.nodes
    group = _group(sentence, form, match)
    marks = [nodes[index] for index in numbers]
    first, last = nodes[match.start()], nodes[match.end() - 1]
    start = first.start if first.kind in "VN" else marks[0].start if marks else first.start
    if group is None:
        yield unread(sentence, start, last.end, form.missing)
        return
    start = min(start, group.start)
    trouble = group.trouble or form.missing or sentence.elsewhere(last.end)
    if form.name == "respectively" and len(numbers) != len(group.terms):
        trouble = trouble or _ROW
    if trouble:
        yield unread(sentence, start, last.end, trouble)
        return
    pairs = [(group, mark) for mark in marks]
    if form.name in ("respectively", "each"):
        ones = [replace(group, terms=(term,)) for term in group.terms]
        pairs = list(zip(ones, marks * len(ones) if form.name == "each" else marks, strict=False))
    for one, number in pairs:
        yield claim(sentence, "count", one, number, start=start, form=form.name)


def _group(sentence: Sentence, form: Form, match: re.Match[str]) -> Group | None:
    if form.needs in ("before", "year"):
        return topic(sentence, _place(match), summed=True)
    groups = match.groupdict()
    name = next((name for name in ("t", "t2") if groups.get(name)), None)
    if name is None:
        return None
    node = sentence.nodes[match.start(name)]
    return node if isinstance(node, Group) else bare_group(sentence, node)


_RUN = re.compile("合计|总计|总共|一共|共计|累计|共")


def bare_group(sentence: Sentence, node: Mark) -> Group:
    """Return the group of one term without quotation marks."""
    term = sentence.term(node)
    trouble = "" if term and not sentence.unpaired else NO_BORDERS
    after = sentence.folded[node.end :].lstrip()
    if len(term) > 3 and _RUN.match(after) and not sentence.vocabulary.knows(term):
        trouble = RUN_TOGETHER  # 数字数据智能共46次
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
