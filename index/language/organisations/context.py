"""Names that the words around them show to be organisations: "the label Tall Harbour", "Tall Harbour have denied"."""

from collections.abc import Collection, Iterator, Sequence
from typing import Final

from index.language.names.gender import is_forename
from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import is_person_noun
from index.language.organisations.nouns import group_of, is_state_noun
from index.language.organisations.voices import employers, is_document, is_spokesperson
from index.language.organisations.words import (
    NAME_TAGS,
    PeopleNames,
    has_role,
    is_headline,
    is_person_like,
    is_title,
    name_runs,
    on_one_line,
)
from index.language.syntax import Block, Token

COUNTED: Final = frozenset(
    {"DATE", "TIME", "CARDINAL", "ORDINAL", "MONEY", "PERCENT", "QUANTITY", "EVENT", "LAW", "LANGUAGE"}
)
_PLURAL_VERBS: Final = frozenset({"have", "are", "were"})
# Verbs that often have an "it" that refers to nothing.
_EXPLETIVE_VERBS: Final = word_set(
    "be take seem appear happen rain snow look make cost come mean matter feel help hurt depend"
)
_OFFICES: Final = word_set("ceo cfo cto coo")
# Things that an organisation has, and a person seldom.
_BUSINESS: Final = word_set("shares stock shareholders subsidiary subsidiaries headquarters employees branches outlets")
_MAX_WORDS: Final = 12


def names_by_context(
    text: str, blocks: Sequence[Block], people: PeopleNames, speakers: Collection[tuple[int, int]]
) -> frozenset[str]:
    """Return the normalized names that the words around them show to be organisations.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        people: the words of the people's names. No name of a person is returned.
        speakers: block and token index of the heads of the speakers' mentions.
    """
    called_it = _speakers_called_it(blocks, speakers) | set(_subjects_called_company(blocks)) | set(_employers(blocks))
    common = {token.lower for block in blocks for token in block.tokens if token.text.islower()}
    called_he = _speakers_called_he(blocks, speakers)
    names = set[str]()
    for number, block in enumerate(blocks):
        for first, last in name_runs(block):
            words = block.tokens[first : last + 1]
            if first and is_title(block.tokens[first - 1]):
                continue
            name = normalize_name(on_one_line(text, block, first, last))
            if not _may_be_organisation(words) or people.have(name):
                continue
            is_it = any((number, word.index) in called_it for word in words) and not _is_full_name(words)
            speaks = any((number, word.index) in speakers for word in words)
            may_speak = speaks and not is_headline(block) and not any(map(people.may_include, words))
            may_speak = may_speak and not (first == last and (words[0].lower in common or words[0].lower in called_he))
            if is_it or (may_speak and _is_unlike_person(words)) or _is_shown_by_context(block, first, last):
                names.add(name)
    return frozenset(names) - {""}


def _speakers_called_it(blocks: Sequence[Block], speakers: Collection[tuple[int, int]]) -> set[tuple[int, int]]:
    """Return the positions of the speakers before an "it" or "the company" that speaks: "Orley said … “…,” it said"."""
    called = set[tuple[int, int]]()
    before: tuple[int, int] | None = None
    for block, index in sorted(speakers):
        token = blocks[block].tokens[index]
        is_reference = token.lower == "it" or _is_the_company(token)
        if is_reference and before is not None and block - before[0] <= 1:
            called.add(before)
        if not is_reference:
            before = (block, index)
    return called


def _speakers_called_he(blocks: Sequence[Block], speakers: Collection[tuple[int, int]]) -> set[str]:
    """Return the last words of the speakers before a "he" or "she" that speaks, in lower case."""
    called, before = set[str](), (-1, "")
    for number, index in sorted(speakers):
        word = blocks[number].tokens[index].lower
        if word in {"he", "she"} and number - before[0] <= 1:
            called.add(before[1])
        elif word not in {"he", "she"}:
            before = (number, word)
    return called


def _subjects_called_company(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the positions of the subjects before "the company": "Orley shares fell. The carmaker said …"."""
    before: tuple[int, Token] | None = None  # the last name that is a subject, in this sentence or the one before
    for number, block in enumerate(blocks):
        for first, last in block.sentences:
            tokens = block.tokens[first : last + 1]
            if before is not None and any(map(_is_the_company, tokens)):
                yield before[0], before[1].index
            # In "Bell bought the firm", the name is not the firm's.
            has_company = any(group_of(token.lower) == "company" for token in tokens)
            names = [] if has_company else [name for token in tokens for name in _subject_names(token)]
            if names or not any(map(_is_the_company, tokens)):
                before = (number, names[0]) if len(names) == 1 else None


def _subject_names(token: Token) -> Iterator[Token]:
    """Yield a main subject that is a name, or the name before it: "Orley", "Orley shares", "Orley's profit"."""
    if token.dep not in {"nsubj", "nsubjpass"} or token.head.dep != "ROOT":
        return
    modifiers = [child for child in token.children if child.dep in {"compound", "poss"} and child.index < token.index]
    for name in [token] if token.tag in NAME_TAGS else modifiers:
        if name.text[0].isupper() and name.is_noun and name.entity not in {"PERSON", "NORP", "GPE", *COUNTED}:
            yield name


def _employers(blocks: Sequence[Block]) -> Iterator[tuple[int, int]]:
    """Yield the positions of the names beside spokespeople: "an Orley spokesman", "a spokesman for Orley"."""
    for number, block in enumerate(blocks):
        for token in block.tokens:
            if is_spokesperson(token):
                for name in employers(token):
                    if name.tag == "NNP" and name.entity not in {"PERSON", "GPE"}:
                        yield number, name.index


def _is_the_company(noun: Token) -> bool:
    """Return True for a noun that refers to an organisation with any name: "the company", but not "the court"."""
    determiner = noun.child("det")
    is_definite = determiner is not None and determiner.lower == "the"
    return noun.text.islower() and group_of(noun.lower) in {"company", "club", "charity"} and is_definite


def _may_be_organisation(words: Sequence[Token]) -> bool:
    head = words[-1]
    if not head.is_noun or len(words) > _MAX_WORDS or any(map(is_title, words)) or has_role(words):
        return False
    return head.entity not in COUNTED and not (head.entity in {"GPE", "LOC"} and len(words) == 1)


def _is_unlike_person(words: Sequence[Token]) -> bool:
    """Return True for a speaker's name without a label, or with the label of a thing: "Orley Pathways said"."""
    head = words[-1]
    is_labelled = any(word.entity in {"PERSON", "NORP", "GPE", "LOC"} for word in words)
    is_noun = head.tag != "NNP" or (len(words) == 1 and (group_of(head.lower) is not None or is_document(head)))
    has_he = content_subject(head, acting=False) in {"he", "she"}
    has_forename = len(words) > 1 and is_forename(words[0].text) and all(not word.entity for word in words)
    return not (is_labelled or is_noun or has_he or has_forename or is_person_like(words))


def _is_full_name(words: Sequence[Token]) -> bool:
    return is_person_like(words) or (len(words) > 1 and all(word.entity == "PERSON" for word in words))


def _is_shown_by_context(block: Block, first: int, last: int) -> bool:
    words = block.tokens[first : last + 1]
    if noun_beside(block, first, last) is not None:
        return True
    if not is_person_like(words) and (_has_which(block, last) or _has_business(words[-1])):
        return True
    return not is_person_like(words) and (_is_plural(words[-1]) or content_subject(words[-1], acting=True) == "it")


def content_subject(name: Token, *, acting: bool) -> str | None:
    """Return the subject of the words that a name says: "it" for "Orley said it would raise the price".

    Args:
        name: the head of the name.
        acting: if True, leave out verbs that often have an "it" without a meaning: "Orr said it was late".
    """
    content = name.head.child("ccomp") if name.dep == "nsubj" else None
    subject = content.child("nsubj") if content is not None else None
    if content is None or subject is None or (acting and content.lemma in _EXPLETIVE_VERBS):
        return None
    return subject.lower


def _is_plural(head: Token) -> bool:
    """Return True if a name in the singular has a plural verb: "Tall Harbour have denied it"."""
    if head.dep not in {"nsubj", "nsubjpass"} or head.tag != "NNP" or head.entity in {"NORP", "GPE"}:
        return False
    if any(child.dep in {"conj", "cc", "appos"} for child in head.children) or head.head.lower == "if":
        return False
    verbs = [head.head, *(child for child in head.head.children if child.dep in {"aux", "auxpass"})]
    finite = next((verb for verb in sorted(verbs, key=lambda verb: verb.index) if verb.index > head.index), None)
    is_inverted = any(verb.index < head.index for verb in verbs)
    return finite is not None and finite.lower in _PLURAL_VERBS and not is_inverted


def _has_which(block: Block, last: int) -> bool:
    """Return True for "Orley, which owns 40 shops". A place can have it, too."""
    tokens = block.tokens
    after = [token.lower for token in tokens[last + 1 : last + 3]]
    head = tokens[last]
    is_subject = any(child.dep == "relcl" for child in head.children)
    return after == [",", "which"] and is_subject and head.entity not in {"GPE", "LOC", "FAC", "NORP"}


def _has_business(head: Token) -> bool:
    """Return True for "Orley shares", "Orley's CEO" and "the chief executive of Orley"."""
    owned = head.head
    if head.dep == "pobj" and owned.lower == "of":
        return owned.head.lower in _OFFICES or (owned.head.lower == "executive" and _is_chief(owned.head))
    if head.dep not in {"compound", "poss"}:
        return False
    return owned.lower in _BUSINESS | _OFFICES or (owned.lower == "executive" and _is_chief(owned))


def _is_chief(executive: Token) -> bool:
    return any(child.lower == "chief" for child in executive.children)


def noun_beside(block: Block, first: int, last: int) -> str | None:
    """Return the noun of an organisation beside a name: "retailer Orley", "the firm that owns it, Orley", or None."""
    tokens = block.tokens
    before = tokens[first - 1] if first else None
    if before is not None and before.tag == "NN" and before.sentence == tokens[first].sentence and _describes(before):
        # "the secretary of state Ann Bell" is a person.
        return before.lower if not is_state_noun(before.lower) and tokens[first - 2].lower != "of" else None
    words = tokens[first : last + 1]
    if is_person_like(words):
        return None
    head = next((word for word in words if word.head not in words), words[-1])
    if head.dep == "appos" and head.head.tag == "NN" and head.head.index < first and _describes(head.head):
        return head.head.lower
    apposition = head.child("appos")
    is_after = apposition is not None and apposition.tag == "NN" and apposition.index > last
    if is_after and apposition is not None and tokens[last + 1].text == "," and _describes(apposition):
        return apposition.lower
    return None


def _describes(noun: Token) -> bool:
    return noun.text.islower() and group_of(noun.lower) is not None and not is_person_noun(noun.lower)
