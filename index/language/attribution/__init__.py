"""Finds statements: cues, contents and the mentions of their speakers."""
