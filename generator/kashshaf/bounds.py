"""Findings of a length and a number that can be read, whatever an editor pasted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from kashshaf.findings import finding
from kashshaf.model import Finding

#: How many findings of one code a file gets, where one slip makes thousands of them.
_REPEATS: Final = 100
_LONGEST: Final = 1000


def bounded(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Return the findings without an endless row of one kind about the YAML of one file.

    The first hundred are kept, and the others counted at the place of the first of them.
    """
    findings = tuple(map(_short, findings))
    counts: Counter[tuple[str, str]] = Counter()
    for found in findings:
        counts[found.code, found.location.path] += found.code.startswith("K2")
    kept: list[Finding] = []
    seen: Counter[tuple[str, str]] = Counter()
    for found in findings:
        key = (found.code, found.location.path)
        seen[key] += 1
        if counts[key] <= _REPEATS + 1 or seen[key] <= _REPEATS:
            kept.append(found)
        elif seen[key] == _REPEATS + 1:
            more = f"and {counts[key] - _REPEATS} more of the same in this file"
            kept.append(finding(found.code, found.location, more))
    return tuple(kept)


def _short(found: Finding) -> Finding:
    if len(found.message) <= _LONGEST:
        return found
    return replace(found, message=f"{found.message[: _LONGEST - 1]}…")
