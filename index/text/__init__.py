"""Canonical text, sentences, passages and dates, without a language model."""
