"""Two documents against each other, the difference tested by their paragraphs."""

from __future__ import annotations

import pytest

from policytext.analyses.compare import compare_documents
from policytext.base.errors import PolicytextError
from policytext.counting.convention import Convention
from policytext.counting.lexicon import Family, Lexicon
from tests.support.make_documents import make_document

BODY = Convention(scope=("body",))
LEXICON = Lexicon(
    "l",
    (
        Family("talk", (("zh", "对话"),), (("zh", ("对话",)), ("en", ("talks",)))),
        Family("english", (), (("en", ("only",)),)),
    ),
)


def test_counts_rates_and_the_exact_p_of_all_arrangements() -> None:
    first = make_document("对话。\n\n对话。\n\n对话。", name="a", title="无题")
    second = make_document("合作。\n\n合作。\n\n合作。", name="b", title="无题")
    table = compare_documents(first, second, LEXICON, BODY)
    (row,) = table.records()

    assert (row["first"], row["second"], row["first_per_1000"]) == (3, 0, 3000 / 9)
    assert row["p"] == 2 / 20  # of the 20 ways to deal six paragraphs, two are as uneven
    assert row["caution"] == "counts too small"
    assert "all 20 arrangements of 3 and 3 paragraphs" in str(table.notes[1])


def test_a_burst_in_one_paragraph_is_less_sure_than_the_same_count_spread_out() -> None:
    without, once, burst = "合作" * 3 + "。", "对话合作合作。", "对话" * 3 + "。"
    quiet = make_document("\n\n".join([without] * 3), name="b", title="无题")
    spread = make_document("\n\n".join([once] * 3), name="a", title="无题")
    bursting = make_document("\n\n".join([burst, without, without]), name="a", title="无题")

    of_spread = compare_documents(spread, quiet, LEXICON, BODY).records()[0]
    of_burst = compare_documents(bursting, quiet, LEXICON, BODY).records()[0]
    assert of_spread["first"] == of_burst["first"] == 3
    # Wherever the one paragraph goes, the documents differ as much: 20 of 20 arrangements.
    assert of_burst["p"] == 1
    assert of_spread["p"] == pytest.approx(2 / 20)


def test_an_empty_side_leaves_everything_undefined() -> None:
    first = make_document("对话。", name="a", title="无题")
    second = make_document("对话。", name="b", title="无题")
    table = compare_documents(first, second, LEXICON, Convention(scope=("annex",)))

    assert table.records()[0]["p"] is None
    assert table.records()[0]["first_per_1000"] is None


def test_one_document_is_not_compared_with_itself_nor_across_languages() -> None:
    chinese = make_document("对话。", name="a")
    english = make_document("Talks.", name="e", language="en")

    with pytest.raises(PolicytextError, match="compared with itself"):
        compare_documents(chinese, chinese, LEXICON)
    with pytest.raises(PolicytextError, match="cannot be compared"):
        compare_documents(chinese, english, LEXICON)
