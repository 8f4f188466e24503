"""Words that the language has and the archive has not: what is near them is not meant."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.search.absent import FIRST, HASHES, SECOND, absent_words, filters, fnv
from kashshaf.search.analyse import Analyser
from kashshaf.search.build import make_index
from kashshaf.search.dictionary import make_dictionary
from kashshaf.search.lexicon import lexicon
from kashshaf.search.terminal import Engine
from kashshaf.search.text import coarse
from kashshaf.search.vocabulary import Vocabulary
from tests.search.support import document, found, lay

MEETING = document(
    "meeting",
    "اجتماع الرئيس",
    "قال الرئيس إن التنمية بناءٌ طويل، وإن الدب خرج من الغابة.",
    "ونريد أن نرى ما نكتب، ويقوي الوزير فريقه.",
    "وكتب أنتوني بلينكن رأيه، وللفريق آراء. وسكت عبد الرحمن الخطيب.",
)
OTHER = document("other", "خبر", "الولايات المتحدة وأمم كثيرة.", "وقالت الأمم المتحدة ذلك.")


@pytest.fixture(scope="module")
def engine(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Engine]:
    made = Engine(lay(tmp_path_factory.mktemp("index"), make_index([MEETING, OTHER])))
    yield made
    made.close()


@pytest.mark.parametrize(
    "query",
    "روسيا الروسي لروسيا الأردن والأردن الكويت بالكويت لبنان سينما دبابة امرأة بوتين ميناء".split(),
)
def test_a_usual_word_that_is_in_no_article_finds_nothing(engine: Engine, query: str) -> None:
    answer = engine.search(query)
    assert (found(answer), answer.suggestions) == ([], ())


@pytest.mark.parametrize(
    "query", ["بلنكن", "بلينكين", "الريس", "آرائهم", "نريد", "رئيسنا", "للتنميه", "السكوت"]
)
def test_careless_spellings_and_forms_of_what_is_there_are_found(
    engine: Engine, query: str
) -> None:
    assert found(engine.search(query)) == ["meeting"]


@pytest.mark.parametrize("query", ["عبدالرحمن", "لعبدالرحمن", "عبدالرحمن الخطيب", "سكت عبدالرحمن"])
def test_a_name_in_one_word_is_found_in_two(engine: Engine, query: str) -> None:
    answer = engine.search(query, lines=1)
    assert found(answer) == ["meeting"]
    marked = [text for text, is_ in answer.results[0]["lines"]["pieces"] if is_]
    assert {"عبد", "الرحمن"} <= set(marked)


def test_two_words_apart_are_no_name_in_one(tmp_path: Path) -> None:
    apart = document("apart", "خبر", "عبد الله هنا، والرحمن هناك.")
    engine = Engine(lay(tmp_path, make_index([apart])))
    assert found(engine.search("عبدالرحمن")) == []
    engine.close()


def test_a_quotation_leads_to_the_paragraph_that_has_it(engine: Engine) -> None:
    [result] = engine.search('"الأمم المتحدة"').results
    assert result["paragraph"] == "p2"


@pytest.mark.parametrize("query", ["لماذا سكت الخطيب؟", "متى كتب بلينكن رأيه", "من هو الخطيب"])
def test_question_words_tell_nothing(engine: Engine, query: str) -> None:
    assert [result["group"] for result in engine.search(query).results][:1] in (["all"], ["phrase"])


def test_what_the_dictionary_explains_is_not_absent(counts: Vocabulary) -> None:
    analyser = Analyser(lexicon(), counts, frozenset())
    bases = dict.fromkeys("رئيس استقال نتنياهو طن".split(), 3)
    absent = set(absent_words(make_dictionary(bases, analyser), bases, analyser))
    assert {coarse(word) for word in ("روسيا", "لبنان", "وطن", "مدرسه")} <= absent
    there = ("رئيس", "رؤساء", "استقالة", "استقالات", "يستقيل", "نتانياهو", "طن")
    assert not {coarse(word) for word in there} & absent


def has(filter_: str, word: str) -> bool:
    digits = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"
    bits = "".join(format(digits.index(char), "06b") for char in filter_)
    at, step = fnv(word, SECOND), fnv(word, FIRST) >> 8 | 1
    return all(bits[(at + turn * step) % len(bits)] == "1" for turn in range(HASHES))


@given(words=st.sets(st.text("ابتجدرسك", min_size=3, max_size=9), max_size=60))
def test_a_filter_has_its_words(words: set[str]) -> None:
    made = filters(sorted(words), size=20)
    assert len(made) == -(-len(words) // 20)
    assert all(has(made[fnv(word, FIRST) % len(made)], word) for word in words)


def test_a_filter_has_next_to_no_others() -> None:
    [made] = filters([f"كلمة{number}" for number in range(1500)], size=2000)
    assert sum(has(made, f"أخرى{number}") for number in range(3000)) < 15
