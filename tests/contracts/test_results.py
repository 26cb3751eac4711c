"""Every result of the library is a table, a frame and plain data, and shows itself."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import Any

import pytest

import policytext as pt
from policytext.base.table import Result, Table
from tests.support.make_claims import make_claims
from tests.support.make_documents import make_document

CORPUS = pt.Corpus(
    (make_document("推动全球合作。", name="a"), make_document("全球治理。", name="b"))
)
CLAIMS = "- {id: one, kind: count, document: a, terms: [全球], published: '1'}"


def _lexicon() -> Any:
    return pt.build_lexicon({"全球": ["全球", "global"], "合作": ["合作"]})


RESULTS: dict[str, Callable[[], Any]] = {
    "corpus": lambda: CORPUS,
    "lexicon": _lexicon,
    "counts": lambda: pt.count_terms(CORPUS, ["全球"]),
    "families": lambda: pt.count_families(CORPUS, _lexicon()),
    "concordance": lambda: pt.build_concordance(CORPUS, ["全球"]),
    "claims": lambda: make_claims(CLAIMS),
    "findings": lambda: pt.verify_claims(CORPUS, make_claims(CLAIMS)),
    "explanation": lambda: pt.explain_claim(CORPUS, make_claims(CLAIMS), "one"),
    "extraction": lambda: pt.find_claims("《行动计划》中“全球”出现1次。"),
    "checked article": lambda: pt.check_article("《行动计划》中“全球”出现1次。", CORPUS),
}


@pytest.mark.parametrize("name", RESULTS)
def test_a_result_has_the_same_four_faces(name: str) -> None:
    result = RESULTS[name]()
    table = result.to_table()

    assert isinstance(result, Result)
    assert isinstance(table, Table)
    assert list(result.to_frame().columns) == list(table.columns)
    assert len(result.to_frame()) == len(table.rows)
    assert json.loads(json.dumps(result.to_dict(), ensure_ascii=False, allow_nan=False))
    assert result._repr_html_().startswith("<table>")
