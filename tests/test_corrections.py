"""Corrections: what is read instead of what was printed, and the way back."""

from __future__ import annotations

import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from kashshaf.arabic import BIDI_CONTROLS
from kashshaf.corrections import Reading, apply
from kashshaf.markup import as_printed, plain, shown
from kashshaf.model import Article, Correction, Edition, Finding, Layout, Location, Paragraph, Span
from kashshaf.parse import parse
from tests.support import Archive, Json, composed
from tests.test_markup import TEXT, blocks_of, composed_article, pages, to_html

LINES = Layout(title_line=False, headings=(), wrapped=False)
HERE = Location("a.yml", 1, 1)
YML = "seeds/articles/a.yml"


def fix(surface: str, correct: str, anchor: str = "", line: int = 1) -> Correction:
    return Correction(surface, correct, "spelling", anchor, "", Location("a.yml", line, 1))


def read(text: str, *corrections: Correction) -> tuple[Reading, tuple[Finding, ...]]:
    return apply(text, parse(text, LINES), corrections)


def words(reading: Reading) -> list[str]:
    return [reading.text[b.span.start : b.span.end] for b in reading.blocks]


def article(text: str, *corrections: Correction) -> Article:
    _, one = composed_article(text, layout={"title_line": "false", "headings": []})
    assert one is not None
    reading, _ = apply(text, one.blocks, corrections)
    return Article(
        id="a",
        path=one.path,
        text=reading.text,
        sha256="",
        encoding="UTF-8",
        title="ع",
        title_from="record",
        blocks=reading.blocks,
        record=one.record,
        printed=text,
        edits=reading.edits,
    )


def item(surface: str, correct: str | None, kind: str | None = "spelling", **more: object) -> Json:
    row = {"surface": surface, "correct": correct, "kind": kind, **more}
    return {key: value for key, value in row.items() if value is not None}


def found(text: str, *corrections: object, **record: object) -> list[tuple[str, str]]:
    """Return the codes and places of the findings about the record of one article."""
    record = {"title": "ع", "date": "2024", "source": "س", "slug": "a", **record}
    _, findings = composed(
        {"seeds/articles/a.txt": text, YML: {**record, "corrections": list(corrections)}}
    )
    return [(f.code, str(f.location)) for f in findings if f.location.path == YML]


# What is read


def test_a_correction_is_made_where_its_surface_stands() -> None:
    reading, findings = read("قال و  ولم يقل.\nثم عاد .", fix("و  ولم", "ولم"), fix(" .", "."))
    assert words(reading) == ["قال ولم يقل.", "ثم عاد."]
    assert findings == ()
    assert [edit.correction.surface for edit in reading.edits] == ["و  ولم", " ."]


def test_a_paragraph_that_is_taken_out_keeps_its_number_and_the_others_theirs() -> None:
    reading, findings = read("أول.\nشاركها.\nثالث.", fix("شاركها.", ""))
    assert findings == ()
    assert words(reading) == ["أول.", "", "ثالث."]
    assert [block.anchor for block in reading.blocks] == ["p1", "p2", "p3"]


def test_no_white_space_is_left_at_the_edge_of_a_paragraph() -> None:
    one = article("اقرأ أيضًا: نص هنا. شاركها\nثان", fix("شاركها", ""), fix("اقرأ أيضًا:", ""))
    assert one.words(one.blocks[0]) == "نص هنا."
    assert [one.printed[e.printed.start : e.printed.end] for e in one.edits] == [
        "اقرأ أيضًا: ",
        " شاركها",
    ]
    assert one.block_in_source(one.blocks[0]) == Span(0, 26)


def test_two_corrections_side_by_side_take_the_space_between_them() -> None:
    reading, _ = read("أول\nشاركها الآن\nثالث", fix("شاركها", ""), fix("الآن", ""))
    assert words(reading) == ["أول", "", "ثالث"]


def test_a_surface_does_not_cross_two_paragraphs() -> None:
    _, findings = read("أول\nثان", fix("أول\nثان", "x"))
    assert [f.code for f in findings] == ["K410"]


# What stands against it


def test_a_surface_that_is_not_there() -> None:
    _, findings = read(
        "أول\nثان\nأول", fix("ثالث", "x"), fix("ثان", "x", "p1"), fix("أ", "x", "p9")
    )
    assert [f.code for f in findings] == ["K410", "K410", "K410"]
    assert findings[1].hint == "it stands in p2"
    assert "p9" in findings[2].message


def test_a_source_that_is_right_by_now() -> None:
    _, (one,) = read("قال ولم يقل.", fix("و ولم", "ولم"))
    assert one.code == "K410"
    assert one.hint.startswith("«ولم» is there")


def hint(text: str, surface: str, correct: str, anchor: str = "") -> str:
    """Return the hint of a correction whose surface is not there."""
    _, (one,) = read(text, fix(surface, correct, anchor))
    assert one.code == "K410"
    return one.hint


def test_a_slip_in_a_surface_is_no_source_that_is_right_by_now() -> None:
    text = "قال أوباما ذلك.\nثم عاد اوباما، وقال."
    assert hint(text, "ابوباما", "أوباما") == "did you mean «اوباما» (p2)?"
    assert hint(text, "عاد ابوباما", "عاد أوباما") == "did you mean «عاد اوباما» (p2)?"
    assert hint(text, "ابوباما", "أوباما", "p2") == "did you mean «اوباما» (p2)?"
    assert hint(text, "عد اوباما", "عاد أوباما", "p1") == "did you mean «عاد اوباما» (p2)?"
    assert "did you mean" not in hint(text, "ترامب", "")
    assert hint("ثم عاد أوباما.", "اوباما", "أوباما").startswith("«أوباما» is there")


@pytest.mark.parametrize(
    ("surface", "says"),
    [
        ("الاحتلال\u00a0.", "the surface has U+00A0 where the source has a space (p2)"),
        ("\u00a0.", "the surface has U+00A0 where the source has a space (p2)"),
        ("الاحتلال  .", "the surface has a space that the source does not have (p2)"),
        ("الا\u200bحتلال .", "the surface has U+200B that the source does not have (p2)"),
        ("\u200fالاحتلال .", "the surface has U+200F that the source does not have (p2)"),
        ("مسوول", "the source has U+200C that the surface does not have (p1)"),
        ("هنا قال", "the surface has a space where the source has U+00A0 (p3)"),
        ("قوی", "the surface has U+06CC where the source has U+064A (p3)"),
    ],
)
def test_a_character_that_is_not_seen_is_named(surface: str, says: str) -> None:
    text = "قال مس\u200cوول ذلك.\nزال الاحتلال .\nهنا\u00a0قال قوي."
    assert hint(text, surface, "الاحتلال.") == says


def test_hints_of_many_surfaces_are_found_in_time() -> None:
    text = "\n".join(f"كلمة{n} وأخرى{n % 7} ثم غيرها في هذا السطر" for n in range(1300))
    rows = [fix(f"كلممة{n}ث وأخرري", "س", line=n) for n in range(1, 300)]
    start = time.monotonic()
    _, findings = read(text, *rows)
    assert time.monotonic() - start < 20
    assert len(findings) == 299


def test_a_surface_that_is_there_twice_needs_its_paragraph() -> None:
    reading, findings = read("أول\nأول وأول", fix("أول", "x"))
    assert [f.code for f in findings] == ["K411"]
    assert "p1 and p2" in findings[0].message
    assert words(reading) == ["أول", "أول وأول"]
    reading, findings = read("أول\nأول وأول", fix("أول", "x", "p1"), fix("أول", "x", "p2"))
    assert [f.code for f in findings] == ["K411"]
    assert "more than once in p2" in findings[0].message
    assert words(reading) == ["x", "أول وأول"]


def test_of_two_that_overlap_the_first_in_the_text_is_made() -> None:
    reading, findings = read(
        "واحد اثنان ثلاثة", fix("اثنان ثلاثة", "x"), fix("واحد اثنان", "y", line=7)
    )
    assert [f.code for f in findings] == ["K412"]
    assert "«اثنان ثلاثة» overlaps the correction of «واحد اثنان» (line 7)" in findings[0].message
    assert words(reading) == ["y ثلاثة"]


def test_one_inside_another_and_the_same_twice() -> None:
    reading, findings = read(
        "واحد اثنان ثلاثة", fix("واحد اثنان", "y"), fix("اثنان", "x"), fix("واحد اثنان", "z")
    )
    assert [f.code for f in findings] == ["K412", "K412"]
    assert words(reading) == ["y ثلاثة"]


def test_a_correction_that_changes_nothing() -> None:
    assert [f.code for f in read("أول", fix("أول", "أول"))[1]] == ["K413"]


def test_not_every_paragraph_can_be_taken_out() -> None:
    reading, findings = read("أول\nثان", fix("أول", ""), fix("ثان", ""))
    assert [f.code for f in findings] == ["K414"]
    assert words(reading) == ["أول", "ثان"]
    edition, one = composed_article("# عنوان", corrections=[item("عنوان", "")])
    assert one is not None
    assert edition.articles


# In the record


def test_every_mistake_in_a_record_has_its_place_and_is_not_made() -> None:
    record = """\
title: ع
date: 2024
source: س
slug: a
corrections:
  - correct: x
    kind: spelling
  - surface: أول
    kind: spelling
  - surface: أول
    correct: x
  - surface: أول
    correct: x
    kind: speling
  - {surface: أول, correct: "x\\ny", kind: spelling}
  - {surface: أول, correct: "x\\u202E", kind: spelling}
  - {surface: أول, correct: x, kind: spelling, paragraph: first}
  - {surface: أول, correct: x, kind: spelling, paragraf: 1}
  - أول
  - {surface: [أول], correct: x, kind: spelling}
  - {surface: "", correct: x, kind: spelling}
"""
    edition, findings = composed({"seeds/articles/a.txt": "أول ثان ثالث", YML: record})
    assert [(f.code, f.location.line, f.location.column) for f in findings if f.location.line] == [
        ("K204", 6, 5),
        ("K204", 8, 5),
        ("K204", 10, 5),
        ("K203", 14, 11),
        ("K203", 15, 29),
        ("K104", 16, 29),
        ("K203", 17, 59),
        ("K202", 18, 48),
        ("K203", 19, 5),
        ("K203", 20, 15),
        ("K204", 21, 15),
    ]
    assert edition.articles[0].text == "أول ثان ثالث"


def test_the_places_of_the_findings_are_those_of_the_surfaces() -> None:
    rows = [item("غائب", "x"), item("أول", "أول")]
    assert [code for code, _ in found("أول ثان", *rows)] == ["K410", "K413"]
    (_, place), *_ = found("أول ثان", *rows)
    assert place.startswith(f"{YML}:")


def test_a_paragraph_is_named_by_any_digits_or_by_its_anchor() -> None:
    for name in (2, "٢", "p2"):
        _, one = composed_article(
            "أول هنا.\nأول هناك.", corrections=[item("أول", "آخر", paragraph=name)]
        )
        assert one is not None
        assert one.text == "أول هنا.\nآخر هناك.", name


def test_more_than_a_thousand_are_a_finding_and_no_burden() -> None:
    text = "\n".join(f"كلمة{n} هنا." for n in range(3000))
    rows = [item(f"كلمة{n} ", f"لفظة{n} ") for n in range(2000)]
    start = time.perf_counter()
    edition, findings = composed({"seeds/articles/a.txt": text, YML: {"corrections": rows}})
    assert time.perf_counter() - start < 10
    assert [f.code for f in findings if f.code == "K209"] == ["K209"]
    assert len(edition.articles[0].edits) == 1000


def test_a_thousand_corrections_of_a_text_as_long_as_may_be() -> None:
    text = "\n".join(f"الكلمة رقم {n} في نص طويل لا يعاد." for n in range(80_000))
    rows = [fix(f"رقم {n * 70} في", f"رقم {n} من") for n in range(1000)]
    blocks = parse(text, LINES)
    start = time.perf_counter()
    reading, findings = apply(text, blocks, rows)
    assert time.perf_counter() - start < 5
    assert len(reading.edits) + len(findings) == 1000


def test_front_matter_has_corrections_too() -> None:
    rows = "corrections:\n  - {surface: اوباما, correct: أوباما, kind: spelling}"
    text = f"---\ntitle: ع\n{rows}\n---\nقال اوباما.\n"
    edition, findings = composed({"seeds/articles/a.md": text})
    assert not [f for f in findings if f.code.startswith("K41")]
    assert edition.articles[0].text.endswith("قال أوباما.\n")
    assert edition.articles[0].printed == text


# Downstream


def test_a_title_line_is_corrected_and_is_the_title() -> None:
    text = "عنوان فيه خطاء\nونص المقالة الذي يليه أطول منه بكثير ولا يشبه العناوين."
    edition, one = composed_article(text, corrections=[item("خطاء", "خطأ", paragraph="title")])
    assert one is not None
    assert (one.title, one.title_from) == ("عنوان فيه خطأ", "source")
    page = pages(edition)["articles/a.md"]
    heading = re.search("^# .*$", page, re.M)
    assert heading is not None
    assert 'data-toc-label="عنوان فيه خطأ"' in heading[0]
    assert plain(page).splitlines()[0] == "عنوان فيه خطأ"
    assert as_printed(page).splitlines()[0] == "عنوان فيه خطاء"
    assert blocks_of(to_html(page))[0] == "عنوان فيه خطأ"


def test_a_title_line_that_is_taken_out_leaves_the_opening() -> None:
    text = "الجزيرة نت - أخبار\nونص المقالة الذي يليه أطول منه بكثير ولا يشبه العناوين."
    _, one = composed_article(text, corrections=[item("الجزيرة نت - أخبار", "", "boilerplate")])
    assert one is not None
    assert one.title_from == "opening"
    assert one.title.startswith("ونص المقالة")


def test_names_are_found_in_the_reading_and_placed_in_the_source(archive: Archive) -> None:
    archive.write("seeds/registers/people.yml", [{"id": "b", "name": "أنتوني بلينكن"}])
    text = "قال و الوزير أنتونى بلنيكن كذا. ثم قال أنتوني بلينكن كذا."
    archive.article(
        "a",
        text,
        title="ع",
        corrections=[item("و الوزير", "الوزير"), item("أنتونى بلنيكن", "أنتوني بلينكن")],
    )
    archive.build()
    first, second = archive.json("mentions")
    assert text[first["start"] : first["end"]] == first["surface"] == "أنتونى بلنيكن"
    assert first["corrected"] == "أنتوني بلينكن"
    assert text[second["start"] : second["end"]] == second["surface"] == "أنتوني بلينكن"
    assert second["corrected"] is None
    (one,) = archive.json("articles")
    assert [text[row["start"] : row["end"]] for row in one["corrections"]] == [
        row["printed"] for row in one["corrections"]
    ]
    assert one["corrections"][0] == {
        "anchor": "p1",
        "start": 4,
        "end": 12,
        "printed": "و الوزير",
        "corrected": "الوزير",
        "kind": "spelling",
        "note": None,
    }
    assert one["blocks"] == [{"anchor": "p1", "kind": "paragraph", "start": 0, "end": len(text)}]


def test_a_finding_about_a_text_has_its_place_in_the_source() -> None:
    people = [{"id": "x", "name": "سعيد ميلر"}, {"id": "y", "name": "ماجد ميلر"}]
    _, findings = composed(
        {
            "seeds/articles/a.txt": "هذا نص طويل زائد قال ميلر كذا.",
            YML: {"corrections": [item("هذا نص طويل زائد ", "", "boilerplate")]},
            "seeds/registers/people.yml": people,
        }
    )
    (one,) = [f for f in findings if f.code == "K012"]
    assert str(one.location) == "seeds/articles/a.txt:1:22"


def test_a_link_and_a_correction_may_share_words() -> None:
    text = "قال الرئيس. أندرو ميللر. وقال بلينكنن هنا. قال نص بلينكن آخر."
    rows = [
        item("الرئيس. أندرو", "الرئيس أندرو"),
        item("ميللر", "ميلر"),
        item("بلينكنن", "بلينكن"),
        item("نص بلينكن آخر", "كلام بلينكن غير"),
    ]
    edition, one = composed_article(text, corrections=rows)
    assert one is not None
    page = pages(edition)["articles/a.md"]
    assert plain(page) == "قال الرئيس أندرو ميلر. وقال بلينكن هنا. قال كلام بلينكن غير."
    assert as_printed(page) == text
    root = to_html(page)
    assert blocks_of(root) == [plain(page)]
    assert blocks_of(root, "ks-now") == [text]
    for link in root.find(lambda e: e.tag == "a"):
        assert not link.find(lambda e: e.tag == "a")
    names = [e.without("ks-was") for e in root.with_class("ks-person")]
    assert names[:3] == ["أندرو ميلر", "بلينكن", "بلينكن"]


def test_the_list_says_what_was_printed_and_why(archive: Archive) -> None:
    rows = [
        item("<b>خطاء</b>", "خطأ & {{ x }}", note="انظر a#p2 <i>"),
        item("شاركها.", "", "boilerplate"),
    ]
    archive.article("a", "نص فيه <b>خطاء</b> هنا.\nشاركها.", title="ع", corrections=rows)
    archive.build()
    page = archive.pages()["articles/a.md"]
    section = page.split("## التصويبات", 1)[1].split("## ", 1)[0]
    items = to_html(f"---\n---\n## التصويبات{section}").find(lambda e: e.tag == "li")
    assert [one.text for one in items] == [
        "ف\u00a01، لغة وإملاء: <b>خطاء</b> صُحّح إلى خطأ & {{ x }} انظر ف\u00a02 <i>",
        "ف\u00a02، من خارج النص: شاركها. حُذف",
    ]
    assert 'href="#fix-2"' in page
    assert 'id="fix-2"' in page
    assert ".ks-removed" in page


def test_an_article_without_corrections_has_no_trace_of_them(archive: Archive) -> None:
    archive.article("a", "نص فيه كلام.\nوغيره.", title="ع")
    archive.build()
    page = archive.pages()["articles/a.md"]
    assert "fix" not in page
    assert "corrections" not in page
    assert archive.json("articles")[0]["corrections"] == []


@pytest.mark.parametrize("rights", ["excerpt", "none"])
def test_what_is_not_shown_is_not_told_by_its_corrections(archive: Archive, rights: str) -> None:
    text = "مطلع المقالة فيه خطاء ظاهر.\n" + "كلام كثير " * 60 + "سرر مكتوم.\nشاركها."
    rows = [
        item("خطاء", "خطأ", note="ملاحظة أولى"),
        item("سرر مكتوم", "سر مكتوم", note="ملاحظة ثانية"),
        item("شاركها.", "", "boilerplate"),
    ]
    archive.write("seeds/registers/people.yml", [{"id": "b", "name": "سر مكتوم"}])
    archive.article("a", text, title="ع", rights=rights, corrections=rows)
    archive.build()
    everything = "\n".join(
        data.decode("utf-8", "replace")
        for path, data in archive.files("site_src").items()
        if path.endswith((".md", ".json", ".xml")) and "schema" not in path
    )
    assert "سرر" not in everything
    assert "شاركها" not in everything
    assert "ثانية" not in everything
    assert ("خطاء" in everything) == (rights == "excerpt")
    assert ("أولى" in everything) == (rights == "excerpt")
    (one,) = archive.json("articles")
    assert len(one["corrections"]) == (1 if rights == "excerpt" else 0)


# Any text, any corrections


@st.composite
def corrected(draw: st.DrawFn) -> tuple[str, tuple[Correction, ...]]:
    text = draw(TEXT)
    text = re.sub("[\x00-\x08\x0e-\x1f]", "\ufffd", text)
    blocks = parse(text, LINES)
    rows: list[Correction] = []
    for _ in range(draw(st.integers(0, 6)) if blocks else 0):
        block = draw(st.sampled_from(blocks))
        start = draw(st.integers(block.span.start, block.span.end - 1))
        end = draw(st.integers(start + 1, min(block.span.end, start + 12)))
        new = draw(
            st.one_of(st.just(""), TEXT.map(lambda t: re.sub("[\\s\\x00-\\x1f]+", " ", t)[:12]))
        )
        new = re.sub(f"[{BIDI_CONTROLS}\x7f-\x9f\u2028\u2029]", "", new)
        rows.append(fix(text[start:end], new, draw(st.sampled_from(["", block.anchor]))))
    return text, tuple(rows)


@given(corrected())
@settings(max_examples=300, deadline=None)
def test_the_way_back_leads_to_the_same_characters(
    case: tuple[str, tuple[Correction, ...]],
) -> None:
    text, rows = case
    blocks = parse(text, LINES)
    reading, _ = apply(text, blocks, rows)
    assert [b.anchor for b in reading.blocks] == [b.anchor for b in blocks]
    for words_ in words(reading):
        assert words_ == words_.strip()
    # What was printed instead of what is read makes the source again.
    back, at = "", 0
    for edit in reading.edits:
        assert edit.span.start >= at
        back += reading.text[at : edit.span.start] + text[edit.printed.start : edit.printed.end]
        at = edit.span.end
    assert back + reading.text[at:] == text
    if not blocks:
        return
    one = article(text, *rows)
    for before, now in zip(blocks, one.blocks, strict=True):
        assert one.block_in_source(now) == before.span
    changed = {n for e in one.edits for n in range(e.changed.start, e.changed.end)}
    for number in set(range(len(one.text))) - changed:
        span = one.in_source(Span(number, number + 1))
        assert one.printed[span.start : span.end] == one.text[number]
    for number in sorted(changed):
        span = one.in_source(Span(number, number + 1))
        assert any(e.printed.start <= span.start <= span.end <= e.printed.end for e in one.edits)


def squeezed(text: str) -> str:
    """Return a text with single spaces: beside a line break in a mark there may be two."""
    return re.sub(r"\s+", " ", text)


@given(corrected())
@settings(max_examples=300, deadline=None)
def test_a_page_has_the_reading_and_what_was_printed(
    case: tuple[str, tuple[Correction, ...]],
) -> None:
    text, rows = case
    numbered = [
        item(row.surface, row.correct, note="*ل*", paragraph=row.anchor or None) for row in rows
    ]
    edition, one = composed_article(
        text,
        corrections=numbered,
        title="ع",
        layout={"title_line": "false", "headings": [], "wrapped": "false"},
    )
    if one is None:
        return
    assert_both(edition, one)


def assert_both(edition: Edition, one: Article) -> None:
    page = pages(edition)["articles/a.md"]
    now = [squeezed(shown(one.words(block))) for block in one.blocks]
    spans = [one.block_in_source(block) for block in one.blocks]
    was = [squeezed(shown(one.printed[span.start : span.end])) for span in spans]
    assert [squeezed(row) for row in plain(page).split("\n")] == now
    assert [squeezed(row) for row in as_printed(page).split("\n")] == was
    root = to_html(page)
    assert [squeezed(row) for row in blocks_of(root)] == now
    assert [squeezed(row) for row in blocks_of(root, "ks-now")] == was
    assert len(root.with_class("ks-fix")) == len(root.with_class("ks-fix-entry")) == len(one.edits)


def test_paragraphs_are_what_the_source_has(seeds: Edition) -> None:
    for one in seeds.articles:
        assert one.edits
        assert len(one.edits) == len(one.record.corrections)
        assert sum(isinstance(block, Paragraph) for block in one.blocks) == len(one.paragraphs)
