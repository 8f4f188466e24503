"""The documentation is true: its examples are read without findings, its links hold."""

from __future__ import annotations

import re
import subprocess
import sys
from pathlib import Path

import pytest

from kashshaf.authority import read_registers
from kashshaf.cli import main
from kashshaf.model import Finding
from kashshaf.record import read_record
from kashshaf.schema import Reader
from kashshaf.yamlio import read_yaml
from tests.support import ROOT, composed, environment

PAGES = sorted([*ROOT.glob("*.md"), *(ROOT / "docs").glob("*.md"), ROOT / "seeds/README.md"])


def blocks(path: str, language: str) -> list[tuple[str, str]]:
    """Return the fenced blocks of a page: the heading above, and the text."""
    found: list[tuple[str, str]] = []
    heading = ""
    inside: list[str] | None = None
    for line in (ROOT / path).read_text(encoding="utf-8").splitlines():
        if inside is not None:
            if line.strip() == "```":
                found.append((heading, "\n".join(inside) + "\n"))
                inside = None
            else:
                inside.append(line)
        elif line.strip() == f"```{language}":
            inside = []
        elif line.startswith("#"):
            heading = line.strip("# ")
    return found


EXAMPLES = [
    (path, heading, text)
    for path in ("docs/files.md", "docs/configuration.md", "docs/matching.md", "docs/editing.md")
    for heading, text in blocks(path, "yaml")
]


def findings_of(path: str, heading: str, text: str) -> list[Finding]:
    for name in ("people", "topics", "glossary"):
        if name in heading:
            return list(read_registers({f"{name}.yml": ("x.yml", text)})[1])
    if path == "docs/configuration.md":
        return list(composed({"kashshaf.yml": text})[1])
    node, found = read_yaml("x.yml", text)
    return [*found, *read_record(node, "x.yml")[1]]


@pytest.mark.parametrize(
    ("path", "heading", "text"), EXAMPLES, ids=[f"{p}-{n}" for n, (p, _, _) in enumerate(EXAMPLES)]
)
def test_an_example_is_read_without_findings(path: str, heading: str, text: str) -> None:
    assert findings_of(path, heading, text) == []
    # And what is read is more than nothing: with a wrong key it is a finding.
    wrong = re.sub(r"^(\W*)(\w+):", r"\1\2x:", text, count=1)
    assert findings_of(path, heading, wrong) != []


def test_there_is_an_example_of_every_file() -> None:
    assert len(EXAMPLES) >= 7
    assert {path for path, _, _ in EXAMPLES} >= {"docs/files.md", "docs/configuration.md"}


def test_every_key_that_is_read_is_documented(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: set[str] = set()
    real = Reader.node

    def node(self: Reader, key: str) -> object:
        asked.add(key)
        return real(self, key)

    monkeypatch.setattr(Reader, "node", node)
    for path, heading, text in EXAMPLES:
        findings_of(path, heading, text)
    assert len(asked) > 35
    text = "".join(
        (ROOT / "docs" / name).read_text(encoding="utf-8")
        for name in ("files.md", "configuration.md")
    )
    assert {key for key in asked if not re.search(rf"\b{key}\b", text)} == set()
    files = (ROOT / "docs/files.md").read_text(encoding="utf-8")
    documented = set(re.findall(r"^\| `([a-z_]+)`", files, re.M))
    assert len(documented) > 20
    assert documented <= asked


def test_the_example_of_the_data_runs() -> None:
    ((_, text),) = blocks("docs/data.md", "python")
    subprocess.run(
        [sys.executable, "-c", text], cwd=ROOT, env=environment(), check=True, timeout=60
    )


def anchor(heading: str) -> str:
    """Return the id that GitHub gives a heading."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-")


@pytest.mark.parametrize("page", PAGES, ids=lambda page: str(page.name))
def test_links_between_the_pages_hold(page: Path) -> None:
    text = page.read_text(encoding="utf-8")
    for target in re.findall(
        r"(?<!!)\[[^\]]*\]\(([^)\s]+)\)", re.sub(r"```.*?```", "", text, flags=re.S)
    ):
        if re.match(r"[a-z]+:", target):
            continue
        file, _, fragment = target.partition("#")
        path = page.parent / file if file else page
        assert path.exists(), target
        if fragment and path.suffix == ".md":
            headings = re.findall(r"^#+ (.*)$", path.read_text(encoding="utf-8"), re.M)
            assert fragment in {anchor(heading) for heading in headings}, target


def test_every_command_and_option_that_a_page_names_is_one() -> None:
    options = {
        option for command in main.commands.values() for p in command.params for option in p.opts
    }
    options |= {"--help", "--version"}
    named = 0
    for page in PAGES:
        for line in re.findall(
            r"kashshaf ((?:build|check|serve|new|search|bundle)[^`\n#]*)", page.read_text("utf-8")
        ):
            named += 1
            for option in re.findall(r"(?<!\w)--[a-z-]+", line):
                assert option in options, (page, line)
    assert named > 10


@pytest.mark.parametrize("name", ["search", "bundle"])
def test_every_option_of_the_search_and_of_the_bundle_is_documented(name: str) -> None:
    text = (ROOT / f"docs/{name}.md").read_text(encoding="utf-8")
    options = [option for p in main.commands[name].params for option in p.opts if option[0] == "-"]
    assert len(options) > 5
    assert [o for o in options if not re.search(rf"`{re.escape(o)}[` ]", text)] == []
