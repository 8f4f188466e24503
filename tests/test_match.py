"""Matching, rule by rule: what must match, and beside it the near miss that must not."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic import BIDI_CONTROLS, fold
from kashshaf.match import evidence, match
from kashshaf.model import Layout, Person, Registers
from kashshaf.names import compile_names
from tests.support import article, composed, matched, person, term, topic

BLINKEN = person("antony-blinken", "أنتوني بلينكن", "أنطوني بلينكن", "بلينكن")
BIDEN = person("joe-biden", "جو بايدن", "بايدن")
ANDREW = person("andrew-miller", "أندرو ميلر")
MATTHEW = person("matthew-miller", "ماثيو ميلر")
OBAMA = person("barack-obama", "باراك أوباما", "باراك اوباما")
PAUL = person("josh-paul", "جوش بول")
PEOPLE = (BLINKEN, BIDEN, ANDREW, MATTHEW, OBAMA, PAUL)
UN = term("united-nations", "الأمم المتحدة")
PENTAGON = term("pentagon", "البنتاغون")
HUFFPOST = term("huffpost", "هافبوست", "HuffPost")
PAUSE = term("pause", "هدنة إنسانية")
TERMS = (UN, PENTAGON, HUFFPOST, PAUSE)


Rule = tuple[str, str | None, int | None]


def surfaces(text: str, *rulings: Rule) -> list[tuple[str, str | None]]:
    return matched(text, PEOPLE, TERMS, rulings)[0]


def codes(text: str, *rulings: Rule) -> list[str]:
    return [found.code for found in matched(text, PEOPLE, TERMS, rulings)[2]]


def surfaces_of(text: str, people: list[Person]) -> list[tuple[str, str | None]]:
    return matched(text, people)[0]


# Proclitics


@pytest.mark.parametrize("proclitic", ["و", "ف", "ب", "ل", "ك", "وب", "ول", "فل", "وك", "فب"])
def test_what_hangs_before_a_name_is_outside_of_its_span(proclitic: str) -> None:
    assert surfaces(f"قال {proclitic}بلينكن أمس") == [("بلينكن", "antony-blinken")]
    text = f"قال {proclitic}أنتوني بلينكن أمس"
    assert surfaces(text) == [("أنتوني بلينكن", "antony-blinken")]


@pytest.mark.parametrize("letter", ["ت", "م", "ي", "ن", "ا", "سو", "لو", "بو"])
def test_any_other_letter_before_a_name_makes_another_word(letter: str) -> None:
    assert surfaces(f"قال {letter}بلينكن أمس") == []


def test_letters_after_a_name_make_another_word() -> None:
    assert surfaces("قال بلينكن أمس") == [("بلينكن", "antony-blinken")]
    assert surfaces("قال بلينكنا أمس") == []
    assert surfaces("قال بلينكنيون أمس") == []


@pytest.mark.parametrize(
    ("text", "surface"),
    [
        ("في البنتاغون", "البنتاغون"),
        ("قال والبنتاغون", "البنتاغون"),
        ("يعمل بالبنتاغون", "البنتاغون"),
        ("قال للبنتاغون", "بنتاغون"),
        ("قال وللبنتاغون", "بنتاغون"),
    ],
)
def test_a_term_with_its_article_after_a_proclitic(text: str, surface: str) -> None:
    found = surfaces(text)
    assert [record for _, record in found] == ["pentagon"]
    # After «لل» the alef is not written, and the span is what is left of the name.
    assert found[0][0] == surface
    assert text.endswith(surface)


def test_a_term_with_its_article_does_not_match_without_it() -> None:
    assert surfaces("عمل في بنتاغون آخر") == []
    assert surfaces("قال كبنتاغون آخر") == []


def test_the_united_nations_after_lam() -> None:
    assert surfaces("الجمعية العامة للأمم المتحدة") == [("أمم المتحدة", "united-nations")]
    assert surfaces("قال لأمم المتحدة") == []
    assert surfaces("الجمعية العامة للأمم متحدة") == []


def test_an_indefinite_term_also_matches_definite_and_a_person_never_does() -> None:
    assert surfaces("عن هدنة إنسانية") == [("هدنة إنسانية", "pause")]
    assert surfaces("عن الهدنة الإنسانية") == [("هدنة الإنسانية", "pause")]
    assert surfaces("قالوا بالهدنة الإنسانية") == [("هدنة الإنسانية", "pause")]
    assert surfaces("قال البلينكن") == []
    assert surfaces("قال الأنتوني بلينكن") == [("بلينكن", "antony-blinken")]


def test_a_latin_name_after_a_proclitic_and_a_tatweel() -> None:
    assert surfaces("قالوا لـHuffPost إنهم") == [("HuffPost", "huffpost")]
    assert surfaces("قالوا لHuffPost إنهم") == [("HuffPost", "huffpost")]
    assert surfaces("موقع huffpost") == [("huffpost", "huffpost")]
    assert surfaces("موقع HuffPosts") == []
    assert surfaces("موقع TheHuffPost") == []


def test_the_future_sin_stands_before_verbs_and_never_before_people() -> None:
    resign = topic("resignations", "الاستقالات", "يستقيل")
    _, phrases = compile_names(Registers(topics=(resign,)))
    assert [m.surface for m in evidence(article("قال إنه سيستقيل غدا"), phrases)] == ["يستقيل"]
    assert [m.surface for m in evidence(article("وسيستقيل غدا"), phrases)] == ["يستقيل"]
    # س stands before the four letters of the present tense and no others.
    war = topic("war", "الحرب", "حرب")
    _, phrases = compile_names(Registers(topics=(war,)))
    assert evidence(article("قال سحرب"), phrases) == ()
    yasser = person("yasser", "ياسر سعيد", "ياسر")
    assert matched("قال ياسر أمس", [yasser])[0] == [("ياسر", "yasser")]
    assert matched("قال سياسر أمس", [yasser])[0] == []
    assert matched("قال سبايدن أمس", [BIDEN])[0] == []


def test_a_remainder_of_two_letters_is_no_name() -> None:
    na = person("na", "نا", "نا")
    assert matched("قال نا أمس", [na])[0] == [("نا", "na")]
    assert matched("قال لنا أمس", [na])[0] == []


def test_a_word_that_is_itself_a_name_is_not_cut() -> None:
    # «باراك» is not ب + «اراك», and «كيسي» is not ك + «يسي».
    arak, barak = person("arak", "اراك", "اراك"), person("barak", "باراك", "باراك")
    assert matched("قال باراك أمس", [arak, barak])[0] == [("باراك", "barak")]


def test_the_conjunction_of_a_later_word_may_be_written_apart() -> None:
    oecd = term("oecd", "منظمة التعاون والتنمية")
    for text in ("منظمة التعاون والتنمية", "منظمة التعاون و التنمية"):
        assert matched(text, terms=[oecd])[0] == [(text, "oecd")]
    assert matched("منظمة التعاون أو التنمية", terms=[oecd])[0] == []
    assert matched("منظمة التعاون التنمية", terms=[oecd])[0] == []


# Spelling


@pytest.mark.parametrize(
    "written",
    [
        "انتوني بلينكن",
        "أنتُوني بلِينكِن",
        "أنتـــوني بلينكن",
        "أنتوني\u00a0بلينكن",
        "أنتوني  بلينكن",
        "أنتوني بلين\u200cكن",
        "أنتوني \u200fبلينكن",
        "ﺃﻧﺘﻮﻧﻲ ﺑﻠﻴﻨﻜﻦ",
    ],
)
def test_a_name_in_another_spelling_is_the_name_and_its_span_holds_all_of_it(written: str) -> None:
    text = f"قال {written}، أمس"
    assert surfaces(text) == [(written, "antony-blinken")]


def test_a_proclitic_that_is_one_character_with_the_name_cannot_be_cut_off() -> None:
    obama = person("obama", "باراك أوباما", "أوباما")
    assert matched("قال لأوباما أمس", [obama])[0] == [("أوباما", "obama")]
    assert matched("قال \ufefbوباما أمس", [obama])[0] == []


def test_the_preposition_on_is_no_man_called_ali() -> None:
    ali = person("ali", "علي حسن", "علي")
    assert matched("قال علي حسن أمس", [ali])[0] == [("علي حسن", "ali")]
    assert matched("قال علي أمس", [ali])[0] == [("علي", "ali")]
    assert matched("وقف على حسن ظنه", [ali])[0] == []
    # Elsewhere the two letters are one: of a last ى only this word is anything else.
    mona = person("mona", "منى حسن")
    assert matched("قالت مني حسن", [mona])[0] == [("مني حسن", "mona")]


def test_what_stands_between_the_words_of_one_name() -> None:
    def found(between: str) -> bool:
        names = [surface for surface, _ in surfaces(f"قال أنتوني{between}بلينكن")]
        return names == [f"أنتوني{between}بلينكن"]

    assert all(found(between) for between in (" ", "\u00a0", "-", "\u2011", " \u200f", "_"))
    assert not any(found(between) for between in ("، ", ". ", " (", "\n", ": ", " و"))


@pytest.mark.parametrize(
    ("name", "text"), [("عبد الرحمن الحسن", "عبدالرحمن الحسن"), ("عبدالله سعيد", "عبد الله سعيد")]
)
def test_abd_may_be_written_apart_or_not(name: str, text: str) -> None:
    assert matched(f"قال {text} ذلك.", [person("a", name)])[0] == [(text, "a")]
    assert matched("قال عبد السلام الحسن ذلك.", [person("a", name)])[0][:1] != [(text, "a")]


def test_a_hashtag_ties_a_name_with_underscores() -> None:
    assert surfaces("كتب #باراك_أوباما ذلك.") == [("باراك_أوباما", "barack-obama")]


def test_variants_match_and_other_spellings_do_not() -> None:
    assert surfaces("قال أنطوني بلينكن") == [("أنطوني بلينكن", "antony-blinken")]
    assert surfaces("قال أنتونى بلينكن") == [("أنتونى بلينكن", "antony-blinken")]
    assert surfaces("قال أنثوني بلينكن") == [("بلينكن", "antony-blinken")]


@given(
    st.text(alphabet="\u064b\u064e\u0651\u0640" + BIDI_CONTROLS, max_size=3),
    st.integers(1, 5),
)
def test_marks_inside_of_a_name_never_hide_it(marks: str, at: int) -> None:
    written = "بلينكن"[:at] + marks + "بلينكن"[at:]
    text = f"قال و{written} أمس"
    assert surfaces(text) == [(written, "antony-blinken")]


# A surname refers back


def test_a_surname_refers_back_to_the_full_name() -> None:
    found, mentions, findings = matched("قال أندرو ميلر ذلك. وأضاف ميلر.", PEOPLE)
    assert found == [("أندرو ميلر", "andrew-miller"), ("ميلر", "andrew-miller")]
    assert [mention.rule for mention in mentions] == ["name", "surname"]
    assert findings == ()


def test_a_surname_before_the_full_name_as_in_a_title() -> None:
    _, findings = composed(
        {
            "seeds/articles/a.txt": "ميلر يستقيل\nوقال أندرو ميلر ذلك أمام الصحفيين في مقرها.\n",
            "seeds/registers/people.yml": [{"id": "andrew", "name": "أندرو ميلر"}],
        }
    )
    assert not {f.code for f in findings} & {"K012", "K015"}
    # In the text itself a word may stand there that is no name: «صالح للتطبيق».
    found, mentions, _ = matched("رفض ميلر. وقال أندرو ميلر ذلك.", [ANDREW])
    assert found == [("ميلر", None), ("أندرو ميلر", "andrew-miller")]
    assert mentions[0].rule == "bare-surname"


def test_a_surname_in_al_may_be_an_ordinary_word() -> None:
    people = [person("masri", "عمر المصري"), person("qadi", "عماد القاضي")]
    text = "قال عمر المصري وعماد القاضي ذلك. "
    assert surfaces_of(text + "وقال المصري ذلك.", people)[-1] == ("المصري", "masri")
    assert surfaces_of(text + "وقال الرئيس القاضي ذلك.", people)[-1] == ("القاضي", "qadi")
    for noun in ("الشعب المصري", "الرئيس المصري", "والشعب المصري", "القاضي عماد"):
        found = surfaces_of(text + f"ثم {noun} أمس.", people)
        assert found[-1] in (("المصري", None), ("القاضي", None)), noun


def test_two_who_share_a_surname_are_never_confused() -> None:
    assert surfaces("قال ماثيو ميلر. وأضاف ميلر.") == [
        ("ماثيو ميلر", "matthew-miller"),
        ("ميلر", "matthew-miller"),
    ]
    # Once both are named, a surname alone is nobody's, and the finding names both.
    text = "قال أندرو ميلر. وقال ميلر. ورد ماثيو ميلر. وأضاف ميلر."
    found, mentions, findings = matched(text, PEOPLE)
    assert found == [
        ("أندرو ميلر", "andrew-miller"),
        ("ميلر", "andrew-miller"),
        ("ماثيو ميلر", "matthew-miller"),
        ("ميلر", None),
    ]
    assert mentions[-1].candidates == ("andrew-miller", "matthew-miller")
    assert mentions[-1].rule == "ambiguous"
    assert [f.code for f in findings] == ["K012"]
    assert findings[0].severity == "error"
    assert "andrew-miller, matthew-miller" in findings[0].message
    assert findings[0].location.column == text.rindex("ميلر") + 1


def test_a_shared_surname_with_no_full_name_is_ambiguous() -> None:
    found, mentions, findings = matched("رفض ميلر الإجابة.", PEOPLE)
    assert found == [("ميلر", None)]
    assert mentions[0].candidates == ("andrew-miller", "matthew-miller")
    assert [f.code for f in findings] == ["K012"]


def test_a_bare_surname_is_reported_and_not_guessed_even_with_one_bearer() -> None:
    _, mentions, findings = matched("رفض ميلر الإجابة.", [MATTHEW, BLINKEN])
    assert [(m.record, m.rule) for m in mentions] == [(None, "bare-surname")]
    assert mentions[0].candidates == ("matthew-miller",)
    assert [(f.code, f.severity) for f in findings] == [("K015", "info")]
    # Among the variants it is an editor's word.
    _, mentions, findings = matched("رفض بلينكن الإجابة.", [MATTHEW, BLINKEN])
    assert [(m.record, m.rule) for m in mentions] == [("antony-blinken", "name")]
    assert findings == ()


def test_a_surname_after_a_proclitic_is_not_even_reported_unless_the_article_names_him() -> None:
    # «فلورانس» is a town, and no ف + «لورانس».
    lawrence = person("lawrence", "وليام لورانس")
    assert matched("زار فلورانس أمس.", [lawrence])[1:] == ((), ())
    text = "قال وليام لورانس ذلك، فلورانس صريح."
    assert matched(text, [lawrence])[0] == [("وليام لورانس", "lawrence")]
    assert matched("قال كين كيسي ذلك، فكيسي صريح.", [person("casey", "كين كيسي")])[0][1] == (
        "كيسي",
        "casey",
    )


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("ريم الهاشمي", "قال كريم الهاشمي ذلك."),
        ("سام براون", "قال بسام براون ذلك."),
        ("حسن نصر الله", "قال حسن نصر الله ذلك إن شاء الله."),
        ("صلاح الدين", "قال صلاح الدين إن الدين يسر."),
        ("محمد بن سلمان", "قال محمد بن سلمان. وقال الملك سلمان."),
        ("محمود عباس", "قال محمود عباس. ورفض عباس إبراهيم."),
        ("أندرو ميلر", "قال أندرو ميلر. ورفض آرثر  ميلر."),
    ],
)
def test_what_looks_like_a_name_inside_of_another_word_or_name(name: str, text: str) -> None:
    found = matched(text, [person("who", name)])[0]
    whole = f" {name}" in text
    assert [pair for pair in found if pair[1]] == ([(name, "who")] if whole else [])


def test_a_surname_of_two_words_is_one() -> None:
    sayyed = person("sayyed", "حسن نصر الله")
    assert matched("قال حسن نصر الله. وقال نصر الله.", [sayyed])[0][1] == ("نصر الله", "sayyed")


def test_a_term_with_a_hamza_is_not_found_inside_of_a_word_without() -> None:
    hope, money = term("hope", "أمل"), term("money", "مال")
    assert matched("بشكل كامل وكمال", [], [hope, money])[0] == []
    assert matched("وأمل ومال", [], [hope, money])[0] == [("أمل", "hope"), ("مال", "money")]


def test_the_article_after_li_and_a_word_in_lam() -> None:
    committee, refugees = term("committee", "اللجنة الدولية"), term("refugees", "لاجئين")
    found = matched("قال للجنة الدولية وللاجئين ذلك.", [], [committee, refugees])[0]
    assert found == [("لجنة الدولية", "committee"), ("لاجئين", "refugees")]


def test_a_given_name_alone_is_nobody() -> None:
    assert surfaces("قال ماثيو إنه لا يعلق، وقال أندرو ذلك.") == []


def test_a_short_surname_alone_is_a_word_unless_the_article_names_its_bearer() -> None:
    assert surfaces("ضرب بول الكرة.") == []
    assert codes("ضرب بول الكرة.") == []
    assert surfaces("قال جوش بول. وأضاف بول.") == [("جوش بول", "josh-paul"), ("بول", "josh-paul")]
    # A single word that an editor wrote among the variants is his word.
    listed = person("josh-paul", "جوش بول", "بول")
    assert matched("قال بول أمس.", [listed])[0] == [("بول", "josh-paul")]


def test_a_record_without_a_surname_is_never_met_by_it() -> None:
    with_surname = person("king", "محمد السادس")
    without = person("king", "محمد السادس", surname="")
    assert matched("في القرن السادس", [with_surname])[0] == [("السادس", None)]
    assert matched("في القرن السادس", [without])[0] == []
    assert matched("قال محمد السادس. في القرن السادس", [without])[0] == [("محمد السادس", "king")]


def test_the_surname_as_a_variant_spells_it() -> None:
    lily = person("lily", "ليلي جرينبرج", "ليلي غرينبرغ")
    assert matched("قالت ليلي جرينبرج. وأضافت غرينبرغ.", [lily])[0] == [
        ("ليلي جرينبرج", "lily"),
        ("غرينبرغ", "lily"),
    ]
    # «الأمريكي» is the last word of a variant, but no spelling of the surname.
    biden = person("joe-biden", "جو بايدن", "الرئيس الأمريكي")
    assert matched("قال جو بايدن. وأضاف المبعوث الأمريكي.", [biden])[0] == [
        ("جو بايدن", "joe-biden")
    ]


def test_another_given_name_before_a_surname_is_somebody_else() -> None:
    # «باراك» is a given name of the register, and no بلينكن has it.
    found, mentions, findings = matched("قال باراك بلينكن أمس.", PEOPLE)
    assert found == [("بلينكن", None)]
    assert mentions[0].rule == "other-name"
    assert mentions[0].candidates == ("antony-blinken",)
    assert [(f.code, f.severity) for f in findings] == [("K011", "warning")]
    # With its proclitic it is a given name all the same.
    brown = person("sam", "سام براون", "براون")
    assert matched("التقى بأندرو براون أمس.", [ANDREW, brown])[0] == [("براون", None)]
    assert matched("التقى وأندرو براون أمس.", [ANDREW, brown])[0] == [("براون", None)]
    # And one that no register has: آرثر is on a list.
    assert matched("قال آرثر ميلر أمس.", [ANDREW])[0] == [("ميلر", None)]
    # A word that is no given name changes nothing, nor does one that a stop divides from it.
    assert surfaces("قال الوزير بلينكن أمس.") == [("بلينكن", "antony-blinken")]
    assert surfaces("التقى باراك. بلينكن قال ذلك.")[-1] == ("بلينكن", "antony-blinken")


def test_a_stranger_named_in_full_is_who_the_surname_refers_back_to() -> None:
    # The register has one Miller; the article speaks of another one, whom it lacks.
    found, mentions, findings = matched("قال أندرو ميلر ذلك. وأضاف ميلر.", [MATTHEW, OBAMA])
    assert found == [("ميلر", None), ("ميلر", None)]
    assert {mention.candidates for mention in mentions} == {("matthew-miller",)}
    # One finding for the stranger, however often the surname comes after.
    assert [finding.code for finding in findings] == ["K011"]
    # Where the article names him too, his surname is his.
    text = "قال أندرو ميلر ذلك. ورد ماثيو ميلر، وأضاف ميلر."
    assert matched(text, [MATTHEW])[0][1] == ("ماثيو ميلر", "matthew-miller")


# Overlaps


def test_the_longest_name_wins() -> None:
    short, long = person("ibn-sina", "ابن سينا"), person("junior", "ابن سينا الصغير")
    assert matched("قال ابن سينا الصغير أمس", [short, long])[0] == [("ابن سينا الصغير", "junior")]
    assert matched("قال ابن سينا الكبير أمس", [short, long])[0] == [("ابن سينا", "ibn-sina")]


def test_a_person_inside_of_an_organisation_does_not_fire() -> None:
    brown, university = person("brown", "غوردون براون"), term("university", "جامعة براون")
    text = "قال غوردون براون في جامعة براون. وأضاف براون."
    assert matched(text, [brown], [university])[0] == [
        ("غوردون براون", "brown"),
        ("جامعة براون", "university"),
        ("براون", "brown"),
    ]
    assert matched("درس في جامعة براون.", [brown])[0] == [("براون", None)]


def test_a_term_inside_of_a_longer_term_does_not_fire() -> None:
    ministry, minister = term("ministry", "الخارجية"), term("minister", "وزير الخارجية")
    assert matched("قال وزير الخارجية في الخارجية", terms=[ministry, minister])[0] == [
        ("وزير الخارجية", "minister"),
        ("الخارجية", "ministry"),
    ]


def test_a_name_that_two_records_share_is_ambiguous() -> None:
    one, other = person("one", "جون سميث"), person("other", "جون سميث")
    found, mentions, findings = matched("قال جون سميث أمس", [one, other])
    assert found == [("جون سميث", None)]
    assert mentions[0].candidates == ("one", "other")
    assert [f.code for f in findings] == ["K012"]


def test_phrases_of_two_topics_may_share_words() -> None:
    aid = topic("aid", "المساعدات", "المساعدات العسكرية")
    arms = topic("arms", "الأسلحة", "العسكرية")
    _, phrases = compile_names(Registers(topics=(aid, arms)))
    found = evidence(article("قطع المساعدات العسكرية أمس"), phrases)
    assert [(m.surface, m.record) for m in found] == [
        ("المساعدات العسكرية", "aid"),
        ("العسكرية", "arms"),
    ]


def test_the_name_of_a_topic_is_no_evidence_unless_it_is_among_its_phrases() -> None:
    resignations = topic("resignations", "الاستقالات", "استقالة")
    _, phrases = compile_names(Registers(topics=(resignations,)))
    assert evidence(article("كثرت الاستقالات"), phrases) == ()
    assert [m.surface for m in evidence(article("قدم الاستقالة"), phrases)] == ["استقالة"]


# Where no name is looked for


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/بلينكن/huffpost",
        "http://huffpost.com/a",
        "www.huffpost.com",
        "news@huffpost.com",
        "ftp://x/بلينكن",
    ],
)
def test_nothing_is_looked_for_in_an_address(address: str) -> None:
    assert surfaces(f"انظر {address} هنا") == []
    assert surfaces(f"انظر {address} بلينكن") == [("بلينكن", "antony-blinken")]


@pytest.mark.parametrize(
    "address", ["huffpost.com/entry/joe-biden", "bit.ly/HuffPost", "@HuffPost"]
)
def test_nothing_is_looked_for_in_an_address_without_a_scheme(address: str) -> None:
    paper = term("huffpost", "هافبوست", "HuffPost")
    assert matched(f"انظر {address} هنا.", [], [paper])[0] == []
    assert matched("انظر HuffPost هنا.", [], [paper])[0] == [("HuffPost", "huffpost")]


def test_nothing_is_looked_for_in_a_latin_word() -> None:
    us = term("us", "الولايات المتحدة", "US")
    assert matched("في US اليوم", terms=[us])[0] == [("US", "us")]
    for text in ("في USA اليوم", "في bUS اليوم", "في US2", "في 2US"):
        assert matched(text, terms=[us])[0] == []


def test_a_name_does_not_go_over_from_one_paragraph_to_the_next() -> None:
    assert surfaces("قال أنتوني\nبلينكن ذلك") == [("بلينكن", "antony-blinken")]
    wrapped = Layout(title_line=False, headings=(), wrapped=True)
    names, _ = compile_names(Registers(people=PEOPLE))
    one = article("قال أنتوني\nبلينكن ذلك", layout=wrapped)
    assert [m.surface for m in match(one, names)[0]] == ["أنتوني\nبلينكن"]


# An editor's word


def test_a_ruling_for_the_article() -> None:
    text = "رفض ميلر الإجابة.\nوأضاف ميلر ذلك."
    found, mentions, findings = matched(text, PEOPLE, rulings=[("ميلر", "matthew-miller", None)])
    assert found == [("ميلر", "matthew-miller")] * 2
    assert {mention.rule for mention in mentions} == {"ruling"}
    assert findings == ()


def test_a_ruling_for_one_paragraph_stands_above_one_for_the_article() -> None:
    text = "رفض ميلر الإجابة.\nوأضاف ميلر ذلك."
    one: Rule = ("ميلر", "andrew-miller", 2)
    assert surfaces(text, one) == [("ميلر", None), ("ميلر", "andrew-miller")]
    both = [one, ("ميلر", "matthew-miller", None)]
    for rulings in (both, both[::-1]):
        assert surfaces(text, *rulings) == [("ميلر", "matthew-miller"), ("ميلر", "andrew-miller")]


def test_a_ruling_for_nobody_takes_the_mention_out() -> None:
    text = "قال بايدن ذلك.\nووصل بايدن."
    assert surfaces(text, ("بايدن", None, 1)) == [("بايدن", "joe-biden")]
    assert codes(text, ("بايدن", None, 1)) == []


def test_a_ruling_stands_above_the_full_name_given_earlier() -> None:
    text = "قال أندرو ميلر ذلك. وأضاف ميلر."
    assert surfaces(text, ("ميلر", "matthew-miller", None)) == [
        ("أندرو ميلر", "andrew-miller"),
        ("ميلر", "matthew-miller"),
    ]


def test_a_ruling_that_meets_nothing_is_a_finding() -> None:
    assert codes("قال بايدن ذلك.", ("أوباما", "barack-obama", None)) == ["K013"]
    assert codes("قال بايدن ذلك.", ("بايدن", "joe-biden", 2)) == ["K013"]
    assert codes("قال بايدن ذلك.", ("بايدن", "joe-biden", 1)) == []


def test_a_ruling_is_compared_as_names_are() -> None:
    assert surfaces("قال ومـيلر ذلك.", ("ميلر", "andrew-miller", None)) == [
        ("مـيلر", "andrew-miller")
    ]


# Properties

WORDS = st.sampled_from(
    [
        *("قال", "بلينكن", "ولبلينكن", "أنتوني", "ميلر", "ماثيو", "أندرو", "بول", "جوش", "باراك"),
        *("للأمم", "المتحدة", "الأمم", "بالبنتاغون", "لـHuffPost", "أوباما", "https://a.b/ميلر"),
        *("،", ".", "\n", "\u200f", "جو", "بايدن", "وبايدن", "هدنة", "إنسانية", "و"),
    ]
)


@given(st.lists(WORDS, max_size=25).map(" ".join))
def test_mentions_are_in_order_apart_and_hold_whole_words_of_the_text(text: str) -> None:
    _, mentions, findings = matched(text, PEOPLE, TERMS)
    end = 0
    for mention in mentions:
        assert mention.span.start >= end
        end = mention.span.end
        assert mention.surface.strip() == mention.surface != ""
        assert mention.block.span.start <= mention.span.start
        assert mention.span.end <= mention.block.span.end
        assert mention.span.end == len(text) or not fold(text[mention.span.end]).isalnum()
        # A record, or candidates: never both, never neither.
        assert (mention.record is None) is bool(mention.candidates)
    # What has no record has its finding; a stranger has one for the article.
    codes = [found.code for found in findings]
    rules = [mention.rule for mention in mentions if mention.record is None]
    assert codes.count("K012") == rules.count("ambiguous")
    assert codes.count("K015") == rules.count("bare-surname")
    assert ("K011" in codes) is ("other-name" in rules)
    assert len(rules) == sum(map(rules.count, ("ambiguous", "bare-surname", "other-name")))


@given(st.lists(WORDS, max_size=25).map(" ".join), st.permutations(PEOPLE))
def test_the_order_of_the_register_decides_nothing(text: str, people: list[Person]) -> None:
    assert matched(text, people, TERMS)[0] == matched(text, PEOPLE, TERMS[::-1])[0]
