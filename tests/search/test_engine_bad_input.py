"""Whatever is typed, nothing worse happens than that nothing is found."""

from __future__ import annotations

import time
from collections.abc import Iterator
from typing import Any

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from kashshaf.search.build import make_index
from kashshaf.search.terminal import Answer, Engine
from tests.search.articles import ARTICLES, CARDS, NAMES
from tests.search.support import Json, document, found, lay


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = Engine(lay(tmp_path_factory.mktemp("index"), make_index(ARTICLES, CARDS, NAMES)))
    yield made
    made.close()


def well_formed(answer: Answer) -> Answer:
    """Return the answer, which is of the form that is promised."""
    known = {one.id: one for one in ARTICLES}
    assert len({result["article"] for result in answer.results}) == len(answer.results)
    assert answer.total >= len(answer.results)
    for result in answer.results:
        article = known[result["article"]]
        anchors = ["", *(anchor for anchor, _ in article.blocks)]
        assert result["paragraph"] in anchors
        assert result["title"] == article.title
        assert result["score"] > 0
        lines: Json = result.get("lines", {"title": [], "pieces": []})
        assert all(text for text, _ in (*lines["title"], *lines["pieces"]))
    for group in answer.groups:
        assert group["group"] in ("phrase", "all", "related", "some", "prefix")
        assert group["total"] > 0
    assert {card["id"] for card in answer.cards} <= {card.id for card in CARDS}
    return answer


@pytest.mark.parametrize(
    "query",
    [
        pytest.param("", id="nothing"),
        pytest.param("  \n\t\u00a0", id="blanks"),
        pytest.param("ًٌٍَُِّْٰـ", id="only marks"),
        pytest.param("،؛؟!.,:;…-–—«»“”\"'()[]{}", id="only punctuation"),
        pytest.param("«»", id="an empty quotation"),
        pytest.param('""""', id="two of them"),
        pytest.param("-", id="a minus"),
        pytest.param("- - -", id="several"),
        pytest.param("-عاصفة", id="everything left out"),
        pytest.param("\x00", id="NUL"),
        pytest.param("\u200f\u202b\u2067\ufeff", id="only controls"),
        pytest.param("\ud800", id="half of a pair"),
        pytest.param("\udfff\ud800", id="two halves, the wrong way round"),
        pytest.param("😀👩‍👩‍👧🇵🇸", id="emoji"),
        pytest.param("<script>", id="a tag with no word of the archive"),
        pytest.param("漢字 кот ελλ", id="other scripts"),
        pytest.param("__proto__", id="a name of JavaScript"),
        pytest.param("constructor", id="another one"),
        pytest.param("hasOwnProperty toString valueOf", id="some more"),
        pytest.param("ظظظظظظظظظظ", id="a word that is none"),
        pytest.param("9" * 400, id="a number that is none"),
        pytest.param("1.2.3.4.5.6.7", id="many numbers"),
        pytest.param("@sami-haddad", id="an id of a record"),
        pytest.param("*استقال", id="a head of the index"),
    ],
)
def test_nothing_is_found_for_what_is_no_word(engine: Engine, query: str) -> None:
    answer = well_formed(engine.search(query, groups="all", lines=5))
    if query not in ("@sami-haddad", "*استقال", "1.2.3.4.5.6.7"):
        assert answer.total == 0
        assert answer.results == ()


@pytest.mark.parametrize("query", [None, 0, 15000, 3.5, True, [], {}, ["عاصفة"], float("1e300")])
def test_a_query_that_is_no_text(engine: Engine, query: Any) -> None:
    answer = well_formed(engine.search(query))
    assert found(answer) == {15000: ["match"], 3.5: ["rain"], "['عاصفة']": ["storm"]}.get(
        query if isinstance(query, int | float) else str(query), []
    )


@pytest.mark.parametrize(
    ("query", "article"),
    [
        pytest.param("<script>alert(1)</script> عاصفة", "storm", id="a tag"),
        pytest.param("<b>عاصفة</b>", "storm", id="marked up"),
        pytest.param("عاصفة & \\ ' \" ` $ {", "storm", id="signs"),
        pytest.param("“عاصفة", "storm", id="a quotation that does not end"),
        pytest.param("عاصفة»", "storm", id="one that does not begin"),
        pytest.param('«عاصفة "قوية» الساحل"', "storm", id="crossed"),
        pytest.param(
            "\u202eعاصفة\u202c abc \u200eDEF", "storm", id="right to left and left to right"
        ),
        pytest.param("abc عاصفة 123 def", "storm", id="mixed"),
        pytest.param("عاصفة\x00قوية", "storm", id="NUL inside"),
        pytest.param("عاصفة\ud83dقوية", "storm", id="half a pair inside"),
        pytest.param("عاصفة " * 3000, "storm", id="very often"),
        pytest.param("عاصفة " + "ظ" * 9000, "storm", id="with a very long word"),
    ],
)
def test_a_word_is_found_in_the_middle_of_anything(
    engine: Engine, query: str, article: str
) -> None:
    answer = well_formed(engine.search(query, groups="all", lines=3))
    assert article in found(answer)


@pytest.mark.parametrize(
    "query",
    [
        *(letter * 10_000 for letter in 'وفبلكساةهيa1-"'),
        "ال" * 5000,
        "لل" * 5000,
        "وال" * 3000,
        "سي" * 5000,
        "هما" * 3000,
        "ات" * 5000,
        "sch" * 3000,
        "gu" * 5000,
        "و ل " * 2500,
        "كتاب المدرسة " * 800,
        "«كتاب " * 2000,
        "-كتاب " * 2000,
        "(عاصفة) " * 1200,
        "1,000" * 2000,
        "".join(chr(0x621 + at % 26) for at in range(10_000)),
    ],
    ids=lambda query: f"{query[:6]!r} {len(query)}",
)
def test_ten_thousand_characters_are_answered_at_once(engine: Engine, query: str) -> None:
    before = time.process_time()
    well_formed(engine.search(query, groups="all"))
    # A word that is typed takes milliseconds; what nobody types must not freeze the page.
    assert time.process_time() - before < 1


@pytest.mark.parametrize("limit", [0, 1, 10_000])
def test_any_limit(engine: Engine, limit: int) -> None:
    answer = well_formed(engine.search("كتاب", limit=limit))
    assert len(answer.results) == min(limit, answer.total)


@pytest.mark.parametrize("name", ["../../etc/passwd", "w0-zzzzzz", "root.js", "w0-123456/../x", ""])
def test_only_files_of_the_index_are_read(engine: Engine, name: str) -> None:
    assert not engine._read(name)


PIECES = st.one_of(
    st.sampled_from(
        [
            *("عاصفة", "العاصفة", "كتب", "كتاب", "مدرسة", "وللاجئين", "سامي", "حداد", "فيس", "بوك"),
            *("في", "على", "من", "Lopez", "Town", "hall", "15000", "3.5", "استقال", "لبناني"),
            *("“", "”", "«", "»", '"', "„", "-", " -", "−", "ـ", "َ", "\u200f", "\u202e", "\x00"),
            *(" ", "\n", ".", "،", "<", ">", "&", "|", ":", ";", ",", ">", "@", "+", "*", "\\"),
            *("\ud800", "😀", "ال", "لل", "و", "ه", "ة", "ى", "ء", "ـ", "١٬٥٠٠", "1.2.3"),
        ]
    ),
    st.text(max_size=6),
)


@example(["«الخط", "» -"])
@example(["سامي حداد", "-حداد"])
@example(["@sami-haddad"])
@example(["كتاب|", "a>b>c"])
@given(pieces=st.lists(PIECES, max_size=14))
def test_any_query_has_an_answer(engine: Engine, pieces: list[str]) -> None:
    query = "".join(pieces)
    best = well_formed(engine.search(query, lines=3, limit=50))
    every = well_formed(engine.search(query, groups="all", limit=50))
    assert set(found(best)) <= set(found(every))
    assert best.cards == every.cards


@given(text=st.text(max_size=40))
def test_any_text_has_an_answer(engine: Engine, text: str) -> None:
    well_formed(engine.search(text, lines=1))


@given(pieces=st.lists(PIECES, max_size=6), spaces=st.sampled_from(["  ", " \n ", "\u00a0"]))
def test_more_space_changes_nothing(engine: Engine, pieces: list[str], spaces: str) -> None:
    words = [piece for piece in pieces if piece.isalnum()]
    assert engine.search(spaces.join(words)) == engine.search(" ".join(words))


def test_articles_of_anything_can_be_searched(tmp_path: Any) -> None:
    odd = (
        document("a", "", ""),
        document(
            "b",
            "\x00<script>",
            "عاصفة</script>\u2028قوية",
            "\ud800".encode("utf-8", "replace").decode(),
        ),
        document("c", "|;:,>@*+", "عاصفة|كتاب>قلم;باب:نافذة,سقف@أرض*نجم+قمر"),
        document("d", "و" * 300, "ب" * 3000, "__proto__ constructor"),
    )
    engine = Engine(lay(tmp_path, make_index(odd, CARDS[:0])))
    assert set(found(engine.search("عاصفة", lines=5))) == {"b", "c"}
    for word in "كتاب قلم باب نافذة سقف أرض نجم قمر".split():
        assert found(engine.search(word)) == ["c"], word
    assert found(engine.search("constructor", lines=1)) == ["d"]
    assert found(engine.search("proto", lines=1)) == ["d"]
    engine.close()
