"""The whole way: a mention in Slack, the real engine over the sample collection, a post in the thread."""

from index.engine import Engine
from tests.bot.slack.conftest import Run
from tests.bot.slack.samples import mention, quotes


def test_the_seed_question_is_answered_from_the_sample(run: Run, sample_engine: Engine) -> None:
    slack = run(sample_engine.ask)
    slack.send(mention("<@U0BOT> what did Lavrov say about the summit?", ts="77.1"), "real")
    assert slack.until(lambda: len(slack.posted) == 1)
    [post] = slack.posted
    assert slack.refused == []
    shown = quotes(post["blocks"])
    assert len(shown) == 5
    article = sample_engine.snapshot.corpus.article(_number(sample_engine))
    said = (
        "Lavrov said that the summit’s emphasis on bigger defense budgets would barely affect the security of Russia."
    )
    assert said in shown[0]
    assert shown[0] in article.text
    assert "The Lantern Review" in str(post["blocks"])


def _number(engine: Engine) -> int:
    number = engine.snapshot.corpus.article_number("sample/lantern-review/2025-06-28-summit.md")
    assert number is not None
    return number
