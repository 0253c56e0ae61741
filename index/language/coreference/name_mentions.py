"""Finding names of people as they are printed: those that the parser labels, and those that it misses.

Headlines are in capitals ("Obama Says"), surnames are also places and firms, titles stand before and marks behind:
what the parser labels is cut down to what is a name, and what it misses is found by what else the article says.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from index.language.names.gender import forename_gender
from index.language.names.person_name import Name, parse_name
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title
from index.language.syntax import Block, Entity, Token

_PARTICLES = word_set("de der van von den del della di da la le el bin ibn bint dos das du ter ten")
# Words in which firms and bodies end that the parser takes for people.
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
# Labels under which the parser files people whose title gives them away.
_MISTAKABLE = frozenset({"ORG", "GPE", "NORP", "WORK_OF_ART", "FAC", "LOC", "PRODUCT"})
_MODIFIERS = frozenset({"compound", "nmod"})
_MOST_FORENAMES = 3


@dataclass(frozen=True, slots=True)
class PrintedName:
    """A name where it is printed.

    Attributes:
        block: ordinal of the block.
        first: first token of the name, its title not counted.
        last: last token.
        name: the same, taken apart, with its title.
        form: as printed, title included, on one line.
    """

    block: int
    first: int
    last: int
    name: Name
    form: str


def labelled_names(text: str, blocks: Sequence[Block]) -> Iterator[PrintedName]:
    """Yield the names that the parser labels as people's, or that stand behind a title, in order."""
    for number, block in enumerate(blocks):
        done = -1
        for entity in block.entities:
            if entity.first > done and _is_person(block, entity):
                printed = _cut_down(text, number, block, entity.first, entity.last)
                if printed is not None:
                    done = printed.last
                    yield printed


def further_names(
    text: str, blocks: Sequence[Block], found: Iterable[PrintedName], spoken: Collection[str]
) -> Iterator[PrintedName]:
    """Yield names that the parser took for a place, a firm or nothing, in order.

    They end in the surname of somebody who is named in full, or in a word that somebody speaks under, with
    a forename before it.

    Args:
        text: canonical text of the article.
        blocks: the same, parsed.
        found: the names known already.
        spoken: plain last words of the speakers' mentions.
    """
    known, taken = dict[str, Name](), set[tuple[int, int]]()
    for each in found:
        taken.update((each.block, at) for at in range(each.first, each.last + 1))
        if each.name.given and normalize_name(each.name.surname):
            known[normalize_name(each.name.surname).split()[-1]] = each.name
    for number, block in enumerate(blocks):
        for token in block.tokens:
            if not _may_end_name(token) or (number, token.index) in taken:
                continue
            first = _first_of(block, token, known, spoken)
            printed = None if first is None else _cut_down(text, number, block, first, token.index)
            if printed is not None:
                yield printed


def _may_end_name(token: Token) -> bool:
    return token.is_noun and token.text[0].isupper() and token.dep not in _MODIFIERS


def _first_of(block: Block, token: Token, known: Mapping[str, Name], spoken: Collection[str]) -> int | None:
    """Return the first token of the name that a token ends, None where it ends none."""
    word, first = normalize_name(token.text), token.index
    if word in known:
        while first and block.tokens[first - 1].lower in _PARTICLES:
            first -= 1
        while first and block.tokens[first - 1].head is token and _is_forename(block.tokens[first - 1], known[word]):
            first -= 1
        return first
    if word not in spoken:
        return None
    while first and _goes_with_name(block.tokens[first - 1]):
        first -= 1
    opening = block.tokens[first].text
    is_name = forename_gender(opening) is not None or opening.endswith(".")
    return first if is_name and first < token.index <= first + _MOST_FORENAMES else None


def _goes_with_name(token: Token) -> bool:
    return token.tag in _NAME_TAGS and token.dep in _MODIFIERS and not begins_title(token.text)


def _is_bare_forename(token: Token) -> bool:
    """Whether a word before a name is a forename that the parser left out."""
    return _goes_with_name(token) and not token.entity and forename_gender(token.text) is not None


def _is_forename(token: Token, name: Name) -> bool:
    return token.tag in _NAME_TAGS and (token.text in name.given or forename_gender(token.text) is not None)


def _is_person(block: Block, entity: Entity) -> bool:
    return entity.label == "PERSON" or (entity.label in _MISTAKABLE and _is_titled(block, entity.first))


def _is_titled(block: Block, first: int) -> bool:
    """Whether a title such as "Mr." or "Sen." stands before a token."""
    before = block.tokens[first - 1] if first else None
    return before is not None and before.text.endswith(".") and _is_title(before)


def _is_title(token: Token) -> bool:
    return token.text[0].isupper() and begins_title(token.text)


def _cut_down(text: str, number: int, block: Block, first: int, last: int) -> PrintedName | None:
    """Return the name between two tokens with the title before it; None where none is left."""
    tokens = block.tokens
    last = _end_of_name(tokens, first, last)
    while first < last and (tokens[first].lower in _PARTISAN or tokens[first].tag in {"DT", "IN", "CC", "PRP$"}):
        first += 1
    while first < last and _is_title(tokens[first]) and tokens[first].lower not in {"al", "ben"}:
        first += 1
    while first and tokens[first - 1].head in tokens[first : last + 1] and _is_bare_forename(tokens[first - 1]):
        first -= 1
    if last < first or not tokens[last].text[0].isalpha() or normalize_name(tokens[last].text) in _NO_SURNAMES:
        return None
    start = first
    while start and tokens[start - 1].sentence == tokens[first].sentence and _is_title(tokens[start - 1]):
        start -= 1
    form = text[tokens[start].start : tokens[last].end]
    name = parse_name(form) or parse_name(text[tokens[first].start : tokens[last].end])
    if name is None or not name.surname[0].isalpha() or "\n" in form:
        return None
    return PrintedName(number, first, last, name, " ".join(form.split()))


def _end_of_name(tokens: Sequence[Token], first: int, last: int) -> int:
    """Return the last token before a mark, a verb or a possessive: "Obama Says" is no name."""
    for at in range(first, last + 1):
        if tokens[at].tag.startswith(("VB", "MD", "IN", "POS")) and at > first:
            return at - 1
        if tokens[at].tag in {"VBZ", "VBD", "POS"} or tokens[at].text in {"--", "\u2014", "|", ",", "'", "\u2019"}:
            return at - 1
    return last if tokens[last].text != "." else last - 1
