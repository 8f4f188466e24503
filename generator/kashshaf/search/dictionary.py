"""Which forms of the archive are one word, and which words are related: the index's entries."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Final

from kashshaf.search.analyse import Analyser
from kashshaf.search.lexicon import Lexicon
from kashshaf.search.spelling import alike, distance, same_sounds
from kashshaf.search.text import bare, key

#: Weights, in tenths, by which one word finds another. From 5 on they count as the word itself;
#: below, the articles are shown as a group of their own.
WHOLE: Final = 10
VERB_TO_MASDAR: Final = 8
VERB_TO_PARTICIPLE: Final = 7
MASDAR_TO_VERB: Final = 6
PARTICIPLE_TO_VERB: Final = 4
SAME: Final = 9
SPELLING: Final = 8
NISBA: Final = 3
#: Times in 20 million words from which a verb form that the archive has not is kept as an alias.
_USUAL: Final = 6.0
#: Other spellings of one name that a word leads to.
_MOST_SPELLINGS: Final = 12


#: A word that may be a foreign name: as written, in bare form, whether it takes the article.
Name = tuple[str, str, bool]


@dataclass(slots=True)
class Entry:
    """A word: the forms that are at home here, and what leads to forms of other words.

    ``links`` has targets and weights in tenths: a head, or ``form@head`` for one form of it.
    """

    head: str
    forms: list[str] = field(default_factory=list)
    links: dict[str, int] = field(default_factory=dict)

    def link(self, target: str, weight: int) -> None:
        if target != self.head and self.links.get(target, 0) < weight:
            self.links[target] = weight


@dataclass(slots=True)
class Dictionary:
    """Entries by head, and aliases: a form → the heads that it leads to, with weights."""

    entries: dict[str, Entry] = field(default_factory=dict)
    aliases: dict[str, dict[str, int]] = field(default_factory=lambda: defaultdict(dict))
    homes: dict[str, str] = field(default_factory=dict)

    def entry(self, head: str) -> Entry:
        found = self.entries.get(head)
        if found is None:
            found = self.entries[head] = Entry(head)
        return found

    def alias(self, form: str, head: str, weight: int = WHOLE) -> None:
        known = self.aliases[form]
        if known.get(head, 0) < weight:
            known[head] = weight


def make_dictionary(bases: Mapping[str, int], analyser: Analyser) -> Dictionary:
    """Return the dictionary of an archive; ``bases``: form without proclitics → articles."""
    made = Dictionary()
    names = verb_names(analyser)
    relations: set[tuple[str, int, str]] = set()
    ordered = sorted(bases, key=lambda base: (-bases[base], base))
    for base in ordered:
        readings = analyser.readings(base)
        heads = [
            names[reading.word] if reading.kind == "verb" else reading.word[2:]
            for reading in readings
        ]
        home = made.entry(heads[0])
        home.forms.append(base)
        made.homes[base] = heads[0]
        for reading, head in zip(readings, heads, strict=True):
            weight = max(1, min(WHOLE, round(reading.share * 10)))
            if head != heads[0]:
                made.entry(head).link(f"{base}@{heads[0]}", weight)
            if len(heads) > 1 or key(base) != key(head.lstrip("*")):
                made.alias(base, head, weight)
        relations.update(analyser.relations(base))
    _relate(made, sorted(relations), names, analyser)
    _absent(made, bases, analyser, names)
    _same_words(made, analyser)
    _spellings(made, bases, analyser)
    _nisbas(made)
    return made


def verb_names(analyser: Analyser) -> dict[str, str]:
    """Return the head of each verb family: ``*استقال``."""
    return {f"v:{number}": f"*{past}" for number, past in enumerate(analyser.lexicon.verbs)}


def _relate(
    made: Dictionary,
    relations: Iterable[tuple[str, int, str]],
    names: Mapping[str, str],
    analyser: Analyser,
) -> None:
    """Link verbs with their verbal nouns and participles, both ways.

    The verbal noun of a simple verb is often a word of its own (سيادة, ولادة), and so is a
    participle that has a broken plural (كاتب): from there the verb is only related.
    """
    lexicon = analyser.lexicon
    for head, number, kind in relations:
        verb = names[f"v:{number}"]
        if head not in made.entries:
            continue
        if kind == "masdar":
            forth, back = (
                VERB_TO_MASDAR,
                PARTICIPLE_TO_VERB if number in lexicon.simple else MASDAR_TO_VERB,
            )
        else:
            forth, back = (
                PARTICIPLE_TO_VERB if _has_broken(head, lexicon) else VERB_TO_PARTICIPLE,
                PARTICIPLE_TO_VERB,
            )
        made.entry(verb).link(head, forth)
        if made.entries[verb].forms or any("@" in target for target in made.entries[verb].links):
            made.entries[head].link(verb, back)


def _has_broken(head: str, lexicon: Lexicon) -> bool:
    """Tell a word with a broken plural; «مبيع» has but «مبيعات»."""
    return any(not plural.endswith("ات") for plural in lexicon.plurals.get(head, ()))


def _absent(
    made: Dictionary, bases: Mapping[str, int], analyser: Analyser, names: Mapping[str, str]
) -> None:
    """Let forms that the archive does not have lead to the words that it has.

    Plurals and singulars of the tables, and the verb forms that are usual in the background.
    """
    lexicon = analyser.lexicon
    for head in made.entries:
        if head not in bases and not head.startswith("*"):
            made.alias(head, head)
    for word, plurals in lexicon.plurals.items():
        if word in made.entries:
            for plural in plurals:
                if plural not in bases:
                    made.alias(plural, word)
        for plural in plurals:
            if plural in bases and word not in bases and word not in made.entries:
                made.alias(word, made.homes[plural])
    times = analyser.vocabulary.times
    for form, kinds in lexicon.families.items():
        if form in bases or form in analyser.names or times.get(form) < _USUAL:
            continue
        for number, kind in kinds:
            verb = names[f"v:{number}"]
            if verb not in made.entries or form in made.entries:
                continue
            if kind == "verb":
                made.alias(form, verb)
            elif kind == "masdar":
                simple = number in lexicon.simple
                made.alias(form, verb, PARTICIPLE_TO_VERB if simple else MASDAR_TO_VERB)
    for word, plurals in lexicon.plurals.items():
        if word not in made.entries and word in made.aliases:
            for plural in plurals:
                if plural not in bases and plural not in made.aliases:
                    for head, weight in made.aliases[word].items():
                        made.alias(plural, head, weight)


def _same_words(made: Dictionary, analyser: Analyser) -> None:
    """Link the words that the tables say are one: «صحفي», «صحافي»; «أحمر», «حمراء»."""
    for group in analyser.lexicon.same:
        heads = {word: made.homes.get(word, word) for word in group}
        there = [head for head in dict.fromkeys(heads.values()) if head in made.entries]
        for head in there:
            for other in there:
                made.entries[head].link(other, SAME)
        for word, head in heads.items():
            if head not in made.entries:
                for other in there:
                    made.alias(word, other)


def names_by_key(
    made: Dictionary, bases: Mapping[str, int], analyser: Analyser
) -> dict[str, list[Name]]:
    """Return what may be foreign names, by key: words that no table knows."""
    vocabulary, lexicon = analyser.vocabulary, analyser.lexicon
    by_key: dict[str, list[Name]] = defaultdict(list)
    for base in bases:
        if len(base) < 4 or base in lexicon.families or base in lexicon.function_words:
            continue
        if lexicon.noun(base) and not (len(base) > 5 and base.endswith("ي")):
            continue
        if not "ء" <= base[0] <= "ي" or made.homes[base] != base:
            continue
        definite = vocabulary.definite.get(base, 0.0) > 0.05 * vocabulary.weight(base) + 0.5
        by_key[key(base)].append((base, bare(base), definite))
    return by_key


def _spellings(made: Dictionary, bases: Mapping[str, int], analyser: Analyser) -> None:
    """Link the spellings of foreign names: never of words that take the article or are known."""
    by_key = names_by_key(made, bases, analyser)
    for skeleton, group in by_key.items():
        if len(skeleton) < 2 or len(group) < 2:
            continue
        group.sort(key=lambda item: (-bases[item[0]], item[0]))
        for at, one in enumerate(group[:60]):
            if bases[one[0]] < 2:
                break  # a spelling seen once is linked with one that is seen more often
            for other in group[at + 1 : 60]:
                if abs(len(one[1]) - len(other[1])) < 3 and same_name(one, other, skeleton):
                    for left, right in ((one[0], other[0]), (other[0], one[0])):
                        entry = made.entries[left]
                        if len(entry.links) < _MOST_SPELLINGS:
                            entry.link(right, SPELLING)


def same_name(one: Name, other: Name, skeleton: str) -> bool:
    """Tell two spellings of a name; of words with the article only what sounds the same."""
    left, right = one[1], other[1]
    if left == right:
        return True
    if one[2] or other[2]:
        if len(left) < 5:
            return False
        if min(len(left), len(right)) < 6:
            return same_sounds(left, right)
        nisbas = left.endswith("ي") and right.endswith("ي")  # «أمريكي», «أميركي»
        return same_sounds(left, right) or distance(left, right) <= (2.0 if nisbas else 1.0)
    return len(skeleton) > 2 and alike(left, right)


def _nisbas(made: Dictionary) -> None:
    """Link «لبناني» and «لبنان» weakly: they are shown apart."""
    for head, entry in made.entries.items():
        if len(head) > 4 and head.endswith("ي") and not head.startswith("*"):
            for noun in (head[:-1], head[:-1] + "ا", head[:-1] + "ة"):
                if noun in made.entries and len(noun) > 3:
                    entry.link(noun, NISBA)
                    made.entries[noun].link(head, NISBA)
