"""What a texts folder has already: no capture is added twice, and no id is given twice.

Tested in tests/cli/test_add_folder.py.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

from policytext.documents.add.propose import Proposal
from policytext.documents.add.write import is_free
from policytext.documents.manifest import load_manifest
from policytext.documents.names import make_ids


class Held(NamedTuple):
    """The documents that a manifest, or this run, has already."""

    digests: dict[str, str]  # the sha256 of each capture, or of the file it was made from, by id
    ids: dict[str, str]  # the first id of each sha256

    def add(self, proposal: Proposal) -> None:
        """Count *proposal* among them."""
        digest = _digest_of(proposal)
        self.digests[proposal.id] = digest
        self.ids.setdefault(digest, proposal.id)

    def find(self, proposal: Proposal) -> str:
        """Return the document with the capture of *proposal*; rows of one table share theirs."""
        digest = _digest_of(proposal)
        if self.digests.get(proposal.id) == digest:
            return proposal.id
        return "" if "row" in proposal.entry["capture"] else self.ids.get(digest, "")


def _digest_of(proposal: Proposal) -> str:
    capture = proposal.entry["capture"]
    return str(capture.get("original") or capture["sha256"])


def list_held(texts: Path) -> Held:
    """Return the documents in the manifest of *texts*."""
    held = Held({}, {})
    if (texts / "manifest.yaml").exists():
        for entry in load_manifest(texts)[0].documents:
            digest = entry.capture.original or entry.capture.sha256
            held.digests[entry.id] = digest
            held.ids.setdefault(digest, entry.id)
    return held


def list_originals(texts: Path) -> dict[str, str]:
    """Return the document of each file that was converted, or recognised, by the file's sha256."""
    if not (texts / "manifest.yaml").exists():
        return {}
    entries = load_manifest(texts)[0].documents
    return {entry.capture.original: entry.id for entry in entries if entry.capture.original}


def compare_with(held: Held, proposal: Proposal) -> Proposal:
    """Add a question if the id or the capture is in the manifest already."""
    same = held.find(proposal)
    questions = [*proposal.questions]
    if proposal.id in held.digests:
        questions.append(f"id {proposal.id!r} is already in the manifest; give another with --id")
    elif same:
        questions.append(f"this capture is already in the corpus, as {same}")
    return replace(proposal, questions=tuple(questions))


def choose_ids(
    texts: Path, looked: Sequence[tuple[str, list[Proposal] | str]], held: Held
) -> dict[str, str]:
    """Return an id for each file with one text that is not in the corpus; none is in use.

    *looked* has the names of files, with their proposals or the reason why there are none.
    """
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
