"""What a chart says of itself, worked out by hand from tables of a few cells."""

from __future__ import annotations

import pytest

from policytext.base.errors import UnknownNameError
from policytext.base.table import Table
from policytext.charts import (
    describe_bars,
    describe_heatmap,
    describe_keyness,
    describe_positions,
    describe_profile,
    describe_robustness,
    describe_similarity,
    describe_tfidf,
    describe_trends,
)
from tests.support.make_tables import make_rates

DOCUMENTS = {"a": "行动计划", "b": "倡议"}
FAMILIES = {"x": "全球", "y": "合作"}
ENGLISH = {"a": "The plan", "b": "The initiative"}
RATES = make_rates({("a", "x"): 12, ("a", "y"): 3, ("b", "x"): 8, ("b", "y"): 0}, size=2000)


def test_the_heatmap_names_the_highest_rate_and_counts_the_families_of_every_text() -> None:
    # 12 in 2,000 characters are 6.0 per 1,000; only x has hits in both texts.
    assert describe_heatmap(RATES, documents=DOCUMENTS, families=FAMILIES) == (
        "密度最高的是《行动计划》中的“全球”：每千字 6.0 次（共 12 次）。"
        "2 项中有 1 项在全部 2 份文本中都出现。"
    )
    assert describe_heatmap(RATES, documents=ENGLISH, language="en") == (
        "The highest rate is that of “x” in The plan: 6.0 per 1,000 characters (12 times). "
        "1 of 2 occur in all 2 texts."
    )


def test_the_bars_name_the_family_with_the_widest_gap() -> None:
    # x: 6.0 and 4.0, a gap of 2.0; y: 1.5 and 0, a gap of 1.5.
    assert describe_bars(RATES, documents=DOCUMENTS, families=FAMILIES) == (
        "各文本差距最大的是“全球”：《行动计划》每千字 6.0 次（共 12 次），"
        "《倡议》每千字 4.0 次（共 8 次）。"
    )


def test_bars_of_one_text_name_its_most_frequent_family() -> None:
    alone = make_rates({("a", "x"): 1, ("a", "y"): 3})
    assert describe_bars(alone, language="en") == (
        "“y” is the most frequent: 3.0 per 1,000 characters (3 times)."
    )


def test_the_profile_says_what_leads_where_and_counts_the_small_counts() -> None:
    # Below 5 are 3 and 0.
    assert describe_profile(RATES, documents=DOCUMENTS, families=FAMILIES) == (
        "“全球”在《行动计划》《倡议》中居首。4 个次数中有 2 个不足 5 次，不足为凭。"
    )


def test_terms_that_occur_nowhere_are_said_to_occur_nowhere() -> None:
    nothing = make_rates({("a", "x"): 0, ("b", "x"): None})
    for describe in (describe_heatmap, describe_bars, describe_profile):
        assert describe(nothing) == "所列词语在这些文本中均未出现。"


def test_rates_per_words_and_per_characters_are_not_compared() -> None:
    rows = (
        ("a", "x", 9, 9.0, "characters"),
        ("b", "x", 8, 8.0, "characters"),
        ("c", "x", 1, 1.0, "words"),
    )
    table = Table("Families", ("document", "family", "count", "per_1000", "unit"), rows)
    assert "8.0" in describe_bars(table)
    assert "1.0" not in describe_bars(table)


def test_positions_name_the_family_crowded_into_one_fifth() -> None:
    # x: 1 of 5 in the first fifth, 4 of 5 in the last; y has too few hits to speak of a crowd.
    rows = [("a", "x", at, 100) for at in (5, 81, 85, 90, 99)] + [("a", "y", 50, 100)] * 4
    table = Table("Positions", ("document", "family", "position", "length"), tuple(rows))
    assert describe_positions(table, documents=DOCUMENTS, families=FAMILIES) == (
        "共出现 9 次。出现至少 5 次的词族中，最集中的是《行动计划》中的“全球”："
        "5 次中有 4 次在全文的最后五分之一。"
    )


def test_the_first_words_of_each_text_are_named() -> None:
    rows = (("a", "芯片", 0.9), ("a", "算力", 0.8), ("b", "主权", 0.7))
    table = Table("Terms", ("document", "feature", "tfidf"), rows)
    assert describe_tfidf(table, documents=DOCUMENTS) == (
        "权重最高的词：《行动计划》的“芯片”“算力”；《倡议》的“主权”。"
    )


def test_the_most_and_the_least_alike_are_named() -> None:
    rows = (("a", 1.0, 0.9, 0.2), ("b", 0.9, 1.0, 0.5), ("c", 0.2, 0.5, 1.0))
    table = Table("Similarity", ("document", "a", "b", "c"), rows)
    assert describe_similarity(table, language="en") == (
        "The most similar are a and b (0.90); the least similar, a and c (0.20)."
    )


def test_keyness_names_only_words_whose_interval_is_clear_of_zero() -> None:
    rows = (
        ("共", 2.0, 1.0, 3.0),
        ("同", 1.0, -0.5, 2.5),
        ("数据", -1.0, -3.0, 0.5),
        ("安全", -2.0, float("-inf"), -0.5),
    )
    table = Table("Keyness", ("feature", "log_ratio", "low", "high"), rows)
    assert describe_keyness(table) == "这份文本比其余文本多用“共”，少用“安全”。"
    assert describe_keyness(table, language="en") == (
        "This text uses “共” more and uses “安全” less than the others."
    )


def test_trends_name_the_greatest_rise_and_the_greatest_fall() -> None:
    rows = (
        ("x", "2023", 1.0),
        ("x", "2025", 4.0),
        ("y", "2023", 3.0),
        ("y", "2025", 2.5),
        ("x", "undated", 99.0),
    )
    table = Table("Trends", ("family", "group", "per_1000"), rows)
    assert describe_trends(table, families=FAMILIES) == (
        "上升最多的是“全球”：2023 为 1.0，2025 为 4.0；"
        "下降最多的是“合作”：2023 为 3.0，2025 为 2.5。"
    )


def test_robustness_counts_the_firm_orders_and_names_the_least_firm() -> None:
    columns = ("family", "conventions", "agreement", "same_order", "first_kept")
    rows = (("x", 8, 1.0, 8, 8), ("y", 8, 0.6, 2, 5), ("z", 8, None, None, None))
    assert describe_robustness(Table("Robustness", columns, rows), families=FAMILIES) == (
        "在 8 种约定下，2 个词族中有 1 个的先后始终不变；最不稳的是“合作”，只有 60% 的先后保持。"
    )


def test_an_unknown_language_is_named_with_the_known_ones() -> None:
    with pytest.raises(UnknownNameError, match=r"language .fr.\. Known: zh, en"):
        describe_heatmap(RATES, language="fr")  # type: ignore[arg-type]
