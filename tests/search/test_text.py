"""What a word is, rule by rule: which spellings meet, and beside them those that must not."""

from __future__ import annotations

import pytest

from kashshaf.search.spelling import alike, distance, same_sounds
from kashshaf.search.text import bare, coarse, fine, key, words


def plain(text: str) -> list[str]:
    return [word for word, _, _ in words(text)]


# Fine: what typing and fonts add is gone, what spelling says stays


@pytest.mark.parametrize(
    ("written", "wanted"),
    [
        pytest.param("الرِّيَاضُ", "الرياض", id="marks"),
        pytest.param("هٰذا", "هذا", id="the small alef is a mark"),
        pytest.param("الـريـــاض", "الرياض", id="tatweel"),
        pytest.param("كل\u200cمة", "كلمة", id="zero-width non-joiner"),
        pytest.param("كلمة\u200f", "كلمة", id="bidi control"),
        pytest.param("كل\u00adمة", "كلمة", id="soft hyphen"),
        pytest.param("ﺍﻟﺴﻼﻡ", "السلام", id="presentation forms, a ligature among them"),
        pytest.param("کیف", "كيف", id="Persian kaf and yeh"),
        pytest.param("ہند", "هند", id="Urdu heh"),
        pytest.param("پاریس", "باريس", id="peh"),
        pytest.param("چین", "جين", id="cheh"),
        pytest.param("ڤيينا", "فيينا", id="veh"),
        pytest.param("ٱلكتاب", "الكتاب", id="alef wasla"),
        pytest.param("مدرسۃ", "مدرسة", id="Urdu teh marbuta"),
        pytest.param("٢٠٢٤", "2024", id="Arabic-Indic digits"),
        pytest.param("۲۰۲۴", "2024", id="Persian digits"),
        pytest.param("Müller", "muller", id="Latin marks and capitals"),
        pytest.param("Mu\u0308ller", "muller", id="a combining Latin mark"),
        pytest.param("Łódź", "lodz", id="Latin letters that do not decompose"),
        pytest.param("STRAẞE", "strasse", id="capital sharp s"),
    ],
)
def test_the_fine_form_leaves_out_what_is_not_spelling(written: str, wanted: str) -> None:
    assert fine(written) == wanted


@pytest.mark.parametrize("word", ["أمل", "إلى", "آمن", "مسؤول", "رئيس", "شيء", "مدرسة", "على"])
def test_the_fine_form_keeps_hamzas_and_dots(word: str) -> None:
    assert fine(word) == word


# Coarse and bare


@pytest.mark.parametrize(
    ("one", "other"),
    [("أحمد", "احمد"), ("إلى", "الي"), ("آمن", "امن"), ("مدرسة", "مدرسه"), ("مسؤول", "مسئول")],
)
def test_what_readers_type_for_each_other_has_one_coarse_form(one: str, other: str) -> None:
    assert one != other
    assert coarse(one) == coarse(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [("مسؤول", "مسوول"), ("رئيس", "رييس"), ("قراءة", "قراه"), ("وزراء", "وزرا")],
)
def test_a_hamza_that_is_left_out_has_one_bare_form(one: str, other: str) -> None:
    assert coarse(one) != coarse(other)
    assert bare(one) == bare(other)


@pytest.mark.parametrize(("one", "other"), [("حرب", "جرب"), ("قلب", "كلب"), ("سعيد", "صعيد")])
def test_other_letters_are_other_words(one: str, other: str) -> None:
    assert bare(one) != bare(other)


# Words of a text


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        pytest.param("قال:«نعم»،ثم“لا”؛هل؟", "قال نعم ثم لا هل", id="punctuation glued to words"),
        pytest.param("واو-عطف/شرطة_مائلة", "واو عطف شرطة مائلة", id="hyphens and slashes"),
        pytest.param("بلغ ١٬٥٠٠ أو 1,500 أو 1.500", "بلغ 1500 أو 1500 أو 1500", id="thousands"),
        pytest.param("١٬٥٠٠٬٠٠٠", "1500000", id="millions"),
        pytest.param("1234,567 12,34", "1234 567 12.34", id="what is neither thousands"),
        pytest.param("٣٫٥ 3.5 3,5", "3.5 3.5 3.5", id="decimals"),
        pytest.param("7.10.2023", "7 10 2023", id="a date is three numbers"),
        pytest.param("٧/١٠/٢٠٢٣", "7 10 2023", id="a date with slashes"),
        pytest.param("3.5% و5٪.", "3.5 و 5", id="per cent, and a full stop after a number"),
        pytest.param("إف-16 كوفيد19", "إف 16 كوفيد 19", id="letters and digits are apart"),
        pytest.param("لـHuffPost", "ل huffpost", id="a proclitic before a Latin word"),
        pytest.param("سلام😀سلام", "سلام سلام", id="an astral character divides"),
        pytest.param("ـ ً \u200f ، 👍", "", id="no words"),
        pytest.param("a\u0301b", "ab", id="a combining mark inside a Latin word"),
    ],
)
def test_the_words_of_a_text(text: str, wanted: str) -> None:
    assert plain(text) == wanted.split()


def test_places_are_those_of_the_text_as_it_is_written() -> None:
    text = "«😀 الـرِّياضُ»، في ٧.١٠.٢٠٢٣"
    found = [(word, text[start:end]) for word, start, end in words(text)]
    assert found == [
        ("الرياض", "الـرِّياضُ"),
        ("في", "في"),
        ("7", "٧"),
        ("10", "١٠"),
        ("2023", "٢٠٢٣"),
    ]


# Keys: a word and what hangs on its end lie in one file


@pytest.mark.parametrize(
    "family",
    [
        "صاروخ صواريخ صواريخهم",
        "مكتبة مكتبه مكتبات مكتبتها مكتبتان",
        "مسؤول مسئول مسوول مسؤولون مسؤولين مسؤولة",
        "غوتيريس جوتيريش قوتيرس",
        "ترامب ترمب طرامب",
        "هجوم هجمات هجومين هجماتهم",
        "أمريكي أميركي امريكيه",
    ],
)
def test_words_that_may_be_taken_for_each_other_share_a_key(family: str) -> None:
    assert len({key(word) for word in family.split()}) == 1


def test_other_consonants_are_another_key() -> None:
    assert len({key(word) for word in "سفينة حديقة مطر رياضة ملعب".split()}) == 5


@pytest.mark.parametrize("word", ["و", "ال", "الا", "ولل", "ووو", "يوي", "ههه", "اا", "ء"])
def test_a_word_of_next_to_nothing_has_a_key_unless_it_has_no_letter(word: str) -> None:
    assert key(word) or not bare(word)


@pytest.mark.parametrize("word", ["2024", "3.5", "huffpost"])
def test_what_is_not_arabic_is_its_own_key(word: str) -> None:
    assert key(word) == word


# Spellings of foreign names


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ترامب", "ترمب"),
        ("غرينبرغ", "جرينبرج"),
        ("انتوني", "انطوني"),
        ("غوتيريس", "جوتيريش"),
        ("بنتاغون", "بنتاجون"),
    ],
)
def test_spellings_of_one_name_are_alike_both_ways(one: str, other: str) -> None:
    assert alike(one, other)
    assert alike(other, one)
    assert distance(one, other) == distance(other, one) > 0


@pytest.mark.parametrize(
    ("one", "other"),
    [
        pytest.param("حرب", "محراب", id="another consonant"),
        pytest.param("رونالد", "رونالدو", id="a vowel at the end is a name of its own"),
        pytest.param("كوريا", "سوريا", id="another sound at the start"),
        pytest.param("وباما", "باما", id="و at the start is heard"),
        pytest.param("سلم", "سالي", id="too far"),
    ],
)
def test_other_names_are_not_alike(one: str, other: str) -> None:
    assert not alike(one, other)
    assert not alike(other, one)


def test_letters_of_one_g_sound_the_same_and_no_others() -> None:
    assert same_sounds("بنتاغون", "بنتاجون")
    assert not same_sounds("بنتاغون", "بنتاغن")
    assert not same_sounds("سعد", "صعد")
