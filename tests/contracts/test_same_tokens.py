"""The same text has the same tokens, whichever way they are asked for."""

from __future__ import annotations

from collections import Counter
from pathlib import Path
from random import Random

import pytest

from policytext.analyses.collocates import rank_collocates
from policytext.counting.concordance import list_tokens
from policytext.counting.convention import Convention
from policytext.counting.matches import find_matches
from policytext.documents.corpus import Corpus
from policytext.documents.document import Document
from policytext.matrix.dfm import Dfm, build_dfm
from policytext.segmenters import build_segmenter
from policytext.store.index import index_folder
from policytext.store.parts import StoreRecipe
from tests.support.make_documents import make_document

SEGMENTERS = ("jieba", "jieba-nohmm", "characters", "words")
TEXTS = (
    "城市将举办 Smart City Expo，\n与 Deep Data 及 DeepData 两家机构共建 Data Lab "
    "平台，Data 服务与 Data 安全并重。",
    "人 工 智 能 与 A R T I C L E 一，1 9 9 7 年达到7 4 7 7 2 亿元。\n\n"
    "ＡＩ　governance（ 2025 ）与 5G 网络。",
    "The plan is inter-\nnational, cross-\nborder and ofﬁcial; No. 5, 50% of all. "
    "In 2024. 5 people",
    "马克•吐温的 cafe\u0301 与 C++ 11，R & D “ AI ” 治理 。",
)  # fmt: skip


def random_text(draw: Random) -> str:
    pieces = (
        "人工智能",
        "治理",
        "AI",
        "Open",
        "for",
        "2025",
        "5",
        "，",
        "。",
        "%",
        "（",
        "ﬁ",
        "e\u0301",
        "-",
    )
    blanks = ("", "", " ", "  ", "\u3000", "\u00a0", "\n", "\n\n")
    return "".join(draw.choice(pieces) + draw.choice(blanks) for _ in range(draw.randrange(2, 40)))


def in_segment(document: Document, name: str) -> Counter[str]:
    body = document.region("body")
    assert body is not None
    rows = list_tokens(document, build_segmenter(name)).records()
    for row in rows:
        assert "".join(document.text[row["start"] : row["end"]].split()) == "".join(
            row["token"].split()
        )
    return Counter(row["token"] for row in rows if row["start"] >= body.start)


def in_counts(document: Document, name: str, tokens: Counter[str]) -> Counter[str]:
    convention = Convention(("body",), "token", segmenter=name)
    found = find_matches(document, list(tokens), convention)
    return Counter(found.by_term)


def in_matrix(dfm: Dfm, row: int) -> Counter[str]:
    counts = dict(zip(dfm.features, dfm.values.toarray()[row].tolist(), strict=True))
    return +Counter(counts)


@pytest.mark.parametrize("name", SEGMENTERS)
def test_segment_counts_matrix_and_store_have_the_same_tokens(name: str, tmp_path: Path) -> None:
    draw = Random(7)
    texts = [*TEXTS, *(random_text(draw) for _ in range(60))]
    documents = [make_document(text, name=f"d{n:02}") for n, text in enumerate(texts)]
    for number, text in enumerate(texts):
        (tmp_path / f"d{number:02}.txt").write_bytes(text.encode())
    held, _ = index_folder(tmp_path, tmp_path / "store", recipe=StoreRecipe(segmenter=name))
    stored = held.build_dfm()
    matrix = build_dfm(Corpus(tuple(documents)), segmenter=name, scope=("body",))
    for number, document in enumerate(documents):
        tokens = in_segment(document, name)
        assert in_matrix(matrix, number) == tokens, document.text
        assert in_matrix(stored, number) == tokens, document.text
        assert in_counts(document, name, tokens) == tokens, document.text


def test_latin_words_are_their_own_collocates() -> None:
    document = make_document(TEXTS[0] * 5)
    table = rank_collocates(Corpus((document,)), "Data")

    assert {"Deep", "Lab", "平台", "安全"} <= set(table.column("collocate"))
    assert not [word for word in table.column("collocate") if "DataLab" in str(word)]
