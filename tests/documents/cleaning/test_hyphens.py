"""Words broken at a line's end: whole again, with the hyphen where it is part of the word."""

from __future__ import annotations

import pytest

from policytext.counting.matches import find_matches
from policytext.documents.cleaning import clean
from tests.support.make_captures import assert_conserved
from tests.support.make_documents import make_document


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("better gover-\nnance now", "better governance now"),
        ("regional inter-\r\n  national law", "regional international law"),
        ("INTER-\nNATIONAL", "INTERNATIONAL"),
        ("oﬃ-\ncial", "official"),
        ("gover\u00ad\nnance", "governance"),
        ("co\u00adop\u00aderation", "cooperation"),
        # First halves that make compounds, digits, and capitals unlike on the two sides.
        ("cross-\nborder", "cross-border"),
        ("long‐\nterm", "long-term"),
        ("5-\nyear", "5-year"),
        ("2021-\n2025", "2021-2025"),
        ("AI-\npowered", "AI-powered"),
        ("Anglo-\nAmerican", "Anglo-American"),
        # What the text says elsewhere decides first.
        ("cross-\nborder and crossborder", "crossborder and crossborder"),
        ("inter-\nstate and inter-state", "inter-state and inter-state"),
        ("co-\noperation, cooperation, co-operation, co-operation",
         "co-operation, cooperation, co-operation, co-operation"),
        # Two words of the text make a compound; two that merge with others do not.
        ("data-\ndriven data are driven by", "data-driven data are driven by"),
        ("over-\ncome over what may come", "overcome over what may come"),
        ("gover-\nnance, gover-\nnance", "governance, governance"),
        # Hyphens that stand for what follows, dashes, and breaks beside no word.
        ("short-\nand long-term", "short- and long-term"),
        ("word--\nnext", "word-- next"),
        ("word -\nnext", "word - next"),
        ("word-\n\nnext", "word-\nnext"),
        ("合作-\n治理", "合作-治理"),
    ],
)  # fmt: skip
def test_a_broken_word_is_read_whole(text: str, read: str) -> None:
    assert clean(text).text == read


def test_the_bytes_of_a_broken_word_are_its_halves_and_nothing_is_lost() -> None:
    data = "The plan is inter-\nnational, cross-\nborder and sci\u00ad\nentiﬁc."
    document = make_document(data, language="en")
    assert_conserved(document)
    for term, printed in {
        "international": "inter-\nnational",
        "cross-border": "cross-\nborder",
        "scientific": "sci\u00ad\nentiﬁc",
    }.items():
        (match,) = find_matches(document, [term])
        span = document.byte_span(match.start, match.end)
        assert span is not None
        assert data.encode()[slice(*span)].decode() == printed
