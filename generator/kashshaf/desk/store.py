"""The desk on disk: ``site_src/desk/``, there only while it is asked for, and never committed.

A file that git reads keeps the folder out of it, and tells that it is the machine's: a folder
without that file is somebody else's, and is left alone.
"""

from __future__ import annotations

import contextlib
from pathlib import Path
from typing import Final

from kashshaf.findings import finding
from kashshaf.model import Finding, Location, Page
from kashshaf.write import digest, file_digest, replace

FOLDER: Final = "site_src/desk"
_PAGE: Final = f"{FOLDER}/index.md"
_MARK: Final = f"{FOLDER}/.gitignore"
_MARKED: Final = b"# The desk is made by `kashshaf build --desk`, and is not committed.\n*\n"


def is_ours(root: Path) -> bool:
    """Tell whether the folder is the machine's."""
    return file_digest(root / _MARK) == digest(_MARKED)


def refresh(root: Path, page: Page | None) -> tuple[Finding, ...]:
    """Write the desk, or take it away; raises OSError where a file cannot be written."""
    folder = root / FOLDER
    if page is None:
        if is_ours(root):
            for path in (_PAGE, _MARK):
                (root / path).unlink(missing_ok=True)
            with contextlib.suppress(OSError):  # an editor may have put something there
                folder.rmdir()
        return ()
    if not is_ours(root) and folder.is_dir() and any(folder.iterdir()):
        message = "the machine did not write this folder; there is no desk"
        return (finding("K502", Location(FOLDER), message),)
    data = page.text.encode()
    if not is_ours(root):
        replace(root, _MARK, _MARKED)
    if file_digest(root / _PAGE) != digest(data):
        replace(root, _PAGE, data)
    return ()


def state(root: Path) -> str:
    """Return a hash of the desk on disk; empty where there is none of ours."""
    return file_digest(root / _PAGE) if is_ours(root) else ""
