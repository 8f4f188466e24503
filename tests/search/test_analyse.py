"""Which word a form is: real words, each for one rule, over the background vocabulary alone.

A case is here for its kind: the id says which rule it would be that breaks.
"""

from __future__ import annotations

from itertools import islice
from typing import Final

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.search.analyse import Analyser, stems
from kashshaf.search.lexicon import Lexicon, lexicon
from kashshaf.search.text import fine
from kashshaf.search.vocabulary import Vocabulary, background, vocabulary

NAMES: Final = frozenset("بلينكن ميلر سولير فيندمان كاسترون".split())


@pytest.fixture(scope="module")
def analyser(counts: Vocabulary) -> Analyser:
    return Analyser(lexicon(), counts, NAMES)


@pytest.fixture(scope="module")
def twin(counts: Vocabulary) -> Analyser:
    """Return another one, which has kept no answers."""
    return Analyser(lexicon(), counts, NAMES)


def heads(analyser: Analyser, form: str) -> list[str]:
    """Return the words that a form can be: dictionary forms, verbs with a star."""
    return [
        f"*{analyser.lexicon.verbs[int(reading.word[2:])]}"
        if reading.kind == "verb"
        else reading.word.removeprefix("n:")
        for reading in analyser.readings(analyser.base(form))
    ]


def case(reason: str, *values: str) -> object:
    return pytest.param(*values, id=f"{values[0]} ({reason})")


# What only looks as if it had a proclitic or a suffix


@pytest.mark.parametrize(
    "word",
    [
        case("و of its own: it takes the article", "وطن"),
        case("و of its own: it takes the article", "وقود"),
        case("و of its own, and what is left is a word", "وزير"),
        case("و of its own, and what is left is a word", "ولاية"),
        case("ب of its own, ون too", "بالون"),
        case("ب of its own, ان too", "بيان"),
        case("ب of its own, and what is left is frequent", "بلد"),
        case("ب of its own", "بريد"),
        case("ف of its own", "فريق"),
        case("ف of its own, ان too", "فيضان"),
        case("ك of its own", "كتاب"),
        case("ك of its own", "كبير"),
        case("ل of its own", "لجنة"),
        case("ل of its own", "لاجئ"),
        case("س of its own, and ي after it", "سياسة"),
        case("س of its own, and ي after it", "سيارة"),
        case("ال of its own", "إلغاء"),
        case("ال of its own", "التزام"),
        case("ال of its own", "الله"),
        case("a country", "لبنان"),
        case("a country", "ليبيا"),
        case("a country, whose ين is no plural", "فلسطين"),
        case("a country in ستان", "باكستان"),
        case("a city with ب and ال", "بغداد"),
        case("a name in ين", "بوتين"),
        case("a hamza and ا at its beginning, not «الأم»", "آلام"),
    ],
)
def test_a_word_stays_whole(analyser: Analyser, word: str) -> None:
    assert analyser.base(word) == word


# Proclitics


@pytest.mark.parametrize(
    ("form", "base"),
    [
        case("the article", "المطر", "مطر"),
        *(case("proclitics", f"{before}مطر", "مطر") for before in "وفبلك"),
        *(case("and the article", f"{one}المطر", "مطر") for one in ("و", "ف", "ب", "ك", "وب")),
        case("ل and the article", "للمطر", "مطر"),
        case("و, ل and the article", "وللمطر", "مطر"),
        case("ل and the article before لا", "وللاجئين", "لاجئين"),
        case("ل and the article before a hamza", "للأمم", "أمم"),
        case("ل and the article before ل", "للغة", "لغة"),
        case("ل and the article, no ل", "للشركات", "شركات"),
        case("و before a plural", "ورجال", "رجال"),
        case("و and the article before و", "والوزراء", "وزراء"),
        case("و before و", "ووزير", "وزير"),
        case("the future", "سيستقيل", "يستقيل"),
        case("the future after و", "وسيكتبون", "يكتبون"),
        case("the future of the first person", "سنعود", "نعود"),
        case("ف before a verb", "فاستقال", "استقال"),
        case("God after a preposition", "بالله", "الله"),
        case("God in an oath", "والله", "الله"),
        case("و before و of the word, with a pronoun", "ووزارتها", "وزارتها"),
    ],
)
def test_proclitics_are_taken_off(analyser: Analyser, form: str, base: str) -> None:
    assert analyser.base(form) == base


@pytest.mark.parametrize("form", ["وكقبثص", "بخحجه", "وظظظ"])
def test_nothing_is_taken_off_where_no_word_remains(analyser: Analyser, form: str) -> None:
    assert analyser.base(form) == form


def test_what_the_archive_says_of_a_word_counts() -> None:
    """«وشقير» may be و and «شقير», or a name: the archive that writes «الوشقير» knows."""
    own = vocabulary({"وشقير": 4, "شقير": 40})
    assert Analyser(lexicon(), own, frozenset()).base("وشقير") == "شقير"
    own = vocabulary({"وشقير": 4, "شقير": 40, "الوشقير": 2})
    assert Analyser(lexicon(), own, frozenset()).base("وشقير") == "وشقير"


# Careless spelling


@pytest.mark.parametrize(
    ("form", "base"),
    [
        case("hamza, ه for ة", "الامريكيه", "أمريكية"),
        case("hamza", "اسرائيل", "إسرائيل"),
        case("hamza below", "انسان", "إنسان"),
        case("hamza in a plural", "الاطفال", "أطفال"),
        case("ه for ة", "حكومه", "حكومة"),
        case("ه for ة after the article", "المدينه", "مدينة"),
        case("ه for ة after the article, where a pronoun would be usual", "المكتبه", "مكتبة"),
        case("right as it is", "على", "على"),
        case("right as it is, and another word than «على»", "علي", "علي"),
        case("right as it is", "مبنى", "مبنى"),
        case("right as it is: his office", "مكتبه", "مكتبه"),
        case("right as it is: his house", "بيته", "بيته"),
    ],
)
def test_a_careless_spelling_is_read_as_the_usual_one(
    analyser: Analyser, form: str, base: str
) -> None:
    assert analyser.base(form) == base


# Names of the registers


@pytest.mark.parametrize("name", sorted(NAMES))
def test_a_name_is_never_stemmed(analyser: Analyser, name: str) -> None:
    assert analyser.base(name) == name
    assert heads(analyser, name) == [name]


@pytest.mark.parametrize("form", ["ولبلينكن", "لبلينكن", "وبلينكن", "فبلينكن", "وميلر", "لميلر"])
def test_a_name_is_found_behind_its_proclitics(analyser: Analyser, form: str) -> None:
    name = next(name for name in NAMES if form.endswith(name))
    assert heads(analyser, form) == [name]


def test_the_same_letters_are_cut_where_they_are_no_name() -> None:
    """Without the register «كاسترون» would be a plural."""
    own = vocabulary({"كاستر": 90, "كاسترين": 9})
    known, other = (Analyser(lexicon(), own, names) for names in (NAMES, frozenset[str]()))
    assert heads(known, "كاسترون") == ["كاسترون"]
    assert heads(other, "كاسترون") == ["كاستر"]


# Nouns


@pytest.mark.parametrize(
    ("form", "head"),
    [
        case("sound plural, nominative", "مسؤولون", "مسؤول"),
        case("sound plural, oblique, with article", "المسؤولين", "مسؤول"),
        case("sound plural of a nisba", "مدنيين", "مدني"),
        case("sound plural after ل and the article", "وللاجئين", "لاجئ"),
        case("sound plural before a genitive", "مسؤولو", "مسؤول"),
        case("sound plural, whose singular is a plural too", "مزارعون", "مزارع"),
        case("feminine plural of ة", "سيارات", "سيارة"),
        case("feminine plural without ة", "اجتماعات", "اجتماع"),
        case("feminine plural of ى", "مستشفيات", "مستشفى"),
        case("feminine plural of a people's word", "معلمات", "معلم"),
        case("broken plural", "أسلحة", "سلاح"),
        case("broken plural", "مدن", "مدينة"),
        case("broken plural with proclitics", "والوزراء", "وزير"),
        case("broken plural that begins like the article", "للأمم", "أمة"),
        case("broken plural and pronoun", "صواريخهم", "صاروخ"),
        case("broken plural and pronoun after a hamza", "أبنائهم", "ابن"),
        case("plural that is a sound one", "هجمات", "هجوم"),
        case("dual", "فريقان", "فريق"),
        case("dual, oblique", "هدفين", "هدف"),
        case("dual of ة", "مدينتين", "مدينة"),
        case("accusative", "فيلما", "فيلم"),
        case("accusative that is an adverb", "صباحا", "صباح"),
        case("accusative of a hamza", "شيئا", "شيء"),
        case("accusative like a verb's dual", "لاعبا", "لاعب"),
        case("pronoun", "بيتها", "بيت"),
        case("pronoun after ة", "مدرستهم", "مدرسة"),
        case("pronoun after ة, like a verb with a pronoun", "كلمتها", "كلمة"),
        case("pronoun after ة, like و and a verb", "وزارتها", "وزارة"),
        case("pronoun after ى", "مستشفاه", "مستشفى"),
        case("his office", "مكتبه", "مكتب"),
        case("a word of its own in ة", "مكتبة", "مكتبة"),
        case("a word of its own in ة", "سيارة", "سيارة"),
        case("a word of its own in ة", "كلية", "كلية"),
        case("feminine of a nisba", "لبنانية", "لبناني"),
        case("feminine of a nisba, carelessly", "الامريكيه", "أمريكي"),
        case("feminine of a people's word", "طبيبة", "طبيب"),
        case("feminine of فنان", "فنانة", "فنان"),
        case("not the plural of «محر»", "محراب", "محراب"),
        case("not «حرا» and a pronoun", "حرب", "حرب"),
        case("not the plural of «مطلب» with م taken for a letter", "مكتب", "مكتب"),
    ],
)
def test_a_noun_leads_to_its_dictionary_form(analyser: Analyser, form: str, head: str) -> None:
    assert head in heads(analyser, form)
    assert not any(found.startswith("*") for found in heads(analyser, form)[:1])


def test_a_form_that_is_two_words_is_both(analyser: Analyser) -> None:
    assert set(heads(analyser, "أشجار")) == {"شجر", "شجرة"}
    assert set(heads(analyser, "كتب")) == {"كتاب", "*كتب"}


@pytest.mark.parametrize(
    ("one", "other"),
    [("حرب", "محراب"), ("مكتب", "كاتب"), ("مكتب", "مكتبة"), ("طالب", "مطلب"), ("علي", "على")],
)
def test_two_words_of_one_root_are_two(analyser: Analyser, one: str, other: str) -> None:
    assert not set(heads(analyser, one)) & set(heads(analyser, other))


# Verbs


@pytest.mark.parametrize(
    ("form", "verb"),
    [
        case("past, plural", "استقالوا", "استقال"),
        case("future", "سيستقيل", "استقال"),
        case("present, plural", "يكتبون", "كتب"),
        case("future, plural, after و", "وسيكتبون", "كتب"),
        case("hollow", "قلنا", "قال"),
        case("hollow, present", "يقول", "قال"),
        case("defective", "بنوا", "بنى"),
        case("form VIII", "يكتشفون", "اكتشف"),
        case("past, feminine", "افتتحت", "افتتح"),
        case("past with a pronoun", "استقبلهم", "استقبل"),
        case("present with a pronoun", "يستقبلونها", "استقبل"),
    ],
)
def test_a_verb_form_leads_to_its_verb(analyser: Analyser, form: str, verb: str) -> None:
    assert heads(analyser, form)[0] == f"*{verb}"


def test_a_jussive_does_not_take_the_place_of_a_verb(analyser: Analyser) -> None:
    """«نقل» may be «let us say»; it is «transport»."""
    assert heads(analyser, "نقل")[0] == "نقل"
    readings = analyser.readings("نقل")
    assert all(0 < reading.share <= 1 for reading in readings)


@pytest.mark.parametrize(
    ("noun", "verb", "kind"),
    [
        case("verbal noun of form X", "استقالة", "استقال", "masdar"),
        case("verbal noun of form I", "كتابة", "كتب", "masdar"),
        case("its plural", "هجمات", "هجم", "masdar"),
        case("participle", "مستقيل", "استقال", "participle"),
        case("its plural", "مستقيلين", "استقال", "participle"),
    ],
)
def test_a_noun_is_related_to_its_verb(analyser: Analyser, noun: str, verb: str, kind: str) -> None:
    number = analyser.lexicon.verbs.index(verb)
    assert (number, kind) in {found[1:] for found in analyser.relations(analyser.base(noun))}


@pytest.mark.parametrize(
    ("noun", "verb"),
    [
        case("the noun is of a simple root", "مكتب", "كتب"),
        case("a broken plural that looks like a verb", "مدن", "مد"),
        case("a nisba that looks like a participle in construct", "مصري", "أصر"),
    ],
)
def test_a_noun_is_not_related_to_a_verb_that_it_only_looks_like(
    analyser: Analyser, noun: str, verb: str
) -> None:
    number = analyser.lexicon.verbs.index(verb)
    assert number not in {found[1] for found in analyser.relations(noun)}


# Particles


@pytest.mark.parametrize(
    "word", "في من إلى على عن منذ لكن ولكن التي الذي فيها منها عليهم لأن وكان وقد بلا".split()
)
def test_a_particle_is_itself_and_no_verb(analyser: Analyser, word: str) -> None:
    assert analyser.base(word) == word
    assert heads(analyser, word) == [word]


# The vocabulary


def test_the_vocabulary_counts_a_word_with_its_article_under_the_bare_word(
    few_words: None,
) -> None:
    counts = vocabulary({"والجسر": 3, "بالجسر": 2, "للجسر": 1, "جسر": 5})
    assert counts.definite.get("جسر") == pytest.approx(1006)
    assert counts.times.get("جسر") == pytest.approx(1005)
    assert counts.weight("جسر") == pytest.approx(2011)


def test_li_before_lam_is_told_by_the_other_spelling(few_words: None) -> None:
    counts = vocabulary({"اللغة": 9, "للغة": 4, "الشركة": 9, "للشركة": 4})
    assert counts.definite.get("لغة") == 13
    assert counts.definite.get("شركة") == 13
    assert not counts.weight("غة")


def test_the_background_is_spelled_with_hamzas_and_in_fine_form(counts: Vocabulary) -> None:
    assert counts.weight("إلى") > counts.weight("الى")
    assert all(fine(word) == word for word in islice(background().times, 0, None, 50))


def test_words_of_one_coarse_form_are_listed_together(counts: Vocabulary) -> None:
    forms = counts.spellings("مكتبه")
    assert {"مكتبه", "مكتبة"} <= set(forms)
    assert list(forms) == sorted(forms)
    own = vocabulary({"مكتبۀ": 1, "غقفصثة": 1, "غقفصثه": 1})
    assert own.spellings("غقفصثه") == ("غقفصثة", "غقفصثه")
    assert own.spellings("مكتبه") == forms


def test_the_archive_adds_to_the_background(few_words: None) -> None:
    assert vocabulary({}).weight("غقفصث") == 0
    assert vocabulary({"غقفصث": 2}).weight("غقفصث") == 2
    assert vocabulary({"123": 2, "latin": 2}).weight("latin") == 0


# Any word


LETTERS: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"


@given(form=st.text(st.sampled_from(LETTERS + "والبفكسلتنيه"), max_size=14))
def test_any_word_has_a_reading_and_the_same_one_again(
    analyser: Analyser, twin: Analyser, form: str
) -> None:
    base = analyser.base(form)
    readings = analyser.readings(base)
    assert readings
    assert all(0 < reading.share <= 1 for reading in readings)
    assert len({reading.word for reading in readings}) == len(readings)
    assert (twin.base(form), twin.readings(base)) == (base, readings)
    # What is left of a word is no longer than it was, and is the end of its letters.
    assert len(base) <= len(form) + 1
    for stem, suffix in stems(form):
        assert len(stem) <= len(form) + 1
        assert suffix


@given(form=st.text(max_size=12))
def test_what_is_no_arabic_word_stays_as_it_is(analyser: Analyser, form: str) -> None:
    if not any("ء" <= char <= "ي" for char in form):
        assert analyser.base(form) == form
        assert [reading.word for reading in analyser.readings(form)] == [f"n:{form}"]


def test_the_tables_are_the_ones_of_the_package(analyser: Analyser) -> None:
    assert isinstance(analyser.lexicon, Lexicon)
    assert analyser.lexicon is lexicon()
