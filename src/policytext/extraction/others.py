"""The other kinds of claim: items, length, first mentions, shares, comparisons, ranks."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from fractions import Fraction

from policytext.claims.published import parse_published
from policytext.extraction.forms import NO_BORDERS, Found, bare_group, claim, topic, unread
from policytext.extraction.found import FoundClaim, Relation
from policytext.extraction.marks import Group, Mark
from policytext.extraction.sentences import LOST, Sentence

CUT_SHORT = "the term goes on after the quotation mark"
SHORTEST_LENGTH = 100  # "三个字概括" and "in two words" are no lengths of a document


def part(mark: Mark, name: str) -> Mark:
    """Return the number called *name* of a mark that holds several."""
    spans = {"number": mark.spans[name]}
    if "after" in mark.spans:
        spans["after"] = mark.spans["after"]
    return replace(mark, parts={"number": mark.parts[name]}, spans=spans)


def read_others(sentence: Sentence, counts: list[Found]) -> Iterator[Found]:
    """Yield every claim of *sentence* that is no count of words."""
    yield from _read_firsts(sentence)
    yield from _read_absences(sentence)
    yield from _read_ranks(sentence)
    yield from _read_shares(sentence)
    lengths = list(_read_lengths(sentence))
    yield from lengths
    yield from _read_items(sentence)
    yield from _read_comparisons(sentence, counts + lengths)
    yield from _read_losses(sentence)


def _read_losses(sentence: Sentence) -> Iterator[Found]:
    """Yield what would be a claim if its digits or its quotation marks were there."""
    for index, mark in enumerate(sentence.nodes):
        if mark.kind == "J" and sentence.documents:
            yield unread(sentence, mark.start, mark.end, LOST["J"])
        elif (
            mark.kind == "F" and sentence.documents and re.search("F[Vv]", sentence.kinds[index:])
        ) or (mark.kind in "RPCX>" and "f" in sentence.kinds[:index] and "G" not in sentence.kinds):
            yield unread(sentence, mark.start, mark.end, NO_BORDERS)


def _marks(sentence: Sentence, kind: str) -> Iterator[tuple[int, Mark]]:
    for index, node in enumerate(sentence.nodes):
        if node.kind == kind:
            yield index, node


def _singles(group: Group) -> list[Group]:
    return [replace(group, terms=(term,), open_family=False) for term in group.terms]


def _near(sentence: Sentence, index: int) -> Group | None:
    """Return the group nearest to node *index* in its clause, before it if there is one."""
    clause = sentence.kinds[:index].rpartition(",")[2]
    before = sentence.nodes[index - len(clause) : index][::-1]
    ahead = re.match("[^,;]{0,2}", sentence.kinds[index + 1 :])
    after = sentence.nodes[index + 1 : index + 1 + (ahead.end() if ahead else 0)]
    groups = [node for node in (*before, *after) if isinstance(node, Group)]
    if groups:
        return None if groups[0].trouble else groups[0]
    return topic(sentence, index - len(clause) - 1) if index > len(clause) else None


def _read_firsts(sentence: Sentence) -> Iterator[Found]:
    """Read 首次提出“X” and “X”首次写入: only quoted terms have certain borders."""
    pattern = r"F[Vv]+(?P<t>G)(?P<cut>u?)|(?P<t2>G),?F[Vv]+|(?P<f3>F),?V(?P<t3>G)|[Vv](?P<t4>G)F|(?P<t5>G)[Vv]+F|F(?P<t6>G)[Vv]"
    for match in re.finditer(pattern, sentence.kinds):
        name = next(name for name in ("t", "t2", "t3", "t4", "t5", "t6") if match[name])
        group = sentence.nodes[match.start(name)]
        first = next(n for n in sentence.nodes[match.start() : match.end()] if n.kind == "F")
        if not isinstance(group, Group) or not group.quoted or group.trouble:
            continue
        start = min(group.start, first.start)
        if match.groupdict().get("cut"):
            yield unread(sentence, start, sentence.nodes[match.end() - 1].end, CUT_SHORT)
        elif sentence.documents:
            number = part(first, next(iter(first.parts)))
            for one in _singles(group):
                yield claim(sentence, "first-mention", one, number, start=start, form="first")


def _read_absences(sentence: Sentence) -> Iterator[Found]:
    if not sentence.documents and not any(mark.kind == "d" for mark in sentence.marks):
        return
    for match in re.finditer(r"0[Vv]*(?P<t>G)|(?P<t2>G)0[Vv]*", sentence.kinds):
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
        group = _near(sentence, index)
        if group and group.quoted and len(group.terms) == 1:
            start = min(group.start, mark.start)
            yield claim(sentence, "rank", group, part(mark, name), start=start, form="rank")


def _read_shares(sentence: Sentence) -> Iterator[Found]:
    """Read “A”占“B”的三成: both terms must be in quotation marks."""
    pattern = (
        r"(?P<a>G)[Vf]*(?:N,)?z[xuf]*(?P<b>G)[xuf]*(?P<n>%)|(?P<b2>G)[xu,f]*(?P<a2>G)z(?P<n2>%)"
    )
    pattern += r"|(?P<a3>G)[xu]*(?P<b3>G)[xu]*z(?P<n3>%)|(?P<a4>G)z(?P<n4>%)[xuf]*(?P<b4>G)"
    for match in re.finditer(pattern, sentence.kinds):
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
    """Return whether a document is what the number at node *index* is said of."""
    place = sentence.nodes[index].start
    documents = [mark for mark in sentence.marks if mark.kind in "Dd"]
    if any(mark.start <= place for mark in documents):
        before = max(mark.end for mark in documents if mark.start <= place)
        return len(re.findall(r"[，,；;]", sentence.text[before:place])) <= 1
    return any(place < mark.start <= sentence.nodes[index].end + 3 for mark in documents)


def _read_items(sentence: Sentence) -> Iterator[Found]:
    """Read 提出六大原则 where a document is the subject, and not what it reports of the world."""
    for _, mark in _marks(sentence, "I"):
        name = next(name for name in mark.parts if name.startswith("number"))
        found = claim(sentence, "items", None, part(mark, name), start=mark.start, form="items")
        # "A proposal" and 一项行动 count nothing.
        if isinstance(found, FoundClaim) and _value(found) > 1 and _lays_out(sentence, mark):
            yield replace(found, item=mark.parts["item" + name.removeprefix("number")])


def _lays_out(sentence: Sentence, mark: Mark) -> bool:
    language = sentence.language
    named = [mark for mark in sentence.marks if mark.kind in "Dd"]
    if any(mark.end <= document.start <= mark.end + 1 for document in named):
        return "-" in mark.text  # a 13-point plan
    documents = [document for document in named if document.end <= mark.start]
    if not documents:
        return False
    between = sentence.folded[documents[-1].end : mark.start]
    if language.reported.search(between):
        return False
    clauses = re.split(r"[，,；;]", between)
    if len(clauses) == 1:
        return not between.strip() or bool(language.item_verbs.search(between))
    said = language.issued.search(sentence.folded[: documents[-1].start] + clauses[0])
    if said and language.item_verbs.search("".join(clauses[1:])):
        return True
    # A clause without a subject of its own goes on about the document.
    listed = any(other.kind == "I" and other.end <= mark.start for other in sentence.nodes)
    return bool(language.item_verbs.match(clauses[-1].lstrip(" 共并还"))) or (
        listed and not clauses[-1].strip(" 、和与及")
    )


def _read_comparisons(sentence: Sentence, before: list[Found]) -> Iterator[Found]:
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
    group = _near(sentence, index)
    if group is None:
        return
    for name, when in (("number", "when"), ("other", "then")):
        found = claim(sentence, "count", group, part(mark, name), start=group.start, form="from-to")
        if isinstance(found, FoundClaim):
            found = replace(found, document_mention=mark.parts.get(when))
        yield found


def _up_from(sentence: Sentence, index: int, mark: Mark) -> Iterator[Found]:
    """Read "45 times, up from 31 last year": the count of the other document."""
    group = _subject(sentence, index, mark)
    if group is None or "N" not in sentence.kinds[:index]:
        return
    found = claim(sentence, "count", group, part(mark, "number"), start=group.start, form="up-from")
    if isinstance(found, FoundClaim):
        found = replace(found, document_mention=mark.parts.get("when"))
    yield found


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
        other = baselines[-1].parts["other"]
    unit = mark.parts.get("unit")
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
        found = replace(found, relation=_relation(sentence, mark), **_against(sentence, other))
    yield found


def _about_words(sentence: Sentence, index: int, mark: Mark) -> bool:
    """Return whether a comparison is one of counts: the words before it were counted or said."""
    if mark.parts.get("unit") in ("元", None) and mark.kind in "CA" and not mark.text.isascii():
        return False
    return bool(re.search("[NL]|[Vvf]|P", sentence.kinds[:index]))


def _subject(sentence: Sentence, index: int, mark: Mark) -> Group | None:
    """Return the terms a comparison is about: of this clause, else of the one before."""
    near = _near(sentence, index)
    if near:
        return near
    groups = [n for n in sentence.nodes[:index] if isinstance(n, Group) and not n.trouble]
    if groups:
        return groups[-1]
    bare = re.search(r"V(u)N", sentence.kinds[:index])
    if bare and sentence.documents:
        group = bare_group(sentence, sentence.nodes[bare.start(1)])
        return None if group.trouble else group
    return None


def _against(sentence: Sentence, other: str) -> dict[str, object]:
    """Return what a comparison is made against: other terms, or another document or year."""
    quoted = re.fullmatch(r"[“「『\"‘](.+)[”」』\"’](?:的?(?:出现)?次数)?", other.strip())
    if quoted:
        return {"other_terms": (quoted[1],)}
    return {"other_mention": re.sub(r"(?:的?(?:时候|同期)|的)$", "", other.strip())}


def _exceeds(sentence: Sentence, index: int, mark: Mark) -> Iterator[Found]:
    group = _near(sentence, index)
    after = sentence.nodes[index + 1] if index + 1 < len(sentence.nodes) else None
    if group is None or not isinstance(after, Group):
        return
    if not re.search("[fV]", sentence.kinds[:index]):
        return
    found = FoundClaim(
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
        relation=_relation(sentence, mark),
        other_terms=after.terms,
    )
    yield found
