"""Descriptions that name an organisation with a noun in lower case: "Mumbai police", "the Bell campaign"."""

from collections.abc import Sequence
from typing import Final

from index.language.names.nations import is_national
from index.language.names.titles import is_person_noun
from index.language.organisations.nouns import group_of, is_state_noun
from index.language.organisations.words import MARKS, is_proper
from index.language.syntax import Block, Token

_MODIFIERS: Final = frozenset({"compound", "amod", "nmod", "poss", "case", "nummod"})


def described_name(block: Block, head: Token) -> tuple[int, int] | None:
    """Return the tokens of a name with its noun in lower case, or None: "Mumbai police", "the Bell campaign".

    The name of a country makes a name only before the nouns of a state: "the Japanese company" is a reference.
    """
    if group_of(head.lower) is None:
        return None
    first = _first_modifier(block, head)
    modifiers = block.tokens[first : head.index]
    proper = next((token for token in modifiers if is_proper(token) and not is_person_noun(token.lower)), None)
    last = _last_of_complement(block, head)
    if proper is None:
        return (head.index, last) if last > head.index else None
    names = [token for token in modifiers if token.index >= proper.index and token.is_word and token.text not in MARKS]
    if any(token.text == "-" for token in modifiers):
        return None
    if any(token.entity == "PERSON" for token in names) and not is_state_noun(head.lower):
        return None
    only_nations = all(not is_proper(token) or is_national(token.text) or token.entity == "NORP" for token in names)
    if only_nations and not is_state_noun(head.lower) and _is_plain(names):
        return None
    return proper.index, last


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
