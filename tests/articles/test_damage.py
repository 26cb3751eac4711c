"""Claims that lost their digits or quotation marks are said to be unread, never read wrong."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

import pytest

from policytext.articles import find_claims
from tests.articles.evaluate import load_sentences, value_of

QUOTES = '“”「」『』‘’"＂【】«»'
DIGITS = "0123456789０１２３４５６７８９"


def _replace(characters: str, by: str) -> Callable[[str], str]:
    return lambda text: "".join(by if c in characters else c for c in text)


DAMAGE = {
    "quotes-gone": _replace(QUOTES, ""),
    "quotes-to-question-marks": _replace(QUOTES, "?"),
    "quotes-to-replacement-characters": _replace(QUOTES, "�"),
    "quotes-to-blanks": _replace(QUOTES, " "),
    "opening-quotes-gone": _replace("“「『‘【«", ""),
    "closing-quotes-gone": _replace("”」』’】»", ""),
    "digits-gone": _replace(DIGITS, ""),
    "digits-to-boxes": _replace(DIGITS, "□"),
    "digits-to-blanks": _replace(DIGITS, " "),
    "digits-to-question-marks": _replace(DIGITS, "?"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_no_damage_makes_a_wrong_claim(damage: str) -> None:
    wrong = []
    for sentence in load_sentences():
        text = DAMAGE[damage](sentence["text"])
        if text == sentence["text"] or not sentence["claims"]:
            continue
        # A bare "the rule of law" is rightly read as "rule of law".
        said = {_key(c["kind"], c["terms"], c["number"]) for c in sentence["claims"]}
        said |= {_key(c["kind"], [t], c["number"]) for c in sentence["claims"] for t in c["terms"]}
        for claim in find_claims(text, lexicon=sentence.get("known", ())).claims:
            key = _key(claim.kind, claim.terms, claim.published)
            if key not in said:
                wrong.append((text, key))

    assert len(wrong) <= TOLERATED.get(damage, 4), wrong


# Without marks or digits, some sentences say something else, and a reader would be misled too.
TOLERATED = {"quotes-gone": 10, "quotes-to-blanks": 6}


def _key(kind: str, terms: Iterable[str], number: str) -> tuple[object, ...]:
    return kind, re.sub("^the ", "", " ".join(terms)).casefold(), value_of(number)


@pytest.mark.parametrize("damage", ["digits-gone", "digits-to-boxes", "digits-to-blanks"])
def test_a_page_of_counts_without_digits_is_unread(damage: str) -> None:
    page = "报告提及“创新”61次。“改革”一词出现87次。“开放”（24次）。文件12次提到“风险”。"

    extraction = find_claims(DAMAGE[damage](page))

    assert extraction.claims == ()
    assert len(extraction.unparsed) >= 3


def test_a_page_of_counts_without_quotation_marks_is_unread_where_borders_are_lost() -> None:
    page = "“改革”“开放”分别出现45次、30次。提到“数字”“数据”“智能”共46次。“绿色”“低碳”等词12次。"

    extraction = find_claims(DAMAGE["quotes-gone"](page))

    assert extraction.claims == ()
    assert len(extraction.unparsed) >= 3
