"""What registers, records and texts say of each other: each finding, and the case without it."""

from __future__ import annotations

import hashlib

import pytest

from kashshaf.findings import RULES
from tests.support import Json, composed

TEXT = "قال أندرو ميلر في قطاع غزة إنه استقال من منصبه أمس.\nوأضاف ميلر ذلك.\n"
A = "seeds/articles/a.txt"
RECORD = {"title": "عنوان", "date": "2024-06-30", "source": "صحيفة"}
PERSON = {"id": "andrew", "name": "أندرو ميلر"}
TOPIC = {"id": "resignations", "name": "الاستقالات", "definition": "عنها", "phrases": ["استقال"]}
TERM = {"id": "gaza", "name": "قطاع غزة", "definition": "أرض", "basis": "عام"}


def codes(
    *,
    text: str = TEXT,
    record: Json = RECORD,
    people: Json = (),
    topics: Json = (),
    terms: Json = (),
    more: dict[str, object] | None = None,
) -> list[tuple[str, str]]:
    """Return (code, place) of the findings in an archive of one article."""
    files: dict[str, object] = {
        "kashshaf.yml": "title: أرشيف\n",
        A: text,
        "seeds/articles/a.yml": record,
        "seeds/registers/people.yml": [PERSON, *people],
        "seeds/registers/topics.yml": [TOPIC, *topics],
        "seeds/registers/glossary.yml": [TERM, *terms],
        **(more or {}),
    }
    _, findings = composed(files)
    names = {"seeds/articles/": "", "seeds/registers/": ""}
    found = []
    for finding in findings:
        where = str(finding.location)
        for prefix, short in names.items():
            where = where.replace(prefix, short)
        found.append((finding.code, where))
    return sorted(found)


def one(code: str, **files: Json) -> str:
    """Return the place of the only finding."""
    found = codes(**files)
    assert [name for name, _ in found] == [code], found
    return found[0][1]


def test_an_archive_that_lacks_nothing_has_no_finding() -> None:
    assert codes() == []


# Articles


@pytest.mark.parametrize(("key", "code"), [("title", "K400"), ("date", "K401"), ("source", "K402")])
def test_an_article_lacks_what_its_record_does_not_say(key: str, code: str) -> None:
    without = {name: value for name, value in RECORD.items() if name != key}
    assert one(code, record=without) == "a.yml:1:1"
    assert codes(record={**without, key: "unknown"}) == [] or key == "title"


def test_a_title_in_the_source_is_a_title() -> None:
    without = {name: value for name, value in RECORD.items() if name != "title"}
    assert codes(record=without, text=f"استقالة أندرو ميلر\n{TEXT}") == []


def test_an_article_without_a_record_lacks_all_three() -> None:
    _, findings = composed({"kashshaf.yml": "title: x", A: TEXT})
    assert sorted(f.code for f in findings) == ["K400", "K401", "K402"]
    assert {str(f.location) for f in findings} == {A}


@pytest.mark.parametrize(
    ("files", "place", "named"),
    [
        ({"a.txt": TEXT}, "a.txt", "a.yml"),
        ({"a.txt": TEXT, "a.yml": "note: س\n"}, "a.yml:1:1", "a.yml"),
        ({"a.txt": TEXT, "a.yml": ""}, "a.yml", "a.yml"),
        ({"a.md": f"---\nnote: س\n---\n{TEXT}"}, "a.md:2:1", "the front matter of {}a.md"),
        ({"a.md": TEXT}, "a.md", "the front matter of {}a.md, or in {}a.yml"),
        ({"a.md": TEXT, "a.yml": "note: س\n"}, "a.yml:1:1", "a.yml"),
    ],
)
def test_what_is_lacking_is_asked_for_where_a_record_is_written(
    files: Json, place: str, named: str
) -> None:
    folder = "seeds/articles/"
    inputs = {f"{folder}{name}": text for name, text in files.items()}
    _, findings = composed({"kashshaf.yml": "title: x", **inputs})
    found = {f.code: f for f in findings if f.code in ("K400", "K401", "K402")}
    assert {str(f.location) for f in found.values()} == {folder + place}
    where = named.replace("{}", folder) if "{}" in named else folder + named
    assert found["K400"].hint == f"write `title:` in {where}"
    assert found["K401"].hint == f"write `date:` in {where}, or `date: unknown`"
    assert found["K402"].hint == f"write `source:` in {where}, or `source: unknown`"


def test_a_ruling_that_meets_nothing_is_told_at_its_surface() -> None:
    ruling = {"surface": "أوباما", "record": "none"}
    assert one("K013", record={**RECORD, "mentions": [ruling]}) == "a.yml:5:12"
    unknown = {**ruling, "record": "nobody"}
    assert one("K302", record={**RECORD, "mentions": [unknown]}) == "a.yml:6:11"


def test_a_conflict_in_front_matter_is_one_finding() -> None:
    matter = "title: س\n<<<<<<< HEAD\ndate: 2024\n=======\ndate: 2023\n>>>>>>> main\n"
    files = {"kashshaf.yml": "title: x", "seeds/articles/a.md": f"---\n{matter}---\n{TEXT}"}
    _, findings = composed(files)
    assert [(f.code, str(f.location)) for f in findings] == [("K211", "seeds/articles/a.md:3:1")]


def test_a_title_of_5000_characters() -> None:
    assert one("K404", record={**RECORD, "title": "ع" * 5000}) == "a.yml:1:1"
    assert codes(record={**RECORD, "title": "ع" * 300}) == []


def test_a_source_that_changed_since_it_was_reviewed() -> None:
    def record(data: str) -> Json:
        sha256 = hashlib.sha256(data.encode()).hexdigest()
        return {**RECORD, "status": "reviewed", "reviewed": {"by": "محررة", "sha256": sha256}}

    assert one("K422", record=record(TEXT)) == "a.yml:7:11"
    assert one("K403", record=record(TEXT + " ")) == "a.yml:7:11"


def test_a_status_that_nobody_answers_for() -> None:
    assert one("K403", record={**RECORD, "status": "approved"}) == "a.yml:1:1"
    assert codes(record={**RECORD, "status": "draft"}) == []


# References


def test_topics_and_rulings_of_a_record_must_be_known() -> None:
    assert one("K302", record={**RECORD, "topics": {"add": ["resignation"]}})
    assert one("K302", record={**RECORD, "topics": {"drop": ["resignation"]}})
    assert codes(record={**RECORD, "topics": {"drop": ["resignations"], "add": []}}) == [
        ("K014", "topics.yml:1:3")
    ]
    ruling = {"surface": "ميلر", "record": "andru"}
    # A ruling that names nobody decides nothing, and is one finding.
    found = codes(record={**RECORD, "mentions": [ruling]})
    assert found == [("K302", "a.yml:6:11")]
    assert codes(record={**RECORD, "mentions": [{**ruling, "record": "andrew"}]}) == []


@pytest.mark.parametrize("key", ["broader", "related"])
def test_other_topics_must_be_known(key: str) -> None:
    other = {**TOPIC, "id": "other", "name": "أخرى", "phrases": ["منصبه"]}
    assert one("K302", topics=[{**other, key: ["none"]}])
    assert one("K302", topics=[{**other, key: ["gaza"]}])
    assert codes(topics=[{**other, key: ["resignations"]}]) == []


def test_whom_a_person_is_taken_for_must_be_known() -> None:
    text = TEXT + "ورد ماثيو ميلر.\n"
    other = {"id": "matthew", "name": "ماثيو ميلر"}
    assert one("K302", text=text, people=[{**other, "different_from": ["andru"]}])
    assert one("K302", text=text, people=[{**other, "different_from": ["gaza"]}])
    assert codes(text=text, people=[{**other, "different_from": ["andrew"]}]) == []


@pytest.mark.parametrize("key", ["see", "see_also"])
def test_other_terms_must_be_known(key: str) -> None:
    other: Json = {"id": "other", "name": "القطاع", "basis": "عام", "definition": "أرض"}
    other["variants"] = ["منصبه"]
    if key == "see":
        other = {"id": "other", "name": "القطاع"}
    assert one("K302", terms=[{**other, key: "none"}])
    assert codes(terms=[{**other, key: "gaza"}]) == []


@pytest.mark.parametrize(
    ("place", "right"),
    [("a#p1", True), ("a#p2", True), ("a#p3", False), ("a#h1", False), ("b#p1", False)],
)
def test_a_place_must_be_there(place: str, right: bool) -> None:
    people = [{"id": "b", "name": "أحمد السالم", "roles": [{"role": "وزير", "at": place}]}]
    found = codes(terms=[{**TERM, "id": "post", "name": "منصبه", "sources": [place]}])
    assert [code for code, _ in found] == ([] if right else ["K303"])
    found = codes(topics=[{**TOPIC, "id": "x", "name": "x", "sources": [place]}])
    assert [code for code, _ in found] == ([] if right else ["K303"])
    found = codes(people=people, text=TEXT.replace("أمس", "قال أحمد السالم"))
    assert [code for code, _ in found] == ([] if right else ["K303"])


def test_a_near_miss_is_suggested() -> None:
    _, findings = composed(
        {
            A: TEXT,
            "seeds/articles/a.yml": {**RECORD, "topics": ["resignation"]},
            "seeds/registers/topics.yml": [TOPIC],
        }
    )
    assert [f.hint for f in findings if f.code == "K302"] == ["did you mean «resignations»?"]


@pytest.mark.parametrize(
    ("written", "near"),
    [
        ("casey-resignation", ""),
        ("miler-resignation", "miller-resignation"),
        ("miller-resignations", "miller-resignation"),
        ("interview-2", ""),
        ("intervew-3", "interview-3"),
        ("b", ""),
    ],
)
def test_another_article_is_never_suggested(written: str, near: str) -> None:
    """Who follows such a hint cites what says something else."""
    sources = {f"seeds/articles/{n}.txt": TEXT for n in "abc"}
    slugs = ("miller-resignation", "interview-3", "a")
    records = {
        f"seeds/articles/{n}.yml": {**RECORD, "slug": slug}
        for n, slug in zip("abc", slugs, strict=True)
    }
    topics = [{**TOPIC, "sources": [f"{written}#p1"]}]
    _, findings = composed({**sources, **records, "seeds/registers/topics.yml": topics})
    (one,) = [f for f in findings if f.code == "K303"]
    assert one.hint == (f"did you mean «{near}»?" if near else RULES["K303"].hint)


def see(identity: str, target: str) -> Json:
    return {"id": identity, "name": f"انظر {identity}", "see": target}


def test_see_references_that_go_round_in_a_circle() -> None:
    assert codes(terms=[see("a", "b"), see("b", "gaza")]) == []
    assert one("K304", terms=[see("a", "b"), see("b", "a")]) == "glossary.yml:5:3"
    assert one("K304", terms=[see("a", "a")]) == "glossary.yml:5:3"
    assert one("K304", terms=[see("x", "a"), see("a", "b"), see("b", "c"), see("c", "a")])
    two = codes(terms=[see("a", "b"), see("b", "a"), see("c", "d"), see("d", "c")])
    assert [code for code, _ in two] == ["K304", "K304"]


def test_a_chain_of_thousands_is_no_circle_and_no_crash() -> None:
    chain = [see(f"t{n}", f"t{n + 1}") for n in range(5000)]
    assert codes(terms=[*chain, see("t5000", "gaza")]) == []
    assert one("K304", terms=[*chain, see("t5000", "t0")])


def test_broader_topics_that_go_round_in_a_circle() -> None:
    one_topic = {**TOPIC, "id": "one", "name": "أولى", "broader": ["two"]}
    other = {**TOPIC, "id": "two", "name": "ثانية"}
    assert codes(topics=[one_topic, {**other, "broader": ["resignations"]}]) == []
    assert one("K305", topics=[one_topic, {**other, "broader": ["one"]}]) == "topics.yml:6:3"
    # Two ways up to one topic are no circle.
    third = {**TOPIC, "id": "three", "name": "ثالثة", "broader": ["one", "two"]}
    assert codes(topics=[one_topic, other, third]) == []


@pytest.mark.parametrize(
    ("definition", "code"),
    [
        ("في [[gaza]]", None),
        ("في [[قطاع غزة]]", None),
        ("في [[gaza|القطاع]]", None),
        ("قاله [[person:andrew]] عن [[topic:resignations]]", None),
        ("قاله [[andrew]]", None),
        ("في [[gazza]]", "K306"),
        ("في [[person:gaza]]", "K306"),
        ("في [[القطاع]]", "K306"),
        ("في [[gaza", None),
        ("في [[ميلر]]", "K306"),
    ],
)
def test_references_in_definitions(definition: str, code: str | None) -> None:
    term = {**TERM, "id": "x", "name": "منصبه", "definition": definition}
    assert [found for found, _ in codes(terms=[term])] == ([code] if code else [])
    topic = {**TOPIC, "id": "x", "name": "منصب", "definition": definition}
    assert [found for found, _ in codes(topics=[topic])] == ([code] if code else [])


def test_a_reference_that_fits_two_entries() -> None:
    double = [
        {"id": "one", "name": "منصبه", "definition": "أ", "basis": "عام"},
        {"id": "two", "name": "منصبه", "definition": "ب", "basis": "عام"},
    ]
    x = {"id": "x", "name": "أمس", "definition": "في [[منصبه]]", "basis": "عام"}
    found = [code for code, _ in codes(terms=[*double, x])]
    assert "K307" in found
    assert "K306" not in found
    by_id = {**x, "definition": "في [[one]]"}
    assert "K307" not in [code for code, _ in codes(terms=[*double, by_id])]


# Records that no text meets


def test_a_record_that_is_never_met() -> None:
    assert one("K014", people=[{"id": "x", "name": "ليلي غرينبرغ"}]) == "people.yml:3:3"
    assert one("K014", topics=[{**TOPIC, "id": "x", "name": "أخرى", "phrases": ["هدنة"]}])
    assert one("K014", terms=[{**TERM, "id": "x", "name": "هدنة"}]) == "glossary.yml:5:3"
    # A cross-reference is for readers, and need not be met.
    assert codes(terms=[see("x", "gaza")]) == []
    # A topic that an editor gave is met.
    topic = {**TOPIC, "id": "x", "name": "أخرى", "phrases": ["هدنة"]}
    assert codes(topics=[topic], record={**RECORD, "topics": ["x"]}) == []


def test_who_may_be_meant_is_met() -> None:
    found = codes(people=[{"id": "matthew", "name": "ماثيو ميلر"}], text="قال ميلر ذلك.\n")
    assert [code for code, _ in found if code in ("K012", "K014")].count("K012") == 1
    assert not [where for code, where in found if code == "K014" and "people" in where]


# Files


def test_files_among_the_sources_that_belong_to_nothing() -> None:
    more: dict[str, object] = {"seeds/articles/b.yml": RECORD}
    assert one("K110", more=more) == "b.yml"
    assert one("K111", more={"seeds/articles/b.pdf": b"%PDF"}) == "b.pdf"


def test_two_articles_with_one_id() -> None:
    more: dict[str, object] = {
        "seeds/articles/b.txt": TEXT,
        "seeds/articles/b.yml": {**RECORD, "slug": "a"},
    }
    assert one("K109", more=more) == "b.yml:1:1"
    more["seeds/articles/b.yml"] = {**RECORD, "slug": "b"}
    assert codes(more=more) == []


def test_one_record_for_two_articles() -> None:
    assert one("K109", more={"seeds/articles/a.md": TEXT}) in ("a.txt", "a.md")


def test_a_record_and_a_front_matter() -> None:
    text = f"---\ntitle: عنوان\ndate: 2024-06-30\nsource: صحيفة\n---\n{TEXT}"
    more: dict[str, object] = {"seeds/articles/b.md": text}
    assert codes(more=more) == []
    more["seeds/articles/b.yml"] = RECORD
    assert one("K201", more=more) == "b.md:1:1"


def test_an_id_made_of_a_name_that_is_none() -> None:
    for name, code in [("مقالة", "K108"), ("two words", None), ("A_1", None), ("a%2e", "K108")]:
        found = codes(
            more={f"seeds/articles/{name}.txt": TEXT, f"seeds/articles/{name}.yml": RECORD}
        )
        assert [found_code for found_code, _ in found] == ([code] if code else [])


def test_the_configuration() -> None:
    def config(text: str) -> list[tuple[str, str]]:
        return codes(more={"kashshaf.yml": text})

    assert config("title: x\nlocale: ar_EG\ndigits: arabic\nlink: {people: all}\n") == []
    assert config("titel: x\n") == [("K202", "kashshaf.yml:1:1")]
    assert config("locale: en_US\n") == [("K203", "kashshaf.yml:1:9")]
    assert config("digits: roman\n") == [("K203", "kashshaf.yml:1:9")]
    assert config("link: {people: some}\n") == [("K203", "kashshaf.yml:1:16")]
    assert config("link: {persons: all}\n") == [("K202", "kashshaf.yml:1:8")]
    assert config("- title\n")[0] == ("K203", "kashshaf.yml:1:1")
    assert config("title: [\n")[0][0] == "K200"
