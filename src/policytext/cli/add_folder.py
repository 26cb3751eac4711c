"""``add`` of a folder or several files: what each needs, and all that need no decision at once."""

from __future__ import annotations

import hashlib
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import nullcontext
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

import typer

from policytext.base.errors import UNREADABLE, USAGE, PolicytextError
from policytext.cli.options import Format, print_table

if TYPE_CHECKING:
    from policytext.base.table import Cell, Table
    from policytext.documents.add import Given, Proposal

Propose = Callable[[str, "Given"], list["Proposal"]]
# The states of a file in a folder to add, in the order in which they are listed.
_STATES = _HELD, _READY, _OPEN, _UNREAD = ("held", "ready", "open", "unread")


class _File(NamedTuple):
    """A file to add: its name in the table, its folder if it was named by that, its path there."""

    name: str
    folder: Path | None
    path: str


def add_files(
    texts: Path, sources: Sequence[str], given: Given, propose: Propose, *, write: bool
) -> None:
    """Inspect every file of *sources*, files and folders; write those that need no decision."""
    from policytext.base.lock import lock_folder
    from policytext.documents.add import list_originals, write_proposals

    for option, value in (("--id", given.id), ("--title", given.title)):
        if value:
            raise PolicytextError(f"{option} is that of one document; leave it out for several.")
    files = [file for source in sources for file in _list_files(source, several=len(sources) > 1)]
    originals = list_originals(texts)
    looked = [(file.name, _look_at(file, given, propose, originals)) for file in _progress(files)]
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


def _list_files(source: str, *, several: bool) -> Iterator[_File]:
    """Yield the file *source*, or the files of the folder *source*."""
    from policytext.documents.unlisted import list_captures

    folder = Path(source)
    if not folder.is_dir():
        yield _File(source, None, source)
        return
    found = list_captures(folder)
    if not found:
        raise PolicytextError(f"{folder}: contains no files to add. Put the texts into it.")
    for name in found:
        yield _File(str(folder / name) if several else name, folder, name)


class _Held(str):
    """The document that a file is already; it need not be converted or recognised again."""


def _look_at(
    file: _File, given: Given, propose: Propose, originals: Mapping[str, str]
) -> list[Proposal] | str:
    """Return what is proposed for a file, or why it cannot be read."""
    from policytext.base.files import read_regular
    from policytext.documents.unlisted import read_listed

    path = file.folder / file.path if file.folder else Path(file.path)
    try:
        data = read_listed(file.folder, file.path) if file.folder else read_regular(path)
        held = originals.get(hashlib.sha256(data).hexdigest())
        return _Held(held) if held else propose(str(path), given)
    except PolicytextError as error:
        return str(error)
    except OSError as error:
        return f"{path}: cannot be read ({error.strerror})."


def _settle(
    texts: Path, looked: list[tuple[str, list[Proposal] | str]]
) -> tuple[list[dict[str, str]], list[Proposal]]:
    """Return the state of each text, and the proposals that need no decision, with their ids."""
    from policytext.documents.add import Held, choose_ids, compare_with, list_held

    held, taken = list_held(texts), Held({}, {})
    ids = choose_ids(texts, looked, held)
    rows: list[dict[str, str]] = []
    ready: list[Proposal] = []
    for name, found in looked:
        if isinstance(found, _Held):
            rows.append({"file": name, "state": _HELD, "id": found, "needs": _tell_held(found)})
            continue
        if isinstance(found, str):
            rows.append({"file": name, "state": _UNREAD, "needs": found})
            continue
        for proposal in found:
            same = held.find(proposal)
            named = proposal.rename(ids[name]) if name in ids else proposal
            asked = compare_with(taken, named if name in ids else compare_with(held, named))
            state = _HELD if same else _OPEN if asked.questions else _READY
            needs = _tell_needs(asked)
            if same:
                needs = _tell_held(same)
            rows.append({"file": name, "state": state, **_sum_up(asked), "needs": needs})
            if state == _READY:
                ready.append(named)
                taken.add(named)
    return rows, ready


def _tell_held(identifier: str) -> str:
    return f"nothing: already in the corpus, as {identifier}"


def _tell_needs(proposal: Proposal) -> str:
    if not proposal.questions and proposal.doubtful:
        return f"a look: {len(proposal.doubtful)} lines were kept that may belong to the page"
    return "; ".join(proposal.questions)


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


def _progress(files: list[_File]) -> Iterator[_File]:
    """Yield *files*; on a terminal, show the progress."""
    for number, file in enumerate(files, 1):
        if sys.stderr.isatty():
            sys.stderr.write(f"\r\x1b[K{number} of {len(files)}: {file.name[-40:]}")
        yield file
    if sys.stderr.isatty():
        sys.stderr.write("\r\x1b[K")
