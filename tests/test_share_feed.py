"""Feeds: valid, without a clock, and never more of a text than an excerpt."""

from __future__ import annotations

import json
import re
from datetime import datetime
from xml.etree import ElementTree

import pytest

from kashshaf.pipeline import edition_files, make_views
from kashshaf.share.feed import NEWEST
from kashshaf.share.published import Published
from tests.support import Json, composed

SITE = Published("https://example.org/press/", "الموقع")
ATOM = "{http://www.w3.org/2005/Atom}"
TEXT = "\n".join(f"فقرة{n} " + " ".join(f"كلمة{n}x{m}" for m in range(50)) for n in range(4))


def made(records: dict[str, Json], config: str = "title: الأرشيف", text: str = TEXT) -> Json:
    sources: dict[str, object] = {"kashshaf.yml": config}
    for name, record in records.items():
        sources[f"seeds/articles/{name}.txt"] = text
        sources[f"seeds/articles/{name}.yml"] = {
            "title": f"عنوان {name}",
            "layout": {"title_line": "false", "headings": [], "wrapped": "false"},
            **record,
        }
    edition, _ = composed(sources)
    return edition_files(edition, views=make_views(edition, published=SITE))


def feeds(records: dict[str, Json], **more: str) -> tuple[ElementTree.Element, Json]:
    files = made(records, **more)
    root = ElementTree.fromstring(files["site_src/data/feed.xml"])
    return root, json.loads(files["site_src/data/feed.json"])


def text(element: ElementTree.Element, tag: str) -> str:
    (found,) = element.findall(f"{ATOM}{tag}")
    return found.text or ""


def valid(root: ElementTree.Element, feed: Json) -> None:
    """Check what RFC 4287 and JSON Feed 1.1 demand."""
    for element in (root, *root.findall(f"{ATOM}entry")):
        for tag in ("id", "title", "updated"):
            assert text(element, tag)
        assert text(element, "id").startswith("https://")
        assert datetime.fromisoformat(text(element, "updated")).tzinfo
        for link in element.findall(f"{ATOM}link"):
            assert re.match("https?://", link.attrib["href"])
    assert root.findall(f"{ATOM}author")
    ids = [text(entry, "id") for entry in root.findall(f"{ATOM}entry")]
    assert len(set(ids)) == len(ids)
    assert feed["version"] == "https://jsonfeed.org/version/1.1"
    assert [item["id"] for item in feed["items"]] == ids
    for item in feed["items"]:
        assert item["content_text"]
        assert datetime.fromisoformat(item["date_modified"]).tzinfo


def test_the_newest_come_first_and_what_has_no_date_is_left_out() -> None:
    root, feed = feeds(
        {
            "old": {"date": "1998-05-01"},
            "new": {"date": "2004-01-02"},
            "about": {"date": {"edtf": "2003-11~", "basis": "س"}},
            "undated": {"date": "unknown"},
        }
    )
    valid(root, feed)
    assert [item["title"] for item in feed["items"]] == ["عنوان new", "عنوان about", "عنوان old"]
    assert text(root, "updated") == "2004-01-02T00:00:00Z"
    assert feed["home_page_url"] == "https://example.org/press/"
    assert feed["feed_url"] == "https://example.org/press/data/feed.json"


@pytest.mark.parametrize(
    ("record", "published", "updated"),
    [
        ({"date": "2004-01-02"}, "2004-01-02", "2004-01-02"),
        ({"date": "2004-02"}, "", "2004-02-29"),
        ({"date": {"edtf": "2004-01-02?", "basis": "س"}}, "", "2004-01-02"),
        (
            {"date": "2004-01-02", "status": "reviewed", "reviewed": {"on": "2026-11-21"}},
            "2004-01-02",
            "2026-11-21",
        ),
        ({"date": "2004-01-02", "reviewed": {"on": "1999"}}, "2004-01-02", "2004-01-02"),
    ],
)
def test_times_come_from_the_record(record: Json, published: str, updated: str) -> None:
    root, feed = feeds({"a": record})
    valid(root, feed)
    (item,) = feed["items"]
    assert item.get("date_published", "") == (f"{published}T00:00:00Z" if published else "")
    assert item["date_modified"] == f"{updated}T00:00:00Z"
    (entry,) = root.findall(f"{ATOM}entry")
    assert text(entry, "updated") == item["date_modified"]
    assert len(entry.findall(f"{ATOM}published")) == bool(published)


@pytest.mark.parametrize("rights", ["full", "excerpt", "none"])
def test_no_more_than_an_excerpt_is_told(rights: str) -> None:
    files = made({"a": {"date": "2004-01-02", "rights": rights}})
    for name in ("feed.xml", "feed.json"):
        feed = files[f"site_src/data/{name}"].decode()
        assert ("كلمة0x3" in feed) == (rights != "none")
        assert "كلمة1x40" not in feed  # the 92nd word
        assert "فقرة2" not in feed


def test_markup_and_what_xml_cannot_hold() -> None:
    root, feed = feeds(
        {"a": {"date": "2004-01-02", "title": ']]> <b>&amp; "س"', "author": "<i>"}},
        text="نص <script> \u202e ]]> & آخر\ufffe.",
    )
    valid(root, feed)
    (entry,) = root.findall(f"{ATOM}entry")
    assert text(entry, "title") == ']]> <b>&amp; "س"'
    assert "<script>" in text(entry, "summary")
    assert not {"\u202e", "\ufffe"} & set(text(entry, "summary"))


def test_only_the_newest_are_in_it_and_the_size_has_a_bound() -> None:
    records = {f"a{n}": {"date": f"{1900 + n}"} for n in range(NEWEST + 5)}
    root, feed = feeds(records)
    valid(root, feed)
    assert len(feed["items"]) == NEWEST
    assert feed["items"][0]["title"] == f"عنوان a{NEWEST + 4}"


def test_a_feed_without_entries_and_a_nameless_archive() -> None:
    root, feed = feeds({}, config="")
    valid(root, feed)
    assert text(root, "updated") == "1970-01-01T00:00:00Z"
    assert feed["title"] == "الموقع"
    assert feed["items"] == []


def test_without_an_address_there_is_no_feed_and_no_link_to_one() -> None:
    edition, _ = composed({"kashshaf.yml": "title: ا"})
    files = edition_files(edition)
    assert not [path for path in files if "feed" in path]
