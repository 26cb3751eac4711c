"""What the name of a text says: its kind, year, sessions, issuers, speakers, and other words.

Tested in tests/articles/test_identify.py.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cache

from policytext.articles import names
from policytext.documents.simplify import simplify_text
from policytext.language.han import HAN, HAN_PATTERN
from policytext.language.numerals import parse_number

Session = tuple[str, int, int]  # a kind of session and its numbers; 0 is not given
_WORDS = re.compile(rf"[{HAN}]+|[a-z0-9][\w.’'-]*")
_HALVES = re.compile("[\ud800-\udfff]")
_MARKS = re.compile(r"[\s《》“”「」『』\"'‘’〈〉()（）\[\]【】—–·•・,，、：:。.…-]")


@dataclass(frozen=True, slots=True)
class Reference:
    """What a name says about the text that it names.

    ``shift`` is the difference of "last year" to the year of the article. ``which`` is True if the
    name says which text of a series by an order (the second, the last). ``rest`` are the words
    that were not understood. ``title`` is what is in title marks. ``new`` is True after "a": the
    text was not named before.
    """

    kind: str = ""
    year: int | None = None
    shift: int | None = None
    sessions: frozenset[Session] = frozenset()
    issuers: frozenset[str] = frozenset()
    speakers: frozenset[str] = frozenset()
    edition: str = ""
    which: bool = False
    new: bool = False
    rest: tuple[str, ...] = ()
    title: str = ""

    @property
    def dated(self) -> bool:
        """Whether the name gives a year."""
        return self.year is not None or self.shift is not None

    @property
    def bare(self) -> bool:
        """Whether the name gives the kind alone, so that it repeats another name."""
        return not (
            self.dated or self.sessions or self.issuers or self.speakers or self.which or self.rest
        )


def plain(title: str) -> str:
    """Return a title in simplified characters without marks and spaces, in lower case.

    >>> plain("《「十五五」 規劃 建議》")
    '十五五规划建议'
    """
    return _MARKS.sub("", fold(title))


def fold(text: str) -> str:
    """Return *text* in simplified characters and lower case, of the same length."""
    folded = text.lower()
    if len(folded) != len(text):
        folded = "".join(c.lower() if len(c.lower()) == 1 else c for c in text)
    # The tables cannot convert half a character pair.
    return simplify_text(_HALVES.sub("\ufffd", folded)) if HAN_PATTERN.search(folded) else folded


def is_kind_of(kind: str, wider: str) -> bool:
    """Return whether *kind* is *wider* or one of its kinds.

    >>> is_kind_of("action plan", "plan"), is_kind_of("plan", "action plan")
    (True, False)
    """
    while kind != wider:
        if not kind:
            return False
        kind = kind_of(kind).parent
    return True


def with_wholes(issuers: Iterable[str]) -> frozenset[str]:
    """Return *issuers* with all that they are part of."""
    parts = {issuer.id: issuer.part_of for issuer in names.ISSUERS}
    found: set[str] = set()
    for name in issuers:
        while name and name not in found:
            found.add(name)
            name = parts.get(name, "")
    return frozenset(found)


@cache
def _kinds() -> dict[str, names.Kind]:
    return {kind.id: kind for kind in names.KINDS} | {"": names.Kind("")}


def kind_of(name: str) -> names.Kind:
    """Return the row of the kind called *name*."""
    return _kinds()[name]


@cache
def heads() -> dict[str, str]:
    """Return the kind of each word that names a kind."""
    return {word: kind.id for kind in names.KINDS for word in (*zh(kind.zh), *en(kind.en))}


def zh(words: str) -> list[str]:
    """Return the Chinese words of a row."""
    return words.split()


def en(words: str) -> list[str]:
    """Return the English words of a row: divided by | if one of them contains a space."""
    return words.split("|") if "|" in words or words in _ONE else words.split()


# Rows with a single name of several words.
_ONE = frozenset(
    (
        "action plan", "work report", "policy address", "central committee", "state council",
        "party congress", "zhao ziyang", "north korea",
    )
)  # fmt: skip


def one_of(words: Iterable[str]) -> str:
    """Return a pattern for *words*, longest first."""
    return "|".join(re.escape(word) for word in sorted(words, key=lambda w: (-len(w), w)))


_N = "[0-9]{1,2}|[一二三四五六七八九十]{1,3}"
_TEN = "十[一二三四五六七八九]?|二十[一二三四五]?"
_SESSIONS = (
    rf"(?P<congress>(?:第)?(?:{_TEN}|1[0-9]|2[0-5])大(?!学|会|型|任务|亮点|看点|关键|行动|战略|国))"
    rf"|第?(?P<full>{_N})次全国代表大会"
    r"|\b(?P<english>[0-9]{2})th (?:national |party |cpc |ccp )*congress"
    rf"|(?:第?(?P<of>{_N})届)?(?:中央委员会)?(?:第(?P<long>[一二三四五六七1-7])次全体会议"
    r"|(?P<plenum>[一二三四五六七1-7])中(?:全会|(?=公报|决议|决定)))"
    rf"|第?(?P<npc>{_N})届全国人(?:大|民代表大会)(?:第?(?P<meeting>[一二三四五1-5])次会议)?"
    r"|(?P<fyp>十[一二三四五六七]五)|第(?P<years>十[一二三四五六七]?)个五年"
)
_YEARS = (
    r"(?P<year>(?:19|20)[0-9]{2})(?![0-9])(?:[-–/](?:[0-9]{2,4}))?(?:年度?)?"
    r"|(?P<han>[一二][九零〇○][零〇○一二三四五六七八九]{2})年?"
)
_SIZES = (
    r"(?:超过|近|约|逾|长达|多达|共)?[0-9一二三四五六七八九十百千万]+(?:\.[0-9])?[万千余多]*(?:字|页|分钟|小时|个小时)的?"
    r"|[0-9]{1,2}月[0-9]{1,2}日|[0-9]{1,2}日|[0-9]{1,2}月|(?:星期|周)[一二三四五六日]"
)


@cache
def _tokens(chinese: bool, title: bool) -> tuple[re.Pattern[str], dict[str, tuple[str, str]]]:
    """Return the pattern of the words that are understood, and the class and id of each.

    In a *title*, words are not fillers: all are part of its name.
    """
    words: dict[str, tuple[str, str]] = {}
    if title:
        words |= dict.fromkeys(("on", "of", "the"), ("filler", "")) if not chinese else {}
    elif chinese:
        words |= dict.fromkeys(names.FILLERS_ZH, ("filler", ""))
        words |= dict.fromkeys(names.DEICTIC_ZH, ("deictic", ""))
    else:
        words |= dict.fromkeys(names.FILLERS_EN, ("filler", ""))
        words |= dict.fromkeys(names.DEICTIC_EN, ("deictic", ""))
        words |= dict.fromkeys(names.WHICH_EN, ("which", ""))
        words |= dict.fromkeys(("last night", "yesterday", "today"), ("filler", ""))
    read, side = (zh, "zh") if chinese else (en, "en")
    for issuer in names.ISSUERS:
        words |= dict.fromkeys(read(getattr(issuer, side)), ("issuer", issuer.id))
    for speaker in names.SPEAKERS:
        words |= dict.fromkeys(read(getattr(speaker, side)), ("speaker", speaker.id))
    literal = one_of(words)
    shifts = one_of(names.THIS_YEAR)
    prose = chinese and not title
    which = names.WHICH_ZH if prose else "(?!)"
    edges = ("", "") if chinese else (r"(?<![\w’'])", r"(?:['’]s)?(?![\w’'])")
    pattern = (
        f"(?P<shift>{shifts})|(?P<ago>{_N})年前"
        f"|\\b(?P<earlier>[0-9]{{1,2}}|{one_of(names.WORD_NUMBERS)}) years (?:ago|earlier|before)"
        f"|{_YEARS}|{_SESSIONS}|(?P<size>{_SIZES})|(?P<edition>"
        f"{one_of(names.EDITIONS_ZH)})|(?P<which>{which})"
        f"|(?P<stop>{names.STOPS_ZH if prose else '(?!)'})"
        f"|{edges[0]}(?P<word>{literal}){edges[1]}"
    )
    return re.compile(pattern), words


def _number(text: str | None) -> int:
    value = parse_number(text) if text else None
    return int(value) if value else 0


def _session(match: re.Match[str]) -> Session | None:
    part = match.groupdict()
    if congress := part["congress"]:
        return ("congress", _number(congress.removeprefix("第").removesuffix("大")), 0)
    if number := part["full"] or part["english"]:
        return ("congress", _number(number), 0)
    if number := part["long"] or part["plenum"]:
        return ("plenum", _number(part["of"]), _number(number))
    if part["npc"]:
        return ("people’s congress", _number(part["npc"]), _number(part["meeting"]))
    if part["fyp"]:
        return ("plan", _number(f"十{part['fyp'][1]}"), 0)
    if part["years"]:
        return ("plan", _number(part["years"]), 0)
    return None


@dataclass(frozen=True, slots=True)
class Token:
    """A word of a name and its class; ``value`` is what it stands for."""

    start: int
    end: int
    kind: str
    value: object = None


def tokenise(folded: str, *, chinese: bool, title: bool = False) -> Iterator[Token]:
    """Yield the words of *folded* that are understood, and the ``rest`` between them."""
    pattern, words = _tokens(chinese, title)
    last = 0
    for match in pattern.finditer(folded):
        if match.end() == match.start():
            continue
        yield from _unknown(folded, last, match.start())
        yield _token(match, words)
        last = match.end()
    yield from _unknown(folded, last, len(folded))


def _unknown(folded: str, start: int, end: int) -> Iterator[Token]:
    for match in _WORDS.finditer(folded, start, end):
        yield Token(*match.span(), "rest", match[0])


def _token(match: re.Match[str], words: dict[str, tuple[str, str]]) -> Token:
    start, end = match.span()
    part = match.groupdict()
    if part["word"]:
        kind, value = words[part["word"]]
        return Token(start, end, kind, value or part["word"])
    if session := _session(match):
        return Token(start, end, "session", session)
    if part["ago"]:
        return Token(start, end, "shift", -_number(part["ago"]))
    if part["earlier"]:
        years = names.WORD_NUMBERS.get(part["earlier"]) or _number(part["earlier"])
        return Token(start, end, "shift", -years)
    if part["shift"]:
        return Token(start, end, "shift", names.THIS_YEAR[part["shift"]])
    if year := part["year"] or part["han"]:
        return Token(start, end, "year", _number(year))
    if part["edition"]:
        return Token(start, end, "edition", names.EDITIONS_ZH[part["edition"]])
    kind = next(name for name in ("size", "which", "stop") if part[name])
    return Token(start, end, {"size": "filler"}.get(kind, kind))


def refer(tokens: Iterable[Token], kind: str, *, title: str = "") -> Reference:
    """Return what the words of a name say."""
    found = list(tokens)

    def values(name: str) -> list[object]:
        return [token.value for token in found if token.kind == name]

    years = [value for value in values("year") if isinstance(value, int)]
    shifts = [value for value in values("shift") if isinstance(value, int)]
    return Reference(
        kind=kind,
        year=years[-1] if years else None,
        shift=shifts[-1] if shifts and not years else None,
        sessions=frozenset(v for v in values("session") if isinstance(v, tuple)),
        issuers=frozenset(str(value) for value in values("issuer")),
        speakers=frozenset(str(value) for value in values("speaker")),
        edition=str((values("edition") or [""])[-1]),
        which=bool(values("which")),
        new=any(token.value in ("a", "an") for token in found if token.kind == "deictic"),
        rest=tuple(str(value) for value in values("rest")),
        title=title,
    )


_DRAFT = re.compile("草案|稿|解读|说明|修正|修订|draft")


def read_title(title: str) -> Reference:
    """Return what a title says: 2024年政府工作报告 gives a kind and a year.

    >>> read_title("第二十届中央委员会第三次全体会议公报").kind
    'communiqué'
    """
    folded = fold(title).strip("《》 ")
    chinese = bool(HAN_PATTERN.search(folded))
    remark = re.search(r"[（(]([^（）()]*)[）)]\s*$", folded)
    clean = folded[: remark.start()].strip() if remark else folded
    if remark and _DRAFT.search(remark[1]):  # a draft is another text
        return replace(read_title(clean), rest=(remark[1],), title=plain(title))
    pattern, kinds = _head_pattern(chinese)
    found = list(pattern.finditer(clean))
    if chinese:
        # The kind is the last word of a Chinese title; in 关于…的决定, what precedes is its topic.
        ending = next((m for m in reversed(found) if m.end() >= len(clean) - 1), None)
    else:
        ending = found[-1] if found else None
    if ending is None:
        last = names.TITLE_ENDINGS.get(clean[-1:], "") if chinese else ""
        body = clean[:-1] if last else clean
        return refer(tokenise(body, chinese=chinese, title=True), last, title=plain(title))
    around = clean[: ending.start()] + " " + clean[ending.end() :]
    reference = refer(
        tokenise(around, chinese=chinese, title=True), kinds[ending[0]], title=plain(title)
    )
    return as_congress_report(reference)


def as_congress_report(reference: Reference) -> Reference:
    """Return a report to a party congress as one of its own kind."""
    wider = ("report", "work report", "edition")
    if reference.kind in wider and any(name == "congress" for name, *_ in reference.sessions):
        return replace(reference, kind="congress report")
    return reference


@cache
def _head_pattern(chinese: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    kinds = {
        word: kind for word, kind in heads().items() if bool(HAN_PATTERN.search(word)) is chinese
    }
    literal = one_of(kinds)
    return re.compile(literal if chinese else rf"(?<![\w’'-])(?:{literal})(?![\w-])"), kinds


def head_pattern(*, chinese: bool) -> tuple[re.Pattern[str], dict[str, str]]:
    """Return the pattern of the words that name kinds, and the kind of each."""
    return _head_pattern(chinese)
