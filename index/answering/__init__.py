"""Retrieves passages and statements, selects excerpts, and cuts the quotes."""
