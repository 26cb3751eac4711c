"""Reasons for unverifiable claims, from the texts folder to the exit code of ``verify``."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import NamedTuple

import pytest

SECTIONS = [
    f"{number}、{name}。推动全球合作，共享发展成果，促进共同繁荣，造福各国人民，建设美好世界。"
    for number, name in zip("一二三四", ("机遇", "创新", "安全", "治理"), strict=True)
]
WHOLE = "\n\n".join(SECTIONS)
PARAGRAPH = "弘扬全球伙伴精神，坚持以人为本、智能向善，携手构建人类命运共同体，造福各国人民。"
TOKEN = "match: token, segmenter: {name: characters, fingerprint: old}"


class Done(NamedTuple):
    code: int
    out: str
    err: str


Run = Callable[..., Done]

# Text, keys of the entry, keys of the claim, the number found, and what the reason says.
CASES: dict[str, tuple[str, str, str, int | None, str]] = {
    "a hole in the numbering": (WHOLE.replace(SECTIONS[2], ""), "", "", 3, "4 follows 2"),
    "a cut end": (f"{WHOLE}\n\n促进共同繁荣，推动全球", "", "", 5, "is damaged"),
    "a paragraph twice": (f"{PARAGRAPH}\n\n{WHOLE}\n\n{PARAGRAPH}", "", "", 6, "leaving out"),
    "a digest": (WHOLE, "edition: 摘要", "", 4, "only part of doc is stored (edition: 摘要)"),
    "a partial text": (WHOLE, "completeness: partial", "", 4, "only part of doc is stored"),
    "another edition": (
        WHOLE,
        "edition: spoken",
        "edition: printed",
        4,
        "the stored edition (spoken) is not the one",
    ),
    "another segmenter": (WHOLE, "", TOKEN, 0, "has another fingerprint ("),
    "no text": (WHOLE, "", "document: gone", None, "the text is not stored: gone"),
}


def write(folder: Path, text: str, entry: str, claim: str, number: int | None) -> None:
    (folder / "raw").mkdir(parents=True)
    (folder / "claims").mkdir()
    (folder / "raw" / "doc.txt").write_text(text, "utf-8")
    digest = hashlib.sha256(text.encode()).hexdigest()
    capture = f"{{path: raw/doc.txt, sha256: {digest}}}"
    (folder / "manifest.yaml").write_text(
        f"documents:\n- {{id: doc, title: 无题, issued: '2025', capture: {capture}"
        f"{', ' + entry if entry else ''}}}\n",
        "utf-8",
    )
    document = "" if "document" in claim else "document: doc, "
    keys = f"kind: count, {document}terms: [全球], published: '{number or 4}'"
    keys += f", {claim}" if claim else ""
    for name, expect in (("expected", ", expect: unverifiable"), ("unexpected", "")):
        (folder / "claims" / f"{name}.yaml").write_text(
            f"claims:\n- {{id: x, {keys}{expect}}}\n", "utf-8"
        )


@pytest.mark.parametrize("case", CASES)
def test_verify_says_what_cannot_be_verified_and_why(typed: Run, tmp_path: Path, case: str) -> None:
    text, entry, claim, number, reason = CASES[case]
    write(tmp_path / "texts", text, entry, claim, number)
    verify = ["--texts", str(tmp_path / "texts"), "verify"]
    claims = tmp_path / "texts" / "claims"
    done = typed([*verify, str(claims / "expected.yaml"), "--format", "json"])

    assert done.code == 0, done.err
    (finding,) = json.loads(done.out)["findings"]
    assert (finding["verdict"], finding["recounted"]) == ("unverifiable", number)
    assert finding["reason"].startswith("cannot be verified: ")
    assert reason in finding["reason"]
    unexpected = typed([*verify, str(claims / "unexpected.yaml")])
    # A text that nobody knows of is a slip in the claims file, unless the claim expects it.
    assert unexpected.code == (2 if case == "no text" else 1)


def test_the_same_text_whole_confirms_and_refutes(typed: Run, tmp_path: Path) -> None:
    for published, code in ((4, 0), (5, 1)):
        texts = tmp_path / str(published)
        write(texts, WHOLE, "", "", published)
        claims = texts / "claims" / "unexpected.yaml"
        assert typed(["--texts", str(texts), "verify", str(claims)]).code == code
