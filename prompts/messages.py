"""Every sentence that the bot says, in one place. Filled in by :mod:`bot.presentation.wording`."""

from typing import Final

NOTHING_FOUND: Final = "Nothing in the collection answers that."
BEYOND_DATES: Final = "Too little published then answers that; these quotes are of any day."
MISSING_TERMS: Final = " What is nearest does not mention {words}."
TERMS_MATCH_ONLY: Final = " What is nearest has these words, but is not near enough in meaning."
NEAREST: Final = "The nearest that was found:"
COVERAGE: Final = "Looked through {articles}{period}."
NOTHING_WITHIN: Final = "No article is within these limits."
PERIOD: Final = " from {earliest} to {latest}"
ONE_DAY: Final = " of {earliest}"
HOLDS: Final = "Published {period}"
HOLDS_NO_DATES: Final = "None of the articles has a date"
ALSO_IN: Final = "Also in {places}"
MORE_PLACES: Final = " and {count:,} more"
CORRECTED: Final = "corrected {day}"
FIRST_INDEXED: Final = "; first indexed {day}"
BY_AUTHOR: Final = "by {author}"
NO_PUBLISHER: Final = "source not given"
NO_DATE: Final = "no date"
UNDERSTOOD: Final = "Looked for: {subject}{limits}"
SAID_ABOUT: Final = "what {names} said about {topic}"
SAID: Final = "what {names} said"
ANYTHING: Final = "anything"
SINCE: Final = "since {day}"
UNTIL: Final = "until {day}"
IN_PUBLISHER: Final = "in {publisher}"
OR: Final = " or "
OTHERS: Final = "{count:,} others"
KINDS: Final = {
    "direct": "direct quotation",
    "indirect": "indirect speech",
    "mixed": "partly direct quotation",
    "passage": "passage",
}
MENTIONS: Final = "passage: mentions {names}, not their words"
NOT_THEIRS: Final = "passage: not the words of {names}"
PASSAGES_ABOUT: Final = "Passages that mention it, not the words of {names}:"
PASSAGES: Final = "Passages, not the words of {names}:"
PRINTED_AS: Final = "printed as “{written}”"
PRONOUN_REFERS_TO: Final = "{written} is {name}{named}"
NOUN_REFERS_TO: Final = "“{written}” is {name}{named}"
ROLE_MAY_REFER_TO: Final = "“{written}” is taken to be {name}{named}"
SPEAKER_CARRIED_OVER: Final = "goes on from the statement before"
NAMED_BACK: Final = {
    0: ", named in the same sentence",
    1: ", named in the sentence before",
    2: ", named two sentences before",
    3: ", named three sentences before",
}
NAMED_EARLIER: Final = ", named earlier in the article"
NAMED_LATER: Final = ", named further down"
CONFIDENCE: Final = {"medium": "who said this is fairly certain", "low": "that they said this is not certain"}
BEFORE: Final = "The sentence before: {sentence}"
NOBODY: Final = "Nobody in the collection is known as “{asked}”."
SIMILAR: Final = "Nearest by spelling: {names}."
NOT_NAMED: Final = "{names} is named in no article within these limits."
NOT_QUOTED: Final = "{names} is named in {articles} but quoted in none."
NOT_ABOUT_THAT: Final = "{names} is mentioned in {articles} but no statement about that was found."
PERSON: Final = "{name}: {statements}, named in {articles}"
ALSO_CALLED: Final = "also {names}"
MORE_PEOPLE: Final = "… and {count:,} more; --limit shows more."
NOBODY_NAMED: Final = "The articles name nobody."
SLACK_HELP: Final = (
    "Ask me what the articles say, for example: what did Lavrov say about the summit. "
    "I answer with quotes cut letter for letter from them, and with who said them."
)
SLACK_STATUS: Final = "is looking through the articles…"
SLACK_BUSY: Final = "Many questions are waiting; please ask again in a minute."
SLACK_ERROR: Final = "I could not look that up: {reason}"
SLACK_FAILED: Final = "Something went wrong while I looked that up. It has been logged; please ask again."
