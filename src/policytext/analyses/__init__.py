"""Analyses: one a file, each named as its command; they answer with tables."""
