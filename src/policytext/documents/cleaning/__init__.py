"""Cleaning: named steps that only delete characters or replace them one for one.

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policytext.base.lookup import look_up
from policytext.documents.cleaning.characters import (
    drop_ignorable,
    drop_private,
    fold_characters,
    fold_zero,
)
from policytext.documents.cleaning.edits import Draft, Edit, Step, apply_step, begin_draft
from policytext.documents.cleaning.insertions import (
    drop_emoji,
    drop_footer,
    drop_furniture,
    drop_pinyin,
    drop_pulled_quotes,
    drop_watermarks,
)
from policytext.documents.cleaning.line_breaks import (
    despace,
    find_wrap_width,
    unwrap,
    unwrap_columns,
)
from policytext.documents.fold import fold_text

__all__ = [
    "STEPS",
    "CleaningStep",
    "Draft",
    "Edit",
    "apply_step",
    "begin_draft",
    "choose_steps",
    "clean",
    "clean_draft",
    "find_wrap_width",
    "fold_text",
]


@dataclass(frozen=True)
class CleaningStep:
    """A step: what it does to a text, whether it runs unasked, and what to call it."""

    step: Step
    default: bool
    what: str


# In the order in which they run: lines go before lines are joined. What belongs to no text goes
# unasked; what may belong to one goes where the manifest says so, and `policytext add` says where
# it would find something.
STEPS: dict[str, CleaningStep] = {
    "ignorable": CleaningStep(drop_ignorable, True, "characters that no reader sees"),
    "fold": CleaningStep(fold_characters, True, "radicals, compatibility forms, full-width ASCII"),
    "private": CleaningStep(drop_private, True, "private-use characters"),
    "emoji": CleaningStep(drop_emoji, True, "emoji and pictograms"),
    "quotes": CleaningStep(drop_pulled_quotes, False, "paragraphs that repeat a passage"),
    "furniture": CleaningStep(drop_furniture, False, "lines that belong to the page"),
    "footer": CleaningStep(drop_footer, False, "a licence or copyright notice behind the text"),
    "columns": CleaningStep(unwrap_columns, False, "line breaks of a page set in columns"),
    "unwrap": CleaningStep(unwrap, True, "line breaks that end no paragraph"),
    "despace": CleaningStep(despace, True, "white space that is not text"),
    "zero": CleaningStep(fold_zero, True, "the circle for zero among Chinese figures"),
    "pinyin": CleaningStep(drop_pinyin, False, "pinyin in brackets"),
    "watermarks": CleaningStep(drop_watermarks, False, "names of sites inside sentences"),
}


def choose_steps(wanted: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the names of the steps to run: the default ones, as *wanted* changes them."""
    for name in wanted:
        look_up(STEPS, name, "cleaning step")
    return tuple(name for name, step in STEPS.items() if wanted.get(name, step.default))


def clean(text: str, steps: tuple[str, ...] | None = None, *, start: int = 0) -> Draft:
    """Return *text* cleaned by the named steps; its first character is source character *start*."""
    return clean_draft(begin_draft(text, start), choose_steps({}) if steps is None else steps)


def clean_draft(draft: Draft, steps: Iterable[str]) -> Draft:
    """Return *draft* cleaned by the named steps."""
    for name in steps:
        draft = apply_step(draft, look_up(STEPS, name, "cleaning step").step)
    return draft
