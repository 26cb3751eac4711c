"""A checked article as one page: the article, and in its margin the verdict on each count.

The page loads no other file and has no script. A verdict is a word, a sign and a kind of line, so
that it can be read in black and white.

Tested in tests/articles/test_formats.py.
"""

from __future__ import annotations

import base64
import hashlib
import re
import string
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from importlib.resources import files
from itertools import chain, islice
from typing import Any, Protocol

from policytext import __version__
from policytext.articles.checking import CheckedArticle, CheckedClaim
from policytext.articles.formats import ArticleFile
from policytext.base.escape import escape
from policytext.charts.fonts import embed_font
from policytext.claims.evidence import list_evidence
from policytext.claims.findings import format_number
from policytext.language.han import HAN_PATTERN
from policytext.language.messages import Message

_SHOWN = 3  # passages shown without evidence=True
_SIGNS = {"confirmed": "✓", "refuted": "✗", "unverifiable": "?", "unread": "…"}
# The worst verdict on a number with several claims is that of its mark.
_WORST = ("refuted", "unverifiable", "unread", "confirmed")


class _Say(Protocol):
    def __call__(self, key: str, /, **values: Any) -> str: ...


@dataclass
class _Mark:
    """A number of the article with its notes; ``label`` is its number in the margin."""

    start: int
    end: int
    label: int = 0
    kinds: list[str] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)

    @property
    def kind(self) -> str:
        """The kind that its line shows."""
        return min(self.kinds, key=_WORST.index)


def render(
    checked: CheckedArticle,
    *,
    evidence: bool = False,
    file: ArticleFile,
    language: str | None = None,
) -> str:
    """Return the page in *language*, by default that of the article."""
    language = language or ("zh" if _is_chinese(checked.text) else "en")

    def say(key: str, /, **values: Any) -> str:
        return Message(f"check_page.{key}", **values).in_language(language)

    marks = _list_marks(checked, say, language, evidence=evidence)
    body = (
        f"<body>\n<header>\n{_head(checked, say, file)}\n</header>",
        "<main>",
        *_blocks(checked.text, marks, say),
        "</main>",
        f"<footer>\n{_foot(checked, say, language)}\n</footer>",
    )
    style = _style({*string.printable, *chain.from_iterable(body)})
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    title = next((line.strip() for line in checked.text.splitlines() if line.strip()), file.name)
    title = title[:80] or say("title")
    policy = (
        f"default-src 'none'; style-src 'sha256-{digest}'; font-src data:; base-uri 'none'; "
        "form-action 'none'"
    )
    return "\n".join(
        (
            "<!doctype html>",
            f'<html lang="{"zh-Hans" if language == "zh" else "en"}">',
            '<head>\n<meta charset="utf-8">',
            f'<meta http-equiv="Content-Security-Policy" content="{policy}">',
            '<meta name="viewport" content="width=device-width, initial-scale=1">',
            f"<title>{_text(title)}</title>",
            f"<style>{style}</style>\n</head>",
            *body,
            "</body>\n</html>",
        )
    )


def _style(characters: set[str]) -> str:
    """Return the style rules with the fonts of all characters that the page shows."""
    rules = files("policytext.articles.formats").joinpath("page.css").read_text("utf-8")
    sans = embed_font("Policytext Sans", characters, face="sans")
    return sans + embed_font("Policytext Serif", characters, face="serif") + rules


def _text(value: object) -> str:
    return escape(str(value), "html")


def _is_chinese(text: str) -> bool:
    return len(HAN_PATTERN.findall(text)) > len(re.findall("[A-Za-z]+", text))


def _head(checked: CheckedArticle, say: _Say, file: ArticleFile) -> str:
    counts = checked.summary
    parts = [
        f'<li class="{kind}"><span class="sign">{_SIGNS[kind]}</span> '
        f"<b>{counts[key]}</b> {_text(say(kind))}</li>"
        for kind, key in (
            ("confirmed", "confirmed"),
            ("refuted", "refuted"),
            ("unverifiable", "unverifiable"),
            ("unread", "unparsed"),
        )
    ]
    name = f' <span class="file">{_text(file.name)}</span>' if file.name else ""
    return (
        f'<p class="kicker">{_text(say("title"))}{name}</p>\n'
        f'<ul class="sums">\n{chr(10).join(parts)}\n</ul>\n<p>{_text(say("lede"))}</p>'
    )


def _list_marks(
    checked: CheckedArticle, say: _Say, language: str, *, evidence: bool
) -> list[_Mark]:
    """Return the numbers that are marked, in order, with their notes."""
    found: dict[tuple[int, int], _Mark] = {}

    def mark(start: int, end: int) -> _Mark:
        return found.setdefault((start, end), _Mark(start, end))

    for claim in checked.claims:
        one = mark(claim.claim.number_start, claim.claim.number_end)
        one.kinds.append(claim.verdict.value)
        one.notes.append(_note(claim, checked, say, language, evidence=evidence))
    for stretch in checked.extraction.unparsed:
        one = mark(stretch.start, stretch.end)
        one.kinds.append("unread")
        quote = f"<p>{_text(stretch.reason.in_language(language))}</p>"
        one.notes.append(_aside("unread", say, "", quote))
    marks = _disjoint(sorted(found.values(), key=lambda one: (one.start, -one.end)))
    for label, one in enumerate(marks, start=1):
        one.label = label
    return marks


def _disjoint(marks: list[_Mark]) -> list[_Mark]:
    """Return marks that do not overlap: the notes of a mark inside another go to that one."""
    kept: list[_Mark] = []
    for one in marks:
        if kept and one.start < kept[-1].end:
            kept[-1].kinds += one.kinds
            kept[-1].notes += one.notes
        else:
            kept.append(one)
    return kept


def _note(
    claim: CheckedClaim, checked: CheckedArticle, say: _Say, language: str, *, evidence: bool
) -> str:
    """Return the note on a claim: verdict, what is counted, recount, reason, passages."""
    said, finding = claim.claim, claim.finding
    what = "、".join(said.terms) if language == "zh" else ", ".join(said.terms)
    what = what or said.item or say(f"kind_{said.kind.replace('-', '_')}")
    numbers = say("published", published=said.published)
    if finding and finding.recounted is not None and said.document:
        recounted = format_number(finding.recounted)
        numbers = say("numbers", published=said.published, recounted=recounted)
    document = f" <code>{_text(said.document)}</code>" if said.document else ""
    lines = [f"<p>{_text(numbers)}{document}</p>"]
    if claim.verdict.value == "unverifiable":
        lines.append(f"<p>{_text(claim.reason.in_language(language))}</p>")
    lines += _passages(claim, checked, say, evidence=evidence)
    return _aside(claim.verdict.value, say, what, "\n".join(lines))


def _aside(kind: str, say: _Say, what: str, body: str) -> str:
    verdict = f'<b class="verdict">{_SIGNS[kind]} {_text(say(kind))}</b>'
    head = f'<p>{verdict} <span class="what">{_text(what)}</span></p>'
    return f'<div class="note {kind}">{head}\n{body}</div>'


def _passages(
    claim: CheckedClaim, checked: CheckedArticle, say: _Say, *, evidence: bool
) -> Iterator[str]:
    measured = claim.finding.measurement if claim.finding and claim.claim.document else None
    hits = list_evidence(measured, checked.corpus) if measured else []
    if not hits:
        return
    shown = list(islice(hits, None if evidence else _SHOWN))
    yield f"<details{' open' if evidence else ''}>"
    yield f"<summary>{_text(say('passages', n=len(hits)))}</summary>"
    if claim.finding:
        yield f"<p><code>{_text(claim.finding.convention)}</code></p>"
    yield "<ol>"
    for hit in shown:
        yield (
            f"<li>…{_text(hit['prefix'])}<mark>{_text(hit['exact'])}</mark>"
            f"{_text(hit['suffix'])}…</li>"
        )
    yield "</ol>"
    if len(hits) > len(shown):
        yield f"<p>{_text(say('more', n=len(hits) - len(shown)))}</p>"
    yield "</details>"


def _blocks(text: str, marks: list[_Mark], say: _Say) -> Iterator[str]:
    """Yield the paragraphs of the article, each with the notes on its numbers beside it."""
    inside: dict[int, list[_Mark]] = defaultdict(list)
    blocks = list(_split(text))
    for one in marks:
        at = max((i for i, (start, _) in enumerate(blocks) if start <= one.start), default=0)
        inside[at].append(one)
    for index, (start, end) in enumerate(blocks):
        own = inside[index]
        notes = "\n".join(
            f'<li id="n{one.label}"><a class="label" href="#m{one.label}" '
            f'aria-label="{_text(say("back", n=one.label))}">{one.label}</a>'
            f"{chr(10).join(one.notes)}</li>"
            for one in own
        )
        aside = f'<ol class="margin">\n{notes}\n</ol>' if own else ""
        tag = "h1" if index == 0 and end - start <= 120 else "p"
        marked = "".join(_marked(text, start, end, own))
        yield f'<section>\n<{tag} class="text">{marked}</{tag}>\n{aside}\n</section>'


def _split(text: str) -> Iterator[tuple[int, int]]:
    """Yield the paragraphs: divided by blank lines if there are any, else lines."""
    between = r"\n[ \t\u3000]*\n\s*" if re.search(r"\n[ \t\u3000]*\n", text) else r"\n+"
    start = 0
    for match in (*re.finditer(between, text), None):
        end = match.start() if match else len(text)
        if text[start:end].strip():
            yield start, end
        start = match.end() if match else end


def _marked(text: str, start: int, end: int, marks: list[_Mark]) -> Iterator[str]:
    """Yield the text of a paragraph with its numbers marked."""
    for one in marks:
        low, high = max(one.start, start), min(one.end, end)
        if low >= high:
            continue
        yield _text(text[start:low])
        yield (
            f'<a class="count {one.kind}" id="m{one.label}" href="#n{one.label}">'
            f"{_text(text[low:high])}<sup>{_SIGNS[one.kind]}{one.label}</sup></a>"
        )
        start = high
    yield _text(text[start:end])


def _foot(checked: CheckedArticle, say: _Say, language: str) -> str:
    named = dict.fromkeys(c.claim.document for c in checked.claims if c.claim.document)
    rows = []
    for name in named:
        meta = checked.corpus[name].metadata
        facts = " · ".join(filter(None, (meta.issuer, meta.issued, meta.edition)))
        digest = f" sha256 {meta.capture_sha256}" if meta.capture_sha256 else ""
        rows.append(
            f"<li>{_text(meta.title)} <code>{_text(name)}</code> {_text(facts)}"
            f"<br><code>{_text(digest.strip())}</code></li>"
        )
    texts = f"<h2>{_text(say('texts'))}</h2>\n<ul>\n{chr(10).join(rows)}\n</ul>\n" if rows else ""
    numbers = checked.extraction.numbers
    account = say(
        "account",
        n=len(numbers),
        read=sum(number.status == "claim" for number in numbers),
        unread=sum(number.status == "unread" for number in numbers),
        other=sum(number.status == "no claim" for number in numbers),
    )
    made = say("made", version=__version__)
    return f"{texts}<p>{_text(account)}</p>\n<p>{_text(made)}</p>"
