"""EDTF dates: what an editor may write, the days between which it lies, and its Arabic form."""

from __future__ import annotations

import calendar
import contextlib
import datetime
import io
import re
import time
from functools import lru_cache
from typing import Final

from kashshaf.arabic import digits, month_name
from kashshaf.model import Date

_DIGITS: Final = str.maketrans("٠١٢٣٤٥٦٧٨٩۰۱۲۳۴۵۶۷۸۹", "01234567890123456789")
_PLAIN: Final = re.compile(r"([0-9]{4})(?:-([0-9]{2})(?:-([0-9]{2}))?)?([?~%]?)")


def parse_date(text: str, basis: str = "") -> Date | None:
    """Return the date that ``text`` is in EDTF, or None. Years are 1 to 9999.

    >>> parse_date("2024-06~")
    Date(edtf='2024-06~', first='2024-06-01', last='2024-06-30', basis='')
    >>> parse_date("2024-02-31") is None
    True
    """
    text = text.translate(_DIGITS)
    bounds = _bounds(text)
    return Date(text, *bounds, basis) if bounds else None


@lru_cache(maxsize=16384)
def _bounds(text: str) -> tuple[str, str] | None:
    plain = _PLAIN.fullmatch(text)
    if plain is None:
        return _bounds_of_rare(text)
    year, month, day = int(plain[1]), int(plain[2] or 0), int(plain[3] or 0)
    first_month, last_month = (month, month) if plain[2] else (1, 12)
    try:
        last_day = day if plain[3] else calendar.monthrange(year, last_month)[1]
        first = datetime.date(year, first_month, day if plain[3] else 1)
        last = datetime.date(year, last_month, last_day)
    except ValueError:
        return None
    return first.isoformat(), last.isoformat()


def _bounds_of_rare(text: str) -> tuple[str, str] | None:
    """Intervals, sets and unspecified digits, by the edtf library (slow, so only for these).

    None for what it cannot read, and for an interval that is open, whose other end nobody knows.
    """
    if not re.fullmatch(r"[0-9X?~%/.,\[\]{}\-]{4,60}", text):
        return None
    if text.startswith(("/", "[..", "{..", "../")) or text.endswith(("/", "..", "..]", "..}")):
        return None
    import edtf

    try:
        with contextlib.redirect_stdout(io.StringIO()):  # it prints what it is trying
            parsed = edtf.parse_edtf(text)
            first, last = parsed.lower_strict(), parsed.upper_strict()
    except (edtf.EDTFParseException, ValueError, AttributeError, TypeError, OverflowError):
        return None
    if not (isinstance(first, time.struct_time) and isinstance(last, time.struct_time)):
        return None
    if not (first[0] > 0 and tuple(first[:3]) <= tuple(last[:3]) and last[0] <= 9999):
        return None
    return (
        f"{first[0]:04}-{first[1]:02}-{first[2]:02}",
        f"{last[0]:04}-{last[1]:02}-{last[2]:02}",
    )


def arabic_date(date: Date, locale: str, style: str = "latin") -> str:
    """Return ``date`` in words, with months as ``locale`` names them.

    >>> arabic_date(parse_date("2024-06~"), "ar_SY")
    'نحو حزيران 2024'
    >>> arabic_date(parse_date("2023-10-07"), "ar_EG")
    '7 أكتوبر 2023'
    >>> arabic_date(parse_date("[2024-07..2025-01]"), "ar_SY")
    'بين تموز 2024 وكانون الثاني 2025'
    """
    plain = _PLAIN.fullmatch(date.edtf)
    if plain:
        words = _words(date.edtf.rstrip("?~%"), locale)
        about = "نحو " if plain[4] in ("~", "%") and plain[4] else ""
        doubt = " (غير مؤكد)" if plain[4] in ("?", "%") and plain[4] else ""
        return digits(f"{about}{words}{doubt}", style)
    first, last = _shortened(date.first, date.last)
    doubt = " (غير مؤكد)" if date.inferred else ""
    if first == last:
        return digits(_words(first, locale) + doubt, style)
    return digits(f"بين {_words(first, locale)} و{_words(last, locale)}{doubt}", style)


def _words(iso: str, locale: str) -> str:
    parts = [int(part) for part in iso.split("-")]
    named = [str(parts[0])]
    if len(parts) > 1:
        named.insert(0, month_name(parts[1], locale))
    if len(parts) > 2:
        named.insert(0, str(parts[2]))
    return " ".join(named)


def _shortened(first: str, last: str) -> tuple[str, str]:
    """Leave out days and months where both ends are only the edges of longer times."""
    year, month, day = (int(part) for part in last.split("-"))
    if not first.endswith("-01") or day != calendar.monthrange(year, month)[1]:
        return first, last
    if first.endswith("-01-01") and month == 12:
        return first[:4], last[:4]
    return first[:7], last[:7]
