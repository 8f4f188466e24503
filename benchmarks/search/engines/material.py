"""Material for MkDocs and its own search, lunr in a worker, with ``lang: ar``."""

from __future__ import annotations

from typing import Final

from benchmarks.search.engine import Site
from benchmarks.search.engines import worker
from benchmarks.search.pages import material_site, material_version
from benchmarks.search.shop import Workshop

_SCRIPT: Final = """
bench.index = 'search/search_index.json';
bench.first = (worker, query) => worker.ask(query);
bench.list = async (worker, query) => {
  const begun = performance.now();
  const {items} = await worker.ask(query);
  const ms = performance.now() - begun;
  return {refs: items.map(group => group[0].location), ms};
};
"""


class Material:
    """A site as Material builds it."""

    name = "material"

    def version(self) -> str:
        """Return the versions of MkDocs and Material."""
        return material_version()

    def build(self, shop: Workshop) -> Site:
        """Build the site with the ``search`` plugin."""
        made = material_site(shop)
        return Site(made.folder / "site", "index.html", worker.SCRIPT + _SCRIPT, made.seconds)
