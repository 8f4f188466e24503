"""Measure Kashshaf against what it promises of speed and size.

    python benchmarks/bench.py [--sizes 100,1000,5000] [--out FILE]

Archives of these sizes are made in a temporary folder (``corpus.py``), then generated and rendered
in processes of their own. What is judged is, wherever it can be, the ratio of two things measured
in the same run, in CPU time: other work on the machine changes it little. Measurements of small
archives are repeated in turn, and the least time of each counts. ``README.md`` explains the rows.
"""

from __future__ import annotations

import argparse
import json
import os
import platform
import shutil
import subprocess
import sys
import time
from collections.abc import Callable, Iterator, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path
from tempfile import TemporaryDirectory, TemporaryFile
from typing import Any, Final

ROOT: Final = Path(__file__).resolve().parents[1]
SOURCE: Final = ROOT / "generator"
sys.path[:0] = [str(SOURCE), str(ROOT)]

from benchmarks.corpus import SEEDS, corpus_stats, make_corpus  # noqa: E402

SEED: Final = 7
PEOPLE: Final = {100: 200, 1000: 500, 5000: 2000}
#: The register of the matching test: three variants a person are 10,000.
MATCH_ARTICLES: Final = 1000
MATCH_PEOPLE: Final = 3300
#: An article that every archive holds, to see whether its page grows with the others.
SAME: Final = "same-article"

GENERATE: Final = (
    "from pathlib import Path; from kashshaf.pipeline import generate;"
    " raise SystemExit(any(f.severity == 'error' for f in generate(Path('.')).findings))"
)
TYPEFACE: Final = (
    "from kashshaf.face_cut import cut_face; from kashshaf.fonts import FAMILY, WEIGHTS, Face;"
    " cut_face(Face(FAMILY, 'core', WEIGHTS))"
)
CHECK: Final = "from pathlib import Path; from kashshaf.pipeline import check; check(Path('.'))"
ENVIRONMENT: Final = {
    **os.environ,
    "PYTHONPATH": str(SOURCE),
    "PYTHONUTF8": "1",
    "NO_MKDOCS_2_WARNING": "1",
}


@dataclass(frozen=True, slots=True)
class Cost:
    """What a process took: seconds of CPU (its children's too), seconds by the clock, MB."""

    cpu: float
    wall: float
    peak: float


@dataclass(frozen=True, slots=True)
class Measured:
    """All that was measured of one archive; ``pages`` are the largest of each kind, in bytes."""

    articles: int
    people: int
    generate: Cost
    generate_again: Cost
    check: Cost
    mkdocs: Cost
    build: Cost
    build_again: Cost
    pages: dict[str, int]
    same_article: int


@dataclass(frozen=True, slots=True)
class Row:
    """A line of the table: a value for each archive, or one value, and what is asked of them."""

    what: str
    values: tuple[float, ...]
    unit: str = ""
    at_most: float | None = None
    at_least: float | None = None

    @property
    def passed(self) -> bool | None:
        if self.at_most is not None:
            return all(value <= self.at_most for value in self.values)
        if self.at_least is not None:
            return all(value >= self.at_least for value in self.values)
        return None


def run(arguments: Sequence[str], folder: Path) -> Cost:
    """Run Python with ``arguments`` in ``folder`` and say what it took; stop if it fails."""
    with TemporaryFile() as output:
        start = time.perf_counter()
        process = subprocess.Popen(
            [sys.executable, *arguments],
            cwd=folder,
            env=ENVIRONMENT,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
        _, status, usage = os.wait4(process.pid, 0)
        wall = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
        if process.returncode:
            output.seek(0)
            said = output.read().decode("utf-8", "replace")[-2000:]
            raise SystemExit(f"{' '.join(arguments)}: exit {process.returncode}\n{said}")
    unit = 1 if sys.platform == "darwin" else 1024
    return Cost(usage.ru_utime + usage.ru_stime, wall, usage.ru_maxrss * unit / 1e6)


def say(text: str) -> None:
    print(text, file=sys.stderr, flush=True)


def furnish(archive: Path) -> None:
    """Add what ``kashshaf new`` gives an archive and the corpus lacks: how its site looks."""
    from kashshaf.starter import start

    with TemporaryDirectory() as folder:
        start(Path(folder), "مدونة اختبار", example=False)
        shutil.copy(Path(folder) / "mkdocs.yml", archive)
        shutil.copytree(Path(folder) / "theme", archive / "theme")


def add_same_article(archive: Path) -> None:
    """Add one article that is the same for every size (the first people are, too)."""
    texts = archive / "seeds" / "articles"
    with TemporaryDirectory() as folder:
        make_corpus(SEEDS, Path(folder), 1, min(PEOPLE.values()), SEED)
        text = (Path(folder) / "seeds/articles/a00000.txt").read_bytes()
        record = (Path(folder) / "seeds/articles/a00000.yml").read_text(encoding="utf-8")
    (texts / f"{SAME}.txt").write_bytes(text)
    record = record.replace("slug: a00000", f"slug: {SAME}")
    (texts / f"{SAME}.yml").write_text(record, encoding="utf-8")


def measure(articles: int, folder: Path) -> Measured:
    """Make an archive and measure it; ``folder`` is used, and emptied again."""
    people = PEOPLE.get(articles, max(200, articles * 2 // 5))
    say(f"{articles} articles, {people} people")
    corpus, archive = folder / "corpus", folder / "archive"
    make_corpus(SEEDS, corpus, articles, people, SEED)
    add_same_article(corpus)
    furnish(corpus)

    rounds = 5 if articles <= 300 else 2 if articles <= 2000 else 1
    first, again, check, mkdocs = [], [], [], []
    for number in range(rounds):
        say(f"  round {number + 1} of {rounds}: generation, MkDocs, generation again, check")
        shutil.copytree(corpus, archive)
        first.append(run(["-c", GENERATE], archive))
        mkdocs.append(run(["-m", "mkdocs", "build", "--quiet"], archive))
        again.append(run(["-c", GENERATE], archive))
        check.append(run(["-c", CHECK], archive))
        if number + 1 < rounds:
            shutil.rmtree(archive)
    pages = largest_pages(archive / "site")
    same = (archive / f"site/articles/{SAME}.html").stat().st_size
    shutil.rmtree(archive)

    say("  the whole command, twice")
    corpus.rename(archive)
    build = run(["-m", "kashshaf", "build", "--quiet"], archive)
    build_again = run(["-m", "kashshaf", "build", "--quiet"], archive)
    shutil.rmtree(archive)
    return Measured(
        articles,
        people,
        least(first),
        least(again),
        least(check),
        least(mkdocs),
        build,
        build_again,
        pages,
        same,
    )


def least(costs: Sequence[Cost]) -> Cost:
    return Cost(
        min(cost.cpu for cost in costs),
        min(cost.wall for cost in costs),
        max(cost.peak for cost in costs),
    )


def largest_pages(site: Path) -> dict[str, int]:
    """Return kind of page → bytes of HTML of its largest one."""
    found: dict[str, int] = {}
    for path in site.rglob("*.html"):
        kind = kind_of(path.relative_to(site))
        found[kind] = max(found.get(kind, 0), path.stat().st_size)
    return dict(sorted(found.items()))


def kind_of(page: Path) -> str:
    """Tell the kind of a page of the site from its path."""
    room, *rest = page.parts
    if not rest:
        return "other"
    if room == "glossary":
        return "glossary uses" if rest[0] == "uses" else "glossary"
    index = rest[0] in ("index.html", "year", "letter")
    return "indexes" if index else room


def measure_matching(folder: Path) -> dict[str, float]:
    """Run ``matching`` in a process of its own, on a register of 10,000 variants."""
    say(f"matching: {MATCH_ARTICLES} articles, {MATCH_PEOPLE} people")
    make_corpus(SEEDS, folder, MATCH_ARTICLES, MATCH_PEOPLE, SEED)
    done = subprocess.run(
        [sys.executable, __file__, "--matching", str(folder)],
        env=ENVIRONMENT,
        stdout=subprocess.PIPE,
        check=True,
    )
    found: dict[str, float] = json.loads(done.stdout)
    return {**found, "variants": corpus_stats(folder)["variants"]}


def matching(folder: Path) -> dict[str, float]:
    """Return MB of UTF-8 text a second of CPU, on one core; the best of three, in turn."""
    from kashshaf.arabic import fold
    from kashshaf.archive import read_inputs
    from kashshaf.compose import compose
    from kashshaf.match import evidence, match
    from kashshaf.names import compile_names

    edition, _ = compose(read_inputs(folder).files)
    articles = edition.articles
    size = sum(len(article.text.encode()) for article in articles) / 1e6
    names, phrases = compile_names(edition.registers)
    # Each kind of work begins with fresh names, which remember the words that they have seen.
    works: dict[str, Callable[[], object]] = {
        "match": lambda: [match(article, names) for article in articles],
        "evidence": lambda: [evidence(article, phrases) for article in articles],
        "fold": lambda: [fold(article.text) for article in articles],
    }
    best: dict[str, float] = {}
    for _ in range(3):
        names, phrases = compile_names(edition.registers)
        for what, work in works.items():
            start = time.process_time()
            work()
            taken = time.process_time() - start
            best[what] = min(taken, best.get(what, taken))
    return {
        "megabytes": size,
        "match": size / best["match"],
        "match_and_evidence": size / (best["match"] + best["evidence"]),
        "times_fold": best["match"] / best["fold"],
    }


def rows(measured: Sequence[Measured], speed: dict[str, float], typeface: Cost) -> Iterator[Row]:
    """Yield the table: first what is asked for, then what is good to know."""

    def each(
        what: str, value: Callable[[Measured], float], unit: str = "", at_most: float | None = None
    ) -> Row:
        return Row(what, tuple(value(one) for one in measured), unit, at_most)

    yield each("generation ÷ MkDocs, CPU", lambda m: m.generate.cpu / m.mkdocs.cpu, "", 0.35)
    yield each("generation ÷ MkDocs, clock", lambda m: m.generate.wall / m.mkdocs.wall, "", 0.35)
    yield each(
        "generation again, nothing changed ÷ first",
        lambda m: m.generate_again.cpu / m.generate.cpu,
        "",
        0.25,
    )
    yield each(
        "`kashshaf build` again ÷ first", lambda m: m.build_again.cpu / m.build.cpu, "", 0.25
    )
    yield each("`kashshaf check` ÷ generation", lambda m: m.check.cpu / m.generate.cpu, "", 2)
    if len(measured) > 1:
        small, large = measured[-2:]
        times = large.articles / small.articles
        growth = f"{large.articles:,} articles ÷ {small.articles:,}"
        limit = 1.2 * times  # 6 for five times as many
        yield Row(f"generation, {growth}", (large.generate.cpu / small.generate.cpu,), "", limit)
        yield Row(f"MkDocs, {growth}", (large.mkdocs.cpu / small.mkdocs.cpu,), "", limit)
    variants = f"{speed['variants']:,.0f} variants"
    yield Row(f"matching, {variants}", (speed["match"],), "MB/s", at_least=3)
    yield Row(f"matching, {variants}, and topic phrases", (speed["match_and_evidence"],), "MB/s")
    yield Row("matching ÷ folding the same text", (speed["times_fold"],))
    for kind in sorted({kind for one in measured for kind in one.pages}):
        largest = tuple(one.pages.get(kind, 0) / 1e3 for one in measured)
        yield Row(f"largest page: {kind}", largest, "kB", 300)
    yield each("the same article's page", lambda m: m.same_article / 1e3, "kB")
    sizes = [one.same_article for one in measured]
    if len(sizes) > 1:
        spread = max(sizes) / min(sizes)
        yield Row("the same article's page, largest ÷ smallest", (spread,), "", 1.1)
    yield each("generation", lambda m: m.generate.cpu, "s CPU")
    yield Row("of it, once in an archive's life: the typeface", (typeface.cpu,), "s CPU")
    yield each("generation again", lambda m: m.generate_again.cpu, "s CPU")
    yield each("`kashshaf check`", lambda m: m.check.cpu, "s CPU")
    yield each("MkDocs", lambda m: m.mkdocs.cpu, "s CPU")
    yield each("`kashshaf build`", lambda m: m.build.cpu, "s CPU")
    yield each("`kashshaf build` again", lambda m: m.build_again.cpu, "s CPU")
    yield each("peak memory, generation", lambda m: m.generate.peak, "MB")
    yield each("peak memory, MkDocs", lambda m: m.mkdocs.peak, "MB")


def table(lines: Sequence[Row], measured: Sequence[Measured]) -> str:
    """Return the rows as a Markdown table."""
    head = ["", *(f"{one.articles:,} articles" for one in measured), "asked for", ""]
    text = [f"| {' | '.join(head)} |", f"|---{'|---:' * len(measured)}|---|---|"]
    for row in lines:
        what = f"{row.what}, {row.unit}" if row.unit else row.what
        values = [shown(value) for value in row.values]
        values = [""] * (len(measured) - len(values)) + values
        asked = f"≤ {row.at_most:g}" if row.at_most is not None else ""
        asked = f"≥ {row.at_least:g}" if row.at_least is not None else asked
        verdict = {True: "pass", False: "**miss**", None: ""}[row.passed]
        text.append(f"| {' | '.join((what, *values, asked, verdict))} |")
    return "\n".join(text)


def shown(value: float) -> str:
    return f"{value:.2f}" if value < 10 else f"{value:.1f}" if value < 100 else f"{value:.0f}"


def positive(text: str) -> tuple[int, ...]:
    """Parse the value of ``--sizes``."""
    sizes = tuple(sorted({int(part) for part in text.split(",")}))
    if not sizes or sizes[0] < 1:
        raise ValueError(text)
    return sizes


def main() -> None:
    """Measure, print the table, and with ``--out`` write all that was measured as JSON."""
    parser = argparse.ArgumentParser(description="Measure Kashshaf's speed and size.")
    parser.add_argument("--sizes", type=positive, default=(100, 1000, 5000), metavar="N,N,…")
    parser.add_argument("--out", type=Path, metavar="FILE", help="write the figures as JSON")
    parser.add_argument("--matching", type=Path, help=argparse.SUPPRESS)
    arguments = parser.parse_args()
    if arguments.matching:
        print(json.dumps(matching(arguments.matching)))
        return
    with TemporaryDirectory(prefix="kashshaf-bench-") as folder:
        measured = [measure(size, Path(folder)) for size in arguments.sizes]
        speed = measure_matching(Path(folder) / "matching")
        typeface = least([run(["-c", TYPEFACE], Path(folder)) for _ in range(3)])
    lines = list(rows(measured, speed, typeface))
    print(f"{os.cpu_count()} cores, Python {platform.python_version()}\n")
    print(table(lines, measured))
    if arguments.out:
        found: dict[str, Any] = {
            "cores": os.cpu_count(),
            "python": platform.python_version(),
            "archives": [asdict(one) for one in measured],
            "matching": speed,
            "typeface": asdict(typeface),
            "rows": [{**asdict(row), "passed": row.passed} for row in lines],
        }
        arguments.out.write_text(json.dumps(found, indent=1, ensure_ascii=False) + "\n", "utf-8")
    if any(row.passed is False for row in lines):
        raise SystemExit(1)


if __name__ == "__main__":
    main()
