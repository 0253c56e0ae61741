"""Words that ask, and are not what is asked about."""

from typing import Final

# fmt: off
ASKING: Final = frozenset({
    "a", "about", "an", "and", "any", "anyone", "anything", "are", "as", "at", "be", "been", "by",
    "can", "comment", "commented", "did", "do", "does", "for", "from", "give", "gave", "had", "has",
    "have", "he", "her", "his", "how", "i", "in", "into", "is", "it", "its", "me", "much", "many",
    "of", "on", "or", "our", "quote", "quotes", "said", "say", "saying", "says", "she", "so", "tell",
    "than", "that", "the", "their", "them", "there", "they", "this", "to", "told", "us", "was", "we",
    "were", "what", "when", "where", "which", "who", "whom", "whose", "why", "will", "with", "would",
    "you",
})
# fmt: on
