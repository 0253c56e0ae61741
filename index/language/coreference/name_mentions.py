"""Finds the names of people in an article: names that the parser labels, and names that it misses.

The parser's labels are unreliable. Headlines use capitals ("Obama Says"), places and firms share surnames, and labels
include titles and punctuation. Labelled text is therefore trimmed to the name. Missed names are found by other mentions
in the same article.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.names.gender import forename_gender
from index.language.names.person_name import Name, parse_name
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title
from index.language.syntax import Block, Entity, Token

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
    law plan accord treaty agreement protocol project program programme initiative campaign movement rally festival
    """,
)
_PARTISAN = word_set("republican democrat democratic gop independent libertarian conservative liberal socialist")
_NAME_TAGS = ("NNP", "NNPS")
# Labels that the parser gives to people by mistake. A title before such an entity reveals the person.
_MISTAKABLE = frozenset({"ORG", "GPE", "NORP", "WORK_OF_ART", "FAC", "LOC", "PRODUCT"})
_MODIFIERS = frozenset({"compound", "nmod"})
_DROPPED_TAGS = frozenset({"DT", "IN", "CC", "PRP$"})
_FORENAMES_TOO = frozenset({"al", "ben"})  # they look like the start of a title
_ENDING_TAGS = frozenset({"VBZ", "VBD", "POS"})
_ENDING_MARKS = frozenset({"--", "\u2014", "|", ",", "'", "\u2019"})
_MAX_FORENAMES: Final = 3


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name at one position of an article.

    Attributes:
        block: ordinal of the block.
        first: index of the first token of the name, after its title.
        last: index of the last token of the name.
        name: the parsed name, including the title.
        form: the name as printed, including the title, on one line.
    """

    block: int
    first: int
    last: int
    name: Name
    form: str


def labelled_names(text: str, blocks: Sequence[Block]) -> Iterator[PrintedName]:
    """Yield, in text order, the names that the parser labels as people or that follow a title."""
    for number, block in enumerate(blocks):
        last = -1
        for entity in block.entities:
            if entity.first > last and _is_person(block, entity):
                printed = _trimmed(text, number, block, entity.first, entity.last)
                if printed is not None:
                    last = printed.last
                    yield printed


def unlabelled_names(
    text: str, blocks: Sequence[Block], known: Iterable[PrintedName], speaker_words: Collection[str]
) -> Iterator[PrintedName]:
    """Yield, in text order, the names that the parser labelled as something else or not at all.

    Such a name ends in the surname of a person with a known full name. Or it ends in the last word of a speaker's
    mention, with a forename before it.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        known: the names found so far.
        speaker_words: normalized last words of the speakers' mentions.
    """
    full_names, known_tokens = dict[str, Name](), set[tuple[int, int]]()
    for printed in known:
        known_tokens.update((printed.block, index) for index in range(printed.first, printed.last + 1))
        surname = normalize_name(printed.name.surname)
        if printed.name.given and surname:
            full_names[surname.split()[-1]] = printed.name
    for number, block in enumerate(blocks):
        for token in block.tokens:
            if not _can_end_name(token) or (number, token.index) in known_tokens:
                continue
            first = _first_of_name(block, token, full_names, speaker_words)
            name = None if first is None else _trimmed(text, number, block, first, token.index)
            if name is not None:
                yield name


def _can_end_name(token: Token) -> bool:
    return token.is_noun and token.text[0].isupper() and token.dep not in _MODIFIERS


def _first_of_name(
    block: Block, token: Token, full_names: Mapping[str, Name], speaker_words: Collection[str]
) -> int | None:
    """Return the index of the first token of the name that a token ends, or None if it ends no name."""
    word, first = normalize_name(token.text), token.index
    if word in full_names:
        while first and block.tokens[first - 1].lower in _PARTICLES:
            first -= 1
        while (
            first and block.tokens[first - 1].head is token and _is_forename(block.tokens[first - 1], full_names[word])
        ):
            first -= 1
        return first
    if word not in speaker_words:
        return None
    while first and _modifies_name(block.tokens[first - 1]):
        first -= 1
    opening = block.tokens[first].text
    is_name = forename_gender(opening) is not None or opening.endswith(".")
    return first if is_name and first < token.index <= first + _MAX_FORENAMES else None


def _modifies_name(token: Token) -> bool:
    return token.tag in _NAME_TAGS and token.dep in _MODIFIERS and not begins_title(token.text)


def _is_missed_forename(token: Token) -> bool:
    """Return True if a word before a name is a forename that the parser did not label."""
    return _modifies_name(token) and not token.entity and forename_gender(token.text) is not None


def _is_forename(token: Token, name: Name) -> bool:
    return token.tag in _NAME_TAGS and (token.text in name.given or forename_gender(token.text) is not None)


def _is_person(block: Block, entity: Entity) -> bool:
    return entity.label == "PERSON" or (entity.label in _MISTAKABLE and _follows_title(block, entity.first))


def _follows_title(block: Block, first: int) -> bool:
    """Return True if an abbreviated title such as "Mr." or "Sen." is directly before a token."""
    before = block.tokens[first - 1] if first else None
    return before is not None and before.text.endswith(".") and _is_title(before)


def _is_title(token: Token) -> bool:
    return token.text[0].isupper() and begins_title(token.text)


def _trimmed(text: str, number: int, block: Block, first: int, last: int) -> PrintedName | None:
    """Return the name within a range of tokens, with the title before it, or None if the range contains no name."""
    tokens = block.tokens
    last = _end_of_name(tokens, first, last)
    while first < last and (tokens[first].lower in _PARTISAN or tokens[first].tag in _DROPPED_TAGS):
        first += 1
    while first < last and _is_title(tokens[first]) and tokens[first].lower not in _FORENAMES_TOO:
        first += 1
    while first and tokens[first - 1].head in tokens[first : last + 1] and _is_missed_forename(tokens[first - 1]):
        first -= 1
    if last < first or not tokens[last].text[0].isalpha() or normalize_name(tokens[last].text) in _NO_SURNAMES:
        return None
    title_first = first
    while (
        title_first
        and tokens[title_first - 1].sentence == tokens[first].sentence
        and _is_title(tokens[title_first - 1])
    ):
        title_first -= 1
    form = text[tokens[title_first].start : tokens[last].end]
    name = parse_name(form) or parse_name(text[tokens[first].start : tokens[last].end])
    if name is None or not name.surname[0].isalpha() or "\n" in form:
        return None
    return PrintedName(number, first, last, name, " ".join(form.split()))


def _end_of_name(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the last token before a punctuation mark, a verb or a possessive: the name in "Obama Says" is "Obama"."""
    for index in range(first, last + 1):
        if tokens[index].tag.startswith(("VB", "MD", "IN", "POS")) and index > first:
            return index - 1
        if tokens[index].tag in _ENDING_TAGS or tokens[index].text in _ENDING_MARKS:
            return index - 1
    return last if tokens[last].text != "." else last - 1
