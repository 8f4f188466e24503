"""A new archive: the files that belong to people, written once and never again."""

from __future__ import annotations

from pathlib import Path

from kashshaf.markup import inline, quoted
from kashshaf.resources import tree
from kashshaf.write import replace


def start(folder: Path, title: str, *, example: bool) -> tuple[str, ...]:
    """Write a new archive to ``folder`` and return its files; ``folder`` must be empty.

    Raises OSError where a file cannot be written.
    """
    written: list[str] = []
    for path, data in tree("starter"):
        part, _, name = path.partition("/")
        if part == "example" and not example:
            continue
        # Names with a dot would be taken for the package's own (.gitignore): they wait as dot-x.
        name = "/".join(
            f".{step.removeprefix('dot-')}" if step.startswith("dot-") else step
            for step in name.split("/")
        )
        text = data.decode()
        # In YAML the title is a quoted scalar, in Markdown it is escaped text.
        text = text.replace('"{{ title }}"', quoted(title)).replace("{{ title }}", inline(title))
        replace(folder, name, text.encode())
        written.append(name)
    for name in ("seeds/articles", "seeds/registers"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return tuple(sorted(written))
