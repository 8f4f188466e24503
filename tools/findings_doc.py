"""Print docs/findings.md, made from the table of findings in the package.

python tools/findings_doc.py > docs/findings.md
"""

import sys
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "generator"))

from kashshaf.findings import RULES

print("""\
# Findings

<!-- Made by tools/findings_doc.py from generator/kashshaf/findings.py: change that, not this. -->

`kashshaf check` prints what an editor should know, and so does every build. A finding is one line:

```text
seeds/articles/003.txt:5:12: K012 «ميلر» fits more than one record here: … (hint: say who …)
```

That is the file, the line and the column (both from 1; the column in characters), the code, what
is the matter, and what to do. A finding about a whole file has no line. The code of a finding is
permanent: it is never used again for another thing.

| severity | `kashshaf build` | `kashshaf build --strict` | `kashshaf check` |
|---|---|---|---|
| error | exit status 1 | exit status 1 | exit status 1 |
| warning | printed | exit status 1 | exit status 1 |
| info | printed, unless `--quiet` | printed, unless `--quiet` | printed, unless `--quiet` |

Misuse of the command line (no archive here, an unknown option) ends with exit status 2.

A finding never keeps the rest from being built: everything that can be built is. How findings are
printed for programs, waived with a reason, or left out of an old archive's way is in
[check.md](check.md).

The rules for press text (K7…) have a page of their own: [lint.md](lint.md) has an example of each
and says how an archive tunes them. Only `kashshaf check` runs them, not `kashshaf build`.""")

titles = {
    "K0": "Names in the texts",
    "K1": "Source files",
    "K2": "YAML: records, registers, configuration",
    "K3": "Registers and references",
    "K4": "Articles",
    "K5": "The machine's room",
    "K6": "The offline bundle",
    "K7": "Press text",
}
family = ""
for code, rule in RULES.items():
    if code[:2] != family:
        family = code[:2]
        print(f"\n## {titles[family]}\n")
        print("| code | severity | what | what to do |\n|---|---|---|---|")
    print(f"| {code} | {rule.severity} | {rule.title} | {rule.hint} |")
