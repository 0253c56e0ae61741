"""Adapters that implement the protocols of :mod:`index.ports`, one heavy library per file."""
