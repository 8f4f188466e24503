"""The ``kashshaf`` command: it parses, prints and exits; the work is done elsewhere.

Exit status: 0 for nothing to say, 1 for findings, 2 for misuse.
"""

from __future__ import annotations

import io
import os
import sys
from pathlib import Path

import click
from rich.markup import escape

from kashshaf import __version__, pipeline
from kashshaf.changes.command import diff
from kashshaf.checking.command import check
from kashshaf.console import (
    Failed,
    archive_at,
    archive_option,
    err,
    fails,
    is_folder,
    out,
    plain,
    print_counts,
    print_findings,
    progress_bar,
    quiet_option,
)
from kashshaf.desk.command import review, status
from kashshaf.pipeline import Result
from kashshaf.schemas.command import schemas
from kashshaf.search.command import search


@click.group(context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="kashshaf")
def main() -> None:
    """Kashshaf (كشّاف) makes a cross-referenced Arabic edition of a folder of articles.

    Articles are in seeds/articles, what editors know in seeds/registers; the edition goes to
    site_src/ (Markdown, committed) and the site to site/ (HTML).

    \b
    kashshaf new my-archive    start an archive
    kashshaf build             write the edition and the site
    kashshaf serve             read it in the browser while you edit
    kashshaf check             see what is wrong, write nothing
    kashshaf review ID         write that somebody has read it
    kashshaf status            see what is not reviewed, or still lacks something
    kashshaf search WORDS      ask the built site, as its readers do
    kashshaf diff              tell what your changes do to the edition
    kashshaf bundle            make one zip that is read without a network
    """
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):  # a terminal may know no Arabic
            stream.reconfigure(errors="backslashreplace")


for command in (check, review, status, diff, search, schemas):
    main.add_command(command)


@main.command()
@archive_option
@quiet_option
@click.option("--check", is_flag=True, help="Write nothing; fail if the edition is not up to date.")
@click.option("--strict", is_flag=True, help="Let warnings fail the build, too.")
@click.option("--no-site", is_flag=True, help="Write the Markdown only, do not render HTML.")
@click.option(
    "--replace-edited",
    is_flag=True,
    help="Write over pages that were edited by hand (copies go to .kashshaf/kept/).",
)
@click.option("--desk", is_flag=True, help="Add the page for editors (desk/), not committed.")
def build(
    root: Path,
    quiet: bool,
    check: bool,
    strict: bool,
    no_site: bool,
    replace_edited: bool,
    desk: bool,
) -> None:
    """Write the edition (site_src/) and render the site (site/).

    Everything that can be built is built, and every problem is printed. The exit status is 1 if
    there were errors (with --strict: or warnings), or if --check finds a page out of date.
    """
    if check and replace_edited:
        raise click.UsageError("--check writes nothing, so it cannot go with --replace-edited.")
    if check and desk:
        raise click.UsageError("--check writes nothing, so it cannot go with --desk.")
    with progress_bar(quiet) as progress:
        if check:
            result = pipeline.check(root, progress=progress, texts=False)
        else:
            result = pipeline.generate(
                root, progress=progress, replace_edited=replace_edited, desk=desk
            )
    print_findings(result.findings, quiet)
    if not quiet:
        _summary(result, check)
    failed = fails(result.findings, "warning" if strict else "error")
    if not check and not no_site:
        failed |= not _render(root, quiet, result.kept)
    if failed:
        raise Failed("findings")


@main.command()
@archive_option
@quiet_option
@click.option("-a", "--address", default="127.0.0.1:8000", show_default=True, metavar="HOST:PORT")
@click.option("--desk", is_flag=True, help="Add the page for editors (desk/).")
def serve(root: Path, quiet: bool, address: str, desk: bool) -> None:
    """Show the site in the browser and follow your work.

    When an article, a record, a register or kashshaf.yml changes, the edition is written anew
    and the browser reloads. Stop with Ctrl-C.
    """
    host, colon, port = address.rpartition(":")
    if not colon or not host or not port.isdigit() or not 0 < int(port) < 65536:
        raise click.BadParameter("write HOST:PORT, as in 127.0.0.1:8000", param_hint="--address")
    from kashshaf import site

    def remake() -> None:
        result = pipeline.generate(
            root, prune=False, desk=desk
        )  # MkDocs may be copying the old index
        if not quiet:
            out.rule(style="dim")
        print_findings(result.findings, quiet)
        if not quiet:
            _summary(result, checked=False)

    _needs_mkdocs(root)
    remake()
    if not quiet:
        out.print(f"The site is at http://{address}/ (stop with Ctrl-C)")
        if desk:
            out.print(f"The desk is at http://{address}/desk/index.html")
    try:
        site.serve(root, address, remake)
    except OSError as error:
        where = error.filename or address
        raise click.UsageError(f"{where}: {error.strerror or error}") from None


@main.command()
@click.argument("folder", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--title", default="أرشيفي", show_default=True, help="The archive's title.")
@click.option("--empty", is_flag=True, help="Leave the example article and its records out.")
@quiet_option
def new(folder: Path, title: str, empty: bool, quiet: bool) -> None:
    """Start an archive in DIR, which must be new or empty."""
    from kashshaf.starter import cleaned, start

    title = cleaned(title)
    if not title or len(title) > 200:
        raise click.BadParameter("a title of 1 to 200 characters", param_hint="--title")
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise click.UsageError(f"{folder} is there and not empty; nothing was written.")
    try:
        start(folder, title, example=not empty)
    except OSError as error:
        raise click.UsageError(f"{folder}: {error.strerror or error}") from None
    if not quiet:
        here = folder.resolve() == Path.cwd()
        where = "this folder" if here else f"[bold]{escape(str(folder))}[/]"
        out.print(f"An archive is ready in {where}. Next:")
        if not here:
            out.print(f"  cd {escape(str(folder))}")
        out.print("  put your articles (.txt) in seeds/articles/")
        out.print("  kashshaf build")
        out.print("  kashshaf serve")


@main.command()
@click.option(
    "-C",
    "--archive",
    "folder",
    metavar="DIR",
    help="The archive's folder, instead of the one you are in.",
)
@quiet_option
@click.option("--excerpt-only", is_flag=True, help="Show an excerpt of each text at the most.")
@click.option("--name", default="", help="ASCII; the title's Latin words, or archive, if left out.")
@click.option("--version", default="", help="ASCII; a hash of the content, if left out.")
@click.option("-o", "--output", metavar="FILE", help="Instead of dist/NAME-VERSION.zip.")
@click.option("--verify", "checked", metavar="FILE", help="Check a bundle, and make none.")
def bundle(
    folder: str | None,
    quiet: bool,
    excerpt_only: bool,
    name: str,
    version: str,
    output: str | None,
    checked: str | None,
) -> None:
    """Make one zip of the site that is read by double click, without a network.

    The edition and the site are built first; with --excerpt-only in a folder of their own. If
    there are errors no zip is written. If SOURCE_DATE_EPOCH is set, its day is the version.
    """
    from kashshaf.bundle.names import is_name

    if checked is not None:
        if folder or excerpt_only or name or version or output:
            raise click.UsageError("--verify FILE goes with no option but --quiet.")
        _verify(checked, quiet)
        return
    for option, value in (("--name", name), ("--version", version)):
        if value and not is_name(value):
            message = "use 1 to 40 of a-z, A-Z, 0-9, and - . _ between them"
            raise click.BadParameter(message, param_hint=option)
    root = archive_at(folder)
    _needs_mkdocs(root)
    _bundle(root, quiet, name, version, output, excerpt_only)


def _bundle(
    root: Path, quiet: bool, name: str, version: str, output: str | None, excerpt_only: bool
) -> None:
    from kashshaf.bundle.make import Asked, make
    from kashshaf.bundle.pack import epoch

    if output is not None and (not output or is_folder(Path(output))):
        raise click.BadParameter("this is a folder; name a file", param_hint="--output")
    try:
        when = epoch(os.environ.get("SOURCE_DATE_EPOCH", ""))
    except ValueError as error:
        raise click.UsageError(f"{error}.") from None
    target = Path(output) if output else None
    with progress_bar(quiet) as progress:
        made = make(root, Asked(name, version, target, excerpt_only, when), progress)
    print_findings(made.findings, quiet)
    if made.output:
        err.print("[red]MkDocs could not render the site:[/]")
        sys.stderr.write(made.output + "\n")
    if made.path is None:
        err.print("No bundle was written.")
        raise Failed("findings")
    if not quiet:
        size = f"{made.size / 1e6:.1f} MB" if made.size >= 1e6 else f"{made.size / 1e3:.0f} kB"
        out.print(f"{plain(str(made.path))}: {made.files} files, {size}.")


def _verify(path: str, quiet: bool) -> None:
    from kashshaf.bundle.verify import verify

    try:
        if Path(path).is_dir():
            message = f"{path} is a folder; name the zip file: an unpacked bundle is checked by its"
            raise click.UsageError(f"{message} SHA256SUMS.")
        if not Path(path).is_file():
            raise click.UsageError(f"There is no file {path}.")
        verified = verify(Path(path))
    except (OSError, ValueError) as error:
        reason = getattr(error, "strerror", None) or error
        raise click.UsageError(f"{path}: {reason}") from None
    print_findings(verified.findings, quiet)
    if verified.findings:
        raise Failed("findings")
    if not quiet:
        out.print(f"{plain(path)}: {verified.files} files, all of them as they were made.")


def _summary(result: Result, checked: bool) -> None:
    if not checked:
        written, removed = len(result.written), len(result.removed)
        gone = f", {removed} removed" if removed else ""
        articles = f"{result.articles} article{'' if result.articles == 1 else 's'}"
        files = f"{written} file{'' if written == 1 else 's'} written"
        out.print(f"{articles}: {files}{gone}.")
    print_counts(result)


def _needs_mkdocs(root: Path) -> None:
    from kashshaf.site import MKDOCS

    if not (root / MKDOCS).is_file():
        raise click.UsageError(f"There is no {MKDOCS} in {root}; `kashshaf new` makes one.")


def _render(root: Path, quiet: bool, kept: int = 0) -> bool:
    from kashshaf import site

    _needs_mkdocs(root)
    if quiet or not err.is_terminal:
        rendered = site.render(root, strict=not kept)
    else:
        with err.status("rendering the site (mkdocs build)"):
            rendered = site.render(root, strict=not kept)
    if not rendered.ok:
        err.print("[red]MkDocs could not render the site:[/]")
        sys.stderr.write(rendered.output + "\n")
    elif not quiet:
        done = "is up to date" if rendered.skipped else "is rendered"
        out.print(f"The site {done}: {escape(str(root / site.SITE / 'index.html'))}")
        if kept:
            pages = "1 old page" if kept == 1 else f"{kept} old pages"
            out.print(f"It shows {pages} of files that cannot be read; links there may be broken.")
    return rendered.ok
