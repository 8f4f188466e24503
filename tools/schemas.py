"""Write the schemas of the hand-written files anew, from the functions that read them.

python tools/schemas.py
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "generator"))

from kashshaf.schemas.make import FILES, made
from kashshaf.schemas.published import SOURCE

for name in FILES:
    path = Path(str(SOURCE)) / "seeds" / f"{name}.schema.json"
    path.parent.mkdir(exist_ok=True)
    path.write_text(made(name), encoding="utf-8")
