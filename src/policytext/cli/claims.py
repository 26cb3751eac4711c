"""Commands about claims other than ``verify``: ``explain``, ``pin``, ``recheck``, ``schema``.

Tested in tests/cli/test_verify.py.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from policytext.base.errors import DIFFERS, NothingCheckedError
from policytext.base.lookup import look_up
from policytext.cli.options import Format, FormatOption, OutputOption, print_table, write_text
from policytext.cli.verify import Files, list_documents, load_claims_of, load_corpus_for

if TYPE_CHECKING:
    from policytext.claims.explain import Explanation
    from policytext.claims.model import ClaimSet, TermClaim


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("explain")(explain)
    app.command("pin")(pin)
    app.command("recheck")(recheck)
    app.command("schema")(schema)


def explain(
    context: typer.Context,
    claim: Annotated[str, typer.Argument(help="The id of the claim.", metavar="ID")],
    files: Files = None,
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """List the conventions that would give a claim's number, and how strong that is as evidence."""
    from policytext.base.yaml import list_yaml
    from policytext.claims import explain_claim
    from policytext.counting.lexicon import load_lexicon

    texts: Path = context.obj
    known, claims = list_documents(texts), load_claims_of(texts, files)
    chosen = look_up({one.id: one for one in claims}, claim, "claim")
    corpus = load_corpus_for([chosen], texts, known)
    lexicons = [load_lexicon(path) for path in list_yaml(texts, "lexicons")]
    try:
        explanation = explain_claim(corpus, claims, claim, lexicons=lexicons)
    except NothingCheckedError:
        if form is Format.json:
            write_text("{}", output)
        raise
    if form in (Format.csv, Format.md):
        print_table(explanation.to_table(), form, output)
    else:
        write_text(_format_explanation(explanation, form), output)


def _format_explanation(explanation: Explanation, form: Format) -> str:
    from policytext.base.escape import escape

    if form is Format.json:
        return escape(json.dumps(explanation.to_dict(), ensure_ascii=False, indent=2), "json")
    return "\n".join(escape(str(sentence), "line") for sentence in explanation.sentences())


def pin(context: typer.Context, files: Files = None) -> None:
    """Record the current segmenter in claims about tokens; refuse if a verdict would change."""
    from policytext.base.lock import lock_folder
    from policytext.claims.pin import stale_claims, stops_holding

    known = list_documents(context.obj)
    with lock_folder(context.obj):
        claims = load_claims_of(context.obj, files)
        stale = stale_claims(claims)
        corpus = load_corpus_for(stale, context.obj, known)
        fallen = stops_holding(corpus, claims, stale)
        if not fallen:
            _write_pins(claims, stale)
    if fallen:
        for finding in fallen:
            typer.echo(f"{finding.claim.id}: {finding.verdict.value}; {finding.reason}", err=True)
        typer.echo("Nothing was pinned: these verdicts would no longer be as expected.", err=True)
        raise typer.Exit(DIFFERS)
    typer.echo(f"Pinned {len(stale)} of {len(claims)} claims.")


def _write_pins(claims: ClaimSet, stale: list[TermClaim]) -> None:
    from policytext.base.files import write_atomically
    from policytext.claims import CLAIM_KINDS
    from policytext.claims.pin import write_pins

    numbers: dict[str, dict[int, TermClaim]] = {}
    for claim in stale:
        source, number = claims.origins[claim.id]
        numbers.setdefault(source.file, {})[number] = claim
    sources = {origin.source.file: origin.source for origin in claims.origins.values()}
    for file, chosen in numbers.items():
        path = Path(file)
        text = path.read_text(encoding="utf-8")
        write_atomically(path, write_pins(text, sources[file], chosen, CLAIM_KINDS))


def recheck(
    context: typer.Context,
    findings: Annotated[
        Path, typer.Argument(help="The output of verify --format json --evidence.")
    ],
) -> None:
    """Re-check findings against the captures with an independent, dependency-free script."""
    from policytext.recheck import main

    parent = context.parent
    source = parent.get_parameter_source("texts") if parent else None
    named = source is not None and source.name == "COMMANDLINE"
    raise typer.Exit(main([str(findings), *([str(context.obj)] if named else [])]))


def schema(
    name: Annotated[str, typer.Argument(help="manifest, lexicon, claims, report or findings.")],
    output: OutputOption = None,
) -> None:
    """Print the JSON Schema of a kind of file, for editors."""
    made = look_up(SCHEMAS, name, "schema")()
    write_text(json.dumps(made, ensure_ascii=False, indent=2), output)


def _manifest_schema() -> dict[str, Any]:
    from policytext.documents.manifest import Manifest

    return Manifest.model_json_schema()


def _lexicon_schema() -> dict[str, Any]:
    from policytext.counting.lexicon import LexiconFile

    return LexiconFile.model_json_schema()


def _claims_schema() -> dict[str, Any]:
    from policytext.claims import CLAIM_KINDS
    from policytext.claims.schemas import claims_schema

    return claims_schema(CLAIM_KINDS)


def _report_schema() -> dict[str, Any]:
    from policytext.report.spec import ReportFile

    return ReportFile.model_json_schema()


def _findings_schema() -> dict[str, Any]:
    from policytext.claims.schemas import findings_schema

    return findings_schema()


SCHEMAS: dict[str, Callable[[], dict[str, Any]]] = {
    "manifest": _manifest_schema,
    "lexicon": _lexicon_schema,
    "claims": _claims_schema,
    "report": _report_schema,
    "findings": _findings_schema,
}
