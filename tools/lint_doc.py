"""Print docs/lint.md, made from the rules for press text and the examples beside them.

python tools/lint_doc.py > docs/lint.md
"""

import sys
from pathlib import Path

GENERATOR = Path(__file__).resolve().parent.parent / "generator"
sys.path.insert(0, str(GENERATOR))

from kashshaf.lint.registry import RULES  # noqa: E402

BESIDE = GENERATOR / "kashshaf/lint/rules"

# Rule → findings in the 500 articles, in how many of them; how many were read where, and agreed.
MEASURED = {
    "K701": ("29 in 27", "29", 29, "a"),
    "K702": ("1 in 1", "15", 15, "b"),
    "K703": ("60 in 44", "30", 28, "a"),
    "K704": ("1 in 1", "13", 12, "b"),
    "K705": ("80 in 39", "40", 40, "a"),
    "K706": ("2 in 2", "9", 9, "b"),
    "K707": ("8 in 8", "8", 8, "a"),
    "K708": ("2 in 2", "17", 17, "b"),
    "K709": ("43 in 26", "22", 21, "a"),
    "K710": ("27 in 3", "27", 27, "a"),
    "K711": ("0", "20", 20, "b"),
    "K712": ("13 in 3", "13", 13, "a"),
    "K713": ("2 in 2", "15", 14, "b"),
    "K714": ("0", "2", 2, "b"),
    "K715": ("14 in 10", "14", 14, "a"),
    "K716": ("0", "0", 0, "b"),
    "K717": ("0", "7", 6, "d"),
    "K718": ("0", "1", 1, "d"),
    "K719": ("110 in 63", "29", 28, "c"),
    "K720": ("4 in 4", "40", 38, "b"),
    "K721": ("4 in 4", "5", 5, "c"),
    "K722": ("1 in 1", "5", 5, "b"),
    "K723": ("21 in 21", "21", 21, "a"),
    "K724": ("29 in 25", "15", 14, "a"),
    "K727": ("11 in 10", "11", 11, "a"),
}


def first(name: str, which: str) -> list[str]:
    """Return the first example of a rule, cut at its tabs."""
    lines = (BESIDE / f"{name}.{which}.txt").read_text(encoding="utf-8").splitlines()
    return next(line for line in lines if not line.startswith("# ")).split("\t")


def corrected(text: str, found: list[str]) -> str:
    """Return the text of an example with its certain corrections made, or nothing."""
    at = 0
    made = False
    for one in found:
        surface, arrow, right = one.partition("=>")
        place = text.find(surface, at)
        if arrow and place >= 0:
            text = text[:place] + right + text[place + len(surface) :]
            at, made = place + len(right), True
    return text.strip(" ¶") if made else ""


print("""\
# Rules for press text

<!-- Made by tools/lint_doc.py from generator/kashshaf/lint/: change that, not this. -->

`kashshaf check` reads the articles as a copy editor would, and says what it would mark: a quotation
that is not closed, «و ولم», one name in two spellings, the text of a share button. A build does not
run these rules, and never fails for them.

The rules read the corrected text: what you have put under `corrections:` in an article's record is
reported no more. A finding points at the place in the source file, which is never changed. Where
the correction is certain, the finding has it, and `--fix` of that command writes it into the
record; elsewhere the hint says what to look for, and the correction is yours. A rule says the same
thing of one article twenty times at most, and then how many more there are.

The text output prints a hint in English; `--format json` has `hint` and `hint_ar`, which is Arabic.

Beside the rules below, these findings are about the same matters: a bidi control in a source
(K104), a definition without a source (K308), a role without its place (K309), an article without a
title, a date, or a source (K400, K401, K402), a title that is too long (K404). They are in
[findings.md](findings.md), and the block below sets them as well.

## Switching and tuning

In `kashshaf.yml`:

```yaml
check:
  rules:
    K709: off                 # or: on, error, warning, info
    K705: error
    K719: {severity: info, same: [زيلينسكي زيلنسكي]}
    K723: {phrases: [هذا النص منقول]}
    K726: {words: [مرتزقة, الكيان الغاصب]}
    K721: {except: [صباح صباح]}
```

A code is followed by its severity, or by a mapping with `severity:` and the rule's options. An
option that is a list adds to what the rule has itself. Every rule about texts has the option
`except`: surfaces, exactly as they are printed, that are no fault in this archive. A warning makes
`kashshaf check` fail, a finding of the severity `info` does not. For a single place, a waiver in
the article's record is better than a setting.

Which words are loaded is for an archive to say: K726 has no list of its own and finds nothing
until `words` has some. It looks at definitions, headings, roles, notes, and the titles that
editors gave, and never at the texts of the articles.

## The rules
""")
for rule in RULES:
    text, *found = first(rule.name, "fail")
    print(f"### {rule.code} {rule.title}\n")
    print(f"{rule.title_ar} · {rule.severity}{'' if rule.on else ' · off by default'}\n")
    right = corrected(text, found) if not rule.check_own else ""
    shown = text.replace("¶¶", " ¶¶ ").replace("¶", " ¶ ").replace("  ", " ")
    print(f"- wrong: `{shown.strip()}`")
    if right:
        print(f"- right: `{right.replace('¶', ' ¶ ')}`")
    (good, *_) = first(rule.name, "pass")
    print(f"- no fault: `{good.replace('¶', ' ¶ ')}`")
    print(f"- {rule.hint[0].upper()}{rule.hint[1:]}. {rule.hint_ar}.")
    for option in rule.options:
        default = f" (default: {option.default})" if isinstance(option.default, int) else ""
        print(f"- option `{option.name}`: {option.what}{default}")
    print()
print("""\
`¶` stands between paragraphs, `¶¶` between articles. More examples are beside each rule, in
`generator/kashshaf/lint/rules/NAME.pass.txt` and `NAME.fail.txt`; the tests run over all of them.

## How often they are right

The rules were written and sharpened on the 4,000 articles of even number of a corpus of 8,000
(Al Arabiya, BBC, CNN, France 24, Sky News in Arabic, 2018), and then run over others. Each finding
of a sample was read with the words around it, and counted as agreed if a copy editor would mark
that place for that reason; one whose proposed correction is wrong was counted as not agreed. One
reader judged all of them. `benchmarks/lint/precision.py` prints the same samples.

| rule | findings in 500 articles | read | agreed | share | set |
|---|---|---|---|---|---|""")
for code, (number, sample, agreed, where) in MEASURED.items():
    share = f"{100 * agreed / int(sample):.0f} %" if int(sample) else "–"
    print(f"| {code} | {number} | {sample} | {agreed} | {share} | {where} |")
print("""
The 500 articles are those of number 9, 25, 41… (every sixteenth); a sample is every nth finding.
Sets: **a** those 500, fresh, with the rules as they were before the last changes, which took away
errors that these samples had shown; **b** the 4,000 articles of odd number, because 500 hold too
few findings (K713: errors found there have been dealt with since, and the share is the one before;
K720 was changed after a first reading of this set, so its share is no fresh one);
**c** measured anew after changes, on articles 13, 29, 45… (500);
**d** all 8,000, the rule having been changed after some of them were read: too few to be a measure.

- K716 (a stop between a title and a name) found nothing in 8,000 articles. It is here because
  translated texts have it; what it is worth is proved by its examples alone.
- K718 found one number without its unit in 8,000: it knows only phrases that call for a unit
  («بنسبة 6.9 على أساس سنوي»), and misses most others.
- K717 speaks up five to ten times in 8,000 articles: it knows only relative pronouns after a stop
  and phrases of up to four words, and is an `info`.
- K725 and K726 look at editors' words and count or compare; there is nothing to judge.

They take about 2 ms an article of 1,600 characters; 1,000 articles are checked in a third of the
time that it takes to write their pages.""")
