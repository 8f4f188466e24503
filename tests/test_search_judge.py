"""The judge and the figures of the search benchmark, on documents made by hand."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from benchmarks.search.judge import Judge, Verdict, accepted
from benchmarks.search.queries import (
    Alternative,
    Document,
    Group,
    Query,
    read_documents,
    read_queries,
)
from benchmarks.search.score import Answer, Score, read_run, score, score_run, write_run


def group(*forms: str, clitics: str = "n", reject: tuple[str, ...] = ()) -> Group:
    return Group(forms, clitics, frozenset(reject))


def judged(query: Query, *texts: str) -> str:
    """Return a letter a text: relevant, neutral, or neither."""
    documents = [Document(str(number), "", text) for number, text in enumerate(texts)]
    verdict = Judge([query]).verdicts(documents)[query.id]
    return "".join(
        "r" if one.id in verdict.relevant else "n" if one.id in verdict.neutral else "-"
        for one in documents
    )


def fits(one: Group, *texts: str) -> str:
    return judged(Query("q", "", "", (Alternative((one,)),)), *texts)


def test_proclitics_article_and_suffixes_of_nouns() -> None:
    one = group("كتاب")
    assert fits(one, "كتاب", "وكتاب", "فبكتاب", "الكتاب", "للكتاب", "وبالكتاب") == "rrrrrr"
    assert fits(one, "كتابه", "بكتابهم", "كتابنا", "كتابا") == "rrrr"
    assert fits(one, "كتابة", "كتابي", "مكتاب", "كتابات", "سكتاب", "الكتابه") == "------"


def test_a_noun_changes_before_its_suffix() -> None:
    assert fits(group("مكتبة"), "مكتبتها", "مكتبةها", "مكتبةا") == "r--"
    assert fits(group("وزراء"), "وزراؤه", "وزرائهم", "وزراءنا", "وزراءا") == "rrr-"
    assert fits(group("قرى"), "قراهم", "قرىهم", "قرىا") == "r--"
    assert fits(group("موظفين"), "موظفيهم", "موظفينهم", "موظفينا") == "r-r"
    assert fits(group("يد"), "يد", "يده") == "r-"  # too short: ه is of another word
    assert fits(group("حق"), "حقه") == "r"


def test_the_article_after_l() -> None:
    assert fits(group("لاجئين"), "للاجئين", "وللاجئين") == "rr"
    assert fits(group("عامل"), "للعامل", "لعامل", "للامل") == "rr-"


def test_names_take_no_article_but_may_begin_with_one() -> None:
    assert fits(group("غزة", clitics="x"), "وغزة", "لغزة", "الغزة", "غزتهم") == "rr--"
    assert fits(group("الرياض", clitics="x"), "بالرياض", "للرياض", "رياض") == "rr-"


def test_verbs() -> None:
    one = group("استقال", "استقالوا", "مستقيل", clitics="v")
    assert fits(one, "سيستقال", "واستقال", "فاستقالوا", "والمستقيل", "بمستقيل") == "-rrrr"
    assert fits(group("يحتجز", clitics="v"), "سيحتجز", "وسيحتجزهم", "يحتجزني") == "rrr"
    assert fits(group("قتلوا", clitics="v"), "قتلوه", "قتلواه") == "r-"


def test_as_it_stands() -> None:
    assert fits(group("2018", clitics="0"), "2018", "٢٠١٨", "و2018", "20180") == "rrr-"
    assert fits(group("من", clitics="0"), "من", "ومن") == "r-"


def test_careless_spellings_of_the_form_and_no_other() -> None:
    assert fits(group("مكتبة"), "مكتبه", "المكتبه") == "rr"
    assert fits(group("مكتب"), "مكتبه", "مكتبة") == "r-"  # his office, and a library
    assert fits(group("علي", clitics="x"), "على", "علي") == "rr"
    assert fits(group("مستشفى"), "مستشفي", "بمستشفى") == "rr"


def test_marks_tatweel_alef_and_digits_are_folded() -> None:
    one = group("أمريكا", clitics="x")
    assert fits(one, "امريكا", "إمريكا", "أَمْريكا", "أمريـــكا", "آمریکا") == "rrrrr"
    assert fits(group("مسؤول"), "مسئول", "مسوول") == "--"


def test_words_end_where_their_script_does() -> None:
    assert fits(group("غزة", clitics="x"), "«غزة»،", "CNNغزة", "غزة2018", "#غزة_الآن") == "rrrr"


def test_a_word_refused() -> None:
    one = group("لبن", reject=("لبنا",))
    assert fits(one, "لبن", "لبنا", "لِبنا", "لبنا ولبن", "لبنه") == "r--rr"


def test_all_groups_of_one_alternative() -> None:
    both = Alternative((group("وزير"), group("خارجية")))
    other = Alternative((group("دبلوماسي"),))
    query = Query("q", "", "", (both, other))
    assert judged(query, "وزير", "وزير الخارجية", "الخارجية قالت لوزير", "دبلوماسي") == "-rrr"


def test_a_phrase_is_in_order_and_without_a_word_between() -> None:
    phrase = Alternative((group("وقف"), group("إطلاق"), group("نار")), phrase=True)
    query = Query("q", "", "", (phrase,))
    texts = ("لوقف اطلاق النار", "إطلاق النار وقف", "وقف فوري لإطلاق النار")
    assert judged(query, *texts) == "r--"
    assert judged(query, "وقف، وقف إطلاق النار", "وقف إطلاق النيران ثم إطلاق النار") == "r-"


def test_the_title_counts_and_does_not_run_into_the_text() -> None:
    document = Document("d", "وقف", "إطلاق")
    query = Query("q", "", "", (Alternative((group("وقف"),)),))
    assert Judge([query]).verdicts([document])["q"].relevant == {"d"}


def test_neutral_is_what_only_the_neutral_groups_fit() -> None:
    query = Query("q", "", "", (Alternative((group("لبنان", clitics="x"),)),), (group("لبناني"),))
    assert judged(query, "لبنان", "لبناني", "لبنان ولبناني", "سوريا") == "rnr-"


def test_accepted_words_are_folded() -> None:
    assert accepted(group("إلى", clitics="0")) == {"الى", "الي"}


VERDICT = Verdict(frozenset("abcd"), frozenset("xy"))


def test_figures_of_a_list() -> None:
    assert score(Answer("q", tuple("xarbs"), 1), VERDICT) == Score(
        r10=2 / 4, p10=2 / 4, rr=1, recall=2 / 4, precision=2 / 4, f=2 / 4, nothing=0
    )
    found = score(Answer("q", tuple("rxa"), 1), VERDICT)
    assert found
    assert (found.rr, found.recall, found.precision) == (1 / 2, 1 / 4, 1 / 2)
    assert found.f == pytest.approx(2 * found.recall * found.precision / (1 / 4 + 1 / 2))


def test_only_the_first_ten_count_for_r10() -> None:
    many = Verdict(frozenset(map(str, range(30))), frozenset())
    ids = (*"abcdefgh", *map(str, range(20)))
    found = score(Answer("q", ids, 1), many)
    assert found
    assert (found.r10, found.p10, found.rr) == (2 / 10, 2 / 10, 1 / 9)
    assert (found.recall, found.precision) == (20 / 30, 20 / 28)


def test_a_document_that_comes_twice_counts_once() -> None:
    found = score(Answer("q", ("a", "a", "r", "r", "a"), 1), VERDICT)
    assert found
    assert (found.recall, found.precision) == (1 / 4, 1 / 2)


def test_nothing_found_and_nothing_to_find() -> None:
    assert score(Answer("q", ("x",), 1), VERDICT) == Score(0, 0, 0, 0, 0, 0, nothing=1)
    wrong = score(Answer("q", ("r",), 1), VERDICT)
    assert wrong == Score(0, 0, 0, 0, 0, 0, nothing=0)
    assert score(Answer("q", ("a",), 1), Verdict(frozenset(), frozenset())) is None


def test_means_by_category_without_queries_that_have_nothing_to_find(tmp_path: Path) -> None:
    answers = [Answer("1", tuple("abcd"), 1.5), Answer("2", (), 2), Answer("3", ("a",), 3)]
    write_run(tmp_path / "run.jsonl", answers)
    assert read_run(tmp_path / "run.jsonl") == answers
    verdicts = {"1": VERDICT, "2": VERDICT, "3": Verdict(frozenset(), frozenset())}
    found = score_run(answers, verdicts, {"1": "A", "2": "B", "3": "B"})
    assert list(found) == ["", "A", "B"]
    assert (found["A"].f, found["B"].f, found[""].f) == (1, 0, 0.5)
    assert (found["B"].nothing, found[""].nothing) == (1, 0.5)


def test_files(tmp_path: Path) -> None:
    rows = [{"id": str(number), "title": "ع", "text": "ن"} for number in (1, 2, 2)]
    path = tmp_path / "rows.jsonl"
    path.write_text("\n".join(map(json.dumps, rows)), encoding="utf-8")
    assert [one.id for one in read_documents(path, 2)] == ["1", "2"]
    with pytest.raises(ValueError, match="twice"):
        read_documents(path)
    form = {"forms": ["كتاب"], "cl": "n", "reject": ["كتابا"]}
    query = {
        "qid": "q1",
        "cat": "CLI",
        "query": "كتاب",
        "any": [{"groups": [form], "phrase": True}],
        "neutral": [],
    }
    path.write_text(json.dumps(query), encoding="utf-8")
    (read,) = read_queries(path)
    assert read.alternatives == (Alternative((group("كتاب", reject=("كتابا",)),), True),)
    for wrong, said in (({**form, "cl": "q"}, "cl"), (None, "groups")):
        groups = [wrong] if wrong else []
        path.write_text(json.dumps({**query, "any": [{"groups": groups}]}), encoding="utf-8")
        with pytest.raises(ValueError, match=said):
            read_queries(path)
