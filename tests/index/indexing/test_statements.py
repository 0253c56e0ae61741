"""Statements and people after a reindex: computed, copied from the previous snapshot, or corrected."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pytest

from index.indexing.report import ReindexReport
from index.indexing.statements import StatementStage
from index.models import Article, Attribution, Filter, Person, PersonMention, Span, Statement
from index.people.corrections import Corrections, PersonCorrection
from index.store.corpus import Corpus
from index.store.corpus_writer import CorpusWriter
from index.store.full_text import FullTextIndex
from index.store.layout import STATEMENT_WORDS, current_name, snapshot_folder
from index.store.manifest import read_manifest
from index.store.records import StoredPassage
from index.store.snapshot import open_corpus
from tests.fakes import ScriptedAttributor, WordEmbedder

Reindex = Callable[..., ReindexReport]


@pytest.fixture
def articles() -> dict[str, str]:
    return {
        "a.txt": "The quay\n\nIlse Marandt said that the quay is long. It is.",
        "b.txt": "The boat\n\nI. met Beno Castellar. He said that boats wait.",
    }


@pytest.fixture
def corpus(root: Path) -> Callable[[], Corpus]:
    return lambda: open_corpus(root, current_name(root))


def test_attributions_and_people_are_stored(reindex: Reindex, corpus: Callable[[], Corpus]) -> None:
    report = reindex()
    assert report.statements == 2
    stored = corpus()
    assert stored.statements.attribution(0) == Attribution(
        people=(PersonMention("Ilse Marandt", ("Ilse Marandt",)),),
        statements=(
            Statement(
                spans=(Span(23, 39),),
                kind="indirect",
                speaker=Span(0, 12),
                cue=Span(13, 17),
                person=0,
                resolved_by="name",
            ),
        ),
    )
    [statement] = stored.statements.attribution(1).statements
    assert (statement.resolved_by, statement.named_at, statement.confidence) == ("pronoun", Span(7, 21), "medium")
    assert stored.statements.people() == [
        Person("Beno Castellar", (), (), 1, 1),
        Person("Ilse Marandt", (), (), 1, 1),
    ]
    assert [statement.person for statement in stored.statements.get_many([0, 1])] == [1, 0]


def test_manifest_has_counts_and_fingerprints(reindex: Reindex, root: Path) -> None:
    manifest = read_manifest(snapshot_folder(root, reindex().snapshot))
    assert (manifest.statements, manifest.people, manifest.organisations) == (2, 2, 0)
    assert (manifest.attributor, manifest.corrections_digest) == ("scripted-1", Corrections().digest)
    assert {"vectors.faiss", "statement-words/meta.json"} <= set(manifest.files)


def test_unchanged_articles_are_not_attributed_again(reindex: Reindex, attributor: ScriptedAttributor) -> None:
    reindex()
    assert not reindex().published
    assert attributor.attributed == []


def test_only_new_texts_are_attributed_and_embedded(
    reindex: Reindex,
    news: Path,
    corpus: Callable[[], Corpus],
    attributor: ScriptedAttributor,
    embedder: WordEmbedder,
) -> None:
    reindex()
    before = corpus().statements.attribution(1)
    (news / "a.txt").write_text("The quay\n\nOdd Brandt said that it rains.", encoding="utf-8")
    assert reindex().statements == 2
    assert attributor.attributed == ["Odd Brandt said that it rains."]
    assert embedder.embedded == ["Odd Brandt said that it rains."]
    assert corpus().statements.attribution(1) == before
    assert [person.name for person in corpus().statements.people()] == ["Beno Castellar", "Odd Brandt"]


def test_new_title_is_neither_embedded_nor_attributed(
    reindex: Reindex, news: Path, attributor: ScriptedAttributor, embedder: WordEmbedder
) -> None:
    reindex()
    text = (news / "a.txt").read_text(encoding="utf-8").replace("The quay\n", "A long quay\n")
    (news / "a.txt").write_text(text, encoding="utf-8")
    assert reindex().changed == 1
    assert attributor.attributed == []
    assert embedder.embedded == []


def test_new_attributor_attributes_everything_and_embeds_nothing(
    reindex: Reindex, attributor: ScriptedAttributor, embedder: WordEmbedder
) -> None:
    reindex()
    attributor.fingerprint = "scripted-2"
    assert reindex().published
    assert len(attributor.attributed) == 2
    assert embedder.embedded == []


def test_new_embedder_embeds_everything_and_attributes_nothing(
    reindex: Reindex, attributor: ScriptedAttributor, embedder: WordEmbedder
) -> None:
    reindex()
    embedder.fingerprint = "words-2"
    assert reindex().published
    assert attributor.attributed == []
    assert len(embedder.embedded) == 2


def test_corrections_change_the_people_alone(
    reindex: Reindex, corpus: Callable[[], Corpus], attributor: ScriptedAttributor, embedder: WordEmbedder
) -> None:
    reindex()
    corrections = Corrections((PersonCorrection("Ilse Castellar", ("Ilse Marandt", "Beno Castellar")),))
    assert reindex(corrections=corrections).published
    assert (attributor.attributed, embedder.embedded) == ([], [])
    [person] = corpus().statements.people()
    assert (person.name, person.statements, person.articles) == ("Ilse Castellar", 2, 2)
    assert corpus().statements.within(Filter(), [0]).tolist() == [0, 1]
    assert not reindex(corrections=corrections).published
    assert reindex().published


def test_full_reindex_attributes_and_embeds_everything(
    reindex: Reindex, attributor: ScriptedAttributor, embedder: WordEmbedder
) -> None:
    reindex()
    reindex(full=True)
    assert (len(attributor.attributed), len(embedder.embedded)) == (2, 2)


def test_statement_refers_to_the_passages_of_its_first_sentence(
    reindex: Reindex, news: Path, corpus: Callable[[], Corpus]
) -> None:
    text = " ".join(f"Sentence {number} is of the sea." for number in range(40))
    (news / "b.txt").write_text(f"Both\n\n{text} Odd Brandt said that it rains.", encoding="utf-8")
    assert reindex().statements == 2
    stored = corpus()
    first, last = stored.statements.passages(np.array([0, 1]))
    end = stored.counts()["passages"] - 1
    assert (first.tolist(), last.tolist()) == ([0, end], [0, end])
    assert end > 1
    assert stored.statements.in_passages(np.array([0]), None).tolist() == [0]
    assert stored.statements.in_passages(last, np.array([1])).tolist() == [1]


def test_articles_without_statements_are_indexed(reindex: Reindex, news: Path, corpus: Callable[[], Corpus]) -> None:
    for name in ("a.txt", "b.txt"):
        (news / name).write_text("Rain\n\nIt rained.", encoding="utf-8")
    report = reindex()
    assert (report.statements, corpus().statements.people()) == (0, [])
    assert not reindex().published


def test_unreadable_source_keeps_its_statements(reindex: Reindex, news: Path, corpus: Callable[[], Corpus]) -> None:
    reindex()
    (news / "b.txt").write_bytes(b"\x00\x01\xff" * 50)
    (news / "c.txt").write_text("Rain\n\nIt rained.", encoding="utf-8")
    assert reindex().retained == 1
    assert [person.name for person in corpus().statements.people()] == ["Beno Castellar", "Ilse Marandt"]


@dataclass(frozen=True, slots=True)
class _FixedAttributor:
    """An attributor with one result for every text."""

    result: Attribution
    fingerprint: str = "fixed"

    def attribute(self, texts: Iterable[str]) -> Iterator[Attribution]:
        """Yield the result once for each text."""
        return (self.result for _ in texts)


def test_mentions_of_all_speakers_are_searched(tmp_path: Path) -> None:
    article = Article("a", "T", "Orley grew. The company said no. Bell said so.", None, None, None, None, None, "", "a")
    attribution = Attribution(
        people=(PersonMention("Bell", ("Bell",)), PersonMention("Orley", ("Orley",), kind="organisation")),
        statements=(
            Statement(spans=(Span(29, 31),), kind="indirect", speaker=Span(12, 23), person=1, resolved_by="role"),
            Statement(spans=(Span(43, 45),), kind="indirect", speaker=Span(33, 37), person=0, resolved_by="name"),
        ),
    )
    with CorpusWriter(tmp_path / "corpus.sqlite") as writer:
        writer.add_article(0, article)
        writer.add_sentences(0, [Span(0, 11), Span(12, 32), Span(33, 46)])
        writer.add_passages([(StoredPassage(0, 0, 0, 2), b"")])
        StatementStage(_FixedAttributor(attribution), Corrections(), lambda *_: None).run(writer, None, tmp_path)
        assert writer.counts()["organisations"] == 1
    words = FullTextIndex(tmp_path / STATEMENT_WORDS)
    [company, bell] = ([{(term,)}] for term in words.terms("company Bell"))
    assert words.containing(company, Filter(), 9, field="speaker").tolist() == [0]
    assert words.containing(bell, Filter(), 9, field="speaker").tolist() == [1]
    assert words.containing(bell, Filter(), 9, field="speaker", except_people=[0, 1]).tolist() == []
