"""Reads source files of every supported format into articles."""
