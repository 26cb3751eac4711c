"""Documents as values: what is worked out of one is kept with it, and is no part of it."""

from __future__ import annotations

import pickle

from policytext.counting.convention import Convention
from policytext.counting.matches import find_matches
from tests.support.make_documents import make_document


def test_what_is_derived_is_made_once() -> None:
    document = make_document("全球合作，全球治理。")
    made: list[int] = []

    def make() -> int:
        made.append(1)
        return len(made)

    assert [document.derive("x", make), document.derive("x", make)] == [1, 1]
    assert document.derive("y", lambda: None) is None


def test_a_document_is_pickled_without_what_was_derived_of_it() -> None:
    document = make_document("全球 合作，全球治理。Global AI." * 50)
    before = pickle.dumps(document)
    for match in ("text", "token", "word"):
        assert len(find_matches(document, ["全球"], Convention(match=match))) > 0  # type: ignore[arg-type]
    assert document.paragraphs

    after = pickle.dumps(document)

    assert after == before
    again = pickle.loads(after)
    assert again == document
    assert again.paragraphs == document.paragraphs
