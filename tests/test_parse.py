"""A text → its blocks: the five articles as a reader sees them, and the rules by pairs."""

from __future__ import annotations

import itertools
import time
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kashshaf.arabic import BIDI_CONTROLS
from kashshaf.model import Block, Heading, Layout, Paragraph
from kashshaf.parse import front_matter, parse
from tests.support import ROOT

LEAD = "قالت الوزارة يوم الثلاثاء إن الاجتماع سيعقد في أوائل الشهر المقبل لبحث المخاوف القائمة"
MORE = "وأضاف المتحدث باسمها أن الدعوة وجهت إلى الأطراف كلها، وأن أحدا منها لم يعتذر حتى الآن"


def source(number: int) -> str:
    (path,) = (ROOT / "seeds/articles").glob(f"{number:03}_*.txt")
    return path.read_bytes().decode()


GUESSED = Layout()


def cut(text: str, layout: Layout = GUESSED, *, markdown: bool = False) -> list[tuple[str, str]]:
    return [(b.anchor, words(text, b)) for b in parse(text, layout, markdown=markdown)]


def words(text: str, block: Block) -> str:
    return text[block.span.start : block.span.end]


@pytest.mark.parametrize(
    ("number", "title", "headings", "paragraphs"),
    [
        (0, False, [], 20),
        (1, True, [], 8),
        (
            2,
            False,
            [
                "واشنطن بوست: القرار جاء رفضا لقتل المدنيين في غزة",
                "آخرون سيحذون حذوه",
                "استقالات سابقة",
            ],
            23,
        ),
        (3, False, [], 10),
        (4, False, [], 16),
    ],
)
def test_the_five_articles(
    number: int, title: bool, headings: Sequence[str], paragraphs: int
) -> None:
    text = source(number)
    blocks = parse(text, Layout())
    found = [block for block in blocks if isinstance(block, Heading)]
    assert [words(text, block) for block in found if block.number] == headings
    assert any(block.number == 0 for block in found) is title
    assert [b.number for b in blocks if isinstance(b, Paragraph)] == [*range(1, paragraphs + 1)]


def test_the_title_of_001_is_its_first_line() -> None:
    text = source(1)
    first = parse(text, Layout())[0]
    assert (first.anchor, words(text, first)) == ("title", text.splitlines()[0])


def test_the_headings_of_002_stand_where_they_are_printed() -> None:
    text = source(2)
    lines = text.splitlines()
    blocks = parse(text, Layout())
    where = [lines.index(words(text, b)) + 1 for b in blocks if isinstance(b, Heading)]
    assert where == [7, 15, 18]


def test_blank_lines_between_paragraphs_are_the_same_text_as_none() -> None:
    text = source(4)
    close = "\n".join(line for line in text.splitlines() if line)
    assert [w for _, w in cut(text)] == [w for _, w in cut(close)]


def test_a_title_is_a_first_line_that_ends_no_sentence() -> None:
    assert cut(f"اجتماع مرتقب في الوزارة\n{LEAD}.")[0][0] == "title"
    assert cut(f"اجتماع مرتقب في الوزارة.\n{LEAD}.")[0][0] == "p1"
    assert cut(f"اجتماع مرتقب في الوزارة:\n{LEAD}.")[0][0] == "p1"
    assert cut("اجتماع مرتقب في الوزارة")[0][0] == "p1"
    assert cut("اجتماع مرتقب في الوزارة\nوسطر قصير مثله")[0][0] == "p1"
    assert cut("اجتماع مرتقب في الوزارة\nوسطر قصير، لكنه أطول من أول السطرين")[0][0] == "title"
    assert cut(f"{LEAD} {MORE} {LEAD}\n{MORE}.")[0][0] == "p1"


def test_a_heading_is_short_ends_no_sentence_and_stands_before_a_longer_line() -> None:
    def second(line: str, after: str = f"{MORE}.") -> str:
        return cut(f"{LEAD}.\n{line}\n{after}")[1][0]

    assert second("دعوة إلى الأطراف") == "h1"
    assert second("هل يعتذر أحد؟") == "h1"
    assert second("دعوة إلى الأطراف.") == "p2"
    assert second("دعوة إلى الأطراف،") == "p2"
    assert second("“دعوة إلى الأطراف") == "p2"
    assert second("- دعوة إلى الأطراف") == "p2"
    assert second("دعوة إلى الأطراف", after="سطر قصير آخر") == "p2"
    assert second("دعوة إلى الأطراف", after="نعم حقا.") == "p2"
    assert second("2023 2024") == "p2"
    assert second(f"{LEAD}") == "p2"
    assert second("* * *") == "p2"
    # Of two short lines neither is one,
    lines = f"{LEAD}.\nدعوة إلى الأطراف\nسطر قصير آخر\n{MORE}."
    assert [anchor for anchor, _ in cut(lines)] == ["p1", "p2", "p3", "p4"]
    # and the last line introduces nothing.
    assert cut(f"{LEAD}.\n{MORE}.\nشاركها")[-1][0] == "p3"


def test_a_record_overrules_what_is_recognised() -> None:
    text = f"اجتماع مرتقب\n{LEAD}.\nدعوة إلى الأطراف\n{MORE}."
    assert [a for a, _ in cut(text)] == ["title", "p1", "h1", "p2"]
    assert [a for a, _ in cut(text, Layout(title_line=False))] == ["p1", "p2", "h1", "p3"]
    assert [a for a, _ in cut(text, Layout(headings=()))] == ["title", "p1", "p2", "p3"]
    assert [a for a, _ in cut(text, Layout(headings=(2,)))] == ["title", "h1", "p1", "p2"]
    no_title = f"{LEAD}.\n{MORE}."
    assert [a for a, _ in cut(no_title)] == ["p1", "p2"]
    assert [a for a, _ in cut(no_title, Layout(title_line=True))] == ["title", "p1"]


WRAPPED = [
    (
        "قالت الوزارة يوم الثلاثاء إن الاجتماع المنتظر سيعقد\n"
        "في أوائل الشهر المقبل لبحث المخاوف القائمة عندها\n"
        "بشأن ما جرى."
    ),
    (
        "وأضاف المتحدث باسمها أن الدعوة قد وجهت أمس إلى\n"
        "الأطراف كلها، وأن أحدا منها لم يعتذر عن الحضور\n"
        "حتى الآن."
    ),
    (
        "وكانت الوزارة قد أعلنت قبل شهر أن الاجتماع\n"
        "سيكون الأول ضمن قناة جديدة تنشأ بين الطرفين\n"
        "في هذا الشأن."
    ),
]


def test_lines_broken_at_a_width_are_one_paragraph() -> None:
    assert cut("\n\n".join(WRAPPED)) == [(f"p{n}", p) for n, p in enumerate(WRAPPED, 1)]
    # The same lines, each a sentence of its own, are paragraphs.
    ended = "\n\n".join("\n".join(f"{line}." for line in p.split("\n")) for p in WRAPPED)
    assert len(cut(ended)) == 9
    # And the record's word stands above what is recognised.
    assert len(cut("\n\n".join(WRAPPED), Layout(wrapped=False))) == 9
    assert len(cut(ended, Layout(wrapped=True))) == 3


def test_windows_and_old_line_ends_are_line_ends() -> None:
    for end in ("\n", "\r\n", "\r", "\u2028", "\u2029", "\x85", "\x0b", "\x0c"):
        assert cut(f"{LEAD}.{end}{MORE}.{end}") == [("p1", f"{LEAD}."), ("p2", f"{MORE}.")]


def test_bidi_controls_and_spaces_at_the_edges_of_a_line_are_outside_of_its_block() -> None:
    assert cut(f"\u200f\t {LEAD}.\u200f \n\u200e\n{MORE}.") == [
        ("p1", f"{LEAD}."),
        ("p2", f"{MORE}."),
    ]


def test_markdown_has_headings_where_it_marks_them_and_nowhere_else() -> None:
    text = f"# العنوان\n\n{LEAD}\n\nدعوة إلى الأطراف\n\n{MORE}\n\n## فرعي ##\n\n#وسم\n\n# ثان"
    assert cut(text, markdown=True) == [
        ("title", "العنوان"),
        ("p1", LEAD),
        ("p2", "دعوة إلى الأطراف"),
        ("p3", MORE),
        ("h1", "فرعي"),
        ("p4", "#وسم"),
        ("h2", "ثان"),
    ]


def test_front_matter_is_what_stands_between_the_rules_at_the_very_start() -> None:
    text = "---\ntitle: عنوان\n---\nالنص."
    matter, body = front_matter(text)
    assert (matter, text[body:]) == ("title: عنوان\n", "النص.")
    assert [b.span.start for b in parse(text, Layout(), markdown=True, body=body)] == [body]
    assert front_matter(f"سطر\n{text}") == ("", 0)
    assert front_matter("---\nبلا نهاية") == ("", 0)


LINE_ENDS = "\n\r\x0b\x0c\x85\u2028\u2029"
TEXTS = st.text(
    alphabet=st.one_of(
        st.sampled_from("ابتثج،.؟!:؛-#«»“”\"'()[] 12٣*\t\u00a0" + LINE_ENDS + BIDI_CONTROLS),
        st.characters(exclude_categories=["Cs", "Cc"]),
    ),
    max_size=200,
)


@given(TEXTS, st.sampled_from([None, True, False]), st.sampled_from([None, True, False]))
def test_blocks_hold_all_that_is_seen(
    text: str, wrapped: bool | None, title_line: bool | None
) -> None:
    blocks = parse(text, Layout(title_line=title_line, wrapped=wrapped))
    spans = [block.span for block in blocks]
    assert spans == sorted(spans)
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    outside = list(text)
    for span in spans:
        assert span.start < span.end
        assert not text[span.start].isspace()
        assert not text[span.end - 1].isspace()
        outside[span.start : span.end] = " " * (span.end - span.start)
    left = {char for char in outside if not char.isspace()}
    assert left <= set(BIDI_CONTROLS)


@given(TEXTS)
def test_numbers_and_anchors_count_up_from_one(text: str) -> None:
    blocks = parse(text, Layout())
    for kind in (Paragraph, Heading):
        numbers = [b.number for b in blocks if isinstance(b, kind) and b.number]
        assert numbers == [*range(1, len(numbers) + 1)]
    assert len({block.anchor for block in blocks}) == len(blocks)
    assert [b for b in blocks[1:] if b.anchor == "title"] == []


@given(TEXTS, st.sets(st.integers(1, 9)))
def test_the_records_headings_are_lines_of_the_source(text: str, numbers: set[int]) -> None:
    layout = Layout(title_line=False, headings=tuple(numbers), wrapped=False)
    for block in parse(text, layout):
        line = len((text[: block.span.start] + "x").splitlines())
        assert isinstance(block, Heading) is (line in numbers)


@pytest.mark.parametrize(
    ("line", "heading"),
    [
        ("#  \t عنوان \t ##", "عنوان"),
        ("# عنوان #5", "عنوان #5"),
        ("# عنوان#", "عنوان#"),
        ("# عنوان # #", "عنوان #"),
        ("#  ##", "##"),
    ],
)
def test_the_signs_around_a_heading_are_not_of_it(line: str, heading: str) -> None:
    assert cut(line, markdown=True) == [("title", heading)]


def test_blanks_in_a_heading_take_no_longer_the_more_they_are() -> None:
    start = time.process_time()
    blanks = " " * 80_000
    assert cut(f"# ا{blanks}x", markdown=True) == [("title", f"ا{blanks}x")]
    assert time.process_time() - start < 1
