"""The packaged typeface: one small, permanent subset of Noto Sans Arabic for every archive.

No font file lives in our git. The whole face comes from the PyPI package `justmytype-intl-rtl`
(OFL 1.1) and is cut down here, once, when an archive first needs it. The repertoire is fixed and
does not look at the archive's texts: a new article must never change the bytes of a font.
"""

from __future__ import annotations

import hashlib
from importlib import resources
from importlib.resources.abc import Traversable
from io import BytesIO
from typing import Final

FAMILY: Final = "Kashshaf Sans"
"""The face's name in the style sheets: our own, so that a Noto the reader has cannot shadow it."""

WEIGHTS: Final = (400, 700)
"""The part of the weight axis that the theme uses; all of it (100 to 900) costs 35 kB more."""

_FOLDER: Final = "fonts/ofl/notosansarabic"
_FACE: Final = "NotoSansArabic[wdth,wght].ttf"
_LICENCE: Final = "OFL.txt"

# ASCII and Western European letters (the face brings a Latin of its own design, so that HuffPost
# sits well in an Arabic line); Arabic signs, letters, marks and digits; the letters that Persian,
# Urdu, Kurdish and Maghribi names add; spaces, joiners, dashes and quotation marks; ﷲ ﷺ ﷻ ﷼ ﴾ ﴿.
_REPERTOIRE: Final = """
    20-7E A0 A9 AB B0 B7 BB C0-FF 152-153
    600-671 679 67E 686 688 691 698 6A4 6A9 6AD 6AF 6BA 6BE 6C0-6C3 6C6-6C7 6CB-6CC 6CE 6D0
    6D2-6D5 6F0-6F9
    2009 200B-200F 2010-2015 2018-201E 2022 2026 202F 2039-203A 20AC 2212 25CC 2E41
    FD3E-FD3F FDF2 FDFA-FDFC
"""
# Joining and ligatures; marks where they belong; figures of one width for columns of years.
_FEATURES: Final = """
    ccmp isol init medi fina rlig liga calt locl rtlm kern mark mkmk curs tnum
"""
_NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # 13 and 14: the licence travels inside the font too


def face_name() -> str:
    """The file name of the subset, with a hash, so that browsers may keep it for ever.

    The hash is of what goes in and not of what comes out: a newer fontTools does not rename it.
    """
    recipe = " ".join(f"{_REPERTOIRE} {_FEATURES} {_NAMES} {WEIGHTS}".split())
    face = _source().joinpath(_FACE).read_bytes()
    digest = hashlib.sha256(face + recipe.encode("ascii")).hexdigest()
    return f"noto-sans-arabic.{digest[:10]}.woff2"


def font_css() -> str:
    """The style sheet `fonts.css`, which stands beside the face.

    `optional`: a page whose face comes too late stays in the reader's own, so that no line moves;
    the face is there for the next page.
    """
    low, high = WEIGHTS
    return f"""\
@font-face {{
  font-family: "{FAMILY}";
  src: url("{face_name()}") format("woff2");
  font-weight: {low} {high};
  font-style: normal;
  font-display: optional;
}}
"""


PRELOAD: Final = (
    "{const m=document.querySelector('meta[name=kashshaf-face]');"
    "if(location.protocol==='file:')document.fonts.add(new FontFace('Kashshaf Sans',"
    "`url(\"${m.content}\")`,{weight:'400 700',display:'block'}));"
    "else document.head.append(Object.assign(document.createElement('link'),"
    "{rel:'preload',as:'font',type:'font/woff2',crossOrigin:'',href:m.content}))}"
)
"""The one script that stands in pages: the same in all, so that a policy can name its hash."""


def preload_html() -> str:
    """The template `theme/kashshaf/face.html`: asks for the face before the style sheets do.

    With it the face is there at the first paint and nothing moves (layout shift 0 instead of 0.3
    on a phone, where the text stood in another face first). Browsers refuse to preload from a disk:
    hence a script, and not a plain <link>; it has the page wait for the face there, which is near.
    """
    return (
        '<meta name="kashshaf-face" content="{{ \'assets/kashshaf/fonts/'
        + face_name()
        + f"' | url }}}}\">\n<script>{PRELOAD}</script>\n"
    )


def licence() -> bytes:
    """The licence of the face, which goes wherever the face goes."""
    return _source().joinpath(_LICENCE).read_bytes()


def source_face() -> Traversable:
    """The whole face, from which pictures are drawn."""
    return _source().joinpath(_FACE)


def _source() -> Traversable:
    return resources.files("justmytype_intl_rtl").joinpath(_FOLDER)


def _code_points() -> list[int]:
    points: list[int] = []
    for part in _REPERTOIRE.split():
        first, _, last = part.partition("-")
        points.extend(range(int(first, 16), int(last or first, 16) + 1))
    return points


def subset_face() -> bytes:
    """The face, cut down and compressed (WOFF2): the same for the same fontTools and brotli."""
    # fontTools takes a quarter of a second to import, and an archive needs it once in its life.
    from fontTools import subset
    from fontTools.ttLib import TTFont
    from fontTools.varLib import instancer

    options = subset.Options()
    options.hinting = False
    options.layout_features = _FEATURES.split()
    options.name_IDs = list(_NAMES)
    options.notdef_outline = True
    options.recalc_timestamp = False
    subsetter = subset.Subsetter(options)
    subsetter.populate(unicodes=_code_points())

    with resources.as_file(_source().joinpath(_FACE)) as path:
        font = TTFont(path, recalcTimestamp=False)
        # The instancer drops the space's empty variations, which the subsetter would then miss:
        # it comes second.
        subsetter.subset(font)
        instancer.instantiateVariableFont(font, {"wdth": 100, "wght": WEIGHTS}, inplace=True)
        font.flavor = "woff2"
        buffer = BytesIO()
        font.save(buffer)
    return buffer.getvalue()
