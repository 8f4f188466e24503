"""docs/findings.md is made of the table of findings, and the table knows every code in use."""

from __future__ import annotations

import re
import subprocess
import sys

from kashshaf.findings import RULES
from tests.support import GENERATOR, ROOT, environment


def test_the_page_is_what_its_tool_prints() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/findings_doc.py")],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    page = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    assert page == done.stdout.decode(), "run: python tools/findings_doc.py > docs/findings.md"


def test_the_page_names_every_code_and_no_other() -> None:
    page = (ROOT / "docs/findings.md").read_text(encoding="utf-8")
    assert set(re.findall(r"^\| (K\d{3}) \|", page, re.M)) == set(RULES)


def test_every_code_in_the_package_has_its_rule_and_every_rule_is_used() -> None:
    used: set[str] = set()
    for path in (GENERATOR / "kashshaf").rglob("*.py"):
        if path.name != "findings.py":
            used |= set(re.findall(r'"(K\d{3})"', path.read_text(encoding="utf-8")))
    assert used == set(RULES)


def test_every_code_is_proved_by_a_test() -> None:
    tested: set[str] = set()
    for path in (ROOT / "tests").glob("test_*.py"):
        tested |= set(re.findall(r"\bK\d{3}\b", path.read_text(encoding="utf-8")))
    assert set(RULES) - tested == set()


def test_rules_are_written_alike() -> None:
    for code, rule in RULES.items():
        assert re.fullmatch(r"K\d{3}", code)
        assert rule.title[0].islower() or rule.title[0] == "`"
        assert not rule.title.endswith(".")
        assert rule.hint
