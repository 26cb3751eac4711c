"""What holds of every segmenter, asked of every one in the table."""

import pickle
import subprocess
import sys
import unicodedata

import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from policytext.segmenters import SEGMENTERS, build_segmenter
from policytext.segmenters.protocol import Segmenter, iterate_tokens

ODD_TEXTS = [
    "",
    " ",
    "\r\n",
    "\r\n\n\r",
    "\x00\x01\x1b\x1c\x1d\x1e\x1f\x7f\x85",
    "人\u200b工\u00ad智\ufe0f能\u3000\u00a0\ufeff",
    "\ud800",
    "人工\udfff智能 \ud83d\ude00",
    "𠮷野家\U0002ebf0\U00030000\U0010ffff😀",
    "㐀䶿鿖鿿豈\ufaff⼈⺀",
    "\u0378\ufffe\uffff\ue000\ue001",
    "１２％　ＡＩ①Ⅳ２０２５年",
    "https://www.gov.cn/zhengce/2025-07/26/content_1.2.3.htm?a=b&c=%20#x",
    "e\u0301cole's cooperation—win‑win state-of-the-art",
    "全" * 3000,
    "-" * 3000,
    "1.1" * 1000,
]


@pytest.fixture(params=SEGMENTERS, scope="module")
def segmenter(request: pytest.FixtureRequest) -> Segmenter:
    return build_segmenter(request.param)


@pytest.mark.parametrize("text", ODD_TEXTS, ids=range(len(ODD_TEXTS)))
def test_the_tokens_of_odd_texts_joined_are_the_text(segmenter: Segmenter, text: str) -> None:
    assert "".join(segmenter.cut(text)) == text


ANY_TEXT = st.text(st.one_of(st.characters(), st.characters(categories=["Cs"])))


@example("人工智能")
@given(ANY_TEXT)
@settings(max_examples=200, deadline=None)
def test_the_tokens_of_any_text_joined_are_the_text(text: str) -> None:
    for name in SEGMENTERS:
        assert "".join(build_segmenter(name).cut(text)) == text, name


@given(ANY_TEXT)
@settings(max_examples=100, deadline=None)
def test_no_token_is_empty_and_a_second_cut_is_the_first_again(text: str) -> None:
    for name in SEGMENTERS:
        tokens = build_segmenter(name).cut(text)
        assert all(tokens), name
        assert build_segmenter(name).cut(text) == tokens, name


def test_every_unicode_character_can_be_cut(segmenter: Segmenter) -> None:
    for start in range(0, 0x110000, 0x1000):
        text = "".join(map(chr, range(start, start + 0x1000)))
        assert "".join(segmenter.cut(text)) == text


def test_the_empty_text_has_no_tokens(segmenter: Segmenter) -> None:
    assert segmenter.cut("") == []


@given(st.text(alphabet="全球治理的a1.- \t，"), st.text(alphabet="全球治理的a1.- \t，"))
@settings(max_examples=100, deadline=None)
def test_lines_may_be_cut_one_by_one_or_together(first: str, second: str) -> None:
    for name in SEGMENTERS:
        cut = build_segmenter(name).cut
        assert cut(f"{first}\n{second}") == [*cut(first), "\n", *cut(second)], name


def test_each_token_stands_at_its_offsets(segmenter: Segmenter) -> None:
    text = "全球治理：AI 与2025年，“共商共建”。\n𠮷"
    tokens = list(iterate_tokens(segmenter, text))
    assert [text[token.start : token.end] for token in tokens] == [token.text for token in tokens]


def test_each_is_a_segmenter_by_its_name_in_the_table() -> None:
    for name in SEGMENTERS:
        built = build_segmenter(name)
        assert isinstance(built, Segmenter)
        assert built.name == name


def test_the_same_configuration_has_the_same_fingerprint(segmenter: Segmenter) -> None:
    again = build_segmenter(segmenter.name)
    assert segmenter.fingerprint == again.fingerprint
    assert segmenter.fingerprint.isprintable()
    assert segmenter.fingerprint.isascii()


def test_a_segmenter_that_has_cut_can_be_sent_to_another_process(segmenter: Segmenter) -> None:
    text = "人工智能全球治理"
    tokens = segmenter.cut(text)
    assert pickle.loads(pickle.dumps(segmenter)).cut(text) == tokens


def test_building_a_segmenter_loads_no_dictionary_until_it_cuts() -> None:
    program = (
        "import sys; from policytext.segmenters import SEGMENTERS, build_segmenter\n"
        "for name in SEGMENTERS: build_segmenter(name, user_words=['全球治理']).fingerprint\n"
        "sys.exit(bool({'jieba', '_policytext_jieba', 'rjieba'} & set(sys.modules)))"
    )
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 0


def test_fingerprints_of_segmenters_that_cut_differently_differ() -> None:
    text = "他来到了网易杭研大厦 don't"
    names = [name for name in SEGMENTERS if name != "jieba-reference"]
    built = [build_segmenter(name) for name in names]
    assert len({tuple(each.cut(text)) for each in built}) == len(names)
    assert len({each.fingerprint for each in built}) == len(names)


def test_the_fingerprint_names_the_unicode_version_where_it_decides() -> None:
    for name in ("characters", "words"):
        assert unicodedata.unidata_version in build_segmenter(name).fingerprint
