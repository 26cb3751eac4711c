"""Commands that look at tokens: ``tfidf``, ``keywords``, ``collocates``, ``similarity``, ...

``ngrams`` and ``diversity`` are the other two.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policytext.cli.options import (
    DEFAULT_SCOPE,
    DocumentOption,
    Format,
    FormatOption,
    MatchOption,
    OutputOption,
    OverlapOption,
    ScopeOption,
    make_convention,
    print_table,
)

if TYPE_CHECKING:
    from policytext.matrix.dfm import Dfm

SegmenterOption = Annotated[
    str, typer.Option("--segmenter", help="The segmenter for Chinese.", metavar="NAME")
]
NgramsOption = Annotated[int, typer.Option("--ngrams", min=1, help="Tokens per feature.")]
CharactersOption = Annotated[
    bool, typer.Option("--characters", help="Use characters instead of tokens.")
]
AllOption = Annotated[
    bool, typer.Option("--all", help="Keep punctuation, numbers and function words.")
]
TopOption = Annotated[int, typer.Option("--top", min=1, help="The number of rows to show.")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    for command in (tfidf, keywords, collocates, similarity, ngrams, diversity):
        app.command(command.__name__)(command)


def load_dfm(
    texts: Path,
    documents: list[str] | None,
    scope: str,
    *,
    segmenter: str = "jieba",
    ngrams: int = 1,
    characters: bool = False,
) -> Dfm:
    """Return the document-feature matrix for the options."""
    from policytext.documents.load import load_corpus
    from policytext.matrix.dfm import build_dfm

    regions = make_convention(scope).scope
    corpus = load_corpus(texts, ids=documents)
    unit: Any = "characters" if characters else "tokens"
    named = None if characters else segmenter
    return build_dfm(corpus, segmenter=named, ngrams=ngrams, unit=unit, scope=regions)


def tfidf(
    context: typer.Context,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    segmenter: SegmenterOption = "jieba",
    size: NgramsOption = 1,
    characters: CharactersOption = False,
    weighting: Annotated[str, typer.Option(help="The TF-IDF variant.", metavar="NAME")] = "sklearn",
    top: TopOption = 20,
    everything: AllOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Rank the terms of each document by TF-IDF against all documents of the folder."""
    from policytext.analyses.tfidf import rank_tfidf

    dfm = load_dfm(
        context.obj, None, scope, segmenter=segmenter, ngrams=size, characters=characters
    )
    table = rank_tfidf(
        dfm, documents=document, weighting=weighting, top=top, drop_stopwords=not everything
    )
    print_table(table, form, output)


def keywords(
    context: typer.Context,
    target: Annotated[
        list[str], typer.Option(help="A target document; may be repeated.", metavar="ID")
    ],
    reference: Annotated[
        list[str] | None,
        typer.Option(
            help="A reference document; may be repeated. Default: all others.", metavar="ID"
        ),
    ] = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    segmenter: SegmenterOption = "jieba",
    size: NgramsOption = 1,
    characters: CharactersOption = False,
    measure: Annotated[
        str, typer.Option(help="The keyness measure.", metavar="NAME")
    ] = "log_likelihood_rayson",
    correction: Annotated[
        str, typer.Option(help="The correction of the p-values.", metavar="NAME")
    ] = "benjamini_hochberg",
    top: TopOption = 50,
    everything: AllOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Rank the terms that are more frequent in the target than in the reference."""
    from policytext.analyses.keywords import rank_keywords

    dfm = load_dfm(
        context.obj, None, scope, segmenter=segmenter, ngrams=size, characters=characters
    )
    table = rank_keywords(
        dfm,
        target=target,
        reference=reference or None,
        measure=measure,
        correction=correction,
        drop_stopwords=not everything,
    )
    print_table(table.head(top), form, output)


def collocates(
    context: typer.Context,
    node: Annotated[str, typer.Argument(help="The term whose neighbours are ranked.")],
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    window: Annotated[int, typer.Option(min=1, help="Words on each side.")] = 5,
    measure: Annotated[
        str, typer.Option(help="The association measure.", metavar="NAME")
    ] = "log_dice",
    top: TopOption = 50,
    everything: AllOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Rank the words near a term by how strongly they are associated with it."""
    from policytext.analyses.collocates import rank_collocates
    from policytext.documents.load import load_corpus

    convention = make_convention(scope, match, overlap)
    corpus = load_corpus(context.obj, ids=document)
    table = rank_collocates(
        corpus, node, convention, window=window, measure=measure, drop_stopwords=not everything
    )
    print_table(table.head(top), form, output)


def similarity(
    context: typer.Context,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    segmenter: SegmenterOption = "jieba",
    measure: Annotated[
        str, typer.Option(help="The measure: cosine, jaccard or jensen_shannon.", metavar="NAME")
    ] = "cosine",
    everything: AllOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Compare every pair of documents; similar ones are next to each other."""
    from policytext.analyses.similarity import measure_similarity

    dfm = load_dfm(context.obj, document, scope, segmenter=segmenter)
    print_table(
        measure_similarity(dfm, measure=measure, drop_stopwords=not everything), form, output
    )


def ngrams(
    context: typer.Context,
    size: Annotated[int, typer.Argument(min=1, help="Tokens per n-gram.")] = 2,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    segmenter: SegmenterOption = "jieba",
    characters: CharactersOption = False,
    top: TopOption = 50,
    everything: AllOption = False,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """List the most frequent n-grams of tokens or, with --characters, of characters."""
    from policytext.analyses.ngrams import rank_ngrams

    dfm = load_dfm(
        context.obj, document, scope, segmenter=segmenter, ngrams=size, characters=characters
    )
    print_table(rank_ngrams(dfm, drop_stopwords=not everything).head(top), form, output)


def diversity(
    context: typer.Context,
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    segmenter: SegmenterOption = "jieba",
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Measure how varied the vocabulary of each document is."""
    from policytext.analyses.diversity import measure_diversity
    from policytext.documents.load import load_corpus

    regions = make_convention(scope).scope
    corpus = load_corpus(context.obj, ids=document)
    print_table(measure_diversity(corpus, segmenter=segmenter, scope=regions), form, output)
