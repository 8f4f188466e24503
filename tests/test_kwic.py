"""Keyword in context: the sentence around a mention."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.kwic import _SENTENCE_END, contexts, marked
from kashshaf.match import match
from kashshaf.model import Article, Registers
from kashshaf.names import compile_names
from tests.support import article, person

NAMES, _ = compile_names(Registers(people=(person("joe", "جو بايدن", "بايدن"),)))


def around(text: str, before: int = 110, after: int = 170) -> list[str]:
    one: Article = article(text)
    return [marked(one, c) for c in contexts(one, match(one, NAMES)[0], before, after)]


def test_the_sentence_and_not_its_neighbours() -> None:
    assert around("جملة أولى. قال بايدن ذلك. جملة ثالثة.") == ["قال <mark>بايدن</mark> ذلك."]
    assert around("هل قال؟ بايدن قال! ثم سكت…") == ["<mark>بايدن</mark> قال\\!"]
    assert around("قدر بايدن 3.8 مليار. انتهى.") == ["قدر <mark>بايدن</mark> 3.8 مليار."]
    assert around("“قال بايدن.” ثم مضى.") == ["“قال <mark>بايدن</mark>.”"]


def test_two_mentions_in_one_sentence_share_it_and_in_two_they_do_not() -> None:
    assert around("قال بايدن إن بايدن قال.") == [
        "قال <mark>بايدن</mark> إن <mark>بايدن</mark> قال."
    ]
    assert len(around("قال بايدن. وقال بايدن.")) == 2
    assert len(around("قال بايدن\nوقال بايدن")) == 2


def test_a_long_sentence_is_cut_at_words_and_says_so() -> None:
    text = "كلمة " * 60 + "قال بايدن " + "كلمة " * 80 + "آخر."
    (context,) = around(text)
    assert context.startswith("… كلمة")
    assert context.endswith("كلمة …")
    assert len(context) < 340
    (whole,) = around("كلمة قال بايدن كلمة.")
    assert "…" not in whole


def test_markup_in_the_text_is_escaped() -> None:
    assert around("*قال* <b> بايدن [x](y).") == [
        "\\*قال\\* &lt;<bdi>b</bdi>&gt; <mark>بايدن</mark> \\[<bdi>x</bdi>\\](<bdi>y</bdi>)."
    ]


WORDS = st.sampled_from(["قال", "بايدن", "جو بايدن", ".", "كلمة", "؟ ", "\n", "<b>", "3.8", "…"])


@given(st.lists(WORDS, max_size=60).map(" ".join), st.integers(0, 60), st.integers(0, 60))
def test_every_mention_is_in_one_context_and_contexts_are_pieces_of_the_text(
    text: str, before: int, after: int
) -> None:
    one = article(text)
    mentions = match(one, NAMES)[0]
    found = contexts(one, mentions, before, after)
    assert [mention for context in found for mention in context.mentions] == list(mentions)
    for context in found:
        for mention in context.mentions:
            assert context.span.start <= mention.span.start
            assert mention.span.end <= context.span.end
        assert context.block.span.start <= context.span.start
        assert context.span.end <= context.block.span.end
        line = marked(one, context)
        assert "\n" not in line
        assert len(re.findall("<mark>", line)) == len(context.mentions)


@pytest.mark.parametrize("sign", ["...", "!", "؟!", '."'])
def test_stops_that_end_no_sentence_take_no_longer_the_more_they_are(sign: str) -> None:
    start = time.process_time()
    assert list(_SENTENCE_END.finditer(sign * 80_000 + "x")) == []
    assert time.process_time() - start < 1
