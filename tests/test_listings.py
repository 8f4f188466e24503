"""Index pages: in order, and cut before they grow large; every link and old anchor holds."""

from __future__ import annotations

import re
from typing import Final

import markdown  # type: ignore[import-untyped]
import pytest

from kashshaf.pipeline import edition_files
from tests.support import Json, anchors, body, broken_links, composed, links

#: Bytes of Markdown; Material makes less than 300 kB of HTML of it (see the benchmarks).
LIMIT: Final = 100_000
SYLLABLES: Final = (
    "با تو ثا جي حو خا دي ذو را زي سو شا صي ضو طا ظي عو غا في قو كا لي مو نا هي وو يا".split()
)


def name(number: int) -> str:
    """Return a name of two words that no other number has, over all letters."""
    first, rest = number % len(SYLLABLES), number // len(SYLLABLES)
    second, third = rest % len(SYLLABLES), rest // len(SYLLABLES)
    return f"{SYLLABLES[first]}{SYLLABLES[second]}د {SYLLABLES[second]}{SYLLABLES[third]}{number}ن"


def made(files: dict[str, object]) -> dict[str, str]:
    edition, findings = composed(files)
    assert not [found for found in findings if found.severity == "error"]
    return {
        path.removeprefix("site_src/"): data.decode()
        for path, data in edition_files(edition).items()
        if path.endswith(".md")
    }


def people(count: int) -> list[Json]:
    return [
        {"id": f"p{n}", "name": name(n), "latin": f"Person {n}", "surname": "none"}
        for n in range(count)
    ]


def terms(count: int, words: int = 30) -> list[Json]:
    return [
        {
            "id": f"t{n}",
            "name": name(n + 5000),
            "definition": f"[[t{(n + 1) % count}]] " + "كلمة " * words,
            "basis": "عام",
        }
        for n in range(count)
    ]


def articles(count: int, text: str = "نص.", years: int = 3) -> dict[str, object]:
    files: dict[str, object] = {}
    for n in range(count):
        files[f"seeds/articles/a{n}.txt"] = text.replace("{n}", str(n))
        files[f"seeds/articles/a{n}.yml"] = {
            "title": f"عنوان المقالة رقم {n} في هذا الأرشيف الكبير",
            "date": f"{2000 + n % years}-{1 + n % 12:02}",
            "source": "صحيفة",
        }
    return files


@pytest.fixture(scope="module")
def large() -> dict[str, str]:
    """Return the pages of an archive whose every list is too long for one page."""
    files = articles(1600, f"قال {name(1)} ذلك. وهذا من الأخبار.\nورد {name(2)} في {{n}}.")
    files["seeds/registers/people.yml"] = people(1500)
    files["seeds/registers/glossary.yml"] = [
        *terms(700),
        {"id": "news", "name": "الأخبار", "definition": "ما يقال.", "basis": "عام"},
    ]
    files["seeds/registers/topics.yml"] = [
        {"id": "sayings", "name": "الأقوال", "definition": "ما قيل.", "phrases": ["قال"]},
        *({"id": f"o{n}", "name": name(n), "definition": "لا شيء."} for n in range(900)),
    ]
    return made(files)


def test_no_page_grows_without_end(large: dict[str, str]) -> None:
    sizes = {path: len(text.encode()) for path, text in large.items()}
    assert max(sizes.values()) < LIMIT, sorted(sizes.items(), key=lambda item: -item[1])[:5]
    split = ("articles/year/", "people/letter/", "topics/letter/", "glossary/letter/")
    for folder in (*split, "people/p1/", "topics/sayings/", "glossary/uses/news/"):
        assert [path for path in large if path.startswith(folder)], folder


def test_no_page_is_large_as_html_either(large: dict[str, str]) -> None:
    largest = sorted(large, key=lambda path: -len(large[path].encode()))[:3]
    for path in largest:
        page = markdown.markdown(body(large[path]), extensions=["attr_list", "md_in_html", "toc"])
        # What the theme adds to it is less than 40 kB.
        assert len(page.encode()) < 260_000, path


def test_every_link_of_a_split_archive_holds(large: dict[str, str]) -> None:
    assert broken_links(large) == []


def test_everything_is_listed_once(large: dict[str, str]) -> None:
    def listed(folder: str, target: str) -> list[str]:
        return [
            link.rpartition("/")[2]
            for path, text in large.items()
            if path.startswith(folder)
            for link in links(text)
            if re.fullmatch(target, link.rpartition("/")[2])
        ]

    assert sorted(listed("articles/year/", r"a\d+\.md")) == sorted(f"a{n}.md" for n in range(1600))
    assert sorted(listed("people/letter/", r"p\d+\.md")) == sorted(f"p{n}.md" for n in range(1500))
    assert sorted(listed("topics/letter/", r"o\d+\.md")) == sorted(f"o{n}.md" for n in range(900))
    entries = [
        anchor
        for path, text in large.items()
        if path.startswith("glossary/letter/")
        for anchor in anchors(text)
        if re.fullmatch(r"t\d+", anchor)
    ]
    assert sorted(entries) == sorted(f"t{n}" for n in range(700))


def test_old_addresses_of_terms_still_lead_to_them(large: dict[str, str]) -> None:
    index = large["glossary/index.md"]
    known = set(anchors(index))
    assert {f"t{n}" for n in range(700)} | {"news"} <= known
    for number in (0, 5, 699):
        (row,) = [line for line in index.splitlines() if f"{{ #t{number} }}" in line]
        (target,) = links(row)
        page, _, anchor = target.partition("#")
        assert anchor == f"t{number}"
        assert anchor in anchors(large[f"glossary/{page}"])


def test_the_locators_of_a_person_go_on_over_pages_and_lack_none(large: dict[str, str]) -> None:
    parts = [p for p in large if p == "people/p1.md" or p.startswith("people/p1/")]
    assert len(parts) > 2
    shown = [a for path in parts for a in anchors(large[path]) if a.startswith("in-")]
    assert sorted(shown) == sorted(f"in-a{n}" for n in range(1600))
    for path in parts:
        others = [link for link in links(large[path]) if re.search(r"(p1|\d+)\.md$", link)]
        assert len(others) >= len(parts) - 1


def test_a_new_article_of_the_last_year_touches_only_the_last_pages() -> None:
    def first(count: int) -> dict[str, str]:
        files = articles(count, f"قال {name(1)} ذلك.")
        files["seeds/registers/people.yml"] = people(2)
        for n in range(count):
            record = files[f"seeds/articles/a{n}.yml"]
            assert isinstance(record, dict)
            record["date"] = f"{2000 + n // 300}-{1 + n % 300 // 28:02}-{1 + n % 28:02}"
        return made(files)

    before, after = first(899), first(900)
    changed = {path for path in after if before.get(path) != after[path]} - {"articles/a899.md"}
    # Related articles aside, which a new one may join.
    changed = {path for path in changed if not re.fullmatch(r"articles/a\d+\.md", path)}
    parts = [path for path in after if path.startswith("people/p1")]
    assert len(parts) > 2
    assert len([path for path in changed if path.startswith("people/p1/")]) == 1


def test_a_small_archive_has_one_page_for_each_register() -> None:
    files = articles(5)
    files["seeds/registers/people.yml"] = people(20)
    files["seeds/registers/glossary.yml"] = terms(20)
    pages = made(files)
    assert [path for path in pages if "/letter/" in path or "/year/" in path] == []
    assert broken_links(pages) == []
    assert {f"t{n}" for n in range(20)} <= set(anchors(pages["glossary/index.md"]))


def letters(page: str) -> list[str]:
    return re.findall(r"^## (\S+) \{ #_", page, re.M)


def test_letters_are_in_order_and_the_jump_bar_names_them() -> None:
    files: dict[str, object] = {
        "seeds/registers/people.yml": [
            {"id": identity, "name": name_, "sort": sort}
            for identity, name_, sort in [
                ("a", "هالة غريط", "غريط، هالة"),
                ("b", "باراك أوباما", "أوباما، باراك"),
                ("c", "أحمد الأحمد", "الأحمد، أحمد"),
                ("d", "إيان بريمر", "بريمر، إيان"),
                ("e", "John Doe", "Doe, John"),
                ("f", "آدم إيدن", "إيدن، آدم"),
                ("g", "سعد ابن سينا", "ابن سينا، سعد"),
            ]
        ]
    }
    page = made(files)["people/index.md"]
    assert letters(page) == ["أ", "ب", "غ", "أخرى"]
    jump = page.split('<div class="ks-letters" markdown>')[1].split("</div>")[0]
    assert re.findall(r"\[(\S+)\]", jump) == ["أ", "ب", "غ", "أخرى"]
    order = re.findall(r"^- \[.*?\]\((\w)\.md\)", page, re.M)
    # ابن سينا، الأحمد (ال skipped)، أوباما، إيدن
    assert order == ["g", "c", "b", "f", "d", "a", "e"]


def test_articles_are_by_date_and_the_undated_last() -> None:
    files = articles(6)
    files["seeds/articles/a0.yml"] = {"title": "بلا تاريخ"}
    page = made(files)["articles/index.md"]
    assert re.findall(r"^## (.+?) \{ #(\w+) \}", page, re.M) == [
        ("2000", "_2000"),
        ("2001", "_2001"),
        ("2002", "_2002"),
        ("بلا تاريخ", "_undated"),
    ]
    assert re.findall(r"\]\((a\d)\.md\)", page) == ["a3", "a1", "a4", "a2", "a5", "a0"]


def test_topics_stand_under_their_broader_ones() -> None:
    def topic(identity: str, *broader: str) -> Json:
        return {"id": identity, "name": identity, "definition": "x", "broader": list(broader)}

    topics = [topic("c", "b"), topic("a"), topic("b", "a"), topic("z", "y"), topic("y", "z")]
    edition, _ = composed({"seeds/registers/topics.yml": topics})
    page = edition_files(edition)["site_src/topics/index.md"].decode()
    rows = re.findall(r"^( *)- \[.*?\]\((\w)\.md\)", page, re.M)
    # A circle has no top, and is listed all the same.
    assert [(len(indent) // 4, which) for indent, which in rows] == [
        (0, "a"),
        (1, "b"),
        (2, "c"),
        (0, "y"),
        (1, "z"),
    ]


def test_a_person_who_is_never_met_is_listed_and_has_a_page() -> None:
    pages = made({"seeds/registers/people.yml": people(1)})
    assert "لم يرد" in pages["people/index.md"]
    assert "لم يرد" in body(pages["people/p0.md"])


@pytest.mark.parametrize("count", [0, 1200])
def test_what_has_no_arabic_letter_is_one_section_and_nobody_is_lost(count: int) -> None:
    odd = [("x", "John Doe", "Doe, John"), ("y", "Jane Roe", "Roe, Jane"), ("z", "— Poe", "— Poe")]
    register = [*people(count), *({"id": i, "name": n, "sort": s} for i, n, s in odd)]
    register.append({"id": "dash", "name": "أحمد", "sort": "—"})
    pages = made({"seeds/registers/people.yml": register})
    index = body(pages["people/index.md"])
    assert len(re.findall(r"^(?:## |- \[)أخرى\b", index, re.M)) == 1
    listed = [
        link.rpartition("/")[2]
        for path, text in pages.items()
        if path == "people/index.md" or path.startswith("people/letter/")
        for link in links(body(text))
    ]
    names = [f"{record['id']}.md" for record in register]
    assert sorted(link for link in listed if link in names) == sorted(names)
    assert any(path.startswith("people/letter/") for path in pages) is (count > 0)


def test_letters_alone_stand_below_a_field_for_a_name(large: dict[str, str]) -> None:
    first = large["people/index.md"]
    assert 'class="ks-filter"' not in first
    form = first.index('<form class="ks-home__search"')
    assert form < first.index('<div class="ks-index"')
    assert 'action="../search/index.html"' in first
    letters_of = [page for path, page in large.items() if path.startswith("people/letter")]
    assert letters_of and not any("<form" in page for page in letters_of)
