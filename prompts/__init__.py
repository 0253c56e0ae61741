"""Language as data: messages, question words and embedding prefixes."""
