"""The sentences in Arabic: nouns after numbers in their right forms, headings where they belong."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Final

from kashshaf.arabic import counted
from kashshaf.changes.change import Change, Effect, Section
from kashshaf.changes.style import Style
from kashshaf.corrected import KINDS
from kashshaf.views import STATUS

SECTIONS: Final[dict[Section, str]] = {
    "archive": "الأرشيف",
    "articles": "المقالات",
    "people": "الأشخاص",
    "topics": "الموضوعات",
    "terms": "المصطلحات",
    "findings": "الملاحظات",
}
#: What a key is called; another one is called by its name in the file.
_KEYS: Final = {
    "title": "العنوان",
    "name": "الاسم",
    "latin": "الاسم بالحروف اللاتينية",
    "sort": "صيغة الترتيب",
    "surname": "اللقب",
    "date": "التاريخ",
    "date.basis": "مستند التاريخ",
    "source": "المصدر",
    "source.url": "رابط المصدر",
    "source.basis": "مستند المصدر",
    "author": "الكاتب",
    "rights": "حقوق النشر",
    "note": "الملاحظة",
    "definition": "التعريف",
    "basis": "مستند التعريف",
    "kind": "النوع",
    "at_least": "الحد الأدنى للفقرات",
    "see": "الإحالة",
    "description": "الوصف",
    "locale": "أسماء الشهور",
    "digits": "الأرقام",
}
#: The same for one item of a list.
_ITEMS: Final = {
    "variants": "الصيغة",
    "phrases": "العبارة",
    "roles": "الصفة",
    "sources": "الموضع",
    "broader": "الموضوع الأعم",
    "related": "الموضوع القريب",
    "see_also": "الإحالة",
    "different_from": "التمييز عن",
    "mentions": "الحكم",
    "corrections": "التصويب",
    "waivers": "الاستثناء",
    "layout.headings": "سطر العنوان",
}
_KINDS: Final = {str(kind): word for kind, word in KINDS.items()}
_WHOLE: Final = {
    "added": "إضافة",
    "removed": "حذف",
    "published": "نشر ما لم يكن منشورًا",
    "withdrawn": "حجب عن النشر",
}
_LISTED: Final = 5


class Arabic:
    """What is said in Arabic."""

    direction = "rtl"
    sections = SECTIONS
    nothing = "لم يتغير شيء في الأرشيف المنشور."
    disk = "الملفات الحالية"
    no_archive = "لم يكن هناك أرشيف من قبل: كل شيء جديد."

    def title(self, old: str, new: str) -> str:
        return f"ما تغير بين {old} و{new}"

    def more(self, number: int) -> str:
        return f"وبقي {counted(number, 'change')}"

    def cut(self, number: int) -> str:
        return f"وبقي {counted(number, 'change')} لا تتسع لها الصفحة (kashshaf diff --all)"

    def say(self, change: Change, style: Style) -> str:
        """Return what happened to the subject, without the subject and without a stop."""
        return _SENTENCES[change.what](change, style)


def _list(items: Sequence[str], write: Callable[[str], str]) -> str:
    shown = "، ".join(write(item) for item in items[:_LISTED])
    more = len(items) - _LISTED
    return f"{shown}، وغيرها ({more})" if more > 0 else shown


def _effect(effect: Effect, style: Style, noun: str) -> str:
    nouns = {"mention": ("ذكر جديد", "ذكر مفقود"), "place": ("مواضع جديدة", "مواضع مفقودة")}
    parts = []
    for articles, said in zip((effect.gained, effect.lost), nouns[noun], strict=True):
        if articles:
            number = counted(sum(n for _, n in articles), noun)
            where = counted(len(articles), "article", oblique=True)
            ids = _list([article for article, _ in articles], style.code)
            parts.append(f"{said}: {number} في {where} ({ids})")
    return "، و".join(parts)


def _noun(change: Change) -> str:
    return "place" if change.section == "topics" else "mention"


def _with_effect(change: Change, style: Style, sentence: str) -> str:
    told = _effect(change.effect, style, _noun(change))
    return f"{sentence}؛ {told}" if told else sentence


def _whole(change: Change, style: Style) -> str:
    said = _WHOLE[change.what]
    if change.section != "articles":
        return _with_effect(change, style, said)
    parts = [counted(change.counts[0], "paragraph")]
    named = ((change.people, "person"), (change.terms, "term"), (change.topics, "topic"))
    for ids, noun in named:
        if ids:
            parts.append(f"{counted(len(ids), noun)} ({_list(ids, style.code)})")
    return f"{said}: {'، '.join(parts)}"


def _moved(item: str, style: Style) -> str:
    record, number = item.split(" ")
    return f"{style.code(record)} {number}"


def _text(change: Change, style: Style) -> str:
    words = ("أضيفت", "حذفت", "تغيرت")
    parts = [
        f"{word} {counted(number, 'paragraph')}"
        for number, word in zip(change.counts, words, strict=True)
        if number
    ]
    said = f"تغير نص المصدر: {'، و'.join(parts) or 'ترتيب فقراته'}"
    if not change.items:
        return said
    return f"{said}، ومعه الذكر: {_list(change.items, lambda item: _moved(item, style))}"


def _blocks(change: Change, style: Style) -> str:
    old, new = change.counts
    return f"النص نفسه مقسم على نحو آخر: عدد الأقسام {new}، وكان {old}"


def _key(change: Change, style: Style) -> str:
    return _KEYS.get(change.key) or style.code(change.key)


def _set(change: Change, style: Style) -> str:
    value = f" {style.quote(change.new)}" if change.new else ""
    return _with_effect(change, style, f"إضافة {_key(change, style)}{value}")


def _unset(change: Change, style: Style) -> str:
    value = f"، وكان {style.quote(change.old)}" if change.old else ""
    return _with_effect(change, style, f"حذف {_key(change, style)}{value}")


def _changed(change: Change, style: Style) -> str:
    said = f"تغيير {_key(change, style)}"
    if change.old or change.new:
        said += f" من {style.quote(change.old)} إلى {style.quote(change.new)}"
    return _with_effect(change, style, said)


def _item(change: Change, style: Style) -> str:
    done = {"item-added": "إضافة", "item-removed": "حذف"}[change.what]
    key = "phrases" if (change.section, change.key) == ("topics", "variants") else change.key
    noun = _ITEMS.get(key) or style.code(key)
    items = " ".join(style.quote(item) for item in change.items)
    return _with_effect(change, style, f"{done} {noun} {items}")


def _correction(change: Change, style: Style) -> str:
    name = f"التصويب {style.quote(change.items[0])}"
    if change.key == "note":
        if not change.old:
            return f"إضافة ملاحظة إلى {name}"
        return f"{'تغيير' if change.new else 'حذف'} ملاحظة {name}"
    if change.key:
        old, new = (style.quote(_KINDS.get(kind, kind)) for kind in (change.old, change.new))
        return f"تغيير نوع {name} من {old} إلى {new}"
    return f"تغيير {name}، وكان {style.quote(change.old)}"


def _review(change: Change, style: Style) -> str:
    noun, was = {"review": ("مراجعة", "وكانت"), "approval": ("اعتماد", "وكان")}[change.what]
    before = style.text(change.old) if change.old else ""
    if not change.items:
        return f"سحب ال{noun}" + (f"، {was} من {before}" if before else "")
    by, on = (style.text(item) if item else "" for item in change.items)
    said = noun + (f" من {by}" if by else "") + (f" في {on}" if on else "")
    return f"{said}، وقبل ذلك من {before}" if before else said


def _status(change: Change, style: Style) -> str:
    old, new = (style.text(STATUS[status]) for status in (change.old, change.new))
    if change.new == change.old:
        return f"الحالة ما زالت: {new}"
    if change.new == "draft":
        return f"عودة الحالة إلى {new}"
    return f"الحالة الآن: {new}، وكانت: {old}"


def _mentions(change: Change, style: Style) -> str:
    return _effect(change.effect, style, _noun(change))


def _articles(change: Change, style: Style) -> str:
    ids = _list(change.items, style.code)
    said = "دخلت فيه" if change.what == "gained" else "خرجت منه"
    return f"{said} {counted(len(change.items), 'article')}: {ids}"


def _by_editor(change: Change, style: Style) -> str:
    ids = _list(change.items, style.code)
    if change.old:
        return f"لم يعد بقول محرر، وما زالت عباراته في النص: {ids}"
    return f"صار بقول محرر، لا بعباراته وحدها: {ids}"


def _turn(change: Change, style: Style) -> str:
    places = _list(change.items, style.code)
    name = f"الاسم {style.quote(change.surface)} ({places})"
    if change.what == "settled":
        return f"{name} صار لواحد هو {style.code(change.new)}، وكان يحتمل {style.text(change.old)}"
    if change.what == "open":
        return f"{name} صار يحتمل {style.text(change.new)}"
    return f"{name} صار لـ {style.code(change.new)}، وكان لـ {style.code(change.old)}"


def _found(change: Change, style: Style) -> str:
    new, gone = change.counts
    code = style.code(change.id)
    where = f"، في {_list(change.items, style.code)}" if change.items else ""
    parts = [
        f"{word}: {code} ({number}){places}"
        for number, word, places in ((new, "ملاحظات جديدة", where), (gone, "ملاحظات انتهت", ""))
        if number
    ]
    return "؛ ".join(parts)


_SENTENCES: Final[dict[str, Callable[[Change, Style], str]]] = {
    "added": _whole,
    "removed": _whole,
    "published": _whole,
    "withdrawn": _whole,
    "id": lambda c, s: f"تغير المعرّف ومعه عنوان الصفحة، وكان {s.code(c.old)}",
    "file": lambda c, s: f"انتقل الملف من {s.code(c.old)} إلى {s.code(c.new)}",
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
