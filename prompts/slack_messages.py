"""Sentences that only the Slack face says; the shared ones are in :mod:`prompts.messages`."""

from typing import Final

SHORTENED: Final = "… shortened, {count:,} more characters; read on {where}."
AT_THE_LINK: Final = "at the link"
IN_THE_ARTICLE: Final = "in the article"
ONE_LEFT_OUT: Final = "1 more quote did not fit into this message."
LEFT_OUT: Final = "{count:,} more quotes did not fit into this message."
