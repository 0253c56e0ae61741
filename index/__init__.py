"""The engine: articles in, verbatim quotes out. Knows neither Slack nor the environment."""
