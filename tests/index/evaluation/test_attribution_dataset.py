"""Tests of reading labelled articles and mentions, and of writing predictions."""

import io
import json
from pathlib import Path

import pytest

from index.errors import SourceError
from index.evaluation.attribution_dataset import (
    LabelledArticle,
    LabelledMention,
    LabelledStatement,
    PredictedStatement,
    predictions,
    read_articles,
    read_mentions,
    write_prediction,
)
from index.models import Attribution, PersonMention, Span, Statement

TEXT = "Tamsin Delisle said “no”. She left."


def _file(folder: Path, *lines: object) -> Path:
    path = folder / "labelled.jsonl"
    written = [line if isinstance(line, str) else json.dumps(line) for line in lines]
    path.write_text("\n".join(written), encoding="utf-8")
    return path


def _article(**statement: object) -> dict[str, object]:
    return {"id": "a", "text": TEXT, "statements": [statement]}


def test_article_with_every_field_is_read(tmp_path: Path) -> None:
    statement = {
        "start": 20,
        "end": 24,
        "spans": [[20, 24]],
        "kind": "direct",
        "cue_class": "speech",
        "nested": True,
        "speaker_span": [0, 14],
        "speaker_type": "name",
        "speaker_resolved": "Tamsin Delisle",
        "speaker_entity_type": "organization",
        "cue": "said",
    }
    [article] = read_articles(_file(tmp_path, _article(**statement)))
    assert article == LabelledArticle(
        "a",
        TEXT,
        (
            LabelledStatement(
                spans=(Span(20, 24),),
                kind="direct",
                is_speech=True,
                is_nested=True,
                speaker=Span(0, 14),
                speaker_type="name",
                person="Tamsin Delisle",
                is_person=False,
            ),
        ),
    )


def test_optional_fields_may_be_missing(tmp_path: Path) -> None:
    path = _file(tmp_path, _article(start=20, end=24), "", {"id": "b", "text": ""})
    assert read_articles(path) == [
        LabelledArticle("a", TEXT, (LabelledStatement((Span(20, 24),)),)),
        LabelledArticle("b", ""),
    ]


def test_text_is_not_made_canonical(tmp_path: Path) -> None:
    text = "Cafe\u0301\r\nshe said\u2028\x07no"
    [article] = read_articles(_file(tmp_path, {"id": "a", "text": text}))
    assert article.text == text


@pytest.mark.parametrize(
    ("line", "reason"),
    [
        ("{", "invalid JSON: EOF while parsing an object at line 1 column 1"),
        ("[]", "input should be an object"),
        ({"id": "b"}, "text: field required"),
        ({"id": 1, "text": ""}, "id: input should be a valid string"),
        (_article(start=1), "statements.0 has neither spans nor start and end"),
        (_article(spans=[[1, "2"]]), "statements.0.spans.0.1: input should be a valid integer"),
        (_article(spans=[[1]]), "statements.0.spans.0.1: field required"),
        (_article(spans=[[3, 3]]), "statements.0.spans: [3, 3] is not a valid range"),
        (_article(spans=[[-1, 3]]), "statements.0.spans: [-1, 3] is not a valid range"),
        (_article(spans=[[1, 36]]), "statements.0.spans: [1, 36] is outside the text, which has 35 characters"),
        (
            _article(spans=[[1, 2]], speaker_span=[30, 40]),
            "statements.0.speaker_span: [30, 40] is outside the text, which has 35 characters",
        ),
        (_article(spans=[[1, 2]], kind="loud"), "statements.0.kind: input should be 'direct', 'indirect' or 'mixed'"),
    ],
)
def test_invalid_line_is_an_error_with_its_reason(tmp_path: Path, line: object, reason: str) -> None:
    path = _file(tmp_path, {"id": "first", "text": "x"}, line)
    with pytest.raises(SourceError) as raised:
        read_articles(path)
    assert str(raised.value) == f"{path}:2: {reason}. Correct this line."


def test_invalid_utf8_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_bytes(b'{"id": "a", "text": "\xff"}')
    with pytest.raises(SourceError, match=r"labelled\.jsonl:1: invalid JSON: invalid unicode code point"):
        read_articles(path)


def test_byte_order_mark_is_ignored(tmp_path: Path) -> None:
    path = tmp_path / "labelled.jsonl"
    path.write_bytes(b'\xef\xbb\xbf{"id": "a", "text": ""}')
    assert read_articles(path) == [LabelledArticle("a", "")]


def test_file_without_articles_is_an_error(tmp_path: Path) -> None:
    path = _file(tmp_path, "")
    with pytest.raises(SourceError) as raised:
        read_articles(path)
    assert str(raised.value) == f"{path} contains no articles. Add some."


def test_duplicate_id_is_an_error(tmp_path: Path) -> None:
    path = _file(tmp_path, {"id": "a", "text": "x"}, {"id": "a", "text": "y"})
    with pytest.raises(SourceError) as raised:
        read_articles(path)
    assert str(raised.value) == f"{path} contains two articles with the id a. Keep one."


def test_mention_is_read_or_rejected(tmp_path: Path) -> None:
    line = {
        "id": "a",
        "speaker_span": [26, 29],
        "start": 30,
        "end": 34,
        "speaker": "She",
        "speaker_resolved": "Tamsin Delisle",
    }
    [mention] = read_mentions(_file(tmp_path, line))
    assert mention == LabelledMention("a", Span(26, 29), "She", "Tamsin Delisle", Span(30, 34))
    with pytest.raises(SourceError, match=r"labelled\.jsonl:1: speaker_span: \[5, 4\] is not a valid range"):
        read_mentions(_file(tmp_path, line | {"speaker_span": [5, 4]}))


def test_prediction_is_written_in_the_format_of_the_scorer() -> None:
    attribution = Attribution(
        (PersonMention("Tamsin Delisle", ("Tamsin Delisle",)),),
        (
            Statement((Span(20, 22), Span(23, 24)), "direct", speaker=Span(0, 14), person=0, resolved_by="name"),
            Statement((Span(26, 34),), "indirect"),
        ),
    )
    predicted = predictions(attribution)
    assert predicted == (
        PredictedStatement((Span(20, 22), Span(23, 24)), Span(0, 14), "Tamsin Delisle"),
        PredictedStatement((Span(26, 34),)),
    )
    out = io.StringIO()
    write_prediction(out, "ä", predicted)
    assert out.getvalue() == (
        '{"id": "ä", "statements": [{"spans": [[20, 22], [23, 24]], "speaker_span": [0, 14], '
        '"resolved": "Tamsin Delisle"}, {"spans": [[26, 34]], "speaker_span": null, "resolved": null}]}\n'
    )
