"""What can be set about the engine. Plain data: :mod:`bot.settings` fills it in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Bounds on what is read.

    Attributes:
        max_file_bytes: a larger file is rejected by name (JSON Lines: a larger line).
        max_article_characters: an article with more text is rejected.
    """

    max_file_bytes: int = 50_000_000
    max_article_characters: int = 5_000_000


@dataclass(frozen=True, slots=True)
class PassageSize:
    """How sentences are gathered into passages, in the embedding model's tokens.

    Attributes:
        max_tokens: most tokens in a passage, its title not counted; the model's own limit bounds it too.
        overlap_tokens: a passage opens with the last whole sentences of the one before, up to this many tokens.
        max_title_tokens: the embedder is given this much of the title as context.
    """

    max_tokens: int = 160
    overlap_tokens: int = 40
    max_title_tokens: int = 32


@dataclass(frozen=True, slots=True)
class AnsweringConfig:
    """How quotes are chosen, and when none is good enough.

    Attributes:
        passages_read: sentences are chosen from this many of the best passages.
        nearest: how many are shown where nothing answers.
        threshold: least confidence, 0 to 1, with which a question is answered.
        bias: of the logistic confidence, with ``cosine_weight`` and ``coverage_weight``.
        size_weight: of the logarithm of the number of passages searched.
        rank_weight: of a passage's rank in the score of its sentences; the rest is the sentence's own.
        cosine_weight: weight of the nearest passage's cosine.
        coverage_weight: weight of the share of the question's terms found together.
        statement_bias: of the logistic confidence that a statement is about the topic.
        statement_cosine_weight: weight of its passage's cosine with the topic.
        statement_coverage_weight: weight of the share of the topic's terms in the statement's sentences.
        around_share: what of its weight there a term counts that only the title or the sentence before holds.
        goes_on_share: what of a statement's likelihood goes to others that its speaker makes close by.
        also_shown: what of the best statement's likelihood another needs to be shown behind it.
        max_question_characters: a longer question is refused.
    """

    passages_read: int = 6
    nearest: int = 3
    threshold: float = 0.2
    bias: float = -7.47
    cosine_weight: float = 14.29
    coverage_weight: float = 5.55
    size_weight: float = -0.59
    rank_weight: float = 0.7
    statement_bias: float = -6.52
    statement_cosine_weight: float = 9.95
    statement_coverage_weight: float = 5.11
    around_share: float = 0.5
    goes_on_share: float = 0.2
    also_shown: float = 0.1
    max_question_characters: int = 1000


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """Everything that can be set about the engine, with defaults that work."""

    reading: ReadingLimits = field(default_factory=ReadingLimits)
    passages: PassageSize = field(default_factory=PassageSize)
    answering: AnsweringConfig = field(default_factory=AnsweringConfig)
