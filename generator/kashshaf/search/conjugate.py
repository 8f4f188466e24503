"""Every written form of an Arabic verb's family: the verb, its verbal nouns, its participles.

Forms are built with their vowels, because the vowels decide where a weak letter stays and what
carries a hamza; then they are written as the press writes them, without vowels. The notation of
a form with its vowels has Arabic letters for consonants and, besides:

- ``a i u`` short and ``A I U`` long vowels, ``Y`` for a final long a that is written ى;
- ``ء`` for every hamza, whatever carries it, and ``ى`` for a weak last radical (و if it is w);
- ``-`` between stem and ending, and ``+`` where an object pronoun would follow.

A doubled consonant stands once, as it is written. So «yabdaʾūna» is ``يaبدaء-Uن``, which is
written «يبدؤون» or «يبدأون», and «yarmiyūna» is ``يaرمiى-Uن``, written «يرمون».
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Final, NamedTuple

Stem = tuple[str, str]  # before an ending with a vowel, and before one without: («qāl», «qul»)
Noun = tuple[str, bool]  # the stem without its ending, and whether the ending is ة

_WORD: Final = re.compile("[ء-غف-ي]+")

_WEAK_ENDS: Final = [  # where stem and ending meet after a weak last radical
    (re.compile(pattern), result)
    for pattern, result in (
        ("a[وى]-U", "aو"),
        ("a[وى]-I", "aي"),
        ("[iu][وى]-(?=[UI])", ""),
        ("a[وى]-(?=aت)", ""),
        ("a[وى]-aة", "Aة"),
        (r"a[وى]-[aiu]\+", "A+"),
        ("aو-[aiu]$", "A"),
        ("aى-[aiu]$", "Y"),
        ("(?<=[ء-ي])ءaى-$", "أ"),
        ("[aiu][وى]-$", ""),
    )
]
_MEETING: Final = re.compile(r"(.)-(?=\1)|-")  # of equal consonants one is left
_FIRST: Final = {"ءaء": "ءA", "ءiء": "ءI", "ءuء": "ءU"}  # ʾaʾC is ʾāC
_INSIDE: Final = (("iو", re.compile("iو(?=[ء-ي])"), "I"), ("uي", re.compile("uي(?=[ء-ي])"), "U"))
_CONSONANT: Final = re.compile("[ء-ي]")
_LAST_STEPS: Final = (("أA", "آ"), ("ى", "ي"), ("يY", "يا"), ("Y", "ى"))
_KEPT_HAMZA: Final = "\u0674"  # a hamza inside a given noun, which stays as it is
_LETTERS: Final = str.maketrans("AIU" + _KEPT_HAMZA, "ايوء", "aiu+")
_UNJOINED: Final = "اأإآءؤىدذرزو"  # letters that the next one is not joined to


def _written(form: str) -> Iterator[str]:
    """Write a form without vowels, in each spelling that is usual.

    >>> list(_written("يaرمiى-Uن")), list(_written("يaبدaء-Uن"))
    (['يرمون'], ['يبدؤون', 'يبدءون', 'يبدأون'])
    """
    spelling = _spelling(form)
    yield spelling
    if re.search("ؤو|(?<!u)ء-?U", form) and (place := spelling.find("ؤو")) > 0:  # «مسئول», «رءوف»
        carrier = "ء" if spelling[place - 1] in _UNJOINED else "ئ"
        yield spelling[:place] + carrier + spelling[place + 1 :]
    if "aء-U" in form:
        yield _spelling(form.replace("aء-U", "aأU"))


def _spelling(form: str) -> str:
    # The patterns are dear, and few forms need one: what each begins with is looked for first.
    if "و-" in form or "ى-" in form:
        for pattern, result in _WEAK_ENDS:
            form = pattern.sub(result, form)
    form = _MEETING.sub("", form)
    if form[:3] in _FIRST and _CONSONANT.match(form, 3):
        form = _FIRST[form[:3]] + form[3:]
    for begins, pattern, result in _INSIDE:
        if begins in form:
            form = pattern.sub(result, form)
    if form.endswith(("a", "i", "u")):
        form = form[:-1]
    if "ء" in form:
        form = re.sub("ء", lambda found: _carrier(found.string, found.start()), form)
    for before, after in _LAST_STEPS:
        form = form.replace(before, after)
    form = form.translate(_LETTERS)
    return form[:-1].replace("ة", "ت") + form[-1:]


def _carrier(form: str, place: int) -> str:
    """Return the hamza at a place of a form with what carries it."""
    before, after = form[:place][-1:], form[place + 1 :][:1]
    if not before:
        return "إ" if after in {"i", "I"} else "أ"
    if not after:
        return {"a": "أ", "i": "ئ", "u": "ؤ"}.get(before, "ء")
    if before in "iI" or after in "iI":
        return "ئ"
    if before == "u" or after == "U" or (after == "u" and before != "U"):
        return "ؤ"
    if before in "AU":
        return "ء"
    if before == "a" or not form.startswith("aا", place + 1):
        return "أ"
    return "ء" if before in _UNJOINED else "ئ"  # «بدءا», «عبئا»


#: Endings with a vowel, then those without.
_PERFECT: Final = ("a a+ aت aتA A Uا U+".split(), "ت تمA تم تن نA ن".split())
#: Prefixes of the imperfect, and their endings: those with a vowel, the jussive's, the others.
_IMPERFECT: Final = (
    ("يتءن", ("u", "u+"), ("",), ()),
    ("يت", ("Aن", "A", "Uن", "Uا", "U+"), (), ("ن",)),
    ("ت", ("Iن", "I"), (), ()),
)
#: The endings of a noun, by whether it is a participle and whether it has ة.
_NOMINAL: Final[dict[tuple[bool, bool], tuple[str, ...]]] = {
    (False, False): ("", "u", "aا", "Aت"),
    (False, True): ("aة", "Aت"),
    (True, False): ("", "u", "Uن", "Iن", "Aن", "aةAن", "aةIن", "aة", "Aت", "aا", "U", "I"),
    (True, True): ("aة", "Aت", "aةAن", "aةIن"),
}


def _perfect(stem: Stem) -> Iterator[str]:
    for part, endings in zip(stem, _PERFECT, strict=True):
        yield from (f"{part}-{ending}" for ending in endings)


def _imperfect(vowel: str, stem: Stem) -> Iterator[str]:
    jussive = min(stem[::-1], key=len)  # «يقل», but «يرد» and not «يردد»
    for prefixes, *kinds in _IMPERFECT:
        for part, endings in zip((stem[0], jussive, stem[1]), kinds, strict=True):
            yield from (f"{one}{vowel}{part}-{ending}" for one in prefixes for ending in endings)


def _nominal(noun: Noun, *, participle: bool) -> Iterator[str]:
    stem, feminine = noun
    for ending in _NOMINAL[participle, feminine]:
        # «معطى» has no «معط», which is «معطي»; «مبدأ» and «بناء» take no alef
        never = {"": ("aى",), "aا": ("aى", "aء", "Aء")}.get(ending, ())
        if not stem.endswith(never):
            yield f"{stem}-{ending}"


def _family(
    given: tuple[str, ...], verbs: Iterable[str], masdars: list[Noun], participles: list[Noun]
) -> dict[str, str]:
    family = {word: "verb" for word in given if _WORD.fullmatch(word)}
    family.update((word, "verb") for form in verbs for word in _written(form))
    for kind, nouns in (("masdar", masdars), ("participle", participles)):
        for noun in nouns:
            for form in _nominal(noun, participle=kind == "participle"):
                for word in _written(form):
                    family.setdefault(word, kind)
    return family


def _plain(word: str) -> str:
    """Return a word with every hamza as ء, and «حيا» as «حيى»."""
    return re.sub("يا$", "يى", re.sub("[أإؤئ]", "ء", word.replace("آ", "ءا")))


def _nouns(words: str, *, weak: bool = False) -> Iterator[Noun]:
    """Read given nouns, whose vowels are not known but for what the last letters show.

    Of a ``weak`` verb they are active participles: «ماض» or «ماضي», «آت», «جاء»; not «غني».
    """
    for word in words.split():
        if not _WORD.fullmatch(word):
            continue
        cut = weak and re.fullmatch("(?:.ا|آ).ي?", word)
        feminine = len(word) > 1 and word.endswith("ة")
        stem, end = word[:-1] if feminine else word.removesuffix("ي") if cut else word, ""
        if stem[-1] == "ى" or (feminine and stem[-1] == "ا"):
            stem, end = stem[:-1], "aى"  # «ذكرى», «مباراة» as «مباريات»
        elif match := re.search("ا[أؤئء]$|[وي]ء$", stem):
            stem, end = stem[:-2], {"ا": "A", "و": "U", "ي": "I"}[match[0][0]] + "ء"
        elif stem[-1] in "أؤئء":
            stem, end = stem[:-1], {"أ": "a", "ئ": "i", "ؤ": "u"}.get(stem[-1], "") + "ء"
        yield stem.replace("ء", _KEPT_HAMZA) + end + ("iى" if cut else ""), feminine


def _vowel(word: str) -> str:
    """Return the short vowel that a written hamza shows."""
    return "i" if "ئ" in word else "u" if "ؤ" in word else "a"


def _stem(head: str, link: str, middle: str, vowel: str, last: str) -> Stem:
    """Join what a stem consists of.

    ``head`` goes to the first radical, ``link`` is the vowel after it, ``vowel`` the one before
    the last radical. A middle radical ا makes the verb hollow, an empty one doubled.
    """
    if middle == "ا":
        return head + vowel.upper() + last, head + vowel + last
    if middle or last == "ى":
        return (head + link + middle + vowel + last,) * 2
    return head + (link or vowel) + last, head + link + last + vowel + last


#: How each form is written in the perfect, with groups for the radicals (the last two are the
#: middle and the last one; C is a consonant, M may be ا, L may be ى); what the perfect has before
#: its head, and the head; the vowel after the head; the vowels of the imperfect.
_SHAPES: Final = {
    "QI": ("(C)(C+)(C)(L)", "", r"\1a\2", "", "ui"),
    "II": ("(C)()(C)(L)", "", r"\1", "a", "ui"),
    "III": ("(C)()ا(C?)(L)", "", r"\1", "A", "ui"),
    "IV": ("ء(C)()(M?)(L)", "ءa", r"\1", "", "ui"),
    "V": ("ت(C)()(C)(L)", "", r"تa\1", "a", "aa"),
    "VI": ("ت(C)()ا(C?)(L)", "", r"تa\1", "A", "aa"),
    "VII": ("ان(C)()(M?)(L)", "اi", r"ن\1", "a", "ai"),
    # «اجتمع», «اصطدم», «ازدهر», or «اتصل» and «اطلع», whose first two consonants are one letter
    "VIII": ("ا(Cت|[صضطظ]ط|[زدذ]د|C(?=..$))()(M?)(L)", "اi", r"\1", "a", "ai"),
    "IX": ("ا(C)(C)()(C)", "اi", r"\1\2", "a", "ai"),
    "X": ("است(C)()(M?)(L)", "اi", r"ستa\1", "", "ai"),
    "QII": ("ت(C)(C+)(C)(L)", "", r"تa\1a\2", "", "aa"),
    "QIV": ("ا(CC)(C)()(C)", "اi", r"\1a\2", "", "ai"),
}


def _regex(pattern: str) -> re.Pattern[str]:
    consonant = "[ءبت-غف-هوي]"  # neither ا nor ة nor ى
    classes = {"C": consonant, "M": consonant[:-1] + "ا]", "L": consonant[:-1] + "ى]"}
    return re.compile(re.sub("[CML]", lambda found: classes[found[0]], pattern))


_PATTERNS: Final = {form: _regex(shape[0]) for form, shape in _SHAPES.items()}


class _Frame(NamedTuple):
    """The parts of a derived or quadriliteral verb, as in the table."""

    lead: str
    head: str
    link: str
    middle: str
    last: str
    vowels: str

    def stem(self, vowel: str) -> Stem:
        """Return the stem without lead. Where a hollow stem has a link, its vowel is always a."""
        vowel = "a" if self.middle == "ا" and self.link else vowel
        return _stem(self.head, self.link, self.middle, vowel, self.last)

    def verbs(self, *, passive: bool) -> Iterator[str]:
        """Yield the forms of the verb."""
        head, link, middle, last = self.lead + self.head, self.link, self.middle, self.last
        yield from _perfect(_stem(head, link, middle, "a", last))
        yield from _imperfect(self.vowels[0], self.stem(self.vowels[1]))
        if passive:
            low = str.maketrans("aiA", "uuU")
            yield from _perfect(_stem(head.translate(low), link.translate(low), middle, "i", last))
            yield from _imperfect("u", self.stem("a"))

    def masdars(self, form: str) -> Iterator[Noun]:
        """Yield the verbal nouns that follow from the form."""
        head, middle, last = self.head.replace("a", "i"), self.middle, self.last
        end = "ء" if last == "ى" else last
        if form == "II" and last in {"ى", "ء"}:
            yield f"تa{head}{'' if middle + last == 'يى' else middle}i{last}", True
        elif form == "II":
            yield f"تa{head}{middle}I{last}", False
        elif form == "III":
            yield "مu" + self.stem("a")[0], True
        elif form in {"V", "VI", "QII"}:
            yield self.stem("i" if last == "ى" else "u")[0], False
        elif self.lead and self.link:  # VII, VIII, IX
            middle = {"ا": "ي", "": last}.get(middle, middle)
            yield f"{self.lead}{head}i{middle}A{end}", False
        elif middle == "ا" or (form == "IV" and not middle and last == "ى"):
            yield f"{self.lead[0]}i{head}A{end}", True
        elif self.lead and (middle or last != "ى"):  # IV, X, QIV
            yield f"{self.lead[0]}i{head}{middle or last}A{end}", False


def _frame(past: str, form: str) -> _Frame | None:
    word = re.sub("^ءا", "ءء", _plain(past)) if form == "IV" else _plain(past)  # «آمن»
    match = _PATTERNS[form].fullmatch(word) if form in _SHAPES else None
    if match is None:
        return None
    _, lead, head, link, vowels = _SHAPES[form]
    return _Frame(lead, match.expand(head), link, match[3], match[4], vowels)


_ROOT: Final = _regex("(C)(ا?(?=C$)|C)(C|[ىا])")
#: The last letter of a weak perfect or imperfect: its vowel and its radical.
_WEAK: Final = {"ى": "aى", "ا": "aو", "ي": "iى", "و": "uو"}


def _first_verbs(past: str, present: str, *, passive: bool) -> Iterator[str]:
    """Yield the forms of a form I verb."""
    match = _ROOT.fullmatch(_plain(past))
    if match is None:
        return
    first, middle, last = match.groups()
    core = _plain(present)[1:] if re.fullmatch("ي..+", present) else ""
    weak = middle not in {"", "ا"} and last in _WEAK
    if middle == "ا":
        yield from _perfect((f"{first}A{last}", first + ("u" if "و" in core[1:] else "i") + last))
        if len(core) == 3 and core[1] in "اوي":
            vowel = {"ا": "a", "و": "u", "ي": "i"}[core[1]]
            yield from _imperfect("a", _stem(core[0], "", "ا", vowel, core[2]))
    elif weak:
        yield from _perfect((f"{first}a{middle}{_WEAK[last]}",) * 2)
        if core and core[-1] in _WEAK:
            yield from _imperfect("a", (core[:-1] + _WEAK[core[-1]],) * 2)
    else:
        yield from _perfect(_stem(first, "a", middle, _vowel(past), last))
        if middle and core:
            yield from _imperfect("a", (core[:-1] + _vowel(present) + core[-1],) * 2)
        elif core:
            yield from _imperfect("a", _stem(core[0], "", "", _vowel(present), core[-1]))
    if passive:
        last = "ى" if weak else last
        yield from _perfect(_stem(first, "u", middle, "i", last))
        # «يرى» has lost its hamza in the passive too
        lost = weak and len(core) == 2 and first != "و"
        yield from _imperfect("u", _stem(first, "", "" if lost else middle, "a", last))


def family_of_first(
    past: str, present: str, masdars: str, active: str, passive: str
) -> dict[str, str]:
    """Return the written forms of a form I or quadriliteral I verb, and what each is.

    ``past`` and ``present`` are the third person; nouns are separated by spaces; ``-`` is none.
    Without a passive participle there is no passive («نام» has no «نيم»), but there is «سئل».

    >>> family = family_of_first("زار", "يزور", "زيارة", "زائر", "مزور")
    >>> [family[word] for word in ("زرت", "تزر", "زيارات", "زائرين")]
    ['verb', 'verb', 'masdar', 'participle']
    """
    frame, both = _frame(past, "QI"), bool(_WORD.search(passive) or re.fullmatch(".أ.|..أ", past))
    verbs = frame.verbs(passive=both) if frame else _first_verbs(past, present, passive=both)
    weak = re.search("[ىايو]$|اء$", past) is not None
    participles = [*_nouns(active, weak=weak), *_nouns(passive)]
    return _family((past, present), verbs, [*_nouns(masdars)], participles)


def family_of_derived(past: str, form: str, extra: str) -> dict[str, str]:
    """Return the written forms of a derived verb, and what each is.

    ``form`` is II to X, QII or QIV; ``extra`` has masdars that do not follow from the form.

    >>> family = family_of_derived("استقال", "X", "")
    >>> [family.get(word) for word in ("يستقل", "استقالة", "مستقيلون", "استقل")]
    ['verb', 'masdar', 'participle', None]
    """
    frame = _frame(past, form)
    if frame is None:
        return _family((past,), (), [*_nouns(extra)], [])
    voices = "i" if form in {"VII", "IX", "QIV"} else "ia"
    participles = [("مu" + frame.stem(vowel)[0], False) for vowel in voices]
    masdars = [*frame.masdars(form), *_nouns(extra)]
    return _family((past,), frame.verbs(passive="a" in voices), masdars, participles)
