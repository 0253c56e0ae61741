"""Attributes statements: who said what in one article."""
