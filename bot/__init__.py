"""The faces of the engine: command line, terminal, Slack."""
