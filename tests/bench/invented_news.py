"""Invented news by chance, and copies of it as outlets make them of a wire's story."""

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final


def _listed(text: str) -> tuple[str, ...]:
    return tuple(part.strip() for part in text.split(";"))


_OUTLETS: Final = tuple(
    f"{place} {kind}"
    for place in _listed("Velmara; Ostrel; Kardosa; Harbour; Northern; Meridian; Lantern; Touchline")
    for kind in _listed("Wire; Courier; Tribune; Gazette")
)
_FIRST_NAMES: Final = _listed(
    "Ilse; Torvil; Marta; Edvin; Sanna; Joren; Kasia; Bram; Oda; Pavel; Runa; Silas; Tove; Ulrik; Vera; Anton"
)
_BEGINNINGS: Final = _listed("Mar; Arv; Hol; Kes; Lund; Ober; Tarn; Vel; Wint; Sor; Brem; Dal; Ek; Fal; Grim; Jast")
_ENDINGS: Final = _listed("andt; ane; mark; trel; qvist; haus; owski; berg; sen; ova; ling; garde; stad; mire; fors")
_ROLES: Final = _listed(
    "the harbour master; the finance minister; the union leader; the mayor; the chief engineer; the opposition leader; "
    "the hospital director; the coach; the head of the water board; the prosecutor; the farmers' spokeswoman"
)
_THINGS: Final = _listed(
    "quay; bridge; ferry line; water tariff; herring quota; hospital wing; budget; tram; steel mill; school meals; "
    "railway tunnel; observatory; grain store; power station; coastal road; court house; fish market; land tax; dam; "
    "pension fund; airport fence; bus depot; dike; library; prison; theatre; vaccine plant; wind farm; port crane"
)
_PLACES: Final = tuple(
    f"{beginning}{ending}"
    for beginning in _listed("Vel; Os; Kar; Nor; Mer; Lan; Tou; Bra; Chi; Dro; Esk; Fen; Gol")
    for ending in _listed("mara; trel; dosa; ham; wick; ford; minster; vale; haven; stone")
)
_ACTS: Final = _listed(
    "would cost more than planned; had been delayed by the weather; must be paid for by the region; was safe to use; "
    "would be finished before the winter; had never been inspected; should be put to a vote; would create new jobs; "
    "was no longer needed; had been built on soft ground; would be sold to a private owner; needed a new roof; "
    "could be opened in stages; had lost most of its passengers; was the best in the country; drew too much power"
)
_VERBS: Final = _listed("said; told reporters; argued; insisted; warned; admitted; announced; explained; replied")
_TIMES: Final = _listed("on Monday; on Tuesday; on Wednesday; on Thursday; on Friday; this week; last month; in June")
_ASIDES: Final = _listed(
    "after a long night of talks; in a packed hall; without giving details; to loud applause; in a short statement; "
    "before leaving for the coast; during a visit to the site; in an open letter; at a hearing of the council"
)
_CAUSES: Final = _listed(
    "steel prices; a missing permit; low water in the canal; a strike of the crane drivers; an error in the survey; "
    "the early frost; a dispute over land; falling ticket sales; the new safety rules; a shortage of welders"
)


@dataclass(frozen=True, slots=True)
class Story:
    """An article as an outlet ran it.

    Attributes:
        id: of the article.
        story: number of the story that it tells; equal for copies.
        title: of the article.
        sentences: of it; two or three make a paragraph.
        source: the outlet.
        published: the day.
    """

    id: str
    story: int
    title: str
    sentences: tuple[str, ...]
    source: str
    published: dt.date

    @property
    def text(self) -> str:
        """The article's text."""
        return "\n\n".join(" ".join(self.sentences[at : at + 3]) for at in range(0, len(self.sentences), 3))


def invented(articles: int, *, copied: float = 0.3, seed: int = 1) -> list[Story]:
    """Return so many articles in no order, of which a share are copies of others, up to three of one story."""
    chance = random.Random(seed)
    copies = round(articles * copied)
    first = [_story(chance, number) for number in range(articles - copies)]
    more = [_COPIES[at % len(_COPIES)](chance, first[at // 3], at) for at in range(copies)]
    return chance.sample([*first, *more], articles)


def write(stories: Sequence[Story], path: Path) -> None:
    """Write articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for each in stories:
            record = {"id": each.id, "title": each.title, "text": each.text, "source": each.source}
            file.write(json.dumps(record | {"published": each.published.isoformat()}) + "\n")


def _story(chance: random.Random, number: int) -> Story:
    thing, place = chance.choice(_THINGS), chance.choice(_PLACES)
    people = [(f"{chance.choice(_FIRST_NAMES)} {_surname(chance)}", chance.choice(_ROLES)) for _ in range(3)]
    told = tuple(_sentences(chance, thing, place, people, chance.randint(12, 30)))
    title = f"{place}: {chance.choice(_CAUSES)} and the {thing}"
    day = dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(360))
    return Story(f"story-{number}", number, title, told, chance.choice(_OUTLETS), day)


def _sentences(
    chance: random.Random, thing: str, place: str, people: Sequence[tuple[str, str]], count: int
) -> Iterator[str]:
    for at in range(count):
        name, role = people[at % len(people)]
        surname, act, number = name.split()[-1], chance.choice(_ACTS), chance.randrange(12, 9_800)
        other, cause = chance.choice(_PLACES), chance.choice(_CAUSES)
        verb, when, aside = chance.choice(_VERBS), chance.choice(_TIMES), chance.choice(_ASIDES)
        yield chance.choice(
            (
                f"{name}, {role}, {verb} {when} that the {thing} in {place} {act} because of {cause}.",
                f"“The {thing} {act}, and {number} people in {other} know it,” {surname} {verb} {aside}.",
                f"{surname} {verb} that {cause} would add {number} crowns to the bill for the {thing} in {other}.",
                f"The {thing}, which serves {number} households between {place} and {other}, {act}, {surname} {verb}.",
                f"Work on it stopped {when} because of {cause}, {number} days after {other} had asked for a review.",
                f"According to {name}, the {thing} {act} and {other} would have to find {number} crowns {when}.",
                f"Residents of {other} counted {number} lorries {when}, and blamed {cause} for queues at the {thing}.",
                f"A report of {number} pages on {cause} in {other}, published {when}, does not mention the {thing}.",
            )
        )


def _surname(chance: random.Random) -> str:
    return chance.choice(_BEGINNINGS) + chance.choice(_ENDINGS)


def _rerun(chance: random.Random, story: Story, number: int) -> Story:
    """Return the story as it is, in another outlet, a day later."""
    later = story.published + dt.timedelta(days=chance.randrange(1, 3))
    outlet = chance.choice([each for each in _OUTLETS if each != story.source])
    return replace(story, id=f"copy-{number}", source=outlet, published=later)


def _cut_short(chance: random.Random, story: Story, number: int) -> Story:
    """Return the first three fifths of it."""
    return replace(_rerun(chance, story, number), sentences=story.sentences[: len(story.sentences) * 3 // 5])


def _added_to(chance: random.Random, story: Story, number: int) -> Story:
    """Return it with a paragraph of the outlet's own in front of its last third, and another title."""
    own = _story(chance, story.story).sentences[:3]
    at = len(story.sentences) * 2 // 3
    told = (*story.sentences[:at], *own, *story.sentences[at:])
    return replace(_rerun(chance, story, number), sentences=told, title=f"What {_surname(chance)} makes of it")


def _edited(chance: random.Random, story: Story, number: int) -> Story:
    """Return it with straight quotation marks, a dateline, and one sentence in four shortened or left out."""
    told = [sentence.replace("“", '"').replace("”", '"') for sentence in story.sentences]
    for when in (*_TIMES, *_ASIDES):
        told = [each.replace(f" {when}", "") if chance.random() < 1 / 4 else each for each in told]
    told = [each for each in told if chance.random() < 9 / 10]
    told[0] = f"{story.title.split(':')[0].upper()} — {told[0]}"
    return replace(_rerun(chance, story, number), sentences=tuple(told))


_COPIES: Final = (_rerun, _cut_short, _added_to, _edited)
