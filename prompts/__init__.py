"""Words as data: messages, question words, embedding prefixes."""
