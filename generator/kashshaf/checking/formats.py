"""Findings for programs: as JSON, and as annotations of a pull request on GitHub."""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Final

from kashshaf.archive import IMPROPER
from kashshaf.model import Finding
from kashshaf.pipeline import Result

_COMMANDS: Final = {"error": "error", "warning": "warning", "info": "notice"}
_DATA: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A"})
_PROPERTY: Final = str.maketrans({"%": "%25", "\r": "%0D", "\n": "%0A", ":": "%3A", ",": "%2C"})


def as_json(result: Result, *, everything: bool = False) -> str:
    """Return the findings as a JSON list; with ``everything`` also those that were set aside."""
    rows = [_row(found) for found in result.findings]
    if everything:
        rows += [{**_row(one.finding), "waived": one.reason} for one in result.waived]
        rows += [{**_row(found), "baseline": True} for found in result.known]
    return json.dumps(rows, ensure_ascii=False, indent=1)


def _row(found: Finding) -> dict[str, object]:
    row: dict[str, object] = {
        "code": found.code,
        "severity": found.severity,
        "path": found.location.path,
        "line": found.location.line or None,
        "column": found.location.column or None,
        "message": found.message,
        "hint": found.hint or None,
        "hint_ar": found.hint_ar or None,
    }
    if found.fix:
        row["fix"] = asdict(found.fix)
    return row


def as_workflow_commands(findings: tuple[Finding, ...], prefix: str = "") -> str:
    """Return a workflow command of GitHub for each finding, a line each.

    ``prefix`` is the path of the archive's folder in its repository, with a slash at its end.
    """
    return "".join(f"{_command(found, prefix)}\n" for found in findings)


def _command(found: Finding, prefix: str) -> str:
    where = found.location
    properties = {"file": prefix + where.path}
    if where.line:
        properties |= {"line": str(where.line), "col": str(where.column)}
    properties["title"] = found.code
    listed = ",".join(f"{key}={value.translate(_PROPERTY)}" for key, value in properties.items())
    return f"::{_COMMANDS[found.severity]} {listed}::{message_of(found).translate(_DATA)}"


def message_of(found: Finding) -> str:
    """Return a finding's message and hint, without what would steer whatever shows them."""
    hint = f" (hint: {found.hint})" if found.hint else ""
    return IMPROPER.sub(lambda match: f"\\u{ord(match[0]):04x}", f"{found.message}{hint}")


def prefix_of(root: Path) -> str:
    """Return the path from the repository that ``root`` is in to it: ``archive/``, or nothing."""
    here = root.resolve()
    for folder in (here, *here.parents):
        if (folder / ".git").exists():
            inside = here.relative_to(folder).as_posix()
            return "" if inside == "." else f"{inside}/"
    return ""
