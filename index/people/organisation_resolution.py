"""Decides which organisations in all articles are the same one.

Names are the same if they have the same words. An acronym belongs to the only organisation that an article calls so, or
else to the only one with these initials. A description without a name, "the company", is another organisation in every
article. No organisation is compared with a person.
"""

from collections import defaultdict
from collections.abc import Iterable, Sequence

from index.language.names.spelling import normalize_name
from index.language.organisations.names import acronyms_of, is_acronym, is_generic, organisation_words
from index.models import PersonMention


def group_organisations(mentions: Sequence[PersonMention]) -> list[list[int]]:
    """Return the positions of the mentions of each organisation.

    Args:
        mentions: the organisations of all articles.
    """
    generic: list[list[int]] = []
    by_words: dict[frozenset[str], list[int]] = defaultdict(list)
    by_acronym: dict[str, list[int]] = defaultdict(list)
    for position, mention in enumerate(mentions):
        words = organisation_words(mention.name)
        if is_generic(mention.name) or not words:
            generic.append([position])
        elif is_acronym(mention.name) and words == frozenset({normalize_name(mention.name)}):
            by_acronym[normalize_name(mention.name)].append(position)
        else:
            by_words[words].append(position)
    owners = _Acronyms((words, [mentions[position] for position in group]) for words, group in by_words.items())
    for acronym, positions in by_acronym.items():
        by_words[owners.owner(acronym) or frozenset({acronym})] += positions
    return [*by_words.values(), *generic]


class _Acronyms:
    """The organisations with an acronym: those that an article calls so, and those with these initials.

    Args:
        groups: the words of the name of each organisation, and its mentions.
    """

    def __init__(self, groups: Iterable[tuple[frozenset[str], Sequence[PersonMention]]]) -> None:
        self._printed: dict[str, set[frozenset[str]]] = defaultdict(set)
        self._initials: dict[str, set[frozenset[str]]] = defaultdict(set)
        for words, mentions in groups:
            for mention in mentions:
                for form in filter(is_acronym, mention.forms):
                    self._printed[normalize_name(form)].add(words)
                for acronym in acronyms_of(mention.name):
                    self._initials[acronym].add(words)

    def owner(self, acronym: str) -> frozenset[str] | None:
        """Return the words of the name of the only organisation that an acronym may stand for, or None."""
        owners = self._printed.get(acronym) or self._initials.get(acronym) or set()
        return next(iter(owners)) if len(owners) == 1 else None
