"""The search in the terminal: the very script that readers' browsers run, over the built site.

It runs in V8 (by ``mini-racer``), which has no files and no network: what the script wants to
load is read here, below ``site/search/files/``, and handed in.
"""

from __future__ import annotations

import json
import re
import weakref
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from py_mini_racer import MiniRacer

from kashshaf.search.script import script

_NAME: Final = re.compile(r"(?:root|[wpbdtfx][0-9]+-[0-9a-f]{6})\Z")
_HARNESS: Final = """
const wanted = new Map(), answers = new Map();
kashshaf.search.load = (name) =>
  new Promise((resolve, reject) => wanted.set(name, { resolve, reject }));
const names = () => JSON.stringify([...wanted.keys()]);
function loaded(name, ok) {
  const { resolve, reject } = wanted.get(name);
  wanted.delete(name);
  if (ok) resolve(); else reject(new Error(name + " is missing"));
  return "";
}
async function ask(query, options) {
  const answer = await kashshaf.search(query, options);
  for (const result of answer.results.slice(0, options.lines || 0)) {
    result.lines = await kashshaf.search.snippet(result);
  }
  return answer;
}
function start(query, options) {
  answers.clear();
  ask(query, options).then(
    (answer) => answers.set("ok", answer),
    (error) => answers.set("error", String(error)),
  );
  return "";
}
const answer = () => JSON.stringify(Object.fromEntries(answers));
"""


class IndexMissingError(Exception):
    """There is no search index, or one of its files is not there: the site is not built."""


@dataclass(frozen=True, slots=True)
class Answer:
    """What ``window.kashshaf.search`` returns, as JSON values; see ``docs/search.md``."""

    total: int
    results: tuple[dict[str, Any], ...]
    groups: tuple[dict[str, Any], ...]
    cards: tuple[dict[str, Any], ...]
    suggestions: tuple[str, ...]


class Engine:
    """The reader's search over the files of one folder."""

    def __init__(self, folder: Path) -> None:
        """``folder`` has the index (``site/search/files``).

        Raises IndexMissingError where it has none.
        """
        self._folder = folder
        if not (folder / "root.js").is_file():
            raise IndexMissingError(str(folder))
        self._context = MiniRacer()
        # Its thread would keep a program from ending; finalizers run before that is waited for.
        self.close = weakref.finalize(self, self._context.close)
        self._context.eval(script())
        self._context.eval(_HARNESS)

    def search(
        self,
        query: str,
        *,
        limit: int = 20,
        filters: dict[str, list[str]] | None = None,
        groups: str = "best",
        lines: int = 0,
    ) -> Answer:
        """Return the answer to a query; the first ``lines`` results have their text.

        Raises IndexMissingError where a file of the index is not there.
        """
        options = {"limit": limit, "filters": filters, "groups": groups, "lines": lines}
        self._context.call("start", query, options)
        while True:
            names = json.loads(str(self._context.call("names")))
            if not names:
                break
            for name in names:
                self._context.call("loaded", name, self._read(name))
        found = json.loads(str(self._context.call("answer")))
        if "ok" not in found:
            raise IndexMissingError(str(found.get("error", "no answer")))
        answer = found["ok"]
        return Answer(
            answer["total"],
            tuple(answer["results"]),
            tuple(answer["groups"]),
            tuple(answer["cards"]),
            tuple(answer["suggestions"]),
        )

    def _read(self, name: str) -> bool:
        if not _NAME.match(name):
            return False
        try:
            script = (self._folder / f"{name}.js").read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return False
        self._context.eval(script)
        return True
