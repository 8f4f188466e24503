"""Folding, collation, counted nouns, months, ids: over whole ranges and not by samples."""

from __future__ import annotations

import random
import sys
import time
import unicodedata
from itertools import combinations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic import (
    ADDRESS,
    ALPHABET,
    BIDI_CONTROLS,
    WORD,
    ascii_slug,
    collation_key,
    counted,
    digits,
    fold,
    fold_with_offsets,
    index_letter,
    month_name,
    strip_article,
)
from kashshaf.schema import ID, MAX_ID

EVERYTHING = "".join(map(chr, range(sys.maxunicode + 1)))
LETTERS = "ابتثجحخدذرزسشصضطظعغفقكلمنهوي"


def test_folding_twice_is_folding_once_for_every_code_point() -> None:
    changed = [char for char in EVERYTHING if fold(fold(char)) != fold(char)]
    assert changed == []


def test_every_folded_character_knows_where_it_comes_from() -> None:
    folded, offsets = fold_with_offsets(EVERYTHING)
    assert folded == fold(EVERYTHING)
    assert len(folded) == len(offsets)
    assert list(offsets) == sorted(offsets)
    at = 0
    for offset, char in enumerate(EVERYTHING):
        part = fold(char)
        assert folded[at : at + len(part)] == part
        assert offsets[at : at + len(part)] == (offset,) * len(part)
        at += len(part)
    assert at == len(folded)


@given(st.text(alphabet=st.characters(min_codepoint=0x600, max_codepoint=0x6FF), max_size=40))
def test_folding_does_not_depend_on_how_letters_are_composed(text: str) -> None:
    for form in ("NFC", "NFD"):
        assert fold(unicodedata.normalize(form, text)) == fold(text)


@pytest.mark.parametrize(
    ("plain", "forms"),
    [
        ("ا", "أإآٱ"),
        ("ي", "ىئیې"),
        ("و", "ؤۆۇ"),
        ("ه", "ةەہھۀ"),
        ("ك", "کڪ"),
    ],
)
def test_forms_of_one_letter_are_one_letter(plain: str, forms: str) -> None:
    assert {fold(form) for form in forms} == {plain}


def test_letters_that_differ_stay_apart() -> None:
    assert fold(LETTERS) == LETTERS
    for one, other in combinations(LETTERS + "پچڤگءژ", 2):
        assert fold(one) != fold(other)


@pytest.mark.parametrize(
    ("written", "compared"),
    [
        ("لِيلِي جرينبرج", "ليلي جرينبرج"),
        ("محمّدٌ", "محمد"),
        ("هٰذا", "هذا"),
        ("كشّـــاف", "كشاف"),
        ("٢٠٢٤ و۱۴۰۳", "2024 و1403"),
        ("ﺑﻠﻴﻨﻜﻦ ﻻ", "بلينكن لا"),
        ("HuffPost", "huffpost"),
        ("بلين\u200cكن\u200f", "بلينكن"),
        ("أ", "ا"),
    ],
)
def test_what_is_not_compared_is_folded_away(written: str, compared: str) -> None:
    assert fold(written) == compared


def test_a_hamza_alone_and_accented_latin_letters_are_not_folded_away() -> None:
    assert fold("شيء") != fold("شي")
    assert fold("é") == "é"


def test_words_hold_their_marks_and_tatweel_but_not_what_stands_beside_them() -> None:
    assert WORD.findall("قالَ: «لِيلي» لـHuffPost") == ["قالَ", "لِيلي", "لـ", "HuffPost"]
    assert WORD.findall("F-16، ٢٠٢٤") == ["F", "16", "٢٠٢٤"]
    assert WORD.findall("\u200fبايدن\u200f") == ["بايدن"]


@pytest.mark.parametrize(
    ("word", "stripped"),
    [
        ("البنتاغون", "بنتاغون"),
        ("ألمانيا", "ألمانيا"),
        ("إلى", "إلى"),
        ("التزام", "التزام"),
        ("التعليم", "تعليم"),
        ("الله", "الله"),
        ("الات", "الات"),
    ],
)
def test_only_a_definite_article_is_stripped(word: str, stripped: str) -> None:
    assert strip_article(word) == stripped


INDEX_ORDER = [
    "ابن سينا",
    "التزام",
    "الأمم المتحدة",
    "أوباما، باراك",
    "إيران",
    "البنتاغون",
    "بيدن",
    "التعليم",
    "ميلر، أندرو",
    "ميلر، ماثيو",
    "ميلران",
    "الوزارة",
    "7 أكتوبر",
    "HuffPost",
]


def test_the_order_of_an_index() -> None:
    shuffled = list(INDEX_ORDER)
    random.Random(1).shuffle(shuffled)
    assert sorted(shuffled, key=collation_key) == INDEX_ORDER


def test_the_alphabet_is_in_order_and_forms_of_alef_stand_together() -> None:
    assert sorted(LETTERS, key=collation_key) == list(LETTERS)
    assert sorted(ALPHABET, key=collation_key) == list(ALPHABET)
    assert len({collation_key(form + "ب") for form in "اأإآٱ"}) == 1
    assert collation_key("الباب") == collation_key("باب") != collation_key("كتاب")
    # Of the later words the article is not skipped.
    assert collation_key("باب الدار") != collation_key("باب دار")


@pytest.mark.parametrize(
    ("heading", "letter"),
    [
        ("أوباما", "ا"),
        ("الأمم المتحدة", "ا"),
        ("الوزارة", "و"),
        ("«قناة»", "ق"),
        ("ة", "ه"),
        ("ى", "ي"),
        ("گوگل", "گ"),
        ("HuffPost", "#"),
        ("7 أكتوبر", "#"),
        ("", "#"),
    ],
)
def test_the_letter_of_the_jump_bar(heading: str, letter: str) -> None:
    assert index_letter(heading) == letter


# number of the thing counted → how it is said: the rule of Arabic grammar, written out anew.
def expected(number: int, forms: tuple[str, str, str, str, str, str]) -> str:
    none, one, two, few, many, hundred = forms
    if number < 3:
        return (none, one, two)[number]
    rest = number % 100
    if 3 <= rest <= 10:
        return f"{number} {few}"
    return f"{number} {many if rest >= 11 else hundred}"


NOUNS = {
    "article": ("لا مقالات", "مقالة واحدة", "مقالتان", "مقالات", "مقالة", "مقالة"),
    "mention": ("لا ذكر", "مرة واحدة", "مرتان", "مرات", "مرة", "مرة"),
    "person": ("لا أشخاص", "شخص واحد", "شخصان", "أشخاص", "شخصًا", "شخص"),
    "topic": ("لا موضوعات", "موضوع واحد", "موضوعان", "موضوعات", "موضوعًا", "موضوع"),
    "term": ("لا مصطلحات", "مصطلح واحد", "مصطلحان", "مصطلحات", "مصطلحًا", "مصطلح"),
    "paragraph": ("لا فقرات", "فقرة واحدة", "فقرتان", "فقرات", "فقرة", "فقرة"),
}


@pytest.mark.parametrize("noun", NOUNS)
def test_counted_nouns_from_0_to_200(noun: str) -> None:
    for number in range(201):
        assert counted(number, noun) == expected(number, NOUNS[noun])


def test_the_dual_after_a_preposition_and_nothing_else_changes() -> None:
    assert counted(2, "article", oblique=True) == "مقالتين"
    assert counted(2, "person", oblique=True) == "شخصين"
    for number in (1, *range(3, 201)):
        assert counted(number, "article", oblique=True) == counted(number, "article")


def test_the_digits_are_the_archives_choice() -> None:
    assert counted(11, "article", "arabic") == "١١ مقالة"
    assert digits("7 أكتوبر 2023", "arabic") == "٧ أكتوبر ٢٠٢٣"
    assert digits(2023) == "2023"


def test_months_have_the_names_of_the_country() -> None:
    assert [month_name(n, "ar_SY") for n in (1, 12)] == ["كانون الثاني", "كانون الأول"]
    assert [month_name(n, "ar_EG") for n in (1, 12)] == ["يناير", "ديسمبر"]
    assert [month_name(n, "ar_MA") for n in (8, 12)] == ["غشت", "دجنبر"]


@given(st.text(max_size=200))
def test_an_id_made_of_any_text_is_an_id(text: str) -> None:
    slug = ascii_slug(text)
    assert slug == "" or (ID.match(slug) and len(slug) <= MAX_ID)


def test_ids_made_of_arabic_are_readable_and_lead_nowhere() -> None:
    assert ascii_slug("بلينكن") == "blynkn"
    assert ascii_slug("../../etc/passwd") == "etc-passwd"
    assert ascii_slug("%2e%2e%2f") == "2e-2e-2f"
    assert ascii_slug("——") == ""


def test_the_bidi_controls_are_all_of_them() -> None:
    # Unicode has twelve: the property Bidi_Control.
    names = {
        *("ARABIC LETTER MARK", "LEFT-TO-RIGHT MARK", "RIGHT-TO-LEFT MARK"),
        *("LEFT-TO-RIGHT EMBEDDING", "RIGHT-TO-LEFT EMBEDDING", "POP DIRECTIONAL FORMATTING"),
        *("LEFT-TO-RIGHT OVERRIDE", "RIGHT-TO-LEFT OVERRIDE", "LEFT-TO-RIGHT ISOLATE"),
        *("RIGHT-TO-LEFT ISOLATE", "FIRST STRONG ISOLATE", "POP DIRECTIONAL ISOLATE"),
    }
    assert {unicodedata.name(char) for char in BIDI_CONTROLS} == names


@pytest.mark.parametrize(
    "heading",
    ["«الغارديان»", "(الغارديان)", "ٱلغارديان", "اَلغارديان", "ﺍﻟﻐﺎﺭﺩﻳﺎﻥ", "« الغارديان »"],
)
def test_the_article_is_skipped_however_it_is_written(heading: str) -> None:
    assert collation_key(heading) == collation_key("غارديان")
    assert index_letter(heading) == "غ"


@pytest.mark.parametrize("heading", ["ألمانيا", "«ألمانيا»", "ا\u0654لمانيا"])
def test_an_alef_with_a_hamza_begins_no_article(heading: str) -> None:
    assert index_letter(heading) == "ا"


def test_all_without_an_arabic_letter_stands_together_at_the_end() -> None:
    headings = ["—", "", "Doe", "ي", "- باب", "— Doe", "«7»", "ا", "ٹ", "\u064b", "\u06e5"]
    ordered = sorted(headings, key=collation_key)
    assert ordered[:3] == ["ا", "- باب", "ي"]
    assert [index_letter(heading) for heading in ordered] == ["ا", "ب", "ي", *"########"]


@pytest.mark.parametrize("mark", ["\ufe70", "\ufe7f", "\ufc60", "\ufcf2"])
def test_a_mark_with_a_code_point_of_its_own_begins_no_word(mark: str) -> None:
    assert WORD.findall(f"{mark} {mark}با{mark}ب{mark}") == [f"با{mark}ب{mark}"]
    assert all(fold(word) for word in WORD.findall(EVERYTHING))


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("في huffpost.com/entry/joe-biden.", "huffpost.com/entry/joe-biden"),
        ("(bit.ly/Joe-Biden)", "bit.ly/Joe-Biden"),
        ("قال @Joe_Biden: لا", "@Joe_Biden"),
        ("قال @أحمد: لا", "@أحمد"),
        ("من joe@biden.com اليوم", "joe@biden.com"),
    ],
)
def test_an_address_needs_no_scheme(text: str, address: str) -> None:
    assert ADDRESS.findall(text) == [address]


def test_what_only_looks_like_an_address_is_none() -> None:
    assert ADDRESS.findall("قال.بايدن/ترامب و Biden/Trump في 3.5/10 و#باراك_أوباما") == []


@pytest.mark.parametrize("unit", ["a.", "ab.cd.", "a@", "@", "a-", "www."])
def test_what_is_nearly_an_address_takes_no_more_than_its_length(unit: str) -> None:
    start = time.process_time()
    list(ADDRESS.finditer(unit * 40_000 + "ا"))
    assert time.process_time() - start < 1
