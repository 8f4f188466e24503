"""Typed reading of YAML nodes: what an editor may write, said once for each file.

A ``Reader`` wraps a mapping; each call takes one key out of it and reports what is wrong with
it at the very value. ``done`` reports the keys that nobody asked for.
"""

from __future__ import annotations

import difflib
import re
import unicodedata
from collections.abc import Callable
from contextvars import ContextVar
from typing import Final, TypeVar

from kashshaf.arabic import fold
from kashshaf.findings import finding
from kashshaf.model import Finding, Location, Place, Reference
from kashshaf.source import BIDI, CONTROL
from kashshaf.yamlio import Map, Node, Scalar, Seq

T = TypeVar("T")

#: Told what is asked of a file, and where (of a mapping: its key), while the file's JSON Schema
#: is made (``schemas.probe``); nobody is in any other run.
Watch = Callable[[str, Location, str, object], None]
watch: Final[ContextVar[Watch | None]] = ContextVar("watch", default=None)

ID: Final = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*\Z")
#: A block of an article: p3, h1, title.
ANCHOR: Final = re.compile(r"(?:p|h)[1-9][0-9]{0,5}\Z|title\Z")
#: Names of devices on Windows, where no file can have them, and names of our own pages.
RESERVED: Final = frozenset(
    {"index", "none", "unknown", "con", "prn", "aux", "nul"}
    | {f"{name}{n}" for name in ("com", "lpt") for n in range(1, 10)}
)
MAX_ID: Final = 80
#: Code points; above these a name or a sentence is a pasted text.
MAX_LINE: Final = 500
MAX_TEXT: Final = 5000
_MANY: Final = 1000
_BREAK: Final = re.compile("[\n\r\x0b\x0c\x85\u2028\u2029]")


class Reader:
    """One mapping of an editor's file, read key by key."""

    def __init__(self, node: Node, findings: list[Finding], what: str) -> None:
        self.findings = findings
        self.location = node.location
        self._what = what
        self._asked: list[str] = []
        self._watch = watch.get()
        self._map: dict[str, tuple[Scalar, Node]] = {}
        self._is_map = isinstance(node, Map)
        if isinstance(node, Map):
            self._map = node.items
        else:
            self.wrong(node, f"{what} must be a mapping (key: value)", _no_space(node))

    def wrong(self, node: Node, message: str, hint: str = "") -> None:
        self.findings.append(finding("K203", node.location, message, hint))

    def _told(self, what: str, where: Location, key: str, more: object = None) -> None:
        if self._watch is not None:
            self._watch(what, where, key, more)

    def node(self, key: str) -> Node | None:
        """Return the value of ``key``; None where it is missing or null."""
        self._asked.append(key)
        self._told("key", self.location, key)
        pair = self._map.get(key)
        if pair is None or (isinstance(pair[1], Scalar) and pair[1].is_null):
            return None
        return pair[1]

    def where(self, key: str) -> Location:
        """Return the place of a key's value, or of the mapping where it has none."""
        pair = self._map.get(key)
        return pair[1].location if pair else self.location

    def text(self, key: str, *, required: bool = False, longest: int = MAX_LINE) -> str:
        node = self.node(key)
        if required:
            self._told("required", self.location, key)
        if node is None:
            if required and self._is_map:
                message = f"{self._what} has no `{key}:`"
                self.findings.append(finding("K204", self.location, message))
            return ""
        return self.as_text(node, key, longest)

    def as_text(self, node: Node, key: str, longest: int = MAX_LINE) -> str:
        self._told("longest", node.location, "", longest)
        if not isinstance(node, Scalar):
            self.wrong(node, f"`{key}:` must be a text")
            return ""
        text = " ".join(self._clean(node).split())
        if len(text) > longest:
            message = f"`{key}:` has {len(text)} characters (more than {longest})"
            self.findings.append(finding("K209", node.location, message))
        return text

    def exact(self, key: str, *, empty: bool = True, strict: bool = False) -> str | None:
        """Return a required text with its white space, as it is written; None where it is wrong.

        ``strict`` refuses what no page may have, and line breaks; a text that is only looked for
        may hold them, as a source may.
        """
        node = self.node(key)
        if node is None or (not empty and isinstance(node, Scalar) and not node.text):
            hint = f'write `{key}: ""` to take it out' if empty else ""
            message = f"{self._what} has no `{key}:`"
            self.findings.append(finding("K204", self.where(key), message, hint))
            return None
        if not isinstance(node, Scalar):
            self.wrong(node, f"`{key}:` must be a text")
            return None
        if len(node.text) > MAX_TEXT:
            message = f"`{key}:` has {len(node.text)} characters (more than {MAX_TEXT})"
            self.findings.append(finding("K209", node.location, message))
        if strict and _BREAK.search(node.text):
            self.wrong(node, f"`{key}:` must be on one line")
            return None
        return self._clean(node) if strict else CONTROL.sub("\ufffd", node.text)

    def _clean(self, node: Scalar) -> str:
        """Return a text without what no page may have, and report it."""
        for pattern, code, what in ((BIDI, "K104", "bidi control"), (CONTROL, "K101", "control")):
            for match in pattern.finditer(node.text):
                message = f"{what} U+{ord(match[0]):04X} in «{pattern.sub('', node.text)[:80]}»"
                self.findings.append(finding(code, node.location, message, "leave it out"))
                break
        return CONTROL.sub("", BIDI.sub("", node.text))

    def id(self, key: str) -> str:
        self._told("id", self.location, key)
        text = self.text(key, required=True)
        return text if text and self._is_id(text, self.where(key)) else ""

    def _is_id(self, text: str, where: Location) -> bool:
        if not ID.match(text) or len(text) > MAX_ID:
            self.findings.append(finding("K206", where, f"«{text[:80]}» is not a well-formed id"))
            return False
        if text in RESERVED:
            self.findings.append(finding("K206", where, f"«{text}» is a reserved word"))
            return False
        return True

    def optional_id(self, key: str) -> str:
        return self.id(key) if self.node(key) is not None else ""

    def choice(self, key: str, choices: tuple[str, ...], default: str) -> str:
        self._told("choices", self.location, key, choices)
        text = self.text(key)
        if text and text not in choices:
            message = f"`{key}:` is «{text[:80]}»; it can be {', '.join(choices)}"
            near = did_you_mean(text, choices)
            self.findings.append(finding("K203", self.where(key), message, near))
        return text if text in choices else default

    def number(self, key: str, default: int) -> int:
        self._told("number", self.location, key)
        text = self.text(key)
        if not text:
            return default
        text = fold(text)
        if not re.fullmatch(r"[0-9]{1,6}", text) or int(text) < 1:
            self.wrong(Scalar(text, True, self.where(key)), f"`{key}:` must be a number from 1 up")
            return default
        return int(text)

    def flag(self, key: str) -> bool | None:
        text = self.choice(key, ("true", "false"), "")
        return text == "true" if text else None

    def list(self, key: str, read: Callable[[Node], T | None]) -> tuple[T, ...]:
        """Return what ``read`` makes of each item; a lone value stands for a list of one."""
        node = self.node(key)
        if node is None:
            return ()
        if isinstance(node, Map) or (isinstance(node, Scalar) and "\n" in node.text):
            self.wrong(node, f"`{key}:` must be a list")
            return ()
        items = node.items if isinstance(node, Seq) else (node,)
        values = (read(item) for item in items)
        return tuple(value for value in values if value is not None)

    def texts(self, key: str) -> tuple[tuple[str, Location], ...]:
        def read(node: Node) -> tuple[str, Location] | None:
            text = self.as_text(node, key)
            if "،" in text:
                message = f"«{text[:80]}» has an Arabic comma; is it one value, or several?"
                self.findings.append(finding("K210", node.location, message))
            return (text, node.location) if text else None

        return self.list(key, read)

    def references(self, key: str) -> tuple[Reference, ...]:
        return tuple(Reference(text, where) for text, where in self.texts(key))

    def place(self, node: Node, key: str) -> Place | None:
        """Return ``ARTICLE-ID#ANCHOR``; whether it exists is asked later."""
        self._told("place", node.location, "")
        text = self.as_text(node, key)
        article, _, anchor = text.partition("#")
        if not text:
            return None
        if not ID.match(article) or not ANCHOR.match(anchor):
            self.findings.append(
                finding(
                    "K303",
                    node.location,
                    f"«{text[:80]}» is no place",
                    "write ARTICLE-ID#p3, or #h1 for a heading, or #title",
                )
            )
            return None
        return Place(article, anchor, node.location)

    def unknown(self) -> tuple[str, ...]:
        """Return the keys that nobody has asked for."""
        return tuple(key for key in self._map if key not in self._asked)

    def done(self) -> None:
        """Report the keys that this kind of record does not have."""
        unknown = self.unknown()
        for key in unknown[:_NAMED]:
            message = f"{self._what} has no key «{key[:80]}»"
            near = _meant(key, tuple(self._asked))
            self.findings.append(finding("K202", self._map[key][0].location, message, near))
        if len(unknown) > _NAMED:
            where = self._map[unknown[_NAMED]][0].location
            message = f"and {len(unknown) - _NAMED} more keys that {self._what} does not have"
            self.findings.append(finding("K202", where, message))


#: Unknown keys of one mapping that are named one by one.
_NAMED: Final = 20
#: What an editor may write for a key (without ال).
_ARABIC_KEYS: Final = {
    fold(word): key
    for key, words in {
        "title": "عنوان",
        "date": "تاريخ",
        "source": "مصدر ناشر",
        "author": "كاتب مؤلف",
        "note": "ملاحظة",
        "topics": "موضوعات مواضيع",
        "name": "اسم",
        "id": "معرف",
        "definition": "تعريف",
        "variants": "صيغ بدائل",
        "roles": "صفات أدوار",
        "sources": "مصادر",
        "rights": "حقوق",
        "status": "حالة",
        "description": "وصف",
        "corrections": "تصويبات تصحيحات",
    }.items()
    for word in words.split()
}


def _no_space(node: Node) -> str:
    """Return a hint where a key and its value are run together, as in ``title:x``."""
    if isinstance(node, Scalar) and re.match(r"[\w-]{1,40}:\S", node.text):
        return "write a space after the colon"
    return ""


def _meant(key: str, keys: tuple[str, ...]) -> str:
    """Return a hint for an unknown key: what is wrong with it that an eye does not see."""
    for char in key[:80]:
        if unicodedata.category(char) in ("Cf", "Zs") and char != " ":
            return f"there is a character in it that is not seen (U+{ord(char):04X}): type it anew"
    arabic = _ARABIC_KEYS.get(fold(key.strip()).removeprefix("ال"))
    if arabic in keys:
        return f"keys are Latin: «{arabic}»"
    return did_you_mean(key, keys)


def did_you_mean(word: str, words: tuple[str, ...]) -> str:
    """Return a hint naming the nearest of ``words``, or nothing.

    >>> did_you_mean("titel", ("title", "date"))
    'did you mean «title»?'
    """
    if len(words) > _MANY:  # every hint would cost as much as a search through all of them
        return ""
    word = word[:80]
    # What is much longer or shorter cannot be near; difflib would find so letter by letter.
    length = len(word)
    like = [one for one in words if 3 * len(one) <= 7 * length and 3 * length <= 7 * len(one)]
    near = difflib.get_close_matches(word, like, n=1, cutoff=0.6)
    return f"did you mean «{near[0]}»?" if near else ""
