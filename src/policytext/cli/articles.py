"""Commands that read articles: ``find-claims``, ``check``."""

from __future__ import annotations

import json
import sys
from enum import StrEnum
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.base.errors import DIFFERS, NothingCheckedError, UnreadableError
from policytext.base.escape import escape
from policytext.cli.options import Format, OutputOption, check_issued, format_table, write_text

if TYPE_CHECKING:
    from policytext.articles.found import Extraction
    from policytext.counting.lexicon import Lexicon
    from policytext.documents.corpus import Corpus


class FindFormat(StrEnum):
    """The formats of found claims."""

    text = "text"
    json = "json"
    yaml = "yaml"


class CheckFormat(StrEnum):
    """The formats of a checked article."""

    text = "text"
    json = "json"
    html = "html"
    github = "github"
    sarif = "sarif"
    md = "md"
    csv = "csv"


Article = Annotated[
    str, typer.Argument(help="The article, in any readable format; - for stdin.",
                        metavar="FILE")
]  # fmt: skip
IssuedOption = Annotated[
    str | None,
    typer.Option(
        "--issued", help="The date of the article, to resolve “this year”.", metavar="DATE"
    ),
]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("find-claims")(find_claims)
    app.command("check")(check)


def find_claims(
    context: typer.Context,
    article: Article,
    issued: IssuedOption = None,
    form: Annotated[
        FindFormat, typer.Option("--format", help="The output format; yaml is a claims file.")
    ] = FindFormat.text,
    explain: Annotated[
        bool, typer.Option("--explain", help="Print the evidence for each claim.")
    ] = False,
    output: OutputOption = None,
) -> None:
    """Find the counts that an article prints about documents; list what could not be read."""
    from policytext.articles import to_claims_yaml
    from policytext.articles.checking import read_article

    check_issued(issued)
    text = _read(article)
    corpus, lexicon = _load(context.obj)
    found = read_article(text, corpus, lexicon=lexicon, issued=issued)
    if form is FindFormat.json:
        write_text(json.dumps(found.to_dict(), ensure_ascii=False, indent=1), output)
    elif form is FindFormat.yaml:
        write_text(to_claims_yaml(found, corpus=corpus).rstrip("\n"), output)
    elif explain:
        write_text(_explain(found), output)
    else:
        write_text(format_table(found.to_table(), Format.table), output)


def _explain(found: Extraction) -> str:
    """Return each claim with the evidence for its term, and each stretch with its reason."""
    lines = []
    for claim in found.claims:
        terms = " ".join(claim.terms) or claim.kind
        lines += [escape(f"{terms}: {claim.published} ({claim.quote})", "line")]
        lines += [f"  {line}" for line in claim.evidence]
        lines += [
            escape(f"  text: {claim.document_mention or '-'}: {claim.resolution or '-'}", "line")
        ]
    lines += [escape(f"not read: {u.quote}: {u.reason}", "line") for u in found.unparsed]
    return "\n".join(lines)


def check(
    context: typer.Context,
    article: Article,
    issued: IssuedOption = None,
    form: Annotated[CheckFormat, typer.Option("--format", help="The output format.")] = (
        CheckFormat.text
    ),
    evidence: Annotated[bool, typer.Option("--evidence", help="List every match.")] = False,
    output: OutputOption = None,
) -> None:
    """Recount every count that an article prints; exit 1 if one does not reproduce."""
    from policytext.articles.checking import check_article
    from policytext.articles.formats import CHECK_FORMATS, ArticleFile, render_check

    check_issued(issued)
    text = _read(article)
    corpus, lexicon = _load(context.obj)
    checked = check_article(text, corpus, lexicon=lexicon, issued=issued)
    if form.value in CHECK_FORMATS:
        file = ArticleFile("" if article == "-" else article, lined=_is_lined(article))
        write_text(render_check(checked, form.value, evidence=evidence, file=file), output)
    else:
        write_text(format_table(checked.to_table(), Format(form.value)), output)
    if not checked.claims:
        raise NothingCheckedError("Nothing was checked: no count was found in the article.")
    if checked.summary["refuted"]:
        raise typer.Exit(DIFFERS)


def _read(name: str) -> str:
    """Return the text of the article, read like a capture."""
    from policytext.documents.readers import read_capture

    if name == "-":
        return read_capture(sys.stdin.buffer.read(), "stdin.txt").text
    path = Path(name)
    try:
        return read_capture(path.read_bytes(), path.name).text
    except UnreadableError as error:
        raise UnreadableError(f"{name}: {error}") from None


def _is_lined(name: str) -> bool:
    """Return whether the lines of the file are those of the text that is read from it."""
    return name.lower().endswith((".txt", ".text", ".md"))


def _load(texts: Path) -> tuple[Corpus, Lexicon | None]:
    """Return the corpus, and all lexicons of the texts folder as one; None if there is none."""
    from policytext.base.yaml import list_yaml
    from policytext.counting.lexicon import Lexicon, load_lexicon
    from policytext.documents.load import load_corpus

    loaded = [load_lexicon(path) for path in list_yaml(texts, "lexicons")]
    families = tuple(family for lexicon in loaded for family in lexicon.families)
    return load_corpus(texts), Lexicon("all", families) if families else None
