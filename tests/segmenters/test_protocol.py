"""Tokens: what is cut once is not cut again."""

from __future__ import annotations

from policytext.segmenters import build_segmenter
from policytext.segmenters.protocol import CutOnce, Segmenter


class _Counting:
    name, fingerprint = "counting", "f"

    def __init__(self) -> None:
        self.asked: list[str] = []

    def cut(self, text: str) -> list[str]:
        self.asked.append(text)
        return list(text)


def test_a_text_is_cut_once_and_another_by_itself() -> None:
    counting = _Counting()
    once = CutOnce(counting)

    assert [once.cut(text) for text in ("共商", "共建", "共商")] == [
        ["共", "商"],
        ["共", "建"],
        ["共", "商"],
    ]
    assert counting.asked == ["共商", "共建"]


def test_it_goes_by_the_name_and_the_fingerprint_of_what_cuts() -> None:
    jieba = build_segmenter("jieba")
    once = CutOnce(jieba)

    assert isinstance(once, Segmenter)
    assert (once.name, once.fingerprint) == (jieba.name, jieba.fingerprint)
