"""Compare searches of static sites: the same Arabic documents and queries, in one run.

    python benchmarks/search/compare.py DOCS.jsonl [--queries QUERIES.jsonl] [--docs N]
        [--engines material,zensical,pagefind,minisearch,kashshaf] [--work FOLDER] [--out FILE]

Each engine builds the site that its user would ship, and its own code answers in headless Chromium.
The complete lists go to ``runs/`` in the working folder and are judged by ``judge`` and ``score``.
``README.md`` says what each figure means.
"""

from __future__ import annotations

import argparse
import os
import platform
import re
import sys
import tempfile
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median
from typing import Final

ROOT: Final = Path(__file__).resolve().parents[2]
# This folder's own modules are benchmarks.search.…, and not to be found by their bare names.
sys.path[:] = [str(ROOT), *(path for path in sys.path if Path(path) != Path(__file__).parent)]

from benchmarks.search.browser import Measured, chromium, measure  # noqa: E402
from benchmarks.search.engine import Engine  # noqa: E402
from benchmarks.search.engines.kashshaf import Kashshaf  # noqa: E402
from benchmarks.search.engines.material import Material  # noqa: E402
from benchmarks.search.engines.minisearch import MiniSearch  # noqa: E402
from benchmarks.search.engines.pagefind import Pagefind  # noqa: E402
from benchmarks.search.engines.zensical import Zensical  # noqa: E402
from benchmarks.search.judge import Judge, Verdict, words  # noqa: E402
from benchmarks.search.queries import Document, Query, read_documents, read_queries  # noqa: E402
from benchmarks.search.score import Score, score_run, write_run  # noqa: E402
from benchmarks.search.shop import Workshop, say  # noqa: E402
from playwright.sync_api import Error as BrowserError  # noqa: E402

ENGINES: Final[dict[str, Engine]] = {
    one.name: one for one in (Material(), Zensical(), Pagefind(), MiniSearch(), Kashshaf())
}
WORK: Final = Path(tempfile.gettempdir()) / "kashshaf-search-benchmark"
_WORD: Final = re.compile("[\u0621-\u064a]{4,}")
SHARE: Final = 0.05  # of the documents hold the word of the first query, as nearly as can be


@dataclass(frozen=True, slots=True)
class Row:
    """An engine, what was measured of it, and its figures by category ("" is all)."""

    engine: Engine
    measured: Measured
    scores: dict[str, Score]
    seconds: float


def one_word(documents: Sequence[Document]) -> str:
    """Return an Arabic word of four letters or more that about one document in twenty has."""
    counts: Counter[str] = Counter()
    for document in documents:
        counts.update({word for word in words(document.text) if _WORD.fullmatch(word)})
    if not counts:
        raise SystemExit("the documents have no Arabic words")
    wanted = SHARE * len(documents)
    return min(counts, key=lambda word: (abs(counts[word] - wanted), word))


def compare(
    engines: Sequence[Engine],
    shop: Workshop,
    queries: Sequence[Query],
    verdicts: Mapping[str, Verdict],
    word: str,
) -> Iterator[Row]:
    """Build, measure and score one engine after the other; write its run to the working folder.

    One that does not answer is reported and left out.
    """
    runs = shop.folder / "runs"
    runs.mkdir(parents=True, exist_ok=True)
    categories = {query.id: query.category for query in queries}
    for engine in engines:
        say(f"{engine.name} ({engine.version()})")
        site = engine.build(shop)
        try:
            with chromium() as browser:
                measured = measure(browser, site, shop.documents, queries, word)
        except BrowserError as error:
            say(f"  {engine.name} is left out: {error.message}")
            continue
        write_run(runs / f"{engine.name}.jsonl", measured.answers)
        scores = score_run(measured.answers, verdicts, categories)
        yield Row(engine, measured, scores, site.seconds)


def report(rows: Sequence[Row], documents: int, counts: Counter[str]) -> str:
    """Return the tables as Markdown; ``counts`` is category → queries that count."""
    where = f"{os.cpu_count()} cores, Python {platform.python_version()}"
    head = f"{documents:,} documents, {counts.total()} queries that count; {where}."
    parts = [head, _table(list(_engine_rows(rows)))]
    if counts:
        lines = [["R10 / F", "queries", *(row.engine.name for row in rows)]]
        for category in (*sorted(counts), ""):
            found = (row.scores[category] for row in rows)
            count = counts[category] if category else counts.total()
            cells = (f"{one.r10:.2f} / {one.f:.2f}" for one in found)
            lines.append([category or "all", str(count), *cells])
        parts.append(_table(lines))
    return "\n\n".join(parts) + "\n"


def _engine_rows(rows: Sequence[Row]) -> Iterator[list[str]]:
    quality = any(row.scores for row in rows)
    yield [
        "",
        *(("R10", "F", "nothing found") if quality else ()),
        *("kB gz, search", "kB gz, all", "ms to first results", "ms a query"),
        *("JS heap, MB", "file://", "s to build"),
    ]
    for row in rows:
        got = row.measured
        total = row.scores.get("")
        yield [
            f"{row.engine.name} ({row.engine.version()})",
            *((f"{total.r10:.3f}", f"{total.f:.3f}", f"{total.nothing:.0%}") if total else ()),
            *(f"{got.search / 1e3:,.0f}", f"{got.everything / 1e3:,.0f}", f"{got.ready:,.0f}"),
            f"{median(one.ms for one in got.answers):.1f}" if got.answers else "",
            *(f"{got.heap / 1e6:,.1f}", "yes" if got.from_file else "no", f"{row.seconds:,.0f}"),
        ]


def _table(lines: Sequence[Sequence[str]]) -> str:
    head, *rest = (f"| {' | '.join(cells)} |" for cells in lines)
    return "\n".join((head, f"|---{'|---:' * (len(lines[0]) - 1)}|", *rest))


def chosen(text: str) -> list[Engine]:
    """Parse the value of ``--engines``."""
    names = text.split(",")
    if unknown := [name for name in names if name not in ENGINES]:
        raise argparse.ArgumentTypeError(f"{', '.join(unknown)}: none of {', '.join(ENGINES)}")
    return [ENGINES[name] for name in names]


def positive(text: str) -> int:
    """Parse the value of ``--docs``."""
    if (number := int(text)) < 1:
        raise ValueError(text)
    return number


def main() -> None:
    """Read the command line, compare, print the tables."""
    parser = argparse.ArgumentParser(description="Compare searches of static sites in Arabic.")
    parser.add_argument("docs_file", type=Path, metavar="DOCS.jsonl")
    parser.add_argument("--queries", type=Path, metavar="QUERIES.jsonl")
    parser.add_argument("--engines", type=chosen, default=list(ENGINES.values()), metavar="NAMES")
    parser.add_argument("--docs", type=positive, metavar="N", help="the first N documents only")
    parser.add_argument("--work", type=Path, default=WORK, help=f"what is built ({WORK})")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the tables here too")
    arguments = parser.parse_args()
    documents = read_documents(arguments.docs_file, arguments.docs)
    queries = read_queries(arguments.queries) if arguments.queries else ()
    shop = Workshop(arguments.work.resolve(), documents)
    word = one_word(documents)
    say(f"{len(documents):,} documents, {len(queries)} queries; the query of one word: {word}")
    verdicts = Judge(queries).verdicts(documents)
    rows = list(compare(arguments.engines, shop, queries, verdicts, word))
    counts = Counter(query.category for query in queries if verdicts[query.id].relevant)
    text = report(rows, len(documents), counts)
    print(text)
    if arguments.out:
        arguments.out.write_text(text, encoding="utf-8")
    if len(rows) < len(arguments.engines):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
