"""Words as data: model prefixes and every sentence that the bot says."""
