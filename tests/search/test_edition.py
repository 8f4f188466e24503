"""What of an edition the search sees: texts as their rights show them, records, names."""

from __future__ import annotations

import re
from typing import Any, Final

import pytest

from kashshaf.index import Index
from kashshaf.pipeline import make_views
from kashshaf.search import edition as search
from kashshaf.search.build import make_index
from kashshaf.search.documents import Card, Document
from kashshaf.search.text import words
from kashshaf.views import EXCERPT_PARAGRAPHS, EXCERPT_WORDS, Views
from tests.search.support import rows
from tests.support import composed

#: Words that stand once in an article, and in what is withheld of it.
SECRET: Final = "زقزوقلاء"
LATER: Final = "دندروفيل"
PLAIN: Final = "هطل المطر على المدينة طوال النهار"

RECORDS: Final[dict[str, object]] = {
    "kashshaf.yml": "title: أرشيف\n",
    "seeds/registers/people.yml": [
        {
            "id": "sami-haddad",
            "name": "سامي حداد",
            "latin": "Sami Haddad",
            "sort": "حداد، سامي",
            "variants": ["سامي الحداد"],
            "roles": [{"role": "أمين المكتبة", "at": "open#p1"}],
        },
        {"id": "rami-haddad", "name": "رامي حداد", "latin": "Rami Haddad", "sort": "حداد، رامي"},
        {"id": "nobody", "name": "فلان المجهول", "sort": "المجهول، فلان", "surname": "none"},
    ],
    "seeds/registers/topics.yml": [
        {
            "id": "rain",
            "name": "الأمطار",
            "definition": "ما ينزل على [[city]].",
            "phrases": ["المطر"],
            "sources": ["open#p1"],
        }
    ],
    "seeds/registers/glossary.yml": [
        {
            "id": "city",
            "name": "المدينة",
            "latin": "The City",
            "definition": "بلدة كبيرة.",
            "sources": ["open#p1"],
        }
    ],
}


def view(**articles: tuple[str, dict[str, object]]) -> tuple[Index, Views]:
    """Return an edition of articles: id → (text, record)."""
    files = dict(RECORDS)
    for name, (text, record) in articles.items():
        files[f"seeds/articles/{name}.txt"] = text
        files[f"seeds/articles/{name}.yml"] = {"slug": name, "title": name, **record}
    made, _ = composed(files)
    views = make_views(made)
    return views.index, views


def one(text: str, **record: Any) -> tuple[Document, tuple[Card, ...]]:
    """Return what the search sees of one article called ``open``."""
    index, views = view(open=(text, record))
    [document] = search.documents(index, views)
    return document, search.cards(index, views)


def card_of(cards: tuple[Card, ...], identity: str) -> Card:
    [found] = [card for card in cards if card.id == identity]
    return found


def everything(index: Index, views: Views) -> str:
    files = make_index(
        search.documents(index, views), search.cards(index, views), search.names(index)
    )
    return "\n".join(data.decode() for data in files.values())


# Documents


def test_an_article_is_what_its_page_shows() -> None:
    text = f"{PLAIN}.\n\nقال سامي حداد ذلك."
    document, _ = one(text, title="يوم  ماطر", date="2021-03-04", source="صحيفة الجسر")
    assert document.id == "open"
    assert document.url == "articles/open.html"
    assert document.title == "يوم ماطر"
    assert document.blocks == (("p1", f"{PLAIN}."), ("p2", "قال سامي حداد ذلك."))
    assert (document.year, document.source) == ("2021", "صحيفة الجسر")
    assert "2021" in document.date or "٢٠٢١" in document.date
    assert document.people == ("sami-haddad",)
    assert document.topics == ("rain",)


def test_what_is_not_known_is_empty() -> None:
    document, _ = one(PLAIN, date="unknown", source="unknown")
    assert (document.year, document.source) == ("", "")


def test_headings_keep_their_anchors_and_the_title_line_is_no_block() -> None:
    text = f"سوق\n{PLAIN} كله.\nفصل\n{PLAIN} أيضا."
    document, _ = one(text, layout={"title_line": True, "headings": [3], "wrapped": False})
    assert [anchor for anchor, _ in document.blocks] == ["p1", "h1", "p2"]


def test_articles_come_in_the_order_of_the_edition() -> None:
    index, views = view(b=(PLAIN, {}), a=(PLAIN, {}), c=(PLAIN, {}))
    wanted = [article.id for article in index.edition.articles]
    assert [document.id for document in search.documents(index, views)] == wanted


@pytest.mark.parametrize("rights", ["none", "excerpt", "full"])
def test_the_text_is_shown_as_far_as_its_rights_go(rights: str) -> None:
    """Whatever a reader's browser loads, what is withheld is not in it: not a word."""
    first = " ".join([PLAIN] * 2)
    long = f"{' '.join([PLAIN] * 30)} {LATER}"
    text = f"{first}.\n\n{long}.\n\nقال سامي حداد: {SECRET} {SECRET}."
    index, views = view(open=(text, {"rights": rights}), other=(PLAIN, {}))
    found = everything(index, views)
    assert ("المطر" in found) is True  # of the other one
    assert (SECRET in found) is (rights == "full")
    assert (LATER in found) is (rights == "full")
    [document] = [d for d in search.documents(index, views) if d.id == "open"]
    shown = [word for _, part in document.blocks for word, _, _ in words(part)]
    if rights == "none":
        assert document.blocks == ()
    elif rights == "excerpt":
        assert len(document.blocks) == EXCERPT_PARAGRAPHS
        assert len(shown) == EXCERPT_WORDS
    else:
        assert len(document.blocks) == 3


def mentioned(files: dict[str, bytes], record: str) -> bool:
    """Tell whether a record has a posting list in the index."""
    [[packed]] = [lists for row, lists in rows(files) if row.startswith(f"@{record}|")]
    return packed != ""


def test_a_mention_that_is_withheld_leads_nowhere() -> None:
    secret = f"{PLAIN}.\n\n{PLAIN}.\n\nقال سامي حداد ذلك."
    for rights, shown in (("none", 0), ("excerpt", 0), ("full", 1)):
        document, cards = one(secret, rights=rights)
        found = card_of(cards, "sami-haddad").mentions
        assert len(found) == shown, rights
        # It is counted as the record's page counts it.
        assert card_of(cards, "sami-haddad").articles == 1
        files = make_index([document], cards)
        assert mentioned(files, "sami-haddad") is bool(shown)


def test_a_mention_behind_the_end_of_an_excerpt_leads_nowhere() -> None:
    text = f"{' '.join([PLAIN] * 20)} قال سامي حداد ذلك."
    document, cards = one(text, rights="excerpt")
    assert "حداد" not in document.blocks[0][1]
    files = make_index([document], cards)
    assert not mentioned(files, "sami-haddad")


# Cards


def test_a_card_of_a_person() -> None:
    _, cards = one(f"{PLAIN}.\n\nقال سامي حداد ذلك.")
    found = card_of(cards, "sami-haddad")
    assert (found.kind, found.heading) == ("person", "سامي حداد")
    assert found.note == "أمين المكتبة"
    assert found.url == "people/sami-haddad.html"
    assert {"سامي حداد", "سامي الحداد", "حداد", "Sami Haddad", "Haddad"} == set(found.names)
    assert len(set(found.names)) == len(found.names)


def test_two_who_share_a_surname_have_it_both() -> None:
    _, cards = one("قال سامي حداد ذلك.")
    for who in ("sami-haddad", "rami-haddad"):
        assert {"حداد", "Haddad"} <= set(card_of(cards, who).names)


def test_one_without_a_surname_has_none() -> None:
    _, cards = one("قال سامي حداد ذلك.")
    assert card_of(cards, "nobody").names == ("فلان المجهول",)
    assert card_of(cards, "nobody").mentions == ()


def test_a_card_of_a_topic_and_of_a_term() -> None:
    _, cards = one(PLAIN)
    topic, term = card_of(cards, "rain"), card_of(cards, "city")
    assert (topic.kind, topic.heading, topic.url) == ("topic", "الأمطار", "topics/rain.html")
    assert topic.note == "ما ينزل على المدينة."  # as a reader sees it, without markup
    assert (term.kind, term.note) == ("term", "بلدة كبيرة.")
    assert re.fullmatch(r"glossary/.*\.html#city", term.url)
    assert {"المدينة", "The City"} == set(term.names)
    assert topic.mentions
    assert term.mentions


@pytest.mark.parametrize(
    ("text", "word"),
    [
        pytest.param("قال سامي حداد ذلك.", "سامي", id="plain"),
        pytest.param("قال أحدهم لسامي حداد ذلك.", "لسامي", id="behind a proclitic"),
        pytest.param("«قال»، (نعم) … سامي حداد.", "سامي", id="behind punctuation"),
        pytest.param("في ٧.١٠.٢٠٢٣ قال سامي حداد.", "سامي", id="behind a date"),
        pytest.param("دفع 1,500 و3.5 سامي حداد.", "سامي", id="behind numbers"),
        pytest.param("قَــالَ سَامِي حداد.", "سامي", id="behind marks and tatweel"),
        pytest.param("موقع HuffPost 😀 سامي حداد.", "سامي", id="behind Latin and an emoji"),
    ],
)
def test_a_mention_is_counted_in_the_words_of_the_index(text: str, word: str) -> None:
    document, cards = one(f"{PLAIN}.\n\n{text}")
    [(number, anchor, at)] = card_of(cards, "sami-haddad").mentions
    assert (number, anchor) == (0, "p2")
    assert [plain for plain, _, _ in words(dict(document.blocks)[anchor])][at] == word


# Names


def test_names_are_the_words_of_people_and_of_nothing_else() -> None:
    index, _ = view(open=(PLAIN, {}))
    assert search.names(index) == frozenset("سامي حداد الحداد رامي فلان المجهول".split())


def test_addresses_are_those_of_the_site() -> None:
    assert search.site_url("articles/a.md") == "articles/a.html"
    assert search.site_url("glossary/index.md") == "glossary/index.html"


# The repository's own archive


def test_the_five_articles_hold_what_their_pages_show(seeds: Any) -> None:
    views = make_views(seeds)
    documents = search.documents(views.index, views)
    assert len(documents) == len(seeds.articles)
    for article, document in zip(seeds.articles, documents, strict=True):
        shown = " ".join(text for _, text in document.blocks)
        wanted = " ".join(article.words(part) for part in article.blocks if part.anchor != "title")
        if article.record.rights == "full":
            assert shown.split() == wanted.split()
        else:
            assert len(shown) < len(wanted)
    cards = search.cards(views.index, views)
    registers = seeds.registers
    assert len(cards) == len(registers.people) + len(registers.topics) + len(registers.terms)
    for card in cards:
        for number, anchor, at in card.mentions:
            blocks = {"title": documents[number].title, **dict(documents[number].blocks)}
            assert at < len(list(words(blocks[anchor]))) or documents[number].blocks == ()
