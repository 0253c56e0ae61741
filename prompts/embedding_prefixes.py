"""The prefixes that known embedding models need, as documented by their authors."""

from typing import Final, NamedTuple


class Prefixes(NamedTuple):
    """The prefixes of a question and of a passage."""

    question: str = ""
    passage: str = ""


NO_PREFIXES: Final = Prefixes()
_BGE: Final = Prefixes(question="Represent this sentence for searching relevant passages: ")
_E5: Final = Prefixes(question="query: ", passage="passage: ")
_NOMIC: Final = Prefixes(question="search_query: ", passage="search_document: ")
_ARCTIC: Final = Prefixes(question="Represent this sentence for searching relevant passages: ")

# By the start of the model's name, in lower case and without the owner.
_BY_FAMILY: Final = {
    "bge-small-en": _BGE,
    "bge-base-en": _BGE,
    "bge-large-en": _BGE,
    "e5-": _E5,
    "multilingual-e5-": _E5,
    "nomic-embed-text": _NOMIC,
    "snowflake-arctic-embed": _ARCTIC,
}


def prefixes_of(model: str) -> Prefixes:
    """Return the prefixes of a model by its name or folder. Models of unknown families have none."""
    name = model.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1].lower()
    return next((prefixes for family, prefixes in _BY_FAMILY.items() if name.startswith(family)), NO_PREFIXES)
