"""One person under their spellings: gathered over a collection, corrected by an editor, looked up by a name."""
