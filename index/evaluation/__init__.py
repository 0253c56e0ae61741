"""Evaluation of attribution and question answering against labelled data."""
