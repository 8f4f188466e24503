"""The edition is a function of what people wrote: no clock, locale, time zone or hash seed."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest

from tests.conftest import NewArchive, copy_repository, fill_small
from tests.support import ROOT, Archive, command

FACE = "noto-sans-arabic"


def made(archive: Archive, env: dict[str, str]) -> dict[str, bytes]:
    """Build in a process of its own; return the edition without the font (see its module)."""
    done = command("build", "--no-site", cwd=archive.root, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    return edition(archive)


def edition(archive: Archive) -> dict[str, bytes]:
    files = archive.files("site_src") | archive.files("theme")
    return {path: data for path, data in files.items() if FACE not in path}


@pytest.fixture(scope="module")
def wanted(tmp_path_factory: pytest.TempPathFactory) -> dict[str, bytes]:
    archive = copy_repository(tmp_path_factory.mktemp("wanted") / "archive")
    return made(archive, {"PYTHONHASHSEED": "0", "TZ": "UTC", "LC_ALL": "C.UTF-8"})


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONHASHSEED": "1", "TZ": "Asia/Damascus", "LC_ALL": "ar_SY.UTF-8"},
        {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "tr_TR.UTF-8"},
        {"PYTHONHASHSEED": "7", "TZ": "America/Anchorage", "LC_ALL": "C", "PYTHONUTF8": "0"},
        {
            "PYTHONHASHSEED": "8",
            "LC_ALL": "POSIX",
            "LANGUAGE": "fr",
            "PYTHONOPTIMIZE": "1",
            "PYTHONUTF8": "0",
            "PYTHONCOERCECLOCALE": "0",
        },
    ],
    ids=["damascus", "turkish", "c", "posix"],
)
def test_the_same_bytes_in_another_place(
    tmp_path: Path, wanted: dict[str, bytes], env: dict[str, str]
) -> None:
    archive = copy_repository(tmp_path / "another name" / "أرشيف")
    assert made(archive, env) == wanted


def test_the_same_bytes_whatever_order_the_files_were_made_in(tmp_path: Path) -> None:
    """Folders list their files in the order of the file system, which is that of creation."""
    results = []
    for reverse in (False, True):
        whole = copy_repository(tmp_path / f"from-{reverse}")
        archive = Archive(tmp_path / f"to-{reverse}")
        paths = sorted(whole.files(), reverse=reverse)
        for path in paths:
            archive.write(path, (whole.root / path).read_bytes())
        archive.build()
        results.append(edition(archive))
    assert results[0] == results[1]


def test_the_same_bytes_at_another_time_and_from_another_folder(new_archive: NewArchive) -> None:
    one, other = new_archive(), new_archive()
    fill_small(one)
    fill_small(other)
    for path in other.root.rglob("*"):
        os.utime(path, (0, 0))
    one.build()
    other.build()
    assert edition(one) == edition(other)
    assert not [p for p, data in edition(one).items() if str(one.root).encode() in data]


def test_the_same_bytes_by_way_of_another_state(new_archive: NewArchive) -> None:
    one, other = new_archive(), new_archive()
    for archive in (one, other):
        fill_small(archive)
    one.build()
    other.article("third", "قال ماثيو ميلر ذلك.", title="ثالثة", slug="third")
    other.build()
    other.write("seeds/registers/people.yml", [])
    other.build()
    shutil.rmtree(other.root / "seeds")
    fill_small(other)
    other.build()
    assert edition(other) == edition(one)


def test_what_is_committed_is_what_would_be_written(seed_files: dict[str, bytes]) -> None:
    for path, data in seed_files.items():
        assert (ROOT / path).read_bytes() == data, f"{path} is stale: run `kashshaf build`"
