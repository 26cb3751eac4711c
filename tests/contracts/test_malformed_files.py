"""Sixty malformed files: each refused with place, reason and advice; none accepted or altered."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from policytext.base.errors import USAGE, FaultyInputError
from policytext.claims import load_claims
from policytext.counting.lexicon import load_lexicon
from policytext.documents.manifest import load_manifest

CLAIM = """claims:
  - id: plan-global
    kind: count
    document: plan
    terms: [全球, 国际]
    published: "45"
"""
ITEMS = CLAIM.replace("count", "items").replace("terms: [全球, 国际]", "marker: 一、")
LEXICON = """families:
  - id: global
    label: {zh: 全球性}
    terms: {zh: [全球, 国际], en: [global]}
"""
MANIFEST = f"""documents:
  - id: plan
    title: 行动计划
    issued: "2025-07-26"
    capture: {{path: raw/plan.txt, sha256: {"a" * 64}}}
"""


def swap(text: str, old: str, new: str) -> str:
    assert old in text
    return text.replace(old, new, 1)


# What the file is, its text, where the fault is reported, and words of the message.
CASES: list[tuple[str, str, str, str]] = [
    ("claims", "", "1:1: ", "must be a mapping with the key 'claims'"),
    ("claims", "- id: x\n", "1:1: ", "must be a mapping"),
    ("claims", "claims: {}\n", "1:1: claims: ", "must be a list of claims"),
    ("claims", "claim: []\n", "1:1: claim: ", "unknown key 'claim'"),
    ("claims", "claims: [x]\n", "1:10: claims[0]: ", "must be a mapping"),
    ("claims", "claims: [\n", "2:1: ", "is not YAML"),
    ("claims", "claims:\n\t- id: x\n", "2:1: ", "is not YAML"),
    ("claims", CLAIM + "---\nclaims: []\n", "7:1: ", "a second YAML document"),
    ("claims", CLAIM + "    published: '46'\n", "7:5: claims[0].published: ", "duplicate key"),
    ("claims", swap(CLAIM, "[全球", "&a [全球"), "5:12: claims[0].terms: ", "anchor &a"),
    ("claims", CLAIM + "    note: *a\n", "7:11: ", "alias *a"),
    ("claims", swap(CLAIM, '"45"', "!!str 45"), "6:16: claims[0].published: ", "tag"),
    ("claims", swap(CLAIM, '"45"', "45"), "6:5: claims[0].published: ", "put it in quotes"),
    ("claims", swap(CLAIM, '"45"', "010"), "6:5: claims[0].published: ", "put it in quotes"),
    ("claims", swap(CLAIM, '"45"', "~"), "6:5: claims[0].published: ", "is empty; write text"),
    ("claims", swap(CLAIM, '"45"', '"多次"'), "6:5: claims[0].published: ", "Cannot read"),
    ("claims", swap(CLAIM, '"45"', '""'), "6:5: claims[0].published: ", "at least 1 character"),
    ("claims", swap(CLAIM, "kind: count", "kind: cuont"), "3:5: claims[0].kind: ", "'count'?"),
    ("claims", swap(CLAIM, "    kind: count\n", ""), "2:5: claims[0].kind: ", "is missing"),
    ("claims", swap(CLAIM, "    document: plan\n", ""), "2:5: claims[0].document: ", "is missing"),
    ("claims", swap(CLAIM, "terms", "term"), "5:5: claims[0].term: ", "Did you mean 'terms'?"),
    ("claims", swap(CLAIM, "[全球, 国际]", "全球"), "5:5: claims[0].terms: ", "must be a list"),
    ("claims", swap(CLAIM, "[全球, 国际]", "[]"), "5:5: claims[0].terms: ", "at least 1 item"),
    ("claims", swap(CLAIM, "国际", "全 球"), "2:5: claims[0]: ", "'全 球' is counted as '全球'"),
    ("claims", swap(CLAIM, "国际", '" "'), "5:17: claims[0].terms[1]: ", "an empty term"),
    ("claims", swap(CLAIM, "国际", "7"), "5:17: claims[0].terms[1]: ", "put it in quotes"),
    ("claims", CLAIM + "    expect: refutd\n", "7:5: claims[0].expect: ", "Did you mean 'refuted'"),
    ("claims", CLAIM + "    simplify: 1\n", "7:5: claims[0].simplify: ", "must be true or false"),
    ("claims", CLAIM + "    match: txt\n", "7:5: claims[0].match: ", "Did you mean 'text'?"),
    ("claims", CLAIM + "    scope: [boby]\n", "7:13: claims[0].scope[0]: ", "'body'?"),
    ("claims", CLAIM + "    scope: [body, body]\n", "7:5: claims[0].scope: ", "is given twice"),
    ("claims", CLAIM + "    expect: true\n", "7:5: claims[0].expect: ", "confirmed"),
    ("claims", swap(CLAIM, "plan-global", "Plan Global"), "2:5: claims[0].id: ", "lower-case"),
    ("claims", CLAIM + CLAIM[8:], "7:5: claims[1].id: ", "'plan-global' is also at"),
    ("claims", CLAIM + "    segmenter: {name: jieba}\n", "2:5: claims[0]: ", "match: token"),
    (
        "claims",
        CLAIM + "    source: {url: 'javascript:x'}\n",
        "7:14: claims[0].source.url: ",
        "web",
    ),
    ("claims", ITEMS.replace("一、", "、"), "2:5: claims[0]: ", "add between"),
    (
        "claims",
        ITEMS + "    between: {start: x, to: y}\n",
        "7:15: claims[0].between.start: ",
        "from",
    ),
    ("claims", "claims:\n  - " + "[" * 40 + "]" * 40 + "\n", "2:", "nested deeper than 32 levels"),
    ("claims", "claims:\n  - {? [a, b] : c}\n", "2:8: claims[0]: ", "a key that is not plain text"),
    ("lexicon", "", "1:1: ", "must be a mapping"),
    ("lexicon", "families: []\n", "1:1: families: ", "at least 1 item"),
    ("lexicon", swap(LEXICON, "families", "family"), "1:1: family: ", "'families'?"),
    ("lexicon", swap(LEXICON, "id: global", "id: 全球"), "2:5: families[0].id: ", "lower-case"),
    ("lexicon", LEXICON + LEXICON[10:], "5:5: families[1].id: ", "duplicate family"),
    ("lexicon", swap(LEXICON, "国际", "全球"), "4:22: families[0].terms.zh[1]: ", "duplicate term"),
    ("lexicon", swap(LEXICON, "[global]", "global"), "4:27: families[0].terms.en: ", "a list"),
    ("lexicon", swap(LEXICON, "{zh: [全球, 国际], en: [global]}", "{}"), "4:5: ", "no term"),
    ("lexicon", swap(LEXICON, "国际", '"  "'), "4:22: ", "an empty term"),
    ("lexicon", "nested_scope: familie\n" + LEXICON, "1:1: nested_scope: ", "'family'?"),
    ("manifest", "documents:\n", "1:1: documents: ", "must be a list"),
    (
        "manifest",
        swap(MANIFEST, "title: 行动计划", "tilte: 行动计划"),
        "3:5: ",
        "Did you mean 'title'?",
    ),
    ("manifest", swap(MANIFEST, "2025-07-26", "26.7.2025"), "4:5: documents[0].issued: ", "date"),
    ("manifest", swap(MANIFEST, '"2025-07-26"', "2025"), "4:5: documents[0].issued: ", "quotes"),
    ("manifest", swap(MANIFEST, "raw/plan.txt", "../x"), "5:15: ", "leads out of the texts"),
    ("manifest", swap(MANIFEST, "raw/plan.txt", "/etc/x"), "5:15: ", "leads out of the texts"),
    (
        "manifest",
        swap(MANIFEST, "a" * 64, "A" * 64),
        "5:35: documents[0].capture.sha256: ",
        "sha256",
    ),
    ("manifest", MANIFEST + MANIFEST[11:], "6:5: documents[1].id: ", "'plan' is also in line 2"),
    (
        "manifest",
        MANIFEST + "    language: cn\n",
        "6:5: documents[0].language: ",
        "zh, zh-Hant, en",
    ),
    ("manifest", MANIFEST + "    clip: {form: x}\n", "6:12: documents[0].clip.form: ", "'from'?"),
    ("manifest", MANIFEST + "    clip: {end: x}\n", "6:12: documents[0].clip.end: ", "from, to"),
    ("manifest", MANIFEST + "    clip: 前言\n", "6:5: documents[0].clip: ", "must be a mapping"),
    ("manifest", MANIFEST + "    role: polcy\n", "6:5: documents[0].role: ", "'policy'?"),
    (
        "manifest",
        "\ufeff" + MANIFEST.replace("plan\n", "plan\x07\n"),
        "2:",
        "does not allow (U+0007)",
    ),
    ("manifest", MANIFEST + "    role: no\n", "6:5: documents[0].role: ", "'no'"),
]
LOADERS: dict[str, Callable[[Path], Any]] = {
    "claims": load_claims,
    "lexicon": load_lexicon,
    "manifest": lambda path: load_manifest(path.parent),
}


def test_there_are_sixty() -> None:
    assert len(CASES) >= 60
    assert len({text for _, text, _, _ in CASES}) >= 60


@pytest.mark.parametrize(("kind", "text", "where", "said"), CASES)
def test_it_is_refused_with_its_place_and_left_as_it_is(
    kind: str, text: str, where: str, said: str, tmp_path: Path
) -> None:
    path = tmp_path / f"{kind}.yaml"
    path.write_text(text, encoding="utf-8")
    with pytest.raises(FaultyInputError) as caught:
        LOADERS[kind](path)

    assert caught.value.exit_code == USAGE
    assert path.read_text(encoding="utf-8") == text
    lines = str(caught.value).splitlines()
    found = [line for line in lines if line.startswith(f"{path.as_posix()}:{where}")]
    assert any(said in line for line in found), "\n".join(lines)


@pytest.mark.parametrize(
    ("kind", "text"),
    [("claims", CLAIM), ("claims", ITEMS), ("lexicon", LEXICON), ("manifest", MANIFEST)],
)
def test_the_files_they_were_made_from_are_accepted(kind: str, text: str, tmp_path: Path) -> None:
    path = tmp_path / f"{kind}.yaml"
    path.write_text(text, encoding="utf-8")

    assert LOADERS[kind](path)


def test_all_faults_of_all_files_come_together(tmp_path: Path) -> None:
    first, second = tmp_path / "a.yaml", tmp_path / "b.yaml"
    first.write_text(CLAIM.replace("kind: count", "kind: cuont") + "    x: 1\n", encoding="utf-8")
    second.write_text(
        CLAIM.replace("terms", "term").replace('"45"', "45") + "    macth: text\n", encoding="utf-8"
    )
    with pytest.raises(FaultyInputError) as caught:
        load_claims([first, second])

    assert [(Path(f.file).name, f.line) for f in caught.value.faults] == [
        # The second file's id is the first one's, and its terms are missing.
        ("a.yaml", 3), ("a.yaml", 7), ("b.yaml", 2), ("b.yaml", 2), ("b.yaml", 5), ("b.yaml", 6),
        ("b.yaml", 7),
    ]  # fmt: skip


def test_bytes_that_are_no_utf_8_are_refused_at_their_place(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_bytes(CLAIM.encode("gb18030"))
    with pytest.raises(FaultyInputError, match=r"5:\d+: is not UTF-8 at byte 77"):
        load_claims(path)


def test_the_command_line_prints_the_faults_and_exits_2(tmp_path: Path) -> None:
    path = tmp_path / "claims.yaml"
    path.write_text(CLAIM.replace("terms", "term"), encoding="utf-8")
    done = subprocess.run(
        [sys.executable, "-m", "policytext", "verify", str(path)],
        capture_output=True, text=True, check=False,
    )  # fmt: skip

    assert (done.returncode, done.stdout) == (USAGE, "")
    assert f"{path}:5:5: claims[0].term: unknown key 'term'. Did you mean 'terms'?" in done.stderr
    assert "Traceback" not in done.stderr
