"""The interfaces of the engine: the command line and Slack."""
