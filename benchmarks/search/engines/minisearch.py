"""MiniSearch: an index of titles and texts, shipped as JSON, in the page itself."""

from __future__ import annotations

import json
import shutil
from pathlib import Path
from typing import Final

from benchmarks.search.engine import Site
from benchmarks.search.pages import shell
from benchmarks.search.shop import Workshop, run, slug

VERSION: Final = "7.2.0"
_OPTIONS: Final = (
    "{fields: ['title', 'text'], storeFields: ['title'],"
    " searchOptions: {prefix: true, fuzzy: 0.2, combineWith: 'AND'}}"
)
_INDEX: Final = f"""
import fs from 'node:fs';
const [library, documents, out] = process.argv.slice(2);
const MiniSearch = (await import(library)).default;
const index = new MiniSearch({_OPTIONS});
index.addAll(JSON.parse(fs.readFileSync(documents)));
fs.writeFileSync(out, JSON.stringify(index));
"""
_SCRIPT: Final = f"""
bench.start = async () => {{
  const begun = performance.now();
  const library = new Promise((resolve, reject) => {{
    const script = document.createElement('script');
    script.onload = resolve;
    script.onerror = reject;
    script.src = 'minisearch/minisearch.js';
    document.head.append(script);
  }});
  const [text] = await Promise.all([fetch('minisearch/index.json').then(r => r.text()), library]);
  bench.minisearch = MiniSearch.loadJSON(text, {_OPTIONS});
  bench.minisearch.search(bench.word);
  return performance.now() - begun;
}};
bench.all = async query => {{
  const begun = performance.now();
  const found = bench.minisearch.search(query);
  const ms = performance.now() - begun;
  return {{refs: found.map(result => result.id), ms}};
}};
"""


class MiniSearch:
    """A site of Material without its search, and MiniSearch's index."""

    name = "minisearch"

    def version(self) -> str:
        """Return the version of MiniSearch."""
        return f"MiniSearch {VERSION}"

    def build(self, shop: Workshop) -> Site:
        """Make the index with Node, as a build step would."""
        package = shop.npm("minisearch", VERSION) / "dist"

        def make(folder: Path) -> None:
            out = shell(folder) / "minisearch"
            out.mkdir()
            shutil.copy(package / "umd" / "index.js", out / "minisearch.js")
            rows = [
                {"id": slug(number), "title": document.title, "text": document.text}
                for number, document in enumerate(shop.documents)
            ]
            documents, program = folder / "documents.json", folder / "index.mjs"
            documents.write_text(json.dumps(rows), encoding="utf-8")
            program.write_text(_INDEX, encoding="utf-8")
            library = (package / "es" / "index.js").as_uri()
            run("node", program, library, documents, out / "index.json", cwd=folder)

        made = shop.made(self.name, VERSION + _OPTIONS, make)
        return Site(made.folder / "site", "index.html", _SCRIPT, made.seconds)
