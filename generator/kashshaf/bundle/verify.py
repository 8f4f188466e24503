"""A bundle from anywhere: is it whole, is it as it was made, is it safe to unpack?

Nothing is unpacked. Memory is bounded whatever the zip declares: its directory is read up to a
limit, its files in pieces.
"""

from __future__ import annotations

import hashlib
import io
import json
import re
import stat
import zipfile
import zlib
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kashshaf.bundle.names import unsafe
from kashshaf.bundle.pack import FORMAT, MANIFEST, SUMS, Entry
from kashshaf.findings import finding
from kashshaf.model import Finding, Location

#: Bytes: of one reading, of the zip's directory (some 200,000 files), of a list of files.
_PIECE: Final = 1 << 20
_MOST: Final = 32 << 20
#: A zip that unpacks to more bytes than this, and to so many times its size, is a bomb.
_LARGE: Final = 256 << 20
_TIMES: Final = 100
#: How many problems are named one by one.
_NAMED: Final = 20
_ROW: Final = re.compile(r"([0-9a-f]{64}) [ *](.+)\Z")
_ENCRYPTED: Final = 0x1
_BROKEN: Final = (
    *(zipfile.BadZipFile, zipfile.LargeZipFile, zlib.error, EOFError, ValueError),
    *(NotImplementedError, RuntimeError, OverflowError, OSError, LookupError),
)


@dataclass(frozen=True, slots=True)
class Verified:
    """What was found; a bundle without findings has ``files`` files and is as it was made."""

    findings: tuple[Finding, ...]
    files: int = 0


class _Bounded(io.FileIO):
    """A file that gives no more at once than a zip's directory may have."""

    def read(self, size: int | None = -1, /) -> bytes:
        wanted = size if size is not None and size >= 0 else self._left()
        if wanted > _MOST:
            raise zipfile.BadZipFile("its directory is larger than that of any bundle")
        return super().read(wanted) or b""

    def _left(self) -> int:
        here = self.tell()
        end = self.seek(0, io.SEEK_END)
        self.seek(here)
        return max(0, end - here)


def verify(path: Path) -> Verified:
    """Check a bundle against its own lists. Raises OSError where the file cannot be opened."""
    where = str(path)
    with _Bounded(path) as file:
        try:
            with zipfile.ZipFile(file) as archive:
                return _verify(archive, path.stat().st_size, where)
        except _BROKEN as error:
            message = f"this is no zip file, or it was cut short: {error}"
            return Verified((finding("K607", Location(where), message),))


def _verify(archive: zipfile.ZipFile, size: int, where: str) -> Verified:
    infos = archive.infolist()
    refused = list(_named(_refusals(infos, size), where, "K607"))
    if refused:
        return Verified(tuple(refused))
    top = infos[0].filename.partition("/")[0] if infos else ""
    members = {info.filename.removeprefix(f"{top}/"): info for info in infos if not info.is_dir()}
    missing = [name for name in (MANIFEST, SUMS) if name not in members]
    if not infos or missing:
        message = f"this is no bundle: it has no {' and no '.join(missing)}"
        return Verified((finding("K607", Location(where), message),))
    return Verified(tuple(_named(_damage(archive, members, top), where, "K608")), len(members))


def _named(problems: Iterable[str], where: str, code: str) -> Iterator[Finding]:
    """Yield a finding for each of the first problems, and one that counts the others."""
    more = 0
    for number, problem in enumerate(problems):
        if number < _NAMED:
            yield finding(code, Location(where), problem)
        else:
            more += 1
    if more:
        yield finding(code, Location(where), f"and {more} more of this kind")


def _refusals(infos: list[zipfile.ZipInfo], size: int) -> Iterator[str]:
    """Yield why the zip should not even be read: by its directory alone."""
    declared = sum(info.file_size for info in infos)
    if declared > max(_LARGE, _TIMES * size):
        yield f"it would unpack to {declared / 1e6:,.0f} MB, which no bundle of this size does"
        return
    tops = {info.filename.partition("/")[0] for info in infos}
    if len(tops) > 1:
        yield "it has more than one folder at its top"
    counts = Counter(info.filename.lower() for info in infos)
    yield from (f"«{name}» is in it {n} times" for name, n in counts.items() if n > 1)
    for info in infos:
        # What zipfile shows is cut at a NUL, and has another system's slashes.
        name = info.orig_filename.removesuffix("/") if info.is_dir() else info.orig_filename
        why = unsafe(name)
        if not why and "/" not in name and not info.is_dir():
            why = "it lies beside the folder and not in it"
        if why:
            yield f"«{name}»: {why}"
        kind = stat.S_IFMT(info.external_attr >> 16)
        if kind not in (0, stat.S_IFREG, stat.S_IFDIR):
            yield f"«{name}» is a link or a device, and no file"
        if info.flag_bits & _ENCRYPTED:
            yield f"«{name}» is encrypted"
        elif info.compress_type not in (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED):
            yield f"«{name}» is compressed in a way that no bundle is"
        if info.is_dir() and info.file_size:
            yield f"«{name}» is a folder with a content"


def _damage(
    archive: zipfile.ZipFile, members: dict[str, zipfile.ZipInfo], top: str
) -> Iterator[str]:
    """Yield in what the files differ from the bundle's two lists of them."""
    listed, problems = _manifest(_text(archive, members[MANIFEST]), top)
    yield from problems
    summed, problems = _sums(_text(archive, members[SUMS]))
    yield from problems
    for name in sorted({*members, *listed, *summed}):
        if name not in members:
            yield f"«{name}» is missing"
            continue
        if name != SUMS and name not in summed:
            yield f"«{name}» is not in {SUMS}"
        if name not in (SUMS, MANIFEST) and name not in listed:
            yield f"«{name}» is not in {MANIFEST}"
        try:
            found = _read(archive, members[name])
        except _BROKEN as error:
            yield f"«{name}» cannot be read: {error}"
            continue
        if name in summed and found.sha256 != summed[name]:
            yield f"«{name}» is not as {SUMS} says"
        if name in listed and found != listed[name]:
            yield f"«{name}» is not as {MANIFEST} says"


def _read(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> Entry:
    hashed, size = hashlib.sha256(), 0
    with archive.open(info) as file:
        while piece := file.read(_PIECE):
            hashed.update(piece)
            size += len(piece)
    return Entry(size, hashed.hexdigest())


def _text(archive: zipfile.ZipFile, info: zipfile.ZipInfo) -> str:
    """Return a list of files as text; nothing where it cannot be read."""
    if info.file_size > _MOST:
        return ""
    try:
        with archive.open(info) as file:
            return file.read(_MOST).decode("utf-8", "replace")
    except _BROKEN:
        return ""


def _manifest(text: str, top: str) -> tuple[dict[str, Entry], list[str]]:
    try:
        content = json.loads(text)
        if content["format"] != FORMAT:
            return {}, [f"{MANIFEST} has a format that this version of Kashshaf does not know"]
        files = {
            str(path): Entry(int(row["size"]), str(row["sha256"]))
            for path, row in content["files"].items()
        }
        name = f"{content['name']}-{content['version']}"
    except (ValueError, TypeError, KeyError, AttributeError, OverflowError, RecursionError):
        return {}, [f"{MANIFEST} is not readable"]
    wrong = [f"{MANIFEST} is of «{name[:100]}», the folder is «{top}»"] if name != top else []
    return files, wrong


def _sums(text: str) -> tuple[dict[str, str], list[str]]:
    found: dict[str, str] = {}
    problems: list[str] = []
    for number, line in enumerate(text.splitlines(), 1):
        match = _ROW.match(line)
        if match is None or match[2] in found:
            problems.append(f"{SUMS}: line {number} is not readable")
        else:
            found[match[2]] = match[1]
    return found, problems
