"""Mistakes of hand editing, in a table: each is a finding of one code at one place.

``RECORDS`` are spoiled records of an article, ``REGISTERS`` spoiled registers of people: the
text, and every finding that it has (``CODE line:column``), at the very value.
"""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest

from kashshaf.check import check_registers
from kashshaf.model import Finding, Location, Reference, Registers, Topic
from kashshaf.pipeline import ordered
from kashshaf.schema import did_you_mean
from kashshaf.source import decode
from tests.support import Archive, composed, matched, person

RECORD = "seeds/articles/a.yml"
PEOPLE = "seeds/registers/people.yml"
TEXT = "قال أندرو ميلر ذلك في مقر الوزارة.\n"

RECORDS = {
    # Wrong types
    "title: [a, b]\n": "K203 1:8",
    "title: {a: b}\n": "K203 1:8",
    "title:\n  - a\n": "K203 2:3",
    "rights: yes\n": "K203 1:9",
    "status: [draft]\n": "K203 1:9",
    "date: [2024]\n": "K203 1:7",
    "date: {edtf: [2024]}\n": "K203 1:14",
    "mentions: ميلر\n": "K203 1:11",
    "mentions: {surface: ميلر}\n": "K203 1:11",
    "mentions:\n- [ميلر]\n": "K203 2:3",
    "mentions:\n- surface: ميلر\n  record: x\n  paragraph: ثلاثة\n": "K203 4:14",
    "layout: true\n": "K203 1:9",
    "layout: {headings: [1, two]}\n": "K203 1:24",
    "reviewed: سمير\n": "K203 1:11",
    "source: {name: [a]}\n": "K203 1:16",
    "url: example.org\n": "K203 1:6",
    # Missing, unknown and repeated keys
    "source: {url: 'https://example.org/'}\n": "K204 1:9",
    "titel: x\n": "K202 1:1",
    "title: x\nsource: {nam: y, name: z}\n": "K202 2:10",
    "title: x\ntitle: y\n": "K201 2:1",
    "date: {edtf: 2024, edtf: 2025}\n": "K201 1:20",
    "ti\u200ctle: x\n": "K202 1:1",
    "title\u00a0: x\n": "K202 1:1",
    "٣: x\n": "K202 1:1",
    "العنوان: x\n": "K202 1:1",
    # Values
    "slug: ميلر\n": "K206 1:7",
    "slug: A\n": "K206 1:7",
    "date: 2024-13\n": "K207 1:7",
    "date: أمس\n": "K207 1:7",
    "reviewed: {by: س, on: أمس}\n": "K207 1:23",
    "title: 'a\u202eb'\n": "K104 1:8",
    # What YAML itself refuses
    "title: x\n\tslug: y\n": "K200 2:1",
    "title: x\n  slug: y\n": "K200 2:7",
    "title: a: b\n": "K200 1:9",
    "title: 'x\nslug: y\n": "K200 3:1",
    "title: x\nslug\n": "K200 3:1",
    "title: x\n date 2024\nslug: a\n": "",  # YAML takes the second line for more of the title
    "title: @x\n": "K200 1:8",
    "title: &a x\n": "K205 1:8",
    "title: *a\n": "K205 1:8",
    "title: !!int 3\n": "K205 1:8",
    "a:x\n": "K203 1:1",
    "- title: x\n": "K203 1:1",
    "--- {}\n---\ntitle: x\n": "K200 2:1",
    "title: x\x07\n": "K101 1:9",
    "[" * 20: "K200 1:13",
    "title: " + "{a: " * 30: "K200 1:52",
    # Merge conflicts
    "<<<<<<< HEAD\ntitle: a\n=======\ntitle: b\n>>>>>>> main\n": "K211 1:1",
    "title: a\r\n<<<<<<< HEAD\r\n=======\r\n>>>>>>> main\r\n": "K211 2:1",
    "title: a\n=======\n": "K211 2:1",
    "title: a\n>>>>>>> main\n": "K211 2:1",
    "title: a\n||||||| base\n": "K211 2:1",
    "note: |\n  <<<<<<< this is indented, and text\n  =======\n": "",
    # Line ends and byte order marks
    "title: x\r\ntitel: y\r\n": "K202 2:1",
    "title: x\rtitel: y\r": "K202 2:1",
    "\ufefftitle: x\ntitel: y\n": "K202 2:1",
    "\ufefftitel: x\n": "K202 1:1",
}
REGISTERS = {
    "id: a\nname: b\n": "K203 1:1",
    "- id: a\n name: س\n": "K200 2:2",
    "- id: a\n  name: س\n - id: b\n": "K200 3:2",
    "- id: a\n\tname: س\n": "K200 2:1",
    "- id: a\n    name: س\n": "K200 2:9",
    "- a\n": "K203 1:3",
    "- id:a\n": "K203 1:3",
    "- id: a\n": "K204 1:3",
    "- name: س\n": "K204 1:3",
    "- id: a\n  name: [س]\n": "K203 2:9",
    "- id: a\n  name: س\n  variants: {x: y}\n": "K203 3:13",
    "- id: a\n  name: س\n  variants: [[ص]]\n": "K203 3:14",
    "- id: a\n  name: س\n  variants: ['--']\n": "K203 3:14",
    "- id: a\n  name: س\n  variants: [ص، ع]\n": "K210 3:14",
    "- id: a\n  name: س\n  roles: [{role: ص, at: there}]\n": "K303 3:25",
    "- id: a\n  name: س\n  varients: [ص]\n": "K202 3:3",
    "- id: a\n  name: س\n  name: ص\n": "K201 3:3",
    "- id: a\n  name: س ص\n- id: a\n  name: ع غ\n": "K300 3:7",
    "- id: a\n  name: س\n<<<<<<< HEAD\n": "K211 3:1",
}


def found_in(path: str, text: str | bytes) -> list[Finding]:
    """Return what a file's own text is reported for (not what an archive lacks)."""
    files: dict[str, object] = {"seeds/articles/a.txt": TEXT, path: text}
    found = ordered(composed(files)[1])
    return [
        one
        for one in found
        if one.location.path == path
        and one.code not in ("K014", "K108", "K401", "K402", "K013")
        and one.code not in ("K302", "K400", "K403")
    ]


def places(path: str, text: str | bytes) -> list[str]:
    return [f"{f.code} {f.location.line}:{f.location.column}" for f in found_in(path, text)]


@pytest.mark.parametrize(("text", "expected"), RECORDS.items())
def test_a_spoiled_record(text: str, expected: str) -> None:
    assert places(RECORD, text) == expected.split(", ") if expected else not places(RECORD, text)


@pytest.mark.parametrize(("text", "expected"), REGISTERS.items())
def test_a_spoiled_register(text: str, expected: str) -> None:
    assert places(PEOPLE, text) == [expected]


@pytest.mark.parametrize(
    ("text", "hint"),
    [
        ("title: x\n\tslug: y\n", "tabs"),
        ("titel: x\n", "«title»"),
        ("Title: x\n", "«title»"),
        ("ti\u200ctle: x\n", "U+200C"),
        ("title\u00a0: x\n", "U+00A0"),
        ("العنوان: x\n", "«title»"),
        ("تاريخ: x\n", "«date»"),
        ("title: x\n  slug: y\n", "indentation"),
        ("title: a: b\n", "quotation marks"),
        ("title:x\n", "space after the colon"),
        ("title: x\nslug\n", "colon"),
        ("rights: ful\n", "«full»"),
        ("<<<<<<< HEAD\n", "one of the two sides"),
    ],
)
def test_what_to_do_is_said_in_an_editors_words(text: str, hint: str) -> None:
    assert hint in found_in(RECORD, text)[0].hint


@pytest.mark.parametrize("code", ["utf-16", "cp1256", "utf-16-le"])
def test_yaml_in_another_encoding(code: str) -> None:
    assert places(RECORD, "title: عنوان\n".encode(code))[0].startswith(("K101 ", "K200 "))


# Texts with a merge conflict


@pytest.mark.parametrize("end", ["\n", "\r\n"])
def test_a_merge_conflict_in_a_text_is_one_finding_at_its_line(end: str) -> None:
    lines = ["قال.", "<<<<<<< HEAD", "هذا.", "=======", "ذاك.", ">>>>>>> main", "ثم."] * 2
    source, found = decode("a.txt", end.join(lines).encode())
    assert source is not None
    assert [str(f.location) for f in found] == ["a.txt:2:1", "a.txt:9:1"]
    assert {f.code for f in found} == {"K211"}


@pytest.mark.parametrize(
    "text",
    [
        "عنوان\n=======\nنص.\n",
        ">>>>>>> انظر\nنص.\n=======\n<<<<<<<\n",
        "<<<<<<< نص\n>>>>>>> نص\n",
        "نص <<<<<<< HEAD\nنص =======\nنص >>>>>>> main\n",
        "<<<<<<<<<<<<<<\n==============\n>>>>>>>>>>>>>>\n",
    ],
)
def test_lines_that_somebody_drew_are_no_conflict(text: str) -> None:
    assert [f.code for f in decode("a.txt", text.encode())[1]] == []


def test_a_conflict_in_a_text_holds_nothing_else_up(small: Archive) -> None:
    small.article(
        "third", "<<<<<<< HEAD\nهذا.\n=======\nذاك.\n>>>>>>> main\n", title="ث", date="2024"
    )
    result = small.build()
    assert "seeds/articles/third.txt:1:1: K211" in result.stderr
    assert result.exit_code == 1
    assert "articles/third.md" in small.pages()


# Large, deep and slow


def in_seconds(limit: float, work: Callable[[], object]) -> None:
    start = time.process_time()
    work()
    assert time.process_time() - start < limit


def test_a_record_of_5_megabytes_is_not_read(small: Archive) -> None:
    small.write("seeds/articles/first.yml", "note: " + "x" * 5_000_000)
    in_seconds(20, lambda: small.build())
    result = small.build()
    assert "seeds/articles/first.yml: K105 the file is too large: 5.0 MB, the limit is 1" in (
        result.stderr
    )
    assert "لبحث الأزمة" not in small.pages()["articles/first.md"]  # it may withhold the text


def test_a_hundred_thousand_unknown_keys_are_some_findings() -> None:
    text = "".join(f"titl{n}: x\n" for n in range(60_000))
    found: list[Finding] = []
    in_seconds(20, lambda: found.extend(found_in(RECORD, text)))
    assert len(found) == 21
    assert found[-1].message == "and 59980 more keys that the record does not have"
    assert str(found[-1].location) == f"{RECORD}:21:1"


def test_endless_mistakes_of_one_kind_are_counted() -> None:
    text = "title: x\n" * 50_000
    found: list[Finding] = []
    in_seconds(20, lambda: found.extend(found_in(RECORD, text)))
    assert len(found) == 101
    assert found[-1].message == "and 49899 more of the same in this file"
    assert len(found_in(RECORD, "title: x\n" * 102)) == 101


def test_values_without_an_end_make_no_findings_without_an_end() -> None:
    huge = "س" * 400_000
    for text in (f"rights: {huge}\n", f"{huge}: x\n", f"slug: {huge}\n", f"date: {huge}\n"):
        assert all(len(str(one)) < 2000 for one in found_in(RECORD, text)), text[:9]
    for key in ("variants", "surname", "roles"):
        found = found_in(PEOPLE, f"- {{id: a, name: س, {key}: [{huge}, {huge}]}}\n")
        assert found
        assert all(len(str(one)) < 2000 for one in found)


def test_deep_and_wide_yaml_costs_little() -> None:
    for text in ("[" * 400_000, "{a: " * 200_000, "- " * 400_000, "<<<<<<<" * 100_000):
        in_seconds(20, lambda text=text: found_in(PEOPLE, text))  # type: ignore[misc]
    in_seconds(10, lambda: decode("a.txt", b"<<<<<<< x\n" * 400_000 + b">>>>>>>\n"))
    in_seconds(10, lambda: decode("a.txt", b"<<<<<<<\n=======\n" * 200_000 + b"nothing >>>>>>>"))


def test_hints_are_found_in_time() -> None:
    long = tuple(f"{'ab' * 1000}{n}" for n in range(1000))
    in_seconds(5, lambda: [did_you_mean(f"{'ba' * 40}{n}", long) for n in range(100)])
    topics = tuple(
        Topic(
            id=f"topic-number-{n}",
            heading="ت",
            variants=(),
            sort="ت",
            location=Location("t.yml", n, 1),
            related=tuple(
                Reference(f"topic-nummer-{n}{k}", Location("t.yml", n, 2)) for k in "abc"
            ),
        )
        for n in range(1000)
    )
    found: list[Finding] = []
    in_seconds(20, lambda: found.extend(check_registers(Registers(topics=topics), ())))
    assert len(found) == 3000
    assert sum("did you mean" in one.hint for one in found) == 100


# Regular expressions: nobody may write one


EXPLOSIVE = "(أ+)+$"


def test_names_phrases_and_surfaces_are_words_and_no_patterns() -> None:
    text = "أ" * 5000 + "!\n" + "قال أ.*ب ذلك. قال أندرو ميلر.\n"
    in_seconds(
        5, lambda: matched(text, [person("a", f"أندرو {EXPLOSIVE}", EXPLOSIVE, ".*", "أ.*ب")])
    )
    names, _, _ = matched("قال أندرو ميلر.\n", [person("a", "(.*) ميلر", ".+", "[أ-ي]+ ميلر")])
    assert [record for _, record in names if record] == []
    ruled = [("أندرو .*", "a", None)]
    _, _, found = matched("قال أندرو ميلر.\n", [person("a", "علي ميلر")], rulings=ruled)
    assert "K013" in {one.code for one in found}
