"""The index on disk: what is written when, and what is left alone."""

from __future__ import annotations

import gzip
import json
import re
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Final

import pytest

from kashshaf.search import files as index
from kashshaf.search import store
from kashshaf.search.build import make_index
from kashshaf.search.documents import Card, Document, Tokens, tokenize
from tests.search.support import card, document, unlike

pytestmark = pytest.mark.usefixtures("few_words", "no_tables")

FOLDER: Final = "site_src/search/files"
STAMP: Final = ".kashshaf/search.json"
TOKENS: Final = ".kashshaf/words.json.gz"
ARTICLES: Final = (
    document("weather", "مطر على المدينة", "هطل المطر أمس على المدينة.", "وقال وزير ذلك."),
    document("library", "مكتبة جديدة", "افتتحت مكتبة في المدينة."),
    document("market", "سوق", "في السوق كتاب جديد."),
)
CARDS: Final = (card("wazir", "person", "الوزير", mentions=((0, "p2", 1),)),)
CHANGED: Final = document("library", "مكتبة جديدة", "أغلقت مكتبة في المدينة.")
OTHERS: Final = (ARTICLES[0], CHANGED, ARTICLES[2])
Refresh = Callable[..., tuple[str, ...]]


@pytest.fixture
def root(tmp_path: Path) -> Path:
    return tmp_path


@pytest.fixture
def refresh(root: Path) -> Refresh:
    def again(
        documents: tuple[Document, ...] = ARTICLES,
        cards: tuple[Card, ...] = CARDS,
        names: tuple[str, ...] = ("ميلر",),
    ) -> tuple[str, ...]:
        return store.refresh(root, documents, cards, names)

    return again


@pytest.fixture
def read(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return the articles that are read from now on."""
    found: list[str] = []

    def read_one(one: Document) -> Tokens:
        found.append(one.id)
        return tokenize(one)

    monkeypatch.setattr(store, "tokenize", read_one)
    return found


def files(root: Path) -> dict[str, bytes]:
    return {path.name: path.read_bytes() for path in (root / FOLDER).iterdir()}


def times(root: Path) -> dict[str, int]:
    paths = [*(root / FOLDER).iterdir(), root / STAMP, root / TOKENS]
    return {path.name: path.stat().st_mtime_ns for path in paths}


def test_the_files_are_those_of_the_index(root: Path, refresh: Refresh) -> None:
    written = refresh()
    wanted = make_index(ARTICLES, CARDS, ("ميلر",))
    assert unlike(files(root), wanted) == []
    assert sorted(written) == sorted(f"{FOLDER}/{name}" for name in wanted)
    assert store.known(root)


def test_nothing_is_written_when_nothing_changed(
    root: Path, refresh: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    refresh()
    before = times(root)
    monkeypatch.setattr(store, "make_index", None)  # it is not even made
    assert refresh() == ()
    assert times(root) == before


def test_one_changed_article_is_one_article_read(
    root: Path, refresh: Refresh, read: list[str]
) -> None:
    refresh()
    assert read == ["weather", "library", "market"]
    read.clear()
    refresh(OTHERS)
    assert read == ["library"]
    assert unlike(files(root), make_index(OTHERS, CARDS, ("ميلر",))) == []


def test_the_files_of_other_articles_keep_their_names_and_are_not_touched(
    root: Path, refresh: Refresh, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(index, "DOCUMENTS", 1)
    refresh()
    before, when = files(root), times(root)
    written = refresh(OTHERS)
    after = files(root)
    same = {name for name in before if name[0] == "t" and not name.startswith("t1-")}
    assert len(same) == 2
    for name in same:
        assert after[name] == before[name]
        assert times(root)[name] == when[name]
        assert f"{FOLDER}/{name}" not in written
    assert f"{FOLDER}/root.js" in written
    # What nobody names any more is gone.
    assert {name.split("-")[0] for name in before.keys() - after.keys()} >= {"t1", "d1"}
    assert len([name for name in after if name.startswith("t1-")]) == 1


def test_an_article_that_moves_is_not_read_again(refresh: Refresh, read: list[str]) -> None:
    refresh()
    read.clear()
    refresh(ARTICLES[::-1], cards=())
    assert read == []


def test_a_removed_article_leaves_nothing(root: Path, refresh: Refresh) -> None:
    refresh(cards=())
    refresh(ARTICLES[:2], cards=())
    assert unlike(files(root), make_index(ARTICLES[:2], (), ("ميلر",))) == []
    kept = json.loads(gzip.decompress((root / TOKENS).read_bytes()))
    assert len(kept) == 2


@pytest.mark.parametrize("change", ["a title", "a paragraph", "a fact", "a card", "a name"])
def test_whatever_the_index_is_made_of_makes_it_anew(
    root: Path, refresh: Refresh, change: str
) -> None:
    refresh()
    assert refresh() == ()
    first, *rest = ARTICLES
    documents = {
        "a title": document("weather", "مطر", *(text for _, text in first.blocks)),
        "a paragraph": document("weather", first.title, "كان الطقس جديدا."),
        "a fact": document("weather", first.title, *(t for _, t in first.blocks), year="1999"),
    }
    if change in documents:
        assert refresh((documents[change], *rest))
    elif change == "a card":
        assert refresh(cards=(card("wazir", "person", "وزير آخر"),))
    else:
        before = (root / STAMP).read_bytes()
        refresh(names=("مكتبة",))  # it may well be the same index
        assert (root / STAMP).read_bytes() != before


def test_the_order_of_names_changes_nothing(refresh: Refresh) -> None:
    refresh(names=("ميلر", "بلينكن"))
    assert refresh(names=("بلينكن", "ميلر")) == ()


def test_files_of_others_are_left_alone(root: Path, refresh: Refresh) -> None:
    folder = root / FOLDER
    folder.mkdir(parents=True)
    foreign = {
        name: name.encode()
        for name in ("notes.txt", "root.js.bak", "w0.js", "y0-123456.js", "t0-12345.js", ".keep")
    }
    for name, data in foreign.items():
        (folder / name).write_bytes(data)
    (folder / "t7-abcdef.js").write_bytes(b"ours, of another day")
    refresh()
    refresh((CHANGED,), cards=())
    found = files(root)
    assert foreign.items() <= found.items()
    assert "t7-abcdef.js" not in found
    assert refresh((CHANGED,), cards=()) == ()


@pytest.mark.parametrize(
    "broken",
    [b"", b"{}", b"[]", b"null", b"\xff\xfe", b"{" * 100_000, b'{"files": 1, "inputs": 2}'],
)
def test_a_broken_stamp_is_made_anew(root: Path, refresh: Refresh, broken: bytes) -> None:
    refresh()
    before = files(root)
    stamp = (root / STAMP).read_bytes()
    (root / STAMP).write_bytes(broken)
    assert not store.known(root)
    refresh()
    assert unlike(files(root), before) == []
    assert (root / STAMP).read_bytes() == stamp


def some_rows(value: object) -> bytes:
    return gzip.compress(json.dumps(value).encode())


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"no gzip", id="no gzip"),
        pytest.param(some_rows({})[:-9], id="cut short"),
        pytest.param(gzip.compress(b"{"), id="no JSON"),
        pytest.param(gzip.compress(b"\xff"), id="no text"),
        pytest.param(some_rows([]), id="a list"),
        pytest.param(some_rows(None), id="nothing"),
        pytest.param(some_rows({"x": 1}), id="other rows"),
        pytest.param(gzip.compress(b"[" * 100_000), id="deep"),
        pytest.param(some_rows({})[:10] + b"\xff" * 40, id="bad blocks"),
    ],
)
def test_words_that_cannot_be_read_are_read_from_the_articles(
    root: Path, refresh: Refresh, broken: bytes
) -> None:
    refresh()
    (root / TOKENS).write_bytes(broken)
    refresh(OTHERS)
    assert unlike(files(root), make_index(OTHERS, CARDS, ("ميلر",))) == []


@pytest.mark.parametrize("row", [1, [], ["a"], ["a", "b", "c"], ["a", "b", "1", "d"], [1, 2, 3]])
def test_a_row_of_words_that_is_none_is_read_from_its_article(
    root: Path, refresh: Refresh, row: object
) -> None:
    refresh()
    kept = json.loads(gzip.decompress((root / TOKENS).read_bytes()))
    (root / TOKENS).write_bytes(some_rows(dict.fromkeys(kept, row)))
    refresh(OTHERS)
    assert unlike(files(root), make_index(OTHERS, CARDS, ("ميلر",))) == []


@pytest.mark.parametrize("folder", [False, True], ids=["no words", "no .kashshaf"])
def test_without_what_was_kept_the_index_is_the_same(
    root: Path, refresh: Refresh, folder: bool
) -> None:
    refresh()
    before = files(root)
    (root / TOKENS).unlink()
    if folder:
        shutil.rmtree(root / ".kashshaf")
    refresh()
    assert unlike(files(root), before) == []


def test_a_file_of_the_index_that_is_gone_or_cut_is_written_again(
    root: Path, refresh: Refresh
) -> None:
    refresh()
    before = files(root)
    [one] = [name for name in before if name.startswith("d0-")]
    [other] = [name for name in before if name.startswith("w0-")]
    (root / FOLDER / one).unlink()
    (root / FOLDER / other).write_bytes(before[other][:-5])
    assert not store.known(root)
    assert {Path(path).name for path in refresh()} >= {one, other}
    assert unlike(files(root), before) == []
    (root / FOLDER / "root.js").unlink()
    refresh()
    assert unlike(files(root), before) == []


def test_what_is_kept_is_the_words_and_nothing_of_the_machine(root: Path, refresh: Refresh) -> None:
    refresh()
    data = (root / TOKENS).read_bytes()
    assert data[4:8] == bytes(4)  # no time
    kept = json.loads(gzip.decompress(data))
    assert sorted(kept) == sorted({name for name in kept if re.fullmatch("[0-9a-f]{32}", name)})
    assert ["مطر على المدينة", "هطل المطر أمس على المدينة وقال وزير ذلك", "5 3"] in kept.values()


def test_old_files_stay_while_somebody_may_read_them(root: Path, refresh: Refresh) -> None:
    refresh()
    before = files(root)
    store.refresh(root, OTHERS, CARDS, ("ميلر",), prune=False)
    assert before.keys() <= files(root).keys()
    # The next run, which is none of those, clears up although nothing has changed.
    refresh(OTHERS)
    assert unlike(files(root), make_index(OTHERS, CARDS, ("ميلر",))) == []
