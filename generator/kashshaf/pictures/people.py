"""The people who are mentioned in the same articles, as a network."""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Final

from kashshaf import paths
from kashshaf.index import Index, sort_key
from kashshaf.markup import clip
from kashshaf.model import Person
from kashshaf.pictures.axis import SIZE, WIDTH
from kashshaf.pictures.figure import Figure, Where
from kashshaf.pictures.layout import apart, fitted, loose, stress
from kashshaf.pictures.svg import LINE, Box, label, link, number, picture, width
from kashshaf.views import Views

#: How many people the picture shows: as many as leave room for their names.
PEOPLE: Final = 30
#: Of each person, the strongest links are drawn; the table has more of them.
LINKS: Final = 3
ROWS: Final = 60
_NAME: Final = 22
# Paper for each unit of the boxes' area.
_ROOM: Final = 6.0
_GAP: Final = 6.0
TITLE: Final = "أشخاص يُذكرون معًا"


@dataclass(frozen=True, slots=True)
class Network:
    """People, the best connected first, and pairs of them with the articles they share.

    Pairs are positions in ``people``, the smaller first, in the order of their strength.
    """

    people: tuple[Person, ...]
    pairs: tuple[tuple[int, int, int], ...]

    def drawn(self) -> tuple[tuple[int, int, int], ...]:
        """Return the pairs that are among the strongest of one of the two; all if they are few."""
        if len(self.pairs) <= 2 * len(self.people):
            return self.pairs
        used: Counter[int] = Counter()
        kept = []
        for pair in self.pairs:
            if used[pair[0]] < LINKS or used[pair[1]] < LINKS:
                used.update(pair[:2])
                kept.append(pair)
        return tuple(kept)


def network(index: Index) -> Network:
    """Return the people who share most articles with others.

    Those are found among three times as many, so that the pairs to be counted are bounded.
    """
    company: Counter[str] = Counter()
    for people in index.people_in.values():
        if len(people) > 1:
            company.update(who for who, _ in people)
    rank = {who: (-company[who], sort_key(index.people[who])) for who in company}
    near = set(sorted(company, key=rank.__getitem__)[: PEOPLE * 3])
    shared: Counter[tuple[str, str]] = Counter()
    for people in index.people_in.values():
        shared.update(combinations(sorted(who for who, _ in people if who in near), 2))
    strength: Counter[str] = Counter()
    for (one, other), articles in shared.items():
        strength[one] += articles
        strength[other] += articles
    order = sorted(strength, key=lambda who: (-strength[who], rank[who]))[:PEOPLE]
    place = {who: at for at, who in enumerate(order)}
    pairs = [
        (min(place[one], place[other]), max(place[one], place[other]), articles)
        for (one, other), articles in shared.items()
        if one in place and other in place
    ]
    pairs.sort(key=lambda pair: (-pair[2], pair[:2]))
    return Network(tuple(index.people[who] for who in order), tuple(pairs))


def people_together(page: str, views: Views, where: Where) -> Figure:
    """Return the network, or words alone where nobody stands beside another."""
    found = network(views.index)
    if not found.pairs:
        return Figure("", "لا تذكر مقالةٌ واحدة شخصين من الكشّاف معًا.")
    inner, height = _drawing(found, views, where)
    total = views.count(len(found.people), "person")
    first = found.people[found.pairs[0][0]].heading, found.people[found.pairs[0][1]].heading
    described = (
        f"{total}، وبين كل اثنين تذكرهما المقالات نفسها خط. أقوى الصلات بين {first[0]}"
        f" و{first[1]}: {views.count(found.pairs[0][2], 'article')}."
    )
    svg = picture("ks-net", (WIDTH, height), TITLE, described, inner, css="ks-net", links=True)
    words = (
        "يصل الخط بين شخصين تذكرهما المقالة نفسها، ويغلظ بعدد المقالات؛ وتكبر الدائرة بعدد مقالات"
        " صاحبها."
    )
    if len(found.drawn()) < len(found.pairs):
        words += " ولكل شخص أقوى صلاته."
    if len(views.index.people) > len(found.people):
        words += f" وفي الصورة أكثر الأشخاص صلات: {total}."
    rows = tuple(
        (
            views.person(page, found.people[one].id),
            views.person(page, found.people[other].id),
            views.digits(articles),
        )
        for one, other, articles in found.pairs[:ROWS]
    )
    return Figure(svg, words, ("شخص", "وشخص", "مقالات تذكرهما"), rows)


def names(people: Sequence[Person]) -> list[str]:
    """Return short names: the surname where nobody else in the picture has it."""
    surnames = Counter(person.surname for person in people)
    return [
        clip(p.surname if p.surname and surnames[p.surname] == 1 else p.heading, _NAME)
        for p in people
    ]


def placed(found: Network, sizes: Sequence[float]) -> tuple[list[Box], float]:
    """Return a box for each person, which holds the circle and the name below, and the height.

    ``sizes`` are the circles' radii, in the picture's units.
    """
    words = names(found.people)
    boxes = [
        Box(0, 0, max(width(name, SIZE), 2 * size) + _GAP, 2 * size + SIZE * LINE + _GAP)
        for name, size in zip(words, sizes, strict=True)
    ]
    area = sum(box.width * box.height for box in boxes)
    height = min(max(area * _ROOM / WIDTH, 200.0), 960.0)
    lengths = {(one, other): 1 / (1 + math.log(n)) + 0.4 for one, other, n in found.drawn()}
    points = fitted(stress(len(boxes), lengths), WIDTH, height, SIZE * 2)
    at = [Box(x, y, b.width, b.height) for (x, y), b in zip(points, boxes, strict=True)]
    return apart(at, WIDTH, height), height


def _drawing(found: Network, views: Views, where: Where) -> tuple[str, float]:
    articles = [len(views.index.occurrences.get(p.id, ())) for p in found.people]
    most = max(articles)
    sizes = [4.5 + 7.5 * math.sqrt(count / most) for count in articles]
    boxes, height = placed(found, sizes)
    centres = [
        (b.x, b.y - (b.height - _GAP) / 2 + size) for b, size in zip(boxes, sizes, strict=True)
    ]
    lines = "".join(_lines(found, centres))
    nodes = []
    for at, (person, name, free) in enumerate(
        zip(found.people, names(found.people), loose(boxes), strict=True)
    ):
        (x, y), size = centres[at], sizes[at]
        node = f'<circle cx="{number(x)}" cy="{number(y)}" r="{number(size)}" class="ks-node"/>'
        if free:
            node += label(x, y + size + SIZE * 1.05, name, SIZE, "ks-name")
        words = f"{person.heading}: {views.count(articles[at], 'article')}"
        nodes.append(link(where(paths.person(person.id), ""), words, node))
    return f"<g>{lines}</g>{''.join(nodes)}", height


def _lines(found: Network, centres: Sequence[tuple[float, float]]) -> Iterator[str]:
    most = found.pairs[0][2]
    for one, other, articles in found.drawn():
        (x1, y1), (x2, y2) = centres[one], centres[other]
        thick = 1 + 4 * (articles - 1) / max(most - 1, 1)
        yield (
            f'<line x1="{number(x1)}" y1="{number(y1)}" x2="{number(x2)}" y2="{number(y2)}"'
            f' stroke-width="{number(thick)}" stroke="currentColor" class="ks-link"/>'
        )
