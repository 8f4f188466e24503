"""What ``kashshaf search`` is asked: which arguments are words, which filters there can be."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Mapping, Sequence
from difflib import get_close_matches
from pathlib import Path
from typing import Any, Final

import click

from kashshaf.archive import IMPROPER
from kashshaf.search.terminal import IndexMissingError
from kashshaf.search.text import coarse, words

#: Kind of filter → value → what it is called.
Choices = Mapping[str, Mapping[str, str]]

#: Kind → its option, what none of the values is, and whether an article has but one.
_OPTIONS: Final = {
    "people": ("--person", "people that articles name", False),
    "topics": ("--topic", "topics of the articles", False),
    "source": ("--source", "sources of the articles", True),
    "year": ("--year", "years of the articles", True),
}
#: How many values a message names.
_NAMED: Final = 12
#: A word or a quotation that is left out, as ``reader/query.js`` reads it.
_LEFT_OUT: Final = re.compile(r"(?:^|(?<=\s))[-−–](?:“[^“”]*”|«[^«»]*»|\"[^\"]*\"|\S+)")


class QueryCommand(click.Command):
    """A command whose words may begin with a hyphen: ``غزة -مصر``.

    One hyphen begins an option only where there is such an option (``-n 5``, ``-n5``); two always
    do, so that a misspelt one does not become a word.
    """

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        """Put the words behind ``--``, and let Click read the rest."""
        valued = {
            name: isinstance(parameter, click.Option) and not parameter.is_flag
            for parameter in self.get_params(ctx)
            for name in parameter.opts
            if name.startswith("-")
        }
        options: list[str] = []
        asked: list[str] = []
        rest = list(args)
        while rest:
            argument = rest.pop(0)
            if argument == "--":
                asked.extend(rest)
                break
            if (
                argument.startswith("--")
                or argument in valued
                or re.fullmatch(r"-n[0-9]+|-C\..*|-C.*/.*", argument, re.DOTALL)
            ):
                options.append(argument)
            else:
                asked.append(argument)
                continue
            if valued.get(argument):
                if not rest:
                    message = f"Option '{argument}' requires an argument."
                    raise click.BadOptionUsage(argument, message, ctx)
                options.append(rest.pop(0))
        return super().parse_args(ctx, [*options, "--", *asked])


def asks(query: str) -> bool:
    """Tell whether a query has a word to look for, and not only words to leave out.

    >>> asks("غزة -مصر"), asks("-مصر"), asks('-"معبر رفح"'), asks('\"\"\"')
    (True, False, False, False)
    """
    return any(words(_LEFT_OUT.sub(" ", query)))


def same(one: str, other: str) -> bool:
    """Tell whether two queries have the same words: who typed one gains nothing by the other."""
    left, right = ([word for word, _, _ in words(query)] for query in (one, other))
    return left == right


def plain(text: str) -> str:
    """Return what a text says as it may go to a terminal: nothing that steers it."""
    return IMPROPER.sub(lambda match: f"\\u{ord(match[0]):04x}", text)


def choices(folder: Path) -> Choices:
    """Return the values that filters can have: those of the index in ``folder``.

    Raises IndexMissingError where it is not there or not whole.
    """
    try:
        root = _content(folder / "root.js")
        facets = json.loads(_content(folder / f"f0-{root['facets']}.js"))
        return {kind: {value: row[0] for value, row in facets[kind].items()} for kind in _OPTIONS}
    except (OSError, ValueError, LookupError, TypeError, AttributeError) as error:
        raise IndexMissingError(str(error)) from None


def _content(path: Path) -> Any:
    """Return what a file of the index hands to the script: ``kashshaf.search.got(NAME,JSON)``."""
    text = path.read_text(encoding="utf-8")
    return json.loads(text[text.index(",") + 1 : text.rindex(")")])


def filters(given: Mapping[str, Sequence[str]], known: Choices) -> dict[str, list[str]]:
    """Return the filters as the search takes them, without those that were not given.

    Raises UsageError for a value that no article has, and for two years or sources at once.
    """
    found: dict[str, list[str]] = {}
    for kind, values in given.items():
        option, what, single = _OPTIONS[kind]
        made = list(dict.fromkeys(_ascii(value) if kind == "year" else value for value in values))
        for value in made:
            if value not in known[kind]:
                message = f"«{plain(value)}» is none of the {what}. {_offer(value, known[kind])}"
                raise click.BadParameter(message.rstrip(), param_hint=option)
        if single and len(made) > 1:
            raise click.BadParameter("an article has only one; give one.", param_hint=option)
        if made:
            found[kind] = made
    return found


def _offer(value: str, known: Mapping[str, str]) -> str:
    """Return a sentence on the values that may be meant, else on those that there are."""
    if not known:
        return "There are none."
    wanted = _fold(value)
    names = {name: key for key, label in known.items() for name in (_fold(label), _fold(key))}
    close = [key for name, key in names.items() if len(wanted) > 2 and wanted in name]
    close += [names[name] for name in get_close_matches(wanted, list(names), n=5)]
    dates = all(value.isdecimal() for value in known)
    shown = list(dict.fromkeys(close)) or (sorted(known) if dates else list(known))
    said = ", ".join(
        plain(key) if known[key] == key else f"{plain(key)} ({plain(known[key])})"
        for key in shown[:_NAMED]
    )
    more = "" if len(shown) <= _NAMED else f", and {len(shown) - _NAMED} more"
    return f"{'Did you mean' if close else 'There are'}: {said}{more}{'?' if close else '.'}"


def _fold(text: str) -> str:
    return " ".join(coarse(word) for word, _, _ in words(text))


def _ascii(text: str) -> str:
    """Return a year with ASCII digits: ٢٠٢٤ is 2024."""
    return "".join(str(unicodedata.decimal(char, char)) for char in text.strip())
