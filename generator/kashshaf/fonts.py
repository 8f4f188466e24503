"""The typefaces of an edition: which, under which names, and how a page asks for them.

No font file lives in our git. Noto Sans Arabic, for the interface, comes whole from the PyPI
package `justmytype-intl-rtl`; Noto Naskh Arabic, for long reading, from npm (`make fonts`) into
`faces/` of this package, and so into every released wheel. Both are under the OFL 1.1, and are cut
down here, once, when an archive first needs them (`face_cut`).

What a style sheet names follows from what people wrote, and never from what is installed. How
many characters a face has is one of three steps: an article that is added changes the bytes of a
face once in an archive's life at the most.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Final, Literal

from kashshaf.model import Edition

FAMILY: Final = "Kashshaf Sans"
"""The face's name in the style sheets: our own, so that a Noto the reader has cannot shadow it."""
NASKH: Final = "Kashshaf Naskh"

WEIGHTS: Final = (400, 700)
"""The part of the weight axis that the theme uses; all of it (100 to 900) costs 35 kB more."""

Characters = Literal["core", "wide", "all"]

_FOLDER: Final = "fonts/ofl/notosansarabic"
_FACE: Final = "NotoSansArabic[wdth,wght].ttf"
_LICENCE: Final = "OFL.txt"

NASKH_FOLDER: Final = "faces/naskh"
"""Where `make fonts` puts the Naskh face in the package, with its licence beside it."""
NASKH_PIECES: Final = ("latin", "arabic", "latin-ext", "math", "symbols")
"""The files in which the face comes; of a character in two of them, the first's is taken."""
NASKH_DIGEST: Final = "f98398caafa662a793449e772c58b941ff7d47869977c7a1451922878e5a0bae"
"""SHA-256 of the pieces, in order, of the version that tools/fonts/package.json names."""

# What Arabic is written with, on paper and on a screen: its letters, marks, digits and signs; ASCII
# (both faces bring a Latin of their own design, so that HuffPost sits well in an Arabic line);
# joiners, dashes and quotation marks. Without ﷺ and ﴾, which weigh a tenth of a face.
_CORE: Final = """
    20-7E A0 A9 AB B0 B7 BB
    60C 615 61B 61F 621-655 660-66D 670-671
    200C-200F 2010-2015 2018-201E 2022 2026 2039-203A 25CC 2E41
"""
# Further: Western European letters; Arabic signs, and the letters that Persian, Urdu, Kurdish and
# Maghribi names add; spaces; ﷲ ﷺ ﷻ ﷼ ﴾ ﴿.
_WIDE: Final = """
    20-7E A0 A9 AB B0 B7 BB C0-FF 152-153
    600-671 679 67E 686 688 691 698 6A4 6A9 6AD 6AF 6BA 6BE 6C0-6C3 6C6-6C7 6CB-6CC 6CE 6D0
    6D2-6D5 6F0-6F9
    2009 200B-200F 2010-2015 2018-201E 2022 2026 202F 2039-203A 20AC 2212 25CC 2E41
    FD3E-FD3F FDF2 FDFA-FDFC
"""
# Joining and ligatures; marks where they belong; figures of one width for columns of years.
FEATURES: Final = """
    ccmp isol init medi fina rlig liga calt locl rtlm kern mark mkmk curs tnum
"""
NAMES: Final = (0, 1, 2, 3, 4, 5, 6, 13, 14)  # 13 and 14: the licence travels inside the font too


@dataclass(frozen=True, slots=True)
class Face:
    """A face of an edition: its family in the style sheets, and how much of it there is."""

    family: str
    characters: Characters
    weights: tuple[int, int]

    @property
    def name(self) -> str:
        """The file name, with a hash, so that browsers may keep it for ever.

        The hash is of what goes in and not of what comes out: a newer fontTools does not rename it.
        """
        recipe = " ".join(f"{_RECIPES[self.characters]} {FEATURES} {NAMES} {self.weights}".split())
        if self.family == NASKH:
            recipe = f"{NASKH_DIGEST} {NASKH_SCALE} {recipe}"
            digest = hashlib.sha256(recipe.encode("ascii"))
            return f"noto-naskh-arabic.{digest.hexdigest()[:10]}.woff2"
        digest = _sans_hash().copy()
        digest.update(recipe.encode("ascii"))
        return f"noto-sans-arabic.{digest.hexdigest()[:10]}.woff2"

    @property
    def code_points(self) -> frozenset[int] | None:
        """The characters of the face; None for all that its source has."""
        return None if self.characters == "all" else points(_RECIPES[self.characters])


NASKH_SCALE: Final = 1.12
"""Arabic letters of Noto Naskh are small for their body, its Latin and digits are not: so much
larger they are as large to the eye as those of Noto Sans Arabic."""
_RECIPES: Final[dict[Characters, str]] = {"core": _CORE, "wide": _WIDE, "all": "all"}


def faces_of(edition: Edition) -> tuple[Face, ...]:
    """Return the faces of an edition: that of the interface, and that of the text if it has one."""
    config = edition.config
    characters: Characters = "all" if config.characters == "all" else _needed(edition)
    sans = Face(FAMILY, characters, WEIGHTS)
    return (sans, Face(NASKH, characters, (400, 400))) if config.text_face == "naskh" else (sans,)


def _needed(edition: Edition) -> Characters:
    """Tell whether the archive is written with the core alone."""
    further = {chr(point) for point in points(_WIDE) - points(_CORE)}
    if any(further & set(one.printed) or further & set(one.text) for one in edition.articles):
        return "wide"
    # A repr holds every string of them, whatever keys they come to have.
    written = (edition.config, edition.registers, *((a.title, a.record) for a in edition.articles))
    return "wide" if any(further & set(repr(one)) for one in written) else "core"


def font_css(faces: tuple[Face, ...]) -> str:
    """The rules that name the faces, for the style sheet above their folder.

    `optional`: a page whose face comes too late stays in the reader's own, so that no line moves;
    the face is there for the next page.
    """
    rules = [_rule(face.family, face.name, face.weights) for face in faces]
    # No bold Naskh is sent, since nearly no text has any: what is bold in one is in the other face.
    rules += [_rule(one.family, faces[0].name, (600, 700)) for one in faces if one.family == NASKH]
    return "".join(rules)


def _rule(family: str, name: str, weights: tuple[int, int]) -> str:
    low, high = weights
    return f"""\
@font-face {{
  font-family: "{family}";
  src: url("fonts/{name}") format("woff2");
  font-weight: {low if low == high else f"{low} {high}"};
  font-style: normal;
  font-display: optional;
}}
"""


PRELOAD: Final = (
    "for(const m of document.querySelectorAll('meta[name=kashshaf-face]'))"
    "if(location.protocol==='file:')document.fonts.add(new FontFace(m.dataset.family,"
    "`url(\"${m.content}\")`,{weight:m.dataset.weight,display:'block'}));"
    "else document.head.append(Object.assign(document.createElement('link'),"
    "{rel:'preload',as:'font',type:'font/woff2',crossOrigin:'',href:m.content}))"
)
"""The one script that stands in pages: the same in all, so that a policy can name its hash."""


def preload_html(faces: tuple[Face, ...]) -> str:
    """The template `theme/kashshaf/face.html`: asks for the faces before the style sheets do.

    With it they are there at the first paint and nothing moves (layout shift 0 instead of 0.3 on a
    phone, where the text stood in another face first). Browsers refuse to preload from a disk:
    hence a script, and not a plain <link>; it has the page wait there for the faces, being near.
    """
    asked = "".join(
        '<meta name="kashshaf-face" content="{{ \'assets/kashshaf/fonts/'
        + face.name
        + f'\' | url }}}}" data-family="{face.family}"'
        + f' data-weight="{" ".join(str(weight) for weight in dict.fromkeys(face.weights))}">\n'
        for face in faces
    )
    return f"{asked}<script>{PRELOAD}</script>\n"


def licence() -> bytes:
    """The licence of both faces, by the same authors; it goes wherever the faces go."""
    return resources.files("justmytype_intl_rtl").joinpath(_FOLDER, _LICENCE).read_bytes()


def sans_source() -> Traversable:
    """The whole face of the interface, from which pictures are drawn, too."""
    return resources.files("justmytype_intl_rtl").joinpath(_FOLDER, _FACE)


@cache
def naskh_source() -> tuple[Traversable, ...] | None:
    """The pieces of the Naskh face; None if it is not installed, or is another version of it."""
    folder = resources.files("kashshaf").joinpath(NASKH_FOLDER)
    pieces = tuple(folder.joinpath(f"{piece}.woff2") for piece in NASKH_PIECES)
    hashed = hashlib.sha256()
    try:
        for piece in pieces:
            hashed.update(piece.read_bytes())
    except OSError:
        return None
    return pieces if hashed.hexdigest() == NASKH_DIGEST else None


@cache
def _sans_hash() -> hashlib._Hash:
    return hashlib.sha256(sans_source().read_bytes())


def points(recipe: str) -> frozenset[int]:
    """Return the code points of hexadecimal numbers and ranges (``600-671``)."""
    found: list[int] = []
    for part in recipe.split():
        first, _, last = part.partition("-")
        found.extend(range(int(first, 16), int(last or first, 16) + 1))
    return frozenset(found)
