"""The people and the organisations of one article, in one list, and the resolution of a speaker's mention to them."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from index.language.attribution.finder import StatementCandidate
from index.language.coreference.people import ArticlePeople
from index.language.coreference.resolver import Antecedent, CoreferenceResolver
from index.language.names.nations import is_national
from index.language.organisations.article_organisations import ArticleOrganisations
from index.language.organisations.resolver import OrganisationResolver
from index.language.syntax import Block, Token
from index.models import PersonMention, Span, Statement


@dataclass(frozen=True, slots=True)
class SpeakerMentions:
    """The mentions of the speakers of an article. A place is a block and the index of a token.

    Attributes:
        heads: places of the heads of the mentions.
        names: places of the words that may name the speakers.
        contents: the words attributed to each speaker, by the place of the head.
    """

    heads: set[tuple[int, int]]
    names: set[tuple[int, int]]
    contents: Mapping[tuple[int, int], Sequence[Span]]


class ArticleSpeakers:
    """The speakers of one article. The people come first, then the organisations.

    Args:
        text: canonical text of the article.
        blocks: the parsed blocks of the text, in order.
        is_quoted: returns True if a token is inside a quotation.
        mentions: the mentions of the speakers.
    """

    def __init__(
        self,
        text: str,
        blocks: Sequence[Block],
        is_quoted: Callable[[Token], bool],
        mentions: SpeakerMentions,
    ) -> None:
        speakers = mentions.heads
        self._organisations = ArticleOrganisations(text, blocks, speakers)
        self._people = ArticlePeople(
            text, self._organisations.blocks_without_names(), self._organisations.without_names(mentions.names)
        )
        self._resolver = CoreferenceResolver(self._people, blocks, is_quoted, speakers, mentions.contents)
        self._organisation_resolver = OrganisationResolver(
            self._organisations,
            blocks,
            is_quoted,
            lambda block, token: self._people.person_at(block, token) is not None,
            speakers,
        )
        self._first_organisation = len(self._people.people)

    def resolve(self, block: int, candidate: StatementCandidate) -> Antecedent | None:
        """Return the speaker of a candidate, or None if its mention refers to nobody certain.

        A name decides first. A spokesperson without a name speaks for the organisation, and is no person named nearby.

        Args:
            block: ordinal of the block that contains the head of the mention.
            candidate: the candidate.
        """
        if candidate.head is None:
            return None
        person = self._resolver.resolve(block, candidate.head, candidate.mention)
        if candidate.frame == "transcript":
            return person  # here, a name in capitals is no acronym
        if person is not None and person.resolved_by == "name" and not self._is_country(block, candidate.head):
            return person
        found = self._organisation_resolver.resolve(block, candidate.head, candidate.spans)
        if found is None:
            return person
        is_better = person is not None and person.resolved_by != "name" and not found.is_spokesperson
        if is_better or (person is not None and person.resolved_by == "role" and person.confidence != "low"):
            return person
        return Antecedent(self._first_organisation + found.organisation, found.resolved_by, found.confidence)

    def _is_country(self, block: int, head: Token) -> bool:
        """Return True if a name is a country's, though a person has it, too: "Kenya" before "Michael Kenya"."""
        return self._organisations.at(block, head) is not None and is_national(head.text)

    def extend_to_name(self, speaker: int, mention: Span) -> Span:
        """Return a mention with the person's name directly before it: "Ann Bell, who" instead of "who"."""
        return mention if speaker >= self._first_organisation else self._people.extend_to_name(speaker, mention)

    def nearest_name(self, speaker: int, position: int) -> Span | None:
        """Return the last mention by name that starts at or before a position, else the first one after it, or None."""
        if speaker >= self._first_organisation:
            return self._organisations.nearest_name(speaker - self._first_organisation, position)
        return self._people.nearest_name(speaker, position)

    def listed(self, statements: Sequence[Statement]) -> tuple[tuple[PersonMention, ...], tuple[Statement, ...]]:
        """Return all people and the organisations that speak, and the statements with the positions in this list."""
        speaking = sorted({one.person for one in statements if one.person is not None} - self._people_numbers())
        numbers = {number: position for position, number in enumerate(speaking, self._first_organisation)}
        organisations = self._organisations.organisations
        mentions = (
            *(person.to_mention() for person in self._people.people),
            *(organisations[number - self._first_organisation].to_mention() for number in speaking),
        )
        renumbered = (
            one if one.person is None else replace(one, person=numbers.get(one.person, one.person))
            for one in statements
        )
        return mentions, tuple(renumbered)

    def _people_numbers(self) -> set[int]:
        return set(range(self._first_organisation))
