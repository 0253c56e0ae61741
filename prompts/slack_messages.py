"""The sentences for Slack alone. Slack shows the sentences of :mod:`prompts.messages` too."""

from typing import Final

HELP: Final = (
    "Ask me what the articles say. For example: “What did Lavrov say about the summit?” "
    "I answer with verbatim quotes and name the speaker and the article of each."
)
STATUS: Final = "is searching the articles…"
BUSY: Final = "Too many questions are waiting. Please ask again in a minute."
ERROR: Final = "I could not answer that. {reason}"
FAILURE: Final = "Something went wrong, and the error was logged. Please ask again."
SHORTENED: Final = "… shortened by {count:,} characters. Read on {where}."
AT_THE_LINK: Final = "at the link"
IN_THE_ARTICLE: Final = "in the article"
ONE_OMITTED: Final = "1 more quote did not fit into this message."
OMITTED: Final = "{count:,} more quotes did not fit into this message."
