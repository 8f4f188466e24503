"""The files of the index: what is in them, and that the script gets what was meant."""

from __future__ import annotations

import hashlib
import json
import os
import re
import subprocess
import sys
from collections.abc import Iterable
from pathlib import Path
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.search import files as index
from kashshaf.search.build import make_index, parts
from kashshaf.search.documents import Document, tokenize
from kashshaf.search.pack import SIZES, STEP_BITS, TITLE_PLACES
from kashshaf.search.terminal import Engine
from tests.search.support import (
    Json,
    Script,
    card,
    document,
    found,
    lay,
    rows,
    shown,
    texts,
    unlike,
)
from tests.support import environment

pytestmark = pytest.mark.usefixtures("few_words")

NAME: Final = re.compile(r"root\.js|([wpbdtfx])([0-9]+)-([0-9a-f]{6})\.js")
WEATHER: Final = document(
    "weather",
    "مطر على المدينة",
    "هطل المطر أمس على المدينة.",
    "وقال وزير إن المطر مفيد.",
    year="2021",
    date="3 آذار 2021",
    source="صحيفة الجسر",
    people=("wazir",),
    topics=("rain",),
)
LIBRARY: Final = document("library", "مكتبة جديدة", "افتتحت مكتبة في المدينة.", year="2022")
MARKET: Final = document("market", "سوق", "في السوق كتاب جديد.", year="2021", source="صحيفة الجسر")
THREE: Final = (WEATHER, LIBRARY, MARKET)


def lines(files: dict[str, bytes], kind: str) -> list[str]:
    of_kind = {name: text for name, text in texts(files).items() if name[0] == kind}
    order = sorted(of_kind, key=lambda name: int(name[1:].split("-")[0]))
    return [line for name in order for line in of_kind[name].split("\n")]


def postings(js: Script, files: dict[str, bytes], form: str) -> Json:
    """Return where the index says that a form stands."""
    for row, lists in rows(files):
        head, _, rest = row.partition("|")
        names = [name or head for name in rest.split("|")[0].split(" ")]
        if lists and form in names:
            return js.unpacked([lists[names.index(form)]], shown(files, "root")["sizes"])[0]
    return []


# Words


def test_the_title_is_read_apart_and_words_are_counted_by_block() -> None:
    blocks = (("title", "العنوان كما هو"), ("h1", "باب"), ("p1", "كان، 1,500 كتاب!"), ("p2", ""))
    made = tokenize(Document("a", "articles/a.html", "العنوان كما هو", blocks))
    assert made.title == ("العنوان", "كما", "هو")
    assert made.body == ("باب", "كان", "1500", "كتاب")
    assert made.blocks == (0, 1, 3, 0)


@pytest.mark.parametrize(
    ("form", "wanted"),
    [
        ("كتاب", "كتاب تاب"),
        ("والمدينة", "والمدينة مدينة المدينة"),
        ("للمدينة", "للمدينة لمدينة مدينة"),
        ("في", "في"),
        ("ال", "ال"),
        ("وول", "وول"),
    ],
)
def test_the_parts_of_a_form_begin_with_itself(form: str, wanted: str) -> None:
    assert parts(form)[0] == form
    assert set(wanted.split()) <= set(parts(form))
    assert all(form.endswith(part.removeprefix("ل")) for part in parts(form))


@given(form=st.text("والبفكسلنيتمرح", max_size=12))
def test_parts_are_different_and_not_empty(form: str) -> None:
    found = parts(form)
    assert len(set(found)) == len(found)
    assert all(len(part) >= 2 for part in found[1:])


# Files


def test_names_say_the_kind_the_number_and_the_hash_of_the_content() -> None:
    files = make_index(THREE)
    assert files.keys() >= {"root.js"}
    kinds: dict[str, list[int]] = {}
    for name in files:
        match = NAME.fullmatch(name)
        assert match, name
        if name == "root.js":
            continue
        kinds.setdefault(match[1], []).append(int(match[2]))
    assert all(sorted(numbers) == list(range(len(numbers))) for numbers in kinds.values())
    for of in ("f0", "w0 p0", "d0 t0 t1 t2"):
        made = [next(name for name in files if name.startswith(f"{one}-")) for one in of.split()]
        content = "\0".join(shown(files, name.removesuffix(".js")) for name in made)
        hashed = hashlib.sha256(content.encode()).hexdigest()[:6]
        assert {name.split("-")[1] for name in made} == {f"{hashed}.js"}
    assert {kind: len(numbers) for kind, numbers in kinds.items() if kind in "tdf"} == {
        "t": 3,
        "d": 1,
        "f": 1,
    }


def test_the_root_names_every_file_and_no_other() -> None:
    files = make_index(THREE)
    root = shown(files, "root")
    assert root["articles"] == 3
    assert root["format"] == index.FORMAT

    def split(hashes: str) -> list[str]:
        return [hashes[at : at + 6] for at in range(0, len(hashes), 6)]

    named = {"root"} | {f"f0-{root['facets']}"}
    for kind, key in (
        ("w", "words"),
        ("p", "words"),
        ("b", "beginnings"),
        ("d", "documents"),
        ("x", "absent"),
    ):
        named |= {f"{kind}{at}-{name}" for at, name in enumerate(split(root[key]))}
    for name in [name for name in named if name.startswith("d")]:
        for at, _ in enumerate(shown(files, name).split("\n")):
            named.add(f"t{at}-{name.split('-')[1]}")
    assert {f"{name}.js" for name in named} == set(files)


def test_an_article_is_handed_over_as_it_is_written() -> None:
    blocks = (("title", "سوق"), ("p1", '«نص» "كما" هو\\'), ("h1", "باب"), ("p2", "آخر</script>"))
    one = Document("a", "elsewhere/a.html", "عنوان", blocks, date="أمس", source="صحيفة")
    files = make_index([one])
    made = texts(files)
    [text] = [json.loads(text) for name, text in made.items() if name.startswith("t")]
    row = ["a", "elsewhere/a.html", "عنوان"]
    assert text == [*row, text[3], "أمس", "صحيفة", [list(block) for block in blocks]]
    [listed] = [text for name, text in made.items() if name.startswith("d")]
    assert listed.split("\t") == [*row, text[3]]


@settings(max_examples=15)
@given(title=st.text(max_size=30), paragraph=st.text(max_size=80))
def test_any_text_comes_through_a_script(title: str, paragraph: str) -> None:
    """JavaScript reads what was written, and HTML would not take it for a tag."""
    files = make_index([document("a", title, paragraph)])
    for name, data in files.items():
        assert b"<" not in data, name
        assert not re.search("[\u2028\u2029]", data.decode()), name
    [text] = [json.loads(text) for name, text in texts(files).items() if name.startswith("t")]
    assert text[6] == [["p1", paragraph]]


def test_a_script_says_in_v8_what_it_says_here(js: Script) -> None:
    text = "\u2028\u2029</script><!-- \\ \" ' \x00\x1f\x7f \ufeff 😀 ${x} `"
    files = make_index([document("a", text, text)])
    assert not any(b"<" in data for data in files.values())  # nor «</script>» in a page
    js.context.eval("var given = {}, before = kashshaf.search.got;")
    js.context.eval("kashshaf.search.got = (name, text) => { given[name] = text; };")
    try:
        for data in files.values():
            js.context.eval(data.decode())
        given = json.loads(str(js.context.eval("JSON.stringify(given)")))
    finally:
        js.context.eval("kashshaf.search.got = before;")
    assert given.keys() == {name.removesuffix(".js") for name in files}
    assert [name for name, said in given.items() if said != shown(files, name)] == []


def test_no_word_of_the_index_lies_in_two_files(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(index, "CHUNK", 60)
    files = make_index(THREE)
    root = shown(files, "root")
    chunks = [text for name, text in sorted(texts(files).items()) if name.startswith("w")]
    assert len(chunks) == len(root["words"]) // 6 > 3
    firsts = root["firsts"].split(" ")
    assert firsts == sorted(set(firsts))
    assert len(firsts) == len(chunks)


def test_small_files_find_what_large_ones_find(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    large = Engine(lay(tmp_path / "large", make_index(THREE)))
    monkeypatch.setattr(index, "CHUNK", 1)
    monkeypatch.setattr(index, "DOCUMENTS", 1)
    small = Engine(lay(tmp_path / "small", make_index(THREE)))
    for query in ("المطر", "مكتبة المدينة", "كتب جديدة", "وزير", "كتاب جديد سوق"):
        assert small.search(query, lines=3) == large.search(query, lines=3)
        assert large.search(query).total
    large.close()
    small.close()


def test_the_same_articles_make_the_same_bytes() -> None:
    assert unlike(make_index(THREE), make_index(list(THREE))) == []


def test_another_article_changes_its_text_and_leaves_the_others(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(index, "DOCUMENTS", 1)
    changed = document("library", "مكتبة جديدة", "أغلقت مكتبة في المدينة.", year="2022")
    before, after = make_index(THREE), make_index((WEATHER, changed, MARKET))
    kept = {name for name in before if name[0] == "t"} & after.keys()
    assert {name.split("-")[0] for name in kept} == {"t0", "t2"}
    assert not {*unlike(before, after)} & {*before} & {*after} - {"root.js"}


def test_an_empty_archive_has_an_index_that_finds_nothing(tmp_path: Path) -> None:
    files = make_index([])
    assert shown(files, "root")["articles"] == 0
    engine = Engine(lay(tmp_path, files))
    assert engine.search("مطر").total == 0
    engine.close()


def test_an_article_without_words_is_there(tmp_path: Path) -> None:
    files = make_index([Document("a", "articles/a.html", "", ()), WEATHER])
    assert shown(files, "root")["articles"] == 2
    engine = Engine(lay(tmp_path, files))
    assert found(engine.search("المطر")) == ["weather"]
    engine.close()


# Places


def test_no_step_lies_in_two_paragraphs(js: Script) -> None:
    """The paragraph that a result shows is told by its step alone."""
    files = make_index([document("a", "سوق", *["كلام يقال هنا جسر"] * 5)])
    [[number, steps, count]] = postings(js, files, "جسر")
    assert number == 0
    first = TITLE_PLACES >> STEP_BITS
    assert steps[:count] == [first + at for at in range(count)]


def test_places_of_a_long_title_stay_before_those_of_the_text(js: Script) -> None:
    files = make_index([document("a", "سوق " * 60 + "جسر", "مكتبة")])
    [[_, title, _]] = postings(js, files, "جسر")
    [[_, body, _]] = postings(js, files, "مكتبة")
    assert max(title) < TITLE_PLACES >> STEP_BITS == min(body)


def test_a_name_that_is_also_written_as_two_words_is_found_in_both(js: Script) -> None:
    files = make_index(
        [
            document("one", "سوق", "كان على فيسبوك"),
            document("two", "سوق", "كان على فيس بوك"),
            document("three", "سوق", "كان فيس هنا وكان بوك هناك"),
        ]
    )
    assert [row[0] for row in postings(js, files, "فيسبوك")] == [0, 1]


def test_a_name_does_not_go_over_the_end_of_a_paragraph(js: Script) -> None:
    files = make_index(
        [document("one", "سوق", "كان على فيسبوك"), document("two", "سوق", "كان فيس", "بوك هنا")]
    )
    assert [row[0] for row in postings(js, files, "فيسبوك")] == [0]


def test_a_particle_that_is_everywhere_has_no_list(js: Script) -> None:
    many = [document(f"a{at}", "سوق", f"في السوق كتاب{at}") for at in range(60)]
    files = make_index(many)
    assert postings(js, files, "في") == []
    assert len(postings(js, files, "سوق")) == 60  # a noun keeps its own, however frequent


# Records


def test_the_mentions_of_a_record_are_where_they_stand(js: Script) -> None:
    one = card("who", "person", "فلان", mentions=((0, "title", 0), (0, "p2", 2), (1, "p1", 0)))
    files = make_index(THREE, [one])
    [first, second] = postings(js, files, "@who")
    title, block = 0, (TITLE_PLACES >> STEP_BITS) + 1
    assert first[:2] == [0, [title, block]]
    assert second[:2] == [1, [TITLE_PLACES >> STEP_BITS]]


def test_a_mention_in_a_block_that_is_not_shown_is_left_out(js: Script) -> None:
    mentions = ((0, "p9", 0), (0, "p1", 500), (1, "p1", 0))
    files = make_index(THREE, [card("who", "person", "فلان", mentions=mentions)])
    assert [row[0] for row in postings(js, files, "@who")] == [1]


def test_a_card_has_what_readers_see_of_the_record() -> None:
    one = card("who", "person", "فلان | بن؛ فلان", "Fulan", note='كاتب: "روائي" | >', articles=4)
    [line] = [line for line in lines(make_index(THREE, [one]), "w") if line.startswith("@who|")]
    kind, heading, note, url, articles, names = json.loads(line.split("|", 3)[3])
    assert (kind, heading, note) == ("person", one.heading, one.note)
    assert (url, articles) == ("person/who.html", 4)
    assert names == ["فلان | بن؛ فلان", "Fulan"]


def test_names_of_records_lead_to_them_by_every_written_form() -> None:
    one = card("who", "person", "أنتوني فلان", "فلان", "Antony Fulan", "Fulan")
    found = [line for line in lines(make_index(THREE, [one]), "w") if ">" in line.split("|")[0]]
    names = {line.split(">")[0] for line in found if "@who" in line.split(">")[1]}
    assert names == {"أنتوني فلان", "فلان", "antony fulan", "fulan"}


# Facets


def test_facets_have_every_value_with_its_articles(js: Script) -> None:
    cards = [card("wazir", "person", "الوزير"), card("rain", "topic", "المطر")]
    files = make_index(THREE, cards)
    made = texts(files)
    [facets] = [json.loads(text) for name, text in made.items() if name.startswith("f")]

    def articles(values: Iterable[list[str]]) -> list[list[int]]:
        lists = js.unpacked([packed for _, packed in values], shown(files, "root")["sizes"])
        return [[number for number, _, _ in row] for row in lists]

    assert {kind: list(values) for kind, values in facets.items()} == {
        "people": ["wazir"],
        "topics": ["rain"],
        "source": ["صحيفة الجسر"],
        "year": ["2021", "2022"],
    }
    assert facets["people"]["wazir"][0] == "الوزير"
    assert facets["topics"]["rain"][0] == "المطر"
    assert articles(facets["year"].values()) == [[0, 2], [1]]
    assert articles(facets["source"].values()) == [[0, 2]]


# Lengths


def test_lengths_are_one_character_an_article() -> None:
    many = [document(f"a{at}", "سوق", "كلمة " * words) for at, words in enumerate((1, 5000, 64))]
    root = shown(make_index(many), "root")
    sizes = [SIZES[index.DIGITS.index(char)] for char in root["sizes"]]
    # Four steps of the title, and one for eight words; with room for an eighth more.
    assert [low <= size <= low * 5 / 4 for low, size in zip((5, 629, 12), sizes, strict=True)] == [
        False,
        True,
        True,
    ]
    assert sizes[0] == SIZES[0]
    assert root["average"] == pytest.approx(sum(sizes) / 3, abs=0.1)


# Another process


def root_of_many() -> bytes:
    """Return the root of an index; it has the hashes of all files but the texts'."""
    names = {"ميلر", "بلينكن", "أندرو", "ماثيو", "بايدن"}
    return make_index(THREE * 9, (), names)["root.js"]


PROGRAM: Final = """
import sys, wordfreq
from tests.search import support, test_build
wordfreq.get_frequency_dict = lambda *_, **__: support.SHARES
sys.stdout.buffer.write(test_build.root_of_many())
"""


def test_the_root_is_the_same_under_another_hash_seed() -> None:
    seed = "1" if os.environ.get("PYTHONHASHSEED") != "1" else "2"
    path = os.pathsep.join(filter(None, sys.path))
    done = subprocess.run(
        [sys.executable, "-c", PROGRAM],
        env=environment({"PYTHONHASHSEED": seed}) | {"PYTHONPATH": path},
        capture_output=True,
        check=True,
        timeout=100,
    )
    assert done.stdout == root_of_many()
    assert b'"articles":27' in done.stdout
