"""The words of questions that are not part of the topic."""

from typing import Final

# fmt: off
STOPWORDS: Final = frozenset({
    "a", "about", "an", "and", "any", "anyone", "anything", "are", "as", "at", "be", "been", "by",
    "can", "comment", "commented", "did", "do", "does", "for", "from", "give", "gave", "had", "has",
    "have", "he", "her", "his", "how", "i", "in", "into", "is", "it", "its", "me", "much", "many",
    "of", "on", "or", "our", "quote", "quotes", "said", "say", "saying", "says", "she", "so", "tell",
    "than", "that", "the", "their", "them", "there", "they", "this", "to", "told", "us", "was", "we",
    "were", "what", "whats", "when", "where", "wheres", "which", "who", "whom", "whos", "whose", "why", "will",
    "with", "would", "you",
})
# fmt: on

# Each line: base, third person, past, participle, -ing.
# The subject of one of these verbs is a speaker, even if the collection does not know the name.
SPEECH_VERBS: Final = (
    "say says said said saying",
    "tell tells told told telling",
    "claim claims claimed claimed claiming",
    "argue argues argued argued arguing",
    "think thinks thought thought thinking",
    "believe believes believed believed believing",
    "warn warns warned warned warning",
    "promise promises promised promised promising",
    "deny denies denied denied denying",
    "comment comments commented commented commenting",
    "state states stated stated stating",
    "insist insists insisted insisted insisting",
    "admit admits admitted admitted admitting",
    "announce announces announced announced announcing",
    "assert asserts asserted asserted asserting",
    "allege alleges alleged alleged alleging",
    "declare declares declared declared declaring",
    "pledge pledges pledged pledged pledging",
    "remark remarks remarked remarked remarking",
)
# These verbs also introduce words, but their subject may be a thing. The subject is a speaker only if it is a person.
SPEAKING: Final = (
    "speak speaks spoke spoken speaking",
    "talk talks talked talked talking",
    "mention mentions mentioned mentioned mentioning",
    "criticise criticises criticised criticised criticising",
    "criticize criticizes criticized criticized criticizing",
    "praise praises praised praised praising",
    "condemn condemns condemned condemned condemning",
    "oppose opposes opposed opposed opposing",
    "support supports supported supported supporting",
    "describe describes described described describing",
    "react reacts reacted reacted reacting",
    "respond responds responded responded responding",
    "suggest suggests suggested suggested suggesting",
    "threaten threatens threatened threatened threatening",
    "predict predicts predicted predicted predicting",
    "complain complains complained complained complaining",
)
# These verbs introduce words only if the subject is a known person: "who rejected the budget" asks for a fact.
ACTION_VERBS: Final = (
    "put puts put put putting",
    "make makes made made making",
    "see sees saw seen seeing",
    "view views viewed viewed viewing",
    "feel feels felt felt feeling",
    "mean means meant meant meaning",
    "explain explains explained explained explaining",
    "defend defends defended defended defending",
    "justify justifies justified justified justifying",
    "address addresses addressed addressed addressing",
    "discuss discusses discussed discussed discussing",
    "reject rejects rejected rejected rejecting",
    "call calls called called calling",
    "answer answers answered answered answering",
    "reply replies replied replied replying",
    "demand demands demanded demanded demanding",
    "propose proposes proposed proposed proposing",
    "report reports reported reported reporting",
    "write writes wrote written writing",
    "note notes noted noted noting",
    "stress stresses stressed stressed stressing",
    "blame blames blamed blamed blaming",
    "accuse accuses accused accused accusing",
    "welcome welcomes welcomed welcomed welcoming",
    "confirm confirms confirmed confirmed confirming",
    "agree agrees agreed agreed agreeing",
    "disagree disagrees disagreed disagreed disagreeing",
)

# Nouns for statements: "Lavrov's remarks on", "quotes by".
STATEMENTS: Final = (
    "comments", "comment", "remarks", "remark", "statements", "statement", "quotes", "quote", "quotations",
    "quotation", "words", "reactions", "reaction", "responses", "response", "positions", "position", "views",
    "viewpoint", "view", "stance", "opinions", "opinion", "take", "thoughts", "reply", "replies", "answers",
    "answer", "explanation", "speeches", "speech", "claims", "claim", "arguments", "argument",
    "warnings", "warning", "promises", "promise", "attitude", "assessment",
)  # fmt: skip
SOMETHING: Final = ("anything", "something", "everything", "nothing", "much", "more", "a word", "what", "things")
QUALIFIERS: Final = (
    "latest", "recent", "last", "first", "public", "main", "official", "full", "exact", "own", "new", "previous",
    "current", "direct", "overall", "general", "personal", "initial",
)  # fmt: skip
QUANTIFIERS: Final = (
    "all", "any", "some", "every", "most", "many", "the", "a", "an", "of", "these", "those", "more", "other",
)  # fmt: skip

# Words between the question words and the topic.
ABOUT: Final = (
    "about", "on", "regarding", "concerning", "over", "re", "as to", "as regards", "with regard to",
    "with respect to", "in relation to", "on the subject of", "on the topic of", "on the issue of",
    "on the matter of", "on the question of", "when it comes to", "in response to", "in reaction to",
    "when asked about",
    "when asked on", "after being asked about",
)  # fmt: skip
INTO_TOPIC: Final = (
    *ABOUT, "of", "to", "towards", "toward", "against", "for", "with", "by", "around", "out on", "out against",
    "out about", "up about", "when", "after", "before", "during", "while", "at", "in", "if", "whether", "as",
)  # fmt: skip
# A date or a publisher inside a question, not at its end, is followed by one of these.
MAY_FOLLOW: Final = (*(words for words in INTO_TOPIC if words != "of"), "from", "that", "because")

ADVERBS: Final = frozenset({
    "actually", "again", "already", "also", "either", "else", "even", "ever", "exactly", "just", "lately", "never",
    "not", "now", "officially", "openly", "personally", "precisely", "publicly", "really", "recently", "reportedly",
    "so", "far", "specifically", "still", "then", "yet", "both",
})  # fmt: skip
# Words that are not a name or a role, and that do not end one.
UNFINISHED: Final = frozenset({
    "a", "an", "the", "of", "and", "or", "in", "at", "to", "for", "from", "his", "her", "their", "its", "my", "our",
    "is", "was", "are", "were", "be", "been", "being", "about", "on", "no", "any", "s", "by", "with", "into", "as",
})  # fmt: skip

QUESTION_WORDS: Final = ("what", "how", "why", "when", "where", "which", "whom", "who")
# Auxiliaries, by the verb form that follows.
WITH_BASE: Final = ("did", "does", "do", "will", "would", "can", "could", "should", "didn't", "doesn't", "didnt")
WITH_PARTICIPLE: Final = ("has", "have", "had", "hasn't", "haven't", "hasnt")
WITH_ING: Final = ("is", "was", "are", "were", "isn't", "wasn't")

# Phrases before the question: "can you please tell me what …".
POLITE: Final = (
    "please", "hi", "hello", "hey", "ok", "so", "and", "but", "tell me", "show me", "give me", "find me",
    "get me", "find",
    "show", "list", "search for", "search", "look for", "looking for", "can you", "could you", "do you know", "i want",
    "i want to know", "i need", "i'd like to know", "i would like to know", "i'm looking for", "let me know",
    "remind me",
    "is there", "are there", "have you got", "do we have", "to know",
)  # fmt: skip
POLITE_ENDS: Final = ("please", "thanks", "thank you", "pls")

# A message that consists of these phrases is not a question.
SMALL_TALK: Final = (
    "hi", "hi there", "hello", "hello there", "hey", "hey there", "good morning", "good afternoon", "good evening",
    "thanks", "thanks a lot", "many thanks", "thank you", "thank you very much", "thank you so much",
    "help", "help me", "help please", "help me please", "please help", "please help me",
)  # fmt: skip
# People may address the bot by one of these names. Slack removes a real mention from the text.
BOT_NAMES: Final = ("onrecord", "on record")

# Subjects that name no particular person.
INDEFINITE_SUBJECTS: Final = frozenset({
    "i", "you", "he", "she", "it", "we", "they", "them", "him", "us", "me", "this", "that", "there", "these", "those",
    "anybody", "anyone", "everybody", "everyone", "nobody", "no one", "one", "somebody", "someone", "else", "others",
    "people", "person", "persons", "all", "many", "most", "some", "article", "articles", "media", "news", "newspaper",
    "newspapers", "paper", "papers", "press", "source", "sources", "story", "stories", "text", "texts", "coverage",
    "reporting", "who", "what", "which", "your articles", "our articles",
})  # fmt: skip
# Indefinite subjects that articles also quote: "the newspaper said".
OUTLETS: Final = frozenset({"newspaper", "paper"})
# Groups that articles quote without a name, and documents. These words stay in the topic.
GENERIC_SPEAKERS: Final = frozenset({
    "agreement", "analysts", "authorities", "bill", "campaigners", "citizens", "commentators", "companies", "contract",
    "countries", "critics", "data", "deal", "document", "documents", "economists", "employees", "experts", "farmers",
    "figures", "governments", "investors", "journalists", "law", "lawmakers", "lawyers", "leaders", "letter", "locals",
    "markets", "members", "ministers", "neighbours", "observers", "officials", "opponents", "parents", "patients",
    "politicians", "poll", "polls", "protesters", "readers", "report", "reporters", "reports", "residents",
    "researchers", "rules", "scientists", "soldiers", "statistics", "students", "studies", "study",
    "supporters", "survey",
    "teachers", "treaty", "unions", "victims", "voters", "witnesses", "women", "workers",
})  # fmt: skip
# Head nouns of roles that one person has.
ROLES: Final = frozenset({
    "adviser", "ambassador", "archbishop", "attorney", "bishop", "boss", "captain", "ceo", "chair", "chairman",
    "chairwoman", "chairperson", "chancellor", "chief", "coach", "commander", "commissioner", "deputy",
    "director", "doctor",
    "editor", "envoy", "founder", "general", "governor", "head", "judge", "justice", "king", "lawyer",
    "leader", "manager",
    "mayor", "minister", "mp", "officer", "owner", "patriarch", "pm", "pope", "premier", "president", "prime minister",
    "prince", "princess", "principal", "professor", "prosecutor", "queen", "rapporteur", "rector", "representative",
    "secretary", "senator", "sheriff", "speaker", "spokesman", "spokesperson", "spokeswoman", "sultan", "treasurer",
})  # fmt: skip

# Head nouns of organisations.
ORGANISATIONS: Final = frozenset({
    "administration", "agency", "airline", "alliance", "army", "assembly", "association", "authorities", "authority",
    "bank", "board", "brigade", "broadcaster", "bureau", "cabinet", "campaign", "centre", "center", "charity", "church",
    "club", "coalition", "college", "commission", "committee", "company", "congress", "corporation", "council",
    "court", "department", "directorate", "embassy", "federation", "firm", "force", "forces", "foundation", "fund",
    "government", "group", "hospital", "institute", "institution", "kremlin", "league", "mayoralty", "military",
    "ministry", "mission", "museum", "navy", "network", "newspaper", "office", "operator", "organisation",
    "organization", "parliament", "party", "police", "regulator", "school", "senate", "service", "society", "team",
    "treasury", "tribunal", "trust", "union", "university", "watchdog", "workshop",
})  # fmt: skip
# These words do not tell one organisation from another: the police, the police department.
ORGANISATION_ENDINGS: Final = frozenset({
    "agency", "authorities", "authority", "co", "company", "corp", "corporation", "council", "department", "force",
    "government", "group", "inc", "limited", "llc", "ltd", "ministry", "office", "officials", "organisation",
    "organization", "plc", "service", "state",
})  # fmt: skip
# People who speak for an organisation.
SPOKESPEOPLE: Final = frozenset({
    "official", "officials", "representative", "representatives", "spokesman", "spokesmen", "spokesperson",
    "spokespeople", "spokespersons", "spokeswoman", "spokeswomen",
})  # fmt: skip
# A role with one of these words is another role: the deputy minister is not the minister.
DISTINCTIVE: Final = frozenset({
    "acting", "assistant", "deputy", "former", "late", "shadow", "spokesman", "spokeswoman", "then", "vice",
})  # fmt: skip
# Short forms of offices.
OFFICES: Final = {
    "ceo": "chief executive", "cfo": "chief financial officer", "coo": "chief operating officer",
    "pm": "prime minister", "ag": "attorney general",
}  # fmt: skip
# Owners of a role that tell nothing about it: "the company's chief executive" is a chief executive.
GENERAL_OWNERS: Final = frozenset({
    "bank", "charity", "city", "club", "company", "country", "firm", "group", "nation", "new", "organisation",
    "organization", "party", "region", "state", "team", "town", "union", "village",
})  # fmt: skip
# Spellings of one word.
SPELLINGS: Final = (
    "adviser advisor", "centre center", "defence defense", "harbour harbor", "labour labor",
    "organisation organization", "programme program", "theatre theater",
)  # fmt: skip

# Dates.
MONTHS: Final = (
    ("january", "jan"), ("february", "feb"), ("march", "mar"), ("april", "apr"), ("may",), ("june", "jun"),
    ("july", "jul"), ("august", "aug"), ("september", "sept", "sep"), ("october", "oct"), ("november", "nov"),
    ("december", "dec"),
)  # fmt: skip
WEEKDAYS: Final = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
NUMBERS: Final = {
    "a": 1, "one": 1, "two": 2, "couple of": 2, "three": 3, "four": 4, "five": 5, "six": 6, "seven": 7, "eight": 8,
    "nine": 9, "ten": 10, "eleven": 11, "twelve": 12,
}  # fmt: skip
TODAY: Final = ("today", "this morning", "this afternoon", "this evening", "tonight")
WITHIN: Final = (
    "in",
    "during",
    "on",
    "from",
    "over",
    "within",
    "for",
    "throughout",
    "dated",
    "published in",
    "published on",
)
SINCE: Final = ("since", "starting", "starting from", "as of")
UNTIL: Final = ("until", "till", "up to", "up until", "through")
AFTER: Final = ("after", "later than")
BEFORE: Final = ("before", "prior to", "earlier than")
# After one of these, a bare "last week" is the topic and not a filter.
NAMES_A_TOPIC: Final = ("about", "on", "of", "the", "to", "over", "regarding", "concerning", "a", "that")
IN_SOURCE: Final = ("in", "from", "by", "via", "per", "according to", "published in", "published by", "reported by")
