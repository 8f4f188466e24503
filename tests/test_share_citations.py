"""Citations: each format is well-formed whatever a title holds, and no guess is a fact."""

from __future__ import annotations

import json
import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.pipeline import edition_files, make_views
from kashshaf.share.bibtex import bibtex
from kashshaf.share.csl import csl
from kashshaf.share.facts import Citable, citable
from kashshaf.share.prose import chicago, mla
from kashshaf.share.published import Published
from kashshaf.share.ris import ris
from tests.support import Json, composed, parse_html

TEXT = "أول الفقرات.\nثانيها."


def cited(published: Published | None = None, **record: object) -> Citable:
    given: Json = {"title": "العنوان", "layout": {"title_line": "false", "headings": []}, **record}
    edition, _ = composed(
        {
            "kashshaf.yml": "title: الأرشيف\nlocale: ar_EG\n",
            "seeds/articles/a.txt": TEXT,
            "seeds/articles/a.yml": {key: value for key, value in given.items() if value},
            "seeds/registers/topics.yml": [{"id": "t", "name": "س، ص, ع", "definition": "ا"}],
        }
    )
    return citable(edition.articles[0], make_views(edition, published=published))


def fields(entry: str) -> dict[str, str]:
    """Return the fields of one BibTeX entry, read by counting braces as BibTeX does."""
    opened = re.match(r"@(?:article|misc)\{[a-z0-9-]+,\n", entry)
    assert opened, entry
    found: dict[str, str] = {}
    at = opened.end()
    while head := re.compile(r"\s*(\w+) = ").match(entry, at):
        start = at = head.end()
        depth = 0
        while depth or entry[at] not in ",\n":
            escaped = entry[at - 1] == "\\" and entry[at - 2] != "\\"
            depth += {"{": 1, "}": -1}.get(entry[at], 0)
            assert not (escaped and entry[at] in "{}"), "BibTeX counts an escaped brace as well"
            at += 1
        found[head[1]] = entry[start:at]
        at += entry[at] == ","
    assert entry[at:] == "\n}\n"
    return found


def records(text: str) -> list[list[tuple[str, str]]]:
    """Return RIS records: every line is a tag, two spaces, a hyphen, a space and a value."""
    found: list[list[tuple[str, str]]] = []
    for line in text.splitlines():
        if not line:
            continue
        match = re.fullmatch(r"([A-Z][A-Z0-9])  - (.*)", line)
        assert match, line
        if match[1] == "TY":
            found.append([])
        found[-1].append((match[1], match[2]))
    for record in found:
        assert record[-1] == ("ER", "")
        assert [tag for tag, _ in record].count("TY") == 1
    return found


# What is known, and what is not


@pytest.mark.parametrize(
    ("edtf", "iso", "bib", "day", "issued"),
    [
        ("2024-06-30", "2024-06-30", "2024-06-30", "2024/06/30/", {"date-parts": [[2024, 6, 30]]}),
        ("2024-06", "2024-06", "2024-06", "2024/06//", {"date-parts": [[2024, 6]]}),
        ("2024", "2024", "2024", "2024///", {"date-parts": [[2024]]}),
        ("2024-06~", "", "2024-06~", "", {"date-parts": [[2024, 6]], "circa": True}),
        ("2024-06?", "", "2024-06?", "", {"date-parts": [[2024, 6]], "circa": True}),
        ("[2024-07..2025-01]", "", "", "", {"literal": "بين يوليو 2024 ويناير 2025"}),
    ],
)
def test_a_date_is_as_sure_as_the_editor(
    edtf: str, iso: str, bib: str, day: str, issued: Json
) -> None:
    one = cited(date={"edtf": edtf, **({"basis": "س"} if not iso else {})}, source="صحيفة")
    assert one.when is not None and one.when.iso == iso
    entry = fields(bibtex(one))
    assert entry.get("date", "") == (f"{{{bib}}}" if bib else "")
    assert ("year" in entry) == bool(iso)
    (record,) = records(ris(one))
    assert dict(record).get("DA", "") == day
    assert ("PY" in dict(record)) == bool(iso)
    assert csl(one)["issued"] == issued
    assert (f"[{one.when.words}]" in chicago(one)) == (not iso)
    assert ("note" in entry and one.when.words in entry["note"]) == (not iso)


def test_an_exact_date_with_a_basis_was_inferred() -> None:
    one = cited(date={"edtf": "2024-06-30", "basis": "من النص"}, source="صحيفة")
    assert one.when is not None and one.when.sure == "about"
    assert fields(bibtex(one))["date"] == "{2024-06-30~}"


def test_what_nobody_knows_is_left_out() -> None:
    one = cited(date="unknown", source="unknown", author="unknown")
    assert chicago(one) == "[العنوان]. د.ت. الأرشيف."
    assert mla(one) == "[العنوان]. الأرشيف."
    assert set(fields(bibtex(one))) == {"title", "howpublished", "note", "langid"}
    assert bibtex(one).startswith("@misc{")
    (record,) = records(ris(one))
    assert [tag for tag, _ in record] == ["TY", "ID", "TI", "DP", "N1", "LA", "ER"]
    assert set(csl(one)) == {"id", "type", "title", "archive", "note", "language"}


def test_a_full_citation_in_words() -> None:
    source = {"name": "صحيفة", "url": "https://old.example/1"}
    one = cited(
        Published("https://example.org/"), title="", layout={"title_line": "true"},
        date="2024-06-30", source=source, author="ليلى حداد",
    )  # fmt: skip
    here = "https://example.org/articles/a.html"
    assert chicago(one) == f"ليلى حداد. «أول الفقرات.». صحيفة، 30 يونيو 2024. الأرشيف. {here}."
    assert mla(one) == f"ليلى حداد. «أول الفقرات.». صحيفة، 30 يونيو 2024. الأرشيف، {here}."
    assert fields(bibtex(one))["author"] == "{{ليلى حداد}}"
    assert csl(one)["author"] == [{"literal": "ليلى حداد"}]
    assert "note" not in csl(one)


def test_without_an_address_of_the_site_the_originals_is_given() -> None:
    source = {"name": "صحيفة", "url": "https://old.example/{1}"}
    assert csl(cited(source=source))["URL"] == source["url"]
    assert fields(bibtex(cited(source=source)))["url"] == "{https://old.example/%7B1%7D}"
    assert "URL" not in csl(cited(source="صحيفة"))


def test_an_inferred_publisher_and_a_supplied_title_stand_in_brackets() -> None:
    one = cited(source={"name": "صحيفة", "basis": "من النص"})
    assert "[العنوان]. [صحيفة]، د.ت." in chicago(one)
    assert csl(one)["container-title"] == "[صحيفة]"
    assert "المصدر مستنتج" in str(csl(one)["note"])


def test_quotation_marks_inside_quotation_marks() -> None:
    edition, _ = composed(
        {"seeds/articles/a.txt": "قال «نعم» وذهب\n" + "كلام طويل " * 30, "kashshaf.yml": "title: ا"}
    )
    one = citable(edition.articles[0], make_views(edition))
    assert chicago(one).startswith("«قال “نعم” وذهب».")


def test_a_comma_in_a_topic_does_not_make_two() -> None:
    one = cited(topics=["t"])
    assert fields(bibtex(one))["keywords"] == "{س، ص، ع}"
    assert ("KW", "س، ص, ع") in records(ris(one))[0]


# Whatever stands in a title

ANY = st.text(
    st.one_of(
        st.sampled_from("{}\\%&$#_~^\"'<>@,=-/ \n\r\t«»؟…ا ب\u200f\u2028\x85`[]|*"),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    min_size=1,
    max_size=40,
)


@given(title=ANY, author=ANY, source=ANY)
def test_every_format_is_well_formed(title: str, author: str, source: str) -> None:
    def line(text: str) -> str:
        return " ".join(text.split()) or "ا"

    one = Citable(
        "a", line(title), True, line(author), line(source), False, None,
        "https://example.org/", "", line(title), (line(source),), (),
    )  # fmt: skip
    entry = fields(bibtex(one))
    assert set(entry) == {
        "author", "title", "journal", "url", "howpublished", "keywords", "langid",
    }  # fmt: skip
    assert len(records(ris(one))) == 1
    assert dict(records(ris(one))[0])["TI"] == line(title)
    assert json.loads(json.dumps(csl(one)))["title"] == line(title)


# The files of the whole archive, and the page


def files(*titles: str, **record: object) -> dict[str, str]:
    sources: dict[str, object] = {"kashshaf.yml": "title: ا"}
    for number, title in enumerate(titles):
        sources[f"seeds/articles/a{number}.txt"] = TEXT
        sources[f"seeds/articles/a{number}.yml"] = {"title": title, **record}
    edition, _ = composed(sources)
    return {
        path.removeprefix("site_src/"): data.decode()
        for path, data in edition_files(edition).items()
        if path.startswith("site_src/")
    }


def test_the_archives_files_have_every_article() -> None:
    made = files("الأولى {", "الثانية \\", "الثالثة")
    assert len(re.findall(r"(?m)^@", made["data/citations.bib"])) == 3
    for entry in made["data/citations.bib"].split("\n\n"):
        assert fields(entry.rstrip("\n") + "\n")
    assert len(records(made["data/citations.ris"])) == 3
    items = json.loads(made["data/citations.json"])
    assert [item["title"] for item in items] == ["الأولى {", "الثانية \\", "الثالثة"]
    assert made["data/citations.json"].count("\n") == 5  # a record a line


def test_an_archive_without_articles_has_empty_files() -> None:
    made = files()
    assert made["data/citations.bib"] == made["data/citations.ris"] == ""
    assert json.loads(made["data/citations.json"]) == []


def test_the_page_shows_what_the_files_have() -> None:
    made = files('<b>&amp; "س"</b> {x}')
    block = made["articles/a0.md"].split('<details class="ks-cite"')[1]
    shown = [e.text for e in parse_html(block).find(lambda e: e.tag == "pre")]
    assert shown[0] + "\n" == made["data/citations.bib"]
    assert shown[1] + "\n" == made["data/citations.ris"]
    assert [json.loads(shown[2])] == json.loads(made["data/citations.json"])
    assert "<b>" not in block


def test_nothing_of_a_withheld_text_is_cited() -> None:
    made = files("", rights="none")
    for path, text in made.items():
        assert "الفقرات" not in text or path.startswith("data/schemas/"), path
