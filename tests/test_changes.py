"""Two states of an edition → sentences: what is said, and what is not."""

from __future__ import annotations

import copy
import time

import pytest

from kashshaf.changes.arabic import _SENTENCES as ARABIC
from kashshaf.changes.arabic import Arabic
from kashshaf.changes.change import Change
from kashshaf.changes.compare import compare
from kashshaf.changes.english import _SENTENCES as ENGLISH
from kashshaf.changes.english import English
from kashshaf.changes.report import MOST_BYTES, as_markdown, as_text
from kashshaf.changes.style import Markdown, Terminal
from kashshaf.changes.texts import differences
from tests.support import Json, composed

PEOPLE = "seeds/registers/people.yml"
TOPICS = "seeds/registers/topics.yml"
TERMS = "seeds/registers/glossary.yml"


@pytest.fixture
def files() -> dict[str, Json]:
    """Return a small archive in memory; tests change a copy of it."""
    first = (
        "التقى أندرو ميلر وزير الخارجية في مقر الوزارة لبحث الأزمة القائمة.\n"
        "وقال ميلر إنه قدم استقالته، ثم عاد ميلر إلى بيته.\n"
    )
    second = "قال الناطق إن سمير لا يعلق على استقالة أحد.\nورأى سمير أن الأمر انتهى.\n"
    return {
        "seeds/articles/first.txt": first,
        "seeds/articles/first.yml": {"title": "الأولى", "slug": "first", "date": "2024-06-30"},
        "seeds/articles/second.txt": second,
        "seeds/articles/second.yml": {"title": "الثانية", "slug": "second", "date": "2024"},
        PEOPLE: [
            {"id": "andrew-miller", "name": "أندرو ميلر"},
            {"id": "samir-qasim", "name": "سمير قاسم"},
        ],
        TOPICS: [
            {"id": "resignations", "name": "ت", "definition": "ت.", "phrases": ["استقالته"]},
            {"id": "ministries", "name": "و", "definition": "و.", "phrases": ["الوزارة"]},
        ],
        TERMS: [{"id": "ministry", "name": "الوزارة", "definition": "د.", "basis": "ب."}],
    }


def told(before: Json, after: Json, section: str = "") -> list[str]:
    """Return the sentences, «id: …»; without those about findings if no section is named."""
    old, found = composed(before)
    new, finds = composed(after)
    changes = compare(old, new, (found, finds))
    assert changes == compare(old, new, (found, finds))
    return [
        f"{change.id}: {English().say(change, Terminal())}"
        for change in changes
        if change.section == section or (not section and change.section != "findings")
    ]


def test_nothing_is_said_where_nothing_changed(files: dict[str, Json]) -> None:
    assert told(files, copy.deepcopy(files)) == []
    assert told(files, copy.deepcopy(files), "findings") == []
    assert as_text((), English(), "a", "b") == "Nothing changed in the edition.\n"
    assert "Nothing changed in the edition." in as_markdown((), English(), "a", "b")


def test_comments_and_the_order_of_the_register_are_no_change(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[PEOPLE] = (
        "# ملاحظة\n- {name: سمير قاسم, id: samir-qasim}\n- {id: andrew-miller, name: أندرو ميلر}\n"
    )
    assert told(files, after) == []


def test_a_variant_tells_the_mentions_that_it_brought(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[PEOPLE][1]["variants"] = ["سمير", "سمير المغربي"]
    assert told(files, after) == [
        "samir-qasim: variant «سمير» added: 2 new mentions in 1 article (second)",
        "samir-qasim: variant «سمير المغربي» added",
    ]
    assert told(after, files) == [
        "samir-qasim: variant «سمير» removed: 2 mentions lost in 1 article (second)",
        "samir-qasim: variant «سمير المغربي» removed",
    ]


def test_a_name_that_is_spelled_anew_explains_the_surnames_too(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[PEOPLE][0]["name"] = "أندرو ميلير"
    assert told(files, after)[0] == (
        "andrew-miller: name changed from «أندرو ميلر» to «أندرو ميلير»:"
        " 3 mentions lost in 1 article (first)"
    )


def test_records_that_come_and_go(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    del after[PEOPLE][0]
    after[TERMS].append({"id": "crisis", "name": "الأزمة", "definition": "أ.", "basis": "ب."})
    assert told(files, after) == [
        "andrew-miller: removed: 3 mentions lost in 1 article (first)",
        "crisis: added: 1 new mention in 1 article (first)",
    ]


def test_a_record_with_another_id_is_the_same_record(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[PEOPLE][0]["id"] = "miller"
    after[TOPICS][0]["id"] = "leaving"
    assert told(files, after) == [
        "miller: the id, and so the address, changed: it was andrew-miller",
        "leaving: the id, and so the address, changed: it was resignations",
    ]


def test_topics_gain_and_lose_articles(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[TOPICS][0]["phrases"] = ["استقالته", "استقالة"]
    after[TOPICS][1]["phrases"] = ["الوزارات"]
    assert told(files, after) == [
        "ministries: phrase «الوزارات» added;".removesuffix(";"),
        "ministries: phrase «الوزارة» removed: 1 place lost in 1 article (first)",
        "ministries: lost article first",
        "resignations: phrase «استقالة» added: 1 new place in 1 article (second)",
        "resignations: gained article second",
    ]


def test_an_editors_word_on_a_topic(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after["seeds/articles/first.yml"]["topics"] = {"add": ["resignations"], "drop": ["ministries"]}
    assert told(files, after) == [
        "ministries: lost article first",
        "resignations: now given by an editor, no longer by its phrases alone: first",
    ]
    assert told(after, files) == [
        "ministries: gained article first",
        "resignations: no longer given by an editor, and still found by its phrases: first",
    ]


def test_names_that_are_settled_and_opened(files: dict[str, Json]) -> None:
    before = copy.deepcopy(files)
    before[PEOPLE][1] = {"id": "ali-miller", "name": "علي ميلر"}
    before["seeds/articles/first.txt"] = "جاء أندرو ميلر وعلي ميلر معا إلى هنا.\nقال ميلر نعم.\n"
    after = copy.deepcopy(before)
    after["seeds/articles/first.yml"]["mentions"] = [{"surface": "ميلر", "record": "ali-miller"}]
    assert told(before, after) == [
        "first: ruling «ميلر = ali-miller» added",
        "first: the name «ميلر» (p2) means ali-miller; it fitted ali-miller, andrew-miller",
        "ali-miller: 1 new mention in 1 article (first)",
    ]
    assert told(after, before) == [
        "first: ruling «ميلر = ali-miller» removed",
        "first: the name «ميلر» (p2) is open: it fits ali-miller, andrew-miller",
        "ali-miller: 1 mention lost in 1 article (first)",
    ]
    other = copy.deepcopy(after)
    other["seeds/articles/first.yml"]["mentions"][0]["record"] = "andrew-miller"
    assert "first: the name «ميلر» (p2) means andrew-miller, no longer ali-miller" in told(
        after, other
    )


def test_articles_that_come_go_and_are_renamed(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after["seeds/articles/second.yml"]["slug"] = "zweite"
    after["seeds/articles/third.txt"] = "قال أندرو ميلر في الوزارة.\n"
    after["seeds/articles/third.yml"] = {"slug": "third", "title": "الثالثة"}
    del after["seeds/articles/first.txt"], after["seeds/articles/first.yml"]
    assert told(files, after) == [
        (
            "first: removed: 2 paragraphs, 1 person (andrew-miller), 1 term (ministry),"
            " 2 topics (resignations, ministries)"
        ),
        (
            "third: added: 1 paragraph, 1 person (andrew-miller), 1 term (ministry),"
            " 1 topic (ministries)"
        ),
        "zweite: the id, and so the address, changed: it was second",
    ]


def test_a_file_that_moved(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    for ending in ("txt", "yml"):
        after[f"seeds/articles/2024/second.{ending}"] = after.pop(f"seeds/articles/second.{ending}")
    assert told(files, after) == [
        "second: the file moved from seeds/articles/second.txt to seeds/articles/2024/second.txt"
    ]


def test_keys_of_a_record(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after["seeds/articles/first.yml"] |= {
        "title": "الأولى حقا",
        "date": {"edtf": "2024-07~", "basis": "من النص."},
        "source": {"name": "صحيفة", "url": "https://example.org/"},
        "author": "unknown",
        "rights": "excerpt",
        "note": "ملاحظة.",
    }
    assert told(files, after) == [
        "first: title changed from «الأولى» to «الأولى حقا»",
        "first: source added: «صحيفة»",
        "first: source.url added: «https://example.org/»",
        "first: author added: «unknown»",
        "first: date changed from «2024-06-30» to «2024-07~»",
        "first: date.basis added",
        "first: rights changed from «full» to «excerpt»",
        "first: note added",
    ]


def test_keys_of_registers_and_of_the_configuration(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[PEOPLE][0] |= {"roles": [{"role": "مسؤول", "at": "first#p1"}], "note": "ن"}
    after[TOPICS][0] |= {"broader": ["ministries"], "at_least": 2}
    after[TERMS][0] |= {"definition": "غير ذلك.", "sources": ["first#p1"], "kind": "institution"}
    after["kashshaf.yml"] = {"title": "ع", "link": {"people": "all"}}
    lines = told(files, after)
    for line in (
        "kashshaf.yml: title added: «ع»",
        "kashshaf.yml: link.people changed from «first-in-paragraph» to «all»",
        "andrew-miller: role «مسؤول (first#p1)» added",
        "andrew-miller: note added",
        "resignations: broader topic «ministries» added",
        "resignations: at_least changed from «1» to «2»",
        "resignations: lost article first",
        "ministry: definition changed",
        "ministry: source «first#p1» added",
        "ministry: kind changed from «other» to «institution»",
    ):
        assert line in lines
    assert len(lines) == 10


def test_a_source_text_that_changed(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after["seeds/articles/first.txt"] = (
        "مطلع جديد لا اسم فيه.\n"
        "التقى أندرو ميلر وزير الخارجية في مقر الوزارة لبحث الأزمة القائمة.\n"
        "وقال ميلر إنه قدم استقالته.\n"
    )
    assert told(files, after) == [
        (
            "first: the source text changed: 1 paragraph added, 1 paragraph changed,"
            " and with it its mentions: andrew-miller −1"
        )
    ]


def test_line_ends_are_no_change_and_blocks_are_told(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after["seeds/articles/first.txt"] = files["seeds/articles/first.txt"].replace("\n", "\r\n")
    assert told(files, after) == []
    after["seeds/articles/first.yml"]["layout"] = {"wrapped": True}
    assert told(files, after) == [
        "first: the same text is cut into 1 block (before: 2)",
        "first: layout.wrapped added: «true»",
    ]


@pytest.mark.parametrize(
    ("surface", "correct"),
    [
        ("شارك هذا المقال", ""),  # a whole paragraph
        ("التقى أندرو", "لقي أندرو"),
        ("التقى ", ""),  # the beginning of a block
        ("بيته.", "بيته"),  # the end
    ],
)
def test_a_correction_is_no_change_of_the_source(
    files: dict[str, Json], surface: str, correct: str
) -> None:
    files["seeds/articles/first.txt"] += "شارك هذا المقال\n\nنص بعد ذلك كله.\n"
    after = copy.deepcopy(files)
    correction = {"surface": surface, "correct": correct, "kind": "boilerplate"}
    after["seeds/articles/first.yml"]["corrections"] = [correction]
    said = f"first: correction «{surface.strip()} → {correct or '∅'}»"
    assert told(files, after) == [f"{said} added"]
    assert told(after, files) == [f"{said} removed"]


def test_a_correction_tells_the_mentions_that_it_takes(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    correction = {"surface": "وقال ميلر", "correct": "وقال أحدهم", "kind": "spelling"}
    after["seeds/articles/first.yml"]["corrections"] = [correction]
    assert told(files, after) == [
        "first: correction «وقال ميلر → وقال أحدهم» added",
        "andrew-miller: 1 mention lost in 1 article (first)",
    ]


def test_a_correction_that_changed(files: dict[str, Json]) -> None:
    before = copy.deepcopy(files)
    before["seeds/articles/first.yml"]["corrections"] = [
        {"surface": "القائمة", "correct": "القائمه", "kind": "spelling"},
        {"surface": "عاد", "correct": "رجع", "kind": "translation"},
    ]
    after = copy.deepcopy(before)
    one, other = after["seeds/articles/first.yml"]["corrections"]
    one["note"] = "في الأصل غير ذلك."
    one["kind"] = "punctuation"
    other["correct"] = "آب"
    assert told(before, after) == [
        "first: correction «القائمة → القائمه»: its kind changed from «spelling» to «punctuation»",
        "first: correction «القائمة → القائمه»: its note was added",
        "first: correction «عاد → آب» changed: it was «عاد → رجع»",
    ]
    assert "its note was removed" in told(after, before)[1]
    changes = compare(composed(before)[0], composed(after)[0])
    said = as_text(changes, Arabic(), "a", "b")
    assert "تغيير نوع التصويب «القائمة → القائمه» من «لغة وإملاء» إلى «ترقيم»" in said
    assert "؛ إضافة ملاحظة إلى التصويب «القائمة → القائمه»" in said
    assert "؛ تغيير التصويب «عاد → آب»، وكان «عاد → رجع»" in said


def with_review(files: dict[str, Json], **keys: Json) -> dict[str, Json]:
    """Return the archive with a person as ``keys`` say, reviewed as they are."""
    after = copy.deepcopy(files)
    person = after[PEOPLE][1]
    hashed = composed(files)[0].registers.people[1].content
    person |= {"status": "reviewed", **keys}
    person["reviewed"] = {"by": "س. أحمد", "on": "2026-11-22", "sha256": hashed} | keys.get(
        "reviewed", {}
    )
    return after


def test_a_review_is_one_sentence(files: dict[str, Json]) -> None:
    reviewed = with_review(files)
    approval = {"by": "هدى", "on": "2026-11-23"}
    approved = with_review(files, status="approved", approved=approval)
    stale = copy.deepcopy(approved)
    stale[PEOPLE][1]["note"] = "ن"
    again = with_review(files, reviewed={"by": "ليلى", "on": "2026-11-24"})
    name = "samir-qasim: "
    assert told(files, reviewed) == [f"{name}reviewed by س. أحمد on 2026-11-22"]
    assert told(reviewed, approved) == [f"{name}approved by هدى on 2026-11-23"]
    assert told(files, approved) == [
        f"{name}reviewed by س. أحمد on 2026-11-22",
        f"{name}approved by هدى on 2026-11-23",
    ]
    assert told(approved, stale) == [
        f"{name}note added",
        f"{name}the status fell back to draft",
    ]
    assert told(approved, again) == [
        f"{name}reviewed by ليلى on 2026-11-24 (before: by س. أحمد)",
        f"{name}the approval by هدى was taken back",
    ]
    assert told(stale, approved)[1:] == [f"{name}the status is now approved, no longer draft"]
    assert told(files, stale)[-1] == f"{name}the status is still draft"
    assert told(reviewed, files) == [
        f"{name}the review by س. أحمد was taken back",
        f"{name}the status fell back to draft",
    ]
    changes = compare(composed(files)[0], composed(approved)[0])
    assert (
        "samir-qasim (سمير قاسم): مراجعة من س. أحمد في 2026-11-22؛ اعتماد من هدى في 2026-11-23"
        in as_text(changes, Arabic(), "a", "b")
    )
    assert "reviewed by \u2068س\\. أحمد\u2069 on" in as_markdown(changes, English(), "a", "b")
    changes = compare(composed(approved)[0], composed(stale)[0])
    assert "عودة الحالة إلى مسودة" in as_text(changes, Arabic(), "a", "b")


def test_who_is_published_by_a_review(files: dict[str, Json]) -> None:
    files["kashshaf.yml"] = {"publish": {"people": "reviewed"}}
    files[PEOPLE][1]["variants"] = ["سمير"]
    hashed = composed(files)[0].unpublished.people[1].content
    after = copy.deepcopy(files)
    review = {"by": "هدى", "on": "2026-11-22", "sha256": hashed}
    after[PEOPLE][1] |= {"status": "reviewed", "reviewed": review}
    assert told(files, after) == [
        "samir-qasim: published now: 2 new mentions in 1 article (second)",
        "samir-qasim: reviewed by هدى on 2026-11-22",
    ]
    stale = copy.deepcopy(after)
    stale[PEOPLE][1]["note"] = "ن"
    assert told(after, stale) == [
        "samir-qasim: no longer published: 2 mentions lost in 1 article (second)",
        "samir-qasim: note added",
        "samir-qasim: the status fell back to draft",
    ]


def test_an_article_that_is_reviewed(files: dict[str, Json]) -> None:
    edition = composed(files)[0]
    article = next(one for one in edition.articles if one.id == "first")
    after = copy.deepcopy(files)
    after["seeds/articles/first.yml"] |= {
        "status": "reviewed",
        "reviewed": {
            "by": "هدى",
            "on": "2026-11-22",
            "sha256": article.sha256,
            "record": article.record.content,
        },
    }
    assert told(files, after) == ["first: reviewed by هدى on 2026-11-22"]
    stale = copy.deepcopy(after)
    stale["seeds/articles/first.txt"] += "فقرة.\n"
    assert told(after, stale) == [
        "first: the source text changed: 1 paragraph added",
        "first: the status fell back to draft",
    ]


def test_a_name_in_a_rewritten_paragraph_is_no_news(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    text = files["seeds/articles/first.txt"]
    after["seeds/articles/first.txt"] = text.replace("إلى بيته", "إلى داره")
    assert told(files, after) == ["first: the source text changed: 1 paragraph changed"]


@pytest.mark.parametrize(
    ("before", "after", "counts"),
    [
        ("", "a", (1, 0, 0)),
        ("a", "", (0, 1, 0)),
        ("abc", "aXc", (0, 0, 1)),
        ("abc", "cba", (2, 2, 0)),
        ("aaaa", "aa", (0, 2, 0)),
        ("a" * 3000 + "b", "c" * 3000 + "b", (0, 0, 3000)),
    ],
)
def test_paragraphs_are_counted(before: str, after: str, counts: tuple[int, int, int]) -> None:
    assert differences(list(before), list(after)) == counts


def test_findings_are_counted_and_those_that_only_moved_are_not(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[PEOPLE] = [{"id": "nobody", "name": "اسم غائب"}, *files[PEOPLE]]
    del after["seeds/articles/second.yml"]["date"]
    assert told(files, after, "findings") == [
        "K014: 1 new (seeds/registers/people.yml:1:3)",
        "K401: 1 new (seeds/articles/second.yml:1:1)",
    ]
    assert told(after, files, "findings") == ["K014: 1 gone", "K401: 1 gone"]


def test_a_state_that_is_half_readable_is_compared_as_far_as_it_is(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[TERMS] = "- id: [\n"
    assert "ministry: removed: 1 mention lost in 1 article (first)" in told(files, after)
    assert told(files, after, "findings") == ["K200: 1 new (seeds/registers/glossary.yml:2:1)"]


def test_both_languages_have_every_sentence() -> None:
    assert ENGLISH.keys() == ARABIC.keys()


def test_arabic_sentences_have_the_right_forms(files: dict[str, Json]) -> None:
    after = copy.deepcopy(files)
    after[PEOPLE][1]["variants"] = ["سمير"]
    after[TOPICS][0]["phrases"] = ["استقالته", "استقالة"]
    del after["seeds/articles/first.txt"], after["seeds/articles/first.yml"]
    changes = compare(composed(files)[0], composed(after)[0])
    text = as_text(changes, Arabic(), "main", "HEAD")
    assert (
        "first (الأولى): حذف: فقرتان، شخص واحد (andrew-miller)، مصطلح واحد (ministry)، موضوعان"
        in text
    )
    assert "إضافة الصيغة «سمير»؛ ذكر جديد: مرتان في مقالة واحدة (second)" in text
    assert "إضافة العبارة «استقالة»؛ مواضع جديدة: موضع واحد في مقالة واحدة (second)" in text
    assert "دخلت فيه مقالة واحدة: second" in text
    del after["seeds/articles/second.yml"]["date"]
    old, new = composed(files), composed(after)
    changes = compare(old[0], new[0], (old[1], new[1]))
    said = as_text(changes, Arabic(), "main", "HEAD")
    assert "\n  ملاحظات جديدة: K401 (1)، في seeds/articles/second.yml:1:1\n" in said
    page = as_markdown(changes, Arabic(), "main", "HEAD")
    assert page.startswith('<div dir="rtl">\n\n## ')
    assert page.endswith("</div>\n")


NASTY = "<b>x</b> [y](z) **w** `q` @user #1 | https://evil.example \u202e\x1b[31m\nسطر"


def test_what_people_wrote_opens_no_markup_and_steers_no_terminal() -> None:
    for write in (Markdown().code, Markdown().quote, Markdown().text):
        said = write(NASTY)
        for raw in ("<b>", "[y](", "**w", "@user", "https://", "\u202e", "\x1b", "\n"):
            assert raw not in said, (write, raw)
        assert said.count("\u2068") == said.count("\u2069") == 1
    for write in (Terminal().code, Terminal().quote, Terminal().text):
        assert not {"\u202e", "\x1b", "\n"} & set(write(NASTY))
    assert Markdown().code("a`b") != "`a`b`"
    assert len(Markdown().text("ع" * 10_000)) < 200


def many(number: int) -> tuple[Change, ...]:
    return tuple(
        Change(section="people", id=f"p{n:05}", heading="اسم " * 40, what="added")
        for n in range(number)
    )


def test_a_long_report_is_cut_and_says_so() -> None:
    text = as_text(many(57), English(), "a", "b")
    assert text.count(": added") == 20
    assert text.endswith("  … and 37 more\n")
    assert as_text(many(57), English(), "a", "b", every=True).count(": added") == 57
    assert as_text(many(21), English(), "a", "b").count(": added") == 21
    one = tuple(
        Change(
            section="people", id="p", heading="", what="item-added", key="variants", items=(str(n),)
        )
        for n in range(30)
    )
    assert "; and 22 more\n" in as_text(one, English(), "a", "b")
    assert "؛ وبقي 22 تغييرًا\n" in as_text(one, Arabic(), "a", "b")


@pytest.mark.parametrize("language", [English(), Arabic()])
def test_markdown_stays_below_its_limit(language: English | Arabic) -> None:
    page = as_markdown(many(5000), language, "a", "b", every=True)
    assert MOST_BYTES - 1500 < len(page.encode()) < MOST_BYTES
    assert "kashshaf diff" in page.splitlines()[-3 if language.direction == "ltr" else -4] or (
        "kashshaf diff" in page[-200:]
    )


def test_large_editions_are_compared_in_time() -> None:
    files: dict[str, Json] = {}
    for n in range(400):
        files[f"seeds/articles/a{n}.txt"] = "قال أندرو ميلر ذلك.\nوعاد ميلر.\n" * 20
    files[PEOPLE] = [{"id": f"p-{n}", "name": f"شخص رقم{n}"} for n in range(1000)]
    before = composed(files)[0]
    files[PEOPLE] = [*files[PEOPLE], {"id": "andrew-miller", "name": "أندرو ميلر"}]
    after = composed(files)[0]
    start = time.perf_counter()
    changes = compare(before, after)
    assert time.perf_counter() - start < 5
    assert [change.id for change in changes] == ["andrew-miller"]
    assert sum(n for _, n in changes[0].effect.gained) == 400 * 40
