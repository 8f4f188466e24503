"""``kashshaf search``: what is a word and what an option, filters, what is printed."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence

import pytest
from click.testing import Result

from kashshaf.search.choices import asks, choices, same
from kashshaf.search.terminal import Answer, Engine, IndexMissingError
from tests.support import Archive, command


def ask(archive: Archive, *arguments: str) -> Result:
    return archive.run("search", *arguments)


def found(archive: Archive, *arguments: str) -> set[str]:
    """Return the articles that a query finds."""
    done = ask(archive, "--format", "json", *arguments)
    assert done.exit_code in (0, 1), done.stderr
    return {result["article"] for result in json.loads(done.stdout)["results"]}


# Words and options


@pytest.mark.parametrize("options", [[], ["-n", "9"], ["-n9"], ["--limit=9"], ["--limit", "9"]])
def test_a_word_to_leave_out_needs_no_quotes(built: Archive, options: Sequence[str]) -> None:
    every = found(built, "الوزارة")
    assert {"casey-resignation", "blinken-dissent-meeting"} <= every
    left = found(built, "الوزارة", "-بلينكن", *options)
    assert "casey-resignation" in left
    assert left == every - found(built, "بلينكن")
    assert found(built, *options, "-بلينكن", "الوزارة") == left
    assert found(built, *options, "--", "الوزارة", "-بلينكن") == left
    assert found(built, *options, "الوزارة -بلينكن") == left


@pytest.mark.parametrize("word", ["-nation", "-Congress", "-x", "-"])
def test_a_latin_word_behind_a_hyphen_is_no_option(built: Archive, word: str) -> None:
    assert found(built, "الوزارة", word) == found(built, f"الوزارة {word}")


def test_a_misspelt_option_is_misuse(built: Archive) -> None:
    done = ask(built, "غزة", "--limt", "5")
    assert done.exit_code == 2
    assert "'--limt'" in done.stderr
    assert "'--limit'" in done.stderr
    assert ask(built, "غزة", "-n", "no").exit_code == 2
    for option in ("-n", "--year", "--format"):
        done = ask(built, "غزة", option)
        assert (done.exit_code, done.stdout) == (2, "")
        assert f"Option '{option}' requires an argument." in done.stderr
    assert ask(built).exit_code == 2


@pytest.mark.parametrize("query", ["", " ", '"""', "-غزة", '-"معبر رفح"', "«»", "؟"])
def test_a_query_without_a_word_is_misuse(built: Archive, query: str) -> None:
    assert not asks(query)
    done = ask(built, query)
    assert done.exit_code == 2
    assert "no word to look for" in done.stderr


@pytest.mark.parametrize("query", ["غزة", "غزة -مصر", '"غزة', "-غزة.مصر مصر", "كتاب-جديد"])
def test_a_query_with_a_word(query: str) -> None:
    assert asks(query)


# Filters


def test_filters_narrow(built: Archive) -> None:
    assert found(built, "الوزارة", "--person", "andrew-miller") >= {"miller-resignation"}
    both = found(built, "الوزارة", "--person", "andrew-miller", "--person", "antony-blinken")
    assert both == found(built, "الوزارة", "--person", "andrew-miller") & found(
        built, "الوزارة", "--person", "antony-blinken"
    )
    assert "all of them" in re.sub(r"\s+", " ", ask(built, "--help").stdout)
    year = found(built, "غزة", "--year", "2024")
    assert year
    assert year == found(built, "غزة", "--year", "٢٠٢٤") == found(built, "غزة", "--year", "۲۰۲۴")


@pytest.mark.parametrize(
    ("option", "value", "words"),
    [
        ("--person", "nobody", ["«nobody»", "There are: ", "antony-blinken (أنتوني بلينكن)"]),
        ("--person", "ميلر", ["Did you mean: ", "andrew-miller", "matthew-miller"]),
        ("--person", "antony-blinkin", ["Did you mean: antony-blinken (أنتوني بلينكن)"]),
        ("--topic", "nope", ["topics"]),
        ("--source", "x", ["sources"]),
        ("--year", "abc", ["There are: 2023, 2024."]),
        ("--year", "1999", ["There are: 2023, 2024."]),
        ("--year", "", ["There are: 2023, 2024."]),
        ("--person", "__proto__", ["There are: "]),
        ("--person", "\x1b[31m\u202e", ["\\u001b"]),
    ],
)
def test_a_value_that_no_article_has_is_misuse(
    built: Archive, option: str, value: str, words: list[str]
) -> None:
    done = ask(built, "غزة", option, value)
    assert (done.exit_code, done.stdout) == (2, "")
    assert option in done.stderr
    assert [word for word in words if word not in done.stderr] == []
    assert "\x1b" not in done.stderr


def test_an_article_has_one_year(built: Archive) -> None:
    done = ask(built, "غزة", "--year", "2023", "--year", "2024")
    assert done.exit_code == 2
    assert "only one" in done.stderr
    assert found(built, "غزة", "--year", "2024", "--year", "٢٠٢٤")


@pytest.mark.parametrize("text", [None, "", "kashshaf.search.got('root',{})\n", "got('root',[1])"])
def test_an_index_that_is_not_whole(
    tmp_path_factory: pytest.TempPathFactory, text: str | None
) -> None:
    folder = tmp_path_factory.mktemp("files")
    if text is not None:
        (folder / "root.js").write_text(text, encoding="utf-8")
    with pytest.raises(IndexMissingError):
        choices(folder)


# What is printed


def test_the_totals_are_printed(built: Archive) -> None:
    done = ask(built, "غزة", "-n", "2")
    lines = done.stdout.splitlines()
    assert "5 نتائج" in lines
    assert "[كل الكلمات: 5]" in lines
    assert lines[-1] == "… 3 more (--limit)"
    assert "\x1b" not in done.stdout


def test_what_is_less_close_is_counted(built: Archive, monkeypatch: pytest.MonkeyPatch) -> None:
    line = {"title": [["سوق", True]], "pieces": [], "date": "", "source": ""}
    result = {"group": "all", "url": "articles/a.html", "lines": line}
    groups = ({"group": "all", "total": 1}, {"group": "related", "total": 1204})

    def search(self: Engine, query: str, **options: object) -> Answer:
        return Answer(1, (result,), groups, (), ())

    monkeypatch.setattr(Engine, "search", search)
    lines = ask(built, "سوق").stdout.splitlines()
    assert lines[0] == "نتيجة واحدة"
    assert lines[-1] == "… 1204 less close (--all)"


def test_the_words_that_were_found_are_bold_on_a_terminal(built: Archive) -> None:
    env = {"FORCE_COLOR": "1", "TERM": "xterm"}
    done = command("search", "بلينكن", "-n", "1", cwd=built.root, env=env)
    assert done.returncode == 0, done.stderr
    assert "\x1b[1;33mبلينكن\x1b[0m" in done.stdout
    env["NO_COLOR"] = "1"
    done = command("search", "بلينكن", "-n", "1", cwd=built.root, env=env)
    assert "\x1b[1mبلينكن\x1b[0m" in done.stdout


def test_nothing_is_suggested_that_was_typed(
    built: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert same("مجاعةٌ", " مجاعة")
    assert not same("مجاعة", "مجاعه")

    def search(self: Engine, query: str, **options: object) -> Answer:
        return Answer(0, (), (), (), ("مجاعة", "جماعة"))

    monkeypatch.setattr(Engine, "search", search)
    done = ask(built, "مجاعةٌ")
    assert done.exit_code == 1
    assert done.stdout.splitlines() == ["لا نتائج", "هل تقصد: جماعة"]
