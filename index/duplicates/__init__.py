"""Finds articles that are near-duplicates of each other."""
