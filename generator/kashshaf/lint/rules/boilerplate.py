"""What a web page puts around a text: share buttons, «اقرأ أيضا», credits of agencies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from kashshaf.lint.base import Fault, Option, Rule, Text, Values

#: Words; a longer line is a sentence of the article.
_LONGEST: Final = 25
_BUTTON: Final = re.compile(
    r"(?:شاركها?|شارك(?:وا)?(?:نا)?|انشر(?:ها)?|طباعة|تغريد|تعليق(?:ات)?|نسخ الرابط|فيسبوك|تويتر"
    r"|واتس ?[اآ]ب|تيل?ي?غرام|لينكد ?إن)"
    r"(?:[ \u00a0،|/]+(?:على|عبر|(?:هذا |هذه )?(?:المقالة?|الخبر|الموضوع|القصة|التقرير|المنشور"
    r"|المادة|الصفحة|الفيديو|الرابط)|مع أصدقائك|فيسبوك|تويتر|واتس ?[اآ]ب|تيل?ي?غرام|لينكد ?إن"
    r"|[إا]كس|طباعة|شارك))*[ .!:]*"
)
_OPENING: Final = re.compile(
    r"[\s•*\-–—:|>()\[\]«\"]*(?:"
    r"[اإ]?قر[أائ](?:وا)? [أا]يض(?:ًا|اً|ا)|[اإ]?قر[أا](?:وا)? المزيد|للمزيد (?:حول|عن|من) "
    r"|لمزيد من (?:الأخبار|التفاصيل|المعلومات)|قد يهمكم? [أا]يض"
    r"|(?:شاهد|طالع|انظر)(?:وا)? [أا]يض(?:ًا|اً|ا)|مواضيع (?:ذات صلة|متعلقة)"
    r"|(?:أخبار|مقالات) ذات صلة|تابعونا|تابع(?:نا|ونا) (?:على|عبر)"
    r"|تابع(?:وا)? (?:صفحتنا|حسابنا|قناتنا)"
    r"|اشترك(?:وا)? (?:في (?:نشرتنا|قناتنا|النشرة|قناة)|الآن|معنا)|حمّ?ل(?:وا)? (?:تطبيق|التطبيق)"
    r"|يمكنكم? (?:متابعتنا|متابعة|الاشتراك|الاطلاع|تسلم إشعارات|استلام إشعارات|مشاركة)"
    r"|(?:اضغط|انقر)(?:وا)? (?:هنا|على (?:هذا )?الرابط)|(?:جميع الحقوق|حقوق النشر) محفوظة"
    r"|شاركونا|نرحب ب(?:تعليقاتكم|آرائكم)|هذا المحتوى من|نسختنا المطبوعة"
    r"|جميع المقالات المنشورة تمثل رأي"
    r")"
)
_AGENCY: Final = (
    r"(?:وكالة |وكالات|الوكالات|[أا] ?\.? ?ف ?\.? ?ب|د ?\.? ?ب ?\.? ?أ|رويترز|فرانس برس|الأناضول"
    r"|سانا|واس|وام|بترا|أسوشيتد برس|مواقع إلكترونية|مواقع|الجزيرة نت|الجزيرة|صحف|أ ب)"
)
_CREDIT: Final = re.compile(
    rf"[\s(\[«\"/*\-–—]*(?:(?:المصدر ?:? ?)?{_AGENCY}[\s+،,/و\-–)\]»\".*]*)+\Z"
    r"|\*+ ?نقلا? ?ً?ا? عن (?:\S+ ?){1,6}\Z"
)
_ENDS: Final = 4


def _check(text: Text, values: Values) -> Iterator[Fault]:
    own = tuple(values.words("phrases"))
    last = len(text.pieces)
    for place, piece in enumerate(text.pieces):
        words = piece.text.strip()
        if not words or words.count(" ") >= _LONGEST:
            continue
        near_end = place >= last - _ENDS
        if (
            _BUTTON.fullmatch(words)
            or _OPENING.match(words)
            or (near_end and place and _CREDIT.fullmatch(words))
            or any(words.startswith(phrase) for phrase in own)
        ):
            message = f"not of the article: «{words[:80]}»"
            yield Fault(piece.span(0, len(piece.text)), message, "", "boilerplate")


RULE = Rule(
    code="K723",
    name="boilerplate",
    severity="warning",
    title="a line of the web page that is not of the article",
    title_ar="سطر من صفحة الويب ليس من المقالة",
    hint="take it out with a correction of the kind boilerplate",
    hint_ar="احذفه بتصويب نوعه boilerplate",
    check=_check,
    options=(Option("phrases", "beginnings of lines that are none of the article"),),
)
