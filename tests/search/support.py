"""What the tests of the search share: the reader's script, and small documents."""

from __future__ import annotations

import json
import weakref
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any, Final

from py_mini_racer import MiniRacer

from kashshaf.search.documents import Card, Document
from kashshaf.search.script import script
from kashshaf.search.terminal import Answer

#: JSON values that come from JavaScript: tests index into them.
Json = Any

_WORDS: Final = "طقس مطر مكتبة مدينة كتاب قال كان جديد وزير صحيفة سوق جسر".split()
#: A background vocabulary of a few words, which is quick to read: word → its share of a text.
SHARES: Final = dict.fromkeys([*_WORDS, *(f"ال{word}" for word in _WORDS)], 5e-5)

_HARNESS: Final = """
const all = (name, rows) => rows.map((row) => kashshaf.search.parity[name](...row));
const lists = (rows, sizes) => rows.map((packed) => {
  const found = [];
  const call = (article, steps, count) => found.push([article, steps, count]);
  kashshaf.search.parity.unpack(packed, call, sizes);
  return found;
});
"""


class Script:
    """The reader's script in V8, called with many arguments at once."""

    def __init__(self) -> None:
        self.context = MiniRacer()
        # A context that is alive when the interpreter ends would keep the process from ending.
        weakref.finalize(self, self.context.close)
        self.context.eval(script())
        self.context.eval(_HARNESS)

    def each(self, name: str, rows: Iterable[Sequence[object]]) -> list[Json]:
        """Return what the function ``name`` of ``search.parity`` says to each list of arguments."""
        found: list[Json] = self.context.call("all", name, [list(row) for row in rows])
        return found

    def unpacked(self, packed: Sequence[str], sizes: str) -> list[Json]:
        """Return (article, steps, number of steps) of each list; ``sizes`` as the root has them."""
        found: list[Json] = self.context.call("lists", list(packed), sizes)
        return found


def units(text: str, at: int) -> int:
    """Return a place in code points as JavaScript counts it: in UTF-16 units."""
    return len(text[:at].encode("utf-16-le", "surrogatepass")) // 2


def document(identity: str, title: str, *paragraphs: str, **facts: Any) -> Document:
    """Return an article of paragraphs p1, p2…"""
    blocks = tuple((f"p{number}", text) for number, text in enumerate(paragraphs, 1))
    return Document(identity, f"articles/{identity}.html", title, blocks, **facts)


def card(identity: str, kind: str, heading: str, *names: str, **facts: Any) -> Card:
    """Return the card of a record."""
    return Card(
        identity, kind, heading, facts.pop("note", ""), f"{kind}/{identity}.html",
        (heading, *names), facts.pop("articles", 0), **facts,
    )  # fmt: skip


def lay(folder: Path, files: Mapping[str, bytes]) -> Path:
    """Write an index to a folder."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in files.items():
        (folder / name).write_bytes(data)
    return folder


def shown(files: Mapping[str, bytes], name: str) -> Json:
    """Return what a file of the index hands to the script."""
    text = files[f"{name}.js"].decode()
    opening = "kashshaf.search.got("
    assert text.startswith(opening)
    assert text.endswith(")\n")
    body = text.removeprefix(opening).removesuffix(")\n")
    quoted, _, value = body.partition(",")
    assert quoted.strip("\"'") == name
    return json.loads(value)


def texts(files: dict[str, bytes]) -> dict[str, str]:
    """Return what each file hands over, but the root: name → text."""
    names = [name.removesuffix(".js") for name in files if name != "root.js"]
    return {name: shown(files, name) for name in names}


def rows(files: dict[str, bytes]) -> list[tuple[str, list[str]]]:
    """Return the rows of the dictionary, each with the posting lists of its forms."""
    found: list[tuple[str, list[str]]] = []
    names = sorted(name for name in texts(files) if name[0] == "w")
    for name in names:
        lists = shown(files, f"p{name[1:]}").split("\n")
        for row in shown(files, name).split("\n"):
            _, bar, forms = row.partition("|")
            count = 0 if ">" in row.split("|")[0] or forms[:2] in ("-", "-|") else 1
            count *= 1 + forms.split("|")[0].count(" ") if bar else 1
            found.append((row, [lists.pop(0) for _ in range(count)]))
        assert lists in ([], [""])
    return found


def found(answer: Answer) -> list[str]:
    """Return the articles of an answer in their order."""
    return [result["article"] for result in answer.results]


def unlike(one: Mapping[str, bytes], other: Mapping[str, bytes]) -> list[str]:
    """Return the files that differ: what pytest would show of two indexes takes it minutes."""
    return sorted(name for name in one.keys() | other.keys() if one.get(name) != other.get(name))
