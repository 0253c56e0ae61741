"""Canonical text, sentences, passages and dates. No language model is needed."""
