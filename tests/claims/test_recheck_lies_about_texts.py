"""Lies about the texts, and about what is read as what: none may pass."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.claims.lying import (
    Data,
    Lies,
    add_up,
    fewer,
    finding,
    folder,
    honest,
    parts,
    recheck,
)

LIES = lie = Lies()


def entry(data: Data, name: str) -> Data:
    found: Data = next(e for e in data["manifest"] if e["id"] == name)
    return found


@lie
def the_last_paragraph_is_left_out(data: Data) -> None:
    gone = parts(data).pop()
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def a_paragraph_in_the_middle_is_left_out(data: Data) -> None:
    gone = parts(data).pop(2)
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def the_title_is_left_out(data: Data) -> None:
    gone = parts(data).pop(0)
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def a_paragraph_of_utf_16_is_left_out(data: Data) -> None:
    gone = parts(data, "digest").pop()
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1], "digest")


@lie
def a_paragraph_is_there_twice(data: Data) -> None:
    parts(data).append({**parts(data)[1], "start": 900})


@lie
def a_paragraph_is_cut_short(data: Data) -> None:
    parts(data)[1]["cuts"][-1][1] -= 6


@lie
def a_paragraph_overlaps_the_next(data: Data) -> None:
    parts(data)[1]["cuts"].append(list(parts(data)[2]["cuts"][0]))


@lie
def a_paragraph_is_made_of_the_menu(data: Data) -> None:
    data_bytes = (folder() / "raw" / "plan.txt").read_bytes()
    at = data_bytes.index("全球要闻".encode("gb18030"))
    parts(data).append({"region": "body", "start": 900, "cuts": [[at, at + 8]]})


@lie
def a_paragraph_is_made_of_what_follows_the_clip(data: Data) -> None:
    data_bytes = (folder() / "raw" / "plan.txt").read_bytes()
    at = data_bytes.index("全球版权".encode("gb18030"))
    parts(data).append({"region": "body", "start": 900, "cuts": [[at, at + 8]]})


@lie
def a_paragraph_has_words_and_no_bytes(data: Data) -> None:
    parts(data).append({"region": "body", "start": 900, "text": "全球全球"})


@lie
def the_title_has_words_of_its_own(data: Data) -> None:
    parts(data)[0] = {"region": "title", "start": 0, "text": "全球全球全球全球"}


@lie
def a_title_that_is_in_no_capture_is_longer(data: Data) -> None:
    assert "text" in parts(data, "page")[0]
    parts(data, "page")[0]["text"] += "全球"


@lie
def a_subtitle_is_made_up(data: Data) -> None:
    parts(data).insert(1, {"region": "subtitle", "start": 8, "text": "全球"})


@lie
def the_body_is_an_annex(data: Data) -> None:
    parts(data)[-1]["region"] = "annex"
    for one in data["findings"]:
        for hit in one["matches"]:
            if hit["document"] == "plan" and hit["start"] >= parts(data)[-1]["start"]:
                hit["region"] = "annex"


@lie
def a_paragraph_is_split_within_a_word(data: Data) -> None:
    piece = parts(data)[2]
    a, b = piece["cuts"][0]
    middle = a + (b - a) // 4 * 2
    parts(data).insert(3, {**piece, "start": piece["start"] + 9, "cuts": [[middle, b]]})
    piece["cuts"] = [[a, middle]]


@lie
def two_paragraphs_are_one(data: Data) -> None:
    parts(data)[2]["cuts"] += parts(data).pop(3)["cuts"]


@lie
def paragraphs_change_places(data: Data) -> None:
    parts(data)[1], parts(data)[2] = parts(data)[2], parts(data)[1]


@lie
def a_paragraph_begins_elsewhere(data: Data) -> None:
    parts(data)[2]["start"] -= 20


@lie
def a_text_is_another_capture(data: Data) -> None:
    documents = data["documents"]
    documents["plan"], documents["earlier"] = documents["earlier"], documents["plan"]


@lie
def the_capture_has_another_digest(data: Data) -> None:
    data["documents"]["plan"]["sha256"] = "0" * 64


@lie
def a_plain_text_is_a_page(data: Data) -> None:
    data["documents"]["plan"]["format"] = "html"


@lie
def a_plain_text_cannot_be_cut(data: Data) -> None:
    data["documents"]["plan"]["cuttable"] = False


@lie
def a_word_file_cannot_be_cut(data: Data) -> None:
    data["documents"]["word"]["cuttable"] = False


@lie
def another_encoding(data: Data) -> None:
    data["documents"]["plan"]["encoding"] = "utf-16-le"


@lie
def a_text_is_damaged_in_an_unheard_of_way(data: Data) -> None:
    data["documents"]["plan"]["damage"] = [{"kind": "mould", "start": 0, "end": 9}]
    finding(data, "wide")["verdict"] = "unverifiable"
    add_up(data)


@lie
def a_text_for_a_first_mention_is_not_given(data: Data) -> None:
    del data["documents"]["earlier"]


@lie
def a_paragraph_has_other_words_than_its_bytes(data: Data) -> None:
    parts(data)[2]["text"] = parts(data)[2]["text"].replace("尊重主权", "尊敬主权")


@lie
def a_paragraph_that_is_in_no_capture_is_in_the_body(data: Data) -> None:
    del parts(data)[2]["cuts"]


@lie
def more_is_outside_the_clip(data: Data) -> None:
    gone = parts(data).pop()
    data["documents"]["plan"]["outside"][-1][0] = gone["cuts"][0][0]
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def a_passage_in_the_middle_is_outside_the_clip(data: Data) -> None:
    gone = parts(data).pop(2)
    data["documents"]["plan"]["outside"].insert(1, [gone["cuts"][0][0], gone["cuts"][-1][1]])
    fewer(data, gone["cuts"][0][0], gone["cuts"][-1][1])


@lie
def nothing_is_outside_the_clip(data: Data) -> None:
    data["documents"]["plan"]["outside"] = []


@lie
def the_manifest_names_another_edition(data: Data) -> None:
    entry(data, "digest")["edition"] = "whole"


@lie
def the_manifest_has_no_edition(data: Data) -> None:
    del entry(data, "digest")["edition"]


@lie
def the_edition_is_said_of_the_capture(data: Data) -> None:
    found = entry(data, "digest")
    found["capture"] = {"edition": found.pop("edition"), **found["capture"]}


@lie
def the_manifest_clips_elsewhere(data: Data) -> None:
    entry(data, "plan")["clip"]["to"] = "三、社会主义"


@lie
def the_manifest_has_another_date(data: Data) -> None:
    entry(data, "earlier")["issued"] = "2026-10"


# --- lies about what is read as what -------------------------------------------------------------


@lie
def one_character_is_read_as_another(data: Data) -> None:
    data["folds"]["合"] = "共"


@lie
def a_pair_that_is_none(data: Data) -> None:
    data["folds"]["国"] = "際"


@lie
def a_full_width_letter_is_not_read(data: Data) -> None:
    del data["folds"]["Ａ"]


@lie
def a_radical_is_not_read(data: Data) -> None:
    del data["folds"]["⼈"]


@lie
def a_radical_is_read_as_another_character(data: Data) -> None:
    data["folds"]["⼈"] = "入"


@lie
def a_ligature_is_read_as_other_letters(data: Data) -> None:
    data["folds"]["\ufb01"] = "ff"


@lie
def a_simplified_character_is_simplified(data: Data) -> None:
    data["simplified"]["合"] = "共"


@lie
def simplified_forms_are_gone(data: Data) -> None:
    data["simplified"] = {}


@pytest.mark.parametrize("name", list(LIES))
def test_a_lie_is_refused(name: str, tmp_path: Path) -> None:
    data = honest()
    LIES[name](data)

    assert recheck(data, tmp_path) != []
