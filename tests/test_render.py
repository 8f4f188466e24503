"""Pages: golden archives whole, and the rules of rights and of links by pairs."""

from __future__ import annotations

import re
import shutil

import pytest

from kashshaf.archive import read_inputs
from kashshaf.compose import compose
from kashshaf.pipeline import edition_files
from tests.support import ROOT, Archive, Json, anchors, body, broken_links, composed, matter

GOLDEN = ROOT / "tests/golden"
ARCHIVES = sorted(path.name for path in GOLDEN.iterdir() if path.is_dir())


def compared(files: dict[str, bytes]) -> dict[str, bytes]:
    """Return the pages and data; the theme and the schemas are the package's own files."""
    return {
        path: data
        for path, data in files.items()
        if path.startswith("site_src/") and not path.endswith(".schema.json")
    }


@pytest.mark.parametrize("name", ARCHIVES)
def test_a_golden_archive_makes_its_edition(name: str, request: pytest.FixtureRequest) -> None:
    edition, findings = compose(read_inputs(GOLDEN / name / "in").files)
    made = compared(edition_files(edition))
    made["findings.txt"] = "".join(f"{found}\n" for found in findings).encode()
    out = GOLDEN / name / "out"
    if request.config.getoption("--update-golden"):
        shutil.rmtree(out, ignore_errors=True)
        for path, data in made.items():
            (out / path).parent.mkdir(parents=True, exist_ok=True)
            (out / path).write_bytes(data)
    golden = {
        path.relative_to(out).as_posix(): path.read_bytes()
        for path in out.rglob("*")
        if path.is_file()
    }
    assert sorted(golden) == sorted(made)
    for path, data in sorted(made.items()):
        assert data.decode() == golden[path].decode(), f"{path}: see tests/golden/README.md"
    assert broken_links(pages_of(made)) == []


def pages_of(files: dict[str, bytes]) -> dict[str, str]:
    return {
        path.removeprefix("site_src/"): data.decode()
        for path, data in files.items()
        if path.endswith(".md")
    }


def test_every_link_of_the_repositorys_edition_holds(seed_files: dict[str, bytes]) -> None:
    pages = pages_of(seed_files)
    assert len(pages) == 5 + 16 + len(re.findall(r"topics/\w", " ".join(pages))) - 1 + 6
    for page in ("index.md", "about.md"):
        pages[page] = (ROOT / "site_src" / page).read_text(encoding="utf-8")
    assert broken_links(pages) == []


# What may be published


TEXT = (
    "أول الفقرات، وفيها أندرو ميلر ومن معه.\n"
    "ثاني الفقرات، وفيها الوزارة.\n"
    "ثالث الفقرات سر، وفيها أندرو ميلر واستقالته سر أيضا.\n"
)
PEOPLE = [{"id": "andrew", "name": "أندرو ميلر", "roles": [{"role": "وزير", "at": "a#p3"}]}]
TOPICS = [{"id": "t", "name": "الاستقالات", "definition": "ا", "phrases": ["استقالته"]}]
TERMS = [{"id": "g", "name": "الوزارة", "definition": "و", "sources": ["a#p3"]}]


def archive(text: str = TEXT, config: str = "", **record: object) -> dict[str, str]:
    given: Json = {"title": "عنوان من عندنا", "layout": {"title_line": "false", "headings": []}}
    edition, _ = composed(
        {
            "kashshaf.yml": f"title: x\n{config}",
            "seeds/articles/a.txt": text,
            "seeds/articles/a.yml": {**given, **record},
            "seeds/registers/people.yml": PEOPLE,
            "seeds/registers/topics.yml": TOPICS,
            "seeds/registers/glossary.yml": TERMS,
        }
    )
    return {path: data.decode() for path, data in compared(edition_files(edition)).items()}


def holding(files: dict[str, str], words: str) -> set[str]:
    return {path.removeprefix("site_src/") for path, text in files.items() if words in text}


def test_the_whole_text_where_rights_are_full() -> None:
    files = archive()
    assert holding(files, "ثالث الفقرات سر") == {"articles/a.md", "people/andrew.md", "topics/t.md"}
    assert "لا يُنشر" not in files["site_src/articles/a.md"]


def test_two_paragraphs_where_rights_are_an_excerpt() -> None:
    files = archive(rights="excerpt")
    page = files["site_src/articles/a.md"]
    assert "أول الفقرات" in page
    assert "ثاني الفقرات" in page
    assert "هذا مقتطف" in page
    assert "ثالث الفقرات" not in page
    assert [a for a in anchors(page) if re.fullmatch(r"p\d", a)] == ["p1", "p2"]
    assert matter(page)["kashshaf"]["rights"] == "excerpt"
    assert broken_links(md(files)) == []


def test_an_excerpt_has_an_end_within_a_paragraph() -> None:
    files = archive("كلمة " * 200 + "آخرها.\nفقرة ثانية.", rights="excerpt")
    page = body(files["site_src/articles/a.md"])
    assert 60 < page.count("كلمة") < 120
    assert "آخرها" not in page
    assert "فقرة ثانية" not in page


def test_an_excerpt_is_quoted_shortly_elsewhere() -> None:
    words = "قبل " * 60 + "أندرو ميلر " + "بعد " * 60
    long, short = (
        archive(words, rights=rights)["site_src/people/andrew.md"] for rights in ("full", "excerpt")
    )
    assert long.count("بعد ") > 2 * short.count("بعد ")
    assert "<mark>أندرو ميلر</mark>" in short


def test_no_text_at_all_where_rights_are_none() -> None:
    files = archive(rights="none")
    page = files["site_src/articles/a.md"]
    assert "لا يُنشر نص هذه المقالة" in page
    for words in ("أول الفقرات", "ثاني الفقرات", "ثالث الفقرات", "سر أيضا", "ومن معه"):
        assert holding(files, words) == set()
    # What it is about is known all the same, and where.
    assert "[أندرو ميلر](../people/andrew.md)" in page
    assert "ف\u00a03" in files["site_src/people/andrew.md"]
    assert [a for a in anchors(page) if re.fullmatch(r"p\d", a)] == []
    assert broken_links(md(files)) == []


def md(files: dict[str, str]) -> dict[str, str]:
    return {p.removeprefix("site_src/"): t for p, t in files.items() if p.endswith(".md")}


# Which mentions become links

MANY = "قال أندرو ميلر في الوزارة، وأضاف ميلر في الوزارة.\nوعاد ميلر إلى الوزارة.\n"


@pytest.mark.parametrize(
    ("policy", "linked"),
    [
        ("first-in-paragraph", 2),
        ("first-in-article", 1),
        ("all", 3),
        ("none", 0),
    ],
)
def test_links_follow_the_archives_choice(policy: str, linked: int) -> None:
    def text(config: str) -> str:
        page = archive(MANY, f"link: {{{config}}}\n")["site_src/articles/a.md"]
        return page.split('<div class="ks-text" markdown>')[1].split("\n</div>")[0]

    other = {"people": "terms", "terms": "people"}
    for kind, css in (("people", "ks-person"), ("terms", "ks-term")):
        shown = text(f"{kind}: {policy}, {other[kind]}: none")
        assert shown.count(f"{{ .{css} }}") == linked
        assert len(re.findall(r"\]\(", shown)) == linked


def test_people_are_linked_once_a_paragraph_and_terms_once_an_article_by_default() -> None:
    shown = archive(MANY)["site_src/articles/a.md"].split('class="ks-text"')[1].split("</div>")[0]
    assert (shown.count(".ks-person"), shown.count(".ks-term")) == (2, 1)


def test_nothing_is_linked_in_a_heading() -> None:
    long = "كلمة " * 20
    text = f"قال كثير. {long}.\nاستقالة أندرو ميلر\n{long} أندرو ميلر.\n"
    layout = {"title_line": "false", "headings": [2]}
    # Nor does a heading take the link away from the first paragraph after it.
    files = archive(text, "link: {people: first-in-article}\n", layout=layout)
    page = files["site_src/articles/a.md"]
    assert "\n## استقالة أندرو ميلر { #h1 }\n" in page
    assert page.split('class="ks-text"')[1].split("\n</div>")[0].count(".ks-person") == 1


def test_a_proclitic_stays_outside_of_its_link() -> None:
    page = archive("قال لأندرو ميلر.\nوقيل بالوزارة.")["site_src/articles/a.md"]
    assert "قال ل[أندرو ميلر](../people/andrew.md){ .ks-person }." in page
    assert "وقيل ب[الوزارة](../glossary/index.md#g){ .ks-term }." in page


def test_an_undecided_mention_is_no_link(small: Archive) -> None:
    small.article("third", "رفض ميلر الإجابة.", title="ث", slug="third")
    small.build()
    assert "رفض ميلر الإجابة." in small.pages()["articles/third.md"]


# What a page says


def test_front_matter_of_an_article() -> None:
    page = archive(date={"edtf": "2024-06~", "basis": "ب"}, source="صحيفة", topics={"add": ["t"]})[
        "site_src/articles/a.md"
    ]
    found = matter(page)
    assert list(found)[:7] == [
        *("title", "description", "date", "people", "topics", "source", "source_sha256")
    ]
    assert (found["title"], found["date"], found["source"]) == (
        "عنوان من عندنا",
        "2024-06~",
        "صحيفة",
    )
    assert (found["people"], found["topics"], found["status"]) == (["andrew"], ["t"], "draft")
    assert re.fullmatch(r"[0-9a-f]{64}", found["source_sha256"])
    assert found["kashshaf"]["generated"] is True
    assert found["kashshaf"]["file"] == "seeds/articles/a.txt"


def test_every_generated_page_says_that_it_is_generated(seed_files: dict[str, bytes]) -> None:
    for path, text in pages_of(seed_files).items():
        assert matter(text)["kashshaf"]["generated"] is True, path
        assert matter(text)["title"], path
        assert matter(text)["description"], path


def test_one_paragraph_a_line_and_lf(seed_files: dict[str, bytes]) -> None:
    for path, data in compared(seed_files).items():
        assert b"\r" not in data, path
        assert data.endswith(b"\n"), path
        assert not data.endswith(b"\n\n"), path
    page = seed_files["site_src/articles/miller-resignation.md"].decode()
    lines = page.split("\n")
    for number in range(1, 24):
        at = lines.index(f"{{: #p{number} }}")
        assert lines[at - 1]
        assert lines[at - 2] == lines[at + 1] == ""


def test_ids_are_ascii_and_unique_on_every_page(seed_files: dict[str, bytes]) -> None:
    for path, text in pages_of(seed_files).items():
        found = anchors(text)
        assert len(found) == len(set(found)), path
        assert all(re.fullmatch(r"[A-Za-z0-9_-]+", anchor) for anchor in found), path
        headings = re.findall(r"^#{1,6} .*", body(text), re.M)
        assert all(re.search(r"\{ #[\w-]+ \}$", heading) for heading in headings), path


def test_nothing_in_the_repositorys_pages_needs_an_extension_that_is_not_named(
    seed_files: dict[str, bytes],
) -> None:
    for path, text in pages_of(seed_files).items():
        assert not re.search(r"^(!!!|\?\?\?|===|\*\[|\[\^|:::|--8<--)", body(text), re.M), path
