"""Count what policy documents say, compare what they stress, verify published counts."""

__version__ = "0.1.0"
