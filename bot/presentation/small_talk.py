"""Recognition of messages that ask nothing: a greeting, thanks, a call for help. Pure."""

import re
from typing import Final

from prompts.question_words import BOT_NAMES, SMALL_TALK


def _any_of(*phrases: str) -> str:
    """Return a pattern that matches any of the phrases and the space after it. Long phrases come first."""
    return "|".join(f"{re.escape(phrase)} " for phrase in sorted(phrases, key=len, reverse=True))


_MAX_WORDS: Final = 20  # keeps the pattern fast on long messages
_ONLY_SMALL_TALK: Final = re.compile(
    f"(?:{_any_of(*BOT_NAMES)})*(?:(?:{_any_of(*SMALL_TALK)})(?:{_any_of(*BOT_NAMES)})*)+"
)


def is_small_talk(text: str) -> bool:
    """Return True if a message needs the help text, not an answer.

    Such a message consists of greetings, thanks and calls for help, or of question marks. Case and punctuation
    do not count. "hi, what did Lavrov say" is a question. So is "hi-tech": a hyphen joins the parts of one word.
    """
    words = re.findall(r"[^\W_]+(?:[-'\u2019][^\W_]+)*", text.casefold())
    if not words:
        return "?" in text
    if len(words) > _MAX_WORDS:
        return False
    return _ONLY_SMALL_TALK.fullmatch("".join(f"{word} " for word in words)) is not None
