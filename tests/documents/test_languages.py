"""Two languages: never on one axis without saying so."""

from __future__ import annotations

import pytest

from policytext.base.errors import PolicytextError
from policytext.documents.corpus import Corpus
from policytext.documents.languages import keep_language, require_one_language
from tests.support.make_documents import make_document

CHINESE = make_document("合作。", name="c")
ENGLISH = make_document("Cooperation.", name="e", language="en")


def test_simplified_and_traditional_are_one_language() -> None:
    require_one_language(["zh", "zh-Hant"], "a test")


def test_chinese_and_english_have_no_common_measure() -> None:
    with pytest.raises(PolicytextError, match="are mixed in a test"):
        require_one_language(["zh", "en"], "a test")


@pytest.mark.parametrize(("term", "kept"), [("合作", "c"), ("cooperation", "e")])
def test_the_documents_in_the_language_of_the_terms_are_kept_and_the_rest_named(
    term: str, kept: str
) -> None:
    corpus, notes = keep_language(Corpus((CHINESE, ENGLISH)), [term])

    assert corpus.ids == (kept,)
    assert str(notes[0]).startswith("Left out: 1 document in")


def test_a_latin_term_is_sought_in_chinese_documents_where_there_are_no_others() -> None:
    assert keep_language(Corpus((CHINESE,)), ["AI"]) == (Corpus((CHINESE,)), [])
