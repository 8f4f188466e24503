"""Where an archive's files are edited on the web, as ``mkdocs.yml`` says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

from kashshaf.model import Location
from kashshaf.share.published import MKDOCS, address, top_level

_MAX_BYTES: Final = 1_000_000
_BRANCH: Final = "main"
#: How a forge edits: what stands between the repository and the branch.
_GITHUB, _GITLAB, _GITEA = "edit", "-/edit", "_edit"
_EDIT: Final = re.compile(r"/*(?P<how>-/edit|_edit|edit)/(?P<branch>[^/]+)(?:/(?P<path>.*))?")


@dataclass(frozen=True, slots=True)
class Forge:
    """The address that a path is appended to; empty: nobody knows where files are edited."""

    base: str = ""

    def edit(self, location: Location) -> str:
        """Return the address at which the file is edited, at its line if there is one.

        >>> Forge("https://github.com/o/r/edit/main/").edit(Location("seeds/a.yml", 3, 1))
        'https://github.com/o/r/edit/main/seeds/a.yml#L3'
        """
        if not self.base:
            return ""
        line = f"#L{location.line}" if location.line else ""
        return f"{self.base}{quote(location.path)}{line}"


def read_forge(root: Path) -> Forge:
    """Return what ``mkdocs.yml`` in ``root`` says; what cannot be read says nothing."""
    path = root / MKDOCS
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return Forge()
        return forge(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return Forge()


def forge(text: str) -> Forge:
    """Return the same of the text of a ``mkdocs.yml``: ``repo_url``, ``edit_uri``, ``docs_dir``.

    >>> forge("repo_url: https://codeberg.org/o/r").base
    'https://codeberg.org/o/r/_edit/main/'
    >>> forge("repo_url: https://gitlab.com/o/r\\nedit_uri: -/edit/next/press/docs/").base
    'https://gitlab.com/o/r/-/edit/next/press/'
    """
    values = top_level(text)
    repository = address(values.get("repo_url", ""))
    if not repository:
        return Forge()
    given = values.get("edit_uri")
    if given is None:
        how = _known(urlsplit(repository).hostname or "")
        return Forge(f"{repository}{how}/{_BRANCH}/" if how else "")
    match = _EDIT.fullmatch(given.strip())
    if match is None:  # empty, which turns editing off; or a form that has no paths
        return Forge()
    how = _known(urlsplit(repository).hostname or "") or match["how"]
    # MkDocs' own address leads to docs_dir; the archive is the folder above it.
    docs = values.get("docs_dir", "docs").strip("/")
    folder = (match["path"] or "").strip("/")
    above = folder.removesuffix(docs).strip("/") if f"/{folder}".endswith(f"/{docs}") else ""
    branch = quote(match["branch"], safe="%")
    return Forge(f"{repository}{how}/{branch}/{quote(above, safe='/%')}{'/' if above else ''}")


def _known(host: str) -> str:
    names = host.lower().split(".")
    if "github" in names:
        return _GITHUB
    if "gitlab" in names:
        return _GITLAB
    return _GITEA if {"codeberg", "gitea", "forgejo"} & set(names) else ""
