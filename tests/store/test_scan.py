"""Scanning many texts at once counts as counting one by one does."""

from __future__ import annotations

import random
from pathlib import Path

import pytest

from policytext.base.errors import PolicytextError
from policytext.counting.matches import find_matches
from policytext.documents.document import Document, Metadata, Region
from policytext.executors import EXECUTORS, Execution
from policytext.store._part_scan import scan_texts
from policytext.store.index import index_folder
from policytext.store.scan import SCAN, count_in_store, scan_store


def counted_alone(text: str, terms: list[str]) -> list[tuple[str, int, int]]:
    document = Document("d", Metadata(), text, (Region("body", 0, len(text)),))
    return [(m.term, m.start, m.end) for m in find_matches(document, terms, SCAN)]


def test_random_texts_scan_as_they_count() -> None:
    draw = random.Random(11)
    terms = ["共", "共共", "全球", "全 球", "共商共", "AI", "A", "球\U00020000", "人工智能"]
    terms += ["A I", "A  A", "AI A", "5 A", "5. A", "A（共", "(", "A(球)", "二〇一", "〇"]
    letters = "共商全球人工智能AI  5.（）(二0〇一\u3000\n\U00020000"
    for _ in range(600):
        texts = ["".join(draw.choices(letters, k=draw.randrange(60))) for _ in range(4)]
        texts = [text.strip() for text in texts]
        hits, sizes = scan_texts(texts, terms)
        scanned: list[list[tuple[str, int, int]]] = [[] for _ in texts]
        for owner, term, start, end in zip(
            hits.texts, hits.terms, hits.starts, hits.ends, strict=True
        ):
            scanned[owner].append((terms[term], int(start), int(end)))

        assert scanned == [counted_alone(text, terms) for text in texts]
        assert sizes.tolist() == [len("".join(text.split())) for text in texts]


def test_no_text_and_no_hit_are_no_hits() -> None:
    assert len(scan_texts([], ["共"])[0]) == 0
    assert len(scan_texts(["无"], ["共"])[0]) == 0


def test_an_empty_term_is_refused() -> None:
    with pytest.raises(PolicytextError, match="term is empty"):
        scan_texts(["文"], [" "])


@pytest.mark.parametrize("name", EXECUTORS)
def test_a_store_counts_each_file_once_for_every_executor(name: str, tmp_path: Path) -> None:
    for number, text in enumerate(["共商共建。", "全球合作。", "共商共建。"]):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    store, _ = index_folder(tmp_path, tmp_path / "store", chunk_size=1)
    table = count_in_store(store, ["共", "全球", "无"], execution=Execution(name, workers=2))

    assert table.column("count") == [4, 1, 0]
    assert table.column("documents") == [2, 1, 0]
    assert table.records()[0]["per_1000"] == 1000 * 4 / 15
    assert table.title == "Counts in 3 files"


@pytest.mark.parametrize("name", EXECUTORS)
def test_every_hit_of_a_store_comes_once_with_its_place(name: str, tmp_path: Path) -> None:
    texts = ["共商共建。", "全球合作。", "共商共建。", "合作共赢。", "无关。"]
    for number, text in enumerate(texts):
        (tmp_path / f"{number}.txt").write_text(text, "utf-8")
    index_folder(tmp_path, tmp_path / "store", chunk_size=2)
    for number in (1, 4):  # held still, and no file any more
        (tmp_path / f"{number}.txt").unlink()
    store, _ = index_folder(tmp_path, tmp_path / "store", chunk_size=2)
    terms = ["合作", "共"]
    of = {
        digest: texts[int(file[0])] for file, digest in zip(store.names, store.digests, strict=True)
    }
    found = {}
    for part in scan_store(tmp_path / "store", terms, execution=Execution(name, workers=2)):
        for digest, size in zip(part.digests, part.sizes, strict=True):
            assert digest not in found
            assert size == len(of[digest])
            found[digest] = []
        columns = (part.hits.texts, part.hits.terms, part.hits.starts, part.hits.ends)
        for text, term, start, end in zip(*(column.tolist() for column in columns), strict=True):
            found[part.digests[text]].append((terms[term], start, end))

    assert {of[digest]: hits for digest, hits in found.items()} == {
        text: counted_alone(text, terms) for text in ("共商共建。", "合作共赢。")
    }


def test_a_folder_without_a_store_is_one_clear_message(tmp_path: Path) -> None:
    with pytest.raises(PolicytextError, match="is not a store; make one with 'policytext index'"):
        count_in_store(tmp_path, ["共"], execution=Execution("processes", 2))
