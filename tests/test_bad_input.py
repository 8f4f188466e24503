"""Bad input: a clear finding, everything else still built, nothing lost, no way out.

Each case spoils a whole archive in one way and runs the command on it. ``spoiled`` proves what
is the same for all of them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import time
from pathlib import Path

import pytest

from kashshaf.schema import ID
from tests.support import ROOT, Archive, Json, encoded

SECOND = "site_src/articles/second.md"
PEOPLE = "seeds/registers/people.yml"
RECORD = {"title": "عنوان", "date": "2024", "source": "صحيفة"}

FINDING = re.compile(r"^(?P<path>.+?)(?::(?P<line>\d+):(?P<column>\d+))?: (?P<code>K\d{3}) .+")


@pytest.fixture
def neighbour(small: Archive) -> Path:
    """Return a folder beside the archive that holds a file of somebody else's."""
    folder = small.root.with_name("neighbour")
    folder.mkdir()
    (folder / "secret.txt").write_text("سر لا يخرج من هنا.", encoding="utf-8")
    return folder


def around(archive: Archive) -> dict[str, bytes]:
    """Return all that is beside the archive, links not followed."""
    found: dict[str, bytes] = {}
    for directory, _, names in os.walk(archive.root.parent):
        if archive.root in (Path(directory), *Path(directory).parents):
            continue
        for name in names:
            found[str(Path(directory) / name)] = (Path(directory) / name).read_bytes()
    return found


def spoiled(
    archive: Archive, *expected: str, status: int = 1, second: bool = True
) -> dict[str, str]:
    """Build; expect findings ``CODE path[:line[:column]]`` among others; return the pages."""
    inputs, outside = archive.inputs(), around(archive)
    result = archive.build()
    assert "Traceback" not in result.output
    printed = [match for line in result.stderr.splitlines() if (match := FINDING.match(line))]
    assert len(printed) == len(result.stderr.splitlines()), result.stderr
    places = set()
    for match in printed:
        path, line, column, code = match.group("path", "line", "column", "code")
        places |= {f"{code} {path}", f"{code} {path}:{line}", f"{code} {path}:{line}:{column}"}
    assert set(expected) <= places, result.stderr
    assert result.exit_code == status, result.stderr
    assert archive.inputs() == inputs
    assert around(archive) == outside
    pages = archive.pages()
    if second:
        assert "قال [ماثيو ميلر]" in pages["articles/second.md"]
    for path, text in pages.items():
        assert all(ID.match(part.removesuffix(".md")) for part in path.split("/")), path
        assert "سر لا يخرج" not in text
    for path in archive.files("site_src"):
        assert ".." not in path
    # And the next run says the same, and writes nothing.
    again = archive.build()
    assert (again.exit_code, again.stderr) == (result.exit_code, result.stderr)
    assert ": 0 files written" in again.stdout
    return pages


# Files


@pytest.mark.parametrize("data", [b"", b"\n\n", b"\xef\xbb\xbf \n", "\u2028\u00a0\u200f".encode()])
def test_an_empty_file(small: Archive, data: bytes) -> None:
    small.article("empty", data)
    pages = spoiled(small, "K100 seeds/articles/empty.txt")
    assert "articles/empty.md" not in pages


def test_a_file_of_20_megabytes(small: Archive) -> None:
    small.article("large", "سطر من النص لا معنى له.\n".encode() * 500_000)
    assert (small.root / "seeds/articles/large.txt").stat().st_size > 20_000_000
    start = time.perf_counter()
    pages = spoiled(small, "K105 seeds/articles/large.txt")
    assert time.perf_counter() - start < 20
    assert "articles/large.md" not in pages
    assert sum(map(len, small.files("site_src").values())) < 1_000_000


def test_a_register_of_20_megabytes(small: Archive) -> None:
    small.write(PEOPLE, b"- id: a\n  name: b\n" * 1_200_000)
    spoiled(small, f"K105 {PEOPLE}", second=False)


def test_nul_bytes(small: Archive) -> None:
    small.article("nul", "قال\0 أندرو ميلر.\nثم \0\0.\n".encode(), slug="zero", **RECORD)
    pages = spoiled(small, "K101 seeds/articles/nul.txt:1:4", "K101 seeds/articles/nul.txt:2:4")
    assert "\0" not in pages["articles/zero.md"]
    assert "قال\ufffd" in pages["articles/zero.md"]


def test_a_wrong_encoding(small: Archive) -> None:
    text = "قال أندرو ميلر في الوزارة إن الأمر كان على ما يرام.\n"
    small.article("arabic", text.encode("cp1256"), slug="arabic", **RECORD)
    small.article("wide", text.encode("utf-16"), slug="wide", **RECORD)
    small.article("broken", text.encode() + b"\xff\xfe\n", slug="broken", **RECORD)
    small.article("cyrillic", "Привет, мир, это не арабский".encode("cp1251"))
    pages = spoiled(
        small,
        "K103 seeds/articles/arabic.txt",
        "K103 seeds/articles/wide.txt",
        "K101 seeds/articles/broken.txt:2:1",
        "K102 seeds/articles/cyrillic.txt",
    )
    for name in ("arabic", "wide", "broken"):
        assert "[أندرو ميلر](../people/andrew-miller.md)" in pages[f"articles/{name}.md"]
    assert "articles/cyrillic.md" not in pages


@pytest.mark.parametrize("path", [PEOPLE, "seeds/articles/first.yml", "kashshaf.yml"])
def test_a_register_a_record_or_a_configuration_in_another_encoding(
    small: Archive, path: str
) -> None:
    small.write(path, small.read(path).encode("cp1256", errors="replace") + b"# \xe3\xed\n")
    spoiled(small, f"K101 {path}", second=path not in (PEOPLE, "kashshaf.yml"))


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("two words", None),
        ("مقالة أولى", "K108"),
        ("a..b", "K108"),
        ("%2e%2e%2fetc", "K108"),
        ("CON", "K108"),
        ("index", "K108"),
        ("a" * 240, "K108"),
        ("A_B", None),
        ("x'\"<b>&", "K108"),
        ("-", "K108"),
    ],
)
def test_a_file_name(small: Archive, name: str, code: str | None) -> None:
    small.write(f"seeds/articles/{name}.txt", "قال أندرو ميلر ذلك في مقر الوزارة.\n")
    inputs = small.inputs()
    result = small.build()
    assert result.exit_code == 0, result.stderr
    assert ("K108" in result.stderr) is (code is not None)
    assert small.inputs() == inputs
    pages = small.pages()
    (page,) = set(pages) - {*known(pages)}
    assert re.fullmatch(r"articles/[a-z0-9]+(-[a-z0-9]+)*\.md", page)
    assert len(page) < 110
    assert "[أندرو ميلر](../people/andrew-miller.md)" in pages[page]
    mentions: Json = small.json("mentions")
    assert f"seeds/articles/{name}.txt" in {mention["file"] for mention in mentions}


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("tab\there", "tab\\u0009here"),
        ("line\nbreak", "line\\u000abreak"),
        ("سطر\u202eعكس", "سطر\\u202eعكس"),
    ],
)
def test_a_file_name_that_no_file_should_have(small: Archive, name: str, shown: str) -> None:
    small.write(f"seeds/articles/{name}.txt", "سر لا يخرج من هنا.\n")
    spoiled(small, f"K107 seeds/articles/{shown}.txt")


@pytest.mark.parametrize("name", ["..", ".hidden", "..a"])
def test_a_file_name_that_begins_with_a_dot(small: Archive, name: str) -> None:
    small.write(f"seeds/articles/{name}.txt", "سر لا يخرج من هنا.\n")
    spoiled(small, f"K111 seeds/articles/{name}.txt", status=0)


def known(pages: dict[str, str]) -> list[str]:
    return [
        p
        for p in pages
        if re.match(r"(articles/(first|second|index)|people|topics|gloss|search|pictures)", p)
    ]


def test_a_file_name_that_is_no_text(small: Archive) -> None:
    path = os.path.join(os.fsencode(small.root / "seeds/articles"), b"\xff\xfe.txt")  # noqa: PTH118
    try:
        with open(path, "wb") as file:  # noqa: PTH123
            file.write("نص".encode())
    except OSError:
        pytest.skip("this file system takes no such name")
    result = small.build()
    assert (result.exit_code, "K107" in result.stderr) == (1, True)
    assert SECOND.removeprefix("site_src/") in small.pages()


def test_two_files_with_one_slug(small: Archive) -> None:
    small.article("third", "نص آخر لا يظهر.\n", slug="second", **RECORD)
    pages = spoiled(small, "K109 seeds/articles/third.yml:1")
    assert "نص آخر لا يظهر" not in "".join(pages.values())


def test_two_files_that_make_one_slug(small: Archive) -> None:
    small.article("a b", "واحد.", **RECORD)
    small.article("a-b", "اثنان.", **RECORD)
    small.article("A_b", "ثلاثة.", **RECORD)
    pages = spoiled(small, "K109 seeds/articles/a b.yml:1", "K109 seeds/articles/a-b.yml:1")
    assert "ثلاثة." in pages["articles/a-b.md"]


def test_a_record_without_its_article(small: Archive) -> None:
    small.write("seeds/articles/lost.yml", RECORD)
    spoiled(small, "K110 seeds/articles/lost.yml")


@pytest.mark.parametrize("name", ["x.pdf", "x.docx", "x.txt.bak", "x", "x.yaml", "x.html"])
def test_a_file_of_another_kind(small: Archive, name: str) -> None:
    small.write(f"seeds/articles/{name}", b"%PDF-1.7 \xff")
    spoiled(small, f"K111 seeds/articles/{name}", status=0)


# Registers and records that are no good YAML


BOMB = "\n".join(
    ["a: &a [x, x, x, x, x, x, x, x, x]"]
    + [f"{b}: &{b} [{', '.join(['*' + a] * 9)}]" for a, b in zip("abcdefg", "bcdefgh", strict=True)]
)


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("- id: x\n\tname: y\n", "K200"),
        ("- id: x\n  name: س ص\n  name: ع غ\n", "K201"),
        (BOMB, "K205"),
        ("- &a {id: x, name: س ص}\n- *a\n", "K205"),
        ("- !!python/object/apply:os.system [touch PWNED]\n", "K205"),
        ("- id: !!python/name:os.system x\n  name: س ص\n", "K205"),
        ("<<<<<<< HEAD\n- id: x\n=======\n- id: y\n>>>>>>> main\n", "K211"),
        ("[" * 5000, "K200"),
        ("id: x\nname: y\n", "K203"),
        ("كلام لا غير\n", "K203"),
        ("- [a, b]\n- 3\n- null\n", "K203"),
        ("--- []\n--- []\n", "K200"),
        ("- id: x\n  name: 'بلا نهاية\n", "K200"),
        ("\x00\x01\x02", "K101"),
    ],
    ids=lambda value: value if len(value) == 4 else "",
)
@pytest.mark.parametrize("path", [PEOPLE, "seeds/registers/topics.yml"])
def test_a_register_that_is_no_register(small: Archive, path: str, text: str, code: str) -> None:
    small.write(path, text)
    start = time.perf_counter()
    spoiled(small, f"{code} {path}", second=path != PEOPLE)
    assert time.perf_counter() - start < 10
    assert not list(small.root.parent.rglob("PWNED"))
    assert not Path("PWNED").exists()


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("title: x\n\tslug: y\n", "K200"),
        ("title: x\ntitle: y\n", "K201"),
        (BOMB, "K205"),
        ("title: !!python/object/apply:os.system [touch PWNED]\n", "K205"),
        ("- title\n", "K203"),
        ("titel: x\n", "K202"),
        ("date: أمس\n", "K207"),
        ("slug: ../../outside\n", "K206"),
        ("slug: '%2e%2e'\n", "K206"),
        ("slug: a/b\n", "K206"),
        ("slug: /etc/passwd\n", "K206"),
    ],
)
def test_a_record_that_is_no_record(small: Archive, text: str, code: str) -> None:
    small.write("seeds/articles/third.txt", "قال أندرو ميلر ذلك في مقر الوزارة.\n")
    small.write("seeds/articles/third.yml", text)
    pages = spoiled(small, f"{code} seeds/articles/third.yml")
    assert "articles/third.md" in pages


def test_a_record_that_cannot_be_read_withholds_the_text(small: Archive) -> None:
    small.write("seeds/articles/third.txt", "هذا نص لا إذن بنشره.\n")
    for text in ("rights: none\n\ttitle: x\n", "rights: none\ntitle: 'x\n", "rights: nonne\n"):
        small.write("seeds/articles/third.yml", text)
        assert "هذا نص لا إذن بنشره" not in spoiled(small)["articles/third.md"]
    small.write("seeds/articles/third.yml", "title: x\n")
    assert "هذا نص لا إذن بنشره" in spoiled(small, status=0)["articles/third.md"]


def test_a_configuration_that_is_none(small: Archive) -> None:
    for text, code in [("title: [\n", "K200"), ("- x\n", "K203"), ("titel: x\n", "K202")]:
        small.write("kashshaf.yml", text)
        # What cannot be read publishes nobody who is not reviewed.
        spoiled(small, f"{code} kashshaf.yml", second=code == "K202")


@pytest.mark.parametrize("content", ["", "[]\n", "# لا شيء بعد\n", "---\n", "null\n"])
def test_registers_of_0_entries(small: Archive, content: str) -> None:
    for name in ("people", "topics", "glossary"):
        small.write(f"seeds/registers/{name}.yml", content)
    pages = spoiled(small, status=0, second=False)
    assert "لا أشخاص بعد" in pages["people/index.md"]
    assert "لا مصطلحات بعد" in pages["glossary/index.md"]
    assert "قال ماثيو ميلر" in pages["articles/second.md"]


def test_no_registers_and_no_articles_at_all(archive: Archive) -> None:
    result = archive.build()
    assert (result.exit_code, result.stderr) == (0, "")
    assert sorted(archive.pages()) == [
        f"{room}/index.md"
        for room in ("articles", "glossary", "people", "pictures", "search", "topics")
    ]
    for folder in ("seeds/articles", "seeds/registers", "seeds"):
        (archive.root / folder).rmdir()
    assert archive.build().exit_code == 0


# What stands in the values


def test_a_title_of_5000_characters(small: Archive) -> None:
    small.article("third", "نص.", **{**RECORD, "title": "كلمة " * 1000})
    pages = spoiled(small, "K404 seeds/articles/third.yml:1", status=0)
    assert len(pages["articles/index.md"]) < 3000
    small.write("seeds/articles/third.yml", {**RECORD, "title": "ع" * 5000})
    pages = spoiled(small, "K404 seeds/articles/third.yml:1", status=0)
    assert len(pages["articles/index.md"]) < 3000


NASTY = (
    "<script>alert(1)</script> **x** [y](javascript:alert(1)) ![z](//evil.example/z.png) {: #p }"
)


def test_html_and_markdown_in_titles_names_and_definitions(small: Archive) -> None:
    small.article("third", f"{NASTY}\nقال ع. غ. {NASTY}\n", **{**RECORD, "title": NASTY})
    people: list[Json] = [{"id": "nasty", "name": NASTY, "latin": NASTY, "note": NASTY}]
    small.write(PEOPLE, people)
    topic = {"id": "t", "name": NASTY, "definition": NASTY, "phrases": ["قال"]}
    small.write("seeds/registers/topics.yml", [topic])
    term = {"id": "g", "name": NASTY, "definition": NASTY, "basis": NASTY, "variants": ["ع"]}
    small.write("seeds/registers/glossary.yml", [term])
    pages = spoiled(small, status=0, second=False)
    for text in pages.values():
        for raw in ("<script", "**x**", "[y](java", "![z]", "{: #p }"):
            body = text.split("\n---\n", 1)[1]
            # In a <pre> Markdown is text, and HTML is escaped.
            assert raw not in (body if raw[0] == "<" else re.sub("(?s)<pre.*?</pre>", "", body))
    for name in ("people", "topics", "glossary"):
        assert NASTY in json.dumps(small.json(name), ensure_ascii=False)


# Links


def test_a_link_to_a_file_outside(small: Archive, neighbour: Path) -> None:
    (small.root / "seeds/articles/leak.txt").symlink_to(neighbour / "secret.txt")
    pages = spoiled(small, "K106 seeds/articles/leak.txt")
    assert "articles/leak.md" not in pages


@pytest.mark.parametrize("target", ["../../.git/config", "../../notes.txt", "../../kashshaf.yml"])
def test_a_link_to_what_is_no_source_of_the_archive(small: Archive, target: str) -> None:
    small.write(".git/config", "سر لا يخرج من هنا.\n")
    small.write("notes.txt", "سر لا يخرج من هنا.\n")
    (small.root / "seeds/articles/leak.txt").symlink_to(target)
    assert "articles/leak.md" not in spoiled(small, "K106 seeds/articles/leak.txt")


def test_a_configuration_that_is_a_link(small: Archive) -> None:
    small.write("other.yml", "title: سر لا يخرج من هنا\n")
    (small.root / "kashshaf.yml").unlink()
    (small.root / "kashshaf.yml").symlink_to("other.yml")
    spoiled(small, "K106 kashshaf.yml", second=False)


def test_a_link_to_a_record_or_register_outside(small: Archive, neighbour: Path) -> None:
    (neighbour / "secret.yml").write_text("- {id: x, name: 'سر لا يخرج'}\n", encoding="utf-8")
    (small.root / PEOPLE).unlink()
    (small.root / PEOPLE).symlink_to(neighbour / "secret.yml")
    spoiled(small, f"K106 {PEOPLE}", second=False)


def test_a_link_to_a_folder_outside(small: Archive, neighbour: Path) -> None:
    (small.root / "seeds/articles/more").symlink_to(neighbour, target_is_directory=True)
    spoiled(small, "K106 seeds/articles/more")


def test_seeds_that_are_a_link_to_a_folder_outside(small: Archive, neighbour: Path) -> None:
    (small.root / "seeds/articles").rename(small.root / "seeds/old")
    (small.root / "seeds/articles").symlink_to(neighbour, target_is_directory=True)
    result = small.build()
    assert "K106" in result.stderr
    assert "سر لا يخرج" not in "".join(small.pages().values())


def test_a_link_that_goes_round_or_nowhere(small: Archive) -> None:
    (small.root / "seeds/articles/loop.txt").symlink_to("loop.txt")
    (small.root / "seeds/articles/lost.txt").symlink_to("nowhere.txt")
    (small.root / "seeds/articles/up").symlink_to("..", target_is_directory=True)
    result = small.build()
    assert result.exit_code == 1
    assert result.stderr.count("K106") + result.stderr.count("K107") == 3
    assert "seeds/articles/up: K106 a link to a folder" in result.stderr
    assert SECOND.removeprefix("site_src/") in small.pages()


def test_a_link_inside_of_the_archive_is_a_file_like_another(small: Archive) -> None:
    (small.root / "seeds/articles/same.txt").symlink_to("first.txt")
    assert "articles/same.md" in spoiled(small, status=0)


def test_what_is_no_file(small: Archive) -> None:
    os.mkfifo(small.root / "seeds/articles/pipe.txt")
    result = small.build()
    assert (result.exit_code, "K107 " in result.stderr) == (1, True)


def test_a_file_that_may_not_be_read(small: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    """Simulated, since tests may run as root, who may read everything."""
    real = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        if self.name == "first.txt":
            raise PermissionError(13, "Permission denied", str(self))
        return real(self)

    built = small.build()
    assert built.exit_code == 0
    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        result = small.build()
    assert (result.exit_code, "K107 " in result.stderr) == (1, True)
    assert "seeds/articles/first.txt" in result.stderr


# All at once


def test_many_things_at_once_are_all_said_and_in_the_same_order(small: Archive) -> None:
    small.article("empty", "")
    small.article("nul", "قال\0 ذلك.\n")
    small.write("seeds/articles/lost.yml", RECORD)
    small.write("seeds/articles/x.pdf", b"%PDF")
    small.write("seeds/registers/topics.yml", "- id: x\n\tname: y\n")
    first = small.build()
    for code in ("K100", "K101", "K110", "K111", "K200"):
        assert code in first.stderr
    assert first.stderr == small.build().stderr
    assert SECOND.removeprefix("site_src/") in small.pages()


def test_a_key_that_may_mean_rights_withholds_the_text(small: Archive) -> None:
    small.write("seeds/articles/third.txt", "هذا نص لا إذن بنشره.\n")
    for key in ("right", "Rights", "rigths"):
        small.write("seeds/articles/third.yml", f"title: x\n{key}: none\n")
        assert (
            "هذا نص لا إذن بنشره"
            not in spoiled(small, "K202 seeds/articles/third.yml")["articles/third.md"]
        )
    small.write("seeds/articles/third.yml", "title: x\nsourcee: y\n")
    assert (
        "هذا نص لا إذن بنشره"
        in spoiled(small, "K202 seeds/articles/third.yml")["articles/third.md"]
    )


def test_what_cannot_be_read_has_no_page_removed(small: Archive) -> None:
    assert small.build().exit_code == 0
    people = small.read("seeds/registers/people.yml")
    page = "people/andrew-miller.md"
    before = small.pages()[page]
    small.write("seeds/registers/people.yml", "- id: [\n")
    assert small.build().exit_code == 1
    assert small.pages()[page] == before
    small.write("seeds/registers/people.yml", people)
    assert small.build().exit_code == 0
    # What is taken out on purpose goes.
    small.write("seeds/registers/people.yml", "[]\n")
    small.build()
    assert page not in small.pages()


def test_a_page_that_is_held_is_named(small: Archive) -> None:
    assert small.build().exit_code == 0
    small.write(PEOPLE, "- id: [\n")
    page = "site_src/people/andrew-miller.md"
    spoiled(small, f"K200 {PEOPLE}", f"K501 {page}", second=False)
    checked = small.build("--check").stderr
    message = "2 pages, of which this is the first, are kept while another file cannot be read"
    assert f"{page}: K501 {message}" in checked
    assert checked.count("kept") == 1
    assert "manifest" not in checked


def referring(archive: Archive) -> None:
    """Have every kind of file refer to every other, and build."""
    archive.write(
        PEOPLE,
        [
            {"id": "andrew-miller", "name": "أندرو ميلر", "different_from": ["matthew-miller"]},
            {
                "id": "matthew-miller",
                "name": "ماثيو ميلر",
                "roles": [{"role": "متحدث", "at": "second#p2"}],
            },
        ],
    )
    archive.write(
        "seeds/registers/glossary.yml",
        [
            {
                "id": "ministry",
                "name": "الوزارة",
                "definition": "[[person:andrew-miller]] و[[ماثيو ميلر]] في [[topic:resignations]].",
                "sources": ["first#p1", "second#p1"],
                "see_also": ["resignations", "andrew-miller"],
            }
        ],
    )
    record = {"surface": "ميلر", "record": "andrew-miller", "paragraph": 2}
    other = {"surface": "الوزارة", "record": "ministry"}
    first = archive.root / "seeds/articles/first.yml"
    more = encoded({"mentions": [record, other], "topics": {"add": ["resignations"]}})
    first.write_bytes(first.read_bytes() + more)
    assert archive.build().exit_code == 0, archive.build().stderr
    assert archive.codes() == set()


@pytest.mark.parametrize(
    "path",
    [
        PEOPLE,
        "seeds/registers/topics.yml",
        "seeds/registers/glossary.yml",
        "seeds/articles/first.yml",
    ],
)
def test_what_refers_to_a_file_that_cannot_be_read_is_no_finding(small: Archive, path: str) -> None:
    referring(small)
    file = small.root / path
    whole = file.read_bytes()
    file.write_bytes(b"\t" + whole)
    assert small.codes() == {"K200"}
    file.write_bytes(whole.replace(b"slug: first\n", b"") + b"<<<<<<< HEAD\n")
    assert small.codes() == {"K211"}
    result = small.build()
    assert FINDING.match(result.stderr)["code"] == "K211"  # type: ignore[index]
    assert result.stderr.count("\n") <= 2
    # What has nothing to do with it still is one.
    small.article("third", "قال ذلك أمس.\n", **RECORD, url="x")
    assert {"K203"} < small.codes()


def test_what_refers_to_an_article_that_cannot_be_read_is_no_finding(small: Archive) -> None:
    referring(small)
    (small.root / "seeds/articles/first.txt").write_bytes(
        "Привет, мир, это не арабский".encode("cp1251")
    )
    assert small.codes() == {"K102"}
    (small.root / "seeds/articles/first.txt").unlink()
    assert {"K110", "K303"} <= small.codes()


def test_a_reference_within_registers_that_can_be_read_is_still_checked(small: Archive) -> None:
    referring(small)
    (small.root / "seeds/registers/topics.yml").write_bytes(b"\t- id: [")
    small.write(PEOPLE, [{"id": "a", "name": "أندرو ميلر", "different_from": ["nobody"]}])
    assert {"K200", "K302", "K306"} <= small.codes()


def test_waivers_are_not_called_idle_while_a_file_cannot_be_read(small: Archive) -> None:
    waiver = {"code": "K302", "path": PEOPLE, "reason": "سبب"}
    small.write("kashshaf.yml", {"title": "أرشيف", "check": {"waivers": [waiver]}})
    assert small.codes() == {"K430"}
    small.write(PEOPLE, "- id: [\n")
    assert small.codes() == {"K200"}


@pytest.mark.parametrize(
    ("register", "words"),
    [("topics.yml", "<<<<<<< HEAD\n"), ("people.yml", "\t- id: x\n")],
)
def test_a_site_with_kept_pages_is_rendered(small: Archive, register: str, words: str) -> None:
    shutil.copy(ROOT / "mkdocs.yml", small.root)
    for page in ("index.md", "about.md"):
        small.write(f"site_src/{page}", "# صفحة\n")
    assert small.run("build").exit_code == 0
    with (small.root / "seeds/registers" / register).open("a", encoding="utf-8") as file:
        file.write(words)
    with (small.root / "seeds/articles/first.yml").open("a", encoding="utf-8") as file:
        file.write("rights: full\nrights: full\n")  # its text is withheld, and its anchors go
    result = small.run("build")
    assert result.exit_code == 1
    assert "WARNING" not in result.stderr
    assert "strict" not in result.stderr
    assert "The site is rendered" in result.stdout
    assert "of files that cannot be read; links there may be broken." in result.stdout
    assert "is up to date" in small.run("build").stdout


@pytest.mark.parametrize("code", ["K100", "K101", "K110", "K203", "K207"])
def test_a_small_mistake_keeps_no_removed_article_published(small: Archive, code: str) -> None:
    assert small.build().exit_code == 0
    (small.root / "seeds/articles/first.txt").unlink()
    if code != "K110":
        (small.root / "seeds/articles/first.yml").unlink()
    if code == "K100":
        small.article("third", "")
    elif code == "K101":
        small.article("third", "قال\0 ذلك.\n")
    elif code != "K110":
        small.article("third", "نص.\n")
        wrong = "date: أمس\n" if code == "K207" else "title: [a, b]\n"
        small.write("seeds/articles/third.yml", wrong)
    result = small.build()
    assert (result.exit_code, code in result.stderr) == (1, True), result.stderr
    assert "articles/first.md" not in small.pages()


def test_a_folder_that_may_not_be_read_has_no_page_removed(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.write("seeds/articles/old/third.txt", "نص ثالث.\n")
    assert small.build().exit_code == 0
    real = os.scandir

    def scandir(path: str) -> object:
        if Path(path).name == "old":
            raise PermissionError(13, "Permission denied", str(path))
        return real(path)

    with monkeypatch.context() as patch:
        patch.setattr(os, "scandir", scandir)
        result = small.build()
    assert result.exit_code == 1
    assert "seeds/articles/old: K107 the folder cannot be read" in result.stderr
    assert "articles/third.md" in small.pages()


def test_an_unreadable_record_keeps_the_address_of_its_article(small: Archive) -> None:
    small.write("seeds/articles/third.txt", "نص ثالث.\n")
    small.write("seeds/articles/third.yml", "slug: cited-here\ntitle: a: b\n")
    assert "articles/cited-here.md" in spoiled(small, "K200 seeds/articles/third.yml")


@pytest.mark.parametrize(
    "files",
    [
        {"third.txt": "هذا نص لا إذن بنشره.\n", "third.yml": "rights: full\nrights: none\n"},
        {"third.txt": "هذا نص لا إذن بنشره.\n", "third.yaml": "rights: none\n"},
        {"third.txt": "هذا نص لا إذن بنشره.\n", "third.txt.yml": "rights: none\n"},
        {"third.md": "---\nrights: none\n\nهذا نص لا إذن بنشره.\n"},
        {"third.md": "---\nrights: none\n---\nهذا نص لا إذن بنشره.\n", "third.yml": "title: x\n"},
    ],
)
def test_a_record_that_may_be_meant_to_withhold_withholds(
    small: Archive, files: dict[str, str]
) -> None:
    for name, text in files.items():
        small.write(f"seeds/articles/{name}", text)
    small.build()
    pages = small.pages()
    assert "هذا نص لا إذن بنشره" not in "".join(pages.values())
    assert "قال [ماثيو ميلر]" in pages["articles/second.md"]


def test_a_misnamed_register_is_reported(small: Archive) -> None:
    small.write("seeds/registers/People.yml", "[]\n")
    spoiled(small, "K111 seeds/registers/People.yml", status=0)
