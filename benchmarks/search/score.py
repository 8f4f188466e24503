"""Figures for a run: an engine's complete ranked lists against the judge's verdicts.

Neutral documents are taken out of a list before anything is counted. A query that no document is
relevant to does not count at all.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Final

from benchmarks.search.judge import Verdict

FIRST: Final = 10  # as many results as a reader looks at


@dataclass(frozen=True, slots=True)
class Answer:
    """What an engine answered: ids, best first, and how long that took, in ms."""

    qid: str
    ids: tuple[str, ...]
    ms: float


@dataclass(frozen=True, slots=True)
class Score:
    """Figures from 0 to 1 of one query, or the means of several.

    - ``r10``: relevant among the first ten ÷ as many as could be there
    - ``p10``: relevant among the first ten ÷ results among the first ten
    - ``rr``: 1 ÷ the rank of the first relevant result
    - ``recall``, ``precision``, ``f``: of the whole list, and their harmonic mean
    - ``nothing``: 1 if the list is empty
    """

    r10: float
    p10: float
    rr: float
    recall: float
    precision: float
    f: float
    nothing: float


def score(answer: Answer, verdict: Verdict) -> Score | None:
    """Return the figures of one query, or None if no document is relevant to it."""
    relevant = verdict.relevant
    if not relevant:
        return None
    ids = [one for one in dict.fromkeys(answer.ids) if one not in verdict.neutral]
    if not ids:
        return Score(0, 0, 0, 0, 0, 0, nothing=1)
    first = sum(one in relevant for one in ids[:FIRST])
    total = sum(one in relevant for one in ids)
    rank = next((rank for rank, one in enumerate(ids, 1) if one in relevant), None)
    return Score(
        r10=first / min(FIRST, len(relevant)),
        p10=first / len(ids[:FIRST]),
        rr=1 / rank if rank else 0,
        recall=total / len(relevant),
        precision=total / len(ids),
        f=2 * total / (len(relevant) + len(ids)),
        nothing=0,
    )


def mean(scores: Sequence[Score]) -> Score:
    """Return the mean of each figure; there must be at least one score."""
    return Score(
        *(fmean(getattr(one, name) for one in scores) for name in Score.__dataclass_fields__)
    )


def score_run(
    answers: Iterable[Answer], verdicts: Mapping[str, Verdict], categories: Mapping[str, str]
) -> dict[str, Score]:
    """Return category → mean figures, in alphabetical order, and under "" those of all queries.

    ``categories`` is id of query → category; answers to other queries are left out.
    """
    found: dict[str, list[Score]] = defaultdict(list)
    for answer in answers:
        if answer.qid in categories and (one := score(answer, verdicts[answer.qid])):
            found[categories[answer.qid]].append(one)
            found[""].append(one)
    return {category: mean(found[category]) for category in sorted(found)}


def write_run(path: Path, answers: Iterable[Answer]) -> None:
    """Write a run as JSON lines: ``{"qid", "ids", "ms"}``."""
    rows = ({"qid": one.qid, "ids": one.ids, "ms": round(one.ms, 2)} for one in answers)
    text = "".join(json.dumps(row, ensure_ascii=False) + "\n" for row in rows)
    path.write_text(text, encoding="utf-8")


def read_run(path: Path) -> list[Answer]:
    """Return the answers that ``write_run`` wrote."""
    rows = map(json.loads, path.read_text(encoding="utf-8").splitlines())
    return [Answer(row["qid"], tuple(row["ids"]), row.get("ms", 0)) for row in rows]
