"""The same story in several outlets: which articles are near-copies, and which of their sentences are the same."""
