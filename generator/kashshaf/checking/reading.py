"""What editors write about findings: ``waivers:`` of a record, ``check:`` of ``kashshaf.yml``."""

from __future__ import annotations

import re
from typing import Final, cast

from kashshaf.arabic import fold
from kashshaf.checking import codes
from kashshaf.findings import RULES, finding
from kashshaf.model import CheckOptions, FailOn, Waiver
from kashshaf.schema import MAX_TEXT, Reader
from kashshaf.yamlio import Map, Node

FAIL_ON: Final = ("error", "warning", "info", "never")
_ANCHOR: Final = re.compile(r"title|h?[1-9][0-9]{0,5}")
_PATH: Final = re.compile(r"(?!\.\.?/)[\w.-]+(?:/(?!\.\.?/)[\w.-]+)*\.json\Z")
#: Rooms in which a baseline would be in the way of the machine or of the articles.
_ROOMS: Final = ("seeds/", "site_src/", "site/", "theme/", "dist/", ".")


def read_waivers(parent: Reader, *, in_record: bool = True) -> tuple[Waiver, ...]:
    """Return the waivers under ``waivers:``; those that are wrong are findings, and not there."""
    return parent.list("waivers", lambda item: _waiver(item, parent, in_record))


def read_options(reader: Reader | None) -> CheckOptions:
    """Return the choices in ``check:``, of which ``reader`` is the mapping; None: there is none."""
    if reader is None:
        return CheckOptions()
    return CheckOptions(
        select=_codes(reader, "select"),
        ignore=_codes(reader, "ignore", to_ignore=True),
        fail_on=cast(FailOn, reader.choice("fail-on", FAIL_ON, CheckOptions().fail_on)),
        baseline=_baseline(reader),
        waivers=read_waivers(reader, in_record=False),
    )


def _waiver(node: Node, parent: Reader, in_record: bool) -> Waiver | None:
    reader = Reader(node, parent.findings, "the waiver")
    if not isinstance(node, Map):
        return None
    code = reader.text("code", required=True)
    where = reader.where("code")
    surface = reader.text("surface", longest=MAX_TEXT)
    anchor = _anchor(reader) if in_record else ""
    path = "" if in_record else reader.text("path")
    reason = reader.text("reason", required=True, longest=MAX_TEXT)
    reader.done()
    if not code:
        return None
    if code not in RULES:
        message = f"no finding has the code «{code[:80]}»"
        reader.findings.append(finding("K203", where, message, codes.hint(code)))
        return None
    if not codes.is_waivable(code):
        message = f"{code} ({RULES[code].title}) cannot be waived"
        reader.findings.append(finding("K431", where, message))
        return None
    if not reason or anchor is None:
        return None
    return Waiver(code, reason, where, surface, anchor, path)


def _anchor(reader: Reader) -> str | None:
    """Return ``p3`` for 3, ``h1`` and ``title`` as they are, nothing where nothing is said."""
    text = fold(reader.text("paragraph"))
    if text and not _ANCHOR.fullmatch(text):
        message = "`paragraph:` is the number of a paragraph, or h1, or title"
        reader.findings.append(finding("K203", reader.where("paragraph"), message))
        return None
    return f"p{text}" if text.isdigit() else text


def _codes(reader: Reader, key: str, *, to_ignore: bool = False) -> tuple[str, ...]:
    found: list[str] = []
    for text, where in reader.texts(key):
        try:
            found += codes.parse_codes(text)
        except ValueError as error:
            reader.findings.append(finding("K203", where, f"`{key}:`: {error}"))
            continue
        if to_ignore and text.upper() in RULES and not codes.is_waivable(text.upper()):
            message = f"{text.upper()} ({RULES[text.upper()].title}) cannot be ignored here"
            reader.findings.append(finding("K203", where, message, "mend what it is about"))
    return tuple(found)


def _baseline(reader: Reader) -> str:
    path = reader.text("baseline")
    if path and (not _PATH.match(path) or path.startswith(_ROOMS)):
        message = "`baseline:` is the path of a .json file outside of the archive's other folders"
        reader.findings.append(finding("K203", reader.where("baseline"), message))
        return CheckOptions().baseline
    return path or CheckOptions().baseline
