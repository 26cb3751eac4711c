"""Cleaning: named steps that only delete characters or replace them one for one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from policytext.cleaning.edits import Draft, Edit, Step, apply_step, begin_draft
from policytext.cleaning.folding import drop_ignorable, fold_characters
from policytext.cleaning.spacing import despace, unwrap, unwrap_columns
from policytext.folding import fold_text
from policytext.registry import look_up

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
    "fold_text",
]


@dataclass(frozen=True)
class CleaningStep:
    """A step: what it does to a text, whether it runs unasked, and what to call it."""

    step: Step
    default: bool
    what: str


# In the order in which they run.
STEPS: dict[str, CleaningStep] = {
    "ignorable": CleaningStep(drop_ignorable, True, "characters that no reader sees"),
    "fold": CleaningStep(fold_characters, True, "radicals, compatibility forms, full-width ASCII"),
    "columns": CleaningStep(unwrap_columns, False, "line breaks of a page set in columns"),
    "unwrap": CleaningStep(unwrap, True, "line breaks that end no paragraph"),
    "despace": CleaningStep(despace, True, "white space that is not text"),
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
