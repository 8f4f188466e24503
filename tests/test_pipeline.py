"""The stages in order: progress is told, and what did not change is not done again."""

from __future__ import annotations

import time
from pathlib import Path

import pytest

from kashshaf import pipeline
from kashshaf.markup import inline
from tests.support import Archive, composed


def test_progress_is_told_step_by_step(small: Archive) -> None:
    told: list[tuple[str, int, int]] = []
    pipeline.generate(small.root, progress=lambda *step: told.append(step))
    steps = list(dict.fromkeys(what for what, _, _ in told))
    assert steps == ["reading", "matching", "indexing", "rendering", "writing", "search index"]
    assert all(0 <= done <= total for _, done, total in told)


def test_what_did_not_change_is_not_composed_again(
    small: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    small.article("third", "قال ميلر.", slug="third", title="ث")
    first = pipeline.generate(small.root)

    def compose(*arguments: object) -> None:
        raise AssertionError("nothing changed")

    with monkeypatch.context() as patch:
        patch.setattr("kashshaf.pipeline.compose", compose)
        again = pipeline.generate(small.root)
        # The findings are said again all the same.
        assert (again.findings, again.articles) == (first.findings, 3)
        assert (again.written, again.removed) == ((), ())
        assert "K012" in {found.code for found in again.findings}
        # A page that was touched, or lost, is looked at again.
        page = small.root / "site_src/articles/third.md"
        page.unlink()
        with pytest.raises(AssertionError, match="nothing changed"):
            pipeline.generate(small.root)


@pytest.mark.parametrize(
    "path",
    [
        "kashshaf.yml",
        "seeds/articles/first.txt",
        "seeds/articles/first.yml",
        "seeds/registers/people.yml",
        "seeds/articles/new.txt",
    ],
)
def test_every_input_counts(small: Archive, path: str) -> None:
    pipeline.generate(small.root)
    before = (small.root / ".kashshaf/stamp.json").read_bytes()
    old = small.read(path) if (small.root / path).is_file() else "نص.\n"
    small.write(path, old + "\n")
    pipeline.generate(small.root)
    assert (small.root / ".kashshaf/stamp.json").read_bytes() != before


def test_a_broken_stamp_is_no_stamp(small: Archive) -> None:
    wanted = pipeline.generate(small.root)
    for content in (b"", b"[]", b'{"inputs": 1}', b"\xff"):
        (small.root / ".kashshaf/stamp.json").write_bytes(content)
        assert pipeline.generate(small.root).findings == wanted.findings


def test_checking_misses_the_font_that_a_build_would_write(small: Archive) -> None:
    pipeline.generate(small.root)
    assert pipeline.check(small.root).findings == ()
    (face,) = (small.root / "theme/assets/kashshaf/fonts").glob("*.woff2")
    face.unlink()
    (found,) = pipeline.check(small.root).findings
    assert (found.code, found.location.path) == ("K501", face.relative_to(small.root).as_posix())


def test_findings_are_in_the_order_of_their_places(small: Archive) -> None:
    for name in ("z", "a"):
        small.article(name, "قال ميلر \u200fوميلر.", slug=name)
    found = pipeline.check(small.root, pages=False).findings
    keys = [(f.location.path, f.location.line, f.location.column, f.code) for f in found]
    assert keys == sorted(keys)
    assert len(set(found)) == len(found)
    assert pipeline.ordered((*found[::-1], *found)) == found


@pytest.mark.parametrize("text", ["ا" * 400_000, "a" * 400_000, "ا_" * 200_000, "a.b-" * 100_000])
def test_a_long_text_without_a_space_takes_no_long_time(text: str) -> None:
    start = time.perf_counter()
    inline(text)
    edition, _ = composed({"seeds/articles/a.txt": f"قال {text} http://x"})
    pipeline.edition_files(edition)
    assert time.perf_counter() - start < 10


def test_ten_times_the_articles_take_about_ten_times_as_long() -> None:
    """Growth is linear: the bound leaves room for a busy machine, not for a square."""

    def seconds(count: int) -> float:
        files: dict[str, object] = {
            f"seeds/articles/a{n}.txt": f"قال أندرو ميلر في غزة كلاما رقمه {n}.\n" * 3
            for n in range(count)
        }
        files["seeds/registers/people.yml"] = [{"id": "andrew", "name": "أندرو ميلر"}]
        start = time.process_time()
        pipeline.edition_files(composed(files)[0])
        return time.process_time() - start

    seconds(20)
    assert seconds(1000) < 30 * seconds(100)


def test_the_edition_names_no_folder_of_this_machine(small: Archive) -> None:
    small.build()
    for data in small.files("site_src").values():
        assert str(small.root).encode() not in data
        assert str(Path.home()).encode() + b"/" not in data
