"""Groups the printed names of one article into people, with their titles, roles and genders.

Two names belong to one person if :mod:`index.language.names.name_matching` allows it. A father and a son with one name
are two people. If several people fit a bare surname, it names the one that the article has called so before. If that is
not clear, it names nobody.
"""

import re
from bisect import bisect_right
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Final

from index.language.coreference.name_mentions import (
    PrintedName,
    alias_names,
    labelled_names,
    mislabelled_names,
    unlabelled_names,
)
from index.language.coreference.role_phrases import role_nouns, role_phrases
from index.language.names.gender import forename_gender
from index.language.names.name_matching import NameMatch, match_names
from index.language.names.nations import is_national
from index.language.names.person_name import Name, is_post_nominal, parse_name
from index.language.names.spelling import normalize_name
from index.language.names.titles import is_honorific, title_gender
from index.language.syntax import Block, Token
from index.models import Gender, PersonMention, Span

_FAR_BACK: Final = 3  # paragraphs
_ROUNDS: Final = 2  # names found in the first round can reveal more names in the second
_FEW_MENTIONS: Final = 2  # a bare word printed so rarely may be no person
_ESTABLISHED: Final = 2  # bare surnames that show the person who is called so
_SUFFIXES: Final = frozenset({"jr", "sr"})
_SHORT_FORENAME: Final = 5  # letters
_LONG_SKELETON: Final = 5  # consonants
_REPEATED: Final = re.compile(r"(.)\1+")
_VOWELS: Final = re.compile("[aeiouy]")
_KIN: Final = frozenset({"son", "father", "junior", "senior", "elder", "younger"})


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
    def has_gendered_title(self) -> bool:
        """Whether a printed title shows the gender."""
        return any(name.title and title_gender(name.title) for name in self.names)

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
        self._by_noun: dict[tuple[int, int], int] = {}
        self._find_people()

    def person_at(self, block: int, token: Token) -> int | None:
        """Return the person that a token names, alone or as a part of the name, or None."""
        return self._by_token.get((block, token.index))

    def alias_at(self, block: int, noun: Token) -> int | None:
        """Return the person that a noun introduces with a nickname: "a man who goes by the name “Red”", or None."""
        return self._by_noun.get((block, noun.index))

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
        names = self._without_headline_words(list(self._without_running_text(labelled_names(self._text, self._blocks))))
        for find in (alias_names, mislabelled_names):
            names += _apart_from(names, find(self._text, self._blocks))
        for _ in range(_ROUNDS):
            more = list(unlabelled_names(self._text, self._blocks, names, self._speaker_words))
            names = sorted([*names, *more], key=lambda name: (name.block, name.first))
            if not more:
                break
        self._assign(names)
        for mention in self.mentions:
            self._collect_roles(mention)

    def _without_running_text(self, printed_names: Iterator[PrintedName]) -> Iterator[PrintedName]:
        """Yield the names without a first word that the article also uses as an ordinary word: "Law Holm".

        Names of things that begin with the surname of a person are left out.
        """
        words = {token.text for block in self._blocks for token in block.tokens if token.text.islower()}
        listed = list(printed_names)
        surnames = {printed.name.surname for printed in listed if printed.name.gender is not None}
        counts = Counter(_key(printed.name) for printed in listed if printed.name.given)
        often = Counter(printed.name.surname for printed in listed if printed.name.given)
        for printed in listed:
            opening = self._blocks[printed.block].tokens[printed.first].text
            if printed.first == printed.last or opening not in printed.name.given:
                yield printed
                continue
            # "Will" and "Mark" are forenames, unless others of the surname have another one and this name is rare.
            is_rare = counts[_key(printed.name)] == 1 and often[printed.name.surname] > 1
            is_forename = forename_gender(opening) is not None
            if not is_forename and opening in surnames:  # "Holm Foundation"
                continue
            is_word = opening.lower() in words and (is_rare or not is_forename)
            yield self._without_first_word(printed) if is_word and not printed.name.title else printed

    def _without_first_word(self, printed: PrintedName) -> PrintedName:
        tokens = self._blocks[printed.block].tokens[printed.first + 1 : printed.last + 1]
        form = " ".join(token.text for token in tokens)
        name = parse_name(form)
        return replace(printed, first=printed.first + 1, name=name, form=form) if name is not None else printed

    def _without_headline_words(self, printed_names: Sequence[PrintedName]) -> list[PrintedName]:
        """Return the names, without other capitalised words of the headline: "Ann Holm" of "Ann Holm Blasts Rival"."""
        known = {
            tuple(self._words(printed)) for printed in printed_names if printed.block and printed.first < printed.last
        }
        return [printed if printed.block else self._trimmed_to(printed, known) for printed in printed_names]

    def _words(self, printed: PrintedName) -> list[str]:
        return [token.text for token in self._blocks[printed.block].tokens[printed.first : printed.last + 1]]

    def _trimmed_to(self, printed: PrintedName, known: Collection[tuple[str, ...]]) -> PrintedName:
        """Return a name of the headline, cut to the known full name with which it begins or ends."""
        words = self._words(printed)
        for length in range(len(words) - 1, 1, -1):
            for start in (0, len(words) - length):
                kept = words[start : start + length]
                name = parse_name(" ".join(kept)) if tuple(kept) in known else None
                if name is not None:
                    first = printed.first + start
                    return replace(printed, first=first, last=first + length - 1, name=name, form=" ".join(kept))
        return printed

    def _assign(self, printed_names: Sequence[PrintedName]) -> None:
        """Assign every printed name to a person: full names first, then bare names in text order."""
        namesakes = self._namesakes(printed_names)
        owners: dict[Name, int] = {}
        for printed in printed_names:
            name = printed.name
            if name.given:
                if name not in owners:
                    owners[name] = self._person_of_full_name(name, namesakes)
                owner = self.people[owners[name]]
                owner.names[name] += 1
                owner.gender = owner.gender or name.gender
        latest: dict[int, tuple[int, int]] = {}  # block and token of each person's latest mention
        uses: Counter[int] = Counter()  # how often a bare name named each person
        for printed in printed_names:
            name = printed.name
            person = owners[name] if name.given else self._person_of_bare_name(name, latest, uses, printed.block)
            if person is None:
                continue
            if not name.given:
                self.people[person].names[name] += 1
                uses[person] += 1
            latest[person] = (printed.block, printed.first)
            self._add_mention(printed, person)

    def _namesakes(self, printed_names: Sequence[PrintedName]) -> frozenset[tuple[str, str]]:
        """Return the first forenames and surnames that a father and a son share.

        The article prints such a name with "Jr." or "Sr." and, more often, without it. If it is rarer without the
        suffix, it belongs to one person, unless a word such as "son" is beside it.
        """
        plain, suffixed = Counter[tuple[str, str]](), Counter[tuple[str, str]]()
        related: set[tuple[str, str]] = set()
        for printed in printed_names:
            if printed.name.given:
                key = _key(printed.name)
                (suffixed if normalize_name(printed.name.suffix or "") in _SUFFIXES else plain)[key] += 1
                if normalize_name(printed.name.suffix or "") in _SUFFIXES and self._has_kin_beside(printed):
                    related.add(key)
        return frozenset(
            key for key in suffixed if plain[key] > max(1, suffixed[key]) or (plain[key] and key in related)
        )

    def _has_kin_beside(self, printed: PrintedName) -> bool:
        tokens = self._blocks[printed.block].tokens
        sentence = tokens[printed.first].sentence
        return any(token.lower in _KIN for token in tokens if token.sentence == sentence)

    def _person_of_full_name(self, name: Name, namesakes: Collection[tuple[str, str]]) -> int:
        for number, person in enumerate(self.people):
            matches = [
                match_names(name, other) or _match_spelling(name, other) or _match_shortened(name, other)
                for other in person.names
            ]
            if None in matches or NameMatch.FULL not in matches:
                continue
            if _key(name) in namesakes and any(bool(other.suffix) != bool(name.suffix) for other in person.names):
                continue
            return number
        return self._new_person()

    def _person_of_bare_name(
        self, name: Name, latest: Mapping[int, tuple[int, int]], uses: Mapping[int, int], block: int
    ) -> int | None:
        """Return the person that a single name refers to: by surname, else by forename, else a new person.

        Return None if several people fit equally well, or if the name is a country with which a full name begins.
        """
        by_surname, by_forename = self._candidates(name)
        if not by_surname and not name.title and is_national(name.surname):
            return None
        for candidates in (by_surname, by_forename):
            mentioned = [number for number in candidates if number in latest]
            if len(mentioned) > 1:
                return _called_so(mentioned, latest, uses, block)
            # Only a headline calls a person by the forename before the full name.
            if candidates and (mentioned or candidates is by_surname or not block):
                return (mentioned or candidates)[0]
        misspelt = self._misspelt(name)
        return misspelt if misspelt is not None else self._new_person()

    def _misspelt(self, name: Name) -> int | None:
        """Return the only person with a long surname of the same consonants: "Lindqvist" and "Lindqvest"."""
        skeleton = _consonants(name.surname)
        if len(skeleton) < _LONG_SKELETON:
            return None
        gender = title_gender(name.title) if name.title else None
        alike = [
            number
            for number, person in enumerate(self.people)
            if any(other.given and _consonants(other.surname) == skeleton for other in person.names)
            and (gender is None or person.gender in {None, gender})
        ]
        return alike[0] if len(alike) == 1 else None

    def _candidates(self, name: Name) -> tuple[list[int], list[int]]:
        """Return the people that a single name matches by surname, and the people that it matches by forename.

        If the title shows a gender, people of unknown gender count only if no person of that gender fits.
        """
        by_surname, by_forename = list[int](), list[int]()
        gender = title_gender(name.title) if name.title else None
        agreeing = [number for number, person in enumerate(self.people) if gender is None or person.gender == gender]
        unknown = [number for number, person in enumerate(self.people) if gender and person.gender is None]
        for group in (agreeing, unknown):
            for number in group:
                matches = [match_names(name, other) for other in self.people[number].full_names]
                if None not in matches and matches:
                    only_forename = set(matches) == {NameMatch.FORENAME}
                    (by_forename if only_forename else by_surname).append(number)
            if by_surname:
                break
        return by_surname, by_forename

    def _new_person(self) -> int:
        self.people.append(ArticlePerson())
        return len(self.people) - 1

    def _add_mention(self, printed: PrintedName, person: int) -> None:
        block = self._blocks[printed.block]
        last = printed.last
        while last + 1 < len(block.tokens) and is_post_nominal(block.tokens[last + 1].text):
            last += 1  # the parser takes the "MP" of "Ann Holm MP" for the head of the name
        tokens = block.tokens[printed.first : last + 1]
        head = next((token for token in tokens if token.head is token or token.head not in tokens), tokens[-1])
        sentence = self._first_sentence[printed.block] + head.sentence
        self.mentions.append(NameMention(person, printed.block, printed.first, printed.last, head, sentence))
        self._by_token.update(((printed.block, token.index), person) for token in tokens)
        if printed.noun is not None:
            self._by_noun[printed.block, printed.noun] = person
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


def _apart_from(names: Sequence[PrintedName], others: Iterator[PrintedName]) -> list[PrintedName]:
    """Return the other names that share no token with the names found before."""
    taken = {(name.block, index) for name in names for index in range(name.first, name.last + 1)}
    return [other for other in others if taken.isdisjoint((other.block, index) for index in (other.first, other.last))]


def _consonants(surname: str) -> str:
    """Return the first letter and the consonants of a surname, each repeated consonant once."""
    word = normalize_name(surname)
    return word[:1] + _REPEATED.sub(r"\1", _VOWELS.sub("", word[1:]))


def _key(name: Name) -> tuple[str, str]:
    return normalize_name(name.given[0]), normalize_name(name.surname)


def _match_spelling(name: Name, other: Name) -> NameMatch | None:
    """Return FULL for a forename that one article spells with two vowels, "Kristin" and "Kristen", else None."""
    if not (name.given and other.given) or normalize_name(name.surname) != normalize_name(other.surname):
        return None
    a, b = normalize_name(name.given[0]), normalize_name(other.given[0])
    is_alike = len(a) == len(b) > _SHORT_FORENAME and a[:3] == b[:3] and _VOWELS.sub("", a) == _VOWELS.sub("", b)
    return NameMatch.FULL if is_alike and (name.gender or other.gender) == (other.gender or name.gender) else None


def _match_shortened(name: Name, other: Name) -> NameMatch | None:
    """Return FULL for the first two words of a name of three or more, "Te Rangi" of "Te Rangi Parano", else None.

    A family name can be the first word: "Yoon Suk" of "Yoon Suk Min". Forenames alone need a title: "Ms Nur Aisyah".
    """
    shorter, longer = sorted((name, other), key=lambda one: len(one.given))
    words = _normalized(*shorter.given, shorter.surname)
    if not 1 < len(words) <= len(longer.given):
        return None
    if words == _normalized(longer.surname, *longer.given)[: len(words)]:
        return NameMatch.FULL
    is_titled = shorter.title is not None and is_honorific(shorter.title)
    is_start = words == _normalized(*longer.given)[: len(words)]
    return NameMatch.FULL if is_start and (is_titled or forename_gender(words[-1]) is None) else None


def _normalized(*words: str) -> list[str]:
    return [normalize_name(word) for word in words]


def _called_so(
    mentioned: Sequence[int], latest: Mapping[int, tuple[int, int]], uses: Mapping[int, int], block: int
) -> int | None:
    """Return the person that a bare surname refers to among several that were mentioned, or None if it is unclear.

    It is the first person if the article has called the person so before, and the newest one if the first one was not
    mentioned for long.
    """
    first, newest = mentioned[0], max(mentioned, key=lambda number: latest[number])
    if first == newest:
        return first
    since_first, since_newest = block - latest[first][0], block - latest[newest][0]
    if since_newest <= 1 and since_first > _FAR_BACK:
        return newest
    is_established = uses.get(first, 0) >= _ESTABLISHED and uses.get(first, 0) > uses.get(newest, 0)
    return first if is_established else None


def _first_sentences(blocks: Sequence[Block]) -> list[int]:
    """Return, for each block, the ordinal in the article of its first sentence."""
    ordinals, total = [], 0
    for block in blocks:
        ordinals.append(total)
        total += len(block.sentences)
    return ordinals
