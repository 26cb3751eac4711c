"""Build claims and unread stretches from the nodes of a sentence.

Tested in tests/articles/test_entries.py.
"""

from __future__ import annotations

import re
from dataclasses import replace

from policytext.articles.families import RUN_TOGETHER
from policytext.articles.found import FoundClaim, FoundKind, Unparsed
from policytext.articles.marks import Group, Mark
from policytext.articles.sentences import LOST, Sentence
from policytext.claims.published import UnreadableNumberError, parse_published
from policytext.language.messages import Message

Found = FoundClaim | Unparsed
MOST = 100_000  # more than the words of any document
NO_BORDERS = Message("unread_reasons.no_borders")
_NO_READING = Message("unread_reasons.no_number")
_RUN = re.compile("合计|总计|总共|一共|共计|累计|共")


def claim(
    sentence: Sentence,
    kind: FoundKind,
    group: Group | None,
    number: Mark,
    *,
    start: int,
    form: str,
) -> Found:
    """Build a claim from its terms and its number, or report that the number cannot be read."""
    low, high = published_part(sentence, number)
    begin, finish = min(start, low), max(number.end, group.end if group else 0)
    if number.kind in LOST:
        return unread(sentence, begin, finish, LOST[number.kind])
    published = sentence.text[low:high]
    try:
        value = parse_published(published).value
    except UnreadableNumberError:
        return unread(sentence, begin, finish, _NO_READING)
    if kind == "count" and value > MOST:
        return unread(sentence, begin, finish, Message("unread_reasons.too_many"))
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


def unread(sentence: Sentence, start: int, end: int, reason: Message) -> Unparsed:
    """Report that a stretch of *sentence* could not be read."""
    quote = sentence.text[start:end]
    place = sentence.start + start
    return Unparsed(quote, place, place + len(quote), reason, sentence.text.strip())


def published_part(sentence: Sentence, number: Mark) -> tuple[int, int]:
    """Return the span, in the sentence, of a number as it is stored: with the hedges that matter.

    "多达" and "only" do not change the number and are left out; a hedge after the unit stays.
    """
    start, end = number.spans.get("number") or (number.start, number.end)
    if "after" in number.spans:
        end = number.spans["after"][1]
    while number.kind not in "0FR":  # 只 is a hedge, except in 只字未提
        lead = sentence.language.exact.match(sentence.folded, start, end)
        if not lead or lead.end() >= end:
            break
        start = lead.end()
    return start, start + len(sentence.text[start:end].rstrip())


def part(mark: Mark, name: str) -> Mark:
    """Return the number called *name* of a mark with several numbers."""
    spans = {"number": mark.spans[name]}
    if "after" in mark.spans:
        spans["after"] = mark.spans["after"]
    return replace(mark, parts={"number": mark.parts[name]}, spans=spans)


def bare_group(sentence: Sentence, node: Mark) -> Group:
    """Return the group of one term without quotation marks."""
    term = sentence.term(node)
    trouble = None if term and not sentence.unpaired else NO_BORDERS
    after = sentence.folded[node.end :].lstrip()
    if len(term) > 3 and _RUN.match(after) and not sentence.vocabulary.knows(term):
        trouble = RUN_TOGETHER  # 数字数据智能共46次
    return Group("G", node.start, node.end, node.text, terms=(term,), quoted=False, trouble=trouble)


def near(sentence: Sentence, index: int) -> Group | None:
    """Return the group nearest to node *index* in its clause, before it if there is one."""
    clause = sentence.kinds[:index].rpartition(",")[2]
    before = sentence.nodes[index - len(clause) : index][::-1]
    ahead = re.match("[^,;]{0,2}", sentence.kinds[index + 1 :])
    after = sentence.nodes[index + 1 : index + 1 + (ahead.end() if ahead else 0)]
    groups = [node for node in (*before, *after) if isinstance(node, Group)]
    if groups:
        return None if groups[0].trouble else groups[0]
    return topic(sentence, index - len(clause) - 1) if index > len(clause) else None


def topic(sentence: Sentence, index: int, *, summed: bool = False) -> Group | None:
    """Return the terms that a clause without a subject is about; None if that is unclear.

    The clause before must have one group of terms, with a count, a rank or "keyword" for them.
    Clauses that only continue the counting are skipped. A total (*summed*) needs no such word.
    """
    end = index
    while end > 0:
        clause = re.split("[,:]", sentence.kinds[:end])[-1]
        start = end - len(clause)
        groups = [node for node in sentence.nodes[start:end] if isinstance(node, Group)]
        if len(groups) == 1 and not groups[0].trouble:
            stop = sentence.nodes[end].start if end < len(sentence.nodes) else None
            stretch = sentence.folded[sentence.nodes[start].start : stop]
            if sentence.language.left_out.search(stretch):
                return None
            counted = re.search("[NRCAXf]", sentence.kinds[:end])
            counted = counted or sentence.language.textual.search(stretch)
            return groups[0] if counted or summed else None
        if groups or "N" not in clause:
            return None
        end = start - 1
    return None
