"""An editor's word that something was read: written into its record or its register.

Nothing is written unless all of it can be: what is asked for is looked up, its findings are
asked, the new text is read again and must say what was meant and nothing else anew.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Final

import yaml

from kashshaf.archive import REGISTERS, Inputs
from kashshaf.authority import FILES, read_registers
from kashshaf.desk.edit import (
    CannotEditError,
    Change,
    Value,
    applied,
    changes,
    created,
    document,
    end_of,
)
from kashshaf.desk.items import Item
from kashshaf.model import Approved, Article, Authority, Finding, Status
from kashshaf.parse import front_matter
from kashshaf.record import read_record
from kashshaf.status import reviewable
from kashshaf.write import replace as write_file
from kashshaf.yamlio import read_yaml

#: Findings that a review answers.
_ANSWERED: Final = frozenset(("K403", "K420", "K421", "K422", "K423"))


class RefusedError(Exception):
    """What cannot be reviewed; carries why, and the findings that stand in the way."""

    def __init__(self, message: str, findings: Sequence[Finding] = ()) -> None:
        super().__init__(message)
        self.findings = tuple(findings)


@dataclass(frozen=True, slots=True)
class Word:
    """Who says so, on which day (ISO 8601), and whether it is approved with that."""

    by: str
    on: str
    approve: bool = False


@dataclass(frozen=True, slots=True)
class Done:
    """What was written: of which record, where, and what it says now."""

    kind: str
    id: str
    path: str
    status: Status


def review(
    root: Path,
    inputs: Inputs,
    findings: Sequence[Finding],
    wanted: Sequence[tuple[str, Item]],
    word: Word,
) -> tuple[Done, ...]:
    """Write that ``wanted`` were reviewed, and return what was written, in the same order.

    Raises RefusedError, before anything is written, if one of them has errors or cannot be
    edited; OSError if a file cannot be written.
    """
    texts: dict[str, bytes] = {}
    changed: dict[str, list[Change]] = {}
    done: list[Done] = []
    registers: dict[str, tuple[str, yaml.Node | None]] = {}
    for kind, item in dict.fromkeys(wanted):
        status: Status = "approved" if word.approve else "reviewed"
        if word.approve and not _holds(item):
            raise RefusedError(
                f"{item.id} has no review that holds; review it first: "
                f"`kashshaf review {item.id} --by NAME`"
            )
        if isinstance(item, Article):
            path = _record_path(item, inputs)
            _refuse(item, findings, {path, item.path}, None)
            texts[path] = _article(item, path, inputs, word)
        else:
            path = item.location.path
            if path not in registers:
                text = _text(path, inputs.files[path])
                registers[path] = text, document(text)
            text, node = registers[path]
            entry = _entry(item, node)
            last = text.count("\n", 0, end_of(text, entry)) + 1
            _refuse(item, findings, {path}, (item.location.line, last))
            made = changes(text, entry, _values(item, item.content, word))
            changed.setdefault(path, []).extend(_attempt(made, path))
        done.append(Done(kind, item.id, path, status))
    for path, all_ in changed.items():
        text, _ = registers[path]
        texts[path] = _bytes(inputs.files[path], _attempt_text(text, all_, path))
    _verify(texts, wanted, inputs, word)
    for path, data in texts.items():
        _write(root, path, data)
    return tuple(done)


def _record_path(article: Article, inputs: Inputs) -> str:
    """Return the file that holds an article's record, or that will."""
    beside = f"{article.path.rpartition('.')[0]}.yml"
    if not article.record.content:
        raise RefusedError(f"{article.id}: its record cannot be read")
    if beside in inputs.files:
        return beside
    matter, _ = front_matter(article.printed) if article.path.lower().endswith(".md") else ("", 0)
    return article.path if matter else beside


def _refuse(
    item: Item, findings: Sequence[Finding], paths: set[str], lines: tuple[int, int] | None
) -> None:
    errors = [
        one
        for one in findings
        if one.severity == "error"
        and one.code not in _ANSWERED
        and one.location.path in paths
        and (
            lines is None
            or not one.location.line  # of the file as a whole
            or lines[0] <= one.location.line <= lines[1]
        )
    ]
    if errors:
        many = f"{len(errors)} errors" if len(errors) > 1 else "an error"
        raise RefusedError(f"{item.id} has {many}; correct that first", errors)


def _holds(item: Item) -> bool:
    """Tell whether somebody's review holds; one of old does, which names no record (K422)."""
    record = item.record if isinstance(item, Article) else item
    return record.status != "draft" and record.reviewed is not None and bool(record.reviewed.by)


def _values(item: Item, content: str, word: Word) -> dict[str, Value]:
    """Return the keys to write; an approval leaves the review as it is."""
    values: dict[str, Value] = {"status": "approved" if word.approve else "reviewed"}
    if not word.approve:
        sums = {"sha256": content}
        if isinstance(item, Article):
            sums = {"sha256": reviewable(item), "record": content}
        values["reviewed"] = {"by": word.by, "on": word.on, **sums}
    values["approved"] = {"by": word.by, "on": word.on} if word.approve else None
    return values


def _article(article: Article, path: str, inputs: Inputs, word: Word) -> bytes:
    """Return the new bytes of an article's record."""
    content = article.record.content
    old = inputs.files.get(path)
    if old is None:
        values = _values(article, content, word)
        return created(values).encode()
    text = _text(path, old)
    values = _values(article, content, word)
    if path != article.path:
        return _bytes(old, _attempt_text(text, _attempt_list(text, values, path), path))
    matter, _ = front_matter(text)
    start = text.index(matter, 3)
    edited = _attempt_text(matter, _attempt_list(matter, values, path), path)
    return _bytes(old, text[:start] + edited + text[start + len(matter) :])


def _attempt_list(text: str, values: Mapping[str, Value], path: str) -> list[Change]:
    return _attempt(changes(text, document(text), values), path)


def _attempt(made: Iterable[Change], path: str) -> list[Change]:
    try:
        return list(made)
    except (CannotEditError, yaml.YAMLError) as error:
        raise RefusedError(f"{path} cannot be edited here: {error}") from None


def _attempt_text(text: str, all_: list[Change], path: str) -> str:
    try:
        return applied(text, all_)
    except CannotEditError as error:
        raise RefusedError(f"{path} cannot be edited here: {error}") from None


def _text(path: str, data: bytes) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        raise RefusedError(f"{path} is not UTF-8; save it as UTF-8 first") from None


def _bytes(old: bytes, text: str) -> bytes:
    mark = b"\xef\xbb\xbf" if old.startswith(b"\xef\xbb\xbf") else b""
    return mark + text.encode()


def _entry(record: Authority, node: yaml.Node | None) -> yaml.Node:
    at = (record.location.line, record.location.column)
    entries: list[yaml.Node] = node.value if isinstance(node, yaml.SequenceNode) else []
    for entry in entries:
        mark = entry.start_mark
        if (mark.line + 1, mark.column + 1) == at:
            return entry
    raise RefusedError(f"{record.location}: the entry is not there any more")


def _verify(
    texts: Mapping[str, bytes], wanted: Iterable[tuple[str, Item]], inputs: Inputs, word: Word
) -> None:
    """Read what would be written: it must say what was meant, and all else as before."""
    registers = {
        name: (path, _text(path, texts[path]))
        for name in FILES
        if (path := f"{REGISTERS}/{name}") in texts
    }
    read, new = read_registers(registers)
    entries = {one.id: one for one in (*read.people, *read.topics, *read.terms)}
    old, before = read_registers(
        {name: (path, _text(path, inputs.files[path])) for name, (path, _) in registers.items()}
    )
    same = {one.id: one.content for one in (*old.people, *old.topics, *old.terms)}
    sound = {i: one.content for i, one in entries.items()} == same
    errors = _errors(new) == _errors(before)
    status = "approved" if word.approve else "reviewed"
    for _, item in wanted:
        if isinstance(item, Article):
            path = _record_path(item, inputs)
            text = _text(path, texts[path])
            if path == item.path:
                text, _ = front_matter(text)
            node, found = read_yaml(path, text)
            record, more = read_record(node, path)
            sound = sound and record.content == item.record.content and not _errors((*found, *more))
            written, reviewed, approved = record.status, record.reviewed, record.approved
            stays, sums = item.record.reviewed, (reviewable(item), record.content)
        else:
            entry = entries.get(item.id)
            if entry is None:
                raise RefusedError(f"{item.id} cannot be edited here; write it by hand")
            written, reviewed, approved = entry.status, entry.reviewed, entry.approved
            stays, sums = item.reviewed, (entry.content, "")
        meant = (word.by, word.on, *sums)
        if word.approve and stays is not None:
            meant = (stays.by, stays.on, stays.sha256, stays.record)
        says = reviewed and (reviewed.by, reviewed.on, reviewed.sha256, reviewed.record) == meant
        answers = Approved(word.by, word.on) if word.approve else None
        if not (sound and errors and says and written == status and approved == answers):
            raise RefusedError(f"{item.id} cannot be edited here; write it by hand")


def _errors(findings: Iterable[Finding]) -> list[tuple[str, str]]:
    return sorted((one.code, one.message) for one in findings if one.severity == "error")


def _write(root: Path, path: str, data: bytes) -> None:
    """Write a file of an editor's in one step; a link is followed, and its mode kept."""
    real = (root / path).resolve()
    mode = real.stat().st_mode if real.exists() else None
    write_file(root.resolve(), real.relative_to(root.resolve()).as_posix(), data)
    if mode is not None:
        real.chmod(mode & 0o7777)
