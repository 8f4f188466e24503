"""Arabic as it is written: folding for matching, tokens, collation, counted nouns.

Folding is for comparing and never for showing. Single characters are folded before any
Unicode decomposition, since NFKD splits «أ» into «ا» and a combining hamza.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache
from typing import Final

from babel import Locale

BIDI_CONTROLS: Final = "\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069"
INVISIBLE: Final = BIDI_CONTROLS + "\u00ad\u200b\u200c\u200d\u2060\ufeff"
_MARK_RANGES: Final = (
    (0x0610, 0x061A),
    (0x064B, 0x065F),
    (0x0670, 0x0670),
    (0x06D6, 0x06DC),
    (0x06DF, 0x06E8),
    (0x06EA, 0x06ED),
    (0x08D3, 0x08E1),
    (0x08E3, 0x08FF),
)
_LETTERS: Final = {
    "ا": "آأإٱٲٳٵ",
    "ي": "ىیېۍێئٸےۓ",
    "و": "ؤٶٷۄۆۇۈۉۊۋۏ",
    "ه": "ةەۀہۂۃھۿ",
    "ك": "کڪګ",
}
# The letters of the index, in the order of the Arabic alphabet; a letter that other
# languages add follows the one that it is written like.
ALPHABET: Final = "ءابپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهوي"
_RANK: Final = {letter: rank for rank, letter in enumerate(ALPHABET, 1)}


def _fold_table() -> dict[int, str | None]:
    table: dict[int, str | None] = {ord(char): None for char in INVISIBLE + "\u0640"}
    for first, last in _MARK_RANGES:
        table.update(dict.fromkeys(range(first, last + 1)))
    for plain, forms in _LETTERS.items():
        table.update({ord(form): plain for form in forms})
    for digit in range(10):
        table[0x0660 + digit] = table[0x06F0 + digit] = str(digit)
    table.update({upper: chr(upper + 32) for upper in range(ord("A"), ord("Z") + 1)})
    for code in (*range(0xFB50, 0xFD3E), 0xFDF2, *range(0xFE70, 0xFEFD)):
        plain = unicodedata.normalize("NFKC", chr(code))
        if plain != chr(code):
            table[code] = plain.translate(table).replace(" ", "")
    return table


_FOLD: Final = _fold_table()


def fold(text: str) -> str:
    """Return ``text`` as it is compared: one form for each letter, no marks, no tatweel.

    >>> fold("إلى")
    'الي'
    >>> fold("لِيلي جرينبرج") == fold("ليلى جرينبرج")
    True
    >>> fold("ﻻ ٢٠٢٤ HuffPost")
    'لا 2024 huffpost'
    """
    return text.translate(_FOLD)


def fold_with_offsets(text: str) -> tuple[str, tuple[int, ...]]:
    """Return the folded text and, for each of its characters, the offset in ``text``.

    >>> fold_with_offsets("لـه")
    ('له', (0, 2))
    """
    folded: list[str] = []
    offsets: list[int] = []
    for offset, char in enumerate(text):
        for part in char.translate(_FOLD):
            folded.append(part)
            offsets.append(offset)
    return "".join(folded), tuple(offsets)


_ARABIC: Final = (
    "\u0620-\u063f\u0641-\u064a\u066e\u066f\u0671-\u06d3\u06d5\u06e5\u06e6\u06ee\u06ef"
    "\u06fa-\u06fc\u06ff\u0750-\u077f\u08a0-\u08c7\ufb50-\ufd3d\ufdf2\ufe70-\ufefc"
)
_MARKS: Final = "".join(f"{chr(a)}-{chr(b)}" for a, b in _MARK_RANGES)
_LATIN: Final = "0-9A-Za-z\u00aa\u00b5\u00ba\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u024f"

# Marks that are letters to Unicode, most of them for showing a mark alone: they begin no word.
_HOLLOW: Final = "\u06e5\u06e6" + "".join(
    chr(code) for code in range(0xFB50, 0xFEFD) if _FOLD.get(code) == ""
)
_LETTER: Final = f"[{_ARABIC}](?<![{_HOLLOW}])"

#: A word: of Arabic letters with what hangs on them, or of Latin letters and digits.
WORD: Final = re.compile(
    rf"{_LETTER}(?:[{_ARABIC}{_MARKS}\u0640{INVISIBLE}]*[{_ARABIC}{_MARKS}\u0640])?"
    rf"|[{_LATIN}]+|[\u0660-\u0669\u06f0-\u06f9]+"
)
ARABIC_LETTER: Final = re.compile(_LETTER)
#: Addresses of pages, with a scheme or a path (``bit.ly/x``), and of mail, without what closes
#: a sentence or a bracket after them.
PAGE_OR_MAIL: Final = re.compile(
    r"(?:(?<![A-Za-z+.\-])[A-Za-z][A-Za-z+.\-]{0,20}://|www\."
    r"|(?<![A-Za-z0-9_.\-])[A-Za-z0-9][A-Za-z0-9_.\-]*\.[a-z]{2,}/)"
    r"\S*[^\s.,;:!?؟،؛…()\[\]{}«»“”‘’\"'*]"
    r"|(?<![\w.+\-])[\w.+\-]+@[\w\-]+(?:\.[\w\-]+)+"
)
#: Where no name is looked for: addresses, and what somebody calls himself on a network.
ADDRESS: Final = re.compile(rf"{PAGE_OR_MAIL.pattern}|@\w+")

# Words whose first ال is their own: the name of God, and nouns of form VIII (افتعال) from
# roots in ل, whose alef is written without the hamza that ألمانيا has.
_RADICAL_AL: Final = frozenset(
    [
        "الله",
        "اللهم",
        "التزام",
        "التزامات",
        "التقاء",
        "التهاب",
        "التهابات",
        "التحاق",
        "التحام",
        "التباس",
        "التباسات",
        "التماس",
        "التماسات",
        "التفات",
        "التفاف",
        "التقاط",
        "التئام",
        "التهام",
        "التواء",
        "التواءات",
        "التجاء",
        "التذاذ",
    ]
)


def strip_article(word: str) -> str:
    """Return ``word`` without its definite article, for sorting.

    An alef with a hamza begins no article, nor does the alef of «التزام».

    >>> strip_article("البنتاغون"), strip_article("ألمانيا"), strip_article("التزام")
    ('بنتاغون', 'ألمانيا', 'التزام')
    """
    if word.startswith("ال") and len(word) > 4 and word not in _RADICAL_AL:
        return word[2:]
    return word


# What of a word says whether it has an article: the alef of ٱل is written in many ways.
_ARTICLE_FORMS: Final = str.maketrans({"ٱ": "ا", "\u0640": None})


def _bare(word: str) -> str:
    """Return the letters and digits of a word, without marks: «اَلقدس)» is «القدس»."""
    plain = unicodedata.normalize("NFKC", word).translate(_ARTICLE_FORMS)
    return "".join(char for char in plain if char.isalnum())


@lru_cache(maxsize=65536)
def collation_key(heading: str) -> tuple[tuple[int, str], ...]:
    """Return a key that sorts as an Arabic index does.

    The article of the first word is skipped, the forms of one letter stand together, a
    shorter word comes before the words that it begins; digits and Latin follow Arabic, and
    what has no letter at all comes last.

    >>> names = ["الوزارة", "أوباما", "بلينكن", "ابن سينا"]
    >>> sorted(names, key=collation_key)
    ['ابن سينا', 'أوباما', 'بلينكن', 'الوزارة']
    """
    words = [bare for word in heading.split() if fold(bare := _bare(word))]
    if not words:
        return ((300, ""),)
    words[0] = strip_article(words[0])
    text = fold(" ".join(words))
    return tuple((0, "") if char == " " else _weight(char) for char in text)


def _weight(char: str) -> tuple[int, str]:
    rank = _RANK.get(char)
    if rank is not None:
        return (rank, "")
    return (100 if char.isdigit() else 200, char)


def index_letter(heading: str) -> str:
    """Return the letter under which a heading stands in the jump bar; ``#`` for no Arabic one.

    >>> index_letter("الأمم المتحدة"), index_letter("HuffPost")
    ('ا', '#')
    """
    key = collation_key(heading)
    rank = key[0][0]
    return ALPHABET[rank - 1] if rank <= len(ALPHABET) else "#"


def index_label(letter: str) -> str:
    """Return an index letter as a jump bar shows it: alef has its hamza there."""
    return {"ا": "أ", "#": "أخرى"}.get(letter, letter)


_AR: Final = Locale.parse("ar")
# zero, one, two, few (3–10), many (11–99), other (100–102): CLDR's six forms, by Babel.
_NOUNS: Final = {
    "article": ("لا مقالات", "مقالة واحدة", "مقالتان", "مقالات", "مقالة", "مقالة"),
    "mention": ("لا ذكر", "مرة واحدة", "مرتان", "مرات", "مرة", "مرة"),
    "change": ("لا تغييرات", "تغيير واحد", "تغييران", "تغييرات", "تغييرًا", "تغيير"),
    "person": ("لا أشخاص", "شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"),
    "topic": ("لا موضوعات", "موضوع واحد", "موضوعان", "موضوعات", "موضوعًا", "موضوع"),
    "term": ("لا مصطلحات", "مصطلح واحد", "مصطلحان", "مصطلحات", "مصطلحًا", "مصطلح"),
    "place": ("لا مواضع", "موضع واحد", "موضعان", "مواضع", "موضعًا", "موضع"),
    "minute": ("أقل من دقيقة", "دقيقة واحدة", "دقيقتان", "دقائق", "دقيقة", "دقيقة"),
    "result": ("لا نتائج", "نتيجة واحدة", "نتيجتان", "نتائج", "نتيجة", "نتيجة"),
    "correction": ("لا تصويبات", "تصويب واحد", "تصويبان", "تصويبات", "تصويبًا", "تصويب"),
    "paragraph": ("لا فقرات", "فقرة واحدة", "فقرتان", "فقرات", "فقرة", "فقرة"),
}
_FORMS: Final = ("zero", "one", "two", "few", "many", "other")
_TO_ARABIC: Final = str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩")


def digits(text: str | int, style: str = "latin") -> str:
    """Return a number with the digits that the archive has chosen (``latin`` or ``arabic``)."""
    return str(text).translate(_TO_ARABIC) if style == "arabic" else str(text)


def counted(number: int, noun: str, style: str = "latin", *, oblique: bool = False) -> str:
    """Return a counted noun in the right one of its six forms.

    ``oblique`` is the case after a preposition, which shows in the dual: «في مقالتين».

    >>> counted(2, "article", oblique=True)
    'مقالتين'
    >>> [counted(n, "article") for n in (0, 1, 2, 3, 11, 100)]
    ['لا مقالات', 'مقالة واحدة', 'مقالتان', '3 مقالات', '11 مقالة', '100 مقالة']
    """
    form = _FORMS.index(_AR.plural_form(number))
    text = _NOUNS[noun][form]
    if form == 2 and oblique:
        text = text.removesuffix("ان") + "ين"
    return text if form < 3 else f"{digits(number, style)} {text}"


def month_name(month: int, locale: str) -> str:
    """Return a month's name where ``locale`` says it: «تشرين الثاني», «نوفمبر», «نونبر».

    >>> month_name(11, "ar_SY"), month_name(11, "ar_EG"), month_name(11, "ar_MA")
    ('تشرين الثاني', 'نوفمبر', 'نونبر')
    """
    return str(Locale.parse(locale).months["format"]["wide"][month])


# A plain table, for ASCII ids where an editor gave none: readable, not scholarly.
_ASCII: Final = dict(
    zip(
        "ءابپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهوي",
        [
            "-",
            "a",
            "b",
            "p",
            "t",
            "th",
            "j",
            "ch",
            "h",
            "kh",
            "d",
            "dh",
            "r",
            "z",
            "zh",
            "s",
            "sh",
            "s",
            "d",
            "t",
            "z",
            "a",
            "gh",
            "f",
            "v",
            "q",
            "k",
            "g",
            "l",
            "m",
            "n",
            "h",
            "w",
            "y",
        ],
        strict=True,
    )
)


def ascii_slug(text: str) -> str:
    """Return an ASCII id made of ``text``: ``[a-z0-9]`` and single hyphens, maybe empty.

    >>> ascii_slug("مذكرة مسرّبة (2)"), ascii_slug("../%2e%2e")
    ('mdhkrh-msrbh-2', '2e-2e')
    """
    latin = unicodedata.normalize("NFKD", "".join(_ASCII.get(c, c) for c in fold(text)))
    plain = "".join(char for char in latin if not unicodedata.combining(char)).lower()
    return re.sub(r"[^a-z0-9]+", "-", plain).strip("-")[:80].rstrip("-")
