"""``kashshaf check``: formats, what is asked for, what fails, waivers and the baseline."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

from kashshaf.checking.codes import is_waivable
from kashshaf.findings import RULES
from tests.support import Archive, Json, composed

BASELINE = "kashshaf-baseline.json"


def spoil(archive: Archive) -> None:
    """Add an article with an error (K012, twice), a warning (K402) and an info (K103)."""
    text = "قال ميلر ذلك في الوزارة يوم الثلاثاء.\nورفض ميلر ذلك في الوزارة يوم الأربعاء.\n"
    archive.article("third", text.encode("utf-8-sig"), slug="third", title="ث", date="2024")


def checked(archive: Archive, *options: str) -> tuple[int, list[str]]:
    """Return the exit status of a check without pages, and the codes that it printed."""
    result = archive.run("check", "--no-pages", *options)
    return result.exit_code, re.findall(r": (K\d{3}) ", result.stdout)


# What is asked for


def test_select_and_ignore_take_codes_and_beginnings_of_codes(small: Archive) -> None:
    spoil(small)
    assert checked(small) == (1, ["K103", "K012", "K012", "K402"])
    assert checked(small, "--select", "K402") == (1, ["K402"])
    assert checked(small, "--select", "k4,K1") == (1, ["K103", "K402"])
    assert checked(small, "--select", "K4", "--select", "K01") == (1, ["K012", "K012", "K402"])
    assert checked(small, "--ignore", "K0, K402") == (0, ["K103"])
    assert checked(small, "--select", "K", "--ignore", "K0") == (1, ["K103", "K402"])


def test_what_no_code_begins_with_is_misuse_with_a_hint(small: Archive) -> None:
    for option in ("--select", "--ignore"):
        result = small.run("check", option, "K012,K9")
        assert (result.exit_code, "«K9»" in result.stderr) == (2, True)
        result = small.run("check", option, "K04O")
        assert (result.exit_code, "did you mean «K" in result.stderr) == (2, True)
    assert small.run("check", "--fail-on", "fatal").exit_code == 2


def test_fail_on_says_what_fails(small: Archive) -> None:
    spoil(small)
    none, some = ("--ignore", "K012"), ("--select", "K103")
    assert checked(small, *none, "--fail-on", "error")[0] == 0
    assert checked(small, *none, "--fail-on", "warning")[0] == 1
    assert checked(small, *some)[0] == 0
    assert checked(small, *some, "--fail-on", "info")[0] == 1
    assert checked(small, "--fail-on", "never")[0] == 0
    assert checked(small, "--fail-on", "error")[0] == 1


def test_the_archive_says_the_same_in_its_configuration(small: Archive) -> None:
    spoil(small)
    small.write("kashshaf.yml", {"title": "أ", "check": {"ignore": ["K012"], "fail-on": "error"}})
    assert checked(small) == (0, ["K103", "K402"])
    # A build leaves it out, too; what fails it is said by its own option.
    assert small.build().exit_code == 0
    assert small.build("--strict").exit_code == 1
    # The command line has the last word.
    assert checked(small, "--select", "K012") == (1, ["K012", "K012"])
    assert checked(small, "--ignore", "K402") == (0, ["K103"])
    assert checked(small, "--fail-on", "info")[0] == 1
    small.write("kashshaf.yml", {"check": {"select": "K4"}})
    assert checked(small) == (1, ["K402"])


def test_an_archive_cannot_ignore_what_cannot_be_read(small: Archive) -> None:
    small.write("seeds/articles/first.yml", "title: x\nrights: secret\n")
    small.write("kashshaf.yml", {"check": {"ignore": ["K2"], "select": ["K4"]}})
    assert "K203" in checked(small)[1]
    small.write("kashshaf.yml", {"check": {"ignore": ["K203"]}})
    found = [f for f in small.findings() if f["path"] == "kashshaf.yml"]
    assert [(f["code"], f["line"], "K203" in f["message"]) for f in found] == [("K203", 5, True)]


@pytest.mark.parametrize(
    ("check", "code", "line"),
    [
        ("check: {ignore: [K9]}", "K203", 1),
        ("check:\n  select: [K012, K0l2]", "K203", 2),
        ("check:\n  fail-on: fatal", "K203", 2),
        ("check:\n  fail_on: error", "K202", 2),
        ("check:\n  baseline: ../x.json", "K203", 2),
        ("check:\n  baseline: seeds/x.json", "K203", 2),
        ("check:\n  baseline: /etc/x.json", "K203", 2),
        ("check:\n  baseline: x.yml", "K203", 2),
        ("check: [K012]", "K203", 1),
        ("check:\n  waivers:\n    - {code: K402}", "K204", 3),
        ("check:\n  waivers: {code: K402, reason: س}", "K203", 2),
    ],
)
def test_a_wrong_choice_is_a_finding_at_its_place(check: str, code: str, line: int) -> None:
    _, findings = composed({"kashshaf.yml": f"{check}\n"})
    assert [(f.code, f.location.path, f.location.line) for f in findings] == [
        (code, "kashshaf.yml", line)
    ]


# Formats


def test_annotations_of_a_pull_request(small: Archive) -> None:
    spoil(small)
    result = small.run("check", "--no-pages", "--format", "github")
    lines = result.stdout.splitlines()
    assert (result.exit_code, result.stderr, len(lines)) == (1, "", 5)
    assert lines[0].startswith("::notice file=seeds/articles/third.txt,title=K103::")
    start = "::error file=seeds/articles/third.txt,line=1,col=5,title=K012::«ميلر»"
    assert lines[1].startswith(start)
    assert lines[3].startswith("::warning file=seeds/articles/third.yml,line=1,col=1,title=K402::")
    quiet = small.run("check", "--no-pages", "--format", "github", "--quiet").stdout
    assert quiet.splitlines() == lines[1:4]


def test_nothing_that_people_wrote_is_a_workflow_command(small: Archive) -> None:
    name = "seeds/articles/50%, a:b.pdf"
    small.write(name, b"x")
    small.write("seeds/articles/third.txt", "نص.\n")
    small.write("seeds/articles/third.yml", '"k\\n::set-env name=X::y\\r%0A\\u202e": 1\n')
    lines = small.run("check", "--no-pages", "--format", "github").stdout.splitlines()
    assert any("file=seeds/articles/50%25%2C a%3Ab.pdf,title=K111::" in line for line in lines)
    (unknown,) = [line for line in lines if "K202" in line]
    assert "k\\u000a::set-env name=X::y\\u000d%250A\\u202e" in unknown
    assert all(re.match(r"::(error|warning|notice) file=|Findings:", line) for line in lines)


def test_paths_are_those_of_the_repository_that_holds_the_archive(small: Archive) -> None:
    (small.root.parent / ".git").mkdir()
    spoil(small)
    printed = small.run("check", "--no-pages", "--format", "github").stdout
    assert f"file={small.root.name}/seeds/articles/third.txt," in printed
    (small.root / ".git").write_text("gitdir: elsewhere\n")  # as in a worktree
    printed = small.run("check", "--no-pages", "--format", "github").stdout
    assert "file=seeds/articles/third.txt," in printed


def test_json_tells_what_was_left_out_where_it_is_asked_for(small: Archive) -> None:
    spoil(small)
    waive(small, "third", code="K402", reason="نسخة بلا مصدر")
    small.run("check", "--no-pages", "--write-baseline")
    result = small.run("check", "--no-pages", "--format", "json")
    assert (result.exit_code, json.loads(result.stdout)) == (0, [])
    result = small.run("check", "--no-pages", "--format", "json", "--all")
    rows: list[Json] = json.loads(result.stdout)
    assert [(r["code"], r.get("waived"), r.get("baseline")) for r in rows] == [
        ("K402", "نسخة بلا مصدر", None),
        ("K103", None, True),
        ("K012", None, True),
        ("K012", None, True),
    ]
    text = small.run("check", "--no-pages", "--all").stdout
    assert "(waived: نسخة بلا مصدر)" in text
    assert text.count("(in the baseline)") == 3
    assert "Findings: none. Left out: 1 waived, 3 in the baseline." in text


def test_what_does_not_fail_is_counted_as_information(small: Archive) -> None:
    spoil(small)
    said = "Findings: none that fail; 1 for information."
    assert said in small.run("check", "--no-pages", "--select", "K103").stdout
    fails = small.run("check", "--no-pages", "--select", "K103", "--fail-on", "info").stdout
    assert "Findings: 1 for information." in fails
    both = small.run("check", "--no-pages", "--select", "K103,K402").stdout
    assert "Findings: 1 warning; 1 for information." in both
    small.write("kashshaf.yml", {"title": "أرشيف", "check": {"select": ["K103"]}})
    assert said in small.build().stdout


# Waivers


def waive(archive: Archive, name: str, **waiver: object) -> None:
    """Add a waiver to the record of an article."""
    path = f"seeds/articles/{name}.yml"
    archive.write(path, f"{archive.read(path).rstrip()}\nwaivers:\n  - {json.dumps(waiver)}\n")


def test_a_waiver_sets_findings_of_its_article_aside(small: Archive) -> None:
    spoil(small)
    small.article("fourth", "قال ميلر ذلك.", slug="fourth", title="ر", date="2024", source="س")
    waive(small, "third", code="K012", reason="لا يُعرف")
    assert checked(small) == (1, ["K012", "K103", "K402"])  # that of the fourth
    # A build leaves them out, too, and so does its second run, which finds nothing anew.
    (small.root / "seeds/articles/fourth.txt").unlink()
    (small.root / "seeds/articles/fourth.yml").unlink()
    for _ in range(2):
        built = small.build()
        assert (built.exit_code, "K012" in built.output) == (0, False)
        assert "Left out: 2 waived." in built.stdout


@pytest.mark.parametrize(
    ("waiver", "left"),
    [
        ({}, 0),
        ({"paragraph": 2}, 1),
        ({"paragraph": "٢"}, 1),
        ({"paragraph": "h1"}, 3),
        ({"surface": "ميلر"}, 0),
        ({"surface": "ورفض ميلر"}, 1),
        ({"surface": "ورفض   ميلر"}, 1),
        ({"surface": "ورفض ميلر", "paragraph": 1}, 3),
        ({"surface": "رفض"}, 3),
    ],
)
def test_a_waiver_is_as_narrow_as_it_says(
    small: Archive, waiver: dict[str, object], left: int
) -> None:
    """Three lines are left where it waives nothing: both of the K012 and a K430."""
    spoil(small)
    waive(small, "third", code="K012", reason="لا يُعرف", **waiver)
    found = checked(small, "--ignore", "K402,K103")[1]
    assert len(found) == left
    assert found.count("K430") == (left == 3)


@pytest.mark.parametrize(
    ("surface", "waived"),
    [
        ("لن نقبل", True),
        ('لن  "نقبل', True),
        ('الوزير "لن', True),
        ("قال الوزير", False),
        ("قال الوزير لن نقبل", True),
        ("نقبل", False),
        ("قال", False),
        ("ثم عاد", False),
        ("…", False),
    ],
)
def test_a_waiver_has_the_words_beside_the_place_without_its_mark(
    small: Archive, surface: str, waived: bool
) -> None:
    text = 'قال الوزير "لن نقبل هذا.\nثم عاد إلى بيته.\n'
    small.article("third", text, slug="third", title="ث", date="2024", source="س")
    waive(small, "third", code="K701", reason="هكذا طُبع", surface=surface)
    assert checked(small)[1] == ([] if waived else ["K701", "K430"])


def test_a_waiver_that_waives_nothing_is_a_finding_at_its_code(small: Archive) -> None:
    waive(small, "first", code="K402", reason="س")
    (found,) = small.findings()
    assert (found["code"], found["severity"]) == ("K430", "warning")
    assert (found["path"], found["line"]) == ("seeds/articles/first.yml", 6)


@pytest.mark.parametrize(
    ("waiver", "code", "says"),
    [
        ("{code: K402}", "K204", "reason"),
        ("{reason: س}", "K204", "code"),
        ("{code: K4O2, reason: س}", "K203", "did you mean «K4"),
        ("{code: [K402], reason: س}", "K203", "must be a text"),
        ("{code: K402, reason: {a: b}}", "K203", "must be a text"),
        ("{code: K402, reason: س, paragraph: third}", "K203", "number of a paragraph"),
        ("{code: K402, reason: س, paragraf: 3}", "K202", "did you mean «paragraph»"),
        ("{code: K402, reason: س, path: x}", "K202", "«path»"),
        ("K402", "K203", "must be a mapping"),
        ("{code: K203, reason: س}", "K431", "cannot be waived"),
        ("{code: K102, reason: س}", "K431", "cannot be waived"),
        ("{code: K430, reason: س}", "K431", "cannot be waived"),
        ("{code: K501, reason: س}", "K431", "cannot be waived"),
    ],
)
def test_a_wrong_waiver_is_a_finding(small: Archive, waiver: str, code: str, says: str) -> None:
    path = "seeds/articles/first.yml"
    small.write(path, f"{small.read(path).rstrip()}\nwaivers:\n  - {waiver}\n")
    found = [f for f in small.findings() if f["code"] != "K430"]
    assert [(f["code"], f["line"]) for f in found] == [(code, 6)]
    assert says in f"{found[0]['message']} {found[0]['hint']}"
    small.write(path, f"{small.read(path).split('waivers')[0]}waivers: {{code: K402, reason: س}}\n")
    assert [f["code"] for f in small.findings()] == ["K203"]


def test_what_makes_a_text_unsafe_cannot_be_waived(small: Archive) -> None:
    unsafe = {code for code in RULES if not is_waivable(code)}
    errors = {c for c in RULES if c[:2] in ("K1", "K2") and RULES[c].severity == "error"}
    assert errors - {"K101"} <= unsafe
    assert {c for c in RULES if c[:2] in ("K5", "K6") or c[:3] == "K43"} <= unsafe
    assert not unsafe & {"K012", "K104", "K402", "K101"}
    # A broken character in a text may stay; one in a record may not.
    waivers = [{"code": "K101", "reason": "هكذا في الأصل"}]
    small.write("kashshaf.yml", {"check": {"waivers": waivers}})
    spoil(small)
    small.write("seeds/articles/third.txt", "نص\x00 عربي.\n")
    assert checked(small) == (1, ["K402"])
    small.write("seeds/articles/third.yml", b"title: \xff\n")
    assert "K101" in checked(small)[1]


def test_a_waiver_in_the_configuration_is_for_what_no_record_is_about(small: Archive) -> None:
    people = "seeds/registers/people.yml"
    small.write(people, [{"id": "nobody", "name": "لا أحد"}, {"id": "other", "name": "آخر هنا"}])
    small.write("kashshaf.yml", {"title": "أ"})
    assert [f["code"] for f in small.findings()].count("K014") == 2
    waiver = {"code": "K014", "path": people, "surface": "لا أحد", "reason": "يأتي لاحقا"}
    small.write("kashshaf.yml", {"title": "أ", "check": {"waivers": [waiver]}})
    found = small.findings()
    assert [("لا أحد" in f["message"]) for f in found if f["code"] == "K014"] == [False]
    assert "K430" not in {f["code"] for f in found}
    waiver["path"] = "seeds/registers/topics.yml"
    small.write("kashshaf.yml", {"title": "أ", "check": {"waivers": [waiver]}})
    assert [f["code"] for f in small.findings()].count("K430") == 1


# The baseline


def test_a_baseline_leaves_out_what_was_found_when_it_was_written(small: Archive) -> None:
    spoil(small)
    written = small.run("check", "--no-pages", "--write-baseline")
    assert (written.exit_code, f"{BASELINE}: 4 findings written." in written.stdout) == (0, True)
    assert "Findings: none. Left out: 4 in the baseline." in written.stdout
    lines = small.read(BASELINE).splitlines()
    assert [json.loads(line.rstrip(",")) for line in lines if '"code"' in line] == [
        {"code": "K012", "path": "seeds/articles/third.txt", "what": "ميلر", "count": 2},
        {"code": "K103", "path": "seeds/articles/third.txt", "what": "", "count": 1},
        {"code": "K402", "path": "seeds/articles/third.yml", "what": "", "count": 1},
    ]
    assert checked(small) == (0, [])
    assert small.build("--strict").exit_code == 0
    assert len(checked(small, "--no-baseline")[1]) == 4
    # It stands still where the text around moves, and lets nothing new through.
    path = "seeds/articles/third.txt"
    text = small.read(path).removeprefix("\ufeff")
    small.write(path, f"\ufeffجملة أولى جديدة في هذا النص.\n\n{text}")
    assert checked(small) == (0, [])
    small.write(path, f"{small.read(path)}وأضاف ميلر ذلك.\n")
    assert checked(small) == (1, ["K012"])
    assert small.build("--strict").exit_code == 1  # although nothing but the text has changed


def test_writing_it_twice_changes_no_byte(small: Archive) -> None:
    spoil(small)
    small.run("check", "--no-pages", "--write-baseline")
    first = small.read(BASELINE)
    small.run("check", "--no-pages", "--write-baseline")
    assert small.read(BASELINE) == first


def test_what_is_mended_is_to_leave_the_baseline(small: Archive) -> None:
    spoil(small)
    small.run("check", "--no-pages", "--write-baseline")
    small.write("seeds/articles/third.txt", "قال أحدهم ذلك في الوزارة يوم الثلاثاء.\n")
    status, found = checked(small)
    assert (status, found) == (0, ["K433"])
    assert "has 3 findings that are gone" in small.run("check", "--no-pages").stdout
    # Another view of the findings is no reason to say so.
    assert checked(small, "--select", "K4", "--ignore", "K43") == (0, [])
    small.run("check", "--no-pages", "--write-baseline")
    assert checked(small) == (0, [])
    assert small.read(BASELINE).count('"code"') == 1


def test_a_baseline_does_not_take_what_cannot_be_waived(small: Archive) -> None:
    small.write("seeds/articles/first.yml", "title: x\nrights: secret\n")
    result = small.run("check", "--no-pages", "--write-baseline")
    assert (result.exit_code, "K203" in result.stdout) == (1, True)
    assert "K203" not in small.read(BASELINE)
    entry = {"code": "K203", "path": "seeds/articles/first.yml", "count": 9}
    what = "rights: secret none, excerpt, full"
    small.write(BASELINE, json.dumps({"version": 1, "findings": [{**entry, "what": what}]}))
    assert "K203" in checked(small)[1]


def test_a_build_asks_the_baseline_again_when_it_changed(small: Archive) -> None:
    spoil(small)
    assert small.build("--strict").exit_code == 1
    small.run("check", "--no-pages", "--write-baseline")
    assert small.build("--strict").exit_code == 0
    (small.root / BASELINE).unlink()
    assert small.build("--strict").exit_code == 1


@pytest.mark.parametrize(
    ("content", "line"),
    [
        (b"{", 1),
        (b"", 1),
        (b'{"version": 1,\n<<<<<<< HEAD\n"findings": []}', 2),
        (b"\xff", None),
        (b"[]", None),
        (b'{"version": 2, "findings": []}', None),
        (b'{"version": 1, "findings": {}}', None),
        (b'{"version": 1, "findings": [{"code": "K402"}]}', None),
        (b'{"version": 1, "findings": [{"code": 4, "path": "", "what": "", "count": 1}]}', None),
        (b'{"version": 1, "findings": [{"code": "", "path": "", "what": "", "count": 0}]}', None),
        (
            b'{"version": 1, "findings": [{"code": "", "path": "", "what": "", "count": true}]}',
            None,
        ),
        (b"[" * 100_000, None),
    ],
)
def test_a_broken_baseline_is_a_finding_and_hides_nothing(
    small: Archive, content: bytes, line: int | None
) -> None:
    spoil(small)
    small.write(BASELINE, content)
    found = small.findings()
    assert sorted(f["code"] for f in found) == ["K012", "K012", "K103", "K402", "K432"]
    (broken,) = [f for f in found if f["code"] == "K432"]
    assert (broken["path"], broken["line"]) == (BASELINE, line)
    assert small.run("check", "--no-pages", "--ignore", "K0,K402").exit_code == 1
    assert small.run("check", "--no-pages", "--write-baseline").exit_code == 0


def test_a_baseline_with_a_name_of_its_own(small: Archive, tmp_path: Path) -> None:
    spoil(small)
    small.write("kashshaf.yml", {"check": {"baseline": "review/old.json"}})
    assert "K432" in checked(small)[1]  # it is named, and not there
    small.run("check", "--no-pages", "--write-baseline")
    assert checked(small) == (0, [])
    (tmp_path / "out.json").write_text(small.read("review/old.json"), encoding="utf-8")
    (small.root / "review/old.json").unlink()
    (small.root / "review/old.json").symlink_to(tmp_path / "out.json")
    assert "K432" in checked(small)[1]


def test_writing_a_baseline_goes_with_no_choice_of_findings(small: Archive) -> None:
    for option in (["--select", "K4"], ["--ignore", "K4"], ["--no-baseline"]):
        assert small.run("check", "--write-baseline", *option).exit_code == 2
    assert not (small.root / BASELINE).exists()


def test_a_build_says_nothing_of_rules_that_only_a_check_runs(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A waiver or an entry of the baseline for them is neither used nor gone there."""
    spoil(small)
    waive(small, "third", code="K012", reason="لا يُعرف")
    small.run("check", "--no-pages", "--write-baseline")
    small.article("third", "قال أحدهم.", slug="third", title="ث", date="2024", source="س")
    path = "seeds/articles/third.yml"
    small.write(path, f"{small.read(path)}waivers: [{{code: K012, reason: س}}]\n")
    for arguments in (["build", "--no-site"], ["build", "--check"], ["check", "--no-pages"]):
        printed = small.run(*arguments).output
        assert ("K430" in printed, "K433" in printed) == (True, True)
    monkeypatch.setattr("kashshaf.pipeline.OF_TEXTS", ("K0", "K1", "K4"))
    (small.root / ".kashshaf/stamp.json").unlink()
    for arguments in (["build", "--no-site"], ["build", "--check"]):
        printed = small.run(*arguments).output
        assert ("K430" in printed, "K433" in printed) == (False, False)
    printed = small.run("check", "--no-pages").output
    assert ("K430" in printed, "K433" in printed) == (True, True)
