"""Analyses: each is a module with the name of its command and returns a table."""
