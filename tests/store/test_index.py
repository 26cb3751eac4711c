"""The store: only what changed is read, and nothing stale or foreign is ever used."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import numpy as np
import pytest

from policytext.base.errors import PolicytextError, UnreadableError
from policytext.counting.convention import Convention
from policytext.counting.matches import find_matches
from policytext.executors import EXECUTORS, Execution
from policytext.store import index as store
from policytext.store import parts
from policytext.store.index import index_folder, open_store
from policytext.store.parts import StoreRecipe

BODY = Convention(scope=("body",))
TEXTS = {
    "a.txt": "全球合作，共商共建。",
    "b.txt": "人工智能安全治理。\n\n合作共赢。",
    "sub/c.txt": "人工 智能\n治理与发展。",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        write(tmp_path / "texts" / name, text)
    return tmp_path / "texts"


def write(path: Path, text: str) -> None:
    """Write a text as one that lay there for an hour."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(text, "utf-8")
    age(path)


def age(path: Path) -> None:
    before = time.time() - 3600
    os.utime(path, (before, before))


@pytest.fixture
def settled(monkeypatch: pytest.MonkeyPatch) -> None:
    """Take the times of files at their word, though the tests made them this second."""
    monkeypatch.setattr(store, "_RACY_NS", -3600 * 10**9)


def test_the_matrix_counts_the_tokens_of_every_file(folder: Path, tmp_path: Path) -> None:
    held, _ = index_folder(folder, tmp_path / "store")
    dfm = held.build_dfm()
    counts = dict(zip(dfm.features, dfm.values.toarray().T.tolist(), strict=True))

    assert dfm.documents == ("a.txt", "b.txt", "sub/c.txt")
    assert counts["合作"] == [1, 1, 0]
    assert counts["人工智能"] == [0, 1, 1]


def test_documents_of_a_store_count_like_any_other(folder: Path, tmp_path: Path) -> None:
    held, _ = index_folder(folder, tmp_path / "store")
    hits = {d.id: len(find_matches(d, ["共"], BODY)) for d in held.iterate_documents()}

    assert hits == {"a.txt": 2, "b.txt": 1, "sub/c.txt": 0}


def test_texts_of_any_characters_come_out_of_a_store_as_they_went_in(tmp_path: Path) -> None:
    texts = {"a.txt": "全球治理", "b.txt": "𠮷野家在此。", "c.txt": "é"}
    for name, text in texts.items():
        (tmp_path / name).write_text(text, "utf-8")
    store, _ = index_folder(tmp_path, tmp_path / "store")

    assert {document.id: document.text for document in store.iterate_documents()} == texts


def test_a_second_run_reads_nothing(folder: Path, tmp_path: Path, settled: None) -> None:
    index_folder(folder, tmp_path / "store")
    _, summary = index_folder(folder, tmp_path / "store")

    assert (summary.read, summary.processed, summary.reused) == (0, 0, 3)


def test_only_the_changed_file_is_processed_again(
    folder: Path, tmp_path: Path, settled: None
) -> None:
    index_folder(folder, tmp_path / "store")
    write(folder / "a.txt", "全球。全球。")
    held, summary = index_folder(folder, tmp_path / "store")
    dfm = held.build_dfm()

    assert (summary.read, summary.processed, summary.reused) == (1, 1, 2)
    assert dfm.values.toarray()[0, dfm.features.index("全球")] == 2


def test_a_file_changed_within_its_times_resolution_is_read_again(
    folder: Path, tmp_path: Path
) -> None:
    """Same size, same time of change: only the content tells."""
    index_folder(folder, tmp_path / "store")
    status = (folder / "a.txt").stat()
    (folder / "a.txt").write_text("合作全球，共商共建。", "utf-8")
    os.utime(folder / "a.txt", ns=(status.st_atime_ns, status.st_mtime_ns))
    held, summary = index_folder(folder, tmp_path / "store")

    assert summary.processed == 1
    assert next(d for d in held.iterate_documents() if d.id == "a.txt").text[:2] == "合作"


def test_a_removed_file_leaves_the_matrix(folder: Path, tmp_path: Path) -> None:
    index_folder(folder, tmp_path / "store")
    (folder / "b.txt").unlink()
    held, _ = index_folder(folder, tmp_path / "store")

    assert held.build_dfm().documents == ("a.txt", "sub/c.txt")


def test_two_files_of_the_same_content_are_held_once_and_counted_twice(
    folder: Path, tmp_path: Path
) -> None:
    write(folder / "d.txt", TEXTS["a.txt"])
    held, summary = index_folder(folder, tmp_path / "store", chunk_size=1)
    dfm = held.build_dfm()

    assert dfm.values.toarray()[:, dfm.features.index("全球")].tolist() == [1, 0, 1, 0]
    assert summary.files == 4


def test_a_run_killed_between_parts_goes_on_where_it_was(
    folder: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    done = []

    def killed(job: parts.PartJob) -> parts.MadePart:
        if done:
            raise KeyboardInterrupt
        done.append(job)
        return parts.make_part(job)

    monkeypatch.setattr(store, "make_part", killed)
    with pytest.raises(KeyboardInterrupt):
        index_folder(folder, tmp_path / "store", chunk_size=2)
    monkeypatch.undo()
    held, summary = index_folder(folder, tmp_path / "store", chunk_size=2)

    assert summary.processed == 1
    assert len(held.build_dfm().documents) == 3


KILLED = """
import sys
from policytext.executors import Execution
from policytext.store.index import index_folder
if __name__ == "__main__":
    index_folder(sys.argv[1], sys.argv[2], execution=Execution(sys.argv[3], 2), chunk_size=2)
"""


@pytest.mark.skipif(sys.platform == "win32", reason="there is no SIGKILL")
@pytest.mark.parametrize("name", ["serial", "processes"])
def test_a_run_that_is_killed_outright_goes_on_where_it_was(name: str, tmp_path: Path) -> None:
    for number in range(200):
        write(tmp_path / "texts" / f"{number}.txt", f"第{number}条 全球合作。" * 200)
    (tmp_path / "run.py").write_text(KILLED, "utf-8")
    command = [sys.executable, tmp_path / "run.py", tmp_path / "texts", tmp_path / "store", name]
    process = subprocess.Popen(command, start_new_session=True)
    while process.poll() is None and len(list((tmp_path / "store").glob("*.parquet"))) < 3:
        time.sleep(0.005)
    os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    held, summary = index_folder(tmp_path / "texts", tmp_path / "store", chunk_size=2)
    whole, _ = index_folder(tmp_path / "texts", tmp_path / "whole", chunk_size=2)

    assert 6 <= summary.reused < 200
    assert summary.processed + summary.reused == 200
    assert held.parts == whole.parts
    assert held.names == whole.names
    assert [path.name for path in (tmp_path / "store").iterdir() if path.name[0] == "."] == []
    assert np.array_equal(held.build_dfm().values.toarray(), whole.build_dfm().values.toarray())


def test_a_part_that_is_gone_or_torn_is_made_again(
    folder: Path, tmp_path: Path, settled: None
) -> None:
    held, _ = index_folder(folder, tmp_path / "store", chunk_size=1)
    (tmp_path / "store" / held.parts[0]).unlink()
    torn = tmp_path / "store" / held.parts[1]
    torn.write_bytes(torn.read_bytes()[:-9])
    again, summary = index_folder(folder, tmp_path / "store", chunk_size=1)

    assert (summary.read, summary.processed, summary.reused) == (2, 2, 1)
    assert again.parts == held.parts
    assert again.build_dfm().shape == held.build_dfm().shape


def test_without_its_index_a_store_knows_its_texts_by_their_captures(
    folder: Path, tmp_path: Path
) -> None:
    held, _ = index_folder(folder, tmp_path / "store")
    (tmp_path / "store" / "index.parquet").write_bytes(b"PAR1 and nothing of use")
    again, summary = index_folder(folder, tmp_path / "store")

    assert (summary.read, summary.processed, summary.reused) == (3, 0, 3)
    assert (again.names, again.digests) == (held.names, held.digests)


def test_words_of_a_text_that_is_gone_are_no_features(folder: Path, tmp_path: Path) -> None:
    index_folder(folder, tmp_path / "store")
    (folder / "b.txt").unlink()
    held, _ = index_folder(folder, tmp_path / "store")

    assert "安全" not in held.build_dfm().features
    assert "发展" in held.build_dfm().features


def test_a_part_of_another_recipe_is_never_used(folder: Path, tmp_path: Path) -> None:
    index_folder(folder, tmp_path / "store")
    other = StoreRecipe("characters")

    assert open_store(tmp_path / "store", other).names == ()
    held, summary = index_folder(folder, tmp_path / "store", recipe=other)
    assert summary.processed == 3
    assert "人" in held.build_dfm().features
    assert "人工智能" not in held.build_dfm().features


def test_a_part_that_changed_on_disk_is_refused(folder: Path, tmp_path: Path) -> None:
    held, _ = index_folder(folder, tmp_path / "store")
    part = tmp_path / "store" / held.parts[0]
    data = bytearray(part.read_bytes())
    data[len(data) // 2] ^= 1
    part.write_bytes(data)

    with pytest.raises(UnreadableError, match="changed on disk"):
        held.build_dfm()


def test_a_file_no_text_can_be_vouched_for_is_named_and_left_out(
    folder: Path, tmp_path: Path
) -> None:
    (folder / "bad.txt").write_bytes("文\ufffd".encode())
    held, summary = index_folder(folder, tmp_path / "store")

    assert [name for name, _ in summary.refused] == ["bad.txt"]
    assert "bad.txt" not in held.names


def test_an_empty_folder_is_a_clear_message(tmp_path: Path) -> None:
    (tmp_path / "empty").mkdir()
    with pytest.raises(PolicytextError, match="no file to index"):
        index_folder(tmp_path / "empty", tmp_path / "store")


@pytest.mark.parametrize("name", EXECUTORS)
def test_every_executor_makes_the_same_bytes(name: str, folder: Path, tmp_path: Path) -> None:
    expected, _ = index_folder(folder, tmp_path / "serial", chunk_size=1)
    held, _ = index_folder(
        folder, tmp_path / name, chunk_size=1, execution=Execution(name, workers=2)
    )

    assert held.parts == expected.parts
    assert np.array_equal(held.build_dfm().values.toarray(), expected.build_dfm().values.toarray())
