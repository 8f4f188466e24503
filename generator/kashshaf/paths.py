"""Where every page of the edition is. Ids and URLs are ASCII and permanent."""

from __future__ import annotations

import posixpath
from typing import Final

DOCS: Final = "site_src"
#: The page of the search, below ``site_src``.
SEARCH: Final = "search/index.md"
#: The page of the pictures, below ``site_src``.
PICTURES: Final = "pictures/index.md"

# The Unicode names of the letters, for pages and anchors of one letter.
_LETTER_NAMES: Final = dict(
    zip(
        "ءابپتثجچحخدذرزژسشصضطظعغفڤقكگلمنهوي#",
        [
            "hamza",
            "alef",
            "beh",
            "peh",
            "teh",
            "theh",
            "jeem",
            "tcheh",
            "hah",
            "khah",
            "dal",
            "thal",
            "reh",
            "zain",
            "jeh",
            "seen",
            "sheen",
            "sad",
            "dad",
            "tah",
            "zah",
            "ain",
            "ghain",
            "feh",
            "veh",
            "qaf",
            "kaf",
            "gaf",
            "lam",
            "meem",
            "noon",
            "heh",
            "waw",
            "yeh",
            "other",
        ],
        strict=True,
    )
)


def letter_name(letter: str) -> str:
    """Return the ASCII name of an index letter (``#``: other)."""
    return _LETTER_NAMES[letter]


def letter_anchor(letter: str) -> str:
    """Return the anchor of a letter's heading; its underscore keeps it apart from any id."""
    return f"_{_LETTER_NAMES[letter]}"


def article(identity: str) -> str:
    return f"articles/{identity}.md"


def person(identity: str) -> str:
    return f"people/{identity}.md"


def topic(identity: str) -> str:
    return f"topics/{identity}.md"


def part(path: str, number: int) -> str:
    """Return the page that goes on from ``path``: ``people/x.md`` → ``people/x/2.md``."""
    return path if number == 1 else f"{path.removesuffix('.md')}/{number}.md"


def link(source: str, target: str, anchor: str = "") -> str:
    """Return the relative link from page ``source`` to ``target``, both below ``site_src``.

    >>> link("people/x/2.md", "articles/a.md", "p3")
    '../../articles/a.md#p3'
    >>> link("glossary/index.md", "glossary/index.md", "nsc")
    '#nsc'
    """
    if source == target and anchor:
        return f"#{anchor}"
    # posixpath.relpath asks for the working directory, twice; a large archive has a million links.
    here, there = source.split("/")[:-1], target.split("/")
    shared = len(posixpath.commonprefix((here, there[:-1])))
    path = "../" * (len(here) - shared) + "/".join(there[shared:])
    return f"{path}#{anchor}" if anchor else path
