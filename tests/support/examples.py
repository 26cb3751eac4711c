"""Run what the documentation quotes: commands with their output, Python, and files.

In a page, a fence with ``title="path"`` is a file, ``console`` is commands (after ``$``) with what
they print, ``pycon`` is Python with what it prints, ``python`` is Python. A page runs from top to
bottom in one folder, which has a copy of ``texts/``, and Word files in ``word/``. A line ``...``
stands for any output.

``python -m tests.support.examples`` writes the output anew where it differs.
"""

from __future__ import annotations

import contextlib
import doctest
import io
import os
import re
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import docx

ROOT = Path(__file__).resolve().parents[2]
FENCE = re.compile(
    r'^(?P<indent> *)```(?P<language>\w+)(?: title="(?P<title>[^"]+)")?\n'
    r"(?P<body>.*?)^(?P=indent)```$",
    re.MULTILINE | re.DOTALL,
)
COMMAND = re.compile(r"^\$ (?P<command>.*(?:\n> .*)*)\n(?P<output>(?:(?!\$ ).*\n)*)", re.MULTILINE)


def pages() -> list[Path]:
    """Return every page with examples."""
    return sorted([*ROOT.glob("*.md"), *(ROOT / "docs").rglob("*.md")])


def matches(wanted: str, printed: str) -> bool:
    """Whether *printed* is as quoted; a line of three dots is any lines."""
    if wanted == printed:
        return True
    parts = [re.escape(part) for part in re.split(r"^\.\.\.\n", wanted, flags=re.MULTILINE)]
    return re.fullmatch("(?:.*\n)*".join(parts), printed) is not None


@dataclass
class Page:
    """A page that runs: the folder it runs in, the names its Python defines, what differs."""

    path: Path
    folder: Path
    names: dict[str, Any] = field(default_factory=dict)
    different: list[tuple[str, str]] = field(default_factory=list)

    def run(self) -> str:
        """Run the page, and return it with the output it has now."""
        return FENCE.sub(lambda fence: self._run_fence(fence), self.path.read_text("utf-8"))

    def _run_fence(self, fence: re.Match[str]) -> str:
        indent, body = fence["indent"], fence["body"]
        code = re.sub(rf"^{indent}", "", body, flags=re.MULTILINE)
        if fence["title"]:
            target = self.folder / fence["title"]
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_text(code, encoding="utf-8")
        elif fence["language"] == "console":
            code = COMMAND.sub(self._run_command, code)
        elif fence["language"] == "pycon":
            code = "".join(self._run_python(code))
        elif fence["language"] == "python":
            self._execute(code, "exec")
        indented = re.sub(r"^(?=.)", indent, code, flags=re.MULTILINE)
        return fence[0].replace(body, indented, 1)

    def _run_command(self, found: re.Match[str]) -> str:
        where = os.pathsep.join((str(Path(sys.executable).parent), os.environ.get("PATH", "")))
        done = subprocess.run(
            ["bash", "-c", found["command"].replace("\n> ", "\n")],
            cwd=self.folder,
            env={
                **os.environ,
                "PATH": where,
                "PYTHONPATH": str(ROOT / "src"),
                "COLUMNS": "100",
            },
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            timeout=300,
            check=False,
        )
        return f"$ {found['command']}\n" + self._compare(found["output"], done.stdout.decode())

    def _run_python(self, code: str) -> Iterator[str]:
        for part in doctest.DocTestParser().parse(code):
            if isinstance(part, str):
                yield part
                continue
            prompts = [">>> ", *["... "] * part.source.count("\n")]
            lines = part.source.splitlines()
            yield "".join(
                f"{p}{line}".rstrip() + "\n" for p, line in zip(prompts, lines, strict=False)
            )
            yield self._compare(part.want, self._execute(part.source, "single"))

    def _execute(self, source: str, mode: str) -> str:
        printed = io.StringIO()
        with contextlib.chdir(self.folder), contextlib.redirect_stdout(printed):
            exec(compile(source, self.path.name, mode), self.names)
        return printed.getvalue()

    def _compare(self, wanted: str, printed: str) -> str:
        printed = re.sub(r"[ \t]+$", "", printed, flags=re.MULTILINE)
        if matches(wanted, printed):
            return wanted
        self.different.append((wanted, printed))
        return printed


WORD_FILES = {
    "data-notice-2024.docx": (
        "关于推进数据开放的通知",
        "2024年3月5日",
        "各有关单位：",
        "一、编制开放目录",
        "公共数据应当有序开放。",
        "二、加强合作",
        "鼓励各地在数据开放方面合作。",
    ),
    "data-notice-2025.docx": (
        "关于加强数据安全的通知",
        "2025年3月7日",
        "各有关单位：",
        "一、落实安全责任",
        "各单位对所持数据的安全负责。",
        "二、有序开放",
        "数据在保障安全的前提下开放。",
    ),
    "minutes.docx": ("数据开放工作进展顺利，各地已经公布目录。", "下一步加强安全。"),
}


def make_word_files(folder: Path) -> None:
    """Write the Word files of the how-to page, and one that no reader takes."""
    folder.mkdir()
    for name, paragraphs in WORD_FILES.items():
        document = docx.Document()
        for paragraph in paragraphs:
            document.add_paragraph(paragraph)
        document.save(str(folder / name))
    sealed = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le")
    (folder / "sealed.docx").write_bytes(sealed)


def run_page(path: Path, folder: Path) -> tuple[str, list[tuple[str, str]]]:
    """Run one page in *folder*; return it as it is now, and the outputs that differ."""
    shutil.copytree(ROOT / "texts", folder / "texts")
    make_word_files(folder / "word")
    page = Page(path, folder)
    return page.run(), page.different


def main(names: list[str]) -> None:
    """Write the outputs of all pages anew, or of those named."""
    chosen = [Path(name).resolve() for name in names] or pages()
    for path in chosen:
        with tempfile.TemporaryDirectory() as folder:
            text, different = run_page(path, Path(folder))
        if different:
            path.write_text(text, encoding="utf-8")
        print(f"{path.relative_to(ROOT)}: {len(different)} outputs written anew")


if __name__ == "__main__":
    main(sys.argv[1:])
