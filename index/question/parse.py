"""Parsing a question without a model: the speakers, the topic, the dates and the publisher.

People type questions in lower case, without a question mark, and with either apostrophe or none. The parser tries each
frame in turn: "what did X say about Y", "X's remarks on Y". If no frame fits, the whole question is a topic.
"""

import datetime as dt
import re
from collections.abc import Callable, Collection, Iterator
from dataclasses import dataclass, field, replace
from typing import Final, TypeAlias

from index.models import Filter
from index.question.filter_phrases import extract_filters, find_publisher
from index.question.speaker_mentions import is_organisation, is_role
from index.question.word_patterns import any_of
from prompts import question_words


@dataclass(frozen=True, slots=True)
class ParsedQuestion:
    """A question taken apart, without knowledge of the collection beyond its names.

    Attributes:
        text: the question on one line.
        topic: the words that the statements are about, as the question has them; empty if everything that was said is
            wanted.
        speakers: the phrases that name the speakers asked about, one for each person: ``Lavrov``,
            ``Russia's foreign minister``. They need not be known. Empty if nobody in particular is named.
        filter: the dates and the publisher that the question names.
        asks_who: True if the question asks for the speaker: ``who said that …``.
        wants_statements: True if the question asks for words. "Why did X leave" may ask for deeds.
    """

    text: str = ""
    topic: str = ""
    speakers: tuple[str, ...] = ()
    filter: Filter = field(default_factory=Filter)
    asks_who: bool = False
    wants_statements: bool = True


@dataclass(frozen=True, slots=True)
class KnownNames:
    """The names that the collection knows.

    Attributes:
        is_person: returns True if words name a person of the collection, or a role that a person has. It decides
            ambiguous forms: "Lavrov on the summit", but "war on drugs".
        publishers: the publishers of the collection. No other name is taken for a publisher.
        is_printed: returns True if an article prints words as a speaker who is no person: "the Ostrel police".
    """

    is_person: Callable[[str], bool]
    publishers: Collection[str]
    is_printed: Callable[[str], bool] = lambda _: False

    def publisher(self, words: str) -> str | None:
        """Return the publisher that words name, as the collection spells it, or None."""
        return find_publisher(words, self.publishers)


_Frame: TypeAlias = Callable[[str, KnownNames], ParsedQuestion | None]

_BASE, _THIRD, _PAST, _PARTICIPLE, _ING = range(5)
_MAX_LENGTH: Final = 120  # characters before the verb: a speaker's name and role
_MAX_WORDS: Final = 10
_MAX_SPLITS: Final = 4  # prepositions at which "X on Y" is split


def _forms(verbs: Collection[str], *columns: int) -> set[str]:
    return {verb.split()[column] for verb in verbs for column in columns}


_ALL: Final = (_BASE, _THIRD, _PAST, _PARTICIPLE, _ING)
_EVERY_VERB: Final = (*question_words.SPEECH_VERBS, *question_words.SPEAKING, *question_words.ACTION_VERBS)
_SAID: Final = _forms(question_words.SPEECH_VERBS, *_ALL) | {"quoted"}
_SOMETHING: Final = any_of(question_words.SOMETHING)
_TO_SAY: Final = rf"(?:(?:(?:have|had|has) )?(?:{_SOMETHING} )?to )?"
_BASES: Final = any_of(_forms(_EVERY_VERB, _BASE))
_INGS: Final = any_of(_forms(_EVERY_VERB, _ING))
_PARTICIPLES: Final = any_of(_forms(_EVERY_VERB, _PARTICIPLE))


def _verb(pattern: str) -> re.Pattern[str]:
    return re.compile(rf"(?<![\w'\u2019\-]){pattern}(?![\w'\u2019\-])", re.IGNORECASE)


_AFTER_DO: Final = _verb(rf"{_TO_SAY}(?P<verb>{_BASES})")
_AFTER_HAVE: Final = _verb(rf"(?:(?P<verb>{_PARTICIPLES})|been (?P<doing>{_INGS})|{_TO_SAY}(?P<base>say|tell))")
_AFTER_BE: Final = _verb(rf"(?:(?:quoted|reported|cited|heard)(?: as)? )?(?P<verb>{_INGS}|quoted)")
_SAY_FOLLOWS: Final = re.compile(r"(?: \w+){1,3} (?:say|think|tell|believe)\b", re.IGNORECASE)
_FINITE: Final = _verb(rf"(?P<verb>{any_of(_forms(_EVERY_VERB, _THIRD, _PAST, _PARTICIPLE))})")
_ANY_VERB: Final = _verb(rf"{_TO_SAY}(?P<verb>{any_of(_forms(_EVERY_VERB, *_ALL))})")

_QUANTITY: Final = re.compile(r"(?:much|many|long|often|far|old|big|large|high|soon)\b.*", re.IGNORECASE)
_MAY_ASK_WORDS: Final = frozenset({"what", "why", "how", "where", "which"})
_WH: Final = any_of(question_words.QUESTION_WORDS)
_DO: Final = any_of(question_words.WITH_BASE)
_HAVE: Final = any_of(question_words.WITH_PARTICIPLE)
_BE: Final = any_of(question_words.WITH_ING)
_ADVERBS: Final = rf"(?:{any_of(question_words.ADVERBS)} )*"
_ABOUT: Final = any_of(question_words.ABOUT)
_ON: Final = re.compile(rf"(?<=\S) (?:{_ABOUT}|to|towards|of|when|after|before|during)(?= )", re.IGNORECASE)
_ON_ONLY: Final = re.compile(rf"(?<=\S)(?: {_ABOUT}|:)(?= )", re.IGNORECASE)

_OPENED: Final = re.compile(
    rf"(?:(?P<wh>{_WH})(?P<things>(?: [^\s,]+){{0,4}}?)(?: |(?=['\u2019]?[sd]\b)))?"
    rf"(?:(?P<do>{_DO}|['\u2019]d)|(?P<have>{_HAVE})|(?P<be>{_BE})|(?P<s>['\u2019]?s))(?= )",
    re.IGNORECASE,
)
_EMBEDDED: Final = re.compile(
    rf"(?:{_WH}|{_SOMETHING}|(?:the )?things|all(?: that)?"
    rf"|{any_of(question_words.STATEMENTS)} (?:where|in which|when|that))(?= )",
    re.IGNORECASE,
)
_TELLING: Final = (*question_words.SPEECH_VERBS, *question_words.SPEAKING)
_WHO: Final = re.compile(
    rf"(?:who|which (?!{_DO}|{_HAVE}|{_BE})\w+(?: \w+)?)(?: else)?(?: (?:was|is) it(?: that| who)?)?(?: that)? "
    rf"(?:(?:{_HAVE} )?{_ADVERBS}{any_of(_forms(_TELLING, _THIRD, _PAST, _PARTICIPLE))}"
    rf"|{_HAVE} been {_ADVERBS}{any_of(_forms(_TELLING, _ING))}"
    rf"|{_BE} {_ADVERBS}(?:quoted(?: as saying)?|{any_of(_forms(_TELLING, _ING))}))\b",
    re.IGNORECASE,
)
_PASSIVE: Final = re.compile(
    rf"(?:what|whats)(?:['\u2019]s)?(?: (?:is|was|has|have|had|can|could|are|were|be|being|been|got))* "
    rf"{_ADVERBS}(?P<verb>said|written|reported|claimed|argued|published|printed|stated)\b",
    re.IGNORECASE,
)
_NOUN: Final = re.compile(
    rf"(?<![\w'\u2019\-])(?:{any_of(question_words.QUALIFIERS)} )*{any_of(question_words.STATEMENTS)}(?![\w'\u2019\-])",
    re.IGNORECASE,
)
_NOUN_OPENER: Final = re.compile(
    r"(?:(?:what|how|where|which)(?: (?:is|was|are|were|about)|['\u2019]?s)|(?:is|are|was|were) there) ", re.IGNORECASE
)
_POSSESSIVE: Final = re.compile(r"(?:['\u2019]s|(?<=s)['\u2019])$", re.IGNORECASE)
_NOUN_FIRST: Final = re.compile(
    rf"(?:{any_of(question_words.QUANTIFIERS)} )*(?:{any_of(question_words.QUALIFIERS)} )*"
    rf"(?:{any_of(question_words.STATEMENTS)}|anything|something|everything|nothing|what)(?: else)?"
    rf"(?: (?:made|given|said|stated|attributed(?= to)))?(?P<rest>(?: .*)?)$",
    re.IGNORECASE,
)
_FROM: Final = re.compile(r" ?(?P<by>by|from|of|to)\b ", re.IGNORECASE)
_ACCORDING: Final = re.compile(r"\baccording to (?=.)", re.IGNORECASE)
_FRONTED: Final = re.compile(rf"(?:{_ABOUT}|as for) (?P<topic>[^,]{{1,{_MAX_LENGTH}}}), (?P<rest>.+)$", re.IGNORECASE)

_POLITE: Final = re.compile(rf"{any_of(question_words.POLITE)}(?:[ ,!:]+|$)", re.IGNORECASE)
_POLITE_END: Final = re.compile(rf"[ ,]+{any_of(question_words.POLITE_ENDS)}$", re.IGNORECASE)
_TOPIC_LEAD: Final = re.compile(
    rf"(?:(?:{_SOMETHING}|{any_of(question_words.ADVERBS)}|new|exactly|it|us|me|reporters|journalists)(?: |$))*"
    rf"(?:that(?: |$)|it(?: |$))?(?:{any_of(question_words.INTO_TOPIC)}(?: |$))?(?:it when |that )?",
    re.IGNORECASE,
)
_QUOTED: Final = re.compile(
    "[\"\u201c\u201e'\u2018\u00ab](?P<inner>[^\"\u201c\u201d\u201e'\u2018\u2019\u00ab\u00bb]+)[\"\u201d\u201c'\u2019\u00bb]"
)
_AND: Final = re.compile(r"(?:,? (?:and|or|&) |, )", re.IGNORECASE)
_HEAD_ENDS: Final = re.compile(r" (?:of|in|at|from|for|who|on|to)\b", re.IGNORECASE)
_END_MARKS: Final = " \t?!.,;:…-\u2013\u2014"
_AROUND_NAMES: Final = _END_MARKS + '"\u201c\u201d'


def parse_question(text: str, *, today: dt.date, known: KnownNames) -> ParsedQuestion:
    """Return the speakers, the topic and the filter of a question. It never raises.

    Args:
        text: the question on one line, with single spaces.
        today: the day from which "yesterday" and months without a year are counted.
        known: the names of the collection.
    """
    rest, limits = extract_filters(_bare(text), today=today, publishers=known.publishers, is_person=known.is_person)
    parsed = _parsed(_bare(rest), known)
    speakers = tuple(name for phrase in parsed.speakers for name in _split_speakers(phrase, known))
    return replace(
        parsed,
        text=text,
        topic=parsed.topic if speakers or parsed.topic else text,
        speakers=speakers,
        filter=parsed.filter.intersect(limits),
    )


def _bare(text: str) -> str:
    """Return the text without courtesies and punctuation around it."""
    text = _POLITE_END.sub("", text.strip(_END_MARKS)).strip(_END_MARKS)
    while (polite := _POLITE.match(text)) and polite.end() < len(text):
        text = text[polite.end() :]
    return text


def _parsed(text: str, known: KnownNames) -> ParsedQuestion:
    if (fronted := _FRONTED.match(text)) and (parsed := _framed(fronted["rest"], known)) and not parsed.topic:
        return replace(parsed, topic=fronted["topic"], wants_statements=True)
    return _framed(text, known) or ParsedQuestion(topic=text)


def _framed(text: str, known: KnownNames) -> ParsedQuestion | None:
    return next((parsed for frame in _FRAMES if (parsed := frame(text, known))), None)


def _who_said(text: str, _known: KnownNames) -> ParsedQuestion | None:
    """Parse "who said that Y", "who has commented on Y"."""
    match = _WHO.match(text)
    return ParsedQuestion(topic=_topic(text[match.end() :]), asks_who=True) if match else None


def _what_is_said(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "what is being said about Y", "what was said about Y by X"."""
    if not (match := _PASSIVE.match(text)):
        return None
    rest = text[match.end() :]
    if rest.casefold().startswith(" by "):
        return _split_or_all(rest[4:], known)
    return _by_at_end(rest, known) or ParsedQuestion(topic=_topic(rest))


def _their_words(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "X's remarks on Y", "what was X's reaction to Y", "lavrovs view on Y"."""
    opener = _NOUN_OPENER.match(text)
    start = opener.end() if opener else 0
    for noun in _NOUN.finditer(text, start, start + _MAX_LENGTH):
        owner = text[start : noun.start()].strip()
        who = _POSSESSIVE.sub("", owner)
        if not _is_plausible(who) or _is_asking(who):
            continue
        certain = who != owner and (opener or _may_speak(who, known))
        if certain or known.is_person(_unmarked(who, known)):
            return _with_speaker(who, text[noun.end() :], known)
    return None


def _asks(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "what did X say about Y", "how does X see Y", "has X commented on Y"."""
    if not (opened := _OPENED.match(text)):
        return None
    for verb in _verbs(opened):
        who = _without_adverbs(text[opened.end() : verb.start()])
        if _is_plausible(who) and not _POSSESSIVE.search(who) and not _is_noun(verb, who, known):
            word = next(filter(None, verb.groupdict().values()))
            return _if_speaker(who, word, text[verb.end() :], known, asked=opened)
    return None


def _verbs(opened: re.Match[str]) -> Iterator[re.Match[str]]:
    """Yield the speech verbs after an auxiliary, first in the form that the auxiliary requires, then in any form."""
    asked_for = [
        pattern
        for pattern, auxiliaries in ((_AFTER_DO, "do"), (_AFTER_BE, "be s"), (_AFTER_HAVE, "have s"))
        if any(opened[name] for name in auxiliaries.split())
    ]
    for pattern in (*asked_for, *([_ANY_VERB] if opened["do"] or opened["have"] else [])):
        yield from pattern.finditer(opened.string, opened.end(), opened.end() + _MAX_LENGTH)


def _is_noun(verb: re.Match[str], who: str, known: KnownNames) -> bool:
    """Return True if the verb is part of a name before another verb: "state" in "the junior state minister say"."""
    return not known.is_person(who) and bool(_SAY_FOLLOWS.match(verb.string, verb.end()))


def _if_speaker(
    who: str, verb: str, rest: str, known: KnownNames, asked: re.Match[str] | None
) -> ParsedQuestion | None:
    """Return the question if ``who`` may be a speaker, given the verb and the form of the question."""
    certain = verb.casefold() in _SAID and (asked is None or asked["wh"])
    things = _things(asked) if asked else ""
    if certain or _is_nobody(who) or _may_speak(who, known):
        parsed = _with_speaker(who, rest, known)
        return replace(parsed, topic=f"{things} {parsed.topic}".strip())
    return None


def _things(asked: re.Match[str]) -> str:
    """Return the other object of the question: "how much" in "how much did X say the quay costs"."""
    things = _without_adverbs(asked["things"] or "")
    return f"{asked['wh']} {things}" if things and asked["wh"].casefold() == "how" else things


def _embedded(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "what X said about Y", "anything X has said on Y"."""
    if not (opened := _EMBEDDED.match(text)):
        return None
    for verb in _FINITE.finditer(text, opened.end(), opened.end() + _MAX_LENGTH):
        who = _without_adverbs(text[opened.end() : verb.start()])
        who = re.sub(rf" (?:{_HAVE}|{_DO})$", "", who, flags=re.IGNORECASE)
        if _is_plausible(who) and not _is_asking(who):
            return _if_speaker(who, verb["verb"], text[verb.end() :], known, asked=None)
    return None


def _by(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "quotes by X", "the reaction of X to Y", "anything from X on Y", "quotes about Y by X"."""
    start = opener.end() if (opener := _NOUN_OPENER.match(text)) else 0
    if not (noun := _NOUN_FIRST.match(text, start)):
        return None
    rest = noun["rest"]
    if by := _FROM.match(rest):
        tail = rest[by.end() :]
        if parsed := _split_known(tail, known) or _by_unknown(by["by"], tail, known):
            return parsed
    if not opener and (parsed := _by_at_end(rest, known)):
        return parsed
    return ParsedQuestion(topic=_topic(rest)) if _is_about(rest, opener) else None


def _is_about(rest: str, opener: re.Match[str] | None) -> bool:
    return bool(re.match(rf" {_ABOUT} ", rest, re.IGNORECASE)) and (not opener or "there" in opener[0].casefold())


def _by_unknown(preposition: str, tail: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "by X on Y" for an unknown X. After "from" and "of", X must look like a name."""
    if preposition.casefold() == "by" or (_looks_like_name(tail) and _ON.search(tail)) or _is_role(_first(tail)):
        return _split_or_all(tail, known)
    return None


def _by_at_end(rest: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "about Y by X" for a known X."""
    for by in (" by ", " from "):
        before, separator, who = rest.rpartition(by)
        if separator and before.strip() and len(who) <= _MAX_LENGTH and _may_speak(who, known):
            parsed = _with_speaker(who, before, known)
            if parsed.speakers or parsed.filter:  # if not, the words would only change places
                return parsed
    return None


def _according(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "according to X, Y" and "Y according to X"."""
    if not (match := _ACCORDING.search(text)):
        return None
    before, tail = text[: match.start()], text[match.end() :]
    who, topic = (tail, before) if before else _until_asked(tail)
    parsed = _with_speaker(who, "", known)
    if len(who) > _MAX_LENGTH or parsed.topic:
        return None
    return replace(parsed, topic=topic.strip(_END_MARKS))


def _until_asked(tail: str) -> tuple[str, str]:
    """Return the words before a comma or a question word, and the words after it."""
    who, comma, topic = tail.partition(",")
    asked = re.search(rf" (?={_WH}\b)", tail, re.IGNORECASE)
    return (tail[: asked.start()], tail[asked.end() :]) if asked and not comma else (who, topic)


def _who_on(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "X on Y", "X: Y" and "X" alone, for a known X."""
    return _split_known(text, known, _ON_ONLY)


def _states(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "X said what about Y", "X says that Y", for a known X."""
    for verb in _FINITE.finditer(text, 0, _MAX_LENGTH):
        who = _without_adverbs(re.sub(rf" (?:{_HAVE}|{_DO})$", "", text[: verb.start()].strip(), flags=re.IGNORECASE))
        if verb["verb"].casefold() in _SAID and _is_plausible(who) and known.is_person(_unmarked(who, known)):
            return _with_speaker(who, text[verb.end() :], known)
    return None


def _known_subject(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "why does X avoid Y", "where does X stand on Y", "what advice did X give Z", for a known X."""
    if not (opened := _OPENED.match(text)) or (opened["wh"] or "").casefold() not in _MAY_ASK_WORDS:
        return None
    if _QUANTITY.fullmatch((opened["things"] or "").strip()):
        return None
    words = text[opened.end() :].split()
    for count in range(min(len(words) - 1, _MAX_WORDS), 0, -1):
        who = " ".join(words[:count])
        is_whole = not _continues_name(who, words[count])
        if is_whole and _is_plausible(who) and not _POSSESSIVE.search(who) and _may_be_known(who, known):
            parsed = _with_speaker(who, " ".join(words[count:]), known)
            things = _without_adverbs(opened["things"] or "")
            return replace(parsed, topic=f"{things} {parsed.topic}".strip(), wants_statements=False)
    return None


def _continues_name(who: str, next_word: str) -> bool:
    """Return True if the next word belongs to the same name: "Wells" and "police" after "the Fort"."""
    is_capitalised = who[:1].isupper() or any(word[:1].isupper() for word in who.split())
    return (is_capitalised and next_word[:1].isupper()) or next_word.casefold() in question_words.ORGANISATIONS


def _known_owner(text: str, known: KnownNames) -> ParsedQuestion | None:
    """Parse "what was X's pitch to Y", "X's account of Y", for a known X."""
    start = opener.end() if (opener := _NOUN_OPENER.match(text)) else 0
    owned = re.compile(r"['\u2019]s? ").search(text, start, start + _MAX_LENGTH)
    if owned is None or not known.is_person(text[start : owned.start()]):
        return None
    parsed = _with_speaker(text[start : owned.start()], text[owned.end() :], known)
    return replace(parsed, wants_statements=False)


_FRAMES: Final[tuple[_Frame, ...]] = (
    _who_said,
    _what_is_said,
    _their_words,
    _asks,
    _embedded,
    _by,
    _according,
    _who_on,
    _states,
    _known_subject,
    _known_owner,
)


def _split_known(text: str, known: KnownNames, at: re.Pattern[str] = _ON) -> ParsedQuestion | None:
    """Return the speaker before a preposition and the topic after it, with the longest known speaker."""
    splits = [match for match, _ in zip(at.finditer(text, 0, _MAX_LENGTH), range(_MAX_SPLITS), strict=False)]
    if len(text) <= _MAX_LENGTH and _may_be_known(text, known):
        return _with_speaker(text, "", known)
    for split in reversed(splits):
        if _may_be_known(text[: split.start()], known):
            return _with_speaker(text[: split.start()], text[split.start() :].removeprefix(":"), known)
    return None


def _may_be_known(who: str, known: KnownNames) -> bool:
    if len(who.split()) > _MAX_WORDS:
        return False
    named = _unmarked(who, known)
    return bool(known.publisher(who)) or known.is_person(named) or _are_known(named, known)


def _are_known(words: str, known: KnownNames) -> bool:
    """Return True if words name several people, all of them known."""
    names = _AND.split(words)
    return len(names) > 1 and all(known.is_person(_unmarked(name, known)) for name in names)


def _split_or_all(text: str, known: KnownNames) -> ParsedQuestion:
    """Return the speaker before the first preposition, known or not."""
    if parsed := _split_known(text, known):
        return parsed
    split = re.search(rf" (?:{_ABOUT}|to|when|after)(?= )", text, re.IGNORECASE)
    return (
        _with_speaker(text[: split.start()], text[split.start() :], known) if split else _with_speaker(text, "", known)
    )


def _with_speaker(who: str, rest: str, known: KnownNames) -> ParsedQuestion:
    """Return the question for a phrase in the place of the speaker. The phrase may also be a publisher, or nobody."""
    who, topic = who.strip(_AROUND_NAMES), _topic(rest)
    if _is_nobody(who) and not (_head(who) in question_words.OUTLETS and known.is_printed(who)):
        return ParsedQuestion(topic=topic)
    if not known.is_person(who):
        if publisher := known.publisher(who):
            return ParsedQuestion(topic=topic, filter=Filter(publisher=publisher))
        if _is_generic(who) and not (" " in who and known.is_printed(who)):
            return ParsedQuestion(topic=f"{who} {rest.strip(_END_MARKS)}".strip())
    return ParsedQuestion(topic=topic, speakers=(who,))


def _is_generic(who: str) -> bool:
    return _head(who) in question_words.GENERIC_SPEAKERS | question_words.INDEFINITE_SUBJECTS


def _topic(rest: str) -> str:
    """Return the words after the question words, without the words that lead into the topic."""
    rest = rest.strip(_END_MARKS)
    lead = _TOPIC_LEAD.match(rest)
    topic = rest[lead.end() :].strip(_END_MARKS) if lead else rest
    quoted = _QUOTED.fullmatch(topic)
    return quoted["inner"].strip() if quoted else topic


def _split_speakers(who: str, known: KnownNames) -> tuple[str, ...]:
    """Return the speakers of a phrase: "Lavrov and Putin" is two, "the minister of trade and industry" is one."""
    if not who:
        return ()
    phrases = [phrase for phrase in _AND.split(re.sub("^both ", "", who, flags=re.IGNORECASE)) if phrase.strip()]
    if not phrases[1:] or known.is_person(who):
        return (_unmarked(who, known),)
    if re.search(r" (?:and|or|&) ", who, re.IGNORECASE):
        names = tuple(_unmarked(phrase, known) for phrase in phrases if not _is_nobody(phrase))
        return names if all(_may_speak(name, known) for name in names) else (who,)
    return (phrases[0],) if known.is_person(phrases[0]) else (who,)


def _unmarked(who: str, known: KnownNames) -> str:
    """Return a name without its genitive ending, even if the apostrophe is missing: "lavrovs"."""
    who = _POSSESSIVE.sub("", who.strip(_END_MARKS))
    stem = who[:-1]
    is_genitive = who[-1:].casefold() == "s" and not is_role(stem) and known.is_person(stem)
    return stem if is_genitive and not known.is_person(who) else who


def _may_speak(who: str, known: KnownNames) -> bool:
    """Return True if words may be a speaker: a known person, a role, an organisation, or words spelt like a name."""
    named = _unmarked(who, known)
    return bool(
        known.is_person(named)
        or _is_role(named)
        or known.publisher(named)
        or _looks_like_name(named)
        or _are_known(named, known)
        or is_organisation(named)
        or known.is_printed(named)
    )


def _looks_like_name(words: str) -> bool:
    return words[:1].isupper() and not words.isupper() and _first(words) not in {"the", "a", "an"}


def _first(words: str) -> str:
    return words.partition(" ")[0].casefold()


def _head(words: str) -> str:
    """Return the head noun of a phrase: "mayor" in "the mayor of Ostrel"."""
    return _HEAD_ENDS.split(words, maxsplit=1)[0].rpartition(" ")[2].casefold()


def _is_role(words: str) -> bool:
    return is_role(words) or _head(words) in question_words.ROLES


def _is_nobody(words: str) -> bool:
    kept = [word for word in words.casefold().split() if word not in question_words.QUANTIFIERS]
    return (
        " ".join(kept) in question_words.INDEFINITE_SUBJECTS
        or not kept
        or words.casefold() in question_words.INDEFINITE_SUBJECTS
    )


def _is_asking(words: str) -> bool:
    """Return True if words begin like a question, so that they are not a name."""
    return bool(re.match(rf"(?:{_WH}|{_DO}|{_HAVE}|{_BE})\b", words, re.IGNORECASE))


def _without_adverbs(words: str) -> str:
    """Return words without the adverbs around them: "Lavrov" in "Lavrov, exactly,"."""
    kept = words.replace(",", " ,").split()
    while kept and (kept[-1] == "," or kept[-1].casefold() in question_words.ADVERBS):
        kept.pop()
    while kept and (kept[0] == "," or kept[0].casefold() in question_words.ADVERBS):
        kept.pop(0)
    return " ".join(kept).replace(" ,", ",")


def _is_plausible(who: str) -> bool:
    """Return True if words can be a speaker: not too many, and complete."""
    words = who.casefold().split()
    return 0 < len(words) <= _MAX_WORDS and words[-1] not in question_words.UNFINISHED
