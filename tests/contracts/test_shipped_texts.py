"""The five captures: what is kept, what is dropped, and the counts made by hand."""

from __future__ import annotations

import re
from itertools import pairwise
from pathlib import Path

import pytest

from policytext.counting.convention import Convention
from policytext.counting.matches import find_matches
from policytext.documents.corpus import Corpus
from policytext.documents.document import ABSENT, Document
from policytext.documents.load import load_corpus

TEXTS = Path(__file__).resolve().parents[2] / "texts"
HAN = re.compile("[\u3400-\u9fff]")


@pytest.fixture(scope="module")
def corpus() -> Corpus:
    return load_corpus(TEXTS)


def test_the_corpus_holds_eight_documents_of_five_captures(corpus: Corpus) -> None:
    paths = {document.metadata.capture_path for document in corpus}

    assert (len(corpus), len(paths)) == (8, 5)


def test_kept_and_dropped_bytes_are_the_whole_capture(corpus: Corpus) -> None:
    for document in corpus:
        spans = [(d.start, d.end) for d in document.dropped]
        spans += [document.byte_span(i, i + 1) or (0, 0) for i in range(len(document.text))
                  if document.offsets[i] != ABSENT]  # fmt: skip
        spans = sorted(span for span in spans if span[0] < span[1])
        size = (TEXTS / document.metadata.capture_path).stat().st_size

        assert spans[0][0] == 0
        assert spans[-1][1] == size
        assert all(a[1] == b[0] for a, b in pairwise(spans)), document.id


def test_every_dropped_stretch_has_a_reason(corpus: Corpus) -> None:
    assert all(dropped.reason for document in corpus for dropped in document.dropped)


def test_every_character_maps_to_its_bytes(corpus: Corpus) -> None:
    for document in corpus:
        data = (TEXTS / document.metadata.capture_path).read_bytes()
        for i, character in enumerate(document.text):
            span = document.byte_span(i, i + 1)
            if span is not None and not character.isspace():
                assert data[span[0] : span[1]].decode("utf-8") == character


def test_no_chinese_character_inside_a_clip_is_lost(corpus: Corpus) -> None:
    """Counted in the capture's own text between the anchors, without any of our cleaning."""
    raw = (TEXTS / "raw/governance-initiative-2023.txt").read_text("utf-8")
    bare = "".join(raw.split())
    clip = bare[bare.index("人工智能是人类发展新领域") : bare.index("相关附件")]
    body = corpus["governance-initiative-2023"].region("body")

    assert body is not None
    text = corpus["governance-initiative-2023"].text[body.start : body.end]
    assert "".join(text.split()) == clip


@pytest.mark.parametrize(
    ("terms", "published"),
    [(["全球", "国际", "各国", "跨国"], 45), (["合作", "交流"], 21), (["共"], 29)],
)
def test_the_published_counts_of_the_action_plan_come_out(
    corpus: Corpus, terms: list[str], published: int
) -> None:
    assert len(find_matches(corpus["action-plan-2025"], terms)) == published


@pytest.mark.parametrize(
    ("term", "count"), [("全球", 5), ("国际", 7), ("各国", 8), ("跨国", 1), ("共", 16)]
)
def test_the_initiative_counts_as_it_was_counted_by_hand(
    corpus: Corpus, term: str, count: int
) -> None:
    body = Convention(scope=("body",))

    assert len(find_matches(corpus["governance-initiative-2023"], [term], body)) == count


def test_the_action_plan_has_thirteen_actions_and_the_initiative_eleven_points(
    corpus: Corpus,
) -> None:
    plan = [i.number for i in corpus["action-plan-2025"].outline if i.marker == "一、"]
    initiative = [i for i in corpus["governance-initiative-2023"].outline if i.marker == "——"]

    assert plan == list(range(1, 14))
    assert len(initiative) == 11


def test_the_newspaper_page_reads_in_order_with_sections_under_their_headings(
    corpus: Corpus,
) -> None:
    page = corpus["kaihua-daily-page-2025"]
    landmarks = [
        "加强人工智能国际治理和合作\n2024年11月",
        "\n全球人工智能治理的现状\n人工智能的发展正在重塑全球治理体系",
        "\n中国在人工智能国际治理中的责任与担当\n2023年10月，习近平主席宣布提出",
        "\n推动人工智能国际治理与合作的路径\n习近平主席强调",
        "让科技进步真正造福全人类。",
    ]
    places = [page.text.find(landmark) for landmark in landmarks]

    assert -1 not in places
    assert places == sorted(places)
    assert page.text.endswith(landmarks[-1])


def test_a_sentence_that_runs_over_a_column_end_is_one_sentence(corpus: Corpus) -> None:
    assert "需推动全球法律和标准的对接" in corpus["kaihua-daily-page-2025"].text


def test_spaces_inside_words_of_the_initiative_are_gone(corpus: Corpus) -> None:
    text = corpus["governance-initiative-2023"].text

    assert "人工智能治理攸关全人类命运" in text
    assert " " not in text


def test_the_digest_is_four_documents_that_share_no_character(corpus: Corpus) -> None:
    digest = [d for d in corpus if d.id.startswith("digest-")]
    taken: list[int] = []
    for document in digest:
        taken += [o for o in document.offsets if o != ABSENT]

    assert len(digest) == 4
    assert len(taken) == len(set(taken))


def test_titles_are_found_in_their_captures(corpus: Corpus) -> None:
    for document in corpus:
        title = document.region("title")
        assert title is not None
        assert title.found, document.id


def _mostly_chinese(document: Document) -> bool:
    return len(HAN.findall(document.text)) > 0.7 * document.length


def test_cleaned_texts_are_mostly_chinese_characters(corpus: Corpus) -> None:
    assert all(_mostly_chinese(document) for document in corpus)
