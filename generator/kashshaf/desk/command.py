"""``kashshaf review`` and ``kashshaf status``: the editor's word, and what is left to do."""

from __future__ import annotations

import datetime
import json
from pathlib import Path

import click

from kashshaf.archive import IMPROPER, read_inputs
from kashshaf.compose import compose
from kashshaf.console import (
    Failed,
    archive_option,
    err,
    out,
    plain,
    print_findings,
    progress_bar,
    quiet_option,
)
from kashshaf.dates import parse_date
from kashshaf.desk.forge import read_forge
from kashshaf.desk.items import UnknownError, everything, found
from kashshaf.desk.report import report
from kashshaf.desk.review import RefusedError, Word
from kashshaf.desk.review import review as write_review
from kashshaf.desk.survey import as_json, places, survey
from kashshaf.pipeline import ordered
from kashshaf.write import cannot


@click.command()
@click.argument("ids", metavar="ID...", nargs=-1, required=True)
@archive_option
@quiet_option
@click.option("--by", required=True, metavar="NAME", help="Who has read it.")
@click.option("--on", "day", metavar="DATE", help="When, as in 2026-11-21; today, if left out.")
@click.option("--approve", is_flag=True, help="Approve what has a review that holds.")
def review(
    ids: tuple[str, ...], root: Path, quiet: bool, by: str, day: str | None, approve: bool
) -> None:
    """Write that articles, people, topics or terms were reviewed.

    ID is that of an article or of an entry of a register; article:ID, person:ID, topic:ID or
    term:ID where one id names two things. `status:` and `reviewed:` go into the article's record
    or the register, with the hashes of what was reviewed; nothing else in the file changes.
    --approve adds `approved:` to a review that holds. If one of them has errors, or nothing to
    approve, nothing is written and the exit status is 1.
    """
    word = Word(_name(by), _day(day), approve)
    inputs = read_inputs(root)
    with progress_bar(quiet) as progress:
        edition, findings = compose(inputs.files, progress, inputs.unread)
    items = everything(edition)
    try:
        wanted = [found(identity, items) for identity in ids]
    except UnknownError as error:
        raise click.UsageError(str(error)) from None
    try:
        done = write_review(root, inputs, (*inputs.findings, *findings), wanted, word)
    except RefusedError as error:
        print_findings(error.findings, quiet)
        err.print(f"{plain(str(error))}. Nothing was written.")
        raise Failed("findings") from None
    except OSError as error:
        print_findings((cannot(str(error.filename or root), error),), quiet)
        raise Failed("findings") from None
    if not quiet:
        for one in done:
            what = plain(f"{one.path}: {one.kind} {one.id} is {one.status}")
            out.print(f"{what} ({plain(word.by)}, {word.on}).")


@click.command()
@archive_option
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print it.",
)
def status(root: Path, style: str) -> None:
    """Print how far the editing has come, and what is left: each with its file and line.

    How many articles, people, topics and terms are drafts, reviewed and approved; what changed
    since its review; names that fit two people, or nobody; what has no date or no source; what
    nobody has reviewed; and the other findings. The exit status is 0.
    """
    inputs = read_inputs(root)
    with progress_bar(quiet=style == "json") as progress:
        edition, found = compose(inputs.files, progress, inputs.unread)
    surveyed = survey(edition, ordered((*inputs.findings, *found)))
    if style == "json":
        forge = read_forge(root)
        edit = {place: forge.edit(place) for place in places(surveyed)}
        click.echo(json.dumps(as_json(surveyed, edit), ensure_ascii=False, indent=1))
        return
    for row in report(surveyed):
        out.print(plain(row))


def _name(text: str) -> str:
    name = " ".join(text.split())
    if not name or len(name) > 200 or IMPROPER.search(name):
        raise click.BadParameter("a name of 1 to 200 characters", param_hint="--by")
    return name


def _day(text: str | None) -> str:
    """Return the day that was given, or today's: the one place where the clock is asked."""
    if text is None:
        return datetime.date.today().isoformat()
    date = parse_date(text)
    if date is None or date.edtf != text or date.first != text or date.last != text:
        raise click.BadParameter("write a day, as in 2026-11-21", param_hint="--on")
    return text
