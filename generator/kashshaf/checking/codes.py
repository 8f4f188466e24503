"""Codes of findings, and beginnings of codes: ``K012``, ``K01``, ``K``."""

from __future__ import annotations

import re
from typing import Final

from kashshaf.findings import RULES
from kashshaf.model import Finding
from kashshaf.schema import did_you_mean

_SHAPE: Final = re.compile(r"K[0-9]{0,3}\Z")
#: About waivers and the baseline themselves; the machine's room; the bundle.
_NEVER: Final = ("K43", "K5", "K6")
#: Files and YAML: an error here means that something could not be read as it stands, and what
#: could not be read may say that a text must not be shown.
_READING: Final = ("K1", "K2")
#: A broken character is shown as one, and hides nothing else; in old scans there are many.
_BROKEN_CHARACTER: Final = "K101"


def parse_codes(text: str) -> tuple[str, ...]:
    """Return the codes, or beginnings of codes, of a list with commas.

    Raises ValueError, which names the first one that no finding has.

    >>> parse_codes("k012, K9")
    Traceback (most recent call last):
    ValueError: no finding has a code that begins with «K9»
    >>> parse_codes("k012, K01")
    ('K012', 'K01')
    """
    parts = [part.strip() for part in text.replace("،", ",").split(",")]
    return tuple(part.upper() for part in parts if part and known(part))


def known(text: str) -> bool:
    """Tell that some code begins with ``text``; raise ValueError, with a hint, where none does."""
    code = text.upper()
    if _SHAPE.match(code) and any(rule.startswith(code) for rule in RULES):
        return True
    near = hint(text)
    raise ValueError(
        f"no finding has a code that begins with «{text[:80]}»{'; ' if near else ''}{near}"
    )


def hint(text: str) -> str:
    """Return the hint for a code that there is not, or nothing."""
    return did_you_mean(text.upper(), tuple(RULES)) if len(text) > 2 else ""


def may_be_waived(found: Finding) -> bool:
    """Tell whether a finding may be waived, ignored by the archive, or be in its baseline."""
    if found.code == _BROKEN_CHARACTER:
        return found.location.path.lower().endswith(".txt")
    reading = found.code.startswith(_READING) and found.severity == "error"
    return not reading and not found.code.startswith(_NEVER)


def is_waivable(code: str) -> bool:
    """Tell whether findings of a code may be waived at all, by what is always said of the code."""
    if code == _BROKEN_CHARACTER:
        return True
    reading = code.startswith(_READING) and RULES[code].severity == "error"
    return not reading and not code.startswith(_NEVER)
