"""Resolves names, pronouns and roles to the people of one article."""
