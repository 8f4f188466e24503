"""The registers: what is read, and a finding at the place of everything that is wrong."""

from __future__ import annotations

import pytest

from kashshaf.authority import read_registers
from kashshaf.model import Finding, Registers


def read(name: str, text: str) -> tuple[Registers, list[Finding]]:
    registers, findings = read_registers({f"{name}.yml": (f"{name}.yml", text)})
    return registers, list(findings)


def found(name: str, text: str) -> list[tuple[str, str]]:
    return [(one.code, str(one.location)) for one in read(name, text)[1]]


PERSON = "- id: lily\n  name: ليلي جرينبرج\n"
TERM = "- id: nsc\n  name: مجلس الأمن\n  definition: مجلس.\n  basis: عام.\n"
TOPIC = "- id: aid\n  name: المساعدات\n  definition: ما قيل عنها.\n"


def test_a_whole_record_of_a_person() -> None:
    registers, findings = read(
        "people",
        """\
- id: lily-greenberg
  name: ليلي جرينبرج
  latin: Lily Greenberg
  sort: جرينبرج، ليلي
  variants: [ليلي غرينبرغ]
  roles:
    - role: مساعد خاص
      at: miller#p18
  note: ملاحظة
""",
    )
    assert findings == []
    (lily,) = registers.people
    assert (lily.id, lily.heading, lily.latin, lily.sort, lily.surname, lily.note) == (
        "lily-greenberg",
        "ليلي جرينبرج",
        "Lily Greenberg",
        "جرينبرج، ليلي",
        "جرينبرج",
        "ملاحظة",
    )
    assert [(v.text, str(v.location)) for v in lily.variants] == [
        ("ليلي غرينبرغ", "people.yml:5:14")
    ]
    (role,) = lily.roles
    assert role.at is not None
    assert (role.text, role.at.article, role.at.anchor) == ("مساعد خاص", "miller", "p18")


@pytest.mark.parametrize(
    ("more", "surname"),
    [
        ("", "جرينبرج"),
        ("  sort: جرينبرج، ليلي\n", "جرينبرج"),
        ("  sort: غرينبرغ، ليلي\n", "جرينبرج"),
        ("  surname: none\n", ""),
        ("  surname: لا\n", ""),
        ("  surname: غرينبرغ\n", "غرينبرغ"),
    ],
)
def test_where_the_surname_comes_from(more: str, surname: str) -> None:
    (person,) = read("people", PERSON + more)[0].people
    assert person.surname == surname


def test_the_surname_of_more_words_and_the_name_of_one() -> None:
    text = (
        "- {id: a, name: محمد بن سلمان, sort: 'بن سلمان، محمد'}\n"
        "- {id: b, name: أدونيس}\n"
        "- {id: c, name: فيروز, sort: 'فيروز، نهاد'}\n"
    )
    registers, _ = read("people", text)
    assert [person.surname for person in registers.people] == ["بن سلمان", "", ""]


def test_a_whole_record_of_a_topic_and_of_a_term() -> None:
    registers, findings = read(
        "topics",
        TOPIC
        + "  phrases: [مساعدات]\n  at_least: 2\n  broader: [support]\n  related: [arms]\n"
        + "  sources: [a#p1, a#h2, a#title]\n",
    )
    (topic,) = registers.topics
    assert findings == []
    assert (topic.at_least, [r.id for r in topic.broader], [r.id for r in topic.related]) == (
        2,
        ["support"],
        ["arms"],
    )
    assert [(p.article, p.anchor) for p in topic.sources] == [
        ("a", "p1"),
        ("a", "h2"),
        ("a", "title"),
    ]
    registers, findings = read("glossary", TERM + "  kind: institution\n  see_also: [un]\n")
    assert findings == []
    assert (registers.terms[0].category, registers.terms[0].see_also[0].id) == ("institution", "un")
    registers, findings = read("glossary", "- {id: a, name: واحد, see: nsc}\n")
    assert findings == []
    assert registers.terms[0].see is not None
    assert registers.terms[0].see.id == "nsc"


@pytest.mark.parametrize(
    ("name", "text", "code", "where"),
    [
        # An unknown key, beside a known one.
        ("people", PERSON + "  nam: x\n", "K202", "people.yml:3:3"),
        ("topics", TOPIC + "  phrase: [x]\n", "K202", "topics.yml:4:3"),
        ("glossary", TERM + "  sea: nsc\n", "K202", "glossary.yml:5:3"),
        ("people", PERSON + "  roles: [{role: x, at: a#p1, from: y}]\n", "K202", "people.yml:3:31"),
        # A key that is missing.
        ("people", "- id: lily\n", "K204", "people.yml:1:3"),
        ("people", "- name: ليلي\n", "K204", "people.yml:1:3"),
        ("topics", "- id: aid\n  name: المساعدات\n", "K204", "topics.yml:1:3"),
        ("glossary", "- id: nsc\n  name: مجلس\n", "K204", "glossary.yml:1:3"),
        # Ids.
        ("people", "- {id: Lily, name: ليلي}\n", "K206", "people.yml:1:8"),
        ("people", "- {id: ليلي, name: ليلي}\n", "K206", "people.yml:1:8"),
        ("people", "- {id: ../x, name: ليلي}\n", "K206", "people.yml:1:8"),
        ("people", "- {id: %2e%2e, name: ليلي}\n", "K200", "people.yml:1:8"),
        ("people", "- {id: a--b, name: ليلي}\n", "K206", "people.yml:1:8"),
        ("people", "- {id: index, name: ليلي}\n", "K206", "people.yml:1:8"),
        ("people", "- {id: nul, name: ليلي}\n", "K206", "people.yml:1:8"),
        ("people", f"- {{id: {'a' * 81}, name: ليلي}}\n", "K206", "people.yml:1:8"),
        # The same twice.
        ("people", PERSON + "- {id: lily, name: ليلي أخرى}\n", "K300", "people.yml:3:8"),
        ("people", PERSON + "  name: ليلي\n", "K201", "people.yml:3:3"),
        ("people", PERSON + "  variants: [ليلى غ, ليلى غ]\n", "K301", "people.yml:3:22"),
        ("people", PERSON + "- {id: other, name: ليلى جرينبرج}\n", "K301", "people.yml:3:3"),
        ("glossary", TERM + TERM.replace("nsc", "unsc"), "K301", "glossary.yml:5:3"),
        # Values of the wrong kind.
        ("people", "id: lily\nname: ليلي\n", "K203", "people.yml:1:1"),
        ("people", "- lily\n", "K203", "people.yml:1:3"),
        ("people", PERSON + "  latin: [Lily]\n", "K203", "people.yml:3:10"),
        ("people", PERSON + "  variants: {a: b}\n", "K203", "people.yml:3:13"),
        ("people", PERSON + "  variants: ['...']\n", "K203", "people.yml:3:14"),
        ("topics", TOPIC + "  at_least: none\n", "K203", "topics.yml:4:13"),
        ("topics", TOPIC + "  at_least: 0\n", "K203", "topics.yml:4:13"),
        ("glossary", TERM + "  kind: ministry\n", "K203", "glossary.yml:5:9"),
        # Places.
        ("topics", TOPIC + "  sources: [a]\n", "K303", "topics.yml:4:13"),
        ("topics", TOPIC + "  sources: [a#p0]\n", "K303", "topics.yml:4:13"),
        ("topics", TOPIC + "  sources: [../a#p1]\n", "K303", "topics.yml:4:13"),
        # What rests on nothing.
        ("people", PERSON + "  roles: [وزيرة]\n", "K309", "people.yml:3:11"),
        ("people", PERSON + "  roles: [{role: وزيرة}]\n", "K309", "people.yml:3:11"),
        ("glossary", TERM.replace("  basis: عام.\n", ""), "K308", "glossary.yml:3:15"),
        # Too much.
        ("people", PERSON + f"  latin: {'x' * 501}\n", "K209", "people.yml:3:10"),
    ],
)
def test_what_is_wrong_is_found_at_its_place(name: str, text: str, code: str, where: str) -> None:
    assert found(name, text) == [(code, where)]


@pytest.mark.parametrize(
    ("name", "text"),
    [
        ("people", PERSON + "  latin: Lily\n  variants: ليلي ج\n  note: x\n"),
        ("people", PERSON + "- {id: other, name: ماريا جرينبرج}\n"),
        (
            "people",
            PERSON + "  variants: [ليلى]\n- {id: other, name: ليلى سعد, variants: [ليلى]}\n",
        ),
        ("people", PERSON + f"  latin: {'x' * 500}\n"),
        ("people", f"- {{id: {'a' * 80}, name: ليلي}}\n"),
        ("people", "[]"),
        ("people", ""),
        ("people", "# لا أحد بعد\n"),
        ("topics", TOPIC + "  at_least: 3\n  sources: [a-1#p999, a#h1, a#title]\n"),
        ("glossary", TERM + "  kind: law\n"),
        ("glossary", TERM.replace("basis: عام.", "sources: [a#p1]")),
    ],
)
def test_what_is_right_is_no_finding(name: str, text: str) -> None:
    assert found(name, text) == []


def test_what_is_meant_is_suggested() -> None:
    (finding,) = read("people", PERSON + "  varients: [x]\n")[1]
    assert finding.hint == "did you mean «variants»?"


def test_one_bad_record_costs_only_itself() -> None:
    registers, findings = read("people", "- {id: BAD, name: س ص}\n- 1\n" + PERSON)
    assert [person.id for person in registers.people] == ["lily"]
    assert [one.code for one in findings] == ["K206", "K203"]


def test_an_id_is_one_record_in_all_three_registers() -> None:
    texts = {
        "people.yml": ("people.yml", PERSON),
        "glossary.yml": ("glossary.yml", TERM.replace("nsc", "lily")),
    }
    _, findings = read_registers(texts)
    assert [(f.code, str(f.location)) for f in findings] == [("K300", "glossary.yml:1:3")]
    assert "people.yml:1:3" in findings[0].message


def test_namesakes_who_are_told_apart_may_share_a_name() -> None:
    one = "- {id: one, name: محمد علي}\n"
    other = "- {id: other, name: محمد على%s}\n"
    assert found("people", one + other % "") == [("K301", "people.yml:2:3")]
    apart = other % ", different_from: [one]"
    assert found("people", one + apart) == []
    assert found("people", apart + one) == []
    assert found("people", one + other % ", different_from: [third]") == [
        ("K301", "people.yml:2:3")
    ]


def test_a_shared_surname_alone_is_no_finding() -> None:
    people = "- {id: one, name: أندرو ميلر}\n- {id: two, name: ماثيو ميلر}\n"
    assert found("people", people) == []


def test_an_arabic_comma_separates_nothing_in_a_list() -> None:
    record = PERSON + "  variants: [{}]\n"
    assert found("people", record.format("ليلى غرينبرغ، ليلي غرينبرج")) == [
        ("K210", "people.yml:3:14")
    ]
    assert found("people", record.format("ليلى غرينبرغ, ليلي غرينبرج")) == []
