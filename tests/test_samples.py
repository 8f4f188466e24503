"""The examples on the page of the search: words that the archive answers to."""

from __future__ import annotations

from urllib.parse import quote

import pytest

from kashshaf.index import Index
from kashshaf.samples import samples
from tests.support import Json, composed

TERMS = [
    {"id": "strait", "name": "مضيق الرمان", "definition": "م"},
    {"id": "pact", "name": "ميثاق «البحر»", "definition": "م"},
]
PEOPLE: list[dict[str, Json]] = [
    {"id": "salma", "name": "سلمى الخزرجي", "latin": "Salma *Khazraji* <b>"},
    {"id": "nabil", "name": "نبيل الساعدي"},
    {"id": "huda", "name": "هدى الزبيدي"},
    {"id": "omar", "name": "عمر الزبيدي"},
]
BOTH = "قالت سلمى الخزرجي إن نبيل الساعدي عبر مضيق الرمان."
ONE = "وصلت سلمى الخزرجي."


def made(texts: dict[str, str], **record: Json) -> dict[str, str]:
    files: dict[str, object] = {
        "seeds/registers/people.yml": PEOPLE,
        "seeds/registers/glossary.yml": TERMS,
    }
    for name, text in texts.items():
        files[f"seeds/articles/{name}.txt"] = text + "\n"
        layout = {"title_line": "false", "headings": []}
        files[f"seeds/articles/{name}.yml"] = {"layout": layout, "title": "عنوان", **record}
    return samples(Index(composed(files)[0]))


def asked(query: str) -> str:
    return f'href="index.html?q={quote(query, safe="")}"'


def test_examples_are_the_archives_own() -> None:
    found = made({"a": BOTH, "b": ONE})
    assert asked("«مضيق الرمان»") in found["phrase"]
    assert asked("الخزرجي -الساعدي") in found["without"]
    assert asked("Salma *Khazraji* <b>") in found["latin"]
    assert found["arabic"] == "سلمى الخزرجي"
    # What an editor wrote is no markup.
    assert "<b>" not in found["latin"]
    assert found["latin"].count("\\*") == 2


def test_a_name_is_the_phrase_where_no_term_is() -> None:
    assert asked("«سلمى الخزرجي»") in made({"a": ONE})["phrase"]


@pytest.mark.parametrize(
    ("texts", "key"),
    [
        ({}, "phrase"),
        ({}, "latin"),
        ({"a": "عبر ميثاق البحر."}, "phrase"),  # its heading has quotation marks
        ({"a": "قال نبيل الساعدي."}, "latin"),
        ({"a": BOTH, "b": BOTH}, "without"),  # nothing would remain
        ({"a": ONE, "b": "قال نبيل الساعدي."}, "without"),  # nothing would go
        ({"a": "قالت هدى الزبيدي لعمر الزبيدي.", "b": "قالت هدى الزبيدي."}, "without"),
    ],
)
def test_no_example_where_none_is(texts: dict[str, str], key: str) -> None:
    assert made(texts)[key] == ""


@pytest.mark.parametrize("rights", ["excerpt", "none"])
def test_what_is_not_shown_whole_gives_no_example(rights: str) -> None:
    assert set(made({"a": BOTH, "b": ONE}, rights=rights).values()) == {""}
