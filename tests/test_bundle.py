"""The offline bundle: whole, reproducible, silent on every network, and safe to unpack."""

from __future__ import annotations

import hashlib
import importlib
import json
import os
import re
import shutil
import socket
import stat
import struct
import subprocess
import threading
import tracemalloc
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path, PurePosixPath
from typing import Any
from urllib.parse import unquote, urlsplit

import pytest
from click.testing import CliRunner, Result

from kashshaf.bundle import checks, pack, verify, withheld
from kashshaf.bundle.names import check_names, default_name, is_name, unsafe
from kashshaf.bundle.web import completed
from kashshaf.cli import main
from kashshaf.model import Finding
from kashshaf.starter import start
from tests.conftest import NewArchive, copy_repository
from tests.support import Archive, Element, command, parse_html

HERE = PurePosixPath()


def run(*arguments: str) -> Result:
    result = CliRunner().invoke(main, ["bundle", *arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def entries(path: Path) -> dict[str, bytes]:
    """Return the files of a bundle: path below its folder → bytes."""
    with zipfile.ZipFile(path) as archive:
        return {name.partition("/")[2]: archive.read(name) for name in archive.namelist()}


def bundle_of(root: Path) -> Path:
    (path,) = (root / "dist").iterdir()
    return path


@pytest.fixture(scope="module")
def bundled(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return a copy of the repository's archive with its bundle in ``dist``."""
    archive = copy_repository(tmp_path_factory.mktemp("bundled") / "archive")
    done = command("bundle", cwd=archive.root, env={"PYTHONHASHSEED": "1"})
    assert done.returncode == 0, done.stdout + done.stderr
    return archive


@pytest.fixture(scope="module")
def zipped(bundled: Archive) -> Path:
    return bundle_of(bundled.root)


@pytest.fixture(scope="module")
def files(zipped: Path) -> dict[str, bytes]:
    return entries(zipped)


@pytest.fixture(scope="module")
def unpacked(zipped: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("unpacked")
    with zipfile.ZipFile(zipped) as archive:
        archive.extractall(folder)
    return folder / zipped.stem


@pytest.fixture
def fresh(new_archive: NewArchive) -> Archive:
    """Return an archive as ``kashshaf new`` makes it, without the example."""
    archive = new_archive()
    shutil.rmtree(archive.root)
    start(archive.root, "Press", example=False)
    return archive


# What is in it


def test_a_bundle_has_one_folder_called_like_itself(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        names = archive.namelist()
    assert names == sorted(names)
    assert all(name.startswith(f"{zipped.stem}/") for name in names)
    assert f"{zipped.stem}/index.html" in names
    assert re.fullmatch(r"archive-[0-9a-f]{12}", zipped.stem)


def test_a_bundle_has_the_whole_site_but_what_only_a_server_needs(
    bundled: Archive, files: dict[str, bytes]
) -> None:
    site = {path.removeprefix("site/") for path in bundled.files("site")}
    missing = site - set(files)
    assert {"404.html", "sitemap.xml", "sitemap.xml.gz"} <= missing
    for path in missing - {"404.html", "sitemap.xml", "sitemap.xml.gz"}:
        assert path.endswith(".map") or path.startswith("assets/javascripts/"), path
    assert set(files) - site == {"README.txt", "SHA256SUMS", "bundle.json"}
    assert any(path.startswith("search/files/") for path in files)
    assert any(path.endswith(".woff2") for path in files)


def test_the_manifest_says_what_is_in_the_bundle(zipped: Path, files: dict[str, bytes]) -> None:
    said = json.loads(files["bundle.json"])
    assert said["format"] == 1
    assert f"{said['name']}-{said['version']}" == zipped.stem
    assert said["title"].startswith("كشّاف")
    assert said["articles"] == 5
    assert said["excerpt_only"] is False
    assert said["kashshaf"]
    assert said["files"] == {
        path: {"size": len(data), "sha256": hashlib.sha256(data).hexdigest()}
        for path, data in files.items()
        if path not in ("bundle.json", "SHA256SUMS")
    }


def test_sha256sum_finds_nothing_wrong(unpacked: Path) -> None:
    rows = (unpacked / "SHA256SUMS").read_text(encoding="utf-8").splitlines()
    listed = {row[66:] for row in rows}
    there = {p.relative_to(unpacked).as_posix() for p in unpacked.rglob("*") if p.is_file()}
    assert listed == there - {"SHA256SUMS"}
    if shutil.which("sha256sum"):
        check = ["sha256sum", "--check", "--strict", "--quiet", "SHA256SUMS"]
        assert subprocess.run(check, cwd=unpacked, check=False).returncode == 0


def test_the_readme_speaks_arabic_and_english_to_an_old_editor(files: dict[str, bytes]) -> None:
    readme = files["README.txt"]
    assert readme.startswith(b"\xef\xbb\xbf")
    assert b"\n" not in readme.replace(b"\r\n", b"")
    text = readme.decode("utf-8-sig")
    for words in (
        "index.html",
        "sha256sum -c SHA256SUMS",
        "بلا شبكة",
        "double click",
        "5 articles",
    ):
        assert words in text
    assert "excerpts" not in text


# File names


def test_every_name_can_be_unpacked_everywhere(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        infos = archive.infolist()
    assert len(infos) > 80
    assert len({info.filename.lower() for info in infos}) == len(infos)
    for info in infos:
        assert not unsafe(info.filename)
        assert len(info.filename) <= 150
        assert "\\" not in info.filename
        assert info.flag_bits & 0x800 == 0


@pytest.mark.parametrize(
    ("path", "why"),
    [
        ("a/صورة.png", "ASCII"),
        ("con", "device"),
        ("people/AUX.html", "device"),
        ("com1.tar.gz", "device"),
        ("a:b.html", "refuses"),
        ("what?.html", "refuses"),
        ("a\\b", "refuses"),
        ("a./b", "dot"),
        ("a /b", "space"),
        ("a\tb", "ASCII"),
        ("../a", "elsewhere"),
        ("/a", "elsewhere"),
        ("a//b", "elsewhere"),
    ],
)
def test_a_name_that_not_every_system_can_hold(path: str, why: str) -> None:
    assert why in unsafe(path)
    (found,) = check_names([path], "top", "site")
    assert found.code == "K603"


@pytest.mark.parametrize("path", ["a/b-c_d.e.html", "console.js", "com10.html", "a/.b", "x(1).png"])
def test_a_name_that_every_system_can_hold(path: str) -> None:
    assert list(check_names([path], "top", "site")) == []


def test_names_that_differ_in_case_only() -> None:
    (found,) = check_names(["a/Map.png", "a/map.png"], "top", "site")
    assert (found.code, found.location.path) == ("K603", "site/a/map.png")
    (found,) = check_names(["A/x.png", "a/y.png"], "top", "site")
    assert found.code == "K603"
    (found,) = check_names(["README.txt", "readme.txt"], "top", "site")
    assert found.code == "K603"


def test_a_path_that_is_too_long_counts_the_folder() -> None:
    top = "x" * 40
    assert list(check_names(["y" * 109], top, "site")) == []
    (found,) = check_names(["y" * 110], top, "site")
    assert found.code == "K604"
    assert "151" in found.message


@pytest.mark.parametrize("name", ["a", "press-2024.1", "A_b", "x" * 40])
def test_a_name_of_a_bundle(name: str) -> None:
    assert is_name(name)


@pytest.mark.parametrize(
    "name", ["", "-a", "a-", "a.", "a b", "a/b", "..", "nul", "أرشيف", "x" * 41, "a\n"]
)
def test_what_no_bundle_can_be_called(name: str) -> None:
    assert not is_name(name)
    if name:
        assert run("--name", name).exit_code == 2
        assert run("--version", name).exit_code == 2


def test_the_default_name_is_what_the_title_has_in_latin_letters() -> None:
    assert default_name("صحيفة الخارجية الأمريكية في حرب غزة") == "archive"
    assert default_name("أرشيف بـBBC‏ عربي – Été 2024") == "bbc-ete-2024"
    assert default_name("مجلة ٢٠٢٣–٢٠٢٤") == "archive-2023-2024"
    assert default_name("s" * 100, excerpt_only=True) == f"{'s' * 30}-excerpts"
    assert default_name("The Gazette of the Ministry of Works") == "the-gazette-of-the-ministry-of"
    assert default_name("") == default_name("con") == default_name("…") == "archive"


# No request leaves


def checked(tmp_path: Path, pages: Mapping[str, str]) -> tuple[tuple[Finding, ...], dict[str, str]]:
    """Check a site of these files; return the findings and the files as they would be packed."""
    for path, text in pages.items():
        (tmp_path / path).parent.mkdir(parents=True, exist_ok=True)
        (tmp_path / path).write_text(text, encoding="utf-8", newline="")
    content = checks.Content(tmp_path, checks.listed(tmp_path))
    found = checks.check_site(content, lambda what, done, total: None)
    return found, {path: content.read(path).decode() for path in content.paths}


def codes(found: Sequence[Finding]) -> list[str]:
    return [one.code for one in found]


@pytest.mark.parametrize(
    "page",
    [
        '<script src="https://cdn.example/x.js"></script>',
        "<SCRIPT SRC=//cdn.example/x.js></SCRIPT>",
        '<script src="\\\\cdn.example\\x.js"></script>',
        '<link rel="stylesheet" href="https://cdn.example/x.css">',
        '<link rel="preconnect" href="https://fonts.gstatic.com" crossorigin>',
        '<link rel="dns-prefetch" href="//fonts.gstatic.com">',
        '<link rel="search" href="https://a.example/opensearch.xml">',
        '<link rel="alternate stylesheet" href="https://a.example/x.css">',
        '<img src="http://a.example/x.png">',
        '<img src=" ht\ntps://a.example/x.png">',
        '<img srcset="index.html 1x, https://a.example/x.png 2x">',
        '<picture><source srcset="https://a.example/x.webp"></picture>',
        '<iframe src="https://a.example/"></iframe>',
        '<iframe srcdoc="&lt;img src=https://a.example/x.png&gt;"></iframe>',
        '<video poster="https://a.example/x.png"></video>',
        '<audio src="https://a.example/x.mp3"></audio>',
        '<object data="https://a.example/x.swf"></object>',
        '<embed src="https://a.example/x.pdf">',
        '<input type="image" src="https://a.example/x.png">',
        '<body background="https://a.example/x.png">',
        '<svg><image href="https://a.example/x.png"/></svg>',
        '<svg><use xlink:href="https://a.example/x.svg#i"/></svg>',
        '<base href="https://a.example/">',
        '<meta http-equiv="Refresh" content="0; URL=https://a.example/">',
        '<a ping="https://a.example/" href="index.html">x</a>',
        '<p style="background: url(https://a.example/x.png)">x</p>',
        "<style>@import 'https://a.example/x.css';</style>",
        '<style>p { background: url( "//a.example/x.png" ) }</style>',
        '<style>p { background: image-set("https://a.example/x.png" 1x) }</style>',
        "<noscript><img src='https://a.example/x.png'></noscript>",
    ],
)
def test_what_would_be_loaded_from_another_host(tmp_path: Path, page: str) -> None:
    found, _ = checked(tmp_path, {"index.html": f"<p>1</p>\n<div>{page}</div>"})
    assert codes(found) == ["K600"]
    assert found[0].location.path == "site/index.html"
    assert found[0].location.line == 2


@pytest.mark.parametrize(
    "page",
    [
        '<a href="https://a.example/x">source</a>',
        '<a href="mailto:a@b.example">mail</a>',
        '<form action="https://a.example/"></form>',
        '<link rel="canonical" href="https://a.example/">',
        '<link rel="alternate" hreflang="en" href="https://a.example/en/">',
        '<img src="data:image/png;base64,AA==">',
        '<p style="background: url(data:image/png;base64,AA==)">x</p>',
        '<svg xmlns="http://www.w3.org/2000/svg"></svg>',
        "<style>/* url(https://a.example/x) */</style>",
        "<style>@namespace svg url(http://www.w3.org/2000/svg);</style>",
        """<style>p { mask: url("data:image/svg+xml,<svg xmlns='http://www.w3.org/'>") }</style>""",
        "<!-- <img src='https://a.example/x.png'> -->",
        "<p>https://a.example/x.png</p>",
        '<script type="application/json">{"a": "https://a.example/"}</script>',
        '<script>// see https://a.example/\nx("http://www.w3.org/2000/svg")</script>',
    ],
)
def test_what_loads_nothing(tmp_path: Path, page: str) -> None:
    found, packed = checked(tmp_path, {"index.html": page})
    assert codes(found) == []
    assert packed["index.html"] == page


def test_a_style_sheet_that_loads_from_another_host(tmp_path: Path) -> None:
    text = '/* "https://no.example" */\n@import "https://a.example/x.css";\np { color: red }\n'
    found, _ = checked(tmp_path, {"a/x.css": text})
    assert [(one.code, str(one.location)) for one in found] == [("K600", "site/a/x.css:2:1")]


def test_a_picture_that_loads_from_another_host(tmp_path: Path) -> None:
    svg = '<svg xmlns="http://www.w3.org/2000/svg"><image href="https://a.example/x.png"/></svg>'
    found, _ = checked(tmp_path, {"x.svg": svg})
    assert codes(found) == ["K600"]


@pytest.mark.parametrize(
    "script",
    [
        'fetch("https://a.example/x.json")',
        "new WebSocket('wss://a.example')",
        "import(`https://a.example/x.js`)",
        'load("//cdn.example/x.js")',
    ],
)
def test_a_script_that_names_another_host(tmp_path: Path, script: str) -> None:
    found, _ = checked(tmp_path, {"x.js": f"a()\n{script}\n"})
    assert [(one.code, one.severity) for one in found] == [("K601", "warning")]
    assert found[0].location.line == 2
    found, _ = checked(tmp_path, {"x.js": "", "index.html": f"<script>{script}</script>"})
    assert codes(found) == ["K601"]
    found, _ = checked(
        tmp_path, {"index.html": f"<p onclick='{script.replace(chr(39), '`')}'>x</p>"}
    )
    assert codes(found) == ["K601"]


def test_words_of_the_search_index_are_no_program(tmp_path: Path) -> None:
    data = 'kashshaf.search.got("t0", "https://a.example/")'
    found, _ = checked(tmp_path, {"search/files/t0-aaaaaa.js": data})
    assert found == ()


def test_the_themes_script_cannot_ask_another_host(
    bundled: Archive, files: dict[str, bytes]
) -> None:
    (path,) = (path for path in files if re.match(r"assets/javascripts/bundle", path))
    assert b'"https://unpkg.com' in (bundled.root / "site" / path).read_bytes()
    assert not re.search(rb"""["'`]https?://(?!www\.w3)""", files[path])
    assert b'"data:,unpkg.com' in files[path]


# Links


@pytest.mark.parametrize(
    ("url", "why"),
    [
        ("x.html", "no such file"),
        ("a/b.html", "no such file"),
        ("nowhere/", "no such file"),
        ("../x.html", "out of the bundle"),
        ("a/../../index.html", "out of the bundle"),
        ("/index.html", "begins with"),
        ("//a.example/", "no address"),
        ("file:///C:/x.html", "one computer"),
        ("http://[", "no address"),
        ("#nowhere", "no such place"),
        ("index.html#nowhere", "no such place"),
        ("Index.html", "no such file"),
        ("404.html", "no such file"),
    ],
)
def test_a_link_that_leads_nowhere(tmp_path: Path, url: str, why: str) -> None:
    pages = {"index.html": f'<p id="x">\n<a href="{url}">x</a></p>', "404.html": ""}
    found, _ = checked(tmp_path, pages)
    assert codes(found) == ["K602"]
    assert why in found[0].message
    assert found[0].location.line == 2


def test_what_a_page_needs_must_be_there(tmp_path: Path) -> None:
    found, _ = checked(
        tmp_path,
        {
            "index.html": "<img src=x.png><script src=x.js></script>"
            "<form action='a.html'></form><p style='background: url(y.png)'></p>",
            "a/x.css": "p { background: url(../z.png) }",
        },
    )
    assert codes(found) == ["K602"] * 5


@pytest.mark.parametrize(
    "url",
    ["index.html", "a/index.html#p1", "a/index.html#%D8%A3", "a%2Findex.html", "index.html?q=x",
     "?q=x", "#", "#top", "a/../index.html", "a/index.html#p1:~:text=x", "a/index.html#old"],
)  # fmt: skip
def test_a_link_that_holds_stays_as_it_is(tmp_path: Path, url: str) -> None:
    page = f'<a href="{url}">x</a>'
    inner = '<p id="p1"></p><p id="أ"></p><a name="old"></a>'
    found, packed = checked(tmp_path, {"index.html": page, "a/index.html": inner})
    assert found == ()
    assert packed["index.html"] == page


@pytest.mark.parametrize(
    ("tag", "wanted"),
    [
        ('<a href="./">', '<a href="./index.html">'),
        ('<a href=".">', '<a href="./index.html">'),
        ('<a href="..">', '<a href="../index.html">'),
        ("<a class=x href=../b/>", '<a class=x href="../b/index.html">'),
        ("<a\n  title='href=\"..\"'\n  data-href='..' HREF='../b?q=1#x' >",
         "<a\n  title='href=\"..\"'\n  data-href='..' HREF=\"../b/index.html?q=1#x\" >"),
        ('<form action="../b/">', '<form action="../b/index.html">'),
        ('<link rel="next" href="../b/">', '<link rel="next" href="../b/index.html">'),
    ],
)  # fmt: skip
def test_a_link_to_a_folder_is_completed(tmp_path: Path, tag: str, wanted: str) -> None:
    pages = {
        "index.html": "<p>",
        "a/index.html": f"<p>أ</p>\r\n<b>{tag}{tag}\r\n<p>ب",
        "b/index.html": '<p id="x">',
    }
    found, packed = checked(tmp_path, pages)
    assert found == ()
    assert packed["a/index.html"] == f"<p>أ</p>\r\n<b>{wanted}{wanted}\r\n<p>ب"
    assert (tmp_path / "a/index.html").read_bytes() == pages["a/index.html"].encode()


def test_a_completed_address_keeps_its_rest() -> None:
    assert completed(" a/?x=../#y ") == "a/index.html?x=../#y"


def test_an_anchor_of_a_completed_link_must_be_there(tmp_path: Path) -> None:
    found, _ = checked(tmp_path, {"a/index.html": "<p>", "index.html": '<a href="a/#x">x</a>'})
    assert codes(found) == ["K602"]


def test_every_link_of_the_bundle_names_a_file_and_an_id(files: dict[str, bytes]) -> None:
    pages = {p: parse_html(data.decode()) for p, data in files.items() if p.endswith(".html")}
    ids = {path: {e.id for e in page.walk() if e.id} for path, page in pages.items()}
    seen = 0
    for path, page in pages.items():
        for element in page.walk():
            for url in urls(element):
                parts = urlsplit(url)
                if parts.scheme:
                    assert parts.scheme in ("https", "http", "data"), url
                    assert element.tag == "a" or parts.scheme == "data", (path, url)
                    continue
                seen += 1
                joined = os.path.normpath(PurePosixPath(path).parent / unquote(parts.path))
                there = joined if parts.path else path
                assert there in files, (path, url)
                if parts.fragment:
                    assert unquote(parts.fragment) in ids[there], (path, url)
    assert seen > 1500


def urls(element: Element) -> list[str]:
    return [element.attributes[n] for n in ("href", "src", "action") if n in element.attributes]


def test_a_link_that_leads_nowhere_keeps_the_bundle_from_being_written(fresh: Archive) -> None:
    fresh.write("site_src/about.md", '# عن\n\n<a href="nowhere.html">س</a>\n')
    done = fresh.run("bundle")
    assert done.exit_code == 1
    assert re.search(r"^site/about\.html:\d+:\d+: K602 ", done.stderr, re.M)
    assert "No bundle was written" in done.stderr
    assert not (fresh.root / "dist").exists()


# The same bytes


def test_the_same_bytes_in_another_place_and_time(
    bundled: Archive, zipped: Path, tmp_path: Path
) -> None:
    other = copy_repository(tmp_path / "elsewhere" / "أرشيف")
    for path in other.root.rglob("*"):
        os.utime(path, (1_000_000_000, 1_000_000_000))
    env = {"PYTHONHASHSEED": "4242", "TZ": "Pacific/Kiritimati", "LC_ALL": "C"}
    done = command("bundle", "--output", str(tmp_path / "x.zip"), cwd=other.root, env=env)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (tmp_path / "x.zip").read_bytes() == zipped.read_bytes()


def test_a_second_run_makes_the_same_bundle(bundled: Archive, zipped: Path) -> None:
    before = zipped.read_bytes()
    assert bundled.run("bundle").exit_code == 0
    assert bundle_of(bundled.root) == zipped
    assert zipped.read_bytes() == before


def test_times_and_permissions_are_fixed(zipped: Path) -> None:
    with zipfile.ZipFile(zipped) as archive:
        for info in archive.infolist():
            assert info.date_time == (1980, 2, 1, 0, 0, 0)
            assert info.external_attr >> 16 == stat.S_IFREG | 0o644
            assert info.create_system == 3
            assert info.compress_type == zipfile.ZIP_DEFLATED


@pytest.mark.parametrize(
    ("when", "wanted"),
    [
        (None, (1980, 2, 1, 0, 0, 0)),
        (0, (1980, 2, 1, 0, 0, 0)),
        (1_719_705_600, (2024, 6, 30, 0, 0, 0)),
        (10**11, (2107, 12, 31, 23, 59, 58)),
    ],
)
def test_the_time_is_that_of_the_environment(
    tmp_path: Path, when: int | None, wanted: tuple[int, ...]
) -> None:
    pack.write_zip(tmp_path / "x.zip", [("a/b", b"c")], when)
    with zipfile.ZipFile(tmp_path / "x.zip") as archive:
        assert archive.infolist()[0].date_time == wanted


def test_the_version_is_a_day_or_a_hash_of_the_content() -> None:
    one, other = {"a": pack.entry(b"1")}, {"a": pack.entry(b"2")}
    assert pack.default_version(one, None) != pack.default_version(other, None)
    assert re.fullmatch("[0-9a-f]{12}", pack.default_version(one, None))
    assert pack.default_version(one, 1_719_705_600) == "2024-06-30"
    assert pack.default_version(one, 0) == "1970-01-01"


def test_a_zip_that_cannot_be_finished_leaves_the_old_one(tmp_path: Path) -> None:
    def members() -> Iterator[tuple[str, bytes]]:
        yield "a", b"1"
        raise OSError("the disk is full")

    (tmp_path / "x.zip").write_bytes(b"old")
    with pytest.raises(OSError, match="full"):
        pack.write_zip(tmp_path / "x.zip", members(), None)
    assert [path.name for path in tmp_path.iterdir()] == ["x.zip"]
    assert (tmp_path / "x.zip").read_bytes() == b"old"


def test_a_site_that_changes_meanwhile_is_not_packed(
    fresh: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    read = checks.Content.read
    seen: dict[str, int] = {}

    def changing(self: checks.Content, path: str) -> bytes:
        seen[path] = seen.get(path, 0) + 1
        return read(self, path) + (b" " if path == "about.html" and seen[path] == 3 else b"")

    monkeypatch.setattr(checks.Content, "read", changing)
    done = fresh.run("bundle")
    assert done.exit_code == 1
    assert "site/about.html: K606 " in done.stderr
    assert list((fresh.root / "dist").iterdir()) == []


# Excerpts

#: Words that no excerpt holds: of long and of short sentences, with and without names.
FIRST = " ".join(f"مفتتح{n}" for n in range(1, 61))
SECOND = " ".join(f"تالية{n}" for n in range(1, 61)) + " ورأوا أندرو ميلر متسللا."
HIDDEN = "ثم قال أندرو ميلر في القاعة المظلمة إن الوثيقة المخبوءة لم يرها أحد من الحاضرين قط."
SHORT = "وانصرف ميلر واجما."
CEASE = "وعاد الحديث عن وقف إطلاق النار خافتا متلعثما."
WITHHELD = "قال أندرو ميلر إن المحجوب لا يعرض منه حرف واحد في هذا الأرشيف أبدا."
SECRET = [
    "المظلمة",
    "المخبوءة",
    "واجما",
    "متلعثما",
    "متسللا",
    "المحجوب",
    "خاتمته",
    "تالية21",
    "تالية60",
]


def fill(archive: Archive) -> None:
    long = f"{FIRST}\n\n{SECOND}\n\n{HIDDEN}\n\n{SHORT}\n\n{CEASE}\n\nهذه خاتمته.\n"
    common: dict[str, object] = {"date": "2024-06-30", "source": "صحيفة"}
    archive.article("one", long, title="الأولى", slug="one", **common)
    text = long.replace("مفتتح1 ", "أندرو ميلر ")
    archive.article("two", text, title="الثانية", slug="two", rights="excerpt", **common)
    archive.article("three", WITHHELD, title="الثالثة", slug="three", rights="none", **common)
    four = "التقى أندرو ميلر الوزير، ثم تحدثا عن وقف إطلاق النار.\n"
    archive.article("four", four, title="الرابعة", slug="four", **common)
    archive.write("seeds/registers/people.yml", [{"id": "andrew", "name": "أندرو ميلر"}])
    archive.write(
        "seeds/registers/topics.yml",
        [
            {
                "id": "ceasefire",
                "name": "الهدنة",
                "definition": "سكوت السلاح.",
                "sources": ["four#p1"],
                "phrases": ["وقف إطلاق النار"],
            }
        ],
    )
    archive.write(
        "seeds/registers/glossary.yml",
        [{"id": "hall", "name": "القاعة", "definition": "غرفة.", "basis": "ما يعرفه الناس"}],
    )


@pytest.fixture(scope="module")
def excerpts(tmp_path_factory: pytest.TempPathFactory) -> Archive:
    """Return an archive with texts of all rights, and the bundle of its excerpts."""
    archive = Archive(tmp_path_factory.mktemp("excerpts") / "archive")
    start(archive.root, "Press", example=False)
    fill(archive)
    done = archive.run("bundle", "--excerpt-only")
    assert done.exit_code == 0, done.output
    return archive


def found_in(files: Mapping[str, bytes], word: str) -> list[str]:
    """Return the files that hold a word, in whatever way it is written."""
    ways = (word, json.dumps(word)[1:-1], "".join(f"&#{ord(letter)};" for letter in word))
    return [path for path, data in files.items() if any(way.encode() in data for way in ways)]


def test_the_words_that_must_not_be_there_are_there_otherwise(excerpts: Archive) -> None:
    assert excerpts.run("bundle", "--output", str(excerpts.root / "whole.zip")).exit_code == 0
    files = entries(excerpts.root / "whole.zip")
    for word in SECRET:
        assert bool(found_in(files, word)) == (word != "المحجوب"), word
    assert len(found_in(files, "المظلمة")) >= 3  # the article, the person, the search
    assert json.loads(files["bundle.json"])["excerpt_only"] is False


def test_nothing_beyond_an_excerpt_is_in_any_file(excerpts: Archive) -> None:
    files = entries(bundle_of(excerpts.root))
    for word in SECRET:
        assert found_in(files, word) == [], word
    for word in ("مفتتح60", "تالية20"):
        assert {"articles/one.html"} < set(found_in(files, word))


def test_what_an_excerpt_shows_is_there_and_can_be_searched(excerpts: Archive) -> None:
    files = entries(bundle_of(excerpts.root))
    assert json.loads(files["bundle.json"])["excerpt_only"] is True
    assert bundle_of(excerpts.root).name.startswith("press-excerpts-")
    assert "excerpts" in files["README.txt"].decode("utf-8-sig")
    data = json.loads(files["data/articles.json"])["articles"]
    assert {row["id"]: row["rights"] for row in data} == {
        "one": "excerpt", "two": "excerpt", "three": "none", "four": "excerpt",
    }  # fmt: skip
    page = files["articles/one.html"].decode()
    assert "هذا مقتطف" in page
    assert any(p.startswith("search/files/") for p in found_in(files, "مفتتح7"))


def test_a_name_is_quoted_only_where_its_words_are_shown(excerpts: Archive) -> None:
    files = entries(bundle_of(excerpts.root))
    person = parse_html(files["people/andrew.html"].decode())
    quotations = [element.text for element in person.with_class("ks-kwic")]
    assert len(quotations) == 1  # of the fourth article, which its excerpt shows whole
    assert "التقى أندرو ميلر الوزير" in quotations[0]
    links = {e.attributes.get("href", "") for e in person.walk() if e.tag == "a"}
    assert "../articles/two.html#p1" in links
    assert "../articles/one.html#p3" not in links
    topic = parse_html(files["topics/ceasefire.html"].decode())
    assert ["الوزير" in e.text for e in topic.with_class("ks-kwic")] == [True]


def test_the_archives_own_rooms_are_left_alone(fresh: Archive) -> None:
    fill(fresh)
    before = fresh.files()
    done = fresh.run("bundle", "--excerpt-only", "--output", str(fresh.root / "x.zip"))
    assert done.exit_code == 0, done.output
    after = fresh.files()
    del after["x.zip"]
    assert after == before
    assert not (fresh.root / "site").exists()
    assert not (fresh.root / ".kashshaf").exists()


QUOTATION = "في القاعة المظلمة إن الوثيقة المخبوءة لم يرها أحد"


@pytest.mark.parametrize(
    ("path", "text"),
    [
        ("about.md", QUOTATION.replace("القاعة", "ال**قاعة**")),
        ("about.md", f'<img src="assets/kashshaf/icon.svg" alt="{QUOTATION}">'),
        ("about.md", "".join(f"&#{ord(letter)};" for letter in QUOTATION)),
        ("notes.txt", QUOTATION.replace(" ", "\n")),
        ("notes.json", json.dumps({"note": QUOTATION})),
    ],
    ids=["words", "attribute", "references", "text", "json"],
)
def test_a_page_that_quotes_what_is_withheld(fresh: Archive, path: str, text: str) -> None:
    fill(fresh)
    before = fresh.read("site_src/about.md") if path == "about.md" else ""
    fresh.write(f"site_src/{path}", f"{before}\n{text}\n")
    done = fresh.run("bundle", "--excerpt-only")
    assert done.exit_code == 1
    assert f"site/{path.replace('.md', '.html')}: K605 " in done.stderr
    assert not (fresh.root / "dist").exists()


def test_vowel_signs_make_no_words() -> None:
    assert len(withheld.words_of("قَالَ مُحَمَّدٌ لِصَدِيقِهِ")) == 3


def test_what_an_editor_quotes_in_a_register_is_said(fresh: Archive) -> None:
    fill(fresh)
    definition = "مكان فيه «القاعة المظلمة إن الوثيقة المخبوءة لم يرها أحد من الحاضرين»."
    fresh.write(
        "seeds/registers/glossary.yml",
        [{"id": "hall", "name": "القاعة", "definition": definition, "basis": "النص"}],
    )
    done = fresh.run("bundle", "--excerpt-only")
    assert done.exit_code == 0, done.output
    assert "seeds/registers/glossary.yml:1:3: K609 " in done.stderr
    files = entries(bundle_of(fresh.root))
    assert set(found_in(files, "المخبوءة")) >= {"glossary/index.html", "data/glossary.json"}
    assert found_in(files, "المخبوءة لم يرها أحد من الحاضرين قط") == []


def test_the_excerpts_of_the_repository_hold_no_sentence_beyond_them(
    bundled: Archive, tmp_path: Path, seeds: Any
) -> None:
    path = tmp_path / "x.zip"
    done = bundled.run("bundle", "--excerpt-only", "--output", str(path))
    assert done.exit_code == 0, done.output
    files = entries(path)
    text = "\n".join(words(data) for name, data in files.items() if name.endswith(("html", "js")))
    sentences = 0
    for article in seeds.articles:
        for block in article.paragraphs[2:]:
            for sentence in re.split(r"[.؟!]\s", article.words(block)):
                plain = " ".join(re.findall(r"\w+", sentence))
                if plain.count(" ") >= 15 and not quoted_by_an_editor(plain, bundled):
                    sentences += 1
                    assert plain not in text, (article.id, sentence)
    assert sentences > 40


def words(data: bytes) -> str:
    text = re.sub(r"<[^>]*>", "", data.decode())
    return " ".join(re.findall(r"\w+", text))


def quoted_by_an_editor(sentence: str, archive: Archive) -> bool:
    registers = archive.files("seeds/registers").values()
    return any(sentence in " ".join(re.findall(r"\w+", data.decode())) for data in registers)


def test_excerpts_of_an_archive_with_errors_are_not_made(fresh: Archive) -> None:
    fill(fresh)
    fresh.article("bad", "", title="س", slug="bad", date="2024", source="س")
    done = fresh.run("bundle", "--excerpt-only")
    assert done.exit_code == 1
    assert "K100" in done.stderr
    assert not (fresh.root / "dist").exists()


def test_what_the_site_needs_besides_is_found(fresh: Archive) -> None:
    config = fresh.read("mkdocs.yml")
    fresh.write("mkdocs.yml", f"{config}\nhooks: [tools/hook.py]\n")
    fresh.write(
        "tools/hook.py", "def on_page_markdown(markdown, **kw): return markdown + '\\n\\nذيل'"
    )
    assert fresh.run("bundle", "--excerpt-only").exit_code == 0
    assert "ذيل" in entries(bundle_of(fresh.root))["about.html"].decode()


# The command


def test_the_command_says_what_it_made(bundled: Archive, zipped: Path) -> None:
    done = bundled.run("bundle")
    assert re.search(rf"{re.escape(zipped.name)}: \d+ files, \d+ kB\.", done.stdout)
    assert bundled.run("bundle", "--quiet").stdout == ""


def test_a_name_a_version_and_a_file(fresh: Archive) -> None:
    assert fresh.run("bundle", "--name", "press", "--version", "1.0").exit_code == 0
    assert bundle_of(fresh.root).name == "press-1.0.zip"
    assert "index.html" in entries(bundle_of(fresh.root))
    output = fresh.root / "a/b.zip"
    done = command(
        *("bundle", "-q", "-o", str(output)),
        cwd=fresh.root,
        env={"SOURCE_DATE_EPOCH": "1719705600"},
    )
    assert done.returncode == 0, done.stderr
    with zipfile.ZipFile(output) as archive:
        assert archive.namelist()[0].startswith("press-2024-06-30/")
        assert archive.infolist()[0].date_time[:3] == (2024, 6, 30)


@pytest.mark.parametrize(
    ("arguments", "env", "words"),
    [
        (["--output", "."], {}, "folder"),
        (["--output", ""], {}, "folder"),
        ([], {"SOURCE_DATE_EPOCH": "yesterday"}, "SOURCE_DATE_EPOCH"),
        ([], {"SOURCE_DATE_EPOCH": "-1"}, "SOURCE_DATE_EPOCH"),
        (["--verify", "none.zip"], {}, "There is no file"),
        (["--verify", "."], {}, ". is a folder"),
        (["--verify", "kashshaf.yml", "--excerpt-only"], {}, "no option"),
        (["--verify", "kashshaf.yml", "-C", "."], {}, "no option"),
        (["-C", "seeds/nowhere"], {}, "There is no folder"),
    ],
)
def test_misuse(
    fresh: Archive,
    monkeypatch: pytest.MonkeyPatch,
    arguments: list[str],
    env: dict[str, str],
    words: str,
) -> None:
    monkeypatch.chdir(fresh.root)
    for name, value in env.items():
        monkeypatch.setenv(name, value)
    done = run(*arguments)
    assert done.exit_code == 2
    assert words in done.stderr
    assert not (fresh.root / "dist").exists()


def test_no_archive_no_bundle(tmp_path: Path) -> None:
    assert run("-C", str(tmp_path)).exit_code == 2


def test_a_site_that_cannot_be_rendered_is_no_bundle(fresh: Archive) -> None:
    fresh.write("site_src/about.md", "# عن\n\n[س](nowhere.md)\n")
    for options in ([], ["--excerpt-only"]):
        done = command("bundle", *options, cwd=fresh.root)
        assert done.returncode == 1
        assert "MkDocs could not render the site" in done.stderr
        assert "nowhere.md" in done.stderr
        assert "No bundle was written" in done.stderr


def test_a_folder_that_cannot_be_written_is_said(fresh: Archive) -> None:
    fresh.write("dist", "a file where a folder should be")
    done = fresh.run("bundle")
    assert done.exit_code == 1
    assert "K503" in done.stderr


def test_a_file_that_windows_refuses_is_said(fresh: Archive) -> None:
    fresh.write("site_src/assets/صورة.txt", "س")
    fresh.write("site_src/assets/aux.txt", "x")
    fresh.write(f"site_src/assets/{'x' * 150}.txt", "x")
    done = fresh.run("bundle")
    assert done.exit_code == 1
    assert done.stderr.count("K603") == 2
    assert done.stderr.count("K604") == 1


# Verification


def member(name: str, mode: int = stat.S_IFREG | 0o644) -> zipfile.ZipInfo:
    info = zipfile.ZipInfo(name, (2024, 1, 1, 0, 0, 0))
    info.external_attr = mode << 16
    info.compress_type = zipfile.ZIP_DEFLATED
    return info


def rezipped(path: Path, files: Mapping[str, bytes], top: str = "a-1") -> Path:
    with zipfile.ZipFile(path, "w") as archive:
        for name, data in files.items():
            archive.writestr(member(f"{top}/{name}"), data)
    return path


def sound() -> dict[str, bytes]:
    """Return the files of a small bundle called a-1."""
    files = {"index.html": b"<p>x</p>", "people/x.html": b"y"}
    about = pack.About("a", "1", "x", 1, False)
    listed = {path: pack.entry(data) for path, data in files.items()}
    files["bundle.json"] = pack.manifest(about, listed)
    listed["bundle.json"] = pack.entry(files["bundle.json"])
    return files | {"SHA256SUMS": pack.sums(listed)}


def refused(path: Path, code: str, words: str = "") -> None:
    done = run("--verify", str(path))
    assert done.exit_code == 1, done.output
    assert code in done.stderr
    assert words in done.stderr
    assert done.stdout == ""


def test_a_bundle_is_verified(zipped: Path, tmp_path: Path) -> None:
    done = run("--verify", str(zipped))
    assert done.exit_code == 0
    assert "all of them as they were made" in done.stdout
    assert run("--verify", str(zipped), "--quiet").stdout == ""
    assert run("--verify", str(rezipped(tmp_path / "x.zip", sound()))).exit_code == 0


def changed(change: Mapping[str, bytes | None]) -> dict[str, bytes]:
    return {p: data for p, data in (sound() | dict(change)).items() if data is not None}


def resummed(change: Mapping[str, bytes | None]) -> dict[str, bytes]:
    """Return a changed bundle whose SHA256SUMS agree with it."""
    files = changed(change)
    rest = {path: pack.entry(data) for path, data in files.items() if path != "SHA256SUMS"}
    return files | {"SHA256SUMS": pack.sums(rest)}


@pytest.mark.parametrize(
    ("files", "words"),
    [
        (changed({"index.html": b"<p>y</p>"}), "«index.html» is not as SHA256SUMS says"),
        (changed({"index.html": b"<p>y</p>"}), "«index.html» is not as bundle.json says"),
        (resummed({"index.html": b"<p>y</p>"}), "«index.html» is not as bundle.json says"),
        (changed({"index.html": None}), "«index.html» is missing"),
        (changed({"more.html": b""}), "«more.html» is not in SHA256SUMS"),
        (resummed({"more.html": b""}), "«more.html» is not in bundle.json"),
        (changed({"SHA256SUMS": b"x\n"}), "line 1 is not readable"),
        (changed({"SHA256SUMS": b"\xff\x00"}), "line 1 is not readable"),
        (changed({"SHA256SUMS": sound()["SHA256SUMS"] * 2}), "line 4 is not readable"),
        (resummed({"bundle.json": b"["}), "bundle.json is not readable"),
        (resummed({"bundle.json": b"[" * 200_000}), "bundle.json is not readable"),
        (resummed({"bundle.json": b"[]"}), "bundle.json is not readable"),
        (resummed({"bundle.json": b'{"format": 1, "files": 3}'}), "bundle.json is not readable"),
        (resummed({"bundle.json": b'{"format": 99}'}), "does not know"),
        (
            resummed({"bundle.json": sound()["bundle.json"].replace(b'"1"', b'"2"', 1)}),
            "bundle.json is of «a-2»",
        ),
    ],
)  # fmt: skip
def test_a_bundle_that_is_not_as_it_was_made(
    tmp_path: Path, files: dict[str, bytes], words: str
) -> None:
    refused(rezipped(tmp_path / "x.zip", files), "K608", words)


def test_many_problems_are_counted(tmp_path: Path) -> None:
    files = sound() | {f"{n}.html": b"" for n in range(100)}
    done = run("--verify", str(rezipped(tmp_path / "x.zip", files)))
    assert len(done.stderr.splitlines()) == 21
    assert "and 180 more" in done.stderr


@pytest.mark.parametrize("missing", ["bundle.json", "SHA256SUMS"])
def test_a_zip_without_lists_is_no_bundle(tmp_path: Path, missing: str) -> None:
    refused(rezipped(tmp_path / "x.zip", changed({missing: None})), "K607", missing)


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("../evil.html", "elsewhere"),
        ("a-1/../../evil.html", "elsewhere"),
        ("/etc/evil", "elsewhere"),
        ("C:/evil.html", "refuses"),
        ("a-1\\..\\evil.html", "refuses"),
        ("a-1/evil.html\x00.txt", "ASCII"),
        ("a-1/con.html", "device"),
        ("a-1/صورة.html", "ASCII"),
        ("evil.html", "beside the folder"),
        ("b-1/evil.html", "more than one folder"),
        ("a-1/index.html", "2 times"),
        ("a-1/INDEX.html", "2 times"),
    ],
)
def test_a_path_that_leads_out_of_the_folder(tmp_path: Path, name: str, words: str) -> None:
    path = rezipped(tmp_path / "x.zip", sound())
    info = member("a")
    info.filename = info.orig_filename = name
    with (
        pytest.warns(UserWarning) if "index" in name else _nothing(),
        zipfile.ZipFile(path, "a") as archive,
    ):
        archive.writestr(info, b"x")
    refused(path, "K607", words)


class _nothing:  # noqa: N801
    def __enter__(self) -> None: ...
    def __exit__(self, *error: object) -> None: ...


def test_a_link_is_refused(tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.zip", sound())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr(member("a-1/x", stat.S_IFLNK | 0o777), b"/etc/passwd")
    refused(path, "K607", "is a link")


def test_folders_in_a_zip_are_no_files_too_many(tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.zip", sound())
    with zipfile.ZipFile(path, "a") as archive:
        archive.mkdir("a-1/")
        archive.mkdir("a-1/people/")
    assert run("--verify", str(path)).exit_code == 0


def test_another_compression_is_refused(tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.zip", sound())
    with zipfile.ZipFile(path, "a") as archive:
        archive.writestr("a-1/x", b"x", zipfile.ZIP_LZMA)
    refused(path, "K607", "compressed in a way")


def test_an_encrypted_zip_is_refused(tmp_path: Path) -> None:
    data = bytearray(rezipped(tmp_path / "x.zip", sound()).read_bytes())
    at = data.index(b"PK\x01\x02")
    data[at + 8] |= 1
    (tmp_path / "x.zip").write_bytes(data)
    refused(tmp_path / "x.zip", "K607", "encrypted")


def test_a_file_cut_short_is_refused(zipped: Path, tmp_path: Path) -> None:
    data = zipped.read_bytes()
    for length in (0, 1, 21, 22, len(data) // 2, len(data) - 1):
        (tmp_path / "x.zip").write_bytes(data[:length])
        refused(tmp_path / "x.zip", "K607", "no zip file")


def test_a_damaged_byte_anywhere_is_found(tmp_path: Path) -> None:
    data = rezipped(tmp_path / "x.zip", sound()).read_bytes()
    harmless = 0
    for at in range(len(data)):
        broken = bytearray(data)
        broken[at] ^= 0x41
        (tmp_path / "x.zip").write_bytes(broken)
        done = run("--verify", str(tmp_path / "x.zip"))
        assert done.exit_code in (0, 1), at
        harmless += done.exit_code == 0
    assert harmless < len(data) / 3  # times, versions and permissions are no content


@pytest.mark.parametrize("data", [b"<html>404", b"\x1f\x8b\x08", b"PK\x05\x06", b"x" * 100_000])
def test_what_is_no_zip_is_refused(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "x.zip").write_bytes(data)
    refused(tmp_path / "x.zip", "K607", "no zip file")


def test_an_empty_zip_is_no_bundle(tmp_path: Path) -> None:
    refused(rezipped(tmp_path / "x.zip", {}), "K607", "no bundle")


def test_a_bomb_is_not_unpacked(tmp_path: Path) -> None:
    path = tmp_path / "x.zip"
    rezipped(path, sound() | {"big.bin": bytes(300_000_000)})
    tracemalloc.start()
    try:
        refused(path, "K607", "would unpack to 300 MB")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_file_that_is_larger_than_it_says_is_damage(tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.zip", sound() | {"big.bin": bytes(50_000_000)})
    data = path.read_bytes()
    for size in (struct.pack("<L", 50_000_000),):
        data = data.replace(size, struct.pack("<L", 10))
    path.write_bytes(data)
    tracemalloc.start()
    try:
        refused(path, "K608", "«big.bin» cannot be read")
        assert tracemalloc.get_traced_memory()[1] < 20_000_000
    finally:
        tracemalloc.stop()


def test_a_directory_without_end_is_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rezipped(tmp_path / "x.zip", sound())
    assert run("--verify", str(path)).exit_code == 0
    monkeypatch.setattr(verify, "_MOST", 200)
    refused(path, "K607", "larger than that of any bundle")


def test_lists_that_are_too_long_are_not_read(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = rezipped(tmp_path / "x.zip", resummed({"bundle.json": b" " * 9000}))
    monkeypatch.setattr(verify, "_MOST", 8000)
    refused(path, "K608", "bundle.json is not readable")


def test_a_message_does_not_steer_the_terminal(tmp_path: Path) -> None:
    path = rezipped(tmp_path / "x.zip", sound() | {"\x1b[2J\u202e.html": b""})
    done = run("--verify", str(path))
    assert "\x1b" not in done.stderr
    assert "\u202e" not in done.stderr


# In a browser

CHROMIUM = os.environ.get("KASHSHAF_CHROMIUM") or "/usr/bin/chromium"


class Network:
    """A proxy that lets nobody through, and counts who tried."""

    def __init__(self) -> None:
        self.socket = socket.create_server(("127.0.0.1", 0))
        self.asked: list[bytes] = []
        threading.Thread(target=self._count, daemon=True).start()

    @property
    def address(self) -> str:
        return f"http://127.0.0.1:{self.socket.getsockname()[1]}"

    def _count(self) -> None:
        while True:
            try:
                connection, _ = self.socket.accept()
            except OSError:
                return
            with connection:
                self.asked.append(connection.recv(200))


@pytest.fixture(scope="module")
def network() -> Iterator[Network]:
    network = Network()
    yield network
    network.socket.close()


def failed(request: Any) -> list[str]:
    """Its address, but for what the browser gave up itself because the reader went on."""
    return [] if request.failure == "net::ERR_ABORTED" else [f"{request.failure} {request.url}"]


@pytest.fixture
def page(network: Network) -> Iterator[Any]:
    required = os.environ.get("KASHSHAF_BROWSER") == "required"
    if not required and not Path(CHROMIUM).is_file():
        pytest.skip(f"there is no Chromium at {CHROMIUM}")
    name = "playwright.sync_api"
    playwright = importlib.import_module(name) if required else pytest.importorskip(name)
    with playwright.sync_playwright() as driver:
        browser = driver.chromium.launch(
            executable_path=CHROMIUM, args=["--no-sandbox", "--disable-gpu"]
        )
        # Of the context and not of the browser, which asks its maker for news of its own.
        page = browser.new_context(proxy={"server": network.address}).new_page()
        page.asked, page.wrong = [], []
        page.on("request", lambda request: page.asked.append(request.url))
        page.on("requestfailed", lambda request: page.wrong.extend(failed(request)))
        page.on("pageerror", lambda error: page.wrong.append(str(error)))
        yield page
        browser.close()


@pytest.mark.browser
def test_the_bundle_is_read_by_double_click_without_a_network(
    page: Any, unpacked: Path, network: Network
) -> None:
    page.goto((unpacked / "index.html").as_uri())
    for section in ("articles", "people", "topics", "glossary"):
        page.locator(f".md-tabs__link[href$='{section}/index.html']").first.click()
        page.wait_for_url(f"**/{section}/index.html")
        assert page.locator("h1").inner_text().strip()
    page.goto((unpacked / "articles/leaked-memo.html").as_uri())
    page.locator(".ks-text a.ks-person").first.click()
    page.wait_for_url("**/people/*.html*")
    page.locator(".ks-kwic a").first.click()
    page.wait_for_url("**/articles/*.html#*")
    assert page.evaluate("document.querySelector(location.hash) !== null")
    page.locator(".md-logo").first.click()
    page.wait_for_url("**/index.html")
    assert page.evaluate(
        "document.fonts.ready.then(() => [...document.fonts].some(f => f.status === 'loaded'))"
    )
    asked = [url for url in page.asked if not url.startswith(("file:", "data:"))]
    assert (asked, network.asked, page.wrong) == ([], [], [])


@pytest.mark.browser
def test_the_bundle_is_searched_without_a_network(
    page: Any, unpacked: Path, network: Network
) -> None:
    for first in ("index.html", "people/antony-blinken.html"):
        page.goto((unpacked / first).as_uri())
        found = page.evaluate("window.kashshaf.search('استقالة', {limit: 5})")
        assert found["total"] >= 1
        assert 1 <= len(found["results"]) <= 5
        article = found["results"][0]["article"]
        assert (unpacked / f"articles/{article}.html").is_file()
        page.goto(page.evaluate("url => new URL(url, location).href", found["results"][0]["url"]))
        assert page.url.partition("#")[0].endswith(f"/articles/{article}.html")
        assert page.locator(".ks-text p").count() > 1
    asked = [url for url in page.asked if not url.startswith(("file:", "data:"))]
    assert (asked, network.asked, page.wrong) == ([], [], [])


@pytest.mark.browser
def test_the_bundle_has_its_dark_mode(page: Any, unpacked: Path, network: Network) -> None:
    page.emulate_media(color_scheme="light")
    page.goto((unpacked / "index.html").as_uri())
    colour = "getComputedStyle(document.body).backgroundColor"
    light = page.evaluate(colour)
    page.locator("label[for=__palette_1]").click()
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    page.wait_for_timeout(500)
    dark = page.evaluate(colour)
    assert dark != light
    page.goto((unpacked / "articles/leaked-memo.html").as_uri())
    page.wait_for_selector("body[data-md-color-scheme=slate]")
    assert (network.asked, page.wrong) == ([], [])


@pytest.mark.browser
def test_the_count_counts(page: Any, tmp_path: Path, network: Network) -> None:
    """The tests above would see a request, were there one."""
    before = len(network.asked)
    (tmp_path / "x.html").write_text("<img src='http://other.example/x.png'>", encoding="utf-8")
    page.goto((tmp_path / "x.html").as_uri())
    assert any("other.example" in url for url in page.asked)
    assert len(network.asked) > before
    network.asked.clear()
