"""A citation in words, as Chicago and MLA have it, in Arabic."""

from __future__ import annotations

from kashshaf.share.facts import Citable

UNDATED = "د.ت."


def chicago(cited: Citable) -> str:
    """Return a bibliography entry; a date that nobody knows is «د.ت.».

    What an editor supplied or inferred stands in square brackets, as is usual.
    """
    date = _date(cited)
    where = "، ".join(part for part in (_source(cited), date or UNDATED) if part)
    return _joined(cited.author, _title(cited), where, cited.archive, cited.url)


def mla(cited: Citable) -> str:
    """Return a works-cited entry; what nobody knows is left out, and nothing stands for it."""
    where = "، ".join(part for part in (_source(cited), _date(cited)) if part)
    archive = "، ".join(part for part in (cited.archive, cited.url) if part)
    return _joined(cited.author, _title(cited), where, archive)


def _title(cited: Citable) -> str:
    # Quotation marks inside quotation marks take the other form.
    inner = cited.title.replace("«", "“").replace("»", "”")
    return f"[{cited.title}]" if cited.supplied else f"«{inner}»"


def _source(cited: Citable) -> str:
    return f"[{cited.source}]" if cited.inferred else cited.source


def _date(cited: Citable) -> str:
    if cited.when is None:
        return ""
    return cited.when.words if cited.when.sure == "known" else f"[{cited.when.words}]"


def _joined(*parts: str) -> str:
    """Return the parts as sentences: a full stop after each that has no end of its own."""
    given = [part for part in parts if part]
    ended = (part if part.endswith((".", "…", "؟", "!")) else f"{part}." for part in given)
    return " ".join(ended)
