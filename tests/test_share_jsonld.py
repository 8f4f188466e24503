"""Linked data: what each kind of page says to machines, and that nothing breaks out of it."""

from __future__ import annotations

import json
from typing import Any

import pytest
import yaml
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.glossary import place_terms
from kashshaf.index import Index
from kashshaf.model import Edition
from kashshaf.pipeline import edition_files, make_views
from kashshaf.share.jsonld import Ref, encode
from kashshaf.share.published import Published
from kashshaf.views import Views
from tests.support import Json, composed, matter

PEOPLE = [
    {
        "id": "andrew",
        "name": "أندرو ميلر",
        "latin": "Andrew Miller",
        "variants": ["ميلر", "أندرو ميلر"],
        "roles": [{"role": "وزير", "at": "a#p1"}],
    }
]
TOPICS = [
    {"id": "t", "name": "الاستقالات", "definition": "ترك [[الوزارة]].", "phrases": ["استقال"]}
]
TERMS = [{"id": "g", "name": "الوزارة", "latin": "Ministry", "definition": "دار.", "basis": "عام"}]
TEXT = "قال أندرو ميلر إنه استقال من الوزارة.\nثم سكت."


def edition(**record: object) -> Edition:
    given: Json = {"title": "عنوان", "layout": {"title_line": "false", "headings": []}, **record}
    made, _ = composed(
        {
            "kashshaf.yml": "title: الأرشيف",
            "seeds/articles/a.txt": TEXT,
            "seeds/articles/a.yml": given,
            "seeds/registers/people.yml": PEOPLE,
            "seeds/registers/topics.yml": TOPICS,
            "seeds/registers/glossary.yml": TERMS,
        }
    )
    return made


def pages(made: Edition, published: Published | None = None) -> dict[str, str]:
    files = edition_files(made, views=make_views(made, published=published))
    return {
        path.removeprefix("site_src/"): data.decode()
        for path, data in files.items()
        if path.endswith(".md")
    }


def graph(page: str) -> list[Json]:
    data = json.loads(matter(page)["jsonld"])
    assert data["@context"] == "https://schema.org"
    found: list[Json] = data["@graph"]
    return found


def first(path: str, **record: object) -> Json:
    return graph(pages(edition(**record))[path])[0]


def test_an_article_names_who_is_in_it_and_what_it_is_about() -> None:
    source = {"name": "صحيفة", "url": "https://old.example/1"}
    node = first("articles/a.md", date="2024-06-30", source=source, author="ليلى")
    assert node == {
        "@type": "NewsArticle",
        "@id": "~/articles/a.html",
        "url": "~/articles/a.html",
        "headline": "عنوان",
        "inLanguage": "ar",
        "datePublished": "2024-06-30",
        "author": "ليلى",
        "publisher": {"@type": "NewsMediaOrganization", "name": "صحيفة"},
        "isBasedOn": "https://old.example/1",
        "isPartOf": {"@type": "WebSite", "@id": "~/", "name": "الأرشيف"},
        "about": [{"@type": "DefinedTerm", "@id": "~/topics/t.html#name", "name": "الاستقالات"}],
        "mentions": [
            {"@type": "Person", "@id": "~/people/andrew.html#name", "name": "أندرو ميلر"},
            {"@type": "DefinedTerm", "@id": "~/glossary/index.html#g", "name": "الوزارة"},
        ],
    }


@pytest.mark.parametrize(
    ("date", "published"),
    [
        ("2024-06", "2024-06"),
        ("2024", "2024"),
        ({"edtf": "2024-06~", "basis": "س"}, None),
        ({"edtf": "2024-06-30?", "basis": "س"}, None),
        ({"edtf": "2024-06-30", "basis": "س"}, None),
        ({"edtf": "[2024-06..2024-07]", "basis": "س"}, None),
        ("unknown", None),
    ],
)
def test_only_a_date_that_is_known_is_published(date: object, published: str | None) -> None:
    page = pages(edition(date=date))["articles/a.md"]
    assert graph(page)[0].get("datePublished") == published
    assert matter(page).get("share", {}).get("published") == published


def test_an_inferred_publisher_is_no_publisher() -> None:
    page = pages(edition(source={"name": "صحيفة", "basis": "س"}))["articles/a.md"]
    assert "publisher" not in graph(page)[0]
    assert "publisher" not in matter(page).get("share", {})


def test_a_person_a_topic_and_the_glossary() -> None:
    made = pages(edition())
    assert graph(made["people/andrew.md"])[0] == {
        "@type": "Person",
        "@id": "~/people/andrew.html#name",
        "url": "~/people/andrew.html",
        "name": "أندرو ميلر",
        "alternateName": ["Andrew Miller", "ميلر"],
        "description": "وزير",
    }
    topic = graph(made["topics/t.md"])[0]
    assert (topic["@type"], topic["description"]) == ("DefinedTerm", "ترك الوزارة.")
    assert topic["inDefinedTermSet"] == "~/topics/index.html"
    glossary = graph(made["glossary/index.md"])[0]
    assert glossary["@type"] == "DefinedTermSet"
    assert glossary["hasDefinedTerm"] == [
        {
            "@type": "DefinedTerm",
            "@id": "~/glossary/index.html#g",
            "name": "الوزارة",
            "alternateName": "Ministry",
            "description": "دار.",
        }
    ]


def test_every_generated_page_has_its_data_and_the_way_to_it() -> None:
    made = pages(edition())
    for path, page in made.items():
        nodes = graph(page)
        (way,) = [node for node in nodes if node["@type"] == "BreadcrumbList"]
        steps = way["itemListElement"]
        assert [step["position"] for step in steps] == list(range(1, len(steps) + 1))
        assert steps[0]["item"] == "~/index.html"
        assert steps[-1]["item"] == "~/" + path.replace(".md", ".html")
        for step in steps[1:]:
            assert step["item"].removeprefix("~/").replace(".html", ".md") in made
    kinds = {path: graph(page)[0]["@type"] for path, page in made.items()}
    assert kinds["articles/index.md"] == kinds["people/index.md"] == "CollectionPage"
    assert kinds["search/index.md"] == "SearchResultsPage"


def test_addresses_have_the_form_that_mkdocs_makes() -> None:
    made = pages(edition(), Published("https://example.org/", directory_urls=True))
    assert graph(made["articles/a.md"])[0]["url"] == "~/articles/a/"
    assert "https://example.org" not in matter(made["articles/a.md"])["jsonld"]


def test_a_split_glossary_keeps_the_ids_of_its_terms(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("kashshaf.glossary._ONE_PAGE", 1)
    made = pages(edition())
    assert "hasDefinedTerm" not in graph(made["glossary/index.md"])[0]
    (page,) = [path for path in made if path.startswith("glossary/letter/")]
    (term,) = graph(made[page])[0]["mainEntity"]
    assert term["@id"] == "~/glossary/index.html#g"
    assert term["url"] == f"~/{page.replace('.md', '.html')}#g"


def views() -> Views:
    made, _ = composed({"kashshaf.yml": ""})
    index = Index(made)
    found = Views(index)
    found.term_pages = place_terms(index)
    return found


@given(st.text(st.characters(), max_size=40), st.booleans())
def test_nothing_in_a_text_breaks_out_of_the_script_or_the_yaml(text: str, many: bool) -> None:
    nodes: list[Any] = [{"name": f"~/{text}", "list": [{"x": text}] if many else [text]}]
    made = encode([*nodes, {"@id": Ref("a.md")}], views())
    assert not set("<>&") & set(made)
    assert made.count('"~/') == 1  # the address, and not the text
    block = "jsonld: |-\n" + "\n".join(f"  {row}" for row in made.split("\n")) + "\nnext: 1"
    read = yaml.safe_load(block)
    assert read["next"] == 1
    got = json.loads(read["jsonld"])["@graph"]
    assert got == [*nodes, {"@id": "~/a.html"}]
