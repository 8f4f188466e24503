"""Put the Naskh face that npm brought, and its licence, into the package: `make fonts`.

    python tools/fonts/install.py

Only the version that `kashshaf.fonts.NASKH_DIGEST` names is taken: the names of the files in every
edition follow from it. After another version was put into package.json this prints its digest.
"""

from __future__ import annotations

import hashlib
import re
import shutil
import sys
from pathlib import Path
from typing import Final

HERE: Final = Path(__file__).resolve().parent
PACKAGE: Final = HERE.parents[1] / "generator/kashshaf"
SOURCE: Final = HERE / "node_modules/@fontsource/noto-naskh-arabic"


def said(name: str) -> str:
    """Return what fonts.py says; it is read, since the package may not be installed yet."""
    text = (PACKAGE / "fonts.py").read_text(encoding="utf-8")
    found = re.search(rf"^{name}: Final = (.*)$", text, re.M)
    if found is None:
        raise SystemExit(f"fonts.py has no {name}")
    return found[1]


def install(source: Path, target: Path) -> None:
    """Copy the pieces of the face and its licence from ``source`` to ``target``."""
    pieces = re.findall(r'"([\w-]+)"', said("NASKH_PIECES"))
    files = [source / f"files/noto-naskh-arabic-{piece}-400-normal.woff2" for piece in pieces]
    digest = hashlib.sha256(b"".join(file.read_bytes() for file in files)).hexdigest()
    if digest != said("NASKH_DIGEST").strip('"'):
        raise SystemExit(f"This is another version of the face: its digest is {digest}")
    target.mkdir(parents=True, exist_ok=True)
    for piece, file in zip(pieces, files, strict=True):
        shutil.copyfile(file, target / f"{piece}.woff2")
    shutil.copyfile(source / "LICENSE", target / "OFL.txt")


if __name__ == "__main__":
    install(SOURCE, PACKAGE / said("NASKH_FOLDER").strip('"'))
    print("The Naskh face is in the package.", file=sys.stderr)
