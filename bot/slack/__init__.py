"""The Slack face: events in, answers in blocks out."""
