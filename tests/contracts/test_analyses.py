"""What holds of every analysis: on nothing, on one document, on two languages, on many."""

from __future__ import annotations

import json
import warnings
from collections.abc import Callable
from contextlib import suppress

import pytest

from policytext.analyses.collocates import rank_collocates
from policytext.analyses.compare import compare_documents
from policytext.analyses.dispersion import rank_dispersion
from policytext.analyses.diversity import measure_diversity
from policytext.analyses.families import compare_families
from policytext.analyses.keywords import rank_keywords
from policytext.analyses.ngrams import rank_ngrams
from policytext.analyses.parts import PARTS
from policytext.analyses.phrases import list_shared_phrases
from policytext.analyses.revision import compare_family_counts, list_revisions
from policytext.analyses.similarity import SIMILARITIES, measure_similarity
from policytext.analyses.tfidf import rank_tfidf
from policytext.analyses.trends import GROUPINGS, measure_trends
from policytext.base.errors import PolicytextError
from policytext.base.table import Table
from policytext.counting.lexicon import Family, Lexicon
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document, Metadata, Region
from policytext.matrix.dfm import build_dfm
from tests.support.make_documents import make_document

LEXICON = Lexicon(
    "test",
    (
        Family("cooperation", (("zh", "合作"),), (("zh", ("合作",)), ("en", ("cooperation",)))),
        Family("absent", (("zh", "没有"),), (("zh", ("没有的词",)), ("en", ("absentee",)))),
        Family("chinese-only", (), (("zh", ("共",)),)),
    ),
)
EMPTY = Document("empty", Metadata(issued="2025"), "", (Region("body", 0, 0),))
PLAN = make_document("推动全球合作。\n\n各国共商共建，合作共赢。", name="plan", title="合作计划")
OTHER = make_document("全球治理需要各国对话。\n\n合作。", name="other", title="治理倡议")
ENGLISH = make_document(
    "Global cooperation needs cooperation.\n\nAll countries talk.",
    name="words",
    title="An initiative",
    language="en",
)
CORPORA = {
    "nothing": Corpus(),
    "an empty document": Corpus((EMPTY,)),
    "one document": Corpus((PLAN,)),
    "one and an empty one": Corpus((PLAN, EMPTY)),
    "two": Corpus((PLAN, OTHER)),
    "English": Corpus((ENGLISH,)),
    "two languages": Corpus((PLAN, OTHER, ENGLISH)),
}
OVER_CORPORA: dict[str, Callable[[Corpus], Table]] = {
    "keywords": lambda corpus: rank_keywords(build_dfm(corpus), target=corpus.ids[:1]),
    "features": lambda corpus: rank_ngrams(build_dfm(corpus)),
    "features of three": lambda corpus: rank_ngrams(build_dfm(corpus, ngrams=3)),
    "tfidf": lambda corpus: rank_tfidf(build_dfm(corpus)),
    "tfidf of characters": lambda corpus: rank_tfidf(build_dfm(corpus, unit="characters")),
    "collocates": lambda corpus: rank_collocates(corpus, "合作"),
    "diversity": measure_diversity,
    "families": lambda corpus: compare_families(corpus, LEXICON),
    **{
        f"similarity by {name}": lambda c, n=name: measure_similarity(build_dfm(c), measure=n)  # type: ignore[misc]
        for name in SIMILARITIES
    },
    **{
        f"dispersion over {kind}": lambda c, k=kind: rank_dispersion(c, ["合作"], parts=k)  # type: ignore[misc]
        for kind in PARTS
    },
    "dispersion of families": lambda corpus: rank_dispersion(corpus, LEXICON),
    **{
        f"trends by {name}": lambda c, n=name: measure_trends(c, LEXICON, by=n)  # type: ignore[misc]
        for name in GROUPINGS
    },
}
OVER_PAIRS: dict[str, Callable[[Document, Document], Table]] = {
    "versions": list_revisions,
    "changes": lambda old, new: compare_family_counts(old, new, LEXICON),
    "phrases": list_shared_phrases,
    "pair": lambda first, second: compare_documents(first, second, LEXICON, permutations=99),
}


def require_readable(table: Table) -> None:
    assert table.title
    assert table.notes
    assert all(len(row) == len(table.columns) for row in table.rows)
    json.dumps(table.to_dict(), allow_nan=False)
    assert table._repr_html_().startswith("<table>")
    assert list(table.to_frame().columns) == list(table.columns)


@pytest.mark.parametrize("corpus", CORPORA.values(), ids=CORPORA.keys())
@pytest.mark.parametrize("analysis", OVER_CORPORA.values(), ids=OVER_CORPORA.keys())
def test_an_analysis_gives_a_readable_table_unless_refused(
    analysis: Callable[[Corpus], Table], corpus: Corpus
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        with suppress(PolicytextError):  # what is refused, and only that, is tested below
            table = analysis(corpus)
            require_readable(table)
            assert table.convention or not corpus.documents


@pytest.mark.parametrize("second", [EMPTY, OTHER, ENGLISH], ids=["empty", "other", "English"])
@pytest.mark.parametrize("analysis", OVER_PAIRS.values(), ids=OVER_PAIRS.keys())
def test_two_texts_give_a_readable_table_unless_refused(
    analysis: Callable[[Document, Document], Table], second: Document
) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("error")
        for pair in ((PLAN, second), (second, PLAN)):
            with suppress(PolicytextError):
                require_readable(analysis(*pair))


def test_only_what_makes_no_sense_is_refused() -> None:
    refused = {}
    for name, analysis in OVER_CORPORA.items():
        for kind, corpus in CORPORA.items():
            try:
                analysis(corpus)
            except PolicytextError as refusal:
                refused[name, kind] = str(refusal)

    assert set(refused) == {
        ("keywords", "nothing"),
        ("keywords", "an empty document"),
        ("keywords", "one document"),
        ("keywords", "English"),
        ("features", "two languages"),
        ("features of three", "two languages"),
        ("dispersion of families", "two languages"),
    }
    assert all(message.endswith(".") for message in refused.values())


def test_texts_in_two_languages_are_not_counted_against_each_other() -> None:
    for name in ("changes", "phrases", "pair"):
        with pytest.raises(PolicytextError, match="cannot be compared"):
            OVER_PAIRS[name](PLAN, ENGLISH)


def test_many_documents_are_no_more_trouble_than_two(audit: bool) -> None:
    how_many = 2000 if audit else 200
    words = ("合作", "对话", "共商", "治理", "没有", "全球", "各国")
    documents = tuple(
        make_document(
            "。".join(words[(n * k) % 7] for k in range(1, 6)) + "。",
            name=f"d{n:04d}",
            title="计划",
            issued=str(2000 + n % 20),
        )
        for n in range(how_many)
    )
    for analysis in OVER_CORPORA.values():
        require_readable(analysis(Corpus(documents)))
