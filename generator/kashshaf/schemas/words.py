"""What editors read about a key in their editor program: in English, and in Arabic."""

from __future__ import annotations

import re
from typing import Final

from kashshaf.findings import RULES

#: Schema → its title, and what the file is.
TITLES: Final = {
    "article": (
        "The record of an article",
        "seeds/articles/NAME.yml: what an editor knows about NAME.txt. Every key is optional.",
        "سجل مقالة: ما يعرفه المحرر عنها. كل مفتاح فيه اختياري.",
    ),
    "people": (
        "The people of an archive",
        "seeds/registers/people.yml: a list, one record a person.",
        "سجل الأشخاص: قائمة، لكل شخص فيها مدخل.",
    ),
    "topics": (
        "The topics of an archive",
        "seeds/registers/topics.yml: a list, one record a topic.",
        "سجل الموضوعات: قائمة، لكل موضوع فيها مدخل.",
    ),
    "glossary": (
        "The glossary of an archive",
        "seeds/registers/glossary.yml: a list, one record a term.",
        "سجل المصطلحات: قائمة، لكل مصطلح فيها مدخل.",
    ),
    "kashshaf": (
        "The choices of an archive",
        "kashshaf.yml: every key may be left out.",
        "إعدادات الأرشيف: كل مفتاح فيها اختياري.",
    ),
}

_Words = dict[str, tuple[str, str]]

_ENTRY: Final[_Words] = {
    "[].id": (
        "Permanent, since it is in the address: a-z, 0-9 and single hyphens.",
        "المعرّف، وهو دائم لأنه في عنوان الصفحة: حروف لاتينية صغيرة وأرقام وشرطات.",
    ),
    "[].name": ("The heading, as the edition gives it.", "الاسم كما يظهر في الأرشيف."),
    "[].latin": ("The name in Latin letters.", "الاسم بالحروف اللاتينية."),
    "[].sort": ("What the indexes sort by.", "الصيغة التي ترتَّب بها الفهارس."),
    "[].note": ("A remark.", "ملاحظة."),
    "[].status": ("How far an editor has gone with it.", "حالة المدخل: مسودة أو مراجَع أو معتمَد."),
    "[].reviewed": ("Who reviewed the entry, when, and what.", "من راجع المدخل ومتى."),
    "[].reviewed.by": ("Who reviewed it.", "اسم المراجع."),
    "[].reviewed.on": ("When (EDTF).", "تاريخ المراجعة."),
    "[].reviewed.sha256": ("The hash of what was reviewed.", "بصمة ما روجع."),
    "[].approved": ("Who approved the entry, and when.", "من اعتمد المدخل ومتى."),
    "[].approved.by": ("Who approved it.", "اسم من اعتمده."),
    "[].approved.on": ("When (EDTF).", "تاريخ الاعتماد."),
}
_SOURCES: Final[_Words] = {
    "[].sources": (
        "The places that the definition rests on: ARTICLE-ID#p3.",
        "المواضع التي يستند إليها التعريف، مثل ARTICLE-ID#p3.",
    ),
}
_REVIEWED: Final[_Words] = {
    **{
        key.removeprefix("[]."): words
        for key, words in _ENTRY.items()
        if "reviewed" in key or "approved" in key
    },
    "reviewed.record": ("The hash of the record reviewed.", "بصمة السجل الذي روجع."),
}

#: Schema → key, as ``mentions[].surface`` → what it is.
WORDS: Final[dict[str, _Words]] = {
    "article": {
        **_REVIEWED,
        "title": (
            "A title of yours, or `unknown`. Without it the title line of the text is taken.",
            "عنوان المقالة، أو unknown. وبدونه يؤخذ سطر العنوان من النص.",
        ),
        "slug": (
            "The id of the article, and so its address: a-z, 0-9 and single hyphens.",
            "معرّف المقالة، وهو عنوان صفحتها: حروف لاتينية صغيرة وأرقام وشرطات.",
        ),
        "source": ("Who published it: a name, or a mapping; or `unknown`.", "الناشر، أو unknown."),
        "source.name": ("The publisher.", "اسم الناشر."),
        "source.url": ("The address of the article on the web.", "رابط المقالة."),
        "source.basis": ("What an inferred publisher rests on.", "مستند استنتاج الناشر."),
        "url": ("The address of the article on the web.", "رابط المقالة."),
        "author": ("Who wrote it, or `unknown`.", "كاتب المقالة، أو unknown."),
        "date": (
            "When it was published (EDTF: 2024-06-30, 2024-06~, 2024?), or `unknown`.",
            "تاريخ النشر بصيغة EDTF، أو unknown. علامة التقريب «~» وعلامة الشك «?».",
        ),
        "date.edtf": ("The date in EDTF.", "التاريخ بصيغة EDTF."),
        "date.basis": (
            "From which sentence an inferred date is inferred.",
            "الجملة التي استُنتج منها التاريخ.",
        ),
        "status": (
            "How far an editor has gone with it: draft, reviewed, approved.",
            "حالة المقالة: مسودة draft، مراجَعة reviewed، معتمَدة approved.",
        ),
        "reviewed": (
            "Who read the text against its source, when, and the hash of the file.",
            "من قابل النص بمصدره، ومتى، وبصمة الملف.",
        ),
        "rights": (
            "How much of the text is shown: full, excerpt, none.",
            "ما يُعرض من النص: كله full، أو مقتطف منه excerpt، أو لا شيء none.",
        ),
        "topics": (
            "Topics that the article has whatever the evidence; or a mapping of add and drop.",
            "موضوعات تضاف إلى المقالة، أو add للإضافة وdrop للإسقاط.",
        ),
        "topics.add": ("Topics to add.", "موضوعات تضاف."),
        "topics.drop": ("Topics to drop in spite of the evidence.", "موضوعات تُسقط."),
        "mentions": ("Rulings: who is meant by a name.", "أحكام: من المقصود باسم في النص."),
        "mentions[].surface": ("The name as it stands in the text.", "الاسم كما ورد في النص."),
        "mentions[].record": (
            "The id of the one who is meant, or `none`.",
            "معرّف المقصود، أو none إن لم يكن في السجلات.",
        ),
        "mentions[].paragraph": (
            "The paragraph, if the ruling is for one only.",
            "رقم الفقرة، إن كان الحكم لها وحدها.",
        ),
        "corrections": (
            "What should stand where the source has a fault. The source is never changed.",
            "تصويبات لما في المصدر من خطأ. ولا يُغيَّر ملف المصدر أبدًا.",
        ),
        "corrections[].surface": (
            "The fault exactly as it is printed, within one paragraph.",
            "الخطأ كما ورد حرفًا بحرف، في فقرة واحدة.",
        ),
        "corrections[].correct": (
            'What should stand there; "" takes the words out.',
            'الصواب؛ و"" تحذف الكلمات.',
        ),
        "corrections[].kind": (
            "spelling, punctuation, boilerplate or translation.",
            "نوع التصويب: إملاء أو ترقيم أو نص دخيل أو ترجمة.",
        ),
        "corrections[].paragraph": (
            "Where the surface occurs more than once: a number, `title` or h1.",
            "رقم الفقرة، أو title أو h1، إن تكرر الخطأ.",
        ),
        "corrections[].note": ("A remark.", "ملاحظة."),
        "waivers": (
            "Findings that an editor has looked at and lets stand, with the reason.",
            "ملاحظات رآها المحرر وأبقى النص على حاله، مع السبب.",
        ),
        "waivers[].code": ("The code of the finding.", "رمز الملاحظة."),
        "waivers[].surface": ("Only where these words are quoted.", "حيث ترد هذه الكلمات وحدها."),
        "waivers[].paragraph": ("Only in this paragraph.", "في هذه الفقرة وحدها."),
        "waivers[].reason": ("Why it may stand.", "السبب."),
        "layout": (
            "What overrules the recognition of titles, headings and paragraphs.",
            "ما يتقدم على التعرف الآلي على العناوين والفقرات.",
        ),
        "layout.headings": (
            "The numbers of the lines that are headings, blank lines counted; [] for none.",
            "أرقام أسطر العناوين الفرعية، والأسطر الفارغة تُعد؛ و[] إن لم توجد.",
        ),
        "layout.title_line": ("Whether the first line is a title.", "هل السطر الأول عنوان؟"),
        "layout.wrapped": (
            "true: paragraphs stand between blank lines; false: every line is one.",
            "true: بين الفقرات أسطر فارغة؛ false: كل سطر فقرة.",
        ),
        "note": ("A remark, shown at the end of the page.", "ملاحظة تظهر في آخر الصفحة."),
    },
    "people": {
        **_ENTRY,
        "[].surname": (
            "What the person is called by alone; `none`: never by the surname alone.",
            "اللقب الذي يذكر به وحده؛ وnone إن كان لا يذكر به وحده.",
        ),
        "[].variants": (
            "Other names and spellings that the articles use.",
            "أسماء وصيغ أخرى ترد في المقالات.",
        ),
        "[].roles": (
            "What the articles say that the person is.",
            "صفات الشخص كما تذكرها المقالات.",
        ),
        "[].roles[].role": ("The role, in the article's words.", "الصفة بكلمات المقالة."),
        "[].roles[].at": ("Where: ARTICLE-ID#p3.", "الموضع، مثل ARTICLE-ID#p3."),
        "[].different_from": (
            "Ids of people who are easily taken for this one.",
            "معرّفات أشخاص قد يلتبسون بهذا الشخص.",
        ),
    },
    "topics": {
        **_ENTRY,
        **_SOURCES,
        "[].definition": (
            "What belongs to the topic, with [[references]].",
            "ما يدخل في الموضوع، وفيه [[إحالات]].",
        ),
        "[].phrases": (
            "Phrases whose presence is evidence for the topic.",
            "عبارات يدل ورودها على الموضوع.",
        ),
        "[].at_least": (
            "In how many paragraphs of an article a phrase must stand.",
            "أقل عدد من الفقرات ترد فيها عبارة.",
        ),
        "[].broader": ("The topics above this one.", "الموضوعات الأعم."),
        "[].related": ("Topics beside it.", "موضوعات قريبة."),
    },
    "glossary": {
        **_ENTRY,
        **_SOURCES,
        "[].kind": ("What the term names.", "نوع ما يسميه المصطلح."),
        "[].variants": ("Other forms that the articles use.", "صيغ أخرى ترد في المقالات."),
        "[].definition": (
            "Short and neutral, with [[references]].",
            "تعريف قصير محايد، وفيه [[إحالات]].",
        ),
        "[].basis": (
            "What the definition rests on where it says what the articles do not.",
            "مستند التعريف فيما لا تقوله المقالات.",
        ),
        "[].see": (
            "The id of the record that this entry only points to.",
            "معرّف المدخل الذي يحيل إليه هذا المدخل.",
        ),
        "[].see_also": ("Ids of records worth reading too.", "معرّفات مداخل تُقرأ معه."),
    },
    "kashshaf": {
        "title": ("The title of the archive.", "عنوان الأرشيف."),
        "description": ("One sentence: what the archive holds.", "جملة تصف ما في الأرشيف."),
        "locale": (
            "Names of months: ar_SY كانون الأول, ar_EG ديسمبر, ar_MA دجنبر.",
            "أسماء الشهور بحسب البلد.",
        ),
        "digits": ("latin: 2024, arabic: ٢٠٢٤.", "صورة الأرقام."),
        "link": ("Which mentions in a text become links.", "ما يصير رابطًا في النصوص."),
        "link.people": ("The mentions of people.", "ذكر الأشخاص."),
        "link.terms": ("The mentions of terms.", "ذكر المصطلحات."),
        "faces": ("The typefaces.", "الخطوط."),
        "faces.text": ("The face of the texts.", "خط النصوص."),
        "faces.characters": (
            "own: the characters that are needed; all: all that the faces have.",
            "own: ما يحتاجه الأرشيف من الحروف؛ all: كل ما في الخط.",
        ),
        "publish": ("What is published.", "ما يُنشر."),
        "publish.people": (
            "reviewed: only people who were reviewed have a page; all: everybody.",
            "reviewed: لا تُنشر صفحة شخص قبل مراجعتها؛ all: تُنشر صفحات الجميع.",
        ),
        "publish.articles": (
            "reviewed: only articles that were reviewed show their text; all: all of them.",
            "reviewed: لا يُنشر من المقالات إلا ما روجع؛ all: تُنشر كلها.",
        ),
        "desk": (
            "Whether the editors' desk is a page of the site.",
            "هل تكون صفحة مكتب التحرير في الموقع؟",
        ),
        "check": ("What `kashshaf check` looks for.", "ما يفحصه أمر kashshaf check."),
        "check.rules": (
            "A severity for each rule (error, warning, info, off, on), or a mapping with options.",
            "درجة كل قاعدة: error أو warning أو info أو off أو on، أو خياراتها.",
        ),
        "check.select": (
            "Only findings whose codes begin so.",
            "لا يُذكر إلا ما يبدأ رمزه بهذا.",
        ),
        "check.ignore": ("No findings whose codes begin so.", "لا يُذكر ما يبدأ رمزه بهذا."),
        "check.fail-on": (
            "The least severity with which the check fails.",
            "أدنى درجة يفشل بها الفحص.",
        ),
        "check.baseline": (
            "The file of findings that were there before the check began.",
            "ملف الملاحظات القديمة التي لا تُذكر.",
        ),
        "check.waivers": (
            "Findings that the archive lets stand, with the reason.",
            "ملاحظات أبقاها الأرشيف على حالها، مع السبب.",
        ),
        "check.waivers[].code": ("The code of the finding.", "رمز الملاحظة."),
        "check.waivers[].surface": (
            "Only where these words are quoted.",
            "حيث ترد هذه الكلمات وحدها.",
        ),
        "check.waivers[].path": ("Only in these files.", "في هذه الملفات وحدها."),
        "check.waivers[].reason": ("Why it may stand.", "السبب."),
    },
}


def rule_words(path: str) -> tuple[str, str] | None:
    """Return the words about a rule of the check and its options: ``check.rules.K703.most``."""
    step = re.fullmatch(r"check\.rules\.(K[0-9]{3})(?:\.([\w-]+))?", path)
    if step is None or step[1] not in RULES:
        return None
    if step[2] is None:
        return f"{step[1]}: {RULES[step[1]].title}.", f"القاعدة {step[1]}."
    if step[2] == "severity":
        return "error, warning, info, off or on.", "درجة القاعدة."
    return f"An option of {step[1]}: see docs/lint.md.", f"من خيارات القاعدة {step[1]}."
