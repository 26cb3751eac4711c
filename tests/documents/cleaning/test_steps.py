"""Cleaning steps: each deletes or replaces one for one, and leads back to where it was."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.base.errors import UnknownNameError
from policytext.documents.cleaning import STEPS, choose_steps, clean
from tests.support.make_captures import assert_conserved
from tests.support.make_documents import make_document

QUOTED = "全文说，各国应当加强国际合作，共同发展，共享成果。"

WRAPPED = "全文说，各国应当加强国\n际合作，共同发展。"


def cleaned(text: str, step: str) -> str:
    return clean(text, (step,)).text


@pytest.mark.parametrize(
    ("step", "before", "after"),
    [
        ("ignorable", "人\u200b工\u00ad智\ufe0f能\x00\x1b", "人工智能"),
        ("fold", "⼈⺠２０２５％ＡＩ，：", "人民2025%AI，："),
        ("private", "全\ue600球\U000f0001治理", "全球治理"),
        ("zero", "二○二五年○月，○一是", "二〇二五年○月，○一是"),
        ("fold", "ﬁnance oﬃce ﬆ", "finance office st"),
        ("fold", "cross‐border 马克•吐温・‧ ｶﾅ｢｣", "cross-border 马克·吐温·· カナ「」"),
        ("compose", "cafe\u0301 カ\u3099 각 \u212bx", "café ガ 각 Åx"),
        ("spaced", "A R T I C L E 1 and A B C D E", "ARTICLE 1 and A B C D E"),
        ("spaced", "t r a d e and b a m n i b e, Trade", "trade and b a m n i b e, Trade"),
        ("spaced", "S p e r r s a t z", None),
        ("spaced", "G L O B A L   P L A N, it is a I b", "GLOBAL   PLAN, it is a I b"),
        ("spaced", "1 9 9 7 年1 2 月增长1 7 .5 万", "1997 年12 月增长17.5 万"),
        ("spaced", "1 2 3 4 个，共6 6 个，3 1/2", None),
        ("hyphens", "inter-\nnational and coop\u00ad\r\neration", "international and cooperation"),
        ("zero", "一九九○年、○二年级、◯", "一九九〇年、○二年级、◯"),
        ("emoji", "全球🌍治理✅👨‍👩‍👧加强☀️合作", "全球治理加强合作"),
        ("pinyin", "治（zhì）理(lǐ)人工智能（AI）世贸（wto）", "治理人工智能（AI）世贸（wto）"),
        ("pinyin", "全球（quán qiú）治理", "全球治理"),
        ("watermarks", "全球www.example.com治理，https://un.org ", "全球治理，https://un.org "),
        ("furniture", "首页 > 新闻\n各国合作。\n分享到：\n责任编辑：张三", "各国合作。\n"),
        ("quotes", f"“各国应当加强国际合作”\n{QUOTED}", QUOTED),
        ("quotes", f"“各国应当加强国际合作”\n{WRAPPED}", WRAPPED),
        ("quotes", f"各国应当加强国\n{WRAPPED}", None),
        ("quotes", f"{WRAPPED}各国应当加强国际合作", None),
        ("footer", f"{QUOTED * 3}\n本作品在中国属于公有领域。\n人民", f"{QUOTED * 3}\n"),
        ("despace", "人 工 智 能 AI 治 理  is  good", "人工智能AI治理is good"),
        ("unwrap", "人工智\n能治理。\r\n各国", "人工智能治理。\n各国"),
        ("columns", "人工智\n\n能治理，各国共同\n推进", "人工智能治理，各国共同推进"),
    ],
)  # fmt: skip
def test_a_step_does_what_it_is_called(step: str, before: str, after: str | None) -> None:
    """None: it finds nothing to do."""
    assert cleaned(before, step) == (before if after is None else after)


def test_every_step_is_tested_above_and_can_be_turned_on_and_off() -> None:
    for name, step in STEPS.items():
        assert name in choose_steps({name: True})
        assert name not in choose_steps({name: False})
        assert (name in choose_steps({})) is step.default
    with pytest.raises(UnknownNameError, match="Did you mean 'emoji'"):
        choose_steps({"emojis": True})


def test_private_characters_of_gb_18030_are_the_ones_they_stand_for() -> None:
    assert cleaned("\ue81e\ue816", "fold") == "\u9fb4\U00020087"


MESSY = st.text(
    st.sampled_from("人工智能全球○二〇五 \n\t\r\u3000\u200b\ue600🌍（）quánlǐ。，一、（#.com"),
    max_size=80,
)


@given(MESSY)
def test_every_step_conserves_characters_and_their_order(text: str) -> None:
    draft = clean(text, tuple(STEPS))

    assert list(draft.sources) == sorted(set(draft.sources))
    gone = sum(end - start for start, end, _ in draft.dropped)
    assert len(draft.text) + gone == len(text)
    assert all(reason for _, _, reason in draft.dropped)


@given(MESSY)
def test_cleaning_again_changes_nothing_a_reader_sees(text: str) -> None:
    once = clean(text).text

    assert "".join(clean(once).text.split()) == "".join(once.split())


LONG = "各国应当加强国际合作，共同应对风险挑战，推动全球治理体系改革。"
# A text, a term that is found with the step on and not with it off, or the other way round.
CARRIED = {
    "hyphens": ("深化 inter-\nnational 合作。", "international"),
    "compose": ("在 cafe\u0301 里。", "café"),
    "spaced": ("见 A R T I C L E 一。", "ARTICLE"),
    "ignorable": ("全\u200b球", "全球"),
    "fold": ("在２０２５年", "2025"),
    "private": ("全\ue600球", "全球"),
    "emoji": ("全🌍球", "全球"),
    "columns": (f"{LONG}各国深化合\n\n作，共同发展。", "深化合作"),
    "unwrap": ("加强国际合\n作。", "国际合作"),
    "despace": ("国 际 合 作", "国际合作"),
    "zero": ("二○二五年", "二〇二五"),
    "pinyin": ("全（quán）球", "全球"),
    "watermarks": ("全www.example.com球", "全球"),
    "quotes": (f"加强国际合作，共同应对风险\n{LONG}", "风险各国"),
    "furniture": (f"分享到：微信\n{LONG}", "微信"),
    "footer": (f"{LONG * 3}\n本作品在中国属于公有领域，人民可以使用。", "人民"),
}


@pytest.mark.parametrize("step", STEPS)
def test_the_manifest_turns_every_step_on_and_off(step: str) -> None:
    text, term = CARRIED[step]
    on, off = (make_document(text, cleaning={step: way}) for way in (True, False))

    assert (step in on.steps, step in off.steps) == (True, False)
    assert on.text != off.text
    assert (term in on.text) is not (term in off.text)
    for document in (on, off):
        assert_conserved(document)


def test_each_step_of_a_document_is_reported_and_can_be_turned_off() -> None:
    text = "全\u200b球🌍治 理（lǐ）。"
    document = make_document(text, cleaning={"pinyin": True, "emoji": False})

    assert document.text.split("\n")[1] == "全球🌍治理。"
    assert {d.reason for d in document.dropped} == {"ignorable", "space", "pinyin"}
    assert_conserved(document)
