"""Configuration of the engine, as plain data. :mod:`bot.settings` fills it in."""

from dataclasses import dataclass, field


@dataclass(frozen=True, slots=True)
class ReadingLimits:
    """Limits for source files.

    Attributes:
        max_file_bytes: a larger file is rejected; in JSON Lines, a larger line.
        max_article_characters: an article with a longer text is rejected.
    """

    max_file_bytes: int = 50_000_000
    max_article_characters: int = 5_000_000


@dataclass(frozen=True, slots=True)
class PassageSize:
    """Size of passages, in tokens of the embedding model.

    Attributes:
        max_tokens: maximum number of tokens in a passage. The limit of the model applies too.
        overlap_tokens: maximum number of tokens that a passage repeats from the previous one, in whole sentences.
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
    """Selection of quotes, and the threshold for answering.

    Attributes:
        candidates: number of passages that the vector search and the full-text search each retrieve.
        passage_weights: weights that rank the passages.
        reranked: number of passages, and of quotes, that a reranker puts in order, if there is one.
        rerank_weight: weight of the logits of the reranker relative to the scores.
        passages_read: number of the best passages from which sentences are selected.
        sentence_weights: weights that rank the sentences.
        neighbour_margin: maximum difference between the scores of a sentence and of a neighbour that is quoted with it.
        max_sentences: maximum number of sentences in a quote.
        max_words: maximum number of words in a quote of several sentences.
        max_per_article: maximum number of quotes from one article, if other quotes are good enough.
        max_per_publisher: maximum number of quotes from one publisher, if other quotes are good enough.
        replacement_ratio: minimum score of a replacement quote, as a fraction of the score of the quote it replaces.
        max_nearest: number of closest passages to show if nothing answers.
        threshold: minimum confidence to show an answer, from 0 to 1.
        answerability_weights: weights of the features that predict whether passages answer.
        statement_bias: bias of the log-odds that a statement is about the topic.
        statement_cosine_weight: weight of the cosine between the topic and the passage of the statement.
        statement_coverage_weight: weight of the coverage of the terms of the topic by the sentences of the statement.
        context_weight: weight, as a fraction, of a term that only the title or the previous sentence contains.
        neighbour_share: fraction of the probability of a statement that its speaker's neighbouring statements receive.
        relative_threshold: minimum probability of a further statement, as a fraction of that of the best one.
        max_question_characters: a longer question is refused.
    """

    candidates: int = 30
    passage_weights: PassageWeights = field(default_factory=PassageWeights)
    reranked: int = 8
    rerank_weight: float = 0.3
    passages_read: int = 6
    sentence_weights: SentenceWeights = field(default_factory=SentenceWeights)
    neighbour_margin: float = 3.0
    max_sentences: int = 4
    max_words: int = 80
    max_per_article: int = 3
    max_per_publisher: int = 4
    replacement_ratio: float = 0.5
    max_nearest: int = 3
    threshold: float = 0.2
    answerability_weights: AnswerabilityWeights = field(default_factory=AnswerabilityWeights)
    statement_bias: float = -6.38
    statement_cosine_weight: float = 10.54
    statement_coverage_weight: float = 4.7
    context_weight: float = 0.5
    neighbour_share: float = 0.2
    relative_threshold: float = 0.1
    max_question_characters: int = 1000


@dataclass(frozen=True, slots=True)
class EngineConfig:
    """Configuration of the whole engine, with working defaults."""

    reading: ReadingLimits = field(default_factory=ReadingLimits)
    passages: PassageSize = field(default_factory=PassageSize)
    answering: AnsweringConfig = field(default_factory=AnsweringConfig)
