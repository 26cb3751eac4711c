"""Found claims as entries of a claims file, which `check` verifies and a curator keeps."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from policytext.articles.found import Extraction, FoundClaim
from policytext.base.yaml import write_scalar
from policytext.claims.published import UnreadableNumberError, parse_published
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.simplify import simplify_text
from policytext.language.han import HAN
from policytext.language.messages import Message

NO_DOCUMENT = Message("article_reasons.no_document")
_NO_RIVALS = Message("article_reasons.no_rivals")
NOT_HELD = "not-held"  # the document of a claim about a text that is not in the corpus
_MARKERS = {"编": "第X编", "章": "第X章", "节": "第X节", "条": "第X条"}
_MARKERS |= {"parts": "第X编", "chapters": "第X章", "sections": "第X节", "articles": "第X条"}
# 遵循甲、乙、丙的目标和原则: a list of at least three items that ends with a noun.
_LIST = (
    rf"(?P<opens>[{HAN}]{{0,4}}(?:遵循|坚持|秉持|本着|按照|恪守|确立|奉行|包括|明确|提出|开展|实施))"
    rf"(?P<list>(?:[{HAN}“”]{{2,16}}、){{2,20}}[{HAN}“”]{{2,16}}?)(?P<closes>(?:的|等)[{HAN}]{{0,6}}"
)


# English names of the items of a Chinese list.
_NOUNS = {
    "principles": "原则", "goals": "目标", "objectives": "目标", "measures": "举措",
    "tasks": "任务", "priorities": "重点", "commitments": "承诺",
}  # fmt: skip


@dataclass(frozen=True)
class Entry:
    """A claim as the mapping of its entry in a claims file; None if no entry is possible.

    ``why`` is the reason for that, or the basis of the entry. ``certain`` is False if a convention
    was taken from the document and not from the claim (which headings are "actions"): such a
    recount can confirm the published number, but cannot refute it.
    """

    mapping: dict[str, Any] | None
    why: Message | None = None
    certain: bool = True


def as_claim_entry(
    claim: FoundClaim,
    name: str,
    *,
    corpus: Corpus | None = None,
    among: Iterable[str] = (),
    source: Mapping[str, str] | None = None,
) -> Entry:
    """Return *claim* as an entry with the id *name*.

    *among* are the rivals of a rank: the other words that the article counts in the same document.
    *source* is where the article was published; the quote is added to it.
    """
    document = None
    if corpus and claim.document and claim.document in corpus:
        document = corpus[claim.document]
    special = _special(claim, document, [term for term in among if term not in claim.terms])
    if special.mapping is None:
        return special
    entry: dict[str, Any] = {
        "id": name,
        "kind": claim.kind,
        "document": claim.document or NOT_HELD,
    }
    if claim.terms:
        entry["terms"] = list(dict.fromkeys(claim.terms))
        entry |= _match(claim, document)
    entry["published"] = claim.published
    entry |= special.mapping
    if claim.open_family:
        entry["open_family"] = True
    if NOT_HELD in _documents(entry):
        entry |= {"expect": "unverifiable", "note": _unresolved(claim)}
    entry["source"] = {**(source or {}), "quote": claim.quote}
    return Entry(entry, special.why, special.certain)


def _documents(entry: Mapping[str, Any]) -> list[str]:
    return [entry["document"], entry.get("than", {}).get("document", "")]


def _unresolved(claim: FoundClaim) -> str:
    return f"{claim.document_mention or NO_DOCUMENT}: {claim.resolution}"


def _match(claim: FoundClaim, document: Document | None) -> dict[str, Any]:
    if claim.match:
        return {"match": claim.match}
    english = document.is_english if document else all(term.isascii() for term in claim.terms)
    if english:
        return {"match": "word"}
    # An article in traditional characters about a text in simplified ones.
    simplified = document is not None and document.metadata.language == "zh"
    if simplified and any(simplify_text(term) != term for term in claim.terms):
        return {"simplify": True}
    return {}


def _special(claim: FoundClaim, document: Document | None, rivals: list[str]) -> Entry:
    """Return the keys that only this kind of claim has."""
    match claim.kind:
        case "items":
            return _items(claim, document)
        case "length":
            return Entry({"unit": "words"} if claim.unit in ("word", "words") else {})
        case "share":
            return Entry({"of": list(claim.other_terms)})
        case "rank":
            return Entry({"among": rivals}) if rivals else Entry(None, _NO_RIVALS)
        case "comparison":
            return _comparison(claim)
    return Entry({})


def _comparison(claim: FoundClaim) -> Entry:
    if not claim.terms:
        return Entry(None, Message("article_reasons.lengths"))
    if claim.published.endswith(("%", "％")):
        return Entry(None, Message("article_reasons.growth"))
    keys: dict[str, Any] = {"by": "ratio" if claim.relation == "times" else "difference"}
    own: dict[str, Any] = {"document": claim.document or NOT_HELD, "terms": list(claim.terms)}
    than: dict[str, Any] = {"document": claim.other_document or NOT_HELD}
    if claim.other_terms:
        than = {"terms": list(claim.other_terms)}
    if claim.relation == "fewer":
        # A is 12 fewer than B: B exceeds A by 12.
        keys |= {**than, "than": own if "document" in than else {"terms": own["terms"]}}
    else:
        keys["than"] = than
    try:
        parse_published(claim.published)
    except UnreadableNumberError:
        keys["published"] = ">0"  # "more often than" does not say by how much
    return Entry(keys)


def _items(claim: FoundClaim, document: Document | None) -> Entry:
    if claim.item in _MARKERS:
        return Entry({"marker": _MARKERS[claim.item]})
    if document is None:
        return Entry({"marker": "一、"}, Message("article_reasons.items_not_stored"))
    listed = _named_list(document.text, claim.item or "")
    if listed:
        return Entry(
            {"marker": "、", "between": listed}, Message("article_reasons.closed_list"), False
        )
    # "13 actions" are the headings of the outermost level, if these are of one kind.
    outer = min((item.level for item in document.outline), default=0)
    markers = {item.marker for item in document.outline if item.level == outer}
    if len(markers) == 1:
        return Entry({"marker": markers.pop()}, Message("article_reasons.outermost"), False)
    return Entry(None, Message("article_reasons.marks", item=claim.item))


def _named_list(text: str, item: str) -> dict[str, str] | None:
    """Return the two anchors of the only list in *text* that ends with *item*."""
    noun = _NOUNS.get(item.rpartition(" ")[2], item)[-2:]
    if not re.fullmatch(f"[{HAN}]{{2}}", noun):
        return None
    found = list(re.finditer(_LIST + noun + ")", text))
    if len(found) != 1:
        return None
    anchors = {"from": found[0]["opens"], "to": found[0]["closes"]}
    return anchors if text.count(anchors["to"]) == 1 else None


def to_claims_yaml(
    extraction: Extraction,
    *,
    corpus: Corpus | None = None,
    prefix: str = "found",
    source: Mapping[str, str] | None = None,
) -> str:
    """Write the claims of *extraction* as a claims file; those without an entry are comments."""
    lines = ["claims:"]
    for number, claim in enumerate(extraction.claims, start=1):
        entry = as_claim_entry(
            claim,
            f"{prefix}-{number:03}",
            corpus=corpus,
            among=rivals(extraction, claim),
            source=source,
        )
        if entry.mapping is None:
            lines += [f"  # left out, {entry.why}: {_comment(claim.quote)}"]
            continue
        pairs = [f"{key}: {write_scalar(value)}" for key, value in entry.mapping.items()]
        lines += [f"  - {pairs[0]}", *(f"    {pair}" for pair in pairs[1:])]
    lines += [f"  # not read, {u.reason}: {_comment(u.quote)}" for u in extraction.unparsed]
    return "\n".join(lines if extraction.claims else ["claims: []", *lines[1:]]) + "\n"


def rivals(extraction: Extraction, claim: FoundClaim) -> list[str]:
    """Return the words the article counts in the same document, except those of *claim*."""
    counted = [c for c in extraction.claims if c.kind == "count" and c.document == claim.document]
    terms = dict.fromkeys(term for c in counted for term in c.terms if len(c.terms) == 1)
    return [term for term in terms if term not in claim.terms]


def _comment(text: str) -> str:
    return " ".join("".join(c if c.isprintable() else " " for c in text).split())
