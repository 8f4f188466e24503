"""The tables about Arabic words: every line is of the form that its file promises."""

from __future__ import annotations

import re
from collections import Counter
from importlib.resources import files
from itertools import islice
from pathlib import Path
from typing import Final

import pytest

from kashshaf.search import lexicon as module
from kashshaf.search.lexicon import Lexicon, lexicon
from kashshaf.search.text import fine, words
from kashshaf.search.vocabulary import Vocabulary

FOLDER: Final = files("kashshaf.search") / "lexicon"
WORD: Final = re.compile(r"[ء-غف-ي]{2,}\Z")
FORMS: Final = ("QI", "II", "III", "IV", "V", "VI", "VII", "VIII", "IX", "X", "QII", "QIV")
#: The columns that a line may have, and how many of them no other line has alike.
TABLES: Final[dict[str, tuple[range, int]]] = {
    "plurals.tsv": (range(2, 3), 2),
    "verbs.tsv": (range(5, 6), 2),
    "derived.tsv": (range(2, 4), 2),
    "feminines.txt": (range(1, 2), 1),
    "function_words.txt": (range(1, 3), 1),
    "whole.txt": (range(1, 2), 1),
    "exonyms.tsv": (range(2, 3), 1),
    "same.tsv": (range(2, 12), 1),
}
#: The ال of these is of the word itself.
OWN_ARTICLE: Final = frozenset("الله اللهم الكترون الكترونات".split())


def text(name: str) -> str:
    return (FOLDER / name).read_text(encoding="utf-8")


def rows(name: str) -> list[list[str]]:
    lines = text(name).splitlines()
    return [line.split("\t") for line in lines if not line.startswith("#")]


def spelled(word: str) -> bool:
    """Tell a word of Arabic letters in fine form, and nothing else."""
    return bool(WORD.match(word)) and fine(word) == word


def test_the_folder_has_the_tables_and_no_other() -> None:
    assert {item.name for item in FOLDER.iterdir() if not item.name.startswith(".")} == set(TABLES)


@pytest.mark.parametrize("name", TABLES)
def test_lines_are_clean_and_in_order_and_no_word_stands_twice(name: str) -> None:
    lines = text(name).split("\n")
    assert lines.pop() == ""  # the last line ends too
    comments = [line for line in lines if line.startswith("#")]
    assert lines[: len(comments)] == comments != []
    body = lines[len(comments) :]
    assert all(body)
    assert [line for line in body if line != line.strip() or "  " in line] == []
    firsts = [line.split("\t")[0] for line in body]
    assert firsts == sorted(firsts)
    keys = [tuple(line.removeprefix("?").split("\t")[: TABLES[name][1]]) for line in body]
    assert [key for key, times in Counter(keys).items() if times > 1] == []


@pytest.mark.parametrize("name", TABLES)
def test_every_line_has_its_columns(name: str) -> None:
    columns, _ = TABLES[name]
    assert [row for row in rows(name) if len(row) not in columns or not all(row)] == []


@pytest.mark.parametrize("name", [name for name in TABLES if name != "exonyms.tsv"])
def test_words_are_arabic_letters_in_fine_form(name: str) -> None:
    wrong = []
    for first, *others in rows(name):
        fields = [first.removeprefix("?"), *others]
        if name == "derived.tsv":
            fields = [fields[0], *fields[2:]]
        if name == "function_words.txt":
            fields = fields[:1]
        for field in fields:
            wrong += [word for word in field.split(" ") if word != "-" and not spelled(word)]
    assert wrong == []


def test_only_a_table_of_verbs_or_plurals_marks_a_word_as_doubtful() -> None:
    for name in TABLES.keys() - {"plurals.tsv", "verbs.tsv", "derived.tsv"}:
        assert [row for row in rows(name) if row[0].startswith("?")] == []


@pytest.mark.parametrize("name", ["plurals.tsv", "feminines.txt"])
def test_no_word_has_the_article(name: str) -> None:
    """A word may begin with ال of its own, as «التزام» does: then what is left is no word."""
    known = set(lexicon().plurals) | set(lexicon().singulars) | lexicon().feminines
    for first, *others in rows(name):
        for word in " ".join([first.removeprefix("?"), *others]).split():
            if word.startswith("ال") and word not in OWN_ARTICLE:
                assert word.removeprefix("ال") not in known, word


def test_plurals_are_other_words_than_their_singular_and_each_stands_once() -> None:
    pairs: list[tuple[str, str]] = []
    for first, many in rows("plurals.tsv"):
        word = first.removeprefix("?")
        assert word not in many.split(" ")
        pairs += [(word, plural) for plural in many.split(" ")]
    assert [pair for pair, times in Counter(pairs).items() if times > 1] == []


def test_simple_verbs_have_a_past_and_a_present() -> None:
    for past, present, masdars, active, passive in rows("verbs.tsv"):
        assert present.startswith("ي"), past
        assert spelled(present)
        for field in (masdars, active, passive):
            assert field == "-" or "-" not in field.split(" ")


def test_derived_verbs_name_their_form() -> None:
    assert {row[1] for row in rows("derived.tsv")} <= set(FORMS)


def test_every_derived_verb_is_one_that_its_form_can_build() -> None:
    """A past that does not fit its form («استقال» as VIII) would have no family."""
    known = lexicon()
    heads = {verb: number for number, verb in enumerate(known.verbs)}
    members: dict[int, int] = {}
    for kinds in known.families.values():
        for number, _ in kinds:
            members[number] = members.get(number, 0) + 1
    past = [row[0].removeprefix("?") for row in (*rows("derived.tsv"), *rows("verbs.tsv"))]
    assert [verb for verb in past if members[heads[verb]] < 20] == []


def test_feminines_end_in_teh_marbuta() -> None:
    assert [row[0] for row in rows("feminines.txt") if not row[0].endswith("ة")] == []


def test_function_words_are_marked_as_questions_or_not_at_all() -> None:
    assert {row[1] for row in rows("function_words.txt") if len(row) > 1} == {"q"}


def test_forms_of_one_word_are_different_and_each_row_is_one_word() -> None:
    for row in rows("same.tsv"):
        assert len(set(row)) == len(row), row


def test_exonyms_are_latin_names_of_arabic_ones() -> None:
    latin = re.compile(r"[A-Za-z\u00c0-\u024f0-9 .,'’&()/-]+\Z")
    for name, forms in rows("exonyms.tsv"):
        assert latin.match(name), name
        assert [word for word, _, _ in words(name)], name
        for form in forms.split(";"):
            assert form == form.strip() != "", name
            assert all(spelled(word) or word.isdigit() for word, _, _ in words(form)), form
            # What is left of the form without its words is what stands between words.
            rest = form
            for word, _, _ in words(form):
                rest = rest.replace(word, "", 1)
            assert not rest.strip(" -"), form


def test_no_exonym_stands_twice_in_another_case() -> None:
    names = [row[0].lower() for row in rows("exonyms.tsv")]
    assert sorted(set(names)) == sorted(names)


# What the tables are read into


@pytest.fixture(scope="module")
def known() -> Lexicon:
    return lexicon()


def test_every_line_of_every_table_is_read(known: Lexicon) -> None:
    for first, many in rows("plurals.tsv"):
        word = first.removeprefix("?")
        for plural in many.split():
            assert plural in known.plurals[word]
            assert word in known.singulars[plural]
            assert ((word, plural) in known.risky) is first.startswith("?")
    verbs = {verb: number for number, verb in enumerate(known.verbs)}
    for name in ("verbs.tsv", "derived.tsv"):
        for first, *_ in rows(name):
            number = verbs[first.removeprefix("?")]
            assert number in dict(known.families[first.removeprefix("?")])
    for past, _, masdars, *_ in rows("verbs.tsv"):
        assert verbs[past.removeprefix("?")] in known.simple
        for noun in masdars.split():
            assert noun == "-" or verbs[past.removeprefix("?")] in known.masdars[noun]
    assert {row[0] for row in rows("feminines.txt")} == known.feminines
    for name, forms in rows("exonyms.tsv"):
        assert set(known.exonyms[name.lower()]).issuperset(forms.split(";"))
    assert {row[0] for row in rows("function_words.txt") if len(row) > 1} == known.questions
    assert [tuple(row) for row in rows("same.tsv")] == list(known.same)


@pytest.mark.parametrize(
    ("word", "plural"),
    [("سلاح", "أسلحة"), ("وزير", "وزراء"), ("مدينة", "مدن"), ("كتاب", "كتب"), ("لاجئ", "لاجئين")],
)
def test_a_plural_leads_to_its_singular_and_back_if_it_is_broken(
    known: Lexicon, word: str, plural: str
) -> None:
    if plural.endswith("ين"):
        assert plural not in known.plurals.get(word, ())  # a rule finds it
    else:
        assert plural in known.plurals[word]
        assert word in known.singulars[plural]


def test_a_preposition_with_its_noun_is_not_a_particle(known: Lexicon) -> None:
    """«بشأن» is found with «شأن»."""
    assert "بشأن" not in known.function_words
    assert {"في", "من", "على", "الذي"} <= known.function_words


def test_countries_come_from_cldr_in_both_languages(known: Lexicon) -> None:
    assert "اليابان" in known.exonyms["japan"]
    assert "لبنان" in known.whole
    assert "يابان" in known.whole  # without its article


def test_a_plain_plural_is_not_said_to_be_whole(known: Lexicon) -> None:
    assert not {"مسلمين", "مسلمون"} & known.whole
    assert {"بيان", "ميدان"} <= known.whole | set(known.plurals)


def test_pasts_that_are_written_alike_are_one_family(known: Lexicon) -> None:
    """«خرج» and «خرّج»: no reader can tell them apart."""
    assert known.verbs.count("خرج") == 1
    number = known.verbs.index("خرج")
    assert (number, "verb") in known.families["يخرجون"]
    assert number in dict(known.families["تخريج"])
    assert number in dict(known.families["خروج"])


def test_a_word_of_the_tables_is_known_and_any_other_is_not(known: Lexicon) -> None:
    assert all(known.known(word) for word in ("سلاح", "أسلحة", "مدرسة", "استقال", "استقالة"))
    assert known.noun("أسلحة")
    assert not known.noun("استقالوا")
    assert not known.known("بلخفنج")


# The verbs' forms, kept on disk


@pytest.fixture
def few_rows(monkeypatch: pytest.MonkeyPatch) -> None:
    """Read the first lines of each table."""
    whole = module._rows
    monkeypatch.setattr(module, "_rows", lambda name: islice(whole(name), 40))


def test_the_forms_of_verbs_are_kept_and_are_the_same(tmp_path: Path, few_rows: None) -> None:
    made = module._read_tables(tmp_path / "verbs.json")
    assert (tmp_path / "verbs.json").is_file()
    assert module._read_tables(tmp_path / "verbs.json") == made == module._read_tables(None)
    assert made.families["آب"]


def test_forms_that_are_kept_are_not_made_again(
    tmp_path: Path, few_rows: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    made = module._read_tables(tmp_path / "verbs.json")

    def never(*_: str) -> dict[str, str]:
        raise AssertionError

    monkeypatch.setattr(module, "family_of_first", never)
    assert module._read_tables(tmp_path / "verbs.json") == made
    with pytest.raises(AssertionError):
        module._read_tables(None)


@pytest.mark.parametrize(
    "broken",
    [
        pytest.param(b"", id="empty"),
        pytest.param(b"\xff", id="no text"),
        pytest.param(b"{}", id="another object"),
        pytest.param(b"[]", id="a list"),
        pytest.param(b"null", id="nothing"),
        pytest.param(b"[" * 100_000, id="deep"),
        pytest.param(b'{"program": "old", "families": {}}', id="of another version"),
    ],
)
def test_kept_forms_that_cannot_be_read_are_made_anew(
    tmp_path: Path, few_rows: None, broken: bytes
) -> None:
    kept = tmp_path / "verbs.json"
    made = module._read_tables(kept)
    whole = kept.read_bytes()
    kept.write_bytes(broken)
    assert module._read_tables(kept) == made
    assert kept.read_bytes() == whole


# The words beside the tables


def test_most_words_of_the_tables_are_in_the_background_vocabulary(counts: Vocabulary) -> None:
    """A misspelt word is in no text: the tables were checked against one, and stay checked."""
    for name in ("plurals.tsv", "feminines.txt", "function_words.txt"):
        nouns = [row[0].removeprefix("?") for row in rows(name)]
        absent = [noun for noun in nouns if not counts.weight(noun)]
        assert len(absent) < 0.03 * len(nouns), absent[:20]
