"""The rules for press text: their examples, their settings, their places and corrections."""

from __future__ import annotations

import re
import subprocess
import sys
import time
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.lint.base import Fault, OfText, Rule, Text, Values
from kashshaf.lint.registry import RULES
from kashshaf.lint.run import REPEATS, lint
from kashshaf.model import (
    Article,
    ArticleRecord,
    Config,
    Correction,
    Edit,
    Edition,
    Fix,
    Location,
    Registers,
    Span,
    Term,
    Variant,
)
from kashshaf.parse import parse
from tests.support import GENERATOR, ROOT, Archive, composed, environment

BESIDE: Final = GENERATOR / "kashshaf/lint/rules"
#: Codes are permanent: a rule may be added, and none may have another one's code.
CODES: Final = """
K701 quotes_unbalanced
K702 quotes_mixed
K703 quotes_misplaced
K704 quotes_styles
K705 space_before
K706 latin_punctuation
K707 space_after
K708 doubled_punctuation
K709 hyphen_dash
K710 tatweel
K711 presentation_forms
K712 persian_letters
K713 stray_marks
K714 doubled_conjunction
K715 proclitic_apart
K716 title_stop_name
K717 fragment
K718 unit_missing
K719 two_spellings
K720 two_names
K721 repeated_word
K722 repeated_paragraph
K723 boilerplate
K724 shared_tail
K725 long_definition
K726 loaded_wording
K727 wasl_hamza
"""
BY_NAME: Final = {rule.name: rule for rule in RULES}


def examples(rule: Rule, which: str) -> tuple[Values, list[list[str]]]:
    """Return the options that a file of examples gives, and its lines: the text, what is found."""
    path = BESIDE / f"{rule.name}.{which}.txt"
    numbers: dict[str, int] = {}
    words: dict[str, tuple[str, ...]] = {}
    lines: list[list[str]] = []
    for line in path.read_text(encoding="utf-8").splitlines():
        if line.startswith("# "):
            name, _, value = line[2:].partition(": ")
            if value.isdigit():
                numbers[name] = int(value)
            else:
                words[name] = tuple(value.split(", "))
        else:
            lines.append(line.split("\t"))
    return Values(rule.choices, numbers, words), lines


def article(text: str, name: str = "a") -> Article:
    blocks = parse(text, ArticleRecord(Location("")).layout)
    return Article(
        id=name,
        path=f"seeds/articles/{name}.txt",
        text=text,
        sha256="",
        encoding="UTF-8",
        title="عنوان",
        title_from="record",
        blocks=blocks,
        record=ArticleRecord(Location(f"seeds/articles/{name}.yml")),
        printed=text,
    )


def edition(definition: str) -> Edition:
    term = Term(
        id="term",
        heading="مصطلح",
        variants=(Variant("مصطلح", Location("")),),
        sort="",
        location=Location("seeds/registers/glossary.yml", 1, 1),
        definition=definition,
        definition_at=Location("seeds/registers/glossary.yml", 3, 17),
    )
    return Edition(Config(), (), Registers((), (), (term,)), {}, {}, {})


def found(rule: Rule, line: str, values: Values) -> list[str]:
    """Return what a rule finds in an example, as examples say it."""
    if rule.check_own:
        return [note.message for note in rule.check_own(edition(line), values)]
    texts = [
        Text(article(part.replace("¶", "\n\n"), f"a{number}"))
        for number, part in enumerate(line.split("¶¶"))
    ]
    faults: Iterator[tuple[Text, Fault]]
    if rule.check_all:
        faults = rule.check_all(texts, values)
    else:
        assert rule.check is not None
        faults = ((text, fault) for text in texts for fault in rule.check(text, values))
    return [
        text.article.text[fault.span.start : fault.span.end]
        + ("" if fault.correct is None else f"=>{fault.correct}")
        for text, fault in faults
    ]


def test_codes_are_permanent() -> None:
    assert [f"{rule.code} {rule.name}" for rule in RULES] == CODES.split("\n")[1:-1]


def test_every_rule_is_a_file_of_its_own_and_every_file_is_a_rule() -> None:
    names = {path.stem for path in BESIDE.glob("*.py")} - {"__init__"}
    assert names == set(BY_NAME)
    assert {path.name.partition(".")[0] for path in BESIDE.glob("*.txt")} == names


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_that_fail(rule: Rule) -> None:
    values, lines = examples(rule, "fail")
    assert lines
    for text, *expected in lines:
        assert expected, text
        if rule.check_own:
            (message,) = found(rule, text, values)
            assert expected[0] in message
        else:
            assert found(rule, text, values) == expected, text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_examples_that_pass(rule: Rule) -> None:
    values, lines = examples(rule, "pass")
    assert lines
    for (text,) in lines:
        assert found(rule, text, values) == [], text


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_are_described_in_both_languages(rule: Rule) -> None:
    assert rule.title and rule.hint and not rule.hint.endswith(".")
    for text in (rule.title_ar, rule.hint_ar):
        assert any("\u0621" <= char <= "\u064a" for char in text)
    assert sum(map(bool, (rule.check, rule.check_all, rule.check_own))) == 1


def test_a_finding_points_at_the_source_and_has_its_hints(small: Archive) -> None:
    small.article(
        "third", "قال ميلر نعم.\nجاء أمس دعم الاحتلال .\n", title="ث", slug="third", date="2024",
        source="ص",
    )  # fmt: skip
    (found,) = (f for f in small.findings() if f["code"] == "K705")
    assert (found["path"], found["line"], found["column"]) == ("seeds/articles/third.txt", 2, 21)
    assert found["severity"] == "warning"
    assert found["message"] == "a space before .: «الاحتلال .»"
    assert found["hint_ar"] == BY_NAME["space_before"].hint_ar


def test_the_words_of_a_quotation_are_not_cut() -> None:
    long = "ولا شيء من حقوقنا المائية التاريخية في نهر النيل العظيم كله"
    (opened,) = found_in(f'قال "{long}.', "K701")
    assert opened.endswith('«"ولا شيء من حقوقنا المائية التاريخية في…»')
    (closed,) = found_in(f'{long}" قال.', "K701")
    assert closed.endswith('«…التاريخية في نهر النيل العظيم كله"»')
    (short,) = found_in('قال "لا.', "K701")
    assert short.endswith('«"لا.»')


def found_in(text: str, code: str) -> list[str]:
    """Return the messages of one rule about a text."""
    made = Edition(Config(), (article(text),), Registers(), {}, {}, {})
    return [one.message for one in lint(made) if one.code == code]


def test_an_end_that_one_article_has_lost_is_found_in_the_other(small: Archive) -> None:
    end = "كل الآراء لكتابها.\n"
    rows = [{"surface": end.strip(), "correct": "", "kind": "boilerplate"}]
    for name, corrections in (("third", []), ("fourth", rows)):
        record = {"title": name, "slug": name, "date": "2024", "source": "ص"}
        text = f"مقالة {name} عن الماء.\n{end}"
        small.article(name, text, **record, corrections=corrections)
    found = [(f["path"], f["line"]) for f in small.findings() if f["code"] == "K724"]
    assert found == [("seeds/articles/third.txt", 2)]


def test_building_says_nothing_of_style_and_checking_does(small: Archive) -> None:
    small.write("seeds/articles/first.txt", "التقى أندرو ميلر وماثيو ميلر في المدينة .\n")
    assert "K705" not in small.build("--strict").output
    assert "K705" not in small.build("--check", "--strict").output
    checked = small.run("check", "--no-pages")
    assert "K705" in checked.output
    assert checked.exit_code == 1


def test_settings_switch_and_tune(small: Archive) -> None:
    text = "قال الوزير ، أمس , نعم.\n\nثم سكت في في البيت.\n"
    small.article("third", text, title="ث", slug="third", date="2024", source="ص")

    def codes(rules: object) -> dict[str, str]:
        small.write("kashshaf.yml", {"title": "أرشيف", "check": {"rules": rules}})
        return {f["code"]: f["severity"] for f in small.findings()}

    assert codes({}) == {"K705": "warning", "K706": "warning", "K721": "warning"}
    assert codes({"K705": "off", "K706": "info"})["K706"] == "info"
    assert "K705" not in codes({"K705": "off"})
    assert codes({"K705": "error"})["K705"] == "error"
    assert "K721" not in codes({"K721": {"except": ["في في"]}})
    assert codes({"K726": {"words": ["يعلق"], "severity": "info"}})["K726"] == "info"


def test_a_setting_that_is_wrong_is_a_finding_at_its_place(small: Archive) -> None:
    small.write(
        "kashshaf.yml",
        "title: أ\ncheck:\n  rules:\n    K799: off\n    K705: loud\n    K012: off\n"
        "    K725: {longest: many, wide: 3}\n",
    )
    found = [(f["code"], f["line"], f["column"]) for f in small.findings() if f["code"] < "K3"]
    assert found == [
        ("K202", 4, 5),
        ("K203", 5, 11),
        ("K202", 6, 5),
        ("K203", 7, 21),
        ("K202", 7, 27),
    ]


def test_findings_of_other_stages_are_tuned_too(small: Archive) -> None:
    small.article("third", "نص قصير بلا شيء.\n", slug="third", title="ث")
    assert {"K401", "K402"} <= small.codes()
    small.write("kashshaf.yml", {"check": {"rules": {"K401": "off", "K402": "info"}}})
    found = {f["code"]: f["severity"] for f in small.findings()}
    assert "K401" not in found
    assert found["K402"] == "info"


def fixes(text: str, *, edits: tuple[Edit, ...] = (), printed: str = "") -> list[Fix]:
    one = replace(article(text), edits=edits, printed=printed or text)
    made = Edition(Config(), (one,), Registers(), {}, {}, {})
    return [f.fix for f in lint(made) if f.fix]


def test_a_fix_names_the_record_the_block_and_a_surface_that_occurs_once() -> None:
    text = "نعم ، ولا ، وربما ، ولا ، نعم.\n\nجاء الاحتلال .\n"
    made = fixes(text)
    for fix in made:
        block = text.split("\n\n")[int(fix.anchor[1:]) - 1]
        assert block.count(fix.surface) == 1
        assert fix.record == "seeds/articles/a.yml"
    assert made[-1] == Fix("seeds/articles/a.yml", "p2", "الاحتلال .", "الاحتلال.", "punctuation")


def test_fixes_never_overlap() -> None:
    made = fixes("قال الوزير ، و ولم يقل , نعم .\n")
    surfaces = [fix.surface for fix in made]
    text = "قال الوزير ، و ولم يقل , نعم ."
    spans = sorted((text.index(s), text.index(s) + len(s)) for s in surfaces)
    assert all(one[1] <= other[0] for one, other in pairwise(spans))
    assert made


def test_what_an_editor_has_corrected_is_reported_no_more() -> None:
    printed = "جاء و ولم يقل نعم .\n"
    text = "جاء ولم يقل نعم .\n"
    correction = Correction("و ولم", "ولم", "spelling", "p1", "", Location("a.yml"))
    edit = Edit(Span(4, 7), Span(4, 9), correction)
    one = replace(article(text), edits=(edit,), printed=printed)
    (found,) = lint(Edition(Config(), (one,), Registers(), {}, {}, {}))
    assert (found.code, found.location.column) == ("K705", printed.index(" .") + 1)
    assert found.fix is not None
    assert found.fix.surface == "نعم ."


def test_a_fix_leaves_corrections_alone() -> None:
    # The surface would have to grow over a place that is corrected already.
    printed = "قال نعم ، قال نعمم ، ثم سكت.\n"
    text = "قال نعم ، قال نعم ، ثم سكت.\n"
    correction = Correction("نعمم", "نعم", "spelling", "p1", "", Location("a.yml"))
    edit = Edit(Span(14, 17), Span(14, 18), correction)
    made = fixes(text, edits=(edit,), printed=printed)
    assert all("نعمم" not in fix.surface for fix in made)


def test_many_faults_of_one_rule_are_counted() -> None:
    text = "".join(f"كلمة{'ا' * number} ، " for number in range(30)) + "نعم.\n"
    made = lint(Edition(Config(), (article(text),), Registers(), {}, {}, {}))
    of_space = [f for f in made if f.code == "K705"]
    assert len(of_space) == REPEATS + 1
    assert of_space[-1].message == "and 10 more of the same in this article"
    assert of_space[-1].fix is None


def test_addresses_are_no_text() -> None:
    values = Values(RULES[5].choices)
    text = Text(article("انظر https://example.org/a,b;c?d هنا.\n"))
    for rule in RULES:
        if rule.check:
            assert [*rule.check(text, values)] == [], rule.code


def test_names_of_the_registers_count(small: Archive) -> None:
    small.article(
        "third", "في عهد الرئيس. ميلر نفسه قال أندرو ميلر كلمة.\n",
        title="ث", slug="third", date="2024", source="ص",
        mentions=[{"surface": "ميلر", "record": "andrew-miller", "paragraph": 1}],
    )  # fmt: skip
    assert "K716" in small.codes()


@pytest.mark.parametrize("rule", RULES, ids=lambda rule: rule.name)
def test_rules_take_time_in_proportion_to_the_text(rule: Rule) -> None:
    if not rule.check:
        return
    check, values = rule.check, Values(rule.choices)
    for seed in ('قال "نعم ، ', "و و ", "ا" * 50, "ـ" * 50, ". من ", "«", "\u064b", "- كلمة"):
        short, long = (
            fastest(check, (seed * size)[: size * 3], values) for size in (2_000, 16_000)
        )
        assert long < 0.05 + 24 * max(short, 0.01), (rule.code, seed, short, long)


def fastest(check: OfText, words: str, values: Values) -> float:
    """Return the least time that a rule takes of three: the collector stops one now and then."""
    times = []
    for _ in range(3):
        text = Text(article(words + "\n"))
        began = time.process_time()
        for _ in check(text, values):
            pass
        times.append(time.process_time() - began)
        if times[-1] < 0.1:
            break
    return min(times)


def test_the_page_is_what_its_tool_prints() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/lint_doc.py")],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    page = (ROOT / "docs/lint.md").read_text(encoding="utf-8")
    assert page == done.stdout.decode(), "run: python tools/lint_doc.py > docs/lint.md"


def test_the_settings_on_the_page_are_right() -> None:
    page = (ROOT / "docs/lint.md").read_text(encoding="utf-8")
    (block,) = re.findall(r"```yaml\n(.*?)```", page, re.S)
    _, findings = composed({"kashshaf.yml": block})
    assert findings == ()


SIGNS: Final = 'ابون قالو إأىی \u0640\u064b\u064c""«»“”.،؛:!?,;-–()\u00a0\n\n12x/@\u200dﻻ'


@settings(max_examples=150, deadline=None)
@given(st.text(st.sampled_from(SIGNS), max_size=120))
def test_any_text_is_read_and_every_fix_can_be_made(text: str) -> None:
    one = article(text)
    made = lint(Edition(Config(), (one, replace(one, id="b")), Registers(), {}, {}, {}))
    blocks = {block.anchor: one.words(block) for block in one.blocks}
    taken: dict[str, list[tuple[int, int]]] = {}
    for found in made[: len(made) // 2]:
        assert found.location.line > 0
        if found.fix:
            block = blocks[found.fix.anchor]
            at = block.find(found.fix.surface)
            assert at >= 0
            assert block.find(found.fix.surface, at + 1) < 0
            taken.setdefault(found.fix.anchor, []).append((at, at + len(found.fix.surface)))
    for spans in taken.values():
        assert all(before[1] <= after[0] for before, after in pairwise(sorted(spans)))
