"""Bytes → text: each encoding is told apart on the five real articles, and reported."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic import BIDI_CONTROLS
from kashshaf.model import Finding
from kashshaf.source import MAX_BYTES, Lines, SourceText, decode
from tests.support import ROOT

ARTICLES = sorted((ROOT / "seeds/articles").glob("*.txt"))
assert len(ARTICLES) == 5

each_article = pytest.mark.parametrize("path", ARTICLES, ids=lambda path: path.stem[:3])


def read(data: bytes) -> tuple[SourceText, list[str]]:
    source, findings = decode("a.txt", data)
    assert source is not None, findings
    return source, [found.code for found in findings]


@each_article
def test_the_articles_are_plain_utf_8_and_nothing_is_said(path: Path) -> None:
    data = path.read_bytes()
    source, codes = read(data)
    assert (source.text, source.encoding, codes) == (data.decode(), "UTF-8", [])
    assert source.sha256 == hashlib.sha256(data).hexdigest()


@each_article
@pytest.mark.parametrize(
    ("encoding", "label"),
    [
        ("utf-8-sig", "UTF-8 with a byte order mark"),
        ("utf-16", "UTF-16"),
        ("utf-16-le", "UTF-16 without a byte order mark (little-endian)"),
        ("utf-16-be", "UTF-16 without a byte order mark (big-endian)"),
        ("cp1256", "Windows-1256"),
        ("iso8859-6", "ISO 8859-6"),
    ],
)
def test_other_encodings_are_read_and_reported(path: Path, encoding: str, label: str) -> None:
    data = path.read_text(encoding="utf-8").encode(encoding, errors="ignore")
    text = data.decode(encoding)
    source, codes = read(data)
    assert (source.text, source.encoding, codes) == (text, label, ["K103"])


@each_article
def test_utf_16_with_either_byte_order_mark(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    for mark, encoding in ((b"\xff\xfe", "utf-16-le"), (b"\xfe\xff", "utf-16-be")):
        source, codes = read(mark + text.encode(encoding))
        assert (source.text, source.encoding, codes) == (text, "UTF-16", ["K103"])


@each_article
def test_one_broken_byte_leaves_the_rest_as_it_is(path: Path) -> None:
    text = path.read_text(encoding="utf-8")
    at = text.rindex("\n") + 5
    before = text[:at].encode()
    source, findings = decode("a.txt", before + b"\xff" + text[at:].encode())
    assert source is not None
    assert source.text == text[:at] + "\ufffd" + text[at:]
    assert source.encoding == "UTF-8"
    assert [str(found.location) for found in findings] == [f"a.txt:{text.count(chr(10)) + 1}:5"]
    assert findings[0].code == "K101"
    assert "invalid byte" in findings[0].message


@pytest.mark.parametrize("control", ["\0", "\x01", "\x1b", "\x7f", "\x9f", "\ufffe"])
def test_a_control_character_is_shown_as_a_mark_at_its_place(control: str) -> None:
    text = f"نص\nفيه {control} حرف"
    source, findings = decode("a.txt", text.encode())
    assert source is not None
    assert source.text == text.replace(control, "\ufffd")
    assert [(f.code, f.location.line, f.location.column) for f in findings] == [("K101", 2, 5)]
    assert f"U+{ord(control):04X}" in findings[0].message


def test_white_space_is_no_control_character() -> None:
    text = "سطر\tفيه جدولة\r\nوسطر\x0bوصفحة\x0cوسطر\x85وآخر\u2028نهاية"
    source, codes = read(text.encode())
    assert (source.text, codes) == (text, [])


def test_a_replacement_character_in_the_source_tells_of_an_earlier_loss() -> None:
    source, codes = read("نص فيه \ufffd أصلا".encode())
    assert (source.text, codes) == ("نص فيه \ufffd أصلا", ["K101"])


@pytest.mark.parametrize("control", BIDI_CONTROLS)
def test_a_bidi_control_is_a_finding_and_stays_in_the_source_text(control: str) -> None:
    source, findings = decode("a.txt", f"قال {control}HuffPost".encode())
    assert source is not None
    assert control in source.text
    assert [(f.code, f.location.column) for f in findings] == [("K104", 5)]
    assert f"U+{ord(control):04X}" in findings[0].message


def test_many_of_one_kind_are_counted_and_not_listed() -> None:
    _, findings = decode("a.txt", ("\u200fكلمة " * 50).encode())
    assert [found.code for found in findings] == ["K104"] * 6
    assert "45 more" in findings[-1].message


@pytest.mark.parametrize("data", [b"", b" \n\t\r\n", b"\xef\xbb\xbf", b"\xff\xfe", b"\0\0\n"])
def test_an_empty_file_is_no_article(data: bytes) -> None:
    source, findings = decode("a.txt", data)
    assert source is None
    assert "K100" in {found.code for found in findings}


def test_a_file_above_the_limit_is_not_read_and_one_below_is() -> None:
    line = "سطر من النص لا معنى له.\n".encode()
    small = line * (MAX_BYTES // len(line))
    assert decode("a.txt", small)[0] is not None
    source, findings = decode("a.txt", small + line)
    assert source is None
    assert [(f.code, "limit" in f.message) for f in findings] == [("K105", True)]


@pytest.mark.parametrize(
    "data",
    [
        b"caf\xe9 fran\xe7ais \xe0 la carte, d\xe9j\xe0 vu et ainsi de suite pour \xe9crire",
        bytes(range(128, 256)) * 4,
        "Привет, мир, это не арабский текст".encode("cp1251"),
        b"\x89PNG\r\n\x1a\n\x00\x00\x00\rIHDR\xff\xd8\xfe\x9c" * 20,
    ],
)
def test_what_is_no_arabic_text_in_any_known_encoding_is_not_guessed(data: bytes) -> None:
    source, findings = decode("a.txt", data)
    assert source is None
    assert [found.code for found in findings] == ["K102"]


def test_latin_text_is_utf_8_like_any_other() -> None:
    assert read(b"plain ASCII text")[0].encoding == "UTF-8"
    assert read("déjà vu".encode())[0].encoding == "UTF-8"


def test_utf_16_cut_in_the_middle_of_a_character_is_not_passed_over() -> None:
    data = "نص عربي قصير فيه كلمات".encode("utf-16")[:-1]
    source, findings = decode("a.txt", data)
    assert source is not None
    assert source.text.startswith("نص عربي قصير")
    assert "K101" in {found.code for found in findings}


@given(st.binary(max_size=300))
def test_any_bytes_give_a_text_or_a_finding(data: bytes) -> None:
    source, findings = decode("a.txt", data)
    assert source is not None or any(isinstance(found, Finding) for found in findings)
    if source is not None:
        assert not any(ord(char) < 0x20 and not char.isspace() for char in source.text)


@given(st.text(alphabet="اب \n\r\x0b\x0c\x85\u2028\u2029", max_size=60), st.data())
def test_lines_and_columns_are_those_of_splitlines(text: str, data: st.DataObject) -> None:
    lines = Lines("a.txt", text)
    offset = data.draw(st.integers(0, len(text)))
    where = lines.at(offset)
    parts = text.splitlines(keepends=True)
    start = sum(len(part) for part in parts[: where.line - 1])
    assert start + where.column - 1 == offset
    if offset < len(text):
        assert where.column <= len(parts[where.line - 1])
