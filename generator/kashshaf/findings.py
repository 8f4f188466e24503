"""The list of findings: a permanent code each, its severity, its title and its hint.

``docs/findings.md`` is made from this table; a code is never used again for another thing.
"""

from __future__ import annotations

from typing import Final, NamedTuple

from kashshaf.lint.registry import RULES as LINT
from kashshaf.model import Finding, Location, Severity


class Rule(NamedTuple):
    """What is always the same about a code."""

    severity: Severity
    title: str
    hint: str
    hint_ar: str = ""


RULES: Final[dict[str, Rule]] = {
    # Names
    "K011": Rule(
        "warning",
        "a name that the registers do not have, around a surname that they have",
        "add the person to people.yml, or rule it out under `mentions:` with `record: none`",
    ),
    "K012": Rule(
        "error",
        "a name that fits two records",
        "say who is meant under `mentions:` in the article's record",
    ),
    "K013": Rule(
        "error", "a ruling whose surface is not there", "correct or remove it under `mentions:`"
    ),
    "K014": Rule(
        "warning",
        "a register record that is never met in the texts",
        "add the spelling that the articles have under `variants:`, or remove the record",
    ),
    "K015": Rule(
        "info",
        "a surname alone that the rules do not give to anybody",
        "if it always means this person, list it under `variants:`; else rule under `mentions:`",
    ),
    # Source files
    "K100": Rule("error", "an empty source file", "write the text, or remove the file"),
    "K101": Rule(
        "error",
        "an invalid byte or control character",
        "shown as U+FFFD; look into the original and correct the file",
    ),
    "K102": Rule("error", "an encoding that is not known", "save the file as UTF-8"),
    "K103": Rule("info", "a source that is not plain UTF-8", "read as such; nothing need be done"),
    "K104": Rule(
        "warning",
        "a bidi control in a source",
        "left out of the page; the page isolates directions by itself",
    ),
    "K105": Rule("error", "a file that is too large", "split it into articles"),
    "K106": Rule("error", "a link that leads out of the archive", "put the file itself here"),
    "K107": Rule("error", "a file that cannot be read", "check its permissions and its name"),
    "K108": Rule("warning", "an article id made from the file name", "write `slug:` in its record"),
    "K109": Rule("error", "two articles with one id", "give one of them another `slug:`"),
    "K110": Rule("error", "a record without its article", "rename or remove the record"),
    "K111": Rule("warning", "an unexpected file among the sources", "articles are .txt or .md"),
    # YAML
    "K200": Rule("error", "a file that is not readable YAML", "correct it at this place"),
    "K201": Rule("error", "a duplicate key", "keep one of the two"),
    "K202": Rule("error", "an unknown key", "remove or correct it"),
    "K203": Rule("error", "a value of the wrong kind", "see docs/files.md for what is expected"),
    "K204": Rule("error", "a missing key", "add it"),
    "K205": Rule("error", "a YAML anchor, alias or tag", "write the value out"),
    "K206": Rule("error", "an id that is not well formed", "use a-z, 0-9 and single hyphens"),
    "K207": Rule("error", "an invalid date", "write it as EDTF: 2024-06-30, 2024-06~, 2024?"),
    "K208": Rule(
        "warning",
        "an inferred date without its basis",
        "say under `basis:` from which sentence it is inferred",
    ),
    "K209": Rule("warning", "a value that is too long", "shorten it"),
    "K210": Rule(
        "warning",
        "an Arabic comma inside a value of a list",
        "lists are separated by the Latin comma: [ميلر, ميللر]; or put each on a line with «- »",
    ),
    "K211": Rule(
        "error",
        "a merge conflict that is left in a file",
        "keep one of the two sides, and remove the lines of <<<<<<<, ======= and >>>>>>>",
    ),
    # Registers and references
    "K300": Rule("error", "a duplicate id", "ids are permanent and used once"),
    "K301": Rule("error", "a name that two records of one register have", "keep it in one of them"),
    "K302": Rule("error", "an unknown id", "correct it"),
    "K303": Rule("error", "a reference to a place that is not there", "correct it"),
    "K304": Rule("error", "`see` references that go round in a circle", "break the circle"),
    "K305": Rule("error", "`broader` references that go round in a circle", "break the circle"),
    "K306": Rule("error", "an unresolved [[reference]]", "name an id, a heading or a variant"),
    "K307": Rule("error", "a [[reference]] that fits two entries", "write the id"),
    "K308": Rule("warning", "a definition without a source", "add `sources:` or `basis:`"),
    "K309": Rule("warning", "a role without its place", "add `at: ARTICLE-ID#p1`"),
    # Articles
    "K400": Rule("warning", "an article without a title", "write `title:` in its record"),
    "K401": Rule("warning", "an article without a date", "write `date:`, or `date: unknown`"),
    "K402": Rule("warning", "an article without a source", "write `source:`, or `source: unknown`"),
    "K403": Rule(
        "error",
        "a source that changed since it was reviewed",
        "it counts as a draft: read it again, then `kashshaf review ID --by NAME`",
    ),
    "K404": Rule("warning", "a title that is too long", "shorten it under `title:`"),
    # Corrections
    "K410": Rule(
        "error",
        "a correction whose surface is not there",
        "write under `surface:` exactly what the source has, or remove the correction",
    ),
    "K411": Rule(
        "error",
        "a correction whose surface is there more than once",
        "name the block under `paragraph:`, or write more of the words around it",
    ),
    "K412": Rule(
        "error",
        "two corrections of the same words",
        "make one correction of the two",
    ),
    "K413": Rule("error", "a correction that changes nothing", "correct or remove it"),
    "K414": Rule(
        "error",
        "corrections that leave nothing of an article",
        "use `rights: none` to withhold a text",
    ),
    # Waivers and the baseline
    "K430": Rule(
        "warning",
        "a waiver that waives nothing",
        "remove it: what it was for is mended, or correct its code, surface or paragraph",
    ),
    "K431": Rule(
        "error",
        "a waiver of a finding that cannot be waived",
        "mend what the finding is about, and remove the waiver",
    ),
    "K432": Rule(
        "error",
        "a baseline that cannot be read",
        "take it from git again, or write it anew with `kashshaf check --write-baseline`; "
        "until then nothing is left out",
    ),
    "K433": Rule(
        "info",
        "a baseline with findings that are gone",
        "write it anew with `kashshaf check --write-baseline`, so that they cannot come back",
    ),
    "K434": Rule(
        "error",
        "a correction that could not be written into its record",
        "write it by hand under `corrections:`; the record was left as it is",
    ),
    # Status
    "K420": Rule(
        "warning",
        "a record that changed since it was reviewed",
        "it counts as a draft: read it again, then `kashshaf review ID --by NAME`",
    ),
    "K421": Rule(
        "warning",
        "a register entry that changed since it was reviewed",
        "it counts as a draft: read it again, then `kashshaf review ID --by NAME`",
    ),
    "K422": Rule(
        "info",
        "a review that does not say which record was reviewed",
        "`kashshaf review ID --by NAME` writes `record:`, the hash of what the record says",
    ),
    "K423": Rule(
        "warning",
        "a status that nobody answers for",
        "`kashshaf review ID --by NAME` writes who, when and what; then `--approve`, if so meant",
    ),
    "K424": Rule(
        "info",
        "what is not published, since it is not reviewed",
        "`kashshaf review ID --by NAME`, or `publish:` in kashshaf.yml",
    ),
    "K425": Rule(
        "info",
        "a definition that names somebody who is not published",
        "review the person, or say what to print instead: [[ID|words]]",
    ),
    # The machine's room
    "K500": Rule(
        "error",
        "a page edited by hand in the machine's room",
        "move the change to seeds/, then restore the page with "
        "`kashshaf build --replace-edited` (which keeps a copy)",
    ),
    "K501": Rule("error", "a stale page", "run `kashshaf build` and commit what it writes"),
    "K502": Rule("warning", "a file of somebody else's in the machine's room", "move it elsewhere"),
    "K503": Rule("error", "a file that cannot be written", "the old file is untouched"),
    "K504": Rule("error", "a folder that leads out of the archive", "replace the link by a folder"),
    "K505": Rule(
        "warning",
        "a typeface that is not installed",
        "`make fonts` in a checkout, or a released wheel, brings it; or `faces: {text: sans}`",
    ),
    "K506": Rule(
        "warning",
        "a site whose addresses end in folders",
        "set `use_directory_urls: false` in mkdocs.yml: the search and the pictures lead to files, "
        "and a site that is opened from a disk has no others",
    ),
    # The offline bundle
    "K600": Rule(
        "error",
        "something that would be loaded from another host",
        "put the file itself into site_src/, or make it a plain link",
    ),
    "K601": Rule(
        "warning",
        "a script that names another host",
        "see that it asks that host for nothing: a bundle is read without a network",
    ),
    "K602": Rule("error", "a link that leads nowhere in the bundle", "correct or remove it"),
    "K603": Rule("error", "a file name that not every system can hold", "rename the file"),
    "K604": Rule(
        "error",
        "a path that is too long for Windows",
        "give the file, or the bundle (`--name`), a shorter name",
    ),
    "K605": Rule(
        "error",
        "words of a text beyond its excerpt",
        "shorten the quotation; it is longer than `--excerpt-only` allows",
    ),
    "K606": Rule("error", "a site that changed while it was packed", "run `kashshaf bundle` again"),
    "K607": Rule("error", "a file that is no bundle, or is not safe to unpack", "do not unpack it"),
    "K608": Rule(
        "error", "a bundle that is not as it was made", "get it again from where it came from"
    ),
    "K609": Rule(
        "info",
        "an editor's words that quote a text beyond its excerpt",
        "it is in the bundle with `--excerpt-only`, too: shorten it, if it is more than a citation",
    ),
    # Press text: each rule says itself what it finds
    **{rule.code: Rule(rule.severity, rule.title, rule.hint, rule.hint_ar) for rule in LINT},
}


def finding(code: str, location: Location, message: str, hint: str = "") -> Finding:
    """Make a finding of a known code; ``hint`` replaces the code's general one."""
    rule = RULES[code]
    arabic = "" if hint else rule.hint_ar
    return Finding(code, rule.severity, location, message, hint or rule.hint, hint_ar=arabic)
