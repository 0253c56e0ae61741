"""The keys by which a question finds an organisation.

All words that the question gives must agree, so one shared word never finds an organisation. The country may be left
out: "the defence ministry" finds Russia's Defense Ministry.
"""

from collections.abc import Iterable, Iterator

from index.language.names.spelling import normalize_name
from index.language.organisations.names import (
    acronyms_of,
    denotes_organisation,
    is_acronym,
    is_generic,
    organisation_words,
    words_without_nations,
)
from index.models import Person


def organisation_keys(organisation: Person) -> set[str]:
    """Return the keys of an organisation: the words of its names, with and without the country, and its acronyms."""
    keys = set[str]()
    for form in (organisation.name, *organisation.aliases):
        words = organisation_words(form)
        keys |= {_words_key(words), f"any country:{_words_key(words_without_nations(words))}"}
        if is_acronym(form):
            keys.add(_acronym_key(form))
    if not is_generic(organisation.name):
        keys |= {f"initials:{acronym}" for acronym in acronyms_of(organisation.name)}
    return keys


def asked_keys(asked: str) -> Iterator[str]:
    """Yield the keys of the organisations that a phrase may denote, the most exact key first."""
    words = organisation_words(asked)
    if not words:
        return
    yield _words_key(words)
    if len(words) == 1 and " " not in (name := normalize_name(asked).removeprefix("the ")):
        yield _acronym_key(name)
        yield f"initials:{name}"
    if words == words_without_nations(words):
        yield f"any country:{_words_key(words)}"


def may_be_person(asked: str) -> bool:
    """Return True unless the words of a phrase show that it denotes an organisation."""
    return not denotes_organisation(asked)


def _words_key(words: Iterable[str]) -> str:
    return "|".join(sorted(words))


def _acronym_key(name: str) -> str:
    return f"acronym:{normalize_name(name)}"
