"""Make an archive of any size for measuring: real paragraphs, made-up people.

    python benchmarks/corpus.py OUT --articles 1000 --people 500 --seed 7

Paragraphs of the seed articles are drawn again and again, and the people named in them replaced
by invented ones; where the names stand is read from ``tests/gold/people.tsv``. The same arguments
(and seeds) give the same bytes. Time grows linearly with articles and people. The vocabulary does
not grow with the articles, except by names: measure search on other texts as well.
"""

from __future__ import annotations

import argparse
import json
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[1]
SEEDS = ROOT / "seeds" / "articles"
GOLD = ROOT / "tests" / "gold" / "people.tsv"

SHARED_SURNAMES = 0.05  # share of people who get the surname of an earlier one
SPELT_OTHERWISE = 0.25  # share of an article's people who appear under a variant in it
BLANK_LINES = 0.2  # share of articles with an empty line between paragraphs
GIVEN = (
    "أندرو أنطون أليكس إيفان إدوارد أميرة آدم باتريك بيتر بشير تامر توماس جاكوب جيمس جورج جميلة "
    "حسام حنان خالد خليل دانيال ديفيد رامي رانيا روبرت زياد زينب سامر سارة سليم ستيفن شادي شيرين "
    "صالح طارق عادل عمر غسان فاطمة فيليب فيكتور كريستين كارل كمال لارا ليلى لوكاس ماثيو مايكل "
    "مروان نادية نيكولاس هالة هيلين هشام وليد ويليام ياسين يوسف يوليا"
)
# A surname is one of FIRST, none to two of MIDDLE, and one of LAST.
FIRST = (
    "أر أوستا با بري بلي بو تا ترا تو جا جري جو حا حم دا دو را رو زا سا سمي سو شا شي طا طو غري غو "
    "فا فو كا كو لا لو ما مي نا نو ها وي"
)
MIDDLE = "برا بي تو جا دي را رغا رطا زو سي شو طو غا فا كو لا لي ما مو نا نتا نو ندا ها"
LAST = "رج رد رسن رغ رك رمان ريك زن ستر سكي شفيل طة فسكي كن لر لسون لينغ نباوم نتس نر نيان هارت يف"
# Spelling habits, as pattern and replacement on a word.
HABITS = (
    (r"[أإآ]", "ا"), (r"ط", "ت"), (r"(?<=.)ت(?=.)", "ط"), (r"غ", "ج"), (r"ج", "غ"), (r"ف", "ڤ"),
    (r"ة$", "ا"), (r"(?<=[^ل])ل(?=[^ل])", "لل"), (r"(?<=[^اويى])(?=[^اويىةه]$)", "ي"),
    (r"(?<=..)[اوي](?=..)", ""),
)  # fmt: skip
FOLD = str.maketrans("أإآىة", "ااايه")  # spellings that any matcher takes for one
PROCLITICS = frozenset("وفبلكس")
OUTLETS = ("صحيفة الميناء", "وكالة السهل", "موقع المرصد اليومي", "مجلة الجسر", "إذاعة الضفتين")
TOPICS: list[dict[str, Any]] = [
    {"id": "resignations", "name": "الاستقالات", "definition": "ترك المنصب احتجاجا.",
     "phrases": ["استقالة", "استقال", "استقالته"]},
    {"id": "military-aid", "name": "المساعدات العسكرية", "definition": "السلاح وتمويله.",
     "phrases": ["مساعدات عسكرية", "الأسلحة"], "related": ["resignations"]},
]  # fmt: skip
GLOSSARY: list[dict[str, Any]] = [
    {"id": "ceasefire", "name": "وقف إطلاق النار", "kind": "diplomacy",
     "definition": "توقف القتال باتفاق."},
    {"id": "dissent-channel", "name": "قناة الاعتراض", "kind": "institution",
     "definition": "قناة داخلية يعترض بها الموظفون، قبل [[topic:resignations]] أحيانا."},
]  # fmt: skip


@dataclass(frozen=True, slots=True)
class Template:
    """A source line: ``texts[0] records[0] texts[1] …``; proclitics are part of the texts."""

    texts: tuple[str, ...]
    records: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Invented:
    """A made-up person; ``spellings`` are full forms (given name, surname), the heading first."""

    id: str
    spellings: tuple[tuple[str, str], ...]

    def variants(self) -> list[str]:
        """Return the full forms after the heading, then surnames that a fold does not unite."""
        surname = self.spellings[0][1].translate(FOLD)
        words = (last for _, last in self.spellings[1:] if last.translate(FOLD) != surname)
        return [" ".join(full) for full in self.spellings[1:]] + list(dict.fromkeys(words))


def read_templates(seed_dir: Path, gold: Path = GOLD) -> tuple[list[Template], list[Template]]:
    """Return the paragraphs and the headings (lines without a final stop) of the gold's articles.

    Articles that the gold does not name are left out: their real people would stay in.
    """
    spans: dict[tuple[str, int], list[tuple[int, int, str]]] = {}
    for row in gold.read_text(encoding="utf-8").splitlines()[1:]:
        name, line, nth, surface, record = row.split("\t")
        text = (seed_dir / name).read_bytes().decode().split("\n")[int(line) - 1]
        start = -1
        for _ in range(int(nth)):
            if (start := text.find(surface, start + 1)) < 0:
                raise ValueError(f"{gold}: «{surface}» is not in {name}:{line}, {nth} times")
        spans.setdefault((name, int(line)), []).append((start, start + len(surface), record))
    paragraphs: list[Template] = []
    headings: list[Template] = []
    for name in sorted({name for name, _ in spans}):
        lines = (seed_dir / name).read_bytes().decode().split("\n")
        for number, text in enumerate(lines, 1):
            if not text.strip():
                continue
            texts, records, end = [], [], 0
            for start, stop, record in sorted(spans.get((name, number), [])):
                texts.append(text[end:start])
                records.append(record)
                end = stop
            template = Template((*texts, text[end:]), tuple(records))
            if text.rstrip('”" ').endswith((".", "؟", "!")):
                paragraphs.append(template)
            elif number > 1:  # a first line without a stop is a title, not a heading
                headings.append(template)
    return paragraphs, headings


def _heads(word: str) -> set[str]:
    """Return the folded word and what is left when leading letters are taken for proclitics."""
    word = word.translate(FOLD)
    heads = {word}
    while len(word) > 3 and word[0] in PROCLITICS:
        word = word[1:]
        heads.add(word)
    return heads


def _respellings(word: str) -> list[str]:
    changed = (re.sub(pattern, new, word, count=1) for pattern, new in HABITS)
    return [other for other in dict.fromkeys(changed) if other != word] or [word + "ا"]


def invent_people(count: int, rng: Random, taken: set[str]) -> list[Invented]:
    """Invent ``count`` people; no surname is, folded and without proclitics, a word of ``taken``.

    People who share a surname are spelt otherwise in their given names only, and so no
    single-word variant ever belongs to two people.
    """
    given, first, middle, last = (row.split() for row in (GIVEN, FIRST, MIDDLE, LAST))
    taken = set(taken)
    people: list[Invented] = []
    surnames: list[str] = []
    full_forms: set[str] = set()
    while len(people) < count:
        shared = bool(surnames) and rng.random() < SHARED_SURNAMES
        inner = rng.choices(middle, k=rng.choice((0, 1, 1, 1, 2)))
        surname = "".join((rng.choice(first), *inner, rng.choice(last)))
        if shared:
            surname = rng.choice(surnames)
        name = rng.choice(given)
        heading = f"{name} {surname}".translate(FOLD)
        if heading in full_forms or (not shared and (len(surname) < 5 or _heads(surname) & taken)):
            continue
        options = [(other, surname) for other in _respellings(name)]
        if not shared:
            surnames.append(surname)
            taken |= _heads(surname)
            options += [(name, other) for other in _respellings(surname)]
        spellings = [(name, surname)]
        full_forms.add(heading)
        wanted = rng.choice((1, 2, 3))
        for other, word in rng.sample(options, len(options)):
            full, own = f"{other} {word}".translate(FOLD), word.translate(FOLD)
            if own != surname.translate(FOLD):
                if _heads(word) & taken:
                    continue
                taken |= _heads(word)
            elif full in full_forms and full != heading:
                continue
            full_forms.add(full)
            spellings.append((other, word))
            if len(spellings) > wanted:
                break
        people.append(Invented(f"p{len(people):05}", tuple(spellings)))
    return people


def _chosen(rng: Random, bodies: list[Template], headings: list[Template]) -> list[Template]:
    """Return 6 to 25 paragraphs (mean 14, long tail), and a heading or two in longer articles."""
    count = min(len(bodies), round(rng.triangular(6, 25, 11)))
    chosen = rng.sample(bodies, count)
    if headings and count >= 10 and rng.random() < 0.4:
        for place in sorted(rng.sample(range(2, count - 1, 2), rng.choice((1, 2))), reverse=True):
            chosen.insert(place, rng.choice(headings))
    return chosen


def _lines(
    rng: Random, chosen: list[Template], people: list[Invented], weights: list[float]
) -> Iterator[str]:
    """Fill in names: the full name first, then the surname, unless two of the cast share it."""
    cast: dict[str, tuple[str, str, str]] = {}  # given name and surname as spelt, true surname
    drawn: set[int] = set()
    for record in dict.fromkeys(record for template in chosen for record in template.records):
        who = rng.choices(range(len(people)), cum_weights=weights)[0]
        while who in drawn and len(drawn) < len(people):
            who = rng.choices(range(len(people)), cum_weights=weights)[0]
        drawn.add(who)
        spellings = people[who].spellings
        otherwise = rng.random() < SPELT_OTHERWISE
        spelt = rng.choice(spellings[1:] or spellings) if otherwise else spellings[0]
        cast[record] = (*spelt, spellings[0][1])
    bearers = Counter(surname for _, _, surname in cast.values())
    named: set[str] = set()
    for template in chosen:
        pieces = [template.texts[0]]
        for record, text in zip(template.records, template.texts[1:], strict=True):
            given, surname, true_surname = cast[record]
            alone = record in named and bearers[true_surname] == 1
            pieces += (surname if alone else f"{given} {surname}", text)
            named.add(record)
        yield "".join(pieces)


def _register(path: Path, names: dict[str, str]) -> list[dict[str, Any]]:
    """Read a real register without its places, and with real people's links made plain words."""

    def plain(value: Any) -> Any:
        if isinstance(value, dict):
            return {k: plain(v) for k, v in value.items() if k not in ("sources", "at")}
        if isinstance(value, list):
            return [plain(item) for item in value]
        if isinstance(value, str):
            link = r"\[\[person:([^\]|]+)(?:\|([^\]]+))?\]\]"
            return re.sub(link, lambda m: m[2] or names.get(m[1], m[1]), value)
        return value

    entries: list[dict[str, Any]] = plain(yaml.safe_load(path.read_text(encoding="utf-8")) or [])
    return entries


def _write(path: Path, text: str) -> None:
    path.write_bytes(text.encode())


def _quoted(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)


def make_corpus(seed_dir: Path, out: Path, articles: int, people: int, seed: int) -> None:
    """Write an archive of so many articles and people into ``out``, a new or empty folder.

    People are drawn by Zipf's law (the nth with a weight of 1/n): the first is in more than half
    of the articles, some are in none. Raise FileExistsError if ``out`` holds anything: nothing is
    overwritten, and no leftovers of another size are counted.
    """
    if articles < 0 or people < 1:
        raise ValueError("at least 0 articles and 1 person")
    if out.exists() and any(out.iterdir()):
        raise FileExistsError(f"{out} is not empty")
    rng = Random(seed)
    bodies, headings = read_templates(seed_dir)
    known = [GOLD.read_text(encoding="utf-8")]  # no invented surname is a real one, or a word
    known += (text for template in (*bodies, *headings) for text in template.texts)
    words = {word for text in known for word in re.findall(r"\w+", text)}
    invented = invent_people(people, rng, {head for word in words for head in _heads(word)})
    weights = list(accumulate(1 / rank for rank in range(1, people + 1)))

    texts, registers, pages = out / "seeds/articles", out / "seeds/registers", out / "site_src"
    for folder in (texts, registers, pages):
        folder.mkdir(parents=True)
    _write(out / "kashshaf.yml", 'title: "مدونة اختبار"\npublish: {people: all}\n')
    _write(pages / "index.md", "# مدونة اختبار\n\nمقالات مولدة للقياس، وأشخاصها مختلقون.\n")
    _write(pages / "about.md", f"# عن المدونة\n\nولدها `benchmarks/corpus.py` بالبذرة {seed}.\n")

    first_day, days = date(2015, 1, 1).toordinal(), 3653  # 2015 to 2024, both whole
    for number in range(articles):
        name = f"a{number:05}"
        lines = list(_lines(rng, _chosen(rng, bodies, headings), invented, weights))
        gap = "\n\n" if rng.random() < BLANK_LINES else "\n"
        _write(texts / f"{name}.txt", gap.join(lines) + "\n")
        title = " ".join(re.findall(r"\w+", lines[0])[:8])
        day = date.fromordinal(first_day + rng.randrange(days)).isoformat()
        _write(
            texts / f"{name}.yml",
            f"title: {_quoted(f'{title} ({number})')}\nslug: {name}\n"
            f'source:\n  name: {_quoted(rng.choice(OUTLETS))}\ndate: "{day}"\nstatus: draft\n',
        )

    entries = []
    for person in invented:
        given, surname = person.spellings[0]
        entries.append(
            f"- id: {person.id}\n  name: {_quoted(f'{given} {surname}')}\n"
            f"  sort: {_quoted(f'{surname}، {given}')}\n"
            "  variants:\n" + "".join(f"    - {_quoted(form)}\n" for form in person.variants())
        )
    _write(registers / "people.yml", "".join(entries))

    real = seed_dir.parent / "registers"
    topics, glossary = TOPICS, GLOSSARY
    if (real / "topics.yml").exists() and (real / "glossary.yml").exists():
        bearers = real / "people.yml"
        names = {p["id"]: p["name"] for p in _register(bearers, {})} if bearers.exists() else {}
        topics = _register(real / "topics.yml", names)
        glossary = _register(real / "glossary.yml", names)
    for register, records in (("topics.yml", topics), ("glossary.yml", glossary)):
        dumped = yaml.safe_dump(records, allow_unicode=True, sort_keys=False, width=10**6)
        _write(registers / register, dumped)


def corpus_stats(out: Path) -> dict[str, int]:
    """Count a corpus that ``make_corpus`` wrote: articles, bytes (of UTF-8 text), people, variants.

    Variants are those listed in people.yml: full and single-word forms, headings not counted.
    """
    texts = list((out / "seeds" / "articles").glob("*.txt"))
    lines = (out / "seeds/registers/people.yml").read_text(encoding="utf-8").splitlines()
    return {
        "articles": len(texts),
        "bytes": sum(path.stat().st_size for path in texts),
        "people": sum(line.startswith("- id: ") for line in lines),
        "variants": sum(line.startswith("    - ") for line in lines),
    }


def main() -> None:
    """Read the command line, make the corpus, print what it holds as one line of JSON."""
    parser = argparse.ArgumentParser(description="Make an archive of any size for measuring.")
    parser.add_argument("out", type=Path, metavar="OUT", help="a new or empty folder")
    parser.add_argument("--articles", type=int, default=1000)
    parser.add_argument("--people", type=int, default=500)
    parser.add_argument("--seed", type=int, default=7)
    parser.add_argument("--seed-dir", type=Path, default=SEEDS)
    args = parser.parse_args()
    make_corpus(args.seed_dir, args.out, args.articles, args.people, args.seed)
    print(json.dumps(corpus_stats(args.out)))


if __name__ == "__main__":
    main()
