"""Measure precision and recall of claim extraction on the labelled sentences, by form.

``make eval`` prints the figures and fails when one lies below its floor in ``floors.yaml``.
The floors are pinned together with a sha256 over the labelled files: a changed set is refused
until ``--update`` pins it anew, and ``--update`` never lowers a floor unless ``--allow-regression``
is given. A claim counts as found only when kind, terms, published number, openness, document
mention and what else is labelled are all as labelled; an unread claim counts as missed.
The forms of ``unread.yaml`` have no claims: there, what must be said to be unread is found or
missed, and the row "all" leaves them out.

A quarter of the sentences, chosen by their hash, is held out: their figures are printed, the
sentences themselves only with ``--show-held-out``.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections import defaultdict
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from ruamel.yaml import YAML

from policytext.articles import Extraction, FoundClaim, find_claims

HERE = Path(__file__).resolve().parent
LABELLED = HERE / "labelled"
FLOORS = HERE / "floors.yaml"
UNREAD_FORMS = ("digits-lost", "vague-number", "term-lost")

Key = tuple[Any, ...]


@dataclass
class Tally:
    """Claims found and right, found and wrong, missed; stretches to be unread, and so read."""

    right: int = 0
    wrong: int = 0
    missed: int = 0
    faults: list[str] = field(default_factory=list)

    @property
    def precision(self) -> float:
        found = self.right + self.wrong
        return self.right / found if found else 1.0

    @property
    def recall(self) -> float:
        expected = self.right + self.missed
        return self.right / expected if expected else 1.0

    def add(self, other: Tally) -> None:
        self.right += other.right
        self.wrong += other.wrong
        self.missed += other.missed


@dataclass(frozen=True)
class Example:
    """A labelled sentence."""

    form: str
    text: str
    claims: tuple[Key, ...]
    unread: int
    known: tuple[str, ...]

    @property
    def held_out(self) -> bool:
        return hashlib.sha256(self.text.encode()).digest()[0] % 4 == 0


def load_examples(folder: Path = LABELLED) -> list[Example]:
    """Read every labelled file of *folder*."""
    yaml = YAML(typ="safe")
    examples = []
    for path in sorted(folder.glob("*.yaml")):
        for form, entries in yaml.load(path).items():
            for entry in entries:
                if isinstance(entry, str):
                    entry = {"text": entry}
                claims = tuple(_expected(claim) for claim in entry.get("claims", ()))
                known = tuple(entry.get("known", ()))
                examples.append(Example(form, entry["text"], claims, entry.get("unread", 0), known))
    return examples


def _expected(claim: dict[str, Any]) -> Key:
    return (
        claim.get("kind", "count"),
        tuple(claim["terms"]),
        claim["published"],
        claim.get("open", False),
        claim.get("mention"),
        *(claim.get(name) for name in ("item", "unit", "relation", "other", "match")),
    )


def _found(claim: FoundClaim) -> Key:
    other = claim.other_mention or (claim.other_terms[0] if claim.other_terms else None)
    return (
        claim.kind,
        claim.terms,
        claim.published,
        claim.open_family,
        claim.document_mention,
        *(claim.item, claim.unit, claim.relation, other, claim.match),
    )


def judge(example: Example, extraction: Extraction) -> Tally:
    """Compare what was read in *example* with its labels."""
    expected = list(example.claims)
    tally = Tally()
    for claim in extraction.claims:
        key = _found(claim)
        if key in expected:
            expected.remove(key)
            tally.right += 1
        else:
            tally.wrong += 1
            tally.faults.append(f"  wrong   {key}")
    tally.missed = len(expected)
    tally.faults += [f"  missed  {key}" for key in expected]
    if expected:
        tally.faults += [f"  unread  {u.quote} ({u.reason})" for u in extraction.unparsed]
    # A stretch that must be said to be unread, and is passed over in silence, is missed.
    silent = max(0, example.unread - len(extraction.unparsed))
    tally.missed += silent
    tally.right += example.unread - silent
    tally.faults += ["  passed over in silence"] * silent
    return tally


def measure(examples: list[Example], *, show: bool) -> dict[str, Tally]:
    """Return the tally of every form, and print what went wrong when asked to *show* it."""
    tallies: dict[str, Tally] = defaultdict(Tally)
    for example in examples:
        tally = judge(example, find_claims(example.text, lexicon=example.known))
        tallies[example.form].add(tally)
        if show and tally.faults:
            print(f"{example.form}: {example.text}", *tally.faults, sep="\n")
    return dict(tallies)


def total(tallies: dict[str, Tally]) -> Tally:
    """Return the sum of *tallies*, without the forms that must be said to be unread."""
    out = Tally()
    for form, tally in tallies.items():
        if form not in UNREAD_FORMS:
            out.add(tally)
    return out


def digest(folder: Path = LABELLED) -> str:
    """Return a sha256 over every labelled file."""
    paths = sorted(folder.glob("*.yaml"))
    return hashlib.sha256(b"".join(path.read_bytes() for path in paths)).hexdigest()


def print_table(tallies: dict[str, Tally]) -> None:
    """Print precision and recall by form."""
    print(f"{'form':<22} precision  recall  right  wrong  missed")
    for form, tally in tallies.items():
        print(
            f"{form:<22} {tally.precision:9.3f} {tally.recall:7.3f}"
            f" {tally.right:6} {tally.wrong:6} {tally.missed:7}"
        )


def add_totals(shown: dict[str, Tally], held_out: dict[str, Tally]) -> dict[str, Tally]:
    """Return both parts together by form, and the sums of all and of each part."""
    forms: dict[str, Tally] = defaultdict(Tally)
    for part in (shown, held_out):
        for form, tally in part.items():
            forms[form].add(tally)
    sums = {"all": total(forms), "all but held out": total(shown), "held out": total(held_out)}
    return dict(sorted(forms.items())) | sums


def figures(rows: dict[str, Tally]) -> dict[str, list[float]]:
    """Return what the floors are compared with: precision and recall of every row."""
    # Rounded down, so that a floor can always be reached again.
    return {
        name: [int(tally.precision * 1000) / 1000, int(tally.recall * 1000) / 1000]
        for name, tally in rows.items()
    }


def compare(now: dict[str, list[float]], floors: dict[str, list[float]]) -> list[str]:
    """Return the figures that lie below their floors."""
    return [
        f"{name}: {what} {value:.3f} is below its floor {floor:.3f}"
        for name, pair in floors.items()
        for what, value, floor in zip(
            ("precision", "recall"), now.get(name, [0.0, 0.0]), pair, strict=True
        )
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
        yaml.dump({"labelled_sha256": digest(), "floors": floors}, stream)


def main(arguments: list[str] | None = None) -> int:
    """Run the evaluation; 0 when every figure is at its floor or above."""
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0] if __doc__ else "")
    parser.add_argument("--update", action="store_true", help="pin the set and raise the floors")
    parser.add_argument("--allow-regression", action="store_true", help="let --update lower floors")
    parser.add_argument("--show", action="store_true", help="print what is not read as labelled")
    parser.add_argument("--show-held-out", action="store_true", help="also of the held-out part")
    options = parser.parse_args(arguments)

    examples = load_examples()
    tallies = measure([e for e in examples if not e.held_out], show=options.show)
    held_out = measure([e for e in examples if e.held_out], show=options.show_held_out)
    rows = add_totals(tallies, held_out)
    print_table(rows)
    now = figures(rows)
    pinned = YAML(typ="safe").load(FLOORS) if FLOORS.exists() else {}
    if options.update:
        update(now, pinned, allow_regression=options.allow_regression)
        pinned = YAML(typ="safe").load(FLOORS)
    if pinned.get("labelled_sha256") != digest():
        print("The labelled set is not the one the floors were pinned for: run with --update.")
        return 1
    below = compare(now, pinned.get("floors", {}))
    print(*below, sep="\n", end="\n" if below else "")
    return 1 if below else 0


if __name__ == "__main__":
    sys.exit(main())
