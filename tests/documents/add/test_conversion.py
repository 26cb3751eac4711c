"""Old Office files: converted where a program for it is installed, else refused in one line."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from policytext.cli import run
from policytext.documents.load import load_corpus
from policytext.documents.readers import OldOfficeError, read_capture
from tests.support.make_captures import make_docx

TEXT = "关于加强合作的通知\n各国应当加强合作，共同发展。\n"
BODY = "".join(f"<w:p><w:r><w:t>{line}</w:t></w:r></w:p>" for line in TEXT.split())
ANTIWORD = r"""#!{python}
import pathlib, sys
here, said = pathlib.Path(__file__).parent, sys.argv[1:]
assert said[:4] == ["-m", "UTF-8.txt", "-w", "0"], said
with open(here / "calls", "a") as stream:
    print("antiword", file=stream)
if b"secret" in pathlib.Path(said[4]).read_bytes():
    sys.exit("encrypted documents are not supported")
sys.stdout.buffer.write((here / "text").read_bytes())
"""
SOFFICE = r"""#!{python}
import pathlib, shutil, sys
here, said = pathlib.Path(__file__).parent, sys.argv[1:]
assert said[0].startswith("-env:UserInstallation=file://"), said
ending = said[said.index("--convert-to") + 1]
source = pathlib.Path(said[-1])
made = here / f"made.{{ending}}"
if made.exists():
    shutil.copy(made, pathlib.Path(said[said.index("--outdir") + 1], source.stem + "." + ending))
"""


def old(stream: str, more: bytes = b"") -> bytes:
    """Return the beginning of an old Office file, and the name of its main stream."""
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + f"{stream}\0".encode("utf-16-le") + more


@pytest.fixture
def programs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return an empty folder, the only one in which programs are found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    monkeypatch.setenv("PATH", str(folder))
    return folder


def install(folder: Path, name: str, program: str) -> None:
    path = folder / name
    path.write_text(program.format(python=sys.executable), "utf-8")
    path.chmod(0o755)


def add(tmp_path: Path, name: str, data: bytes) -> int:
    (tmp_path / "in").mkdir(exist_ok=True)
    path = tmp_path / "in" / name
    path.write_bytes(data)
    return run(["--texts", str(tmp_path / "texts"), "add", str(path), "--yes"])


def test_antiword_converts_a_word_file_to_plain_text(
    tmp_path: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(programs, "antiword", ANTIWORD)
    (programs / "text").write_text(TEXT, "utf-8")

    assert add(tmp_path, "notice-2021.doc", old("WordDocument")) == 0
    assert "another program has converted" in capsys.readouterr().out
    document = load_corpus(tmp_path / "texts")["notice-2021"]
    assert document.text == TEXT.rstrip()
    assert document.metadata.capture_path == "raw/notice-2021.txt"
    assert (tmp_path / "texts/raw/notice-2021.txt").read_text("utf-8") == TEXT


def test_a_folder_converts_each_file_once(
    tmp_path: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(programs, "antiword", ANTIWORD)
    (programs / "text").write_text(TEXT, "utf-8")
    command = ["--texts", str(tmp_path / "texts"), "add", str(tmp_path / "in"), "--yes"]

    assert add(tmp_path, "a.doc", old("WordDocument")) == 0
    (tmp_path / "in/b.doc").write_bytes(old("WordDocument", b"another"))
    capsys.readouterr()
    assert run(command) == 0
    assert "1 already in the corpus; 1 written" in capsys.readouterr().out
    assert (programs / "calls").read_text("utf-8") == "antiword\n" * 2


def test_libreoffice_comes_first_and_converts_to_the_new_format(
    tmp_path: Path, programs: Path
) -> None:
    install(programs, "antiword", ANTIWORD)
    install(programs, "soffice", SOFFICE)
    (programs / "made.docx").write_bytes(make_docx(BODY))

    assert add(tmp_path, "notice.doc", old("WordDocument")) == 0
    document = load_corpus(tmp_path / "texts")["notice"]
    assert document.metadata.capture_path == "raw/notice.docx"
    assert document.metadata.title == "关于加强合作的通知"
    assert not (programs / "calls").exists()


@pytest.mark.parametrize(
    ("name", "stream", "said"),
    [
        ("a.doc", "WordDocument", "install LibreOffice or antiword and add the file again"),
        ("a.xls", "Workbook", "install LibreOffice and add the file again; or save it as .xlsx"),
        ("a.ppt", "PowerPoint Document", "save it as .pptx"),
        ("a.doc", "Nothing", "Its kind is not known"),
    ],
)
def test_without_a_program_it_is_refused_in_one_line(
    tmp_path: Path,
    programs: Path,
    capsys: pytest.CaptureFixture[str],
    name: str,
    stream: str,
    said: str,
) -> None:
    assert add(tmp_path, name, old(stream)) == 3
    err = capsys.readouterr().err
    assert err.count("\n") == 1
    assert f"{name}: An old Office file (.doc, .xls, .ppt, .wps)." in err
    assert said in err


def test_antiword_is_not_asked_for_a_table(
    tmp_path: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(programs, "antiword", ANTIWORD)

    assert add(tmp_path, "a.xls", old("Workbook")) == 3
    assert "install LibreOffice and add" in capsys.readouterr().err


def test_failures_of_the_programs_are_told(
    tmp_path: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(programs, "antiword", ANTIWORD)
    assert add(tmp_path, "a.doc", old("WordDocument", b"secret")) == 3
    assert "antiword failed (encrypted documents are not supported)" in capsys.readouterr().err

    install(programs, "soffice", SOFFICE)
    assert add(tmp_path, "a.doc", old("WordDocument")) == 3
    assert "LibreOffice wrote no file" in capsys.readouterr().err


def test_a_program_that_writes_no_text_leaves_nothing(
    tmp_path: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(programs, "antiword", ANTIWORD)
    (programs / "text").write_text("\n\n", "utf-8")

    assert add(tmp_path, "a.doc", old("WordDocument")) == 3
    assert "no text could be read" in capsys.readouterr().err
    assert not (tmp_path / "texts").exists()


def test_other_commands_name_the_way_out(tmp_path: Path, programs: Path) -> None:
    install(programs, "antiword", ANTIWORD)

    with pytest.raises(OldOfficeError, match="take it in with 'policytext add'"):
        read_capture(old("WordDocument"), "a.doc")
    assert not (programs / "calls").exists()


@pytest.mark.parametrize("beginning", [b"\x89PNG\r\n", b"\xff\xd8\xff\xe0", b"II*\0", b"GIF89a"])
def test_a_picture_is_refused_as_one(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], beginning: bytes
) -> None:
    assert add(tmp_path, "page.png", beginning + bytes(99)) == 3
    assert "A picture cannot be read; make a PDF file of it" in capsys.readouterr().err


def test_a_file_with_a_password_is_refused_as_one(
    tmp_path: Path, programs: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    install(programs, "antiword", ANTIWORD)

    assert add(tmp_path, "a.docx", old("EncryptedPackage")) == 3
    assert "a.docx: An Office file with a password; save it without" in capsys.readouterr().err
    assert not (programs / "calls").exists()
