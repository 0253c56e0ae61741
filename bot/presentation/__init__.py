"""Answers in words and as JSON, the same for every interface."""
