"""The kinds of claims, one per file."""
