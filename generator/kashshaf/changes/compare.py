"""(Edition, Edition) → what changed between them: a pure function, in a stated order."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from kashshaf.changes.change import SECTIONS, Change, Section, What
from kashshaf.changes.corrections import correction_changes
from kashshaf.changes.mentions import Shifts, due_to, effect
from kashshaf.changes.reviews import review_changes
from kashshaf.changes.texts import text_changes
from kashshaf.changes.values import Value, values_of
from kashshaf.findings import RULES
from kashshaf.model import Article, Authority, Edition, Finding, Mention

#: Code points; a longer value is said to have changed, and is read in the file.
_LONGEST: Final = 80
_LONG_KEYS: Final = frozenset({"note", "definition", "basis", "description"})
_REGISTERS: Final[tuple[tuple[Section, str], ...]] = (
    ("people", "people"),
    ("topics", "topics"),
    ("terms", "terms"),
)

Findings = Sequence[Finding]


#: Articles whose text was rewritten → record → mentions more (or less).
_Swept = dict[str, Counter[str]]


@dataclass(frozen=True, slots=True)
class _Ids:
    """Old id → new id: of the records that have another one now, and of all articles that stay."""

    renamed: dict[str, str]
    articles: dict[str, str]

    def record(self, identity: str) -> str:
        return self.renamed.get(identity, identity)

    def mentions(self, mentions: Sequence[Mention]) -> Sequence[Mention]:
        """Return old mentions with the ids that their records have now."""
        if not self.renamed:
            return mentions
        return [
            replace(
                m,
                record=m.record and self.record(m.record),
                candidates=tuple(map(self.record, m.candidates)),
            )
            for m in mentions
        ]


def compare(
    before: Edition, after: Edition, found: tuple[Findings, Findings] = ((), ())
) -> tuple[Change, ...]:
    """Return what changed from ``before`` to ``after``, whose findings are ``found``.

    In the order of the sections, in each by id, and for one subject in the order of the keys.
    """
    pairs = _paired(before.articles, after.articles)
    shifts, evidence = Shifts(), Shifts()
    ids = _Ids(_renamed(before, after), {})
    for old, new in pairs:
        if old is not None and new is not None:
            ids.articles[old.id] = new.id
            for one, earlier, later in (
                (shifts, before.mentions, after.mentions),
                (evidence, before.evidence, after.evidence),
            ):
                one.note((old, new), ids.mentions(earlier[old.id]), later[new.id])
    choices = values_of(before.config), values_of(after.config)
    changes = list(_compared("archive", "kashshaf.yml", "", *choices))
    for old, new in pairs:
        changes += _article(old, new, before, after)
    changes += _turns(shifts, after)
    rewritten = {change.id for change in changes if change.what == "text"}
    swept = {article: Counter[str]() for article in rewritten}
    for section, register in _REGISTERS:
        records = getattr(before.registers, register), getattr(after.registers, register)
        moved = evidence if section == "topics" else shifts
        hidden = [
            {record.id: record for record in getattr(edition.unpublished, register)}
            for edition in (before, after)
        ]
        changes += _records(section, *records, (hidden[0], hidden[1]), moved, ids, swept)
    changes = [_with_swept(c, swept[c.id]) if c.what == "text" else c for c in changes]
    changes += _assignments(before, after, ids)
    changes += _findings(*found)
    # Stable: what is said of one subject stays in its order.
    return tuple(sorted(changes, key=lambda c: (SECTIONS.index(c.section), c.id)))


def _paired(
    old: Iterable[Article], new: Iterable[Article]
) -> list[tuple[Article | None, Article | None]]:
    """Pair articles by id, and what is left over by file: that one was given another id."""
    after = {article.id: article for article in new}
    pairs: list[tuple[Article | None, Article | None]] = []
    gone = []
    for article in old:
        same = after.pop(article.id, None)
        if same is None:
            gone.append(article)
        else:
            pairs.append((article, same))
    by_path = {article.path: article for article in after.values()}
    for article in gone:
        renamed = by_path.pop(article.path, None)
        pairs.append((article, renamed))
    return pairs + [(None, article) for article in by_path.values()]


def _article(
    old: Article | None, new: Article | None, before: Edition, after: Edition
) -> Iterator[Change]:
    if new is None:
        assert old is not None
        yield _whole("removed", old, before)
        return
    if old is None:
        yield _whole("added", new, after)
        return
    if old.id != new.id:
        yield _change("articles", new, "id", old=old.id, new=new.id)
    if old.path != new.path:
        yield _change("articles", new, "file", old=old.path, new=new.path)
    yield from text_changes(old, new)
    earlier, later = values_of(old.record), values_of(new.record)
    earlier["title"], later["title"] = old.title, new.title
    earlier.pop("slug"), later.pop("slug")
    yield from _compared("articles", new.id, new.title, earlier, later)
    yield from correction_changes(old, new)
    yield from review_changes(old.record, new.record, _change("articles", new, "review"))


def _whole(what: What, article: Article, edition: Edition) -> Change:
    """An article that came or went, with all that it names."""
    mentions = edition.mentions[article.id]
    return Change(
        section="articles",
        id=article.id,
        heading=article.title,
        what=what,
        counts=(len(article.paragraphs),),
        people=_named(mentions, "person"),
        terms=_named(mentions, "term"),
        topics=tuple(given.topic for given in edition.topics_of[article.id]),
    )


def _named(mentions: Iterable[Mention], kind: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(m.record for m in mentions if m.record and m.kind == kind))


def _turns(shifts: Shifts, after: Edition) -> Iterator[Change]:
    titles = {article.id: article.title for article in after.articles}
    grouped: dict[tuple[str, str, str, str, str], list[str]] = defaultdict(list)
    for turn in shifts.turns:
        fits = ", ".join(turn.candidates)
        key = (turn.article, turn.surface, turn.old or "", turn.new or "", fits)
        grouped[key].append(turn.anchor)
    for (article, surface, old, new, fits), anchors in grouped.items():
        what: What = "reassigned" if old and new else "settled" if new else "open"
        yield Change(
            section="articles",
            id=article,
            heading=titles[article],
            what=what,
            surface=surface,
            old=old or fits,
            new=new or fits,
            items=tuple(dict.fromkeys(anchors)),
            counts=(len(anchors),),
        )


def _renamed(old: Edition, new: Edition) -> dict[str, str]:
    """Return old id → new id of the records that have the same heading under another id."""
    found: dict[str, str] = {}
    for _, register in _REGISTERS:
        before: Sequence[Authority] = getattr(old.registers, register)
        after: Sequence[Authority] = getattr(new.registers, register)
        kept = {record.id for record in before} & {record.id for record in after}
        came = {record.heading: record.id for record in after if record.id not in kept}
        for record in before:
            if record.id not in kept and record.heading in came:
                found[record.id] = came.pop(record.heading)
    return found


def _records(
    section: Section,
    old: Sequence[Authority],
    new: Sequence[Authority],
    hidden: tuple[dict[str, Authority], dict[str, Authority]],
    shifts: Shifts,
    ids: _Ids,
    swept: _Swept,
) -> Iterator[Change]:
    """Compare two states of a register; ``hidden`` are those of it that are not published."""
    after = {record.id: record for record in new}
    before = {ids.record(record.id): record for record in old}
    for identity in before.keys() | after.keys():
        earlier, later = before.get(identity), after.get(identity)
        if later is None:
            assert earlier is not None
            told = effect((), shifts.lost[identity], ids.articles)
            still = hidden[1].get(identity)
            what: What = "withdrawn" if still else "removed"
            yield replace(_change(section, earlier, what), effect=told)
            if still:
                yield from _record(section, earlier, still, Shifts(), ids, swept)
        elif earlier is None:
            told = effect(shifts.gained[identity], (), ids.articles)
            known = hidden[0].get(identity)
            yield replace(_change(section, later, "published" if known else "added"), effect=told)
            if known:
                yield from _record(section, known, later, Shifts(), ids, swept)
        else:
            if earlier.id != identity:
                yield _change(section, later, "id", old=earlier.id, new=identity)
            yield from _record(section, earlier, later, shifts, ids, swept)


def _record(
    section: Section, old: Authority, new: Authority, shifts: Shifts, ids: _Ids, swept: _Swept
) -> Iterator[Change]:
    """Compare two states of a record; each new spelling takes the mentions that it explains.

    What a rewritten text explains is said of the article: it goes to ``swept``.
    """
    gained, lost = list(shifts.gained[new.id]), list(shifts.lost[new.id])
    for change in _compared(section, new.id, new.heading, values_of(old), values_of(new)):
        spellings: tuple[str, ...] = ()
        if change.key == "variants":
            spellings = change.items
        elif change.key in ("name", "latin", "surname"):
            spellings = (change.old, change.new)
        if not spellings or not (gained or lost):
            yield change
            continue
        added = change.what != "item-removed"
        removed = change.what != "item-added"
        more = [m for s in spellings for m in due_to(s, gained)] if added else []
        less = [m for s in spellings for m in due_to(s, lost)] if removed else []
        taken = set(map(id, (*more, *less)))
        gained = [m for m in gained if id(m) not in taken]
        lost = [m for m in lost if id(m) not in taken]
        unique = {id(m): m for m in more}.values(), {id(m): m for m in less}.values()
        yield replace(change, effect=effect(*unique, ids.articles))
    yield from review_changes(old, new, _change(section, new, "review"))
    for mentions, sign in ((gained, 1), (lost, -1)):
        for mention in mentions:
            article = ids.articles.get(mention.article, mention.article)
            if article in swept:
                swept[article][new.id] += sign
    gained = [m for m in gained if m.article not in swept]
    lost = [m for m in lost if ids.articles.get(m.article, m.article) not in swept]
    if gained or lost:
        yield replace(_change(section, new, "mentions"), effect=effect(gained, lost, ids.articles))


def _with_swept(change: Change, mentions: Counter[str]) -> Change:
    """Say of a rewritten text which records it names more or less often, the most first."""
    order = sorted(mentions.items(), key=lambda item: (-abs(item[1]), item[0]))
    # A minus sign, and not a hyphen: it follows an id.
    items = (f"{record} {'+' if n > 0 else '−'}{abs(n)}" for record, n in order if n)
    return replace(change, items=tuple(items))


def _assignments(before: Edition, after: Edition, ids: _Ids) -> Iterator[Change]:
    """Topics that gained or lost articles which were there before and are there now."""
    gained: dict[str, list[str]] = defaultdict(list)
    lost: dict[str, list[str]] = defaultdict(list)
    ruled: dict[str, list[str]] = defaultdict(list)
    found: dict[str, list[str]] = defaultdict(list)
    for old, new in ids.articles.items():
        earlier = {ids.record(given.topic): given for given in before.topics_of[old]}
        later = {given.topic: given for given in after.topics_of[new]}
        for topic in later.keys() - earlier.keys():
            gained[topic].append(new)
        for topic in earlier.keys() - later.keys():
            lost[topic].append(new)
        for topic in later.keys() & earlier.keys():
            if later[topic].by_editor != earlier[topic].by_editor:
                (ruled if later[topic].by_editor else found)[topic].append(new)
    known = {topic.id: topic for topic in after.registers.topics}
    was = {ids.record(topic.id) for topic in before.registers.topics}
    told: tuple[tuple[What, str, dict[str, list[str]]], ...] = (
        ("gained", "", gained),
        ("lost", "", lost),
        ("by-editor", "", ruled),
        ("by-editor", "was", found),
    )
    for what, word, articles in told:
        for identity, listed in articles.items():
            # What a topic that came or went takes along is said of it.
            if identity in known and identity in was:
                found_in = tuple(sorted(listed))
                yield _change("topics", known[identity], what, old=word, items=found_in)


def _findings(old: Findings, new: Findings) -> Iterator[Change]:
    """Count what is new and what is gone; a line that only moved is the same finding."""
    gone = Counter((f.code, f.location.path, f.message) for f in old)
    come = Counter((f.code, f.location.path, f.message) for f in new)
    for code in sorted({code for code, _, _ in gone | come}):
        more = come - gone
        counts = tuple(
            sum(number for key, number in counter.items() if key[0] == code)
            for counter in (more, gone - come)
        )
        if not any(counts):
            continue
        where = [f for f in new if f.code == code and more[f.code, f.location.path, f.message]]
        places = dict.fromkeys(str(f.location) for f in sorted(where, key=lambda f: f.location))
        title = RULES[code].title if code in RULES else ""
        yield Change(
            section="findings",
            id=code,
            heading=title,
            what="found",
            counts=counts,
            items=tuple(places),
        )


def _compared(
    section: Section,
    identity: str,
    heading: str,
    old: dict[str, Value],
    new: dict[str, Value],
) -> Iterator[Change]:
    """Yield what changed from key to key, those of the new state first, in its order."""
    blank = Change(section=section, id=identity, heading=heading, what="changed")
    for key in dict.fromkeys((*new, *old)):
        earlier, later = old.get(key, ""), new.get(key, "")
        if earlier == later:
            continue
        change = replace(blank, key=key)
        if isinstance(earlier, tuple) or isinstance(later, tuple):
            yield from _items(change, earlier, later)
        elif not earlier:
            yield replace(change, what="set", new=_short(key, later))
        elif not later:
            yield replace(change, what="unset", old=_short(key, earlier))
        elif _short(key, earlier) and _short(key, later):
            yield replace(change, old=earlier, new=later)
        else:
            yield change


def _items(change: Change, old: Value, new: Value) -> Iterator[Change]:
    before = Counter((old,) if isinstance(old, str) and old else old)
    after = Counter((new,) if isinstance(new, str) and new else new)
    added, removed = after - before, before - after
    for item in added:
        yield replace(change, what="item-added", items=(item,))
    for item in removed:
        yield replace(change, what="item-removed", items=(item,))
    if not added and not removed:
        yield replace(change, what="changed")  # their order


def _short(key: str, text: str) -> str:
    long = key.rpartition(".")[2] in _LONG_KEYS or len(text) > _LONGEST
    return "" if long else text


def _change(
    section: Section,
    subject: Authority | Article,
    what: What,
    *,
    old: str = "",
    new: str = "",
    items: tuple[str, ...] = (),
) -> Change:
    heading = subject.title if isinstance(subject, Article) else subject.heading
    return Change(
        section=section,
        id=subject.id,
        heading=heading,
        what=what,
        old=old,
        new=new,
        items=items,
    )
