"""The files that come with the package."""

from __future__ import annotations

from importlib.resources import files
from importlib.resources.abc import Traversable


def tree(folder: str) -> list[tuple[str, bytes]]:
    """Return the files below a folder of the package (path below it, bytes), in order."""
    start: Traversable = files("kashshaf")
    return _files(start / folder if folder else start, "")


def _files(folder: Traversable, prefix: str) -> list[tuple[str, bytes]]:
    found: list[tuple[str, bytes]] = []
    for item in sorted(folder.iterdir(), key=lambda item: item.name):
        if item.name.startswith(".") or item.name == "__pycache__":
            continue
        if item.is_dir():
            found += _files(item, f"{prefix}{item.name}/")
        else:
            found.append((f"{prefix}{item.name}", item.read_bytes()))
    return found
