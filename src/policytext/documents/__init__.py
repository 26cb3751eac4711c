"""Documents: the bytes of a capture to a text, every character of which leads back to them."""
