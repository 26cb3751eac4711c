"""The command ``verify``."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from policytext.base.errors import DIFFERS, NothingCheckedError
from policytext.cli.options import OutputOption, write_text

if TYPE_CHECKING:
    from policytext.claims import Claim, ClaimSet
    from policytext.documents.corpus import Corpus

Files = Annotated[
    list[Path] | None,
    typer.Argument(help="Claims files; default: all in claims/ of the texts folder."),
]


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("verify")(verify)


def verify(
    context: typer.Context,
    files: Files = None,
    form: Annotated[str, typer.Option("--format", help="The output format.")] = "text",
    evidence: Annotated[bool, typer.Option("--evidence", help="List every match.")] = False,
    output: OutputOption = None,
) -> None:
    """Recount published claims; exit 0 if every verdict is the one its claim expects."""
    from policytext.base.lookup import look_up
    from policytext.claims import Findings, verify_claims
    from policytext.claims.formats import FINDINGS_FORMATS, render_findings

    look_up(FINDINGS_FORMATS, form, "format of findings")
    known = list_documents(context.obj)
    try:
        claims = load_claims_of(context.obj, files)
    except NothingCheckedError:
        if form != "text":  # programs expect an object, even if it is empty
            write_text(render_findings(Findings(()), form, evidence=evidence), output)
        raise
    corpus = load_corpus_for(claims, context.obj, known)
    findings = verify_claims(corpus, claims, known=known)
    write_text(render_findings(findings, form, evidence=evidence), output)
    if not findings.as_expected:
        raise typer.Exit(DIFFERS)


def list_documents(texts: Path) -> tuple[str, ...]:
    """Return the ids of all documents of the texts folder."""
    from policytext.documents.load import list_ids

    return list_ids(texts)


def load_claims_of(texts: Path, files: list[Path] | None) -> ClaimSet:
    """Return the claims in *files*, by default of the folder ``claims``; raise without any."""
    from policytext.base.yaml import list_yaml
    from policytext.claims import load_claims

    paths = files or list_yaml(texts, "claims")
    if not paths:
        raise NothingCheckedError(f"Nothing was checked: no claims in {texts / 'claims'}.")
    return load_claims(paths)


def load_corpus_for(claims: Iterable[Claim], texts: Path, known: Iterable[str]) -> Corpus:
    """Return the documents among *known* that *claims* need, with their other editions."""
    from policytext.documents.load import load_corpus

    claims = tuple(claims)
    if any(claim.needs_whole_corpus for claim in claims):
        return load_corpus(texts)
    needed = {document for claim in claims for document in claim.documents}
    return load_corpus(texts, ids=[name for name in known if name in needed], editions=True)
