"""The repository's own archive: what its registers promise, and what an archive's folder is."""

from __future__ import annotations

import hashlib
import re
from pathlib import Path

import pytest

from kashshaf.archive import find_root, read_inputs
from kashshaf.compose import compose
from kashshaf.index import Index
from kashshaf.model import Edition
from tests.support import ROOT, Archive


def test_the_archive_has_no_finding() -> None:
    inputs = read_inputs(ROOT)
    _, findings = compose(inputs.files)
    assert [str(found) for found in (*inputs.findings, *findings)] == []


def test_all_16_people_are_there_with_their_roles_and_where_they_are_said(seeds: Edition) -> None:
    people = seeds.registers.people
    assert len(people) == 16
    for person in people:
        assert person.latin
        assert person.sort.count("،") == 1
        assert person.roles
        assert all(role.at is not None for role in person.roles)
    assert [p.id for p in people if p.surname == "ميلر"] == ["andrew-miller", "matthew-miller"]


def test_every_person_is_met_and_every_variant_occurs(seeds: Edition) -> None:
    index = Index(seeds)
    texts = "\n".join(article.text for article in seeds.articles)
    for person in seeds.registers.people:
        assert index.occurrences.get(person.id), person.id
        for variant in person.variants:
            assert variant.text in texts, variant.text


def test_topics_have_definitions_phrases_sources_and_evidence(seeds: Edition) -> None:
    topics = seeds.registers.topics
    assert len(topics) >= 10
    index = Index(seeds)
    for topic in topics:
        assert topic.definition
        assert topic.variants
        assert topic.sources
        articles = index.articles_of_topic[topic.id]
        assert 1 <= len(articles) < len(seeds.articles), topic.id
        for article in articles:
            (given,) = [t for t in seeds.topics_of[article.id] if t.topic == topic.id]
            assert given.blocks or given.by_editor
    assert any(topic.broader for topic in topics)
    assert any(topic.related for topic in topics)


def test_the_glossary_has_30_terms_that_say_what_they_rest_on(seeds: Edition) -> None:
    terms = seeds.registers.terms
    full = [term for term in terms if not term.see]
    assert len(full) >= 30
    assert [term for term in terms if term.see]
    for term in full:
        assert term.definition
        assert term.sources or term.basis
    assert sum(len(re.findall(r"\[\[", term.definition)) for term in full) >= 30
    assert {"institution", "law", "diplomacy", "outlet"} <= {term.category for term in full}


def test_inferred_dates_say_from_what(seeds: Edition) -> None:
    texts = {article.id: article for article in seeds.articles}
    for article in seeds.articles:
        date = article.record.date
        assert date is not None
        assert date.inferred
        places = re.findall(r"([a-z][a-z-]+)#(\w+)", date.basis)
        assert places
        for identity, anchor in places:
            assert anchor in {block.anchor for block in texts[identity].blocks}
        quotations = re.findall("«([^»]+)»", date.basis)
        assert quotations
        everything = " ".join(" ".join(one.text.split()) for one in seeds.articles)
        for quotation in quotations:
            for part in quotation.split(" … "):
                assert part in everything, part


#: The hashes of the files that the archive began with: a text is never changed.
SUMS = {
    "000": "fa49bceb52f32d929097974962c2507698d28486bc0fcc192208d5cba94f7b89",
    "001": "e8d61d737f6f83d088ed94b68309171624bc0ec184049f36049a135571d4afe4",
    "002": "d49453349f813cfdfa0f78e20003a76e0b6fff779ebed7249437bed67575d9e5",
    "003": "90525b00c075f6289a599d417613f8e9eba0eed2ff870f48089f5a2e874dea14",
    "004": "cb9b2fd506894ce4b1e366740329df6a3a4351062018bfa70958039b3d4ff1b1",
}


def test_the_sources_are_as_they_came() -> None:
    found = {
        path.name[:3]: hashlib.sha256(path.read_bytes()).hexdigest()
        for path in (ROOT / "seeds/articles").glob("00[0-4]_*.txt")
    }
    assert found == SUMS


# The folder


def test_an_archive_is_found_from_any_folder_in_it(archive: Archive, tmp_path: Path) -> None:
    below = archive.root / "seeds/articles/1998"
    below.mkdir()
    assert find_root(below) == archive.root.resolve()
    assert find_root(archive.root) == archive.root.resolve()
    assert find_root(tmp_path) is None


def test_a_folder_above_that_may_not_be_looked_into(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def is_file(self: Path) -> bool:
        raise PermissionError(13, "Permission denied", str(self))

    monkeypatch.setattr(Path, "is_file", is_file)
    assert find_root(tmp_path) is None


def test_the_workflows_leave_no_credentials_in_the_checkout() -> None:
    for path in (ROOT / ".github/workflows").glob("*.yml"):
        text = path.read_text(encoding="utf-8")
        assert text.count("actions/checkout@") == text.count("persist-credentials: false") > 0


def test_only_what_people_wrote_is_read_and_in_order(small: Archive) -> None:
    small.write("seeds/articles/1998/old.txt", "نص قديم.")
    for name in ("first.txt~", ".first.txt.swp", "first.tmp", ".git/config", "x.swp"):
        small.write(f"seeds/articles/{name}", b"x")
    small.write("notes.txt", b"x")
    inputs = read_inputs(small.root)
    assert list(inputs.files) == sorted(inputs.files)
    assert set(inputs.files) == {
        "kashshaf.yml",
        *(f"seeds/articles/{name}" for name in ("1998/old.txt", "first.txt", "first.yml")),
        *(f"seeds/articles/{name}" for name in ("second.txt", "second.yml")),
        *(f"seeds/registers/{name}.yml" for name in ("people", "topics", "glossary")),
    }
    assert inputs.findings == ()


@pytest.mark.parametrize("folder", ["1998", "a b/c"])
def test_articles_may_stand_in_folders(small: Archive, folder: str) -> None:
    small.write(f"seeds/articles/{folder}/third.txt", "قال أندرو ميلر.\n")
    small.build()
    assert "articles/third.md" in small.pages()
