"""Faces, cut down to their characters and compressed: the same bytes for the same fontTools."""

from __future__ import annotations

from functools import cache
from importlib import resources
from io import BytesIO
from typing import TYPE_CHECKING, Final

from kashshaf.fonts import (
    FEATURES,
    NAMES,
    NASKH,
    NASKH_SCALE,
    Face,
    naskh_source,
    sans_source,
)

# fontTools takes a quarter of a second to import, and an archive needs it once in its life.
if TYPE_CHECKING:
    from fontTools.ttLib import TTFont

#: Ascent and descent of Noto Sans Arabic in ems. Naskh gets the same, so that a line which holds
#: both is as high as one that holds either, and a colour behind words is where it was.
_ASCENT: Final = 1.374
_DESCENT: Final = 0.738


@cache
def cut_face(face: Face) -> bytes:
    """Return a face as WOFF2. Raises OSError where its source is not installed."""
    font = _naskh(face) if face.family == NASKH else _sans(face)
    font.flavor = "woff2"
    buffer = BytesIO()
    font.save(buffer)
    return buffer.getvalue()


def _sans(face: Face) -> TTFont:
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    with resources.as_file(sans_source()) as path:
        font = TTFont(BytesIO(path.read_bytes()), recalcTimestamp=False)
    # The instancer drops the space's empty variations, which the subsetter would then miss:
    # it comes second.
    _subset(font, face.code_points if face.code_points is not None else font.getBestCmap())
    instancer.instantiateVariableFont(font, {"wdth": 100, "wght": face.weights}, inplace=True)
    return font


def _naskh(face: Face) -> TTFont:
    """Put the face together again from the pieces in which npm has it, without overlaps."""
    from fontTools.merge import Merger
    from fontTools.ttLib import TTFont
    from fontTools.ttLib.scaleUpem import scale_upem

    pieces = naskh_source()
    if pieces is None:
        raise FileNotFoundError("the Naskh face is not installed")
    units = round(1000 / NASKH_SCALE)
    left = face.code_points
    done: set[int] = set()
    parts = []
    names = None
    for piece in pieces:
        font = TTFont(BytesIO(piece.read_bytes()), recalcTimestamp=False)
        names = names or (font["name"], font["head"].created, font["head"].modified)
        mine = set(font.getBestCmap()) - done
        mine = {point for point in mine if point > 0x1F and (left is None or point in left)}
        done |= mine
        if not mine:
            continue
        _subset(font, mine)
        # A smaller em enlarges what is drawn in it: Arabic is, and all else drawn smaller before.
        if piece.name == "arabic.woff2":
            font["head"].unitsPerEm = units
        else:
            scale_upem(font, units)
        font.flavor = None
        part = BytesIO()
        font.save(part)
        part.seek(0)
        parts.append(part)
    whole = Merger().merge(parts)
    assert names is not None
    whole["name"], whole["head"].created, whole["head"].modified = names
    whole.recalcTimestamp = False
    for record, text in ((13, _LICENSED), (14, "https://scripts.sil.org/OFL")):
        whole["name"].setName(text, record, 3, 1, 0x409)
    ascent, descent = round(_ASCENT * units), round(_DESCENT * units)
    whole["hhea"].ascent, whole["hhea"].descent, whole["hhea"].lineGap = ascent, -descent, 0
    table = whole["OS/2"]
    table.sTypoAscender, table.sTypoDescender, table.sTypoLineGap = ascent, -descent, 0
    table.usWinAscent, table.usWinDescent = max(ascent, table.usWinAscent), descent
    return whole


_LICENSED: Final = (
    "This Font Software is licensed under the SIL Open Font License, Version 1.1. "
    "This license is available with a FAQ at: https://scripts.sil.org/OFL"
)


def _subset(font: TTFont, points: object) -> None:
    from fontTools import subset

    options = subset.Options()
    options.hinting = False
    options.layout_features = FEATURES.split()
    options.name_IDs = list(NAMES)
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=points)
    subsetter.subset(font)
