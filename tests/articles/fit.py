"""Fit the weights of ``articles/weights.json`` on labelled passages, with scikit-learn.

``python tests/articles/fit.py FOLDER... [--write]`` reads passages as ``evaluate.py`` does and the
labelled sentences of ``labelled/``. Two tables are fitted for each kind of claim: which term
(logistic regression on the differences between the right term and each other one), and whether it
is a claim. Figures are printed by cross-validation over outlets, never over sentences.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter, defaultdict
from pathlib import Path
from typing import Any

import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from policytext.articles import weigh
from policytext.articles.decide import KINDS, Choice, Decision
from policytext.articles.identify import Identifier
from policytext.articles.numbers import find_number_word
from policytext.articles.read import Reader
from tests.articles.evaluate import load_passages, load_sentences, plain, same_number

HERE = Path(__file__).resolve().parent
WEIGHTS = Path(weigh.__file__).with_name("weights.json")
PENALTY = 0.5  # inverse of the strength of the penalty on large weights
SENTENCE = 0.6  # the weight of a labelled sentence against a passage
UNMARKED = 0.3  # the weight of a passage whose marks were taken away
RAREST = 4  # evidence met more rarely gets no weight
_LABEL = {"difference": "comparison", "ratio": "comparison"}
Sample = tuple[str, Decision, dict[str, Any] | None, float]


def without_marks(passages: list[dict[str, Any]]) -> list[dict[str, Any]]:
    """Return the passages with marked terms as if they were printed without marks."""
    out = []
    for passage in passages:
        text = re.sub("[“”「」『』\"]|(?<![A-Za-z])[‘']|[’'](?![A-Za-z])", "", passage["text"])
        if text != passage["text"]:
            weight = passage.get("weight", 1.0) * UNMARKED
            out.append({**passage, "text": text, "weight": weight})
    return out


def decisions(passage: dict[str, Any]) -> list[Sample]:
    """Return every decision in a passage, with the label that it should give; None without one."""
    head = f"{passage['title']}\n" if passage.get("title") else ""
    text = head + passage["text"]
    reader = Reader(text, Identifier((), text, None), frozenset(), ("zh", "en"), lambda _: "", [])
    reader.read()
    free = list(passage.get("claims") or ())
    samples: list[Sample] = []
    for sentence, decision, place in reader.trace or ():
        if place < len(head):
            continue
        piece = sentence.pieces[decision.index]
        published = sentence.text[piece.start : piece.end]
        if piece.number:
            published = sentence.text[piece.number.low : piece.number.high]
        elif decision.kind != "zero":
            span = find_number_word(piece.text, zero=False)
            published = published[slice(*span)] if span else published
        kind = "count" if decision.kind == "zero" else decision.kind
        fitting = [
            label
            for label in free
            if _LABEL.get(label["kind"], label["kind"]) == kind
            and same_number(str(label["number"]), published)
        ]
        label = next((f for f in fitting if any(_right(c, f) for c in decision.choices)), None)
        label = label or next(iter(fitting), None)
        if label is not None and not _each(label, fitting):
            free.remove(label)
        samples.append((passage["outlet"], decision, label, passage.get("weight", 1.0)))
    return samples


def _each(label: dict[str, Any], fitting: list[dict[str, Any]]) -> bool:
    return (
        "each" in label.get("note", "")
        or "same" in label.get("note", "")
        or (len(fitting) > 1 and False)
    )


def _right(choice: Choice, label: dict[str, Any]) -> bool:
    """Return whether the terms of *choice* are those of *label*, or contain them (江、胡各1次)."""
    wanted = {plain(term) for term in label["terms"]}
    terms = {plain(term) for term in choice.terms}
    return wanted == terms


def fit_table(
    rows: list[dict[str, float]], wanted: list[int], weights: list[float]
) -> dict[str, float]:
    """Return the weights of the features of *rows* for the outcome *wanted*."""
    if len(set(wanted)) < 2:
        return {}
    seen = Counter(name for row in rows for name in row)
    rows = [{n: v for n, v in row.items() if seen[n] >= RAREST} for row in rows]
    vectorizer = DictVectorizer()
    matrix = vectorizer.fit_transform(rows)
    model = LogisticRegression(C=PENALTY, fit_intercept=False, max_iter=2000)
    model.fit(matrix, wanted, sample_weight=weights)
    names = vectorizer.get_feature_names_out()
    return {
        n: round(float(w), 2) for n, w in zip(names, model.coef_[0], strict=True) if abs(w) >= 0.05
    }


def fit_terms(samples: list[Sample], kind: str) -> dict[str, float]:
    """Fit which term a number counts."""
    rows, wanted, weights = [], [], []
    for _, decision, label, weight in samples:
        if decision.kind != kind or label is None:
            continue
        right = [c for c in decision.choices if _right(c, label)]
        wrong = [c for c in decision.choices if not _right(c, label)]
        if not right:
            continue
        best = max(right, key=lambda c: -sum("another" in n for n in c.evidence))
        for other in wrong:
            names = set(best.evidence) | set(other.evidence)
            row = {n: best.evidence.get(n, 0.0) - other.evidence.get(n, 0.0) for n in names}
            rows += [row, {n: -v for n, v in row.items()}]
            wanted += [1, 0]
            weights += [weight] * 2
    return fit_table(rows, wanted, weights) if rows else {}


def fit_claims(samples: list[Sample], kind: str) -> dict[str, float]:
    """Fit whether a number is a claim about its best term."""
    rows, wanted, weights = [], [], []
    for _, decision, label, weight in samples:
        if decision.kind != kind or (decision.best is None and kind not in ("length", "items")):
            continue
        right = label is not None and (decision.best is None or _right(decision.best, label))
        rows.append(decision.evidence)
        wanted.append(int(right))
        weights.append(weight)
    return fit_table(rows, wanted, weights) if rows else {}


def fit(passages: list[dict[str, Any]]) -> dict[str, dict[str, float]]:
    """Return the tables of weights for *passages*: first the terms, then the claims."""
    tables: dict[str, dict[str, float]] = {}
    passages = passages + without_marks(passages)
    _use(tables)
    samples = [s for p in passages for s in decisions(p)]
    for kind in KINDS:
        if kind not in ("length", "items"):
            tables[f"{kind}: term"] = fit_terms(samples, kind)
    _use(tables)
    samples = [s for p in passages for s in decisions(p)]
    for kind in KINDS:
        tables[f"{kind}: claim"] = fit_claims(samples, kind)
    return tables


def _use(tables: dict[str, dict[str, float]]) -> None:
    weigh.load_weights.cache_clear()
    weigh.load_weights = lambda: tables  # type: ignore[assignment]
    weigh.load_weights.cache_clear = lambda: None  # type: ignore[attr-defined]


def cross_validate(passages: list[dict[str, Any]], shown: list[dict[str, Any]], parts: int) -> None:
    """Print the figures for outlets that a fit did not see."""
    from tests.articles.evaluate import Tally, collect, measure, print_rows

    rows: dict[str, Tally] = defaultdict(Tally)
    outlets = sorted({p["outlet"] for p in shown})
    for part in range(parts):
        held = set(outlets[part::parts])
        _use(fit([p for p in passages if p["outlet"] not in held]))
        for name, tally in collect(
            measure([p for p in shown if p["outlet"] in held], show=True)
        ).items():
            rows[name].add(tally)
    print_rows(dict(sorted(rows.items())))


def main(arguments: list[str] | None = None) -> int:
    """Fit the weights, print cross-validated figures, and write the table when asked to."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("folder", type=Path, nargs="*", default=[HERE / "builds" / "train.yaml"])
    parser.add_argument("--write", action="store_true")
    parser.add_argument("--parts", type=int, default=0, help="cross-validate over outlets")
    options = parser.parse_args(arguments)
    passages = [p for folder in options.folder for p in load_passages(folder)]
    everything = passages + [{**s, "weight": SENTENCE} for s in load_sentences()]
    if options.parts:
        cross_validate(everything, passages, options.parts)
    tables = fit(everything)
    print({name: len(table) for name, table in tables.items()})
    if options.write:
        ordered = {name: dict(sorted(table.items())) for name, table in sorted(tables.items())}
        WEIGHTS.write_text(
            json.dumps(ordered, ensure_ascii=False, indent=1) + "\n", encoding="utf-8"
        )
    return 0


if __name__ == "__main__":
    np.seterr(all="ignore")
    sys.exit(main())
