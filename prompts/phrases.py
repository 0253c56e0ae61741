"""Every sentence that the bot says, in one place. Filled in by :mod:`bot.wording`."""

from typing import Final

NOTHING_FOUND: Final = "Nothing in the collection answers that."
NEAREST: Final = "The nearest that was found:"
COVERAGE: Final = "Looked through {articles}{period}."
NOTHING_WITHIN: Final = "No article is within these limits."
PERIOD: Final = " from {earliest} to {latest}"
ONE_DAY: Final = " of {earliest}"
HOLDS: Final = "Published {period}"
HOLDS_NO_DATES: Final = "None of the articles has a date"
ALSO_IN: Final = "Also in {places}"
BY_AUTHOR: Final = "by {author}"
NO_SOURCE: Final = "source not given"
NO_DATE: Final = "no date"
UNDERSTOOD: Final = "Looked for: {topic}{limits}"
SINCE: Final = "since {day}"
UNTIL: Final = "until {day}"
IN_SOURCE: Final = "in {source}"
SLACK_HELP: Final = (
    "Ask me what the articles say, for example: what did Lavrov say about the summit. "
    "I answer with passages cut letter for letter from them."
)
SLACK_STATUS: Final = "is looking through the articles…"
SLACK_ERROR: Final = "I could not look that up: {reason}"
SLACK_FAILED: Final = "Something went wrong while I looked that up. It has been logged; please ask again."
