"""Escapes: whatever the target, nothing hidden is left, and the words stay readable."""

from __future__ import annotations

import json

import pytest

from policytext.base.escape import TARGETS, escape, show_hidden

HIDDEN = "全\u200b球 共\ue000 \u202eabc\x07\ufffe\U000e0101"


@pytest.mark.parametrize("target", ["line", "markdown", "code", "github", "property"])
def test_a_hidden_character_is_shown_the_same_way_everywhere(target: str) -> None:
    shown = escape(HIDDEN, target).replace("\\", "")  # type: ignore[arg-type]

    assert "全[U+200B]球" in shown
    assert "共[U+E000]" in shown
    assert "[U+202E]abc[U+0007][U+FFFE][U+E0101]" in shown


@pytest.mark.parametrize("target", ["json", "script"])
def test_json_stays_the_same_to_a_parser_and_hides_nothing(target: str) -> None:
    written = escape(json.dumps([HIDDEN, "</script>", "##[error]"], ensure_ascii=False), target)  # type: ignore[arg-type]

    assert json.loads(written) == [HIDDEN, "</script>", "##[error]"]
    assert show_hidden(written) == written
    assert "##[" not in written


def test_json_for_a_page_cannot_end_its_script_element() -> None:
    assert "<" not in escape('["</script>"]', "script")


@pytest.mark.parametrize("target", ["line", "code", "github", "property"])
def test_no_line_is_a_workflow_command(target: str) -> None:
    assert "##[" not in escape("##[error]x\n##[warning]", target)  # type: ignore[arg-type]
    assert "\n" not in escape("a\nb", target)  # type: ignore[arg-type]


def test_markup_is_text_in_markdown() -> None:
    assert escape("*a* <b> | `c` https://x.org", "markdown") == (
        "\\*a\\* \\<b\\> \\| \\`c\\` https&#58;//x.org"
    )


def test_code_is_fenced_by_more_backticks_than_it_has() -> None:
    assert escape("a ``b`` | c", "code") == "```a ``b`` \\| c```"


def test_markup_is_text_in_a_page() -> None:
    assert escape("<b title='x'>\u202e&</b>\n", "html") == (
        "&lt;b title=&#x27;x&#x27;&gt;[U+202E]&amp;&lt;/b&gt;\n"
    )


def test_there_is_a_row_for_every_target() -> None:
    assert set(TARGETS) == {
        "line", "markdown", "code", "github", "property", "json", "script", "html",
    }  # fmt: skip
