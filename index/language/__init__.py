"""Text to units: sentences and passages."""
