"""``verify`` on the shipped texts beside ``import pandas``; 10,000 claims beside a plain loop."""

from __future__ import annotations

import gc
import random
import re
import statistics
import time
from collections import Counter
from itertools import accumulate
from pathlib import Path
from typing import Any

from benchmarks.measure import CORPORA, ROOT, compare, python

_CLI = "import sys; from policytext.cli import main; main()"
_CLAIMS = 10_000
_TEXTS = 100
_CONTEXT = 20


def run(n: int) -> list[dict[str, Any]]:
    """Return a row for the cold start, and one for each way of keeping the hits of many claims."""
    cold = compare(
        "verify the shipped texts, cold",
        "import pandas",
        python(_CLI, "verify"),
        python("import pandas"),
        n=4 * max(n, 5),  # half a second each: a few runs are at the mercy of chance
        goal="1",
    )
    return [cold, *_compare_loops(n)]


def _compare_loops(n: int) -> list[dict[str, Any]]:
    """Time both loops in turn, over the same claims, on texts that were just loaded."""
    folder = CORPORA if CORPORA.is_dir() else ROOT / "texts"
    times: dict[str, list[float]] = {"ours": [], "peer": [], "ours records": [], "peer records": []}
    for _ in range(max(n, 5)):
        corpus, claims = _prepare(folder)
        for name, seconds in (*_run_ours(corpus, claims), *_run_peer(corpus, claims)):
            times[name].append(seconds)
    size = f"{_CLAIMS:,} claims on {len(corpus)} texts"
    return [
        _make_row(f"{size}, every hit kept", times["ours"], times["peer"]),
        _make_row(
            f"{size}, with every hit's bytes and context",
            times["ours records"],
            times["peer records"],
        ),
    ]


def _make_row(job: str, ours: list[float], peer: list[float]) -> dict[str, Any]:
    mine, other = statistics.median(ours), statistics.median(peer)
    return {
        "job": job,
        "peer": "re.finditer, a claim at a time",
        "ours_seconds_median": mine,
        "peer_seconds_median": other,
        "ratio": other / mine,
        "goal": "1",
    }


def _prepare(folder: Path) -> tuple[Any, list[Any]]:
    from policytext.claims.kinds.count import CountClaim
    from policytext.documents.load import load_corpus

    corpus = load_corpus(folder)
    chosen = [document for document in corpus if not document.is_english][:_TEXTS]
    corpus = corpus.select(tuple(document.id for document in chosen))
    draw, pools = random.Random(1), {}
    for document in chosen:
        pairs = (document.text[i : i + 2] for i in range(len(document.text) - 1))
        found = Counter(pair for pair in pairs if re.fullmatch("[\u4e00-\u9fff]{2}", pair))
        pools[document.id] = [term for term, count in found.most_common(300) if count >= 3]
    claims = []
    for number in range(_CLAIMS):
        name = draw.choice(chosen).id
        terms = tuple(draw.sample(pools[name], draw.choice((1, 1, 2, 3, 4))))
        claims.append(
            CountClaim(id=f"claim-{number}", document=name, terms=terms, published=str(number % 90))
        )
    return corpus, claims


def _run_ours(corpus: Any, claims: list[Any]) -> list[tuple[str, float]]:
    from policytext.claims import verify_claims

    gc.collect()
    start = time.process_time()
    findings = verify_claims(corpus, claims)
    verified = time.process_time() - start
    records = findings.list_evidence()
    done = time.process_time() - start
    assert len(records) == len(claims)
    return [("ours", verified), ("ours records", done)]


def _run_peer(corpus: Any, claims: list[Any]) -> list[tuple[str, float]]:
    """Do the same with ``re``; the bytes of each text are looked up in a table made once."""
    texts = {document.id: document.text for document in corpus}
    gc.collect()
    start = time.process_time()
    kept = []
    for claim in claims:
        hits = [
            (term, *match.span())
            for term in claim.terms
            for match in re.finditer(re.escape(term), texts[claim.document])
        ]
        kept.append((len(hits) == int(claim.published), hits))
    found = time.process_time() - start
    gc.collect()
    start = time.process_time()
    tables: dict[str, list[int]] = {}
    records = []
    for claim in claims:
        text = texts[claim.document]
        if claim.document not in tables:
            sizes = {character: len(character.encode()) for character in set(text)}
            tables[claim.document] = list(accumulate((sizes[c] for c in text), initial=0))
        table, hits = tables[claim.document], []
        for term in claim.terms:
            for match in re.finditer(re.escape(term), text):
                first, last = match.span()
                hits.append(
                    {
                        "term": term,
                        "start": first,
                        "end": last,
                        "byte_start": table[first],
                        "byte_end": table[last],
                        "exact": match[0],
                        "prefix": text[max(0, first - _CONTEXT) : first],
                        "suffix": text[last : last + _CONTEXT],
                        "document": claim.document,
                    }
                )
        records.append((len(hits) == int(claim.published), hits))
    return [("peer", found), ("peer records", time.process_time() - start)]
