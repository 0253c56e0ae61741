"""``onrecord evaluate finding``: index a labelled collection and ask its questions as a user would."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from bot import compose
from bot.cli.qa_report import QaReport
from bot.settings import Settings
from index.errors import IndexDamagedError, IndexMismatchError, IndexMissingError, SettingsError
from index.evaluation.qa_dataset import LabelledCollection, read_folder
from index.evaluation.qa_metrics import score
from index.evaluation.qa_run import QaRun
from index.progress import Progress
from index.store.layout import current_name
from index.store.snapshot import open_corpus


def measure(settings: Settings, folder: Path, index: Path | None, progress: Progress) -> QaReport:
    """Index the articles of a folder, ask its questions, and score the answers.

    Args:
        settings: settings of the program. The index that they name is not touched.
        folder: folder that contains ``articles.jsonl`` and ``queries.jsonl``.
        index: folder in which to keep the index; None to delete it afterwards.
        progress: called after each step.

    Raises:
        OSError: a file is missing.
        SourceError: a line of a file is malformed.
        SettingsError: ``index`` contains other articles, which would be deleted.
    """
    collection = read_folder(folder)
    with _index_folder(index, collection) as root:
        no_gold = settings.model_copy(update={"gold": ""})  # the user's gold questions are about other articles
        report = compose.reindexer(no_gold, root, progress).reindex([collection.articles])
        engine = compose.engine(settings, root)
        answers_all = compose.engine(settings.model_copy(update={"threshold": 0.0}), root)
        outcomes, unplaced = QaRun(collection, engine, answers_all, progress).run()
        answerable = sum(outcome.answerable for outcome in outcomes)
        return QaReport(
            score=score(outcomes),
            answerable=answerable,
            unanswerable=len(outcomes) - answerable,
            threshold=settings.threshold,
            articles=report.articles,
            passages=report.passages,
            embedder=engine.snapshot.manifest.embedder,
            rejected=report.rejected,
            unplaced=unplaced,
        )


@contextmanager
def _index_folder(index: Path | None, collection: LabelledCollection) -> Iterator[Path]:
    """Provide the folder for the index: the given one, or a temporary one."""
    if index is None:
        with tempfile.TemporaryDirectory(prefix="onrecord-") as folder:
            yield Path(folder)
    else:
        _require_same_articles(index, collection)
        yield index


def _require_same_articles(index: Path, collection: LabelledCollection) -> None:
    """Raise SettingsError if the index contains articles of another collection: reindexing would delete them."""
    try:
        corpus = open_corpus(index, current_name(index))
    except IndexMissingError:
        return
    except (IndexMismatchError, IndexDamagedError) as error:
        msg = f"The index in {index} cannot be read, so its articles could be lost. Use --index with another folder."
        raise SettingsError(msg) from error
    other = next((article.id for article in corpus.articles() if article.id not in collection.ids), None)
    corpus.close()
    if other is not None:
        msg = (
            f"The index in {index} contains other articles ({other}), which would be lost."
            " Use --index with another folder."
        )
        raise SettingsError(msg)
