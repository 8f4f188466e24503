"""Editions made for the pictures: only dates, people and topics matter in them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Final
from xml.etree import ElementTree

from kashshaf.dates import parse_date
from kashshaf.index import Index
from kashshaf.model import (
    Assignment,
    Config,
    Edition,
    Mention,
    Person,
    Registers,
    Rights,
    Span,
    Topic,
)
from kashshaf.pipeline import make_views
from kashshaf.views import Views
from tests.support import article, person, topic

SVG: Final = "{http://www.w3.org/2000/svg}"


def edition(
    dates: Sequence[str],
    people: Mapping[str, Sequence[int]] | None = None,
    topics: Mapping[str, Sequence[int]] | None = None,
    *,
    names: Mapping[str, str] | None = None,
    titles: Mapping[int, str] | None = None,
    texts: Mapping[int, str] | None = None,
    rights: Mapping[int, Rights] | None = None,
    config: Config | None = None,
) -> Edition:
    """Return an edition of one article a date (EDTF, or nothing), in the order of the dates.

    ``people`` and ``topics`` map ids to the articles that have them; ``names`` ids to headings.
    """
    names = names or {}
    made = []
    for n, written in enumerate(dates):
        plain = article((texts or {}).get(n, f"نص المقالة {n}."), identity=f"a{n}")
        date = parse_date(written) if written else None
        assert (date is None) == (not written)
        record = replace(plain.record, date=date, rights=(rights or {}).get(n, "full"))
        title = (titles or {}).get(n, f"مقالة {n}")
        made.append(replace(plain, record=record, title=title))
    order = sorted(made, key=lambda a: (a.record.date.first if a.record.date else "~", a.id))
    by_number = {f"a{n}": n for n in range(len(dates))}
    mentions: dict[str, list[Mention]] = {a.id: [] for a in order}
    for who, numbers in (people or {}).items():
        for n in numbers:
            block = made[n].blocks[0]
            found = Mention(f"a{n}", block, Span(0, 2), "نص", "person", who, (who,), "full")
            mentions[f"a{n}"].append(found)
    given: dict[str, list[Assignment]] = {a.id: [] for a in order}
    for what, numbers in (topics or {}).items():
        for n in numbers:
            given[f"a{n}"].append(Assignment(what, (), by_editor=True))
    assert set(by_number) == set(mentions)
    return Edition(
        config or Config(locale="ar_EG"),
        tuple(order),
        Registers(
            people=tuple(_person(who, names.get(who, who)) for who in people or {}),
            topics=tuple(_topic(what, names.get(what, what)) for what in topics or {}),
        ),
        {identity: tuple(found) for identity, found in mentions.items()},
        {a.id: () for a in order},
        {identity: tuple(found) for identity, found in given.items()},
    )


def _person(identity: str, name: str) -> Person:
    return person(identity, name)


def _topic(identity: str, name: str) -> Topic:
    return topic(identity, name)


def views_of(made: Edition) -> Views:
    views = make_views(made)
    assert isinstance(views.index, Index)
    return views


def tree(svg: str) -> ElementTree.Element:
    """Return an ``<svg>``, read by a parser of XML."""
    return ElementTree.fromstring(svg)


def svgs(page: str) -> list[ElementTree.Element]:
    """Return every ``<svg>`` of a page."""
    return [tree(found) for found in re.findall(r"<svg.*?</svg>", page, re.S)]


def texts(element: ElementTree.Element) -> list[str]:
    return [found.text or "" for found in element.iter(f"{SVG}text")]


def links(element: ElementTree.Element) -> list[str]:
    return [found.attrib["href"] for found in element.iter(f"{SVG}a")]


def months(count: int, first_year: int = 2020) -> list[str]:
    """Return ``count`` days, a month each."""
    return [f"{first_year + n // 12}-{n % 12 + 1:02}-15" for n in range(count)]


def classes(elements: Iterable[ElementTree.Element]) -> list[str]:
    return [element.attrib.get("class", "") for element in elements]
