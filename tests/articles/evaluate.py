"""Measure the reading of articles on passages of outlets that were never trained on.

``make eval`` reads ``builds/test.yaml``, prints recall, honesty and precision by kind, marking and
language, and fails when a figure is below its floor in ``floors.yaml``. The floors are pinned
together with a sha256 of the passages; ``--update`` raises them, and never lowers one unless
``--allow-regression`` is given. Do not read ``builds/test.yaml`` to improve the reader: what was
fitted to it, it cannot measure. ``--on FILE-OR-FOLDER --show`` shows the faults on other passages.

A passage file has ``id``, ``outlet``, ``language``, ``title``, ``date``, ``text``, ``claims`` and
``negatives``. A labelled claim is

- *read* if a claim was read with its kind, its number and its terms. A difference and a ratio are
  comparisons. Numbers agree if their values do (``约40`` and ``40``); words of absence are 0.
  Terms agree if they are the same set, marks, articles and case aside; claims of the same printed
  number for one term each agree with a label that names the terms together;
- *unread* if its number is in a stretch that the reader reports as unread;
- *silent* otherwise.

Precision is the share of the claims read that agree with a label. A claim read in the title alone
is not judged: the title gives context, and the passages are labelled without it.
"""

from __future__ import annotations

import argparse
import hashlib
import re
import sys
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from policytext.articles import Extraction, FoundClaim, find_claims
from policytext.claims.published import UnreadableNumberError, parse_published

HERE = Path(__file__).resolve().parent
PASSAGES = HERE / "builds" / "test.yaml"
FLOORS = HERE / "floors.yaml"

_ABSENT = re.compile(
    "[不未没沒無无]|消失|移除|\\b(?:no|not|never|nor|none|zero|without)\\b|n[’']t", re.IGNORECASE
)
_ARTICLES = re.compile(r"^(?:the|a|an|any|its|要|了)\s*", re.IGNORECASE)
_MARKS = re.compile("[“”\"「」『』《》〈〉‘’'＂【】*\\s]")
_KINDS = {"difference": "comparison", "ratio": "comparison"}


@dataclass
class Tally:
    """Labelled claims read, unread and silent; claims read that are wrong, or of negatives."""

    read: int = 0
    unread: int = 0
    silent: int = 0
    wrong: int = 0
    negative: int = 0
    right: int = 0
    faults: list[str] = field(default_factory=list)

    def add(self, other: Tally) -> None:
        """Add the figures of *other*."""
        for name in ("read", "unread", "silent", "wrong", "negative", "right"):
            setattr(self, name, getattr(self, name) + getattr(other, name))

    @property
    def labelled(self) -> int:
        """The number of labelled claims."""
        return self.read + self.unread + self.silent

    @property
    def recall(self) -> float:
        """The share of the labelled claims that were read."""
        return self.read / self.labelled if self.labelled else 1.0

    @property
    def honesty(self) -> float:
        """The share of the labelled claims that were read, or said to be unread."""
        return (self.read + self.unread) / self.labelled if self.labelled else 1.0

    @property
    def precision(self) -> float:
        """The share of the claims read that agree with a label."""
        found = self.right + self.wrong
        return self.right / found if found else 1.0


def value_of(number: str) -> object:
    """Return what a printed number means; the words themselves if that is not known."""
    number = str(number).strip()
    try:
        return parse_published(number).value
    except UnreadableNumberError:
        pass
    if _ABSENT.search(number):
        return 0
    return _MARKS.sub("", number.casefold())


def same_number(label: str, read: str) -> bool:
    """Return whether the number read is the one labelled."""
    one, other = value_of(label), value_of(read)
    if one == other:
        return True
    bare, whole = _MARKS.sub("", str(label).casefold()), _MARKS.sub("", read.casefold())
    if not bare or not whole:
        return False
    if any(c.isdigit() for c in bare + whole):
        return bare in whole and not whole.replace(bare, "")[-1:].isdigit()
    return bare in whole or whole in bare


def plain(term: str) -> str:
    """Return a term without marks, articles and case."""
    return _MARKS.sub("", _ARTICLES.sub("", str(term).strip(" .,，。、").casefold()))


def load_passages(folder: Path) -> list[dict[str, Any]]:
    """Read every passage of the YAML files in *folder*."""
    yaml = YAML(typ="safe")
    paths = [folder] if folder.is_file() else sorted(folder.rglob("*.yaml"))
    passages = [p for path in paths for p in yaml.load(path)]
    return [{"outlet": p.get("group"), **p} for p in passages]


def judge(
    passage: dict[str, Any], extraction: Extraction, skip: int
) -> dict[tuple[str, ...], Tally]:
    """Compare what was read in *passage* with its labels, by kind and marking of the claim."""
    found = [c for c in extraction.claims if c.number_start >= skip]
    free = [tuple(sorted(plain(t) for t in c.terms)) for c in found]
    used: set[int] = set()
    tallies: dict[tuple[str, ...], Tally] = defaultdict(Tally)
    late: list[dict[str, Any]] = []
    for label in passage.get("claims") or ():
        match = _find(label, found, free, used)
        if match is None:
            late.append(label)
            continue
        used |= match
        tallies[_row(label)].read += 1
    for label in late:
        tally = tallies[_row(label)]
        said = _said_unread(label, extraction, skip)
        tally.unread += said
        tally.silent += not said
        tally.faults.append(
            f"  {'unread' if said else 'SILENT'}  "
            f"{label['kind']} {label['number']} {label['terms']}"
        )
    numbers = [
        str(n["number"] if isinstance(n, dict) else n) for n in passage.get("negatives") or ()
    ]
    for index, claim in enumerate(found):
        tally = tallies[(claim.kind, "quotes" if claim.certain else "none")]
        if index in used:
            tally.right += 1
            continue
        if any(_same_claim(claim, found[i]) for i in used):
            tally.right += 1  # printed twice, labelled once
            continue
        tally.wrong += 1
        negative = any(same_number(n, claim.published) for n in numbers)
        tally.negative += negative
        tally.faults.append(
            f"  {'NEGATIVE' if negative else 'WRONG'}  {claim.kind} {claim.published}"
            f" {list(claim.terms)} @{claim.document_mention} [{claim.form}]"
        )
    return tallies


def _same_claim(one: FoundClaim, other: FoundClaim) -> bool:
    return (one.kind, one.terms, value_of(one.published)) == (
        other.kind,
        other.terms,
        value_of(other.published),
    )


def _row(label: dict[str, Any]) -> tuple[str, str]:
    return _KINDS.get(label["kind"], label["kind"]), label.get("marked", "none")


def _find(
    label: dict[str, Any],
    found: list[FoundClaim],
    terms: list[tuple[str, ...]],
    used: set[int],
) -> set[int] | None:
    """Return the claims that agree with *label*: one, or one for each of its terms."""
    kind = _row(label)[0]
    wanted = tuple(sorted(plain(t) for t in label["terms"]))
    fitting = [
        i
        for i, claim in enumerate(found)
        if claim.kind == kind
        and i not in used
        and same_number(str(label["number"]), claim.published)
    ]
    for index in fitting:
        # The kinds about a whole text may name what the text is about: these words are no terms.
        if terms[index] == wanted or (kind in ("length", "items") and not terms[index]):
            return {index}
    each = [i for i in fitting if len(terms[i]) == 1 and terms[i][0] in wanted]
    if len(wanted) > 1 and {terms[i][0] for i in each} == set(wanted):
        return set(each)
    return None


def _said_unread(label: dict[str, Any], extraction: Extraction, skip: int) -> bool:
    number = str(label["number"])
    places = [m.start() for m in re.finditer(re.escape(number), extraction.text, re.I)]
    return any(
        stretch.start < place + len(number) and place < stretch.end
        for stretch in extraction.unparsed
        for place in places
        if place >= skip
    )


def measure(
    passages: list[dict[str, Any]], *, show: bool = False
) -> Iterator[tuple[dict[str, Any], dict[tuple[str, ...], Tally]]]:
    """Yield the tallies of each passage, and print what went wrong when asked to *show* it."""
    for passage in passages:
        head = f"{passage['title']}\n" if passage.get("title") else ""
        issued = str(passage.get("date") or "")[:10]
        extraction = find_claims(head + passage["text"], issued=issued or None)
        tallies = judge(passage, extraction, len(head))
        faults = [fault for tally in tallies.values() for fault in tally.faults]
        if show and faults:
            print(f"{passage['id']}: {passage['text'].strip()}", *faults, sep="\n")
            for u in extraction.unparsed:
                print(f"    said unread: {u.quote} ({u.reason})")
        yield passage, tallies


def collect(
    results: Iterator[tuple[dict[str, Any], dict[tuple[str, ...], Tally]]],
) -> dict[str, Tally]:
    """Return the tallies of all, by kind, by marking, by language and by origin of the wording."""
    rows: dict[str, Tally] = defaultdict(Tally)
    for passage, tallies in results:
        for (kind, marked), tally in tallies.items():
            wording = {True: "verbatim", False: "reworded"}.get(passage.get("verbatim"), "builds")
            names = ("all", f"kind {kind}", f"marked {marked}", f"language {passage['language']}")
            for name in (*names, wording):
                rows[name].add(tally)
    return dict(sorted(rows.items()))


def print_rows(rows: dict[str, Tally]) -> None:
    """Print a line for each row."""
    print(f"{'':<24} recall honesty precision claims read wrong of-negatives")
    for name, t in rows.items():
        print(
            f"{name:<24} {t.recall:6.3f} {t.honesty:7.3f} {t.precision:9.3f} {t.labelled:6}"
            f" {t.read:4} {t.wrong:5} {t.negative:6}"
        )


def load_sentences(folder: Path = HERE / "labelled") -> list[dict[str, Any]]:
    """Return the labelled sentences as passages; each form is a group."""
    passages = []
    for path in sorted(folder.glob("*.yaml")):
        for form, entries in YAML(typ="safe").load(path).items():
            for entry in entries:
                entry = {"text": entry} if isinstance(entry, str) else entry
                claims = [
                    {"kind": c.get("kind", "count"), "number": c["published"], "terms": c["terms"]}
                    for c in entry.get("claims", ())
                ]
                passages.append({**entry, "id": form, "outlet": form, "claims": claims})
    return passages


def figures(rows: dict[str, Tally]) -> dict[str, list[float]]:
    """Return what the floors are compared with, rounded down so that they can be reached again."""
    return {
        name: [int(x * 1000) / 1000 for x in (t.recall, t.honesty, t.precision)]
        for name, t in rows.items()
    }


def compare(now: dict[str, list[float]], floors: dict[str, list[float]]) -> list[str]:
    """Return the figures that are below their floors."""
    names = ("recall", "honesty", "precision")
    return [
        f"{row}: {what} {value:.3f} is below its floor {floor:.3f}"
        for row, values in floors.items()
        for what, value, floor in zip(names, now.get(row, [0.0] * 3), values, strict=True)
        if value < floor
    ]


def update(now: dict[str, list[float]], pinned: dict[str, Any], *, allow_regression: bool) -> None:
    """Write the floors anew; a floor only rises, unless a regression is allowed."""
    old: dict[str, list[float]] = {} if allow_regression else pinned.get("floors", {})
    floors = {
        name: [max(pair) for pair in zip(values, old.get(name, values), strict=True)]
        for name, values in now.items()
    }
    yaml = YAML()
    yaml.default_flow_style = None
    with FLOORS.open("w", encoding="utf-8") as stream:
        yaml.dump({"passages_sha256": digest(), "floors": floors}, stream)


def digest() -> str:
    """Return the sha256 of the passages that the floors are for."""
    return hashlib.sha256(PASSAGES.read_bytes()).hexdigest()


def main(arguments: list[str] | None = None) -> int:
    """Run the evaluation; 0 when every figure is at its floor or above."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("--on", type=Path, metavar="PATH", help="other passages, without floors")
    parser.add_argument("--show", action="store_true", help="with --on: print the faults")
    parser.add_argument("--update", action="store_true", help="pin the set and raise the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower floors")
    options = parser.parse_args(arguments)
    show = bool(options.on) and options.show
    rows = collect(measure(load_passages(options.on or PASSAGES), show=show))
    print_rows(rows)
    if options.on:
        return 0
    now = figures(rows)
    pinned = YAML(typ="safe").load(FLOORS) if FLOORS.exists() else {}
    if options.update:
        update(now, pinned, allow_regression=options.allow_regression)
        pinned = YAML(typ="safe").load(FLOORS)
    if pinned.get("passages_sha256") != digest():
        print("The passages are not those that the floors were pinned for: run with --update.")
        return 1
    below = compare(now, pinned.get("floors", {}))
    print(*below, sep="\n", end="\n" if below else "")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
