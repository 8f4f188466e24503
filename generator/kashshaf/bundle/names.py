"""What a bundle and the files in it may be called, on every system that unpacks it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from typing import Final

from kashshaf.arabic import ascii_slug
from kashshaf.findings import finding
from kashshaf.model import Finding, Location

#: Code points of a path inside the zip: Windows allows 260 with the folder it is unpacked to.
MAX_PATH: Final = 150
#: Code points of a default name, and of one that somebody chose.
_DEFAULT: Final = 30
_LONGEST: Final = 40
_NAME: Final = re.compile(rf"[A-Za-z0-9](?:[A-Za-z0-9._-]{{0,{_LONGEST - 2}}}[A-Za-z0-9])?\Z")
_DEVICE: Final = re.compile(
    r"(?:con|prn|aux|nul|conin\$|conout\$|com[0-9]|lpt[0-9])(?:\..*)?\Z", re.IGNORECASE
)
#: A letter of another script than the Latin one.
_OTHER: Final = re.compile(r"(?![A-Za-z\u00aa\u00ba\u00c0-\u024f\u1e00-\u1eff])[^\W\d_]")
_REFUSED: Final = frozenset('<>:"|?*\\')


def is_name(text: str) -> bool:
    """Tell whether a bundle may have this name or version: ASCII, at most 40 characters.

    >>> is_name("press-2024"), is_name("../x"), is_name("con"), is_name("نشرة")
    (True, False, False, False)
    """
    return bool(_NAME.match(text)) and not _DEVICE.match(text)


def default_name(title: str, *, excerpt_only: bool = False) -> str:
    """Return the name of a bundle that was given none: what the title has in Latin letters.

    Arabic is not transliterated, for nobody reads that; the digits of a title stay.

    >>> default_name("كشّاف (Kashshaf): غزة"), default_name("صحيفة", excerpt_only=True)
    ('kashshaf', 'archive-excerpts')
    >>> default_name("نشرة ٢٠٢٤")
    'archive-2024'
    """
    slug = ascii_slug(_OTHER.sub(" ", unicodedata.normalize("NFC", title)))
    if not re.search("[a-z]", slug):
        slug = f"archive-{slug}".rstrip("-")
    if len(slug) > _DEFAULT:
        whole, _, _ = slug[: _DEFAULT + 1].rpartition("-")
        slug = whole or slug[:_DEFAULT]
    name = slug if is_name(slug) else "archive"
    return f"{name}-excerpts" if excerpt_only else name


def unsafe(path: str) -> str:
    """Return why not every system can hold a file of this path, or nothing."""
    for part in path.split("/"):
        if part in ("", ".", ".."):
            return "the path leads elsewhere"
        if not (part.isascii() and part.isprintable()):
            return f"«{part}» has other characters than those of ASCII"
        if refused := sorted(_REFUSED & set(part)):
            return f"«{part}» has a character that Windows refuses: {' '.join(refused)}"
        if part[-1] in ". " or part[0] == " ":
            return f"«{part}» ends in a dot or a space, which Windows drops"
        if _DEVICE.match(part):
            return f"«{part}» is the name of a device on Windows"
    return ""


def check_names(paths: Iterable[str], top: str, room: str) -> Iterator[Finding]:
    """Yield what is wrong with the names of files that will lie in the folder ``top``.

    ``room`` is where they lie now, as an editor knows it.
    """
    known: dict[str, str] = {}
    for path in paths:
        where = Location(f"{room}/{path}")
        if why := unsafe(path):
            yield finding("K603", where, why)
        length = len(f"{top}/{path}")
        if length > MAX_PATH:
            message = f"the path would have {length} characters, the limit is {MAX_PATH}"
            yield finding("K604", where, message)
        parts = path.split("/")
        for depth in range(1, len(parts) + 1):
            step = "/".join(parts[:depth])
            other = known.setdefault(step.lower(), step)
            if other != step:
                message = f"Windows and macOS take «{step}» and «{other}» for one"
                yield finding("K603", where, message)
                break
