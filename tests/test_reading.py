"""What the pages hold for a reader: cards, reading time, where a person is next, indexes."""

from __future__ import annotations

import html
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic import counted
from kashshaf.index import ALSO, Index
from kashshaf.kwic import aligned, contexts
from kashshaf.markup import run_around
from kashshaf.match import match
from kashshaf.model import Registers
from kashshaf.names import compile_names
from kashshaf.pipeline import edition_files
from kashshaf.reading import minutes
from tests.support import Json, article, broken_links, composed, person

LAYOUT = {"title_line": False, "headings": [], "wrapped": False}
PEOPLE: Json = [
    {
        "id": "dina",
        "name": "دينا الحداد",
        "roles": [
            {"role": "أمينة المكتبة", "at": "a1#p1"},
            {"role": "عمدة <b>المدينة</b>", "at": "a2#p1"},
        ],
    },
    {"id": "nizar", "name": "نزار الوراق"},
]
TERMS: Json = [
    {"id": "library", "name": "المكتبة", "definition": "بيت الكتب، انظر [[archive]]."},
    {"id": "archive", "name": "الأرشيف", "definition": "خزانة الأوراق."},
]


def made(config: str = "", **rights: str) -> dict[str, str]:
    """Return the pages of six articles; Dina is in all of them, most often in a5."""
    files: dict[str, object] = {
        "kashshaf.yml": f"title: x\n{config}",
        "seeds/registers/people.yml": PEOPLE,
        "seeds/registers/glossary.yml": TERMS,
    }
    for number in range(1, 7):
        more = " وكررت دينا الحداد قولها." * (number if number == 5 else 1)
        files[f"seeds/articles/a{number}.txt"] = (
            f"قالت دينا الحداد شيئا في المكتبة.{more}\n"
            f"وسكت الجميع، وهذا سر {number}.\nوانتهى الأمر بالسر.\n"
        )
        files[f"seeds/articles/a{number}.yml"] = {
            "title": f"العنوان *{number}* <i>",
            "slug": f"a{number}",
            "date": f"2001-0{number}-01",
            "source": "صحيفة <Nile>",
            "rights": rights.get(f"a{number}", "full"),
            "layout": LAYOUT,
        }
    edition, _ = composed(files)
    return {
        path.removeprefix("site_src/"): data.decode()
        for path, data in edition_files(edition).items()
        if path.endswith(".md")
    }


def notes_of(page: str) -> str:
    return page.split('<div class="ks-notes" hidden markdown>', 1)[1]


def test_a_card_says_what_a_record_is_and_where_else_it_occurs() -> None:
    pages = made()
    notes = notes_of(pages["articles/a2.md"])
    entry = next(line for line in notes.split("\n") if "people/dina.md" in line)
    # What this article says of her comes first; what an editor writes is text and no markup.
    assert (
        "<span>عمدة &lt;<bdi>b</bdi>&gt;المدينة&lt;/<bdi>b</bdi>&gt;؛ أمينة المكتبة</span>" in entry
    )
    assert "<span>16 مرة في 6 مقالات</span>" in entry
    # The article that mentions her most is the first of the others, and this one is none of them.
    assert entry.count("](a") == ALSO
    assert entry.index("(a5.md#p1)") < entry.index("(a1.md#p1)") < entry.index("(a3.md#p1)")
    assert "(a2.md" not in entry
    assert "[0](a5.md#p1)" in entry
    assert "- العنوان \\*5\\* &lt;<bdi>i</bdi>&gt;\n- العنوان \\*1\\*" in notes
    assert "<span>بيت الكتب، انظر الأرشيف.</span>" in notes
    assert "صحيفة &lt;<bdi>Nile</bdi>&gt;" in notes
    assert broken_links(pages) == []


def test_a_record_without_a_link_has_no_card() -> None:
    notes = notes_of(made("link: {people: none, terms: all}\n")["articles/a1.md"])
    assert "dina.md" not in notes
    assert "#library" in notes
    assert "#archive" not in notes


@pytest.mark.parametrize("rights", ["excerpt", "none"])
def test_what_is_withheld_has_no_cards_and_no_reading_time(rights: str) -> None:
    pages = made(a2=rights)
    page = pages["articles/a2.md"]
    assert "مدة القراءة" not in page
    assert "](../people/dina.md) <span>" not in page
    assert ('class="ks-notes"' in page) == (rights == "excerpt")  # what may be cited has a source
    assert "مدة القراءة** <span" in pages["articles/a1.md"]
    # A card of another article leads to the article, if its paragraphs are not there.
    other = pages["articles/a1.md"]
    assert ("(a2.md#p1)" in other) == (rights == "excerpt")
    assert broken_links(pages) == []


def test_the_article_before_and_the_one_after_that_mention_a_person() -> None:
    pages = made()

    def steps(name: str) -> str:
        (line,) = [
            row
            for row in pages[name].split("\n")
            if row.startswith("- [دينا الحداد](../p") and "ks-count" in row
        ]
        return line

    assert "[السابق" not in steps("articles/a1.md")
    assert "](a2.md#p1)" in steps("articles/a1.md")
    both = steps("articles/a3.md")
    assert both.index("](a2.md#p1)") < both.index("](a4.md#p1)")
    # Who listens hears whose and where, since every person has links of these names.
    assert 'السابق<span class="ks-unseen"> في ذكر دينا الحداد: العنوان \\*2\\*' in both
    assert "[التالي" not in steps("articles/a6.md")


def test_neighbours_are_in_the_archives_order_of_time() -> None:
    files: dict[str, object] = {
        "kashshaf.yml": "title: x\n",
        "seeds/registers/people.yml": PEOPLE,
    }
    for name, day in (("late", "2003"), ("early", "2001"), ("middle", "2002"), ("undated", "")):
        files[f"seeds/articles/{name}.txt"] = "قالت دينا الحداد شيئا.\n"
        files[f"seeds/articles/{name}.yml"] = {"title": "ع", "slug": name, "layout": LAYOUT} | (
            {"date": day} if day else {}
        )
    index = Index(composed(files)[0])

    def around(name: str) -> tuple[str, str]:
        before, after = index.around["dina", name]
        return (before.article.id if before else "", after.article.id if after else "")

    assert around("early") == ("", "middle")
    assert around("middle") == ("early", "late")
    assert around("late") == ("middle", "undated")
    assert around("undated") == ("late", "")


def test_reading_time_is_rounded_up_and_counted_in_its_six_forms() -> None:
    assert [minutes(article("كلمة " * n)) for n in (1, 200, 201, 401)] == [1, 1, 2, 3]
    assert [counted(n, "minute") for n in (1, 2, 3, 11, 100)] == [
        "دقيقة واحدة",
        "دقيقتان",
        "3 دقائق",
        "11 دقيقة",
        "100 دقيقة",
    ]
    assert counted(4, "minute", "arabic") == "٤ دقائق"


NAMES, _ = compile_names(
    Registers(
        people=(person("joe", "جو بايدن", "بايدن"), person("post", "Post", "Washington Post"))
    )
)


def columns(text: str) -> list[str]:
    one = article(text)
    return [aligned(one, context) for context in contexts(one, match(one, NAMES)[0])]


def test_a_line_has_three_parts_and_the_word_stays_whole() -> None:
    assert columns("قال لبايدن، ومضى.") == [
        "<span>قال</span> <span>ل<mark>بايدن</mark>،</span> <span>ومضى.</span>"
    ]
    assert columns("بايدن") == ["<span></span> <span><mark>بايدن</mark></span> <span></span>"]
    # A second mention of the sentence is marked where it stands.
    assert columns("قال بايدن عن بايدن ذلك.") == [
        "<span>قال</span> <span><mark>بايدن</mark></span> <span>عن <mark>بايدن</mark> ذلك.</span>"
    ]


def test_a_latin_run_around_a_name_is_not_torn() -> None:
    assert columns("في The Washington Post Magazine اليوم.") == [
        (
            "<span>في</span> <span><bdi>The <mark>Washington Post</mark> Magazine</bdi></span>"
            " <span>اليوم.</span>"
        )
    ]
    assert run_around("في The Post اليوم", 7, 11) == (3, 11)
    assert run_around("في البيت", 3, 8) == (3, 8)


@given(
    st.lists(
        st.sampled_from(["بايدن", "وبايدن", "قال", "The", "Post", "1.", "*", "<b>", "،"]),
        max_size=14,
    )
)
def test_three_parts_have_the_words_of_the_sentence(words: list[str]) -> None:
    text = " ".join(words)
    one = article(text)
    for context in contexts(one, match(one, NAMES)[0]):
        shown = re.sub(
            r"\\(.)",
            r"\1",
            html.unescape(re.sub(r"</?(?:span|mark|bdi)[^>]*>", "", aligned(one, context))),
        )
        wanted = one.text[context.span.start : context.span.end]
        assert shown.replace("…", "").split() == wanted.split()


def test_an_index_says_how_often_and_has_a_place_for_its_filter() -> None:
    pages = made()
    people = pages["people/index.md"]
    assert '<div class="ks-filter" data-kind="person" data-digits="latin"></div>' in people
    assert '<span class="ks-weight" data-n="16"></span>' in people
    assert '<span class="ks-weight" data-n="0"></span>' in people  # Nizar is nowhere
    assert 'data-kind="term"' in pages["glossary/index.md"]
    assert "ks-filter" not in pages["topics/index.md"]  # there are no topics to be filtered
    assert "ks-filter" not in pages["articles/index.md"]
    assert 'data-digits="arabic"' in made("digits: arabic\n")["people/index.md"]


def test_a_part_of_an_index_says_that_it_is_one() -> None:
    names = ["بدر", "جابر", "داود", "سالم"]
    files: dict[str, object] = {
        "kashshaf.yml": "title: x\n",
        "seeds/registers/people.yml": [
            {
                "id": f"p{n}",
                "name": f"{names[n % 4]} الفلاني {'ابجدهوزحطيكلمنسعفصق'[n % 19]}{n}",
            }
            for n in range(700)
        ],
    }
    pages = {
        path.removeprefix("site_src/"): data.decode()
        for path, data in edition_files(composed(files)[0]).items()
    }
    assert "ks-filter" not in pages["people/index.md"]  # it lists letters
    (letter, *_) = [path for path in pages if path.startswith("people/letter/")]
    assert ' data-part=""></div>' in pages[letter]
