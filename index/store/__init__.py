"""Stores a snapshot: corpus, statements, full text, vectors and manifest."""
