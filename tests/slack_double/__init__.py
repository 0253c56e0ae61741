"""slack_double."""
