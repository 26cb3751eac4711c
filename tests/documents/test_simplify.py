"""Terms and texts in two scripts: each writing finds the other, and no other word."""

from __future__ import annotations

import pytest

from policytext.counting.convention import Convention
from policytext.counting.count import count_terms
from policytext.counting.matches import find_matches, find_script_note
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.documents.simplify import SimplifiedText, simplify_term, simplify_text
from tests.support.make_documents import make_document

SIMPLIFIED = Convention(simplify=True)
TOKENS = Convention(match="token", simplify=True)
TRADITIONAL = (
    "著力改善民生，隨著國際形勢，沿著河流；顯著、著名、編著。"
    "乾燥的乾安縣，幹部在裏面，後來皇后說什麼。"
)


def count(document: Document, term: str, convention: Convention = SIMPLIFIED) -> int:
    return len(find_matches(document, [term], convention))


@pytest.mark.parametrize(
    ("simplified", "traditional"),
    [
        ("着力", "著力"), ("随着", "隨著"), ("沿着", "沿著"), ("国际", "國際"),
        ("显著", "顯著"), ("著名", "著名"), ("编著", "編著"), ("干燥", "乾燥"),
        ("乾安县", "乾安縣"), ("干部", "幹部"), ("里面", "裏面"), ("里面", "裡面"),
        ("后来", "後來"), ("皇后", "皇后"), ("什么", "什麼"),
    ],
)  # fmt: skip
def test_each_writing_finds_both(simplified: str, traditional: str) -> None:
    one, other = make_document(TRADITIONAL), make_document(f"{simplified}。")
    for term in (simplified, traditional):
        assert count(one, term) == 1, term
        assert count(other, term) == 1, term


@pytest.mark.parametrize("never", ["着名", "显着", "编着", "干隆", "乾部", "乾燥机"])
def test_no_other_word_is_found(never: str) -> None:
    assert count(make_document(TRADITIONAL), never) == 0


@pytest.mark.parametrize(
    "term", ["乾安", "乾安县", "乾", "著", "著名", "着力", "皇后", "沈阳", "覆盖"]
)
def test_a_simplified_term_is_never_altered(term: str) -> None:
    assert simplify_term(term) == (term,)


def test_a_term_in_traditional_characters_keeps_its_own_writing_too() -> None:
    assert simplify_term("乾燥") == ("乾燥", "干燥")
    assert simplify_term("國際") == ("国际",)


def test_a_text_is_simplified_one_character_for_one() -> None:
    assert (
        simplify_text("著名的編著者著有《論著》，藉著機會著書")
        == "著名的编著者著有《论著》，借着机会著书"
    )
    for text in (TRADITIONAL, TRADITIONAL[::-1], "閒鰋𠮷甚麼"):
        assert len(simplify_text(text)) == len(text)
        assert [SimplifiedText(text).reads_as(at, c) for at, c in enumerate(simplify_text(text))]


def test_tokens_match_in_either_script() -> None:
    document = make_document("著力改善國際環境，隨著合作。")
    for term in ("着力", "著力", "国际", "國際", "随着", "合作"):
        assert count(document, term, TOKENS) == 1, term
    assert count(document, "力改", TOKENS) == 0


def test_words_match_in_either_script() -> None:
    document = make_document("see “國際” AI")
    convention = Convention(match="word", simplify=True)

    assert count(document, "国际", convention) == count(document, "國際", convention) == 1
    assert count(document, "SEE", convention) == 1


def test_a_term_of_the_other_script_is_said_to_be_there() -> None:
    document = make_document("推進國際合作，國際交流。", name="hant")
    note = find_script_note(document, "国际", Convention())
    assert str(note) == (
        "'国际' does not occur in hant, but in the other script '國際' does 2 times."
    )
    assert find_script_note(document, "国际", SIMPLIFIED) is None
    assert find_script_note(document, "民主", Convention()) is None
    assert find_script_note(document, "AI", Convention()) is None
    table = count_terms(Corpus((document,)), ["国际", "合作", "民主"])
    assert table.column("count") == [0, 1, 0]
    assert [str(n) for n in table.notes if "other script" in str(n)] == [str(note)]


def test_a_simplified_text_is_said_to_have_a_traditional_term() -> None:
    document = make_document("推进国际合作。", name="hans")

    assert "'国际' does once" in str(find_script_note(document, "國際", Convention()))
    assert find_script_note(make_document("著名"), "着", Convention()) is None
