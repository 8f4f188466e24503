"""``check: rules:`` of ``kashshaf.yml``: what an archive says of single rules."""

from __future__ import annotations

from dataclasses import replace
from typing import Final, cast

from kashshaf.findings import RULES, finding
from kashshaf.lint.base import Option
from kashshaf.lint.registry import RULES as LINT
from kashshaf.model import CheckSettings, Finding, RuleSetting, Severity
from kashshaf.schema import Reader, did_you_mean
from kashshaf.yamlio import Map, Node, Scalar

SEVERITIES: Final = ("error", "warning", "info", "off", "on")
#: Findings of other stages that are a matter of an archive's own standards, too.
ALSO: Final = ("K104", "K308", "K309", "K400", "K401", "K402", "K404")
_OPTIONS: Final = {rule.code: rule.choices for rule in LINT} | dict.fromkeys(ALSO, ())


def rule_settings(reader: Reader) -> tuple[tuple[str, RuleSetting], ...]:
    """Read ``rules:`` of the block ``check:``: ``K703: off``, or a mapping with options."""
    node = reader.node("rules")
    if node is None:
        return ()
    if not isinstance(node, Map):
        reader.wrong(node, "`rules:` must be a mapping (K703: off)")
        return ()
    settings: list[tuple[str, RuleSetting]] = []
    for code, (key, value) in node.items.items():
        if code not in _OPTIONS:
            message = f"`rules:` has «{code[:80]}»; this code cannot be set"
            if code not in RULES:
                message = f"there is no rule «{code[:80]}»"
            near = did_you_mean(code, tuple(_OPTIONS))
            reader.findings.append(finding("K202", key.location, message, near))
        else:
            settings.append((code, _setting(code, value, reader.findings)))
    return tuple(settings)


def _setting(code: str, node: Node, findings: list[Finding]) -> RuleSetting:
    if isinstance(node, Scalar):
        node = Map({"severity": (node, node)}, node.location)
    reader = Reader(node, findings, f"`{code}:`")
    severity = reader.choice("severity", SEVERITIES, "")
    numbers: list[tuple[str, int]] = []
    words: list[tuple[str, tuple[str, ...]]] = []
    for option in _OPTIONS[code]:
        if isinstance(option.default, int):
            if reader.node(option.name) is not None:
                numbers.append((option.name, reader.number(option.name, option.default)))
        elif listed := _words(reader, option):
            words.append((option.name, listed))
    reader.done()
    # Who tunes a rule wants it: an option alone switches on what is off by default.
    if severity in ("on", ""):
        severity = RULES[code].severity
    return RuleSetting(cast(Severity, severity), tuple(numbers), tuple(words))


def _words(reader: Reader, option: Option) -> tuple[str, ...]:
    return tuple(
        text
        for text in reader.list(option.name, lambda node: reader.as_text(node, option.name))
        if text
    )


def tuned(findings: tuple[Finding, ...], settings: CheckSettings) -> tuple[Finding, ...]:
    """Return the findings of other stages with the severities that an archive has set."""
    chosen = {code: setting.severity for code, setting in settings.rules if code in ALSO}
    if not chosen:
        return findings
    kept: list[Finding] = []
    for found in findings:
        severity = chosen.get(found.code) or found.severity
        if severity != "off":
            kept.append(found if severity == found.severity else replace(found, severity=severity))
    return tuple(kept)
