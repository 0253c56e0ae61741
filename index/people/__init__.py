"""Resolves people across articles, applies corrections, and looks names up."""
