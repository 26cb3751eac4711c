"""Write docs/reference/commands.md from the help of the commands: ``make pages``."""

from __future__ import annotations

import contextlib
import io
import os
from pathlib import Path

PAGE = Path(__file__).parent / "reference" / "commands.md"
GROUPS = {
    "report": "The report",
    "verify": "Published counts",
    "claims": "",
    "articles": "Articles",
    "counts": "Counts and passages",
    "analyses": "Words and documents",
    "emphasis": "Families, pairs and time",
    "looks": "One text",
    "add": "The texts folder",
    "store": "Folders that outgrow memory",
}
HEAD = """# Commands

<!-- Written by docs/make_reference.py from the help of each command: `make pages`. -->

Every command reads the folder `texts`, or the one that `policytext --texts DIR` names.
Results go to standard output, messages to standard error.
[Exit codes](exit-codes.md) are the same for all commands.
The columns of every table are on [their own page](tables.md).
"""


def print_help(*command: str) -> str:
    """Return what ``policytext COMMAND --help`` prints on a terminal of 80 columns."""
    from policytext.cli import run

    os.environ["COLUMNS"] = "80"
    printed = io.StringIO()
    with contextlib.redirect_stdout(printed):
        run([*command, "--help"])
    return printed.getvalue().strip()


def write_page() -> str:
    """Return the page: a section a group, a heading a command."""
    from policytext.cli import MODULES

    parts = [HEAD, f"```text\n{print_help()}\n```\n"]
    for module, commands in MODULES.items():
        if GROUPS.get(module, module):
            parts.append(f"## {GROUPS.get(module, module.capitalize())}\n")
        for name in commands:
            parts.append(f"### {name}\n\n```text\n{print_help(name)}\n```\n")
    return "\n".join(parts)


if __name__ == "__main__":
    PAGE.write_text(write_page(), encoding="utf-8")
