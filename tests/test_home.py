"""The home page: what the archive holds at a glance, and nothing that a text's rights withhold."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import Final

import jinja2
import pytest

from kashshaf.home import HOME, home_html, newest, opening, span
from kashshaf.model import Config, Edition
from kashshaf.pictures.axis import WIDTH
from kashshaf.pipeline import edition_files
from tests.pictures import edition, svgs, tree, views_of
from tests.support import Archive, Element, matter, parse_html
from tests.test_zensical import rendered

LIMIT: Final = 300_000


def shown(made: Edition) -> Element:
    """Return the home page's part as a renderer fills it in."""
    environment = jinja2.Environment(autoescape=False, undefined=jinja2.StrictUndefined)
    environment.filters["url"] = lambda target: f"./{target}"
    return parse_html(environment.from_string(home_html(views_of(made))).render())


def words(element: Element) -> str:
    return " ".join(element.text.split())


def targets(page: Element, css: str) -> list[str]:
    (found,) = page.with_class(css)
    return [a.attributes["href"] for a in found.find(lambda e: e.tag == "a")]


def test_what_there_is_in_counted_nouns_that_lead_to_the_indexes() -> None:
    people = {f"p{n}": [0] for n in range(11)}
    (tally,) = shown(edition(["2024-02", "2024-03"], people, {"t": [0]})).with_class("ks-tally")
    entries = [words(li) for li in tally.find(lambda e: e.tag == "li")]
    assert entries == ["مقالتان", "11 شخصًا", "موضوع واحد"]
    assert [b.text for b in tally.find(lambda e: e.tag == "b")] == ["11"]
    assert [a.attributes["href"] for a in tally.find(lambda e: e.tag == "a")] == [
        f"./{room}/index.html" for room in ("articles", "people", "topics")
    ]


def test_counts_are_in_the_digits_of_the_archive() -> None:
    config = Config(digits="arabic", locale="ar_SY")
    page = shown(edition(["2023-02", "2024-03", "2025-01"], config=config))
    assert "٣ مقالات" in words(page)
    assert "من شباط ٢٠٢٣ إلى كانون الثاني ٢٠٢٥" in words(page)


def test_the_search_asks_the_page_of_the_search() -> None:
    (form,) = shown(edition([""])).find(lambda e: e.tag == "form")
    assert (form.attributes["action"], form.attributes["method"]) == ("./search/index.html", "get")
    (field,) = form.find(lambda e: e.tag == "input")
    assert field.attributes["name"] == "q"
    (label,) = form.find(lambda e: e.tag == "label")
    assert label.attributes["for"] == field.id
    assert "style" not in {name for e in form.walk() for name in e.attributes}


@pytest.mark.parametrize(
    ("dates", "expected"),
    [
        (["2024-02-03", "2024-02-20"], "فبراير 2024"),
        (["2019", "2024-02-20"], "من 2019 إلى فبراير 2024"),
        (["2023-11~", "2024-12?"], "من نحو نوفمبر 2023 إلى نحو ديسمبر 2024"),
        (["2020-05/2021-03"], "من 2020 إلى 2021"),
        (["", ""], ""),
    ],
)
def test_the_span_is_no_finer_than_what_is_known(dates: list[str], expected: str) -> None:
    made = edition(dates)
    assert span(made.articles, views_of(made)) == expected


def test_the_newest_come_first_and_are_five() -> None:
    made = edition([f"2024-0{n}-01" for n in range(1, 8)] + [""])
    assert [article.id for article in newest(made.articles)] == ["a6", "a5", "a4", "a3", "a2"]
    page = shown(made)
    assert targets(page, "ks-home__newest")[:2] == ["./articles/a6.html", "./articles/a5.html"]
    assert targets(page, "ks-home__newest")[-1] == "./articles/index.html"
    assert "أحدث المقالات" in words(page)
    undated = edition(["", ""])
    assert [article.id for article in newest(undated.articles)] == ["a0", "a1"]
    assert "أحدث" not in words(shown(undated))


def test_the_first_line_goes_no_further_than_rights_do() -> None:
    text = "الأولى " + "كلمة " * 100 + "\nسرّ."
    texts = {0: text, 1: text, 2: "محجوب تمامًا."}
    made = edition([""] * 3, texts=texts, rights={1: "excerpt", 2: "none"})
    views = views_of(made)
    full, excerpt, none = (opening(article, views) for article in made.articles)
    assert full.startswith("الأولى كلمة")
    assert excerpt.startswith("الأولى كلمة")
    assert none == ""
    assert "محجوب" not in home_html(views)
    assert "سرّ" not in home_html(views)
    assert len(full) <= 171


def test_an_excerpt_ends_where_its_page_ends(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kashshaf.views.EXCERPT_WORDS", 3)
    made = edition([""], texts={0: "واحد اثنان ثلاثة أربعة."}, rights={0: "excerpt"})
    assert opening(made.articles[0], views_of(made)) == "واحد اثنان ثلاثة …"


def test_people_by_mentions_and_topics_by_articles() -> None:
    people = {"few": [0], "many": [0, 0, 1], "nobody": []}
    page = shown(edition(["2024-02", ""], people, {"t": [1], "often": [0, 1], "none": []}))
    (side,) = page.with_class("ks-home__side")
    lists = [
        [words(li) for li in ol.find(lambda e: e.tag == "li")]
        for ol in side.find(lambda e: e.tag == "ol")
    ]
    assert lists == [["many 3 مرات", "few مرة واحدة"], ["often 2", "t 1"]]


HOSTILE: Final = "</a><script>alert(1)</script> {{ 7*7 }} {% raw %} {# & \"' HuffPost \u202e"


def test_what_comes_from_sources_is_never_markup_nor_a_template() -> None:
    made = edition(
        ["2024-02", "2024-03"],
        {"p": [0, 1], "q": [0]},
        {"t": [0]},
        names={"p": HOSTILE, "q": HOSTILE, "t": HOSTILE},
        titles={0: HOSTILE},
        texts={0: HOSTILE},
    )
    page = shown(made)
    assert not page.find(lambda e: e.tag == "script")
    assert "{{ 7*7 }}" in page.text
    assert "49" not in page.text
    files = edition_files(made)
    pictures = files["site_src/pictures/index.md"].decode()
    assert "<script" not in pictures
    assert "\u202e" not in home_html(views_of(made))
    drawn = svgs(pictures)
    assert len(drawn) == 3
    assert not any("\u202e" in text for svg in drawn for text in svg.itertext())
    assert any("<script>" in (text or "") for svg in drawn for text in svg.itertext())


@pytest.mark.parametrize(
    ("dates", "pictured"), [([], 0), ([""], 0), (["2024-02"], 0), (["2023-01", "2024-02"], 1)]
)
def test_archives_of_none_one_and_two_articles(dates: Sequence[str], pictured: int) -> None:
    page = shown(edition(dates))
    assert len(page.find(lambda e: e.tag == "svg")) == pictured
    assert len(page.find(lambda e: e.tag == "form")) == bool(dates)
    assert ("لا مقالات في الأرشيف بعد" in page.text) == (not dates)


def test_5000_articles_make_a_small_page() -> None:
    dates = [f"{1990 + n % 34}-{n % 12 + 1:02}-{n % 28 + 1:02}" for n in range(5000)]
    people = {f"p{n}": range(n, 5000, 7 + n) for n in range(300)}
    topics = {f"t{n}": range(n, 5000, n + 2) for n in range(40)}
    made = edition(dates, people, topics)
    files = edition_files(made)
    assert len(files[f"theme/{HOME}"]) < 40_000
    page = files["site_src/pictures/index.md"].decode()
    assert len(page.encode()) < LIMIT / 2
    assert all(int(svg.attrib["width"]) == WIDTH for svg in svgs(page))
    assert matter(page)["kashshaf"] == {"generated": True, "kind": "pictures"}


def test_the_drawing_on_the_home_page_is_an_image_without_links() -> None:
    html = home_html(views_of(edition(["2023-01", "2024-02"])))
    (found,) = re.findall(r"<svg.*?</svg>", html, re.S)
    assert tree(found).attrib["role"] == "img"
    assert "<a " not in found


# In the sites that are rendered


def test_mkdocs_and_zensical_show_it_on_the_home_page_alone(
    built: Archive, tmp_path_factory: pytest.TempPathFactory
) -> None:
    folder = tmp_path_factory.mktemp("home") / "archive"
    by_zensical = rendered(built, folder, "zensical")
    site = built.root / "site"
    for path in ("index.html", "people/index.html", "pictures/index.html"):
        one = parse_html((site / path).read_text(encoding="utf-8"))
        other = by_zensical[path]
        assert len(one.with_class("ks-home")) == len(other.with_class("ks-home"))
        assert len(one.with_class("ks-home")) == (path == "index.html")
    (here,) = parse_html((site / "index.html").read_text(encoding="utf-8")).with_class("ks-home")
    (there,) = by_zensical["index.html"].with_class("ks-home")
    assert words(here) == words(there)
    for home, root in ((here, site), (there, folder / "site")):
        links = home.find(lambda e: e.tag == "a")
        assert len(links) > 20
        for link in links:
            assert (root / link.attributes["href"]).is_file(), link.attributes["href"]


def test_every_link_in_a_picture_leads_to_a_page(built: Archive) -> None:
    folder = built.root / "site/pictures"
    page = parse_html((folder / "index.html").read_text(encoding="utf-8"))
    drawn = page.with_class("ks-svg")
    assert len(drawn) == 3
    for svg in drawn:
        links = svg.find(lambda e: e.tag == "a")
        assert len(links) > 3
        for link in links:
            assert (folder / link.attributes["href"]).is_file()
    tables = page.find(lambda e: e.tag == "table")
    assert len(tables) == 3
    assert all(e.parent is not None and "markdown" not in e.attributes for e in tables)


def test_people_with_several_dated_articles_have_a_sparkline(built: Archive) -> None:
    pages = {path.name: path.read_text("utf-8") for path in (built.root / "site/people").glob("*")}
    drawn = {name for name, text in pages.items() if "ks-sparkline" in text}
    assert drawn == {"antony-blinken.html", "joe-biden.html"}
