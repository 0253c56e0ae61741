"""The Slack app: it receives events and answers with Block Kit messages."""
