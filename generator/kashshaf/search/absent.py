"""Words that the language has and the archive has not: they find nothing, not what is near.

A reader's word that is not in the index may be a careless spelling or an ending that no table
knows, and is then compared with what is there. «روسيا» is neither, and would find «رئيس» where no
article names Russia. So the index says which usual words of the background are not in it: as
Bloom filters, of which a query that finds no word loads one. The words cannot be read back.
"""

from __future__ import annotations

import base64
from collections import defaultdict
from collections.abc import Iterable, Mapping
from typing import Final

from kashshaf.search.analyse import Analyser
from kashshaf.search.dictionary import WHOLE, Dictionary, names_by_key, same_name, verb_names
from kashshaf.search.text import bare, coarse, key

#: Times in 20 million words from which a word of the background counts as usual: some 30,000.
_USUAL: Final = 55.0
#: Words in one filter, bits for each, and bits set by each: one word in a thousand that the
#: language has not is taken for one of them.
WORDS: Final = 2000
_BITS: Final = 16
HASHES: Final = 6


def absent_words(made: Dictionary, bases: Mapping[str, int], analyser: Analyser) -> list[str]:
    """Return, in coarse form and sorted, the usual words that nothing in the dictionary explains.

    Not among them are forms of its words, and other spellings of its names. What can but be a
    verb has a * before it: behind an article, ب or ك it says nothing (بلنكن is no لنكن).
    """
    names = names_by_key(made, bases, analyser)
    verbs = verb_names(analyser)
    families = analyser.lexicon.families
    found: set[str] = set()
    usual = sorted(
        word for word, times in analyser.vocabulary.known.times.items() if times > _USUAL
    )
    bases_of = ((word, analyser.base(word)) for word in usual)
    for base, noun in dict.fromkeys((base, _is_noun(word, base)) for word, base in bases_of):
        if len(base) < 3 or _present(base, noun, made):
            continue
        if any(head in made.entries for head in analyser.heads(base)):
            continue
        past = families.get(base, ())
        if any(
            verbs[f"v:{number}"] in made.entries and not (noun and kind == "verb")
            for number, kind in past
        ):
            continue
        skeleton = key(base)
        one = (base, bare(base), False)
        if any(same_name(one, other, skeleton) for other in names.get(skeleton, ())):
            continue
        verb = past and not noun and not analyser.lexicon.noun(base)
        found.add("*" + coarse(base) if verb else coarse(base))
    return sorted(found - {coarse(form) for form in made.homes})


def _is_noun(word: str, base: str) -> bool:
    """Tell a base that can but be a noun: what was taken off has the article, ب or ك."""
    taken = word[: len(word) - len(base)]
    return "لل" in taken or any(letter in taken for letter in "ابك")


def _present(base: str, noun: bool, made: Dictionary) -> bool:
    """Tell a base that the reader's side finds; as a noun not by forms of a verb (الأردن, أردن).

    What leads to a verb with less than its whole weight is its verbal noun.
    """
    leads = dict(made.aliases.get(base, ()))
    if base in made.homes:
        leads[made.homes[base]] = WHOLE
    if base in made.entries:
        leads[base] = WHOLE
    if not noun:
        return bool(leads)
    return any(not head.startswith("*") or weight < WHOLE for head, weight in leads.items())


def fnv(text: str, seed: int) -> int:
    """Return the FNV-1a hash of a text of the basic plane, 32 bits, from another start."""
    found = seed
    for char in text:
        found = (found ^ ord(char)) * 0x01000193 & 0xFFFFFFFF
    return found


FIRST: Final = 0x811C9DC5
SECOND: Final = 0x9747B28C


def filters(words: Iterable[str], size: int = WORDS) -> list[str]:
    """Return words as Bloom filters in base64, the bit of lowest value first in each character."""
    listed = list(words)
    count = -(-len(listed) // size)
    parts: dict[int, list[str]] = defaultdict(list)
    for word in listed:
        parts[fnv(word, FIRST) % count].append(word)
    return [_filter(parts[number]) for number in range(count)]


def _filter(words: list[str]) -> str:
    bits = [0] * max(24, -(-len(words) * _BITS // 24) * 24)
    for word in words:
        at, step = fnv(word, SECOND), fnv(word, FIRST) >> 8 | 1
        for turn in range(HASHES):
            bits[(at + turn * step) % len(bits)] = 1
    data = int("".join(map(str, bits)), 2).to_bytes(len(bits) // 8, "big")
    return base64.b64encode(data).decode("ascii")
