"""Builds, checks and publishes snapshots. It is the only writer of an index."""
