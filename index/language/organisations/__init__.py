"""Finds the organisations of one article, and resolves "the company", "it" and spokespeople to them."""
