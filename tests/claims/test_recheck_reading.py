"""What the re-check reads by itself: printed numbers, YAML, and characters that are others."""

from __future__ import annotations

import hashlib
from fractions import Fraction
from pathlib import Path
from typing import Any

import pytest

from policytext import recheck as module
from policytext.claims import load_claims, verify_claims
from policytext.claims.formats import render_findings
from policytext.documents.load import load_corpus

PRINTED: dict[
    str, tuple[list[float], list[float]]
] = {  # what a number admits, and what it does not
    "45": ([45], [44, 46]),
    "1,260": ([1260], [1259, 1261]),
    "四十五次": ([45], [44, 46]),
    "一百零三": ([103], [102, 130]),
    "一百二": ([120], [102]),
    "1.9万": ([18_500, 19_499], [18_499, 19_500]),
    "1亿2000万": ([120_000_000], [119_000_000]),
    "三万": ([25_000, 34_999], [24_999, 35_000]),
    "66.7%": ([2 / 3], [0.66, 0.668]),
    "百分之五": ([0.05], [0.06]),
    "five per cent": ([0.05], [0.06]),
    "三分之二": ([], [0.66, 0.67]),
    "七成半": ([0.75], [0.76]),
    "50余次": ([51, 59], [50, 60]),
    "45余": ([46, 49], [45, 50]),
    "逾20次": ([21, 900], [20, 19]),
    "more than 20": ([21], [20]),
    "至少20": ([20, 21], [19]),
    "20 or more": ([20, 21], [19]),
    "近百": ([95, 99], [100, 94]),
    "nearly 100": ([95, 99], [100, 94]),
    "约20次": ([19, 20, 21], [18, 22]),
    "about 4,000 words": ([3800, 4200], [3799, 4201]),
    "不到10": ([9, 0], [10]),
    "不超过10": ([10, 0], [11]),
    "十几次": ([11, 19], [10, 20]),
    "十来次": ([9, 11], [8, 12]),
    "首位": ([1], [2]),
    "第三": ([3], [2, 4]),
    "从未": ([0], [1]),
    "twice": ([2], [1, 3]),
    "forty-five": ([45], [5, 40]),
    "two hundred and six": ([206], [200, 6]),
    "2nd": ([2], [1]),
    "上百次": ([100, 101], [99]),
    "过半": ([0.51], [0.5]),
    "１２项": ([12], [11]),
}


@pytest.mark.parametrize("printed", list(PRINTED))
def test_it_reads_numbers_as_they_are_printed(printed: str) -> None:
    inside, outside = PRINTED[printed]
    low, high = module.admit(printed)

    assert all(low <= (Fraction(number), 0) <= high for number in inside)
    assert not any(low <= (Fraction(number), 0) <= high for number in outside)


YAML = """
- {id: a, terms: [全球, "国 际", 'it''s', "a, b"], published: "约1,260", simplify: true}
- id: b   # another
  terms:
    - 各国
    - a long
      term
  source:
    quote: goes on
      in a second line, with a#hash and http://x.org/a
    title: "“45次” \\"twice\\": yes"
  note: |
    first
    second
  minus: []
"""
SAID: list[dict[str, Any]] = [
    {
        "id": "a",
        "terms": ["全球", "国 际", "it's", "a, b"],
        "published": "约1,260",
        "simplify": True,
    },
    {
        "id": "b",
        "terms": ["各国", "a long term"],
        "source": {
            "quote": "goes on in a second line, with a#hash and http://x.org/a",
            "title": '“45次” "twice": yes',
        },
        "note": "first\nsecond\n",
        "minus": [],
    },
]


def test_it_compares_claims_with_the_yaml_they_are_written_in() -> None:
    assert module.is_written(YAML, SAID)


@pytest.mark.parametrize(
    "change",
    [
        {"published": "约1 260"},
        {"published": "约1,261"},
        {"terms": ["全球", "国", "际", "it's", "a, b"]},
        {"terms": ["全球", "国 际", "it's", "a", "b"]},
        {"terms": ["全球, 国 际", "it's", "a, b"]},
        {"terms": ["国 际", "全球", "it's", "a, b"]},
        {"terms": ["全球", "国 际", "a, b"]},
        {"simplify": False},
        {"minus": ["全球"]},
    ],
)
def test_it_finds_what_the_yaml_does_not_say(change: dict[str, Any]) -> None:
    assert not module.is_written(YAML, [{**SAID[0], **change}, SAID[1]])


@pytest.mark.parametrize("style", ["|", ">", "|-", ">+"])
def test_it_reads_blocks_of_text_and_truth_values_as_yaml_does(style: str) -> None:
    yaml = f"- id: a\n  simplify: True\n  note: {style}\n    Printed: 45\n    times\n  minus: [b]\n"
    said = {"id": "a", "simplify": True, "note": "Printed: 45 times", "minus": ["b"]}
    assert module.is_written(yaml, [said])
    assert not module.is_written(yaml, [{**said, "note": "Printed: 46 times"}])
    assert not module.is_written(yaml, [{**said, "simplify": False}])


@pytest.mark.parametrize(
    ("old", "new", "right"),
    [
        ("⻓", "长", True),
        ("⻓", "馬", False),
        ("⼈", "人", True),
        ("Ａ", "A", True),
        ("\uf900", "豈", True),
        ("\ufb01", "fi", True),
        ("\ufb06", "st", True),
        ("\u2010", "-", True),
        ("\u30fb", "·", True),
        ("（", "(", True),
        ("ｶ", "カ", True),
        ("ｶﾞ", "ガ", True),
        ("二○二五", "二〇二五", True),
        ("e\u0301", "é", True),
        ("国", "國", False),
        ("合", "共", False),
        ("\ufb01", "fl", False),
        ("Ａ", "B", False),
        ("·", "-", False),
    ],
)
def test_it_has_a_list_of_its_own_of_what_is_read_as_what(old: str, new: str, right: bool) -> None:
    assert (module.read(old) == module.read(new)) is right


@pytest.mark.parametrize(
    ("text", "term"),
    [
        ("推动OpenData，也推动Open Data。", "Open Data"),
        ("推动OpenData，也推动Open Data。", "OpenData"),
        ("到二0四0年，二〇四〇年。", "二〇四〇年"),
        ("覆盖率100% 和50 倍，R & D与R&D。", "R&D"),
    ],
)
def test_it_reads_a_text_as_a_count_does(text: str, term: str, tmp_path: Path) -> None:
    texts = tmp_path / "texts"
    (texts / "raw").mkdir(parents=True)
    (texts / "claims").mkdir()
    data = text.encode()
    (texts / "raw/a.txt").write_bytes(data)
    capture = f"{{path: raw/a.txt, sha256: {hashlib.sha256(data).hexdigest()}}}"
    entry = f"{{id: a, title: 无题, issued: '2025', capture: {capture}}}"
    (texts / "manifest.yaml").write_text(f"documents:\n- {entry}\n", "utf-8")
    claim = (
        f"{{id: c, kind: count, document: a, terms: ['{term}'], published: '9', expect: refuted}}"
    )
    (texts / "claims/c.yaml").write_text(f"claims:\n- {claim}\n", "utf-8")
    findings = verify_claims(load_corpus(texts), load_claims(texts / "claims"))
    path = tmp_path / "findings.json"
    path.write_text(render_findings(findings, "json", evidence=True), "utf-8")

    assert module.recheck(path).faults == []
