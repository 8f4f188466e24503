"""``kashshaf schema``: the JSON Schemas of all files."""

from __future__ import annotations

from pathlib import Path

import click

from kashshaf.schema import did_you_mean
from kashshaf.schemas.published import NAMES, schema


@click.command(name="schema")
@click.argument("name", required=False)
@click.option("--output", metavar="DIR", help="Write files, NAME.schema.json, instead of printing.")
def schemas(name: str | None, output: str | None) -> None:
    """Print the JSON Schema of NAME, or list the names there are.

    article, people, topics, glossary and kashshaf describe the files that you write, data/NAME
    those of site_src/data. Every build writes the first five to site_src/data/schemas/, where
    your editor program finds them.
    """
    if name is not None and name not in NAMES:
        near = did_you_mean(name, NAMES)
        message = f"there is no schema «{name[:80]}» ({near or ', '.join(NAMES)})"
        raise click.BadParameter(message, param_hint="NAME")
    wanted = (name,) if name else NAMES
    if output is None:
        click.echo(schema(name) if name else "\n".join(NAMES), nl=name is None)
        return
    for one in wanted:
        path = Path(output) / f"{one}.schema.json"
        try:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(schema(one).encode())
        except (OSError, ValueError) as error:
            reason = getattr(error, "strerror", None) or error
            raise click.UsageError(f"{path}: {reason}") from None
        click.echo(path.as_posix())
