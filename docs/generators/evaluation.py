"""The tables of ``docs/evaluation.md``, from the committed results in ``tests/bench/results``."""

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final, TypeAlias

from docs.generators.markdown import code, table

Result: TypeAlias = Mapping[str, Any]

_RESULTS: Final = Path(__file__).parents[2] / "tests" / "bench" / "results"
_DASH: Final = "\u2013"
_POLNEAR: Final = "polnear.dev"
_SMALL: Final = "en_core_web_sm"
_MODELS: Final = {_SMALL: "small model (default)", "en_core_web_md": "medium model (`onrecord[medium]`)"}
_NEWS: Final = "realtimeqa_mini"
_WIKIPEDIA: Final = "clapnq_dev"
_SETS: Final = {
    _NEWS: "news (RealTimeQA)",
    _WIKIPEDIA: "Wikipedia (CLAP NQ)",
    "squad2_500": "Wikipedia (SQuAD 2.0)",
    "covidqa": "papers (COVID-QA)",
}
_UNANSWERABLE: Final = (
    (_NEWS, "unanswerable_out_of_corpus", "news: not in the collection"),
    (_NEWS, "unanswerable_near_miss", "news: the articles that answer were left out"),
    (_WIKIPEDIA, None, "CLAP NQ: not answered by its paired passage"),
    ("squad2_500", None, "SQuAD 2.0: written to look answerable"),
)
# Names of features in the results, and in the text.
_FEATURES: Final = {
    "nothing": "nothing",
    "passages: nearness": "passages: cosine",
    "passages: held": "passages: term coverage",
    "passages: pairs": "passages: bigram coverage",
    "passages: in_sentence": "passages: coverage of the best sentence",
    "passages: in_title": "passages: coverage of the title",
    "passages: opening": "passages: opens the article",
    "passages: age": "passages: age",
    "sentences: passage": "sentences: score of the passage",
    "sentences: held": "sentences: term coverage",
    "sentences: held_with_before": "sentences: term coverage with the sentence before",
    "sentences: kind": "sentences: expected answer type",
    "sentences: length": "sentences: length",
    "neighbours of sentences": "neighbours of the sentence",
}
_QUESTION_FIGURES: Final = ("right", "dangerous", "unrecognised")
_BENCHMARKS: Final = {
    "bare": "sentence-transformers and FAISS",
}


def attribution() -> str:
    """Return the scores of attribution on PolNeAR for each language model."""
    rows = []
    for model, title in _MODELS.items():
        measured = _load("attribution")["models"][model]["files"][_POLNEAR]
        scores = measured["scores"]
        pronouns = scores["speech"]["resolved_by_type"]["pronoun"]
        rows.append(
            (
                title,
                _percent(scores["speech"]["overlap"]["f1"]),
                _percent(scores["speech"]["exact"]["f1"]),
                _percent(scores["speech"]["speaker"]["share"]),
                _percent(scores["speech"]["joint_f1"]),
                _percent(scores["all"]["overlap"]["f1"]),
                _percent(scores["direct"]["overlap"]["f1"]),
                f"{_percent(pronouns['share'])} (n = {pronouns['n']})",
                f"{measured['speed']['articles_per_second']:.1f}",
            )
        )
    header = ("", "speech F1", "exact", "speaker", "joint", "all F1", "direct F1", "he, she resolved", "articles/s")
    return table(header, rows)


def attribution_kinds() -> str:
    """Return the recall of statements by kind, and the correct speakers by type of mention."""
    scores = _load("attribution")["models"][_SMALL]["files"][_POLNEAR]["scores"]["speech"]
    rows = [(f"{kind} statements found", *_share(share)) for kind, share in scores["by_kind"].items()]
    rows += [(f"speaker correct: {kind}", *_share(share)) for kind, share in scores["speaker_by_type"].items()]
    rows += [(f"person correct: {kind}", *_share(share)) for kind, share in scores["resolved_by_type"].items()]
    return table(("", "per cent", "n"), rows)


def attribution_ablated() -> str:
    """Return the F1 of speech without each frame of the rules."""
    without = _load("attribution")["models"][_SMALL]["files"][_POLNEAR]["without"]
    whole = without["nothing"]["f1"]["speech"]
    losses = {name: whole - figures["f1"]["speech"] for name, figures in without.items()}
    frames = sorted((name for name in losses if name.startswith("frame ")), key=lambda name: -losses[name])
    rows = [
        (
            name.removeprefix("frame ").replace("_", " "),
            _percent(without[name]["f1"]["speech"]),
            f"{-100 * losses[name]:+.1f}",
        )
        for name in frames
    ]
    return table(("without the frame", "speech F1", "difference"), rows)


def news() -> str:
    """Return how often news from many countries shows the right speaker, for all parts and for the unread ones."""
    measured = _load("news")
    titles = {
        "person_right": "statements under a person's name that this person makes",
        "he_she_right": "the same, for a pronoun as speaker",
        "medium_right": "the same, for medium confidence",
        "under_their_name": "statements of a named person that are shown under the name",
        "found": "labelled statements that are found",
    }
    rows = [(title, *_share_and_n(measured["all"][name]), _unread(measured, name)) for name, title in titles.items()]
    organisations = [_ratio(measured[part]["organisations"]["f1"]) for part in ("all", "parts_b_c")]
    rows.append(("statements of organisations, F1", organisations[0], _DASH, organisations[1]))
    return table(("", "share", "n", "parts b and c"), rows)


def _share_and_n(share: Mapping[str, Any]) -> tuple[str, str]:
    return _ratio(share["share"]), f"{share['n']:,}"


def _unread(measured: Result, name: str) -> str:
    return _ratio(measured["parts_b_c"][name]["share"])


def news_questions() -> str:
    """Return how plain questions about news from many countries are answered."""
    measured = _load("news_questions")
    groups = {"all": "all", "person": "persons", "organisation": "organisations", "role": "roles"}
    rows = [
        (title, str(measured[name]["right"]["n"]), *(_ratio(measured[name][key]["share"]) for key in _QUESTION_FIGURES))
        for name, title in groups.items()
    ]
    return table(("questions about", "n", "right", "dangerous", "nothing recognised"), rows)


def answers() -> str:
    """Return the figures of questions about people, on PolNeAR."""
    figures = _load("answers")["figures"]
    verdicts = figures["verdicts"]
    quotes = f"{figures['quotes_under_a_name']:,}"
    rows = [
        ("quotes under a name that contain words of that person", _ratio(figures["right_person"]), quotes),
        (
            "at least half of the marked words are labelled as that person's",
            _ratio(figures["precision_lenient"]),
            quotes,
        ),
        (
            f"the same, with the {verdicts['unlabelled']} quotes without any label counted as wrong",
            _ratio(figures["precision_strict"]),
            quotes,
        ),
        ("listed statements shown", _ratio(figures["recall"]), f"{figures['statements_listed']:,}"),
        (
            "listed statements that the index attributes to the person",
            _ratio(figures["held"]),
            f"{figures['statements_listed']:,}",
        ),
        ("answerable questions answered", _ratio(figures["answered"]), str(figures["answerable"])),
        ("unanswerable questions with “nothing found”", _ratio(figures["nothing_found"]), str(figures["unanswerable"])),
    ]
    return table(("", "share", "n"), rows)


def finding() -> str:
    """Return how well passages and quotes are found, set by set."""
    return table(_FINDING_HEADER, _finding_rows("finding", _SETS))


def reranked() -> str:
    """Return the same figures with the packaged reranker."""
    sets = [name for name in _SETS if name in _load("finding_reranked")["sets"]]
    rows = [(f"{row[0]}, {title}", *row[1:]) for name in sets for title, row in _with_and_without(name)]
    return table(_FINDING_HEADER, rows)


def refusing() -> str:
    """Return how well questions without an answer are refused, by kind of question."""
    rows = []
    for name, kind, title in _UNANSWERABLE:
        figures = _load("finding")["sets"][name]["abstention"]
        subset = figures["by_type"][kind] if kind else figures
        n = subset["n"] if kind else subset["n"]["refused"]
        rows.append((title, str(n), _ratio(subset["auroc"]), _ratio(figures["answered"]), _ratio(subset["refused"])))
    return table(("questions without an answer", "n", "AUROC", "answerable answered", "refused"), rows)


def finding_ablated() -> str:
    """Return the figures without each feature, on the two sets."""
    sets = _load("finding_ablated")["sets"]
    measures = ("passage hit@1", "passage mrr", "quote chosen@1")
    header = [
        "without",
        *(f"{measure}, {title}" for title in ("news", "CLAP NQ") for measure in ("hit@1", "MRR", "first quote")),
    ]
    rows = [
        (
            _FEATURES.get(name, name.replace("_", " ")),
            *(_ratio(sets[set_][name][measure]) for set_ in (_NEWS, _WIKIPEDIA) for measure in measures),
        )
        for name in sets[_NEWS]
    ]
    return table(header, rows)


def near_duplicates() -> str:
    """Return how near-duplicates are found among invented articles, by number of articles."""
    rows = [
        (
            f"{int(articles):,}",
            str(figures["stories"]),
            str(figures["found_whole"]),
            str(figures["found_wrongly"]),
            f"{figures['signatures_ms'] + figures['comparing_ms']:.1f}",
        )
        for articles, figures in _load("near_copies")["growth"].items()
    ]
    return table(("articles", "repeated stories", "found", "wrong", "ms per article"), rows)


def near_duplicate_answers() -> str:
    """Return the cost of finding near-duplicates, and how often answers repeat a sentence."""
    figures = _load("near_copies")["reindex"]
    rows = [
        ("articles", f"{figures['articles']:,}"),
        ("share of a first reindex", f"{figures['copies_share']:.2%}"),
        ("share of a reindex with 1 in 100 articles changed", f"{figures['again_copies_share']:.2%}"),
        ("answers that repeat a sentence", f"{figures['answers_that_repeat']} of {figures['questions']}"),
        ("quotes with other places", f"{figures['quotes_also_in']} of {figures['quotes']:,}"),
    ]
    return table(("", "figure"), rows)


def speed() -> str:
    """Return the benchmarks of ``make bench`` as ratios."""
    rows = [
        (
            row["what"],
            _quantity(row["measured"], row["unit"]),
            row["against"],
            _quantity(row["reference"], row["unit"]),
            f"{row['ratio']:.2f}",
        )
        for row in _load("run")["rows"]
    ]
    return table(("measured", "value", "compared with", "value", "ratio"), rows)


def reindex_few() -> str:
    """Return the times of a first reindex, of one with few changes, and of one without changes."""
    result = _load("reindex_few")
    titles = (("first", "first reindex"), ("changed", "100 articles changed"), ("unchanged", "nothing changed"))
    rows = [
        (
            title,
            _quantity(result[name]["wall"], "s"),
            f"{result[name]['wall'] / result['first']['wall']:.3f}",
            _quantity(result[name]["peak_mb"], "MB"),
        )
        for name, title in titles
    ]
    return table((f"{result['articles']:,} articles", "wall time", "of the first", "peak memory"), rows)


def vectors() -> str:
    """Return recall and time of the vector search by number of vectors, and the estimate for ten million."""
    result = _load("vectors")
    rows = [_vector_row(case) for case in result["sizes"] if case["case"].startswith("mixed")]
    paper = result["on_paper"]
    estimate = (
        "10^7",
        "estimate",
        "",
        "",
        f"{paper['p50_ms']:.1f}",
        "",
        f"{paper['gigabytes']:.1f} GB in all",
        f"{paper['build_hours']:.1f} h",
    )
    rows.append(estimate)
    return table(("vectors", "method", "recall@10", "recall@30", "p50 ms", "p95 ms", "bytes per vector", "build"), rows)


def vector_filters() -> str:
    """Return recall and time of the filtered search of a million vectors."""
    case = next(case for case in _load("vectors")["sizes"] if case["case"] == "mixed-1000000")
    kinds = {
        "random": "at random",
        "cells": "in clusters",
        "near cells": "in clusters near the question",
        "far cells": "in clusters far from it",
    }
    shares = ("50.0%", "20.0%", "5.0%", "1.0%", "0.1%")
    rows = [
        (
            title,
            *(
                f"{_ratio(found['recall_at_10'])}, {found['p50_ms']:.1f} ms"
                for found in (case["limited"][f"{kind} {share}"] for share in shares)
            ),
        )
        for kind, title in kinds.items()
    ]
    return table(("allowed vectors", *(share.replace(".0%", "%") for share in shares)), rows)


def opening() -> str:
    """Return the time to open a snapshot and to answer, by number of passages."""
    result = _load("opening")
    rows = []
    for size in (name for name in result if name.isdigit()):
        figures = result[size]
        warm, memory = figures["warm"], figures["warm"]["memory"]
        rows.append(
            (
                _power(int(size)),
                f"{figures['counts']['statements']:,}",
                f"{figures['counts']['people']:,}",
                f"{sum(figures['megabytes'].values()) / 1000:.2f} GB",
                _seconds(warm["opening"]),
                _seconds(figures["cold"]["opening"]),
                _seconds(figures["whole"]["opening"]),
                f"{memory['opened']['RssAnon'] - memory['before']['RssAnon']:.1f} MB",
                _seconds(warm["median unlimited"]),
            )
        )
    header = (
        "passages",
        "statements",
        "people",
        "size",
        "open, cached",
        "open, not cached",
        "open and verify",
        "own memory",
        "question",
    )
    return table(header, rows)


def askers() -> str:
    """Return times of many concurrent askers."""
    result = _load("askers")["askers"]
    rows = [
        (
            askers_,
            f"{figures['p50']:.0f}",
            f"{figures['p95']:.0f}",
            f"{figures['a_second']:.0f}",
            str(figures["errors"]),
            str(figures["other_answers"]),
        )
        for askers_, figures in result.items()
    ]
    return table(("askers", "p50 ms", "p95 ms", "answers per second", "errors", "different answers"), rows)


def side_by_side() -> str:
    """Return onrecord beside other libraries."""
    contestants = _load("side_by_side")["contestants"]
    rows = [
        (
            _BENCHMARKS.get(name, name),
            f"{figures['index_s']:.0f} s",
            f"{figures['index_peak_mb']:,.0f} MB",
            f"{figures['ask_p50_ms']:.1f} ms",
            f"{figures['cold_s']:.1f} s",
            f"{figures['cold_peak_mb']:.0f} MB",
        )
        for name, figures in contestants.items()
    ]
    return table(("", "index", "peak memory", "question, warm", "question, cold", "peak memory, cold"), rows)


def question_stages() -> str:
    """Return the share of each stage of a question over many passages."""
    result = _load("ask_by_passage")["ask"]["all"]
    whole = sum(result["stages"].values())
    rows = [
        (stage, f"{milliseconds:.1f}", f"{milliseconds / whole:.0%}")
        for stage, milliseconds in result["stages"].items()
    ]
    return table(("stage", "mean ms", "share"), rows)


def sources() -> str:
    """Return a table of the results: the file, the commit that it measured, the main versions."""
    rows = []
    for path in sorted(_RESULTS.glob("*.json")):
        result = _load(path.stem)
        versions = ", ".join(f"{name} {version}" for name, version in result.get("versions", {}).items())
        rows.append((f"[{path.stem}](../tests/bench/results/{path.name})", code(result.get("commit", "")), versions))
    return table(("result", "commit", "versions"), rows)


_FINDING_HEADER: Final = (
    "",
    "n",
    "hit@1",
    "hit@3",
    "hit@5",
    "hit@10",
    "MRR",
    "first quote",
    "one of five",
    "words per quote",
)


def _finding_rows(result: str, sets: Iterable[str]) -> list[tuple[str, ...]]:
    rows = []
    for name in sets:
        figures = _load(result)["sets"][name]
        passage, quote = figures["passage"], figures["quote"]
        rows.append(
            (
                _SETS[name],
                str(passage["n"]["hit@1"]),
                f"{_ratio(passage['hit@1'])} {_margin(passage['interval']['hit@1'])}",
                *(_ratio(passage[measure]) for measure in ("hit@3", "hit@5", "hit@10", "mrr")),
                f"{_ratio(quote['hit@1'])} {_margin(quote['interval']['hit@1'])}",
                _ratio(quote["hit@5"]),
                f"{quote['words']:.0f}",
            )
        )
    return rows


def _with_and_without(name: str) -> Sequence[tuple[str, tuple[str, ...]]]:
    return (
        ("without", _finding_rows("finding", [name])[0]),
        ("with", _finding_rows("finding_reranked", [name])[0]),
    )


def _vector_row(case: Result) -> tuple[str, ...]:
    return (
        _power(case["vectors"]),
        "graph" if case["compared_in_graph"] else "exact",
        _ratio(case["recall_at_10"]),
        _ratio(case["recall_at_30"]),
        f"{case['p50_ms']:.2f}",
        f"{case['p95_ms']:.2f}",
        f"{case['bytes_a_vector']:,.0f}",
        f"{case['build_seconds']:.0f} s",
    )


def _load(name: str) -> Result:
    loaded: Result = json.loads((_RESULTS / f"{name}.json").read_text(encoding="utf-8"))
    return loaded


def _percent(share: float) -> str:
    return f"{100 * share:.1f}"


def _ratio(share: float | None) -> str:
    return _DASH if share is None else f"{share:.3f}"


def _share(share: Result) -> tuple[str, str]:
    return _percent(share["share"]), str(share["n"])


def _margin(interval: Sequence[float]) -> str:
    """Return half of an interval, with a sign."""
    low, high = interval
    return f"±{(high - low) / 2:.3f}"


def _quantity(value: float, unit: str) -> str:
    digits = 3 if value < 1 else 1 if value < 100 else 0  # noqa: PLR2004 - three significant digits, about
    return f"{value:,.{digits}f} {unit}"


def _seconds(value: float) -> str:
    return f"{1000 * value:.0f} ms" if value < 1 else f"{value:.1f} s"


def _power(value: int) -> str:
    return f"10^{len(str(value)) - 1}"


BLOCKS: Final[Mapping[str, Callable[[], str]]] = {
    "attribution": attribution,
    "attribution by kind": attribution_kinds,
    "news": news,
    "news questions": news_questions,
    "attribution without a frame": attribution_ablated,
    "answers": answers,
    "finding": finding,
    "finding with a reranker": reranked,
    "refusing": refusing,
    "finding without a feature": finding_ablated,
    "near-duplicates": near_duplicates,
    "near-duplicates in answers": near_duplicate_answers,
    "speed": speed,
    "reindex of few changes": reindex_few,
    "vector search": vectors,
    "filtered vector search": vector_filters,
    "opening": opening,
    "concurrent askers": askers,
    "side by side": side_by_side,
    "stages of a question": question_stages,
    "results": sources,
}
