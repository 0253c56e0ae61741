"""The sentences of answers, of reindex reports and of the index status, shared by every interface.

:mod:`bot.presentation.wording` and :mod:`bot.cli.render` fill them in. Sentences for Slack alone are in
:mod:`prompts.slack_messages`, and each error message is beside the code that raises it.
"""

from typing import Final

# The answer: why there is none, the filters, the articles that were searched.
NOTHING_FOUND: Final = "Nothing in the collection answers that."
DATES_RELAXED: Final = "No article from those dates answers this, so these quotes come from any date."
MISSING_TERMS: Final = " The closest passage does not mention {words}."
TERMS_MATCH_ONLY: Final = " The closest passage contains these words but is about something else."
CLOSEST_PASSAGES: Final = "Closest passages:"
SEARCHED: Final = "Looked through {articles}{period}."
NO_ARTICLE_MATCHES: Final = "No article matches these filters."
PERIOD: Final = " from {earliest} to {latest}"
ONE_DAY: Final = " from {earliest}"
INTERPRETATION: Final = "Looked for: {subject}{filters}"
STATEMENTS_ON_TOPIC: Final = "what {names} said about {topic}"
STATEMENTS: Final = "what {names} said"
NO_TOPIC: Final = "anything"
SINCE: Final = "since {day}"
UNTIL: Final = "until {day}"
ON_DAY: Final = "on {day}"
FROM_TO: Final = "from {since} to {until}"
FROM_PUBLISHER: Final = "in {publisher}"
OR: Final = " or "
MORE_NAMES: Final = "{count:,} others"

# A quote: its kind, its article, its speaker.
KINDS: Final = {
    "direct": "direct quotation",
    "indirect": "indirect speech",
    "mixed": "partly direct quotation",
    "passage": "passage",
}
PASSAGE_MENTIONS: Final = "passage: mentions {names}"
PASSAGES_ON_TOPIC: Final = "Passages on this topic, in which no statement by {names} was recognised:"
PASSAGES: Final = "Passages in which no statement by {names} was recognised:"
ALSO_IN: Final = "Also in {places}"
MORE_PLACES: Final = " and {count:,} more"
CORRECTED: Final = "corrected {day}"
FIRST_INDEXED: Final = "; first indexed {day}"
BY_AUTHOR: Final = "by {author}"
NO_PUBLISHER: Final = "publisher unknown"
NO_DATE: Final = "date unknown"
PRECEDING_SENTENCE: Final = "The sentence before: {sentence}"
PRINTED_AS: Final = "printed as “{written}”"
PRONOUN_REFERS_TO: Final = "{written} is {name}{named}"
NOUN_REFERS_TO: Final = "“{written}” refers to {name}{named}"
ROLE_MAY_REFER_TO: Final = "“{written}” probably refers to {name}{named}"
SPEAKER_CARRIED_OVER: Final = "continues the previous statement"
NAMED_BACK: Final = {
    0: ", named in the same sentence",
    1: ", named in the sentence before",
    2: ", named two sentences before",
    3: ", named three sentences before",
}
NAMED_EARLIER: Final = ", named earlier in the article"
NAMED_LATER: Final = ", named later in the article"
CONFIDENCE: Final = {"medium": "the attribution is fairly certain", "low": "the attribution is uncertain"}

# People. A statement that was not recognised may exist, so no sentence says that somebody is not quoted.
NOT_IN_TEXTS: Final = "No article contains “{asked}”."
NOT_IN_FILTERED_TEXTS: Final = "No article that matches these filters contains “{asked}”."
NOT_RECOGNISED: Final = "No statement by “{asked}” was recognised. The words appear in {articles}."
SIMILAR_NAMES: Final = "Similar names: {names}."
NO_STATEMENT: Final = "{names} is named in {articles}, but no statement was recognised."
NOT_ON_TOPIC: Final = "{names} is quoted, but no statement is clearly about this topic."
NOT_LISTED: Final = "The list of speakers has no “{asked}”."
NOT_LISTED_BUT_PRINTED: Final = "The list of speakers has no “{asked}”, but the words appear in {articles}."
PERSON: Final = "{name}: {statements}, named in {articles}"
ORGANISATION: Final = "{name} (organisation): {statements} in {articles}"
ALSO_CALLED: Final = "also {names}"
MORE_PEOPLE: Final = "… and {count:,} more. Use --limit to list more people."
NO_PEOPLE: Final = "The articles name no people."

# Small talk on the command line.
ASK_HELP: Final = (
    "Ask a question about your articles. The answer consists of verbatim quotes.",
    "",
    "Examples:",
    '  onrecord ask "what did Lavrov say about the summit"',
    '  onrecord ask "who said that the quay is too long"',
    "",
    "To see all options, run: onrecord ask --help",
)

# The report of a reindex.
INDEXED: Final = "The index contains {articles}, {passages} and {statements}."
CHANGES: Final = "Articles: {added:,} added, {changed:,} changed, {removed:,} removed, {unchanged:,} unchanged."
TOTAL_TIME: Final = "Total time: {seconds:.1f} s."
STAGE_TIMES: Final = "Time by stage: {times}."
STAGE_TIME: Final = "{stage} {seconds:.1f} s"
NEAR_DUPLICATES: Final = "{count:,} articles are near-duplicates of another article."
ONE_NEAR_DUPLICATE: Final = "1 article is a near-duplicate of another article."
PUBLISHED: Final = "Snapshot {name} is now current."
NOTHING_CHANGED: Final = "Nothing changed, so snapshot {name} is still current."
RETAINED: Final = "{articles} kept from the previous index because the source could not be read."
REJECTED: Final = "Rejected {path}: {reason}"
MORE_REJECTED: Final = "… and {count:,} more. Use --json to list all rejected files."

# The state of an index.
CREATED: Final = "Snapshot {name} was created on {created:%Y-%m-%d at %H:%M} UTC."
VERIFIED: Final = "All checksums are correct."
CONTENTS: Final = "The index contains {articles}, {sentences} and {passages}."
ATTRIBUTED: Final = "The articles contain {statements}, name {people} and quote {organisations}."
PUBLICATION_DATES: Final = "The articles were published from {earliest} to {latest}."
PUBLICATION_DATE: Final = "The articles were published on {earliest}."
NO_PUBLICATION_DATES: Final = "No article has a date."
EMBEDDED_WITH: Final = "The embedding model is {model} (fingerprint {fingerprint})."
