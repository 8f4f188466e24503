"""The record beside an article: every field, and what is said of one that is wrong."""

from __future__ import annotations

from dataclasses import replace

import pytest

from kashshaf.model import ArticleRecord, Finding
from kashshaf.record import read_record
from kashshaf.yamlio import read_yaml


def read(text: str) -> tuple[ArticleRecord, list[Finding]]:
    node, more = read_yaml("a.yml", text)
    record, findings = read_record(node, "a.yml")
    return record, [*more, *findings]


def found(text: str) -> list[tuple[str, str]]:
    return [(finding.code, str(finding.location)) for finding in read(text)[1]]


def test_a_whole_record() -> None:
    record, findings = read(
        """\
title: "استقالة"
slug: resignation
source: {name: صحيفة, url: "https://example.com/a", basis: من الصفحة}
author: كاتب
date: {edtf: "2024-06~", basis: «في يونيو»}
status: approved
reviewed: {by: محررة, on: "2024-07-01", sha256: ABC}
rights: excerpt
topics: {add: [one], drop: [two]}
mentions:
  - {surface: ميلر, record: matthew-miller, paragraph: 3}
  - {surface: بول, record: none}
layout: {title_line: true, headings: [8, 16], wrapped: false}
note: ملاحظة
"""
    )
    assert findings == []
    assert (record.title, record.slug, record.author) == ("استقالة", "resignation", "كاتب")
    assert record.source is not None
    assert (record.source.name, record.source.url) == ("صحيفة", "https://example.com/a")
    assert record.date is not None
    assert (record.date.edtf, record.date.basis) == ("2024-06~", "«في يونيو»")
    assert record.reviewed is not None
    assert (record.reviewed.by, record.reviewed.sha256) == ("محررة", "abc")
    assert (record.status, record.rights, record.note) == ("approved", "excerpt", "ملاحظة")
    assert [r.id for r in record.topics_add] == ["one"]
    assert [r.id for r in record.topics_drop] == ["two"]
    assert [(r.surface, r.record, r.paragraph) for r in record.rulings] == [
        ("ميلر", "matthew-miller", 3),
        ("بول", None, None),
    ]
    assert (record.layout.title_line, record.layout.headings, record.layout.wrapped) == (
        True,
        (8, 16),
        False,
    )


def test_every_field_may_be_missing() -> None:
    record, findings = read("")
    assert replace(record, content="") == ArticleRecord(record.location)
    assert findings == []
    record, findings = read("title: عنوان\n")
    assert (record.status, record.rights, record.date, findings) == ("draft", "full", None, [])


def test_short_forms() -> None:
    record, findings = read('date: "2024-06-30"\nsource: صحيفة\ntopics: [one, two]\n')
    assert findings == []
    assert record.date is not None
    assert record.source is not None
    assert (record.date.edtf, record.source.name) == ("2024-06-30", "صحيفة")
    assert [r.id for r in record.topics_add] == ["one", "two"]


def test_unknown_is_an_answer() -> None:
    record, findings = read("date: unknown\nsource: غير معروف\nauthor: unknown\n")
    assert findings == []
    assert (record.date, record.source, record.author) == (None, None, "")
    assert record.unknown == {"date", "source", "author"}


def test_a_field_left_empty_is_a_field_not_given() -> None:
    record, findings = read("title:\nrights:\nsource:\ndate:\nauthor: ~\nlayout:\n")
    assert findings == []
    assert (record.title, record.rights, record.source, record.author) == ("", "full", None, "")


@pytest.mark.parametrize(
    ("text", "code", "where"),
    [
        ("titel: x\n", "K202", "a.yml:1:1"),
        ("title: a\ntitle: b\n", "K201", "a.yml:2:1"),
        ("- title\n", "K203", "a.yml:1:1"),
        ("title: [a]\n", "K203", "a.yml:1:8"),
        ("slug: A b\n", "K206", "a.yml:1:7"),
        ("slug: ../../etc\n", "K206", "a.yml:1:7"),
        ("slug: index\n", "K206", "a.yml:1:7"),
        ("date: 30/6/2024\n", "K207", "a.yml:1:7"),
        ("date: {edtf: 2024-02-30}\n", "K207", "a.yml:1:14"),
        ("date: {basis: x}\n", "K204", "a.yml:1:7"),
        ("date: 2024-06~\n", "K208", "a.yml:1:7"),
        ("date: {edtf: 2024?}\n", "K208", "a.yml:1:14"),
        ("reviewed: {by: x, on: tomorrow}\n", "K207", "a.yml:1:23"),
        ("reviewed: {sha256: x}\n", "K204", "a.yml:1:11"),
        ("reviewed: yes\n", "K203", "a.yml:1:11"),
        ("status: done\n", "K203", "a.yml:1:9"),
        ("source: {name: x, url: 'javascript:alert(1)'}\n", "K203", "a.yml:1:24"),
        ("source: {url: 'https://x'}\n", "K204", "a.yml:1:9"),
        ("source: {name: x, link: y}\n", "K202", "a.yml:1:19"),
        ("mentions: [ميلر]\n", "K203", "a.yml:1:12"),
        ("mentions: [{surface: ميلر}]\n", "K204", "a.yml:1:12"),
        ("mentions: [{surface: a, record: b, paragraph: p3}]\n", "K203", "a.yml:1:47"),
        ("layout: {headings: [أول]}\n", "K203", "a.yml:1:21"),
        ("layout: {wrapped: yes}\n", "K203", "a.yml:1:19"),
        ("topics: {ad: [one]}\n", "K202", "a.yml:1:10"),
    ],
)
def test_what_is_wrong_is_found_at_its_place(text: str, code: str, where: str) -> None:
    assert found(text) == [(code, where)]


@pytest.mark.parametrize(
    "text",
    [
        "date: 2024-06-30\n",
        "date: {edtf: 2024-06~, basis: «في يونيو»}\n",
        "source: {name: x, url: 'http://x'}\n",
        "status: reviewed\n",
        "layout: {wrapped: true}\n",
        "layout: {headings: []}\n",
        "mentions: []\n",
    ],
)
def test_what_is_right_is_no_finding(text: str) -> None:
    assert found(text) == []


def test_rights_that_are_not_understood_withhold_the_text() -> None:
    record, findings = read("rights: ful\n")
    assert ([f.code for f in findings], record.rights) == (["K203"], "none")
    assert read("rights: full\n")[0].rights == "full"


def test_an_address_that_is_no_web_address_is_not_kept() -> None:
    record, _ = read("source: {name: x, url: 'javascript:alert(1)'}\n")
    assert record.source is not None
    assert (record.source.name, record.source.url) == ("x", "")


def test_headings_may_be_none_at_all() -> None:
    assert read("layout: {headings: []}\n")[0].layout.headings == ()
    assert read("layout: {}\n")[0].layout.headings is None


def test_the_address_may_stand_beside_the_source() -> None:
    record, findings = read("url: https://example.com/a\n")
    assert findings == []
    assert record.source is not None
    assert (record.source.name, record.source.url) == ("example.com", "https://example.com/a")
    record, _ = read("source: صحيفة\nurl: https://example.com/a\n")
    assert record.source is not None
    assert (record.source.name, record.source.url) == ("صحيفة", "https://example.com/a")
    record, _ = read("source: {name: صحيفة, url: 'https://b'}\nurl: https://a\n")
    assert record.source is not None
    assert record.source.url == "https://b"


@pytest.mark.parametrize(
    "address",
    ["https://[", "https://[::1", "https://", "http:// x", "https://a b", "https://\u0627"],
)
def test_an_address_that_is_badly_made_is_no_crash(address: str) -> None:
    for text in (f"url: {address!r}\n", f"source: {{name: x, url: {address!r}}}\n"):
        record, _ = read(text)
        assert record.source is None or record.source.name
