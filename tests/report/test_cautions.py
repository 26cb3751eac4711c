"""What weakens a number is said; and every byte of a capture is accounted for."""

from __future__ import annotations

from policytext.counting.matches import find_matches
from policytext.documents.document import Document
from policytext.report.cautions import find_cautions, list_dropped
from tests.support.make_documents import make_document

LONG = "这是一个足够长的段落，用来看看它出现两次的时候会不会被发现，并且被说出来。"


def kinds(*documents: Document) -> list[str]:
    return [caution.kind for caution in find_cautions(documents, ())]


def test_a_sound_text_gives_no_warning() -> None:
    assert kinds(make_document("标题\n正文完整。\n", title="标题")) == []


def test_a_partial_text_names_its_edition() -> None:
    document = make_document("标题\n正文。", title="标题", completeness="partial", edition="摘要")
    (caution,) = find_cautions([document], ())

    assert (caution.kind, caution.what) == ("partial", "摘要")


def test_damage_is_shown_by_what_stands_there() -> None:
    repeated = make_document(f"标题\n{LONG}\n{LONG}\n完。", title="标题")
    cut = make_document("标题\n前一段说得很完整。\n到这里就，", title="标题")

    assert [(c.kind, c.what) for c in find_cautions([repeated], ())] == [
        ("repeated paragraph", LONG[:24])
    ]
    assert [(c.kind, c.what) for c in find_cautions([cut], ())] == [("cut end", "到这里就，")]


def test_a_title_that_stands_nowhere_is_named() -> None:
    (caution,) = find_cautions([make_document("正文。", title="题目")], ())

    assert (caution.kind, caution.what) == ("headline", "题目")


def test_counts_below_five_are_counted_and_absent_families_are_not() -> None:
    document = make_document("标题\n全球发展。", title="标题")
    matches = [find_matches(document, [term]) for term in ("全球", "发展", "主权")]
    (caution,) = find_cautions([document], matches)

    assert (caution.kind, caution.count) == ("small", 2)


def test_kept_and_dropped_bytes_are_the_whole_capture() -> None:
    document = make_document(
        "页眉\n标题\n正文。\n页脚", title="标题", clip={"from": "正文", "to": "页脚"}
    )
    table = list_dropped([document])

    assert document.capture is not None
    assert sum(int(str(count)) for count in table.column("bytes")) == document.capture.size
    rows = {row["reason"]: row["bytes"] for row in table.records()}
    # 标题 and 正文。 are 5 characters of 3 bytes; 页眉, 页脚 and two line ends are 14.
    assert rows["kept"] == 15
    assert rows["outside the clip"] == 14
    assert rows["layout"] == 1
