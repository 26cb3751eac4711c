"""Honest findings to change, and what changes them so that they still agree with themselves."""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path
from tempfile import mkdtemp
from typing import Any

from policytext import recheck as module
from policytext.claims import load_claims, verify_claims
from policytext.claims.formats import render_findings
from policytext.documents.load import load_corpus
from tests.claims.recheck_texts import CLAIMS, sign, write_texts

IDS = re.findall(r"\bid: ([\w-]+)", CLAIMS)
Data = dict[str, Any]
Lie = Callable[[Data], None]


@cache
def folder() -> Path:
    return write_texts(Path(mkdtemp(prefix="policytext-lies-")) / "texts")


@cache
def honest_text() -> str:
    claims = load_claims(folder() / "claims")
    return render_findings(verify_claims(load_corpus(folder()), claims), "json", evidence=True)


def honest() -> Data:
    data: Data = json.loads(honest_text())
    return data


def recheck(data: Data, tmp_path: Path) -> list[str]:
    path = tmp_path / "findings.json"
    path.write_text(sign(data), "utf-8")
    try:
        return list(module.recheck(path).faults)
    except Exception as error:
        return [repr(error)]


def finding(data: Data, name: str) -> Data:
    found: Data = next(f for f in data["findings"] if f["id"] == name)
    return found


def add_up(data: Data) -> None:
    """Let the summary and the terms' numbers fit what the findings say by now."""
    verdicts = Counter(f["verdict"] for f in data["findings"])
    for name in ("confirmed", "refuted", "unverifiable"):
        data["summary"][name] = verdicts[name]
    data["summary"]["claims"] = len(data["findings"])
    right = sum(f["verdict"] == f["expected"] for f in data["findings"])
    data["summary"]["as_expected"] = right
    for one in data["findings"]:
        found = Counter(hit["term"] for hit in one["matches"] if not hit.get("role"))
        one["by_term"] = {term: found[term] for term in {**one["by_term"], **found}}


def parts(data: Data, name: str = "plan") -> list[Data]:
    found: list[Data] = data["documents"][name]["paragraphs"]
    return found


def fewer(data: Data, start: int, end: int, name: str = "plan") -> None:
    """Take the hits of some bytes out of all findings, so that these agree with themselves."""
    for one in data["findings"]:
        one["matches"] = [
            hit
            for hit in one["matches"]
            if hit["document"] != name or not start <= (hit["byte_start"] or 0) < end
        ]
    add_up(data)


class Lies(dict[str, Lie]):
    """Lies by name; used as a decorator, it takes one in."""

    def __call__(self, tell: Lie) -> Lie:
        """Take in the lie *tell*, named by its function."""
        self[tell.__name__.replace("_", " ")] = tell
        return tell
