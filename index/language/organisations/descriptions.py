"""Descriptions that name an organisation with a noun in lower case: "Mumbai police", "the Bell campaign"."""

from collections.abc import Sequence
from typing import Final

from index.language.names.nations import is_national
from index.language.names.spelling import word_set
from index.language.names.titles import is_person_noun
from index.language.organisations.nouns import group_of, is_state_noun
from index.language.organisations.words import MARKS, is_proper
from index.language.syntax import Block, Token

# Words that seldom are names at the start of a sentence: "Local police said".
_COMMON_MODIFIERS: Final = word_set(
    """
    local federal state national military riot traffic regional provincial metropolitan municipal armed plainclothes
    district village town central supreme high lower upper opposition public senior interim foreign religious health
    education border prison school university army security secret judicial civil criminal appeal appeals constitutional
    international transitional current previous former new old caretaker coalition ruling caretaker minority majority
    successive tribal airport port university transport railway customs immigration tax prison family juvenile county
    city central defence defense interior finance home justice labour labor agriculture environment energy
    """
)
_MODIFIERS: Final = frozenset({"compound", "amod", "nmod", "poss", "case", "nummod"})


def described_name(block: Block, head: Token) -> tuple[int, int] | None:
    """Return the tokens of a name with its noun in lower case, or None: "Mumbai police", "the Bell campaign".

    The name of a country makes a name only before the nouns of a state: "the Japanese company" is a reference.
    """
    if group_of(head.lower) is None:
        return None
    first = _first_modifier(block, head)
    modifiers = block.tokens[first : head.index]
    proper = next((token for token in modifiers if _is_name(token, head) and not is_person_noun(token.lower)), None)
    last = _last_of_complement(block, head)
    if proper is None:
        return (head.index, last) if last > head.index else None
    names = [token for token in modifiers if token.index >= proper.index and token.is_word and token.text not in MARKS]
    if any(token.text == "-" for token in modifiers):
        return None
    # "Orr's firm" and "Orley's platform" are no names, unlike "Orr's campaign".
    is_owned = group_of(head.lower) == "company" and any(token.dep == "poss" for token in names)
    is_of_person = any(token.entity == "PERSON" for token in names) and not is_state_noun(head.lower)
    if is_owned or is_of_person:
        return None
    only_nations = all(not is_proper(token) or is_national(token.text) or token.entity == "NORP" for token in names)
    if only_nations and not is_state_noun(head.lower) and _is_plain(names):
        return None
    return proper.index, last


def _is_name(token: Token, head: Token) -> bool:
    """Return True for a name, and for an unknown word at the start of a sentence before a noun of a state."""
    if is_proper(token):
        return True
    is_first = token.text[0].isupper() and is_state_noun(head.lower) and token.index == head.index - 1
    return is_first and token.dep in _MODIFIERS and token.lower not in _COMMON_MODIFIERS


def _is_plain(names: Sequence[Token]) -> bool:
    return all(is_national(token.text) or not token.text[0].isupper() for token in names)


def _first_modifier(block: Block, head: Token) -> int:
    """Return the index of the first modifier directly before a noun, or the index of the noun."""
    first = head.index
    while first and _modifies(block.tokens[first - 1], head):
        first -= 1
    return first


def _modifies(token: Token, head: Token) -> bool:
    is_shared = head.dep == "compound" and token.dep in _MODIFIERS  # as in "Ostrel police spokesman"
    is_within = (head.first <= token.index or is_shared) and token.sentence == head.sentence
    is_part = token.text in MARKS or token.text == "-" or token.is_noun or token.tag.startswith("JJ")
    return is_within and is_part and (token.dep in _MODIFIERS or token.dep in {"punct", "nsubj", "appos"})


def _last_of_complement(block: Block, head: Token) -> int:
    """Return the last token of "of Kenya" after "the government", or the index of the noun."""
    tokens, after = block.tokens, head.index + 1
    if after + 1 >= len(tokens) or tokens[after].lower not in {"of", "for"} or not is_state_noun(head.lower):
        return head.index
    start = after + 1 if tokens[after + 1].lower != "the" else after + 2
    end = start
    while end < len(tokens) and is_proper(tokens[end]) and tokens[end].sentence == head.sentence:
        end += 1
    return end - 1 if end > start else head.index
