"""The promise: what is read is the source's own text, character for character, plus markup.

Every article is read back twice: from its Markdown by ``plain``, and from the HTML that
Python-Markdown makes of it with the extensions that ``mkdocs.yml`` names.
"""

from __future__ import annotations

import re
import time
from collections.abc import Callable, Mapping
from typing import Final

import markdown  # type: ignore[import-untyped]
import pytest
import yaml
from hypothesis import example, given, settings
from hypothesis import strategies as st

from kashshaf.arabic import BIDI_CONTROLS
from kashshaf.markup import (
    Link,
    as_printed,
    clip,
    front_matter,
    inline,
    line,
    plain,
    quoted,
    shown,
    url,
)
from kashshaf.model import Article, Edition, Span
from kashshaf.pipeline import edition_files
from tests.support import ROOT, Element, body, composed, matter, parse_html

EXTENSIONS: Final[list[str]] = yaml.safe_load(
    re.sub(r"!!\S+", "", (ROOT / "mkdocs.yml").read_text(encoding="utf-8"))
)["markdown_extensions"]

A = "seeds/articles/a"
PEOPLE: Final = [
    {"id": "andrew", "name": "أندرو ميلر"},
    {"id": "blinken", "name": "بلينكن", "variants": ["بلينكن"]},
]
TERMS: Final = [
    {"id": "gaza", "name": "غزة", "definition": "أرض", "basis": "عام"},
    {"id": "huffpost", "name": "هافبوست", "variants": ["HuffPost"], "definition": "موقع"},
]
LINK_ALL: Final = "title: x\nlink: {people: all, terms: all}\n"


def to_html(page: str) -> Element:
    return parse_html(markdown.markdown(body(page), extensions=EXTENSIONS))


def composed_article(text: str | bytes, **record: object) -> tuple[Edition, Article | None]:
    files: dict[str, object] = {
        "kashshaf.yml": LINK_ALL,
        f"{A}.txt": text,
        "seeds/registers/people.yml": PEOPLE,
        "seeds/registers/glossary.yml": TERMS,
    }
    if record:
        files[f"{A}.yml"] = record
    edition, _ = composed(files)
    return edition, next(iter(edition.articles), None)


def pages(edition: Edition) -> dict[str, str]:
    files = edition_files(edition)
    return {
        path.removeprefix("site_src/"): data.decode()
        for path, data in files.items()
        if path.endswith(".md")
    }


def blocks_of(root: Element, without: str = "ks-was") -> list[str]:
    """Return the text of every element that carries the id of a block, in order.

    Of corrections the side that is read, or (without ``ks-now``) that was printed.
    """
    found = root.find(lambda e: bool(re.fullmatch(r"title|[ph]\d+", e.id)))
    return [element.without(without) for element in found]


#: What may stand in the text of an article, and with which attributes.
IN_TEXT: Final[Mapping[str, set[str]]] = {
    "p": {"id", "class"},
    "h2": {"id"},
    "a": {"href", "class", "aria-label"},
    "bdi": {"dir"},
    "del": {"class"},
    "ins": {"class"},
}
#: What a generated page has besides.
IN_PAGE: Final[Mapping[str, set[str]]] = {
    **IN_TEXT,
    "a": {"href", "class", "id", "aria-label"},
    "h1": {"id"},
    "h3": {"id"},
    "div": {"class", "hidden", "data-kind", "data-digits", "data-part"},
    "span": {"class", "lang", "dir", "data-n", "id"},
    "ul": set(),
    "li": {"id"},
    "strong": set(),
    "code": set(),
    "mark": set(),
    "details": {"class", "id"},
    "summary": set(),
    "pre": {"class", "dir", "tabindex"},
}


def assert_only(root: Element, allowed: Mapping[str, set[str]]) -> None:
    for element in root.walk():
        assert element.tag in allowed, element.tag
        assert set(element.attributes) <= allowed[element.tag], (element.tag, element.attributes)
        href = element.attributes.get("href", "")
        assert not re.match(r"(?i)\s*(javascript|data|vbscript):", href)


def assert_is_the_source(text: str | bytes, **record: object) -> None:
    edition, article = composed_article(text, **record)
    if article is None:
        return
    wanted = [shown(article.words(block)) for block in article.blocks]
    page = pages(edition)["articles/a.md"]
    assert plain(page) == "\n".join(wanted)
    root = to_html(page)
    assert blocks_of(root) == wanted
    for part in root.with_class("ks-text"):
        assert_only(part, IN_TEXT)
    assert_only(root, IN_PAGE)


SPECIAL: Final = st.sampled_from(
    [
        *"#*_`[]()<>&\\!|~^=+-.:{}'\"1234 \t\n\r/@$%٣ابتلـ،؟…",
        *(
            "<script>",
            "</div>",
            "</p>",
            "<!--",
            "-->",
            "<b",
            "]]>",
            "<div markdown>",
            "<?php",
            "?>",
        ),
        *("1. ", "- ", "* ", "+ ", "10) ", "    ", "> ", "```", "~~~", "***", "___", "---"),
        *("!!! note", "??? ", ":   ", "{: #x }", "{ .a }", "{ #p1 }", "[TOC]", "*[x]: y", "[^1]"),
        *("[a](b)", "![x](y)", "[a]: http://b", "<http://a.b>", "http://a.b/c_d_e", "a@b.co"),
        *(
            "&lt;",
            "&amp;",
            "&#35;",
            "&copy",
            "amp;",
            "\\\\",
            "\\#",
            "%20",
            "%%%",
            "| a | b |\n|--|",
        ),
        *("HuffPost", "F-16", "-5", "+3", "$40", "2023-10-07", "3.8", "17,9", "١٢", "AT&T", "C++"),
        *("\u2028", "\x85", "\x0b", "\x0c", "\u00a0", "\u200f", "\u202e", "\ufeff", "\ufffd"),
        *("\x00", "\x02", "\x03", "\x02wzxhzdk:0\x03", "klzzwxh:0001", "\u200b", "\U0001f600"),
        *(
            "أندرو ميلر",
            " ميلر",
            " وبلينكن",
            "للغزة",
            "غزة",
            " لـHuffPost ",
            "{{ page }}",
            "{% x %}",
        ),
        *("# عنوان\n", "\n\n", "سطر قصير\n", "نص أطول من سطر قصير لا ينتهي بنقطة\n"),
    ]
)
TEXT: Final = st.lists(st.one_of(SPECIAL, st.text(max_size=6)), max_size=40).map("".join)


def spans_of(article: Article) -> list[Span]:
    return [article.block_in_source(block) for block in article.blocks]


@given(TEXT)
@settings(max_examples=600)
@example("<script>alert(1)</script>")
@example("1. أولا\n2) ثانيا\n- ثالثا\n* رابعا\n+ خامسا\n# سادسا\n    سابعا\n> ثامنا\n: تاسعا")
@example("قال_أحدهم_إن *هذا* و**ذاك** و`ذلك` و[هنا](x) و![هناك](y) {: .z } \\# \\\\")
@example("&lt;b&gt; &amp;amp; &#35; <b>x</b> <!-- x --> <?x?> <![CDATA[x]]>")
@example("```\nرمز\n```\n~~~\nرمز\n~~~\n\n| أ | ب |\n|---|---|\n| ج | د |")
@example("التقى أندرو ميلر[1] غزة(2) وبلينكن_HuffPost_ * أندرو ميلر *")
@example("عنوان  بمسافتين\u00a0وجدولة\tفيه\nثم نص أطول منه لا يشبه العناوين في شيء البتة.")
def test_plain_of_render_is_the_text(text: str) -> None:
    assert_is_the_source(text)


@given(TEXT, st.booleans())
@settings(max_examples=200)
def test_plain_of_render_is_the_text_under_a_title_of_ours(text: str, title_line: bool) -> None:
    layout = {"title_line": "true" if title_line else "false"}
    assert_is_the_source(text, title="عنوان من عندنا", layout=layout)


@given(st.binary(max_size=120))
@settings(max_examples=100)
def test_plain_of_render_is_the_text_of_any_bytes_that_can_be_read(data: bytes) -> None:
    assert_is_the_source(data)


@pytest.mark.parametrize(
    "path", sorted((ROOT / "seeds/articles").glob("*.txt")), ids=lambda path: path.stem[:3]
)
def test_the_five_articles_are_read_back_whole(
    path: object, seeds: Edition, seed_files: dict[str, bytes]
) -> None:
    (article,) = [a for a in seeds.articles if str(path).endswith(a.path)]
    page = seed_files[f"site_src/articles/{article.id}.md"].decode()
    wanted = [article.words(block) for block in article.blocks]
    assert plain(page) == "\n".join(wanted)
    assert blocks_of(to_html(page)) == wanted
    printed = [article.printed[span.start : span.end] for span in spans_of(article)]
    assert as_printed(page) == "\n".join(printed)
    assert blocks_of(to_html(page), "ks-now") == printed
    # Nothing that is seen is left out of the blocks.
    assert "".join("".join(printed).split()) == "".join(article.printed.split())


@pytest.mark.parametrize(
    ("old", "new"),
    [("قال", "قالت"), ("\\*هذا\\*", "*هذا*"), ("&lt;<bdi>b</bdi>&gt;", "<b>"), ("ثان", "")],
)
def test_a_change_of_the_text_is_seen_by_one_of_the_two(old: str, new: str) -> None:
    edition, article = composed_article("قال أندرو ميلر في غزة *هذا* <b>.\nثم سطر ثان.")
    assert article is not None
    page = body(pages(edition)["articles/a.md"])
    start = page.index('<div class="ks-text"')
    assert old in page[start:]
    changed = page[:start] + page[start:].replace(old, new, 1)
    seen = "\n".join(blocks_of(to_html(changed)))
    assert plain(changed) != plain(page) or seen != plain(page)


# What people write elsewhere

#: What a YAML file may hold by an escape ("\x02") and a page may not.
UNSEEN: Final = re.compile(f"[{BIDI_CONTROLS}\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\ufffe\uffff]")
META: Final = st.lists(st.one_of(SPECIAL, st.text(max_size=6)), min_size=1, max_size=12).map(
    lambda parts: "ن" + UNSEEN.sub("", "".join(parts))
)


def one_line(text: str) -> str:
    return " ".join(text.split())


def with_words(one: str, two: str, three: str, four: str) -> dict[str, object]:
    """Return an archive that has these words wherever an editor can write any."""
    return {
        "kashshaf.yml": {"title": one, "description": two, "link": {"people": "all"}},
        f"{A}.txt": "قال أندرو ميلر في غزة إنه استقال.\nوأضاف ميلر ذلك.",
        f"{A}.yml": {
            "title": one,
            "author": two,
            "source": {"name": three, "url": f"https://x/{four}", "basis": four},
            "date": {"edtf": "2024~", "basis": two},
            "status": "reviewed",
            "reviewed": {"by": three, "on": "2024"},
            "note": four,
        },
        "seeds/registers/people.yml": [
            {
                "id": "andrew",
                "name": f"أندرو ميلر {one}",
                "variants": ["أندرو ميلر"],
                "latin": two,
                "sort": f"{three}، أندرو",
                "surname": "ميلر",
                "roles": [{"role": three, "at": "a#p1"}],
                "note": four,
            }
        ],
        "seeds/registers/topics.yml": [
            {
                "id": "resignations",
                "name": f"ت {one}",
                "latin": four,
                "definition": f"{two} [[gaza|{three}]]",
                "phrases": ["استقال"],
                "note": four,
            }
        ],
        "seeds/registers/glossary.yml": [
            {
                "id": "gaza",
                "name": f"غ {one}",
                "variants": ["غزة"],
                "latin": two,
                "definition": f"{three} [[person:andrew|{four}]]",
                "basis": four,
            }
        ],
    }


@given(META, META, META, META)
@settings(max_examples=100)
@example("ن #", "ن#", "# ن", "## ن ##")
@example("<script>alert(1)</script>", "*x* [a](b)", "</div>", "{: onclick=alert(1) }")
def test_markup_in_what_people_write_is_text(one: str, two: str, three: str, four: str) -> None:
    made = pages(composed(with_words(one, two, three, four))[0])
    assert len(made) == 9
    for path, page in made.items():
        if path != "search/index.md":  # a form, and no word of theirs
            assert_only(to_html(page), IN_PAGE)
        assert isinstance(matter(page)["kashshaf"], dict)
        assert matter(page)["title"]
    article = to_html(made["articles/a.md"])
    (h1,) = article.find(lambda e: e.tag == "h1")
    assert h1.text == shown(one_line(one))
    (person,) = to_html(made["people/andrew.md"]).find(lambda e: e.tag == "h1")
    assert person.text == shown(one_line(f"أندرو ميلر {one}"))


@pytest.mark.parametrize("control", BIDI_CONTROLS)
def test_bidi_controls_in_what_people_write_are_not_passed_through(control: str) -> None:
    word = f"ن{control}عكس"
    edition, findings = composed(with_words(word, word, word, word))
    for path, page in pages(edition).items():
        assert control not in page, path
    assert {f.location.path for f in findings if f.code == "K104"} == {
        "kashshaf.yml",
        f"{A}.yml",
        "seeds/registers/people.yml",
        "seeds/registers/topics.yml",
        "seeds/registers/glossary.yml",
    }


@pytest.mark.parametrize("control", ["\0", "\x02", "\x1b", "\x7f", "\x9f"])
def test_control_characters_in_what_people_write_are_not_passed_through(control: str) -> None:
    word = f"ن{control}عكس"
    edition, findings = composed(with_words(word, word, word, word))
    for path, page in pages(edition).items():
        assert control not in page, path
    assert len({f.location.path for f in findings if f.code == "K101"}) == 5


# The parts


def test_left_to_right_runs_are_isolated() -> None:
    assert inline("قال لـHuffPost إن") == "قال لـ<bdi>HuffPost</bdi> إن"
    assert inline("في The New York Times اليوم") == "في <bdi>The New York Times</bdi> اليوم"
    assert inline("طائرة F-16 واحدة") == "طائرة <bdi>F-16</bdi> واحدة"
    assert inline("في 2023-10-07 قال") == 'في <bdi dir="ltr">2023-10-07</bdi> قال'
    assert inline("حرارة -5 درجات") == 'حرارة <bdi dir="ltr">-5</bdi> درجات'
    assert inline("انظر https://a.b/c_d هنا") == ('انظر <bdi dir="ltr">https://a.b/c\\_d</bdi> هنا')


@pytest.mark.parametrize("text", ["في عام 2023 قال", "3.8 مليار", "بين 5 و7", "٣٧ ألفا", "قال."])
def test_what_stands_right_by_itself_is_left_alone(text: str) -> None:
    assert inline(text) == text


def test_a_line_break_inside_of_a_block_is_a_space() -> None:
    assert shown("سطر \r\n سطر") == "سطر سطر"
    assert shown("سطر\u2028سطر") == "سطر سطر"
    assert shown("سطر  سطر\u00a0") == "سطر  سطر\u00a0"
    assert shown("س\u200fط\u202eر") == "سطر"


@given(st.text(max_size=60))
def test_a_link_target_ends_nowhere_but_at_its_end(text: str) -> None:
    target = url(f"https://x/{text}")
    html = markdown.markdown(f"[a]({target}) b")
    (link,) = parse_html(html).find(lambda e: e.tag == "a")
    assert link.text == "a"


@given(st.text(max_size=80))
@example("a\u0085b")
@example("\ufeff'\"\\")
@example("x: [y] #z")
def test_a_quoted_value_is_read_back_from_yaml(text: str) -> None:
    loaded = yaml.safe_load(f"key: {quoted(text)}\n")
    assert loaded == {"key": text}
    assert "\n" not in quoted(text)


def test_front_matter_is_read_back_from_yaml() -> None:
    items = [("title", "a: b"), ("n", 3), ("ids", ("a", "b")), ("own", {"x": True, "y": "no"})]
    text = front_matter(items)
    assert yaml.safe_load(text.strip("-")) == {
        "title": "a: b",
        "n": 3,
        "ids": ["a", "b"],
        "own": {"x": True, "y": "no"},
    }


@given(st.text(max_size=80), st.integers(5, 40))
def test_a_clipped_text_is_short_and_a_beginning_of_the_text(text: str, limit: int) -> None:
    cut = clip(text, limit)
    assert len(cut) <= limit + 1
    assert text.startswith(cut.removesuffix("…")) or cut == text


def test_a_line_of_markdown_starts_no_list() -> None:
    for start in ("1. ", "1) ", "- ", "+ ", "# ", ": ", "* ", "> "):
        root = parse_html(markdown.markdown(line(f"{start}نص"), extensions=EXTENSIONS))
        assert [e.tag for e in root.walk() if e.tag != "bdi"] == ["p"]
        assert root.text == f"{start}نص"


def test_a_run_that_is_linked_in_part_stays_one_run() -> None:
    text = "وكتبت The Washington Post Magazine أن"
    start = text.index("Washington")
    link = Link(start, start + len("Washington Post"), "u", "ks-term")
    assert line(text, [link]) == (
        "وكتبت <bdi>The [Washington Post](u){ .ks-term } Magazine</bdi> أن"
    )
    whole = Link(6, 6 + len("The Washington Post Magazine"), "u", "ks-term")
    assert "[<bdi>The Washington Post Magazine</bdi>](u)" in line(text, [whole])


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("(https://example.org/x).", '(<bdi dir="ltr">https://example.org/x</bdi>).'),
        ("رقم +963-11-555", 'رقم <bdi dir="ltr">+963-11-555</bdi>'),
        ("و+963 11 123", 'و<bdi dir="ltr">+963 11 123</bdi>'),
        ("@ahmad و#Free", "<bdi>@ahmad</bdi> و<bdi>#Free</bdi>"),
    ],
)
def test_what_belongs_to_a_run_is_in_it_and_what_does_not_is_not(text: str, wanted: str) -> None:
    assert inline(text) == wanted


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ("في bit.ly/Joe-Biden.", 'في <bdi dir="ltr">bit.ly/Joe-Biden</bdi>.'),
        ("قال @ahmad_2020 ذلك", "قال <bdi>@ahmad\\_2020</bdi> ذلك"),
        ("قال @أحمد ذلك", "قال @أحمد ذلك"),
    ],
)
def test_an_address_is_one_run_and_an_arabic_handle_is_none(text: str, wanted: str) -> None:
    assert inline(text) == wanted


def test_an_exclamation_mark_before_a_link_makes_no_image() -> None:
    root = parse_html(
        markdown.markdown(line("انتباه!غزة", [Link(7, 10, "u", "ks-term")]), extensions=EXTENSIONS)
    )
    assert [e.tag for e in root.walk()] == ["p", "a"]
    assert root.text == "انتباه!غزة"
    assert inline("قال! ثم!") == "قال! ثم\\!"
    assert_is_the_source("انتباه!أندرو ميلر!غزة!\nقال HuffPost!HuffPost! ثم http://a.b!غزة سكت!")


def _many_links() -> str:
    unit = "Gaza Strip و"
    links = [Link(at, at + 4, "u", "x") for at in range(0, 7000 * len(unit), len(unit))]
    return line(unit * 7000, links)


@pytest.mark.parametrize(
    "work",
    [
        lambda: inline("1" * 80_000),
        lambda: inline("a." * 40_000 + "ا"),
        lambda: shown("ا\u200f" + " " * 80_000 + "ب"),
        _many_links,
    ],
    ids=["digits", "dots", "spaces", "links"],
)
def test_a_long_text_takes_no_more_than_its_length(work: Callable[[], str]) -> None:
    start = time.process_time()
    assert work()
    assert time.process_time() - start < 2
