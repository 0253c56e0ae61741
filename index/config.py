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
        max_tokens: most tokens in a passage; the model's own limit bounds it too.
        overlap_tokens: a passage opens with the last whole sentences of the one before, up to this many tokens.
    """

    max_tokens: int = 200
    overlap_tokens: int = 50


@dataclass(frozen=True, slots=True)
class PassageWeights:
    """Weights of the features of a passage. See :class:`index.answering.passage_features.PassageFeatures`."""

    cosine: float = 9.93
    term_coverage: float = 5.26
    bigram_coverage: float = 3.37
    best_sentence_coverage: float = 4.39
    title_coverage: float = 1.78
    is_lead: float = 0.6
    age: float = -0.5


@dataclass(frozen=True, slots=True)
class SentenceWeights:
    """Weights of the features of a sentence. See :class:`index.answering.sentence_features.SentenceFeatures`."""

    passage_score: float = 0.67
    term_coverage: float = 4.25
    coverage_with_previous: float = 2.7
    answer_type: float = 0.84
    length: float = 0.26


@dataclass(frozen=True, slots=True)
class AnswerabilityWeights:
    """Weights of answerability. See :class:`index.answering.answerability.AnswerabilityFeatures`."""

    bias: float = -2.44
    score: float = -0.08
    cosine: float = 8.65
    lead: float = 0.13
    covered_idf: float = 0.1
    missing_idf: float = -0.11
    searched: float = -0.41


@dataclass(frozen=True, slots=True)
class AnsweringConfig:
    """How quotes are chosen, and when none is good enough.

    Attributes:
        candidates: so many passages are taken by meaning, and as many by words, and judged.
        ranking: weights by which they are ranked.
        reranked: so many passages, and as many quotes, are put in order by a reranker, where there is one.
        rerank_weight: of its logits, against their scores.
        passages_read: sentences are chosen from this many of the best passages.
        choosing: weights by which sentences are.
        nearly: a neighbour is quoted with a sentence whose score is at most this much higher.
        most_sentences: in a quote.
        most_words: in a quote, unless one sentence alone has more.
        per_article: quotes of one article, while others are as good.
        per_outlet: quotes of one publisher, while others are as good.
        as_good: what of the score of a quote held back so another needs to be shown instead.
        nearest: how many are shown where nothing answers.
        threshold: least confidence, 0 to 1, with which a question is answered.
        answerability: weights of the features that predict whether passages answer.
        statement_bias: of the logistic confidence that a statement is about the topic.
        statement_cosine_weight: weight of its passage's cosine with the topic.
        statement_coverage_weight: weight of the share of the topic's terms in the statement's sentences.
        around_share: what of its weight there a term counts that only the title or the sentence before holds.
        goes_on_share: what of a statement's likelihood goes to others that its speaker makes close by.
        also_shown: what of the best statement's likelihood another needs to be shown behind it.
        max_question_characters: a longer question is refused.
    """

    candidates: int = 30
    ranking: PassageWeights = field(default_factory=PassageWeights)
    reranked: int = 8
    rerank_weight: float = 0.3
    passages_read: int = 6
    choosing: SentenceWeights = field(default_factory=SentenceWeights)
    nearly: float = 3.0
    most_sentences: int = 4
    most_words: int = 80
    per_article: int = 3
    per_outlet: int = 4
    as_good: float = 0.5
    nearest: int = 3
    threshold: float = 0.2
    answerability: AnswerabilityWeights = field(default_factory=AnswerabilityWeights)
    statement_bias: float = -6.38
    statement_cosine_weight: float = 10.54
    statement_coverage_weight: float = 4.7
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
