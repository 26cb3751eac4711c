"""Nothing is read or written outside the texts folder and the output named; ids are plain names."""

from __future__ import annotations

import hashlib
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from policytext.base.errors import FaultyInputError, PolicytextError, UnreadableError
from policytext.base.files import write_atomically
from policytext.claims import load_claims
from policytext.cli import run
from policytext.counting.lexicon import load_lexicon
from policytext.documents.load import load_corpus
from policytext.report.spec import load_spec
from tests.support.make_documents import make_document

TEXT = "全球治理\n"
DIGEST = hashlib.sha256(TEXT.encode()).hexdigest()
ODD_IDS = [
    "",
    "A",
    "全球",
    "a b",
    "../a",
    "a/b",
    ".a",
    "-a",
    "a\n",
    "a\0",
    "a" * 65,
    "全" * 86,
    "a\\b",
]


def make_texts(folder: Path, *, identifier: str = "a", path: str = "raw/a.txt") -> Path:
    """Write a texts folder with one document."""
    (folder / "raw").mkdir(parents=True)
    (folder / "raw" / "a.txt").write_text(TEXT, encoding="utf-8")
    quoted = identifier.replace("\\", r"\\").replace("\n", r"\n").replace("\0", r"\0")
    (folder / "manifest.yaml").write_text(
        f'documents:\n  - id: "{quoted}"\n    title: 题\n    issued: "2025"\n'
        f"    capture: {{path: '{path}', sha256: {DIGEST}}}\n",
        encoding="utf-8",
    )
    return folder


def test_a_plain_id_and_path_are_read(tmp_path: Path) -> None:
    for number, name in enumerate(("a", "0", "plan-2025.v2_draft", "a" * 64)):
        assert load_corpus(make_texts(tmp_path / str(number), identifier=name)).ids == (name,)


@pytest.mark.parametrize("identifier", ODD_IDS, ids=ascii)
def test_an_odd_id_is_refused_with_what_ids_are(tmp_path: Path, identifier: str) -> None:
    with pytest.raises(
        FaultyInputError, match="is not a valid id; use up to 64 lower-case letters"
    ):
        load_corpus(make_texts(tmp_path / "texts", identifier=identifier))


@pytest.mark.parametrize(
    "path", ["/etc/passwd", "../a.txt", "raw/../../a.txt", "raw\\a.txt", "..", "raw/.."]
)
def test_a_path_that_leads_out_is_refused_by_its_name(tmp_path: Path, path: str) -> None:
    with pytest.raises(FaultyInputError, match="leads out of the texts folder"):
        load_corpus(make_texts(tmp_path / "texts", path=path))


def link_to(outside: Path, place: Path) -> None:
    """Replace *place* by a link to a copy of it outside."""
    place.rename(outside)
    place.symlink_to(outside)


def _add_lexicon(texts: Path) -> None:
    (texts / "lexicons").mkdir()
    (texts / "lexicons" / "l.yaml").write_text("families: [{id: a, terms: {zh: [全]}}]\n")


def _add_claims(texts: Path) -> None:
    (texts / "claims").mkdir()
    (texts / "claims" / "c.yaml").write_text(
        "claims: [{id: x, kind: count, document: a, terms: [全], published: '1'}]\n"
    )


@pytest.mark.parametrize(
    ("place", "read"),
    [
        ("raw", load_corpus),
        ("raw/a.txt", load_corpus),
        ("manifest.yaml", load_corpus),
        ("report.yaml", load_spec),
        ("claims", load_spec),
        ("claims/c.yaml", load_spec),
        ("lexicons", load_spec),
        ("lexicons/l.yaml", load_spec),
    ],
)
def test_a_link_that_leads_out_is_refused(
    tmp_path: Path, place: str, read: Callable[[Path], object]
) -> None:
    texts = make_texts(tmp_path / "texts")
    _add_lexicon(texts)
    _add_claims(texts)
    if place == "report.yaml":
        (texts / "report.yaml").write_text("title: {zh: 题}\n")
    read(texts)
    link_to(tmp_path / "outside", texts / place)

    with pytest.raises(UnreadableError, match=r"a link that leads out of .*; copy the file in\."):
        read(texts)


@pytest.mark.parametrize(
    ("place", "arguments"),
    [
        ("claims", ["verify"]),
        ("claims/c.yaml", ["verify"]),
        ("claims/c.yaml", ["explain", "x"]),
        ("lexicons/l.yaml", ["explain", "x"]),
        ("lexicons/l.yaml", ["families"]),
        ("lexicons/l.yaml", ["find-claims", "article.txt"]),
        ("claims/c.yaml", ["report", "--out", "out"]),
    ],
    ids=str,
)
def test_no_command_follows_a_link_out(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, place: str, arguments: list[str]
) -> None:
    texts = make_texts(tmp_path / "texts")
    _add_lexicon(texts)
    _add_claims(texts)
    (tmp_path / "article.txt").write_text("无")
    link_to(tmp_path / "outside", texts / place)
    monkeypatch.chdir(tmp_path)

    assert run(arguments) == 3
    assert not (tmp_path / "out").exists()


def test_a_link_inside_the_folder_and_a_linked_folder_are_read(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts")
    link_to(texts / "b.txt", texts / "raw" / "a.txt")
    (tmp_path / "link").symlink_to(texts)

    assert load_corpus(tmp_path / "link")["a"].text.endswith("全球治理")


@pytest.mark.parametrize("name", ["../lexicon.yaml", "/etc/hostname", "lexicons/../../l.yaml"])
def test_a_report_names_no_file_outside(tmp_path: Path, name: str) -> None:
    texts = make_texts(tmp_path / "texts")
    (texts / "report.yaml").write_text(f"lexicon: {name}\nclaims: [{name}]\n")

    with pytest.raises(FaultyInputError, match="leads out of the texts folder") as raised:
        load_spec(texts)
    assert len(raised.value.faults) == 2


@pytest.mark.parametrize("identifier", [each for each in ODD_IDS if each], ids=ascii)
def test_adding_under_an_odd_id_writes_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, identifier: str
) -> None:
    texts = make_texts(tmp_path / "texts")
    source = tmp_path / "b.txt"
    source.write_text("合作交流。\n")
    monkeypatch.chdir(tmp_path)
    before = {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()}
    options = ["--id", identifier, "--title", "题", "--issued", "2025", "--yes"]

    assert run(["--texts", str(texts), "add", str(source), *options]) in (2, 3)
    assert {path: path.read_bytes() for path in tmp_path.rglob("*") if path.is_file()} == before


@pytest.mark.parametrize("name", ["全" * 80, "a b", "x", "-y", "CON", ".hidden", "a\nb"])
def test_whatever_a_file_is_called_it_is_added_under_a_plain_name(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    texts = make_texts(tmp_path / "texts")
    source = tmp_path / f"{name}.txt"
    source.write_text("合作交流。\n")
    monkeypatch.chdir(tmp_path)
    options = ["--id", "b", "--title", "题", "--issued", "2025", "--yes"]

    assert run(["--texts", str(texts), "add", str(source), *options]) == 0
    assert load_corpus(texts)["b"].text.endswith("合作交流。")
    assert sorted(path.name for path in (texts / "raw").iterdir()) == ["a.txt", "b.txt"]


def test_adding_writes_through_no_link(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    texts = make_texts(tmp_path / "texts")
    link_to(tmp_path / "outside", texts / "raw")
    source = tmp_path / "b.txt"
    source.write_text("合作交流。\n")
    monkeypatch.chdir(tmp_path)
    options = ["--id", "b", "--title", "题", "--issued", "2025", "--yes"]

    assert run(["--texts", str(texts), "add", str(source), *options]) == 3
    assert [path.name for path in (tmp_path / "outside").iterdir()] == ["a.txt"]


def test_an_output_that_is_a_link_is_replaced_and_its_target_stays(tmp_path: Path) -> None:
    target, link = tmp_path / "target", tmp_path / "link"
    target.write_text("old")
    link.symlink_to(target)
    write_atomically(link, "new")

    assert (target.read_text(), link.read_text()) == ("old", "new")


def test_a_claims_file_outside_may_be_named_by_the_user(tmp_path: Path) -> None:
    texts = make_texts(tmp_path / "texts")
    _add_claims(texts)
    link_to(tmp_path / "outside.yaml", texts / "claims" / "c.yaml")

    assert len(load_claims(tmp_path / "outside.yaml")) == 1


def test_terms_are_literals_and_cost_no_time() -> None:
    """As a pattern, the first would take seconds on 26 characters and years on these."""
    from policytext.counting.convention import MATCHES, Convention
    from policytext.counting.matches import find_matches

    document = make_document("全" * 2000 + "(全+)+$a.*[b]{2}\\1", title="题")
    for term in ("(全+)+$", "a.*", "[b]{2}", "\\1"):
        for match in MATCHES[:1] + MATCHES[2:]:
            begun = time.process_time()
            found = find_matches(document, [term], Convention(match=match))
            assert time.process_time() - begun < 2
            assert len(found) <= 1
            assert match != "text" or len(found) == 1


def test_a_lexicon_may_stand_anywhere_when_it_is_named(tmp_path: Path) -> None:
    path = tmp_path / "l.yaml"
    path.write_text("families: [{id: a, terms: {zh: [全]}}]\n")

    assert len(load_lexicon(path)) == 1
    with pytest.raises(PolicytextError, match="cannot be read"):
        load_lexicon(tmp_path / "gone.yaml")
