"""Finds the names of people in an article: names that the parser labels, and names that it misses.

The parser's labels are unreliable. Headlines use capitals ("Obama Says"), places and firms share surnames, and labels
include titles and punctuation. Labelled text is therefore trimmed to the name. Missed names are found by other mentions
in the same article.
"""

import re
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.language.names.gender import forename_gender, is_forename
from index.language.names.nations import is_forename_too, is_national
from index.language.names.person_name import Name, is_post_nominal, parse_name
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title, is_honorific, is_person_noun, is_title_head, title_length
from index.language.syntax import Block, Entity, Token
from index.models import Gender

_PARTICLES = word_set("de der van von den del della di da la le el bin ibn bint dos das du ter ten")
# Last words of firms and organisations that the parser labels as people.
_NO_SURNAMES = word_set(
    """
    bank rail railway union party inc corp corporation council university college court group institute company co ltd
    plc press foundation committee society association agency authority commission board department ministry office
    bureau center centre church school hospital museum theatre theater club league team fund trust partners holdings
    airlines airways motors energy oil gas coal steel water media news times post journal tribune herald gazette courier
    review network radio television studios records labs systems technologies software services industries
    tower towers hotel house street avenue road bridge river lake island valley park beach airport station act bill
    county city town village borough district province
    ceo cfo coo cto bible koran quran villa palace tech athletic rovers wanderers albion forest gallery collection
    exhibition poll survey report law plan accord treaty agreement protocol project program programme initiative
    campaign movement rally festival
    """,
)
# Those of the last words above that are surnames, too, if the parser labels a forename with them: "Ann Church".
_SURNAMES_TOO = word_set(
    """
    bank church court school house street lake park bill county town gallery post times gas coal steel journal courier
    river island valley law forest bridge road beach rail
    """,
)
# Single words that the parser labels as people: platforms, outlets, parties, days and months. A person of the article
# can have one of them as the surname: Michael Bloomberg.
_NO_PEOPLE = word_set(
    """
    twitter facebook instagram tiktok youtube whatsapp telegram snapchat reddit linkedin google netflix spotify zoom
    sky bbc itv cnn cnbc msnbc nbc abc cbs reuters newsday bloomberg herald guardian telegraph observer independent
    times sun mirror express mail echo gazette fox politico politifact breitbart huffpost axios
    labour labor tories tory lib dems sinn congress parliament opposition government cabinet senate house treasury
    coalition brexit covid islam christmas easter ramadan diwali eid
    monday tuesday wednesday thursday friday saturday sunday mon tue tues wed thu thur thurs fri sat sun
    january february march may june july august september october november december
    """,
)
# Words before a name that the parser labels with it at the start of a sentence: "Then Mary Holm".
_RUNNING = word_set(
    """
    the a an and but or so then now when while after before as if because since although though however meanwhile
    also still yet today yesterday tomorrow tonight later earlier here there that this with from by for like unlike
    says said according dear exclusive breaking video watch photo read follow
    """,
)
_AFTER_PLACE = word_set("mp mps mla mlc msp td mep mayor governor resident residents councillor mna")
# Firms that are named after a person.
_FIRMS = frozenset(
    {
        *("morgan stanley", "ralph lauren", "calvin klein", "tommy hilfiger", "hugo boss", "thomas cook"),
        *("john lewis", "philip morris", "eli lilly", "charles schwab", "edward jones", "jp morgan", "jack daniel"),
        *("harley davidson", "aston martin", "merrill lynch", "thomson reuters", "victoria s secret"),
    }
)
# Words that begin the names of places: "West Holm".
_PLACE_OPENINGS = word_set("west east north south northern southern new port fort lake mount upper lower great")
_BEFORE_SRI = word_set("tan dato dato' datuk datin pehin")
_IRISH_PARTICLES = frozenset({"\u00d3", "N\u00ed", "Nic", "Mac", "U\u00ed"})
_PARTISAN = word_set("republican democrat democratic gop independent libertarian conservative liberal socialist")
_NAME_TAGS = ("NNP", "NNPS")
# Labels that the parser gives to people by mistake. A title before such an entity reveals the person.
_MISTAKABLE = frozenset({"ORG", "GPE", "NORP", "WORK_OF_ART", "FAC", "LOC", "PRODUCT"})
_FINITE = frozenset({"VBD", "VBZ", "VBN", "MD"})
_MODIFIERS = frozenset({"compound", "nmod"})
_DROPPED_TAGS = frozenset({"DT", "IN", "CC", "PRP$"})
_NO_PERSON_LABELS = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "DATE"})
_FORENAMES_TOO = frozenset({"al", "ben"})  # they look like the start of a title
_ENDING_TAGS = frozenset({"VBZ", "VBD", "POS"})
_ENDING_MARKS = frozenset({"--", "\u2014", "|", ",", "'", "\u2019", "'s", "\u2019s"})
_FORENAME_TAGS = frozenset({"NNP", "RB", "JJ", "NN", "UH"})  # of a forename that the parser may misread: "Carly"
_SUBJECTS = frozenset({"nsubj", "nsubjpass"})
_COUNTED = frozenset({"DATE", "TIME", "EVENT", "LAW"})
_HE_OR_SHE: Final[dict[str, Gender]] = {"he": "male", "she": "female"}
_DIGITS_OF_AGE: Final = 2
_NEAR: Final = 1  # sentences from a name to a pronoun that shows that it is a person's
_MAX_FORENAMES: Final = 3
_TWO_WORDS: Final = 2  # "MP Ann", "West Holm"
_INITIAL: Final = 2  # characters of "J."
_ALIAS_WORDS: Final = 4
_LAST_WORDS_BEFORE_ALIAS = frozenset({"by", "name", "nickname", "of", "as", "nicknamed", "dubbed"})
_ALIAS = re.compile(r"(?:(?:goes|went|go|going) by(?: the (?:nick)?name(?: of)?)?|known(?: \w+)? as|nicknamed|dubbed)$")
_APOSTROPHE_NAME = re.compile(r"(?:[ODL]|Mc|Mac)['\u2019][A-Z]\w+")


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name at one position of an article.

    Attributes:
        block: ordinal of the block.
        first: index of the first token of the name, after its title.
        last: index of the last token of the name.
        name: the parsed name, including the title.
        form: the name as printed, including the title, on one line.
        noun: index of the noun that the name describes, as in "a man known as Holm", or None.
    """

    block: int
    first: int
    last: int
    name: Name
    form: str
    noun: int | None = None


@dataclass(slots=True)
class _KnownNames:
    """The names found so far in an article.

    Attributes:
        tokens: block and token index of every word of the names.
        surnames: full names by the normalized last word of the surname.
        single: normalized words that alone can name a person: a forename, or a name after a title.
        places: normalized words that follow "in" or "at" somewhere in the article.
        subjects: words that are alone the subject of a verb somewhere in the article, in lower case.
    """

    tokens: set[tuple[int, int]] = field(default_factory=set)
    surnames: dict[str, Name] = field(default_factory=dict)
    single: set[str] = field(default_factory=set)
    places: set[str] = field(default_factory=set)
    subjects: set[str] = field(default_factory=set)

    def add(self, printed: PrintedName) -> None:
        """Add a printed name."""
        self.tokens.update((printed.block, index) for index in range(printed.first, printed.last + 1))
        surname = normalize_name(printed.name.surname)
        if printed.name.given and surname:
            self.surnames[surname.split()[-1]] = printed.name
            self.single.add(normalize_name(printed.name.given[0]))
        else:
            self.single.add(surname)


def labelled_names(text: str, blocks: Sequence[Block]) -> Iterator[PrintedName]:
    """Yield, in text order, the names that the parser labels as people or that follow a title."""
    for number, block in enumerate(blocks):
        last = -1
        for entity in block.entities:
            if entity.first > last and _is_person(block, entity):
                printed = _trimmed(text, number, block, (entity.first, entity.last))
                if printed is not None:
                    last = printed.last
                    yield printed


def unlabelled_names(
    text: str, blocks: Sequence[Block], known: Iterable[PrintedName], speaker_words: Collection[str]
) -> Iterator[PrintedName]:
    """Yield, in text order, the names that the parser labelled as something else or not at all.

    Such a name ends in the surname of a person with a known full name. Or it follows a title such as "Mr". Or it ends
    in the last word of a speaker's mention, and a forename, a title or a known person shows that it is a name.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        known: the names found so far.
        speaker_words: normalized last words of the speakers' mentions.
    """
    names = _KnownNames()
    for printed in known:
        names.add(printed)
    names.places.update(
        normalize_name(token.text)
        for block in blocks
        for token in block.tokens
        if token.index and _is_place(block, token)
    )
    names.subjects |= _lone_subjects(blocks)
    for number, block in enumerate(blocks):
        for token in block.tokens:
            if (number, token.index) in names.tokens or not _can_end_name(block, token, names):
                continue
            first = _first_of_name(number, block, token, names, speaker_words)
            if first is None:
                continue
            surnames = _surnames_at(block, token, first, names)
            name = _trimmed(text, number, block, (first, token.index), surnames)
            if name is not None:
                yield name


def _is_place(block: Block, token: Token) -> bool:
    return token.text[0].isupper() and block.tokens[token.index - 1].lower in {"in", "at", "near"}


def _can_end_name(block: Block, token: Token, names: _KnownNames) -> bool:
    if not token.text[0].isupper():
        return False
    if _APOSTROPHE_NAME.fullmatch(token.text):
        return True
    if token.is_noun and token.dep not in _MODIFIERS:
        return True
    following = block.tokens[token.index + 1] if token.index + 1 < len(block.tokens) else None
    is_last = following is None or not (following.is_noun and following.text[0].isupper())
    if normalize_name(token.text) in names.surnames:
        return is_last and (token.is_noun or _is_before_verb(following) or not _opens_sentence(block, token))
    return is_last and _is_after_honorific(block, token.index)


def _is_before_verb(following: Token | None) -> bool:
    """Return True if a finite verb follows: the parser takes "Manning" in "Manning recalled" for a participle."""
    return following is not None and following.tag in _FINITE


def _opens_sentence(block: Block, token: Token) -> bool:
    first, _ = block.sentences[token.sentence]
    return token.index == next((word.index for word in block.tokens[first:] if word.is_word), first)


def _is_after_honorific(block: Block, first: int) -> bool:
    """Return True if a title that only people have is directly before a token: "Mr Holm", "Alhaji Musa"."""
    before = block.tokens[first - 1] if first else None
    if before is None or not before.text[0].isupper():
        return False
    # "Tan Sri" and "Dato Sri" are titles, but "Sri" alone begins names of places.
    is_pair = before.lower in {"sri", "seri"} and first > 1 and block.tokens[first - 2].lower in _BEFORE_SRI
    return is_pair or is_honorific(before.text)


def _first_of_name(
    number: int, block: Block, token: Token, names: _KnownNames, speaker_words: Collection[str]
) -> int | None:
    """Return the index of the first token of the name that a token ends, or None if it ends no name."""
    word, first = normalize_name(token.text.rstrip(".")), token.index
    before = block.tokens[first - 1] if first else None
    if word in names.surnames:
        return _with_forenames(block, token, names.surnames[word])
    if _is_suffix(token) and before is not None and normalize_name(before.text) in names.surnames:
        return _with_forenames(block, before, names.surnames[normalize_name(before.text)])
    while first and _modifies_name(block.tokens[first - 1]) and (number, first - 1) not in names.tokens:
        first -= 1
    if _is_after_honorific(block, first):
        return first
    return _first_of_speaker(block, token, first, names) if word in speaker_words else None


def _first_of_speaker(block: Block, token: Token, first: int, names: _KnownNames) -> int | None:
    """Return the index of the first token of a speaker's name that begins at ``first`` or later, or None."""
    first = _forename_position(block, first, token.index)
    if first < token.index <= first + _MAX_FORENAMES and _shows_name(block, first, token):
        return first
    word = normalize_name(token.text.rstrip("."))
    has_modifier = token.index > 0 and _modifies_name(block.tokens[token.index - 1])
    if has_modifier or word in names.places or word in _NO_PEOPLE or is_national(word):
        return None
    return token.index if word in names.single or _is_referred_to(token) or _is_described(token) else None


def _is_referred_to(token: Token) -> bool:
    """Return True for a name that its own words call "he" or "she": "Holm said that she would go"."""
    if token.dep != "nsubj" or token.entity in _NO_PERSON_LABELS or token.tag != "NNP":
        return False
    content = token.head.child("ccomp")
    subject = content.child("nsubj", "nsubjpass") if content is not None else None
    return subject is not None and subject.lower in {"he", "she"} and subject.index > token.head.index


def _surnames_at(block: Block, token: Token, first: int, names: _KnownNames) -> Collection[str]:
    """Return the surnames that are names at a place, though they are ordinary words or outlets, too.

    They are the surnames of the known full names, but not in "the House", "White House" and "in April". The last word
    of "Ann Church" is a surname if the parser labels a person, or if "Church" alone is the subject of a verb elsewhere.
    """
    before = block.tokens[first - 1] if first else None
    if token.entity in {"DATE", "TIME"}:
        return ()
    is_part = before is not None and before.head is token and (before.tag == "DT" or before.text[0].isupper())
    if is_part and before is not None and not is_title_head(before.text):
        return ()
    word = normalize_name(token.text)
    is_person = token.entity == block.tokens[first].entity == "PERSON" or token.lower in names.subjects
    return {*names.surnames, word} if first < token.index and word in _SURNAMES_TOO and is_person else names.surnames


def _is_suffix(token: Token) -> bool:
    return normalize_name(token.text) in {"jr", "sr", "ii", "iii"}


def _with_forenames(block: Block, surname: Token, name: Name) -> int:
    """Return the index of the first forename or particle before a known surname."""
    first = surname.index
    while first and block.tokens[first - 1].lower in _PARTICLES:
        first -= 1
    heads = {surname, surname.head}
    while first and block.tokens[first - 1].head in heads and _is_forename(block.tokens[first - 1], name):
        first -= 1
    return first


def _forename_position(block: Block, first: int, last: int) -> int:
    """Return the first position from which the words can be a name: the last forename that others precede.

    In "American-Islamic Relations Alia Salem", it is the position of "Alia".
    """
    if _is_opening(block.tokens[first]):
        return first
    for position in range(max(first, last - _MAX_FORENAMES), last):
        if _is_opening(block.tokens[position]):
            return position
    return first


def _is_opening(token: Token) -> bool:
    if token.text.endswith(".") or forename_gender(token.text) is not None:
        return True
    return is_forename(token.text) and token.entity not in _NO_PERSON_LABELS


def _shows_name(block: Block, first: int, last: Token) -> bool:
    """Return True if the first word is a forename or an initial, or if words around the name show a person."""
    before = block.tokens[first - 1] if first else None
    if _is_opening(block.tokens[first]) or _is_described(last):
        return True
    return (
        before is not None
        and before.head.index >= first
        and (is_title_head(before.text) or is_person_noun(before.text))
    )


def _is_described(name: Token) -> bool:
    """Return True if a role or an age follows a name: "Orr, a teacher,", "Orr, 43,"."""
    if name.tag != "NNP" or name.entity == "NORP" or name.child("det") is not None:
        return False
    following = [child for child in name.children if child.index > name.index and child.dep in {"appos", "nummod"}]
    return any(is_person_noun(child.lemma) or _is_age(child) for child in following)


def _is_age(token: Token) -> bool:
    return token.text.isdigit() and len(token.text) == _DIGITS_OF_AGE


def _modifies_name(token: Token) -> bool:
    is_forename = token.tag == "JJ" and token.text[0].isupper() and forename_gender(token.text) is not None
    return (token.tag in _NAME_TAGS or is_forename) and token.dep in _MODIFIERS and not begins_title(token.text)


def _is_missed_forename(token: Token) -> bool:
    """Return True if a word before a name is a forename that the parser did not label."""
    return _modifies_name(token) and not token.entity and is_forename(token.text)


def _is_forename(token: Token, name: Name) -> bool:
    return token.tag in _NAME_TAGS and (token.text in name.given or forename_gender(token.text) is not None)


def mislabelled_names(text: str, blocks: Sequence[Block]) -> Iterator[PrintedName]:
    """Yield the forenames with surnames that the parser labels as something else or not at all, if they are people.

    The surname is a subject alone somewhere in the article, or a role is beside the name: "coach Stefan Holm". Or the
    next pronoun agrees with the forename, and nobody else is named between them: "Lucas Brand appeared. He said …".
    """
    subjects = _lone_subjects(blocks)
    for number, block in enumerate(blocks):
        for token in block.tokens:
            if not _ends_two_words(block, token) or {"PERSON", *_COUNTED} & {
                token.entity,
                block.tokens[token.index - 1].entity,
            }:
                continue
            words = (token.index - 1, token.index)
            is_subject = token.entity in {"ORG", ""} and token.lower in subjects
            if is_subject or _has_role_beside(block, words) or _precedes_pronoun(blocks, number, token):
                printed = _trimmed(text, number, block, words)
                if printed is not None:
                    yield printed


def _ends_two_words(block: Block, surname: Token) -> bool:
    """Return True for the second of two capitalised words, the first of which is a forename."""
    first = surname.index - 1
    if first < 0 or surname.tag != "NNP" or not surname.text[0].isupper():
        return False
    forename = block.tokens[first]
    before = block.tokens[first - 1] if first else None
    following = block.tokens[surname.index + 1] if surname.index + 1 < len(block.tokens) else None
    is_alone = not any(
        other is not None and other.tag in _NAME_TAGS and other.text[0].isupper() and other.sentence == surname.sentence
        for other in (before, following)
    )
    if forename.tag not in _FORENAME_TAGS or not forename.text[0].isupper() or forename.lower in _PARTICLES:
        return False
    is_title = begins_title(forename.text) and not is_forename_too(forename.text)
    return is_alone and not is_title and is_forename(forename.text)


def _precedes_pronoun(blocks: Sequence[Block], number: int, surname: Token) -> bool:
    """Return True if the next person after a name is a pronoun of the forename's gender, in the next sentence.

    Names of people of the other gender may be between them.
    """
    tokens = blocks[number].tokens
    gender = forename_gender(tokens[surname.index - 1].text)
    if gender is None or surname.dep not in _SUBJECTS or surname.head.lemma == "be":
        return False
    following = [token for token in tokens[surname.index + 1 :] if token.sentence <= surname.sentence + _NEAR]
    if tokens[-1].sentence == surname.sentence and number + 1 < len(blocks):
        following += [token for token in blocks[number + 1].tokens if token.sentence < _NEAR]
    before = surname
    for token in following:
        if token.lower in _HE_OR_SHE:
            return _HE_OR_SHE[token.lower] == gender
        opens_name = token.entity == "PERSON" != before.entity and token.text[0].isupper()
        if opens_name and forename_gender(token.text) in {None, gender}:
            return False
        before = token
    return False


def _lone_subjects(blocks: Sequence[Block]) -> set[str]:
    """Return the names of one word that are the subject of a verb somewhere, in lower case."""
    return {
        token.lower
        for block in blocks
        for token in block.tokens
        if token.dep == "nsubj" and token.tag == "NNP" and token.first == token.last and token.head.is_verb
    }


def _has_role_beside(block: Block, words: tuple[int, int]) -> bool:
    """Return True if a role is directly before a name, or if the name stands in apposition to one."""
    first, last = words
    head = block.tokens[last]
    if head.dep == "appos" and head.head.tag == "NN" and is_person_noun(head.head.lemma):
        return True
    before = block.tokens[first - 1] if first else None
    return before is not None and before.tag == "NN" and is_person_noun(before.lemma) and before.head is head


def _is_person(block: Block, entity: Entity) -> bool:
    if entity.label == "PERSON":
        return not _is_constituency(block, entity) and not _is_described_by_article(block, entity)
    return entity.label in _MISTAKABLE and (
        _follows_title(block, entity.first) or is_honorific(block.tokens[entity.first].text)
    )


def _is_described_by_article(block: Block, entity: Entity) -> bool:
    """Return True for one word with an article of its own: "the Welshman", "the Herald"."""
    word = block.tokens[entity.last]
    before = block.tokens[entity.first - 1] if entity.first else None
    has_article = before is not None and before.lower in {"the", "a", "an"} and before.head is word
    return entity.first == entity.last and has_article


def _is_constituency(block: Block, entity: Entity) -> bool:
    """Return True for a place before a seat and its holder: "Kuala Besut MP Ann Holm"."""
    following = block.tokens[entity.last + 1 : entity.last + 3]
    return len(following) == _TWO_WORDS and following[0].lower in _AFTER_PLACE and following[1].text[0].isupper()


def _follows_title(block: Block, first: int) -> bool:
    """Return True if an abbreviated title such as "Mr." or "Sen.", or an honorific, is directly before a token."""
    before = block.tokens[first - 1] if first else None
    return before is not None and _is_title(before) and (before.text.endswith(".") or is_honorific(before.text))


def _is_title(token: Token) -> bool:
    return token.text[0].isupper() and begins_title(token.text)


def _trimmed(
    text: str, number: int, block: Block, words: tuple[int, int], surnames: Collection[str] = ()
) -> PrintedName | None:
    """Return the name within a range of tokens, with the title before it, or None if the range contains no name.

    Args:
        text: canonical text of the article.
        number: ordinal of the block.
        block: the block.
        words: indices of the first and the last token of the range.
        surnames: normalized surnames that are names here though they are ordinary words, too: "House".
    """
    tokens = block.tokens
    first = words[0]
    last = _end_of_name(tokens, first, words[1])
    if last < first:
        return None
    first = _start_of_name(tokens, first, last)
    if last < first or not tokens[last].text[0].isalpha() or not _can_be_surname(tokens[first : last + 1], surnames):
        return None
    title_first = _start_of_title(block, first)
    form = text[tokens[title_first].start : tokens[last].end]
    name = parse_name(form) or parse_name(text[tokens[first].start : tokens[last].end])
    if name is None or not name.surname[0].isalpha() or "\n" in form:
        return None
    form = form if name.suffix or len(tokens[last].text) <= _INITIAL else form.rstrip(".")
    return PrintedName(number, first, last, name, " ".join(form.split()))


def alias_names(text: str, blocks: Sequence[Block]) -> Iterator[PrintedName]:
    """Yield the names of people with a nickname alone: "a man who goes by the name “Red”"."""
    for number, block in enumerate(blocks):
        for token in block.tokens:
            first = _start_of_alias(block, token)
            if first is None:
                continue
            noun, last = _described_noun(block, token), first
            while last + 1 < len(block.tokens) and block.tokens[last + 1].tag in _NAME_TAGS:
                last += 1
            name = parse_name(block.span(first, last).of(text)) if noun is not None else None
            if name is not None:
                form = " ".join(block.span(first, last).of(text).split())
                yield PrintedName(number, first, last, name, form, noun)


def _start_of_alias(block: Block, token: Token) -> int | None:
    """Return the index of the first word of a nickname if a token introduces one, else None."""
    if token.lower not in _LAST_WORDS_BEFORE_ALIAS:
        return None
    tokens, start = block.tokens, token.index + 1
    before = " ".join(other.lower for other in tokens[max(0, start - _ALIAS_WORDS) : start])
    if not _ALIAS.search(before):
        return None
    if start < len(tokens) and not tokens[start].is_word:  # an opening quotation mark
        start += 1
    return start if start < len(tokens) and tokens[start].is_noun and tokens[start].text[0].isupper() else None


def _described_noun(block: Block, token: Token) -> int | None:
    """Return the index of the nearest noun before a nickname that stands for a person without a name, or None."""
    for other in reversed(block.tokens[: token.index]):
        if other.sentence != token.sentence or other.tag in _NAME_TAGS:
            return None
        if other.tag == "NN" and is_person_noun(other.lemma):
            return other.index
    return None


def _start_of_name(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the index of the first forename: after running text and titles, or before the labelled words."""
    while first < last and (
        tokens[first].lower in _PARTISAN
        or (tokens[first].lower in _RUNNING and not tokens[first].text.endswith("."))
        or tokens[first].tag in _DROPPED_TAGS
    ):
        first += 1
    first = min(last, first + _length_of_titles([token.text for token in tokens[first : last + 1]]))
    while first and tokens[first - 1].head in tokens[first : last + 1] and _is_missed_forename(tokens[first - 1]):
        first -= 1
    if first > 1 and tokens[first - 1].text == "-" and tokens[first - 2].end == tokens[first - 1].start:
        first -= 2 if is_forename(tokens[first - 2].text) else 0  # the "Jean" of "Jean-Pierre"
    return first


def _length_of_titles(words: Sequence[str]) -> int:
    """Return the number of words that are titles at the start of a name."""
    length = 0
    while length < len(words) and words[length][0].isupper() and begins_title(words[length]):
        if words[length].lower() in _FORENAMES_TOO:
            break
        length += 1
    if not length or length == len(words):
        return length
    if len(words) == _TWO_WORDS and is_forename_too(words[0]):
        return 0
    # "Tan" of "Tan Sri Azmi" begins no title alone; "Dean" of "President Dean Harlow" is a forename.
    return max(length - 1, 1) if length + 1 == len(words) and title_length(words) < length else length


def _can_be_surname(tokens: Sequence[Token], surnames: Collection[str]) -> bool:
    """Return True if the last of some words can be a surname, and all of them no firm, platform or day."""
    last = normalize_name(tokens[-1].text)
    if last in surnames and (len(tokens) == 1 or _is_opening(tokens[0])):
        return True
    if last in _NO_SURNAMES or is_honorific(tokens[-1].text):
        return False
    if len(tokens) == _TWO_WORDS and tokens[0].lower in _PLACE_OPENINGS:
        return False
    if len(tokens) == 1:
        return last not in _NO_PEOPLE and tokens[-1].text[0].isupper()
    if any(normalize_name(token.text) in _NO_SURNAMES for token in tokens[1:]):
        return False
    return normalize_name(" ".join(token.text for token in tokens)) not in _FIRMS


def _start_of_title(block: Block, first: int) -> int:
    """Return the index of the first word of the title before a name, or of the name if it has no title."""
    tokens, start = block.tokens, first
    while start:
        before = tokens[start - 1]
        if before.sentence == tokens[first].sentence and _is_title(before):
            start -= 1
        elif _is_stop_of_title(tokens, start - 1):
            start -= 2
        else:
            break
    while start < first and not any(is_title_head(token.text) for token in tokens[start:first]):
        start += 1
    while start < first and tokens[start].lower in _RUNNING:
        start += 1
    return start


def _is_stop_of_title(tokens: Sequence[Token], index: int) -> bool:
    """Return True for the stop of "Sgt." after which the parser ended a sentence."""
    stop = tokens[index]
    return (
        stop.text == "." and index > 0 and tokens[index - 1].end == stop.start and is_honorific(tokens[index - 1].text)
    )


def _end_of_name(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the last token before a punctuation mark, a verb or a possessive: the name in "Obama Says" is "Obama".

    Letters for a seat or an honour after the name, "MP", are left out.
    """
    last = _end_of_words(tokens, first, last)
    while last + 1 < len(tokens) and _is_before_surname(tokens[last], tokens[last + 1]):
        last += 1
    while last > first and is_post_nominal(tokens[last].text):
        last -= 1
    return last


def _is_before_surname(particle: Token, surname: Token) -> bool:
    """Return True if the parser's label ends in a particle: the "O" of "Sean O Murchu"."""
    is_particle = particle.lower in _PARTICLES or particle.text in _IRISH_PARTICLES
    return is_particle and surname.tag in _NAME_TAGS and surname.sentence == particle.sentence


def _end_of_words(tokens: Sequence[Token], first: int, last: int) -> int:
    for index in range(first, last + 1):
        if tokens[index].tag.startswith(("VB", "MD", "IN", "POS")) and index > first:
            return index - 1
        if tokens[index].tag in _ENDING_TAGS or tokens[index].text in _ENDING_MARKS:
            return index - 1
    return last if tokens[last].text != "." else last - 1
