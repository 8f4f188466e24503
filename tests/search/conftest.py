"""Fixtures: the reader's script in V8; a background vocabulary of a few words."""

from __future__ import annotations

from collections.abc import Iterator

import pytest

from kashshaf.search import vocabulary as vocabulary_module
from kashshaf.search.lexicon import Lexicon
from kashshaf.search.vocabulary import Vocabulary, vocabulary
from tests.search.support import SHARES, Script


@pytest.fixture(scope="session")
def js() -> Iterator[Script]:
    """Return the reader's script."""
    found = Script()
    yield found
    found.context.close()


@pytest.fixture(scope="session")
def counts() -> Vocabulary:
    """Return the background vocabulary by itself."""
    return vocabulary({})


@pytest.fixture
def few_words(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make indexes with a background of a few words: where the background is not the point."""
    monkeypatch.setattr("wordfreq.get_frequency_dict", lambda *_, **__: SHARES)
    few = vocabulary_module.background.__wrapped__()
    monkeypatch.setattr(vocabulary_module, "background", lambda: few)


@pytest.fixture
def no_tables(monkeypatch: pytest.MonkeyPatch) -> None:
    """Make indexes without the tables about words, which is quick."""
    monkeypatch.setattr("kashshaf.search.build.lexicon", lambda *_: Lexicon())
