"""A question in words to what is looked for: whose words, about what, within which limits."""
