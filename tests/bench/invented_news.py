"""Random invented news, and copies of it as publishers make them from the story of a news agency."""

import datetime as dt
import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from tests.bench.harness import split_list

_OUTLETS: Final = tuple(
    f"{place} {kind}"
    for place in split_list("Velmara; Ostrel; Kardosa; Harbour; Northern; Meridian; Lantern; Touchline")
    for kind in split_list("Wire; Courier; Tribune; Gazette")
)
_FIRST_NAMES: Final = split_list(
    "Ilse; Torvil; Marta; Edvin; Sanna; Joren; Kasia; Bram; Oda; Pavel; Runa; Silas; Tove; Ulrik; Vera; Anton"
)
_BEGINNINGS: Final = split_list("Mar; Arv; Hol; Kes; Lund; Ober; Tarn; Vel; Wint; Sor; Brem; Dal; Ek; Fal; Grim; Jast")
_ENDINGS: Final = split_list("andt; ane; mark; trel; qvist; haus; owski; berg; sen; ova; ling; garde; stad; mire; fors")
_ROLES: Final = split_list(
    "the harbour master; the finance minister; the union leader; the mayor; the chief engineer; the opposition leader; "
    "the hospital director; the coach; the head of the water board; the prosecutor; the farmers' spokeswoman"
)
_THINGS: Final = split_list(
    "quay; bridge; ferry line; water tariff; herring quota; hospital wing; budget; tram; steel mill; school meals; "
    "railway tunnel; observatory; grain store; power station; coastal road; court house; fish market; land tax; dam; "
    "pension fund; airport fence; bus depot; dike; library; prison; theatre; vaccine plant; wind farm; port crane"
)
_PLACES: Final = tuple(
    f"{beginning}{ending}"
    for beginning in split_list("Vel; Os; Kar; Nor; Mer; Lan; Tou; Bra; Chi; Dro; Esk; Fen; Gol")
    for ending in split_list("mara; trel; dosa; ham; wick; ford; minster; vale; haven; stone")
)
_ACTS: Final = split_list(
    "would cost more than planned; had been delayed by the weather; must be paid for by the region; was safe to use; "
    "would be finished before the winter; had never been inspected; should be put to a vote; would create new jobs; "
    "was no longer needed; had been built on soft ground; would be sold to a private owner; needed a new roof; "
    "could be opened in stages; had lost most of its passengers; was the best in the country; drew too much power"
)
_VERBS: Final = split_list("said; told reporters; argued; insisted; warned; admitted; announced; explained; replied")
_TIMES: Final = split_list(
    "on Monday; on Tuesday; on Wednesday; on Thursday; on Friday; this week; last month; in June"
)
_ASIDES: Final = split_list(
    "after a long night of talks; in a packed hall; without giving details; to loud applause; in a short statement; "
    "before leaving for the coast; during a visit to the site; in an open letter; at a hearing of the council"
)
_CAUSES: Final = split_list(
    "steel prices; a missing permit; low water in the canal; a strike of the crane drivers; an error in the survey; "
    "the early frost; a dispute over land; falling ticket sales; the new safety rules; a shortage of welders"
)


@dataclass(frozen=True, slots=True)
class Story:
    """An article as one publisher ran it.

    Attributes:
        id: id of the article.
        story: number of the story; copies of a story have the same number.
        title: title of the article.
        sentences: sentences of the article; a paragraph has at most three.
        source: the publisher.
        published: day of publication.
    """

    id: str
    story: int
    title: str
    sentences: tuple[str, ...]
    source: str
    published: dt.date

    @property
    def text(self) -> str:
        """The text of the article."""
        return "\n\n".join(" ".join(self.sentences[start : start + 3]) for start in range(0, len(self.sentences), 3))


def invented(articles: int, *, copied: float = 0.3, seed: int = 1) -> list[Story]:
    """Return random articles in random order.

    Args:
        articles: number of articles.
        copied: share of the articles that are copies; a story has at most three copies.
        seed: seed of the random numbers. Equal arguments give equal articles.
    """
    chance = random.Random(seed)
    count = round(articles * copied)
    originals = [_story(chance, number) for number in range(articles - count)]
    copies = [_COPIES[number % len(_COPIES)](chance, originals[number // 3], number) for number in range(count)]
    return chance.sample([*originals, *copies], articles)


def write(stories: Sequence[Story], path: Path) -> None:
    """Write articles as JSON Lines."""
    with path.open("w", encoding="utf-8") as file:
        for story in stories:
            record = {"id": story.id, "title": story.title, "text": story.text, "source": story.source}
            file.write(json.dumps(record | {"published": story.published.isoformat()}) + "\n")


def _story(chance: random.Random, number: int) -> Story:
    thing, place = chance.choice(_THINGS), chance.choice(_PLACES)
    people = [(f"{chance.choice(_FIRST_NAMES)} {_surname(chance)}", chance.choice(_ROLES)) for _ in range(3)]
    sentences = tuple(_sentences(chance, thing, place, people, chance.randint(12, 30)))
    title = f"{place}: {chance.choice(_CAUSES)} and the {thing}"
    day = dt.date(2025, 1, 1) + dt.timedelta(days=chance.randrange(360))
    return Story(f"story-{number}", number, title, sentences, chance.choice(_OUTLETS), day)


def _sentences(
    chance: random.Random, thing: str, place: str, people: Sequence[tuple[str, str]], count: int
) -> Iterator[str]:
    for ordinal in range(count):
        name, role = people[ordinal % len(people)]
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
    """Return the unchanged story in another publication, one or two days later."""
    later = story.published + dt.timedelta(days=chance.randrange(1, 3))
    publisher = chance.choice([outlet for outlet in _OUTLETS if outlet != story.source])
    return replace(story, id=f"copy-{number}", source=publisher, published=later)


def _cut_short(chance: random.Random, story: Story, number: int) -> Story:
    """Return the first three fifths of the story."""
    return replace(_rerun(chance, story, number), sentences=story.sentences[: len(story.sentences) * 3 // 5])


def _added_to(chance: random.Random, story: Story, number: int) -> Story:
    """Return the story with an additional paragraph before its last third, and with another title."""
    paragraph = _story(chance, story.story).sentences[:3]
    position = len(story.sentences) * 2 // 3
    sentences = (*story.sentences[:position], *paragraph, *story.sentences[position:])
    return replace(_rerun(chance, story, number), sentences=sentences, title=f"What {_surname(chance)} makes of it")


def _edited(chance: random.Random, story: Story, number: int) -> Story:
    """Return the story with straight quotation marks, a dateline, and some sentences shortened or left out."""
    sentences = [sentence.replace("“", '"').replace("”", '"') for sentence in story.sentences]
    for phrase in (*_TIMES, *_ASIDES):
        sentences = [
            sentence.replace(f" {phrase}", "") if chance.random() < 1 / 4 else sentence for sentence in sentences
        ]
    sentences = [sentence for sentence in sentences if chance.random() < 9 / 10]
    sentences[0] = f"{story.title.split(':')[0].upper()} — {sentences[0]}"
    return replace(_rerun(chance, story, number), sentences=tuple(sentences))


_COPIES: Final = (_rerun, _cut_short, _added_to, _edited)
