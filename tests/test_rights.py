"""Rights: whatever is made of an archive, no file holds a word that a text's rights withhold."""

from __future__ import annotations

import json
import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest

from kashshaf.bundle.excerpts import stage
from tests.conftest import copy_repository
from tests.support import Archive, command

#: Words that stand nowhere else, each beside a name, a phrase or a term, which pages quote.
SHOWN = "ظاهرأول"
EXCERPT = ("مستورثان", "مستورثالث", "مستوررابع", "مستورخامس", "مستورسادس")
NONE = ("مكتومأول", "مكتومثان", "مكتومثالث", "مكتومرابع", "مكتومخامس", "مكتومسادس")
_FILLING = "كلام عام لا يدل على شيء بعينه. " * 20


def filled(archive: Archive) -> Archive:
    """Write an article of each kind of rights, whose withheld words stand where names are."""
    a = EXCERPT
    excerpt = (
        f"{SHOWN} قال أندرو ميلر في الوزارة شيئا.\n"
        f"{_FILLING} {a[0]} أندرو ميلر {a[1]} استقالة الوزير.\n"
        f"{a[2]} ميلر في الوزارة {a[3]} واستقالته.\n"
        f"وقال كريم {a[4]} ميلر.\n"
    )
    n = NONE
    none = (
        f"{n[0]} قال أندرو ميلر {n[1]} في الوزارة {n[2]} إن استقالة الوزير {n[3]}.\n"
        f"وقال كريم ميلر {n[4]} ثم وقال ميلر {n[5]}.\n"
    )
    facts = {"title": "عنوان معلن", "date": "2024-06-30", "source": "صحيفة"}
    archive.article("excerpt", excerpt, rights="excerpt", slug="excerpt", **facts)
    archive.article("none", none, rights="none", slug="withheld", **facts)
    archive.article("untitled", none, rights="none", slug="untitled", date="2024-07-01")
    archive.article("broken", none)
    archive.write("seeds/articles/broken.yml", "title: [\n")
    archive.write(
        "seeds/registers/people.yml",
        [
            {"id": "andrew", "name": "أندرو ميلر", "latin": "Andrew Miller"},
            {"id": "matthew", "name": "ماثيو ميلر"},
        ],
    )
    archive.write(
        "seeds/registers/topics.yml",
        [
            {
                "id": "resignations",
                "name": "الاستقالات",
                "definition": "تعريف.",
                "phrases": ["استقالة", "استقالته"],
            }
        ],
    )
    archive.write(
        "seeds/registers/glossary.yml",
        [{"id": "ministry", "name": "الوزارة", "definition": "تعريف.", "basis": "عام."}],
    )
    return archive


def readings(path: Path) -> Iterator[str]:
    """Yield what a file holds, as it is and with escapes read; the members of a zip, too."""
    if path.suffix == ".zip":
        with zipfile.ZipFile(path) as packed:
            for name in packed.namelist():
                yield packed.read(name).decode("utf-8", "replace")
        return
    text = path.read_bytes().decode("utf-8", "replace")
    yield text
    yield re.sub(r"\\u([0-9a-fA-F]{4})", lambda match: chr(int(match[1], 16)), text)


def leaks(root: Path, words: tuple[str, ...] = (*EXCERPT, *NONE)) -> set[tuple[str, str]]:
    """Return (file, word) for every withheld word in what was made; what people wrote apart."""
    # The search writes words without their doubled or carried letters: stems would do, too.
    forms = {word: (word, word.replace("ث", "ت")) for word in words}
    return {
        (path.relative_to(root).as_posix(), word)
        for path in sorted(root.rglob("*"))
        if path.is_file() and "seeds" not in path.relative_to(root).parts
        for text in readings(path)
        for word, all_ in forms.items()
        if any(form in text for form in all_)
    }


def test_nothing_that_is_written_holds_a_withheld_word(archive: Archive) -> None:
    archive.write("mkdocs.yml", "site_name: x\nsite_url: https://example.org/\n")
    filled(archive).build("--desk")
    assert (archive.root / "site_src/data/feed.xml").is_file()
    assert (archive.root / "site_src/desk/index.md").is_file()
    assert leaks(archive.root / "site_src") == set()
    assert leaks(archive.root / "theme") == set()
    # The same words are found where they may be: this test looks in the right way.
    held = {path for path, _ in leaks(archive.root / "site_src", (SHOWN,))}
    assert {"articles/excerpt.md", "data/feed.xml", "data/feed.json", "people/andrew.md"} <= held
    assert any(path.startswith("search/files/") for path in held)
    for name in ("excerpt", "none", "untitled"):
        archive.write(f"seeds/articles/{name}.yml", {"title": "عنوان", "rights": "full"})
    archive.build("--desk")
    words = {word for _, word in leaks(archive.root / "site_src")}
    assert words == {*EXCERPT, *NONE}


def test_surfaces_of_withheld_mentions_are_not_in_the_data(archive: Archive) -> None:
    filled(archive).build()
    for mention in archive.json("mentions"):
        shown = mention["article"] == "excerpt" and mention["paragraph"] == 1
        assert (mention["surface"] is not None) == shown, mention


@pytest.mark.parametrize("number", [79, 80, 81, 200])
def test_an_excerpt_ends_at_the_same_word_everywhere(archive: Archive, number: int) -> None:
    words = [f"كلمة{n}" for n in range(number)]
    words[70] = "أندرو"
    words[71] = "ميلر"
    archive.article("a", " ".join(words) + "\n", rights="excerpt", title="ع", slug="a")
    archive.write("seeds/registers/people.yml", [{"id": "andrew", "name": "أندرو ميلر"}])
    archive.build()
    assert "<mark>أندرو ميلر</mark>" in archive.read("site_src/people/andrew.md")
    beyond = tuple(f"كلمة{n}" for n in range(80, number))
    assert {word for _, word in leaks(archive.root / "site_src", beyond)} == set()


def test_a_paragraph_that_was_taken_out_is_none_of_an_excerpt(archive: Archive) -> None:
    archive.write("seeds/registers/people.yml", [{"id": "andrew", "name": "أندرو ميلر"}])
    lines = (
        "شارك هذا المقال",
        "قال أندرو ميلر شيئا.",
        "وقال أندرو ميلر غيره.",
        "ثم أندرو ميلر أيضا.",
    )
    archive.article(
        "a", "\n".join(lines), rights="excerpt", title="ع", slug="a",
        layout={"title_line": "false", "headings": []},
        corrections=[{"surface": lines[0], "correct": "", "kind": "boilerplate"}],
    )  # fmt: skip
    archive.build("--no-site")
    page = archive.read("site_src/articles/a.md")
    assert "شيئا" in page
    assert "غيره" in page
    assert "أيضا" not in page
    # What the page shows, the data and the indexes show.
    mentions = json.loads(archive.read("site_src/data/mentions.json"))["mentions"]
    assert [m["paragraph"] for m in mentions if m["surface"]] == [2, 3]
    assert "غيره" in archive.read("site_src/people/andrew.md")


def test_the_rendered_site_and_the_bundles_hold_none(tmp_path: Path) -> None:
    """The five articles' own folder, filled with these, rendered and packed."""
    archive = copy_repository(tmp_path / "archive")
    for path in (archive.root / "seeds").rglob("*.*"):
        path.unlink()
    archive.write("kashshaf.yml", "title: أرشيف\ndesk: true\n")
    with (archive.root / "mkdocs.yml").open("a", encoding="utf-8") as choices:
        choices.write("\nsite_url: https://example.org/\n")
    filled(archive)
    (archive.root / "seeds/articles/broken.yml").write_text("rights: none\n", encoding="utf-8")
    archive.write("seeds/registers/people.yml", [{"id": "andrew", "name": "أندرو ميلر"}])
    done = command("build", cwd=archive.root)
    assert done.returncode == 0, done.stderr
    # The desk is there, and neither a sitemap nor a search engine is to know.
    assert '<meta name="robots" content="noindex">' in archive.read("site/desk/index.html")
    sitemap = archive.read("site/sitemap.xml")
    assert "https://example.org/articles/withheld.html" in sitemap
    assert "desk" not in sitemap
    assert leaks(archive.root / "site") == set()
    for options in ([], ["--excerpt-only"]):
        done = command("bundle", *options, "-o", "x.zip", cwd=archive.root)
        assert done.returncode == 0, done.stderr
        assert [one for one in leaks(archive.root) if one[0] == "x.zip"] == []


def test_the_excerpts_of_a_bundle_hold_none(archive: Archive, tmp_path: Path) -> None:
    archive.write("mkdocs.yml", "site_name: x\n")
    filled(archive)
    archive.write("seeds/articles/broken.yml", "rights: none\n")
    archive.write("seeds/registers/people.yml", [{"id": "andrew", "name": "أندرو ميلر"}])
    (room := tmp_path / "room").mkdir()
    stage(archive.root, room, lambda what, done, total: None)
    assert (room / "site_src/articles/withheld.md").is_file()
    assert leaks(room) == set()
