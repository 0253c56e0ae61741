"""The Slack app: events in, answers as Block Kit out."""
