"""The schemas as they are published: in the package, by ``kashshaf schema``, in each archive."""

from __future__ import annotations

from collections.abc import Iterator
from importlib.resources import files
from typing import Final

from kashshaf.model import Page

SOURCE: Final = files("kashshaf") / "schemas"
#: In an archive they lie with the data: written by every build, so of the version that reads
#: the files; committed, so there without a network; and the machine's.
FOLDER: Final = "site_src/data/schemas"
SEEDS: Final = ("article", "people", "topics", "glossary", "kashshaf")
DATA: Final = ("articles", "people", "topics", "glossary", "mentions")
NAMES: Final = (*SEEDS, *(f"data/{name}" for name in DATA))


def schema(name: str) -> str:
    """Return the text of a schema: ``people`` of the register, ``data/people`` of the data."""
    file = name.removeprefix("data/") if name.startswith("data/") else f"seeds/{name}"
    return (SOURCE / f"{file}.schema.json").read_text(encoding="utf-8")


def schema_pages() -> Iterator[Page]:
    """Yield the schemas of the hand-written files as files of an archive."""
    for name in SEEDS:
        yield Page(f"{FOLDER}/{name}.schema.json", schema(name))
