"""Finds the roles that an article states beside a name: "General", "Russia's Foreign Minister", "the mayor"."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.language.names.spelling import normalize_name, word_set
from index.language.names.titles import begins_title, is_person_noun
from index.language.syntax import Block, Token

# Abbreviated titles written out, because "the senator" refers to Sen. Ann Bell.
_WRITTEN_OUT = {
    "sen": "senator",
    "rep": "representative",
    "gov": "governor",
    "gen": "general",
    "lt": "lieutenant",
    "col": "colonel",
    "capt": "captain",
    "sgt": "sergeant",
    "maj": "major",
    "adm": "admiral",
    "dr": "doctor",
    "prof": "professor",
    "rev": "reverend",
    "pres": "president",
    "sec": "secretary",
    "atty": "attorney",
    "amb": "ambassador",
    "det": "detective",
    "supt": "superintendent",
    "ceo": "executive",
    "insp": "inspector",
    "pm": "minister",
    "dpm": "minister",
    "cm": "minister",
    "cllr": "councillor",
    "clr": "councillor",
    "adv": "advocate",
    "pc": "constable",
    "dci": "detective",
}
_CLERGY = ("cleric", "clergyman", "churchman", "priest")
_MONARCH = ("monarch", "ruler")
_LAWYER = ("lawyer", "attorney", "counsel")
_MEMBER = ("lawmaker", "legislator", "politician")
_OFFICER = ("officer", "policeman")
_SYNONYMS: dict[str, tuple[str, ...]] = {
    "representative": ("congressman", "congresswoman", *_MEMBER),
    "senator": _MEMBER,
    "mp": (*_MEMBER, "parliamentarian", "backbencher"),
    **dict.fromkeys(("bishop", "archbishop", "pastor", "reverend", "imam", "rabbi", "vicar", "cardinal"), _CLERGY),
    **dict.fromkeys(("king", "queen", "sultan", "emir", "oba"), _MONARCH),
    **dict.fromkeys(("barrister", "solicitor", "advocate", "attorney"), _LAWYER),
    **dict.fromkeys(("sergeant", "constable", "inspector", "detective", "superintendent"), _OFFICER),
}
_MODIFIERS = frozenset({"compound", "amod", "nmod", "poss", "det", "case"})
_MERE_TITLES = word_set(
    """
    mr mrs ms miss mx dr sir lady lord dame datuk dato datin datu tan sri seri tun toh puan encik tunku tengku shri smt
    shrimati alhaji alhaja hajiya hajia mallam otunba cllr clr hon rt
    """,
)
_LOOSE_RELATIONS = frozenset({"npadvmod", "dep"})
_MAX_WORDS = 12
_MAX_OFFICE = 8


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role of a person.

    Attributes:
        role: the role as printed, or None if it is not fit to be shown.
        nouns: the nouns that can refer to a person with this role.
    """

    role: str | None
    nouns: frozenset[str]


def role_nouns(word: str) -> frozenset[str]:
    """Return the nouns that can refer to a person with this title: "senator" and "lawmaker" for "Sen."."""
    noun = _WRITTEN_OUT.get(normalize_name(word), normalize_name(word))
    return frozenset((noun, *_SYNONYMS.get(noun, ()))) if is_person_noun(noun) or noun in _SYNONYMS else frozenset()


def role_phrases(
    text: str, block: Block, name: tuple[int, int], head: Token, is_named: Callable[[Token], bool]
) -> Iterator[RolePhrase]:
    """Yield the roles before a name, in an apposition to it, and after "is".

    Args:
        text: canonical text of the article.
        block: the block that contains the name.
        name: indices of the first and the last token of the name.
        head: the token that the other tokens of the name depend on.
        is_named: returns True if a token is part of a person's name.
    """
    for first, last, noun in _token_ranges(block, name, head, is_named):
        phrase = _role_phrase(text, block.tokens[first : last + 1], noun)
        if phrase is not None:
            yield phrase


def _token_ranges(
    block: Block, name: tuple[int, int], head: Token, is_named: Callable[[Token], bool]
) -> Iterator[tuple[int, int, Token | None]]:
    """Yield the first and the last token of each phrase, and its head if the head is known."""
    first = _first_modifier(block.tokens, name)
    if first < name[0]:
        yield first, name[0] - 1, None
    for child in head.children:
        if child.dep == "appos" and child.is_noun and not is_named(child):
            yield (*_noun_phrase(child), child)
    governor = head.head
    if head.dep == "appos" and governor.is_noun and governor.index < head.index and not is_named(governor):
        yield _noun_phrase(governor)[0], name[0] - 1, governor
    if head.dep in _LOOSE_RELATIONS and (office := _office_before(block.tokens, name)) is not None:
        yield _noun_phrase(office)[0], name[0] - 1, office
    if head.dep == "nsubj" and governor.lemma == "be":
        attribute = governor.child("attr")
        if attribute is not None and attribute.is_noun:
            yield (*_noun_phrase(attribute), attribute)


def _office_before(tokens: Sequence[Token], name: tuple[int, int]) -> Token | None:
    """Return the head of "the minister for lands" before ", Ann Holm,", if the parser misread the name, else None."""
    first = name[0]
    while first and begins_title(tokens[first - 1].text):
        first -= 1
    if not first or tokens[first - 1].text != "," or name[1] + 1 >= len(tokens) or tokens[name[1] + 1].text != ",":
        return None
    for token in reversed(tokens[max(0, first - 1 - _MAX_OFFICE) : first - 1]):
        if token.is_verb or token.text == "," or token.sentence != tokens[first].sentence:
            return None
        if is_person_noun(token.lemma):
            return token
    return None


def _first_modifier(tokens: Sequence[Token], name: tuple[int, int]) -> int:
    """Return the index of the first modifier before a name, or of the name's first token if it has none."""
    first = name[0]
    while first and tokens[first - 1].dep in _MODIFIERS and first <= tokens[first - 1].head.index <= name[1]:
        first -= 1
    return first


def _noun_phrase(head: Token) -> tuple[int, int]:
    """Return the first and the last token of a noun phrase, without the clauses that modify it."""
    last = head.last
    for child in head.children:
        if child.dep in {"relcl", "acl", "appos", "punct", "cc", "conj"} and child.index > head.index:
            last = min(last, child.first - 1)
    return head.first, max(head.index, last)


def _role_phrase(text: str, tokens: Sequence[Token], noun: Token | None) -> RolePhrase | None:
    """Return the role that some tokens name, or None if they name no role or are too many."""
    while tokens and (not tokens[-1].is_word or tokens[-1].tag in {"DT", "IN", "CC"}):
        tokens = tokens[:-1]
    while tokens and (not tokens[0].is_word or tokens[0].tag in {"DT", "CC"}):
        tokens = tokens[1:]
    head = noun or next((token for token in reversed(tokens) if token.is_noun), None)
    if not tokens or head is None or len(tokens) > _MAX_WORDS:
        return None
    if noun is None:
        tokens = _without_mere_titles(tokens)
    if not tokens:
        return RolePhrase(None, frozenset())
    role = " ".join(text[tokens[0].start : tokens[-1].end].split()).strip(" ,")
    nouns = frozenset(noun for token in tokens if _names_role(token, head) for noun in role_nouns(token.lemma))
    is_shown = "(" not in role and any(map(str.islower, role)) and normalize_name(role) not in _MERE_TITLES
    return RolePhrase(role if is_shown else None, nouns)


def _without_mere_titles(tokens: Sequence[Token]) -> Sequence[Token]:
    """Return the words of a title without honorifics at its end: "Prime Minister" of "Prime Minister Datuk Seri"."""
    while tokens and normalize_name(tokens[-1].text) in _MERE_TITLES:
        tokens = tokens[:-1]
    return tokens


def _names_role(token: Token, head: Token) -> bool:
    """Return True if a token is the head of a role, is coordinated with the head, or is a title."""
    return token.is_noun and (token is head or (token.dep == "conj" and token.head is head) or begins_title(token.text))
