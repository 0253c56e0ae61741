"""Scoring the engine against what people labelled."""
