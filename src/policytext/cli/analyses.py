"""Commands that compare documents by their tokens: ``tfidf``, ``similarity``."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policytext.cli.options import (
    DEFAULT_SCOPE,
    DocumentOption,
    Format,
    FormatOption,
    OutputOption,
    ScopeOption,
    make_convention,
    print_table,
)

if TYPE_CHECKING:
    from policytext.dfm import Dfm

SegmenterOption = Annotated[
    str, typer.Option("--segmenter", help="What cuts Chinese into tokens.", metavar="NAME")
]
NgramsOption = Annotated[int, typer.Option("--ngrams", min=1, help="Tokens a feature.")]
CharactersOption = Annotated[
    bool, typer.Option("--characters", help="Count characters instead of tokens.")
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Keep punctuation, numbers and function words.")
]
TopOption = Annotated[int, typer.Option("--top", min=1, help="Rows to show.")]
MeasureOption = Annotated[str, typer.Option("--measure", help="The measure.", metavar="NAME")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("tfidf")(tfidf)
    app.command("similarity")(similarity)


def load_dfm(
    texts: Path,
    documents: list[str] | None,
    scope: str,
    *,
    segmenter: str = "jieba",
    ngrams: int = 1,
    characters: bool = False,
) -> Dfm:
    """Return the document-feature matrix that the options ask for."""
    from policytext.dfm import build_dfm
    from policytext.loading import load_corpus

    regions = make_convention(scope, "text", "each").scope
    corpus = load_corpus(texts, ids=documents)
    unit: Any = "characters" if characters else "tokens"
    named = None if characters else segmenter
    return build_dfm(corpus, segmenter=named, ngrams=ngrams, unit=unit, scope=regions)


def tfidf(
    context: typer.Context,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    segmenter: SegmenterOption = "jieba",
    ngrams: NgramsOption = 1,
    characters: CharactersOption = False,
    weighting: Annotated[
        str, typer.Option(help="The variant of tf-idf.", metavar="NAME")
    ] = "sklearn",
    top: TopOption = 20,
    everything: AllOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Rank the terms of each document by how well they tell it from the others of the folder."""
    from policytext.keywords import rank_tfidf

    dfm = load_dfm(
        context.obj, None, scope, segmenter=segmenter, ngrams=ngrams, characters=characters
    )
    table = rank_tfidf(
        dfm, documents=document, weighting=weighting, top=top, content=not everything
    )
    print_table(table, form, output)


def similarity(
    context: typer.Context,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    segmenter: SegmenterOption = "jieba",
    measure: MeasureOption = "cosine",
    everything: AllOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Compare every two documents; those alike stand together."""
    from policytext.similarity import measure_similarity

    dfm = load_dfm(context.obj, document, scope, segmenter=segmenter)
    print_table(measure_similarity(dfm, measure=measure, content=not everything), form, output)
