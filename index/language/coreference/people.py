"""Groups the printed names of one article into people, with their titles, roles and genders.

Two names belong to one person if :mod:`index.language.names.name_matching` allows it. If several people fit a bare
surname, the person mentioned first is chosen, unless that mention is far back.
"""

from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Final

from index.language.coreference.name_mentions import PrintedName, labelled_names, unlabelled_names
from index.language.coreference.role_phrases import role_nouns, role_phrases
from index.language.names.name_matching import NameMatch, match_names
from index.language.names.person_name import Name
from index.language.names.spelling import normalize_name
from index.language.names.titles import title_gender
from index.language.syntax import Block, Token
from index.models import Gender, PersonMention, Span

_FAR_BACK: Final = 3  # paragraphs
_ROUNDS: Final = 2  # names found in the first round can reveal more names in the second
_FEW_MENTIONS: Final = 2  # a bare word printed so rarely may be no person


@dataclass(slots=True)
class ArticlePerson:
    """A person of one article. The fields change while the article is read.

    Attributes:
        names: each printed name with its number of occurrences.
        printed: for each name, the text of its first occurrence, without the title.
        forms: each printed form, including titles, with its number of occurrences.
        roles: each role that the article states, with its number of occurrences.
        nouns: the nouns that can refer to the person, from titles and roles: "senator".
        gender: gender by title, forename or pronoun.
    """

    names: Counter[Name] = field(default_factory=Counter)
    printed: dict[Name, str] = field(default_factory=dict)
    forms: Counter[str] = field(default_factory=Counter)
    roles: Counter[str] = field(default_factory=Counter)
    nouns: set[str] = field(default_factory=set)
    gender: Gender | None = None

    @property
    def is_certain(self) -> bool:
        """Whether there is more evidence of a person than a bare word that the parser labelled once or twice."""
        has_details = bool(self.nouns) or any(name.given or name.title for name in self.names)
        return has_details or sum(self.names.values()) > _FEW_MENTIONS

    @property
    def full_name_count(self) -> int:
        """Number of occurrences of names with a forename."""
        return sum(count for name, count in self.names.items() if name.given)

    @property
    def full_names(self) -> list[Name]:
        """The names with a forename, or all names if none has one."""
        return [name for name in self.names if name.given] or list(self.names)

    @property
    def fullest_name(self) -> Name:
        """The name with the most given names, up to two; the more frequent name in a tie."""
        return max(self.names, key=lambda name: (len(name.given) > 0, min(len(name.given), 2), self.names[name]))

    def add_mention(self, mention: PrintedName, bare: str) -> None:
        """Record one mention of the person by name. ``bare`` is its text without the title."""
        name = mention.name
        self.forms[mention.form] += 1
        self.printed.setdefault(name, bare)
        gender = title_gender(name.title) if name.title else None
        if gender is not None:
            self.gender = gender
        elif self.gender is None and name.given:
            self.gender = name.gender
        for word in (name.title or "").split():
            self.nouns |= role_nouns(word)

    def to_mention(self) -> PersonMention:
        """Return the person as a part of an attribution."""
        forms = tuple(form for form, _ in self.forms.most_common())
        roles = tuple(role for role, _ in self.roles.most_common())
        return PersonMention(self.printed[self.fullest_name], forms, roles, self.gender)


@dataclass(frozen=True, slots=True)
class NameMention:
    """One mention of a person by name.

    Attributes:
        person: position of the person in :attr:`ArticlePeople.people`.
        block: ordinal of the block.
        first: index of the first token of the name, after its title.
        last: index of the last token of the name.
        head: the token that the other tokens of the name depend on.
        sentence: ordinal of the sentence in the article.
    """

    person: int
    block: int
    first: int
    last: int
    head: Token
    sentence: int


class ArticlePeople:
    """The people of one article and their mentions by name.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        speakers: block and token index of the heads of the speakers' mentions. A capitalised word there is more likely
            a person's name.

    Attributes:
        people: the people of the article.
        mentions: their mentions by name, in text order.
    """

    def __init__(self, text: str, blocks: Sequence[Block], speakers: Collection[tuple[int, int]] = ()) -> None:
        self._text = text
        self._blocks = blocks
        self._speaker_words = {normalize_name(blocks[block].tokens[index].text) for block, index in speakers} - {""}
        self._first_sentence = _first_sentences(blocks)
        self.people: list[ArticlePerson] = []
        self.mentions: list[NameMention] = []
        self._by_token: dict[tuple[int, int], int] = {}
        self._find_people()

    def person_at(self, block: int, token: Token) -> int | None:
        """Return the person that a token names, alone or as a part of the name, or None."""
        return self._by_token.get((block, token.index))

    def sentence_of(self, block: int, token: Token) -> int:
        """Return the ordinal of a token's sentence in the article."""
        return self._first_sentence[block] + token.sentence

    def nearest_name(self, person: int, position: int) -> Span | None:
        """Return the person's last mention by name that starts at or before a position, else the first one after it."""
        spans = self._spans_of(person)
        before = bisect_right([span.start for span in spans], position)
        if before:
            return spans[before - 1]
        return spans[0] if spans else None

    def extend_to_name(self, person: int, mention: Span) -> Span:
        """Return a mention with the name directly before it: the "who" of "Ann Bell, who" is unclear by itself."""
        adjacent = (
            span
            for span in self._spans_of(person)
            if span.end <= mention.start and not self._text[span.end : mention.start].strip(", ")
        )
        return Span(next(adjacent, mention).start, mention.end)

    def _spans_of(self, person: int) -> list[Span]:
        return [self._span(mention) for mention in self.mentions if mention.person == person]

    def _span(self, mention: NameMention) -> Span:
        return self._blocks[mention.block].span(mention.first, mention.last)

    def _find_people(self) -> None:
        names = list(labelled_names(self._text, self._blocks))
        for _ in range(_ROUNDS):
            more = list(unlabelled_names(self._text, self._blocks, names, self._speaker_words))
            names = sorted([*names, *more], key=lambda name: (name.block, name.first))
            if not more:
                break
        self._assign(names)
        for mention in self.mentions:
            self._collect_roles(mention)

    def _assign(self, printed_names: Sequence[PrintedName]) -> None:
        """Assign every printed name to a person: full names first, then bare names in text order."""
        owners: dict[Name, int] = {}
        for printed in printed_names:
            name = printed.name
            if name.given:
                if name not in owners:
                    owners[name] = self._person_of_full_name(name)
                owner = self.people[owners[name]]
                owner.names[name] += 1
                owner.gender = owner.gender or name.gender
        latest_blocks: dict[int, int] = {}  # the block of each person's latest mention
        for printed in printed_names:
            name = printed.name
            person = owners[name] if name.given else self._person_of_bare_name(name, latest_blocks, printed.block)
            if not name.given:
                self.people[person].names[name] += 1
            latest_blocks[person] = printed.block
            self._add_mention(printed, person)

    def _person_of_full_name(self, name: Name) -> int:
        for number, person in enumerate(self.people):
            matches = [match_names(name, other) for other in person.names]
            if None not in matches and NameMatch.FULL in matches:
                return number
        return self._new_person()

    def _person_of_bare_name(self, name: Name, latest_blocks: Mapping[int, int], block: int) -> int:
        """Return the person that a single name refers to: by surname, else by forename, else a new person.

        If several people fit, return the one mentioned first, because newspapers use the bare surname for that person.
        If that person has not been mentioned for a long time, return the one mentioned last.
        """
        for candidates in self._candidates(name):
            mentioned = [number for number in candidates if number in latest_blocks]
            if len(mentioned) > 1:
                first, newest = mentioned[0], max(mentioned, key=lambda number: latest_blocks[number])
                is_recent = block - latest_blocks[newest] <= 1 and block - latest_blocks[first] > _FAR_BACK
                return newest if is_recent else first
            if candidates:
                return (mentioned or candidates)[0]
        return self._new_person()

    def _candidates(self, name: Name) -> tuple[list[int], list[int]]:
        """Return the people that a single name matches by surname, and the people that it matches by forename.

        People whose gender agrees with the name's title come before people of unknown gender.
        """
        by_surname, by_forename = list[int](), list[int]()
        gender = title_gender(name.title) if name.title else None
        agreeing = [number for number, person in enumerate(self.people) if gender is None or person.gender == gender]
        unknown = [number for number, person in enumerate(self.people) if gender and person.gender is None]
        for number in [*agreeing, *unknown]:
            matches = [match_names(name, other) for other in self.people[number].full_names]
            if None not in matches and matches:
                only_forename = set(matches) == {NameMatch.FORENAME}
                (by_forename if only_forename else by_surname).append(number)
        return by_surname, by_forename

    def _new_person(self) -> int:
        self.people.append(ArticlePerson())
        return len(self.people) - 1

    def _add_mention(self, printed: PrintedName, person: int) -> None:
        block = self._blocks[printed.block]
        tokens = block.tokens[printed.first : printed.last + 1]
        head = next((token for token in tokens if token.head is token or token.head not in tokens), tokens[-1])
        sentence = self._first_sentence[printed.block] + head.sentence
        self.mentions.append(NameMention(person, printed.block, printed.first, printed.last, head, sentence))
        self._by_token.update(((printed.block, token.index), person) for token in tokens)
        bare = " ".join(block.span(printed.first, printed.last).of(self._text).split())
        self.people[person].add_mention(printed, bare)

    def _collect_roles(self, mention: NameMention) -> None:
        """Add the roles that the article states beside a mention to the person."""
        block, person = self._blocks[mention.block], self.people[mention.person]
        name = (mention.first, mention.last)
        for phrase in role_phrases(
            self._text, block, name, mention.head, lambda token: self.person_at(mention.block, token) is not None
        ):
            person.nouns |= phrase.nouns
            if phrase.role is not None:
                person.roles[phrase.role] += 1


def _first_sentences(blocks: Sequence[Block]) -> list[int]:
    """Return, for each block, the ordinal in the article of its first sentence."""
    ordinals, total = [], 0
    for block in blocks:
        ordinals.append(total)
        total += len(block.sentences)
    return ordinals
