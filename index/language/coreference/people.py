"""Who is who in one article: printed names gathered into people, with titles, roles and gender.

Two names belong to one person if :mod:`index.language.names.name_matching` allows it. If several people fit, the one
mentioned first is chosen, unless that mention is far back.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field

from index.language.coreference.name_mentions import PrintedName, further_names, labelled_names
from index.language.coreference.role_phrases import role_nouns, role_phrases
from index.language.names.name_matching import NameMatch, match_names
from index.language.names.person_name import Name
from index.language.names.spelling import normalize_name
from index.language.names.titles import title_gender
from index.language.syntax import Block, Token
from index.models import Gender, PersonMention, Span

_LONG_AGO = 3  # paragraphs
_ROUNDS = 2  # what is found late makes other names known


@dataclass(slots=True)
class ArticlePerson:
    """A person of one article, while it is read.

    Attributes:
        names: every name printed, with how often.
        printed: each name as it is printed, without its title.
        forms: every form printed, titles included, with how often.
        roles: what is said that they are.
        gender: by title, forename or pronoun.
    """

    names: Counter[Name] = field(default_factory=Counter)
    printed: dict[Name, str] = field(default_factory=dict)
    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    nouns: set[str] = field(default_factory=set)
    gender: Gender | None = None

    @property
    def is_surely_one(self) -> bool:
        """Whether there is more to it than one word that the parser took for a person."""
        return bool(self.nouns) or any(name.given or name.title for name in self.names) or sum(self.names.values()) > 2  # noqa: PLR2004

    @property
    def in_full(self) -> int:
        """How often a name with a forename is printed."""
        return sum(count for name, count in self.names.items() if name.given)

    @property
    def full_names(self) -> list[Name]:
        """The names with a forename, all names where there is none."""
        return [name for name in self.names if name.given] or list(self.names)

    @property
    def fullest(self) -> Name:
        """The name of most words, the more frequent one of two."""
        return max(self.names, key=lambda name: (len(name.given) > 0, min(len(name.given), 2), self.names[name]))

    def take(self, printed: PrintedName, bare: str) -> None:
        """Take in one more place where the person is named; ``bare`` is the name there without its title."""
        name = printed.name
        self.forms[printed.form] += 1
        self.printed.setdefault(name, bare)
        told = title_gender(name.title) if name.title else None
        if told is not None:
            self.gender = told
        elif self.gender is None and name.given:
            self.gender = name.gender
        for word in (name.title or "").split():
            self.nouns |= role_nouns(word)

    def mentioned(self) -> PersonMention:
        """Return the person as an attribution tells them."""
        forms = tuple(form for form, _ in self.forms.most_common())
        return PersonMention(
            self.printed[self.fullest], forms, tuple(role for role, _ in self.roles.most_common()), self.gender
        )


@dataclass(frozen=True, slots=True)
class NameMention:
    """One place where a name is printed.

    Attributes:
        person: position among the characters.
        block: ordinal of the block.
        first: first token of the name, its title not counted.
        last: last token.
        head: the token that the rest of the name depends on.
        sentence: ordinal of the sentence in the article.
    """

    person: int
    block: int
    first: int
    last: int
    head: Token
    sentence: int


class ArticlePeople:
    """The people of one article.

    Args:
        text: canonical text of the article.
        blocks: the same, parsed.
        speakers: block and token of the heads of speakers' mentions; a name there is a person's more likely.
    """

    def __init__(self, text: str, blocks: Sequence[Block], speakers: Collection[tuple[int, int]] = ()) -> None:
        self._text = text
        self._blocks = blocks
        self._spoken = {normalize_name(blocks[block].tokens[index].text) for block, index in speakers} - {""}
        self._first_sentence = _ordinals(blocks)
        self.people: list[ArticlePerson] = []
        self.namings: list[NameMention] = []
        self._by_token: dict[tuple[int, int], int] = {}
        self._name_all()

    def person_at(self, block: int, token: Token) -> int | None:
        """Return whose name a token is part of."""
        return self._by_token.get((block, token.index))

    def sentence_of(self, block: int, token: Token) -> int:
        """Return the ordinal of a token's sentence in the article."""
        return self._first_sentence[block] + token.sentence

    def naming_before(self, person: int, position: int) -> Span | None:
        """Return where a person is named last before a position, else first behind it."""
        places = [self._span(each) for each in self.namings if each.person == person]
        before = bisect_right([place.start for place in places], position)
        if before:
            return places[before - 1]
        return places[0] if places else None

    def with_name(self, person: int, mention: Span) -> Span:
        """Return a mention with the name right before it: "who" of "Ann Bell, who" says nothing by itself."""
        places = (self._span(each) for each in self.namings if each.person == person)
        beside = (
            place
            for place in places
            if place.end <= mention.start and not self._text[place.end : mention.start].strip(", ")
        )
        place = next(beside, mention)
        return Span(place.start, mention.end)

    def _span(self, naming: NameMention) -> Span:
        return self._blocks[naming.block].span(naming.first, naming.last)

    def _name_all(self) -> None:
        printed = list(labelled_names(self._text, self._blocks))
        for _ in range(_ROUNDS):
            late = list(further_names(self._text, self._blocks, printed, self._spoken))
            printed = sorted([*printed, *late], key=lambda each: (each.block, each.first))
            if not late:
                break
        self._gather(printed)
        for naming in self.namings:
            self._learn(naming)

    # Whose they are.

    def _gather(self, printed: Sequence[PrintedName]) -> None:
        """Give every name to a person: those in full first, then the others in the order of the text."""
        owners: dict[Name, int] = {}
        for each in printed:
            if each.name.given:
                if each.name not in owners:
                    owners[each.name] = self._owner_of_full(each.name)
                owner = self.people[owners[each.name]]
                owner.names[each.name] += 1
                owner.gender = owner.gender or each.name.gender
        latest: dict[int, int] = {}  # the block in which each was named last
        for each in printed:
            person = owners[each.name] if each.name.given else self._owner_of_bare(each.name, latest, each.block)
            if not each.name.given:
                self.people[person].names[each.name] += 1
            latest[person] = each.block
            self._place(each, person)

    def _owner_of_full(self, name: Name) -> int:
        for number, person in enumerate(self.people):
            alike = [match_names(name, other) for other in person.names]
            if None not in alike and NameMatch.FULL in alike:
                return number
        return self._new()

    def _owner_of_bare(self, name: Name, latest: Mapping[int, int], block: int) -> int:
        """Return who is meant by a single name: of the surname, else the forename.

        Of several the one met first, who is the one whom papers name by the surname alone; unless long ago.
        """
        for candidates in self._candidates(name):
            named = [number for number in candidates if number in latest]
            if len(named) > 1:
                newest = max(named, key=lambda number: latest[number])
                is_newest = block - latest[newest] <= 1 and block - latest[named[0]] > _LONG_AGO
                return newest if is_newest else named[0]
            if candidates:
                return (named or candidates)[0]
        return self._new()

    def _candidates(self, name: Name) -> tuple[list[int], list[int]]:
        """Return the people of a surname, and those of a forename."""
        by_surname, by_forename = list[int](), list[int]()
        told = title_gender(name.title) if name.title else None
        agreeing = [number for number, person in enumerate(self.people) if told is None or person.gender == told]
        open_to = [number for number, person in enumerate(self.people) if told and person.gender is None]
        for number in [*agreeing, *open_to]:
            person = self.people[number]
            alike = [match_names(name, other) for other in person.full_names]
            if None not in alike and alike:
                only_forename = set(alike) == {NameMatch.FORENAME}
                (by_forename if only_forename else by_surname).append(number)
        return by_surname, by_forename

    def _new(self) -> int:
        self.people.append(ArticlePerson())
        return len(self.people) - 1

    def _place(self, each: PrintedName, person: int) -> None:
        block = self._blocks[each.block]
        inside = block.tokens[each.first : each.last + 1]
        head = next((token for token in inside if token.head is token or token.head not in inside), inside[-1])
        sentence = self._first_sentence[each.block] + head.sentence
        self.namings.append(NameMention(person, each.block, each.first, each.last, head, sentence))
        self._by_token.update(((each.block, token.index), person) for token in inside)
        self.people[person].take(each, " ".join(block.span(each.first, each.last).of(self._text).split()))

    def _learn(self, naming: NameMention) -> None:
        """Take in what the article says that a person is."""
        block, character = self._blocks[naming.block], self.people[naming.person]
        name = (naming.first, naming.last)
        for phrase in role_phrases(
            self._text, block, name, naming.head, lambda token: self.person_at(naming.block, token) is not None
        ):
            character.nouns |= phrase.nouns
            if phrase.role is not None:
                character.roles[phrase.role] += 1


def _ordinals(blocks: Sequence[Block]) -> list[int]:
    """Return the ordinal in the article of each block's first sentence."""
    ordinals, total = [], 0
    for block in blocks:
        ordinals.append(total)
        total += len(block.sentences)
    return ordinals
