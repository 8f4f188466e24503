"""Which forms are one word, and which words lead to which: over the background vocabulary."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from kashshaf.search.analyse import Analyser
from kashshaf.search.dictionary import (
    MASDAR_TO_VERB,
    PARTICIPLE_TO_VERB,
    VERB_TO_MASDAR,
    WHOLE,
    Dictionary,
    Entry,
    make_dictionary,
)
from kashshaf.search.lexicon import lexicon
from kashshaf.search.vocabulary import Vocabulary

#: From this weight on a linked word counts as the word itself, in tenths.
SAME = 5
Make = Callable[..., Dictionary]


@pytest.fixture(scope="module")
def make(counts: Vocabulary) -> Make:
    analyser = Analyser(lexicon(), counts, frozenset({"بلينكن"}))

    def dictionary(words: str, articles: int = 5) -> Dictionary:
        return make_dictionary(dict.fromkeys(words.split(), articles), analyser)

    return dictionary


def test_forms_of_one_word_are_at_home_in_one_entry(make: Make) -> None:
    made = make("سلاح أسلحة أسلحتهم بلينكن")
    assert set(made.entries["سلاح"].forms) == {"سلاح", "أسلحة", "أسلحتهم"}
    assert set(made.homes.values()) == {"سلاح", "بلينكن"}
    assert "أسلحة" not in made.entries


def test_every_form_has_one_home(make: Make) -> None:
    words = "كتب كتاب كاتب يكتب كتابة وزير وزراء نقل أشجار بنت حرب محراب من في"
    made = make(words)
    homes = [form for entry in made.entries.values() for form in entry.forms]
    assert sorted(homes) == sorted(words.split())
    assert {form: made.homes[form] for form in homes} == {
        form: entry.head for entry in made.entries.values() for form in entry.forms
    }


def test_a_form_that_is_two_words_is_lent_to_the_other_one(make: Make) -> None:
    """«كتب» is «books» and «he wrote»: both words find it, and it finds both."""
    made = make("كتب كتاب يكتب")
    home = made.homes["كتب"]
    other = ({"كتاب", "*كتب"} - {home}).pop()
    assert 0 < made.entries[other].links[f"كتب@{home}"] <= WHOLE
    assert made.aliases["كتب"].keys() == {"كتاب", "*كتب"}


def test_a_verb_and_its_verbal_noun_lead_to_each_other(make: Make) -> None:
    made = make("استقال استقالوا استقالة مستقيل")
    verb = made.entries["*استقال"]
    assert set(verb.forms) == {"استقال", "استقالوا"}
    assert verb.links["استقالة"] == VERB_TO_MASDAR >= SAME
    assert verb.links["مستقيل"] >= SAME
    assert made.entries["استقالة"].links["*استقال"] == MASDAR_TO_VERB >= SAME
    assert made.entries["مستقيل"].links["*استقال"] == PARTICIPLE_TO_VERB < SAME


def test_a_participle_that_is_a_word_of_its_own_is_only_related(make: Make) -> None:
    made = make("كتب يكتب كاتب كتابة")
    assert made.entries["*كتب"].links.get("كاتب", 0) < SAME
    assert made.entries["كتابة"].links.get("*كتب", 0) < SAME  # a noun of a simple verb


def test_nothing_leads_to_a_verb_that_the_archive_does_not_have(make: Make) -> None:
    made = make("استقالة مستقيل")
    assert not made.entries["*استقال"].forms
    assert "*استقال" not in made.entries["استقالة"].links
    # Whoever types the verb finds its nouns.
    assert made.aliases["يستقيل"] == {"*استقال": WHOLE}
    assert set(made.entries["*استقال"].links) == {"استقالة", "مستقيل"}


def test_what_is_typed_and_not_written_leads_to_what_is(make: Make) -> None:
    made = make("وزير مدن")
    assert made.aliases["وزراء"] == {"وزير": WHOLE}
    assert made.aliases["مدينة"] == {"مدينة": WHOLE} or made.homes["مدن"] == "مدينة"
    assert "وزير" not in made.aliases
    assert "أسلحة" not in made.aliases


@pytest.mark.parametrize(
    ("one", "other"),
    [("ترامب", "ترمب"), ("غوتيريس", "جوتيريش"), ("زيلينسكي", "زيلنسكي"), ("أمريكي", "أميركي")],
)
def test_spellings_of_a_name_lead_to_each_other(make: Make, one: str, other: str) -> None:
    made = make(f"{one} {other}")
    assert made.entries[one].links[other] == made.entries[other].links[one] >= SAME


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("حرب", "محراب"),
        ("رونالد", "رونالدو"),
        ("سوريا", "كوريا"),
        ("مالي", "مولي"),
        ("ليبي", "لبي"),
    ],
)
def test_words_that_only_look_alike_do_not(make: Make, one: str, other: str) -> None:
    made = make(f"{one} {other}")
    assert other not in made.entries[made.homes[one]].links
    assert one not in made.entries[made.homes[other]].links


def test_a_spelling_that_is_seen_once_is_linked_with_a_usual_one_only(make: Make) -> None:
    assert "شلبنجر" in make("شلبنغر شلبنجر", articles=2).entries["شلبنغر"].links
    assert "شلبنجر" not in make("شلبنغر شلبنجر", articles=1).entries["شلبنغر"].links


def test_a_country_and_its_adjective_are_related_and_no_more(make: Make) -> None:
    made = make("لبنان لبناني")
    assert 0 < made.entries["لبنان"].links["لبناني"] < SAME
    assert 0 < made.entries["لبناني"].links["لبنان"] < SAME


def test_forms_that_the_tables_call_one_word_lead_to_each_other(make: Make) -> None:
    made = make("أحمر حمراء")
    assert made.entries["أحمر"].links["حمراء"] >= SAME
    assert made.entries["حمراء"].links["أحمر"] >= SAME
    assert make("أحمر").aliases["حمراء"].keys() == {"أحمر"}


def test_an_entry_does_not_lead_to_itself_and_keeps_the_strongest_link() -> None:
    entry = Entry("وزير")
    entry.link("وزير", 9)
    entry.link("وزارة", 3)
    entry.link("وزارة", 7)
    entry.link("وزارة", 5)
    assert entry.links == {"وزارة": 7}
    made = Dictionary()
    made.alias("وزراء", "وزير", 4)
    made.alias("وزراء", "وزير", 2)
    assert made.aliases == {"وزراء": {"وزير": 4}}


def test_links_lead_to_entries_and_forms_that_there_are(make: Make) -> None:
    made = make(
        "كتب كتاب يكتب كتابة كاتب استقالة نقل ينقل أشجار شجرة لبناني لبنان ترامب ترمب وزراء"
    )
    for entry in made.entries.values():
        for target, weight in entry.links.items():
            assert 0 < weight <= WHOLE
            form, at, head = target.partition("@")
            if at:
                assert form in made.entries[head].forms
            else:
                assert target in made.entries
    for heads in made.aliases.values():
        assert set(heads) <= set(made.entries)


def test_the_order_of_the_words_decides_nothing(make: Make) -> None:
    words = "كتب كتاب يكتب كتابة كاتب استقالة نقل ترامب ترمب وزراء وزير بنت أشجار"
    one, other = make(words), make(" ".join(reversed(words.split())))
    assert one.homes == other.homes
    assert one.aliases == other.aliases
    assert {h: (e.forms, e.links) for h, e in one.entries.items()} == {
        h: (e.forms, e.links) for h, e in other.entries.items()
    }


def test_a_participle_with_a_sound_plural_alone_is_its_verb(make: Make) -> None:
    """«مبيعات» are what is sold; «نقاد» (broken) are critics, whoever criticises."""
    made = make("باعت مبيعات ينقد نقاد")
    assert made.entries["*باع"].links["مبيع"] >= SAME
    assert made.entries["*نقد"].links["ناقد"] < SAME


def test_a_plural_of_a_noun_that_is_nowhere_leads_to_its_verb(make: Make) -> None:
    assert "*عرقل" in make("عرقل").aliases["عراقيل"]
    assert "عراقيل" not in make("سلاح").aliases


def test_a_plural_is_known_with_its_hamza_on_any_seat(make: Make) -> None:
    made = make("شأن شؤون شئون")
    assert set(made.entries["شأن"].forms) == {"شأن", "شؤون", "شئون"}
