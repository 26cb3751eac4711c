"""Foundations of all other packages: errors, tables, files, YAML, escaping."""
