"""How a sentence is written: for a terminal, or as Markdown for a forge.

What people wrote goes in as text: it steers no terminal, opens no markup, calls nobody by an @,
and turns no other words around (quotations are isolated in Markdown, where a browser orders them).
"""

from __future__ import annotations

import re
from typing import Final, Protocol

from kashshaf.archive import IMPROPER

#: Code points of a quotation; what is longer is cut.
LONGEST: Final = 120
_PUNCTUATION: Final = re.compile(r"([\\`*_{}\[\]<>()#+\-.!|~&:/$])")
_CODE: Final = re.compile("[!-_a-~−]+\\Z")  # printable ASCII, and no backtick


class Style(Protocol):
    """The three kinds of words that a sentence has besides its own."""

    def code(self, word: str) -> str:
        """An id, a key or a path."""

    def quote(self, words: str) -> str:
        """Words of a text or of a register, in «»."""

    def text(self, words: str, longest: int = LONGEST) -> str:
        """Words that stand without quotation marks, such as a heading."""


def _clean(words: str, longest: int = LONGEST) -> str:
    line = " ".join(words.split())
    line = IMPROPER.sub(lambda match: f"\\u{ord(match[0]):04x}", line)
    return line if len(line) <= longest else line[: longest - 1] + "…"


class Terminal:
    """Plain text."""

    def code(self, word: str) -> str:
        return _clean(word)

    def quote(self, words: str) -> str:
        return f"«{_clean(words)}»"

    def text(self, words: str, longest: int = LONGEST) -> str:
        return _clean(words, longest)


class Markdown:
    """Markdown as GitHub, GitLab and Forgejo read it."""

    def code(self, word: str) -> str:
        word = _clean(word)
        return f"`{word}`" if _CODE.match(word) else self.text(word)

    def quote(self, words: str) -> str:
        return f"«{self.text(words)}»"

    def text(self, words: str, longest: int = LONGEST) -> str:
        escaped = _PUNCTUATION.sub(r"\\\1", _clean(words, longest)).replace("@", "@\u2060")
        return f"\u2068{escaped}\u2069"
