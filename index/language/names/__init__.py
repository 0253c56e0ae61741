"""Parses and compares personal names, titles, roles and nations."""
