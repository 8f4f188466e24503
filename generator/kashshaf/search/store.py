"""The index on disk: written when what it is made of has changed, and only the files that did.

It lies in ``site_src/search/files/``, which git ignores: MkDocs copies it into the site. The
words of each article are kept in ``.kashshaf/``, so that one changed article is one article read.
"""

from __future__ import annotations

import contextlib
import gzip
import hashlib
import json
import re
import zlib
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from importlib.metadata import version
from pathlib import Path
from typing import Final

from kashshaf import write
from kashshaf.archive import SEARCH_FILES
from kashshaf.resources import tree
from kashshaf.search.build import make_index
from kashshaf.search.documents import Card, Document, Tokens, tokenize

_STAMP: Final = f"{write.PRIVATE}/search.json"
_TOKENS: Final = f"{write.PRIVATE}/words.json.gz"
_NUMBERS: Final = re.compile(r"(?:[0-9]{1,9}(?: [0-9]{1,9})*)?\Z")
_VERBS: Final = f"{write.PRIVATE}/verbs.json"
#: What the index's files are called; what else lies in the folder is not ours to remove.
_OURS: Final = re.compile(r"(?:root|[wpbdtfx][0-9]+-[0-9a-f]{6})\.js\Z")


def refresh(
    root: Path,
    documents: Sequence[Document],
    cards: Sequence[Card],
    names: Iterable[str],
    *,
    prune: bool = True,
) -> tuple[str, ...]:
    """Bring the index of the archive at ``root`` up to date; return the paths written.

    What is no longer part of it is removed, unless ``prune`` says that it may be in use.

    Raises OSError where a file cannot be written.
    """
    inputs = _digest(documents, cards, names)
    if known(root) == inputs:
        return ()
    files = make_index(documents, cards, names, _tokens(root, documents), root / _VERBS)
    written: list[str] = []
    folder = root / SEARCH_FILES
    present = _present(folder)
    for name, data in files.items():
        if present.get(name) == len(data) and (
            name != "root.js" or (folder / name).read_bytes() == data
        ):
            continue
        write.replace(root, f"{SEARCH_FILES}/{name}", data)
        written.append(f"{SEARCH_FILES}/{name}")
    for name in present.keys() - files.keys() if prune else ():
        (folder / name).unlink(missing_ok=True)
    sizes = {name: len(data) for name, data in files.items()}
    stamp = {"inputs": inputs, "files": _listing(sizes)}
    with contextlib.suppress(OSError):  # without it the index is made again
        write.replace(root, _STAMP, json.dumps(stamp).encode())
    return tuple(written)


def withdraw(root: Path) -> None:
    """Take the index off the site, as far as that can be done."""
    with contextlib.suppress(OSError):
        (root / SEARCH_FILES / "root.js").unlink(missing_ok=True)


def known(root: Path) -> str:
    """Return what the index on disk was made of; nothing if it is not whole."""
    try:
        stamp = json.loads((root / _STAMP).read_bytes())
        if stamp["files"] == _listing(_present(root / SEARCH_FILES)):
            return str(stamp["inputs"])
    except (OSError, ValueError, KeyError, TypeError, RecursionError):
        pass
    return ""


def _present(folder: Path) -> dict[str, int]:
    """Return our files in the folder, with their sizes in bytes."""
    try:
        return {
            item.name: item.stat().st_size for item in folder.iterdir() if _OURS.match(item.name)
        }
    except OSError:
        return {}


def _listing(sizes: Mapping[str, int]) -> str:
    names = sorted(sizes.items())
    return hashlib.sha256(json.dumps(names).encode()).hexdigest()


@cache
def _program() -> bytes:
    hashed = hashlib.sha256(f"{version('wordfreq')} {version('babel')}".encode())
    for name, data in tree("search"):
        hashed.update(name.encode() + b"\0" + data)
    return hashed.digest()


def _digest(documents: Sequence[Document], cards: Sequence[Card], names: Iterable[str]) -> str:
    hashed = hashlib.sha256(_program())
    for part in (*documents, *cards, sorted(names)):
        hashed.update(repr(part).encode())
    return hashed.hexdigest()


def _tokens(root: Path, documents: Sequence[Document]) -> list[Tokens]:
    """Return the words of each document; those of unchanged ones are known."""
    before = _kept_words(root)
    kept: dict[str, list[str]] = {}
    found: list[Tokens] = []
    program = _program()
    for document in documents:
        text = repr((document.title, document.blocks)).encode()
        name = hashlib.sha256(program + text).hexdigest()[:32]
        row = before.get(name)
        if row is None:
            tokens = tokenize(document)
            row = [" ".join(tokens.title), " ".join(tokens.body), " ".join(map(str, tokens.blocks))]
        else:
            title, body, blocks = row
            tokens = Tokens(
                tuple(title.split()), tuple(body.split()), tuple(map(int, blocks.split()))
            )
        kept[name] = row
        found.append(tokens)
    if kept.keys() != before.keys():
        data = gzip.compress(json.dumps(kept, ensure_ascii=False).encode(), 1, mtime=0)
        with contextlib.suppress(OSError):  # what is not kept is read again
            write.replace(root, _TOKENS, data)
    return found


def _kept_words(root: Path) -> dict[str, list[str]]:
    """Return what was kept of the last run; nothing if it cannot be read as it was written."""
    try:
        known = json.loads(gzip.decompress((root / _TOKENS).read_bytes()))
        return {
            name: [title, body, blocks]
            for name, (title, body, blocks) in known.items()
            if isinstance(title, str) and isinstance(body, str) and _NUMBERS.match(blocks)
        }
    except (OSError, ValueError, EOFError, TypeError, AttributeError, RecursionError, zlib.error):
        return {}
