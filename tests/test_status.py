"""Status: what a review is of, what of it still holds, and who is not published."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping

import pytest

from kashshaf.model import Edition
from kashshaf.pipeline import edition_files
from kashshaf.status import canonical
from kashshaf.yamlio import Map, Seq, read_yaml
from tests.support import Json, broken_links, composed, encoded

TEXT = "قال أندرو ميلر في الوزارة إن ميلر باق.\nونفى سامي القط ذلك.\n"
A = "seeds/articles/a.txt"
RECORD: Json = {"title": "عنوان", "date": "2024-06-30", "source": "صحيفة", "slug": "a"}
ANDREW: Json = {"id": "andrew", "name": "أندرو ميلر", "latin": "Andrew Miller"}
SAMI: Json = {"id": "sami", "name": "سامي القط", "latin": "Sami Cat"}


def content_of(entry: object) -> str:
    """Return the hash of what a record or an entry says."""
    node, _ = read_yaml("x.yml", encoded(entry).decode())
    assert isinstance(node, Map)
    return canonical(node)


def reviewed_entry(entry: Json, status: str = "reviewed") -> Json:
    return {
        **entry,
        "status": status,
        "reviewed": {"by": "هدى", "on": "2026-11-21", "sha256": content_of(entry)},
        **({"approved": {"by": "سعاد", "on": "2026-11-22"}} if status == "approved" else {}),
    }


def reviewed_record(record: Json, status: str = "reviewed") -> Json:
    made = reviewed_entry(record, status)
    sums = {"sha256": hashlib.sha256(TEXT.encode()).hexdigest(), "record": content_of(record)}
    return {**made, "reviewed": {"by": "هدى", "on": "2026-11-21", **sums}}


def made(
    record: object = RECORD, people: object = (), config: str = "", **more: object
) -> tuple[Edition, list[tuple[str, str]]]:
    files: dict[str, object] = {
        "kashshaf.yml": f"title: x\n{config}",
        A: TEXT,
        "seeds/articles/a.yml": record,
        "seeds/registers/people.yml": list(people) if isinstance(people, tuple) else people,
        **{f"seeds/registers/{name}.yml": entries for name, entries in more.items()},
    }
    edition, findings = composed(files)
    return edition, [
        (f.code, str(f.location)) for f in findings if f.code in ("K403", *STATUS_CODES)
    ]


STATUS_CODES = tuple(f"K42{n}" for n in range(10))


# The hash of what a record says


@pytest.mark.parametrize(
    "text",
    [
        'date: "2024"\ntitle: عنوان\n',
        "# تعليق\ntitle: 'عنوان'   # وآخر\n\n\ndate: 2024\n",
        "{title: عنوان, date: 2024}\n",
        "title: عنوان\ndate: 2024\nnote:\nauthor: ~\n",
        "title: عنوان\ndate: 2024\nstatus: approved\nreviewed: {by: x}\napproved: {by: y}\n",
        "title: عنوان\ndate: 2024\nwaivers:\n  - {code: K701, reason: x}\n",
    ],
)
def test_form_and_what_stands_aside_do_not_matter(text: str) -> None:
    node, _ = read_yaml("x.yml", text)
    assert canonical(node) == content_of({"title": "عنوان", "date": "2024"})


@pytest.mark.parametrize(
    "text",
    [
        "title: عنوان\n",
        "title: عنوان آخر\ndate: 2024\n",
        'title: عنوان\ndate: "2024 "\n',
        "title: عنوان\ndate: 2024\nmentions: [{surface: x, record: none}]\n",
        "title: عنوان\ndate: 2024\ncorrections: []\n",
        "title: عنوان\ndate: {edtf: 2024, status: x}\n",
        'title: عنوان\ndate: 2024\nauthor: "null"\n',
    ],
)
def test_any_other_value_is_another_record(text: str) -> None:
    node, _ = read_yaml("x.yml", text)
    assert canonical(node) != content_of({"title": "عنوان", "date": "2024"})


def test_no_record_says_nothing() -> None:
    assert canonical(None) == content_of({"status": "draft"})
    assert canonical(Seq((), read_yaml("x", "a: b")[0].location)) != canonical(None)  # type: ignore[union-attr]


# Articles


@pytest.mark.parametrize("status", ["reviewed", "approved"])
def test_a_review_holds_while_source_and_record_are_the_same(status: str) -> None:
    edition, found = made(reviewed_record(RECORD, status))
    assert (edition.articles[0].record.status, found) == (status, [])


def test_a_changed_record_is_a_draft_again() -> None:
    edition, found = made({**reviewed_record(RECORD), "title": "عنوان آخر"})
    assert edition.articles[0].record.status == "draft"
    assert found == [("K420", "seeds/articles/a.yml:9:11")]
    files = {path: data.decode() for path, data in edition_files(edition).items()}
    assert "ks-status-draft" in files["site_src/articles/a.md"]
    assert '\nstatus: "draft"\n' in files["site_src/articles/a.md"]
    assert '"status": "draft"' in files["site_src/data/articles.json"]


def test_a_changed_source_is_a_draft_again() -> None:
    record = reviewed_record(RECORD)
    record["reviewed"]["sha256"] = "0" * 64
    edition, found = made(record)
    assert edition.articles[0].record.status == "draft"
    assert found == [("K403", "seeds/articles/a.yml:9:11")]


def test_a_review_of_old_says_nothing_of_the_record() -> None:
    record = reviewed_record(RECORD)
    del record["reviewed"]["record"]
    edition, found = made(record)
    assert edition.articles[0].record.status == "reviewed"
    assert found == [("K422", "seeds/articles/a.yml:9:11")]


def test_an_approval_that_nobody_answers_for_is_a_review() -> None:
    record = reviewed_record(RECORD, "approved")
    del record["approved"]
    edition, found = made(record)
    assert edition.articles[0].record.status == "reviewed"
    assert found == [("K423", "seeds/articles/a.yml:1:1")]


def test_front_matter_is_reviewed_apart_from_the_text_below_it() -> None:
    body = "قال أندرو ميلر ذلك.\n"

    def status(text: str, title: str) -> str:
        sums = hashlib.sha256(body.encode()).hexdigest(), content_of({"title": "عنوان"})
        matter = f"title: {title}\nstatus: reviewed\nreviewed:\n  by: هدى\n"
        matter += f"  sha256: {sums[0]}\n  record: {sums[1]}\n"
        edition, _ = composed({"seeds/articles/a.md": f"---\n{matter}---\n{text}"})
        return edition.articles[0].record.status

    assert status(body, "عنوان") == "reviewed"
    assert status(body + "وزاد.\n", "عنوان") == "draft"
    assert status(body, "آخر") == "draft"


# Registers


@pytest.mark.parametrize("status", ["reviewed", "approved"])
def test_an_entry_holds_while_it_says_the_same(status: str) -> None:
    edition, found = made(people=[reviewed_entry(ANDREW, status)])
    assert (edition.registers.people[0].status, found) == (status, [])


def test_a_changed_entry_is_a_draft_again() -> None:
    changed = {**reviewed_entry(ANDREW), "variants": ["ميلر"]}
    edition, found = made(people=[SAMI, changed])
    assert [person.status for person in edition.registers.people] == ["draft", "draft"]
    assert found == [("K421", "seeds/registers/people.yml:11:13")]
    page = edition_files(edition)["site_src/people/andrew.md"].decode()
    assert '<span class="ks-status-draft">لم تُراجَع بعد</span>' in page


@pytest.mark.parametrize(
    "more", [{"status": "reviewed"}, {"status": "approved", "reviewed": {"by": "هدى"}}]
)
def test_an_entry_that_nobody_answers_for_is_a_draft(more: Mapping[str, object]) -> None:
    edition, found = made(people=[{**ANDREW, **more}])
    assert edition.registers.people[0].status == "draft"
    assert found == [("K423", "seeds/registers/people.yml:1:3")]


def test_pages_say_who_reviewed_and_who_approved() -> None:
    edition, _ = made(
        reviewed_record(RECORD, "approved"),
        [reviewed_entry(ANDREW, "approved")],
        topics=[reviewed_entry({"id": "t", "name": "موضوع", "definition": "تعريف."})],
        glossary=[{"id": "g", "name": "الوزارة", "definition": "تعريف.", "basis": "عام."}],
    )
    files = {path: data.decode() for path, data in edition_files(edition).items()}
    whole = "معتمدة</span> راجعها هدى في 21 تشرين الثاني 2026، واعتمدها سعاد في 22 تشرين الثاني"
    assert whole in files["site_src/articles/a.md"]
    assert whole in files["site_src/people/andrew.md"]
    assert "مراجَعة</span> راجعها هدى في 21" in files["site_src/topics/t.md"]
    assert "**الحالة** <span" in files["site_src/glossary/index.md"]


# Who is published

HIDDEN = "publish: {people: reviewed}\n"
SECRET = {"id": "sami", "name": "سامي القط", "latin": "Sami Cat", "variants": ["الصقر الأسود"]}
TERMS = [
    {"id": "falcon", "name": "الصقر الرمادي", "see": "sami"},
    {"id": "hawk", "name": "الباز الأبيض", "see": "falcon"},
    {
        "id": "ministry",
        "name": "الوزارة",
        "definition": "يعمل فيها [[person:sami]] و[[الصقر الأسود]]، و[[sami|رجل]] آخر، "
        "و[[andrew]].",
        "basis": "عام.",
        "see": "sami",
        "see_also": ["sami", "falcon", "andrew"],
    },
]


def hidden(config: str = HIDDEN) -> tuple[Edition, list[tuple[str, str]], dict[str, str]]:
    edition, found = made(
        people=[{**reviewed_entry(ANDREW)}, SECRET],
        config=config,
        glossary=TERMS,
        topics=[
            {"id": "t", "name": "موضوع", "definition": "عن [[الصقر الأسود]].", "phrases": "نفى"}
        ],
    )
    return edition, found, {p: data.decode() for p, data in edition_files(edition).items()}


def test_who_is_not_reviewed_is_nowhere_but_in_the_texts() -> None:
    edition, found, files = hidden()
    assert [person.id for person in edition.registers.people] == ["andrew"]
    assert [person.id for person in edition.unpublished.people] == ["sami"]
    assert ("K424", "kashshaf.yml") in found
    for words in ("Sami Cat", "sami", "الصقر الأسود", "الصقر الرمادي", "الباز الأبيض"):
        assert [path for path, text in files.items() if words in text] == [], words
    assert {path for path, text in files.items() if "سامي القط" in text} <= {
        "site_src/articles/a.md",
        "site_src/topics/t.md",  # the sentence that puts the article under the topic
    }
    assert "ونفى سامي القط ذلك." in files["site_src/articles/a.md"]
    pages = {p.removeprefix("site_src/"): t for p, t in files.items() if p.endswith(".md")}
    assert broken_links(pages) == []


def test_a_definition_says_that_somebody_is_not_named() -> None:
    _, found, files = hidden()
    page = files["site_src/glossary/index.md"]
    assert "يعمل فيها (اسم لم يُراجَع بعد) و(اسم لم يُراجَع بعد)، ورجل آخر، و[أندرو ميلر](" in page
    assert [where for code, where in found if code == "K425"] == [
        "seeds/registers/topics.yml:3:15",
        "seeds/registers/glossary.yml:9:15",
    ]


def test_the_archive_may_publish_everybody() -> None:
    edition, found, files = hidden("publish: {people: all}\n")
    assert [person.id for person in edition.registers.people] == ["andrew", "sami"]
    assert "K424" not in {code for code, _ in found}
    assert "لم تُراجَع بعد" in files["site_src/people/sami.md"]
    assert "مراجَعة" in files["site_src/people/andrew.md"]


def test_nobody_is_published_unless_the_archive_says_so() -> None:
    for config in ("publish:\n", "publish: {}\n", "publish: {people: everybody}\n"):
        assert [p.id for p in hidden(config)[0].registers.people] == ["andrew"], config


def test_a_mention_of_who_is_not_published_goes_to_nobody_else() -> None:
    people = [reviewed_entry(ANDREW), {"id": "matthew", "name": "ماثيو ميلر"}]
    files: dict[str, object] = {
        "kashshaf.yml": HIDDEN,
        A: "قال ماثيو ميلر ذلك، ثم قال ميلر غيره.\n",
        "seeds/articles/b.txt": "قال أندرو ميلر وماثيو ميلر، وزاد ميلر.\n",
        "seeds/registers/people.yml": people,
    }
    edition, findings = composed(files)
    assert edition.mentions["a"] == ()
    assert [(m.record, m.candidates) for m in edition.mentions["b"]] == [
        ("andrew", ()),
        (None, ("andrew",)),
    ]
    assert [f.code for f in findings if f.code == "K012"] == ["K012"]


def test_articles_that_are_not_reviewed_may_be_left_out() -> None:
    glossary = [{"id": "g", "name": "الوزارة", "definition": "تعريف.", "sources": ["a#p1", "b#p1"]}]
    files: dict[str, object] = {
        "kashshaf.yml": "publish: {people: all, articles: reviewed}\n",
        A: TEXT,
        "seeds/articles/a.yml": reviewed_record(RECORD),
        "seeds/articles/b.txt": "قال أندرو ميلر في الوزارة غير ذلك.\n",
        "seeds/registers/people.yml": [ANDREW],
        "seeds/registers/glossary.yml": glossary,
    }
    edition, findings = composed(files)
    assert [article.id for article in edition.articles] == ["a"]
    assert [article.id for article in edition.unpublished_articles] == ["b"]
    assert [f.code for f in findings if f.code == "K424"] == ["K424"]
    made_files = {path: data.decode() for path, data in edition_files(edition).items()}
    assert not [path for path, text in made_files.items() if "غير ذلك" in text or "/b.md" in path]
    pages = {p.removeprefix("site_src/"): t for p, t in made_files.items() if p.endswith(".md")}
    assert broken_links(pages) == []
