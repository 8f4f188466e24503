"""YAML with positions: what editors write, and what nobody should."""

from __future__ import annotations

import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.model import Finding
from kashshaf.yamlio import Map, Node, Scalar, Seq, read_yaml


def read(text: str) -> tuple[Node | None, list[tuple[str, str]]]:
    node, findings = read_yaml("a.yml", text)
    return node, [(found.code, str(found.location)) for found in findings]


def values(node: Node | None) -> object:
    """Return plain Python values, for comparing."""
    if isinstance(node, Map):
        return {key: values(value) for key, (_, value) in node.items.items()}
    if isinstance(node, Seq):
        return [values(item) for item in node.items]
    return node.text if node else None


def test_every_node_knows_its_line_and_column() -> None:
    node, findings = read("- id: a\n  variants: [واحد, اثنان]\n- id: b\n")
    assert findings == []
    assert isinstance(node, Seq)
    first, second = node.items
    assert isinstance(first, Map)
    assert (str(first.location), str(second.location)) == ("a.yml:1:3", "a.yml:3:3")
    key, variants = first.items["variants"]
    assert (str(key.location), str(variants.location)) == ("a.yml:2:3", "a.yml:2:13")
    assert isinstance(variants, Seq)
    assert [str(item.location) for item in variants.items] == ["a.yml:2:14", "a.yml:2:20"]


@pytest.mark.parametrize(
    "scalar",
    ["2024-06-30", "2024", "yes", "no", "on", "0x1F", "1e3", "1_000", "12:30", "null", "~"],
)
def test_a_scalar_stays_what_was_written(scalar: str) -> None:
    node, findings = read(f"key: {scalar}")
    assert (values(node), findings) == ({"key": scalar}, [])


def test_only_an_unquoted_null_is_null() -> None:
    node, _ = read("a: null\nb: \"null\"\nc:\nd: ''\n")
    assert isinstance(node, Map)
    nulls = [k for k, (_, v) in node.items.items() if isinstance(v, Scalar) and v.is_null]
    assert nulls == ["a", "c"]


@pytest.mark.parametrize("text", ["", "# ملاحظة\n", "---\n", "null", "\n\n"])
def test_a_file_with_nothing_in_it(text: str) -> None:
    assert read(text) == (None, [])


@pytest.mark.parametrize(
    ("text", "line"),
    [
        ("- id: a\n\tname: b\n", 2),
        ("a:\n\t- b\n", 2),
        ("\ta: b\n", 1),
        ("- a:\n    b: 1\n\tc: 2\n", 3),
    ],
)
def test_a_tab_is_a_finding_at_its_place_with_a_hint(text: str, line: int) -> None:
    node, findings = read_yaml("a.yml", text)
    assert node is None
    assert [(f.code, f.location.line) for f in findings] == [("K200", line)]
    assert "tab" in findings[0].hint


def test_a_tab_inside_of_a_text_is_text() -> None:
    node, findings = read('a: "b\tc"')
    assert (values(node), findings) == ({"a": "b\tc"}, [])


def test_a_duplicate_key_keeps_the_first_and_is_reported_at_the_second() -> None:
    node, findings = read("id: a\nname: x\nid: b\n")
    assert values(node) == {"id": "a", "name": "x"}
    assert findings == [("K201", "a.yml:3:1")]
    assert read("id: a\nname: x\nID: b\n")[1] == []


def test_a_key_must_be_a_word() -> None:
    assert read("? [a]\n: b\n")[1] == [("K203", "a.yml:1:3")]


@pytest.mark.parametrize(
    ("text", "where"),
    [
        ("a: &x 1\nb: 2\n", "a.yml:1:4"),
        ("a: &x [1]\nb: 2\n", "a.yml:1:4"),
        ("a: *x\n", "a.yml:1:4"),
        ("<<: *x\n", "a.yml:1:5"),
    ],
)
def test_anchors_and_aliases_are_not_read(text: str, where: str) -> None:
    assert read(text) == (None, [("K205", where)])


def test_an_alias_bomb_costs_nothing() -> None:
    rows = ["a: &a [x, x, x, x, x, x, x, x, x]"]
    rows += [
        f"{b}: &{b} [{', '.join(['*' + a] * 9)}]"
        for a, b in zip("abcdefgh", "bcdefghi", strict=True)
    ]
    start = time.perf_counter()
    node, findings = read("\n".join(rows))
    assert (node, [code for code, _ in findings]) == (None, ["K205"])
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize(
    "tag", ["!!python/object/apply:os.system", "!!python/name:os.system", "!!str", "!mine", "!!set"]
)
def test_a_tag_is_never_carried_out(tag: str) -> None:
    node, findings = read(f"a: {tag} echo\n")
    assert [code for code, _ in findings] == ["K205"]
    assert values(node) == {"a": "echo"}


def test_nesting_has_an_end() -> None:
    assert read("[" * 12 + "]" * 12)[1] == []
    node, findings = read("[" * 13 + "]" * 13)
    assert (node, [code for code, _ in findings]) == (None, ["K200"])
    start = time.perf_counter()
    node, findings = read("[" * 100_000)
    assert (node, [code for code, _ in findings]) == (None, ["K200"])
    assert read("{a: " * 100_000)[0] is None
    assert time.perf_counter() - start < 5


@pytest.mark.parametrize("marker", ["<<<<<<< HEAD", ">>>>>>> main", "======="])
def test_a_merge_conflict_is_named_as_one(marker: str) -> None:
    node, findings = read_yaml("a.yml", f"- id: a\n{marker}\n- id: b\n")
    assert node is None
    assert [(f.code, f.location.line) for f in findings] == [("K211", 2)]
    assert "merge conflict" in findings[0].message
    assert read("a: '======='\n")[1] == []


def test_a_second_document_is_not_read_in_silence() -> None:
    node, findings = read("a: 1\n---\nb: 2\n")
    assert (node, findings) == (None, [("K200", "a.yml:2:1")])


def test_front_matter_has_the_lines_of_its_file() -> None:
    _, findings = read_yaml("a.md", "a: 1\na: 2\n", line=1)
    assert [str(found.location) for found in findings] == ["a.md:3:1"]


@pytest.mark.parametrize(
    "text", ["a: [1\nb: 2\n", "a: 'x\n", "a: b: c\n", "- a\nb: 1\n", "%\n", "@a"]
)
def test_what_is_no_yaml_is_a_finding_with_a_place(text: str) -> None:
    node, findings = read_yaml("a.yml", text)
    assert node is None
    assert [found.code for found in findings] == ["K200"]
    assert findings[0].location.line >= 1
    assert "\n" not in findings[0].message


@pytest.mark.parametrize("char", ["\0", "\x07", "\x1b", "\x7f", "\ufffe"])
def test_a_character_that_cannot_stand_in_yaml(char: str) -> None:
    node, findings = read_yaml("a.yml", f"a: 1\nb: x{char}\n")
    assert node is None
    assert [found.code for found in findings] in (["K101"], ["K200"])
    assert findings[0].location.path == "a.yml"


def test_five_megabytes_are_read_in_seconds() -> None:
    record = "- id: person-{0}\n  name: اسم {0}\n  variants: [اسم آخر {0}, واسم ثالث {0}]\n"
    text = "".join(record.format(n) for n in range(55_000))
    assert len(text.encode()) > 5_000_000
    start = time.perf_counter()
    node, findings = read_yaml("a.yml", text)
    assert isinstance(node, Seq)
    assert (len(node.items), findings) == (55_000, ())
    assert time.perf_counter() - start < 30


@given(st.text(max_size=120))
def test_any_text_is_a_node_or_a_finding(text: str) -> None:
    _, findings = read_yaml("a.yml", text)
    assert all(isinstance(found, Finding) and "\n" not in str(found) for found in findings)


@given(
    st.text(
        alphabet=st.sampled_from(" -:[]{}?#&*!|>'\"%@`,\n\tab\u2028\x85\ufeffا<=~0"), max_size=80
    )
)
def test_any_marks_of_yaml_are_a_node_or_a_finding(text: str) -> None:
    node, findings = read_yaml("a.yml", text)
    assert node is None or isinstance(node, Map | Seq | Scalar)
    assert all(found.location.line >= 0 and found.location.column >= 0 for found in findings)
