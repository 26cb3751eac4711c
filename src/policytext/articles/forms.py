"""Counts of words: find the forms of a language in a sentence.

Tested in tests/articles/test_articles.py.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import replace

from policytext.articles.building import Found, bare_group, claim, published_part, topic, unread
from policytext.articles.found import Unparsed
from policytext.articles.language import Form
from policytext.articles.marks import Group
from policytext.articles.sentences import Sentence
from policytext.language.messages import Message

Match = re.Match[str]
_NO_WORD = Message("unread_reasons.no_word")
_SUMMED = re.compile("合计|共|总计|一共|累计")
_ROW = Message("unread_reasons.row")


def read_counts(sentence: Sentence) -> list[Found]:
    """Return the counts of *sentence*, each number used once, by the first form that matches."""
    used: set[int] = set()
    found: list[Found] = []
    if not re.search("[Nnm]", sentence.kinds):
        return found
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
    """Yield the counts that no form has read, in a sentence that mentions words."""
    textual = sentence.language.textual.search(sentence.folded)
    spoken = re.search("[VvfGhwe]", sentence.kinds) if textual else "G" in sentence.kinds
    counting = found or (spoken and (textual or sentence.documents))
    for index, kind in enumerate(sentence.kinds):
        clause = re.split("[,:]", sentence.kinds[: index + 1])[-1]
        if not counting or kind not in "Nm" or index in used or "0" in clause:
            continue
        mark = sentence.nodes[index]
        if sentence.kinds[:index].endswith(">G"):
            continue  # the difference of a comparison
        bare = re.search("(?<![VvfG])[ux]$", sentence.kinds[:index])
        if bare and not _SUMMED.match(mark.text):
            continue  # it counts the noun before it: 召开会议21次
        if mark.kind == "M" and not re.search("[VvfGe]", clause[-2:]):
            continue  # 次 alone is also the end of 层次 and 档次
        if sentence.folded[slice(*published_part(sentence, mark))] == "一":
            continue  # 一次 usually is not a count: 作了一次报告
        if not _counts_things(sentence, index):
            yield unread(sentence, mark.start, mark.end, _NO_WORD)


def _number_nodes(match: Match) -> list[int]:
    groups = match.groupdict()
    if groups.get("ns"):
        start, end = match.span("ns")
        return [index for index in range(start, end) if match.string[index] in "Nn"]
    return [match.start("n")] if groups.get("n") else []


def _fits(sentence: Sentence, form: Form, match: Match, used: set[int]) -> bool:
    """Return whether the sentence has what *form* needs, and the number counts only words."""
    numbers = _number_nodes(match)
    if numbers and match.end() == numbers[-1] + 1 and _counts_things(sentence, numbers[-1]):
        return False
    before = re.split("[,:]", sentence.kinds[: match.start()])[-1]
    if "0" in before[-2:] + match[0]:
        return False  # "did not mention “Iraq” once" means that it is absent
    if form.needs == "counted":  # a list continues: “数字经济”26次、数字政府8次
        term = sentence.nodes[match.start("t")]
        between = [
            m for m in sentence.marks if term.end <= m.start < sentence.nodes[numbers[0]].start
        ]
        if between or sentence.language.joins.match(sentence.folded, term.start):
            return False
        return match.start() in used and _has_document(sentence, match)
    return not form.needs or _NEEDS[form.needs](sentence, match)


def _listing(sentence: Sentence) -> Match | None:
    return sentence.language.listing.search(sentence.folded)


def _has_document(sentence: Sentence, match: Match) -> bool:
    return bool(sentence.documents or _listing(sentence))


def _says(sentence: Sentence, match: Match) -> bool:
    """Return whether the verb is one of saying words, or words or a document are mentioned."""
    nodes = sentence.nodes[match.start() : match.end()]
    spoken = sentence.folded[nodes[0].start : nodes[-1].end]
    marked = any(mark.kind in "wheDd" for mark in sentence.marks)
    strong = "f" in match[0] or sentence.language.saying.search(spoken)
    return bool(strong or marked or _listing(sentence))


def _mentions(sentence: Sentence, match: Match) -> bool:
    """Return whether a document mentions words without quotation marks, not only uses them."""
    nodes = sentence.nodes[match.start() : match.end()]
    verbs = " ".join(sentence.folded[node.start : node.end] for node in nodes if node.kind == "V")
    return bool(sentence.language.mentions.search(verbs)) and _has_document(sentence, match)


def _stands_in_list(sentence: Sentence, match: Match) -> bool:
    listing = _listing(sentence)
    return bool(listing and listing.start() < sentence.nodes[match.start()].end)


def _stands_in_row(sentence: Sentence, match: Match) -> bool:
    """Return whether words with counts in brackets form a row: 创新（165次）、绿色（58次）."""
    row = re.findall(r"[Gu]\(N\)", sentence.kinds)
    return len(row) > 1 and bool(sentence.documents)


def _follows_colon(sentence: Sentence, match: Match) -> bool:
    return bool(_listing(sentence)) and ":" in sentence.kinds[: match.start()]


def _goes_on(sentence: Sentence, match: Match) -> bool:
    first = sentence.nodes[match.start() + 1]
    if first.kind == "u":
        between = sentence.folded[first.start : first.end]
        if not sentence.language.goes_on.fullmatch(between):
            return False  # 二者合计180次
    summed = _SUMMED.match(sentence.folded[first.start :])
    return topic(sentence, _place(match), summed=summed is not None) is not None


def _follows_count(sentence: Sentence, match: Match) -> bool:
    return sentence.kinds[max(match.start() - 1, 0) : match.start()] in ("N", "m")


def _goes_on_of_year(sentence: Sentence, match: Match) -> bool:
    end = sentence.nodes[_number_nodes(match)[0]].end
    following = next((mark for mark in sentence.marks if mark.start >= end), None)
    if following is None or following.kind != "T":
        return False
    return topic(sentence, match.start()) is not None


def _beside_document(sentence: Sentence, match: Match) -> bool:
    """Return whether a document is named just before or after the term: 报告中创新出现61次."""
    node = sentence.nodes[match.start("t")]
    marks = [mark for mark in sentence.marks if mark.kind not in "hs"]
    index = next((i for i, mark in enumerate(marks) if mark.start >= node.start), 0)
    beside = marks[max(index - 1, 0) : index] + marks[index + 1 : index + 2]
    return any(mark.kind in "Dd" for mark in beside)


def _stands_alone(sentence: Sentence, match: Match) -> bool:
    """Return whether “X” N次 is a count of words: nothing is before it, or words are mentioned.

    获得“金球奖”7次 counts prizes.
    """
    index = match.start("t")
    before = sentence.nodes[index - 1] if index else None
    if before is None or before.kind not in "uxv":
        return True
    if sentence.language.leads.fullmatch(sentence.folded[before.start : before.end]):
        return True
    return bool(sentence.documents or sentence.language.textual.search(sentence.folded))


_NEEDS: dict[str, Callable[[Sentence, Match], bool]] = {
    "alone": _stands_alone,
    "before": _goes_on,
    "beside": _beside_document,
    "colon": _follows_colon,
    "counting": _follows_count,
    "document": _has_document,
    "listing": _stands_in_list,
    "row": _stands_in_row,
    "saying": _says,
    "verb": _mentions,
    "year": _goes_on_of_year,
}


def _place(match: Match) -> int:
    return match.start() + (match.string[match.start()] == "N")


def _counts_things(sentence: Sentence, index: int) -> bool:
    """Return whether a noun follows the number: 出现3次故障 counts faults, not words."""
    if index + 1 >= len(sentence.nodes):
        return False
    after = sentence.nodes[index + 1]
    return after.kind in "ux" and not sentence.language.follows.match(after.text)


def _read(sentence: Sentence, form: Form, match: Match, numbers: list[int]) -> Iterator[Found]:
    nodes = sentence.nodes
    group = _group(sentence, form, match)
    marks = [nodes[index] for index in numbers]
    first, last = nodes[match.start()], nodes[match.end() - 1]
    start = first.start if first.kind in "VN" else marks[0].start if marks else first.start
    if group is None:
        yield unread(sentence, start, last.end, form.missing or _NO_WORD)
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


def _group(sentence: Sentence, form: Form, match: Match) -> Group | None:
    if form.needs in ("before", "year"):
        return topic(sentence, _place(match), summed=True)
    groups = match.groupdict()
    name = next((name for name in ("t", "t2") if groups.get(name)), None)
    if name is None:
        return None
    node = sentence.nodes[match.start(name)]
    return node if isinstance(node, Group) else bare_group(sentence, node)
