"""Cleaning: named steps that delete or replace characters and keep their origin.

Tested in tests/documents/cleaning/test_steps.py.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policytext.base.lookup import look_up
from policytext.documents.cleaning.characters import (
    compose,
    drop_ignorable,
    drop_private,
    fold_characters,
    fold_zero,
    join_spaced,
)
from policytext.documents.cleaning.edits import Draft, Edit, Step, apply_step, begin_draft
from policytext.documents.cleaning.hyphens import join_broken_words
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
    "FOLDING",
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
    """A step: its function, whether it runs by default, and its description."""

    step: Step
    default: bool
    what: str


# In the order in which they run: lines are deleted before lines are joined. Steps that cannot
# delete text run by default. The others run only if the manifest says so; `policytext add` reports
# what they would find.
STEPS: dict[str, CleaningStep] = {
    "hyphens": CleaningStep(join_broken_words, True, "hyphens and breaks inside a broken word"),
    "ignorable": CleaningStep(drop_ignorable, True, "characters that no reader sees"),
    "fold": CleaningStep(fold_characters, True, "radicals, full-width ASCII, ligatures and others"),
    "compose": CleaningStep(compose, True, "letters with combining marks"),
    "private": CleaningStep(drop_private, True, "private-use characters"),
    "emoji": CleaningStep(drop_emoji, True, "emoji and pictograms"),
    "quotes": CleaningStep(drop_pulled_quotes, False, "paragraphs that repeat a passage"),
    "furniture": CleaningStep(drop_furniture, False, "lines that belong to the page"),
    "footer": CleaningStep(drop_footer, False, "a licence or copyright notice behind the text"),
    "columns": CleaningStep(unwrap_columns, False, "line breaks of a page set in columns"),
    "unwrap": CleaningStep(unwrap, True, "line breaks that end no paragraph"),
    "spaced": CleaningStep(join_spaced, True, "characters spaced out one by one"),
    "despace": CleaningStep(despace, True, "white space that is not text"),
    "zero": CleaningStep(fold_zero, True, "the circle for zero among Chinese figures"),
    "pinyin": CleaningStep(drop_pinyin, False, "pinyin in brackets"),
    "watermarks": CleaningStep(drop_watermarks, False, "names of sites inside sentences"),
}


# The steps that unify spellings of the same characters and do not change white space.
FOLDING = ("hyphens", "ignorable", "fold", "compose", "zero")


def choose_steps(wanted: Mapping[str, bool]) -> tuple[str, ...]:
    """Return the names of the steps to run: the default ones, changed by *wanted*."""
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
