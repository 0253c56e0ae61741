"""The engine: articles in, verbatim quotes out. It knows neither Slack nor the environment."""
