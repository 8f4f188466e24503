"""Measure `kashshaf check` against generation, without rendering: for large archives.

    python benchmarks/checking.py [--sizes 1000,10000]

Generation and check run in turn in processes of their own, and what is asked is the ratio of
their CPU time in one run: at most 2.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

sys.path[:0] = [str(Path(__file__).resolve().parents[1])]

from benchmarks.bench import CHECK, GENERATE, PEOPLE, SEED, furnish, positive, run, say  # noqa: E402
from benchmarks.corpus import SEEDS, make_corpus  # noqa: E402

AT_MOST = 2.0
WITHOUT_PAGES = CHECK.replace("check(Path('.'))", "check(Path('.'), pages=False)")


def main() -> None:
    """Print a row for each size; the exit status is 1 if a ratio is above what is asked."""
    parser = argparse.ArgumentParser(description="Measure kashshaf check against generation.")
    parser.add_argument("--sizes", type=positive, default=(1000,), metavar="N,N,…")
    missed = False
    print("| articles | generation, s CPU | check | without pages | ratio | peak of check, MB |")
    print("|---:|---:|---:|---:|---:|---:|")
    for size in parser.parse_args().sizes:
        with TemporaryDirectory(prefix="kashshaf-bench-") as folder:
            archive = Path(folder)
            people = PEOPLE.get(size, max(200, size * 2 // 5))
            say(f"{size} articles, {people} people")
            make_corpus(SEEDS, archive, size, people, SEED)
            furnish(archive)
            generated = run(["-c", GENERATE], archive)
            checked = run(["-c", CHECK], archive)
            texts = run(["-c", WITHOUT_PAGES], archive)
        ratio = checked.cpu / generated.cpu
        missed |= ratio > AT_MOST
        row = (generated.cpu, checked.cpu, texts.cpu, ratio, checked.peak)
        print(f"| {size:,} | {' | '.join(f'{value:.2f}' for value in row)} |", flush=True)
    raise SystemExit(missed)


if __name__ == "__main__":
    main()
