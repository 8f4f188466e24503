"""``kashshaf review``: what is written into records and registers, and what is refused."""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from kashshaf.desk.edit import CannotEditError, Value, applied, changes, document
from tests.support import Archive, Json

PEOPLE = "seeds/registers/people.yml"
BY = ("--by", "هدى", "--on", "2026-11-21")
NEW: dict[str, Value] = {"status": "reviewed", "reviewed": {"by": "هدى", "sha256": "12e4"}}


def edited(text: str, values: dict[str, Value]) -> str:
    return applied(text, list(changes(text, document(text), values)))


# The text


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("", 'status: reviewed\nreviewed:\n  by: "هدى"\n  sha256: "12e4"\n'),
        ("# تعليق", '# تعليق\nstatus: reviewed\nreviewed:\n  by: "هدى"\n  sha256: "12e4"\n'),
        (
            "status: draft   # بعد\ntitle: ع  # عنوان\n# آخر\n",
            (
                "status: reviewed   # بعد\ntitle: ع  # عنوان\nreviewed:\n"
                '  by: "هدى"\n  sha256: "12e4"\n# آخر\n'
            ),
        ),
        (
            "status:\ntitle: ع",
            'status: reviewed\ntitle: ع\nreviewed:\n  by: "هدى"\n  sha256: "12e4"',
        ),
        (
            "status: draft\r\ntitle: ع\r\n",
            'status: reviewed\r\ntitle: ع\r\nreviewed:\r\n  by: "هدى"\r\n  sha256: "12e4"\r\n',
        ),
        (
            (
                "reviewed:\n  # من قبل\n  by: سعاد\n  on: x\n  sha256: 0\n"
                "status: draft\nnote: |\n  ن\n\n"
            ),
            (
                'reviewed:\n  # من قبل\n  by: "هدى"\n  on: x\n  sha256: "12e4"\nstatus: reviewed\n'
                "note: |\n  ن\n\n"
            ),
        ),
        (
            "reviewed: {by: سعاد}\ntitle: ع\n",
            'reviewed: {by: "هدى", sha256: "12e4"}\ntitle: ع\nstatus: reviewed\n',
        ),
        (
            "{title: ع, status: draft}\n",
            '{title: ع, status: reviewed, reviewed: {by: "هدى", sha256: "12e4"}}\n',
        ),
        ("{}\n", '{status: reviewed, reviewed: {by: "هدى", sha256: "12e4"}}\n'),
        ("{title: ع,}\n", '{title: ع, status: reviewed, reviewed: {by: "هدى", sha256: "12e4"},}\n'),
    ],
)
def test_keys_are_set_and_every_other_byte_stays(before: str, after: str) -> None:
    assert edited(before, NEW) == after
    read = yaml.safe_load(after.replace("\r\n", "\n"))
    assert (read["status"], read["reviewed"]["by"]) == ("reviewed", "هدى")


@pytest.mark.parametrize(
    ("before", "after"),
    [
        ("a: 1\nb:\n  c: 2\n  d: 3 # x\ne: 4\n", "a: 1\ne: 4\n"),
        ("a: 1\nb: {c: 2}\n", "a: 1\n"),
        ("{a: 1, b: {c: 2}, e: 4}", "{a: 1, e: 4}"),
        ("a: 1\n", "a: 1\n"),
    ],
)
def test_a_key_is_taken_out(before: str, after: str) -> None:
    assert edited(before, {"b": None}) == after


@pytest.mark.parametrize("text", ["- a\n", "text\n", "b: 1\n", "{b: 1, a: 2}"])
def test_what_has_no_sure_place_is_not_edited(text: str) -> None:
    with pytest.raises(CannotEditError):
        edited(text, {"b": None} if "b" in text else NEW)


# The command


def reviewed(archive: Archive, *arguments: str) -> str:
    result = archive.run("review", *arguments)
    assert result.exit_code == 0, result.output
    return result.stdout


def statuses(archive: Archive) -> dict[str, str]:
    archive.build()
    return {
        record["id"]: record["status"]
        for name in ("articles", "people", "topics", "glossary")
        for record in archive.json(name)
    }


def test_all_kinds_are_reviewed_at_once(small: Archive) -> None:
    ids = ("first", "andrew-miller", "matthew-miller", "resignations", "ministry")
    said = reviewed(small, *ids, *BY)
    assert "seeds/registers/people.yml: person andrew-miller is reviewed (هدى, 2026-11-21)." in said
    found = statuses(small)
    assert {key for key, status in found.items() if status == "reviewed"} == set(ids)
    assert small.findings() == []
    # To review again what holds changes no byte but the day.
    before = small.inputs()
    reviewed(small, *ids, *BY)
    assert small.inputs() == before


def test_what_changed_since_is_reviewed_again(small: Archive) -> None:
    reviewed(small, "first", "andrew-miller", *BY)
    register = small.read(PEOPLE).replace("مسؤول مستقيل", "مسؤول")
    small.write(PEOPLE, register)
    record = small.read("seeds/articles/first.yml")
    small.write("seeds/articles/first.yml", record.replace("استقالة", "خبر استقالة"))
    small.write("seeds/articles/second.yml", small.read("seeds/articles/second.yml") + "# ت\n")
    assert small.codes() == {"K420", "K421"}
    found = statuses(small)
    assert (found["first"], found["andrew-miller"]) == ("draft", "draft")
    reviewed(small, "first", "andrew-miller", *BY)
    assert small.codes() == set()
    assert statuses(small)["first"] == "reviewed"


def test_an_approval_leaves_the_review_that_holds(small: Archive) -> None:
    reviewed(small, "first", "andrew-miller", *BY)
    reviewed(small, "first", "andrew-miller", "--approve", "--by", "سعاد")
    record: Json = yaml.safe_load(small.read("seeds/articles/first.yml"))
    assert (record["reviewed"]["by"], record["approved"]["by"]) == ("هدى", "سعاد")
    assert statuses(small)["andrew-miller"] == "approved"
    # A review alone takes the approval back.
    reviewed(small, "first", "andrew-miller", *BY)
    assert "approved" not in small.read("seeds/articles/first.yml") + small.read(PEOPLE)


@pytest.mark.parametrize("identity", ["first", "andrew-miller"])
def test_what_nobody_reviewed_is_not_approved(small: Archive, identity: str) -> None:
    def refused() -> None:
        before = small.inputs()
        result = small.run("review", identity, "second", "--approve", "--by", "سعاد")
        assert result.exit_code == 1
        said = f"{identity} has no review that holds; review it first: `kashshaf review {identity}"
        assert said in result.stderr.replace("\n", " ")
        assert "Nothing was written." in result.stderr
        assert small.inputs() == before

    reviewed(small, "second", *BY)
    refused()
    reviewed(small, identity, *BY)
    for path in ("seeds/articles/first.yml", PEOPLE):  # what was reviewed is another thing now
        text = small.read(path).replace("مسؤول مستقيل", "مسؤول").replace("استقالة", "خبر استقالة")
        small.write(path, text)
    refused()


def test_a_review_of_old_is_approved_as_it_is(small: Archive) -> None:
    reviewed(small, "first", *BY)
    path = "seeds/articles/first.yml"
    lines = small.read(path).splitlines(keepends=True)
    small.write(path, "".join(line for line in lines if not line.startswith("  record:")))
    assert small.codes() == {"K422"}
    reviewed(small, "first", "--approve", "--by", "سعاد")
    record: Json = yaml.safe_load(small.read(path))
    assert (record["reviewed"]["by"], "record" in record["reviewed"]) == ("هدى", False)
    assert statuses(small)["first"] == "approved"


def test_an_article_without_a_record_gets_one(small: Archive) -> None:
    small.article("third", "قال أندرو ميلر ذلك.\n")
    reviewed(small, "third", *BY)
    assert set(yaml.safe_load(small.read("seeds/articles/third.yml"))) == {"status", "reviewed"}
    assert statuses(small)["third"] == "reviewed"


@pytest.mark.parametrize("newline", ["\n", "\r\n"])
def test_front_matter_is_written_into(small: Archive, newline: str) -> None:
    text = "---\ntitle: عنوان  # تعليق\nslug: third\n---\n# عنوان آخر\nقال أندرو ميلر ذلك.\n"
    data = b"\xef\xbb\xbf" + text.replace("\n", newline).encode()
    path = small.write("seeds/articles/third.md", data)
    reviewed(small, "third", *BY)
    assert statuses(small)["third"] == "reviewed"
    head, _, tail = path.read_bytes().partition(b"slug: third")
    assert data.startswith(head)
    assert data.endswith(tail.partition(b"---")[2])
    assert path.read_bytes().count(b"\r") == (data.count(b"\r") and data.count(b"\r") + 6)


def test_what_has_errors_is_refused_and_nothing_is_written(small: Archive) -> None:
    small.article("third", "رفض أندرو ميلر وماثيو ميلر ذلك، وقال ميلر.\n", title="ث", slug="third")
    before = small.inputs()
    result = small.run("review", "first", "third", *BY)
    assert result.exit_code == 1
    assert "K012" in result.stderr
    assert "third has an error; correct that first. Nothing was written." in result.stderr
    assert small.inputs() == before


def test_an_error_elsewhere_in_a_register_is_no_hindrance(small: Archive) -> None:
    text = small.read(PEOPLE) + "- id: x\n  name: س ص\n  roles:\n  - {role: ر, at: nowhere#p1}\n"
    small.write(PEOPLE, text + "# آخر\n")
    assert small.run("review", "x", *BY).exit_code == 1
    assert small.read(PEOPLE) == text + "# آخر\n"
    reviewed(small, "matthew-miller", *BY)


def test_a_record_that_cannot_be_read_is_refused(small: Archive) -> None:
    small.write("seeds/articles/first.yml", "title: [\n")
    result = small.run("review", "first", *BY)
    assert result.exit_code == 1
    assert small.read("seeds/articles/first.yml") == "title: [\n"


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("frist", *BY), "Did you mean «first»?"),
        (("person:first", *BY), "There is nothing with the id «first»"),
        (("first", "--by", "هدى", "--on", "2026-11"), "write a day"),
        (("first", "--by", "هدى", "--on", "2026-11-21~"), "write a day"),
        (("first", "--by", " "), "a name of 1 to 200 characters"),
        (("first",), "--by"),
        (("--by", "هدى"), "ID..."),
    ],
)
def test_misuse(small: Archive, arguments: tuple[str, ...], said: str) -> None:
    before = small.inputs()
    result = small.run("review", *arguments)
    assert (result.exit_code, said in result.stderr) == (2, True), result.stderr
    assert small.inputs() == before


def test_an_id_of_two_things_needs_its_kind(small: Archive) -> None:
    small.article("third", "نص آخر.\n", title="ث", slug="ministry", date="2024", source="ص")
    assert "write article:ministry or term:ministry" in small.run("review", "ministry", *BY).stderr
    reviewed(small, "article:ministry", *BY)
    assert "reviewed" in small.read("seeds/articles/third.yml")
    assert "reviewed" not in small.read("seeds/registers/glossary.yml")


@pytest.mark.skipif(os.name == "nt", reason="Windows has no such modes")
def test_the_mode_of_a_file_stays(small: Archive) -> None:
    path: Path = small.root / PEOPLE
    path.chmod(0o640)
    reviewed(small, "andrew-miller", *BY)
    assert path.stat().st_mode & 0o777 == 0o640
    assert not list(path.parent.glob("*.tmp"))
