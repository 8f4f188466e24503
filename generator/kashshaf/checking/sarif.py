"""Findings as SARIF 2.1.0 (OASIS), which code scanning and editors of programs read.

A correction that a rule proposes is no ``fix`` here: SARIF's would change the source text, and
sources are never changed. It is among the result's ``properties``.
"""

from __future__ import annotations

import hashlib
import json
from collections import Counter
from dataclasses import asdict
from typing import Any, Final
from urllib.parse import quote

from kashshaf import __version__
from kashshaf.checking.baseline import Key, key_of
from kashshaf.checking.formats import message_of
from kashshaf.findings import RULES, Rule
from kashshaf.model import Finding
from kashshaf.pipeline import Result

SCHEMA: Final = (
    "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json"
)
_LEVELS: Final = {"error": "error", "warning": "warning", "info": "note"}
_BASE: Final = "SRCROOT"
_INDEX: Final = {code: number for number, code in enumerate(RULES)}


def as_sarif(result: Result, prefix: str = "") -> str:
    """Return all that was found, what was set aside as suppressed; ``prefix`` as in ``formats``."""
    seen: Counter[Key] = Counter()
    results = [_result(found, prefix, seen) for found in result.findings]
    for one in result.waived:
        suppression = {"kind": "inSource", "status": "accepted", "justification": one.reason}
        results.append(_result(one.finding, prefix, seen) | {"suppressions": [suppression]})
    for found in result.known:
        suppression = {"kind": "external", "status": "accepted", "justification": "baseline"}
        results.append(_result(found, prefix, seen) | {"suppressions": [suppression]})
    driver = {
        "name": "Kashshaf",
        "version": __version__,
        "rules": [_rule(code, rule) for code, rule in RULES.items()],
    }
    run = {
        "tool": {"driver": driver},
        "automationDetails": {"id": f"kashshaf/{_uri(prefix)}"},
        "originalUriBaseIds": {_BASE: {"description": {"text": "The root of the repository."}}},
        "columnKind": "unicodeCodePoints",
        "results": results,
    }
    log = {"$schema": SCHEMA, "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=1)


def _rule(code: str, rule: Rule) -> dict[str, Any]:
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.hint},
        "defaultConfiguration": {"level": _LEVELS[rule.severity]},
    }


def _result(found: Finding, prefix: str, seen: Counter[Key]) -> dict[str, Any]:
    where = found.location
    uri = _uri(prefix + where.path)
    place: dict[str, Any] = {"artifactLocation": {"uri": uri, "uriBaseId": _BASE}}
    if where.line:
        place["region"] = {"startLine": where.line, "startColumn": max(where.column, 1)}
    key = key_of(found)
    seen[key] += 1
    # No line is in it: a finding stays the same one where only its place has moved.
    known_by = "\0".join((*key, str(seen[key])))
    result: dict[str, Any] = {
        "ruleId": found.code,
        "ruleIndex": _INDEX[found.code],
        "level": _LEVELS[found.severity],
        "message": {"text": message_of(found)},
        "locations": [{"physicalLocation": place}],
        "partialFingerprints": {"kashshaf/v1": hashlib.sha256(known_by.encode()).hexdigest()},
    }
    if found.fix:
        result["properties"] = {"correction": asdict(found.fix)}
    return result


def _uri(path: str) -> str:
    return quote(path.encode("utf-8", "backslashreplace"))
