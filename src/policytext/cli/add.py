"""Commands that add texts and compare copies: ``add``, ``compare-editions``."""

from __future__ import annotations

import os
import sys
from collections import Counter
from collections.abc import Iterator
from contextlib import nullcontext
from dataclasses import replace
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NamedTuple

import typer

from policytext.base.errors import DIFFERS, UNREADABLE, USAGE, PolicytextError, UnreadableError
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
    from policytext.base.table import Cell, Table
    from policytext.claims import Finding
    from policytext.documents.add import Given, Proposal

Source = Annotated[str, typer.Argument(help="A file, a folder, or - for standard input.")]
_STDIN = "-"
# The states of a file in a folder to add, in the order in which they are listed.
_STATES = _HELD, _READY, _OPEN, _UNREAD = ("held", "ready", "open", "unread")
_LARGEST = 256 * 1024 * 1024


def register(app: typer.Typer) -> None:
    """Add the commands to *app*."""
    app.command("add")(add)
    app.command("compare-editions")(compare_editions)


def add(
    context: typer.Context,
    source: Source = "",
    yes: Annotated[bool, typer.Option("--yes", help="Write the entry and the capture.")] = False,
    update: Annotated[
        str, typer.Option(help="Replace the recorded capture of this document.")
    ] = "",
    identifier: Annotated[str, typer.Option("--id", help="The id of the document.")] = "",
    title: Annotated[str, typer.Option(help="The title.")] = "",
    issued: Annotated[str, typer.Option(help="The date of issue: 2025-07-26, or a year.")] = "",
    issuer: Annotated[str, typer.Option(help="The issuer.")] = "",
    edition: Annotated[str, typer.Option(help="The edition.")] = "",
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
) -> None:
    """Add captures to the texts folder: propose an entry for each; write it with --yes."""
    if update:
        _update(context.obj, update, source)
        return
    if not source:
        raise PolicytextError("Nothing to add: name a file, a folder, or - for standard input.")
    check_issued(issued)
    options = _read_options(form, encoding, extractor, selector)
    from policytext.documents.add import Given

    given = Given(identifier, title, issued, issuer, edition, options, _read_fields(field or []))
    if source != _STDIN and Path(source).is_dir():
        _add_folder(context.obj, Path(source), given, write=yes)
    else:
        _add_file(context.obj, source, given, write=yes)


def _read_fields(given: list[str]) -> dict[str, str]:
    fields = {}
    for each in given:
        name, equals, value = each.partition("=")
        if not (name.strip() and equals and value.strip()):
            raise PolicytextError(f"--field: {each!r} is not NAME=VALUE; write province=广东.")
        fields[name.strip()] = value.strip()
    return fields


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
    from policytext.documents.add import format_review

    held = _list_held(texts)
    proposals = [_compare_with(held, found) for found in _propose(source, given)]
    if proposals[0].choices and sys.stdin.isatty():
        typer.echo(format_review(proposals[0]))
        chosen = typer.prompt("Which one is the text? trafilatura, readability, all")
        options = _read_options(
            given.options.format or "", given.options.encoding or "", chosen, ""
        )
        found_again = _propose(source, replace(given, options=options))
        proposals = [_compare_with(held, found) for found in found_again]
    write_text("\n\n".join(map(format_review, proposals)), None)
    open_ones = [proposal for proposal in proposals if proposal.questions]
    if not write:
        typer.echo("Nothing was written; use --yes to write it.", err=True)
    else:
        _write(texts, proposals, held)
    if any(proposal.choices for proposal in open_ones):
        raise typer.Exit(UNREADABLE)


def _write(texts: Path, proposals: list[Proposal], held: _Held) -> None:
    """Write *proposals*, which were compared with *held*; raise if a decision is needed."""
    from policytext.base.lock import lock_folder
    from policytext.documents.add import write_proposals

    _refuse_open(proposals)
    before = _list_unlisted(texts)
    with lock_folder(texts):
        now = _list_held(texts)
        if now != held:  # another command has changed the manifest since
            _refuse_open([_compare_with(now, proposal) for proposal in proposals])
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
        kind = UnreadableError if any(p.choices for p in open_ones) else PolicytextError
        raise kind(f"Nothing was written. {what}.")


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
    if path.stat().st_size > _LARGEST:
        raise UnreadableError(f"{path}: larger than 256 MiB; split it.")
    return path.read_bytes()


class _Held(NamedTuple):
    """The documents that a manifest, or this run, has already."""

    digests: dict[str, str]  # the sha256 of each capture, by id
    ids: dict[str, str]  # the first id of each sha256

    def add(self, proposal: Proposal) -> None:
        digest = proposal.entry["capture"]["sha256"]
        self.digests[proposal.id] = digest
        self.ids.setdefault(digest, proposal.id)

    def find(self, proposal: Proposal) -> str:
        """Return the document with the capture of *proposal*; rows of one table share theirs."""
        capture = proposal.entry["capture"]
        if self.digests.get(proposal.id) == capture["sha256"]:
            return proposal.id
        return "" if "row" in capture else self.ids.get(capture["sha256"], "")


def _list_held(texts: Path) -> _Held:
    from policytext.documents.manifest import load_manifest

    held = _Held({}, {})
    if (texts / "manifest.yaml").exists():
        for entry in load_manifest(texts)[0].documents:
            held.digests[entry.id] = entry.capture.sha256
            held.ids.setdefault(entry.capture.sha256, entry.id)
    return held


def _compare_with(held: _Held, proposal: Proposal) -> Proposal:
    """Add a question if the id or the capture is in the manifest already."""
    same = held.find(proposal)
    questions = [*proposal.questions]
    if proposal.id in held.digests:
        questions.append(f"id {proposal.id!r} is already in the manifest; give another with --id")
    elif same:
        questions.append(f"this capture is already in the corpus, as {same}")
    return replace(proposal, questions=tuple(questions))


def _add_folder(texts: Path, folder: Path, given: Given, *, write: bool) -> None:
    """Inspect every file of *folder*; write those that need no decision."""
    from policytext.base.lock import lock_folder
    from policytext.documents.add import write_proposals
    from policytext.documents.unlisted import list_captures

    if given.id:
        raise PolicytextError("--id is the id of one document; leave it out for a folder.")
    files = list_captures(folder)
    if not files:
        raise PolicytextError(f"{folder}: contains no files to add. Put the texts into it.")
    looked = [(name, _look_at(folder / name, given)) for name in _progress(files)]
    with lock_folder(texts) if write else nullcontext():
        rows, ready = _settle(texts, looked)
        if write and ready:
            write_proposals(texts, ready)
    print_table(_summary(rows, written=write), Format.table, None)
    states = {row["state"] for row in rows}
    if _UNREAD in states:
        raise typer.Exit(UNREADABLE)
    if write and _OPEN in states:
        raise typer.Exit(USAGE)


def _look_at(path: Path, given: Given) -> list[Proposal] | str:
    """Return what is proposed for a file, or why it cannot be read."""
    try:
        return _propose(str(path), given)
    except (PolicytextError, OSError) as error:
        return str(error)


def _settle(
    texts: Path, looked: list[tuple[str, list[Proposal] | str]]
) -> tuple[list[dict[str, str]], list[Proposal]]:
    """Return the state of each text, and the proposals that need no decision, with their ids."""
    held, taken = _list_held(texts), _Held({}, {})
    ids = _choose_ids(texts, looked, held)
    rows: list[dict[str, str]] = []
    ready: list[Proposal] = []
    for name, found in looked:
        if isinstance(found, str):
            rows.append({"file": name, "state": _UNREAD, "needs": found})
            continue
        for proposal in found:
            same = held.find(proposal)
            named = proposal.rename(ids[name]) if name in ids else proposal
            asked = _compare_with(taken, named if name in ids else _compare_with(held, named))
            state = _HELD if same else _OPEN if asked.questions else _READY
            needs = "; ".join(asked.questions)
            if same:
                needs = f"nothing: already in the corpus, as {same}"
            rows.append({"file": name, "state": state, **_sum_up(asked), "needs": needs})
            if state == _READY:
                ready.append(named)
                taken.add(named)
    return rows, ready


def _choose_ids(
    texts: Path, looked: list[tuple[str, list[Proposal] | str]], held: _Held
) -> dict[str, str]:
    """Return an id for each file with one text that is not in the corpus; none is in use."""
    from policytext.documents.add import is_free
    from policytext.documents.names import make_ids

    new: dict[str, Proposal] = {}
    used = set(held.digests)
    for name, found in looked:
        for proposal in found if isinstance(found, list) else ():
            if "row" in proposal.entry["capture"]:
                used.add(proposal.id)
            elif not held.find(proposal):
                new[name] = proposal
    while True:
        ids = make_ids(list(new), used)
        renamed = {made: new[name].rename(made) for name, made in ids.items()}
        taken = {
            made
            for made, proposal in renamed.items()
            if not is_free(texts, str(proposal.entry["capture"]["path"]), proposal.data)
        }
        if not taken:
            return ids
        used |= taken


def _sum_up(proposal: Proposal) -> dict[str, str]:
    length = proposal.document.length if proposal.document else 0
    return {
        "id": proposal.id,
        "title": str(proposal.entry["title"]),
        "issued": str(proposal.entry.get("issued", "")),
        "characters": f"{length:,}",
    }


def _summary(rows: list[dict[str, str]], *, written: bool) -> Table:
    """Return the state of each file and how many have each state; open questions come last."""
    from policytext.base.table import make_table

    columns = ("file", "id", "title", "issued", "characters", "needs")
    ordered = sorted(rows, key=lambda row: _STATES.index(row["state"]))
    counts = Counter(row["state"] for row in rows)
    held = f"{counts[_HELD]} already in the corpus; " if counts[_HELD] else ""
    done = "written" if written else "ready (use --yes to write them)"
    note = (
        f"{held}{counts[_READY]} {done}; {counts[_OPEN]} need a decision; "
        f"{counts[_UNREAD]} cannot be read."
    )
    records: list[dict[str, Cell]] = [
        {name: row.get(name, "") for name in columns} for row in ordered
    ]
    return make_table("Captures", records, columns, notes=(note,))


def _progress(names: list[str]) -> Iterator[str]:
    """Yield *names*; on a terminal, show the progress."""
    for number, name in enumerate(names, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{number} of {len(names)}: {name[-40:]}")
        yield name
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")


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
