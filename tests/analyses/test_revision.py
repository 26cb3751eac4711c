"""Two versions of one text: what was added, dropped, reworded, moved, and the counts."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from policytext.analyses.revision import compare_family_counts, list_revisions
from policytext.base.errors import PolicytextError
from policytext.base.table import Cell
from policytext.counting.convention import Convention
from policytext.counting.lexicon import Family, Lexicon
from tests.support.make_documents import make_document

LEXICON = Lexicon(
    "l",
    (
        Family("talk", (), (("zh", ("对话",)), ("en", ("talks",)))),
        Family("english", (), (("en", ("only",)),)),
    ),
)
OLD = "各国要加强合作。共商共建共享。推动全球对话。"


def changes(old: str, new: str) -> list[dict[str, Cell]]:
    versions = (make_document(t, name=n, title="无题") for t, n in ((old, "old"), (new, "new")))
    return list_revisions(*versions).records()


def test_a_new_sentence_is_added_and_an_old_one_dropped() -> None:
    (added,) = changes(OLD, OLD + "守住底线。")
    (dropped,) = changes(OLD, "各国要加强合作。推动全球对话。")

    assert (added["change"], added["new"], added["old"]) == ("added", "守住底线。", "")
    assert (dropped["change"], dropped["old"], dropped["new"]) == ("dropped", "共商共建共享。", "")


def test_a_reworded_sentence_shows_what_came_and_went() -> None:
    (row,) = changes(OLD, OLD.replace("加强", "深化"))

    assert row["change"] == "reworded"
    assert row["edits"] == "各国要[-加强-]{+深化+}合作。"
    # Of seven pairs of characters in each (各国 国要 要加 ...), four are in both.
    assert row["alike"] == pytest.approx(4 / 7)


@pytest.mark.parametrize(
    ("old", "new", "edits"),
    [
        ("应当在72小时内报告。", "应当在24小时内报告。", "应当在[-72-]{+24+}小时内报告。"),
        ("到2025年增长3.5%。", "到2035年增长4.5%。", "到[-2025-]{+2035+}年增长[-3.5%-]{+4.5%+}。"),
        (
            "到二〇二五年建成二十五个基地。",
            "到二〇三五年建成三十五个基地。",
            "到[-二〇二五-]{+二〇三五+}年建成[-二十五-]{+三十五+}个基地。",
        ),
        ("投入资金1,300万元。", "投入资金1,400万元。", "投入资金[-1,300万-]{+1,400万+}元。"),
    ],
)
def test_numbers_are_shown_whole(old: str, new: str, edits: str) -> None:
    (row,) = changes(old, new)

    assert row["edits"] == edits


def test_of_two_candidates_the_one_more_alike_is_the_version() -> None:
    old = "推动全球人工智能治理。"
    new = "推动全球人工智能发展。推动全球人工智能治理体系。"

    added, reworded = changes(old, new)
    assert (added["change"], added["new"]) == ("added", "推动全球人工智能发展。")
    assert (reworded["change"], reworded["new"]) == ("reworded", "推动全球人工智能治理体系。")


def test_a_sentence_that_only_moved_is_said_to_have_moved() -> None:
    moved = changes("守住安全底线。" + OLD, OLD + "守住安全底线。")

    assert [row["change"] for row in moved] == ["moved away", "moved here"]


def test_places_cut_the_sentences_out_of_both_texts() -> None:
    old, new = (
        make_document(OLD, name="old"),
        make_document(OLD.replace("共商", "共治"), name="new"),
    )
    (row,) = list_revisions(old, new).records()

    assert old.text[int(row["old_start"] or 0) : int(row["old_end"] or 0)] == row["old"]
    assert new.text[int(row["new_start"] or 0) : int(row["new_end"] or 0)] == row["new"]


def test_white_space_is_no_change() -> None:
    assert changes("各国要加强合作。", "各国要 加强\n合作。") == []


def test_a_full_stop_inside_a_number_ends_no_sentence() -> None:
    (row,) = changes("It grew by 3.5 percent. It fell.", "It grew by 4.5 percent. It fell.")

    assert row["old"] == "It grew by 3.5 percent."


def test_the_note_adds_up() -> None:
    versions = (
        make_document(t, name=n, title="无题") for t, n in ((OLD, "old"), (OLD + "新。", "new"))
    )
    table = list_revisions(*versions)

    assert tuple(map(str, table.notes)) == (
        "Of 4 sentences of old, 4 are unchanged in new, which has 5: "
        "1 added, 0 dropped, 0 reworded, 0 moved.",
    )


@given(
    st.lists(st.sampled_from(["共商。", "共建。", "全球治理。", "全球对话。"]), max_size=6),
    st.lists(st.sampled_from(["共商。", "共享。", "全球治理。", "全球共治。"]), max_size=6),
)
def test_no_sentence_of_either_version_is_lost(old: list[str], new: list[str]) -> None:
    rows = changes("".join(old) + "完。", "".join(new) + "完。")
    gone = [row["old"] for row in rows if row["old"]]
    come = [row["new"] for row in rows if row["new"]]

    assert len(old) - len(gone) == len(new) - len(come)  # those that stay are in both
    assert all(sentence in old for sentence in gone)
    assert all(sentence in new for sentence in come)


def test_count_changes_has_both_counts_and_the_log_ratio() -> None:
    old = make_document("对话合作合作。", name="old", title="无题")
    new = make_document("对话对话合作。", name="new", title="无题")
    (row,) = compare_family_counts(old, new, LEXICON, Convention(scope=("body",))).records()

    assert (row["old"], row["new"], row["difference"]) == (1, 2, 1)
    assert row["log_ratio"] == pytest.approx(1)
    assert row["caution"] == "fewer than 5"


def test_versions_in_two_languages_have_no_common_counts() -> None:
    english = make_document("Talks.", name="e", language="en")

    with pytest.raises(PolicytextError, match="two versions of a text"):
        compare_family_counts(make_document(OLD), english, LEXICON)
