"""The matrix of documents by features."""
