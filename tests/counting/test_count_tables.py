"""Tables of counts, whole: title, columns, rows, notes, conventions, and the matches kept."""

from __future__ import annotations

import pytest

from policytext.base.errors import PolicytextError
from policytext.counting.convention import Convention
from policytext.counting.count import (
    count_families,
    count_terms,
    explain_rate,
    measure_size,
    name_unit,
)
from policytext.counting.lexicon import build_lexicon
from policytext.documents.corpus import Corpus
from policytext.segmenters import build_segmenter
from tests.support.make_documents import make_document

# Of ten characters and three in the title; of four words and one in the title.
PLAN = make_document("合作共赢。全球合作。", name="plan", title="合作书")
SPEECH = make_document("Art and arts. Start.", name="speech", title="Art", language="en")
BOTH = Corpus((PLAN, SPEECH))
TOKENS = Convention(("body",), "token")
PER_CHARACTER = "per_1000: per 1,000 characters of the scope, white space aside."
PER_WORD = "per_1000: per 1,000 words of the scope."
PER_UNIT = "per_1000: per 1,000 of the column unit, in the scope; white space is not counted."
NO_TERMS = "A family without terms in a document's language has no count there."
TEXT, WORD = "text/each/title+subtitle+body", "word/each/title+subtitle+body"


def test_the_table_of_terms_is_whole() -> None:
    table = count_terms(BOTH, ["合作", "art", "合作"])

    assert table.title == "Counts"
    assert table.columns == ("document", "term", "count", "per_1000", "unit", "convention")
    assert table.rows == (
        ("plan", "合作", 3, 3000 / 13, "characters", TEXT),
        ("plan", "art", 0, 0.0, "characters", TEXT),
        ("speech", "合作", 0, 0.0, "words", WORD),
        ("speech", "art", 2, 400.0, "words", WORD),
    )
    assert table.convention == f"{TEXT}, {WORD}"
    assert [str(note) for note in table.notes] == [PER_UNIT]
    assert [(found.document, found.family, found.by_term) for found in table.matches] == [
        ("plan", "", {"合作": 3, "art": 0}),
        ("speech", "", {"合作": 0, "art": 2}),
    ]


def test_the_table_of_families_is_whole() -> None:
    lexicon = build_lexicon({"cooperation": ["合作", "共赢"], "art": {"en": ["art"]}})
    table = count_families(BOTH, lexicon)

    assert table.title == "Families"
    assert table.columns == ("document", "family", "count", "per_1000", "unit", "convention")
    assert table.rows == (
        ("plan", "cooperation", 4, 4000 / 13, "characters", TEXT),
        ("plan", "art", None, None, "characters", TEXT),
        ("speech", "cooperation", None, None, "words", WORD),
        ("speech", "art", 2, 400.0, "words", WORD),
    )
    assert table.convention == f"{TEXT}, {WORD}"
    assert [str(note) for note in table.notes] == [PER_UNIT, NO_TERMS]
    assert [(found.document, found.family, len(found)) for found in table.matches] == [
        ("plan", "cooperation", 4),
        ("plan", "art", 0),
        ("speech", "cooperation", 0),
        ("speech", "art", 2),
    ]


@pytest.mark.parametrize(
    ("corpus", "note"),
    [
        (Corpus((PLAN,)), PER_CHARACTER),
        (Corpus((SPEECH,)), PER_WORD),
        (BOTH, PER_UNIT),
        (Corpus(()), PER_CHARACTER),
    ],
)
def test_the_rates_are_explained_by_what_the_texts_are_measured_in(
    corpus: Corpus, note: str
) -> None:
    units = [name_unit(document) for document in corpus]

    assert str(explain_rate(units)) == note
    assert [str(n) for n in count_terms(corpus, ["art"]).notes] == [note]
    assert measure_size(SPEECH, Convention(("title",))) == 1
    assert measure_size(SPEECH, Convention(("body",))) == 4


def test_a_string_of_terms_is_named_in_the_message() -> None:
    with pytest.raises(PolicytextError) as raised:
        count_terms(BOTH, "合作")
    assert str(raised.value).startswith("terms is the string '合作', which")


def test_tables_count_with_the_segmenter_that_is_given() -> None:
    segmenter = build_segmenter("characters")
    named = "token:characters/each/body"
    terms = count_terms(Corpus((PLAN,)), ["合"], TOKENS, segmenter=segmenter)
    families = count_families(
        Corpus((PLAN,)), build_lexicon({"f": ["合", "作"]}), TOKENS, segmenter=segmenter
    )

    assert (terms.column("count"), terms.convention) == ([2], named)
    assert (families.column("count"), families.convention) == ([4], named)


@pytest.mark.parametrize(("nested", "counts"), [("family", [1, 2]), ("lexicon", [1, 1])])
def test_the_lexicon_says_whether_its_families_compete(nested: str, counts: list[int]) -> None:
    families = {"world": ["全球合作"], "cooperation": ["合作"]}
    lexicon = build_lexicon(families, nested_scope=nested)  # type: ignore[arg-type]
    longest = Convention(("body",), "text", "longest")

    assert count_families(Corpus((PLAN,)), lexicon, longest).column("count") == counts


@pytest.mark.parametrize(("absent", "more"), [(5, []), (6, [1]), (7, [2])])
def test_five_terms_that_occur_though_they_count_0_are_listed(absent: int, more: list[int]) -> None:
    terms = [f"生态{n}+" for n in range(1, absent + 1)]
    document = make_document("、".join(terms), name="plan")
    _, *notes = count_terms(Corpus((document,)), terms, TOKENS).notes

    listed = [str(note) for note in notes if "never as one token" in str(note)]
    rest = [str(note) for note in notes if "never as one token" not in str(note)]
    assert len(listed) == 5
    assert [note.partition(" more ")[0] for note in rest] == [f"And {n}" for n in more]
