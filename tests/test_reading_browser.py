"""What helps to read, in Chromium, by double click and without a network."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest

from tests.support import Archive, Json, command
from tests.test_browser import Browser, Page, chromium

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 700}
CARD = "#ks-note"
MENU = "#ks-menu"
ODD = "<img src=x onerror=alert(1)> & «عنوان» OpenAI's"
PERSON = ".ks-text a.ks-person"
TERM = ".ks-text a.ks-term"

PEOPLE: Json = [
    {
        "id": "dina",
        "name": "دينا الحدّاد",
        "latin": "Dina Haddad",
        "sort": "الحدّاد، دينا",
        "variants": ["دينا الحداد"],
        "roles": [{"role": "أمينة <b>المكتبة</b>", "at": "a1#p1"}],
    },
    {
        "id": "nizar",
        "name": "نزار أبو الورد",
        "latin": "Nizár Abu al-Ward",
        "sort": "أبو الورد، نزار",
    },
    {"id": "huda", "name": "هدى إسماعيل", "sort": "إسماعيل، هدى"},
    {"id": "abdullah", "name": "عبد الله مرتضى", "sort": "مرتضى، عبد الله"},
]
TERMS: Json = [
    {
        "id": "library",
        "name": "المكتبة العامّة",
        "variants": ["المكتبة"],
        "definition": "بيت الكتب.",
    },
    {"id": "gazette", "name": "الجريدة", "latin": "The Gazette", "definition": "صحيفة."},
    {"id": "paper", "name": "الصحيفة", "see": "gazette"},
]
TOPICS: Json = [
    {"id": "books", "name": "الكتب", "definition": "ك", "phrases": ["كتاب"]},
    {
        "id": "novels",
        "name": "الروايات",
        "definition": "ر",
        "phrases": ["قالت"],
        "broader": ["books"],
    },
    {"id": "ships", "name": "السفن", "definition": "س", "phrases": ["سفينة"]},
]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> str:
    """Return where a rendered archive is on disk: five made-up articles."""
    root = tmp_path_factory.mktemp("reading") / "archive"
    done = command("new", str(root), "--empty", "--title", "أرشيف", cwd=root.parent)
    assert done.returncode == 0, done.stderr
    archive = Archive(root)
    archive.write("seeds/registers/people.yml", PEOPLE)
    archive.write("seeds/registers/glossary.yml", TERMS)
    archive.write("seeds/registers/topics.yml", TOPICS)
    long = "ومرت الأيام على أهل المدينة وهم ينتظرون الخبر من كل قادم يأتي إليهم من البحر. " * 12
    for number in range(1, 6):
        who = "وحضرت هدى إسماعيل. " if number == 3 else ""
        archive.article(
            f"a{number}",
            f"قالت دينا الحدّاد في المكتبة إن كل كتاب قديم سيرمم قبل نهاية العام القادم بإذن أهله، "
            f"وإن العمل بدأ منذ شهر.\n{who}{long}وسكتت دينا الحدّاد.\n{long}\n"
            f"ثم تكلم نزار أبو الورد في الجريدة.\n{long}\n",
            title=ODD if number == 2 else f"العنوان {number}",
            slug=f"a{number}",
            date=f"2001-0{number}-01",
            source="صحيفة Nile",
            rights="excerpt" if number == 5 else "full",
            layout={"title_line": False, "headings": [], "wrapped": False},
        )
    done = command("build", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    return (root / "site").as_uri()


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


class Reader:
    """Tabs on the site, whose every request and complaint is remembered."""

    def __init__(self, browser: Browser, base: str) -> None:
        self.browser = browser
        self.base = base
        self.asked: list[str] = []
        self.wrong: list[str] = []
        self.contexts: list[Any] = []

    def open(self, path: str, size: dict[str, int] = DESK, **options: Any) -> Page:
        context = self.browser.new_context(viewport=size, **options)
        context.set_offline(True)
        self.contexts.append(context)
        page = context.new_page()
        page.on("request", lambda request: self.asked.append(request.url))
        page.on("pageerror", lambda error: self.wrong.append(str(error)))
        page.on("dialog", lambda dialog: self.wrong.append("a dialog"))
        page.on("console", lambda m: self.wrong.append(m.text) if m.type == "error" else None)
        page.goto(f"{self.base}/{path}", wait_until="load")
        if path.endswith("/index.html"):  # what a word is, as if one had typed for a moment
            page.evaluate("window.kashshaf && kashshaf.search.ready && kashshaf.search.ready()")
        page.evaluate("document.fonts.ready.then(() => true)")
        return page


@pytest.fixture
def reader(browser: Browser, site: str) -> Iterator[Reader]:
    one = Reader(browser, site)
    yield one
    for context in one.contexts:
        context.close()
    assert one.wrong == []
    assert [url for url in one.asked if not url.startswith(("file:", "data:"))] == []


BOXES = """([word, box]) => {
    const a = document.querySelector(word).getBoundingClientRect();
    const b = document.querySelector(box).getBoundingClientRect();
    return {covers: a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom,
            inside: b.left >= 0 && b.right <= innerWidth &&
                    b.top >= 0 && b.bottom <= innerHeight}; }"""


def assert_beside(page: Page, word: str, box: str) -> None:
    """The box is seen whole and leaves the word to be seen."""
    assert page.evaluate(BOXES, [word, box]) == {"covers": False, "inside": True}


def shown(page: Page, box: str = CARD) -> bool:
    return bool(page.locator(box).is_visible())


# Cards


def test_a_mouse_opens_a_card_which_stays_while_it_is_read(reader: Reader) -> None:
    page = reader.open("articles/a1.html")
    asked = len(reader.asked)
    page.locator(PERSON).first.hover()
    page.wait_for_selector(CARD, state="visible")
    assert_beside(page, PERSON, CARD)
    card = page.locator(CARD)
    assert "أمينة <b>المكتبة</b>" in card.inner_text()
    assert "10 مرات في 5 مقالات" in card.inner_text()
    titles = card.locator("li").all_inner_texts()
    assert titles == [ODD, "العنوان 3", "العنوان 4"]
    assert card.locator("b, img").count() == 0
    card.hover()
    page.wait_for_timeout(500)
    assert shown(page)
    page.mouse.move(5, 400)
    page.wait_for_selector(CARD, state="hidden")
    # All of it stood in the page; the pointer may have called the search on its way.
    later = [url for url in reader.asked[asked:] if "/assets/kashshaf/search" not in url]
    assert later == []
    page.locator(PERSON).first.click()
    page.wait_for_url("**/people/dina.html")


def test_a_card_by_keyboard(reader: Reader) -> None:
    page = reader.open("articles/a1.html")
    page.locator(".ks-n").first.focus()
    page.keyboard.press("Tab")
    focused = "document.activeElement.getAttribute('href')"
    assert "dina" in page.evaluate(focused)
    assert shown(page)
    link = page.locator(PERSON).first
    assert link.get_attribute("aria-expanded") == "true"
    assert link.get_attribute("aria-haspopup") == "dialog"
    described = link.get_attribute("aria-describedby")
    assert page.locator(f"#{described}").text_content() == "أمينة <b>المكتبة</b>"
    labelled = page.locator(CARD).get_attribute("aria-labelledby")
    assert page.locator(f"#{labelled}").inner_text() == "دينا الحدّاد"
    # Escape closes it, and the focus stays where it was.
    page.keyboard.press("Escape")
    assert not shown(page)
    assert link.get_attribute("aria-expanded") == "false"
    assert "dina" in page.evaluate(focused)
    # Tab leads into it, through it, and out of it to what follows the word.
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Tab")
    assert shown(page)
    inside = f"document.querySelector('{CARD}').contains(document.activeElement)"
    for _ in range(4):
        page.keyboard.press("Tab")
        assert page.evaluate(inside)
    page.keyboard.press("Tab")
    assert not page.evaluate(inside)
    assert "library" in page.evaluate(focused)
    assert "المكتبة العامّة" in page.locator(CARD).inner_text()
    # Escape inside gives the focus back to the word, and so does Shift+Tab from the first link.
    page.keyboard.press("Tab")
    assert page.evaluate(inside)
    page.keyboard.press("Escape")
    assert not shown(page)
    assert "library" in page.evaluate(focused)


def test_the_first_tap_opens_and_the_second_follows(reader: Reader) -> None:
    page = reader.open("articles/a1.html", PHONE, has_touch=True, is_mobile=True)
    here = page.url
    page.locator(PERSON).first.tap()
    page.wait_for_selector(CARD, state="visible")
    assert page.url == here
    assert_beside(page, PERSON, CARD)
    page.locator(TERM).first.tap()
    page.wait_for_timeout(100)
    assert page.url == here
    assert "المكتبة" in page.locator(CARD).inner_text()
    assert_beside(page, TERM, CARD)
    page.locator("h1").first.tap()
    assert not shown(page)
    page.locator(PERSON).first.tap()
    page.locator(PERSON).first.tap()
    page.wait_for_url("**/people/dina.html")


@pytest.mark.parametrize("size", [PHONE, {"width": 768, "height": 400}, DESK])
def test_a_card_is_inside_the_window_wherever_its_word_is(
    reader: Reader, size: dict[str, int]
) -> None:
    page = reader.open("articles/a2.html", size)
    links = page.locator(f"{PERSON}, {TERM}")
    for number in range(links.count()):
        for block in ("start", "end", "center"):
            link = links.nth(number)
            link.evaluate("(e, block) => { e.scrollIntoView({block}); e.dataset.here = '' }", block)
            page.wait_for_timeout(50)
            page.locator("h1").first.evaluate(
                "e => { e.tabIndex = -1; e.focus({preventScroll: true}) }"
            )
            page.keyboard.press("Shift")  # what is focused now counts as focused by keyboard
            link.evaluate("e => e.focus({preventScroll: true})")
            page.wait_for_selector(CARD, state="visible")
            assert_beside(page, "[data-here]", CARD)
            link.evaluate("e => { delete e.dataset.here; e.blur() }")
            page.wait_for_selector(CARD, state="hidden")
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0


def test_a_card_closes_when_its_word_is_scrolled_away(reader: Reader) -> None:
    page = reader.open("articles/a1.html")
    page.locator(PERSON).first.hover()
    page.wait_for_selector(CARD, state="visible")
    page.mouse.wheel(0, 40)
    page.wait_for_timeout(200)
    page.mouse.wheel(0, 2500)
    page.wait_for_selector(CARD, state="hidden")


def test_nothing_moves_on_a_page_while_it_comes_up(reader: Reader) -> None:
    for path in (
        "articles/a1.html",
        "people/dina.html",
        "people/index.html",
        "glossary/index.html",
    ):
        page = reader.open(path, PHONE)
        moved = page.evaluate(
            """() => new Promise(done => { let sum = 0;
                const add = list => { for (const e of list.getEntries()) sum += e.value; };
                new PerformanceObserver(add).observe({type: "layout-shift", buffered: true});
                setTimeout(() => done(sum), 400); })"""
        )
        assert moved < 0.02, path


def test_without_javascript_a_page_is_as_it_was(reader: Reader) -> None:
    page = reader.open("articles/a1.html", java_script_enabled=False)
    assert page.locator(PERSON).first.get_attribute("href") == "../people/dina.html"
    assert not page.locator(".ks-notes, .ks-notes-titles, .ks-notes-cite").first.is_visible()
    page = reader.open("people/index.html", java_script_enabled=False)
    box = page.locator(".ks-filter").bounding_box()
    assert box is None or box["height"] == 0
    page = reader.open("people/dina.html", java_script_enabled=False)
    assert page.locator(".ks-kwic li").first.evaluate("e => getComputedStyle(e).display") != "grid"


# Paragraphs


COPIED = """() => { window.copied = [];
    Object.defineProperty(navigator, "clipboard", {configurable: true, value: {
        writeText: async text => { window.copied.push(text); } }}); }"""
FORBIDDEN = """() => { window.copied = [];
    Object.defineProperty(navigator, "clipboard", {configurable: true, value: undefined});
    document.execCommand = () => {
        window.copied.push(document.activeElement.value); return true; }; }"""


@pytest.mark.parametrize("clipboard", [COPIED, FORBIDDEN], ids=["clipboard", "without"])
def test_a_paragraph_is_copied_as_a_link_or_a_citation(reader: Reader, clipboard: str) -> None:
    page = reader.open("articles/a1.html")
    page.evaluate(clipboard)
    number = page.locator("#p1 .ks-n")
    number.click()
    assert_beside(page, "#p1 .ks-n", MENU)
    assert number.get_attribute("aria-expanded") == "true"
    assert page.evaluate("document.activeElement.textContent") == "انسخ رابط الفقرة"
    page.keyboard.press("Enter")
    page.wait_for_function("copied.length === 1")
    assert page.evaluate("copied[0]") == f"{reader.base}/articles/a1.html#p1"
    assert page.url.endswith("#p1")
    page.wait_for_function("document.querySelector('.ks-said').textContent")
    said = page.locator(".ks-said")
    assert said.get_attribute("role") == "status"
    assert said.inner_text() == "نُسخ رابط الفقرة 1"
    # Both ways the focus is where it was.
    assert page.evaluate("document.activeElement.matches('.ks-n')")
    page.keyboard.press("Enter")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_function("copied.length === 2")
    assert page.evaluate("copied[1]") == (
        "«قالت دينا الحدّاد في المكتبة إن كل كتاب قديم سيرمم قبل نهاية العام القادم…»، العنوان 1، "
        f"صحيفة Nile، 1 كانون الثاني 2001، ف 1، {reader.base}/articles/a1.html#p1"
    )


def test_where_nothing_can_be_copied_the_words_are_there(reader: Reader) -> None:
    page = reader.open("articles/a1.html")
    page.evaluate("""() => { Object.defineProperty(navigator, "clipboard", {value: undefined});
        document.execCommand = () => false; }""")
    page.locator("#p2 .ks-n").click()
    page.keyboard.press("Enter")
    page.wait_for_selector(f"{MENU} textarea")
    selected = """() => { const e = document.activeElement;
        return e.value.slice(e.selectionStart, e.selectionEnd); }"""
    assert page.evaluate(selected).endswith("a1.html#p2")
    assert_beside(page, "#p2 .ks-n", MENU)


def test_the_menu_of_a_paragraph_closes(reader: Reader) -> None:
    page = reader.open("articles/a1.html", PHONE, has_touch=True)
    page.locator("#p1 .ks-n").tap()
    assert shown(page, MENU)
    assert_beside(page, "#p1 .ks-n", MENU)
    page.keyboard.press("Escape")
    assert not shown(page, MENU)
    assert page.evaluate("document.activeElement.matches('.ks-n')")
    page.locator("#p1 .ks-n").tap()
    page.locator("h1").first.tap()
    assert not shown(page, MENU)


# How far, how long, how large


def test_the_line_of_progress_is_full_at_the_end_of_the_text(reader: Reader) -> None:
    page = reader.open("articles/a1.html")
    scale = """() => new Promise(done => setTimeout(() => done(new DOMMatrix(
        getComputedStyle(document.querySelector(".ks-progress")).transform).a), 300))"""
    assert page.evaluate(scale) < 0.2
    page.evaluate(
        "document.querySelector('.ks-text').lastElementChild.scrollIntoView({block: 'end'})"
    )
    assert page.evaluate(scale) > 0.97
    page.evaluate("scrollTo(0, document.documentElement.scrollHeight)")
    assert page.evaluate(scale) == 1
    still = reader.open("articles/a1.html", reduced_motion="reduce")
    duration = "getComputedStyle(document.querySelector('.ks-progress')).transitionDuration"
    assert still.evaluate(duration) == "0s"


def test_the_size_of_text_is_chosen_and_kept(reader: Reader) -> None:
    page = reader.open("articles/a1.html")
    size = "parseFloat(getComputedStyle(document.getElementById('p1')).fontSize)"
    normal = page.evaluate(size)
    buttons = page.locator(".ks-size button")
    assert buttons.count() == 4
    assert buttons.nth(1).get_attribute("aria-pressed") == "true"
    sizes = []
    for number in range(4):
        buttons.nth(number).click()
        sizes.append(page.evaluate(size))
        assert page.locator(".ks-size [aria-pressed=true]").count() == 1
    assert sizes == sorted(sizes)
    assert sizes[1] == normal
    assert len(set(sizes)) == 4
    # It is there on the next page before that is drawn: the script in its head sets it.
    page.goto(f"{reader.base}/articles/a3.html")
    assert page.evaluate(size) == sizes[3]
    assert buttons.nth(3).get_attribute("aria-pressed") == "true"
    early = page.evaluate(
        "document.head.querySelector('script[src$=\"early.js\"]:not([async], [defer])') !== null"
    )
    assert early


def test_a_browser_that_keeps_nothing_is_no_error(reader: Reader) -> None:
    context = reader.browser.new_context(viewport=DESK)
    reader.contexts.append(context)
    context.add_init_script(
        "Object.defineProperty(window, 'localStorage', {get() { throw new Error('forbidden'); }})"
    )
    page = context.new_page()
    page.on("pageerror", lambda error: reader.wrong.append(str(error)))
    page.goto(f"{reader.base}/articles/a1.html")
    page.locator(".ks-size button").nth(3).click()
    assert page.evaluate("document.documentElement.dataset.ksSize") == "4"
    # Material's own script minds; ours does not.
    reader.wrong[:] = [words for words in reader.wrong if "forbidden" not in words]


def test_links_to_the_articles_before_and_after(reader: Reader) -> None:
    page = reader.open("articles/a3.html")
    steps = page.locator(".ks-also").first.locator("a")
    assert steps.all_text_contents() == [
        f"السابق في ذكر دينا الحدّاد: {ODD}",
        "التالي في ذكر دينا الحدّاد: العنوان 4",
    ]
    assert steps.first.bounding_box()["width"] < 80  # the rest is for who listens
    steps.last.click()
    page.wait_for_url("**/a4.html#p1")


# Indexes


ROWS = """() => [...document.querySelectorAll(".ks-index li, .ks-term-entry")]
    .filter(e => e.checkVisibility()).map(e => e.querySelector("a, h3").textContent)"""
FIELD = "#ks-filter-input"
DINA, NIZAR, HUDA, ABDULLAH = (one["sort"] for one in PEOPLE)


@pytest.mark.parametrize(
    ("typed", "wanted"),
    [
        ("حداد", [DINA]),
        ("الحداد دي", [DINA]),
        ("haddad", [DINA]),
        ("NIZAR", [NIZAR]),
        ("ابو ال", [NIZAR]),
        ("أبو", [NIZAR]),
        ("هدي اسماعيل", [HUDA]),
        ("مرتضي", [ABDULLAH]),
        ("عبدالله", [ABDULLAH]),
        ("سماعيل", []),
    ],
)
def test_people_are_filtered_as_names_are_typed(
    reader: Reader, typed: str, wanted: list[str]
) -> None:
    page = reader.open("people/index.html")
    assert len(page.evaluate(ROWS)) == 4
    page.locator(FIELD).fill(typed)
    assert page.evaluate(ROWS) == wanted
    headings = page.locator("h2[id^=_]:visible")
    assert headings.count() == len(wanted)
    count = page.locator(".ks-filter__count")
    assert count.get_attribute("role") == "status"
    assert count.inner_text() == ("شخص واحد من 4" if wanted else "لا أشخاص من 4")
    link = page.locator(".ks-filter__none a")
    assert link.is_visible() == (not wanted)
    if not wanted:
        assert "search/index.html?q=" in link.get_attribute("href")
    page.locator(FIELD).press("Escape")
    assert len(page.evaluate(ROWS)) == 4


def test_people_are_sorted_by_frequency_and_back(reader: Reader) -> None:
    page = reader.open("people/index.html")
    by_name = page.evaluate(ROWS)
    page.get_by_role("button", name="الأكثر ذكرًا").click()
    assert page.evaluate(ROWS) == [DINA, NIZAR, HUDA, ABDULLAH]
    assert page.locator("h2[id^=_]:visible").count() == 0
    page.locator(FIELD).fill("ا")
    assert page.evaluate(ROWS) == [DINA, NIZAR, HUDA, ABDULLAH]
    page.locator(FIELD).fill("هدى")
    assert page.evaluate(ROWS) == [HUDA]
    page.locator(FIELD).fill("")
    page.get_by_role("button", name="حسب الاسم").click()
    assert page.evaluate(ROWS) == by_name
    assert by_name != [DINA, NIZAR, HUDA, ABDULLAH]


def test_a_topic_is_found_with_what_it_belongs_to(reader: Reader) -> None:
    page = reader.open("topics/index.html")
    page.locator(FIELD).fill("روايات")
    assert page.evaluate(ROWS) == ["الكتب", "الروايات"]
    assert page.locator(".ks-filter__count").inner_text() == "موضوع واحد من 3"
    page.locator(FIELD).fill("")
    page.get_by_role("button", name="الأكثر مقالات").click()
    assert page.evaluate(ROWS) == ["الكتب", "الروايات", "السفن"]
    assert page.locator(".ks-index ul ul:visible").count() == 0


def test_the_glossary_is_filtered_by_its_headings(reader: Reader) -> None:
    page = reader.open("glossary/index.html")
    page.locator(FIELD).fill("gaz")
    assert page.evaluate(ROWS) == ["الجريدة"]
    assert page.locator("h2[id^=_]:visible").count() == 1
    page.locator(FIELD).fill("مكتبه")
    assert page.evaluate(ROWS) == ["المكتبة العامّة"]
    # A link to an entry that is filtered away shows it.
    page.evaluate("location.hash = '#paper'")
    page.wait_for_function("document.getElementById('paper').checkVisibility()")
    assert page.locator(FIELD).input_value() == ""


# Lines around a name


def test_names_stand_under_one_another(reader: Reader) -> None:
    page = reader.open("people/dina.html")
    edges = """[...document.querySelectorAll(".ks-columned mark")]
        .map(e => Math.round(e.getBoundingClientRect().right))"""
    assert len(set(page.evaluate(edges))) == 1
    wide = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
    assert page.evaluate(wide) <= 0
    heights = """[...document.querySelectorAll(".ks-columned li")]
        .map(e => e.getBoundingClientRect().height)"""
    assert max(page.evaluate(heights)) < 70
    page.get_by_role("button", name="أسطر متحاذية").click()
    assert len(set(page.evaluate(edges))) > 1
    assert max(page.evaluate(heights)) > 70
    page.reload()
    assert len(set(page.evaluate(edges))) > 1  # it is kept
    phone = reader.open("people/dina.html", PHONE)
    assert max(phone.evaluate(heights)) > 70
    assert phone.evaluate(wide) <= 0


def test_a_line_that_is_cut_opens_where_it_is_touched(reader: Reader) -> None:
    page = reader.open("people/dina.html")
    line = page.locator(".ks-columned li").first
    cut = line.bounding_box()["height"]
    line.locator("mark").first.click()
    assert line.bounding_box()["height"] > 1.5 * cut
    line.locator("mark").first.click()
    assert line.bounding_box()["height"] == cut


# Paper


def test_an_article_on_paper(reader: Reader) -> None:
    page = reader.open("articles/a1.html", {"width": 794, "height": 1123})
    page.locator(PERSON).first.hover()
    page.wait_for_selector(CARD, state="visible")
    page.emulate_media(media="print")
    for selector in (
        CARD,
        ".md-header",
        ".md-tabs",
        ".ks-size",
        ".ks-progress",
        "#people",
        "#related",
    ):
        assert page.locator(selector).count() > 0
        assert not page.locator(selector).first.is_visible(), selector
    text = page.locator("body").inner_text()
    for words in ("العنوان 1", "صحيفة Nile", "سيرمم", "articles/a1.html"):
        assert words in text
    assert page.locator("#p1 .ks-n").is_visible()


def test_what_is_typed_before_words_are_known_is_filtered_then(reader: Reader) -> None:
    page = reader.open("about.html")
    page.goto(f"{reader.base}/people/index.html", wait_until="load")
    assert page.evaluate("kashshaf.search.parity === undefined")
    page.locator(FIELD).fill("الحداد")
    page.wait_for_function(f"({ROWS})().length === 1")
    assert page.evaluate(ROWS) == [DINA]
