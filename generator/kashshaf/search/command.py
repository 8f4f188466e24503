"""``kashshaf search``: ask the built site from the terminal, with the readers' own search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.text import Text

from kashshaf.arabic import counted
from kashshaf.archive import find_root
from kashshaf.search.choices import QueryCommand, asks, choices, filters, plain, same
from kashshaf.search.terminal import Answer, Engine, IndexMissingError
from kashshaf.site import SITE

#: What the groups of an answer are called; ``search-ui.js`` has the same words.
GROUPS: Final = {
    "phrase": "الكلمات متجاورة",
    "all": "كل الكلمات",
    "related": "كلمات ذات صلة",
    "some": "بعض الكلمات",
    "prefix": "كلمات تبدأ بما كُتب",
}
_KINDS: Final = {"person": "شخص", "topic": "موضوع", "term": "مصطلح"}


@click.command(cls=QueryCommand)
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-C",
    "--archive",
    "folder",
    metavar="DIR",
    help="The archive's folder, instead of the one you are in.",
)
@click.option(
    *("-n", "--limit"),
    type=click.IntRange(1),
    default=10,
    show_default=True,
    help="Print so many results at the most.",
)
@click.option(
    "--all", "every", is_flag=True, help="Show every group: related words, parts, beginnings."
)
@click.option(
    *("--person", "people"),
    multiple=True,
    metavar="ID",
    help="Only articles that name this person; given again, those that name all of them.",
)
@click.option(
    *("--topic", "topics"),
    multiple=True,
    metavar="ID",
    help="Only articles of this topic; given again, those of all of them.",
)
@click.option("--source", multiple=True, metavar="NAME", help="Only articles of this source.")
@click.option("--year", multiple=True, metavar="YYYY", help="Only articles of this year.")
@click.option(
    "--format",
    "style",
    type=click.Choice(["text", "json"]),
    default="text",
    show_default=True,
    help="How to print what was found.",
)
def search(
    query: tuple[str, ...],
    folder: str | None,
    limit: int,
    every: bool,
    people: tuple[str, ...],
    topics: tuple[str, ...],
    source: tuple[str, ...],
    year: tuple[str, ...],
    style: str,
) -> None:
    """Search the built site, as its readers do.

    It runs the script of the site over the index of the site, so both give the same results:
    words in any of their forms, "…" for a phrase as it stands (the shell wants it in quotes of
    its own: '"…"'), -word to leave a word out.

    On a terminal the words that were found are bold. The exit status is 1 if nothing is found,
    and 2 for a filter that no article answers to.
    """
    root = find_root(Path(folder or "."))
    if root is None:
        raise click.UsageError(f"There is no archive in {folder or 'this folder or above'}.")
    files = root / SITE / "search" / "files"
    given = {"people": people, "topics": topics, "source": source, "year": year}
    asked = " ".join(query)
    try:
        engine = Engine(files)
        wanted = filters(given, choices(files)) if any(given.values()) else None
        answer = engine.search(
            asked,
            limit=limit,
            filters=wanted,
            groups="all" if every else "best",
            lines=limit if style == "text" else 0,
        )
    except IndexMissingError:
        message = "The site has no search index; `kashshaf build` makes it."
        raise click.UsageError(message) from None
    if not answer.total and not asks(asked):
        raise click.UsageError("The query has no word to look for.")
    if style == "json":
        click.echo(json.dumps(_as_json(answer), ensure_ascii=False, indent=1))
    else:
        _print(answer, asked)
    if not answer.total:
        raise SystemExit(1)


def _as_json(answer: Answer) -> dict[str, object]:
    return {
        "total": answer.total,
        "results": answer.results,
        "groups": answer.groups,
        "cards": answer.cards,
        "suggestions": answer.suggestions,
    }


def _print(answer: Answer, query: str) -> None:
    out = Console(highlight=False, soft_wrap=True, emoji=False)
    for card in answer.cards:
        out.print(Text(f"{_KINDS[card['kind']]}: {plain(card['heading'])}", "bold cyan"))
        if card["note"]:
            out.print(Text(f"  {plain(card['note'])}"))
        out.print(Text(f"  {card['url']}", "dim"))
    out.print(Text(counted(answer.total, "result"), "bold"))
    totals = {group["group"]: group["total"] for group in answer.groups}
    group = ""
    for result in answer.results:
        if result["group"] != group:
            group = str(result["group"])
            out.print(Text(f"[{GROUPS[group]}: {totals[group]}]", "dim"))
        out.print(_marked(result["lines"]["title"], "cyan"))
        out.print(Text("  ") + _marked(result["lines"]["pieces"], ""))
        out.print(Text(f"  {result['url']}", "dim"))
    if more := answer.total - len(answer.results):
        out.print(Text(f"… {more} more (--limit)", "dim"))
    if further := sum(totals.values()) - answer.total:
        out.print(Text(f"… {further} less close (--all)", "dim"))
    for suggestion in answer.suggestions:
        if not same(suggestion, query):
            out.print(Text(f"هل تقصد: {plain(suggestion)}"))


def _marked(pieces: list[list[Any]], style: str) -> Text:
    text = Text()
    for piece, marked in pieces:
        text.append(plain(piece), "bold yellow" if marked else style)
    return text
