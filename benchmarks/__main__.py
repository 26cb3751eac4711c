"""Run every benchmark and write a table of ratios: ``python -m benchmarks [NAME...] [-n RUNS]``.

Without a name all of them run, and the table goes to ``benchmarks/RESULTS.md`` too.
"""

from __future__ import annotations

import argparse
import compileall
import json
import os
import platform
import re
import subprocess
import sys
from importlib.metadata import version
from pathlib import Path
from typing import Any

from benchmarks.measure import CORPORA, ROOT

NAMES = ("startup", "segmentation", "verify", "scanning", "matrix", "growth", "report")
RESULTS = Path(__file__).parent / "RESULTS.md"
_PACKAGES = (
    "jieba",
    "rjieba",
    "scikit-learn",
    "numpy",
    "pandas",
    "pyarrow",
    "typer",
    "distributed",
)
_HEAD = """| job | peer | time: peer / ours | goal | memory: peer / ours | goal | reached |
|---|---|--:|--:|--:|--:|---|"""


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[[], *NAMES], metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument("-n", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--json", type=Path, help="write the rows, seconds too, to this file")
    options = parser.parse_args()
    # As pip does; or the start of each process would include the compiler.
    compileall.compile_dir(ROOT / "src", quiet=1)
    rows: list[dict[str, Any]] = []
    print(_HEAD)
    for name in options.names or NAMES:
        for row in _run(name, options.n):
            rows.append(row)
            print(_show(row), flush=True)
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False), "utf-8")
    if not options.names:
        lines = [_describe(options.n), "", _HEAD, *map(_show, rows)]
        RESULTS.write_text("\n".join(lines) + "\n", "utf-8")


def _run(name: str, n: int) -> list[dict[str, Any]]:
    """Run one benchmark in a process of its own.

    The peak memory of a process counts from that of the one that started it, which has to be small.
    """
    code = "import json, sys; from importlib import import_module; "
    code += "print(json.dumps(import_module(sys.argv[1]).run(int(sys.argv[2]))))"
    command = [sys.executable, "-c", code, f"benchmarks.{name}", str(n)]
    done = subprocess.run(command, stdout=subprocess.PIPE, check=True, text=True)
    rows: list[dict[str, Any]] = json.loads(done.stdout.splitlines()[-1])
    return rows


def _show(row: dict[str, Any]) -> str:
    goal, memory_goal = row["goal"], row.get("memory_goal", "")
    reached = not goal or row["ratio"] >= float(goal)
    memory = ""
    if memory_goal:
        memory = f"{row['memory_ratio']:.2f}"
        reached = reached and row["memory_ratio"] >= float(memory_goal)
    said = ("yes" if reached else "no") if goal or memory_goal else ""
    names = (row[name].replace("|", "\\|") for name in ("job", "peer"))
    columns = (*names, f"{row['ratio']:.2f}", goal, memory, memory_goal, said)
    return f"| {' | '.join(columns)} |"


def _describe(n: int) -> str:
    """Say what was measured on, with what, and how often."""
    memory = os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 2**30
    grep = subprocess.run(["grep", "--version"], capture_output=True, text=True, check=False).stdout
    versions = [f"{name} {version(name)}" for name in _PACKAGES]
    found = re.search(r"[\d.]+$", grep.splitlines()[0] if grep else "")
    texts = "the policy texts beside the checkout" if CORPORA.is_dir() else "the shipped texts"
    return (
        "# Measured\n\n"
        f"Medians of {n} runs, each in turn with its peer's; a goal is the least ratio.\n"
        f"{os.cpu_count()} cores, {memory:.0f} GiB, {platform.system()} {platform.machine()}, "
        f"Python {platform.python_version()}; {', '.join(versions)}"
        f"{f', grep {found[0]}' if found else ''}; texts made of {texts}."
    )


if __name__ == "__main__":
    main()
