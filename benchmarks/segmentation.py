"""Segmenting real policy texts: the segmenter ``jieba`` against jieba itself.

Every run is a process of its own, ours and jieba's in turn. It prints the seconds spent in
segmentation and a hash of all tokens; the process as a whole, loading included, is timed from
outside and has no goal. Runs whose tokens differ are no benchmark and raise.
"""

from __future__ import annotations

import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path
from typing import Any

from benchmarks.measure import CORPORA, ROOT

PEER = "jieba 0.42.1"
GOAL = "15"

# jieba loads its dictionary from its cache, which lies in a folder of ours and is warm after
# the first run: the best jieba can do.
_LOAD = {
    "ours": """
from policytext.segmenters import build_segmenter
cut = build_segmenter("jieba").cut
""",
    "peer": """
import logging, sys, warnings
warnings.simplefilter("ignore")
import jieba
jieba.setLogLevel(logging.ERROR)
jieba.dt.tmp_dir = sys.argv[1]
cut = jieba.lcut
""",
}
_MEASURE = """
import hashlib, pathlib, sys, time
texts = [pathlib.Path(path).read_text("utf-8") for path in sys.stdin.read().split("\\n")]
cut("载入词典")
seconds, hashed = 0.0, hashlib.sha256()
for text in texts:
    start = time.perf_counter()
    tokens = cut(text)
    seconds += time.perf_counter() - start
    hashed.update("\\0".join(tokens).encode())
print(seconds, hashed.hexdigest())
"""


def run(n: int) -> list[dict[str, Any]]:
    """Time both *n* times in turn; return one row for segmentation, one for the whole process."""
    paths = _find_texts()
    inner: dict[str, list[float]] = {"ours": [], "peer": []}
    whole: dict[str, list[float]] = {"ours": [], "peer": []}
    hashes = set()
    with tempfile.TemporaryDirectory() as cache:
        for _ in range(n):
            for side, load in _LOAD.items():
                start = time.perf_counter()
                seconds, tokens = _segment(load, paths, cache)
                whole[side].append(time.perf_counter() - start)
                inner[side].append(seconds)
                hashes.add(tokens)
    if len(hashes) > 1:
        raise AssertionError("the tokens differ from jieba's")
    job = f"segment {len(paths)} texts"
    return [_make_row(job, inner, GOAL), _make_row(f"{job}, whole process", whole, "")]


def _find_texts() -> list[Path]:
    """Return the corpora beside the checkout or, without them, the texts the project ships."""
    folder = CORPORA / "raw" if CORPORA.is_dir() else ROOT / "texts" / "raw"
    return sorted(folder.glob("*.txt"))


def _segment(load: str, paths: list[Path], cache: str) -> tuple[float, str]:
    done = subprocess.run(
        [sys.executable, "-c", load + _MEASURE, cache],
        input="\n".join(map(str, paths)),
        env=os.environ | {"PYTHONPATH": str(ROOT / "src")},
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=True,
    )
    seconds, tokens = done.stdout.split()
    return float(seconds), tokens


def _make_row(job: str, seconds: dict[str, list[float]], goal: str) -> dict[str, Any]:
    ours, peer = statistics.median(seconds["ours"]), statistics.median(seconds["peer"])
    return {
        "job": job,
        "peer": PEER,
        "ours_seconds_median": ours,
        "peer_seconds_median": peer,
        "ratio": peer / ours,
        "goal": goal,
    }
