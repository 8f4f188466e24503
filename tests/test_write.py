"""Writing: only what changed, only what is ours, and whole files whatever happens."""

from __future__ import annotations

import errno
import json
import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

from kashshaf.write import MANIFEST, digest
from tests.conftest import NewArchive, fill_small
from tests.support import Archive, Json

FIRST = "site_src/articles/first.md"
FACE = "theme/assets/kashshaf/fonts/noto-"


def state(archive: Archive) -> dict[str, tuple[int, int]]:
    """Return when each file was written, and which file it is."""
    return {
        str(path): (path.stat().st_mtime_ns, path.stat().st_ino)
        for path in archive.root.rglob("*")
        if path.is_file() and ".kashshaf" not in path.parts
    }


def built(archive: Archive) -> dict[str, bytes]:
    result = archive.build()
    assert result.exit_code == 0, result.stderr
    return archive.files()


def codes(text: str) -> list[str]:
    """Return the codes of the findings that a run printed."""
    return [line.split(": ", 1)[1].split(" ", 1)[0] for line in text.splitlines() if ": K" in line]


def said(archive: Archive, *options: str) -> tuple[int, list[str]]:
    result = archive.build(*options)
    return result.exit_code, codes(result.stderr)


def change(archive: Archive, words: str) -> None:
    """Put words at the end of the first paragraph of the first article."""
    path = "seeds/articles/first.txt"
    first, rest = archive.read(path).split("\n", 1)
    archive.write(path, f"{first} {words}\n{rest}")


# What changed and nothing else


def test_a_second_run_writes_nothing(small: Archive) -> None:
    first = small.build()
    assert ": 0 files written" not in first.stdout
    before = state(small)
    second = small.build()
    assert (second.exit_code, ": 0 files written" in second.stdout) == (0, True)
    assert state(small) == before


def test_a_run_that_knows_nothing_of_the_first_writes_nothing_either(small: Archive) -> None:
    files = built(small)
    before = state(small)
    shutil.rmtree(small.root / ".kashshaf")
    assert ": 0 files written" in small.build().stdout
    assert state(small) == before
    assert small.files() == files


def test_a_change_writes_the_pages_that_it_changes(small: Archive) -> None:
    before = built(small)
    small.article("third", "لا أحد يذكر في هذه المقالة القصيرة.\n", title="ثالثة", slug="third")
    after = built(small)
    changed = {path for path in after if after[path] != before.get(path)}
    assert "site_src/articles/third.md" in changed
    assert "site_src/articles/index.md" in changed
    assert FIRST not in changed
    assert "site_src/people/andrew-miller.md" not in changed
    untouched = state(small)
    small.write("seeds/articles/third.yml", {"title": "ثالثة", "slug": "third", "note": "ن"})
    assert "files written" in small.build().stdout
    touched = {path for path, was in state(small).items() if untouched[path] != was}
    assert {Path(path).relative_to(small.root).as_posix() for path in touched} == {
        "seeds/articles/third.yml",
        "site_src/articles/third.md",
        MANIFEST,
    }


def test_a_removed_article_leaves_no_page(small: Archive) -> None:
    small.article("third", "لا أحد يذكر هنا.", title="ثالثة", slug="third", date="2020")
    built(small)
    page = small.root / "site_src/articles/third.md"
    assert page.is_file()
    (small.root / "seeds/articles/third.txt").unlink()
    (small.root / "seeds/articles/third.yml").unlink()
    result = small.build()
    assert (result.exit_code, "1 removed" in result.stdout) == (0, True)
    assert not page.exists()
    assert b"third.md" not in b"".join(small.files("site_src").values())
    assert "K501" not in codes(small.build("--check").stderr)


def test_a_removed_person_and_the_last_page_of_a_folder(small: Archive) -> None:
    built(small)
    for name in ("people", "topics", "glossary"):
        small.write(f"seeds/registers/{name}.yml", [])
    small.build()
    left = [p for p in small.files("site_src") if not p.startswith(("site_src/art", "site_src/d"))]
    assert left == [
        f"site_src/{room}/index.md"
        for room in ("glossary", "people", "pictures", "search", "topics")
    ]


def test_the_manifest_names_what_is_there_with_its_hash(small: Archive) -> None:
    files = built(small)
    manifest: Json = json.loads(small.read(MANIFEST))
    listed = manifest["files"]
    # The font is left out: another version of its compressor makes other bytes.
    machines = {p for p in files if p.startswith(("site_src/", "theme/"))} - {MANIFEST}
    assert {p for p in machines if not p.startswith(FACE)} == set(listed)
    assert all(digest(files[path]) == wanted for path, wanted in listed.items())
    assert list(listed) == sorted(listed)


# Cut short


class Cut(BaseException):
    """The end of the process, as a test can have it."""


@pytest.mark.parametrize("nth", [0, 1, 2, 5, 12, -2, -1])
@pytest.mark.parametrize("when", ["write_bytes", "replace"])
def test_a_crash_leaves_whole_files_and_the_next_run_repairs(
    new_archive: NewArchive, monkeypatch: pytest.MonkeyPatch, nth: int, when: str
) -> None:
    archive, wanted = new_archive(), new_archive()
    for one in (archive, wanted):
        fill_small(one)
    old = built(archive)
    for one in (archive, wanted):
        change(one, "وهذا جديد.")
        record = {"title": "ثالثة", "slug": "third", "date": "2024", "source": "صحيفة"}
        one.article("third", "قال أندرو ميلر ذلك.\n", **record)
    new = built(wanted)
    calls = crash(monkeypatch, when, at=None)
    shutil.copytree(archive.root, archive.root.with_name("count"))
    Archive(archive.root.with_name("count")).build()
    total = calls()
    with monkeypatch.context() as patch:
        crash(patch, when, at=nth % total)
        with pytest.raises(Cut):
            archive.build()
    for path, data in archive.files("site_src").items():
        if not Path(path).name.startswith("."):
            assert data in (old.get(path), new.get(path)), path
    assert said(archive) == (0, codes(wanted.build().stderr))
    assert archive.files() == new


def crash(patch: pytest.MonkeyPatch, name: str, at: int | None) -> Callable[[], int]:
    """Have the nth call of a method of Path end the process; return how many there were."""
    real = getattr(Path, name)
    calls = 0

    def method(self: Path, argument: object) -> object:
        nonlocal calls
        calls += 1
        if calls - 1 == at:
            if name == "write_bytes":
                real(self, b"half")
            raise Cut
        return real(self, argument)

    patch.setattr(Path, name, method)
    return lambda: calls


def test_a_crash_before_another_change_is_no_edit(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(small)
    change(small, "أول مرة.")
    with monkeypatch.context() as patch:
        crash(patch, "replace", at=2)
        with pytest.raises(Cut):
            small.build()
    change(small, "ثاني مرة.")
    with monkeypatch.context() as patch:
        crash(patch, "replace", at=3)
        with pytest.raises(Cut):
            small.build()
    change(small, "ثالث مرة.")
    assert said(small) == (0, [])
    assert "ثالث مرة" in small.read(FIRST)
    assert small.build("--check").exit_code == 0


def test_a_page_of_a_run_cut_short_goes_with_its_article(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(small)
    small.article("third", "نص ثالث.\n", slug="third", title="ث", date="2024", source="ص")
    real = Path.replace

    def replace(self: Path, target: Path) -> Path:
        if target.name == "manifest.json":
            raise Cut
        return real(self, target)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "replace", replace)
        with pytest.raises(Cut):
            small.build()
    page = small.root / "site_src/articles/third.md"
    assert page.is_file()
    (small.root / "seeds/articles/third.txt").unlink()
    (small.root / "seeds/articles/third.yml").unlink()
    assert said(small) == (0, [])
    assert not page.exists()


def test_what_a_killed_run_left_behind_is_no_finding(small: Archive) -> None:
    built(small)
    small.write("site_src/articles/.first.md.4242.tmp", b"half")
    assert said(small) == (0, [])


# A disk that does not take it


def refuse(patch: pytest.MonkeyPatch, code: int, after: int = 0) -> None:
    """Have writing below site_src or theme fail, the first ``after`` files aside."""
    real = Path.write_bytes
    calls = 0

    def write_bytes(self: Path, data: bytes) -> int:
        nonlocal calls
        if {"site_src", "theme"} & set(self.parts):
            calls += 1
            if calls > after:
                if code == errno.ENOSPC:
                    real(self, data[: len(data) // 2])
                raise OSError(code, os.strerror(code), str(self))
        return real(self, data)

    patch.setattr(Path, "write_bytes", write_bytes)


@pytest.mark.parametrize("after", [0, 1, 3])
@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EROFS, errno.EACCES])
def test_a_full_or_read_only_disk(
    small: Archive, monkeypatch: pytest.MonkeyPatch, code: int, after: int
) -> None:
    old = built(small)
    inputs = small.inputs()
    change(small, "وهذا جديد.")
    changed = {**inputs, **small.inputs()}
    with monkeypatch.context() as patch:
        refuse(patch, code, after)
        status, found = said(small)
    assert status == 1
    assert 1 <= found.count("K503") <= 3
    assert small.inputs() == changed
    files = small.files("site_src")
    assert not [path for path in files if path.endswith(".tmp")]
    assert set(files) == {path for path in old if path.startswith("site_src/")}
    different = [path for path in files if files[path] != old[path]]
    assert len(different) <= after
    assert MANIFEST not in different
    assert said(small) == (0, [])
    assert "وهذا جديد" in small.read(FIRST)
    assert small.build("--check").exit_code == 0


def test_an_archive_that_cannot_be_written_at_all(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    def write_bytes(self: Path, data: bytes) -> int:
        raise OSError(errno.EROFS, "Read-only file system", str(self))

    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", write_bytes)
        status, found = said(small)
    assert (status, set(found)) == (1, {"K503"})
    # A disk that takes nothing is said of some files, and not of each.
    with monkeypatch.context() as patch:
        refuse(patch, errno.ENOSPC)
        status, found = said(small)
    assert (status, found) == (1, ["K503"] * 3)
    # A read-only checkout that is up to date has nothing to be written, and is no error.
    built(small)
    shutil.rmtree(small.root / ".kashshaf")
    with monkeypatch.context() as patch:
        patch.setattr(Path, "write_bytes", write_bytes)
        assert said(small) == (0, [])


def test_a_page_whose_place_is_taken_by_a_folder(small: Archive) -> None:
    small.write(f"{FIRST}/file.txt", b"x")
    status, found = said(small)
    assert (status, "K503" in found) == (1, True)
    assert small.read(f"{FIRST}/file.txt") == "x"
    assert (small.root / "site_src/articles/second.md").is_file()


# What is not ours


def test_a_page_edited_by_hand_is_left_alone(small: Archive) -> None:
    built(small)
    edited = small.read(FIRST) + "\nكتبه محرر.\n"
    small.write(FIRST, edited)
    assert said(small) == (1, ["K500"])
    assert small.read(FIRST) == edited
    # The rest is built, and the edit is still an edit after it.
    record = small.read("seeds/articles/second.yml")
    small.write("seeds/articles/second.yml", f"{record}note: ملاحظة جديدة\n")
    change(small, "وهذا جديد.")
    for _ in range(2):
        assert said(small) == (1, ["K500"])
        assert small.read(FIRST) == edited
        assert "ملاحظة جديدة" in small.read("site_src/articles/second.md")


def test_replacing_an_edited_page_keeps_a_copy(small: Archive) -> None:
    before = built(small)
    for number in (1, 2):
        small.write(FIRST, f"كتبه محرر {number}.\n")
        assert said(small, "--replace-edited") == (0, [])
        assert small.files() == before
    kept = sorted((small.root / ".kashshaf/kept").rglob("*.md"))
    assert sorted(path.read_text(encoding="utf-8") for path in kept) == [
        "كتبه محرر 1.\n",
        "كتبه محرر 2.\n",
    ]


def test_an_edited_page_that_would_be_removed_is_left_alone(small: Archive) -> None:
    built(small)
    small.write(FIRST, "كتبه محرر.\n")
    (small.root / "seeds/articles/first.txt").unlink()
    (small.root / "seeds/articles/first.yml").unlink()
    status, found = said(small)
    assert (status, "K500" in found) == (1, True)
    assert small.read(FIRST) == "كتبه محرر.\n"


def test_an_edited_page_that_would_be_removed_is_named_until_it_is_replaced(
    small: Archive,
) -> None:
    built(small)
    small.write(FIRST, "كتبه محرر.\n")
    (small.root / "seeds/articles/first.txt").unlink()
    (small.root / "seeds/articles/first.yml").unlink()
    small.write("seeds/registers/people.yml", [])
    for _ in range(3):
        status, found = said(small)
        assert (status, found.count("K500"), "K502" in found) == (1, 1, False)
    assert "K501" not in codes(small.build("--check").stderr)
    small.build("--replace-edited")
    assert not (small.root / FIRST).exists()
    kept = small.root / ".kashshaf/kept" / FIRST
    assert kept.read_text(encoding="utf-8") == "كتبه محرر.\n"
    assert "K500" not in said(small)[1]


def test_a_page_that_cannot_be_read_is_not_taken_for_missing(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    built(small)
    small.write(FIRST, "كتبه محرر.\n")
    real = Path.read_bytes

    def read_bytes(self: Path) -> bytes:
        if self.name == "first.md":
            raise PermissionError(errno.EACCES, "Permission denied", str(self))
        return real(self)

    with monkeypatch.context() as patch:
        patch.setattr(Path, "read_bytes", read_bytes)
        for options in ((), ("--replace-edited",)):
            assert said(small, *options) == (1, ["K503"])
    assert small.read(FIRST) == "كتبه محرر.\n"
    assert said(small) == (1, ["K500"])


def test_a_page_deleted_by_hand_comes_back(small: Archive) -> None:
    before = built(small)
    (small.root / FIRST).unlink()
    built(small)
    assert small.files() == before


def test_a_file_of_somebody_elses_is_left_and_named(small: Archive) -> None:
    built(small)
    small.write("site_src/articles/notes.md", "ملاحظات\n")
    small.write("site_src/people/photo.jpg", b"\xff\xd8")
    result = small.build()
    assert (result.exit_code, codes(result.stderr)) == (0, ["K502", "K502"])
    assert "site_src/articles/notes.md" in result.stderr
    assert small.read("site_src/articles/notes.md") == "ملاحظات\n"
    assert small.build("--strict").exit_code == 1


def test_a_file_of_somebody_elses_where_a_page_belongs(small: Archive) -> None:
    small.write(FIRST, "كتبه إنسان قبل أول تشغيل.\n")
    assert said(small) == (1, ["K500"])
    assert small.read(FIRST) == "كتبه إنسان قبل أول تشغيل.\n"


def test_peoples_own_pages_are_never_written(small: Archive) -> None:
    for name in ("index.md", "about.md", "assets/x.css"):
        small.write(f"site_src/{name}", "لنا\n")
    small.write("theme/main.html", "لنا\n")
    built(small)
    for name in ("site_src/index.md", "site_src/about.md", "site_src/assets/x.css"):
        assert small.read(name) == "لنا\n"
    assert small.read("theme/main.html") == "لنا\n"


# Nothing leads out of the archive


def outside(archive: Archive) -> Path:
    folder = archive.root.with_name("outside")
    folder.mkdir(exist_ok=True)
    (folder / "theirs.md").write_text("theirs")
    return folder


def listing(folder: Path) -> dict[str, bytes]:
    """Return the files of a folder, and its folders, too: none may appear there."""
    return {str(path): path.read_bytes() if path.is_file() else b"" for path in folder.rglob("*")}


@pytest.mark.parametrize(
    "room", ["site_src", "site_src/articles", "site_src/data", "theme", "theme/assets"]
)
def test_a_room_that_is_a_link_is_not_written_to(small: Archive, room: str) -> None:
    folder = outside(small)
    before = listing(folder)
    (small.root / room).parent.mkdir(parents=True, exist_ok=True)
    (small.root / room).symlink_to(folder, target_is_directory=True)
    status, found = said(small)
    assert (status, "K504" in found) == (1, True)
    assert listing(folder) == before
    if room == "site_src/articles":
        assert (small.root / "site_src/people/andrew-miller.md").is_file()


def test_kashshafs_own_folder_may_be_no_link(small: Archive) -> None:
    folder = outside(small)
    before = listing(folder)
    (small.root / ".kashshaf").symlink_to(folder, target_is_directory=True)
    small.build()
    assert listing(folder) == before


def test_a_journal_behind_a_link_is_not_removed(small: Archive) -> None:
    built(small)
    shutil.rmtree(small.root / ".kashshaf")
    folder = outside(small)
    (folder / "journal.json").write_text("{}")
    (small.root / ".kashshaf").symlink_to(folder, target_is_directory=True)
    small.build()
    assert (folder / "journal.json").is_file()


def test_a_page_that_is_a_link_is_replaced_and_what_it_led_to_is_not(small: Archive) -> None:
    theirs = outside(small) / "theirs.md"
    (small.root / FIRST).parent.mkdir(parents=True)
    (small.root / FIRST).symlink_to(theirs)
    small.build()
    small.build("--replace-edited")
    assert theirs.read_text() == "theirs"
    assert not (small.root / FIRST).is_symlink()


@pytest.mark.parametrize(
    "path",
    [
        "../outside/theirs.md",
        "site_src/articles/../../../outside/theirs.md",
        "seeds/articles/first.txt",
        "kashshaf.yml",
        "site_src/index.md",
        "site_src/articles/./../../seeds/articles/first.txt",
        "theme/main.html",
        "site_src/articles//theirs.md",
        "/ABSOLUTE",
    ],
)
def test_a_manifest_cannot_have_others_files_removed(small: Archive, path: str) -> None:
    folder = outside(small)
    small.write("site_src/index.md", "لنا\n")
    small.write("site_src/articles/theirs.md", "لنا\n")
    small.write("theme/main.html", "لنا\n")
    small.build()
    before = small.inputs() | listing(folder)
    if path == "/ABSOLUTE":
        path = str(folder / "theirs.md")
    manifest: Json = json.loads(small.read(MANIFEST))
    victim = Path(os.path.normpath(small.root / path))
    manifest["files"][path] = digest(victim.read_bytes())
    small.write(MANIFEST, json.dumps(manifest))
    small.build()
    assert victim.is_file()
    assert small.inputs() | listing(folder) == before


def test_a_manifest_cannot_have_files_behind_a_link_removed(small: Archive) -> None:
    built(small)
    folder = outside(small)
    manifest: Json = json.loads(small.read(MANIFEST))
    manifest["files"]["site_src/articles/theirs.md"] = digest(b"theirs")
    manifest["files"]["site_src/topics/x/theirs.md"] = digest(b"theirs")
    small.write(MANIFEST, json.dumps(manifest))
    shutil.rmtree(small.root / "site_src/articles")
    (small.root / "site_src/articles").symlink_to(folder, target_is_directory=True)
    (small.root / "site_src/topics/x").symlink_to(folder, target_is_directory=True)
    small.build()
    assert (folder / "theirs.md").read_text() == "theirs"


@pytest.mark.parametrize(
    "content", [b"", b"{", b"[]", b'{"files": []}', b'{"files": {"a": 1}}', b"\xff", b"[" * 100_000]
)
def test_a_manifest_that_is_broken_costs_no_page(small: Archive, content: bytes) -> None:
    files = built(small)
    small.write(MANIFEST, content)
    assert said(small) == (0, [])
    assert small.files() == files


@pytest.mark.parametrize("name", ["a\\0.md", "\\ud800.md", "a\\\\b.md", "c:.md", "a" * 5000])
def test_a_manifest_with_names_that_no_file_has(small: Archive, name: str) -> None:
    files = built(small)
    row = f'"files": {{"site_src/articles/{name}": "0",'
    small.write(MANIFEST, small.read(MANIFEST).replace('"files": {', row, 1))
    assert said(small) == (0, [])
    assert small.files() == files


# Looking without touching


def test_checking_writes_nothing_at_all(small: Archive) -> None:
    def everything() -> dict[str, tuple[int, bytes]]:
        return {
            str(path): (path.stat().st_mtime_ns, path.read_bytes())
            for path in small.root.rglob("*")
            if path.is_file()
        }

    before = everything()
    assert small.build("--check").exit_code == 1
    assert small.run("check").exit_code == 1
    assert everything() == before
    built(small)
    change(small, "وهذا جديد.")
    small.write("site_src/people/matthew-miller.md", "كتبه محرر.\n")
    before = everything()
    result = small.build("--check")
    assert result.exit_code == 1
    found = codes(result.stderr)
    assert {"K500", "K501"} <= set(found)
    assert everything() == before


def test_an_edition_that_is_up_to_date_passes_and_a_stale_one_does_not(small: Archive) -> None:
    assert set(codes(small.build("--check").stderr)) == {"K501"}
    built(small)
    result = small.build("--check")
    assert (result.exit_code, codes(result.stderr)) == (0, [])
    (small.root / FIRST).unlink()
    result = small.build("--check")
    assert (result.exit_code, codes(result.stderr)) == (1, ["K501"])
    assert FIRST in result.stderr
