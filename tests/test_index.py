"""What an index makes of mentions: locators, people met together, related articles."""

from __future__ import annotations

from kashshaf.index import RELATED, Index
from tests.support import Json, composed

PEOPLE = [
    {"id": identity, "name": name}
    for identity, name in [
        ("joe", "جو بايدن"),
        ("mike", "مايك كيسي"),
        ("lily", "ليلي جرينبرج"),
        ("tariq", "طارق حبش"),
    ]
]
TOPICS = [
    {"id": "support", "name": "الدعم", "definition": "د", "phrases": ["الدعم"], "at_least": 2},
    {
        "id": "arms",
        "name": "الأسلحة",
        "definition": "س",
        "phrases": ["الأسلحة"],
        "broader": ["support"],
    },
]


def index(texts: dict[str, str], records: dict[str, Json] | None = None) -> Index:
    files: dict[str, object] = {
        "seeds/registers/people.yml": PEOPLE,
        "seeds/registers/topics.yml": TOPICS,
    }
    for name, text in texts.items():
        files[f"seeds/articles/{name}.txt"] = text
        record = {"layout": {"title_line": "false", "headings": []}}
        files[f"seeds/articles/{name}.yml"] = {**record, **(records or {}).get(name, {})}
    return Index(composed(files)[0])


def test_articles_are_in_the_order_of_their_dates_and_the_undated_last() -> None:
    dates = {"c": "2023", "a": "2024-02", "b": "2024-01-31", "e": "2024"}
    made = index(
        dict.fromkeys("abcdez", "نص."), {name: {"date": date} for name, date in dates.items()}
    )
    assert [article.id for article in made.edition.articles] == ["c", "e", "b", "a", "d", "z"]


def test_an_occurrence_holds_the_mentions_of_one_record_in_one_article() -> None:
    made = index({"a": "قال جو بايدن. وأضاف بايدن.\nورد مايك كيسي.", "b": "قال جو بايدن."})
    found = [
        (one.article.id, [mention.surface for mention in one.mentions])
        for one in made.occurrences["joe"]
    ]
    assert found == [("a", ["جو بايدن", "بايدن"]), ("b", ["جو بايدن"])]
    assert set(made.occurrences) == {"joe", "mike"}
    assert made.people_in["a"] == (("joe", 2), ("mike", 1))


def test_people_met_together_are_counted_by_articles() -> None:
    made = index(
        {
            "a": "جو بايدن مع مايك كيسي ومع مايك كيسي وليلي جرينبرج",
            "b": "جو بايدن مع مايك كيسي",
            "c": "طارق حبش",
        }
    )
    assert made.together["joe"] == (("mike", 2), ("lily", 1))
    assert made.together["tariq"] == ()


def test_a_topic_needs_as_many_paragraphs_as_it_says() -> None:
    made = index(
        {
            "once": "الدعم والدعم.\nنص آخر.",
            "twice": "الدعم.\nومن الدعم.",
            "arms": "بيع الأسلحة.",
        }
    )
    given = {a.id: [t.topic for t in made.edition.topics_of[a.id]] for a in made.edition.articles}
    assert given == {"once": [], "twice": ["support"], "arms": ["arms"]}
    (assignment,) = made.edition.topics_of["twice"]
    assert [block.anchor for block in assignment.blocks] == ["p1", "p2"]
    assert made.narrower == {"support": ("arms",)}
    assert [article.id for article in made.articles_of_topic["arms"]] == ["arms"]


def test_an_editor_adds_and_drops_topics() -> None:
    texts = {"a": "بيع الأسلحة.", "b": "نص."}
    records = {"a": {"topics": {"drop": ["arms"]}}, "b": {"topics": {"add": ["arms"]}}}
    made = index(texts, records)
    assert made.edition.topics_of["a"] == ()
    (assignment,) = made.edition.topics_of["b"]
    assert (assignment.topic, assignment.blocks, assignment.by_editor) == ("arms", (), True)
    (assignment,) = index(texts).edition.topics_of["a"]
    assert assignment.by_editor is False


def test_a_rare_person_brings_articles_closer_than_a_common_one() -> None:
    texts = {f"n{number}": "قال جو بايدن." for number in range(6)}
    texts |= {"x": "قال جو بايدن وطارق حبش.", "y": "قال طارق حبش.", "z": "لا أحد."}
    made = index(texts)
    related = made.related["x"]
    assert related[0].article.id == "y"
    assert related[0].shared == ("tariq",)
    assert related[1].shared == ("joe",)
    assert len(related) == RELATED
    assert made.related["z"] == ()
    assert all(one.article.id != "x" for one in related)


def test_what_is_shared_is_named_the_rarest_first() -> None:
    texts = {"x": "جو بايدن وطارق حبش.", "y": "جو بايدن وطارق حبش.", "z": "جو بايدن."}
    assert index(texts).related["x"][0].shared == ("tariq", "joe")
