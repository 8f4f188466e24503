"""What GitHub and pre-commit are told to run: it parses, names what there is, and leaks nothing."""

from __future__ import annotations

import re
from pathlib import Path

import click
import pytest
import yaml

from kashshaf.cli import main
from kashshaf.starter import start
from tests.support import ROOT, Json

WORKFLOWS = [
    *sorted((ROOT / ".github/workflows").glob("*.yml")),
    ROOT / "generator/kashshaf/starter/archive/dot-github/workflows/archive.yml",
]


def steps(path: Path) -> list[Json]:
    jobs = yaml.safe_load(path.read_text(encoding="utf-8"))["jobs"]
    return [step for job in jobs.values() for step in job.get("steps", ())]


def arguments(line: str) -> list[list[str]]:
    """Return the arguments of each ``kashshaf`` in a line of shell."""
    found = re.findall(r"(?:^|[\s/])kashshaf ([a-z][^|&>;]*)", line)
    return [[part.strip("\"'") for part in one.split()] for one in found]


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_may_read_only_and_runs_what_is_pinned(path: Path) -> None:
    workflow = yaml.safe_load(path.read_text(encoding="utf-8"))
    assert workflow["permissions"] == {"contents": "read"}
    assert {"name", "jobs", True} <= set(workflow)  # YAML 1.1 reads `on` as true
    for job in workflow["jobs"].values():
        assert "uses" in job or job["timeout-minutes"] <= 90
    for step in steps(path):
        if "uses" in step:
            assert re.fullmatch(r"[\w-]+/[\w-]+@v\d+", step["uses"])
        else:  # what others wrote goes into the shell by the environment only
            assert "${{ github.event" not in step["run"]
        if step.get("uses", "").startswith("actions/checkout"):
            assert step["with"]["persist-credentials"] is False


@pytest.mark.parametrize("path", WORKFLOWS, ids=lambda path: path.name)
def test_a_workflow_uses_commands_and_options_that_there_are(path: Path) -> None:
    for step in steps(path):
        for line in step.get("run", "").splitlines():
            for name, *options in arguments(line):
                command = main.commands.get(name)
                if command is None:
                    assert name == "diff"  # a part of its own
                    continue
                known = {o for p in command.params for o in p.opts if isinstance(p, click.Option)}
                assert {o for o in options if o.startswith("-")} <= known


def test_a_pull_request_is_annotated_and_its_site_is_kept() -> None:
    for path in WORKFLOWS:
        if path.name == "pages.yml":
            continue
        text = path.read_text(encoding="utf-8")
        assert "kashshaf check --format github" in text
        assert '>> "$GITHUB_STEP_SUMMARY"' in text
        (kept,) = [
            s for s in steps(path) if s.get("uses", "").startswith("actions/upload-artifact")
        ]
        assert kept["with"]["path"] == "site/"
        assert kept["if"] == "${{ !cancelled() }}"  # a site with findings is to be seen, too
        checkout = steps(path)[0]["with"]
        assert checkout["fetch-depth"] == 0  # a shallow clone has no state before


def test_a_new_archive_has_its_workflow(tmp_path: Path) -> None:
    start(tmp_path, "أرشيف", example=False)
    written = (tmp_path / ".github/workflows/archive.yml").read_bytes()
    assert written == WORKFLOWS[-1].read_bytes()  # nothing in it is taken for the title


def test_nothing_is_deployed_that_was_not_tested() -> None:
    pages = yaml.safe_load((ROOT / ".github/workflows/pages.yml").read_text(encoding="utf-8"))
    assert pages["jobs"]["deploy"]["needs"] == "check"
    assert pages["jobs"]["check"]["uses"] == "./.github/workflows/check.yml"
    check = yaml.safe_load((ROOT / ".github/workflows/check.yml").read_text(encoding="utf-8"))
    assert "workflow_call" in check[True]
    assert any(".ci/run" in step.get("run", "") for step in steps(WORKFLOWS[0]))


def test_the_hook_for_pre_commit() -> None:
    (hook,) = yaml.safe_load((ROOT / ".pre-commit-hooks.yaml").read_text(encoding="utf-8"))
    ((name, *options),) = arguments(hook["entry"])
    known = {o for p in main.commands[name].params for o in p.opts}
    assert set(options) <= known
    assert hook["pass_filenames"] is False
    for path in ("seeds/articles/003.yml", "kashshaf.yml", "archive/seeds/registers/people.yml"):
        assert re.search(hook["files"], path)
    for path in ("site_src/index.md", "seeds.txt", "docs/kashshaf.yml.md"):
        assert not re.search(hook["files"], path)
    docs = (ROOT / "docs/check.md").read_text(encoding="utf-8")
    assert f"id: {hook['id']}" in docs
    assert "kashshaf check --no-pages" in docs
