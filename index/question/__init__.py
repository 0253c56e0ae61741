"""Parses a question and interprets it against the collection."""
