"""The full report of all policy texts beside the checkout, while jieba merely segments them."""

from __future__ import annotations

import tempfile
from typing import Any

from benchmarks.measure import CORPORA, compare, python

_OURS = """
import sys
from policytext.cli import main
sys.argv = ["policytext", "--texts", sys.argv[1], "report", "--out", sys.argv[2]]
main()
"""
_PEER = """
import logging, sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
import jieba
jieba.setLogLevel(logging.ERROR)
jieba.dt.tmp_dir = sys.argv[2]
print(sum(len(jieba.lcut(p.read_text("utf-8"))) for p in sorted(Path(sys.argv[1]).glob("*.txt"))))
"""


def run(n: int) -> list[dict[str, Any]]:
    """Return one row, or none where there are no such texts."""
    if not CORPORA.is_dir():
        print("(no folder of real policy texts beside the checkout: the report is not measured)")
        return []
    with tempfile.TemporaryDirectory() as place:
        ours = python(_OURS, str(CORPORA), f"{place}/reports")
        peer = python(_PEER, str(CORPORA / "raw"), place)
        job = "the full report of 167 texts"
        return [compare(job, "jieba, segmenting them", ours, peer, n=n, goal="1")]
