"""Evaluates attribution and question answering against labelled data."""
