"""The data files: their schemas hold, and they say the same as the pages and the sources."""

from __future__ import annotations

import hashlib
import json
import re
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.data import FOLDER, NAMES
from kashshaf.model import Edition
from kashshaf.pipeline import edition_files
from tests.conftest import fill_small
from tests.support import ROOT, Archive, Json, anchors, composed


def loaded(files: dict[str, bytes], name: str) -> Json:
    return json.loads(files[f"{FOLDER}/{name}.json"])


def validate(files: dict[str, bytes]) -> None:
    for name in NAMES:
        schema = json.loads(files[f"{FOLDER}/{name}.schema.json"])
        validator = jsonschema.Draft202012Validator(schema)
        validator.check_schema(schema)
        validator.validate(loaded(files, name))


def edition_of(archive: Archive) -> dict[str, bytes]:
    return edition_files(composed(archive.inputs())[0])


def test_the_data_of_the_repository_follow_their_schemas(seed_files: dict[str, bytes]) -> None:
    validate(seed_files)


def test_the_data_of_other_archives_follow_their_schemas(small: Archive) -> None:
    validate(edition_of(small))
    small.article("bare", "لا شيء يعرف عن هذه.")
    small.article("none", "لا تنشر.", rights="none", date="[2023..2024]", author="كاتب")
    small.article("x", "قال ميلر.", source={"name": "س", "url": "https://x/y?z=1&a=(b)"})
    small.write("seeds/articles/md.md", "# عنوان\n\nنص.\n\n## فرعي\n\nنص.")
    validate(edition_of(small))
    validate(edition_files(composed({})[0]))


@pytest.mark.parametrize("name", NAMES)
def test_a_schema_refuses_what_is_not_a_record(name: str, seed_files: dict[str, bytes]) -> None:
    schema = json.loads(seed_files[f"{FOLDER}/{name}.schema.json"])
    validator = jsonschema.Draft202012Validator(schema)
    data = loaded(seed_files, name)
    assert data[name]
    for key in list(data[name][0]):
        record = data[name][0]
        without = {k: v for k, v in record.items() if k != key}
        assert not validator.is_valid({**data, name: [without]}), f"{key} may be missing"
        assert not validator.is_valid({**data, name: [{**record, key: {"x": 1}}]}), key
    assert not validator.is_valid({**data, name: [{**data[name][0], "more": 1}]})
    assert not validator.is_valid({**data, "format": 99})


TEXT = st.text(min_size=1, max_size=30)


@given(TEXT, TEXT, TEXT)
@settings(max_examples=60)
def test_any_words_of_people_follow_the_schemas(one: str, two: str, three: str) -> None:
    files = {
        "seeds/articles/a.txt": f"نص {one} في أندرو ميلر.\n{two}",
        "seeds/articles/a.yml": {"title": one, "author": two, "source": three, "note": one},
        "seeds/registers/people.yml": [
            {"id": "a", "name": f"أندرو {one}", "variants": [f"أندرو ميلر {two}"], "sort": three}
        ],
        "seeds/registers/topics.yml": [{"id": "t", "name": one, "definition": two}],
        "seeds/registers/glossary.yml": [{"id": "g", "name": one, "definition": three}],
    }
    validate(edition_files(composed(files)[0]))


def test_references_that_lead_nowhere_are_left_out(small: Archive) -> None:
    fill_small(small)
    topic = {"id": "t", "name": "ت", "definition": "ت", "broader": ["no"], "related": ["NO way"]}
    small.write("seeds/registers/topics.yml", [{**topic, "sources": ["no#p1", "first#p99"]}])
    term = {"id": "g", "name": "غ", "see": "nothing"}
    other = {"id": "h", "name": "ه", "definition": "ه", "see_also": ["nobody", "t"]}
    small.write("seeds/registers/glossary.yml", [term, other])
    files = edition_of(small)
    validate(files)
    (made,) = loaded(files, "topics")["topics"]
    assert (made["broader"], made["related"], made["sources"]) == ([], [], [])
    see, also = loaded(files, "glossary")["glossary"]
    assert (see["see"], also["see_also"]) == (None, ["t"])


def test_one_record_a_line(seed_files: dict[str, bytes]) -> None:
    for name in NAMES:
        text = seed_files[f"{FOLDER}/{name}.json"].decode()
        assert text.endswith("\n]}\n")
        lines = text.split("\n")[1:-2]
        records = [json.loads(line.removesuffix(",")) for line in lines]
        assert records == loaded(seed_files, name)[name]
    assert loaded(edition_files(composed({})[0]), "people") == {"format": 1, "people": []}


def test_articles_point_into_their_sources(seed_files: dict[str, bytes]) -> None:
    articles = loaded(seed_files, "articles")["articles"]
    assert len(articles) == 5
    for article in articles:
        data = (ROOT / article["file"]).read_bytes()
        assert article["sha256"] == hashlib.sha256(data).hexdigest()
        text = data.decode()
        page = seed_files[f"site_src/{article['page']}"].decode()
        known = anchors(page)
        end = 0
        for block in article["blocks"]:
            assert block["anchor"] in known
            assert end <= block["start"] < block["end"] <= len(text)
            assert text[end : block["start"]].strip() == ""
            end = block["end"]
        assert text[end:].strip() == ""


def test_mentions_agree_with_what_articles_and_records_count(
    seed_files: dict[str, bytes], seeds: Edition
) -> None:
    mentions = loaded(seed_files, "mentions")["mentions"]
    for kind, file in (("person", "people"), ("term", "glossary")):
        for record in loaded(seed_files, file)[file]:
            mine = [m for m in mentions if m["record"] == record["id"] and m["kind"] == kind]
            counted = {one["article"]: one["mentions"] for one in record["articles"]}
            assert sum(counted.values()) == len(mine)
            assert set(counted) == {m["article"] for m in mine}
    for article in loaded(seed_files, "articles")["articles"]:
        here = [m for m in mentions if m["article"] == article["id"]]
        people = {one["id"]: one["mentions"] for one in article["people"]}
        assert sum(people.values()) == len([m for m in here if m["kind"] == "person"])
        for given_topic in article["topics"]:
            evidence = {m["anchor"] for m in here if m["record"] == given_topic["id"]}
            assert set(given_topic["evidence"]) == evidence
    assert len(
        {(m["file"], m["start"], m["end"], m["kind"], m["record"]) for m in mentions}
    ) == len(mentions)
    assert {m["kind"] for m in mentions} == {"person", "term", "topic"}


def test_paragraph_numbers_and_anchors_of_mentions(seed_files: dict[str, bytes]) -> None:
    blocks = {
        (article["id"], block["anchor"]): block
        for article in loaded(seed_files, "articles")["articles"]
        for block in article["blocks"]
    }
    for mention in loaded(seed_files, "mentions")["mentions"]:
        block = blocks[mention["article"], mention["anchor"]]
        assert block["start"] <= mention["start"] < mention["end"] <= block["end"]
        number = re.fullmatch(r"p(\d+)", mention["anchor"])
        assert mention["paragraph"] == (int(number[1]) if number else None)


def test_an_undecided_mention_names_its_candidates(small: Archive) -> None:
    small.article("third", "رفض ميلر الإجابة.", title="ث", slug="third")
    mentions = loaded(edition_of(small), "mentions")["mentions"]
    (mention,) = [m for m in mentions if m["article"] == "third"]
    assert mention["record"] is None
    assert mention["candidates"] == ["andrew-miller", "matthew-miller"]
    assert mention["rule"] == "ambiguous"
    assert (mention["start"], mention["end"], mention["surface"]) == (4, 8, "ميلر")


def test_the_documentation_names_every_field(seed_files: dict[str, bytes]) -> None:
    text = Path(ROOT / "docs/data.md").read_text(encoding="utf-8")
    for name in NAMES:
        for key in loaded(seed_files, name)[name][0]:
            assert f"`{key}`" in text, f"{name}: {key}"
