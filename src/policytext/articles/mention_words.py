"""Find the words that name texts: titles in title marks, and kinds with the words before them.

Tested in tests/articles/test_identify.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import chain

from policytext.articles import names
from policytext.articles.references import (
    Reference,
    Token,
    as_congress_report,
    fold,
    head_pattern,
    kind_of,
    read_title,
    refer,
    tokenise,
    zh,
)
from policytext.language.han import HAN, HAN_PATTERN


@dataclass(frozen=True, slots=True)
class Mention:
    """The name of a text in an article: ``text[start:end] == words``."""

    start: int
    end: int
    words: str


@dataclass(frozen=True, slots=True)
class Named:
    """A mention and what its words say."""

    mention: Mention
    reference: Reference


_TITLE = re.compile(r"《([^《》\n]{1,80})》")
_OUTLET = re.compile(f"(?:{names.OUTLETS})$")
_EDGE = re.compile(
    rf"[，。；：、！？!?,;:\n\r\t\u2028\u2029()（）《》【】\[\]—…|“”‘’「」『』\"●■]| - "
    rf"|(?<=[{HAN}])[ 　]+(?=[{HAN}])"
)
_QUOTED_PLAN = re.compile('[“「『"](十[一二三四五六七]五)[”」』"]')
_NOT_AFTER = "(?![会會员厅文精生局者委组署处人团单机期])"
_WHOLE = re.compile(f"(?:的)?(?:{'|'.join(names.WHOLE.split())})")
# What follows such a word names another text: a draft, an explanation of it.
_OTHER = re.compile(
    r"[（(]?(?:的)?(?P<other>草案|征求意见稿|讨论稿|送审稿|解读|说明|实施细则|修正案|摘要|摘登|"
    r"答记者问|宣传片|咨询|学习|辅导|读本|起草|精神|问答|宣讲|发布会|修订)"
)
_SAYS = re.compile(
    r"(?:中|里|全文|一文|当中|内)|(?:一?共|总共|也|还|则|就)?(?:指出|提到|提及|提出|强调|出现|明确|写道|写入|"
    r"显示|使用|重申|[0-9一二三四五六七八九十]+[次度])"
)
# 19大时，他在报告中: the session before the comma belongs to the name.
_AT_SESSION = re.compile(r"([^，。,；;\s]{2,9})(?:时|上|期间)[，,]$")
_SEVERAL = re.compile(r"(?:19|20)\d\d年?度?(?:[、和及与至到—–-]|,? and |, )\s*$")
_AFTER_YEAR = re.compile(
    r"\s*[（(]?(?:(?:,|of|from|in|for|for fiscal year)\s+)?((?:19|20)\d\d)(?![\d-])年?[）)]?"
)
_AFTER_CONGRESS = re.compile(
    r"(?: [a-z]+){0,2} (?:to|at) (?:the )?"
    r"(?P<session>[0-9]{2}th (?:national |party |cpc )*congress)"
)
_HOLDERS = re.compile("(?:省|市|县|区|州|国|部|会|府|党|厅|局|院|的)$")


def _owners() -> list[str]:
    return [word for issuer in names.ISSUERS for word in zh(issuer.zh)]


def find_named(text: str, start: int, end: int) -> tuple[Named, ...]:
    """Return the names of texts in ``text[start:end]``, with what they say, in order."""
    piece = text[start:end]
    folded = _QUOTED_PLAN.sub(r" \1 ", fold(piece))
    titles = list(_titles(folded))
    taken = bytearray(len(folded))
    for named in titles:
        first, last = named.mention.start, named.mention.end
        taken[first:last] = b"\x01" * (last - first)
    others = (
        named
        for named in chain(_chinese(folded), _english(folded, piece))
        if not any(taken[named.mention.start : named.mention.end])
    )
    found = sorted((*titles, *others), key=lambda named: named.mention.start)
    return tuple(
        replace(n, mention=Mention(start + first, start + last, piece[first:last]))
        for n in found
        for first, last in [_with_quote(piece, n.mention.start, n.mention.end)]
    )


def _with_quote(piece: str, first: int, last: int) -> tuple[int, int]:
    """Return the span with the opening mark of a quotation that is closed in it."""
    opened = first and piece[first - 1] in "“「『" and re.search("[”」』]", piece[first:last])
    return (first - 1 if opened else first), last


def _titles(folded: str) -> Iterator[Named]:
    """Yield the titles in title marks, with the words before them that say more."""
    last = 0
    for match in _TITLE.finditer(folded):
        reference = read_title(match[1])
        if not reference.kind and _OUTLET.search(match[1]):
            continue
        before = _run(folded, match.start(), last)
        if reference.rest or not reference.kind:
            reference = replace(reference, issuers=reference.issuers | _owner(before))
            before = [token for token in before if token.kind in ("year", "shift")]
        else:
            before = _without_lead(before)
        end = match.end()
        reference = _join(reference, refer(before, reference.kind))
        end, reference = _follow(folded, end, reference)
        first = min((token.start for token in before), default=match.start())
        if _SEVERAL.search(folded[max(0, first - 16) : first]):
            reference = _several(reference)
        yield Named(Mention(first, end, ""), as_congress_report(reference))
        last = end


def _owner(before: list[Token]) -> frozenset[str]:
    """Return the issuer directly before a title: 欧盟《…》, 美国的《…》."""
    near = [token for token in before[-2:] if token.value != "的"]
    return frozenset(str(t.value) for t in near[-1:] if t.kind == "issuer")


def _several(reference: Reference) -> Reference:
    """Return the reference of 2018年、2019年的报告: several texts, none of them alone."""
    return replace(reference, which=True, year=None, shift=None)


def _without_lead(tokens: list[Token]) -> list[Token]:
    """Drop unknown words before a bare title unless they look like an issuer: 广东省《…》."""
    kept = [t for t in tokens if t.kind != "rest" or _HOLDERS.search(str(t.value))]
    return _trim(kept)


def _join(title: Reference, before: Reference) -> Reference:
    """Return what a title and the words before it say together."""
    return replace(
        title,
        year=title.year or before.year,
        shift=None if title.year else before.shift,
        sessions=title.sessions | before.sessions,
        issuers=title.issuers | before.issuers if not title.rest else title.issuers,
        speakers=title.speakers | before.speakers,
        edition=title.edition or before.edition,
        which=title.which or before.which,
        rest=(*title.rest, *before.rest),
    )


def _follow(folded: str, end: int, reference: Reference) -> tuple[int, Reference]:
    """Return the end of a name and what it says with the words after it."""
    if match := _WHOLE.match(folded, end):
        end = match.end()
    match = _AFTER_YEAR.match(folded, end)
    if match and reference.year is None and not reference.rest:
        reference = replace(reference, year=int(match[1]), shift=None)
        end = match.end()
    if match := _AFTER_CONGRESS.match(folded, end):
        sessions = refer(tokenise(match["session"], chinese=False), "").sessions
        reference = replace(reference, sessions=reference.sessions | sessions)
        end = match.end()
    if match := _TOPIC.match(folded, end):
        end, reference = _with_topic(folded, match, end, reference)
    if match := _OTHER.match(folded, end):
        reference = replace(reference, rest=(*reference.rest, match["other"]), title="")
        end = match.end()
    return end, reference


_LONG = 8
_TOPIC = re.compile(
    r" (?:on|for|of|against|concerning|about) (?:the |a |an )?(?P<topic>[a-z][\w’'-]*)"
)
_TIMES = frozenset(
    names.words(
        "monday tuesday wednesday thursday friday saturday sunday january february march april may"
        " june july august september october november december yesterday today behalf course"
        " it which last this that his her their its our tv"
    )
)


def _with_topic(
    folded: str, match: re.Match[str], end: int, reference: Reference
) -> tuple[int, Reference]:
    """Return the end of a name and what it says with its topic: the plan for growth."""
    token = next(tokenise(match["topic"], chinese=False))
    if match["topic"] in _TIMES or token.kind == "filler":
        return end, reference
    if token.kind == "issuer" and token.end == len(match["topic"]):
        reference = replace(reference, issuers=reference.issuers | {str(token.value)})
        return match.end(), reference
    return match.end(), replace(reference, rest=(*reference.rest, match["topic"]), title="")


# A long title needs no sign of its beginning. A short one without title marks begins after
# one of these; after another character, it is part of a longer name.
_BEGINS = re.compile(
    rf"(?:^|[^{HAN}a-z0-9-]|[在对从据和与及的了是为到以按比较跟同自读看把由]|部|{'|'.join(_owners())})$"
)


def find_title(text: str, folded: str, title: str) -> Iterator[Named]:
    """Yield the places where *text* has the *title* without title marks."""
    start = folded.find(title)
    while start >= 0:
        reference = read_title(title)
        end, reference = _follow(folded, start + len(title), reference)
        if len(title) < _LONG and not _BEGINS.search(folded[max(start - 12, 0) : start]):
            more = folded[start - 1 : start]
            reference = replace(reference, rest=(more, *reference.rest), title="")
        if _SEVERAL.search(folded[max(0, start - 16) : start]):
            reference = replace(_several(reference), title="")
        yield Named(Mention(start, end, text[start:end]), reference)
        start = folded.find(title, end)


def _chinese(folded: str) -> Iterator[Named]:
    """Yield the names without title marks: words of a kind, and what is said before them."""
    if not HAN_PATTERN.search(folded):
        return
    pattern, kinds = head_pattern(chinese=True)
    last = 0
    for match in re.finditer(f"(?:{pattern.pattern}){_NOT_AFTER}", folded):
        start, end = match.span()
        if start < last or _is_quoted(folded, start, end):
            continue
        kind = kinds[match[0]]
        tokens = _run(folded, start, last)
        first = min((token.start for token in tokens), default=start)
        if opened := _AT_SESSION.search(folded, max(first - 16, 0), first):
            tokens += [t for t in tokenise(opened[1], chinese=True) if t.kind == "session"]
        if kind == "edition":
            tokens += [t for t in tokenise(match[0], chinese=True) if t.kind == "edition"]
        reference = refer(tokens, kind)
        end, reference = _follow(folded, end, reference)
        issued = folded[max(start - 2, 0) : start] in names.ISSUING_ZH
        noun = issued or _is_noun(folded, start, end, tokens)
        if match[0] in kind_of(kind).also.split() and not noun:
            continue
        if issued and reference.bare:
            reference = replace(reference, new=True)
        if _SEVERAL.search(folded[max(0, first - 16) : first]):
            reference = _several(reference)
        yield Named(Mention(first, end, ""), as_congress_report(reference))
        last = end


def _is_quoted(folded: str, start: int, end: int) -> bool:
    """Return whether a word of a kind is a counted term: “计划”."""
    return bool(start) and folded[start - 1] in '“「『"' and folded[end : end + 1] in '”」』"'


def _is_noun(folded: str, start: int, end: int, tokens: list[Token]) -> bool:
    """Return whether a word that may be a verb names a text here."""
    if any(token.kind in ("deictic", "year", "shift", "session", "which") for token in tokens):
        return True
    before = folded[max(start - 1, 0) : start]
    return before in ("的", "在", "据", "从") or bool(_SAYS.match(folded, end))


def _run(folded: str, end: int, floor: int) -> list[Token]:
    """Return the words directly before *end* that belong to a Chinese name."""
    low = max(floor, end - 48)
    for match in _EDGE.finditer(folded, low, end):
        low = match.end()
    tokens = [
        replace(token, start=token.start + low, end=token.end + low)
        for token in tokenise(folded[low:end], chinese=True)
    ]
    kept: list[Token] = []
    gated = False
    for token in reversed(tokens):
        if token.kind == "stop" or (token.kind == "rest" and (gated or _is_lead(token, kept))):
            break
        gated = gated or (token.kind == "filler" and token.value in names.GATES_ZH)
        kept.append(token)
    return _trim(kept[::-1])


def _is_lead(token: Token, after: list[Token]) -> bool:
    """Return whether an unknown word leads to a name and is no part of it: 热议二十大报告."""
    if not after or after[-1].kind not in ("speaker", "session"):
        return False
    if after[-1].kind == "speaker":
        return True
    word = str(token.value)
    return len(word) > 3 and not re.search(names.BODIES_ZH, word)


def _trim(tokens: list[Token]) -> list[Token]:
    """Return *tokens* from the first that says something."""
    for index, token in enumerate(tokens):
        if token.kind != "filler":
            return tokens[index:]
    return []


_WORD_BEFORE = re.compile(r"([\w.’'-]*[\w’'])[ \u00a0]+$")
_MOST_BEFORE = 9


def _english(folded: str, piece: str) -> Iterator[Named]:
    pattern, kinds = head_pattern(chinese=False)
    last = 0
    for match in pattern.finditer(folded):
        start, end = match.span()
        if start < last or _is_quoted(folded, start, end):
            continue
        kind = kinds[match[0]]
        first, settled = _noun_phrase(folded, piece, start, last)
        tokens = list(tokenise(folded[first:start], chinese=False))
        reference = refer(tokens, kind)
        also = match[0] in kind_of(kind).also.split()
        before = end
        end, reference = _follow(folded, end, reference)
        if also and not settled and first == start and end == before:
            continue
        if _SEVERAL.search(folded[max(0, first - 16) : first]):
            reference = _several(reference)
        yield Named(Mention(first, end, ""), as_congress_report(reference))
        last = end


def _noun_phrase(folded: str, piece: str, start: int, floor: int) -> tuple[int, bool]:
    """Return the start of the English noun phrase that ends at *start*; whether it is marked."""
    first, place, words = start, start, 0
    owner = False  # after a possessive, only the owner's capitalised name goes on
    while words < _MOST_BEFORE:
        match = _WORD_BEFORE.search(folded, max(floor, place - 40), place)
        if match is None or match[1] in names.STOPS_EN:
            break
        word, written = match[1], piece[match.start(1) : match.end(1)]
        if owner and not written[0].isupper() and word not in ("last", "this", "today’s"):
            return first, True
        place = match.start(1)
        first, words = place, words + 1
        if word in names.DEICTIC_EN:
            return first, True
        owner = owner or word.endswith(("’s", "'s", "s’", "s'"))
    if owner:
        return first, True
    # Without an article or owner, only capitalised words and numbers belong to the name.
    while first < start and not (piece[first].isupper() or piece[first].isdigit()):
        space = folded.find(" ", first)
        first = space + 1 if 0 <= space < start else start
    return first, False
