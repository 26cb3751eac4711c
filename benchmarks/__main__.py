"""Run every benchmark and print a table of ratios: ``python -m benchmarks [NAME...] [-n RUNS]``."""

from __future__ import annotations

import argparse
import json
from importlib import import_module
from pathlib import Path
from typing import Any

NAMES = ("startup", "segmentation", "verify", "scanning", "matrix", "growth", "report")


def main() -> None:
    parser = argparse.ArgumentParser(prog="benchmarks", description=__doc__)
    parser.add_argument(
        "names", nargs="*", choices=[[], *NAMES], metavar="NAME", help=", ".join(NAMES)
    )
    parser.add_argument("-n", type=int, default=5, help="runs of each command (default 5)")
    parser.add_argument("--json", type=Path, help="write the rows to this file too")
    options = parser.parse_args()
    rows: list[dict[str, Any]] = []
    print("| job | peer | peer / ours, seconds | peer / ours, memory | goal |")
    print("|---|---|---|---|---|")
    for name in options.names or NAMES:
        for row in import_module(f"benchmarks.{name}").run(options.n):
            rows.append(row)
            memory = f"{row['memory_ratio']:.2f}" if row.get("memory_ratio") else "–"
            print(
                f"| {row['job']} | {row['peer']} | {row['ratio']:.2f} | {memory} | {row['goal']} |",
                flush=True,
            )
    if options.json:
        options.json.write_text(json.dumps(rows, indent=1, ensure_ascii=False), "utf-8")


if __name__ == "__main__":
    main()
