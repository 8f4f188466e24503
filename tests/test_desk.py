"""The desk: what is left to do, in the terminal and on a page that is never committed."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from kashshaf.desk.forge import Forge, forge
from kashshaf.desk.page import LISTED
from kashshaf.model import Location
from tests.support import Archive, Json, broken_links

BY = ("--by", "هدى", "--on", "2026-11-21")
PAGE = "site_src/desk/index.md"


def status(archive: Archive) -> Json:
    return json.loads(archive.run("status", "--format", "json").stdout)


def ids(found: Json, name: str) -> list[str]:
    return [row["id"] for row in found["lists"][name]]


def needy(small: Archive) -> Archive:
    """Return an archive that lacks something of every kind."""
    small.article("third", "رفض أندرو ميلر وماثيو ميلر ذلك، وقال ميلر غيره.\n", title="ث")
    small.article("fourth", "قال ميلر ذلك.\n", title="ر", date="unknown", source="unknown")
    topics = small.read("seeds/registers/topics.yml")
    more = "- {id: bare, name: موضوع, definition: تعريف.}\n"
    small.write("seeds/registers/topics.yml", topics + more)
    return small


# What is left


def test_how_far_each_kind_is(small: Archive) -> None:
    assert small.run("review", "first", "andrew-miller", *BY).exit_code == 0
    assert small.run("review", "ministry", "huffpost", *BY).exit_code == 0
    assert small.run("review", "ministry", "huffpost", "--approve", *BY).exit_code == 0
    found = status(small)
    assert found["counts"] == {
        "articles": {"all": 2, "draft": 1, "reviewed": 1, "approved": 0, "reviewed_percent": 50},
        "people": {"all": 2, "draft": 1, "reviewed": 1, "approved": 0, "reviewed_percent": 50},
        "topics": {"all": 1, "draft": 1, "reviewed": 0, "approved": 0, "reviewed_percent": 0},
        "terms": {"all": 2, "draft": 0, "reviewed": 0, "approved": 2, "reviewed_percent": 100},
    }
    assert ids(found, "unreviewed-articles") == ["second"]
    assert ids(found, "unreviewed-people") == ["matthew-miller"]
    assert found["lists"]["unreviewed-people"][0] == {
        "kind": "person",
        "id": "matthew-miller",
        "name": "ماثيو ميلر",
        "path": "seeds/registers/people.yml",
        "line": 13,
        "column": 3,
        "code": None,
        "severity": None,
        "message": None,
        "unknown": False,
        "edit": None,
    }


def test_every_question_with_its_place(small: Archive) -> None:
    found = status(needy(small))
    assert ids(found, "undated") == ["fourth", "third"]
    assert [row["unknown"] for row in found["lists"]["undated"]] == [True, False]
    assert ids(found, "unsourced") == ["fourth", "third", "bare"]
    (ambiguous, other) = found["lists"]["ambiguous"]
    place = (ambiguous["path"], ambiguous["line"], ambiguous["column"])
    assert place == ("seeds/articles/fourth.txt", 1, 5)
    assert (other["id"], other["column"], other["code"]) == ("third", 38, "K012")
    assert {row["code"] for row in found["lists"]["other"]} == {"K014"}
    assert ids(found, "other") == ["bare"]


def test_what_changed_since_its_review_comes_first(small: Archive) -> None:
    small.run("review", "andrew-miller", *BY)
    register = small.read("seeds/registers/people.yml")
    small.write("seeds/registers/people.yml", register.replace("مسؤول مستقيل", "مسؤول"))
    found = status(small)
    (changed,) = found["lists"]["changed"]
    assert (changed["id"], changed["code"]) == ("andrew-miller", "K421")
    said = small.run("status").stdout
    assert "people           2         2         0         0       0 %" in said
    assert "Changed since their review, or with a review that is not whole: 1\n" in said
    assert f"  {changed['path']}:{changed['line']}:{changed['column']}: K421 andrew-miller" in said


def test_who_is_not_published_is_on_the_list(small: Archive) -> None:
    small.write("kashshaf.yml", "publish: {people: reviewed}\n")
    assert ids(status(small), "unreviewed-people") == ["andrew-miller", "matthew-miller"]


def test_an_empty_archive(archive: Archive) -> None:
    result = archive.run("status")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "articles         0         0         0         0         -" in result.stdout


def test_a_long_title_is_cut_at_a_word(small: Archive) -> None:
    small.article("third", "نص.\n", title="كلمة " * 30, slug="third")
    lines = [x for x in small.run("status").stdout.splitlines() if "third «" in x]
    assert lines
    assert all("كلمة…»" in line for line in lines)


# The page


def test_the_desk_is_there_only_while_it_is_asked_for(small: Archive) -> None:
    small.build()
    without = small.files()
    assert small.build("--desk").exit_code == 0
    assert set(small.files()) - set(without) == {PAGE, "site_src/desk/.gitignore"}
    # It is no part of the edition: neither of its manifest nor of what is checked.
    assert "desk" not in small.read("site_src/data/manifest.json")
    assert small.run("build", "--check").exit_code == 0
    assert small.build("--desk").stdout.startswith("2 articles: 0 files written.")
    assert (small.root / PAGE).is_file()
    small.build()
    assert small.files() == without
    # Or always, if the configuration says so.
    small.write("kashshaf.yml", "title: أرشيف\ndesk: true\n")
    small.build()
    assert (small.root / PAGE).is_file()
    small.write("kashshaf.yml", "title: أرشيف\n")
    small.build()
    assert not (small.root / "site_src/desk").exists()


def test_a_desk_that_was_removed_or_changed_is_made_again(small: Archive) -> None:
    small.build("--desk")
    text = small.read(PAGE)
    for spoil in (text + "x", None):
        if spoil is None:
            (small.root / PAGE).unlink()
        else:
            small.write(PAGE, spoil)
        small.build("--desk")
        assert small.read(PAGE) == text


def test_somebody_elses_folder_is_left_alone(small: Archive) -> None:
    small.write("site_src/desk/mine.md", "لي")
    result = small.build("--desk")
    assert "site_src/desk: K502" in result.stderr
    small.build()
    assert small.read("site_src/desk/mine.md") == "لي"
    assert not (small.root / PAGE).exists()


def test_check_and_desk_do_not_go_together(small: Archive) -> None:
    assert small.run("build", "--check", "--desk").exit_code == 2


def test_the_page_leads_to_what_it_names(small: Archive) -> None:
    (needy(small).root / "mkdocs.yml").write_text(
        "repo_url: https://codeberg.org/o/r\n", encoding="utf-8"
    )
    small.write("kashshaf.yml", "publish: {people: reviewed}\n")
    small.build("--desk")
    pages = small.pages()
    page = pages["desk/index.md"]
    assert broken_links(pages) == []
    where = "https://codeberg.org/o/r/_edit/main/seeds/articles/third.txt#L1"
    assert f'[<bdi dir="ltr">seeds/articles/third.txt:1:38</bdi>]({where})' in page
    assert "[ث](../articles/third.md)" in page
    assert 'أندرو ميلر <span class="ks-count">لا يُنشر</span>' in page
    assert '<span lang="en" dir="ltr">K012 «ميلر»' in page


def test_what_editors_write_breaks_no_table(small: Archive) -> None:
    small.article("third", "نص.\n", title="أ | ب <b> `c` [d](e)", slug="third", date="x|y")
    small.build("--desk")
    rows = [row for row in small.read(PAGE).splitlines() if row.startswith("| ")]
    assert {row.replace("\\|", "").count("|") for row in rows} <= {4, 7}
    assert "<b>" not in small.read(PAGE)


@pytest.mark.parametrize("rights", ["excerpt", "none"])
def test_words_of_a_text_that_is_withheld_are_not_quoted(small: Archive, rights: str) -> None:
    text = "رفض أندرو ميلر وماثيو ميلر ذلك، وقال ميلر غيره.\n"
    small.article("third", text, title="ث", slug="third", rights=rights)
    small.build("--desk")
    page = small.read(PAGE)
    assert "K012 a name that fits two records" in page
    assert "K012 «" not in page


def test_a_page_of_a_large_archive_is_bounded(archive: Archive) -> None:
    people = [
        {"id": f"p{n}", "name": f"فلان {n} الفلاني", "roles": ["ر"]} for n in range(3 * LISTED)
    ]
    archive.write("seeds/registers/people.yml", people)
    archive.build("--desk")
    page = archive.read(PAGE)
    assert page.count("p0.md") >= 1
    assert f"وغيرها {2 * LISTED}، وكلها في الطرفية: `kashshaf status`." in page
    assert len(page.encode()) < 100_000
    assert len(ids(status(archive), "unreviewed-people")) == 3 * LISTED


# The forge


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("", ""),
        ("repo_url: https://github.com/o/r", "https://github.com/o/r/edit/main/"),
        ("repo_url: https://gitlab.com/o/r/", "https://gitlab.com/o/r/-/edit/main/"),
        ("repo_url: https://gitlab.example.org/o/r", "https://gitlab.example.org/o/r/-/edit/main/"),
        ("repo_url: https://codeberg.org/o/r", "https://codeberg.org/o/r/_edit/main/"),
        ("repo_url: https://example.org/o/r", ""),
        (
            "repo_url: https://example.org/o/r\nedit_uri: _edit/next/docs/",
            "https://example.org/o/r/_edit/next/",
        ),
        (
            "repo_url: https://github.com/o/r\ndocs_dir: pages\nedit_uri: edit/v2/press/pages",
            "https://github.com/o/r/edit/v2/press/",
        ),
        ("repo_url: https://github.com/o/r\nedit_uri: ''", ""),
        ("repo_url: https://github.com/o/r\nedit_uri: '?query=root/path/docs/'", ""),
        ("repo_url: javascript:alert(1)", ""),
        ("repo_url: 'https://x/\"><script>'", ""),
        ("repo_url: [", ""),
    ],
)
def test_where_files_are_edited(text: str, base: str) -> None:
    assert forge(text) == Forge(base)


def test_a_path_is_quoted() -> None:
    address = Forge("https://x/edit/main/").edit(Location("seeds/articles/a b#(c).txt"))
    assert address == "https://x/edit/main/seeds/articles/a%20b%23%28c%29.txt"


def test_a_desk_is_in_no_excerpt(small: Archive, tmp_path: Path) -> None:
    from kashshaf.bundle.excerpts import stage

    small.write("mkdocs.yml", "site_name: x\n")
    small.build("--desk")
    room = tmp_path / "room"
    room.mkdir()
    stage(small.root, room, lambda what, done, total: None)
    assert (room / "site_src/articles").is_dir()
    assert not (room / "site_src/desk").exists()
