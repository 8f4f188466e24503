"""Some short articles about nothing in particular, and a few records to search."""

from __future__ import annotations

from typing import Final

from kashshaf.search.documents import Card
from kashshaf.search.text import words
from tests.search.support import card, document

HARBOUR: Final = "صحيفة المرفأ"
HILL: Final = "مجلة التل"

ARTICLES: Final = (
    document(
        "storm",
        "عاصفة قوية تضرب الساحل",
        "ضربت عاصفة قوية الساحل الشمالي ليلة الثلاثاء، وأغلقت المدارس أبوابها.",
        "وقال مسؤول في الأرصاد إن الأمطار ستستمر ثلاثة أيام.",
        "ونصحت البلدية الصيادين بألا يبحروا قبل أن تهدأ الرياح.",
        year="2021",
        date="2 شباط 2021",
        source=HARBOUR,
        topics=("weather",),
    ),
    document(
        "rain",
        "مطر بعد جفاف",
        "نزل المطر على القرى الجبلية بعد جفاف طويل، وفرح به المزارعون.",
        "وبلغت الكمية 3.5 سنتيمتر في يوم واحد.",
        year="2021",
        source=HILL,
        topics=("weather",),
    ),
    document(
        "match",
        "الفريق الأزرق يفوز بالكأس",
        "فاز الفريق الأزرق على ضيفه بثلاثة أهداف في الملعب البلدي.",
        "وشاهد المباراة ١٥٬٠٠٠ متفرج، وحمل اللاعبون الكأس حول الملعب.",
        year="2022",
        source=HARBOUR,
        people=("sami-haddad",),
    ),
    document(
        "coach",
        "خسارة تنهي عمل المدرب",
        "أعلن المدرب استقالته بعد خسارة النهائي، وشكر لاعبيه.",
        "وأضاف حداد أن النادي سيختار بديلا.",
        year="2022",
        source=HARBOUR,
        people=("sami-haddad",),
    ),
    document(
        "director",
        "مدير المتحف يترك منصبه",
        "استقال مدير المتحف يوم الأحد، وقال إنه سيعود إلى التدريس.",
        "وسيدير المتحف رامي حداد إلى أن يعين غيره.",
        year="2023",
        source=HILL,
        people=("rami-haddad",),
    ),
    document(
        "library",
        "مكتبة جديدة في الحي القديم",
        "افتتحت البلدية مكتبة عامة تضم 12,500 كتاب.",
        "ويقرأ الأطفال فيها كل مساء، وتقام قراءات للشعر.",
        year="2023",
        source=HILL,
    ),
    document(
        "post",
        "مكتب البريد ينتقل",
        "انتقل مكتب البريد من الساحة إلى شارع الزيتون.",
        "ولن يغلق المكتب أبوابه ظهرا بعد اليوم.",
        year="2023",
    ),
    document(
        "trains",
        "تأخر على السكة",
        "تأخر قطاران عن موعدهما بسبب أعمال في الجسر الحديدي.",
        "وتعبر الجسور الثلاثة عشرات القطارات كل يوم.",
        year="2020",
        source=HARBOUR,
    ),
    document(
        "hospital",
        "المستشفى الجديد",
        "يضم المستشفى مئتي سرير، ويعمل فيه أطباء من ثلاث مدن.",
        "وتبرع أهل القرية بأجهزة الأشعة.",
        year="2020",
    ),
    document(
        "school",
        "عام دراسي",
        "عاد التلاميذ إلى مدرستهم، ووزعت المعلمات الدفاتر عليهم.",
        "وللاجئين الصغار صف خاص يتعلمون فيه القراءة.",
        year="2020",
    ),
    document(
        "chess",
        "بطولة الشطرنج",
        "تغلب شلبنغر على منافسه في الجولة الأولى.",
        "ويلعب شلبنغر منذ كان في السابعة من عمره.",
        year="2022",
    ),
    document(
        "chess-again",
        "نهائي الشطرنج",
        "خسر شلبنجر في الجولة الأخيرة أمام لوبيز.",
        "وقال لوبيز إن شلبنجر لاعب كبير.",
        year="2022",
    ),
    document(
        "lopez",
        "لوبيز يزور المدينة",
        "وصل لوبيز إلى المدينة قادما من اليابان.",
        year="2022",
    ),
    document(
        "network",
        "صفحة القرية",
        "نشرت القرية صورها على فيسبوك، فزارها غرباء.",
        year="2021",
    ),
    document(
        "network-again",
        "صور قديمة",
        "جمع أبو علي صورا قديمة ونشرها في فيس بوك.",
        year="2021",
    ),
    document(
        "line",
        "افتتاح الخط الأخضر",
        "بدأ الخط الأخضر رحلاته صباح السبت بين الميناء والجامعة.",
        year="2019",
    ),
    document(
        "colours",
        "ألوان الخريف",
        "كتب الشاعر عن لون أخضر يصير ذهبا، بخط يشبه خط جده الأول.",
        year="2019",
    ),
    document(
        "fish",
        "سوق السمك",
        "ارتفعت أسعار الأسماك في السوق، واشترى الناس الخضار.",
        "ونقلت GreenWave عن تاجر قوله إن الموسم ضعيف.",
        year="2019",
        source=HARBOUR,
    ),
    document(
        "garden",
        "حدائق على السطوح",
        "زرع سكان الحي أشجارا صغيرة على سطوح بيوتهم.",
        "وقالت ليلى نصار إن الحدائق تخفف الحر.",
        year="2023",
        source=HILL,
        people=("leila-nassar",),
    ),
    document(
        "theatre",
        "ليلة في المسرح",
        "صفق الجمهور طويلا لممثلين شباب، ووقف مرتين.",
        "ويعود المسرح إلى وطن الفنانين القديم، قرب محراب مهجور، في لبنان.",
        year="2023",
    ),
    document(
        "peace",
        "كتاب عن الحرب",
        "صدر كتاب يروي قصص الناس في حرب بعيدة.",
        "ويزود الناشر المدارس بنسخ منه، ومعها وقود للخيال.",
        year="2018",
    ),
    document(
        "balloon",
        "بالون فوق الوادي",
        "حلق بالون كبير فوق الوادي، ورآه سكان وادي النهر.",
        year="2018",
    ),
)  # fmt: skip


def _mentions(*places: tuple[str, str, str]) -> tuple[tuple[int, str, int], ...]:
    """Return places (article, block, word) as the index counts them."""
    found = []
    for identity, anchor, word in places:
        [number] = [at for at, one in enumerate(ARTICLES) if one.id == identity]
        blocks = {"title": ARTICLES[number].title, **dict(ARTICLES[number].blocks)}
        plain = [form for form, _, _ in words(blocks[anchor])]
        found.append((number, anchor, plain.index(word)))
    return tuple(found)


CARDS: Final[tuple[Card, ...]] = (
    card(
        "sami-haddad",
        "person",
        "سامي حداد",
        *("أبو كمال", "حداد", "Sami Haddad", "Haddad"),
        note="مدرب كرة قدم",
        articles=2,
        mentions=_mentions(("match", "p1", "ضيفه"), ("coach", "p2", "حداد")),
    ),
    card(
        "rami-haddad",
        "person",
        "رامي حداد",
        *("حداد", "Rami Haddad", "Haddad"),
        articles=1,
        mentions=_mentions(("director", "p2", "رامي")),
    ),
    card(
        "leila-nassar",
        "person",
        "ليلى نصار",
        *("نصار", "Leila Nassar", "Nassar"),
        note="مهندسة",
        articles=1,
        mentions=_mentions(("garden", "p2", "ليلى")),
    ),
    card(
        "weather",
        "topic",
        "أحوال الجو",
        articles=2,
        mentions=_mentions(("storm", "title", "عاصفة"), ("rain", "p1", "المطر")),
    ),
    card(
        "municipality",
        "term",
        "البلدية",
        *("Town Hall",),
        note="من يدير المدينة",
        articles=2,
        mentions=_mentions(("storm", "p3", "البلدية"), ("library", "p1", "البلدية")),
    ),
)  # fmt: skip
#: Words that are never stemmed.
NAMES: Final = frozenset("سامي رامي حداد ليلى نصار".split())
