"""The sentences in English: a function for each kind of change."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kashshaf.changes.change import Change, Effect, Section
from kashshaf.changes.style import Style

SECTIONS: Final[dict[Section, str]] = {
    "archive": "The archive",
    "articles": "Articles",
    "people": "People",
    "topics": "Topics",
    "terms": "Glossary",
    "findings": "Findings",
}
#: What one item of a list is called; other lists are called by their key.
_ITEMS: Final = {
    "variants": "variant",
    "phrases": "phrase",
    "roles": "role",
    "sources": "source",
    "broader": "broader topic",
    "related": "related topic",
    "see_also": "see-also reference",
    "different_from": "different-from reference",
    "mentions": "ruling",
    "corrections": "correction",
    "waivers": "waiver",
    "layout.headings": "heading line",
}
_LISTED: Final = 5


class English:
    """What is said in English."""

    direction = "ltr"
    sections = SECTIONS
    nothing = "Nothing changed in the edition."
    disk = "the files on the disk"
    no_archive = "There was no archive there before: everything is new."

    def title(self, old: str, new: str) -> str:
        return f"What changed in the edition, from {old} to {new}"

    def more(self, number: int) -> str:
        return f"and {number} more"

    def cut(self, number: int) -> str:
        return f"and {number} more, which would be too long for this page: see kashshaf diff --all"

    def say(self, change: Change, style: Style) -> str:
        """Return what happened to the subject, without the subject and without a stop."""
        return _SENTENCES[change.what](change, style)


def count(number: int, noun: str) -> str:
    """Return a counted noun.

    >>> count(1, "mention"), count(12, "mention"), count(2, "person")
    ('1 mention', '12 mentions', '2 people')
    """
    if number == 1:
        return f"1 {noun}"
    return f"{number} {'people' if noun == 'person' else noun + 's'}"


def _list(items: Sequence[str], write: Callable[[str], str]) -> str:
    shown = ", ".join(write(item) for item in items[:_LISTED])
    more = len(items) - _LISTED
    return f"{shown} and {more} more" if more > 0 else shown


def _effect(effect: Effect, style: Style, noun: str) -> str:
    parts = []
    for articles, word in ((effect.gained, "new"), (effect.lost, "lost")):
        if articles:
            number = sum(n for _, n in articles)
            counted = count(number, f"new {noun}") if word == "new" else count(number, noun)
            ids = _list([article for article, _ in articles], style.code)
            lost = " lost" if word == "lost" else ""
            parts.append(f"{counted}{lost} in {count(len(articles), 'article')} ({ids})")
    return ", ".join(parts)


def _with_effect(change: Change, style: Style, sentence: str) -> str:
    noun = "place" if change.section == "topics" else "mention"
    told = _effect(change.effect, style, noun)
    return f"{sentence}: {told}" if told else sentence


def _whole(change: Change, style: Style) -> str:
    if change.section != "articles":
        said = {"published": "published now", "withdrawn": "no longer published"}
        return _with_effect(change, style, said.get(change.what, change.what))
    parts = [count(change.counts[0], "paragraph")]
    named = ((change.people, "person"), (change.terms, "term"), (change.topics, "topic"))
    for ids, noun in named:
        if ids:
            parts.append(f"{count(len(ids), noun)} ({_list(ids, style.code)})")
    return f"{change.what}: {', '.join(parts)}"


def _moved(item: str, style: Style) -> str:
    record, number = item.split(" ")
    return f"{style.code(record)} {number}"


def _text(change: Change, style: Style) -> str:
    words = ("added", "removed", "changed")
    parts = [
        f"{count(number, 'paragraph')} {word}"
        for number, word in zip(change.counts, words, strict=True)
        if number
    ]
    said = f"the source text changed: {', '.join(parts) or 'the order of its paragraphs'}"
    return (
        f"{said}, and with it its mentions: {_list(change.items, lambda item: _moved(item, style))}"
        if change.items
        else said
    )


def _blocks(change: Change, style: Style) -> str:
    old, new = change.counts
    return f"the same text is cut into {count(new, 'block')} (before: {old})"


def _key(change: Change, style: Style) -> str:
    key = "phrases" if (change.section, change.key) == ("topics", "variants") else change.key
    return _ITEMS.get(key) or style.code(key)


def _set(change: Change, style: Style) -> str:
    value = f": {style.quote(change.new)}" if change.new else ""
    return _with_effect(change, style, f"{style.code(change.key)} added{value}")


def _unset(change: Change, style: Style) -> str:
    value = f" (it was {style.quote(change.old)})" if change.old else ""
    return _with_effect(change, style, f"{style.code(change.key)} removed{value}")


def _changed(change: Change, style: Style) -> str:
    said = f"{style.code(change.key)} changed"
    if change.old or change.new:
        said += f" from {style.quote(change.old)} to {style.quote(change.new)}"
    return _with_effect(change, style, said)


def _item(change: Change, style: Style) -> str:
    done = change.what.removeprefix("item-")
    items = " ".join(style.quote(item) for item in change.items)
    return _with_effect(change, style, f"{_key(change, style)} {items} {done}")


def _correction(change: Change, style: Style) -> str:
    said = f"correction {style.quote(change.items[0])}"
    if change.key == "note":
        done = "changed" if change.old and change.new else "added" if change.new else "removed"
        return f"{said}: its note was {done}"
    if change.key:
        kinds = f"from {style.quote(change.old)} to {style.quote(change.new)}"
        return f"{said}: its {change.key} changed {kinds}"
    return f"{said} changed: it was {style.quote(change.old)}"


def _review(change: Change, style: Style) -> str:
    before = style.text(change.old) if change.old else ""
    if not change.items:
        return f"the {change.what}{f' by {before}' if before else ''} was taken back"
    by, on = (style.text(item) if item else "" for item in change.items)
    said = {"review": "reviewed", "approval": "approved"}[change.what]
    said += f" by {by}" if by else ""
    said += f" on {on}" if on else ""
    return f"{said} (before: by {before})" if before else said


def _status(change: Change, style: Style) -> str:
    if change.new == change.old:
        return f"the status is still {style.code(change.new)}"
    if change.new == "draft":
        return "the status fell back to draft"
    return f"the status is now {style.code(change.new)}, no longer {style.code(change.old)}"


def _mentions(change: Change, style: Style) -> str:
    return _effect(change.effect, style, "place" if change.section == "topics" else "mention")


def _articles(change: Change, style: Style) -> str:
    ids = _list(change.items, style.code)
    many = "" if len(change.items) == 1 else f" {count(len(change.items), 'article')}:"
    return f"{change.what} {'article' if not many else many.strip()} {ids}"


def _by_editor(change: Change, style: Style) -> str:
    ids = _list(change.items, style.code)
    if change.old:
        return f"no longer given by an editor, and still found by its phrases: {ids}"
    return f"now given by an editor, no longer by its phrases alone: {ids}"


def _turn(change: Change, style: Style) -> str:
    places = _list(change.items, style.code)
    number = change.counts[0]
    times = "" if number == 1 else f", {number} times"
    name = f"the name {style.quote(change.surface)} ({places}{times})"
    if change.what == "settled":
        return f"{name} means {style.code(change.new)}; it fitted {style.text(change.old)}"
    if change.what == "open":
        return f"{name} is open: it fits {style.text(change.new)}"
    return f"{name} means {style.code(change.new)}, no longer {style.code(change.old)}"


def _found(change: Change, style: Style) -> str:
    new, gone = change.counts
    parts = [f"{number} {word}" for number, word in ((new, "new"), (gone, "gone")) if number]
    where = f" ({_list(change.items, style.code)})" if change.items else ""
    return f"{', '.join(parts)}{where}"


_SENTENCES: Final[dict[str, Callable[[Change, Style], str]]] = {
    "added": _whole,
    "removed": _whole,
    "published": _whole,
    "withdrawn": _whole,
    "id": lambda c, s: f"the id, and so the address, changed: it was {s.code(c.old)}",
    "file": lambda c, s: f"the file moved from {s.code(c.old)} to {s.code(c.new)}",
    "text": _text,
    "blocks": _blocks,
    "set": _set,
    "unset": _unset,
    "changed": _changed,
    "item-added": _item,
    "item-removed": _item,
    "correction": _correction,
    "review": _review,
    "approval": _review,
    "status": _status,
    "mentions": _mentions,
    "gained": _articles,
    "lost": _articles,
    "by-editor": _by_editor,
    "settled": _turn,
    "open": _turn,
    "reassigned": _turn,
    "found": _found,
}
