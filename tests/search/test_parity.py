"""One analyser, two languages: text.py and spelling.py say what the reader's script says.

``parity.json`` is what Python says of every Arabic code point, of texts that are made to be
difficult, and of the articles of this repository. Both sides must still say so; texts that
nobody has thought of are compared by a property test.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from itertools import pairwise
from typing import Final

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.search.build import parts
from kashshaf.search.spelling import distance
from kashshaf.search.text import bare, coarse, fine, key, words
from tests.search.support import Json, Script, units
from tests.support import ROOT, environment

FIXTURE: Final = ROOT / "tests/search/parity.json"
FORMS: Final[dict[str, Callable[[str], object]]] = {
    "coarse": coarse,
    "bare": bare,
    "key": key,
    "parts": parts,
}


@pytest.fixture(scope="module")
def fixture() -> Json:
    return json.loads(FIXTURE.read_text(encoding="utf-8"))


def test_the_fixture_is_what_its_tool_prints() -> None:
    done = subprocess.run(
        [sys.executable, str(ROOT / "tools/search_parity.py")],
        cwd=ROOT,
        env=environment(),
        capture_output=True,
        check=True,
        timeout=60,
    )
    advice = "run: python tools/search_parity.py > tests/search/parity.json"
    assert FIXTURE.read_bytes() == done.stdout, advice


def test_the_fixture_has_every_arabic_code_point_alone_and_in_a_word(fixture: Json) -> None:
    texts = {text for text, _ in fixture["words"]}
    blocks = ((0x600, 0x700), (0x750, 0x780), (0x8A0, 0x900), (0xFB50, 0xFE00), (0xFE70, 0xFF00))
    for first, end in blocks:
        for code in range(first, end):
            assert chr(code) in texts, hex(code)
            assert f"كت{chr(code)}اب" in texts, hex(code)


def test_the_fixture_has_the_articles(fixture: Json) -> None:
    texts = {text for text, _ in fixture["words"]}
    articles = sorted((ROOT / "seeds/articles").glob("*.txt"))
    assert articles
    for path in articles:
        lines = path.read_text(encoding="utf-8").splitlines()
        assert texts.issuperset(filter(None, lines)), path.name


# The script against the fixture (Python is held to it by its tool)


def test_the_script_finds_the_same_words_in_the_same_places(js: Script, fixture: Json) -> None:
    texts = [text for text, _ in fixture["words"]]
    wanted = [in_units(text, row) for text, row in fixture["words"]]
    assert unlike(texts, wanted, js.each("words", [[text] for text in texts])) == []


@pytest.mark.parametrize("at", range(1, 5), ids=list(FORMS))
def test_the_script_gives_a_word_the_same_form(js: Script, fixture: Json, at: int) -> None:
    forms = [row[0] for row in fixture["forms"]]
    wanted = [row[at] for row in fixture["forms"]]
    said = js.each(list(FORMS)[at - 1], [[form] for form in forms])
    assert unlike(forms, wanted, said) == []


def test_the_script_folds_every_letter_the_same(js: Script, fixture: Json) -> None:
    letters = [letter for letter, _ in fixture["fine"]]
    wanted = [plain for _, plain in fixture["fine"]]
    assert unlike(letters, wanted, js.each("fine", [[letter] for letter in letters])) == []


def test_the_script_measures_spellings_the_same(js: Script, fixture: Json) -> None:
    pairs = [row[:2] for row in fixture["distances"]]
    wanted = [row[2] for row in fixture["distances"]]
    assert {1, 1.5, 2, 9} <= set(wanted)  # the fixture has near ones and far ones
    assert unlike(pairs, wanted, js.each("distance", pairs)) == []


# Texts that nobody has thought of

LETTERS: Final = "ابتثجحخدذرزسشصضطظعغفقكلمنهويءآأؤإئةى"
ALPHABET: Final = st.one_of(
    st.sampled_from(LETTERS),
    st.sampled_from("والبفكسلنيته"),
    st.sampled_from(
        "ـًٌٍَُِّْٰٕٓٔ\u0670\u06d6\u06dd\u06de\u200b\u200c\u200d\u200e\u200f\u202b\u2068\ufeff\u00ad"
    ),
    st.sampled_from("پچژگکیےۀہھۃٱٲڤڨ٠١٢٣۴۵۶0123456789.,٫٬"),
    st.sampled_from("aeiozAEIOZéÉüÜßẞæøłđıİŁǅ\u0301\u0308\u0327'’-_ /:\n\r\t\u2028\x00"),
    st.sampled_from('،؛؟«»“”"()[]…😀🇵𞸀𐹠𝟘\U000e0061\ud83d\udc00'),
    st.characters(min_codepoint=0x600, max_codepoint=0x6FF),
    st.characters(min_codepoint=0x8A0, max_codepoint=0x8FF),
    st.characters(min_codepoint=0xFB50, max_codepoint=0xFEFF),
    st.characters(),
)
TEXTS: Final = st.lists(st.text(ALPHABET, max_size=25), min_size=20, max_size=60)
WORDS: Final = st.lists(st.text(LETTERS, max_size=12), min_size=20, max_size=60)


@settings(max_examples=60)
@given(texts=TEXTS)
def test_any_text_has_the_same_words_on_both_sides(js: Script, texts: list[str]) -> None:
    here = [[list(word) for word in words(text)] for text in texts]
    wanted = [in_units(text, row) for text, row in zip(texts, here, strict=True)]
    assert unlike(texts, wanted, js.each("words", [[text] for text in texts])) == []
    forms = sorted({str(word) for row in here for word, _, _ in row})
    for name, function in FORMS.items():
        said = js.each(name, [[form] for form in forms])
        assert unlike(forms, [function(form) for form in forms], said) == [], name


@settings(max_examples=60)
@given(forms=WORDS)
def test_any_word_has_the_same_forms_on_both_sides(js: Script, forms: list[str]) -> None:
    for name, function in FORMS.items():
        said = js.each(name, [[form] for form in forms])
        assert unlike(forms, [function(form) for form in forms], said) == [], name
    pairs = [[bare(one), bare(other)] for one, other in pairwise(forms)]
    # Most pairs of chance are far apart: a word and the same without a letter are not.
    pairs += [[bare(form), bare(form[:at] + form[at + 1 :])] for form in forms for at in (0, 2)]
    measured = [distance(one, other) for one, other in pairs]
    assert unlike(pairs, measured, js.each("distance", pairs)) == []


@given(text=st.text(ALPHABET, max_size=60))
def test_words_are_in_order_apart_and_are_what_the_text_has_there(text: str) -> None:
    end = 0
    for plain, start, stop in words(text):
        assert end <= start < stop <= len(text)
        assert plain
        assert not any(char.isspace() for char in plain)
        # A number of thousands is one word; all else is the fine form of what stands there.
        there = text[start:stop]
        assert plain == fine(there) or plain.replace(".", "").isdigit()
        end = stop


@given(text=st.text(ALPHABET, max_size=40))
def test_a_form_is_its_own_form(text: str) -> None:
    for plain, _, _ in words(text):
        assert fine(plain) == plain
        assert coarse(coarse(plain)) == coarse(plain)
        assert bare(bare(plain)) == bare(plain)
        assert key(plain)
        assert parts(plain)[0] == plain
        assert len(set(parts(plain))) == len(parts(plain))


def in_units(text: str, row: Json) -> Json:
    return [[word, units(text, start), units(text, end)] for word, start, end in row]


def unlike(asked: Json, wanted: Json, said: Json) -> Json:
    """Return the first things that were said otherwise, with what was asked."""
    assert len(wanted) == len(said)
    rows = zip(asked, wanted, said, strict=True)
    return [row for row in rows if row[1] != row[2]][:5]
