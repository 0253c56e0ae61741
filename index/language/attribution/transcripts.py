"""Finds the turns of transcripts: "RYLE: We will go.", "Ilse Marandt: The ships.", "Q: Who pays?".

The turns are found in the text alone, before it is parsed, so that the parser reads a speaker's name and the words
after it apart. Many lines have the shape of a turn: "NEW DELHI: Traders …", "Photo: Reuters", "Date: 4 May". A line is
a turn only with evidence: a person of that name elsewhere in the article, a title or a role, or several lines of one
shape that hold a conversation. The paragraphs between two turns belong to the first one.
"""

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from itertools import pairwise, takewhile
from typing import Final

from index.language.attribution.cue_lexicon import LABELS, VERBS
from index.language.names.gender import forename_gender
from index.language.names.nations import is_national
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title
from index.models import Span
from index.text.sentences import blocks

_WORD: Final = r"[A-Z\u00c0-\u00de][\w.\u2019'-]*"
# One character or tag at a time: a choice between "*" and "**" would take exponential time on a line of asterisks.
_MARKUP: Final = r"(?:[*_\s]|</?(?:b|strong|i|em)>)*"
_LABEL: Final = re.compile(
    rf"{_MARKUP}[\"\u201c]?(?P<name>{_WORD}(?:\s(?:{_WORD}|de|van|der|von|den|bin|binti|al|el|of|the|and)){{0,5}}?)"
    r"(?P<note>\s?(?:\([^()\n]{1,60}\)|\[[^\[\]\n]{1,60}\]))?(?P<role>,\s[^:\n.?!\"\u201c\u201d]{1,80})?"
    rf"{_MARKUP}:{_MARKUP}(?=\S)"
)
_QUESTION: Final = re.compile(rf"{_MARKUP}(?P<name>Q|A|Question|Answer)(?:\s?[.:]|\s[-\u2013\u2014]){_MARKUP}(?=\S)")
_OPENING_MARKS: Final = "\"\u201c\u2018'\u00ab"
# Two words in capitals or title case in the running text: a forename or a title, and a surname.
_TWO_WORDS: Final = re.compile(rf"(?<![\w.])({_WORD})\s(?=({_WORD}))")
_STAGE_DIRECTION: Final = re.compile(r"[(\[*][^\n]*[)\]*]\W*")
_CONVERSATION: Final = re.compile(r"\?|\b(?:I|we|you|my|our|your|me|us|I['\u2019]\w+|[Ww]e|[Yy]ou|[Mm]y|[Oo]ur)\b")
_ATTRIBUTED: Final = re.compile(
    r"[\"\u201d\u2019',]\s(?:[\w.-]+\s){0,3}(?:said|says|told|added|asked)\b|\b(?:said|says|told|added|asked)[^.?!]{0,40}[\"\u201c]"
)
_NO_NAMES: Final = word_set("the a an this that these those in on at by for from of and or but when if as with to")
# Labels of lists, captions and service lines, in lower case. No person is called so.
_SERVICE: Final = word_set("""
    photo photos picture pictures image images video audio caption credit source sources file date dates time times
    venue where when tickets price prices cost phone email e-mail website web address location contact contacts
    admission age ages director cast rating verdict score result results note notes read related watch listen more
    also update updated correction clarification editor byline written reporting edited report poll analysis opinion
    exclusive breaking live latest review recap factbox explainer timeline summary background context topic topics
    tags tag category categories copyright follow twitter facebook instagram subscribe join sign home away goals
    man attendance referee weather forecast today tomorrow monday tuesday wednesday thursday friday saturday sunday
    january february march april may june july august september october november december total step part chapter
    section figure table name age job pay city born died height weight position club education family hobbies pros cons
    ingredients method serves preparation cooking contributing contributors superdelegates pledged headline subject
    re fact myth key tip tips warning advertisement ad sponsored bottom story stat number quote word
""")
# Cities that stand alone in the datelines of the Associated Press, and others that news of South Asia, Africa,
# South-East Asia and Australia prints in capitals before a colon.
_CITY_NAMES: Final = """
    atlanta|baltimore|boston|chicago|cincinnati|cleveland|dallas|denver|detroit|honolulu|houston|indianapolis|
    las vegas|los angeles|miami|milwaukee|minneapolis|new orleans|new york|oklahoma city|philadelphia|phoenix|
    pittsburgh|st louis|salt lake city|san antonio|san diego|san francisco|seattle|washington|amsterdam|baghdad|
    bangkok|beijing|beirut|berlin|brussels|cairo|geneva|gibraltar|havana|helsinki|hong kong|islamabad|istanbul|
    jakarta|jerusalem|johannesburg|kuwait city|london|luxembourg|macau|madrid|mexico city|monaco|montreal|moscow|
    mumbai|new delhi|paris|quebec city|rio de janeiro|rome|san marino|sao paulo|seoul|shanghai|singapore|stockholm|
    sydney|tokyo|toronto|vatican city|vienna|zurich|delhi|bombay|kolkata|calcutta|chennai|madras|bengaluru|
    bangalore|hyderabad|pune|ahmedabad|lucknow|kanpur|jaipur|patna|bhopal|nagpur|srinagar|jammu|chandigarh|amritsar|
    ludhiana|guwahati|shillong|imphal|ranchi|raipur|bhubaneswar|thiruvananthapuram|kochi|kozhikode|mysuru|mangaluru|
    visakhapatnam|vijayawada|coimbatore|madurai|surat|vadodara|rajkot|indore|gurugram|gurgaon|noida|ghaziabad|
    varanasi|prayagraj|allahabad|dehradun|shimla|panaji|puducherry|karachi|lahore|peshawar|quetta|rawalpindi|multan|
    faisalabad|dhaka|chittagong|chattogram|colombo|kandy|kathmandu|thimphu|male|kabul|kandahar|kuala lumpur|
    putrajaya|petaling jaya|shah alam|george town|penang|johor baru|johor bahru|ipoh|kuching|kota kinabalu|
    kota baru|kota bharu|kuala terengganu|kuantan|seremban|melaka|alor setar|miri|sibu|sandakan|manila|quezon city|
    cebu|davao|hanoi|ho chi minh city|phnom penh|vientiane|yangon|naypyitaw|bandar seri begawan|dili|lagos|abuja|
    kano|ibadan|port harcourt|enugu|kaduna|jos|accra|kumasi|nairobi|mombasa|kisumu|kampala|entebbe|dar es salaam|
    dodoma|kigali|addis ababa|khartoum|juba|mogadishu|harare|bulawayo|lusaka|lilongwe|blantyre|maputo|luanda|
    windhoek|gaborone|pretoria|cape town|durban|soweto|bloemfontein|port elizabeth|kinshasa|dakar|abidjan|bamako|
    freetown|monrovia|tripoli|tunis|algiers|rabat|melbourne|brisbane|perth|adelaide|canberra|hobart|darwin|auckland|
    wellington|christchurch|suva|port moresby|dublin|belfast|edinburgh|glasgow|cardiff|ottawa|vancouver|calgary|
    tehran|riyadh|doha|dubai|abu dhabi|muscat|amman|damascus|ankara|kyiv|kiev|minsk|warsaw|prague|budapest|
    bucharest|sofia|athens|belgrade|lisbon|oslo|copenhagen|united nations|strasbourg|the hague
"""
_CITIES: Final = frozenset(normalize_name(city) for city in _CITY_NAMES.split("|"))
# Verbs before their speaker: "Said Anna Berg: …".
_INVERTED: Final = word_set("said says told wrote asked added replied claimed tweeted")
_MAX_PARAGRAPHS: Final = 12  # of one turn between two labels in capitals
_MAX_MIXED_PARAGRAPHS: Final = 4  # of one turn between two other labels
_MAX_ROLE: Final = 8  # words
_FEW: Final = 2  # lines that can hold a conversation


class TurnKind(StrEnum):
    """The kind of a turn: of a named speaker, an interviewer's question, an answer, a headline, or a letter."""

    NAMED = "named"
    QUESTION = "question"
    ANSWER = "answer"
    HEADLINE = "headline"
    LETTER = "letter"


@dataclass(frozen=True, slots=True)
class Turn:
    """One turn of a transcript.

    Attributes:
        kind: the kind of its label.
        name: the name of the speaker, as printed, or the letter before the colon.
        label: the name with its role, without the colon.
        content: the words, one span for each paragraph.
        is_person: whether the label names a person, as far as the text shows.
    """

    kind: TurnKind
    name: Span
    label: Span
    content: tuple[Span, ...]
    is_person: bool


@dataclass(frozen=True, slots=True)
class _Label:
    """A line that has the shape of a turn.

    Attributes:
        paragraph: ordinal of the paragraph.
        name: span of the name.
        words: the words of the name, without titles.
        label: span of the name with its role.
        content: the words of the line after the colon.
        has_title: whether a title precedes the name.
        has_role: whether a note or a role follows it.
        is_upper: whether the name is in capitals.
    """

    paragraph: int
    name: Span
    words: tuple[str, ...]
    label: Span
    content: Span
    has_title: bool
    has_role: bool
    is_upper: bool

    @property
    def surname(self) -> str:
        """The last word of the name, normalized."""
        return normalize_name(self.words[-1])


def find_turns(text: str) -> list[Turn]:
    """Return the turns of an article in order.

    Args:
        text: canonical text of the article.
    """
    paragraphs = list(blocks(text))
    turns = _questions_and_answers(text, paragraphs)
    if turns:
        return turns
    labels = [label for number, paragraph in enumerate(paragraphs) for label in _labels(text, number, paragraph)]
    if not labels:
        return []
    named = _surnames(text, labels)
    upper = [label for label in labels if label.is_upper]
    mixed = [label for label in labels if not label.is_upper]
    if _is_conversation_in_capitals(text, upper, named):
        first = upper[0].paragraph
        later = [label for label in mixed if label.paragraph > first and _names_person(label, labels, named)]
        ordered = sorted([*upper, *later], key=lambda label: label.paragraph)
        return list(_turns(text, paragraphs, ordered, named, _MAX_PARAGRAPHS))
    spoken = [label for label in labels if text[label.content.start] not in _OPENING_MARKS]
    if _is_conversation(text, spoken, named):
        return list(_turns(text, paragraphs, spoken, named, _MAX_MIXED_PARAGRAPHS))
    return [_headline(label) for label in mixed[:1] if _is_headline(label, named)]


def _labels(text: str, number: int, paragraph: Span) -> Iterator[_Label]:
    """Yield the label of a paragraph, if its start has the shape of one."""
    match = _LABEL.match(text, paragraph.start, paragraph.end)
    if match is None or match.end() >= paragraph.end:
        return
    name = Span(*match.span("name"))
    printed = name.of(text).split()
    words = _without_titles(printed)
    if not words or not can_be_name(words):
        return
    label = Span(name.start, name.end if match["note"] is not None else max(name.end, match.end("role")))
    has_role = match["note"] is not None or match["role"] is not None
    if match["role"] is not None and len(match["role"].split()) > _MAX_ROLE:
        return
    is_upper = any(map(str.isalpha, words[-1])) and all(word == word.upper() for word in words)
    content = Span(match.end(), paragraph.end)
    yield _Label(number, name, words, label, content, len(words) < len(printed), has_role, is_upper)


def _without_titles(words: Sequence[str]) -> tuple[str, ...]:
    """Return the words of a name without the titles before it. The article of "The Echo" is no title."""
    first = 0
    while first < len(words) - 1 and words[first].lower() not in _NO_NAMES and begins_title(words[first]):
        first += 1
    return tuple(words[first:])


def can_be_name(words: Sequence[str]) -> bool:
    """Return True unless words name a place, a section of the paper, a service line or a verb of speech."""
    name = normalize_name(" ".join(words))
    keys = name.split()
    if not keys or name in _CITIES or is_national(name) or not LABELS.isdisjoint(words):
        return False
    if any(key in _SERVICE for key in keys) or keys[0] in {"so", "then", "but", "and", "yet", "still"}:
        return False
    return keys[0] not in _INVERTED and not (len(keys) > 1 and keys[0] in VERBS)


def _surnames(text: str, labels: Sequence[_Label]) -> Counter[str]:
    """Return the normalized second words of all pairs of capitalised words outside the labels, with their counts."""
    spans = [label.label for label in labels]
    surnames: Counter[str] = Counter()
    for match in _TWO_WORDS.finditer(text):
        first, second = normalize_name(match[1]), normalize_name(match[2].removesuffix("\u2019s").removesuffix("'s"))
        if first not in _NO_NAMES and not any(span.start <= match.start() < span.end for span in spans):
            surnames[second] += 1
    return surnames


def _names_person(label: _Label, labels: Sequence[_Label], named: Counter[str]) -> bool:
    """Return True if a label has a title, or names a person by what else the article prints."""
    is_known = label.surname in named or (len(label.words) > 1 and forename_gender(label.words[0]) is not None)
    others = (other for other in labels if other.surname == label.surname)
    return label.has_title or is_known or any(len(other.words) != len(label.words) for other in others)


def _is_conversation_in_capitals(text: str, labels: Sequence[_Label], named: Counter[str]) -> bool:
    """Return True if lines that start with words in capitals are a transcript."""
    if not any(_names_person(label, labels, named) or label.has_role for label in labels):
        counts = Counter(label.surname for label in labels)
        return len(counts) >= _FEW and max(counts.values()) >= _FEW and _has_dialogue(text, labels)
    return len(labels) >= _FEW or any(label.surname in named or label.has_title for label in labels)


def _is_conversation(text: str, labels: Sequence[_Label], named: Counter[str]) -> bool:
    """Return True if lines that start with names are a transcript, not a list of the people and their results."""
    if len(labels) < _FEW or not any(_names_person(label, labels, named) for label in labels):
        return False
    speaks_again = len({label.surname for label in labels}) < len(labels)
    asks = any(label.content.of(text).endswith("?") for label in labels)
    return (speaks_again or asks) and _has_dialogue(text, labels)


def _has_dialogue(text: str, labels: Sequence[_Label]) -> bool:
    """Return True if at least half of the lines contain a question, "I", "we" or "you", or answer such a line."""
    spoken = [_CONVERSATION.search(text, label.content.start, label.content.end) is not None for label in labels]
    answers = [before or here for before, here in pairwise([False, *spoken])]
    return any(spoken) and sum(answers) * 2 >= len(labels)


def _turns(
    text: str, paragraphs: Sequence[Span], labels: Sequence[_Label], named: Counter[str], most: int
) -> Iterator[Turn]:
    """Yield a turn for each label, with the paragraphs up to the next label if they are few enough."""
    bounds = [*(label.paragraph for label in labels), len(paragraphs)]
    for position, label in enumerate(labels):
        following = range(label.paragraph + 1, bounds[position + 1])
        is_last = position + 1 == len(labels)
        own = [] if is_last or len(following) >= most else [paragraphs[number] for number in following]
        spoken = takewhile(lambda span: not _is_narrated(span.of(text)), own)
        content = [label.content, *(span for span in spoken if not _STAGE_DIRECTION.fullmatch(span.of(text)))]
        yield Turn(
            TurnKind.NAMED, label.name, label.label, tuple(content), is_person=_names_person(label, labels, named)
        )


def _is_narrated(paragraph: str) -> bool:
    """Return True if a paragraph between two turns is the reporter's: it introduces the next, or attributes words."""
    return paragraph.endswith(":") or _ATTRIBUTED.search(paragraph) is not None


def _is_headline(label: _Label, named: Counter[str]) -> bool:
    """Return True if a label names a known person in the first line of an article: "Ryle: We will go"."""
    is_name = len(label.words) == 1 or forename_gender(label.words[0]) is not None
    is_known = named[label.surname] > 0 and label.surname not in _NO_NAMES and "and" not in label.words
    return label.paragraph == 0 and not label.has_role and is_name and is_known


def _headline(label: _Label) -> Turn:
    return Turn(TurnKind.HEADLINE, label.name, label.label, (label.content,), is_person=True)


def _questions_and_answers(text: str, paragraphs: Sequence[Span]) -> list[Turn]:
    """Return the turns of an interview with the labels "Q" and "A". An "A" alone may number a list."""
    matches = [
        (number, match)
        for number, paragraph in enumerate(paragraphs)
        if (match := _QUESTION.match(text, paragraph.start, paragraph.end)) is not None
    ]
    letters = Counter(match["name"][0] for _, match in matches)
    if not (letters["Q"] and letters["A"]) and letters["A"] < _FEW and not _asks(text, matches, paragraphs):
        return []
    bounds = [*(number for number, _ in matches), len(paragraphs)]
    turns = []
    for position, (number, match) in enumerate(matches):
        is_last = position + 1 == len(matches)
        following = range(number + 1, number + 1 if is_last else bounds[position + 1])
        own = [paragraphs[index] for index in following] if len(following) < _MAX_PARAGRAPHS else []
        own = [span for span in own if not span.of(text).rstrip().endswith("?")] if match["name"][0] == "A" else own
        name = Span(*match.span("name"))
        kind = TurnKind.QUESTION if match["name"][0] == "Q" else TurnKind.ANSWER
        turns.append(Turn(kind, name, name, (Span(match.end(), paragraphs[number].end), *own), is_person=False))
    return turns


def _asks(text: str, matches: Sequence[tuple[int, re.Match[str]]], paragraphs: Sequence[Span]) -> bool:
    return any(match["name"][0] == "Q" and paragraphs[number].of(text).endswith("?") for number, match in matches)
