"""``kashshaf check --format sarif``: valid, and the same finding is known again.

The schema of SARIF 2.1.0 comes with a package of npm (`make quality` installs it below
tools/quality/); without it that test is skipped, unless KASHSHAF_QUALITY is «required». What code
scanning asks for beyond the schema is tested in any case.
"""

from __future__ import annotations

import json
import os
from pathlib import Path
from urllib.parse import unquote

import pytest
from jsonschema.validators import validator_for

from kashshaf.checking.sarif import as_sarif
from kashshaf.findings import RULES, finding
from kashshaf.model import Finding, Fix, Location
from kashshaf.pipeline import Result
from tests.support import ROOT, Archive, Json
from tests.test_check_command import spoil, waive

SCHEMA = ROOT / "tools/quality/node_modules/@microsoft/sarif-multitool-ts/assets"


def log_of(archive: Archive, *options: str) -> Json:
    return json.loads(archive.run("check", "--no-pages", "--format", "sarif", *options).stdout)


@pytest.fixture
def log(small: Archive) -> Json:
    """Return the log of findings of every severity, with a line and without, and set aside."""
    spoil(small)
    waive(small, "third", code="K012", paragraph=1, reason="لا يُعرف «من» هو")
    small.article("fourth", "قال ميلر ذلك.", slug="fourth", title="ر", date="2024", source="س")
    small.run("check", "--no-pages", "--write-baseline")
    small.write("seeds/articles/صورة 1%.pdf", b"x")
    small.write("seeds/articles/fifth.txt", "نص.\n")
    return log_of(small)


def test_it_validates_against_the_schema_of_the_standard(log: Json) -> None:
    if not SCHEMA.is_dir():
        if os.environ.get("KASHSHAF_QUALITY") == "required":
            pytest.fail(f"{SCHEMA} is missing: make quality installs it")
        pytest.skip("the schema of SARIF is not installed: make quality")
    (path,) = SCHEMA.glob("sarif-2.1.0*.json")
    schema = json.loads(path.read_text("utf-8"))
    validator = validator_for(schema)(schema)
    fix = Fix("seeds/articles/a.yml", "p3", "و ولم", "ولم", "spelling")
    found = finding("K012", Location("seeds/articles/a.txt", 1, 2), "«و ولم» ؟")
    fixable = Finding(found.code, "warning", found.location, found.message, fix=fix)
    for one in (
        log,
        json.loads(as_sarif(Result((fixable,), 1))),
        json.loads(as_sarif(Result((), 0))),
    ):
        assert [error.message for error in validator.iter_errors(one)] == []
    # And the schema does see what is wrong.
    log["runs"][0]["results"][0]["level"] = "fatal"
    assert list(validator.iter_errors(log))


def test_what_code_scanning_needs(log: Json) -> None:
    (run,) = log["runs"]
    rules = run["tool"]["driver"]["rules"]
    assert [rule["id"] for rule in rules] == list(RULES)
    assert all(rule["shortDescription"]["text"] and rule["help"]["text"] for rule in rules)
    assert run["columnKind"] == "unicodeCodePoints"
    levels = {"error": "error", "warning": "warning", "info": "note"}
    for result in run["results"]:
        assert rules[result["ruleIndex"]]["id"] == result["ruleId"]
        assert result["level"] == levels[RULES[result["ruleId"]].severity]
        assert result["message"]["text"]
        ((place,),) = [[one["physicalLocation"] for one in result["locations"]]]
        uri = place["artifactLocation"]["uri"]
        assert (uri.isascii(), " " in uri, uri.startswith("/")) == (True, False, False)
        assert all(value >= 1 for value in place.get("region", {"": 1}).values())
    uris = {
        r["locations"][0]["physicalLocation"]["artifactLocation"]["uri"] for r in run["results"]
    }
    assert "seeds/articles/صورة 1%.pdf" in set(map(unquote, uris))
    prints = [result["partialFingerprints"]["kashshaf/v1"] for result in run["results"]]
    assert len(set(prints)) == len(prints) >= 8


def test_what_was_set_aside_is_suppressed_with_its_reason(log: Json) -> None:
    results = log["runs"][0]["results"]
    open_ones = [result["ruleId"] for result in results if "suppressions" not in result]
    assert sorted(open_ones) == ["K111", "K400", "K401", "K402"]
    kinds = [result["suppressions"][0] for result in results if "suppressions" in result]
    assert [one["kind"] for one in kinds].count("external") == 4
    (waived,) = [one for one in kinds if one["kind"] == "inSource"]
    assert waived["justification"] == "لا يُعرف «من» هو"


def prints(archive: Archive) -> dict[str, list[str]]:
    found: dict[str, list[str]] = {}
    for result in log_of(archive)["runs"][0]["results"]:
        print_ = result["partialFingerprints"]["kashshaf/v1"]
        found.setdefault(result["ruleId"], []).append(print_)
    return found


def test_a_finding_is_known_again_where_it_moved(small: Archive) -> None:
    small.article("third", "قال ميلر.\nورفض ميلر.", slug="third", title="ث", date="2024")
    before = prints(small)
    small.article("third", "جملة.\nقال ميلر.\n\nورفض ميلر.", slug="third", title="ث", date="2024")
    assert prints(small) == before
    small.article("third", "ورفض ميلر.", slug="third", title="ث", date="2024", note="س")
    after = prints(small)
    assert (after["K012"], after["K402"]) == (before["K012"][:1], before["K402"])


def test_a_correction_is_a_property_since_a_fix_would_change_the_source() -> None:
    fix = Fix("seeds/articles/a.yml", "", "و ولم", "ولم", "spelling")
    where = Location("seeds/articles/a.txt", 4, 2)
    log = json.loads(as_sarif(Result((Finding("K012", "info", where, "«و ولم»", fix=fix),), 1)))
    (result,) = log["runs"][0]["results"]
    assert "fixes" not in result
    assert result["level"] == "note"  # the archive may say how grave a rule is
    assert result["properties"]["correction"]["correct"] == "ولم"


def test_the_same_bytes_again(small: Archive, tmp_path: Path) -> None:
    spoil(small)
    run = ("check", "--no-pages", "--format", "sarif")
    assert small.run(*run).stdout == small.run(*run).stdout
    (tmp_path / ".git").mkdir()
    inside = log_of(small)["runs"][0]
    assert inside["automationDetails"]["id"] == f"kashshaf/{small.root.name}/"
    place = inside["results"][0]["locations"][0]["physicalLocation"]
    assert place["artifactLocation"]["uri"].startswith(f"{small.root.name}/seeds/")
