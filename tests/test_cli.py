"""The command: what it says, with which exit status, and never with a traceback."""

from __future__ import annotations

import json
import os
import re
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
import yaml
from click.testing import CliRunner, Result

from kashshaf import __version__
from kashshaf.cli import main
from kashshaf.findings import RULES
from tests.support import GENERATOR, ROOT, Archive, command, environment

COMMANDS = ["build", "bundle", "check", "diff", "new", "schema", "search", "serve"]


def run(*arguments: str) -> Result:
    return CliRunner().invoke(main, list(arguments))


def test_help_names_every_command_and_option() -> None:
    text = run("--help").stdout
    assert all(re.search(rf"^  {name} ", text, re.M) for name in COMMANDS)
    for name in COMMANDS:
        for option in ("--help", "-h"):
            result = run(name, option)
            assert (result.exit_code, result.stderr) == (0, "")
            assert result.stdout.startswith(f"Usage: main {name}")
            # Each option says what it is for.
            for line in re.findall(r"^  (?:-\w, )?--\S.*", result.stdout, re.M):
                assert re.search(r"\S {2,}\S", line) or f"{line}\n      " in result.stdout, line
    build = run("build", "--help").stdout
    assert all(option in build for option in ("--check", "--strict", "--no-site", "--quiet"))


def test_version() -> None:
    result = run("--version")
    assert (result.exit_code, result.stdout) == (0, f"kashshaf, version {__version__}\n")


def test_it_runs_uninstalled(small: Archive) -> None:
    """``python generator build`` needs neither an installation nor PYTHONPATH."""
    env = {k: v for k, v in os.environ.items() if k != "PYTHONPATH"}
    done = subprocess.run(
        [sys.executable, str(GENERATOR), "build", "--no-site", "-C", str(small.root)],
        cwd=small.root.parent,
        env=env,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert (small.root / "site_src/articles/first.md").is_file()


# Exit status


def test_status_0_where_there_is_nothing_to_say(small: Archive) -> None:
    result = small.build("--strict")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "2 articles" in result.stdout
    result = small.run("check")
    assert (result.exit_code, result.stderr) == (0, "")
    assert "Findings: none." in result.stdout


def test_status_1_for_errors_and_for_warnings_where_they_count(small: Archive) -> None:
    small.article("third", "لا أحد هنا.", slug="third", title="ث", date="2024")
    assert small.codes() == {"K402"}
    assert small.build().exit_code == 0
    assert small.build("--strict").exit_code == 1
    assert small.run("check").exit_code == 1
    small.article("third", "لا أحد هنا.", slug="third", title="ث", date="2024", source="unknown")
    assert small.build("--strict").exit_code == 0
    small.article("third", "قال ميلر.", slug="third", title="ث", date="2024", source="unknown")
    result = small.build()
    assert (result.exit_code, "K012" in result.stderr) == (1, True)
    assert "1 error" in result.stdout


def test_findings_for_information_fail_nothing(small: Archive) -> None:
    path = small.root / "seeds/articles/first.txt"
    path.write_bytes(path.read_text(encoding="utf-8").encode("utf-8-sig"))
    for result in (small.build("--strict"), small.run("check")):
        assert (result.exit_code, "K103" in result.output) == (0, True)


def test_status_2_for_misuse(tmp_path: Path, small: Archive) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    for arguments in (
        ["build", "-C", str(empty)],
        ["check", "-C", str(empty / "nowhere")],
        ["serve", "-C", str(empty)],
        ["build", "--no-such-option"],
        ["nonsense"],
        ["check", "--format", "xml", "-C", str(small.root)],
        ["build", "--check", "--replace-edited", "-C", str(small.root)],
        ["serve", "-a", "nowhere", "-C", str(small.root)],
        ["serve", "-a", "127.0.0.1:99999", "-C", str(small.root)],
        ["new"],
        ["new", str(small.root)],
        ["new", str(tmp_path / "x"), "--title", ""],
        ["new", str(tmp_path / "x"), "--title", "ع" * 201],
    ):
        result = run(*arguments)
        assert result.exit_code == 2, arguments
        assert "Error: " in result.stderr
        assert "Traceback" not in result.output
    assert "kashshaf new" in run("build", "-C", str(empty)).stderr
    assert list(empty.iterdir()) == []
    assert not (tmp_path / "x").exists()


def test_building_a_site_without_mkdocs_yml_is_misuse(small: Archive) -> None:
    result = small.run("build")
    assert (result.exit_code, "mkdocs.yml" in result.stderr) == (2, True)


def test_the_archive_is_found_from_a_folder_below(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small.root / "seeds/articles")
    assert run("check", "--no-pages").exit_code == 0
    monkeypatch.chdir(small.root.parent)
    assert run("check", "--no-pages").exit_code == 2


# What is printed


def spoil(archive: Archive) -> None:
    archive.article("third", "قال ميلر \u200fذلك.", slug="third", title="[bold]ث[/]", date="2024")
    archive.article("wide", "نص عربي قصير.".encode("utf-16"), slug="wide", title="و", date="2024")


def test_a_finding_is_path_line_column_code_message_hint(small: Archive) -> None:
    spoil(small)
    lines = small.run("check", "--no-pages").stdout.splitlines()[:-1]  # the last one counts
    pattern = r"seeds/\S+?(:[1-9]\d*:[1-9]\d*)?: K\d{3} .+ \(hint: .+\)"
    assert len(lines) >= 4
    assert all(re.fullmatch(pattern, line) for line in lines), lines
    assert any(line.startswith("seeds/articles/third.txt:1:5: K012 «ميلر»") for line in lines)
    assert all(line.isascii() or "\u200f" not in line for line in lines)


def test_findings_as_json(small: Archive) -> None:
    spoil(small)
    result = small.run("check", "--format", "json", "--no-pages")
    found = json.loads(result.stdout)
    assert (result.exit_code, result.stderr) == (1, "")
    keys = ["code", "severity", "path", "line", "column", "message", "hint", "hint_ar"]
    assert all(list(one) == keys for one in found)
    assert all(one["severity"] == RULES[one["code"]].severity for one in found)
    (ambiguous,) = [one for one in found if one["code"] == "K012"]
    assert (ambiguous["path"], ambiguous["line"], ambiguous["column"]) == (
        "seeds/articles/third.txt",
        1,
        5,
    )
    (wide,) = [one for one in found if one["code"] == "K103"]
    assert (wide["line"], wide["column"]) == (None, None)
    places = [(one["path"], one["line"] or 0, one["column"] or 0, one["code"]) for one in found]
    assert places == sorted(places)


def test_no_findings_as_json(small: Archive) -> None:
    result = small.run("check", "--format", "json", "--no-pages")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])


def test_quiet_prints_findings_that_count_and_nothing_else(small: Archive) -> None:
    spoil(small)
    for arguments in (["build", "--no-site"], ["check", "--no-pages"]):
        loud, quiet = small.run(*arguments), small.run(*arguments, "--quiet")
        assert quiet.exit_code == loud.exit_code == 1
        assert ("Findings:" in loud.output, "Findings:" in quiet.output) == (True, False)
        assert "K012" in quiet.output
        assert ("K103" in loud.output, "K103" in quiet.output) == (True, False)


def test_check_is_asked_for_findings_and_prints_them_on_standard_output(small: Archive) -> None:
    spoil(small)
    assert "K012" in small.run("check", "--no-pages").stdout
    assert "K012" in small.run("build", "--no-site").stderr


def test_what_people_wrote_is_printed_as_it_is(small: Archive) -> None:
    small.write("seeds/articles/[red]x[/red].pdf", b"x")
    small.write("seeds/articles/third.txt", "نص.\n")
    small.write("seeds/articles/third.yml", {"[bold]k[/bold]": 1, "[/]": 2})
    result = small.run("check", "--no-pages")
    assert "seeds/articles/[red]x[/red].pdf: K111" in result.stdout
    assert "has no key «[bold]k[/bold]»" in result.stdout
    assert "has no key «[/]»" in result.stdout


def test_a_place_is_no_emoji(small: Archive) -> None:
    small.article("third", "نص\n" * 99 + "قال ميلر ذلك.\n", slug="third", title="ث", date="2024")
    assert "seeds/articles/third.txt:100:5: K012" in small.run("check", "--no-pages").stdout


def test_nothing_that_people_wrote_steers_the_terminal(small: Archive) -> None:
    small.article("third", "نص.\n")
    small.write("seeds/articles/third.yml", '"k\\e]0;x\\a\\u202e\\x9b": 1\n')
    printed = small.run("check", "--no-pages").stdout
    assert "k\\u001b]0;x\\u0007\\u202e\\u009b" in printed
    assert not set("\x1b\x07\u202e\x9b") & set(printed)


def test_an_archive_that_is_named_must_be_there(small: Archive) -> None:
    result = run("build", "--no-site", "-C", str(small.root / "nonexistent"))
    assert (result.exit_code, "nonexistent" in result.stderr) == (2, True)
    assert not (small.root / "site_src").exists()


def test_a_terminal_that_knows_no_arabic_gets_no_traceback(small: Archive) -> None:
    spoil(small)
    env = {
        "LC_ALL": "C",
        "PYTHONUTF8": "0",
        "PYTHONCOERCECLOCALE": "0",
        "PYTHONIOENCODING": "ascii",
    }
    for arguments in (["check"], ["build", "--no-site"], ["check", "--format", "json"]):
        done = command(*arguments, cwd=small.root, env=env)
        assert done.returncode == 1
        assert "Traceback" not in done.stderr
        assert "K012" in done.stdout + done.stderr


def test_a_closed_pipe_is_no_traceback(small: Archive) -> None:
    spoil(small)
    done = subprocess.run(
        ["bash", "-c", f"{sys.executable} -m kashshaf check --format json | head -c 1"],
        cwd=small.root,
        env=environment(),
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert "Traceback" not in done.stderr


# new


def test_a_new_archive_has_an_example_that_needs_nothing(tmp_path: Path) -> None:
    folder = tmp_path / "أرشيف جديد"
    title = 'أرشيف "المقتطفات" \\ <b> & {{ x }} # : -'
    result = run("new", str(folder), "--title", title)
    assert (result.exit_code, result.stderr) == (0, "")
    assert "kashshaf build" in result.stdout
    archive = Archive(folder)
    built = archive.build("--strict")
    assert (built.exit_code, built.stderr) == (0, "")
    assert archive.run("check").exit_code == 0
    assert yaml.safe_load(archive.read("kashshaf.yml"))["title"] == title
    assert yaml.safe_load(archive.read("mkdocs.yml"))["site_name"] == title
    assert "&lt;<bdi>b</bdi>&gt;" in archive.read("site_src/index.md")
    assert len(archive.json("articles")) == 1
    assert len(archive.json("people")) >= 1
    names = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file()}
    assert {".gitignore", ".gitattributes", "README.md", "mkdocs.yml", "kashshaf.yml"} <= names
    assert {"site_src/index.md", "site_src/about.md", "theme/main.html"} <= names
    assert not [
        name for name in names if "dot-" in name or "{{ title" in archive_text(folder / name)
    ]


def archive_text(path: Path) -> str:
    return path.read_bytes().decode("utf-8", "replace")


def test_a_title_that_looks_like_its_own_place(tmp_path: Path) -> None:
    title = 'a {{ title }} "{{ title }}" \x1b\u202eb'
    assert run("new", str(tmp_path / "new"), "--title", title).exit_code == 0
    archive = Archive(tmp_path / "new")
    wanted = 'a {{ title }} "{{ title }}" b'
    assert yaml.safe_load(archive.read("kashshaf.yml"))["title"] == wanted
    assert yaml.safe_load(archive.read("mkdocs.yml"))["site_name"] == wanted
    assert run("new", str(tmp_path / "none"), "--title", "\u202e").exit_code == 2


def test_a_new_archive_in_the_folder_you_are_in(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    said = run("new", ".").stdout
    assert said.startswith("An archive is ready in this folder. Next:\n")
    assert "cd " not in said
    assert "  cd other\n" in run("new", "other").stdout


def test_an_empty_new_archive_builds_too(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    folder.mkdir()
    assert run("new", str(folder), "--empty", "--quiet").stdout == ""
    archive = Archive(folder)
    built = archive.build("--strict")
    assert (built.exit_code, built.stderr) == (0, "")
    assert archive.json("articles") == []


def test_a_folder_that_is_not_empty_is_not_touched(tmp_path: Path) -> None:
    folder = tmp_path / "full"
    folder.mkdir()
    (folder / "mine.txt").write_text("mine")
    result = run("new", str(folder))
    assert (result.exit_code, "not empty" in result.stderr) == (2, True)
    assert [path.name for path in folder.iterdir()] == ["mine.txt"]
    assert run("new", str(folder / "mine.txt")).exit_code == 2
    assert (folder / "mine.txt").read_text() == "mine"


def test_a_new_archive_renders(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    run("new", str(folder))
    done = command("build", "--strict", cwd=folder)
    assert done.returncode == 0, done.stdout + done.stderr
    assert (folder / "site/index.html").is_file()
    done = command("build", cwd=folder)
    assert "up to date" in done.stdout


# serve


def free_port() -> int:
    with socket.socket() as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@contextmanager
def serving(archive: Archive, port: int) -> Iterator[subprocess.Popen[bytes]]:
    log = archive.root.with_name("serve.log")
    with log.open("wb") as output:
        process = subprocess.Popen(
            [sys.executable, "-m", "kashshaf", "serve", "-a", f"127.0.0.1:{port}"],
            cwd=archive.root,
            env=environment(),
            stdout=output,
            stderr=output,
        )
        try:
            yield process
        finally:
            process.send_signal(signal.SIGINT)
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()


def wait_for(port: int, path: str, words: str, seconds: float = 150) -> str:
    end = time.monotonic() + seconds
    text = ""
    while time.monotonic() < end:
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{port}/{path}", timeout=5) as answer:
                text = answer.read().decode()
        except OSError:
            text = ""
        if words in text:
            return text
        time.sleep(0.2)
    raise AssertionError(f"{words!r} did not come within {seconds} s: {text[:300]}")


def test_serve_follows_an_editors_work(small: Archive) -> None:
    shutil.copy(ROOT / "mkdocs.yml", small.root / "mkdocs.yml")
    shutil.copytree(ROOT / "generator/kashshaf/starter/archive/site_src", small.root / "site_src")
    shutil.copytree(ROOT / "generator/kashshaf/starter/archive/theme", small.root / "theme")
    port = free_port()
    with serving(small, port) as process:
        wait_for(port, "people/andrew-miller.html", "مسؤول مستقيل")
        # A register,
        register = small.read("seeds/registers/people.yml")
        small.write("seeds/registers/people.yml", register.replace("مسؤول مستقيل", "صفة جديدة"))
        wait_for(port, "people/andrew-miller.html", "صفة جديدة")
        # an article that is new, with its record,
        record = {"title": "مقالة ثالثة", "date": "2024", "source": "صحيفة"}
        small.article("third", "نص جديد كتب لتوه.", **record)
        wait_for(port, "articles/third.html", "نص جديد كتب لتوه")
        # and a mistake, which does not end it.
        small.write("seeds/registers/topics.yml", "- id: x\n\tname: y\n")
        time.sleep(1)
        small.write("seeds/registers/topics.yml", [])
        small.article("fourth", "نص رابع.", **record)
        wait_for(port, "articles/fourth.html", "نص رابع")
        assert process.poll() is None
    log = small.root.with_name("serve.log").read_text(encoding="utf-8")
    assert "K200" in log
    assert "Traceback" not in log
    # Stopped by Ctrl-C, which is no failure.
    assert process.returncode in (0, 130, -signal.SIGINT)


def test_serve_without_seeds(archive: Archive) -> None:
    shutil.copy(ROOT / "mkdocs.yml", archive.root / "mkdocs.yml")
    shutil.copytree(ROOT / "generator/kashshaf/starter/archive/site_src", archive.root / "site_src")
    shutil.copytree(ROOT / "generator/kashshaf/starter/archive/theme", archive.root / "theme")
    shutil.rmtree(archive.root / "seeds")
    port = free_port()
    with serving(archive, port) as process:
        wait_for(port, "", "<html")
        assert process.poll() is None
    assert not (archive.root / "seeds").exists()


def test_serve_on_a_port_that_is_taken(small: Archive) -> None:
    shutil.copy(ROOT / "mkdocs.yml", small.root / "mkdocs.yml")
    (small.root / "site_src").mkdir()
    (small.root / "theme").mkdir()
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        address = f"127.0.0.1:{taken.getsockname()[1]}"
        done = command("serve", "-a", address, cwd=small.root)
    assert done.returncode == 2
    assert "Traceback" not in done.stderr
    assert address in done.stderr
