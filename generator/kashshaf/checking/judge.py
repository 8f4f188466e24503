"""What was found → what counts: without what is waived, known of old, or not asked about."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kashshaf.checking.baseline import Baseline, split
from kashshaf.checking.codes import may_be_waived
from kashshaf.checking.waivers import Waived, waive
from kashshaf.model import CheckOptions, Edition, Finding
from kashshaf.unread import holds


@dataclass(frozen=True, slots=True)
class View:
    """What the command line asks to see: codes, or beginnings of codes; nothing for all."""

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Judged:
    """The findings that count, those that are waived, and those that the baseline has."""

    findings: tuple[Finding, ...]
    waived: tuple[Waived, ...] = ()
    known: tuple[Finding, ...] = ()


EVERYTHING = View()


def judge(
    edition: Edition,
    findings: Iterable[Finding],
    baseline: Baseline | None = None,
    view: View = EVERYTHING,
    unasked: tuple[str, ...] = (),
) -> Judged:
    """Sort findings by what the archive, its baseline and the command line say of them.

    ``unasked`` are beginnings of codes that nobody looked for: that none is there says nothing of
    the waivers and the entries of the baseline that are for them. Nor does anything while a file
    cannot be read, for what follows from its words is not looked for.
    """
    findings = tuple(findings)
    if any(map(holds, findings)):
        unasked = ("K",)
    rest, waived = waive(edition, findings, unasked)
    new, known = split(rest, baseline, unasked) if baseline is not None else (rest, ())
    options = edition.config.options
    return Judged(
        tuple(found for found in new if shows(found, options, view)),
        tuple(one for one in waived if shows(one.finding, options, view)),
        tuple(found for found in known if shows(found, options, view)),
    )


def shows(found: Finding, options: CheckOptions, view: View = EVERYTHING) -> bool:
    """Tell whether a finding is asked for.

    What the command line selects is shown whatever the archive ignores. The archive cannot
    ignore what cannot be waived.
    """
    code = found.code
    if view.select:
        if not code.startswith(view.select):
            return False
    elif may_be_waived(found) and (
        (options.select and not code.startswith(options.select))
        or (options.ignore and code.startswith(options.ignore))
    ):
        return False
    return not (view.ignore and code.startswith(view.ignore))
