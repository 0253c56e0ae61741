"""The nouns of the engine. They are frozen and slotted: code passes them around and never changes them.

Text travels last: between retrieval and answer, only ids and spans move. :func:`index.answering.quotes.cut` is the one
place that turns a span into words.
"""

import datetime as dt
import hashlib
from dataclasses import dataclass, field
from typing import Literal, Self, TypeAlias

StatementKind: TypeAlias = Literal["direct", "indirect", "mixed"]
QuoteKind: TypeAlias = StatementKind | Literal["passage"]
Resolution: TypeAlias = Literal["name", "pronoun", "role", "continued"]
Confidence: TypeAlias = Literal["high", "medium", "low"]
Gender: TypeAlias = Literal["female", "male"]
SpeakerKind: TypeAlias = Literal["person", "organisation"]
Status: TypeAlias = Literal["answered", "nothing_found"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    r"""A half-open range ``[start, end)`` of code points in an article's canonical text.

    :func:`index.text.canonical.canonicalise` makes canonical text: Unicode NFC, ``\n`` as the only line end, no control
    characters except ``\n`` and ``\t``, no lone surrogates, no bidirectional overrides. It runs once, at reading. Every
    offset that is stored or printed refers to canonical text. Slack counts UTF-16 units, which :mod:`bot.slack.utf16`
    converts.
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Raise ValueError if the numbers are no range."""
        if not 0 <= self.start <= self.end:
            msg = f"not a span: {self.start}..{self.end}"
            raise ValueError(msg)

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that this span covers."""
        return text[self.start : self.end]

    def __len__(self) -> int:
        """Return the length in code points."""
        return self.end - self.start

    def overlaps(self, other: "Span") -> bool:
        """Return True if the two spans share a code point."""
        return self.start < other.end and other.start < self.end

    def contains(self, other: "Span") -> bool:
        """Return True if the other span lies inside this one."""
        return self.start <= other.start and other.end <= self.end

    def intersection(self, other: "Span") -> "Span":
        """Return the part that both spans share. They must touch."""
        return Span(max(self.start, other.start), min(self.end, other.end))

    def hull(self, other: "Span") -> "Span":
        """Return the shortest span that contains both."""
        return Span(min(self.start, other.start), max(self.end, other.end))

    def shifted(self, offset: int) -> "Span":
        """Return the span moved by this many code points."""
        return Span(self.start + offset, self.end + offset)


@dataclass(frozen=True, slots=True)
class Article:
    """An article as it was read.

    Attributes:
        id: name of the article, stable within a collection.
        title: the headline; never empty.
        text: canonical text of the body (see :class:`Span`); never blank.
        author: author as printed; None if the source has none.
        publisher: outlet that published the article.
        published: day of publication.
        url: address of the article.
        language: ISO 639-1 code, if the source states one.
        sha256: hex digest of ``text`` in UTF-8.
        origin: source file, relative to the path that was given to the reindex.
        first_indexed: day (UTC) on which the collection first contained the article; None until it is stored. The
            history of an article is no part of it, so comparisons ignore this attribute and the next one.
        corrected: day of the last reindex that saw other words in the text; None if the words never changed.
    """

    id: str
    title: str
    text: str
    author: str | None
    publisher: str | None
    published: dt.date | None
    url: str | None
    language: str | None
    sha256: str
    origin: str
    first_indexed: dt.date | None = field(default=None, compare=False)
    corrected: dt.date | None = field(default=None, compare=False)

    def is_intact(self) -> bool:
        """Return True if the text is the one that was read: its digest is ``sha256``."""
        return hashlib.sha256(self.text.encode()).hexdigest() == self.sha256


@dataclass(frozen=True, slots=True)
class Rejection:
    """A file or record that could not be read, and the reason.

    Attributes:
        path: path as a person would write it, with the line for JSON Lines (``a.jsonl:12``).
        reason: the reason and the remedy, without a final stop.
        origin: as :attr:`Article.origin`. Articles that were read from there before are retained.
    """

    path: str
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person as one article names them, or an organisation that speaks in it.

    Attributes:
        name: fullest printed form, without titles.
        forms: every printed form, with titles: ``General Valery Gerasimov``, ``Gerasimov``.
        roles: roles that the article gives them: ``Russian foreign minister``.
        gender: gender, if the name, a title or pronouns show it.
        kind: a person or an organisation.
    """

    name: str
    forms: tuple[str, ...]
    roles: tuple[str, ...] = ()
    gender: Gender | None = None
    kind: SpeakerKind = "person"


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage with the score that orders the passages of one question."""

    article_id: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Statement:
    """A statement in an article, and its speaker.

    Attributes:
        spans: the content: the words that are attributed, in one or more pieces; in order, never empty.
        kind: direct if the content is in quotation marks, indirect if it is not, mixed if a part is.
        speaker: mention of the speaker; None if the article has none here.
        cue: words that introduce the content; None for a transcript or a quotation without a cue.
        person: position in :attr:`Attribution.people`; None if the speaker has no name or is uncertain.
        resolved_by: the way from the mention to the person; None if ``person`` is None.
        named_at: the antecedent: the place, before or after the mention, that names the person.
        confidence: reliability of the attribution.
    """

    spans: tuple[Span, ...]
    kind: StatementKind
    speaker: Span | None = None
    cue: Span | None = None
    person: int | None = None
    resolved_by: Resolution | None = None
    named_at: Span | None = None
    confidence: Confidence = "high"

    @property
    def hull(self) -> Span:
        """The span from the first word of the content to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """The people and the statements of one article. The statements are in the order of the text."""

    people: tuple[PersonMention, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """A person of the collection, with all spellings of the name, or an organisation that speaks in it.

    Attributes:
        name: the form that is shown.
        aliases: all other forms, most frequent first.
        roles: roles that articles give them, most frequent first.
        statements: number of statements that they make in the collection.
        articles: number of articles that name them.
        kind: a person or an organisation.
    """

    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    statements: int
    articles: int
    kind: SpeakerKind = "person"


@dataclass(frozen=True, slots=True)
class Speaker:
    """The speaker of a quote: the person or organisation, and the words of the article that refer to them.

    Attributes:
        name: the name in the collection.
        mention_text: the mention: ``Lavrov``, ``He``, ``the minister``.
        start: start of the mention in the article's text.
        end: end of the mention.
        resolved_by: the way from the mention to the person.
        antecedent_distance: number of sentences from the antecedent to the mention. It is 0 in the same sentence,
            negative if the antecedent comes later, and None if the mention is a name itself.
        confidence: reliability of the attribution.
        kind: a person or an organisation.
    """

    name: str
    mention_text: str
    start: int
    end: int
    resolved_by: Resolution = "name"
    antecedent_distance: int | None = None
    confidence: Confidence = "high"
    kind: SpeakerKind = "person"


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """An article's metadata, as an answer shows it: the article without its text."""

    id: str
    title: str
    author: str | None
    publisher: str | None
    published: dt.date | None
    url: str | None
    sha256: str
    first_indexed: dt.date | None = None
    corrected: dt.date | None = None

    @classmethod
    def of(cls, article: Article) -> Self:
        """Return the metadata of an article."""
        return cls(
            id=article.id,
            title=article.title,
            author=article.author,
            publisher=article.publisher,
            published=article.published,
            url=article.url,
            sha256=article.sha256,
            first_indexed=article.first_indexed,
            corrected=article.corrected,
        )


@dataclass(frozen=True, slots=True)
class Quote:
    """A passage cut out of a stored article, letter for letter.

    :func:`index.answering.quotes.cut` makes a quote only if ``text == article.text[start:end]``.

    Attributes:
        text: the words.
        start: start in the article's text.
        end: end in the article's text.
        kind: the kind of the statement, or ``passage`` if no speaker is shown.
        speaker: the person who says it; None for a passage.
        before: the sentence before the quote.
        after: the sentence after the quote.
        score: orders the quotes of one answer. It does not compare with the scores of other answers.
        article: the article.
        also_in: other articles that contain a sentence of the quote in these or nearly these words, earliest first.
        said: the words within the quote that the speaker says, as spans of the article's text; empty for a passage.
    """

    text: str
    start: int
    end: int
    kind: QuoteKind
    speaker: Speaker | None
    before: str
    after: str
    score: float
    article: ArticleInfo
    also_in: tuple[ArticleInfo, ...] = ()
    said: tuple[Span, ...] = ()


@dataclass(frozen=True, slots=True)
class Interpretation:
    """The interpretation of a question, shown with every answer."""

    speaker: str | None
    topic: str
    since: dt.date | None
    until: dt.date | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """The articles that were searched: their number, their first and last day, and the snapshot."""

    articles: int
    earliest: dt.date | None
    latest: dt.date | None
    snapshot: str


@dataclass(frozen=True, slots=True)
class SpeakerMatch:
    """The people that a question asks about.

    Attributes:
        phrase: the words of the question: ``Lavrov``, ``Russia's foreign minister``.
        names: the people that the words may stand for, most statements first; empty if they stand for nobody.
        statements: number of their statements within the filter, on any topic.
        mentioned_in: number of articles within the filter that name them.
        similar: if nobody is known by the words, the names with the most similar spelling.
    """

    phrase: str
    names: tuple[str, ...]
    statements: int
    mentioned_in: int
    similar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: quotes, or the nearest quotes and the coverage of the search.

    Attributes:
        question: the question in canonical form.
        status: ``answered`` if there are quotes.
        understood: the interpretation of the question.
        quotes: the quotes, best first.
        nearest: if nothing answers, the quotes that come nearest.
        coverage: the articles that were searched.
        speaker: the people asked about; None if the question asks about nobody in particular.
        confidence: probability that the collection answers the question, 0 to 1. From a threshold on, there are quotes.
        dates_relaxed: True if no article from the dates in the question answers it, and the quotes are of any date.
        missing_terms: if nothing answers, the words of the question that the nearest passage does not contain.
    """

    question: str
    status: Status
    understood: Interpretation
    quotes: tuple[Quote, ...]
    nearest: tuple[Quote, ...]
    coverage: Coverage
    speaker: SpeakerMatch | None = None
    confidence: float = 0.0
    dates_relaxed: bool = False
    missing_terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Filter:
    """The articles that may answer.

    Attributes:
        since: first day of publication.
        until: last day of publication.
        publisher: name of the publisher, compared without regard to case.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    publisher: str | None = None

    def __bool__(self) -> bool:
        """Return True if the filter leaves anything out."""
        return any((self.since, self.until, self.publisher))

    def intersect(self, other: "Filter") -> "Filter":
        """Return the filter that both allow. If both name a publisher, the other's is kept."""
        return Filter(
            max(filter(None, (self.since, other.since)), default=None),
            min(filter(None, (self.until, other.until)), default=None),
            other.publisher or self.publisher,
        )


@dataclass(frozen=True, slots=True)
class Question:
    """A question, with the filter and the speaker that the asker set beside its text.

    Attributes:
        text: the question as typed.
        max_quotes: the maximum number of quotes; at least 1.
        filter: the articles that may answer. It overrides the dates and the publisher that the text names.
        speaker: the only person whose words may answer, whoever the text names.
        today: the day from which "yesterday" and "last week" are counted; None for the current day.
    """

    text: str
    max_quotes: int = 5
    filter: Filter = field(default_factory=Filter)
    speaker: str | None = None
    today: dt.date | None = None
