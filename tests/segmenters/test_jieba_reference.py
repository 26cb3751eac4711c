"""jieba itself, behind walls."""

import hashlib
import marshal
import os
import subprocess
import sys
import tempfile
from pathlib import Path
from typing import Any

import pytest

from policytext.base.errors import UnreadableError
from policytext.segmenters import (
    build_segmenter,
    jieba_exact,
    jieba_reference,
)
from policytext.segmenters import (
    jieba_dictionary as dictionary,
)

SENTENCE = (
    "总理主持召开的这场座谈会，旨在听取专家学者和企业界人士对"
    "《政府工作报告（征求意见稿）》的意见建议。"
)
# The tokens scattertext prints for it, in its test_chinesenlp.py.
TOKENS = (
    "总理 主持 召开 的 这场 座谈会 ， 旨在 听取 专家学者 和 企业界 人士 对 "
    "《 政府 工作 报告 （ 征求意见 稿 ） 》 的 意见建议 。"
)


@pytest.mark.parametrize("name", ["jieba", "jieba-reference"])
def test_the_tokens_are_those_published_for_a_sentence(name: str) -> None:
    assert " ".join(build_segmenter(name).cut(SENTENCE)) == TOKENS


@pytest.mark.parametrize("name", ["jieba", "jieba-reference"])
def test_a_user_word_is_cut_whole(name: str) -> None:
    text = "人工智能治理要坚持共商共建共享"
    assert "人工智能治理" not in build_segmenter(name).cut(text)
    words = ["人工智能治理", "共商共建共享"]
    assert build_segmenter(name, user_words=words).cut(text) == [words[0], "要", "坚持", words[1]]


def _hostile_caches() -> list[bytes]:
    """Return ten files that jieba would load, or choke on, from its temporary folder."""
    honest = {"人": 3, "人工": 2}
    good = marshal.dumps((honest, 60101967))
    return [
        good,
        marshal.dumps(({}, 0)),
        marshal.dumps(({"人工智能": 0}, 1)),
        marshal.dumps(({"能": -5}, -1)),
        marshal.dumps((honest, float("nan"))),
        marshal.dumps(("text", "total")),
        marshal.dumps([1, 2, 3]),
        good[: len(good) // 2],
        b"",
        os.urandom(4096),
    ]


@pytest.mark.parametrize("content", _hostile_caches(), ids=range(10))
def test_a_cache_planted_in_the_temporary_folder_changes_no_token(
    content: bytes, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = dictionary.locate_jieba() / "dict.txt"
    hashed = hashlib.md5(str(path).encode()).hexdigest()
    for name in ("jieba.cache", f"jieba.u{hashed}.cache"):
        (tmp_path / name).write_bytes(content)
        os.utime(tmp_path / name, (2**32, 2**32))  # newer than any dictionary
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    for engine in (jieba_exact.ExactEngine(()), jieba_reference.ReferenceEngine(())):
        assert " ".join(engine.cut(SENTENCE, hmm=True)) == TOKENS


def _run(program: str, folder: Path, *options: str) -> subprocess.CompletedProcess[str]:
    # Without compiled files jieba's source is compiled anew, which is when Python warns.
    surroundings = os.environ | {"PYTHONPYCACHEPREFIX": str(folder), "TMPDIR": str(folder)}
    command = [sys.executable, *options, "-c", program]
    return subprocess.run(
        command, env=surroundings, capture_output=True, text=True, encoding="utf-8", check=False
    )


CUT_WITH_BOTH = """
from policytext.segmenters import build_segmenter
for name in ("jieba", "jieba-reference"):
    build_segmenter(name, user_words=["全球治理"]).cut("全球治理与人工智能")
"""


@pytest.mark.parametrize("warn", ["-Wdefault", "-Werror"])
def test_loading_prints_nothing(tmp_path: Path, warn: str) -> None:
    done = _run(CUT_WITH_BOTH, tmp_path, warn)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_loading_opens_no_file_in_the_temporary_folder(tmp_path: Path) -> None:
    watched = tmp_path / "watched"
    watched.mkdir()
    program = f"""
import sys, tempfile
tempfile.tempdir = {str(watched)!r}
def refuse(event, arguments):
    if arguments and str(arguments[0]).startswith(tempfile.tempdir):
        raise SystemExit(f"{{event}} {{arguments}}")
sys.addaudithook(refuse)
{CUT_WITH_BOTH}"""
    done = _run(program, tmp_path)
    assert (done.returncode, done.stderr) == (0, "")
    assert list(watched.iterdir()) == []


def test_what_others_do_to_jieba_changes_no_token(jieba: Any, oracle: Any) -> None:
    text = "他来到了网易杭研大厦"
    try:
        oracle().del_word("杭研")
        assert "杭研" not in oracle().cut(text), "jieba splits it for every Tokenizer"
        for engine in (jieba_exact.ExactEngine(()), jieba_reference.ReferenceEngine(())):
            assert "杭研" in engine.cut(text, hmm=True)
    finally:
        jieba.finalseg.Force_Split_Words.clear()


def test_our_user_words_change_nothing_for_others(jieba: Any, oracle: Any) -> None:
    import rjieba

    text = "负责任人工智能治理"
    before = oracle().lcut(text), rjieba.cut(text)
    for name in ("jieba", "jieba-reference"):
        assert build_segmenter(name, user_words=[text]).cut(text) == [text]
    assert (oracle().lcut(text), rjieba.cut(text)) == before
    assert not jieba.finalseg.Force_Split_Words


def test_another_release_of_jieba_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jieba_reference.import_private_jieba(), "__version__", "0.43")
    with pytest.raises(UnreadableError, match=r"this is jieba 0\.43, .*0\.42\.1"):
        jieba_reference.build_tokenizer(())
