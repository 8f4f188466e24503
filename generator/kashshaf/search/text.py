"""What the search calls a word, and when two words are written alike.

This module and ``theme/assets/kashshaf/search.js`` do the same, character for character:
``tests/search/parity.json`` holds what both must say. A word has three written forms:

- *fine*: no marks, no tatweel, one code point a letter; hamza seats, ة and ى stay;
- *coarse*: what readers type for it: أإآ→ا, ى→ي, ة→ه, and one hamza for ء ؤ ئ;
- *bare*: hamzas left out as well: «مسؤول», «مسوول»; «قراءة», «قراه».

A *key* is the consonants of a word without what may hang on it. Words that a reader or a text
may take for each other share it: the index is sorted by keys, so they lie in one file.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache
from typing import Final

_MARKS: Final = (
    "\u0610-\u061a\u0640\u064b-\u065f\u0670\u06d6-\u06dc\u06df-\u06e8\u06ea-\u06ed\u08d3-\u08e1\u08e3-\u08ff"
    "\u00ad\u061c\u200c-\u200f\u202a-\u202e\u2060\u2066-\u2069\ufeff"
)
_LETTERS: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef\u06fa-\u06fc\u06ff"
    "\u0750-\u077f\u08a0-\u08c7\ufb50-\ufd3d\ufdf2\ufe70-\ufefc"
)
_DIGITS: Final = "0-9\u0660-\u0669\u06f0-\u06f9"
_LATIN: Final = (
    "A-Za-z\u00aa\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f\u1e00-\u1eff\u0300-\u036f"
)
#: A word, a number with its separators, or a word of Latin letters.
TOKEN: Final = re.compile(
    rf"[{_LETTERS}][{_LETTERS}{_MARKS}]*"
    rf"|[{_DIGITS}]+(?:[.,\u066b\u066c][{_DIGITS}]+)*"
    rf"|[{_LATIN}][{_LATIN}\u00ad\u200c-\u200f]*"
)
#: Letters of the longest word; what is longer is none, and is passed over.
LONGEST: Final = 40
_MARK: Final = re.compile(f"[{_MARKS}]")
_THOUSANDS: Final = re.compile(r"[0-9]{1,3}(?:[.,][0-9]{3})+\Z")
_DECIMAL: Final = re.compile(r"([0-9]{1,4})[.,]([0-9]{1,2})\Z")
_SAME: Final = {
    "ا": "ٱٲٳٵ",
    "ي": "یېۍێٸےۓ",
    "و": "ٶٷۄۆۇۈۉۊۋۏ",
    "ه": "ەۀہۂھۿ",
    "ة": "ۃ",
    "ك": "کڪګگڭݣ",
    "ق": "ڨ",
    "ب": "پ",
    "ج": "چ",
    "ف": "ڤ",
    "ز": "ژ",
}
_FINE: Final = str.maketrans(
    {form: plain for plain, forms in _SAME.items() for form in forms}
    | {chr(zero + digit): str(digit) for zero in (0x660, 0x6F0) for digit in range(10)}
    | {
        "\u066b": ".",
        "\u066c": ",",
        "ß": "ss",
        "æ": "ae",
        "œ": "oe",
        "ø": "o",
        "ł": "l",
        "đ": "d",
        "ı": "i",
    }
)
_COARSE: Final = str.maketrans("أإآىةؤئ", "اااي" + "هءء")
_BARE: Final = str.maketrans(
    {"ؤ": "و", "ئ": "ي", "ء": None, **dict(zip("أإآىة", "ااايه", strict=True))}
)
_PRESENTED: Final = re.compile("[\ufb50-\ufdff\ufe70-\ufefc]")
_ARABIC: Final = re.compile("[\u0620-\u06ff\u0750-\u077f\u08a0-\u08ff]")
_LATIN_MARKS: Final = re.compile("[\u0300-\u036f]")


@lru_cache(maxsize=1 << 18)
def fine(word: str) -> str:
    """Return the fine form of a token.

    >>> fine("الـرِّياض"), fine("ﻻجئ"), fine("کیف"), fine("Müller"), fine("٢٠٢٤")
    ('الرياض', 'لاجئ', 'كيف', 'muller', '2024')
    """
    if word.isascii():
        return word.lower()
    if _PRESENTED.search(word):
        word = _PRESENTED.sub(lambda found: unicodedata.normalize("NFKC", found[0]), word)
        word = word.replace(" ", "")
    plain = _MARK.sub("", word).lower().translate(_FINE)
    if _ARABIC.search(plain):
        return plain
    return _LATIN_MARKS.sub("", unicodedata.normalize("NFD", plain))


def coarse(plain: str) -> str:
    """Return the coarse form of a fine one.

    >>> coarse("إلى"), coarse("مسؤولة") == coarse("مسئوله")
    ('الي', True)
    """
    return plain.translate(_COARSE)


def bare(plain: str) -> str:
    """Return a fine form without its hamzas.

    >>> bare("رئيس"), bare("قراءة"), bare("وزراء")
    ('رييس', 'قراه', 'وزرا')
    """
    return plain.translate(_BARE)


def words(text: str) -> Iterator[tuple[str, int, int]]:
    """Yield the words of a text: fine form, and start and end in code points.

    Thousands are one number however they are separated, and so is a decimal; of other digits
    with separators (a date) each run is a number.

    >>> [word for word, _, _ in words("(3.5% من 1,500) في ٧.١٠.٢٠٢٣، «إف-16»")]
    ['3.5', 'من', '1500', 'في', '7', '10', '2023', 'إف', '16']
    """
    for match in TOKEN.finditer(text):
        plain = fine(match[0])
        if not plain or len(plain) > LONGEST:
            continue
        if "0" <= plain[0] <= "9" and not plain.isdigit():
            if _THOUSANDS.match(plain):
                plain = re.sub("[.,]", "", plain)
            elif part := _DECIMAL.match(plain):
                plain = f"{part[1]}.{part[2]}"
            else:
                for run in re.finditer(rf"[{_DIGITS}]+", match[0]):
                    yield fine(run[0]), match.start() + run.start(), match.start() + run.end()
                continue
        yield plain, match.start(), match.end()


_SUFFIXES: Final = (
    "هما",
    "تان",
    "تين",
    "ها",
    "هم",
    "هن",
    "نا",
    "كم",
    "ات",
    "ون",
    "ين",
    "ان",
    "ت",
    "ن",
)
_WEAK: Final = re.compile("[اوي]+")
_CLASS: Final = str.maketrans("غقكطثصشزذظضچ", "ججج" + "تت" + "سسسسس" + "دج")


def _strong(text: str) -> int:
    return sum(char not in "اوي" for char in text)


@lru_cache(maxsize=1 << 18)
def key(plain: str) -> str:
    """Return the key of a fine form: what the index is sorted by.

    >>> key("صاروخ") == key("صواريخهم") == key("صواريخ")
    True
    >>> key("غوتيريس") == key("جوتيريش"), key("ترمب") == key("ترامب"), key("مسوول") == key("مسؤول")
    (True, True, True)
    """
    text = bare(plain)
    if not _ARABIC.match(text):
        return text or plain
    shorter = True
    while shorter:
        shorter = False
        if text.endswith("ه") and len(text) > 2:
            text = text[:-1]
            shorter = True
        for suffix in _SUFFIXES:
            if text.endswith(suffix) and _strong(text[: -len(suffix)]) >= 3:
                text = text[: -len(suffix)]
                shorter = True
                break
    return _WEAK.sub("", text).translate(_CLASS) or text
