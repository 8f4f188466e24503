"""What the commands share: the consoles, the options, how findings are printed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TaskID, TextColumn

from kashshaf import pipeline
from kashshaf.archive import CONFIG, IMPROPER, find_root
from kashshaf.model import FailOn, Finding

COLOURS: Final = {"error": "red", "warning": "yellow", "info": "cyan"}

out = Console(highlight=False, soft_wrap=True, emoji=False)
err = Console(stderr=True, highlight=False, soft_wrap=True, emoji=False)


class Failed(click.ClickException):
    """A run that ended with findings."""

    exit_code = 1

    def show(self, file: object = None) -> None:
        """Say nothing: the findings were printed."""


def _archive(context: click.Context, parameter: click.Parameter, value: str | None) -> Path:
    return archive_at(value)


def archive_at(value: str | None) -> Path:
    start = Path(value or ".")
    if value and not is_folder(start):
        raise click.UsageError(f"There is no folder {value}.")
    root = find_root(start)
    if root is None:
        where = f"in {value}" if value else "here or above"
        raise click.UsageError(
            f"There is no archive {where} (no {CONFIG}). Start one with `kashshaf new DIR`."
        )
    return root


def is_folder(path: Path) -> bool:
    try:
        return path.is_dir()
    except (OSError, ValueError):
        return False


archive_option = click.option(
    "-C",
    "--archive",
    "root",
    metavar="DIR",
    callback=_archive,
    help="The archive's folder, instead of the one you are in.",
)
quiet_option = click.option("-q", "--quiet", is_flag=True, help="Print findings only.")


@contextmanager
def progress_bar(quiet: bool) -> Iterator[pipeline.Progress]:
    """Show the steps of long work on a terminal; say nothing elsewhere."""
    if quiet or not err.is_terminal:
        yield lambda what, done, total: None
        return
    columns = (SpinnerColumn(), TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn())
    with Progress(*columns, console=err, transient=True) as bar:
        tasks: dict[str, TaskID] = {}

        def report(what: str, done: int, total: int) -> None:
            if what not in tasks:
                tasks[what] = bar.add_task(what, total=total)
            bar.update(tasks[what], completed=done, total=total)

        yield report


def print_findings(findings: tuple[Finding, ...], quiet: bool, console: Console = err) -> None:
    for found in findings:
        if quiet and found.severity == "info":
            continue
        colour = COLOURS[found.severity]
        hint = f" [dim](hint: {plain(found.hint)})[/]" if found.hint else ""
        where = plain(str(found.location))
        console.print(f"{where}: [{colour}]{found.code}[/] {plain(found.message)}{hint}")


def print_counts(
    result: pipeline.Result, console: Console = out, least: FailOn = "warning"
) -> None:
    """Print how many findings there are, and how many were set aside.

    ``least`` is the least severity that fails.
    """
    counts = Counter(found.severity for found in result.findings)
    parts = [
        f"{counts[severity]} {severity}{'s' if counts[severity] > 1 else ''}"
        for severity in ("error", "warning")
        if counts[severity]
    ]
    said = ", ".join(parts)
    if counts["info"]:
        none = "" if fails(result.findings, least) else "none that fail; "
        said = f"{said}; " if said else none
        said += f"{counts['info']} for information"
    aside = []
    if result.waived:
        aside.append(f"{len(result.waived)} waived")
    if result.known:
        aside.append(f"{len(result.known)} in the baseline")
    left_out = f" Left out: {', '.join(aside)}." if aside else ""
    console.print(f"Findings: {said or 'none'}.{left_out}")


def fails(findings: tuple[Finding, ...], least: FailOn) -> bool:
    """Tell whether there is a finding of this severity or a graver one."""
    order = ("error", "warning", "info")
    grave = order[: order.index(least) + 1] if least != "never" else ()
    return any(found.severity in grave for found in findings)


def plain(text: str) -> str:
    """Return what people wrote as it may go to a terminal: no markup, nothing that steers it."""
    return escape(IMPROPER.sub(lambda match: f"\\u{ord(match[0]):04x}", text))
