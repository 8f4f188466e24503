"""Kashshaf: an archive of the documents, and the search of its site.

What is asked of the site: ``await window.kashshaf.search(query, {limit})`` gives ``{total,
results: [{url, article, paragraph, title, score, group}]}``, best first. Results that are not in an
article (people, topics, terms) are left out; an article counts where its first result stands.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Final

from benchmarks.search.engine import Site
from benchmarks.search.shop import Workshop, python, slug

_SOURCE: Final = Path(__file__).resolve().parents[3] / "generator"
_SCRIPT: Final = """
bench.start = async () => {
  while (!window.kashshaf?.search) await new Promise(resolve => setTimeout(resolve, 5));
  const begun = performance.now();
  await window.kashshaf.search(bench.word, {limit: 10});
  return performance.now() - begun;
};
bench.all = async query => {
  const begun = performance.now();
  const {results} = await window.kashshaf.search(query, {limit: 100000});
  const ms = performance.now() - begun;
  return {refs: results.filter(result => result.article).map(result => result.url), ms};
};
"""


class Kashshaf:
    """The site of an archive, as ``kashshaf build`` makes it."""

    name = "kashshaf"

    def version(self) -> str:
        """Return the version of this checkout."""
        init = (_SOURCE / "kashshaf" / "__init__.py").read_text(encoding="utf-8")
        (line,) = (line for line in init.splitlines() if line.startswith("__version__"))
        return f"Kashshaf {line.partition('=')[2].strip().strip(chr(34))}"

    def build(self, shop: Workshop) -> Site:
        """Make the archive and build it; the program's own files are part of the key."""

        def make(folder: Path) -> None:
            archive = folder / "archive"
            python(
                *("-m", "kashshaf", "new", str(archive), "--empty", "--title", "أرشيف"),
                cwd=folder,
                path=str(_SOURCE),
            )
            texts = archive / "seeds" / "articles"
            for number, document in enumerate(shop.documents):
                title = " ".join(document.title.split())
                record = {
                    "title": title,
                    "slug": slug(number),
                    "source": "unknown",
                    "date": "unknown",
                    "layout": {"title_line": False, "headings": [], "wrapped": False},
                }
                name = texts / slug(number)
                name.with_suffix(".txt").write_text(document.text + "\n", encoding="utf-8")
                rows = json.dumps(record, ensure_ascii=False, indent=1)
                name.with_suffix(".yml").write_text(rows + "\n", encoding="utf-8")
            python("-m", "kashshaf", "build", "--quiet", cwd=archive, path=str(_SOURCE))

        made = shop.made(self.name, _program(), make)
        return Site(made.folder / "archive" / "site", "index.html", _SCRIPT, made.seconds)


def _program() -> str:
    """Return a digest of the program."""
    digest = hashlib.sha256()
    for path in sorted((_SOURCE / "kashshaf").rglob("*")):
        if path.is_file() and "__pycache__" not in path.parts:
            digest.update(path.relative_to(_SOURCE).as_posix().encode() + path.read_bytes())
    return digest.hexdigest()
