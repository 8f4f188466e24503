"""``check --fix``: corrections that rules propose go into the records, never into the sources.

Each record is written as a whole or left alone: it is tried in memory first, and must be read
without a new finding. What is mended may show what stands beside it, so there are some rounds.
"""

from __future__ import annotations

import contextlib
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from kashshaf import write as writer
from kashshaf.archive import Inputs, read_inputs
from kashshaf.checking.insert import KEY, with_corrections
from kashshaf.checking.judge import EVERYTHING, View, judge
from kashshaf.checking.spans import Spans
from kashshaf.findings import finding
from kashshaf.model import Edition, Finding, Fix, Location
from kashshaf.parse import front_matter
from kashshaf.pipeline import Progress, baseline_of, everything_in, ordered
from kashshaf.yamlio import Map, Node, Scalar, Seq, read_yaml

_ROUNDS: Final = 5
#: Findings that say that a record was better before: files, YAML, corrections.
_SPOILT: Final = ("K1", "K2", "K41")
# Names that an editor may give to a record by mistake: it may withhold the text, so that no other
# record is made beside it.
_STRAYS: Final = (".yaml", ".YAML", ".YML", ".yml")


@dataclass(frozen=True, slots=True)
class Fixed:
    """The corrections that were written, each with the file; findings on those that were not.

    ``new`` are the files that were not there before.
    """

    written: tuple[tuple[str, Fix], ...] = ()
    new: frozenset[str] = frozenset()
    refused: tuple[Finding, ...] = ()


def _silent(what: str, done: int, total: int) -> None:
    """Report progress to nobody."""


def fix_all(
    root: Path,
    *,
    view: View = EVERYTHING,
    use_baseline: bool = True,
    progress: Progress = _silent,
) -> Fixed:
    """Write every correction that a finding proposes into its record.

    Only findings that count are looked at: not what is waived, in the baseline, or not asked for.
    """
    inputs = read_inputs(root)
    baseline = baseline_of(root, inputs) if use_baseline else None
    files = dict(inputs.files)
    written: list[tuple[str, Fix]] = []
    refused: dict[Fix, Finding] = {}
    for _ in range(_ROUNDS):
        edition, found = everything_in(files, progress, inputs.unread)
        every = ordered((*inputs.findings, *found))
        open_ones = judge(edition, every, baseline, view).findings
        plans = _plans(edition, open_ones, files, inputs.unread, refused)
        edits: dict[str, bytes] = {}
        for path, fixes in plans.items():
            data = edited(path, files.get(path), fixes)
            if data is None:
                _refuse(refused, path, fixes, "there is no place for it")
            else:
                edits[path] = data
        good = _tried(files, edits, every, inputs, progress, plans, refused) if edits else {}
        progress_made = False
        for path, data in good.items():
            reason = _write(root, path, files.get(path), data)
            if reason:
                _refuse(refused, path, plans[path], reason)
                continue
            files[path] = data
            written += [(path, fix) for fix in plans[path]]
            progress_made = True
        if not progress_made:
            break
    new = frozenset(path for path, _ in written if path not in inputs.files)
    return Fixed(tuple(written), new, tuple(refused.values()))


def _refuse(refused: dict[Fix, Finding], path: str, fixes: list[Fix], reason: str) -> None:
    for fix in fixes:
        message = f"«{fix.surface}» could not be corrected to «{fix.correct}» here: {reason}"
        refused[fix] = finding("K434", Location(path), message)


def _plans(
    edition: Edition,
    findings: tuple[Finding, ...],
    files: Mapping[str, bytes],
    unread: frozenset[str],
    refused: dict[Fix, Finding],
) -> dict[str, list[Fix]]:
    """Return the path of each record, and what is to be written into it in this round."""
    articles = {article.path: article for article in edition.articles}
    spans: dict[str, Spans] = {}
    plans: dict[str, list[Fix]] = {}
    for found in findings:
        article = articles.get(found.location.path)
        if found.fix is None or article is None:
            continue
        if article.path not in spans:
            spans[article.path] = Spans(article)
        fix = spans[article.path].take(found, found.fix)
        if fix is None:
            continue
        path = record_of(article.path, files)
        fix = replace(fix, record=path)
        if fix in refused or _is_there(path, files, fix):
            continue
        stem, own = path.rpartition(".")[0], article.path
        strays = {f"{name}{ending}" for name in (stem, own) for ending in _STRAYS} - {path}
        if path in unread or strays & (unread | files.keys()):
            _refuse(refused, path, [fix], "the article's record cannot be read")
        else:
            plans.setdefault(path, []).append(fix)
    return plans


def record_of(path: str, files: Mapping[str, bytes]) -> str:
    """Return the file that holds, or will hold, the record of the article at ``path``."""
    record = f"{path.rpartition('.')[0]}.yml"
    if record not in files and path.lower().endswith(".md"):
        text = _text(files[path])
        if text is not None and front_matter(text)[0]:
            return path
    return record


def edited(path: str, data: bytes | None, fixes: list[Fix]) -> bytes | None:
    """Return the bytes of a record with ``fixes``; None if they cannot be put into it.

    A record that is not there (None) is made. Of an article with front matter only that is
    touched.
    """
    text = _text(data or b"")
    if text is None:
        return None
    first, last = 0, len(text)
    if path.lower().endswith(".md"):
        matter, _ = front_matter(text)
        first = text.find("\n") + 1
        last = first + len(matter)
    old = text[first:last]
    before, found = read_yaml(path, old)
    if any(one.severity == "error" for one in found) or not isinstance(before, Map | None):
        return None
    new = with_corrections(old, fixes)
    if new is None or not _is_as_meant(before, read_yaml(path, new)[0], fixes):
        return None
    bom = b"\xef\xbb\xbf" if data is not None and data.startswith(b"\xef\xbb\xbf") else b""
    return bom + (text[:first] + new + text[last:]).encode()


def _is_as_meant(before: Map | None, after: Node | None, fixes: list[Fix]) -> bool:
    """Tell whether a record says what it said, and has the corrections at the end of its list."""
    if not isinstance(after, Map):
        return False
    old = _plain(before) if before else {}
    new = _plain(after)
    assert isinstance(old, dict)
    assert isinstance(new, dict)
    listed = new.pop(KEY, None)
    earlier = old.pop(KEY, None) or []
    wanted = [
        {"surface": fix.surface, "correct": fix.correct, "kind": fix.kind}
        | ({"paragraph": fix.anchor.removeprefix("p")} if fix.anchor else {})
        for fix in fixes
    ]
    return old == new and isinstance(earlier, list) and listed == [*earlier, *wanted]


def _plain(node: Node) -> object:
    if isinstance(node, Map):
        return {key: _plain(value) for key, (_, value) in node.items.items()}
    if isinstance(node, Seq):
        return [_plain(item) for item in node.items]
    return None if node.is_null else node.text.rstrip("\r\n")


def _is_there(path: str, files: Mapping[str, bytes], fix: Fix) -> bool:
    """Tell whether the record has a correction of this surface already."""
    text = _text(files.get(path, b""))
    if not text or fix.surface not in text.replace('\\"', '"'):
        return False
    node, _ = read_yaml(path, front_matter(text)[0] if path.lower().endswith(".md") else text)
    pair = node.items.get(KEY) if isinstance(node, Map) else None
    if pair is None or not isinstance(pair[1], Seq):
        return False
    for item in pair[1].items:
        words = {
            key: value.text
            for key, (_, value) in (item.items.items() if isinstance(item, Map) else ())
            if isinstance(value, Scalar)
        }
        same = words.get("surface") == fix.surface
        if same and words.get("paragraph", "") == fix.anchor.removeprefix("p"):
            return True
    return False


def _tried(
    files: Mapping[str, bytes],
    edits: dict[str, bytes],
    before: tuple[Finding, ...],
    inputs: Inputs,
    progress: Progress,
    plans: dict[str, list[Fix]],
    refused: dict[Fix, Finding],
) -> dict[str, bytes]:
    """Return the edits after which the archive is read without a finding that it had not."""
    _, after = everything_in({**files, **edits}, progress, inputs.unread)
    old = {(found.code, found.location.path, found.message) for found in before}
    spoilt: dict[str, Finding] = {}
    for found in after:
        path = found.location.path
        path = path if path in edits else f"{path.rpartition('.')[0]}.yml"
        new = (found.code, found.location.path, found.message) not in old
        if path in edits and new and found.code.startswith(_SPOILT):
            spoilt.setdefault(path, found)
    for path, found in spoilt.items():
        _refuse(refused, path, plans[path], f"{found.code} {found.message}")
    return {path: data for path, data in edits.items() if path not in spoilt}


def _write(root: Path, path: str, old: bytes | None, new: bytes) -> str:
    """Write a record and return nothing, or the reason why it was not written."""
    file = root / path
    try:
        if file.is_symlink():
            return "the record is a link"
        if (file.read_bytes() if file.exists() else None) != old:
            return "the record has changed meanwhile"
        mode = file.stat().st_mode if old is not None else None
        writer.replace(root, path, new)
        if mode is not None:
            with contextlib.suppress(OSError):
                file.chmod(mode & 0o7777)
    except OSError as error:
        return str(error.strerror or error)
    return ""


def _text(data: bytes) -> str | None:
    """Return the text of a record, which is UTF-8; None if it is not."""
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
