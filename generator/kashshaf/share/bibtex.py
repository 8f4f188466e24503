"""A citation as BibTeX (with the ``date`` of BibLaTeX, which can be uncertain)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.share.facts import Citable

_SPECIAL: Final = {
    "\\": r"{\textbackslash}",
    "{": r"{\textbraceleft}",
    "}": r"{\textbraceright}",
    "~": r"{\textasciitilde}",
    "^": r"{\textasciicircum}",
    **{char: f"\\{char}" for char in "&%$#_"},
}
_ESCAPES: Final = str.maketrans(_SPECIAL)
# A DOI or an address is read as it stands; what would end the field is percent-encoded.
_URL: Final = str.maketrans({"{": "%7B", "}": "%7D", "\\": "%5C", " ": "%20"})
_MONTHS: Final = "jan feb mar apr may jun jul aug sep oct nov dec".split()


def bibtex(cited: Citable) -> str:
    """Return one entry, a field a line, with a line break at its end."""
    fields = ",\n".join(f"  {name} = {value}" for name, value in _fields(cited))
    kind = "article" if cited.source else "misc"  # of an article the journal is required
    return f"@{kind}{{{cited.id},\n{fields}\n}}\n"


def _fields(cited: Citable) -> Iterator[tuple[str, str]]:
    if cited.author:
        yield "author", f"{{{{{escape(cited.author)}}}}}"  # a second pair: one name, not to be cut
    yield "title", f"{{{{{escape(cited.title)}}}}}"
    if cited.source:
        yield "journal", _braced(f"[{cited.source}]" if cited.inferred else cited.source)
    when = cited.when
    if when and when.parts:
        # EDTF in BibLaTeX: a year without a mark would pass a guess off as a fact.
        iso = "-".join(f"{part:02}" for part in when.parts)
        marks = re.sub(r"[^~?%]", "", when.edtf) or ("" if when.sure == "known" else "~")
        yield "date", f"{{{iso}{marks}}}"
        if when.sure == "known":
            yield "year", f"{{{when.parts[0]}}}"
            if len(when.parts) > 1:
                yield "month", _MONTHS[when.parts[1] - 1]
    if cited.url:
        yield "url", f"{{{cited.url.translate(_URL)}}}"
    if cited.archive:
        yield "howpublished", _braced(cited.archive)
    if cited.keywords:
        yield "keywords", _braced(", ".join(word.replace(",", "،") for word in cited.keywords))
    if cited.notes:
        yield "note", _braced("؛ ".join(cited.notes))
    yield "langid", "{arabic}"


def _braced(text: str) -> str:
    return f"{{{escape(text)}}}"


def escape(text: str) -> str:
    r"""Return text that TeX prints as it stands.

    >>> escape("50% {a_b}")
    '50\\% {\\textbraceleft}a\\_b{\\textbraceright}'
    """
    return text.translate(_ESCAPES)
