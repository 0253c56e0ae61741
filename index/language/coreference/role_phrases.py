"""What an article says that a person is: "General", "Russia's Foreign Minister", "the mayor", beside the name."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from index.language.names.spelling import normalize_name
from index.language.names.titles import begins_title, is_person_noun
from index.language.syntax import Block, Token

# Written out, a title is a role: "the senator" is Sen. Ann Bell.
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
}
_ALSO = {"representative": ("congressman", "congresswoman", "lawmaker"), "senator": ("lawmaker",)}
_BEFORE = frozenset({"compound", "amod", "nmod", "poss", "det", "case"})
_MERE_TITLES = frozenset({"mr", "mrs", "ms", "miss", "dr", "sir", "lady", "lord", "mx", "dame"})
_MOST_WORDS = 12


@dataclass(frozen=True, slots=True)
class RolePhrase:
    """A role as printed, None where it is no words to show, and the nouns by which one of it may be called."""

    role: str | None
    nouns: frozenset[str]


def role_nouns(word: str) -> frozenset[str]:
    """Return the nouns by which one may be called who has this title: ``Sen.`` is a senator and a lawmaker."""
    noun = _WRITTEN_OUT.get(normalize_name(word), normalize_name(word))
    return frozenset((noun, *_ALSO.get(noun, ()))) if is_person_noun(noun) else frozenset()


def role_phrases(
    text: str, block: Block, name: tuple[int, int], head: Token, is_named: Callable[[Token], bool]
) -> Iterator[RolePhrase]:
    """Yield the roles that stand before a name, beside it, or are said of it by "is".

    Args:
        text: canonical text of the article.
        block: where the name stands.
        name: its first and last token.
        head: the token that the rest of the name depends on.
        is_named: whether a token is part of somebody's name.
    """
    for first, last, noun in _phrases(block, name, head, is_named):
        phrase = _told(text, block.tokens[first : last + 1], noun)
        if phrase is not None:
            yield phrase


def _phrases(
    block: Block, name: tuple[int, int], head: Token, is_named: Callable[[Token], bool]
) -> Iterator[tuple[int, int, Token | None]]:
    """Yield first and last token of each phrase, and its head where that is known."""
    first = _start_before(block.tokens, name)
    if first < name[0]:
        yield first, name[0] - 1, None
    for each in head.children:
        if each.dep == "appos" and each.is_noun and not is_named(each):
            yield (*_noun_phrase(each), each)
    above = head.head
    if head.dep == "appos" and above.is_noun and above.index < head.index and not is_named(above):
        yield _noun_phrase(above)[0], name[0] - 1, above
    if head.dep == "nsubj" and above.lemma == "be":
        attribute = above.child("attr")
        if attribute is not None and attribute.is_noun:
            yield (*_noun_phrase(attribute), attribute)


def _start_before(tokens: Sequence[Token], name: tuple[int, int]) -> int:
    """Return the first token of what describes a name from before it."""
    first = name[0]
    while first and tokens[first - 1].dep in _BEFORE and first <= tokens[first - 1].head.index <= name[1]:
        first -= 1
    return first


def _noun_phrase(head: Token) -> tuple[int, int]:
    """Return first and last token of a noun phrase, without clauses that hang on it."""
    last = head.last
    for each in head.children:
        if each.dep in {"relcl", "acl", "appos", "punct", "cc", "conj"} and each.index > head.index:
            last = min(last, each.first - 1)
    return head.first, max(head.index, last)


def _told(text: str, tokens: Sequence[Token], noun: Token | None) -> RolePhrase | None:
    while tokens and (not tokens[-1].is_word or tokens[-1].tag in {"DT", "IN", "CC"}):
        tokens = tokens[:-1]
    while tokens and (not tokens[0].is_word or tokens[0].tag in {"DT", "CC"}):
        tokens = tokens[1:]
    head = noun or next((each for each in reversed(tokens) if each.is_noun), None)
    if not tokens or head is None or len(tokens) > _MOST_WORDS:
        return None
    role = " ".join(text[tokens[0].start : tokens[-1].end].split()).strip(" ,")
    nouns = frozenset(noun for each in tokens if _names_role(each, head) for noun in role_nouns(each.lemma))
    is_shown = "(" not in role and any(map(str.islower, role)) and normalize_name(role) not in _MERE_TITLES
    return RolePhrase(role if is_shown else None, nouns)


def _names_role(token: Token, head: Token) -> bool:
    """Whether a token is the head of a role, joined with it, or a title within."""
    return token.is_noun and (token is head or (token.dep == "conj" and token.head is head) or begins_title(token.text))
