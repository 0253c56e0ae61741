"""Implements the protocols of ports.py, one heavy library per file."""
