"""Titles printed again are counted once, whatever the layout."""

from __future__ import annotations

from random import Random

import pytest

from policytext.counting.convention import Convention
from policytext.counting.matches import find_matches
from policytext.documents.document import Document
from tests.support.make_captures import assert_conserved
from tests.support.make_documents import make_document

TITLE = "城市绿化合作规划"
BODY = "为推进绿化合作，制定本规划。"


def count(document: Document, term: str = "合作", match: str = "text") -> int:
    return len(find_matches(document, [term], Convention(match=match)))  # type: ignore[arg-type]


LAYOUTS = (
    TITLE,
    f"《{TITLE}》",
    f"【{TITLE}】",
    f"# {TITLE}",
    f"——{TITLE}——",
    "城市绿化\n合作规划",
    "城市\n\n绿化合作\n\n规划",
    " ".join(TITLE),
    f"\u3000\u3000“{TITLE}”。",
)


@pytest.mark.parametrize("again", LAYOUTS)
def test_a_title_printed_again_is_dropped_from_the_body(again: str) -> None:
    for text in (f"{TITLE}\n\n{again}\n\n{BODY}", f"{TITLE}\n\n{BODY}\n\n{again}\n{BODY}"):
        document = make_document(text, title=TITLE)
        body = document.region("body")
        assert body is not None
        assert set(document.text[body.start : body.end].split("\n")) == {BODY}
        assert "title printed again" in {dropped.reason for dropped in document.dropped}
        assert count(document) == 1 + text.count("为推进绿化合作")
        assert_conserved(document)


def test_a_title_and_subtitle_printed_again_together_are_dropped() -> None:
    text = f"{TITLE}\n2025—2030\n\n{TITLE}（2025—2030）\n\n{BODY}"
    document = make_document(text, title=TITLE, subtitle="2025—2030")

    assert document.text == f"{TITLE}\n2025—2030\n{BODY}"
    assert_conserved(document)


def test_a_title_that_does_not_open_the_text_is_its_title_where_it_is() -> None:
    document = make_document(f"来源：某网\n\n【{TITLE}】\n\n{BODY}", title=TITLE)

    assert document.text == f"{TITLE}\n来源：某网\n{BODY}"
    assert [region.found for region in document.regions] == [True, True]
    assert document.byte_span(0, len(TITLE)) is not None
    assert_conserved(document)


def test_case_does_not_make_another_title() -> None:
    text = "Global Plan\n\nGLOBAL PLAN\n\nThe global plan is open."
    document = make_document(text, title="Global Plan", language="en")

    assert count(document, "plan", "word") == 2


@pytest.mark.parametrize(
    "kept",
    [
        f"依照《\n{TITLE}\n》处理。",
        f"各地要落实\n{TITLE}\n并加强合作。",
        f"{TITLE}的通知",
        f"学习{TITLE}。",
    ],
)
def test_a_title_inside_a_sentence_stays(kept: str) -> None:
    document = make_document(f"{TITLE}\n\n{BODY}\n\n{kept}", title=TITLE)

    assert count(document) == 2 + kept.count("合作")
    assert "title printed again" not in {dropped.reason for dropped in document.dropped}


def test_titles_printed_side_by_side_and_at_the_end_are_all_dropped() -> None:
    document = make_document(f"{BODY}\n\n{TITLE}\n{TITLE}\n\n《{TITLE}》\n", title=TITLE)

    assert document.text == f"{TITLE}\n{BODY}"
    assert_conserved(document)


def test_every_byte_is_kept_or_dropped_wherever_the_title_is_printed() -> None:
    pieces = (
        *("城市", "绿化", "合作。", "\n", "\n\n", "《", "》", "-\n", "ﬁ", "e\u0301", "A B C R "),
        *(" ", "\u00ad\n", "\x0b", "一、", "\u200b"),
    )
    for seed in range(1500):
        draw = Random(seed)
        title = "".join(draw.choices(pieces, k=draw.randrange(1, 5))).strip() or TITLE
        text = "".join(draw.choices((*pieces, title, f"\n{title}\n"), k=draw.randrange(12)))
        assert_conserved(make_document(text, title=title))
