"""Plain questions about persons, organisations and roles, with the real models."""

import json

import pytest

from index.adapters.faiss_store import FaissStore
from index.adapters.sentence_transformer import SentenceTransformerEmbedder
from index.adapters.spacy_attributor import SpacyAttributor
from index.config import AnsweringConfig, EngineConfig
from index.engine import Engine
from index.indexing.reindex import IndexingModels, Reindexer
from index.models import Question
from tests.speakers import ARTICLES, QUESTIONS, SpeakerQuestion


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory, embedder: SentenceTransformerEmbedder) -> Engine:
    folder = tmp_path_factory.mktemp("speakers")
    rows = [
        {"id": name, "title": "News", "published": day, "source": source, "text": text}
        for name, day, source, text in ARTICLES
    ]
    (folder / "news.jsonl").write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    models = IndexingModels(embedder, FaissStore(), SpacyAttributor(processes=1))
    Reindexer(folder / "index", models, EngineConfig(), lambda *_: None).reindex([folder / "news.jsonl"])
    return Engine(folder / "index", embedder, FaissStore(), AnsweringConfig())


def _name(engine: Engine, question: SpeakerQuestion) -> str | None:
    """Return the name over the quote with the words of a question; "" if it has none, None if there is no quote."""
    quotes = engine.ask(Question(question.text)).quotes
    return next((quote.speaker.name if quote.speaker else "" for quote in quotes if question.words in quote.text), None)


@pytest.mark.parametrize("kind", ["person", "organisation", "role"])
def test_plain_questions_are_answered_under_the_right_name(engine: Engine, kind: str) -> None:
    questions = [question for question in QUESTIONS if question.kind == kind]
    names = {question.text: _name(engine, question) for question in questions}
    wrong = {
        question.text: name
        for question in questions
        if (name := names[question.text]) and not name.casefold().endswith(question.name.casefold())
    }
    missed = [text for text, name in names.items() if not name]
    assert wrong == {}
    assert len(missed) / len(questions) <= 0.1, missed


def test_no_speaker_of_an_answer_is_said_to_be_absent(engine: Engine) -> None:
    speakers = {question.text: engine.ask(Question(question.text)).speaker for question in QUESTIONS}
    absent = [
        text
        for text, speaker in speakers.items()
        if speaker is None or not speaker.mentioned_in or not speaker.statements or speaker.similar
    ]
    assert absent == []


@pytest.mark.parametrize(
    ("text", "hidden"),
    [
        ("what did Ewen Jarvis say", "cheapest way"),
        ("what did Sten Jarvis say", "close the paper mill"),
        ("what did John Smither Sr. say", "I never wanted ships"),
        ("what did John Smither Jr. say", "I only ever wanted ships"),
        ("what did Queen Elizabeth say", "had lost a friend"),
        ("what did the Financial Times say about the price", "the price was too low"),
        ("what did the Fort Wells police say", "I heard glass"),
    ],
)
def test_words_of_somebody_with_a_similar_name_are_not_quoted(engine: Engine, text: str, hidden: str) -> None:
    assert [quote.text for quote in engine.ask(Question(text)).quotes if hidden in quote.text] == []


def test_person_who_says_nothing_is_shown_where_named(engine: Engine) -> None:
    answer = engine.ask(Question("what did Karl Wend say about the ferry"))
    assert (answer.status, answer.speaker and answer.speaker.mentioned_in) == ("nothing_found", 1)
    assert answer.nearest[0].text == "Chancellor Karl Wend was on board but did not speak to reporters."


def test_name_in_no_article_is_absent_and_a_near_one_is_offered(engine: Engine) -> None:
    answer = engine.ask(Question("what did Ada Pall say about the bridge"))
    assert answer.speaker is not None
    assert (answer.speaker.mentioned_in, answer.speaker.statements, answer.speaker.similar) == (0, 0, ("Ada Pell",))


def test_organisation_in_no_article_is_not_offered_people(engine: Engine) -> None:
    speaker = engine.ask(Question("what did the Pell ministry say about the bridge")).speaker
    assert speaker is not None
    assert (speaker.names, speaker.mentioned_in, speaker.similar) == ((), 0, ())


def test_pronoun_of_a_statement_is_the_person_of_the_topic(engine: Engine) -> None:
    answer = engine.ask(Question("what did Mara Quill say about Scott Brandt"))
    assert [quote.text for quote in answer.quotes if quote.speaker] == [
        "Quill said in a post that he had shouted at her for years."
    ]
    about_another = engine.ask(Question("what did Mara Quill say about Karl Wend"))
    assert about_another.quotes == ()


def test_pronoun_of_a_statement_is_the_thing_of_the_topic(engine: Engine) -> None:
    answer = engine.ask(Question("what did the Trade Council say about the tariffs"))
    assert answer.quotes[0].text == "The Trade Council called them unjustified."
