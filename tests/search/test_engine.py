"""The search as readers have it: the script of the site over an index, typed queries, results."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, Final

import pytest

from kashshaf.search.build import make_index
from kashshaf.search.documents import Document
from kashshaf.search.terminal import Answer, Engine, IndexMissingError
from kashshaf.search.text import coarse, words
from tests.search.articles import ARTICLES, CARDS, NAMES
from tests.search.support import Json, document, found, lay

#: Groups that have every word of the query, or its family.
SURE: Final = ("phrase", "all")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return lay(tmp_path_factory.mktemp("index"), make_index(ARTICLES, CARDS, NAMES))


@pytest.fixture(scope="module")
def engine(folder: Path) -> Iterator[Engine]:
    made = Engine(folder)
    yield made
    made.close()


def sure(answer: Answer) -> set[str]:
    """Return the articles that have all that was asked for."""
    return {result["article"] for result in answer.results if result["group"] in SURE}


def asked(query: str, *articles: str, because: str) -> Any:
    return pytest.param(query, set(articles), id=f"{because}: {query}")


# One word


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        asked("عاصفة", "storm", because="as it is written"),
        asked("عاصفه", "storm", because="ه for ة"),
        asked("اسماك", "fish", because="hamza left out"),
        asked("أسماك", "fish", because="with its hamza"),
        asked("اطفال", "library", because="hamza left out behind the article"),
        asked("مسوول", "storm", because="hamza left out, its seat kept"),
        asked("مسئول", "storm", because="hamza on another seat"),
        asked("قراءه", "library", "school", because="ه for ة, family"),
        asked("مستشفي", "hospital", because="ي for ى"),
        asked("عَاصِفَةٌ", "storm", because="marks"),
        asked("عـــاصفـة", "storm", because="tatweel"),
        asked("عاص\u200cفة\u200f", "storm", because="invisible characters"),
        asked("ﻋﺎﺻﻔﺔ", "storm", because="presentation forms"),
        asked("کتاب", "peace", "library", "colours", because="Persian kaf"),
        *(
            asked(f"{before}عاصفة", "storm", because="proclitics")
            for before in ("ال", "و", "وال", "ب", "بال", "ك", "ف", "وب")
        ),
        asked("للعاصفة", "storm", because="ل and the article"),
        asked("وللمستشفى", "hospital", because="و, ل and the article"),
        asked("لاجئ", "school", because="the text has proclitics and a plural"),
        asked("مسؤولون", "storm", because="sound plural, the text has the singular"),
        asked("صياد", "storm", because="the text has the sound plural"),
        asked("معلمة", "school", because="the text has the feminine plural"),
        asked("عواصف", "storm", because="broken plural, the text has the singular"),
        asked("سمكة", "fish", because="the unit of a collective"),
        asked("مدينة", "lopez", "hospital", because="the text has both numbers"),
        asked("مدن", "lopez", "hospital", because="broken plural, the text has both"),
        asked("طبيب", "hospital", because="the text has the broken plural"),
        asked("قطار", "trains", because="the text has dual and plural"),
        asked("جسران", "trains", because="dual, the text has singular and plural"),
        asked("مدرسة", "school", "storm", "peace", because="plural, and behind a pronoun"),
        asked("لاعبيه", "coach", "match", "chess-again", because="plural with a pronoun"),
        asked("يفوز", "match", because="verb"),
        asked("فازوا", "match", because="a form of the verb that is not in the text"),
        asked("استقالة", "coach", "director", because="verbal noun finds the verb"),
        asked("يستقيلون", "coach", "director", because="verb finds the verbal noun"),
        asked("قرأ", "library", "school", because="past, the text has present and noun"),
        asked("أمطار", "storm", "rain", because="plural and singular"),
        asked("أمريكا", because="not there"),
    ],
)
def test_a_word_is_found(engine: Engine, query: str, articles: set[str]) -> None:
    assert sure(engine.search(query)) >= articles
    if not articles:
        assert engine.search(query).total == 0


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        asked("حرب", "peace", because="not محراب"),
        asked("محراب", "theatre", because="not حرب"),
        asked("مكتب", "post", because="neither مكتبة nor كتاب"),
        asked("مكتبة", "library", because="not مكتب"),
        asked("وطن", "theatre", because="و of its own"),
        asked("وقود", "peace", because="و of its own"),
        asked("بالون", "balloon", because="بال of its own"),
        asked("لبنان", "theatre", because="ل and ان of its own"),
        asked("ممثل", "theatre", because="plural"),
        asked("نصار", "garden", because="a name is not cut"),
        asked("لوبيز", "lopez", "chess-again", because="a name is not cut"),
        asked("وادي", "balloon", because="not و and ادي"),
    ],
)
def test_a_word_is_found_and_nothing_else(engine: Engine, query: str, articles: set[str]) -> None:
    assert set(found(engine.search(query))) == articles


@pytest.mark.parametrize("query", ["فوز"])
def test_a_noun_of_a_verb_that_is_nowhere_finds_the_verb(engine: Engine, query: str) -> None:
    wanted = {"مستقيل": {"director", "coach"}, "فوز": {"match"}}[query]
    assert set(found(engine.search(query, groups="all"))) >= wanted


def test_the_form_that_was_typed_comes_first(engine: Engine) -> None:
    assert found(engine.search("استقال"))[0] == "director"
    assert found(engine.search("استقالته"))[0] == "coach"
    assert found(engine.search("علي"))[0] == "network-again"  # and not «على»


# Numbers


@pytest.mark.parametrize("query", ["15000", "15,000", "15.000", "١٥٠٠٠", "١٥٬٠٠٠", "۱۵۰۰۰"])
def test_thousands_are_one_number_however_they_are_written(engine: Engine, query: str) -> None:
    assert found(engine.search(query)) == ["match"]


@pytest.mark.parametrize("query", ["3.5", "٣٫٥", "3,5"])
def test_a_decimal_is_a_number(engine: Engine, query: str) -> None:
    assert found(engine.search(query)) == ["rain"]


def test_another_number_is_another_number(engine: Engine) -> None:
    assert engine.search("1500").total == 0
    assert engine.search("35").total == 0


# Names


@pytest.fixture(scope="module")
def spellings(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    more = document("chess-third", "مباراة", "لعب شلبنغر وشلبنجر معا.")
    made = Engine(lay(tmp_path_factory.mktemp("names"), make_index((*ARTICLES, more), CARDS)))
    yield made
    made.close()


@pytest.mark.parametrize("query", ["شلبنغر", "شلبنجر", "شلبنكر", "شلبينغر", "وشلبنغر", "لشلبنجر"])
def test_a_name_in_another_spelling(spellings: Engine, query: str) -> None:
    assert sure(spellings.search(query)) == {"chess", "chess-again", "chess-third"}


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        asked("Lopez", "lopez", "chess-again", because="by sound"),
        asked("LOPEZ", "lopez", "chess-again", because="by sound, capitals"),
        asked("López", "lopez", "chess-again", because="by sound, an accent"),
        asked("Lopes", "lopez", "chess-again", because="by sound, another spelling"),
        asked("Schelbinger", "chess", "chess-again", because="by sound, sch"),
        asked("Japan", "lopez", because="by the table of countries"),
        asked("Lebanon", "theatre", because="by the table of countries"),
        asked("Nassar", "garden", because="by the register"),
        asked("Leila Nassar", "garden", because="by the register, in full"),
        asked("Town Hall", "storm", "library", because="a term of the register"),
        asked("greenwave", "fish", because="it stands in the text so"),
        asked("Kowalczyk", because="it stands nowhere"),
    ],
)
def test_a_name_in_latin_letters(engine: Engine, query: str, articles: set[str]) -> None:
    answer = engine.search(query)
    assert set(found(answer)) == articles
    assert sure(answer) == articles


def test_an_english_name_of_two_arabic_words_wants_both_side_by_side(tmp_path: Path) -> None:
    more = (
        document("both", "سفر", "وصل الوفد إلى المملكة المتحدة صباحا."),
        document(
            "apart",
            "سفر",
            "في المملكة وفود كثيرة" + " من أندية المدينة" * 9 + " ومن الجامعات المتحدة.",
        ),
        document("one", "سفر", "وصل الوفد إلى المملكة."),
    )
    engine = Engine(lay(tmp_path, make_index(more)))
    assert found(engine.search("United Kingdom")) == ["both"]
    engine.close()


@pytest.mark.parametrize("query", ["فيسبوك", "فيس بوك", "الفيسبوك", "بالفيسبوك"])
def test_a_name_that_is_joined_or_split(engine: Engine, query: str) -> None:
    assert sure(engine.search(query)) == {"network", "network-again"}


def test_every_name_of_a_record_finds_its_mentions(engine: Engine) -> None:
    """Whatever the text calls him there: it says «ضيفه» in one, «حداد» in the other."""
    for query in ("سامي حداد", "Sami Haddad", "أبو كمال", "ابو كمال"):
        assert sure(engine.search(query)) >= {"match", "coach"}, query


# Cards


@pytest.mark.parametrize(
    ("query", "cards"),
    [
        ("ليلى نصار", ["leila-nassar"]),
        ("نصار", ["leila-nassar"]),
        ("nassar", ["leila-nassar"]),
        ("أبو كمال", ["sami-haddad"]),
        ("ابو كمال", ["sami-haddad"]),
        ("أحوال الجو", ["weather"]),
        ("البلديه", ["municipality"]),
        ("town hall", ["municipality"]),
        ("عاصفة", []),
        ("كمال", []),
    ],
)
def test_a_name_shows_its_record(engine: Engine, query: str, cards: list[str]) -> None:
    assert [card["id"] for card in engine.search(query).cards] == cards


@pytest.mark.parametrize("query", ["حداد", "Haddad", "لحداد"])
def test_a_surname_of_two_shows_both(engine: Engine, query: str) -> None:
    answer = engine.search(query)
    assert {card["id"] for card in answer.cards} == {"sami-haddad", "rami-haddad"}
    assert sure(answer) >= {"match", "coach", "director"}


@pytest.mark.parametrize("query", ["سامي حداد", "Sami Haddad"])
def test_who_is_named_in_full_comes_first(engine: Engine, query: str) -> None:
    answer = engine.search(query)
    assert answer.cards[0]["id"] == "sami-haddad"
    assert set(found(answer)[:2]) == {"match", "coach"}


def test_a_card_says_what_the_record_is(engine: Engine) -> None:
    [card] = engine.search("نصار").cards
    assert card == {
        "id": "leila-nassar",
        "kind": "person",
        "heading": "ليلى نصار",
        "note": "مهندسة",
        "url": "person/leila-nassar.html",
        "articles": 1,
    }


# Phrases, and words left out


@pytest.mark.parametrize("quotes", ["“{}”", "«{}»", '"{}"', "„{}“"])
def test_a_phrase_is_found_as_it_stands(engine: Engine, quotes: str) -> None:
    query = quotes.format("الخط الأخضر")
    answer = engine.search(query)
    assert found(answer) == ["line"]
    assert sure(answer) == {"line"}
    # Without quotation marks any of its forms will do.
    assert sure(engine.search("الخط الأخضر")) == {"line", "colours"}


@pytest.mark.parametrize(
    ("query", "articles"),
    [
        asked("«مدير المتحف يترك منصبه»", "director", because="in a title"),
        asked("«نزل المطر على القرى»", "rain", because="with a particle"),
        asked("«الخط»", "line", because="one word, noun and verb"),
        asked("«كتاب»", "library", "peace", because="one word and none of its forms"),
        asked("«الخط الاخضر»", "line", because="hamza left out"),
        asked("«لاجئين الصغار»", "school", because="proclitics of its first word"),
        asked("«خط أخضر»", because="another form"),
        asked("«الأخضر الخط»", because="another order"),
        asked("«الساحل ليلة»", because="a word between"),
        asked("«أبوابها وقال»", because="over the end of a paragraph"),
        asked("«الساحل الشمالي» المدارس", "storm", because="and a word more"),
        asked("«الساحل الشمالي» «أبواب»", because="two, of which one is not there"),
        asked("«الساحل الشمالي» «ثلاثة أيام»", "storm", because="two"),
    ],
)
def test_a_phrase(engine: Engine, query: str, articles: set[str]) -> None:
    assert set(found(engine.search(query, groups="all"))) == articles


def test_a_word_with_a_minus_is_left_out(engine: Engine) -> None:
    both = sure(engine.search("المدرسة"))
    assert both == {"school", "storm", "peace"}
    assert sure(engine.search("المدرسة -كتاب")) == {"school", "storm"}
    assert sure(engine.search("-كتاب المدرسة")) == {"school", "storm"}
    assert sure(engine.search("المدرسة -كتب -عاصفة")) == {"school"}
    assert engine.search("-كتاب").total == 0


def test_a_hyphen_inside_of_a_word_leaves_nothing_out(engine: Engine) -> None:
    assert "library" in found(engine.search("مكتبة-عامة"))


# Several words, groups and their order


def test_all_words_go_before_some_and_particles_do_not_count(engine: Engine) -> None:
    answer = engine.search("مكتبة كتاب الحي", groups="all")
    groups = [result["group"] for result in answer.results]
    assert answer.results[0]["article"] == "library"
    assert groups == sorted(groups, key=["phrase", "all", "related", "some", "prefix"].index)
    assert set(found(engine.search("في المدينة"))) == {"lopez", "hospital"}


def test_groups_are_counted_and_an_article_is_in_one(engine: Engine) -> None:
    answer = engine.search("كتاب المدرسة", groups="all", limit=50)
    assert len(set(found(answer))) == len(answer.results) == answer.total
    assert [group["group"] for group in answer.groups] == list(
        dict.fromkeys(result["group"] for result in answer.results)
    )
    for group in answer.groups:
        of_group = [result for result in answer.results if result["group"] == group["group"]]
        assert len(of_group) == group["total"] > 0
        scores = [result["score"] for result in of_group]
        assert scores == sorted(scores, reverse=True)


def test_the_best_groups_are_a_part_of_all_of_them(engine: Engine) -> None:
    for query in ("كتاب المدرسة", "لبنان", "استقالة", "المتحف القديم"):
        best = engine.search(query, limit=50)
        every = engine.search(query, groups="all", limit=50)
        assert set(found(best)) <= set(found(every))
        assert found(best)[0] == found(every)[0]
        assert best.total == len(best.results)


def test_related_words_are_a_group_of_their_own(tmp_path: Path) -> None:
    more = (
        document("one", "سوق", "يعيش في لبنان كثيرون."),
        document("two", "سوق", "قال تاجر لبناني ذلك."),
        document("three", "سوق", "وصل قطار آخر."),
    )
    engine = Engine(lay(tmp_path, make_index(more)))
    answer = engine.search("لبنان", groups="all")
    engine.close()
    assert [(r["article"], r["group"]) for r in answer.results] == [
        ("one", "all"),
        ("two", "related"),
    ]


def test_words_side_by_side_go_before_words_apart(engine: Engine) -> None:
    assert found(engine.search("الخط الأخضر"))[:2] == ["line", "colours"]


def test_a_set_phrase_is_a_group_of_its_own(tmp_path: Path) -> None:
    together = [document(f"t{at}", "خبر", f"قرب سور الحديقة رقم {at} ألف.") for at in range(12)]
    apart = [
        document(f"a{at}", "خبر", f"السور طويل جدا، ولا يرى أحد من خلفه تلك الحديقة رقم {at}.")
        for at in range(6)
    ]
    engine = Engine(lay(tmp_path, make_index((*apart, *together))))
    answer = engine.search("سور الحديقة", limit=50)
    engine.close()
    groups = {result["article"]: result["group"] for result in answer.results}
    assert {groups.get(one.id) for one in together} == {"phrase"}
    assert {groups.get(one.id, "all") for one in apart} == {"all"}
    assert answer.groups[0] == {"group": "phrase", "total": 12}


def test_a_word_in_the_title_is_worth_more(tmp_path: Path) -> None:
    more = (
        document("body", "خبر اليوم", "وصلت سفينة إلى الميناء صباحا."),
        document("title", "سفينة اليوم", "وصل قارب إلى الميناء صباحا."),
    )
    engine = Engine(lay(tmp_path, make_index(more)))
    assert found(engine.search("سفينة")) == ["title", "body"]
    engine.close()


# While the reader is typing


@pytest.fixture(scope="module")
def typing(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    many = [document(f"s{at}", "خبر", f"دخلت السفينة الميناء رقم {at}.") for at in range(5)]
    made = Engine(lay(tmp_path_factory.mktemp("typing"), make_index((*many, *ARTICLES))))
    yield made
    made.close()


@pytest.mark.parametrize("query", ["السفي", "سفين", "السفين", "والسفي", "المينا", "ميناء السفي"])
def test_the_beginning_of_a_word_finds_it(typing: Engine, query: str) -> None:
    answer = typing.search(query)
    assert {f"s{at}" for at in range(5)} <= set(found(answer))


def test_a_beginning_is_one_only_at_the_end_of_what_is_typed(typing: Engine) -> None:
    assert typing.search("سفين").results[0]["group"] == "prefix"
    for query in ("سفين ", "سفين.", "«سفين»", "-سفين"):
        groups = {result["group"] for result in typing.search(query, groups="all").results}
        assert "prefix" not in groups, query


def test_a_whole_word_goes_before_what_begins_with_it(typing: Engine) -> None:
    answer = typing.search("سفينة", groups="all")
    assert answer.results[0]["group"] in SURE


# Filters and facets


def test_filters_leave_what_fits(engine: Engine) -> None:
    def only(**filters: Sequence[str]) -> set[str]:
        kinds = {kind: list(values) for kind, values in filters.items()}
        return set(found(engine.search("المدرسة كتاب حداد المطر", groups="all", filters=kinds)))

    every = only()
    facts = {one.id: one for one in ARTICLES}
    for year in ("2018", "2021", "2023"):
        assert only(year=[year]) == {who for who in every if facts[who].year == year}
    for source in ("صحيفة المرفأ", "مجلة التل"):
        assert only(source=[source]) == {who for who in every if facts[who].source == source}
    assert only(people=["sami-haddad"]) == {"match", "coach"} & every
    assert only(topics=["weather"]) == {"storm", "rain"} & every
    assert only(people=["sami-haddad"], year=["2023"]) == set()
    assert only(people=["sami-haddad", "rami-haddad"]) == set()  # all of them
    assert only(people=["nobody"]) == set()
    assert only(year=[]) == every
    assert only(nothing=["2018"]) == set()


def test_a_filter_counts_in_totals(engine: Engine) -> None:
    answer = engine.search("حداد", filters={"year": ["2023"]})
    assert (answer.total, found(answer)) == (1, ["director"])
    assert sum(group["total"] for group in answer.groups) == 1


@pytest.mark.parametrize("kind", ["constructor", "toString", "people"])
def test_a_filter_of_no_kind_or_value_finds_nothing(engine: Engine, kind: str) -> None:
    for value in ("constructor", "toString", "length", ""):
        assert engine.search("كتاب", filters={kind: [value]}).total == 0


def ask(engine: Engine, query: str, options: dict[str, object]) -> Json:
    """Return the whole answer, as a page has it: facets are not for the terminal."""
    context = engine._context
    context.call("start", query, options)
    while names := json.loads(str(context.call("names"))):
        for name in names:
            context.call("loaded", name, engine._read(name))
    return json.loads(str(context.call("answer")))["ok"]


def test_facets_count_the_articles_that_are_found(engine: Engine) -> None:
    facets = ask(engine, "حداد", {"facets": True, "limit": 1})["facets"]
    assert {row["value"]: row["count"] for row in facets["people"]} == {
        "sami-haddad": 2,
        "rami-haddad": 1,
    }
    assert facets["people"][0] == {"value": "sami-haddad", "label": "سامي حداد", "count": 2}
    assert {row["value"]: row["count"] for row in facets["year"]} == {"2022": 2, "2023": 1}
    assert facets["topics"] == []
    assert "facets" not in ask(engine, "حداد", {})


def test_facets_count_what_the_filters_leave(engine: Engine) -> None:
    options: dict[str, object] = {"facets": True, "filters": {"year": ["2022"]}}
    facets = ask(engine, "حداد", options)["facets"]
    assert [row["value"] for row in facets["people"]] == ["sami-haddad"]


def test_a_filter_of_one_value_need_not_be_a_list(engine: Engine) -> None:
    assert ask(engine, "حداد", {"filters": {"year": "2023"}})["total"] == 1


# What a result shows


@pytest.mark.parametrize(
    ("query", "article", "anchor"),
    [
        ("الأرصاد", "storm", "p2"),
        ("الصيادين", "storm", "p3"),
        ("أجهزة الأشعة", "hospital", "p2"),
        ("15000", "match", "p2"),
        ("رامي حداد", "director", "p2"),
        ("سنتيمتر", "rain", "p2"),
    ],
)
def test_a_result_leads_to_its_paragraph(
    engine: Engine, query: str, article: str, anchor: str
) -> None:
    result = engine.search(query).results[0]
    assert (result["article"], result["paragraph"]) == (article, anchor)
    assert result["url"] == f"articles/{article}.html#{anchor}"


def test_a_word_of_the_title_alone_leads_to_the_article(engine: Engine) -> None:
    result = engine.search("دراسي").results[0]
    assert (result["paragraph"], result["url"]) == ("", "articles/school.html")
    assert result["title"] == "عام دراسي"


def test_a_paragraph_has_most_of_the_words(engine: Engine) -> None:
    result = engine.search("البلدية الصيادين الرياح").results[0]
    assert (result["article"], result["paragraph"]) == ("storm", "p3")


def test_headings_have_their_own_anchors(tmp_path: Path) -> None:
    blocks = (
        ("title", "خبر"),
        ("p1", "وصل قارب."),
        ("h1", "أسعار القوارب"),
        ("p2", "ثم سفينة."),
        ("p7", "وفي الختام طائرة."),
    )
    one = Document("a", "pages/a.html", "خبر", blocks)
    engine = Engine(lay(tmp_path, make_index([one])))
    for query, anchor in (("أسعار", "h1"), ("سفينة", "p2"), ("طائرة", "p7"), ("وصل", "p1")):
        [result] = engine.search(query).results
        assert result["url"] == f"pages/a.html#{anchor}"
    engine.close()


@pytest.mark.parametrize(
    "query",
    [
        "عاصفة",
        "عواصف",
        "المدارس",
        "مدرسة",
        "الامطار",
        "سامي حداد",
        "Lopez",
        "15000",
        "كتب",
        "مكتب البريد",
    ],
)
def test_a_snippet_marks_words_in_the_texts_own_spelling(engine: Engine, query: str) -> None:
    answer = engine.search(query, lines=20)
    assert answer.results
    for result in answer.results:
        article = next(one for one in ARTICLES if one.id == result["article"])
        lines = result["lines"]
        assert "".join(text for text, _ in lines["title"]) == article.title
        shown = "".join(text for text, _ in lines["pieces"]).removesuffix(" …").removeprefix("… ")
        wanted = dict(article.blocks)[result["paragraph"] or "p1"]
        assert shown in wanted
        assert (lines["date"], lines["source"]) == (article.date, article.source)
        assert all(text for text, _ in lines["pieces"])
        marked = [text for text, mark in (*lines["title"], *lines["pieces"]) if mark]
        # A mention of a record may have no word of its names.
        assert marked or result["article"] == "match"
        # What is marked is whole words, and what is not is none of the words that was typed.
        for text in marked:
            assert len(list(words(text))) == 1
        typed = {coarse(word) for word, _, _ in words(query)}
        for text, mark in lines["pieces"]:
            if not mark:
                assert not typed & {coarse(word) for word, _, _ in words(text)}


@pytest.mark.parametrize(
    ("query", "marked"),
    [
        ("صياد", ["الصيادين"]),
        ("ريح", ["الرياح"]),
        ("يقرا الاطفال", ["ويقرأ", "الأطفال", "قراءات"]),
        ("لاجئ", ["وللاجئين"]),
        ("١٢٥٠٠", ["12,500"]),
        ("greenwave", ["GreenWave"]),
        ("ليلى نصار", ["ليلى", "نصار"]),
    ],
)
def test_what_is_marked(engine: Engine, query: str, marked: list[str]) -> None:
    pieces = engine.search(query, lines=1).results[0]["lines"]["pieces"]
    assert [text for text, mark in pieces if mark] == marked


def test_marks_and_tatweel_of_the_text_stay(tmp_path: Path) -> None:
    text = "هَبَّتِ الرِّيـــاحُ على «البَلْدَةِ»."
    engine = Engine(lay(tmp_path, make_index([document("a", "خبر", text)])))
    pieces = engine.search("الرياح البلدة", lines=1).results[0]["lines"]["pieces"]
    engine.close()
    assert "".join(piece for piece, _ in pieces) == text
    assert [piece for piece, mark in pieces if mark] == ["الرِّيـــاحُ", "البَلْدَةِ"]


def test_a_long_paragraph_is_shown_around_the_word(tmp_path: Path) -> None:
    text = "كلام كثير يقال هنا " * 30 + "ثم سفينة بعيدة " + "وكلام آخر يقال هناك " * 30
    engine = Engine(lay(tmp_path, make_index([document("a", "خبر", text.strip())])))
    pieces = engine.search("سفينة", lines=1).results[0]["lines"]["pieces"]
    engine.close()
    shown = "".join(piece for piece, _ in pieces)
    assert len(shown) < 400
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    cut = shown[2:-2]
    assert f" {cut} " in f" {text} "  # cut between words
    assert ["سفينة", True] in pieces


# What is left out


def test_a_quotation_behind_a_minus_leaves_out_who_has_it_whole(tmp_path: Path) -> None:
    made = [
        document("one", "سوق", "وزير الخارجية قال ذلك."),
        document("two", "سوق", "وزير قال ذلك، والخارجية صامتة."),
        document("three", "سوق", "كان وزير المالية هنا."),
    ]
    engine = Engine(lay(tmp_path, make_index(made)))
    assert set(found(engine.search('سوق -"وزير الخارجية"'))) == {"two", "three"}
    assert set(found(engine.search("سوق -الخارجية"))) == {"three"}
    assert set(found(engine.search('سوق -"قال ذلك" -"وزير المالية"'))) == set()
    engine.close()


# Endings


@pytest.mark.parametrize("query", ["آرائهم", "وبآرائهم", "آراؤكم"])
def test_a_hamza_before_an_ending_is_the_one_at_the_end(tmp_path: Path, query: str) -> None:
    engine = Engine(lay(tmp_path, make_index([document("one", "سوق", "تعددت الآراء هنا.")])))
    assert found(engine.search(query)) == ["one"]
    engine.close()


# Archives of any size


@pytest.mark.parametrize(("others", "seen"), [(0, True), (99, True), (250, False)])
def test_a_beginning_is_offered_for_rare_words_where_articles_are_few(
    tmp_path: Path, others: int, seen: bool
) -> None:
    made = [document("one", "سوق", "وصلت قارورة أمس.")]
    made += [document(f"a{number}", "سوق", f"كلام {number}") for number in range(others)]
    engine = Engine(lay(tmp_path, make_index(made)))
    groups = {group["group"] for group in engine.search("قارور").groups}
    engine.close()
    assert ("prefix" in groups) is seen


def test_a_long_list_says_what_a_short_one_does(tmp_path: Path) -> None:
    """Beyond twenty results titles come from lists; they are the same."""
    made = [
        document(f"a{number:03}", f"سوق {number}", f"كلام {number}.", f"وكتاب {'جديد ' * number}")
        for number in range(90)
    ]
    folder = lay(tmp_path, make_index(made))
    engine, other = Engine(folder), Engine(folder)
    long = engine.search("سوق كتاب", limit=90)
    assert len(long.results) == 90
    short = other.search("سوق كتاب", limit=20)
    assert long.results[:20] == short.results
    assert long.results[0]["paragraph"] == "p2"
    engine.close()
    other.close()


# Limits


def test_a_limit_shortens_the_list_and_not_the_count(engine: Engine) -> None:
    whole = engine.search("المدرسة", limit=50)
    assert whole.total == len(whole.results) == 3
    for limit in (0, 1, 2):
        answer = engine.search("المدرسة", limit=limit)
        assert answer.total == 3
        assert found(answer) == found(whole)[:limit]
        assert answer.groups == whole.groups


def test_the_same_query_has_the_same_answer(engine: Engine, folder: Path) -> None:
    first = engine.search("كتاب المدرسة حداد", groups="all", lines=9)
    engine.search("قطار")
    assert engine.search("كتاب المدرسة حداد", groups="all", lines=9) == first
    other = Engine(folder)
    assert other.search("كتاب المدرسة حداد", groups="all", lines=9) == first
    other.close()


# Nothing found


@pytest.mark.parametrize("query", ["عافصة", "عاصففة", "عاصغة"])
def test_a_suggestion_finds_something(engine: Engine, query: str) -> None:
    answer = engine.search(query)
    assert answer.total == 0
    assert answer.suggestions
    for suggestion in answer.suggestions:
        assert engine.search(suggestion).total


def test_nothing_is_suggested_where_something_is_found_or_nothing_is_near(engine: Engine) -> None:
    assert engine.search("عاصفة").suggestions == ()
    assert engine.search("ظظظظظظ").suggestions == ()


# Files


def test_a_query_loads_what_it_needs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    engine = Engine(folder)
    loaded: list[str] = []
    read = engine._read

    def note(name: str) -> bool:
        loaded.append(name)
        return read(name)

    monkeypatch.setattr(engine, "_read", note)
    engine.search("", lines=1)
    assert set(loaded) <= {"root"}
    engine.search("عاصفة", lines=1)
    assert [name for name in loaded if name[0] == "t"] == [
        path.stem for path in folder.glob("t0-*")
    ]
    count = len(loaded)
    engine.search("عاصفة", lines=1)
    assert len(loaded) == count == len(set(loaded))
    engine.close()


def test_without_an_index_there_is_an_error_and_not_an_empty_answer(
    tmp_path: Path, folder: Path
) -> None:
    with pytest.raises(IndexMissingError):
        Engine(tmp_path)
    for path in folder.iterdir():
        if path.name[0] != "w":
            (tmp_path / path.name).write_bytes(path.read_bytes())
    engine = Engine(tmp_path)
    with pytest.raises(IndexMissingError):
        engine.search("عاصفة")
    # One that is put right is read then.
    for path in folder.glob("w*"):
        (tmp_path / path.name).write_bytes(path.read_bytes())
    assert found(engine.search("عاصفة")) == ["storm"]
    engine.close()


def test_an_index_of_another_format_is_not_read(tmp_path: Path, folder: Path) -> None:
    for path in folder.iterdir():
        (tmp_path / path.name).write_bytes(path.read_bytes())
    root = (tmp_path / "root.js").read_text(encoding="utf-8")
    assert '"format":2' in root
    (tmp_path / "root.js").write_text(root.replace('"format":2', '"format":99'), "utf-8")
    engine = Engine(tmp_path)
    with pytest.raises(IndexMissingError, match="version"):
        engine.search("عاصفة")
    engine.close()
