"""Resolves a speaker's mention to an organisation: its name, "the company", "a spokesman for it", "it" and "they".

If two organisations fit equally well, or if the subject before a pronoun is something else, the mention stays
unresolved.
"""

from collections.abc import Callable, Collection, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Final

from index.language.names.nations import is_national
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title
from index.language.organisations.article_organisations import ArticleOrganisations, OrganisationMention
from index.language.organisations.descriptions import described_name
from index.language.organisations.mentions import is_metonym
from index.language.organisations.names import is_acronym, organisation_words
from index.language.organisations.nouns import group_of, groups_match
from index.language.organisations.voices import (
    are_officials,
    authors,
    employers,
    is_document,
    is_spokesperson,
    publishers,
)
from index.language.organisations.words import is_title
from index.language.syntax import Block, Token
from index.models import Confidence, Resolution, Span

_FEMALE, _MALE = word_set("she her hers"), word_set("he his him")
_PRONOUNS: Final = word_set("it they its their")
_RELATIVE: Final = word_set("which that who")
_DEFINITE: Final = word_set("the this that its their his her our")
_MAX_REFERENCE: Final = 12  # sentences between a name and "the company" if the name shows no group
_MAX_BACK: Final = 2  # sentences between an organisation and a pronoun
_MAX_STEPS: Final = 4
_MAX_MODIFIERS: Final = 5  # tokens before a noun in a description
_WITHOUT_ARTICLE: Final = word_set("police government parliament authorities congress cabinet council campaign")
_PLACES: Final = word_set("county borough")  # of several counties or cities, only one is the speaker
_OFFICES: Final = word_set("office department")
_DATELINE_MARKS: Final = frozenset({"(", "-", "--", "\u2013", "\u2014", ":"})  # after the place: "MOSCOW (AFP)"
_SUBJECTS: Final = frozenset({"nsubj", "nsubjpass"})
# Groups of organisations with names that need not show the group: "Orley", unlike "the High Court".
_UNMARKED: Final = word_set(
    """
    company agency party union charity club league outlet newspaper magazine broadcaster association group bloc
    district
    """
)


@dataclass(frozen=True, slots=True)
class OrganisationAntecedent:
    """The organisation that a mention refers to.

    Attributes:
        organisation: position of the organisation in the article's organisations.
        resolved_by: the kind of evidence.
        confidence: how certain the antecedent is.
        is_spokesperson: True if the mention is a spokesperson without a name.
    """

    organisation: int
    resolved_by: Resolution
    confidence: Confidence
    is_spokesperson: bool = False


class OrganisationResolver:
    """Resolver of the mentions of one article.

    Args:
        organisations: the organisations of the article. The resolver adds those that have only a description.
        blocks: the parsed blocks of the article, in order.
        is_quoted: returns True if a token is inside a quotation.
        is_person: returns True if a token of a block names a person.
        speakers: block and token index of the heads of the speakers' mentions.
    """

    def __init__(
        self,
        organisations: ArticleOrganisations,
        blocks: Sequence[Block],
        is_quoted: Callable[[Token], bool],
        is_person: Callable[[int, Token], bool],
        speakers: Collection[tuple[int, int]],
    ) -> None:
        self._organisations = organisations
        self._blocks = blocks
        self._is_quoted = is_quoted
        self._is_person = is_person
        self._speakers = speakers
        self._resolved: dict[tuple[int, int], OrganisationAntecedent | None] = {}

    def resolve(self, block: int, head: Token, said: Sequence[Span] = ()) -> OrganisationAntecedent | None:
        """Return the organisation that a mention refers to, or None if it refers to no certain organisation.

        Args:
            block: ordinal of the block that contains the mention.
            head: head word of the mention.
            said: the words that the speaker says. A pronoun never refers to a name among them.
        """
        head = _antecedent_of_relative(head)
        key = (block, head.index)
        if key not in self._resolved:
            self._resolved[key] = None  # a mention that refers to itself stays unresolved
            self._resolved[key] = self._resolve(block, head, said)
        return self._resolved[key]

    def _resolve(self, block: int, head: Token, said: Sequence[Span]) -> OrganisationAntecedent | None:
        named = self._organisations.at(block, head)
        last = head.index if named is None else named.last
        if any(child.dep == "conj" and child.index > last for child in head.children):
            return None
        if head.lower in _PRONOUNS or head.lower in _FEMALE | _MALE:
            return self._resolve_pronoun(block, head, said)
        if is_spokesperson(head):
            return self._resolve_spokesperson(block, head, said)
        if named is not None:
            return self._resolve_name(named)
        return self._resolve_description(block, head)

    def _resolve_description(self, block: int, head: Token) -> OrganisationAntecedent | None:
        """Resolve "Irving officials", "the report" and "the company"."""
        if are_officials(head):
            return self._officials(block, head)
        if is_document(head):
            return self._owner(block, authors(head), "name") or self._earlier_document(block, head)
        return self._resolve_noun(block, head)

    def _resolve_name(self, mention: OrganisationMention) -> OrganisationAntecedent | None:
        """Return the organisation of a name, or None if it is a part of a person's office: "Ostrel Bank chairman"."""
        after = self._blocks[mention.block].tokens[mention.last + 1 : mention.last + 2]
        if mention.first == 0 and any(token.text in _DATELINE_MARKS for token in after):
            return None
        if any(is_title(token) or (token.text[0].isupper() and begins_title(token.text)) for token in after):
            return None
        return OrganisationAntecedent(mention.organisation, "name", "high" if self._is_sure(mention) else "medium")

    def _is_sure(self, mention: OrganisationMention) -> bool:
        """Return True if more than the parser's label of a bare word shows an organisation: it may be a surname."""
        one = self._organisations.organisations[mention.organisation]
        tokens = self._blocks[mention.block].tokens
        first = tokens[mention.first]
        follows_article = mention.first > 0 and tokens[mention.first - 1].lower == "the"
        is_marked = len(one.forms) > 1 or bool(one.groups) or is_national(first.text) or is_acronym(first.text)
        return mention.last > mention.first or follows_article or is_marked

    def _name_beside(self, block: int, head: Token) -> OrganisationAntecedent | None:
        """Return the organisation named directly after its noun, or in an apposition: "the label, Tall Harbour"."""
        tokens = self._blocks[block].tokens
        after = tokens[head.index + 1 : head.index + 2]
        appositions = [child for child in head.children if child.dep == "appos" and child.index > head.index]
        for token in (*after, *appositions):
            named = self._organisations.at(block, token)
            if named is not None:
                return OrganisationAntecedent(named.organisation, "name", "high")
        return None

    # Spokespeople and documents.

    def _resolve_spokesperson(self, block: int, head: Token, said: Sequence[Span]) -> OrganisationAntecedent | None:
        """Return the organisation of a spokesperson without a name."""
        if any(self._is_person(block, token) for token in head.subtree() if token.dep in {"appos", "nmod"}):
            return None
        owner = next(filter(None, (self._named_or_resolved(block, token) for token in employers(head))), None)
        if owner is not None:
            return replace(owner, is_spokesperson=True)
        if any(child.dep in {"compound", "poss", "prep", "nmod"} for child in head.children):
            return None
        subject = (
            self._previous_spokesperson(block, head)
            or self._resolve_pronoun(block, head, said)
            or self._only_nearby(block, head)
        )
        return subject and replace(subject, resolved_by="role", confidence="medium", is_spokesperson=True)

    def _previous_spokesperson(self, block: int, head: Token) -> OrganisationAntecedent | None:
        """Return the organisation of the last spokesperson before "the spokesman", within a few sentences."""
        here = self._organisations.sentence_of(block, head)
        before = [
            (place, antecedent)
            for place, antecedent in self._resolved.items()
            if antecedent is not None and antecedent.is_spokesperson and place < (block, head.index)
        ]
        if not before:
            return None
        (number, index), antecedent = max(before, key=lambda item: item[0])
        back = here - self._organisations.sentence_of(number, self._blocks[number].tokens[index])
        return antecedent if back <= _MAX_REFERENCE else None

    def _officials(self, block: int, head: Token) -> OrganisationAntecedent | None:
        """Return the organisation of "Orley officials", or of "health officials" after "the Ministry of Health"."""
        owner = self._owner(block, employers(head), "role")
        if owner is not None:
            name = self._organisations.organisations[owner.organisation].name
            return None if is_national(name) else owner
        kinds = [child for child in head.children if child.dep == "compound" and child.index < head.index]
        if not kinds:
            return None
        words = {organisation_words(child.text) for child in kinds}
        fitting = [
            mention
            for mention in self._organisations.mentions
            if (mention.block, mention.first) < (block, head.index)
            and any(
                one <= known for one in words for known in self._organisations.organisations[mention.organisation].words
            )
        ]
        return self._only(fitting, block, head)

    def _owner(self, block: int, owners: Iterable[Token], by: Resolution) -> OrganisationAntecedent | None:
        """Return the organisation that the officials or the document belong to: "X officials", "a statement from X"."""
        for token in owners:
            owner = self._named_or_resolved(block, token)
            if owner is not None:
                return replace(owner, resolved_by=by, confidence="medium", is_spokesperson=False)
        return None

    def _named_or_resolved(self, block: int, token: Token) -> OrganisationAntecedent | None:
        """Return the organisation that a word names or refers to. A noun for a person may follow: "Orley officials"."""
        named = self._organisations.at(block, token)
        if named is None:
            return self.resolve(block, token)
        return OrganisationAntecedent(named.organisation, "name", "high" if self._is_sure(named) else "medium")

    def _only_nearby(self, block: int, head: Token) -> OrganisationAntecedent | None:
        """Return the only organisation that this sentence and those before it name, or None."""
        here = self._organisations.sentence_of(block, head)
        near = {
            one.organisation
            for one in self._organisations.mentions
            if (one.block, one.first) < (block, head.index) and here - one.sentence <= _MAX_BACK
        }
        return OrganisationAntecedent(near.pop(), "role", "medium") if len(near) == 1 else None

    def _earlier_document(self, block: int, head: Token) -> OrganisationAntecedent | None:
        """Return the organisation of "the statement" after "Orley issued a statement", or None."""
        determiner = head.child("det")
        if determiner is None or determiner.lower not in _DEFINITE:
            return None
        owners = set[int]()
        for number, other in enumerate(self._blocks[: block + 1]):
            for token in other.tokens:
                if token.lemma != head.lemma or (number, token.index) >= (block, head.index):
                    continue
                owner = self._owner(number, (*authors(token), *publishers(token)), "role")
                owners |= {owner.organisation} if owner is not None else set()
        return OrganisationAntecedent(owners.pop(), "role", "medium") if len(owners) == 1 else None

    # Nouns.

    def _resolve_noun(self, block: int, head: Token) -> OrganisationAntecedent | None:
        """Resolve "the Irving police", "the company" and "police"."""
        group = group_of(head.lower) or group_of(head.lemma)
        if group is None or (head.tag == "NNS" and head.lower not in {"authorities", "police"}):
            return None
        described = described_name(self._blocks[block], head)
        if described is not None:
            name = self._organisations.printed(block, *described)
            return OrganisationAntecedent(self._organisations.named(name), "name", "high")
        named = self._name_beside(block, head)
        if named is not None or _is_indefinite(head) or self._belongs_to_other(head) or _may_be_surname(head):
            return named
        return self._reference(block, head, group)

    def _reference(self, block: int, head: Token, group: str) -> OrganisationAntecedent | None:
        """Return the organisation that "the company" refers to. "Police" and "the council" can be names themselves."""
        place = self._place(head) if head.lower in _PLACES else None
        if place is not None:
            return place
        fitting = self._fitting(block, head, group)
        antecedent = self._only(fitting, block, head)
        # A company or a club has a name, so its description names nothing.
        if antecedent is None and group in _UNMARKED and (fitting or head.dep in {"compound", "nmod", "poss"}):
            return None
        return antecedent or self._generic(block, head)

    @staticmethod
    def _belongs_to_other(head: Token) -> bool:
        """Return True if a possessor makes a noun part of something else: "her team", "Bell's company"."""
        possessor = head.child("poss")
        if possessor is None or possessor.lower in {"its", "their", "our"}:
            return False
        is_office = possessor.tag == "NN" and head.lower in _OFFICES  # the sheriff's office
        is_kind = possessor.tag == "NNS" or is_office  # the doctors' union
        return not (is_kind and possessor.text.islower())

    def _fitting(self, block: int, head: Token, group: str) -> list[OrganisationMention]:
        """Return the mentions of the organisations that a noun can refer to: those before it, else those after it."""
        mentions = self._organisations.mentions
        place = (block, head.index)
        before = self._best([one for one in mentions if (one.block, one.first) < place], block, head, group)
        if before or group not in _UNMARKED:
            return before
        here = self._organisations.sentence_of(block, head)
        return self._best([one for one in mentions if one.sentence > here], block, head, group)

    def _best(
        self, mentions: Sequence[OrganisationMention], block: int, head: Token, group: str
    ) -> list[OrganisationMention]:
        """Return the mentions with the words of a description, else with its noun, of its group, or of no group."""
        here = self._organisations.sentence_of(block, head)
        noun = normalize_name(head.lower)
        words = organisation_words(" ".join(token.text for token in self._description(block, head)))
        full = [
            one
            for one in mentions
            if len(words) > 1
            and any(words < known for known in self._organisations.organisations[one.organisation].words)
        ]
        if full:
            return full
        described, of_group, unknown = (
            list[OrganisationMention](),
            list[OrganisationMention](),
            list[OrganisationMention](),
        )
        for mention in mentions:
            one = self._organisations.organisations[mention.organisation]
            if any(noun in words for words in one.words) or noun in one.nouns:
                described.append(mention)
            elif any(groups_match(group, known) for known in one.groups):
                of_group.append(mention)
            elif not one.groups and abs(here - mention.sentence) <= _MAX_REFERENCE and self._can_be(group, mention):
                unknown.append(mention)
        return described or of_group or unknown

    def _place(self, head: Token) -> OrganisationAntecedent | None:
        """Return the only place of the article with a noun in its name: "Ostrel County" for "the county", or None."""
        names = {
            f"{block.tokens[token.index - 1].text} {token.text}"
            for block in self._blocks
            for token in block.tokens
            if token.lower == head.lower and token.tag == "NNP" and token.text[0].isupper() and token.index
            if block.tokens[token.index - 1].tag == "NNP" and block.tokens[token.index - 1].sentence == token.sentence
        }
        if len(names) != 1:
            return None
        return OrganisationAntecedent(self._organisations.named(names.pop()), "role", "medium")

    def _description(self, block: int, head: Token) -> Sequence[Token]:
        """Return a noun and the words before it that describe it, without "the"."""
        tokens = self._blocks[block].tokens[head.first : head.index + 1]
        return [token for token in tokens if token.dep != "det" and token.is_word]

    def _only(self, fitting: Sequence[OrganisationMention], block: int, head: Token) -> OrganisationAntecedent | None:
        """Return the only organisation of some mentions, else the only one that is named nearby, subjects first."""
        numbers = {mention.organisation for mention in fitting}
        if not numbers or any(map(self._is_one_of_two, fitting[-1:])):
            return None
        here = self._organisations.sentence_of(block, head)
        if len(numbers) == 1:
            one = self._organisations.organisations[fitting[0].organisation]
            is_sure = bool(one.groups) and fitting[0].sentence <= here
            return OrganisationAntecedent(fitting[0].organisation, "role", "high" if is_sure else "medium")
        subjects = [one for one in fitting if 0 <= here - one.sentence <= _MAX_REFERENCE and self._is_subject(one)]
        near = [one for one in fitting if 0 <= here - one.sentence <= 1]
        candidates = subjects or near
        last = max((one.sentence for one in candidates), default=here)
        nearest = {one.organisation for one in candidates if one.sentence == last}
        return OrganisationAntecedent(nearest.pop(), "role", "medium") if len(nearest) == 1 else None

    def _is_one_of_two(self, mention: OrganisationMention) -> bool:
        """Return True for the "Orley" of "Orley and Bell are rivals"."""
        tokens = self._blocks[mention.block].tokens[mention.first : mention.last + 1]
        others = (child for token in tokens for child in token.children if child not in tokens)
        return any(child.dep == "conj" and child.tag == "NNP" for child in others)

    def _is_subject(self, mention: OrganisationMention) -> bool:
        """Return True if a name is the subject of its clause, or its possessor: "Orley's sales rose"."""
        tokens = self._blocks[mention.block].tokens[mention.first : mention.last + 1]
        return any(
            token.dep in _SUBJECTS
            or (token.dep == "conj" and token.head.dep in _SUBJECTS)
            or (token.dep in {"poss", "compound"} and token.head not in tokens and token.head.dep in _SUBJECTS)
            for token in tokens
        )

    def _can_be(self, group: str, mention: OrganisationMention) -> bool:
        """Return True if a mention that shows no group can be of this group: no country is a company.

        It must be the subject, because "the company" seldom refers to a place or an outlet that is named in passing.
        """
        one = self._organisations.organisations[mention.organisation]
        is_place = is_national(one.name) or is_metonym(one.name) or one.is_generic
        return group in _UNMARKED and not is_place and self._is_subject(mention)

    def _generic(self, block: int, head: Token) -> OrganisationAntecedent:
        """Return the organisation that only this description names: "police", "the council"."""
        tokens = self._blocks[block].tokens
        before = tokens[head.first : head.index]
        is_plain = all(token.is_word or token.text == "-" for token in before) and len(before) <= _MAX_MODIFIERS
        first = tokens[head.first] if is_plain else head
        words = self._organisations.printed(block, first.index, head.index)
        opening, _, rest = words.partition(" ")
        name = f"the {rest}" if opening.lower() in {"this", "that"} else f"{opening.lower()} {rest}".strip()
        return OrganisationAntecedent(self._organisations.named(name), "name", "high")

    # Pronouns.

    def _resolve_pronoun(self, block: int, head: Token, said: Sequence[Span]) -> OrganisationAntecedent | None:
        """Resolve "it", "they" and "a spokesman" to the nearest subject before them, if it is an organisation.

        "He" and "she" can refer to a spokesperson without a name.
        """
        for number, sentence in self._sentences_before(block, head):
            subjects = [
                token
                for token in sentence
                if token.dep in _SUBJECTS
                and (number, token.index) < (block, head.index)
                and not self._is_quoted(token)
                and not any(span.start <= token.start < span.end for span in said)
            ]
            antecedent = self._subject_antecedent(number, self._foremost(number, subjects), head) if subjects else None
            if antecedent is not None or (subjects and not self._may_pass(subjects, head)):
                return antecedent
        return None

    @staticmethod
    def _may_pass(subjects: Sequence[Token], head: Token) -> bool:
        """Return True if "it" speaks, and all of these subjects are things, which do not speak."""
        is_it = head.lower == "it" and head.dep in _SUBJECTS
        return is_it and all(
            one.tag in {"NN", "NNS"} and not is_document(one) and group_of(one.lemma) is None for one in subjects
        )

    def _foremost(self, block: int, subjects: Sequence[Token]) -> Sequence[Token]:
        """Return the subjects that speak, else those of the main clause, else all."""
        speaking = [token for token in subjects if (block, token.index) in self._speakers]
        main = [token for token in subjects if token.head.dep == "ROOT"]
        return speaking or main or subjects

    def _subject_antecedent(self, block: int, subjects: Sequence[Token], head: Token) -> OrganisationAntecedent | None:
        if head.lower in _FEMALE | _MALE:
            return self._spokesperson_among(block, subjects, head)
        owner = self._possessor if head.lower == "it" else self.resolve
        resolved = [(token, self.resolve(block, token) or owner(block, token)) for token in subjects]
        found = {antecedent.organisation: antecedent for _, antecedent in resolved if antecedent is not None}
        if len(found) != 1 or any(one is None and self._is_rival(block, token, head) for token, one in resolved):
            return None
        [antecedent] = found.values()
        return replace(antecedent, resolved_by="pronoun", confidence="medium", is_spokesperson=False)

    def _possessor(self, block: int, subject: Token) -> OrganisationAntecedent | None:
        """Return the organisation before a subject that "it" cannot be: "Orley's profit", "Orley's chief"."""
        if subject.tag not in {"NN", "NNS"}:
            return None
        owners = [child for child in subject.children if child.dep in {"poss", "compound"} and child.tag == "NNP"]
        named = [mention for child in owners if (mention := self._organisations.at(block, child)) is not None]
        if len(named) != 1 or is_national(self._organisations.organisations[named[0].organisation].name):
            return None
        return OrganisationAntecedent(named[0].organisation, "name", "medium")

    def _spokesperson_among(self, block: int, subjects: Sequence[Token], head: Token) -> OrganisationAntecedent | None:
        last = subjects[-1]
        antecedent = self.resolve(block, last)
        noun = last.lower
        wrong = (noun == "spokesman" and head.lower in _FEMALE) or (noun == "spokeswoman" and head.lower in _MALE)
        if antecedent is None or not antecedent.is_spokesperson or wrong:
            return None
        return replace(antecedent, resolved_by="pronoun", confidence="medium")

    def _is_rival(self, block: int, token: Token, head: Token) -> bool:
        """Return True if a subject that is no organisation can be the antecedent of a pronoun."""
        if token.lower in _RELATIVE or token.tag in {"EX", "WDT", "WP"}:
            return False
        is_group = any(child.dep == "conj" for child in token.children)
        is_plural = is_group or token.tag in {"NNS", "NNPS"} or token.lower in {"they", "we"}
        is_person = self._is_person(block, token)
        if head.lower in {"they", "their"}:
            return is_plural or is_person
        return not is_plural and not is_person and token.tag != "PRP"

    def _sentences_before(self, block: int, head: Token) -> list[tuple[int, Sequence[Token]]]:
        """Return the tokens of a pronoun's sentence and of those before it, nearest first, with their blocks."""
        sentences: list[tuple[int, Sequence[Token]]] = []
        number, ordinal = block, head.sentence
        while number >= 0 and len(sentences) <= _MAX_BACK:
            first, last = self._blocks[number].sentences[ordinal]
            tokens = self._blocks[number].tokens[first : last + 1]
            if any(token.is_word and not self._is_quoted(token) for token in tokens):
                sentences.append((number, tokens))
            ordinal -= 1
            while ordinal < 0 and number > 0:
                number -= 1
                ordinal = len(self._blocks[number].sentences) - 1
            if ordinal < 0:
                break
        return sentences


def _may_be_surname(head: Token) -> bool:
    """Return True for a capitalised noun without an article, "Ann Church", unless it needs none: "Police said"."""
    is_bare = head.child("det") is None and head.child("poss") is None and head.tag not in {"NN", "NNS"}
    has_name = any(child.dep == "compound" and child.text[0].isupper() for child in head.children)
    if has_name and head.tag == "NNP":
        return True  # the rest of a name that is not found, as in "the Marwa Party"
    return head.text[0].isupper() and is_bare and (has_name or normalize_name(head.text) not in _WITHOUT_ARTICLE)


def _is_indefinite(head: Token) -> bool:
    determiner = head.child("det")
    return determiner is not None and determiner.lower not in _DEFINITE


def _antecedent_of_relative(head: Token) -> Token:
    """Return the antecedent of a relative pronoun, or the head itself if it is none."""
    if head.lower not in _RELATIVE or head.tag not in {"WDT", "WP", "IN", "DT"}:
        return head
    clause = head.head
    for _ in range(_MAX_STEPS):
        if clause.dep in {"relcl", "acl"}:
            return _outside_place(clause.head)
        clause = clause.head
    return head


def _outside_place(noun: Token) -> Token:
    """Return the "ruling" of "the ruling in Ostrel, which": a place after "in" says nothing."""
    is_within = noun.dep == "pobj" and noun.head.lower in {"in", "at"} and noun.entity in {"GPE", "LOC"}
    return noun.head.head if is_within and noun.head.head.is_noun else noun
