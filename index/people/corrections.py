"""Reads the file in which an editor corrects who is one person.

It is TOML::

[[person]]
name = "Vela Orland"              # the name that is shown
aliases = ["V. Orland", "Orlund"] # these names are theirs too
roles = ["mayor of Ostrel"]       # a question may ask by these

[[apart]]
names = ["Jon Ames", "Jonathan Ames"]  # no two of these are one person
"""

import hashlib
import json
import tomllib
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field, StringConstraints, ValidationError

from index.errors import SettingsError
from index.language.names.spelling import normalize_name

_Text = Annotated[str, StringConstraints(strip_whitespace=True, min_length=1)]
_STRICT = ConfigDict(extra="forbid", strict=True, frozen=True)


class _Person(BaseModel):
    model_config = _STRICT
    name: _Text
    aliases: list[_Text] = []
    roles: list[_Text] = []


class _Apart(BaseModel):
    model_config = _STRICT
    names: Annotated[list[_Text], Field(min_length=2)]


class _File(BaseModel):
    model_config = _STRICT
    person: list[_Person] = []
    apart: list[_Apart] = []


@dataclass(frozen=True, slots=True)
class PersonCorrection:
    """A person as an editor wants them: every alias is theirs, whatever the rules say."""

    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """What an editor corrects.

    Attributes:
        people: known ones.
        apart: names of which no two are ever one person.
    """

    people: tuple[PersonCorrection, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()

    @property
    def digest(self) -> str:
        """Hash of all corrections: equal ones correct alike."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def read_corrections(path: Path) -> Corrections:
    """Read an editor's corrections.

    Raises:
        SettingsError: the file is missing or no TOML, has a key that is not known or a value of another kind, or
            gives one name to two people.
    """
    try:
        read = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        raise SettingsError(_message(path, f"cannot be read: {reason}")) from None
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(_message(path, f"is no TOML: {error}")) from None
    except ValidationError as error:
        raise SettingsError(_message(path, _mistake(error))) from None
    corrections = Corrections(
        tuple(PersonCorrection(each.name, tuple(each.aliases), tuple(each.roles)) for each in read.person),
        tuple(tuple(each.names) for each in read.apart),
    )
    if mistake := _contradiction(corrections):
        raise SettingsError(_message(path, mistake))
    return corrections


def _message(path: Path, mistake: str) -> str:
    return f"The corrections {path}: {mistake}."


def _mistake(error: ValidationError) -> str:
    """Return the first mistake: where it is, counted from 1 as an editor counts, and what it is."""
    first = error.errors(include_url=False, include_input=False)[0]
    where = " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"])
    known = "; known are person (name, aliases, roles) and apart (names)" if first["type"] == "extra_forbidden" else ""
    what = "is not a known key" if known else first["msg"].lower()
    return f"{where}: {what}{known}"


def _contradiction(corrections: Corrections) -> str | None:
    """Return which name is two people's, or both one person's and to be kept apart."""
    owners: dict[str, str] = {}
    for person in corrections.people:
        for name in {normalize_name(name): name for name in (person.name, *person.aliases)}.values():
            if owners.setdefault(normalize_name(name), person.name) != person.name:
                return f"“{name}” is given to both {owners[normalize_name(name)]} and {person.name}; leave it with one"
    for names in corrections.apart:
        bare = next((name for name in names if " " not in name.strip()), None)
        if bare:
            return f"“{bare}” is kept apart by a single word, which anybody may bear; give the full name"
        known = [owners.get(normalize_name(name)) for name in names]
        twice = next((owner for owner in known if owner and known.count(owner) > 1), None)
        if twice:
            return f"names of {twice} are also to be kept apart; leave out one of the two"
    return None
