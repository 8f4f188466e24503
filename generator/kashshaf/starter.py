"""A new archive: the files that belong to people, written once and never again."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Final

from kashshaf.archive import IMPROPER
from kashshaf.fonts import naskh_source
from kashshaf.markup import inline, quoted
from kashshaf.resources import tree
from kashshaf.schemas.published import schema_pages
from kashshaf.write import replace

_TITLE: Final = re.compile(r'("?)\{\{ title \}\}\1')


def cleaned(title: str) -> str:
    """Return a title on one line, without characters that no title should have."""
    line = " ".join(title.split()).encode(errors="ignore").decode()
    return " ".join(IMPROPER.sub("", line).split())


def start(folder: Path, title: str, *, example: bool) -> tuple[str, ...]:
    """Write a new archive to ``folder`` and return its files; ``folder`` must be empty.

    Raises OSError where a file cannot be written.
    """
    title = cleaned(title)
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
        # In YAML the title is a quoted scalar, in Markdown it is escaped text.
        text = _TITLE.sub(lambda match: quoted(title) if match[1] else inline(title), data.decode())
        text = text.replace("{{ text face }}", "naskh" if naskh_source() else "sans")
        replace(folder, name, text.encode())
        written.append(name)
    for page in schema_pages():  # what the files name in their first line is there at once
        replace(folder, page.path, page.text.encode())
        written.append(page.path)
    for name in ("seeds/articles", "seeds/registers"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    return tuple(sorted(written))
