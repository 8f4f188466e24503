"""The schemas of the hand-written files: made from their readers, and right about what is read."""

from __future__ import annotations

import copy
import json
import re
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Final

import jsonschema
import pytest
from click.testing import CliRunner

from kashshaf.cli import main
from kashshaf.model import Finding
from kashshaf.schema import Reader
from kashshaf.schemas.make import FILES, made, paths_of
from kashshaf.schemas.probe import PROBES, Shape, sample, shape_of
from kashshaf.schemas.published import NAMES, SEEDS, schema
from kashshaf.schemas.words import TITLES, WORDS, rule_words
from kashshaf.yamlio import Map, Node, Scalar, Seq, read_yaml
from tests.support import ROOT, Archive, Json
from tests.test_dates import DATES

SHAPES: Final = {name: shape_of(file.read) for name, file in FILES.items()}


def validator(name: str) -> jsonschema.Draft202012Validator:
    return jsonschema.Draft202012Validator(json.loads(schema(name)))


def as_json(node: Node | None) -> Json:
    """Return what an editor program makes of YAML: the types of YAML 1.2."""
    if isinstance(node, Map):
        return {key: as_json(value) for key, (_, value) in node.items.items()}
    if isinstance(node, Seq):
        return [as_json(item) for item in node.items]
    if node is None or node.is_null:
        return None
    if isinstance(node, Scalar) and node.plain:
        if re.fullmatch(r"[-+]?[0-9]+", node.text):
            return int(node.text)
        if re.fullmatch(r"[-+]?(\.[0-9]+|[0-9]+(\.[0-9]*)?)([eE][-+]?[0-9]+)?", node.text):
            return float(node.text)
        if node.text in ("true", "false"):
            return node.text == "true"
    return node.text


def errors(name: str, text: str) -> list[Finding]:
    """Return what the reader refuses in a file: its shape, not what it refers to."""
    found = (*read_yaml("probe", text)[1], *FILES[name].read(text))
    return [one for one in found if one.severity == "error" and one.code < "K300"] + [
        one for one in found if one.code == "K303"
    ]


@pytest.mark.parametrize("name", SEEDS)
def test_the_published_schema_is_the_one_that_the_readers_make(name: str) -> None:
    assert schema(name) == made(name), "run: python tools/schemas.py"


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_is_one(name: str) -> None:
    jsonschema.Draft202012Validator.check_schema(json.loads(schema(name)))


@pytest.mark.parametrize("name", SEEDS)
def test_every_key_is_explained_in_english_and_in_arabic(name: str) -> None:
    read = paths_of(SHAPES[name])
    assert [p for p in read if p not in WORDS[name] and not rule_words(p)] == [], (
        "add them to words.py"
    )
    unread = {path for path in WORDS[name] if path not in read}
    assert unread == set(), "no reader asks for them"
    for english, arabic in (*WORDS[name].values(), TITLES[name][1:]):
        assert english.isascii() or "كانون" in english or "٢" in english
        assert re.search("[ء-ي]", arabic)


@pytest.mark.parametrize("name", SEEDS)
def test_the_probes_tell_what_every_value_is(name: str) -> None:
    for path, shape in paths_of(SHAPES[name]).items():
        assert shape.form != "?", f"{path}: no probe resembles what it takes"
        assert shape.form or shape.item or shape.keys, f"{path}: nothing is taken"
        assert not shape.open, f"{path}: any key is taken"


def seeds(folder: Path) -> Iterator[tuple[str, Path]]:
    """Yield the hand-written files below a folder, with the names of their schemas."""
    for name in ("people", "topics", "glossary"):
        yield name, folder / f"seeds/registers/{name}.yml"
    yield "kashshaf", folder / "kashshaf.yml"
    for path in sorted((folder / "seeds/articles").rglob("*.yml")):
        yield "article", path


def check_seeds(folder: Path) -> None:
    checked = 0
    for name, path in seeds(folder):
        if not path.exists():
            continue
        text = path.read_text(encoding="utf-8")
        found = list(validator(name).iter_errors(as_json(read_yaml("x", text)[0])))
        assert not found, f"{path}: {found[0].json_path} {found[0].message}"
        named = re.match(r"# yaml-language-server: \$schema=(\S+)\n", text)
        assert named, path
        assert (path.parent / named[1]).resolve().name == f"{name}.schema.json"
        checked += 1
    assert checked >= 4


def test_the_files_of_the_repository_follow_their_schemas_and_name_them() -> None:
    check_seeds(ROOT)


@pytest.mark.parametrize("options", [(), ("--empty",)])
def test_a_new_archive_has_its_schemas_where_its_files_name_them(
    tmp_path: Path, options: tuple[str, ...]
) -> None:
    folder = tmp_path / "new"
    assert CliRunner().invoke(main, ["new", str(folder), *options]).exit_code == 0
    check_seeds(folder)
    for name, path in seeds(folder):
        named = path.read_text(encoding="utf-8").splitlines()[0].partition("=")[2]
        assert (path.parent / named).read_text(encoding="utf-8") == schema(name)
    settings = json.loads((folder / ".vscode/settings.json").read_text(encoding="utf-8"))
    globs = {FILES[name].glob for name in SEEDS}
    assert set(settings["yaml.schemas"].values()) == globs
    assert all((folder / path).is_file() for path in settings["yaml.schemas"])
    # A build takes them over, and has nothing to say of them.
    result = Archive(folder).build()
    assert (result.exit_code, result.stderr) == (0, "")
    assert Archive(folder).build("--check").exit_code == 0


RIGHT = {
    "article": [
        "",
        "title: 5\ndate: 2024\n",
        "date: 2024-06~\nsource:\n",
        "date: unknown\nauthor: no\n",
        "date: {edtf: 2024-06~, basis: من النص}\n",
        "source: {name: ص, url: https://example.org/}\n",
        "topics: [a, b]\n",
        "topics: a\n",
        "topics: {add: a, drop: [b]}\n",
        "layout: {title_line: true, wrapped: 'false', headings: [3, 5]}\n",
        "mentions:\n- {surface: ميلر, record: none, paragraph: 3}\n",
        "mentions:\n- {surface: ميلر, record: none, paragraph: ٣}\n",
    ],
    "people": ["", "[]", "- {id: a-b, name: س}\n", "- id: a\n  name: س\n  roles:\n  - {role: ع}\n"],
    "topics": ["- {id: a, name: س, definition: د, at_least: 2, broader: b}\n"],
    "glossary": [
        "- {id: a, name: س, definition: د}\n",
        "- {id: a, name: س, see: b}\n",
        "- {id: a, name: س, see: b, kind: law, definition: ~}\n",
    ],
    "kashshaf": ["", "title: x\nlink: {people: none}\nlocale: ar_EG\n"],
}
WRONG = {
    "article": [
        "- title\n",
        "titel: x\n",
        "title: [a]\n",
        "title: {a: b}\n",
        "date: أمس\n",
        "date: {basis: x}\n",
        "status: done\n",
        "rights: some\n",
        "slug: A B\n",
        "slug: [a]\n",
        "source: {url: https://example.org/}\n",
        "source: {name: x, url: 'javascript:x'}\n",
        "url: ftp://example.org/\n",
        "topics: {ad: [a]}\n",
        "topics: [[a]]\n",
        "mentions: ميلر\n",
        "mentions: [ميلر]\n",
        "mentions: [{surface: x}]\n",
        "mentions: [{surface: x, record: y, paragraph: 0}]\n",
        "mentions: [{surface: x, record: y, paragraph: one}]\n",
        "layout: {wrapped: maybe}\n",
        "layout: {headings: [one]}\n",
        "reviewed: سمير\n",
    ],
    "people": [
        "id: a\nname: b\n",
        "- {id: a}\n",
        "- {name: a}\n",
        "- {id: a_b, name: س}\n",
        "- {id: a, name: [س]}\n",
        "- {id: a, name: س, roles: [{role: ع, at: there}]}\n",
        "- {id: a, name: س, definition: د}\n",
        "- س\n",
    ],
    "topics": ["- {id: a, name: س}\n", "- {id: a, name: س, definition: د, at_least: none}\n"],
    "glossary": [
        "- {id: a, name: س}\n",
        "- {id: a, name: س, definition: د, kind: city}\n",
        "- {id: a, name: س, definition: د, sources: [a#3]}\n",
    ],
    "kashshaf": ["titel: x\n", "link: all\n", "locale: en\n", "link: {people: some}\n", "- x\n"],
}


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in RIGHT.items() for t in texts])
def test_what_is_right_is_right_for_both(name: str, text: str) -> None:
    assert errors(name, text) == []
    validator(name).validate(as_json(read_yaml("x", text)[0]))


@pytest.mark.parametrize(("name", "text"), [(n, t) for n, texts in WRONG.items() for t in texts])
def test_what_is_wrong_is_wrong_for_both(name: str, text: str) -> None:
    assert errors(name, text)
    assert not validator(name).is_valid(as_json(read_yaml("x", text)[0]))


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("titel: x\n", "'titel' was unexpected"),
        ("reviewed: {by: س, when: x}\n", "'when' was unexpected"),
        ("status: done\n", "'done' is not one of"),
        ("topics: {ad: [a]}\n", "'ad' was unexpected"),
    ],
)
def test_a_validator_says_which_key_is_wrong(text: str, said: str) -> None:
    (found,) = validator("article").iter_errors(as_json(read_yaml("x", text)[0]))
    assert said in found.message


def test_every_date_is_one_for_the_schema() -> None:
    for text in [*(text for text, *_ in DATES), "٢٠٢٤-٠٦-٣٠", "1984?/2004~"]:
        assert errors("article", f"date: '{text}'\n") == []
        assert validator("article").is_valid({"date": text}), text
    for text in ("2024/06/22", "22/06/2024", "2024 حزيران"):
        assert errors("article", f"date: '{text}'\n")
        assert not validator("article").is_valid({"date": text}), text


def documents(shape: Shape) -> Iterator[Json]:
    """Yield documents of a shape: each probe at each place, and each required key left out."""
    if shape.item is not None:
        yield []
        for below in documents(shape.item):
            yield [below]
    yield from PROBES.values()
    if shape.keys is not None:
        whole = {key: sample(below) for key, below in shape.keys.items()}
        yield {**whole, "zz-no-such-key": "x"}
        for key, below in shape.keys.items():
            yield {k: v for k, v in whole.items() if k != key}
            for value in documents(below):
                yield {**whole, key: value}


@pytest.mark.parametrize("name", SEEDS)
def test_schema_and_reader_agree_about_every_value_at_every_place(name: str) -> None:
    checked = 0
    by_schema = validator(name)
    for document in documents(SHAPES[name]):
        text = json.dumps(document, ensure_ascii=False)
        found = errors(name, text)
        # A schema knows no words that are reserved, and only the letters of a date.
        value = copy.deepcopy(document)
        if any(one.code == "K207" for one in found) or "reserved" in str(found):
            continue
        assert by_schema.is_valid(value) == (not found), (text, found)
        checked += 1
    assert checked > 50


def test_keys_that_a_reader_asks_for_tomorrow_are_in_the_schema_by_themselves() -> None:
    def read(text: str) -> Iterable[Finding]:
        findings: list[Finding] = []
        node, _ = read_yaml("x", text)
        assert node is not None
        reader = Reader(node, findings, "the record")
        if reader.text("first"):  # asked for only beside another key
            reader.choice("second", ("a", "b"), "a")

        def item(node: Node) -> str | None:
            below = Reader(node, findings, "the item")
            number = below.number("number", 1)
            below.text("why", required=number > 1)
            below.text("reason", required=True)
            below.done()
            return "x"

        reader.list("items", item)
        reader.done()
        return findings

    shape = shape_of(read)
    found = paths_of(shape)
    assert list(found) == [
        *("first", "items", "items[].number", "items[].why", "items[].reason", "second")
    ]
    assert found["second"].choices == ("a", "b")
    assert found["items[].number"].form == "number"
    assert found["items"].item is not None
    assert "reason" in found["items"].item.required


def test_the_command_prints_lists_and_writes(tmp_path: Path) -> None:
    def run(*arguments: str) -> tuple[int, str, str]:
        result = CliRunner().invoke(main, ["schema", *arguments])
        return result.exit_code, result.stdout, result.stderr

    assert run()[1].splitlines() == list(NAMES)
    assert run("people")[1] == schema("people")
    assert run("data/people")[1] == schema("data/people") != schema("people")
    assert run("--output", str(tmp_path / "out"))[0] == 0
    files = {p.relative_to(tmp_path / "out").as_posix() for p in tmp_path.rglob("*.json")}
    assert files == {f"{name}.schema.json" for name in NAMES}
    code, out, said = run("poeple")
    assert (code, out, "did you mean «people»?" in said) == (2, "", True)
    (tmp_path / "file").write_text("", encoding="utf-8")
    assert run("people", "--output", str(tmp_path / "file"))[0] == 2
    assert run("../../etc/passwd")[0] == 2
