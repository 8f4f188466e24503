"""Shapes and words → the JSON Schemas (2020-12) of the files that people write."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Final, NamedTuple

from kashshaf.archive import CONFIG
from kashshaf.authority import read_registers
from kashshaf.config import read_config
from kashshaf.model import Finding
from kashshaf.record import read_record
from kashshaf.schema import MAX_ID
from kashshaf.schemas.probe import Read, Shape, shape_of
from kashshaf.schemas.words import TITLES, WORDS, rule_words
from kashshaf.yamlio import read_yaml

Json = dict[str, object]

_ID: Final = "^[a-z0-9]+(-[a-z0-9]+)*$"
_PLACE: Final = r"^[a-z0-9]+(-[a-z0-9]+)*#(p[1-9][0-9]*|h[1-9][0-9]*|title)$"
_EDTF: Final = r"[-0-9٠-٩۰-۹XYESZT~?%.,:+\[\]{} ]+"
#: The characters of EDTF, and one slash at most (of an interval); whether it is a date is asked
#: by Kashshaf.
_DATE: Final = f"^{_EDTF}(/{_EDTF})?$"
_BLOCK: Final = "^([0-9٠-٩۰-۹]{1,6}|[hp][1-9][0-9]{0,5}|title)$"
_CODES: Final = "^[Kk][0-9]{0,3}([,،] *[Kk][0-9]{0,3})*$"
_ADDRESS: Final = "^[hH][tT][tT][pP][sS]?://"
_UNKNOWN: Final = ("unknown", "غير معروف")
#: A limit of so many characters is none.
_ENDLESS: Final = 100_000


class File(NamedTuple):
    """A kind of file that people write: how it is read, and where it lies in an archive."""

    read: Read
    glob: str


def _register(name: str) -> Read:
    return lambda text: read_registers({name: ("probe", text)})[1]


def _article(text: str) -> Iterable[Finding]:
    return read_record(read_yaml("probe", text)[0], "probe")[1]


def _config(text: str) -> Iterable[Finding]:
    findings: list[Finding] = []
    read_config({CONFIG: text.encode()}, findings)
    return findings


FILES: Final = {
    "article": File(_article, "seeds/articles/**/*.yml"),
    "people": File(_register("people.yml"), "seeds/registers/people.yml"),
    "topics": File(_register("topics.yml"), "seeds/registers/topics.yml"),
    "glossary": File(_register("glossary.yml"), "seeds/registers/glossary.yml"),
    "kashshaf": File(_config, "kashshaf.yml"),
}


def made(name: str) -> str:
    """Return the text of a schema, made anew from the functions that read its file."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": f"urn:kashshaf:seeds:{name}",
        "title": TITLES[name][0],
        "description": _said(TITLES[name][1:]),
        **_schema(shape_of(FILES[name].read), name, "", nullable=True),
    }
    return json.dumps(schema, ensure_ascii=False, indent=1) + "\n"


def paths_of(shape: Shape, path: str = "") -> dict[str, Shape]:
    """Return the keys of a shape and below it: ``mentions[].surface`` → its shape."""
    found: dict[str, Shape] = {}
    if shape.item is not None:
        found |= paths_of(shape.item, f"{path}[]")
    for key, below in (shape.keys or {}).items():
        here = f"{path}.{key}" if path else key
        found[here] = below
        found |= paths_of(below, here)
    return found


def _schema(shape: Shape, name: str, path: str, *, nullable: bool) -> Json:
    """Return the schema of what may stand at a place; null is a value that was left out."""
    choices = [c for c in (_scalar(shape), _list(shape, name, path), _map(shape, name, path)) if c]
    if nullable:
        choices.append({"type": "null"})
    return _either(choices)


def _either(choices: list[Json]) -> Json:
    """Return the schema of what one of ``choices`` takes: one of several types, if possible.

    Of alternatives validators only say that none fits, and not which key is wrong.
    """
    words = choices[0].get("enum")
    if isinstance(words, list) and choices[1:] == [{"type": "null"}]:
        return {"enum": [*words, None]}
    merged: Json = {"type": []}
    for choice in choices:
        types = choice.get("type")
        more = {key: value for key, value in choice.items() if key != "type"}
        if types is None or "enum" in more or merged.keys() & more.keys():
            return choices[0] if len(choices) == 1 else {"anyOf": choices}
        merged["type"] = [*_types(merged), *_types(choice)]
        merged |= more
    return choices[0] if len(choices) == 1 else merged


def _types(schema: Json) -> list[object]:
    types = schema["type"]
    return list(types) if isinstance(types, list) else [types]


def _scalar(shape: Shape) -> Json | None:
    """Return the schema of a scalar. YAML's own readers take 2024 for a number, true for a flag."""
    text: Json = {"type": ["string", "number", "boolean"]}
    if shape.form == "choice":
        flag = shape.choices == ("true", "false")
        return {"enum": [True, False, "true", "false"] if flag else list(shape.choices)}
    # Arabic-Indic and Persian digits are read, too.
    digits: Json = {"type": "string", "pattern": "^[0-9٠-٩۰-۹]{1,6}$"}
    forms: dict[str, Json] = {
        "number": _either([{"type": "integer", "minimum": 1, "maximum": 999_999}, digits]),
        "id": {"type": ["string", "integer"], "pattern": _ID, "maxLength": MAX_ID},
        "place": {"type": "string", "pattern": _PLACE},
        "date": {"type": ["string", "integer"], "pattern": _DATE},
        "address": {"type": "string", "pattern": _ADDRESS},
        "block": _either([{"type": "integer", "minimum": 1}, {**digits, "pattern": _BLOCK}]),
        "code": {"type": "string", "pattern": "^K[0-9]{3}$"},
        "codes": {"type": "string", "pattern": _CODES},
        "file": {"type": "string", "pattern": r"^[^/].*\.json$"},
        "text": {**text, "maxLength": shape.longest} if 0 < shape.longest < _ENDLESS else text,
        "?": text,
    }
    found = forms.get(shape.form)
    if found and "unknown" in shape.kinds and shape.form in ("date", "address"):
        return {"anyOf": [found, {"enum": list(_UNKNOWN)}]}
    return found


def _list(shape: Shape, name: str, path: str) -> Json | None:
    if shape.item is None:
        return None
    return {"type": "array", "items": _schema(shape.item, name, f"{path}[]", nullable=False)}


def _map(shape: Shape, name: str, path: str) -> Json | None:
    if shape.keys is None:
        return None
    properties: Json = {}
    for key, below in shape.keys.items():
        here = f"{path}.{key}" if path else key
        words = WORDS[name].get(here) or rule_words(here)
        said: Json = {"description": _said(words)} if words else {}
        nullable = key not in shape.required
        properties[key] = {**said, **_schema(below, name, here, nullable=nullable)}
    found: Json = {"type": "object", "properties": properties}
    if not shape.open:
        found["additionalProperties"] = False
    if shape.required:
        found["required"] = list(shape.required)
    if shape.instead:
        found["allOf"] = [
            {"anyOf": [_has(one) for one in (key, *others)]}
            for key, others in shape.instead.items()
        ]
    return found


def _has(key: str) -> Json:
    return {"required": [key], "properties": {key: {"not": {"type": "null"}}}}


def _said(words: tuple[str, ...]) -> str:
    """Return a description: English, then Arabic on a line of its own."""
    return "\n\n".join(words)
