"""Commands that add texts and compare copies: ``add``, ``compare-editions``."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, get_args

import typer

from policytext.base.errors import DIFFERS, UNREADABLE, PolicytextError, UnreadableError
from policytext.base.lookup import look_up
from policytext.cli.options import (
    Format,
    FormatOption,
    OutputOption,
    check_issued,
    print_table,
    write_text,
)
from policytext.cli.verify import list_documents, load_claims_of, load_corpus_for
from policytext.documents.capture import ReadOptions

if TYPE_CHECKING:
    from policytext.claims import Finding
    from policytext.documents.add import Given, Held, Proposal

Sources = Annotated[
    list[str] | None,
    typer.Argument(metavar="FILE", help="Files or folders, or - for standard input."),
]
_STDIN = "-"
_LARGEST = 256 * 1024 * 1024


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("add")(add)
    app.command("compare-editions")(compare_editions)


def add(
    context: typer.Context,
    sources: Sources = None,
    yes: Annotated[bool, typer.Option("--yes", help="Write the entry and the capture.")] = False,
    update: Annotated[
        str, typer.Option(help="Replace the recorded capture of this document.")
    ] = "",
    identifier: Annotated[str, typer.Option("--id", help="The id of the document.")] = "",
    title: Annotated[str, typer.Option(help="The title.")] = "",
    issued: Annotated[str, typer.Option(help="The date of issue: 2025-07-26, or a year.")] = "",
    issuer: Annotated[str, typer.Option(help="The issuer.")] = "",
    edition: Annotated[str, typer.Option(help="The edition.")] = "",
    language: Annotated[str, typer.Option(help="The language: zh, zh-Hant or en.")] = "",
    whole: Annotated[
        bool, typer.Option("--whole", help="Take the whole text; leave nothing out.")
    ] = False,
    clip_from: Annotated[
        str, typer.Option(metavar="TEXT", help="The words with which the text begins.")
    ] = "",
    clip_to: Annotated[
        str, typer.Option(metavar="TEXT", help="The words after the text, which are left out.")
    ] = "",
    form: Annotated[str, typer.Option("--format", help="The format of the capture.")] = "",
    encoding: Annotated[str, typer.Option(help="The encoding of the capture.")] = "",
    extractor: Annotated[
        str, typer.Option(help="What extracts the text of a page: trafilatura, readability, all.")
    ] = "",
    selector: Annotated[
        str, typer.Option(help="A CSS selector for the element with the text.")
    ] = "",
    field: Annotated[
        list[str] | None,
        typer.Option(help="A field of the entry; may be repeated.", metavar="NAME=VALUE"),
    ] = None,
    column: Annotated[
        list[str] | None,
        typer.Option(
            help="The column of a table with the text, or title=NAME, issued=NAME.", metavar="NAME"
        ),
    ] = None,
) -> None:
    """Add captures to the texts folder: propose an entry for each; write it with --yes."""
    sources = sources or []
    _refuse_sources(sources, update=bool(update))
    if update:
        _update(context.obj, update, "".join(sources))
        return
    check_issued(issued)
    _check_language(language)
    options = _read_options(form, encoding, extractor, selector)
    from policytext.documents.add import Given

    clip = {key: words for key, words in (("from", clip_from), ("to", clip_to)) if words}
    if whole and clip:
        raise PolicytextError("--whole excludes --clip-from and --clip-to; keep one.")
    facts, columns = _read_fields(field or []), _read_columns(column or [])
    given = Given(identifier, title, issued, issuer, edition, options, facts, whole, clip, columns)
    given = replace(given, language=language)
    if len(sources) > 1 or Path(sources[0]).is_dir():
        from policytext.cli.add_folder import add_files

        add_files(context.obj, sources, given, _propose, write=yes)
    else:
        _add_file(context.obj, sources[0], given, write=yes)


def _refuse_sources(sources: list[str], *, update: bool) -> None:
    """Raise if the command cannot take so many, or such, sources."""
    if update and len(sources) > 1:
        raise PolicytextError("--update replaces one capture; name one file.")
    if not (sources or update):
        raise PolicytextError("Nothing to add: name a file, a folder, or - for standard input.")
    if len(sources) > 1 and _STDIN in sources:
        raise PolicytextError("Standard input (-) is added alone; leave the files out.")


def _check_language(language: str) -> None:
    from policytext.documents.manifest import Language

    if language:
        look_up(dict.fromkeys(get_args(Language)), language, "language")


def _read_fields(given: list[str]) -> dict[str, str]:
    fields = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise PolicytextError(f"--field: {each!r} is not NAME=VALUE; write province=广东.")
        fields[name.strip()] = value.strip()
    return fields


def _read_columns(given: list[str]) -> dict[str, str]:
    """Return the columns of a table by what they are; a name alone is the text's."""
    roles = ("text", "title", "issued", "issuer", "id")
    split = (each.partition("=") for each in given)
    return {
        role if equals and role in roles else "text": name if equals and role in roles else whole
        for (role, equals, name), whole in zip(split, given, strict=True)
    }


def _read_options(form: str, encoding: str, extractor: str, selector: str) -> ReadOptions:
    from policytext.documents.readers import READERS
    from policytext.documents.readers.lib.article_extractors import EXTRACTORS

    if form:
        look_up(READERS, form, "format")
    if extractor:
        look_up({**EXTRACTORS, "all": None}, extractor, "extractor")
    if extractor and selector:
        raise PolicytextError("--extractor and --selector exclude each other; keep one.")
    return ReadOptions(form or None, encoding or None, extractor or None, selector or None)


def _add_file(texts: Path, source: str, given: Given, *, write: bool) -> None:
    from policytext.documents.add import compare_with, format_review, list_held

    held = list_held(texts)
    found = _propose(source, given)
    if sys.stdin.isatty() and not write and source != _STDIN:
        found = _ask(found, source, given)
    proposals = [compare_with(held, each) for each in found]
    write_text("\n\n".join(map(format_review, proposals)), None)
    if not write:
        typer.echo("Nothing was written; use --yes to write it.", err=True)
    else:
        _write(texts, proposals, held)
    if not write and any(proposal.choices for proposal in proposals):
        raise typer.Exit(UNREADABLE)


def _ask(proposals: list[Proposal], source: str, given: Given) -> list[Proposal]:
    """Ask the person at the terminal which extractor is right, and about doubtful lines."""
    from policytext.documents.add import format_doubt, format_review

    if proposals[0].choices:
        typer.echo(format_review(proposals[0]))
        chosen = typer.prompt("Which one is the text? trafilatura, readability, all")
        told = given.options
        options = _read_options(told.format or "", told.encoding or "", chosen, "")
        given = replace(given, options=options)
        proposals = _propose(source, given)
    if proposals[0].doubtful:
        typer.echo("\n".join(format_doubt(proposals[0])))
        if typer.confirm("Leave these lines out?"):
            proposals = _propose(source, replace(given, clip=proposals[0].supposed))
    return proposals


def _write(texts: Path, proposals: list[Proposal], held: Held) -> None:
    """Write *proposals*, which were compared with *held*; raise if a decision is needed."""
    from policytext.base.lock import lock_folder
    from policytext.documents.add import compare_with, list_held, write_proposals

    _refuse_open(proposals)
    before = _list_unlisted(texts)
    with lock_folder(texts):
        now = list_held(texts)
        if now != held:  # another command has changed the manifest since
            _refuse_open([compare_with(now, proposal) for proposal in proposals])
        write_proposals(texts, proposals)
    typer.echo(f"Wrote {', '.join(p.id for p in proposals)} to {texts}.", err=True)
    if before:
        typer.echo(
            f"{texts} has a manifest now, so its {before} other files are no longer read by "
            f"themselves. Take them in with 'policytext --texts {texts} add {texts} --yes'.",
            err=True,
        )


def _refuse_open(proposals: list[Proposal]) -> None:
    open_ones = [proposal for proposal in proposals if proposal.questions]
    if open_ones:
        what = "; ".join(f"{p.id}: {q}" for p in open_ones for q in p.questions)
        raise PolicytextError(f"Nothing was written. {what}.")


def _list_unlisted(texts: Path) -> int:
    """Return how many files of a folder without a manifest are texts until it has one."""
    from policytext.documents.manifest import has_manifest
    from policytext.documents.unlisted import list_captures

    return 0 if has_manifest(texts) else len(list_captures(texts))


def _propose(source: str, given: Given) -> list[Proposal]:
    """Propose entries for *source*."""
    from policytext.documents.add import TYPED, propose_all

    data = _read_stdin() if source == _STDIN else _read_file(Path(source))
    name = given.id or TYPED if source == _STDIN else Path(source).name
    try:
        return propose_all(data, name, given)
    except UnreadableError as error:
        raise UnreadableError(f"{source}: {error}") from None


def _read_stdin() -> bytes:
    """Read standard input in pieces, so that an interrupt is handled between them."""
    data = bytearray()
    while piece := os.read(sys.stdin.fileno(), 1 << 16):
        data += piece
        if len(data) > _LARGEST:
            raise UnreadableError("Standard input is larger than 256 MiB; split it.")
    return bytes(data)


def _read_file(path: Path) -> bytes:
    from policytext.base.files import read_regular

    return read_regular(path)


def _update(texts: Path, name: str, source: str) -> None:
    """Replace a recorded capture, unless a verdict would no longer be as expected."""
    from policytext.base.lock import lock_folder
    from policytext.documents.add import record_anew, write_files

    data = _read_file(Path(source)) if source else None
    if not texts.is_dir():
        record_anew(texts, name, data)  # says what is missing
    with lock_folder(texts):
        files, recorded = record_anew(texts, name, data)
        lost = list(_lost_claims(texts, name, files))
        if not lost:
            write_files(texts, files)
    for claim in lost:
        typer.echo(claim, err=True)
    if lost:
        typer.echo(
            f"{name} was not updated: these verdicts would no longer be as expected.", err=True
        )
        raise typer.Exit(DIFFERS)
    typer.echo(f"Updated {name} (its sha256 was {recorded[:12]}…).", err=True)


def _lost_claims(texts: Path, name: str, files: dict[str, bytes]) -> Iterator[str]:
    """Yield the claims whose verdict would no longer be as expected, with the new reason."""
    from policytext.claims import verify_claims, would_stop_holding
    from policytext.documents.load import load_corpus

    if not any((texts / "claims").glob("*.yaml")):
        load_corpus(texts, instead=files)
        return
    known, claims = list_documents(texts), load_claims_of(texts, None)
    after = load_corpus(texts, instead=files)
    try:
        before = load_corpus_for(claims, texts, known)
    except UnreadableError:
        # The old capture is gone, so the expected verdict is taken as the previous one.
        for finding in verify_claims(after, claims, known=known):
            if not finding.as_expected:
                yield f"{finding.claim.id}: {finding.reason}"
        return
    for _, now in would_stop_holding(before, after, claims, known=known):
        yield f"{now.claim.id}: {now.reason}"


def compare_editions(
    context: typer.Context,
    first: Annotated[str, typer.Argument(help="A document.", metavar="ID")],
    second: Annotated[str, typer.Argument(help="Another edition of it.", metavar="ID")],
    form: FormatOption = Format.table,
    output: OutputOption = None,
) -> None:
    """Say whether two documents are the same text; list every difference; verify claims on both.

    Exit 0 if they are the same text, 1 if they differ or a claim gets different verdicts.
    """
    from policytext.analyses.editions import compare_editions as compare
    from policytext.documents.load import load_corpus

    corpus = load_corpus(context.obj, ids=[first, second])
    table = compare(corpus[first], corpus[second])
    both = list(_verify_both(context.obj, first, second))
    said = (_compare_findings(one, other) for one, other in both)
    print_table(replace(table, notes=(*table.notes, *said)), form, output)
    if table.rows or any(one.verdict is not other.verdict for one, other in both):
        raise typer.Exit(DIFFERS)


def _verify_both(texts: Path, first: str, second: str) -> Iterator[tuple[Finding, Finding]]:
    """Yield the findings of each claim about one of the editions, on both of them."""
    from policytext.claims.judge import judge_on_copy
    from policytext.claims.recount import Desk

    if not any((texts / "claims").glob("*.yaml")):
        return
    known = list_documents(texts)
    claims = [
        claim for claim in load_claims_of(texts, None) if set(claim.documents) & {first, second}
    ]
    for claim in claims:
        if len(claim.documents) != 1:
            continue
        one, other = (claim.model_copy(update={"document": name}) for name in (first, second))
        corpus = load_corpus_for((one, other), texts, known)
        # Each copy alone, or the other edition would be taken as a reason for doubt.
        alone = (Desk(corpus.select(claim.documents)) for claim in (one, other))
        yield judge_on_copy(one, next(alone)), judge_on_copy(other, next(alone))


def _compare_findings(one: Finding, other: Finding) -> str:
    results = ", ".join(map(_sum_up_finding, (one, other)))
    return f"Claim {one.claim.id} ({one.claim.published}) on {results}."


def _sum_up_finding(finding: Finding) -> str:
    from policytext.claims.findings import format_number

    said = f"{finding.claim.document}: {finding.verdict.value}"
    if finding.recounted is not None:
        return f"{said} ({format_number(finding.recounted)})"
    return f"{said} ({finding.reason})" if finding.measurement is None else said
