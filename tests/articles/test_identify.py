"""Names of texts mean the text that the article identifies, and no other."""

from __future__ import annotations

import pytest

from policytext.articles.identify import Identifier, Identity, find_mentions
from policytext.documents.document import Document
from tests.support.make_documents import make_document


def _held(name: str, title: str, issued: str, **entry: object) -> Document:
    return make_document("改革创新。", name=name, title=title, issued=issued, **entry)


def _english(name: str, title: str, issued: str, **entry: object) -> Document:
    return make_document("Reform.", name=name, title=title, issued=issued, language="en", **entry)


PARTY = {"issuer": "中国共产党全国代表大会"}
CORPUS = [
    _held("plan", "人工智能全球治理行动计划", "2025-07-26"),
    _held("gwr2023", "2023年政府工作报告", "2023", issuer="国务院"),
    _held("gwr2024", "2024年政府工作报告", "2024-03-05", issuer="国务院"),
    _held("gwr2024-copy", "2024年中华人民共和国国务院政府工作报告", "2024", issuer="国务院"),
    _english("gwr2024-en", "2024年政府工作报告 (en)", "2024-03-05", issuer="国务院"),
    _held(
        "cpc18", "坚定不移", "2012-11-08",
        subtitle="——在中国共产党第十八次全国代表大会上的报告", **PARTY,
    ),
    _held(
        "cpc20", "高举伟大旗帜", "2022-10-16",
        subtitle="——在中国共产党第二十次全国代表大会上的报告", **PARTY,
    ),
    _held("cpc20-spoken", "高举伟大旗帜（宣读版）", "2022-10-16", edition="spoken", **PARTY),
    _held(
        "decision", "中共中央关于进一步全面深化改革 推进中国式现代化的决定", "2024-07-18",
        issuer="中共中央",
    ),
    _held("law", "中华人民共和国数据安全法", "2021-06-10", issuer="全国人大常委会"),
    _held("talk", "在博鳌亚洲论坛2018年年会开幕式上的主旨演讲", "2018-04-10", issuer="习近平"),
    _english("sotu2008", "State of the Union 2008", "2008", issuer="George W. Bush"),
    _english("sotu2018", "State of the Union 2018", "2018", issuer="Donald Trump"),
]  # fmt: skip


def _last(text: str, issued: str | None = None, corpus: list[Document] = CORPUS) -> Identity:
    """Return what the last name of a text in the article means."""
    mention = find_mentions(text, 0, len(text))[-1]
    return Identifier(corpus, text, issued).identify(mention, mention.start)


@pytest.mark.parametrize(
    ("text", "document"),
    [
        ("《人工智能全球治理行动计划》", "plan"),
        ("2024年政府工作报告", "gwr2024"),
        ("国务院总理李强作的2024年《政府工作报告》", "gwr2024"),
        ("2024年國務院政府工作報告全文", "gwr2024"),
        ("党的二十大报告", "cpc20"),
        ("18大報告", "cpc18"),
        ("中国共产党第十八次全国代表大会上的报告", "cpc18"),
        ("習近平16日在20大發表報告", "cpc20"),
        ("二十大报告的宣读版", "cpc20-spoken"),
        ("二十届三中全会《决定》", "decision"),
        ("《数据安全法》", "law"),
        ("his 2008 State of the Union address", "sotu2008"),
        ("the State of the Union address in 2008", "sotu2008"),
        ("Trump’s 2018 State of the Union", "sotu2018"),
        ("布什2008年的国情咨文", "sotu2008"),
        ("Xi’s work report to the 20th Party Congress", "cpc20"),
        ("the 2024 government work report", "gwr2024-en"),
    ],
)
def test_year_session_and_issuer_identify_in_any_order(text: str, document: str) -> None:
    assert _last(text).document == document


@pytest.mark.parametrize(
    "text",
    [
        "欧盟日前通过的减排行动计划",
        "The EU adopted a climate action plan. The action plan",
        "法国总统昨天在巴黎发表讲话。这次演讲",
        "《数据安全法（草案）》",
        "欧盟《数据安全法》",
        "越共十八大报告",
        "二十大报告辅导读本",
        "von der Leyen’s 2018 State of the Union",
        "《数据安全法》草案",
        "中央关于全面深化改革的决定",
        "广东省2024年政府工作报告",
        "广东省《政府工作报告》发布，报告",
        "Obama’s 2018 State of the Union",
        "十九大报告",
        "特朗普2018年就职演说",
        "习近平2018年的讲话",
    ],
)
def test_a_name_with_other_words_is_of_another_text(text: str) -> None:
    found = _last(text)

    assert (found.document, found.status) == (None, "not_held")


@pytest.mark.parametrize(
    "text",
    [
        "《决定》",
        "《行动计划》",
        "the action plan",
        "这次演讲",
        "2023年、2024年政府工作报告",
        "李强的首份政府工作报告",
        "今年的政府工作报告",
    ],
)
def test_a_name_that_says_too_little_means_no_text(text: str) -> None:
    assert _last(text).status == "unidentified"


def test_a_declared_alias_means_the_full_title_wherever_it_stands() -> None:
    text = (
        "读懂《决定》\n全会通过《中共中央关于全面深化改革若干重大问题的决定》"
        "（以下简称《决定》）。《决定》"
    )
    identifier = Identifier(CORPUS, text, "2024-11-20")

    assert {identifier.identify(m, m.start).document for m in identifier.mentions} == {None}
    assert _last(text.replace("全面深化改革若干重大问题", "进一步全面深化改革 推进中国式现代化"),
                 "2024-11-20").document == "decision"  # fmt: skip


def test_an_english_alias_is_declared_too() -> None:
    text = "Trump’s 2018 State of the Union (hereafter “the Speech”) was long. The Speech"

    assert _last(text).document == "sotu2018"


def test_a_bare_name_repeats_the_text_named_before() -> None:
    assert _last("2024年政府工作报告发布。报告").document == "gwr2024"
    assert _last("二十大报告之后，2024年政府工作报告发布。这份工作报告").document == "gwr2024"


@pytest.mark.parametrize(
    "text",
    [
        "二十大报告公布。外交部会后发表声明。全文",
        "his 2008 State of the Union address was long. A senator gave a speech. The speech",
        "特朗普2018年国情咨文很长。总统发表讲话。讲话",
    ],
)
def test_a_text_that_is_brought_in_is_none_that_was_named_before(text: str) -> None:
    assert _last(text).document is None


def test_what_is_said_elsewhere_is_not_in_the_text_named_before() -> None:
    text = "his 2008 State of the Union address was long. In an interview he used “hope” 5 times."

    assert Identifier(CORPUS, text, None).identify(None, text.index("5")).document is None


def test_a_bare_name_in_a_headline_means_the_text_named_below() -> None:
    text = "《决定》说了什么\n二十届三中全会《决定》公布。"
    identifier = Identifier(CORPUS, text, None)

    assert identifier.identify(identifier.mentions[0], 0).document == "decision"


def test_a_listed_alias_yields_to_what_the_article_names() -> None:
    corpus = [_held("plan", "人工智能全球治理行动计划", "2025-07-26", aliases=["行动计划"])]

    assert _last("《行动计划》", corpus=corpus).document == "plan"
    assert _last("欧盟通过减排行动计划。《行动计划》", corpus=corpus).document is None


def test_a_text_younger_than_the_article_is_not_meant() -> None:
    found = _last("《人工智能全球治理行动计划》", "2024-01-02")

    assert (found.document, found.status) == (None, "not_held")
    assert str(found.evidence[0]) == "plan was issued on 2025-07-26, after the article"


def test_a_year_alone_means_the_edition_of_the_series() -> None:
    text = "2024年政府工作报告提及“创新”3次，去年为2次。"
    place = text.index("去年")
    identifier = Identifier(CORPUS, text, "2024-03-06")
    mention = type(identifier.mentions[0])(place, place + 2, "去年")

    assert identifier.identify(mention, place).document == "gwr2023"


def test_an_annual_report_without_a_year_is_that_of_the_article() -> None:
    text = "李克强总理在全国人大会议上作报告。政府工作报告"

    assert _last(text, "2023-03-05").document == "gwr2023"
    assert _last("省长作政府工作报告", "2023-03-05").document is None


def test_copies_of_one_text_are_one_text() -> None:
    found = _last("2024年政府工作报告")

    assert (found.document, found.copies) == ("gwr2024", ("gwr2024-copy",))


def test_without_a_name_the_text_spoken_of_is_meant() -> None:
    text = "2024年政府工作报告发布。“创新”一词出现3次。"

    assert Identifier(CORPUS, text, None).identify(None, text.index("3")).document == "gwr2024"
    assert Identifier(CORPUS, "“创新”3次。", None).identify(None, 4).status == "unidentified"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("《立场新闻》报道，报告提到“创新”3次。", ["报告"]),
        ("提到“计划”5次。", []),
        ("他计划在会上发言。", []),
        ("習近平在20大報告中說", ["習近平在20大報告"]),
        ("In the 2018 State of the Union, he said", ["the 2018 State of the Union"]),
        ("He will address the crowd", []),
        ("在“十五五”规划建议中", ["“十五五”规划建议"]),
    ],
)
def test_mentions_are_the_names_and_what_belongs_to_them(text: str, words: list[str]) -> None:
    mentions = find_mentions(text, 0, len(text))

    assert [mention.words for mention in mentions] == words
    assert all(text[m.start : m.end] == m.words for m in mentions)


def test_mentions_of_a_stretch_have_offsets_of_the_article() -> None:
    text = "第一句。2024年政府工作报告发布。"

    assert [(m.start, m.words) for m in find_mentions(text, 4, len(text))] == [
        (4, "2024年政府工作报告")
    ]
