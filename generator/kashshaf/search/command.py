"""``kashshaf search``: ask the built site from the terminal, with the readers' own search."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any, Final

import click
from rich.console import Console
from rich.text import Text

from kashshaf.archive import IMPROPER, find_root
from kashshaf.search.terminal import Answer, Engine, IndexMissingError
from kashshaf.site import SITE

#: What the groups of an answer are called; ``search-ui.js`` has the same words.
GROUPS: Final = {
    "phrase": "الكلمات متجاورة",
    "all": "كل الكلمات",
    "related": "كلمات قريبة",
    "some": "بعض الكلمات",
    "prefix": "كلمات تبدأ بما كُتب",
}
_KINDS: Final = {"person": "شخص", "topic": "موضوع", "term": "مصطلح"}


@click.command()
@click.argument("query", nargs=-1, required=True)
@click.option(
    "-C",
    "--archive",
    "folder",
    metavar="DIR",
    help="The archive's folder, instead of the one you are in.",
)
@click.option("-n", "--limit", type=click.IntRange(1), default=10, show_default=True)
@click.option(
    "--all", "every", is_flag=True, help="Show every group: related words, parts, beginnings."
)
@click.option("--person", multiple=True, metavar="ID", help="Only articles that name this person.")
@click.option("--topic", multiple=True, metavar="ID", help="Only articles of this topic.")
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
    person: tuple[str, ...],
    topic: tuple[str, ...],
    source: tuple[str, ...],
    year: tuple[str, ...],
    style: str,
) -> None:
    """Search the built site, as its readers do.

    It runs the script of the site over the index of the site, so both give the same results:
    words in any of their forms, "…" for a phrase as it stands, -word to leave a word out. (Write
    -- before a query that begins with a hyphen.) The exit status is 1 if nothing is found.
    """
    root = find_root(Path(folder or "."))
    if root is None:
        raise click.UsageError(f"There is no archive in {folder or 'this folder or above'}.")
    given = {"people": person, "topics": topic, "source": source, "year": year}
    filters = {kind: list(values) for kind, values in given.items() if values}
    lines = limit if style == "text" else 0
    try:
        answer = Engine(root / SITE / "search" / "files").search(
            " ".join(query),
            limit=limit,
            filters=filters or None,
            groups="all" if every else "best",
            lines=lines,
        )
    except IndexMissingError:
        message = "The site has no search index; `kashshaf build` makes it."
        raise click.UsageError(message) from None
    if style == "json":
        click.echo(json.dumps(_as_json(answer), ensure_ascii=False, indent=1))
    else:
        _print(answer)
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


def _print(answer: Answer) -> None:
    out = Console(highlight=False, soft_wrap=True, emoji=False)
    for card in answer.cards:
        out.print(Text(f"{_KINDS[card['kind']]}: {_plain(card['heading'])}", "bold cyan"))
        if card["note"]:
            out.print(Text(f"  {_plain(card['note'])}"))
        out.print(Text(f"  {card['url']}", "dim"))
    group = ""
    for result in answer.results:
        if result["group"] != group:
            group = str(result["group"])
            out.print(Text(f"[{GROUPS[group]}]", "dim"))
        out.print(_marked(result["lines"]["title"], "bold"))
        out.print(Text("  ") + _marked(result["lines"]["pieces"], ""))
        out.print(Text(f"  {result['url']}", "dim"))
    more = answer.total - len(answer.results)
    if not answer.total:
        out.print("لا نتائج")
        for suggestion in answer.suggestions:
            out.print(Text(f"هل تقصد: {_plain(suggestion)}"))
    elif more > 0:
        out.print(Text(f"… {more} more (--limit)", "dim"))


def _marked(pieces: list[list[Any]], style: str) -> Text:
    text = Text()
    for piece, marked in pieces:
        text.append(_plain(piece), "bold yellow" if marked else style)
    return text


def _plain(text: str) -> str:
    """Return what a text says as it may go to a terminal: nothing that steers it."""
    return IMPROPER.sub(lambda match: f"\\u{ord(match[0]):04x}", text)
