"""Where the nodes of a small network stand: the same places for the same network, always.

Stress majorisation (Gansner, Koren and North, 2005) from a fixed start, then boxes that lie
upon one another are pushed apart. Both take a fixed number of rounds over the pairs of nodes,
of which there are few hundred: the number of nodes is capped.
"""

from __future__ import annotations

import math
from collections.abc import Mapping, Sequence
from typing import Final

from kashshaf.pictures.svg import Box

Point = tuple[float, float]

_ROUNDS: Final = 120
_PUSHES: Final = 400
# Between parts of the network that have no link with one another.
_APART: Final = 1.2


def stress(count: int, links: Mapping[tuple[int, int], float]) -> list[Point]:
    """Return a point for each of ``count`` nodes.

    ``links`` are pairs (smaller first) with the length that a link would like to have.
    Distances on paper come as near as they can to those along the links.
    """
    if count < 2:
        return [(0.0, 0.0)] * count
    wanted = _distances(count, links)
    # A spiral and not a circle: from a circle, some networks cannot unfold.
    points = [
        (
            (1 + 0.13 * node) * math.cos(2 * math.pi * node / count),
            (1 + 0.13 * node) * math.sin(2 * math.pi * node / count),
        )
        for node in range(count)
    ]
    for _ in range(_ROUNDS):
        for node in range(count):  # each in turn, the earlier ones where they are now
            x, y = points[node]
            total = across = along = 0.0
            for other in range(count):
                if other == node:
                    continue
                ox, oy = points[other]
                ideal = wanted[node][other]
                weight = 1 / (ideal * ideal)
                now = math.hypot(x - ox, y - oy) or 1e-9
                total += weight
                across += weight * (ox + ideal * (x - ox) / now)
                along += weight * (oy + ideal * (y - oy) / now)
            points[node] = (across / total, along / total)
    return points


def _distances(count: int, links: Mapping[tuple[int, int], float]) -> list[list[float]]:
    """Return the lengths of the shortest ways (Floyd and Warshall)."""
    far = [[math.inf] * count for _ in range(count)]
    for (one, other), length in sorted(links.items()):
        far[one][other] = far[other][one] = length
    for via in range(count):
        for one in range(count):
            to_via = far[one][via]
            if to_via == math.inf:
                continue
            for other in range(count):
                if to_via + far[via][other] < far[one][other]:
                    far[one][other] = to_via + far[via][other]
    longest = max((d for row in far for d in row if d != math.inf), default=1.0) or 1.0
    return [[_APART * max(longest, 1.5) if d == math.inf else d for d in row] for row in far]


def fitted(points: Sequence[Point], width: float, height: float, margin: float) -> list[Point]:
    """Return the points stretched over a picture, both ways for itself."""

    def scaled(values: list[float], size: float) -> list[float]:
        low, high = min(values), max(values)
        if high - low < 1e-6:
            return [size / 2 for _ in values]
        return [margin + (v - low) * (size - 2 * margin) / (high - low) for v in values]

    if not points:
        return []
    across = scaled([x for x, _ in points], width)
    along = scaled([y for _, y in points], height)
    return list(zip(across, along, strict=True))


def apart(boxes: Sequence[Box], width: float, height: float) -> list[Box]:
    """Return the boxes pushed apart, and all inside of the picture.

    Pairs are pushed the shorter way, half of it each. Where there is no room for all, some
    still meet: see ``loose``.
    """
    moved = [_inside(box, width, height) for box in boxes]
    for _ in range(_PUSHES):
        still = True
        for one in range(len(moved)):
            for other in range(one + 1, len(moved)):
                a, b = moved[one], moved[other]
                if not a.meets(b):
                    continue
                still = False
                across = (a.width + b.width) / 2 - abs(a.x - b.x)
                along = (a.height + b.height) / 2 - abs(a.y - b.y)
                dx = dy = 0.0
                if across < along:
                    dx = (across / 2 + 0.1) * (1 if a.x >= b.x else -1)
                else:
                    dy = (along / 2 + 0.1) * (1 if a.y >= b.y else -1)
                moved[one] = _inside(_shift(a, dx, dy), width, height)
                moved[other] = _inside(_shift(b, -dx, -dy), width, height)
        if still:
            break
    return moved


def _shift(box: Box, dx: float, dy: float) -> Box:
    return Box(box.x + dx, box.y + dy, box.width, box.height)


def _inside(box: Box, width: float, height: float) -> Box:
    x = min(max(box.x, box.width / 2), max(width - box.width / 2, box.width / 2))
    y = min(max(box.y, box.height / 2), max(height - box.height / 2, box.height / 2))
    return Box(x, y, box.width, box.height)


def loose(boxes: Sequence[Box]) -> list[bool]:
    """Return whether each box meets none before it; those that do are to go without a label."""
    kept: list[Box] = []
    free: list[bool] = []
    for box in boxes:
        free.append(not any(box.meets(other) for other in kept))
        if free[-1]:
            kept.append(box)
    return free
