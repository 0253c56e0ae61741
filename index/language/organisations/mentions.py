"""Finds the names of organisations in an article, and descriptions that name one: "the Irving police".

The parser's labels are unreliable for names of organisations, so the last word of a name and the words around it decide
first: "Volkov Oil", "the label Tall Harbour", "Tall Harbour have denied it".
"""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.names.gender import forename_gender
from index.language.names.nations import is_national
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title, is_person_noun
from index.language.organisations.context import COUNTED, content_subject, names_by_context, noun_beside
from index.language.organisations.descriptions import described_name
from index.language.organisations.names import is_acronym
from index.language.organisations.nouns import ends_name, group_of, group_of_name, is_institution
from index.language.organisations.well_known import known_group
from index.language.organisations.words import (
    MARKS,
    MAX_PERSON,
    NAME_TAGS,
    PROPER,
    SAINTS,
    PeopleNames,
    follows_article,
    has_role,
    is_headline,
    is_person_like,
    is_title,
    name_runs,
    on_one_line,
)
from index.language.syntax import Block, Token

_PLACES: Final = frozenset({"GPE", "LOC", "NORP"})
_LINKS: Final = frozenset({"of", "for", "on"})
# Capitals and seats of governments that stand for them: "Moscow said".
_METONYMS: Final = word_set(
    """
    moscow beijing washington kyiv kiev tehran delhi islamabad ankara brussels berlin paris tokyo seoul pyongyang riyadh
    jerusalem cairo baghdad damascus kabul canberra ottawa pretoria nairobi abuja accra harare kampala khartoum tripoli
    belgrade budapest warsaw athens madrid lisbon rome vienna stockholm oslo copenhagen helsinki dublin dhaka colombo
    kathmandu manila jakarta hanoi bangkok taipei wellington brasilia caracas bogota lima santiago havana doha kremlin
    pentagon whitehall westminster holyrood stormont vatican taliban hamas hezbollah isis
    """,
)
_PLACE_METONYMS: Final = frozenset({"white house", "downing street", "buckingham palace", "scotland yard", "new delhi"})
# Surnames that are also nouns of organisations. After a forename they are surnames: Ann Church.
_SURNAMES_TOO: Final = word_set(
    """
    church banks bank court house school temple gallery post times service power gas water media star mail press
    journal standard express sun globe mirror review kitchen market store stores hotel restaurant cafe shop park news
    palace prison port jail force band lab channel
    """
)
_CLUBS: Final = frozenset({"fc", "afc", "sc"})  # before the name: FC Ostrel
_PERSON_NAME: Final = 2  # tokens of a forename and a surname
_MAX_OFFICE: Final = 3  # "of" in "the director of the chapter of the council on roads Ann Holm"
_MAX_NAME: Final = 8  # tokens of a name in a headline
_SAINT: Final = 3  # tokens in "St Mary's"
# Words that are printed in capitals for stress, and are no acronyms.
_STRESSED: Final = word_set("on it or no so we us to in at by as an am is be do go he if me my of ok oh pm tv i a new")
_QUANTIFIERS: Final = word_set("all some many most few several both more these those other")


@dataclass(frozen=True, slots=True)
class PrintedOrganisation:
    """The name of an organisation at one position of an article.

    Attributes:
        block: ordinal of the block.
        first: index of the first token of the name, without an article.
        last: index of the last token of the name.
        name: the name as printed, on one line.
        noun: the noun that describes it beside the name, "retailer", or None.
        is_described: True if the noun is in lower case: "Irving police". A part can be the name of a person.
    """

    block: int
    first: int
    last: int
    name: str
    noun: str | None = None
    is_described: bool = False


def printed_organisations(
    text: str, blocks: Sequence[Block], speakers: Collection[tuple[int, int]] = ()
) -> Iterator[PrintedOrganisation]:
    """Yield the names of organisations, in text order.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        speakers: block and token index of the heads of the speakers' mentions.
    """
    people = PeopleNames(blocks)
    finder = _NameFinder(text, blocks, people, names_by_context(text, blocks, people, speakers))
    named = list(finder.find())
    short = finder.short_names(named)
    if short:
        finder.known |= short
        named = list(finder.find())
    covered = {(one.block, index) for one in named for index in range(one.first, one.last + 1)}
    yield from sorted([*named, *_described(text, blocks, covered)], key=lambda one: (one.block, one.first))


def _described(
    text: str, blocks: Sequence[Block], covered: Collection[tuple[int, int]]
) -> Iterator[PrintedOrganisation]:
    """Yield the descriptions that name an organisation: "Irving police"."""
    for number, block in enumerate(blocks):
        for token in block.tokens:
            if token.text[0].isupper() or (number, token.index) in covered:
                continue
            place = described_name(block, token)
            if place is not None and not any((number, index) in covered for index in range(place[0], place[1] + 1)):
                yield PrintedOrganisation(number, *place, on_one_line(text, block, *place), is_described=True)


@dataclass(slots=True)
class _NameFinder:
    """Finder of the organisations among the runs of capitalised words of an article.

    Attributes:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        people: the words of the people's names.
        known: normalized names that belong to organisations.
    """

    text: str
    blocks: Sequence[Block]
    people: PeopleNames
    known: frozenset[str]

    def find(self) -> Iterator[PrintedOrganisation]:
        """Yield the names of organisations, in text order."""
        headlines = [number for number, block in enumerate(self.blocks) if is_headline(block)]
        others = [number for number in range(len(self.blocks)) if number not in headlines]
        body = list(self._find_in(others))
        yield from body
        names = {normalize_name(one.name) for one in body}
        for number in headlines:
            yield from self._known_in(number, names)

    def _known_in(self, number: int, names: Collection[str]) -> Iterator[PrintedOrganisation]:
        """Yield the names in a headline. All its words have capitals, so only the names of the body count."""
        block = self.blocks[number]
        for first, last in name_runs(block):
            spans = (
                (start, end)
                for start in range(first, last + 1)
                for end in range(min(last, start + _MAX_NAME), start - 1, -1)
            )
            texts = ((span, on_one_line(self.text, block, *span)) for span in spans)
            found = next(((span, text) for span, text in texts if normalize_name(text) in names), None)
            if found is not None:
                (start, end), text = found
                yield PrintedOrganisation(number, start, end, text)
            elif last - first < MAX_PERSON and ends_name(block.tokens[last].text):
                named = self._named_in(number, first, last)
                yield from [named] if named is not None else []

    def _find_in(self, numbers: Iterable[int]) -> Iterator[PrintedOrganisation]:
        for number in numbers:
            block = self.blocks[number]
            names: list[PrintedOrganisation] = []
            for first, last in name_runs(block):
                found = self._named_in(number, first, last)
                if found is None or not any(map(str.isalpha, found.name)) or (names and names[-1].last >= found.last):
                    continue
                if names and names[-1].last >= found.first:
                    names.pop()  # as the Kenya of Kenya's Interior Ministry
                names.append(found)
            yield from names

    def short_names(self, named: Iterable[PrintedOrganisation]) -> frozenset[str]:
        """Return the normalized short names that no person has: "Orley" for "Orley Ltd"."""
        short = set[str]()
        for one in named:
            *words, last = normalize_name(one.name).split() or [""]
            group = group_of_name(last)
            if words and group == "company" and group_of(last) is None:
                short.add(" ".join(words))
            elif words and group in {"club", "newspaper"}:
                short.add(last)
        return frozenset(name for name in short if not self.people.have(name) and not is_national(name))

    def _named_in(self, number: int, first: int, last: int) -> PrintedOrganisation | None:
        """Return the organisation that a run of capitalised words names, or None."""
        block = self.blocks[number]
        last = _before_person(block, first, last)
        end = _end_of_organisation(block, first, last)
        if end is not None:
            start, stop = _with_nation(block, first), _with_complement(block, end)
            return PrintedOrganisation(number, start, stop, on_one_line(self.text, block, start, stop))
        if first == last and self.people.include(number, block.tokens[first]):
            return None
        name = on_one_line(self.text, block, first, last)
        if (
            normalize_name(name) in self.known
            or _is_well_known(block, first, last, name)
            or self._is_labelled(block, first, last)
        ):
            return PrintedOrganisation(number, first, last, name, noun_beside(block, first, last))
        return None

    def _is_labelled(self, block: Block, first: int, last: int) -> bool:
        """Return True if the parser's label, an acronym or the name of a state shows an organisation in a run."""
        words = block.tokens[first : last + 1]
        head, is_single = words[-1], first == last
        before = block.tokens[max(0, first - 1) : first]
        is_reference = is_single and group_of(head.text) is not None and not is_institution(head.text)
        if is_reference or any(map(is_title, [*before, *words])):
            return False
        name = normalize_name(" ".join(word.text for word in words))
        if _stands_for_government(name, head, is_single=is_single):
            return True
        if is_single and _is_acronym(head) and head.entity not in {"PERSON", *COUNTED}:
            return not _is_in_capitals(block, head) and not _opens_line(block, head)
        if content_subject(head, acting=False) in {"he", "she"} and not follows_article(block.tokens, first):
            return False
        if is_person_like(words) or has_role(words) or any(child.lower in _QUANTIFIERS for child in head.children):
            return False
        has_acronym = head.entity == "ORG" and _is_acronym(head) and not _is_in_capitals(block, head)  # Ohio RTA
        are_labelled = has_acronym or all(word.entity == "ORG" or not word.is_word for word in words)
        return are_labelled and not (is_single and self.people.may_include(head))


def _is_well_known(block: Block, first: int, last: int, name: str) -> bool:
    """Return True for the name of a well-known organisation. Acronyms have rules of their own."""
    follows_title = first > 0 and is_title(block.tokens[first - 1])
    is_short = first == last and block.tokens[first].text.isupper()
    return known_group(normalize_name(name)) is not None and not follows_title and not is_short


def is_metonym(name: str) -> bool:
    """Return True if a name is a capital or a seat of power that stands for a government: "Moscow"."""
    key = normalize_name(name)
    return key in _METONYMS or key in _PLACE_METONYMS


def _stands_for_government(name: str, head: Token, *, is_single: bool) -> bool:
    """Return True for the names of countries, capitals and seats of power: "China", "Moscow", "the White House"."""
    if is_metonym(name) or (is_single and is_institution(name)):
        return True
    return is_national(name) and head.entity in {"GPE", "ORG", "PERSON"} and head.tag in NAME_TAGS


def _is_acronym(token: Token) -> bool:
    return is_acronym(token.text) and token.lower not in _STRESSED and not begins_title(token.text)


def _is_in_capitals(block: Block, token: Token) -> bool:
    """Return True if a neighbour of a word in capitals is in capitals too, as in a headline."""
    neighbours = block.tokens[max(0, token.index - 1) : token.index + 2]
    return any(
        other is not token and other.text.isupper() and len(other.text) > 1 and other.is_word for other in neighbours
    )


def _opens_line(block: Block, token: Token) -> bool:
    """Return True for a name in capitals before a colon, as in a transcript: "RYLE: No."."""
    return any(other.text == ":" for other in block.tokens[token.index + 1 : token.index + 2])


def _end_of_organisation(block: Block, first: int, last: int) -> int | None:
    """Return the last token of the organisation at the start of a run, by its last noun, or None."""
    tokens = block.tokens
    if last > first and tokens[first].lower in _CLUBS:
        return last
    for index in range(last, first, -1):
        word = tokens[index]
        if not ends_name(word.text):
            continue
        is_surname = (
            index == first + 1 and normalize_name(word.text) in _SURNAMES_TOO and not follows_article(tokens, first)
        )
        is_after_title = is_title(tokens[index - 1]) and tokens[index - 1].lower != "justice"
        if (is_surname and forename_gender(tokens[first].text)) or is_after_title:
            return None
        is_hyphened = index < last and tokens[index + 1].text == "-"  # the Ostrel Herald-Star
        return last if is_hyphened else index
    has_complement = ends_name(tokens[first].text) and first == last and _with_complement(block, last) > last
    return first if has_complement else None


def _with_nation(block: Block, first: int) -> int:
    """Return the start of "Russia's Defense Ministry" for the start of "Defense Ministry"."""
    tokens = block.tokens
    if first >= _SAINT and tokens[first - 1].text in MARKS and tokens[first - _SAINT].lower in SAINTS:
        return first - _SAINT  # as in St Mary's School
    if first > 1 and tokens[first - 1].text in MARKS and tokens[first - 2].entity in _PLACES:
        start = first - 2
        while start and tokens[start - 1].entity in _PLACES and tokens[start - 1].text[0].isupper():
            start -= 1
        return start
    if first and is_national(tokens[first - 1].text) and tokens[first - 1].text[0].isupper():
        return first - 1
    return first


def _with_complement(block: Block, end: int) -> int:
    """Return the end of "Ministry of Health and Welfare" for the end of "Ministry"."""
    tokens = block.tokens
    while end + 2 < len(tokens) and tokens[end + 1].lower in _LINKS and ends_name(tokens[end].text):
        start = end + 2 if tokens[end + 2].lower != "the" else end + 3
        stop = start
        while stop < len(tokens) and (_is_capital(tokens[stop]) or _links_parts(tokens, start, stop)):
            if tokens[stop].entity == "PERSON" or is_title(tokens[stop]):
                break
            stop += 1
        precedes_title = stop < len(tokens) and is_title(tokens[stop])
        while precedes_title and stop > start and begins_title(tokens[stop - 1].text):
            stop -= 1
        if stop - start > MAX_PERSON and forename_gender(tokens[stop - 2].text):
            stop -= 2  # a person's name follows the name of the organisation
        if stop == start:
            break
        end = stop - 1
    return end


def _before_person(block: Block, first: int, last: int) -> int:
    """Return the last token of a run without the person at its end: "the leader of the Opposition Ann Holm"."""
    if last - first < _PERSON_NAME or ends_name(block.tokens[last].text):
        return last
    opening, word = block.tokens[last - 1], block.tokens[last]
    if opening.tag not in NAME_TAGS or forename_gender(opening.text) is None or is_national(opening.text):
        return last
    for _ in range(_MAX_OFFICE):
        if word.dep != "pobj" or word.head.dep != "prep":
            return last
        word = word.head.head
        if is_person_noun(word.lemma):
            return last - _PERSON_NAME
    return last


def _is_capital(token: Token) -> bool:
    is_name = token.tag in NAME_TAGS or token.entity in PROPER
    return token.text[0].isupper() and is_name and token.entity not in {"DATE", "TIME"}


def _links_parts(tokens: Sequence[Token], start: int, position: int) -> bool:
    """Return True for the "and" of "Health and Welfare" if the parser labels it as a part of the name."""
    is_hyphen = tokens[position].text == "-"
    is_link = is_hyphen or (
        tokens[position].lower in {"and", "&", "of", "the", "for"} and tokens[position].entity == "ORG"
    )
    return is_link and position > start and position + 1 < len(tokens) and tokens[position + 1].text[0].isupper()
