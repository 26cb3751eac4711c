"""Conventions: settings that depend on the document, and invalid settings."""

from __future__ import annotations

import pickle
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

import policytext as pt
from policytext.base.errors import PolicytextError
from policytext.counting.convention import MATCHES, OVERLAPS, Convention, join_ids
from policytext.counting.lexicon import Family, Lexicon
from policytext.counting.matches import match_families
from policytext.documents.corpus import Corpus
from policytext.segmenters import build_segmenter
from tests.support.make_documents import make_document

PLAN = make_document("全球合作，国际合作。", name="plan")
HANT = make_document("全球合作，國際合作。", name="hant", language="zh-Hant")
SPEECH = make_document("Art and arts. Start.", name="speech", title="A", language="en")
CORPUS = Corpus((PLAN, HANT, SPEECH))
SOURCE = Path(__file__).resolve().parents[2] / "src" / "policytext"


@pytest.mark.parametrize(
    ("document", "name"),
    [(PLAN, "text"), (HANT, "text+simplified"), (SPEECH, "word")],
    ids=["zh", "zh-Hant", "en"],
)
def test_the_default_is_the_documents(document: Any, name: str) -> None:
    assert Convention().for_document(document).id == f"{name}/each/title+subtitle+body"
    found = pt.find_matches(document, ["全球"])
    assert found.convention == Convention().for_document(document)


@pytest.mark.parametrize("document", CORPUS, ids=CORPUS.ids)
@pytest.mark.parametrize("match", MATCHES)
def test_a_match_that_is_named_stays(document: Any, match: Any) -> None:
    convention = Convention(match=match)

    assert convention.for_document(document) is convention
    assert convention.simplify is False


@pytest.mark.parametrize("simplify", [True, False])
def test_a_script_that_is_named_stays_in_chinese(simplify: bool) -> None:
    for document in (PLAN, HANT):
        assert Convention(simplify=simplify).for_document(document).simplify is simplify
    assert Convention(simplify=simplify).for_document(SPEECH).id.startswith("word/")


OF_FAULTS: dict[str, tuple[dict[str, Any], str]] = {
    "match": ({"match": "regex"}, "Unknown match 'regex'. Known: text, token, word, prefix."),
    "overlap": ({"overlap": "none"}, "Unknown overlap 'none'. Known: each, longest."),
    "nested scope": (
        {"nested_scope": "corpus"},
        "Unknown nested scope 'corpus'. Known: family, lexicon.",
    ),
    "region": (
        {"scope": ("body", "quote")},
        "Unknown region 'quote'. Known: title, subtitle, body, annex.",
    ),
    "string": (
        {"scope": "body"},
        "scope is the string 'body', which would be read letter by letter; write [\"body\"].",
    ),
    "empty": ({"scope": ()}, "The scope is empty: name at least one region."),
}


@pytest.mark.parametrize(("parts", "message"), OF_FAULTS.values(), ids=OF_FAULTS.keys())
def test_a_part_of_a_convention_that_there_is_not_is_refused(
    parts: dict[str, Any], message: str
) -> None:
    with pytest.raises(PolicytextError) as raised:
        Convention(**parts)
    assert str(raised.value) == message


def test_a_scope_is_in_document_order_whatever_order_it_was_named_in() -> None:
    convention = Convention(("body", "title"), "text")

    assert convention.scope == ("title", "body")
    assert convention == Convention(("title", "body"), "text")
    assert convention.id == "text/each/title+body"


def test_conventions_that_differ_seldom_hash_alike() -> None:
    conventions = {Convention(match=match, overlap=o) for match in MATCHES for o in OVERLAPS}

    assert len(conventions) == 8
    assert len({hash(convention) for convention in conventions}) > 1


def test_what_is_left_open_has_no_id() -> None:
    with pytest.raises(PolicytextError, match=r"for_document\(document\)"):
        _ = Convention().id


def test_conventions_that_are_equal_hash_alike_in_another_process() -> None:
    convention = Convention(("body",), "text")
    hash(convention)
    check = (
        "import pickle, sys; from policytext.counting.convention import Convention;"
        "read = pickle.loads(sys.stdin.buffer.read());"
        "sys.exit({read: 0}.get(Convention(('body',), 'text'), 1))"
    )
    done = subprocess.run(
        [sys.executable, "-c", check], input=pickle.dumps(convention), check=False
    )

    assert done.returncode == 0


def test_the_ids_that_were_met_come_once_and_in_order() -> None:
    met = [Convention().for_document(document) for document in (SPEECH, HANT, PLAN, SPEECH)]

    assert join_ids(met).split(", ") == [
        f"{name}/each/title+subtitle+body" for name in ("text+simplified", "text", "word")
    ]
    assert join_ids([]) == ""


def test_a_segmenter_that_was_given_is_named_in_the_id() -> None:
    tokens = Convention(match="token")

    def name(segmenter: Any, convention: Convention = tokens) -> str:
        (found,) = match_families(PLAN, {"": ["全球"]}, convention, segmenter=segmenter).values()
        return found.convention.id.partition("/")[0]

    assert name(None) == name(build_segmenter("jieba")) == "token:jieba"
    assert name(build_segmenter("characters")) == "token:characters"
    knowing = build_segmenter("jieba", user_words=["全球合作"])
    assert re.fullmatch("token:jieba@[0-9a-f]{8}", name(knowing))
    assert name(knowing, Convention(match="token", segmenter="jieba(own)")) == "token:jieba(own)"
    assert name(knowing, Convention()) == "text"


OF_STRINGS: dict[str, Callable[[], object]] = {
    "find_matches": lambda: pt.find_matches(PLAN, "全球"),
    "count_terms": lambda: pt.count_terms(CORPUS, "全球"),
    "build_concordance": lambda: pt.build_concordance(CORPUS, "全球"),
    "rank_dispersion": lambda: pt.rank_dispersion(CORPUS, "全球"),
    "count_in_store": lambda: pt.count_in_store("nowhere", "全球"),
    "scan_store": lambda: pt.scan_store("nowhere", "全球"),
    "build_segmenter": lambda: pt.build_segmenter("jieba", user_words="全球"),
    "find_claims": lambda: pt.find_claims("全球。", lexicon="全球"),
    "match_families": lambda: match_families(PLAN, {"f": "全球"}),
    "load_corpus": lambda: pt.load_corpus("nowhere", ids="全球"),
    "select": lambda: CORPUS.select("全球"),  # type: ignore[arg-type]
    "rank_tfidf": lambda: pt.rank_tfidf(pt.build_dfm(CORPUS), documents="全球"),
    "verify_claims": lambda: pt.verify_claims(CORPUS, [claim()], known="全球"),
    "Convention": lambda: Convention("全球"),  # type: ignore[arg-type]
}


def claim() -> Any:
    from policytext.claims.kinds.count import CountClaim

    return CountClaim(id="c", document="plan", terms=("全球",), published="1")


@pytest.mark.parametrize("call", OF_STRINGS.values(), ids=OF_STRINGS.keys())
def test_a_string_where_a_list_is_meant_is_refused_with_the_fix(call: Callable[[], object]) -> None:
    with pytest.raises(PolicytextError, match=re.escape('write ["全球"]')):
        call()


def test_a_list_where_one_node_is_meant_is_refused() -> None:
    node: Any = ["全球"]
    with pytest.raises(PolicytextError, match="node is one term"):
        pt.rank_collocates(CORPUS, node)


def lexicon(term: str) -> Lexicon:
    return Lexicon("own", (Family("f", (), (("zh", (term,)), ("en", (term,)))),))


OF_WILDCARDS: dict[str, Callable[[str], object]] = {
    "find_matches": lambda term: pt.find_matches(SPEECH, [term]),
    "count_terms": lambda term: pt.count_terms(CORPUS, ["全球", term]),
    "count_families": lambda term: pt.count_families(CORPUS, lexicon(term)),
    "compare_families": lambda term: pt.compare_families(CORPUS, lexicon(term)),
    "measure_trends": lambda term: pt.measure_trends(CORPUS, lexicon(term)),
    "build_concordance": lambda term: pt.build_concordance(CORPUS, [term]),
    "rank_dispersion": lambda term: pt.rank_dispersion(CORPUS, [term]),
    "rank_collocates": lambda term: pt.rank_collocates(CORPUS, term),
}


@pytest.mark.parametrize("call", OF_WILDCARDS.values(), ids=OF_WILDCARDS.keys())
def test_a_wildcard_says_how_to_ask_and_never_counts_0(call: Callable[[str], object]) -> None:
    with pytest.raises(PolicytextError, match="search for 'art' with match prefix"):
        call("art*")


@pytest.mark.parametrize(
    ("term", "how"),
    [
        ("合作*", "search for '合作' with match text"),
        ("wom?n", "give each form"),
        ("*", "give each form"),
    ],
)
def test_what_to_ask_for_depends_on_the_term(term: str, how: str) -> None:
    with pytest.raises(PolicytextError, match=how):
        pt.count_terms(CORPUS, [term])


def test_a_star_that_stands_in_the_text_is_counted() -> None:
    text = make_document("甲*乙？为何?", name="star")

    assert [len(pt.find_matches(text, [term])) for term in ("*", "?", "甲*")] == [1, 1, 1]


def test_a_small_count_is_defined_once() -> None:
    files = [path for path in SOURCE.rglob("*.py") if "charts" not in path.parts]
    found = [
        path.name
        for path in files
        if re.search('^SMALL = 5|"fewer than [{5]', path.read_text(), re.M)
    ]

    assert found == ["thresholds.py"]
