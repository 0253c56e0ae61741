"""Resolves pronouns and role nouns to the people of one article.

The resolver reads the article from its beginning and records every mention of a person with its salience. As for a
human reader, new mentions outweigh old ones, subjects outweigh objects, and the last speaker outweighs other people.
If two people are almost equally likely, the mention stays unresolved.
"""

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.coreference.binding import are_apart, governor
from index.language.coreference.mention_syntax import (
    antecedent_of_relative,
    author_of,
    is_age,
    is_definite,
    is_group,
    is_name_of_other,
    is_office_of,
    is_role_pair,
)
from index.language.coreference.people import ArticlePeople, ArticlePerson, NameMention
from index.language.coreference.salience import (
    INTRODUCED,
    QUOTED,
    SPEAKER,
    SUBJECT,
    asks_question,
    is_named_beside,
    last_word,
    questions_somebody,
    salience,
    teller_before,
)
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import is_person_noun, title_gender
from index.language.syntax import Block, Token
from index.models import Confidence, Gender, Resolution, Span

_PRONOUNS: Final[dict[str, Gender]] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
_NOUN_GENDER: Final[dict[str, Gender]] = {
    **dict.fromkeys(
        word_set(
            "man father son husband brother congressman businessman chairman spokesman actor gentleman king prince"
        ),
        "male",
    ),
    **dict.fromkeys(
        word_set(
            "woman mother daughter wife sister congresswoman businesswoman chairwoman spokeswoman actress lady queen"
        ),
        "female",
    ),
}
_PARTY: Final = {
    "democratic": "democrat",
    "gop": "republican",
    "r": "republican",
    "d": "democrat",
    "tory": "conservative",
}
_PARTIES: Final = frozenset({"democrat", "republican", "independent", "libertarian", "green", "labour", "conservative"})
_LESSER: Final = frozenset({"vice", "deputy", "assistant", "former", "acting"})
# Nouns for a person's words: in "her letter says", she is the speaker.
_DOCUMENTS: Final = word_set(
    """
    account statement submission brief letter book tweet post memoir remark comment speech testimony answer response
    message filing op-ed column essay article email note diary
    """,
)
# Nouns that can vary the name of any person with a public role.
_GENERAL_NOUNS: Final = word_set(
    """
    man woman politician official leader candidate nominee lawmaker businessman businesswoman billionaire millionaire
    mogul tycoon magnate star veteran native democrat republican conservative liberal contender hopeful frontrunner
    front-runner incumbent challenger executive legend mother father
    """,
)
_NO_PERSON_LABELS: Final = frozenset({"ORG", "GPE", "NORP", "FAC", "LOC", "WORK_OF_ART"})
_INDEFINITE: Final = frozenset({"a", "an", "one", "another", "some"})

# Factors for the salience of a candidate.
_SELF_NAMED: Final = 0.35  # share of the salience of a person who is named in the words of the mention
_DECAY: Final = 0.45  # for each sentence between the mention and a pronoun
_ROLE_DECAY: Final = 0.85  # for each sentence between the mention and a role noun
_UNKNOWN_GENDER: Final = 0.8
_UNCERTAIN_PERSON: Final = 0.25  # a bare word that may be no person
_ASKER: Final = 0.1  # for the person who asked the last question, because another person answers
_TELLER: Final = 0.4  # for the person who told another person something, because the other person answers
_REPEATED: Final = 0.15  # share of a further mention that is added to the strongest mention
# Limits for the ratio of the second candidate's salience to the best candidate's.
_TIE: Final = 0.85  # above it, the mention stays unresolved
_CLOSE: Final = 0.75  # above it, the confidence is low
_CLEAR: Final = 0.6  # below it, the confidence can be high
_GENDER_CLEAR: Final = 0.5  # below it, the pronoun decides the best candidate's gender
_MAX_SENTENCES: Final = 8  # between a mention and a pronoun
_MAX_ROLE_SENTENCES: Final = 2  # between a mention and a role noun, if the article states the role of no person


@dataclass(frozen=True, slots=True)
class Antecedent:
    """The person that a mention refers to.

    Attributes:
        person: position of the person in the article's people.
        resolved_by: the kind of evidence.
        confidence: how certain the antecedent is.
    """

    person: int
    resolved_by: Resolution
    confidence: Confidence


@dataclass(slots=True)
class _Occurrence:
    """A resolved mention of a person, by name or otherwise."""

    person: int
    sentence: int
    block: int
    index: int
    weight: float
    head: Token


@dataclass(frozen=True, slots=True)
class _Stranger:
    """A person without a name in the article: "a doctor".

    Attributes:
        noun: the normalized noun.
        gender: the gender that the noun implies.
        is_new: whether the noun has an indefinite article.
        position: block and token index of the mention.
        sentence: ordinal of the sentence in the article.
    """

    noun: str
    gender: Gender | None
    is_new: bool
    position: tuple[int, int]
    sentence: int


class CoreferenceResolver:
    """Resolver of the mentions of one article. It reads the whole article when it is created.

    Args:
        people: the people of the article. The resolver adds genders that pronouns reveal.
        blocks: the parsed blocks of the article, in order.
        is_quoted: returns True if a token is inside a quotation.
        speakers: block and token index of the heads of the speakers' mentions. A speaker is more salient than other
            people.
        contents: the words attributed to a speaker, by block and token index of the mention's head. Nobody that they
            name is their speaker.
    """

    def __init__(
        self,
        people: ArticlePeople,
        blocks: Sequence[Block],
        is_quoted: Callable[[Token], bool],
        speakers: set[tuple[int, int]],
        contents: Mapping[tuple[int, int], Sequence[Span]] | None = None,
    ) -> None:
        self._people = people
        self._blocks = blocks
        self._is_quoted = is_quoted
        self._speakers = speakers
        self._contents = contents or {}
        self._mentions: dict[int, list[NameMention]] = defaultdict(list)
        for mention in people.mentions:
            self._mentions[mention.block].append(mention)
        self._introduced: set[int] = set()
        self._occurrences: list[_Occurrence] = []
        self._unnamed: list[_Stranger] = []  # referred to by -1, -2, … as persons
        self._last_asker: tuple[int, int] | None = None  # the person, and the sentence of the question
        self._pronouns: dict[tuple[int, int], Antecedent | None] = {}
        self._ordinals = self._count_sentences()
        self._learn_genders()
        self._read_article()

    def resolve(self, block: int, head: Token, mention: Span | None = None) -> Antecedent | None:
        """Return the antecedent of a mention, or None if it refers to no certain person.

        Args:
            block: ordinal of the block that contains the mention.
            head: head word of the mention.
            mention: span of the mention.
        """
        head = self._name_before_who(block, head) or antecedent_of_relative(head)
        person = self._named_at_end(block, head, mention) if mention is not None and is_role_pair(head) else None
        if person is None and is_group(head):
            return None
        if person is None:
            person = self._named_person(block, head)
        if person is None and mention is not None:
            person = self._named_at_end(block, head, mention)
        return self._resolve_name(block, head, person) if person is not None else self._resolve_other(block, head)

    def _resolve_other(self, block: int, head: Token) -> Antecedent | None:
        """Return the antecedent of a mention that names nobody: a pronoun, an age, a document or a role."""
        if head.lower in _PRONOUNS:
            return self._pronouns.get((block, head.index))
        if is_age(head):
            return self._resolve_age(block, head)
        if head.lemma in _DOCUMENTS and (author := author_of(head)) is not None:
            return self.resolve(block, author)
        if head.tag in {"NN", "NNP"} and head.entity not in _NO_PERSON_LABELS:
            return self._resolve_role(block, head)
        return None

    # Distances.

    def _count_sentences(self) -> list[list[int]]:
        """Return the ordinal of each sentence, by block. A sentence inside a quotation adds no distance."""
        ordinals: list[list[int]] = []
        total = 0
        for block in self._blocks:
            row: list[int] = []
            for first, last in block.sentences:
                words = [token for token in block.tokens[first : last + 1] if token.is_word]
                total += not words or not all(map(self._is_quoted, words))
                row.append(total)
            ordinals.append(row)
        return ordinals

    def _sentence_of(self, block: int, token: Token) -> int:
        """Return the ordinal of a token's sentence."""
        return self._ordinals[block][token.sentence]

    # Names.

    def _named_person(self, block: int, head: Token) -> int | None:
        """Return the person named by a mention's head or by an apposition: "the minister, Sergei Lavrov"."""
        person = self._people.person_at(block, head)
        if person is not None:
            return person
        for child in head.children:
            if child.dep in {"appos", "nmod"} and child.index > head.index:
                person = self._people.person_at(block, child)
                if person is not None:
                    return person
        alias = self._people.alias_at(block, head)
        if alias is not None:
            return alias
        return self._people.person_at(block, head.head) if head.dep == "appos" else None

    def _name_before_who(self, block: int, head: Token) -> Token | None:
        """Return the last word of the name directly before "who", without use of the tree, or None."""
        tokens, before = self._blocks[block].tokens, head.index - 1
        if head.lower != "who" or before < 1:
            return None
        last_word = tokens[before - 1] if tokens[before].text == "," else tokens[before]
        return last_word if self._people.person_at(block, last_word) is not None else None

    def _named_at_end(self, block: int, head: Token, mention: Span) -> int | None:
        """Return the person named at the end of a mention: "an attorney for her, Mark Bell".

        If no name ends the mention, return the person named by a second subject of the same verb.
        """
        tokens = self._blocks[block].tokens
        for name in self._mentions.get(block, ()):
            if name.first > head.index and tokens[name.last].end == mention.end:
                if is_name_of_other(head, name.head):
                    return None
                is_apposition = tokens[name.first - 1].text == "," or name.head.dep not in {"pobj", "conj", "poss"}
                return name.person if is_apposition or is_office_of(head, tokens, name.first) else None
        if head.dep != "nsubj":
            return None
        subjects = (child for child in head.head.children if child is not head and child.dep == "nsubj")
        people = (self._named_person(block, subject) for subject in subjects)
        return next((person for person in people if person is not None), None)

    def _resolve_name(self, block: int, head: Token, number: int) -> Antecedent:
        """Return the antecedent of a name. A bare surname is uncertain if other people share it."""
        mentions = (mention for mention in self._people.mentions if mention.block == block)
        mention = next((mention for mention in mentions if mention.first <= head.index <= mention.last), None)
        person = self._people.people[number]
        rivals = self._rivals(block, head, mention, number)
        is_known = any(name.given or name.title for name in person.names)
        if (mention is not None and mention.last > mention.first) or (is_known and not rivals):
            return Antecedent(number, "name", "high")
        is_rarer = any(rival.full_name_count >= person.full_name_count for rival in rivals)
        return Antecedent(number, "name", "low" if is_rarer else "medium")

    def _rivals(self, block: int, head: Token, mention: NameMention | None, number: int) -> list[ArticlePerson]:
        """Return the other people of the same surname, except those that the title before it excludes."""
        before = self._blocks[block].tokens[mention.first - 1] if mention is not None and mention.first else None
        gender = title_gender(before.text) if before is not None else None
        surname = normalize_name(head.text)
        return [
            person
            for other, person in enumerate(self._people.people)
            if other != number
            and (gender is None or person.gender in {None, gender})
            and any(name.given and surname in normalize_name(name.surname).split() for name in person.names)
        ]

    # Pronouns.

    def _read_article(self) -> None:
        """Resolve all pronouns in text order, and record the salience of every mention."""
        for number, block in enumerate(self._blocks):
            for token in block.tokens:
                person = self._people.person_at(number, token)
                if person is not None:
                    if token.index == 0 or self._people.person_at(number, block.tokens[token.index - 1]) != person:
                        self._record(number, token, person)
                elif token.lower in _PRONOUNS and not self._is_quoted(token):
                    antecedent = self._resolve_pronoun(number, token)
                    self._pronouns[number, token.index] = antecedent
                    if antecedent is not None:
                        self._record(number, token, antecedent.person)
                elif token.tag == "NN" and not self._is_quoted(token) and is_person_noun(token.lemma):
                    self._read_role(number, token)

    def _read_role(self, block: int, token: Token) -> None:
        """Record a mention by a role noun: of a person, or of somebody without a name."""
        is_subject = token.dep in {"nsubj", "nsubjpass"}
        if (not is_subject and not is_definite(token)) or is_named_beside(token):
            return
        antecedent = self._resolve_role(block, token) if self._named_person(block, token) is None else None
        if antecedent is not None and antecedent.confidence != "low":
            self._record(block, token, antecedent.person)
        elif antecedent is None and is_subject and self._named_person(block, token) is None:
            self._record_unnamed(block, token)

    def _record_unnamed(self, block: int, token: Token) -> None:
        """Record "a doctor" or "her lawyer" as somebody without a name, and "the doctor" after it as the same."""
        noun = normalize_name(token.lemma)
        is_new = any(child.lower in _INDEFINITE for child in token.children)
        if is_new or token.child("poss") is not None:
            sentence = self._sentence_of(block, token)
            self._unnamed.append(_Stranger(noun, _NOUN_GENDER.get(noun), is_new, (block, token.index), sentence))
            self._record(block, token, -len(self._unnamed))
            return
        known = (number for number, unnamed in enumerate(self._unnamed, 1) if unnamed.noun == noun)
        number = max(known, default=0)
        if number:
            self._record(block, token, -number)

    def _learn_genders(self) -> None:
        """Set the gender of a person by the pronouns that follow the name before any other name does.

        They also correct the usual gender of a forename if all agree: "Lindsey Holm said … He added …".
        """
        votes: dict[int, Counter[Gender]] = defaultdict(Counter)
        subjects: Counter[int] = Counter()
        last: int | None = None
        for number, block in enumerate(self._blocks):
            before = self._mentions.get(number - 1, ())
            named = {mention.person for mention in before if not self._is_quoted(mention.head)}
            last = last if named <= {last} else None  # the person before, if the paragraph before named nobody else
            for token in block.tokens:
                person = self._people.person_at(number, token)
                if person is not None:
                    last = person if not self._is_quoted(token) else last
                elif token.lower in _PRONOUNS and last is not None and not self._is_quoted(token):
                    votes[last][_PRONOUNS[token.lower]] += 1
                    subjects[last] += token.dep == "nsubj"
        for number, counts in votes.items():
            followed = self._people.people[number]
            gender, count = counts.most_common(1)[0]
            is_majority = count > 1 and count > 2 * (counts.total() - count)
            is_unanimous = count == counts.total() and subjects[number] > 1 and not followed.has_gendered_title
            if followed.is_certain and (is_unanimous or (followed.gender is None and is_majority)):
                followed.gender = gender

    def _record(self, block: int, token: Token, person: int) -> None:
        """Record a mention of a person with its salience, and whether the person asks a question."""
        head = token
        while (
            head.head is not head
            and self._people.person_at(block, head.head) == person
            and head.head.sentence == token.sentence
        ):
            head = head.head
        head = governor(head)
        sentence = self._sentence_of(block, token)
        weight = QUOTED if self._is_quoted(head) else salience(head)
        if person >= 0 and person not in self._introduced:
            self._introduced.add(person)
            is_described = token.tag in {"NNP", "NNPS"} and any(
                child.dep == "appos" for child in last_word(head, token).children
            )
            weight = max(weight, INTRODUCED) if is_described and not self._is_quoted(head) else weight
        if (block, head.index) in self._speakers or (block, token.index) in self._speakers:
            weight = SPEAKER
            self._last_asker = (person, sentence) if asks_question(head) else None
        if questions_somebody(head):
            self._last_asker = (person, sentence)
        self._occurrences.append(_Occurrence(person, sentence, block, token.index, weight, head))

    def _resolve_pronoun(self, block: int, token: Token) -> Antecedent | None:
        gender = _PRONOUNS[token.lower]
        scores = self._scores(block, token, gender)
        if not scores:
            return self._resolve_cataphor(block, token, gender)
        named = set(self._named_in_content(block, token))
        allowed = {number: score for number, score in scores.items() if number not in named}
        # Few people name themselves in their words. If nobody else is likely, the speaker is uncertain.
        if not allowed or max(allowed.values()) < _SELF_NAMED * max(scores.values()):
            return None
        ranked = _ranked(allowed)
        best = ranked[0]
        ratio = scores[ranked[1]] / scores[best] if len(ranked) > 1 else 0.0
        if best < 0:  # somebody without a name
            self._record(block, token, best)
            return None
        if ratio > _TIE:
            return None
        person = self._people.people[best]
        if person.gender is None and ratio < _GENDER_CLEAR:
            person.gender = gender
        here = self._sentence_of(block, token)
        is_near = any(other.person == best and here - other.sentence <= 1 for other in self._occurrences)
        if ratio > _CLOSE:
            return Antecedent(best, "pronoun", "low")
        return Antecedent(best, "pronoun", "high" if is_near and ratio < _CLEAR else "medium")

    def _resolve_age(self, block: int, head: Token) -> Antecedent | None:
        """Return the person that "the 24-year-old" refers to: the one who is clearly the most salient, or None."""
        people = {number: score for number, score in self._scores(block, head, None).items() if number >= 0}
        ranked = _ranked(people)
        if not ranked or (len(ranked) > 1 and people[ranked[1]] > _CLEAR * people[ranked[0]]):
            return None
        return Antecedent(ranked[0], "role", "medium")

    def _scores(self, block: int, token: Token, gender: Gender | None) -> dict[int, float]:
        """Return the salience of each person before a pronoun that it can refer to."""
        here = self._sentence_of(block, token)
        excluded = self._excluded(block, token)
        is_speaker = (block, token.index) in self._speakers
        teller = teller_before(token) if is_speaker else None
        scores: dict[int, float] = {}
        for occurrence in reversed(self._occurrences):
            distance = here - occurrence.sentence
            if distance > _MAX_SENTENCES:
                break
            number = occurrence.person
            is_other = gender is not None and self._gender(number) not in {None, gender}
            if number in excluded or is_other or not _is_before(occurrence, block, token):
                continue
            weight = occurrence.weight * _DECAY**distance
            if self._gender(number) is None and gender is not None:
                weight *= _UNKNOWN_GENDER
            if number >= 0 and not self._people.people[number].is_certain:
                weight *= _UNCERTAIN_PERSON
            if is_speaker and self._last_asker == (number, self._question_before(here)):
                weight *= _ASKER
            if occurrence.head is teller:
                weight *= _TELLER
            score = scores.get(number, 0.0)
            scores[number] = max(score, weight) + _REPEATED * min(weight, score)
        return scores

    def _question_before(self, here: int) -> int:
        """Return the sentence of the last question if it is this sentence or the previous one, else -1."""
        question = self._last_asker[1] if self._last_asker else -1
        return question if 0 <= here - question <= 1 else -1

    def _gender(self, number: int) -> Gender | None:
        """Return the gender of a person, or of somebody without a name."""
        return self._people.people[number].gender if number >= 0 else self._unnamed[-1 - number].gender

    def _excluded(self, block: int, token: Token) -> set[int]:
        """Return the people that a pronoun cannot refer to by the syntax of its sentence."""
        excluded = set[int]()
        for mention in self._mentions.get(block, ()):
            is_same = mention.head.sentence == token.sentence and not self._is_quoted(mention.head)
            if is_same and are_apart(token, governor(mention.head)):
                excluded.add(mention.person)
        for occurrence in reversed(self._occurrences):
            if (occurrence.block, occurrence.head.sentence) < (block, token.sentence):
                break
            is_same = occurrence.block == block and occurrence.head.sentence == token.sentence
            if is_same and _is_before(occurrence, block, token) and are_apart(token, occurrence.head):
                excluded.add(occurrence.person)
        for noun in token.head.children:
            if noun.index > token.index and noun.tag == "NN" and are_apart(token, noun):
                antecedent = self._resolve_role(block, noun)
                excluded |= {antecedent.person} if antecedent is not None else set()
        return excluded

    def _named_in_content(self, block: int, token: Token) -> Iterator[int]:
        """Yield the people that the quoted words of a mention name, except in "the Holm campaign"."""
        for span in self._contents.get((block, token.index), ()):
            for number in range(block, len(self._blocks)):
                tokens = self._blocks[number].tokens
                if not tokens or tokens[0].start >= span.end:
                    break
                for mention in self._mentions.get(number, ()):
                    name = tokens[mention.first]
                    is_inside = span.start <= name.start < span.end and self._is_quoted(name)
                    if is_inside and mention.head.dep not in {"compound", "nmod"}:
                        yield mention.person

    def _resolve_cataphor(self, block: int, token: Token, gender: Gender) -> Antecedent | None:
        """Resolve a pronoun before its name, "When he left, Trump said …", to the next subject of the sentence."""
        excluded = self._excluded(block, token)
        for other in self._blocks[block].tokens[token.index + 1 :]:
            if other.sentence != token.sentence:
                return None
            person = self._people.person_at(block, other)
            if (
                person is not None
                and other.dep in {"nsubj", "nsubjpass"}
                and self._people.people[person].gender in {None, gender}
                and person not in excluded
            ):
                return Antecedent(person, "pronoun", "medium")
        return None

    # Role nouns.

    def _resolve_role(self, block: int, head: Token) -> Antecedent | None:
        """Return the person with the role that a noun names: "the senator", "the Republican nominee".

        If the article states the role of several people, the most salient one is chosen. If it states the role of no
        one, the only person mentioned nearby is chosen, with low confidence.
        """
        noun = normalize_name(head.lemma)
        if not is_person_noun(noun):
            return None
        is_possessed = any(child.dep == "poss" for child in head.children)
        if is_possessed or not (is_definite(head) or head.text[0].isupper()):
            return self._resolve_exact_role(head)
        gender = _NOUN_GENDER.get(noun)
        fitting = {
            number
            for number, person in enumerate(self._people.people)
            if gender is None or person.gender in {None, gender}
        }
        with_role = {number for number in fitting if noun in self._people.people[number].nouns}
        excluded = set(self._named_in_content(block, head))
        described = self._best_described(with_role - excluded, head) if with_role else set[int]()
        if self._is_introduced_without_name(noun, block, head):
            return None
        if described:
            return self._most_salient(described, block, head, "high" if len(described) == 1 else "medium")
        return self._only_person_nearby(fitting - excluded - with_role, noun, block, head)

    def _only_person_nearby(self, fitting: set[int], noun: str, block: int, head: Token) -> Antecedent | None:
        """Return the only person mentioned nearby if a role noun can describe the person, or None.

        A person with stated roles can be called by a general noun, "the politician", but not by another office.
        """
        if any(token.tag == "NNP" and token.head is not head for token in head.subtree()):
            return None  # the mention names somebody or something: "leader of the Harbour Union"
        here = self._sentence_of(block, head)
        before = [
            occurrence
            for occurrence in self._occurrences
            if 0 <= here - occurrence.sentence <= _MAX_ROLE_SENTENCES and _is_before(occurrence, block, head)
        ]
        nearby = {occurrence.person for occurrence in before}
        if len(nearby) == 1 and nearby <= fitting and (noun in _GENERAL_NOUNS or self._is_without_role(*nearby)):
            return Antecedent(nearby.pop(), "role", "low")
        last = [occurrence for occurrence in before if here - occurrence.sentence <= 1]
        people = {occurrence.person for occurrence in last}
        if len(people) != 1 or not people <= fitting or not self._is_without_role(*people):
            return None
        is_topic = any(occurrence.block == block and occurrence.weight >= SUBJECT for occurrence in last)
        return Antecedent(people.pop(), "role", "medium") if is_topic else None

    def _is_without_role(self, number: int) -> bool:
        return number >= 0 and not self._people.people[number].nouns

    def _is_introduced_without_name(self, noun: str, block: int, head: Token) -> bool:
        """Return True if "the doctor" is "a doctor" of a sentence before, who has no name."""
        here = self._sentence_of(block, head)
        return any(
            unnamed.noun == noun
            and unnamed.is_new
            and unnamed.position < (block, head.index)
            and here - unnamed.sentence <= _MAX_SENTENCES
            for unnamed in self._unnamed
        )

    def _best_described(self, numbers: set[int], head: Token) -> set[int]:
        """Return the people with the descriptions that share the most words with a role noun's modifiers.

        People of another party are excluded. People of a lesser rank, "deputy", are excluded if others remain.
        """
        modifiers = {
            _PARTY.get(normalize_name(child.text), normalize_name(child.text))
            for child in head.children
            if child.dep in {"amod", "compound", "nmod"}
        }
        descriptions = {number: self._description(number) for number in numbers}
        party = modifiers & _PARTIES
        fitting = {
            number for number, words in descriptions.items() if not (party and words & _PARTIES and not words & party)
        }
        same_rank = {number for number in fitting if not (descriptions[number] ^ modifiers) & _LESSER}
        fitting = same_rank or {number for number in fitting if modifiers & _LESSER <= descriptions[number]}
        most = max((len(modifiers & descriptions[number]) for number in fitting), default=0)
        return {number for number in fitting if len(modifiers & descriptions[number]) == most}

    def _description(self, number: int) -> set[str]:
        """Return the words of a person's roles and printed forms."""
        person = self._people.people[number]
        words = (word for text in (*person.roles, *person.forms) for word in normalize_name(text).split())
        return {_PARTY.get(word, word) for word in words}

    def _resolve_exact_role(self, head: Token) -> Antecedent | None:
        """Return the only person with a role that contains all words of "Malaysia's prime minister", or None."""
        words = {normalize_name(token.text) for token in head.subtree() if token.is_noun or token.tag.startswith("JJ")}
        fitting = [
            number
            for number, person in enumerate(self._people.people)
            if any(words <= set(normalize_name(role).split()) for role in person.roles)
        ]
        return Antecedent(fitting[0], "role", "medium") if len(fitting) == 1 and len(words) > 1 else None

    def _most_salient(self, numbers: set[int], block: int, head: Token, confidence: Confidence) -> Antecedent | None:
        """Return the most salient of several people before a role noun, or None for a tie.

        A single person needs no mention before the noun.
        """
        if len(numbers) == 1 and confidence == "high":
            return Antecedent(next(iter(numbers)), "role", confidence)
        here = self._sentence_of(block, head)
        scores: dict[int, float] = {}
        for occurrence in self._occurrences:
            if occurrence.person in numbers and _is_before(occurrence, block, head):
                # Logarithms, because the salience of a very old mention is too small for a number.
                weight = math.log(occurrence.weight) + math.log(_ROLE_DECAY) * (here - occurrence.sentence)
                scores[occurrence.person] = max(scores.get(occurrence.person, -math.inf), weight)
        ranked = _ranked(scores)
        if not ranked or (len(ranked) > 1 and scores[ranked[1]] > scores[ranked[0]] + math.log(_TIE)):
            return None
        return Antecedent(ranked[0], "role", confidence)


def _ranked(scores: Mapping[int, float]) -> list[int]:
    """Return the people with the highest score first."""
    return sorted(scores, key=lambda number: -scores[number])


def _is_before(occurrence: _Occurrence, block: int, head: Token) -> bool:
    return (occurrence.block, occurrence.index) < (block, head.index)
