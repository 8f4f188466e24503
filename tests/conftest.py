"""Fixtures: archives in temporary folders, the five real articles, their site rendered once."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import Phase, settings

from kashshaf.archive import read_inputs
from kashshaf.compose import compose
from kashshaf.fonts import naskh_source
from kashshaf.model import Edition
from kashshaf.pipeline import edition_files
from tests.support import ROOT, Archive, command

# The same examples for everybody, and no minutes spent on explaining a failure.
PHASES = (Phase.explicit, Phase.generate, Phase.shrink)
settings.register_profile(
    "default", deadline=None, derandomize=True, max_examples=200, phases=PHASES
)
settings.register_profile("explore", deadline=None, max_examples=5000)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "default"))

FONTS = "theme/assets/kashshaf/fonts"
NewArchive = Callable[[], Archive]


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption(
        "--update-golden",
        action="store_true",
        help="write the files that tests compare with",
    )


@pytest.fixture
def new_archive(tmp_path: Path) -> NewArchive:
    """Return a maker of empty archives, each in a folder of its own."""
    made = 0

    def make() -> Archive:
        nonlocal made
        made += 1
        archive = Archive(tmp_path / f"archive-{made}")
        archive.write("kashshaf.yml", 'title: "أرشيف"\n')
        (archive.root / "seeds/articles").mkdir(parents=True)
        (archive.root / "seeds/registers").mkdir(parents=True)
        return archive

    return make


@pytest.fixture
def archive(new_archive: NewArchive) -> Archive:
    """Return an empty archive: a configuration and nothing else."""
    return new_archive()


@pytest.fixture
def small(archive: Archive) -> Archive:
    """Return an archive of two articles that needs nothing: no finding at all."""
    fill_small(archive)
    return archive


def fill_small(archive: Archive) -> None:
    """Write two articles, two people who share a surname, a topic and two terms."""
    archive.article(
        "first",
        "التقى أندرو ميلر وزير الخارجية يوم الثلاثاء في مقر الوزارة لبحث الأزمة القائمة.\n"
        "وقال ميلر إنه قدم استقالته، ونقلت HuffPost عنه ذلك.\n",
        title="استقالة أندرو ميلر",
        slug="first",
        date="2024-06-30",
        source="صحيفة",
    )
    archive.article(
        "second",
        "قال ماثيو ميلر إن الوزارة لا تعلق على استقالة أحد من موظفيها في هذا الوقت.\n"
        "ورفض ميلر الإجابة عن سائر الأسئلة.\n",
        title="ماثيو ميلر لا يعلق",
        slug="second",
        date="2024-07-01",
        source="صحيفة",
    )
    archive.write(
        "seeds/registers/people.yml",
        [
            {
                "id": "andrew-miller",
                "name": "أندرو ميلر",
                "latin": "Andrew Miller",
                "sort": "ميلر، أندرو",
                "roles": [{"role": "مسؤول مستقيل", "at": "first#p2"}],
            },
            {
                "id": "matthew-miller",
                "name": "ماثيو ميلر",
                "latin": "Matthew Miller",
                "sort": "ميلر، ماثيو",
            },
        ],
    )
    archive.write(
        "seeds/registers/topics.yml",
        [
            {
                "id": "resignations",
                "name": "الاستقالات",
                "definition": "من استقال من [[ministry]].",
                "phrases": ["استقالة", "استقالته"],
                "sources": ["first#p2"],
            }
        ],
    )
    archive.write(
        "seeds/registers/glossary.yml",
        [
            {
                "id": "ministry",
                "name": "الوزارة",
                "definition": "وزارة الخارجية، انظر [[huffpost]].",
                "sources": ["first#p1"],
            },
            {
                "id": "huffpost",
                "name": "هافبوست",
                "latin": "HuffPost",
                "kind": "outlet",
                "variants": ["HuffPost"],
                "definition": "موقع إخباري.",
                "basis": "تعريف عام.",
                "see_also": ["ministry"],
            },
        ],
    )


@pytest.fixture(scope="session")
def seeds() -> Edition:
    """Return the edition of the repository's own archive."""
    edition, _ = compose(read_inputs(ROOT).files)
    return edition


@pytest.fixture(scope="session")
def seed_files(seeds: Edition) -> dict[str, bytes]:
    """Return every file of the edition of the repository's own archive."""
    return edition_files(seeds)


def copy_repository(folder: Path) -> Archive:
    """Copy what people wrote of the repository's archive, without what the machine made."""
    folder.mkdir(parents=True)
    for name in ("kashshaf.yml", "mkdocs.yml"):
        shutil.copy(ROOT / name, folder / name)
    shutil.copytree(ROOT / "seeds", folder / "seeds")
    rooms = ("articles", "people", "topics", "glossary", "data", "search", "pictures")
    shutil.copytree(ROOT / "site_src", folder / "site_src", ignore=shutil.ignore_patterns(*rooms))
    if (ROOT / "theme/main.html").is_file():
        (folder / "theme").mkdir()
        shutil.copy(ROOT / "theme/main.html", folder / "theme/main.html")
    if naskh_source() is None:  # without npm the committed face is the only one there is
        shutil.copytree(ROOT / FONTS, folder / FONTS, ignore=shutil.ignore_patterns("noto-sans*"))
    return Archive(folder)


@pytest.fixture(scope="session")
def built(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a copy of the repository's archive, built to ``site`` by ``kashshaf build``."""
    archive = copy_repository(tmp_path_factory.mktemp("repository") / "archive")
    done = command("build", "--strict", cwd=archive.root)
    assert done.returncode == 0, done.stdout + done.stderr
    return archive
