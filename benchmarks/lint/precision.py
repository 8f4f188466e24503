"""Run the lint rules over a corpus of press articles and print findings to be judged.

    python benchmarks/lint/precision.py CORPUS.jsonl.xz --from 8 --rule K705 --sample 40

The corpus has an article a line (JSON with ``id`` and ``text``). Every ``--every``-th line is
taken, beginning with line ``--from``, so that another ``--from`` is a fresh set. A sample is
every nth finding of a rule, so that it is spread over all articles. Without ``--rule`` the
number of findings of each rule and the time are printed.
"""

from __future__ import annotations

import argparse
import json
import lzma
import sys
import time
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[2] / "generator"))

from kashshaf.lint.base import Fault, Text, Values
from kashshaf.lint.registry import RULES
from kashshaf.model import Article, ArticleRecord, Layout, Location
from kashshaf.parse import parse

_AROUND = 60


def articles(corpus: Path, first: int, every: int, most: int) -> Iterator[Article]:
    """Yield the chosen articles as they would be read from a file of their own."""
    taken = 0
    with lzma.open(corpus, "rt", encoding="utf-8") as lines:
        for number, line in enumerate(lines):
            if number % every != first or taken == most:
                continue
            taken += 1
            record = json.loads(line)
            text = record["text"]
            blocks = parse(text, Layout(), markdown=False, body=0)
            if blocks:
                yield Article(
                    id=f"a{number}",
                    path=record["id"],
                    text=text,
                    sha256="",
                    encoding="UTF-8",
                    title=record.get("title", ""),
                    title_from="record",
                    blocks=blocks,
                    record=ArticleRecord(Location(record["id"])),
                    printed=text,
                )


def shown(text: str, fault: Fault) -> str:
    """Return a finding with the words around it, on one line."""
    start, end = fault.span.start, fault.span.end
    middle = text[start:end] if end - start < 160 else f"{text[start : start + 150]}…"
    words = f"{text[max(0, start - _AROUND) : start]}⟦{middle}⟧{text[end : end + _AROUND]}"
    right = "" if fault.correct is None else f"   ⇒ ⟦{fault.correct}⟧"
    return " ".join(words.replace("\n", " ¶ ").split()) + right


def main() -> None:
    """Print counts, or a sample of one rule's findings."""
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("corpus", type=Path)
    options.add_argument("--from", dest="first", type=int, default=0)
    options.add_argument("--every", type=int, default=16)
    options.add_argument("--most", type=int, default=500)
    options.add_argument("--rule", action="append", default=[])
    options.add_argument("--sample", type=int, default=40)
    chosen = options.parse_args()
    texts = [
        Text(article)
        for article in articles(chosen.corpus, chosen.first, chosen.every, chosen.most)
    ]
    size = sum(len(text.article.text) for text in texts)
    print(f"{len(texts)} articles, {size / max(1, len(texts)):.0f} characters each")
    for rule in RULES:
        if chosen.rule and rule.code not in chosen.rule:
            continue
        values = Values(rule.choices)
        began = time.process_time()
        faults: list[tuple[Text, Fault]] = []
        if rule.check:
            faults = [(text, fault) for text in texts for fault in rule.check(text, values)]
        elif rule.check_all:
            faults = list(rule.check_all(texts, values))
        else:
            continue
        each = (time.process_time() - began) / max(1, len(texts)) * 1000
        where = len({text.article.id for text, _ in faults})
        print(f"{rule.code} {rule.name}: {len(faults)} in {where} articles, {each:.3f} ms each")
        if chosen.rule:
            step = max(1, -(-len(faults) // chosen.sample))
            for number, (text, fault) in enumerate(faults[::step], 1):
                print(f"  {number:2} {text.article.id} {shown(text.article.text, fault)}")


if __name__ == "__main__":
    main()
