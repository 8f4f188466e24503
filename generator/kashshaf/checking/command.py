"""``kashshaf check``: its options, and what it prints."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final, cast

import click
from rich.console import Console

from kashshaf import pipeline
from kashshaf.checking.baseline import read_baseline, split, write_baseline
from kashshaf.checking.codes import parse_codes
from kashshaf.checking.fix import Fixed, fix_all
from kashshaf.checking.formats import as_json, as_workflow_commands, prefix_of
from kashshaf.checking.judge import View
from kashshaf.checking.reading import FAIL_ON
from kashshaf.checking.sarif import as_sarif
from kashshaf.console import (
    Failed,
    archive_option,
    err,
    fails,
    out,
    plain,
    print_counts,
    print_findings,
    progress_bar,
    quiet_option,
)
from kashshaf.model import FailOn
from kashshaf.pipeline import Result

FORMATS: Final = ("text", "json", "github", "sarif")


def _codes(
    context: click.Context, parameter: click.Parameter, values: tuple[str, ...]
) -> tuple[str, ...]:
    try:
        return tuple(code for value in values for code in parse_codes(value))
    except ValueError as error:
        raise click.BadParameter(str(error)) from None


@click.command()
@archive_option
@quiet_option
@click.option(
    "--format",
    "style",
    type=click.Choice(FORMATS),
    default="text",
    show_default=True,
    help="How to print the findings.",
)
@click.option(
    "--select",
    multiple=True,
    metavar="CODES",
    callback=_codes,
    help="Only these findings: codes or their beginnings, with commas (K012,K7).",
)
@click.option(
    "--ignore",
    multiple=True,
    metavar="CODES",
    callback=_codes,
    help="Not these, on top of what kashshaf.yml ignores.",
)
@click.option(
    "--fail-on",
    type=click.Choice(FAIL_ON),
    help="The least severity that fails.  [default: warning, or what kashshaf.yml says]",
)
@click.option("--no-pages", is_flag=True, help="Do not compare the pages on disk.")
@click.option("--all", "everything", is_flag=True, help="Show what was left out as well.")
@click.option("--no-baseline", is_flag=True, help="Leave nothing out for the baseline's sake.")
@click.option(
    "--write-baseline",
    "to_baseline",
    is_flag=True,
    help="Write the findings of now into the baseline: later runs leave them out.",
)
@click.option(
    "--fix",
    is_flag=True,
    help="Write the corrections that rules propose into the records (never into sources).",
)
def check(
    root: Path,
    quiet: bool,
    style: str,
    select: tuple[str, ...],
    ignore: tuple[str, ...],
    fail_on: str | None,
    no_pages: bool,
    everything: bool,
    no_baseline: bool,
    to_baseline: bool,
    fix: bool,
) -> None:
    """Print every finding, and write nothing (but with --fix and --write-baseline).

    The exit status is 1 if there are errors or warnings, or what --fail-on says. docs/check.md
    explains the formats, the baseline, and how a finding is waived in a record.
    """
    if to_baseline and (select or ignore or no_baseline):
        raise click.UsageError(
            "--write-baseline writes all findings: leave --select, --ignore, --no-baseline out."
        )
    view = View(select, ignore)
    console = out if style == "text" else err
    if fix:
        with progress_bar(quiet or style != "text") as progress:
            fixed = fix_all(root, view=view, use_baseline=not no_baseline, progress=progress)
        _print_fixed(fixed, console, quiet)
    else:
        fixed = Fixed()
    result = _check(root, style, quiet, not no_pages, view, not (no_baseline or to_baseline))
    if to_baseline:
        result = _write_baseline(root, result, console, quiet)
    if fixed.refused:
        findings = pipeline.ordered((*result.findings, *fixed.refused))
        result = replace(result, findings=findings)
    least = cast(FailOn, fail_on) if fail_on else result.options.fail_on
    _print(root, result, style, quiet, everything, least)
    if fails(result.findings, least):
        raise Failed("findings")


def _check(
    root: Path, style: str, quiet: bool, pages: bool, view: View, use_baseline: bool
) -> Result:
    with progress_bar(quiet or style != "text") as progress:
        return pipeline.check(
            root, progress=progress, pages=pages, view=view, use_baseline=use_baseline
        )


def _print(
    root: Path, result: Result, style: str, quiet: bool, everything: bool, least: FailOn
) -> None:
    if style == "json":
        click.echo(as_json(result, everything=everything))
    elif style == "sarif":
        click.echo(as_sarif(result, prefix_of(root)))
    elif style == "github":
        shown = tuple(f for f in result.findings if not quiet or f.severity != "info")
        click.echo(as_workflow_commands(shown, prefix_of(root)), nl=False)
        if not quiet:
            print_counts(result, least=least)
    else:
        print_findings(result.findings, quiet, out)
        if everything:
            for one in result.waived:
                where = plain(f"{one.finding.location}: {one.finding.code} {one.finding.message}")
                out.print(f"{where} [dim](waived: {plain(one.reason)})[/]")
            for found in result.known:
                where = plain(f"{found.location}: {found.code} {found.message}")
                out.print(f"{where} [dim](in the baseline)[/]")
        if not quiet:
            print_counts(result, least=least)


def _write_baseline(root: Path, result: Result, console: Console, quiet: bool) -> Result:
    """Write the findings into the baseline, and return what is left of them."""
    path = result.options.baseline
    try:
        count = write_baseline(root, path, result.findings)
    except OSError as error:
        raise click.UsageError(f"{path} cannot be written: {error.strerror or error}") from None
    if not quiet:
        has = "1 finding" if count == 1 else f"{count} findings"
        console.print(f"{plain(path)}: {has} written.")
    new, known = split(result.findings, read_baseline(root, result.options))
    return replace(result, findings=pipeline.ordered(new), known=known)


def _print_fixed(fixed: Fixed, console: Console, quiet: bool) -> None:
    if quiet:
        return
    for path in dict.fromkeys(path for path, _ in fixed.written if path in fixed.new):
        console.print(plain(f"{path}: new file (git diff does not show it before `git add`)"))
    for path, fix in fixed.written:
        to = f"«{fix.correct}»" if fix.correct else "nothing"
        console.print(plain(f"{path}: corrected «{fix.surface}» to {to} ({fix.kind})"))
    count = len(fixed.written)
    console.print("1 correction written." if count == 1 else f"{count} corrections written.")
