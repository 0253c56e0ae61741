"""Finds the cue, the content and the speaker's mention of each statement."""
