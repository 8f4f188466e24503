"""How large the index of an archive is, how long it takes to make, and how fast it answers.

    python benchmarks/search/measure.py DOCS.jsonl --articles 10000

``DOCS.jsonl`` has one {"id", "title", "text"} a line; where it has fewer articles than asked
for, articles of one half of each of two texts are added. The index is made in this process; the
answers are measured in headless Chromium over file://, with the processor slowed four times.
"""

from __future__ import annotations

import argparse
import gc
import gzip
import json
import os
import random
import tempfile
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any, Final

from playwright.sync_api import Request, sync_playwright

from kashshaf.search.build import make_index
from kashshaf.search.documents import Document, tokenize
from kashshaf.search.script import script
from kashshaf.search.store import refresh

CHROMIUM: Final = os.environ.get("KASHSHAF_CHROMIUM", "/usr/bin/chromium")
THROTTLE: Final = 4
#: Milliseconds after a page is loaded: nobody types while it is drawn.
REST: Final = 1000
KINDS: Final = {
    "r": "root",
    "w": "dictionary",
    "p": "posting lists",
    "b": "beginnings of words",
    "f": "facets",
    "d": "addresses and titles, for long lists",
    "t": "articles",
}
PAGE: Final = (
    '<!doctype html><meta charset="utf-8"><title>search</title>'
    '<script src="search.js" data-site="index.html"></script>'
)


def read(path: Path, wanted: int) -> list[Document]:
    """Return ``wanted`` documents, each text's lines its paragraphs."""
    rows = [json.loads(line) for line in path.read_text("utf-8").split("\n") if line]
    rows.sort(key=lambda row: str(row["id"]))  # as an archive without dates has them
    chance = random.Random(1)
    texts = [(row["title"], row["text"].split("\n")) for row in rows[:wanted]]
    while len(texts) < wanted:
        (title, one), (_, other) = chance.sample(texts, 2)
        texts.append((title, one[: len(one) // 2 + 1] + other[len(other) // 2 :]))
    return [
        Document(
            id=f"a{number:05}",
            url=f"articles/a{number:05}.html",
            title=title,
            blocks=tuple((f"p{at}", text) for at, text in enumerate(lines, 1)),
            year=str(2015 + number % 9),
        )
        for number, (title, lines) in enumerate(texts)
    ]


def packed(data: bytes) -> int:
    return len(gzip.compress(data, 6))


def one_word_queries(documents: list[Document], count: int) -> list[str]:
    """Return words of the titles: some of many articles, some of few, in a fixed order."""
    seen = Counter(word for document in documents for word in set(tokenize(document).title))
    words = sorted(word for word, times in seen.items() if times > 2 and len(word) > 4)
    return random.Random(2).sample(words, min(count, len(words)))


def answer(folder: Path, queries: list[str]) -> dict[str, Any]:
    """Ask each query in a new page, and all of them in one; times in milliseconds."""
    sizes = {path.name: packed(path.read_bytes()) for path in (folder / "search/files").iterdir()}
    first: list[list[float]] = []
    loaded: list[int] = []
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=CHROMIUM,
            args=["--no-sandbox", "--disable-gpu", "--enable-precise-memory-info"],
        )
        for query in queries:
            page = browser.new_page()
            asked: list[str] = []

            def note(request: Request, into: list[str] = asked) -> None:
                into.append(request.url)

            page.on("request", note)
            session = page.context.new_cdp_session(page)
            session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
            page.goto((folder / "index.html").as_uri())
            page.wait_for_timeout(REST)
            first.append(page.evaluate(_ASK, query))
            files = [Path(url).name for url in asked if "/search/files/" in url]
            loaded.append(sum(sizes[name] for name in files))
            page.close()
        page = browser.new_page()
        session = page.context.new_cdp_session(page)
        session.send("Emulation.setCPUThrottlingRate", {"rate": THROTTLE})
        page.goto((folder / "index.html").as_uri())
        session.send("HeapProfiler.enable")
        again = [page.evaluate(_ASK, query) for query in queries]
        heap_all = session.send("Runtime.getHeapUsage")["usedSize"]
        session.send("HeapProfiler.collectGarbage")
        kept = session.send("Runtime.getHeapUsage")["usedSize"]
        browser.close()
    return {"first": first, "again": again, "loaded": loaded, "heap": heap_all, "kept": kept}


# When the answer is there, and when the lines of its first ten results are.
_ASK: Final = """async (query) => {
  const start = performance.now();
  const answer = await kashshaf.search(query, { limit: 10 });
  const answered = performance.now() - start;
  await Promise.all(answer.results.map((result) => kashshaf.search.snippet(result)));
  return [answered, performance.now() - start];
}"""


def middle(values: Sequence[float]) -> float:
    return sorted(values)[len(values) // 2]


def high(values: Sequence[float]) -> float:
    return sorted(values)[int(len(values) * 0.95)]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("docs", type=Path)
    parser.add_argument("--articles", type=int, default=10_000)
    parser.add_argument("--queries", type=int, default=40)
    options = parser.parse_args()
    documents = read(options.docs, options.articles)
    gc.disable()
    with tempfile.TemporaryDirectory() as temporary:
        root = Path(temporary)
        start = time.process_time()
        refresh(root, documents, (), ())
        whole = time.process_time() - start
        changed = [*documents]
        changed[7] = replace(changed[7], title=changed[7].title + " مصحح")
        start = time.process_time()
        rewritten = refresh(root, changed, (), ())
        again = time.process_time() - start
        start = time.process_time()
        tokens = [tokenize(document) for document in documents]
        reading = time.process_time() - start
        start = time.process_time()
        files = make_index(changed, (), (), tokens)
        making = time.process_time() - start
        total = Counter[str]()
        number = Counter[str]()
        for name, data in files.items():
            total[name[0]] += packed(data)
            number[name[0]] += 1
        folder = root / "site_src"
        (folder / "index.html").write_text(PAGE, "utf-8")
        (folder / "search.js").write_text(script(), "utf-8")
        found = answer(folder, one_word_queries(documents, options.queries))
        shipped = packed(script().encode()) + total["r"]
    print(f"| {options.articles:,} articles | |\n|---|---:|")
    for kind, name in KINDS.items():
        print(f"| {name}, kB gz (files) | {total[kind] / 1000:,.0f} ({number[kind]}) |")
    index = sum(size for kind, size in total.items() if kind != "t")
    print(f"| **all but the articles** | {index / 1000:,.0f} |")
    print(f"| index made from nothing, s of CPU | {whole:.1f} |")
    print(f"| of which reading the words | {reading:.1f} |")
    print(f"| one article changed, s of CPU (files written) | {again:.1f} ({len(rewritten)}) |")
    print(f"| words known, s of CPU | {making:.1f} |")
    print(f"| script and root, kB gz | {shipped / 1000:.1f} |")
    print(
        "| files of a one-word query up to ten results with lines, kB gz: median, 95% |"
        f" {middle(found['loaded']) / 1000:.1f}, {high(found['loaded']) / 1000:.1f} |"
    )
    for name, values in (("first query of a page", found["first"]), ("later", found["again"])):
        answered, shown = zip(*values, strict=True)
        for what, times in (("answer", answered), ("with its lines", shown)):
            print(
                f"| {name}, {what}, ms at {THROTTLE}x: median, 95% |"
                f" {middle(times):.0f}, {high(times):.0f} |"
            )
    print(
        f"| heap after {options.queries} queries, MB (after collection) |"
        f" {found['heap'] / 1e6:.1f} ({found['kept'] / 1e6:.1f}) |"
    )


if __name__ == "__main__":
    main()
