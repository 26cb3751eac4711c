"""1,000 terms in 100 MB, all hits with offsets, beside ``grep -oFf terms | sort | uniq -c``."""

from __future__ import annotations

import random
import tempfile
from collections import Counter
from pathlib import Path
from typing import Any

from benchmarks.measure import compare, python
from benchmarks.texts import chinese_text

_SCAN = """
if __name__ == "__main__":
    import sys
    from pathlib import Path
    from policytext.executors import Execution
    from policytext.store.scan import count_in_store
    terms = Path(sys.argv[2]).read_text("utf-8").split()
    execution = Execution(sys.argv[3], 2)
    table = count_in_store(sys.argv[1], terms, execution=execution)
    print(sum(table.column("count")))
"""
_SIZE = 100_000_000


def run(n: int) -> list[dict[str, Any]]:
    """Return a row for one process and one for two."""
    from policytext.segmenters import build_segmenter
    from policytext.store.index import index_folder

    text = chinese_text()
    counts = Counter(t for t in build_segmenter("jieba").cut(text) if len(t) >= 2 and t.isalpha())
    common = sorted(token for token, count in counts.items() if count >= 10)
    terms = random.Random(7).sample(common, min(1000, len(common)))
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        (folder / "texts").mkdir()
        size, number = 0, 0
        while size < _SIZE:
            for start in range(0, len(text), 100_000):
                data = f"{text[start : start + 100_000]}\n{number}\n".encode()
                (folder / "texts" / f"{number:06d}.txt").write_bytes(data)
                size, number = size + len(data), number + 1
        index_folder(folder / "texts", folder / "store")
        (folder / "terms").write_text("\n".join(terms) + "\n", "utf-8")
        pipeline = (
            f"LC_ALL=C cat {folder}/texts/*.txt | LC_ALL=C grep -oFf {folder}/terms"
            f" | LC_ALL=C sort | LC_ALL=C uniq -c"
        )
        peer = ["sh", "-c", pipeline]
        script = folder / "scan.py"
        script.write_text(_SCAN, "utf-8")
        return [
            compare(
                f"count {len(terms):,} terms in {size // 10**6} MB, {workers}",
                "grep -oFf | sort | uniq -c",
                [*python(), str(script), f"{folder}/store", f"{folder}/terms", executor],
                peer,
                n=n,
                goal=goal,
            )
            for executor, workers, goal in (
                ("serial", "one process", "1.5"),
                ("processes", "two processes", "2.7"),
            )
        ]
