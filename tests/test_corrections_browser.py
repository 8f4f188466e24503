"""The switch «كما طُبع» and the cards of corrections, in Chromium, by double click."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import Archive, Json, command
from tests.test_browser import Browser, Page, chromium

pytestmark = pytest.mark.browser

CARD = "#ks-fix-card"
MARK = ".ks-text a.ks-fix"
TEXT = (
    "قال و ولم يكن الرئيس. نزار الورد هناك <b>خطاء</b> .\n"
    "شاركها الآن.\n" + "ثم كلام طويل لا تصويب فيه ولا تبديل. " * 60
)
ROWS: Json = [
    {
        "surface": "و ولم",
        "correct": "ولم",
        "kind": "spelling",
        "note": "واو <img src=x onerror=alert(1)>",
    },
    {"surface": "الرئيس. نزار", "correct": "الرئيس نزار", "kind": "punctuation"},
    {"surface": "<b>خطاء</b> .", "correct": "<i>خطأ</i>.", "kind": "spelling"},
    {"surface": "شاركها الآن.", "correct": "", "kind": "boilerplate"},
]
READ = "قال ولم يكن الرئيس نزار الورد هناك <i>خطأ</i>."
PRINTED = "قال و ولم يكن الرئيس. نزار الورد هناك <b>خطاء</b> ."


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    root = tmp_path_factory.mktemp("corrections") / "archive"
    done = command("new", str(root), "--empty", "--title", "أرشيف", cwd=root.parent)
    assert done.returncode == 0, done.stderr
    archive = Archive(root)
    archive.article("a", TEXT, title="عنوان", slug="a", date="2024", corrections=ROWS)
    archive.article("b", "نص لا تصويب فيه.", title="آخر", slug="b", date="2024")
    archive.write(
        "seeds/registers/people.yml", [{"id": "nizar", "name": "نزار الورد", "sort": "الورد"}]
    )
    done = command("build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return (root / "site").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


@pytest.fixture
def page(browser: Browser, site: str) -> Iterator[Page]:
    context: Any = browser.new_context(viewport={"width": 1280, "height": 800})
    context.set_offline(True)
    one = context.new_page()
    wrong: list[str] = []
    one.on("pageerror", lambda error: wrong.append(str(error)))
    one.on("dialog", lambda dialog: wrong.append("a dialog"))
    one.goto(f"{site}/articles/a.html")
    yield one
    context.close()
    assert wrong == []


def first(page: Page) -> str:
    """Return the first paragraph as a reader sees it."""
    return " ".join(str(page.locator("#p1").inner_text()).split())


def test_the_reading_is_seen_and_the_switch_turns_to_what_was_printed(page: Page) -> None:
    button = page.locator(".ks-printed")
    assert button.inner_text() == "كما طُبع"
    assert first(page) == READ
    assert page.locator("#p2").inner_text().strip() == ""
    button.click()
    assert button.get_attribute("aria-pressed") == "true"
    assert first(page) == PRINTED
    assert page.locator("#p2").inner_text().strip() == "شاركها الآن."
    button.click()
    assert button.get_attribute("aria-pressed") == "false"
    assert first(page) == READ
    button.click()
    page.reload()
    assert first(page) == READ


def test_a_card_says_what_was_printed(page: Page) -> None:
    mark = page.locator(MARK).first
    mark.click()
    card = page.locator(CARD)
    assert card.is_visible()
    assert mark.get_attribute("aria-expanded") == "true"
    assert [" ".join(line.split()) for line in card.locator("p").all_inner_texts()] == [
        "تصويب: لغة وإملاء",
        "طُبع و ولم",
        "صُحّح إلى ولم",
        "واو <img src=x onerror=alert(1)>",
        "كل التصويبات",
    ]
    assert card.locator("img").count() == 0
    page.mouse.click(5, 700)
    assert not card.is_visible()
    page.locator(MARK).last.click()
    assert "وحُذف هنا" in card.inner_text()
    card.locator("a").click()
    page.wait_for_selector(CARD, state="hidden")
    assert page.url.endswith("#corrections")


#: How much a box covers of the lines that hold the end of a word: a line is as high as its words.
COVERED = """([word, box]) => {
    const mark = document.querySelector(word);
    const block = mark.closest("p");
    const high = parseFloat(getComputedStyle(block).lineHeight);
    const before = document.createRange();
    before.setStartBefore(block.firstChild);
    before.setEndBefore(mark);
    const rects = [...before.getClientRects()].filter((one) => one.width > 0);
    const last = rects[rects.length - 1];
    const middle = (last.top + last.bottom) / 2;
    const { top, bottom } = document.querySelector(box).getBoundingClientRect();
    return Math.min(bottom, middle + high / 2) - Math.max(top, middle - high / 2);
}"""


@pytest.mark.parametrize("width", [390, 1280])
@pytest.mark.parametrize("at", ["first", "at the foot"])
def test_a_card_leaves_its_line_to_be_read(page: Page, width: int, at: str) -> None:
    page.set_viewport_size({"width": width, "height": 800})
    mark = page.locator(MARK).first
    if at == "at the foot":
        page.evaluate("document.querySelector('main').style.paddingTop = '700px'")
        page.evaluate("document.querySelector('.ks-text a.ks-fix').scrollIntoView(false)")
    mark.click()
    assert page.locator(CARD).is_visible()
    assert page.evaluate(COVERED, [MARK, CARD]) <= 0


def test_a_card_by_keyboard(page: Page) -> None:
    mark = page.locator(MARK).first
    mark.focus()
    described = mark.get_attribute("aria-describedby")
    assert "و ولم" in page.locator(f"#{described}").inner_text()
    page.keyboard.press("Enter")
    assert page.locator(CARD).is_visible()
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.textContent") == "كل التصويبات"
    page.keyboard.press("Escape")
    assert not page.locator(CARD).is_visible()
    assert "ks-fix" in page.evaluate("document.activeElement.className")
    page.keyboard.press("Space")
    assert page.locator(CARD).is_visible()
    page.keyboard.press("Space")
    assert not page.locator(CARD).is_visible()


def test_a_citation_has_the_words_that_are_shown(page: Page) -> None:
    page.evaluate(
        "Object.defineProperty(navigator, 'clipboard', {value: "
        "{writeText: async (words) => { window.copied = words; }}})"
    )
    for button, words in (("", READ), (".ks-printed", PRINTED)):
        if button:
            page.locator(button).click()
        page.locator("#p1 > .ks-n").click()
        page.locator("#ks-menu button").nth(1).click()
        page.wait_for_function("window.copied")
        copied = str(page.evaluate("window.copied"))
        assert copied.startswith(f"«{words}»، عنوان")
        page.evaluate("window.copied = ''")


def test_on_paper_is_the_reading_and_the_list(page: Page) -> None:
    page.locator(".ks-printed").click()
    page.emulate_media(media="print")
    assert first(page) == READ
    assert not page.locator(MARK).first.is_visible()
    assert not page.locator(".ks-printed").is_visible()
    assert page.locator("#corrections").is_visible()
    assert page.locator(".ks-fix-entry").count() == 4
    assert page.locator(".ks-fix-entry").first.is_visible()


def test_without_scripts_the_mark_leads_to_the_list(browser: Browser, site: str) -> None:
    context: Any = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{site}/articles/a.html")
    assert first(page) == READ
    assert not page.locator("#p1 del").first.is_visible()
    page.locator(MARK).nth(2).click()
    assert page.url.endswith("#fix-3")
    assert page.locator("#fix-3").is_visible()
    context.close()


def test_a_page_without_corrections_loads_nothing_of_them(page: Page, site: str) -> None:
    page.goto(f"{site}/articles/b.html")
    assert page.locator(".ks-printed, .ks-fix").count() == 0
    assert page.locator('[src*="corrections"], [href*="corrections"]').count() == 0
