"""Claims: what was published about a text, and whether it reproduces."""
