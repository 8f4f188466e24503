"""Where the site is published, as ``mkdocs.yml`` says it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path
from typing import Final
from urllib.parse import quote, urlsplit

import yaml

MKDOCS: Final = "mkdocs.yml"
#: Bytes; above this it is no configuration.
_MAX_BYTES: Final = 1_000_000
_LOADER: Final = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TRUE: Final = frozenset(("true", "yes", "on"))


@dataclass(frozen=True, slots=True)
class Published:
    """The address of the site (ends in ``/``; empty: nobody knows), its name, and its form.

    ``directory_urls`` tells addresses like ``articles/a/`` from those like ``articles/a.html``.
    """

    url: str = ""
    name: str = ""
    directory_urls: bool = False

    def web(self, page: str, anchor: str = "") -> str:
        """Return the address of a page below ``site_src``, relative to the site's root.

        >>> Published().web("people/x.md", "name")
        'people/x.html#name'
        >>> Published(directory_urls=True).web("people/index.md")
        'people/'
        """
        stem = page.removesuffix(".md")
        if stem == page:
            path = page
        elif not self.directory_urls:
            path = f"{stem}.html"
        else:
            path = "" if stem == "index" else f"{stem.removesuffix('/index')}/"
        return f"{path}#{anchor}" if anchor else path  # ids and paths are ASCII

    def absolute(self, page: str, anchor: str = "") -> str:
        """Return the full address of a page; empty where the site's is not known."""
        return f"{self.url}{self.web(page, anchor)}" if self.url else ""


def read_published(root: Path) -> Published:
    """Return what ``mkdocs.yml`` in ``root`` says; what cannot be read says nothing."""
    path = root / MKDOCS
    try:
        if not path.is_file() or path.stat().st_size > _MAX_BYTES:
            return Published()
        return published(path.read_bytes().decode("utf-8-sig"))
    except (OSError, UnicodeDecodeError):
        return Published()


def published(text: str) -> Published:
    """Return the same of the text of a ``mkdocs.yml``.

    >>> published("site_url: https://example.org/press\\nuse_directory_urls: false")
    Published(url='https://example.org/press/', name='', directory_urls=False)
    """
    values = top_level(text)
    # MkDocs' own default, where the key is missing.
    folders = values.get("use_directory_urls", "true").lower() in _TRUE
    return Published(
        address(values.get("site_url", "")), values.get("site_name", "").strip(), folders
    )


def top_level(text: str) -> dict[str, str]:
    """Return the plain values of the outermost mapping.

    Read by events: MkDocs allows tags that name Python functions, and here nothing is made of
    them. A value with a tag (``!ENV``) is known to the renderer alone, and is left out.
    """
    found: dict[str, str] = {}
    depth, key = 0, ""
    waiting = True  # for a key
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            if isinstance(event, yaml.MappingStartEvent | yaml.SequenceStartEvent):
                if depth == 1:
                    waiting = True
                depth += 1
            elif isinstance(event, yaml.MappingEndEvent | yaml.SequenceEndEvent):
                depth -= 1
            elif depth == 1 and isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
                if waiting:
                    key = event.value if isinstance(event, yaml.ScalarEvent) else ""
                elif isinstance(event, yaml.ScalarEvent) and event.tag in (None, "!"):
                    null = not event.style and event.value in ("", "~", "null")
                    found.setdefault(key, "" if null else event.value)
                waiting = not waiting
    except yaml.YAMLError:
        return {}
    return found


def address(text: str) -> str:
    """Return an address with a slash at its end, or nothing for what is none."""
    if not re.fullmatch(r"https?://[^\s<>\"'\\{}|^`\x00-\x1f\x7f]+", text.strip(), re.IGNORECASE):
        return ""
    try:
        parts = urlsplit(text.strip())
        host = parts.hostname
    except ValueError:
        return ""
    if not host or parts.query or parts.fragment:
        return ""
    path = quote(parts.path, safe="/%:@!$&()*+,;=~-._").rstrip("/")
    return f"{parts.scheme.lower()}://{parts.netloc}{path}/"
