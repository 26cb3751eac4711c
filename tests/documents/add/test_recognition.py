"""Scanned pages: recognised by tesseract where it is installed, and never counted as certain."""

from __future__ import annotations

import ctypes
import json
import shutil
import sys
from pathlib import Path

import pypdfium2
import pytest
from pypdfium2 import raw

from policytext.cli import run
from policytext.documents.load import load_corpus
from policytext.documents.readers import read_capture
from policytext.documents.readers.lib.pdf_glyphs import is_recognised
from policytext.recheck import main as recheck
from tests.claims.lying import add_up, sign
from tests.support.make_captures import assert_conserved
from tests.support.make_pdf import Words, make_pdf, make_scan, make_tesseract_layer

TITLE = "关于加强国际合作的通知"
BODY = "各国应当加强合作，应对风险挑战，共同发展。"
PAGE = [Words(60, 780, TITLE, 20), Words(60, 740, BODY)]
# It knows two languages and is surer of the second one, whose text the test has prepared.
FAKE = r"""#!{python}
import pathlib, shutil, sys
here = pathlib.Path(__file__).parent
said = sys.argv[1:]
with open(here / "calls", "a") as stream:
    print(*said[2:], file=stream)
if said == ["--list-langs"]:
    print("List of available languages (3):", "chi_sim", "eng", "osd", sep="\n")
    sys.exit()
if (here / "broken").exists():
    sys.exit("no memory")
assert pathlib.Path(said[0]).read_bytes().startswith(b"P5\n")
language = said[said.index("-l") + 1]
shutil.copy(here / f"{{language}}.pdf", said[1] + ".pdf")
sure = {{"chi_sim": 91, "eng": 17}}[language]
rows = ["level\tconf\ttext", "1\t-1\t", f"5\t{{sure}}\t{{'文' * 30}}"]
pathlib.Path(said[1] + ".tsv").write_text("\n".join(rows), "utf-8")
"""


@pytest.fixture
def tesseract(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the folder of a program with the name of tesseract, the only one that is found."""
    folder = tmp_path / "bin"
    folder.mkdir()
    program = folder / "tesseract"
    program.write_text(FAKE.format(python=sys.executable), "utf-8")
    program.chmod(0o755)
    (folder / "chi_sim.pdf").write_bytes(
        make_pdf([[words._replace(drawn=False) for words in PAGE]])
    )
    (folder / "eng.pdf").write_bytes(make_pdf([[Words(60, 740, "AF MSR EGE", drawn=False)]]))
    monkeypatch.setenv("PATH", str(folder))
    return folder


@pytest.fixture
def scan(tmp_path: Path) -> Path:
    (tmp_path / "scans").mkdir()
    path = tmp_path / "scans/notice.pdf"
    path.write_bytes(make_scan([PAGE]))
    return path


def add(texts: Path, *arguments: str | Path) -> int:
    return run(["--texts", str(texts), "add", *map(str, arguments)])


def claim(texts: Path, published: str) -> list[str]:
    """Write a claim on the notice; return the command that verifies it."""
    (texts / "claims").mkdir(exist_ok=True)
    entry = f"{{id: c, kind: count, document: notice, terms: [合作], published: {published}}}"
    (texts / "claims/c.yaml").write_text(f"claims:\n  - {entry}\n", "utf-8")
    return ["--texts", str(texts), "verify", "--format", "json", "--evidence"]


def test_a_scan_is_recognised_and_no_count_of_it_is_certain(
    tmp_path: Path, tesseract: Path, scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts = tmp_path / "texts"

    assert add(texts, scan, "--yes") == 0
    assert "its letters are not certain" in capsys.readouterr().out

    document = load_corpus(texts)["notice"]
    assert document.metadata.title == TITLE
    assert document.text == f"{TITLE}\n{BODY}"
    assert [damage.kind for damage in document.damage] == ["recognised text"]
    assert {box.page for box in document.boxes(0, 5)} == {1}
    assert_conserved(document)
    assert run(["--texts", str(texts), "count", "合作"]) == 0
    assert "Recognised in pictures (OCR) and not checked" in capsys.readouterr().out
    for published in ("'2'", "'7'", "至少1次"):
        assert run(claim(texts, published)) == 1
        out = capsys.readouterr().out
        assert '"verdict": "unverifiable"' in out
        assert '"recounted": 2' in out
        (tmp_path / "findings.json").write_text(out, "utf-8")
        assert recheck([str(tmp_path / "findings.json"), str(texts)]) == 0
        capsys.readouterr()

    lie = json.loads(out)
    lie["findings"][0] |= {"verdict": "confirmed", "doubts": []}
    lie["documents"]["notice"]["damage"] = []
    add_up(lie)
    (tmp_path / "findings.json").write_text(sign(lie), "utf-8")
    assert recheck([str(tmp_path / "findings.json"), str(texts)]) == 1
    assert "unverifiable ['recognised'], not confirmed" in capsys.readouterr().out

    manifest = texts / "manifest.yaml"
    checked = manifest.read_text("utf-8").replace("ocr: unchecked", "ocr: checked")
    manifest.write_text(checked, "utf-8")
    assert run(claim(texts, "'2'")) == 0
    assert '"verdict": "confirmed"' in capsys.readouterr().out


def test_the_language_is_the_one_that_tesseract_is_surest_of(
    tmp_path: Path, tesseract: Path
) -> None:
    path = tmp_path / "two.pdf"
    path.write_bytes(make_scan([PAGE, PAGE]))

    assert add(tmp_path / "texts", path) == 0
    calls = (tesseract / "calls").read_text("utf-8").split("\n")
    assert [call.split()[1] for call in calls if call.startswith("-l")] == [
        "chi_sim",
        "eng",
        "chi_sim",
    ]


def test_a_scan_in_a_folder_is_recognised_once(
    tmp_path: Path, tesseract: Path, scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    texts, folder = tmp_path / "texts", tmp_path / "in"
    folder.mkdir()
    scan.rename(folder / scan.name)

    assert add(texts, folder, "--yes") == 0
    (tesseract / "calls").unlink()
    capsys.readouterr()
    assert add(texts, folder, "--yes") == 0
    assert "nothing: already in the corpus, as notice" in capsys.readouterr().out
    assert not (tesseract / "calls").exists()


def test_pages_with_text_stay_as_they_are(tmp_path: Path, tesseract: Path) -> None:
    mixed = pypdfium2.PdfDocument(make_scan([PAGE]))
    mixed.import_pages(pypdfium2.PdfDocument(make_pdf([[Words(60, 700, "附件列出合作事项。")]])))
    mixed.save(tmp_path / "mixed.pdf")

    assert add(tmp_path / "texts", tmp_path / "mixed.pdf", "--yes") == 0
    assert load_corpus(tmp_path / "texts")["mixed"].text == f"{TITLE}\n{BODY}\n附件列出合作事项。"


@pytest.mark.parametrize("rotation", [90, 180, 270])
def test_the_layer_of_a_page_that_a_viewer_turns_lies_on_its_picture(
    tmp_path: Path, tesseract: Path, rotation: int
) -> None:
    path = tmp_path / "turned.pdf"
    path.write_bytes(make_scan([PAGE], rotation=rotation))

    assert add(tmp_path / "texts", path, "--yes") == 0
    capture = tmp_path / "texts/raw/turned.pdf"
    assert load_corpus(tmp_path / "texts")["turned"].text == f"{TITLE}\n{BODY}"
    page = pypdfium2.PdfDocument(capture)[0]
    text, picture = page.get_textpage(), page.render(scale=1, grayscale=True)
    left, bottom, right, top = text.get_charbox(len(TITLE) + 2)
    corners = [seen(page, x, y) for x, y in ((left, bottom), (right, top))]
    (x1, y1), (x2, y2) = map(sorted, zip(*corners, strict=True))
    dark = [
        picture.buffer[y * picture.stride + x] < 128
        for y in range(y1, y2 + 1)
        for x in range(x1, x2 + 1)
    ]
    assert any(dark)


def seen(page: pypdfium2.PdfPage, x: float, y: float) -> tuple[int, int]:
    """Return where a place of a page is in its picture."""
    width, height = map(int, page.get_size())
    across, down = ctypes.c_int(), ctypes.c_int()
    raw.FPDF_PageToDevice(page, 0, 0, width, height, 0, x, y, across, down)
    return across.value, down.value


def test_without_tesseract_a_scan_is_refused_with_the_way_out(
    tmp_path: Path,
    scan: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path / "none"))

    assert add(tmp_path / "texts", scan, "--yes") == 3
    said = capsys.readouterr().err
    assert said.count("\n") == 1
    assert "Page 1 is a picture without text. To recognise it (OCR), install tesseract" in said
    assert not (tmp_path / "texts").exists()


def test_a_page_in_which_tesseract_recognises_nothing_is_refused(
    tmp_path: Path, tesseract: Path, scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for language in ("chi_sim", "eng"):
        (tesseract / f"{language}.pdf").write_bytes(make_pdf([[]]))

    assert add(tmp_path / "texts", scan, "--yes") == 3
    said = capsys.readouterr().err
    assert "Page 1 is a picture without text. tesseract recognises no text in it" in said


def test_a_failure_of_tesseract_is_told(
    tmp_path: Path, tesseract: Path, scan: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (tesseract / "broken").touch()

    assert add(tmp_path / "texts", scan, "--yes") == 3
    assert "tesseract failed (no memory)" in capsys.readouterr().err


def test_a_folder_without_a_manifest_names_the_scan_and_the_way_out(
    scan: Path, tesseract: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(["--texts", str(scan.parent), "count", "合作"]) == 3
    assert "Take it in with 'policytext add'" in capsys.readouterr().err
    assert not (tesseract / "calls").exists()


def codes(data: bytes) -> list[str]:
    return [note.code for note in read_capture(data, "a.pdf").notes]


def test_an_invisible_layer_is_read_and_marked_as_recognised() -> None:
    layer = make_pdf([[words._replace(drawn=False) for words in PAGE]])

    assert codes(layer) == ["capture_notes.pages", "capture_notes.recognised"]
    assert codes(make_pdf([PAGE])) == ["capture_notes.pages"]
    # A few hidden words do not make a page a recognised one.
    assert codes(make_pdf([[*PAGE, Words(60, 20, "隐", drawn=False)]])) == ["capture_notes.pages"]


def test_the_codes_of_a_layer_by_tesseract_are_characters() -> None:
    capture = read_capture(make_tesseract_layer("各 国 合 作 open source 2025 年"), "a.pdf")

    assert capture.text == "各国合作open source 2025年"
    assert "capture_notes.recognised" in [note.code for note in capture.notes]


def test_a_picture_with_text_by_a_known_program_is_recognised_text() -> None:
    file = pypdfium2.PdfDocument(make_scan([PAGE]))
    layer = pypdfium2.PdfDocument(make_pdf([PAGE])).page_as_xobject(0, file).as_pageobject()
    page = file[0]
    page.insert_obj(layer)  # drawn, as some programs do below the picture
    page.gen_content()

    text = page.get_textpage()

    assert is_recognised(page, text, text.count_chars(), "ABBYY FineReader 15")
    assert not is_recognised(page, text, text.count_chars(), "Writer LibreOffice 7.4")
    assert not is_recognised(page, text, 0, "ABBYY FineReader 15")


@pytest.mark.slow
def test_tesseract_itself_recognises_a_scan(tmp_path: Path) -> None:
    if shutil.which("tesseract") is None:
        pytest.skip("no tesseract to recognise with")
    path = tmp_path / "letter.pdf"
    words = "The ministries shall cooperate on artificial intelligence in all regions."
    path.write_bytes(make_scan([[Words(60, 740, words, 14)]]))

    assert add(tmp_path / "texts", path, "--yes") == 0
    text = load_corpus(tmp_path / "texts")["letter"].text
    assert "artificial intelligence" in text
