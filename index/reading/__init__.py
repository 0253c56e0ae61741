"""Source files to articles: the formats, and the one canonicalisation."""
