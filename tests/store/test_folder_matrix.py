"""The matrix of plain files is the one scikit-learn makes of jieba's tokens."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest
from sklearn.feature_extraction.text import CountVectorizer

from policytext.base.errors import PolicytextError, UnreadableError
from policytext.executors import EXECUTORS, Execution
from policytext.segmenters import build_segmenter
from policytext.store.folder_matrix import build_dfm_from_folder

TEXTS = {
    "b.txt": "全球合作，共商共建。\n\n合作共赢。\r\n",
    "a/2.txt": "人工智能与 AI 治理",
    "a/10.txt": "",
    "a/c/1.txt": "\ufeff治理\r",
}


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    for name, text in TEXTS.items():
        (tmp_path / name).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / name).write_bytes(text.encode())
    (tmp_path / "notes.md").write_text("合作", "utf-8")
    return tmp_path


@pytest.mark.parametrize("name", EXECUTORS)
def test_the_matrix_is_that_of_count_vectorizer(name: str, folder: Path) -> None:
    dfm = build_dfm_from_folder(folder, execution=Execution(name, workers=2))
    cut = build_segmenter("jieba-reference").cut
    peer = CountVectorizer(tokenizer=cut, token_pattern=None, lowercase=False)
    expected = peer.fit_transform(TEXTS[name].removeprefix("\ufeff") for name in dfm.documents)
    visible = [i for i, f in enumerate(peer.get_feature_names_out()) if not f.isspace()]

    assert dfm.documents == ("a/10.txt", "a/2.txt", "a/c/1.txt", "b.txt")
    assert dfm.features == tuple(peer.get_feature_names_out()[visible])
    assert np.array_equal(dfm.values.toarray(), expected.toarray()[:, visible])
    assert dfm.sizes.tolist() == dfm.values.toarray().sum(axis=1).tolist()


def test_a_file_that_is_not_utf_8_is_named_with_the_byte(folder: Path) -> None:
    (folder / "gbk.txt").write_bytes("a球".encode("gbk"))
    with pytest.raises(UnreadableError, match=r"gbk\.txt: byte 1 is not UTF-8"):
        build_dfm_from_folder(folder)


def test_a_folder_without_such_files_is_a_clear_message(folder: Path) -> None:
    with pytest.raises(PolicytextError, match=r"no file ends in \.csv"):
        build_dfm_from_folder(folder, ending=".csv")
