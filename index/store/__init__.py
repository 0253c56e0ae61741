"""The stored index: corpus, words, snapshots."""
