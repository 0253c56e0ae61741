"""Finds the people of one article, and resolves names, pronouns and role nouns to them."""
