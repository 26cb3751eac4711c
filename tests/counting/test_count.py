"""What a count is, on texts one can count by eye and on published examples."""

from __future__ import annotations

import pytest

from policytext.base.errors import PolicytextError
from policytext.counting.convention import Convention
from policytext.counting.count import count_families, count_terms
from policytext.counting.lexicon import Family, Lexicon
from policytext.counting.matches import find_matches, match_families
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document

BODY = Convention(scope=("body",))
LONGEST = Convention(scope=("body",), overlap="longest")


def count(text: str, terms: list[str], convention: Convention = BODY) -> int:
    return len(find_matches(make_document(text), terms, convention))


def test_the_longest_term_wins_and_is_counted_once() -> None:
    assert count("生成式人工智能与人工智能", ["人工智能", "生成式人工智能"], LONGEST) == 2


def test_each_term_is_counted_by_itself() -> None:
    assert count("生成式人工智能与人工智能", ["人工智能", "生成式人工智能"]) == 3


def test_a_term_does_not_overlap_itself() -> None:
    assert count("共共共", ["共共"]) == 1


def test_the_leftmost_term_wins_over_a_longer_one_further_right() -> None:
    found = find_matches(make_document("甲乙丙丁"), ["甲乙", "乙丙丁"], LONGEST)

    assert found.by_term == {"甲乙": 1, "乙丙丁": 0}


def test_a_term_broken_over_a_line_or_by_spaces_is_found() -> None:
    assert count("推动人工\n智能与 人 工 智 能发展。", ["人工智能"]) == 2


def test_a_term_does_not_run_across_a_paragraph() -> None:
    assert count("推动全球合作。\n球合作共赢。", ["。球"]) == 0
    assert count("全\n\n球", ["全球"]) == 0


def test_a_term_does_not_run_from_the_title_into_the_body() -> None:
    document = make_document("球治理。", title="走向全")

    assert len(find_matches(document, ["全球"])) == 0


def test_a_title_that_is_nowhere_in_the_capture_counts_and_has_no_bytes() -> None:
    document = make_document("合作共赢。", title="全球合作")
    (title_hit, body_hit) = find_matches(document, ["合作"])

    assert document.byte_span(title_hit.start, title_hit.end) is None
    assert document.byte_span(body_hit.start, body_hit.end) == (0, 6)


def test_a_title_that_opens_the_body_is_counted_once() -> None:
    document = make_document("全球合作\n\n合作共赢。", title="全球合作")

    assert len(find_matches(document, ["合作"])) == 2
    assert document.byte_span(2, 4) == (6, 12)


def test_scope_leaves_the_title_out() -> None:
    document = make_document("合作共赢。", title="全球合作")

    assert len(find_matches(document, ["合作"], BODY)) == 1


@pytest.mark.parametrize(
    "variant", ["人\u200b工智能", "人工\u00ad智能", "人\ufe00工智能", "⼈⼯智能", "人\u3000工智能"]
)
def test_what_hides_a_term_from_the_eye_does_not_hide_it_from_the_count(variant: str) -> None:
    assert count(f"发展{variant}。", ["人工智能"]) == 1


def test_full_width_latin_is_read_as_latin() -> None:
    assert count("ＡＩ与AI", ["AI"]) == 2


def test_traditional_counts_as_simplified_only_when_asked() -> None:
    simplified = Convention(scope=("body",), simplify=True)

    assert count("國際合作與国际合作", ["国际"]) == 1
    assert count("國際合作與国际合作", ["国际"], simplified) == 2


def test_a_token_is_counted_whole() -> None:
    tokens = Convention(scope=("body",), match="token")

    assert count("印度尼西亚的首都是雅加达", ["印度"], tokens) == 0
    assert count("印度尼西亚的首都是雅加达", ["印度尼西亚"], tokens) == 1


WORD = Convention(scope=("body",), match="word")
PREFIX = Convention(scope=("body",), match="prefix")


def english(text: str, terms: list[str], convention: Convention) -> int:
    return len(find_matches(make_document(text, language="en"), terms, convention))


def test_six_words_the_in_the_classic_test_sentence() -> None:
    """Corpora-List, 15 April 1999: the sentence that word counters disagreed on."""
    sentence = (
        "The aim of this test is to count the number of occurrences of the word "
        '"the" in the file THE.TXT using several different word-counting programs.'
    )
    assert english(sentence, ["the"], WORD) == 6


def test_apostrophes_and_hyphens_end_a_word() -> None:
    assert english("job-training, a job's worth, jobs", ["job"], WORD) == 2
    assert english("job-training, a job's worth, jobs", ["job"], PREFIX) == 3


@pytest.mark.parametrize("term", ["don't", "don’t"])
def test_a_straight_and_a_curly_apostrophe_are_the_same(term: str) -> None:
    assert english("We don't, we don’t, we dont.", [term], WORD) == 2


def test_the_words_of_a_term_may_stand_on_two_lines() -> None:
    assert english("the war\non terror and the war  on terror", ["war on terror"], WORD) == 2


def test_an_english_word_beside_chinese_is_a_word() -> None:
    assert english("发展AI技术", ["ai"], WORD) == 1


def test_an_accented_letter_belongs_to_the_word() -> None:
    assert english("cafés", ["caf"], WORD) == 0


# quanteda, pull request 1708: nested families within a family, within the lexicon, and neither.
PLACES = {
    "AS": ("American Samoa", "Pago Pago"),
    "WS": ("Samoa", "Apia"),
    "VG": ("British Virgin Islands", "Virgin Island", "Road Town"),
    "GB": ("UK", "United Kingdom", "Britain", "British", "Briton", "Brit", "London"),
    "US": ("United States", "US", "American", "Washington", "New York"),
}
SENTENCES = (
    "British Virgin Islands is a British overseas territory",
    "Samoa is an independent state",
    "American Samoa is in the South Pacific",
)


@pytest.mark.parametrize(
    ("overlap", "nested", "expected"),
    [
        ("longest", "family", [{"VG": 1, "GB": 2}, {"WS": 1}, {"AS": 1, "US": 1, "WS": 1}]),
        ("longest", "lexicon", [{"VG": 1, "GB": 1}, {"WS": 1}, {"AS": 1}]),
        ("each", "family", [{"VG": 2, "GB": 4}, {"WS": 1}, {"AS": 1, "US": 1, "WS": 1}]),
    ],
)
def test_nested_families_count_as_published(
    overlap: str, nested: str, expected: list[dict[str, int]]
) -> None:
    convention = Convention(
        scope=("body",),
        match="prefix",
        overlap=overlap,
        nested_scope=nested,  # type: ignore[arg-type]
    )
    found = []
    for sentence in SENTENCES:
        document = make_document(sentence, language="en")
        counts = match_families(document, PLACES, convention)
        found.append({name: len(hits) for name, hits in counts.items() if len(hits)})

    assert found == expected


def test_a_country_inside_the_name_of_another() -> None:
    """quanteda, issue 2476."""
    families = {"IN": ("印度",), "ID": ("印度尼西亚",)}
    document = make_document("印度尼西亚的首都是雅加达")
    lexicon = Convention(scope=("body",), overlap="longest", nested_scope="lexicon")

    assert {n: len(m) for n, m in match_families(document, families, lexicon).items()} == {
        "IN": 0,
        "ID": 1,
    }
    assert len(match_families(document, families, BODY)["IN"]) == 1


def test_a_family_nested_in_another_counts_in_both_unless_the_lexicon_decides() -> None:
    """quanteda, issue 970: good bye is one farewell, and good is one good."""
    families = {"pos": ("good",), "farewell": ("good bye",)}
    document = make_document("say good bye to Hollywood", language="en")
    within = Convention(scope=("body",), match="word", overlap="longest")
    across = Convention(scope=("body",), match="word", overlap="longest", nested_scope="lexicon")

    assert sum(len(m) for m in match_families(document, families, within).values()) == 2
    assert sum(len(m) for m in match_families(document, families, across).values()) == 1


def test_counts_of_parts_add_up_to_the_count_of_the_whole() -> None:
    parts = ["共商共建。", "共享成果，共", "共赢。"]
    whole = "\n\n".join(parts)

    assert count(whole, ["共", "共建"]) == sum(count(part, ["共", "共建"]) for part in parts)


def test_many_terms_count_as_each_would_alone() -> None:
    text = "人工智能治理与人工智能安全，全球合作、合作共赢；国际国内各国共商共建共享。"
    terms = ["人工智能", "智能", "人工", "治理", "安全", "全球", "合作", "国", "各国", "共", "共建"]
    together = find_matches(make_document(text), terms, BODY).by_term

    assert together == {term: text.count(term) for term in terms}


def test_an_empty_term_is_refused() -> None:
    with pytest.raises(PolicytextError, match="term is empty"):
        count("文", [" \u200b"])


def test_a_family_without_terms_in_the_language_has_no_count() -> None:
    family = Family("common", (("zh", "共"),), (("zh", ("共",)),))
    corpus = Corpus((make_document("shared", language="en"),))
    table = count_families(corpus, Lexicon("l", (family,)))

    assert table.records()[0]["count"] is None


def test_an_absent_family_counts_zero_and_an_empty_corpus_gives_no_row() -> None:
    family = Family("common", (("zh", "共"),), (("zh", ("共",)),))
    lexicon = Lexicon("l", (family,))

    assert count_families(Corpus((make_document("文。"),)), lexicon).records()[0]["count"] == 0
    assert len(count_families(Corpus(()), lexicon)) == 0


def test_rates_are_per_thousand_characters_without_white_space() -> None:
    family = Family("common", (("zh", "共"),), (("zh", ("共",)),))
    document = make_document("共 商。", title="文")
    rate = count_families(Corpus((document,)), Lexicon("l", (family,))).records()[0]["per_1000"]

    assert rate == 1000 * 1 / 4


def test_a_term_that_is_never_one_token_is_said_to_occur() -> None:
    document = make_document("实施“生态+”行动，发展“生态+”产业，到二〇四〇年。", name="plan")
    convention = Convention(match="token")
    table = count_terms(Corpus((document,)), ["生态+", "二〇四〇年", "海洋"], convention)

    assert table.column("count") == [0, 0, 0]
    assert [str(note) for note in table.notes if "token" in str(note)] == [
        "'生态+' occurs 2 times in plan, but never as one token of jieba.",
        "'二〇四〇年' occurs once in plan, but never as one token of jieba.",
    ]


def test_no_more_than_five_such_notes_are_listed() -> None:
    document = make_document("、".join(f"生态{n}+" for n in range(1, 9)), name="plan")
    terms = [f"生态{n}+" for n in range(1, 9)]
    table = count_terms(Corpus((document,)), terms, Convention(match="token"))

    assert [str(note) for note in table.notes][-1] == (
        "And 3 more terms occur though they count 0."
    )
    assert len(table.notes) == 7


def test_tokens_of_an_english_text_match_whatever_their_case() -> None:
    document = make_document("The Plan is a plan; plans are many.", language="en")
    table = count_terms(Corpus((document,)), ["plan", "Plans"], Convention(match="token"))

    assert table.column("count") == [2, 1]


def test_a_chinese_term_in_texts_without_chinese_is_said_to_be_of_another_language() -> None:
    english_text = make_document("Rules for open data.", title="Notice", language="en")
    chinese_text = make_document("各国合作。", name="b")

    notes = count_terms(Corpus((english_text,)), ["合作", "open"]).notes
    assert "The texts contain no Chinese, so they cannot contain 合作; count" in str(notes[-1])
    assert len(count_terms(Corpus((english_text,)), ["open"]).notes) == 1
    assert len(count_terms(Corpus((english_text, chinese_text)), ["合作"]).notes) == 1
