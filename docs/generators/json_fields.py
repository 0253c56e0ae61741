"""The fields that ``--json`` prints, from the types of the engine and the printed keys."""

import inspect
import json
import re
from collections.abc import Callable, Collection, Iterator, Mapping
from pathlib import Path
from typing import Any, Final, TypeAlias

from pydantic import TypeAdapter

from bot.presentation.json_output import as_json
from docs.generators.markdown import code, plain, table
from index.evaluation.attribution_metrics import MentionScore, Score
from index.indexing.report import ReindexReport
from index.models import Answer, Coverage
from index.overview import IndexStatus
from index.people.listing import PeoplePage

Schema: TypeAlias = Mapping[str, Any]

_FINDING: Final = Path(__file__).parents[2] / "tests" / "bench" / "results" / "finding.json"
_TYPES: Final = {"string": "text", "boolean": "true or false"}
_ENTRY: Final = re.compile(r"^ {4}(\w+): (.+(?:\n {8}.+)*)", re.MULTILINE)
# Descriptions of fields that no docstring of the code describes.
_MEANINGS: Final = {
    "ArticleInfo.id": "Name of the article in the collection.",
    "ArticleInfo.title": "Headline.",
    "ArticleInfo.author": "Author, as printed.",
    "ArticleInfo.publisher": "Publisher.",
    "ArticleInfo.published": "Day of publication.",
    "ArticleInfo.url": "Address of the article.",
    "ArticleInfo.sha256": "Hex digest of the canonical text in UTF-8.",
    "ArticleInfo.first_indexed": "Day (UTC) on which the collection first contained the article.",
    "ArticleInfo.corrected": "Day of the last reindex that found different words in its text.",
    "Coverage.articles": "Number of articles.",
    "Coverage.earliest": "Day of the oldest article.",
    "Coverage.latest": "Day of the newest article.",
    "Coverage.snapshot": "Name of the snapshot.",
    "Interpretation.speaker": "Name of the speaker, or null.",
    "Interpretation.topic": "The part of the question that is searched for.",
    "Interpretation.since": "First day of the filter.",
    "Interpretation.until": "Last day of the filter.",
    "Interpretation.publisher": "Publisher of the filter.",
    "IndexStatus.snapshot": "Name of the current snapshot.",
    "IndexStatus.coverage": "The articles of the snapshot.",
    "IndexStatus.manifest": "The contents of the snapshot, and the versions that made it.",
    "Manifest.schema_version": "Version of the index format.",
    "Manifest.created": "Time of the reindex.",
    "Manifest.embedder": "Name of the embedding model.",
    "Manifest.dimension": "Length of a vector.",
    "Manifest.passage_size": "Size of passages, in tokens.",
    "Manifest.articles": "Number of articles.",
    "Manifest.sentences": "Number of sentences.",
    "Manifest.passages": "Number of passages.",
    "Manifest.statements": "Number of statements.",
    "Manifest.people": "Number of people.",
    "Manifest.organisations": "Number of organisations that speak.",
    "Manifest.files": "Size and checksum of every file, by its path in the snapshot.",
    "Rates.precision": "Precision.",
    "Rates.recall": "Recall.",
    "Rates.f1": "Harmonic mean of precision and recall.",
    "RejectedFile.path": "The file, with the line for JSON Lines.",
    "RejectedFile.reason": "Why it could not be read, and how to repair it.",
    "Share.right": "Number of correct ones.",
    "Share.n": "Number of all.",
    "Share.share": "`right` divided by `n`, or null if `n` is 0.",
    "Span.start": "First code point in the canonical text.",
    "Span.end": "End, not included.",
    "StoredFile.sha256": "Hex digest.",
    "StoredFile.bytes": "Size.",
    "PassageSize.max_tokens": "Maximum number of tokens.",
    "PassageSize.overlap_tokens": "Number of tokens that a passage shares with the one before.",
}
_FINDING_MEANINGS: Final = {
    "passage": "`hit@k`, `mrr` and `recall@k` of passages, with `n` and the 95% `interval` of each.",
    "article": "The same for articles.",
    "quote": "`hit@k` of quotes; `half@k`: overlap of at least half; `answered_hit@k`: of answered questions; "
    "`chosen@k`: if every question were answered; `words`: mean length of a quote.",
    "abstention": "`auroc` of the confidence, `answered`, `refused`, `precision`; the same `by_type`; the `threshold`.",
    "verbatim": "Share of quotes that equal their slice of the stored article. Must be 1.",
    "latency_ms": "`p50` and `p95` of an answer, in milliseconds.",
    "shown": "Number of quotes that `verbatim` counts.",
    "questions": "Number of `answerable` and `unanswerable` questions.",
    "articles": "Number of articles.",
    "passages": "Number of passages.",
    "embedder": "Name of the embedding model.",
    "rejected": "Articles that could not be indexed, with the reasons.",
    "unplaced": "Evidence that does not appear in the stored articles. It counts as not found.",
}


def answer_fields() -> str:
    """Return the fields of ``ask --json``."""
    return _fields(Answer)


def report_fields() -> str:
    """Return the fields of ``reindex --json``."""
    return _fields(ReindexReport)


def people_fields() -> str:
    """Return the fields of ``people --json``."""
    return _fields(PeoplePage)


def status_fields() -> str:
    """Return the fields of ``status --json``. The section of ``ask`` has the coverage."""
    return _fields(IndexStatus, but=(Coverage.__name__,))


def attribution_fields() -> str:
    """Return the fields of ``evaluate attribution --json``."""
    parts = [
        ("`scores`", "object of Score, below", "A score for each subset of the labelled statements."),
        ("`mentions`", "object of MentionScore, below", "Scores by type of mention, with `--resolved`."),
    ]
    heading = table(("key", "type", "meaning"), parts)
    return "\n\n".join([heading, "#### Score", _fields(Score), "#### MentionScore", _own_fields(MentionScore)])


def finding_fields() -> str:
    """Return the keys of ``evaluate finding --json``, which are the keys of each set in the committed results."""
    sets = json.loads(_FINDING.read_text(encoding="utf-8"))["sets"]
    keys = [key for key in next(iter(sets.values())) if key != "sha256"]
    return table(("key", "meaning"), [(code(key), _FINDING_MEANINGS[key]) for key in keys])


def undescribed() -> list[str]:
    """Return the fields that have no description, as ``Answer.quotes``."""
    return [
        f"{name}.{field}"
        for root in (Answer, ReindexReport, PeoplePage, IndexStatus, Score, MentionScore)
        for name, schema in _objects(_schema(root)).items()
        for field in schema["properties"]
        if not _meaning(name, field, schema)
    ]


def _fields(root: type, but: Collection[str] = ()) -> str:
    """Return a table for a type, and one with a heading for each type in its fields, except the named ones."""
    first, *others = _objects(_schema(root)).items()
    sections = [_table(*first)]
    for name, schema in (other for other in others if other[0] not in but):
        sections += [f"#### {name}", _table(name, schema)]
    return "\n\n".join(sections)


def _own_fields(root: type) -> str:
    name, schema = next(iter(_objects(_schema(root)).items()))
    return _table(name, schema)


def _schema(root: type) -> Schema:
    """Return the schema of a type. Its description also has the docstrings of the types that it inherits from."""
    schema = TypeAdapter[object](root).json_schema(mode="serialization")
    inherited = (inspect.getdoc(base) or "" for base in root.__mro__[1:-1])
    return schema | {"description": "\n".join([schema.get("description", ""), *inherited])}


def _objects(schema: Schema) -> dict[str, Schema]:
    """Return the object schemas by the names of their types, the root first."""
    return {schema["title"]: schema, **schema.get("$defs", {})}


def _table(name: str, schema: Schema) -> str:
    rows = [
        (code(_printed_key(name, field)), _type(value), _meaning(name, field, schema))
        for field, value in schema["properties"].items()
    ]
    return table(("key", "type", "meaning"), rows)


def _printed_key(name: str, field: str) -> str:
    """Return the key under which ``--json`` prints a field."""
    if name == Coverage.__name__:
        return str(*as_json({"coverage": {field: {}}})["coverage"])
    return str(*as_json({field: {}}))


def _meaning(name: str, field: str, schema: Schema) -> str:
    """Return the description of a field: from the docstring, else from the list above."""
    entries = {key: plain(text) for key, text in _ENTRY.findall(schema.get("description", ""))}
    meaning = entries.get(field) or _MEANINGS.get(f"{name}.{field}", "")
    return (meaning[:1].upper() + meaning[1:]).replace("None", "null")


def _type(value: Schema) -> str:
    return " or ".join(dict.fromkeys(_types(value)))


def _types(value: Schema) -> Iterator[str]:
    if "anyOf" in value:
        for choice in value["anyOf"]:
            yield from _types(choice)
    elif "$ref" in value:
        name = value["$ref"].rpartition("/")[2]
        yield f"[{name}](#{name.lower()})"
    elif "enum" in value:
        yield from map(code, value["enum"])
    elif "const" in value:
        yield code(value["const"])
    elif value.get("format") in {"date", "date-time"}:
        yield "date" if value["format"] == "date" else "time"
    elif value.get("type") == "array":
        yield f"list of {_type(value['items'])}"
    elif value.get("type") == "object" and "additionalProperties" in value:
        yield f"object of {_type(value['additionalProperties'])}"
    else:
        yield _TYPES.get(value["type"], str(value["type"]))


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {
    "ask --json": answer_fields,
    "reindex --json": report_fields,
    "people --json": people_fields,
    "status --json": status_fields,
    "evaluate attribution --json": attribution_fields,
    "evaluate finding --json": finding_fields,
}
