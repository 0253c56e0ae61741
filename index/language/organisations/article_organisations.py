"""Groups the printed names of the organisations of one article."""

import re
from collections import Counter
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from index.language.names.nations import is_national
from index.language.names.spelling import normalize_name
from index.language.organisations.mentions import PrintedOrganisation, is_metonym, printed_organisations
from index.language.organisations.names import acronyms_of, has_acronym_of, is_acronym, is_generic, organisation_words
from index.language.organisations.nouns import group_of, group_of_name
from index.language.organisations.words import on_one_line
from index.language.syntax import Block, Token
from index.models import PersonMention, Span

_MIN_LETTERS: Final = 3  # of an acronym whose words are searched
_BETWEEN: Final = r"(?:['\u2019]s)?[ \t]+(?:(?:and|of|for|the|on)[ \t]+){0,2}"


@dataclass(slots=True)
class ArticleOrganisation:
    """An organisation of one article. The fields change while the article is read.

    Attributes:
        forms: each printed name with its number of occurrences.
        words: the normalized words of each name.
        groups: the groups of organisations that its names and the nouns beside them show.
        nouns: the nouns beside its names.
    """

    forms: Counter[str] = field(default_factory=Counter)
    words: set[frozenset[str]] = field(default_factory=set)
    groups: set[str] = field(default_factory=set)
    nouns: set[str] = field(default_factory=set)

    def add(self, name: str, noun: str | None) -> None:
        """Record a name, and the noun that describes it."""
        self.forms[name] += 1
        self.words.add(organisation_words(name))
        groups = {group_of_name(name), group_of(noun) if noun else None}
        self.groups |= {group for group in groups if group}
        if noun:
            self.nouns.add(noun)

    @property
    def name(self) -> str:
        """The printed name with the most words, acronyms last; the more frequent name in a tie."""
        return max(self.forms, key=lambda form: (not is_acronym(form), len(form.split()), self.forms[form]))

    @property
    def is_generic(self) -> bool:
        """Whether the article prints no proper name of it."""
        return is_generic(self.name)

    def to_mention(self) -> PersonMention:
        """Return the organisation as a part of an attribution."""
        name = self.name
        forms = dict.fromkeys([name, *(form for form, _ in self.forms.most_common())])
        return PersonMention(name, tuple(forms), kind="organisation")


@dataclass(frozen=True, slots=True)
class OrganisationMention:
    """One mention of an organisation by name.

    Attributes:
        organisation: position of the organisation in the list.
        block: ordinal of the block.
        first: index of the first token of the name.
        last: index of the last token of the name.
        sentence: ordinal of the sentence in the article.
    """

    organisation: int
    block: int
    first: int
    last: int
    sentence: int


class ArticleOrganisations:
    """The organisations of one article and their mentions by name.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        speakers: block and token index of the heads of the speakers' mentions.

    Attributes:
        organisations: the organisations of the article.
        mentions: their mentions by name, in text order.
    """

    def __init__(self, text: str, blocks: Sequence[Block], speakers: Collection[tuple[int, int]] = ()) -> None:
        self._text = text
        self._blocks = blocks
        self.organisations: list[ArticleOrganisation] = []
        self.mentions: list[OrganisationMention] = []
        self._by_token: dict[tuple[int, int], OrganisationMention] = {}
        self._in_names = set[tuple[int, int]]()
        self._first_sentence = [0]
        for block in blocks:
            self._first_sentence.append(self._first_sentence[-1] + len(block.sentences))
        printed = list(printed_organisations(text, blocks, speakers))
        owners = self._owners(printed)
        for one in printed:
            self._add(one, owners[one.name])

    def at(self, block: int, token: Token) -> OrganisationMention | None:
        """Return the mention that a token is a part of, or None."""
        return self._by_token.get((block, token.index))

    def blocks_without_names(self) -> list[Block]:
        """Return the blocks without the entities that share a token with an organisation's name.

        The parser labels some organisations as people.
        """
        return [self._without_entities(number, block) for number, block in enumerate(self._blocks)]

    def _without_entities(self, number: int, block: Block) -> Block:
        kept = [
            entity
            for entity in block.entities
            if not any((number, index) in self._in_names for index in range(entity.first, entity.last + 1))
        ]
        return block if len(kept) == len(block.entities) else replace(block, entities=kept)

    def without_names(self, positions: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
        """Return the positions of tokens, by block and index, that are no part of an organisation's name."""
        return {position for position in positions if position not in self._in_names}

    def printed(self, block: int, first: int, last: int) -> str:
        """Return the tokens ``first`` to ``last`` of a block as printed, on one line."""
        return on_one_line(self._text, self._blocks[block], first, last)

    def sentence_of(self, block: int, token: Token) -> int:
        """Return the ordinal of a token's sentence in the article."""
        return self._first_sentence[block] + token.sentence

    def named(self, name: str) -> int:
        """Return the organisation with a name that a description gives. Add one if there is none."""
        number = self._matching(name)
        if number is None:
            self.organisations.append(ArticleOrganisation())
            number = len(self.organisations) - 1
        self.organisations[number].add(name, None)
        return number

    def nearest_name(self, organisation: int, position: int) -> Span | None:
        """Return the last mention by name that starts at or before a position, else the first one after it, or None."""
        spans = [self._span(mention) for mention in self.mentions if mention.organisation == organisation]
        before = [span for span in spans if span.start <= position]
        return before[-1] if before else spans[0] if spans else None

    def _span(self, mention: OrganisationMention) -> Span:
        return self._blocks[mention.block].span(mention.first, mention.last)

    def _owners(self, printed: Sequence[PrintedOrganisation]) -> dict[str, int]:
        """Assign every name to an organisation, the names with the most words first."""
        owners: dict[str, int] = {}
        names = Counter(one.name for one in printed)
        for name in sorted(
            names, key=lambda name: (is_acronym(name), -len(organisation_words(name)), -names[name], name)
        ):
            number = self._matching(name)
            if number is None:
                self.organisations.append(ArticleOrganisation())
                number = len(self.organisations) - 1
                full = _expansion(self._text, name)
                if full is not None:
                    self.organisations[number].words.add(organisation_words(full))
                    self.organisations[number].forms.setdefault(full, 0)
            owners[name] = number
            self.organisations[number].words.add(organisation_words(name))
            self.organisations[number].forms.setdefault(name, 0)
        return owners

    def _matching(self, name: str) -> int | None:
        """Return the organisation of a name: by the same words, by its acronym, or the only one that it shortens."""
        words = organisation_words(name)
        same = [number for number, one in enumerate(self.organisations) if words in one.words]
        if same or not words:
            return same[0] if same else None
        if is_acronym(name):
            key = normalize_name(name)
            long = [
                n for n, one in enumerate(self.organisations) if any(key in acronyms_of(form) for form in one.forms)
            ]
            return long[0] if len(long) == 1 else None
        if is_national(name) or is_generic(name) or is_metonym(name):
            return None
        longer = [
            number
            for number, one in enumerate(self.organisations)
            if (any(words < other for other in one.words) and any(_shortens(name, form) for form in one.forms))
            or any(has_acronym_of(name, form) for form in one.forms)
        ]
        return longer[0] if len(longer) == 1 else None

    def _add(self, printed: PrintedOrganisation, number: int) -> None:
        self.organisations[number].add(printed.name, printed.noun)
        block = self._blocks[printed.block]
        sentence = self.sentence_of(printed.block, block.tokens[printed.last])
        mention = OrganisationMention(number, printed.block, printed.first, printed.last, sentence)
        self.mentions.append(mention)
        for token in block.tokens[printed.first : printed.last + 1]:
            self._by_token[printed.block, token.index] = mention
            if not printed.is_described:
                self._in_names.add((printed.block, token.index))


def _shortens(short: str, full: str) -> bool:
    """Return True if a name has the first or the last words of a longer one, or words of it and its last noun.

    The Health Ministry can be the Ministry of Health and Welfare.
    """
    words, longer = normalize_name(short).split(), normalize_name(full).split()
    group = group_of_name(short) if len(words) > 1 else None
    return (
        longer[: len(words)] == words
        or longer[-len(words) :] == words
        or (group is not None and group == group_of_name(full))
    )


def _expansion(text: str, acronym: str) -> str | None:
    """Return the only words of a text with the initials of an acronym: "Air and Road Patrols" for "ARP", or None."""
    if not (acronym.isalpha() and acronym.isupper() and len(acronym) >= _MIN_LETTERS):
        return None
    words = _BETWEEN.join(rf"{letter}[\w-]*[a-z]" for letter in acronym)
    found = {" ".join(match.group().split()) for match in re.finditer(rf"\b{words}\b", text)}
    return found.pop() if len(found) == 1 else None
