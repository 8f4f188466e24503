"""The reading functions themselves → the shape of what they accept.

A reader is given small documents and watched: which keys it asks for, what it says of a value.
So a key that is read is in the schema, whoever added it, and one that is not read is not. Only
values that no probe resembles are left open (``Shape.form`` is ``?``), and a test names them.
"""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field
from typing import Final

from kashshaf.findings import RULES
from kashshaf.model import Finding, Location
from kashshaf.schema import watch
from kashshaf.yamlio import Map, Node, Seq, read_yaml

#: Text of a file → what its reader finds.
Read = Callable[[str], Iterable[Finding]]
Path = tuple[str, ...]

#: A value for each kind of scalar that the files have. Texts take all of them.
PROBES: Final = {
    "word": "كلمة ما",
    "id": "abc",
    "number": "3",
    "date": "2024",
    "flag": "true",
    "address": "https://example.org/x",
    "place": "abc#p1",
    "block": "h1",
    "code": "K401",
    "codes": "K40, K401",
    "file": "folder/file.json",
    "unknown": "unknown",
}
_UNKNOWN_KEY: Final = "zz-no-such-key"
#: Nothing is nested deeper in a file of ours.
_DEEPEST: Final = 8


@dataclass(slots=True)
class Shape:
    """What may stand at one place of a file."""

    kinds: frozenset[str] = frozenset()  # the probes that are taken as scalars
    choices: tuple[str, ...] = ()
    asks: frozenset[str] = frozenset()  # id, number, place: by which method it is read
    longest: int = 0
    item: Shape | None = None
    keys: dict[str, Shape] | None = None
    open: bool = False  # a mapping of any keys
    required: tuple[str, ...] = ()
    instead: dict[str, tuple[str, ...]] = field(default_factory=dict)

    @property
    def form(self) -> str:
        """Return what scalars are (text, choice, id…, as in ``make``): ``?`` unclear, or none."""
        if not self.kinds:
            return ""
        if self.choices:
            return "choice"
        if "block" in self.kinds and len(self.kinds) < len(PROBES) and "number" in self.kinds:
            return "id" if "id" in self.asks else "block"
        for what in ("number", "id", "place"):
            if what in self.asks:
                return what
        if len(self.kinds) == len(PROBES):
            return "text"
        return _FORMS.get(self.kinds - {"unknown"}, "?")


#: What the probes that are taken say of a scalar.
_FORMS: Final = {
    frozenset({"date"}): "date",
    frozenset({"address"}): "address",
    frozenset({"number", "date"}): "number",
    frozenset({"code"}): "code",
    frozenset({"code", "codes"}): "codes",
    frozenset({"file"}): "file",
}


def shape_of(read: Read) -> Shape:
    """Return the shape of the files that ``read`` reads."""
    return _Prober(read).explore(lambda value: value, ())


class _Run:
    """One document, read: what was asked, and what was found, at which path."""

    def __init__(self, read: Read, document: object) -> None:
        self.notes: list[tuple[str, Path, str, object]] = []
        text = json.dumps(document, ensure_ascii=False)
        node, _ = read_yaml("probe", text)
        self._paths = {(at.line, at.column): path for at, path in _walk(node, ())}

        def note(what: str, where: Location, key: str, more: object) -> None:
            path = self._paths.get((where.line, where.column))
            if path is not None:
                self.notes.append((what, path, key, more))

        token = watch.set(note)
        try:
            found = read(text)
        finally:
            watch.reset(token)
        self._codes: dict[Path | None, set[str]] = {}
        for one in found:
            path = self._paths.get((one.location.line, one.location.column))
            code = one.code if one.severity == "error" else ""
            self._codes.setdefault(path, set()).add(code)

    def refused(self, path: Path) -> bool:
        """Tell a value that an error is about (that it lacks a key is not one of its kind)."""
        return bool(self._codes.get(path, set()) - {"", "K204"})

    def lacks(self, path: Path) -> bool:
        return "K204" in self._codes.get(path, set())

    def says(self, code: str) -> bool:
        return any(code in codes for codes in self._codes.values())

    def told(self, what: str, path: Path) -> Iterator[tuple[str, object]]:
        return ((key, more) for said, at, key, more in self.notes if (said, at) == (what, path))


def _walk(node: Node | None, path: Path) -> Iterator[tuple[Location, Path]]:
    if node is None:
        return
    yield node.location, path
    if isinstance(node, Seq):
        for item in node.items:
            yield from _walk(item, (*path, "[]"))
    elif isinstance(node, Map):
        for key, (_, value) in node.items.items():
            yield from _walk(value, (*path, key))


class _Prober:
    def __init__(self, read: Read) -> None:
        self._read = read

    def _run(self, document: object) -> _Run:
        return _Run(self._read, document)

    def explore(self, inside: Callable[[object], object], path: Path) -> Shape:
        """Return what may stand at ``path``; ``inside`` puts a value there."""
        shape = Shape()
        if len(path) > _DEEPEST:
            return shape
        taken: set[str] = set()
        asks: set[str] = set()
        for name, value in PROBES.items():
            run = self._run(inside(value))
            if not run.refused(path):
                taken.add(name)
            for what in ("id", "number"):
                if path and path[-1:] == self._last(run, what, path):
                    asks.add(what)
            if any(run.told("place", path)):
                asks.add("place")
            for _, longest in run.told("longest", path):
                shape.longest = max(shape.longest, int(str(longest)))
            for key, choices in run.told("choices", path[:-1]):
                if path and key == path[-1] and isinstance(choices, tuple):
                    shape.choices = tuple(map(str, choices))
            # A word that stands for a mapping is read as one, at the place of the word.
            for _, choices in run.told("choices", path):
                words = tuple(map(str, choices)) if isinstance(choices, tuple) else ()
                if words and words != shape.choices:
                    taken_as_one = not self._run(inside(words[0])).refused(path)
                    shape.choices = words if taken_as_one else shape.choices
        if shape.choices:
            taken = {"choice"}
        shape.kinds, shape.asks = frozenset(taken), frozenset(asks)
        run = self._run(inside([]))
        if not run.refused(path):
            shape.item = self.explore(lambda value: inside([value]), (*path, "[]"))
        run = self._run(inside({}))
        if not run.refused(path):
            self._keys(shape, inside, path)
        return shape

    @staticmethod
    def _last(run: _Run, what: str, path: Path) -> Path:
        return next(((key,) for key, _ in run.told(what, path[:-1]) if key == path[-1]), ())

    def _keys(self, shape: Shape, inside: Callable[[object], object], path: Path) -> None:
        """Learn the keys of a mapping: those that are asked for, until no new ones are."""
        shape.keys = {}
        samples: dict[str, object] = {}
        while True:
            run = self._run(inside(samples))
            asked = dict.fromkeys(key for key, _ in run.told("key", path))
            if not asked:  # its keys are read as they come: are they the codes of findings?
                asked = {c: None for c in RULES if not self._run(inside({c: "x"})).says("K202")}
            new = [key for key in asked if key not in shape.keys]
            if not new:
                break
            for key in new:
                shape.keys[key] = self._explore_key(inside, path, key, dict(samples))
                samples[key] = sample(shape.keys[key])
        shape.open = not self._run(inside({_UNKNOWN_KEY: "x"})).says("K202")
        if shape.open and shape.keys.keys() == RULES.keys():
            shape.keys = {}
            return
        needed = {key for key, _ in self._run(inside({})).told("required", path)}
        needed |= {
            key
            for key in samples
            if self._run(inside({k: v for k, v in samples.items() if k != key})).lacks(path)
        }
        for key in (key for key in shape.keys if key in needed):
            others = tuple(
                other
                for other in samples
                if other != key and not self._needs(inside, path, key, {other: samples[other]})
            )
            if others:
                shape.instead[key] = others
            else:
                shape.required += (key,)

    def _needs(
        self, inside: Callable[[object], object], path: Path, key: str, given: dict[str, object]
    ) -> bool:
        """Tell whether ``key`` is required beside what is ``given``."""
        run = self._run(inside(given))
        noted = any(asked == key for asked, _ in run.told("required", path))
        return noted or (run.lacks(path) and not any(run.told("required", path)))

    def _explore_key(
        self,
        inside: Callable[[object], object],
        path: Path,
        key: str,
        others: dict[str, object],
    ) -> Shape:
        return self.explore(lambda value: inside({**others, key: value}), (*path, key))


def sample(shape: Shape) -> object:
    """Return a value of a shape."""
    if shape.choices:
        return shape.choices[0]
    for name, value in PROBES.items():
        if name in shape.kinds:
            return value
    if shape.item is not None:
        return [sample(shape.item)]
    return {key: sample(shape.keys[key]) for key in shape.required} if shape.keys else {}
