"""100,000 files to a document-feature matrix, beside jieba and scikit-learn's CountVectorizer.

Twice: straight from the files, which is just what the peer does, and by way of a store, where every
file is also read as a capture is, checked, cleaned and kept.
"""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import Run, make_row, python, run_once
from benchmarks.texts import write_files

_STRAIGHT = """
if __name__ == "__main__":
    import sys
    from policytext.store.folder_matrix import build_dfm_from_folder
    from policytext.executors import Execution
    dfm = build_dfm_from_folder(sys.argv[1], execution=Execution(sys.argv[3], 2))
    print(dfm.shape, int(dfm.values.sum()))
"""
_STORED = """
if __name__ == "__main__":
    import sys
    from policytext.executors import Execution
    from policytext.store.index import index_folder
    store, _ = index_folder(sys.argv[1], sys.argv[2], execution=Execution(sys.argv[3], 2))
    dfm = store.build_dfm()
    print(dfm.shape, int(dfm.values.sum()))
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
_JOBS = {
    "a matrix": (_STRAIGHT, {"serial": "10", "processes": "17"}, "2"),
    "a matrix, by way of a store": (_STORED, {"serial": "", "processes": ""}, ""),
}
_WORKERS = {"serial": "one process", "processes": "two processes"}


def run(n: int) -> list[dict[str, Any]]:
    """Return a row for each way, with one process and with two, all in turn *n* times."""
    theirs: list[Run] = []
    ours: dict[tuple[str, str], list[Run]] = {}
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        folder = write_files(place / "texts", FILES, characters=CHARACTERS)
        for _ in range(n):
            for job, (code, _goals, _) in _JOBS.items():
                (place / "job.py").write_text(code, "utf-8")
                for executor in _WORKERS:
                    command = [str(place / "job.py"), str(folder), str(place / "store"), executor]
                    ours.setdefault((job, executor), []).append(run_once([*python(), *command]))
                    shutil.rmtree(place / "store", ignore_errors=True)
            theirs.append(run_once(python(_PEER, str(folder))))
    return [
        make_row(
            f"{FILES:,} files to {job}, {_WORKERS[executor]}",
            "jieba + CountVectorizer",
            runs,
            theirs,
            goal=_JOBS[job][1][executor],
            memory_goal=_JOBS[job][2],
        )
        for (job, executor), runs in ours.items()
    ]
