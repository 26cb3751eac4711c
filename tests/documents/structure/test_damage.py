"""Damage: found where it is, and nowhere else."""

from __future__ import annotations

from pathlib import Path

import pytest

from policytext.documents.assemble import build_document
from policytext.documents.document import Damage
from policytext.documents.load import load_corpus
from policytext.documents.manifest import load_manifest
from policytext.documents.readers import read_capture
from policytext.documents.structure import DAMAGE
from tests.support.make_documents import make_document

BODY = "各国应当加强合作，共同推进全球治理。\n国际社会要携手应对风险挑战，促进共同发展。\n"
PASSAGE = "今年再取消和下放一批行政审批事项，全部取消非行政许可审批，建立规范行政审批的管理制度。"


def damage(text: str, **entry: object) -> list[Damage]:
    return list(make_document(text, **entry).damage)  # type: ignore[arg-type]


def kinds(text: str, **entry: object) -> list[str]:
    return [found.kind for found in damage(text, **entry)]


def test_every_kind_has_a_finder_and_a_whole_text_has_none() -> None:
    assert set(DAMAGE) >= {"hole in numbering", "cut end", "repeated paragraph", "appended notes"}
    assert kinds(f"一、甲\n{BODY}二、乙\n{BODY}") == []


def test_a_missing_number_is_a_hole_at_the_number_that_follows() -> None:
    text = f"一、甲\n{BODY}二、乙\n{BODY}四、丁\n{BODY}"
    (hole,) = damage(text)

    assert hole.kind == "hole in numbering"
    assert "4 follows 2, without 3" in str(hole.what)
    assert make_document(text).text[hole.start :].startswith("四、丁")


def test_a_number_inside_a_paragraph_is_no_hole() -> None:
    assert kinds(f"（一）甲\n{BODY}（二）乙。{BODY[:-1]}（三）丙。\n（四）丁。") == []


@pytest.mark.parametrize(
    "text",
    [
        "一、甲\n一、子；\n二、丑；\n三、寅。\n二、乙。",
        "（一）甲\n一、子。\n二、丑。\n（二）乙\n一、子。\n二、丑。",
        "第一章 甲\n第一条 子。\n第二条 丑。\n第二章 乙\n第三条 寅。",
        "第一条 子。\n第一条之一 丑。\n第二条 寅。",
    ],
    ids=["a list in a list", "lists that begin anew", "numbers that run through", "inserted"],
)
def test_numberings_that_go_on_another_way_are_no_holes(text: str) -> None:
    assert kinds(text) == []


def test_a_list_that_begins_anew_under_a_heading_without_a_next_one_is_a_hole() -> None:
    items = "（一）甲。\n（二）乙。\n（三）丙。\n"

    assert kinds(f"一、回顾\n{items}{items}") == ["hole in numbering"]
    assert kinds(f"一、回顾\n{items}二、部署\n{items}") == []


@pytest.mark.parametrize(
    ("end", "cut"),
    [
        ("。", False),
        ("！”", False),
        ("。\n（新华社北京3月5日电）", False),
        ("。（《人民日报》2018年03月23日01版）", False),
        ("。\n国务院\n2025年7月26日", False),
        ("，各国应当加强国际", True),
        ("，促进共同发展，", True),
        ("。\n二、推动国际合作", True),
    ],
)
def test_an_end_within_a_sentence_is_told_from_a_signature(end: str, cut: bool) -> None:
    assert ("cut end" in kinds(BODY + "各国应当加强国际合作" + end)) is cut


def test_a_numbered_paragraph_that_breaks_off_is_cut_and_a_list_without_stops_is_not() -> None:
    sections = "".join(f"{n}、机制。推动全球合作，共享发展成果。\n" for n in "一二三四")
    names = "".join(f"{n}、人工智能治理\n" for n in "一二三四")

    assert kinds(f"{sections}五、机制。促进全球") == ["cut end"]
    assert kinds(f"{BODY}{names}五、能力建设") == []


def test_a_text_of_one_paragraph_that_is_cut_is_found() -> None:
    assert kinds(BODY.replace("\n", "")[:-4]) == ["cut end"]
    assert kinds(BODY.replace("\n", "")) == []


def test_a_passage_printed_twice_in_a_row_is_found_where_the_copy_stands() -> None:
    text = BODY + PASSAGE + "\n" + PASSAGE + "地方政府要彻底放。\n"
    (found,) = damage(text)
    document = make_document(text)

    assert found.kind == "repeated paragraph"
    assert document.text[found.start : found.end].strip() == PASSAGE
    assert document.text.index(PASSAGE) < found.start


def test_a_long_passage_printed_twice_far_apart_is_found_and_a_formula_is_not() -> None:
    sentences = "".join(f"第{n}项工作要抓紧落实到位，确保取得实效。" for n in range(20))

    assert kinds(sentences + BODY + sentences) == ["repeated paragraph"]
    assert kinds(PASSAGE + BODY + PASSAGE) == []


def test_rhetoric_in_english_is_no_repeat() -> None:
    line = "They deserve a vote, and they deserve it now, this year, from all of us. "

    assert kinds(line * 2 + "Thank you.", language="en") == []


def test_notes_behind_the_text_are_found_unless_they_are_declared() -> None:
    text = BODY * 3 + "注释：\n1、全球治理：是指各国共同治理。\n2、合作：是指共同行动。\n"

    assert kinds(text) == ["repeated paragraph", "appended notes"] or "appended notes" in kinds(
        text
    )
    assert "appended notes" not in kinds(text, annex_from="注释：")


def test_notes_that_only_cite_are_part_of_the_text() -> None:
    notes = "①列宁：《国家与革命》，《列宁全集》第31卷，第85页。\n②毛泽东：《实践论》，第3页。\n"

    assert kinds(f"{BODY}{PASSAGE}\n注：\n{notes}") == []


def test_furniture_and_a_licence_are_found() -> None:
    assert kinds(f"分享到：微信\n{BODY}") == ["page furniture"]
    assert kinds(f"当前位置：首页\n{PASSAGE}\n责任编辑：某某\n{BODY}") == ["page furniture"] * 2
    assert kinds(f"{BODY}{PASSAGE}\n本作品在中华人民共和国属于公有领域。") == ["licence footer"]


@pytest.mark.corpora
def test_the_damaged_among_the_real_texts_are_found_without_being_told(corpora: Path) -> None:
    found = {d.id: {x.kind for x in d.damage} for d in load_corpus(corpora) if d.damage}

    assert found.pop("gwr2007-mb") == {"hole in numbering"}  # section 4, of four pages, is missing
    assert found.pop("gwr2015-ws") == {"repeated paragraph"}
    # Each of these was looked up: the text is printed twice whole (1959, 1991) or in a sentence
    # (1979, 1988, 2010), a heading is lost (2006, 2007), or notes stand behind it (2012).
    assert found == {
        "gwr1959-mb": {"repeated paragraph"},
        "gwr1979-mb": {"repeated paragraph"},
        "gwr1979-ws": {"repeated paragraph"},
        "gwr1988-mb": {"repeated paragraph"},
        "gwr1988-ws": {"repeated paragraph"},
        "gwr1991-mb": {"repeated paragraph"},
        "gwr2006-mb": {"hole in numbering"},
        "gwr2007-ws": {"hole in numbering"},
        "gwr2010-ws": {"repeated paragraph"},
        "gwr2012-mb": {"appended notes"},
    }


@pytest.mark.corpora
def test_notes_of_a_real_text_are_found_when_the_manifest_does_not_name_them(
    corpora: Path,
) -> None:
    manifest, _ = load_manifest(corpora)
    entry = next(entry for entry in manifest.documents if entry.id == "gwr2010-mb")
    data = (corpora / entry.capture.path).read_bytes()
    document = build_document(
        entry.model_copy(update={"annex_from": None}), read_capture(data, entry.capture.path)
    )

    assert [found.kind for found in document.damage] == ["appended notes"]
