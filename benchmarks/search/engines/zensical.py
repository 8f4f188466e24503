"""Zensical and its own search, on the files that Material is given."""

from __future__ import annotations

from importlib.metadata import version
from pathlib import Path
from typing import Final

from benchmarks.search.engine import Site
from benchmarks.search.engines import worker
from benchmarks.search.pages import CONFIG, SEARCH, write_source
from benchmarks.search.shop import Workshop, python

# Results come ten at a time; the second request is for all of them, and its time is not counted.
_SCRIPT: Final = """
bench.index = 'search.json';
bench.query = (input, page) =>
  ({input, filter: {input: {type: 'operator', data: {operator: 'and', operands: []}}}, page});
bench.first = (worker, query) => worker.ask(bench.query(query));
bench.list = async (worker, query) => {
  const begun = performance.now();
  let found = await bench.first(worker, query);
  const ms = performance.now() - begun;
  const next = found.pagination.next;
  if (next)
    found = await worker.ask(bench.query(query, {id: next.id, size: 1e6, from: 0}));
  return {refs: found.items.map(item => bench.setup.items[item.id].location), ms};
};
"""


class Zensical:
    """A site as Zensical builds it."""

    name = "zensical"

    def version(self) -> str:
        """Return the version of Zensical."""
        return f"Zensical {version('zensical')}"

    def build(self, shop: Workshop) -> Site:
        """Build the site; Zensical reads ``mkdocs.yml``."""

        def make(folder: Path) -> None:
            write_source(folder, shop.documents, SEARCH)
            python("-m", "zensical", "build", cwd=folder)

        made = shop.made(self.name, self.version() + CONFIG + SEARCH, make)
        return Site(made.folder / "site", "index.html", worker.SCRIPT + _SCRIPT, made.seconds)
