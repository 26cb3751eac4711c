"""The kinds of claims, one a file."""
