"""Tables of matches and of one document."""

from __future__ import annotations

from policytext.counting.concordance import list_positions
from policytext.counting.matches import find_matches
from policytext.documents.corpus import Corpus
from tests.support.make_documents import make_document


def test_every_hit_has_its_position_and_the_length_of_its_text() -> None:
    document = make_document("全球治理，全球合作", title="无题")
    matches = find_matches(document, ["全球"], family="global")
    table = list_positions(Corpus((document,)), [matches])
    starts = [document.text.index("全球"), document.text.rindex("全球")]
    assert table.column("position") == starts
    assert set(table.column("length")) == {len(document.text)}
    assert table.convention == matches.convention.id


def test_a_family_without_a_hit_has_one_row_and_no_position() -> None:
    document = make_document("治理")
    table = list_positions(Corpus((document,)), [find_matches(document, ["全球"], family="global")])
    assert table.rows == (("doc", "global", None, len(document.text)),)


def test_a_corpus_gives_its_titles_by_id() -> None:
    named = make_document("治理", name="a", title="治理倡议")
    assert Corpus((named,)).titles == {"a": "治理倡议"}
