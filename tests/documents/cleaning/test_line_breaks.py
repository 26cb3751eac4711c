"""Which line break ends a paragraph, which space is text; and terms no variant hides."""

from __future__ import annotations

import sys
import unicodedata

import pytest

from policytext.counting.matches import find_matches
from policytext.documents.cleaning import clean
from policytext.documents.fold import IGNORED, fold_character
from tests.support.make_documents import make_document

TERMS = (
    *("人工智能", "全球治理", "国际合作", "各国", "跨国", "共享", "可持续发展", "人民", "改革开放"),
    *("高质量", "生态文明", "乡村振兴", "数字经济", "科技创新", "安全", "绿色", "民主", "法治"),
    *("青年", "命运共同体"),
)


def lines(text: str, *steps: str) -> list[str]:
    return clean(text, steps or None).text.split("\n")


@pytest.mark.parametrize(
    ("text", "paragraphs"),
    [
        ("人工\n智能", ["人工智能"]),
        ("人工\r\n智能", ["人工智能"]),
        ("人工\u2028智能", ["人工智能"]),
        ("合作。\n治理", ["合作。", "治理"]),
        ("合作：“共赢。”\n治理", ["合作：“共赢。”", "治理"]),
        ("合作\n\n治理", ["合作", "治理"]),
        ("合作\n一、治理", ["合作", "一、治理"]),
        ("合作\n（二）治理", ["合作", "（二）治理"]),
        ("一、总体要求\n各国合作", ["一、总体要求", "各国合作"]),
        ("一、总体要求。各国加强合\n作", ["一、总体要求。各国加强合作"]),
        ("global\ngovernance", ["global governance"]),
        ("第1.\n5万亿", ["第1.", "5万亿"]),
        ("　　合作。　　\n　　治理", ["合作。", "治理"]),
        ("合作。\t\t治理", ["合作。", "治理"]),
        ("合作　　治理", ["合作治理"]),
        ("治理\n责任编辑：某某\n合作", ["治理", "责任编辑：某某", "合作"]),
        ("依照《\n著作权法\n》处理", ["依照《著作权法》处理"]),
        ("AI 治理 is good", ["AI治理is good"]),
    ],
)
def test_a_break_ends_a_paragraph_only_where_one_ends(text: str, paragraphs: list[str]) -> None:
    assert lines(text) == paragraphs


def test_a_hard_wrapped_text_is_joined_to_its_paragraphs() -> None:
    text = "各国应当加强合作共同推进全\n球治理共同应对风险挑战促进\n共同发展。\n国际社会携手。"

    assert lines(text) == [
        "各国应当加强合作共同推进全球治理共同应对风险挑战促进共同发展。",
        "国际社会携手。",
    ]


def test_a_full_line_of_a_wrapped_text_is_no_line_of_the_page() -> None:
    text = "各国加强合作推进全\n相关链接共同应对风\n险挑战促进共同发展\n各国应当合作发展。"

    assert len(lines(text)) == 1


def variants() -> list[str]:
    """Characters that may stand inside a word: white space, line breaks, what nobody sees."""
    every = map(chr, range(sys.maxunicode + 1))
    inside = [c for c in every if c.isspace() or IGNORED.fullmatch(c)]
    assigned = [c for c in inside if unicodedata.category(c) != "Cn"]
    return [*assigned, "\r\n", "\n\u3000\u3000", " \u200b ", "\u00a0\n"]


def folded() -> list[tuple[str, str]]:
    """Characters that are read as one of a term's: radicals and compatibility ideographs."""
    wanted = set("".join(TERMS))
    sources = [*range(0x2E80, 0x2FE0), *range(0xF900, 0xFB00), *range(0x2F800, 0x2FA20)]
    pairs = [(chr(code), fold_character(chr(code))) for code in sources]
    return [pair for pair in pairs if pair[1] in wanted]


def assert_found(written: dict[str, str]) -> None:
    """Check that each term is found once, with the bytes of just how it was written."""
    text = "".join(f"我们讲：{spelt}等等。\n" for spelt in written.values())
    document, data = make_document(text), text.encode()
    for term, spelt in written.items():
        (match,) = find_matches(document, [term])
        span = document.byte_span(match.start, match.end)
        assert span is not None
        assert data[slice(*span)].decode() == spelt


def test_no_character_inside_a_word_hides_it() -> None:
    """Over 350 variants of 20 terms each."""
    inserted = variants()
    for character in inserted:
        assert_found({term: character.join(term) for term in TERMS})
    replaced = folded()
    for source, target in replaced:
        assert_found({t: t.replace(target, source) for t in TERMS if target in t})
    assert len(inserted) + len(replaced) >= 350
