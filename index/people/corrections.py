"""Reads the corrections of an editor: which names belong to one person, and which do not.

The file is TOML::

[[person]]
name = "Vela Orland"              # the displayed name
aliases = ["V. Orland", "Orlund"] # other names of this person
roles = ["mayor of Ostrel"]       # roles that a question may use

[[apart]]
names = ["Jon Ames", "Jonathan Ames"]  # these are different people
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
    """A person as defined by an editor. The aliases belong to this person even if the rules disagree."""

    name: str
    aliases: tuple[str, ...] = ()
    roles: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Corrections:
    """Corrections of the people.

    Attributes:
        people: people with their names and roles.
        apart: groups of names. Each name of a group belongs to another person.
    """

    people: tuple[PersonCorrection, ...] = ()
    apart: tuple[tuple[str, ...], ...] = ()

    @property
    def digest(self) -> str:
        """Hash of all corrections."""
        return hashlib.sha256(json.dumps(asdict(self), sort_keys=True).encode()).hexdigest()


def read_corrections(path: Path) -> Corrections:
    """Read the corrections in a file.

    Raises:
        SettingsError: the file is missing or is not TOML, a key is unknown, a value has the wrong type, or a name
            belongs to two people.
    """
    try:
        file = _File.model_validate(tomllib.loads(path.read_text(encoding="utf-8")))
    except (OSError, UnicodeDecodeError) as error:
        reason = error.strerror if isinstance(error, OSError) else "it is not UTF-8"
        msg = f"The corrections {path} cannot be read ({reason}). Check the path and the file."
        raise SettingsError(msg) from None
    except tomllib.TOMLDecodeError as error:
        msg = f"The corrections {path} are not TOML ({error}). Correct the file."
        raise SettingsError(msg) from None
    except ValidationError as error:
        raise SettingsError(_message(path, _mistake(error))) from None
    corrections = Corrections(
        tuple(PersonCorrection(person.name, tuple(person.aliases), tuple(person.roles)) for person in file.person),
        tuple(tuple(group.names) for group in file.apart),
    )
    if mistake := _contradiction(corrections):
        raise SettingsError(_message(path, mistake))
    return corrections


def _message(path: Path, mistake: str) -> str:
    return f"The corrections {path} are wrong: {mistake}."


def _mistake(error: ValidationError) -> str:
    """Return the place and the description of the first mistake. Places are counted from 1."""
    first = error.errors(include_url=False, include_input=False)[0]
    place = " ".join(str(part + 1) if isinstance(part, int) else str(part) for part in first["loc"])
    if first["type"] == "extra_forbidden":
        return f"“{place}” is not a known key; use person (name, aliases, roles) or apart (names)"
    if first["type"] == "missing":
        return f"“{place}” is missing; add it"
    return f"“{place}” has a wrong value ({first['msg'].lower()}); correct it"


def _contradiction(corrections: Corrections) -> str | None:
    """Return a description of the first name that belongs to two people or to a person and a separated group."""
    owners: dict[str, str] = {}
    for person in corrections.people:
        for name in {normalize_name(name): name for name in (person.name, *person.aliases)}.values():
            owner = owners.setdefault(normalize_name(name), person.name)
            if owner != person.name:
                return f"“{name}” belongs to both {owner} and {person.name}; keep it for one of them"
    for names in corrections.apart:
        bare = next((name for name in names if " " not in name.strip()), None)
        if bare:
            return f"“{bare}” in apart is a single word, which several people may have; write the full name"
        people = [owners.get(normalize_name(name)) for name in names]
        repeated = next((person for person in people if person and people.count(person) > 1), None)
        if repeated:
            return f"names of {repeated} are also in apart; remove them from one of the two"
    return None
