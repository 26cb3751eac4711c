"""Commands that inspect documents: ``segment``, ``outline``, ``damage``."""

from __future__ import annotations

from typing import Annotated

import typer

from policytext.cli.options import DocumentOption, Format, FormatOption, OutputOption, print_table

DocumentId = Annotated[str, typer.Argument(help="The document.", metavar="ID")]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("segment")(segment)
    app.command("outline")(outline)
    app.command("damage")(damage)


def segment(
    context: typer.Context,
    document: DocumentId,
    segmenter: Annotated[str, typer.Option(help="The segmenter.", metavar="NAME")] = "jieba",
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Show the tokens of a document with their offsets in its cleaned text."""
    from policytext.counting.concordance import list_tokens
    from policytext.documents.load import load_corpus
    from policytext.segmenters import build_segmenter

    loaded = load_corpus(context.obj, ids=[document])[document]
    print_table(list_tokens(loaded, build_segmenter(segmenter)), form, output)


def outline(
    context: typer.Context,
    document: DocumentId,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Show the numbered headings and list items of a document, and possible damage."""
    from policytext.counting.concordance import list_outline
    from policytext.documents.load import load_corpus

    print_table(list_outline(load_corpus(context.obj, ids=[document])[document]), form, output)


def damage(
    context: typer.Context,
    document: DocumentOption = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """List possible damage: gaps in the numbering, cut ends, repeats, appended notes."""
    from policytext.counting.concordance import list_damage
    from policytext.documents.load import load_corpus

    print_table(list_damage(load_corpus(context.obj, ids=document)), form, output)
