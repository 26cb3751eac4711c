"""Limits and notes that several analyses share."""

from __future__ import annotations

LEFT_OUT = "Punctuation, numbers and function words are left out of the list, not of the sizes."


SMALL = 5  # a count below this says little
