"""The baseline: the findings that an old archive had when it began to be checked.

They are left out until they are mended. An entry names no line, so that an edit elsewhere in a
file does not disturb it: it is a code, a path, what the message quotes, and how often.
"""

from __future__ import annotations

import json
import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Final, NamedTuple

from kashshaf import write as writer
from kashshaf.checking.codes import may_be_waived
from kashshaf.findings import finding
from kashshaf.model import CheckOptions, Finding, Location

#: Bytes; a hundred thousand findings take some 15 MB.
MAX_BYTES: Final = 64_000_000
_VERSION: Final = 1
_QUOTED: Final = re.compile("«([^«»]*)»")
_LONGEST: Final = 200


class Key(NamedTuple):
    """What makes a finding the same one as before."""

    code: str
    path: str
    what: str


@dataclass(frozen=True, slots=True)
class Baseline:
    """What is left out, and how often; ``data`` are the file's bytes, empty where it is not."""

    path: str
    counts: Counter[Key] = field(default_factory=Counter)
    data: bytes = b""
    findings: tuple[Finding, ...] = ()


class _WrongError(Exception):
    """The file says what no baseline says."""


def key_of(found: Finding) -> Key:
    """Return what a finding is known by, wherever in its file it has moved to."""
    quoted = " ".join(_QUOTED.findall(found.message))
    # Messages are English, and what they are about is not: it is quoted, even without marks.
    arabic = (word for word in found.message.split() if not word.isascii())
    what = " ".join((quoted or " ".join(arabic)).split())
    return Key(found.code, found.location.path, what[:_LONGEST])


def read_baseline(root: Path, options: CheckOptions) -> Baseline:
    """Return the baseline of the archive at ``root``; a broken one leaves nothing out."""
    path = options.baseline
    file = root / path
    try:
        if not file.is_file():
            if path == CheckOptions().baseline:
                return Baseline(path)
            return _broken(path, b"", "there is no such file")
        if not file.resolve().is_relative_to(root.resolve()):
            return _broken(path, b"", "the link leads out of the archive")
        if file.stat().st_size > MAX_BYTES:
            return _broken(path, b"", f"it is larger than {MAX_BYTES / 1e6:.0f} MB")
        data = file.read_bytes()
    except (OSError, RuntimeError) as error:  # RuntimeError: a link to itself, before 3.13
        return _broken(path, b"", str(getattr(error, "strerror", None) or error))
    try:
        return Baseline(path, _counts(json.loads(data.decode("utf-8-sig"))), data)
    except json.JSONDecodeError as error:
        where = Location(path, error.lineno, error.colno)
        return _broken(path, data, f"it is no JSON: {error.msg}", where)
    except UnicodeDecodeError:
        return _broken(path, data, "it is not UTF-8")
    except RecursionError:
        return _broken(path, data, "it is nested too deeply")
    except _WrongError as error:
        return _broken(path, data, str(error))


def _counts(value: object) -> Counter[Key]:
    if not isinstance(value, dict) or value.get("version") != _VERSION:
        raise _WrongError(f"it is not `version`: {_VERSION}")
    entries = value.get("findings")
    if not isinstance(entries, list):
        raise _WrongError("`findings` is not a list")
    counts: Counter[Key] = Counter()
    for number, entry in enumerate(entries, 1):
        match entry:
            case {
                "code": str(code),
                "path": str(path),
                "what": str(what),
                "count": int(count),
            } if count is not True and count > 0:
                counts[Key(code, path, what)] += count
            case _:
                raise _WrongError(f"entry {number} is not made of code, path, what and count")
    return counts


def _broken(path: str, data: bytes, reason: str, where: Location | None = None) -> Baseline:
    message = f"the baseline cannot be read: {reason}"
    return Baseline(path, data=data, findings=(finding("K432", where or Location(path), message),))


def split(
    findings: Iterable[Finding], baseline: Baseline, unasked: tuple[str, ...] = ()
) -> tuple[tuple[Finding, ...], tuple[Finding, ...]]:
    """Return the findings that are new, and those that the baseline has.

    New are also those about the baseline: that it is broken, that some of its findings are gone.
    """
    left = Counter(baseline.counts)
    new: list[Finding] = list(baseline.findings)
    known: list[Finding] = []
    for found in findings:
        key = key_of(found)
        if left[key] and may_be_waived(found):
            left[key] -= 1
            known.append(found)
        else:
            new.append(found)
    gone = sum(count for key, count in left.items() if not key.code.startswith(unasked))
    if gone:
        has = "1 finding that is" if gone == 1 else f"{gone} findings that are"
        new.append(finding("K433", Location(baseline.path), f"the baseline has {has} gone"))
    return tuple(new), tuple(known)


def write_baseline(root: Path, path: str, findings: Iterable[Finding]) -> int:
    """Write the baseline that leaves ``findings`` out, and return how many it has.

    Those that cannot be waived are not written. Raises OSError where the file cannot be.
    """
    counts = Counter(key_of(found) for found in findings if may_be_waived(found))
    lines = [
        json.dumps({**key._asdict(), "count": counts[key]}, ensure_ascii=False)
        for key in sorted(counts)
    ]
    listed = ",\n".join(f"  {line}" for line in lines)
    inside = f"\n{listed}\n " if lines else ""
    text = f'{{\n "version": {_VERSION},\n "findings": [{inside}]\n}}\n'
    writer.replace(root, path, text.encode())
    return counts.total()
