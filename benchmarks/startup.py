"""What a user waits for before anything happens."""

from __future__ import annotations

from typing import Any

from benchmarks.measure import compare, python

_CLI = "import sys; from policytext.cli import main; main()"


def run(n: int) -> list[dict[str, Any]]:
    """Time ``--help`` beside the import of typer."""
    return [
        compare(
            "policytext --help, cold",
            "import typer",
            python(_CLI, "--help"),
            python("import typer"),
            n=4 * max(n, 5),  # a fifth of a second each: a few runs are at the mercy of chance
            goal=f"{1 / 1.5:.2f}",
        )
    ]
