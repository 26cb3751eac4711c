"""100,000 files to a document-feature matrix, beside jieba and scikit-learn's CountVectorizer."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import make_row, python, run_once
from benchmarks.texts import write_files

_OURS = """
import sys
from policytext.scaling import Execution
from policytext.store import index_folder
if __name__ == "__main__":
    store, _ = index_folder(sys.argv[1], sys.argv[2], execution=Execution(sys.argv[3], 2))
    dfm = store.build_dfm()
    print(dfm.shape, int(dfm.counts.sum()))
"""
_PEER = """
import logging, sys, warnings
warnings.simplefilter("ignore")
from pathlib import Path
import jieba
jieba.setLogLevel(logging.ERROR)
from sklearn.feature_extraction.text import CountVectorizer
texts = (path.read_text("utf-8") for path in sorted(Path(sys.argv[1]).rglob("*.txt")))
counter = CountVectorizer(tokenizer=jieba.lcut, token_pattern=None, lowercase=False)
matrix = counter.fit_transform(texts)
print(matrix.shape, int(matrix.sum()))
"""
FILES = 100_000
CHARACTERS = 300


def run(n: int) -> list[dict[str, Any]]:
    """Return a row for one process and one for two, all three in turn *n* times."""
    runs: dict[str, list[Any]] = {"serial": [], "processes": [], "peer": []}
    with tempfile.TemporaryDirectory() as name:
        folder = write_files(Path(name) / "texts", FILES, characters=CHARACTERS)
        script = Path(name) / "ours.py"
        script.write_text(_OURS, "utf-8")
        for _ in range(n):
            for executor in ("serial", "processes"):
                command = [python("")[0], str(script), str(folder), f"{name}/store", executor]
                runs[executor].append(run_once(command))
                shutil.rmtree(f"{name}/store")
            runs["peer"].append(run_once(python(_PEER, str(folder))))
    job = f"{FILES:,} files to a matrix, read, cleaned and stored"
    peer = "jieba + CountVectorizer"
    return [
        make_row(f"{job}, one process", peer, runs["serial"], runs["peer"], "10; memory 2"),
        make_row(f"{job}, two processes", peer, runs["processes"], runs["peer"], "17; memory 2"),
    ]
