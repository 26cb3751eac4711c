"""Language: numerals, stop words, the range of Chinese characters, the words of messages."""
