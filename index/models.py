"""The nouns of the engine. Frozen and slotted: they are passed around, never changed.

Text travels last: between retrieval and answer only ids and spans move, and
:func:`index.answering.quotes.cut` is the one place where a span becomes words again.
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
Status: TypeAlias = Literal["answered", "nothing_found"]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    r"""A half-open range ``[start, end)`` of code points in an article's canonical text.

    Canonical text is what :func:`index.text.canonical.canonicalise` makes: Unicode NFC,
    ``\n`` as the only line end, no control characters but ``\n`` and ``\t``, no lone
    surrogates, no bidirectional overrides. It is made once, at reading; every offset that is
    stored or printed refers to it. (Slack counts UTF-16 units; convert there, not here.)
    """

    start: int
    end: int

    def __post_init__(self) -> None:
        """Refuse what could not be a range."""
        if not 0 <= self.start <= self.end:
            msg = f"not a span: {self.start}..{self.end}"
            raise ValueError(msg)

    def of(self, text: str) -> str:
        """Return the slice of ``text`` that this span names."""
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
        id: stable name of the article within a collection.
        title: the headline; never empty.
        text: canonical text of the body (see :class:`Span`); never blank.
        author: as printed, None where the source has none.
        publisher: the publisher or outlet.
        published: day of publication.
        url: where it can be read.
        language: ISO 639-1 code where the source states one.
        sha256: hex digest of ``text`` in UTF-8.
        origin: the source file it was read from, relative to the path that was given.
        first_indexed: the day (UTC) on which the collection first held it; None until it is stored. What the index
            knows of an article makes it no other article, so neither this nor the next counts in a comparison.
        corrected: the day on which a reindex last saw other words in its text; None where they never changed.
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
    """What could not be read, and why, in words that tell what to do.

    Attributes:
        path: the file as a person would name it, with the line for JSON Lines (``a.jsonl:12``).
        reason: one sentence without a final stop.
        origin: as :attr:`Article.origin`; what was read from here before is kept.
    """

    path: str
    reason: str
    origin: str


@dataclass(frozen=True, slots=True)
class PersonMention:
    """A person as one article names them.

    Attributes:
        name: the fullest form that is printed, without titles.
        forms: every form that is printed, titles included: ``General Valery Gerasimov``, ``Gerasimov``.
        roles: what the article says they are: ``Russian foreign minister``.
        gender: where name, title or pronouns tell.
    """

    name: str
    forms: tuple[str, ...]
    roles: tuple[str, ...] = ()
    gender: Gender | None = None


@dataclass(frozen=True, slots=True)
class RankedPassage:
    """A passage that a question found: where it lies, and a score that orders the passages of one question."""

    article_id: str
    span: Span
    score: float


@dataclass(frozen=True, slots=True)
class Statement:
    """What somebody says in an article, and who that is.

    Attributes:
        spans: the words that are said, cut by the cue or not; in order, never empty.
        kind: in quotation marks, in the article's words, or partly so.
        speaker: the mention of the speaker as printed; None where the article gives none here.
        cue: the words that say that something is said; None for a transcript or a quotation left alone.
        person: position in :attr:`Attribution.people`; None where it is nobody by name, or not certain who.
        resolved_by: how the mention was taken for the person; None where ``person`` is None.
        named_at: where the article names the person before (or after) a mention that does not.
        confidence: how far the attribution is to be trusted.
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
        """From the first word that is said to the last."""
        return Span(self.spans[0].start, self.spans[-1].end)


@dataclass(frozen=True, slots=True)
class Attribution:
    """Who is who in one article, and what each says there; statements in the order of their text."""

    people: tuple[PersonMention, ...] = ()
    statements: tuple[Statement, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    """One who is named in the collection, under all their spellings.

    Attributes:
        name: the form that is shown.
        aliases: every other form, most frequent first.
        roles: what articles say they are, most frequent first.
        statements: how many of the collection's statements are theirs.
        articles: in how many articles they are named.
    """

    name: str
    aliases: tuple[str, ...]
    roles: tuple[str, ...]
    statements: int
    articles: int


@dataclass(frozen=True, slots=True)
class Speaker:
    """Who said a quote: the person, and the words in the article that stand for them.

    Attributes:
        name: the person's name in the collection.
        mention_text: the mention: ``Lavrov``, ``He``, ``the minister``.
        start: of the mention in the article's text.
        end: of the mention.
        resolved_by: how the mention was taken for the person.
        antecedent_distance: how many sentences before the mention the article names the person;
            0 in the same sentence, negative behind it, None where the mention is a name itself.
        confidence: how far to trust it.
    """

    name: str
    mention_text: str
    start: int
    end: int
    resolved_by: Resolution = "name"
    antecedent_distance: int | None = None
    confidence: Confidence = "high"


@dataclass(frozen=True, slots=True)
class ArticleInfo:
    """What an answer tells of the article that a quote stands in (an article less its text)."""

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
        """Return what is told of an article."""
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

    ``text == article.text[start:end]`` holds when it is made, or it is not made
    (:func:`index.answering.quotes.cut`). ``before`` and ``after`` are the neighbouring sentences.
    ``said`` are the words within that the speaker said, as offsets in the article's text; empty
    for a passage. ``score`` orders the quotes of one answer; it compares with nothing else.
    ``also_in`` are other articles that hold a sentence of it in these or nearly these words, earliest first.
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
    """How a question was read; shown with every answer."""

    speaker: str | None
    topic: str
    since: dt.date | None
    until: dt.date | None
    publisher: str | None


@dataclass(frozen=True, slots=True)
class Coverage:
    """What was looked through: how many articles, from which day to which, in which snapshot."""

    articles: int
    earliest: dt.date | None
    latest: dt.date | None
    snapshot: str


@dataclass(frozen=True, slots=True)
class SpeakerMatch:
    """Whom a question asks about, and what the collection knows of them.

    Attributes:
        phrase: the words of the question: ``Lavrov``, ``Russia's foreign minister``.
        names: the people that these may stand for, most statements first; empty where nobody is known by them.
        statements: how many statements of theirs are within the limits, whatever the topic.
        mentioned_in: how many articles within the limits name them.
        similar: where nobody is known, the names nearest by spelling.
    """

    phrase: str
    names: tuple[str, ...]
    statements: int
    mentioned_in: int
    similar: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to one question: quotes, or what came nearest and what was looked through.

    ``speaker`` is None where the question asks about nobody's words in particular. ``confidence`` is how likely
    there is an answer, 0 to 1: it is answered from the threshold on. ``beyond_dates`` is True where too little of
    the days that the question's words name answers, and the quotes are of any day. ``lacking`` are the words of the
    question that the nearest passage lacks, where nothing answers.
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
    """Which articles may answer.

    Attributes:
        since: published on this day or later.
        until: published on this day or earlier.
        publisher: publisher, compared without regard to case.
    """

    since: dt.date | None = None
    until: dt.date | None = None
    publisher: str | None = None

    def __bool__(self) -> bool:
        """Return whether it leaves anything out."""
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
