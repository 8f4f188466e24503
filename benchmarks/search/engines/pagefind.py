"""Pagefind: an index of the built HTML, read piece by piece."""

from __future__ import annotations

import gzip
import json
from pathlib import Path
from typing import Final

from benchmarks.search.engine import Site
from benchmarks.search.pages import material_site, shell
from benchmarks.search.shop import Workshop, run

VERSION: Final = "1.6.0"
#: Of a page of Material, what is the article.
_ROOT: Final = ".md-content__inner"
_SCRIPT: Final = """
bench.start = async () => {
  const begun = performance.now();
  bench.pagefind = await import(new URL('pagefind/pagefind.js', location.href).href);
  await bench.pagefind.init();
  const found = await bench.pagefind.search(bench.word);
  await Promise.all(found.results.slice(0, 10).map(result => result.data()));
  return performance.now() - begun;
};
bench.all = async query => {
  const begun = performance.now();
  const found = await bench.pagefind.search(query);
  const ms = performance.now() - begun;
  return {refs: found.results.map(result => result.id), ms};
};
"""


class Pagefind:
    """A site of Material without its search, and Pagefind's index of its articles."""

    name = "pagefind"

    def version(self) -> str:
        """Return the version of Pagefind."""
        return f"Pagefind {VERSION}"

    def build(self, shop: Workshop) -> Site:
        """Build the pages and index them."""
        package = shop.npm("pagefind", VERSION)
        pages = material_site(shop)

        def make(folder: Path) -> None:
            site = shell(folder)
            command = package.parent / ".bin" / "pagefind"
            options = ("--root-selector", _ROOT, "--glob", "articles/*.html")
            where = ("--site", pages.folder / "site", "--output-path", site / "pagefind")
            run(command, *where, *options, cwd=folder)

        made = shop.made(self.name, f"{VERSION} {pages.folder.name} {_ROOT}", make)
        site = made.folder / "site"
        seconds = pages.seconds + made.seconds
        return Site(site, "index.html", _SCRIPT, seconds, _addresses(site / "pagefind"))


def _addresses(bundle: Path) -> dict[str, str]:
    """Return id of a result → address of its page, from the files that Pagefind would load."""
    found = {}
    for path in (bundle / "fragment").glob("*.pf_fragment"):
        text = gzip.decompress(path.read_bytes()).decode()
        found[path.stem] = json.loads(text[text.index("{") :])["url"]
    return found
