"""The page's data: every hit at its place, inert inside a script, gzipped where they are large."""

from __future__ import annotations

import base64
import gzip
import json
from itertools import accumulate
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from policytext.counting.matches import find_matches
from policytext.language.messages import load_wording
from policytext.report.formats.page import data as page_data
from policytext.report.formats.page.data import PageData, merge_matches, to_json, write_data
from policytext.report.formats.page.tables import view_tables
from policytext.report.formats.page.views import view_documents, view_families
from policytext.report.model import Report
from tests.support.make_documents import make_document
from tests.support.make_reports import make_report, small_report


def gather(report: Report) -> dict[str, Any]:
    t = load_wording("zh")
    documents, families = view_documents(report), view_families(report, "zh")
    return PageData(report, documents, families, t).gather(view_tables(report, t))


def words_at(data: dict[str, Any], key: str, document: int) -> list[str]:
    """Return what stands at the hits of a set, read as a script reads text: in 16-bit units."""
    (entry,) = [s for s in data["sets"] if s["key"] == key]
    hit = next(hit for hit in entry["hits"] if hit[0] == document)
    units = data["docs"][document]["text"].encode("utf-16-le")
    terms, distances, indices, lengths = hit[2:]
    starts = list(accumulate(distances))
    sizes = lengths or [len(terms[i]) for i in (indices or [0] * len(starts))]
    return [
        units[2 * start : 2 * (start + size)].decode("utf-16-le")
        for start, size in zip(starts, sizes, strict=True)
    ]


def test_hits_of_families_claims_and_words_stand_where_they_say() -> None:
    data = gather(small_report())

    assert words_at(data, "global", 0) == ["全球", "各国", "全球", "全球"]
    assert words_at(data, "claim:plan-global", 0) == ["全球", "各国", "全球", "全球"]
    assert words_at(data, "claim:plan-items", 0) == ["一、", "二、"]
    assert "全球" in words_at(data, "words", 0)


def test_characters_beyond_the_first_plane_count_as_two() -> None:
    document = make_document("𠀀全球𠀀𠀀全 球𠀀全球。", title="题")

    assert words_at(gather(make_report(document)), "global", 0) == ["全球"] * 3


def test_a_hit_longer_than_its_term_keeps_its_length() -> None:
    spaced = make_document("全 球治理", title="题", cleaning={"despace": False})

    assert words_at(gather(make_report(spaced)), "global", 0) == ["全 球"]


def test_merged_matches_keep_order_and_terms() -> None:
    document = make_document("发展全球发展", title="题")
    merged = merge_matches([find_matches(document, ["全球"]), find_matches(document, ["发展"])])

    assert [match.term for match in merged] == ["发展", "全球", "发展"]


def test_json_opens_no_markup_and_hides_nothing() -> None:
    text = to_json({"a": "</script><!--&\u202e\u2028\x00\ud800\U000e0001"})

    assert not set(text) & set("<>&\u202e\u2028\x00\U000e0001")
    assert json.loads(text) == {"a": "</script><!--&\u202e\u2028\x00\ud800\U000e0001"}


def test_small_data_stand_readable_in_the_source() -> None:
    assert json.loads(write_data({"a": "全球"})) == {"a": "全球"}


@settings(deadline=None)  # the first packing loads what later ones find loaded
@given(st.lists(st.text(max_size=40), max_size=30))
def test_large_data_are_gzipped_utf_16_in_base64(strings: list[str]) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(page_data, "PACK_OVER", 0)
        packed = write_data({"a": strings})

    unpacked = gzip.decompress(base64.b64decode(json.loads(packed))).decode("utf-16-le")
    assert json.loads(unpacked) == {"a": strings}
    assert not set(packed) & set("<>&")
