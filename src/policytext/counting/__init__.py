"""Counting: what a count is, and every match behind it."""
