"""Commands that compare emphasis: ``families``, ``compare``, ``dispersion``, ``trends``, ...

``revision`` and ``phrases`` compare two texts word by word.

Tested in tests/cli/test_analyses.py.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.base.errors import PolicytextError
from policytext.base.lookup import look_up
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
    from policytext.counting.lexicon import Lexicon

LexiconOption = Annotated[
    str | None,
    typer.Option("--lexicon", help="The name of the lexicon; optional if there is only one."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    for command in (families, compare, dispersion, trends, revision, phrases):
        app.command(command.__name__)(command)


def open_lexicon(texts: Path, name: str | None) -> Lexicon:
    """Load the lexicon called *name* of the folder *texts*; by default the only one."""
    from policytext.base.yaml import list_yaml
    from policytext.counting.lexicon import load_lexicon

    paths = {path.stem: path for path in list_yaml(texts, "lexicons")}
    if name is not None:
        return load_lexicon(look_up(paths, name, "lexicon"))
    if len(paths) != 1:
        found = f"there are {', '.join(paths)}: choose with --lexicon" if paths else "there is none"
        raise PolicytextError(f"{texts / 'lexicons'}: one lexicon is needed, and {found}.")
    return load_lexicon(*paths.values())


def families(
    context: typer.Context,
    document: DocumentOption = None,
    lexicon: LexiconOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Compare documents on the families of a lexicon; show how robust their order is."""
    from policytext.analyses.families import compare_families
    from policytext.documents.load import load_corpus

    convention = make_convention(scope, match, overlap)
    corpus = load_corpus(context.obj, ids=document)
    table = compare_families(corpus, open_lexicon(context.obj, lexicon), convention)
    print_table(table, form, output)


First = Annotated[str, typer.Argument(help="The first document.", metavar="ID")]
Second = Annotated[str, typer.Argument(help="The second document.", metavar="ID")]


def compare(
    context: typer.Context,
    first: First,
    second: Second,
    lexicon: LexiconOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Compare two documents on every family; test the differences by permuting paragraphs."""
    from policytext.analyses.compare import compare_documents
    from policytext.documents.load import load_corpus

    convention = make_convention(scope, match, overlap)
    corpus = load_corpus(context.obj, ids=[first, second])
    chosen = open_lexicon(context.obj, lexicon)
    table = compare_documents(corpus[first], corpus[second], chosen, convention)
    print_table(table, form, output)


def dispersion(
    context: typer.Context,
    terms: Annotated[list[str], typer.Argument(help="The terms.", metavar="TERM...")],
    document: DocumentOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    parts: Annotated[
        str | None,
        typer.Option(help="The parts: documents, sections or paragraphs.", metavar="KIND"),
    ] = None,
    measure: Annotated[
        str, typer.Option(help="The dispersion measure.", metavar="NAME")
    ] = "dp_norm",
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Rank terms by how evenly they are distributed over documents, sections or paragraphs."""
    from policytext.analyses.dispersion import rank_dispersion
    from policytext.documents.load import load_corpus

    convention = make_convention(scope, match, overlap)
    corpus = load_corpus(context.obj, ids=document)
    table = rank_dispersion(corpus, terms, convention, parts=parts, measure=measure)
    print_table(table, form, output)


def trends(
    context: typer.Context,
    document: DocumentOption = None,
    lexicon: LexiconOption = None,
    by: Annotated[
        str,
        typer.Option(
            help="The groups: year, month, issuer, role, edition, language, or a field.",
            metavar="GROUP",
        ),
    ] = "year",
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Measure the rates of the families of a lexicon by year or by another group."""
    from policytext.analyses.trends import measure_trends
    from policytext.documents.load import load_corpus

    convention = make_convention(scope, match, overlap)
    corpus = load_corpus(context.obj, ids=document)
    table = measure_trends(corpus, open_lexicon(context.obj, lexicon), convention, by=by)
    print_table(table, form, output)


def revision(
    context: typer.Context,
    old: Annotated[str, typer.Argument(help="The old version.", metavar="ID")],
    new: Annotated[str, typer.Argument(help="The new version.", metavar="ID")],
    counts: Annotated[
        bool, typer.Option("--counts", help="Compare the counts of the families instead.")
    ] = False,
    lexicon: LexiconOption = None,
    scope: ScopeOption = DEFAULT_SCOPE,
    match: MatchOption = None,
    overlap: OverlapOption = "each",
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Show what a new version of a text adds, drops and rewords."""
    from policytext.analyses.revision import compare_family_counts, list_revisions
    from policytext.documents.load import load_corpus

    corpus = load_corpus(context.obj, ids=[old, new])
    if counts:
        chosen = open_lexicon(context.obj, lexicon)
        convention = make_convention(scope, match, overlap)
        table = compare_family_counts(corpus[old], corpus[new], chosen, convention)
    else:
        table = list_revisions(corpus[old], corpus[new])
    print_table(table, form, output)


def phrases(
    context: typer.Context,
    source: Annotated[str, typer.Argument(help="The text that is quoted.", metavar="SOURCE")],
    document: Annotated[str, typer.Argument(help="The text that quotes.", metavar="ID")],
    length: Annotated[
        int | None,
        typer.Option(
            "--min-length",
            min=2,
            help="The least length of a phrase: characters, in English words.",
        ),
    ] = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """List the long phrases that two texts have in common."""
    from policytext.analyses.phrases import list_shared_phrases
    from policytext.documents.load import load_corpus

    corpus = load_corpus(context.obj, ids=[source, document])
    table = list_shared_phrases(corpus[source], corpus[document], min_length=length)
    print_table(table, form, output)
