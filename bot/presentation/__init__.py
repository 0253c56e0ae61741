"""Answers in words and in JSON, the same for every interface."""
