"""The reader's side of the search: one script for the site, made of the parts in ``reader/``."""

from __future__ import annotations

from functools import cache
from importlib.resources import files
from typing import Final

#: The parts in the order in which they build on one another.
PARTS: Final = ("words", "files", "find", "latin", "query", "results", "api")
_HEAD: Final = """\
/* Kashshaf's search, without a page: what a word is, which articles have it, in which order.
 *
 * The index lies in scripts that hand a string to kashshaf.search.got(name, text), so that the
 * same code works on http and on file://.
 *
 * window.kashshaf.search(query, {limit, filters, groups, facets}) is public: see docs/search.md.
 * This file is put together from generator/kashshaf/search/reader/.
 */
(function (global) {
"use strict";

"""
_TAIL: Final = """
global.kashshaf = global.kashshaf || {};
global.kashshaf.search = search;
})(typeof window !== "undefined" ? window : globalThis);
"""


@cache
def script() -> str:
    """Return the script as it stands in a site (``assets/kashshaf/search.js``)."""
    folder = files("kashshaf.search") / "reader"
    parts = ((folder / f"{name}.js").read_text(encoding="utf-8") for name in PARTS)
    return _HEAD + "\n".join(parts) + _TAIL
