"""The zip: its manifest, its sums, its few words to the reader; the same bytes every time."""

from __future__ import annotations

import contextlib
import hashlib
import json
import os
import re
import stat
import time
import zipfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Final

from kashshaf import __version__

#: The version of the bundle's layout; it grows when a field of bundle.json changes its meaning.
FORMAT: Final = 1
MANIFEST: Final = "bundle.json"
SUMS: Final = "SHA256SUMS"
README: Final = "README.txt"
#: Files of ours at the top of a bundle: no page may be called so.
OURS: Final = (MANIFEST, SUMS, README)
#: Seconds since 1970 of what a zip can say: 1980-02-01, and the end of 2107. The first month is
#: left out, since a time zone would move its first day to a year that zip does not know.
EARLIEST: Final = 318_211_200
LATEST: Final = 4_354_819_198

_README: Final = """\
{title}
{rule}

نسخة من الأرشيف تُقرأ بلا شبكة.
للقراءة: فُكّ ضغط الملف كله أولًا، ثم افتح index.html بنقرتين.
لا تطلب الصفحات شيئًا من الشبكة: البحث والخطوط والألوان كلها هنا.{excerpt_ar}
للتحقق من أن الملفات كما صُنعت، نفّذ في هذا المجلد:
    sha256sum -c SHA256SUMS

This is a copy of the archive that is read without a network.
To read it: unpack the whole file first, then open index.html (a double click).
The pages ask for nothing from the network: search, typeface and colours are here.{excerpt_en}
To verify that the files are as they were made, run in this folder:
    sha256sum -c SHA256SUMS         Linux
    shasum -a 256 -c SHA256SUMS     macOS
or, on the zip itself and on any system:
    kashshaf bundle --verify {bundle}.zip

{bundle}: {articles} articles, made by Kashshaf {kashshaf}.
"""
_EXCERPT_AR: Final = "\nفي هذه النسخة مقتطفات من النصوص، لا النصوص كاملة."
_EXCERPT_EN: Final = "\nThis copy holds excerpts of the texts and not the whole texts."


@dataclass(frozen=True, slots=True)
class About:
    """What a bundle says of itself."""

    name: str
    version: str
    title: str
    articles: int
    excerpt_only: bool

    @property
    def top(self) -> str:
        """The one folder of the zip."""
        return f"{self.name}-{self.version}"


@dataclass(frozen=True, slots=True)
class Entry:
    """A file of a bundle: its size in bytes and its SHA-256."""

    size: int
    sha256: str


def entry(data: bytes) -> Entry:
    return Entry(len(data), hashlib.sha256(data).hexdigest())


def epoch(value: str) -> int | None:
    """Read ``SOURCE_DATE_EPOCH``: seconds since 1970, or None where it is empty.

    Raises ValueError where it is no such number.

    >>> epoch("1719705600"), epoch("")
    (1719705600, None)
    """
    if not value:
        return None
    if not re.fullmatch(r"[0-9]{1,12}", value):
        raise ValueError(f"SOURCE_DATE_EPOCH is «{value[:40]}» and no number of seconds")
    return int(value)


def default_version(files: Mapping[str, Entry], when: int | None) -> str:
    """Return the day of ``when`` (seconds since 1970), or a hash of what the bundle holds."""
    if when is not None:
        return time.strftime("%Y-%m-%d", time.gmtime(min(when, LATEST)))
    rows = "".join(f"{files[path].sha256}  {path}\n" for path in sorted(files))
    return hashlib.sha256(rows.encode()).hexdigest()[:12]


def readme(about: About) -> bytes:
    """Return README.txt as every editor of every system shows it."""
    text = _README.format(
        title=about.title or about.name,
        rule="=" * 40,
        excerpt_ar=_EXCERPT_AR if about.excerpt_only else "",
        excerpt_en=_EXCERPT_EN if about.excerpt_only else "",
        bundle=about.top,
        articles=about.articles,
        kashshaf=__version__,
    )
    return text.replace("\n", "\r\n").encode("utf-8-sig")


def manifest(about: About, files: Mapping[str, Entry]) -> bytes:
    """Return bundle.json, a file a line."""
    head = {
        "format": FORMAT,
        "name": about.name,
        "version": about.version,
        "title": about.title,
        "articles": about.articles,
        "kashshaf": __version__,
        "excerpt_only": about.excerpt_only,
    }
    rows = ",\n".join(
        f'{json.dumps(path)}: {{"size": {files[path].size}, "sha256": "{files[path].sha256}"}}'
        for path in sorted(files)
    )
    fields = json.dumps(head, ensure_ascii=False)[1:-1]
    return f'{{{fields}, "files": {{\n{rows}\n}}}}\n'.encode()


def sums(files: Mapping[str, Entry]) -> bytes:
    """Return SHA256SUMS, as ``sha256sum -c`` reads it."""
    return "".join(f"{files[path].sha256}  {path}\n" for path in sorted(files)).encode()


def write_zip(target: Path, members: Iterable[tuple[str, bytes]], when: int | None) -> None:
    """Write ``members`` (path, bytes) to ``target``, in their order.

    The zip is written beside ``target`` and renamed, so that a run that was cut short leaves
    none. ``when`` is the time of every file, in seconds since 1970. Raises OSError where the
    zip cannot be written.
    """
    moment = time.gmtime(min(max(when or EARLIEST, EARLIEST), LATEST))
    target.parent.mkdir(parents=True, exist_ok=True)
    temporary = target.with_name(f".{target.name[:100]}.{os.getpid()}.tmp")
    try:
        with zipfile.ZipFile(temporary, "w", zipfile.ZIP_DEFLATED, compresslevel=9) as archive:
            for path, data in members:
                info = zipfile.ZipInfo(path, moment[:6])
                info.compress_type = zipfile.ZIP_DEFLATED
                info.create_system = 3  # Unix, whatever system this is
                info.external_attr = (stat.S_IFREG | 0o644) << 16
                archive.writestr(info, data, compresslevel=9)
        temporary.replace(target)
    except BaseException:
        with contextlib.suppress(OSError):
            temporary.unlink(missing_ok=True)
        raise
