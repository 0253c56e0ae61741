"""Finds the statements of one article and attributes them to speakers."""
