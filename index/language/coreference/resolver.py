"""Whom a pronoun or a role noun stands for.

The article is read from its beginning; people named and people meant are remembered with how salient they were,
as readers do it: newer before older, subjects before objects, who spoke last before who was spoken of. Where two are
nearly as likely, nobody is chosen.
"""

from collections import Counter, defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Final

from index.language.coreference.people import ArticlePeople, ArticlePerson, NameMention
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
_MOST_STEPS: Final = 4  # from a relative pronoun to what it stands for
_REACH: Final = 8  # sentences back, for a pronoun
_FADING: Final = 0.45  # of salience, a sentence
_CLOSE, _CLEAR = 0.85, 0.6  # the same, for it to be said that this is not certain, or to be certain
_SPOKE: Final = 1.3
_ASKED: Final = 0.1  # of the salience of one who has just asked: somebody else answers
_UNTOLD: Final = 0.8  # of the weight, for one whose gender nothing tells
_TIE: Final = 0.95  # of the best, for the second to leave it open
_ROLE_FADING: Final = 0.85
_NEAR: Final = 2  # sentences back, for a role that the article does not tell
_PARTY: Final = {
    "democratic": "democrat",
    "gop": "republican",
    "r": "republican",
    "d": "democrat",
    "tory": "conservative",
}
_PARTIES: Final = frozenset({"democrat", "republican", "independent", "libertarian", "green", "labour", "conservative"})
_LESSER: Final = frozenset({"vice", "deputy", "assistant", "former", "acting"})
_SUBJECT, _OTHER, _POSSESSOR, _MODIFIER, _QUOTED = 1.0, 0.55, 0.5, 0.2, 0.2


@dataclass(frozen=True, slots=True)
class Antecedent:
    """Whom a mention stands for, how that was found, and how far to trust it."""

    person: int
    by: Resolution
    confidence: Confidence


@dataclass(slots=True)
class _Occurrence:
    """One place where a person was named or meant."""

    person: int
    sentence: int
    block: int
    index: int
    weight: float


class CoreferenceResolver:
    """Resolves the mentions of one article, which it reads once, from its beginning.

    Args:
        cast: who is named.
        blocks: the article, parsed.
        is_quoted: whether a token stands in a quotation.
        speakers: block and token of the heads of speakers' mentions: who speaks is talked about next.
    """

    def __init__(
        self,
        cast: ArticlePeople,
        blocks: Sequence[Block],
        is_quoted: Callable[[Token], bool],
        speakers: set[tuple[int, int]],
    ) -> None:
        self._cast = cast
        self._blocks = blocks
        self._is_quoted = is_quoted
        self._speakers = speakers
        self._seen: list[_Occurrence] = []
        self._asker: tuple[int, int] | None = None  # who asked last, and in which sentence
        self._pronouns: dict[tuple[int, int], Antecedent | None] = {}
        self._learn_genders()
        self._read_all()

    def resolve(self, block: int, head: Token, mention: Span | None = None) -> Antecedent | None:
        """Return whom the mention with this head stands for, None where that is nobody certain."""
        head = self._beside_who(block, head) or _antecedent(head)
        if self._is_group(head):
            return None
        person = self._named(block, head)
        if person is None and mention is not None:
            person = self._at_the_end(block, head, mention)
        if person is not None:
            return self._by_name(block, head, person)
        if head.lower in _PRONOUNS:
            return self._pronouns.get((block, head.index))
        if head.lemma in _DOCUMENTS and (writer := _writer(head)) is not None:
            return self.resolve(block, writer)
        if head.tag in {"NN", "NNP"} and head.entity not in {"ORG", "GPE", "NORP", "FAC", "LOC", "WORK_OF_ART"}:
            return self._by_role(block, head)
        return None

    # Names.

    def _named(self, block: int, head: Token) -> int | None:
        """Return who is named by a mention: its head, or the name beside it ("the minister, Sergei Lavrov")."""
        person = self._cast.person_at(block, head)
        if person is not None:
            return person
        for each in head.children:
            if each.dep in {"appos", "nmod"} and each.index > head.index:
                named = self._cast.person_at(block, each)
                if named is not None:
                    return named
        return self._cast.person_at(block, head.head) if head.dep == "appos" else None

    def _beside_who(self, block: int, head: Token) -> Token | None:
        """Return the last word of the name that "who" stands right behind, whatever the tree makes of it."""
        tokens, at = self._blocks[block].tokens, head.index - 1
        if head.lower != "who" or at < 1:
            return None
        name = tokens[at - 1] if tokens[at].text == "," else tokens[at]
        return name if self._cast.person_at(block, name) is not None else None

    def _is_group(self, head: Token) -> bool:
        """Whether a mention is of several: "Ann Bell and others"."""
        return any(each.dep == "conj" and each.index > head.index for each in head.children)

    def _at_the_end(self, block: int, head: Token, mention: Span) -> int | None:
        """Return who is named behind the last comma of a mention: "an attorney for her, Mark Bell"."""
        tokens = self._blocks[block].tokens
        for naming in self._cast.namings:
            if naming.block == block and naming.first > head.index and tokens[naming.last].end == mention.end:
                beside = tokens[naming.first - 1].text == "," or naming.head.dep not in {"pobj", "conj", "poss"}
                return naming.person if beside else None
        return next(
            (
                person
                for each in head.head.children
                if each is not head
                and each.dep == head.dep == "nsubj"
                and (person := self._cast.person_at(block, each)) is not None
            ),
            None,
        )

    def _by_name(self, block: int, head: Token, person: int) -> Antecedent:
        """Return who is named, with how certain that is: a surname alone may be another's who is named as often."""
        naming = next((n for n in self._cast.namings if n.block == block and n.first <= head.index <= n.last), None)
        me = self._cast.people[person]
        rivals = self._rivals(block, head, naming, person)
        known = any(name.given or name.title for name in me.names)
        if (naming is not None and naming.last > naming.first) or (known and not rivals):
            return Antecedent(person, "name", "high")
        return Antecedent(person, "name", "low" if any(each.in_full >= me.in_full for each in rivals) else "medium")

    def _rivals(self, block: int, head: Token, naming: NameMention | None, person: int) -> list[ArticlePerson]:
        """Return the others of that surname whom a title before it, "Mrs.", does not rule out."""
        before = self._blocks[block].tokens[naming.first - 1] if naming is not None and naming.first else None
        told = title_gender(before.text) if before is not None else None
        return [
            each
            for number, each in enumerate(self._cast.people)
            if number != person
            and (told is None or each.gender in {None, told})
            and any(
                name.given and normalize_name(head.text) in normalize_name(name.surname).split() for name in each.names
            )
        ]

    # Pronouns, all of them, in the order of the text.

    def _read_all(self) -> None:
        for number, block in enumerate(self._blocks):
            for token in block.tokens:
                person = self._cast.person_at(number, token)
                if person is not None:
                    if token.index == 0 or self._cast.person_at(number, block.tokens[token.index - 1]) != person:
                        self._see(number, token, person)
                elif token.lower in _PRONOUNS and not self._is_quoted(token):
                    resolved = self._pronoun(number, token)
                    self._pronouns[number, token.index] = resolved
                    if resolved is not None:
                        self._see(number, token, resolved.person)
                elif token.tag == "NN" and _is_definite(token) and not self._is_quoted(token):
                    role = self._by_role(number, token)
                    if role is not None and role.confidence != "low":
                        self._see(number, token, role.person)

    def _learn_genders(self) -> None:
        """Let the pronouns that follow a name, with no other name between, say the gender that no forename tells."""
        votes: dict[int, Counter[Gender]] = defaultdict(Counter)
        for number, block in enumerate(self._blocks):
            last: int | None = None
            for token in block.tokens:
                person = self._cast.person_at(number, token)
                if person is not None:
                    last = person if not self._is_quoted(token) else last
                elif token.lower in _PRONOUNS and last is not None and not self._is_quoted(token):
                    votes[last][_PRONOUNS[token.lower]] += 1
        for person, counted in votes.items():
            character = self._cast.people[person]
            (gender, most), *others = counted.most_common()
            if (
                character.gender is None
                and character.is_surely_one
                and most > 1
                and most > 2 * sum(count for _, count in others)
            ):
                character.gender = gender

    def _see(self, number: int, token: Token, person: int) -> None:
        head = token
        while (
            head.head is not head
            and self._cast.person_at(number, head.head) == person
            and head.head.sentence == token.sentence
        ):
            head = head.head
        weight = self._weight(head)
        if (number, head.index) in self._speakers or (number, token.index) in self._speakers:
            weight = _SPOKE
            asks = head.dep == "nsubj" and head.head.lemma in _ASKING
            self._asker = (person, self._cast.sentence_of(number, token)) if asks else None
        self._seen.append(_Occurrence(person, self._cast.sentence_of(number, token), number, token.index, weight))

    def _weight(self, head: Token) -> float:
        if self._is_quoted(head):
            return _QUOTED
        if head.dep in {"nsubj", "nsubjpass"}:
            return _SUBJECT if head.head.dep in {"ROOT", "ccomp", "conj", "parataxis"} else 0.8
        if head.dep == "poss":
            return _POSSESSOR
        if head.dep in {"compound", "nmod"}:
            return _MODIFIER
        return _OTHER

    def _pronoun(self, block: int, token: Token) -> Antecedent | None:
        gender = _PRONOUNS[token.lower]
        scores = self._scores(block, token, gender)
        if not scores:
            return self._cataphor(block, token, gender)
        ranked = sorted(scores, key=lambda person: -scores[person])
        best = ranked[0]
        second = scores[ranked[1]] / scores[best] if len(ranked) > 1 else 0.0
        if second > _TIE:
            return None
        character = self._cast.people[best]
        if character.gender is None and second < 0.5:  # noqa: PLR2004
            character.gender = gender
        near = any(
            each.person == best and self._cast.sentence_of(block, token) - each.sentence <= 1 for each in self._seen
        )
        return Antecedent(
            best, "pronoun", "low" if second > _CLOSE else "high" if near and second < _CLEAR else "medium"
        )

    def _scores(self, block: int, token: Token, gender: Gender) -> dict[int, float]:
        here = self._cast.sentence_of(block, token)
        scores: dict[int, float] = {}
        for seen in reversed(self._seen):
            back = here - seen.sentence
            if back > _REACH:
                break
            if not self._may_be(seen, block, token, gender):
                continue
            weight = seen.weight * _FADING**back
            if self._cast.people[seen.person].gender is None:
                weight *= _UNTOLD
            if not self._cast.people[seen.person].is_surely_one:
                weight *= 0.25
            if (block, token.index) in self._speakers and self._asker == (seen.person, self._asked_at(here)):
                weight *= _ASKED
            scores[seen.person] = max(scores.get(seen.person, 0.0), weight) + 0.15 * min(
                weight, scores.get(seen.person, 0.0)
            )
        return scores

    def _asked_at(self, here: int) -> int:
        """Return the sentence of the last question, where that is this one or the one before; else -1."""
        asked = self._asker[1] if self._asker else -1
        return asked if 0 <= here - asked <= 1 else -1

    def _may_be(self, seen: _Occurrence, block: int, token: Token, gender: Gender) -> bool:
        if self._cast.people[seen.person].gender not in {None, gender}:
            return False
        if seen.block != block:
            return True
        other = self._blocks[block].tokens[seen.index]
        # Two arguments of one verb are two people: "Trump told Pence he …" but not "he told Pence".
        return not (other.head is token.head and other.dep != token.dep and {other.dep, token.dep} <= _ARGUMENTS)

    def _cataphor(self, block: int, token: Token, gender: Gender) -> Antecedent | None:
        """As in "When he left, Trump said …": the subject of the sentence's main clause."""
        for other in self._blocks[block].tokens[token.index + 1 :]:
            if other.sentence != token.sentence:
                return None
            person = self._cast.person_at(block, other)
            if (
                person is not None
                and other.dep in {"nsubj", "nsubjpass"}
                and self._cast.people[person].gender in {None, gender}
            ):
                return Antecedent(person, "pronoun", "medium")
        return None

    # Role nouns.

    def _by_role(self, block: int, head: Token) -> Antecedent | None:
        """As in "the senator", "the Republican nominee": who has that role in the article; the newest of several."""
        noun = normalize_name(head.lemma)
        if not is_person_noun(noun):
            return None
        possessed = any(each.dep == "poss" for each in head.children)
        if possessed or not (_is_definite(head) or head.text[0].isupper()):
            return self._by_full_role(head)
        gender = _NOUN_GENDER.get(noun)
        fitting = {
            number for number, each in enumerate(self._cast.people) if gender is None or each.gender in {None, gender}
        }
        having = {number for number in fitting if noun in self._cast.people[number].nouns}
        if having:
            having = self._best_described(having, head)
            return self._newest(having, block, head, "high" if len(having) == 1 else "medium")
        here = self._cast.sentence_of(block, head)
        near = {
            seen.person for seen in self._seen if 0 <= here - seen.sentence <= _NEAR and self._before(seen, block, head)
        }
        return Antecedent(near.pop(), "role", "low") if len(near) == 1 and near <= fitting else None

    def _best_described(self, people: set[int], head: Token) -> set[int]:
        """Leave only those whom the article describes with most of the same words, and with no other party."""
        words = {
            _PARTY.get(normalize_name(each.text), normalize_name(each.text))
            for each in head.children
            if each.dep in {"amod", "compound", "nmod"}
        }
        told = {number: self._described(number) for number in people}
        party = words & _PARTIES
        fitting = {number for number in people if not (party and told[number] & _PARTIES and not told[number] & party)}
        plainly = {number for number in fitting if not (told[number] ^ words) & _LESSER}
        fitting = plainly or fitting
        most = max((len(words & told[number]) for number in fitting), default=0)
        return {number for number in fitting if len(words & told[number]) == most}

    def _described(self, person: int) -> set[str]:
        character = self._cast.people[person]
        words = (word for text in (*character.roles, *character.forms) for word in normalize_name(text).split())
        return {_PARTY.get(word, word) for word in words}

    def _by_full_role(self, head: Token) -> Antecedent | None:
        """As in "Malaysia's prime minister": the one of whom the article says just that."""
        words = {normalize_name(each.text) for each in head.subtree() if each.is_noun or each.tag.startswith("JJ")}
        fits = [
            number
            for number, each in enumerate(self._cast.people)
            if any(words <= set(normalize_name(role).split()) for role in each.roles)
        ]
        return Antecedent(fits[0], "role", "medium") if len(fits) == 1 and len(words) > 1 else None

    def _newest(self, people: set[int], block: int, head: Token, confidence: Confidence) -> Antecedent | None:
        """Return whom of these the article spoke of last; who is alone may come later too."""
        if len(people) == 1 and confidence == "high":
            return Antecedent(next(iter(people)), "role", confidence)
        here = self._cast.sentence_of(block, head)
        scores: dict[int, float] = {}
        for seen in self._seen:
            if seen.person in people and self._before(seen, block, head):
                weight = seen.weight * _ROLE_FADING ** (here - seen.sentence)
                scores[seen.person] = max(scores.get(seen.person, 0.0), weight)
        ranked = sorted(scores, key=lambda person: -scores[person])
        if not ranked or (len(ranked) > 1 and scores[ranked[1]] > _TIE * scores[ranked[0]]):
            return None
        return Antecedent(ranked[0], "role", confidence)

    def _before(self, seen: _Occurrence, block: int, head: Token) -> bool:
        return (seen.block, seen.index) < (block, head.index)


# What somebody's own words stand in: "her letter says" is that she says.
_DOCUMENTS = word_set(
    """
    account statement submission brief letter book tweet post memoir remark comment speech testimony answer response
    message filing op-ed column essay article email note diary
    """,
)
_ASKING = frozenset({"ask", "inquire", "demand"})
_ARGUMENTS = {"nsubj", "nsubjpass", "dobj", "dative", "agent"}
_DEFINITE = frozenset({"the", "this", "that"})


def _writer(document: Token) -> Token | None:
    """Return whose words a document holds: "her letter", but "her letter from Berg"."""
    for each in document.children:
        if each.dep in {"prep", "agent"} and each.lower in {"from", "by"}:
            return each.child("pobj")
    return document.child("poss")


def _is_definite(noun: Token) -> bool:
    return any(each.dep == "det" and each.lower in _DEFINITE for each in noun.children)


def _antecedent(head: Token) -> Token:
    """Return what a relative pronoun stands for."""
    steps = 0
    while head.lower in {"who", "that", "which", "whom"} and steps < _MOST_STEPS:
        clause = head.head
        while clause.dep not in {"relcl", "acl"} and clause.head is not clause:
            clause = clause.head
        if clause.dep not in {"relcl", "acl"}:
            return head
        head = clause.head
        steps += 1
    return head
