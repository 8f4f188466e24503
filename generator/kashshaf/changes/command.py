"""``kashshaf diff``: what changed in the edition, in sentences."""

from __future__ import annotations

from pathlib import Path

import click

from kashshaf.archive import CONFIG, Inputs, read_inputs
from kashshaf.changes.arabic import Arabic
from kashshaf.changes.compare import compare
from kashshaf.changes.english import English
from kashshaf.changes.git import Commit, GitError, commits, open_repository, read_commit
from kashshaf.changes.report import Language, as_markdown, as_text
from kashshaf.compose import compose
from kashshaf.console import archive_option, progress_bar
from kashshaf.model import Edition, Finding
from kashshaf.pipeline import Progress, ordered


@click.command()
@archive_option
@click.argument("revision", metavar="[REV]", default="HEAD")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "markdown"]),
    default="text",
    show_default=True,
    help="markdown: for a comment on a pull request, below 60 kB.",
)
@click.option(
    "--lang",
    "language",
    type=click.Choice(["en", "ar"]),
    default="en",
    show_default=True,
    help="The language of the sentences.",
)
@click.option("--all", "every", is_flag=True, help="Show every change, not the first 20 of a kind.")
def diff(root: Path, revision: str, style: str, language: str, every: bool) -> None:
    """Tell in sentences what changed in the edition since REV.

    REV is a revision of git (HEAD, if you name none): it is compared with the files as they are
    on the disk. REV1..REV2 compares two revisions, REV1...REV2 what REV2 changed since it left
    REV1. Only what people wrote is read (kashshaf.yml and seeds/), and nothing is written.

    The exit status is 0, with changes and without; 2 if there is no such revision.
    """
    try:
        repository = open_repository(root)
        old, new = commits(repository, revision)
        before = read_commit(repository, old)
        after = read_commit(repository, new) if new else read_inputs(root)
    except GitError as error:
        raise click.UsageError(f"{str(error)[:1].upper()}{str(error)[1:]}.") from None
    with progress_bar(style == "markdown") as progress:
        earlier, found = _composed(before, progress)
        later, finds = _composed(after, progress)
    words: Language = Arabic() if language == "ar" else English()
    changes = compare(earlier, later, (found, finds))
    write = as_markdown if style == "markdown" else as_text
    names = str(old), str(new) if isinstance(new, Commit) else words.disk
    if CONFIG not in before.files and not earlier.articles:
        click.echo(words.no_archive)
    click.echo(write(changes, words, *names, every=every), nl=False)


def _composed(inputs: Inputs, progress: Progress) -> tuple[Edition, tuple[Finding, ...]]:
    edition, found = compose(inputs.files, progress, inputs.unread)
    return edition, ordered((*inputs.findings, *found))
