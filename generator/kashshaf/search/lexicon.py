"""What is written by hand about Arabic words, for the search: plurals, verbs, particles.

The tables beside this module (``lexicon/``) were written for Kashshaf. They say what no rule can:
the plural of a noun, the verbal noun of a simple verb, which feminine is a word of its own. A
table only proposes: a word is linked to another one when the archive has both.
"""

from __future__ import annotations

import contextlib
import hashlib
import json
from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import partial
from importlib.resources import files
from itertools import chain
from pathlib import Path
from typing import Final

from babel import Locale

from kashshaf.search.conjugate import family_of_derived, family_of_first
from kashshaf.write import replace

_FOLDER: Final = "lexicon"


@dataclass(slots=True)
class Lexicon:
    """The tables, read. All words are in fine form, without article.

    ``singulars`` has for a plural its singulars, ``plurals`` the reverse. ``families`` has for a
    written form of a verb family the numbers of the families and what the form is in each
    (``verb``, ``masdar``, ``participle``); ``verbs`` the dictionary form of each family,
    ``simple`` those of form I, ``masdars`` the verbal nouns that the tables name (a past can be
    written like one: قصف).
    """

    plurals: dict[str, tuple[str, ...]] = field(default_factory=dict)
    singulars: dict[str, tuple[str, ...]] = field(default_factory=dict)
    risky: set[tuple[str, str]] = field(default_factory=set)
    families: dict[str, tuple[tuple[int, str], ...]] = field(default_factory=dict)
    verbs: list[str] = field(default_factory=list)
    simple: set[int] = field(default_factory=set)
    masdars: dict[str, frozenset[int]] = field(default_factory=dict)
    feminines: frozenset[str] = frozenset()
    function_words: frozenset[str] = frozenset()
    questions: frozenset[str] = frozenset()
    whole: frozenset[str] = frozenset()
    exonyms: dict[str, tuple[str, ...]] = field(default_factory=dict)
    same: tuple[tuple[str, ...], ...] = ()

    def noun(self, word: str) -> bool:
        """Tell a noun that the tables know as it stands."""
        return word in self.plurals or word in self.singulars or word in self.feminines

    def known(self, word: str) -> bool:
        """Tell a word that the tables know as it stands, of any kind."""
        return self.noun(word) or word in self.whole or word in self.families


def _rows(name: str) -> Iterator[list[str]]:
    text = (files("kashshaf.search") / _FOLDER / name).read_text(encoding="utf-8")
    for line in text.splitlines():
        if line and not line.startswith("#"):
            yield line.split("\t")


_READ: Final[list[Lexicon]] = []


def lexicon(kept: Path | None = None) -> Lexicon:
    """Return the tables of the package, read once in a process.

    ``kept`` is a file to keep the forms of the verbs in: to make them takes two seconds.
    """
    if not _READ:
        _READ.append(_read_tables(kept))
    return _READ[0]


def _read_tables(kept: Path | None) -> Lexicon:
    found = Lexicon()
    singulars: dict[str, list[str]] = defaultdict(list)
    plurals: dict[str, list[str]] = defaultdict(list)
    for row in _rows("plurals.tsv"):
        word = row[0].removeprefix("?")
        for plural in chain.from_iterable(map(_seats, row[1].split())):
            plurals[word].append(plural)
            singulars[plural].append(word)
            if row[0].startswith("?"):
                found.risky.add((word, plural))
    found.plurals = {word: tuple(dict.fromkeys(many)) for word, many in plurals.items()}
    found.singulars = {word: tuple(dict.fromkeys(many)) for word, many in singulars.items()}
    _read_verbs(found, kept)
    found.feminines = frozenset(row[0] for row in _rows("feminines.txt"))
    small = {row[0] for row in _rows("function_words.txt")}
    # «بشأن» is «شأن» with its preposition, and is found with it.
    found.function_words = frozenset(
        word for word in small if word[1:] not in plurals or word[0] not in "بل"
    )
    found.questions = frozenset(row[0] for row in _rows("function_words.txt") if row[1:] == ["q"])
    names = _territories()
    for row in _rows("exonyms.tsv"):
        names[row[0].lower()].extend(part.strip() for part in row[1].split(";"))
    places = {
        name.removeprefix("ال") for forms in names.values() for name in forms if " " not in name
    }
    found.whole = frozenset(row[0] for row in _rows("whole.txt")) | places
    found.exonyms = {name: tuple(dict.fromkeys(arabic)) for name, arabic in names.items()}
    found.same = tuple(tuple(row) for row in _rows("same.tsv"))
    found.whole = frozenset(word for word in found.whole if not _is_plural(word, found))
    return found


def _seats(word: str) -> tuple[str, ...]:
    """Return a word with its hamza before و on each seat that is in use: شؤون، شئون، شءون."""
    return (word, *(word.replace("ؤو", seat + "و") for seat in "ئء" if "ؤو" in word))


def _is_plural(word: str, known: Lexicon) -> bool:
    """Tell a plain plural among the words that are said to be whole: «مسلمين»."""
    stem = word[:-2]
    if not word.endswith(("ين", "ون", "ات")) or len(stem) < 4:
        return False
    return stem in known.plurals or any(
        kind == "participle" for _, kind in known.families.get(stem, ())
    )


def _territories() -> dict[str, list[str]]:
    """Return the English names of countries with the Arabic ones, from CLDR (by Babel)."""
    found: dict[str, list[str]] = defaultdict(list)
    arabic = Locale.parse("ar").territories
    for code, name in Locale.parse("en").territories.items():
        if len(code) == 2 and code in arabic:
            found[name.lower()].append(str(arabic[code]))
    return found


def _read_verbs(found: Lexicon, kept: Path | None) -> None:
    """Read the verbs; those whose past is written alike (خرج and خرّج) are one family."""
    numbers: dict[str, int] = {}
    masdars: dict[str, set[int]] = defaultdict(set)
    made: list[tuple[int, Callable[[], dict[str, str]]]] = []

    def add(past: str, forms: Callable[[], dict[str, str]], nouns: str) -> None:
        number = numbers.setdefault(past.removeprefix("?"), len(numbers))
        made.append((number, forms))
        for noun in nouns.split():
            if noun != "-":
                masdars[noun].add(number)

    for row in _rows("verbs.tsv"):
        past, present, nouns, active, passive = row
        plain = past.removeprefix("?")
        add(past, partial(family_of_first, plain, present, nouns, active, passive), nouns)
        found.simple.add(numbers[plain])
    for past, form, *extra in _rows("derived.tsv"):
        more = " ".join(extra)
        add(past, partial(family_of_derived, past.removeprefix("?"), form, more), more)
    found.verbs = list(numbers)
    found.masdars = {noun: frozenset(verbs) for noun, verbs in masdars.items()}
    families = _families(made, kept)
    found.families = {
        form: tuple(zip(row[::2], row[1::2], strict=True))  # type: ignore[arg-type]
        for form, row in families.items()
    }


def _families(
    made: list[tuple[int, Callable[[], dict[str, str]]]], kept: Path | None
) -> dict[str, list[int | str]]:
    """Return form → number, kind, number, kind …, from the file ``kept`` if that is current."""
    hashed = hashlib.sha256()
    for name in ("conjugate.py", "lexicon.py", "lexicon/verbs.tsv", "lexicon/derived.tsv"):
        hashed.update((files("kashshaf.search") / name).read_bytes())
    if kept is not None:
        with contextlib.suppress(OSError, ValueError, TypeError, KeyError, RecursionError):
            content = json.loads(kept.read_bytes())
            if content["program"] == hashed.hexdigest():
                return dict(content["families"])
    families: dict[str, dict[int, str]] = defaultdict(dict)
    for number, forms in made:
        for form, kind in forms().items():
            families[form].setdefault(number, kind)
    rows: dict[str, list[int | str]] = {
        form: [part for pair in kinds.items() for part in pair] for form, kinds in families.items()
    }
    if kept is not None:
        content = {"program": hashed.hexdigest(), "families": rows}
        with contextlib.suppress(OSError):  # what is not kept is made again
            replace(kept.parent, kept.name, json.dumps(content, ensure_ascii=False).encode())
    return rows
