"""``kashshaf diff`` in repositories: revisions, folders, links, shallow clones, misuse."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

import pytest
from click.testing import Result

from tests.conftest import fill_small
from tests.support import Archive

NOTHING = "Nothing changed in the edition.\n"


def git(root: Path, *arguments: str) -> str:
    names = ("AUTHOR", "COMMITTER")
    who = {f"GIT_{name}_{key}": "a@example.org" for name in names for key in ("NAME", "EMAIL")}
    env = {**os.environ, **who, "GIT_CONFIG_GLOBAL": os.devnull, "GIT_CONFIG_NOSYSTEM": "1"}
    done = subprocess.run(
        ["git", *arguments], cwd=root, env=env, capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def commit(root: Path, message: str = "x") -> str:
    git(root, "add", "-A")
    git(root, "commit", "-q", "--no-gpg-sign", "-m", message)
    return git(root, "rev-parse", "HEAD")


@pytest.fixture
def repository(small: Archive) -> Archive:
    """Return the small archive, committed once on the branch main."""
    git(small.root, "init", "-q", "-b", "main")
    commit(small.root)
    return small


def retitle(archive: Archive, title: str) -> None:
    archive.write("seeds/articles/first.yml", {"title": title, "slug": "first", "date": "2024"})


def refused(result: Result, *words: str) -> None:
    assert result.exit_code == 2, result.output
    assert result.stdout == ""
    for word in words:
        assert word in result.stderr
    assert "Traceback" not in result.output


def test_the_files_on_the_disk_are_compared_with_the_last_commit(repository: Archive) -> None:
    before = repository.files()
    assert repository.run("diff").stdout == NOTHING
    retitle(repository, "عنوان آخر")
    result = repository.run("diff")
    assert result.exit_code == 0
    assert "from HEAD (" in result.stdout.splitlines()[0]
    assert "title changed from «استقالة أندرو ميلر» to «عنوان آخر»" in result.stdout
    assert repository.run("diff").stdout == result.stdout
    # Nothing is written, neither by us nor by git.
    assert {p for p in repository.files() if "articles/first" not in p} == {
        p for p in before if "articles/first" not in p
    }


def test_two_revisions_and_what_a_branch_changed(repository: Archive) -> None:
    first = git(repository.root, "rev-parse", "HEAD")
    git(repository.root, "checkout", "-q", "-b", "work")
    retitle(repository, "عنوان الفرع")
    commit(repository.root)
    git(repository.root, "checkout", "-q", "main")
    repository.article("third", "نص ثالث.\n", slug="third")
    commit(repository.root)
    both = repository.run("diff", "main..work").stdout
    assert "عنوان الفرع" in both
    assert "third" in both
    fork = repository.run("diff", "main...work").stdout
    assert "عنوان الفرع" in fork
    assert "third" not in fork
    assert "third (نص ثالث.): added: 1 paragraph" in repository.run("diff", f"{first}..").stdout
    assert repository.run("diff", f"{first}..{first}").stdout == NOTHING
    assert f"from {first} to HEAD (" in repository.run("diff", f"{first}..").stdout
    assert "third (نص ثالث.): added" in repository.run("diff", "HEAD~1").stdout


def test_an_archive_in_a_folder_of_its_repository(tmp_path: Path) -> None:
    top = tmp_path / "مستودع"
    archive = Archive(top / "one/two")
    archive.write("kashshaf.yml", "title: x\n")
    fill_small(archive)
    archive.article("فصل/ثالثة", "نص ثالث.\n", slug="third")
    git(top, "init", "-q")
    (top / "seeds/articles").mkdir(parents=True)
    (top / "seeds/articles/other.txt").write_text("نص غيره.\n", encoding="utf-8")
    commit(top)
    assert archive.run("diff").stdout == NOTHING
    retitle(archive, "عنوان آخر")
    assert "عنوان آخر" in archive.run("diff").stdout


def test_an_archive_that_is_new(small: Archive) -> None:
    git(small.root, "init", "-q")
    (small.root / "readme").write_text("x", encoding="utf-8")
    git(small.root, "add", "readme")
    git(small.root, "commit", "-q", "--no-gpg-sign", "-m", "x")
    result = small.run("diff")
    assert result.stdout.startswith("There was no archive there before: everything is new.\n")
    assert "andrew-miller (أندرو ميلر): added" in result.stdout


def test_markdown_and_arabic(repository: Archive) -> None:
    retitle(repository, "عنوان | آخر")
    page = repository.run("diff", "HEAD", "--format", "markdown").stdout
    assert page.startswith("## What changed in the edition, from ")
    assert "- `first` (⁨عنوان \\| آخر⁩): `title` changed from «⁨استقالة أندرو ميلر⁩» to " in page
    arabic = repository.run("diff", "--lang", "ar").stdout
    assert "تغيير العنوان من «استقالة أندرو ميلر» إلى «عنوان | آخر»" in arabic
    page = repository.run("diff", "main..main", "--format", "markdown").stdout
    assert "Nothing changed in the edition." in page


@pytest.mark.parametrize(
    "revision",
    [
        "nowhere",
        "--output=/tmp/x",
        "-h^{commit}",
        "--all..HEAD",
        "HEAD..--all",
        "$(touch PWNED)",
        "HEAD; touch PWNED",
        "a\nb",
        "\x1b[31m",
        "HEAD:kashshaf.yml",
        "HEAD^{tree}",
        "",
        "ع" * 5000,
    ],
)
def test_a_revision_that_is_none(repository: Archive, revision: str) -> None:
    refused(repository.run("diff", "--", revision), "revision")
    assert not list(repository.root.rglob("PWNED"))
    assert not Path("PWNED").exists()


def test_there_is_no_repository_or_no_git(small: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_CEILING_DIRECTORIES", str(small.root.parent))
    refused(small.run("diff"), "not in a git repository")
    monkeypatch.setenv("PATH", str(small.root))
    refused(small.run("diff"), "not installed")


def test_a_repository_without_a_commit(small: Archive) -> None:
    git(small.root, "init", "-q")
    refused(small.run("diff"), "no revision «HEAD»")


def test_a_shallow_clone_says_what_to_do(repository: Archive, tmp_path: Path) -> None:
    first = git(repository.root, "rev-parse", "HEAD")
    retitle(repository, "عنوان آخر")
    commit(repository.root)
    clone = Archive(tmp_path / "clone")
    git(tmp_path, "clone", "-q", "--depth", "1", repository.root.as_uri(), "clone")
    assert clone.run("diff").stdout == NOTHING
    refused(clone.run("diff", first), "shallow", "fetch-depth: 0")
    refused(clone.run("diff", "HEAD~1"), "shallow")


def test_what_read_inputs_leaves_out_is_left_out_of_a_revision_too(repository: Archive) -> None:
    root = repository.root
    repository.write("notes.txt", "سر\n")
    repository.write("seeds/articles/.hidden/x.txt", "مخفي.\n")
    repository.write("seeds/articles/.DS_Store", b"\0")
    repository.write("seeds/articles/old.txt~", "قديم.\n")
    repository.write("seeds/README.md", "لا مقالة.\n")
    repository.write("site_src/articles/x.md", "صفحة.\n")
    (root / "seeds/articles/same.txt").symlink_to("first.txt")
    (root / "seeds/articles/leak.txt").symlink_to("../../notes.txt")
    (root / "seeds/articles/loop.txt").symlink_to("loop.txt")
    (root / "seeds/articles/lost.txt").symlink_to("../articles/none.txt")
    (root / "seeds/articles/up").symlink_to("..")
    repository.write("seeds/articles/large.yml", b"#" * 1_000_001)
    repository.write("seeds/articles/large.txt", "نص كبير سجله.\n")
    commit(root)
    result = repository.run("diff")
    assert result.exit_code == 0
    told = [line for line in result.stdout.splitlines() if "  K10" not in line]
    # The same files are read from both; the words of some findings differ.
    assert [line for line in told if line.startswith("  ")] == []
    assert "same" in repository.run("diff", "HEAD~1..HEAD").stdout
    assert "سر" not in repository.run("diff", "HEAD~1..HEAD", "--all").stdout


def test_a_state_with_mistakes_is_compared_as_far_as_it_can_be_read(repository: Archive) -> None:
    repository.write("seeds/registers/topics.yml", "- id: x\n\tname: y\n")
    repository.write("kashshaf.yml", b"\xff\xfe")
    commit(repository.root)
    fill_small(repository)
    result = repository.run("diff")
    assert result.exit_code == 0
    assert "resignations (الاستقالات): added" in result.stdout
    assert "K200 (a file that is not readable YAML): 1 gone" in result.stdout


def test_hooks_filters_and_aliases_of_a_repository_are_not_run(repository: Archive) -> None:
    root = repository.root
    repository.write(".gitattributes", "*.txt filter=evil diff=evil\n")
    for key in ("filter.evil.smudge", "diff.evil.textconv", "core.fsmonitor", "core.pager"):
        git(root, "config", key, "touch PWNED")
    commit(root)
    (root / "PWNED").unlink(missing_ok=True)
    retitle(repository, "آخر")
    assert repository.run("diff").exit_code == 0
    assert not (root / "PWNED").exists()
