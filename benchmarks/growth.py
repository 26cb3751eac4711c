"""How the work grows: ten times the files, one file changed, dask in place of processes."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path
from typing import Any

from benchmarks.measure import Run, make_row, python, run_once
from benchmarks.texts import write_files

_INDEX = """
if __name__ == "__main__":
    import sys
    from policytext.executors import Execution
    from policytext.store.index import index_folder
    index_folder(sys.argv[1], sys.argv[2], execution=Execution(sys.argv[3], 2))
"""


def run(n: int) -> list[dict[str, Any]]:
    """Return a row for each way the work can grow."""
    with tempfile.TemporaryDirectory() as name:
        place = Path(name)
        script = place / "index.py"
        script.write_text(_INDEX, "utf-8")
        return [*_changed(place, script, n), *_tenfold(place, script, n), *_dask(place, script, n)]


def _index(script: Path, folder: Path, store: Path, executor: str = "serial") -> Run:
    return run_once([*python(), str(script), str(folder), str(store), executor])


def _changed(place: Path, script: Path, n: int) -> list[dict[str, Any]]:
    folder = write_files(place / "changing", 10_000, characters=4000)
    first, second = [], []
    for number in range(n):
        store = place / "store"
        first.append(_index(script, folder, store))
        (folder / "003" / "003000.txt").write_text(f"第{number}次改动。\n" * 20, "utf-8")
        second.append(_index(script, folder, store))
        shutil.rmtree(store)
    job = "index after one file of 10,000 changed"
    return [make_row(job, "the first run", second, first, goal="20")]


def _tenfold(place: Path, script: Path, n: int) -> list[dict[str, Any]]:
    small = write_files(place / "small", 10_000, characters=300)
    large = write_files(place / "large", 100_000, characters=300)
    tens, hundreds = [], []
    for _ in range(n):
        for folder, runs in ((small, tens), (large, hundreds)):
            runs.append(_index(script, folder, place / "store"))
            shutil.rmtree(place / "store")
    job = "index 100,000 files"
    goals = {"goal": f"{1 / 10.5:.3f}", "memory_goal": f"{1 / 1.3:.2f}"}
    return [make_row(job, "10,000 files", hundreds, tens, **goals)]


def _dask(place: Path, script: Path, n: int) -> list[dict[str, Any]]:
    folder = write_files(place / "spread", 20_000, characters=1500)
    dask, processes = [], []
    parts: list[set[str]] = []
    for _ in range(n):
        for executor, runs in (("dask", dask), ("processes", processes)):
            runs.append(_index(script, folder, place / "store", executor))
            parts.append({path.name for path in (place / "store").glob("?" * 64 + ".parquet")})
            shutil.rmtree(place / "store")
    if any(names != parts[0] for names in parts):
        raise AssertionError("the executors made different bytes")
    job = "index 20,000 files on dask, two workers, to the same bytes"
    return [make_row(job, "two processes", dask, processes, goal=f"{1 / 1.5:.2f}")]
