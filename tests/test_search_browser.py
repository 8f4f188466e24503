"""The search as a reader uses it, in Chromium: by http and by double click, without a network."""

from __future__ import annotations

import re
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NamedTuple
from urllib.parse import parse_qs, quote, unquote, urlsplit

import pytest

from kashshaf.arabic import counted, digits
from tests.support import Archive, command
from tests.test_browser import Browser, Page, Tab, assert_landed, chromium, served

pytestmark = pytest.mark.browser

DESK = {"width": 1280, "height": 800}
PHONE = {"width": 360, "height": 740}
FIELD = "#ks-search-input"
LARGE = "#ks-find-input"
OPTION = ".ks-search [role=option]"
HIT = ".ks-option--hit"
SAID = ".ks-search [role=status]"
STATUS = ".ks-find__status"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as launched:
        yield launched


class Addresses(NamedTuple):
    """Where the site is: on a server and on disk."""

    http: str
    file: str


def addresses(folder: Path) -> Iterator[Addresses]:
    with served(folder) as base:
        yield Addresses(base, folder.as_uri())


@pytest.fixture(scope="module")
def seeds_site(built: Archive) -> Iterator[Addresses]:
    """Return where the repository's own archive is: five articles."""
    yield from addresses(built.root / "site")


#: Articles of the larger archive, and what every title of it holds.
MANY = 45
ODD = "<img src=x onerror=alert(1)> & «قائمة» OpenAI's Report"


@pytest.fixture(scope="module")
def many_site(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Addresses]:
    """Return where an archive is that needs more than one page of results, with Arabic digits."""
    root = tmp_path_factory.mktemp("many") / "archive"
    done = command("new", str(root), "--empty", "--title", "أرشيف", cwd=root.parent)
    assert done.returncode == 0, done.stderr
    archive = Archive(root)
    choices = archive.read("kashshaf.yml")
    assert "digits: latin" in choices
    archive.write("kashshaf.yml", choices.replace("digits: latin", "digits: arabic"))
    for number in range(1, MANY + 1):
        archive.article(
            f"a{number:02}",
            f"وصلت السفينة رقم {number} إلى الميناء في الصباح.\n"
            f"وقال الربان إن البحر كان هادئا{' والقمر بدرا' if number == 7 else ''}.\n",
            title=ODD if number == 7 else f"السفينة {number}",
            slug=f"a{number:02}",
            date=f"{2001 + number % 10}-03-01",
            source=f"صحيفة {'أبجدهوزحط'[number % 9]}",
            layout={"title_line": False, "headings": [], "wrapped": False},
        )
    done = command("build", "--strict", cwd=root)
    assert done.returncode == 0, done.stdout + done.stderr
    yield from addresses(root / "site")


class Reader(Tab):
    """A tab whose network ends at the site, and which remembers every complaint."""

    def __init__(self, page: Page, base: str) -> None:
        super().__init__(page, base)
        self.blocked: list[str] = []
        page.context.route("**/*", self._route)
        page.on("dialog", self._dialog)
        page.on("console", self._console)

    def open(self, path: str) -> Page:
        """Open a page, and let the search come, which is called when it is first wanted."""
        super().open(path)
        self.page.evaluate("kashshaf.search.ready && kashshaf.search.ready()")
        return self.page

    def _route(self, route: Any) -> None:
        url = route.request.url
        if url.startswith((self.base, "data:", "blob:")):
            route.continue_()
        else:
            self.blocked.append(url)
            route.abort()

    def _dialog(self, dialog: Any) -> None:
        self.wrong.append("a dialog")
        dialog.dismiss()

    def _console(self, message: Any) -> None:
        if message.type == "error":
            self.wrong.append(message.text)

    def type(self, query: str) -> Page:
        """Type into the box of the header, and wait for what it shows."""
        page = self.page
        page.locator(FIELD).fill("")
        page.locator(FIELD).press_sequentially(query)
        self.settled()
        return page

    def settled(self) -> None:
        self.rest()
        self.page.wait_for_selector(".ks-search__panel:not([hidden])")

    def rest(self) -> None:
        """Wait until what was typed or chosen has been asked and answered."""
        self.page.wait_for_function(
            """() => [...document.querySelectorAll("form[aria-busy]")]
                .every(form => form.ariaBusy === "false")"""
        )

    def hits(self) -> list[str]:
        """Return the articles that the panel shows, in order."""
        return [name(a.get_attribute("href")) for a in self.page.locator(HIT).all()]

    def cards(self) -> list[str]:
        cards = self.page.locator(".ks-option--card .ks-card__name")
        return [text.strip() for text in cards.all_inner_texts()]

    def find(self, parameters: str = "") -> Page:
        """Open the page of the search, and wait for its answer."""
        page = self.open(f"search/index.html{parameters}")
        if "q=" in parameters:
            self.answered()
        return page

    def answered(self) -> None:
        self.page.wait_for_selector(".ks-find form[aria-busy=false]")

    def found(self) -> list[str]:
        """Return the articles that the page shows, in order."""
        return [name(a.get_attribute("href")) for a in self.page.locator(".ks-hit h3 a").all()]


def name(url: str) -> str:
    return urlsplit(url).path.rpartition("/")[2].removesuffix(".html")


def asked_of(page: Page) -> dict[str, list[str]]:
    return parse_qs(urlsplit(page.url).query)


@pytest.fixture(params=["http", "file"])
def reader(
    request: pytest.FixtureRequest, browser: Browser, seeds_site: Addresses
) -> Iterator[Reader]:
    """Return a reader of the five articles, by http and by double click."""
    yield from reading(browser, getattr(seeds_site, request.param))


@pytest.fixture
def many(browser: Browser, many_site: Addresses) -> Iterator[Reader]:
    """Return a reader of the larger archive."""
    yield from reading(browser, many_site.file)


def reading(browser: Browser, base: str) -> Iterator[Reader]:
    context = browser.new_context(viewport=DESK)
    made = Reader(context.new_page(), base)
    yield made
    context.close()
    assert made.blocked == []
    assert [url for url in made.asked if not url.startswith((base, "data:", "blob:"))] == []
    assert made.wrong == []


# What is typed, and what is found


@pytest.mark.parametrize(
    ("query", "article", "marked"),
    [
        ("انتوني", "blinken-dissent-meeting", "أنتوني"),  # hamza left out
        ("المذكره", "leaked-memo", "المذكرة|مذكرة"),  # ه for ة
        ("ولبلينكن", "blinken-dissent-meeting", "بلينكن"),  # with its proclitics
        ("وزارة الخارجية", "leaked-memo", "وزارة الخارجية"),
        ("Blinken", "blinken-dissent-meeting", "بلينكن"),  # in Latin letters
        ("«وزارة الخارجية»", "leaked-memo", "وزارة الخارجية"),
    ],
)
def test_what_is_typed_finds_what_is_meant(
    reader: Reader, query: str, article: str, marked: str
) -> None:
    reader.open("index.html")
    page = reader.type(query)
    assert article in reader.hits()
    marks = [text for text in page.locator(f"{HIT} mark").all_inner_texts() if text.strip()]
    assert any(re.search(marked, text) for text in marks), marks
    for line in page.locator(".ks-option__line").all_inner_texts():
        assert len(line) > 20
    # Nothing is loaded but the index, and that by scripts.
    files = [url for url in reader.asked if "/search/files/" in url]
    assert files
    assert all(url.endswith(".js") for url in files)


def test_a_card_stands_on_top_and_leads_to_the_record(reader: Reader) -> None:
    reader.open("articles/leaked-memo.html")
    page = reader.type("بلينكن")
    assert reader.cards() == ["أنتوني بلينكن"]
    card = page.locator(OPTION).first
    text = card.inner_text()
    assert "شخص" in text
    assert counted(4, "article") in text
    card.click()
    page.wait_for_url("**/people/antony-blinken.html")


def test_two_people_of_one_surname_are_two_cards(reader: Reader) -> None:
    reader.open("index.html")
    reader.type("ميلر")
    assert set(reader.cards()) == {"أندرو ميلر", "ماثيو ميلر"}


def test_quotes_and_minus_are_understood(reader: Reader) -> None:
    page = reader.open("index.html")
    reader.type("«الخارجية وزارة»")
    assert reader.hits() == []
    assert "لا نتائج" in page.locator(SAID).inner_text()
    reader.type("استقالة")
    assert {"miller-resignation", "casey-resignation"} <= set(reader.hits())
    reader.type("استقالة -ميلر")
    assert "casey-resignation" in reader.hits()
    assert "miller-resignation" not in reader.hits()


def test_what_is_being_typed_finds_words_that_begin_so(reader: Reader) -> None:
    reader.open("index.html")
    page = reader.type("المذكر")
    assert "leaked-memo" in reader.hits()
    assert page.locator(f"{HIT} mark").count()


@pytest.mark.parametrize("query", ["استقالة", "Blinken"])
def test_a_result_leads_to_its_paragraph_and_shows_it(reader: Reader, query: str) -> None:
    reader.open("index.html")
    page = reader.type(query)
    hit = page.locator(HIT).first
    anchor = urlsplit(hit.get_attribute("href")).fragment
    assert re.fullmatch(r"p[0-9]+", anchor)
    hit.click()
    page.wait_for_url(f"**/articles/*.html#{anchor}")
    assert_landed(page, anchor)
    assert page.locator(".ks-search__panel").is_hidden()
    ground = "id => getComputedStyle(document.getElementById(id)).backgroundColor"
    assert page.evaluate(ground, anchor) != "rgba(0, 0, 0, 0)"


# Keys


def test_the_search_needs_no_mouse(reader: Reader) -> None:
    page = reader.open("index.html")
    page.keyboard.press("/")
    assert page.evaluate("document.activeElement.id") == FIELD[1:]
    page.keyboard.type("بلينكن")
    reader.settled()
    field = page.locator(FIELD)
    assert field.get_attribute("aria-expanded") == "true"
    assert field.get_attribute("aria-activedescendant") is None
    total = page.locator(OPTION).count()
    assert total >= 5
    for at in [0, 1]:
        page.keyboard.press("ArrowDown")
        chosen = page.locator(f"{OPTION}[aria-selected=true]")
        assert chosen.count() == 1
        assert chosen.get_attribute("id") == field.get_attribute("aria-activedescendant")
        assert chosen.get_attribute("id") == page.locator(OPTION).nth(at).get_attribute("id")
    page.keyboard.press("ArrowUp")
    page.keyboard.press("ArrowUp")
    assert field.get_attribute("aria-activedescendant") is None
    page.keyboard.press("ArrowUp")
    last = page.locator(OPTION).last
    assert last.get_attribute("aria-selected") == "true"
    assert "كل النتائج" in last.inner_text()
    page.keyboard.press("Escape")
    assert page.locator(".ks-search__panel").is_hidden()
    assert field.get_attribute("aria-expanded") == "false"
    assert field.input_value() == "بلينكن"
    page.keyboard.press("ArrowDown")
    reader.settled()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowDown")
    href = page.locator(OPTION).nth(1).get_attribute("href")
    page.keyboard.press("Enter")
    page.wait_for_url(href)


def test_enter_without_a_choice_leads_to_the_page_of_the_search(reader: Reader) -> None:
    page = reader.open("articles/leaked-memo.html")
    page.keyboard.press("Control+k")
    page.keyboard.type("استقالة")
    page.keyboard.press("Enter")
    page.wait_for_url("**/search/index.html?q=*")
    reader.answered()
    assert asked_of(page) == {"q": ["استقالة"]}
    assert page.locator(LARGE).input_value() == "استقالة"
    assert "miller-resignation" in reader.found()


def test_the_keys_work_on_an_arabic_keyboard_and_leave_other_fields_alone(reader: Reader) -> None:
    page = reader.open("index.html")
    press = """([key, code, ctrlKey]) => { const event = new KeyboardEvent("keydown",
        {key, code, ctrlKey, bubbles: true, cancelable: true});
        (document.activeElement || document.body).dispatchEvent(event);
        return event.defaultPrevented; }"""
    here = "document.activeElement.id"
    for key, code, control in [("ظ", "Slash", False), ("ن", "KeyK", True), ("k", "KeyT", True)]:
        page.evaluate("document.activeElement.blur()")
        assert page.evaluate(press, [key, code, control])
        assert page.evaluate(here) == FIELD[1:]
    page.evaluate("document.activeElement.blur()")
    for key, code, control in [("k", "KeyK", False), ("t", "KeyK", True), ("ن", "KeyK", False)]:
        assert not page.evaluate(press, [key, code, control])
        assert page.evaluate(here) == ""
    # A slash that is typed is a slash.
    page.locator(FIELD).focus()
    page.keyboard.type("24/7")
    assert page.locator(FIELD).input_value() == "24/7"


def test_a_word_that_is_being_composed_is_not_asked(reader: Reader) -> None:
    page = reader.open("index.html")
    page.evaluate(
        """() => { window.asked = []; const search = kashshaf.search;
            kashshaf.search = Object.assign((query, options) => {
                if (query) asked.push(query);
                return search(query, options); }, search); }"""
    )
    page.locator(FIELD).focus()
    compose = """([kind, value]) => { const field = document.querySelector("#ks-search-input");
        if (value) field.value = value;
        field.dispatchEvent(kind === "input" ? new InputEvent("input", {bubbles: true,
            isComposing: true}) : new CompositionEvent(kind, {bubbles: true})); }"""
    page.evaluate(compose, ["compositionstart", ""])
    page.evaluate(compose, ["input", "بلي"])
    page.wait_for_timeout(300)
    assert page.evaluate("asked") == []
    page.evaluate(compose, ["compositionend", "بلينكن"])
    reader.settled()
    assert page.evaluate("asked") == ["بلينكن"]


def test_an_answer_that_comes_late_is_dropped(reader: Reader) -> None:
    page = reader.open("index.html")
    page.evaluate(
        """() => { const search = kashshaf.search;
            kashshaf.search = Object.assign(async (query, options) => {
                const answer = await search(query, options);
                if (query === "بلينكن") await new Promise(done => setTimeout(done, 900));
                return answer; }, search); }"""
    )
    page.locator(FIELD).fill("بلينكن")
    page.wait_for_timeout(250)
    reader.type("ميلر")
    page.wait_for_timeout(1000)
    assert "أنتوني بلينكن" not in reader.cards()
    assert "ماثيو ميلر" in reader.cards()


# What is said to those who do not see it


@pytest.mark.parametrize(
    ("total", "words"),
    [
        (0, "لا نتائج"),
        (1, "نتيجة واحدة"),
        (2, "نتيجتان"),
        (3, "3 نتائج"),
        (10, "10 نتائج"),
        (11, "11 نتيجة"),
        (99, "99 نتيجة"),
        (100, "100 نتيجة"),
        (103, "103 نتائج"),
        (1002, "1002 نتيجة"),
    ],
)
def test_the_number_of_results_is_said_in_its_right_form(
    browser: Browser, seeds_site: Addresses, total: int, words: str
) -> None:
    for reader in reading(browser, seeds_site.file):
        page = reader.open("index.html")
        page.evaluate(
            """total => { kashshaf.search = Object.assign(async () => ({total, results: [],
                groups: [], cards: [], suggestions: []}), {snippet: async () => null}); }""",
            total,
        )
        reader.type("كلمة")
        assert page.locator(SAID).inner_text() == words


def test_the_panel_is_a_listbox_of_a_combobox(reader: Reader) -> None:
    page = reader.open("index.html")
    reader.type("استقال")
    field = page.locator(FIELD)
    assert field.get_attribute("role") == "combobox"
    box = page.locator(f"#{field.get_attribute('aria-controls')}")
    assert box.get_attribute("role") == "listbox"
    assert box.get_attribute("aria-label")
    stray = """e => [...e.querySelectorAll("*")].filter(one => one.parentElement === e)
        .filter(one => !["option", "group"].includes(one.getAttribute("role"))).length"""
    assert box.evaluate(stray) == 0
    ids = page.locator("[id]").evaluate_all("all => all.map(one => one.id)")
    assert len(ids) == len(set(ids))
    for made in (".ks-search__panel", ".ks-search [role=status]"):
        styled = "e => e.querySelectorAll('[style], [onclick], script, style').length"
        assert page.locator(made).evaluate(styled) == 0


# The page search/


def test_the_address_says_what_is_asked_and_history_works(reader: Reader) -> None:
    page = reader.find(f"?q={quote('بلينكن')}")
    assert page.locator(STATUS).inner_text() == "4 نتائج للبحث عن «بلينكن»"
    assert page.title().startswith("\u2068بلينكن\u2069 – ")
    assert len(reader.found()) == 4
    years = page.locator("[data-kind=year] a")
    assert [text.split("\n")[0].strip() for text in years.all_inner_texts()] == ["2024", "2023"]
    years.first.click()
    reader.rest()
    assert asked_of(page) == {"q": ["بلينكن"], "year": ["2024"]}
    assert set(reader.found()) == {"miller-resignation", "civilian-harm-channel"}
    assert page.locator(STATUS).inner_text().startswith("نتيجتان")
    page.locator("[data-kind=people] a", has_text="أندرو ميلر").click()
    reader.rest()
    assert reader.found() == ["miller-resignation"]
    assert page.locator(STATUS).inner_text().startswith("نتيجة واحدة")
    chips = page.locator(".ks-find__chips a:not(.ks-chip--none)")
    assert [chip.get_attribute("aria-label") for chip in chips.all()] == [
        "أزل: السنة، 2024",
        "أزل: الأشخاص، أندرو ميلر",
    ]
    page.go_back()
    reader.rest()
    assert len(reader.found()) == 2
    page.go_back()
    reader.rest()
    assert len(reader.found()) == 4
    assert asked_of(page) == {"q": ["بلينكن"]}
    page.go_forward()
    reader.rest()
    assert asked_of(page) == {"q": ["بلينكن"], "year": ["2024"]}
    assert len(reader.found()) == 2
    chips.first.click()
    reader.rest()
    assert len(reader.found()) == 4
    assert asked_of(page) == {"q": ["بلينكن"]}
    assert page.locator(".ks-find__chips").is_hidden()


def test_an_address_with_filters_is_answered_as_it_stands(reader: Reader) -> None:
    page = reader.find(f"?q={quote('الوزارة')}&people=andrew-miller&topics=resignations")
    assert reader.found() == ["miller-resignation"]
    assert page.locator(".ks-find__chips a").count() == 3
    page.locator(".ks-chip--none").click()
    reader.rest()
    assert asked_of(page) == {"q": ["الوزارة"]}


def test_filters_that_are_none_are_dropped_and_the_others_have_their_names(reader: Reader) -> None:
    page = reader.find(
        f"?q={quote('ميلر')}&people=nobody&people=josh-paul&year={quote('٢٠٢٤')}&x=1"
    )
    chips = page.locator(".ks-find__chips a:not(.ks-chip--none)")
    said = [text.replace("\n", " ") for text in chips.all_inner_texts()]
    assert [re.sub(r"\s+", " ", text) for text in said] == ["الأشخاص جوش بول ×", "السنة 2024 ×"]
    assert {"people": ["josh-paul"], "year": ["2024"]}.items() <= asked_of(page).items()
    # They stand side by side.
    tops = [chip.bounding_box()["y"] for chip in chips.all()]
    assert abs(tops[0] - tops[1]) < 2
    # The label is known where nothing is found, too.
    page = reader.find(f"?q={quote('هستشنثفقلاتتن')}&people=josh-paul")
    assert reader.found() == []
    assert "جوش بول" in page.locator(".ks-find__chips").inner_text()


def test_a_card_beside_filters_counts_the_whole_archive(reader: Reader) -> None:
    page = reader.find(f"?q={quote('بلينكن')}")
    assert page.locator(".ks-card__count").inner_text() == "4 مقالات"
    page = reader.find(f"?q={quote('بلينكن')}&year=2024")
    assert page.locator(".ks-card__count").inner_text() == "في الأرشيف كله: 4 مقالات"
    page = reader.find(f"?q={quote('بلينكن -غزة')}")
    assert page.locator(".ks-card__count").inner_text() == "في الأرشيف كله: 4 مقالات"


ASK = "اكتب كلمة تبحث عنها."
NO_WORD = "ليس فيما كُتب كلمة يُبحث عنها."
LEFT_OUT_ONLY = "لا يكفي الاستبعاد وحده: اكتب معه كلمة تبحث عنها."


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("-غزة", LEFT_OUT_ONLY),
        ('-غزة -"معبر رفح"', LEFT_OUT_ONLY),
        ('"""', NO_WORD),
        ("؟", NO_WORD),
        ("x" * 999, NO_WORD),
        ("هستشنثفقلاتتن", "لا نتائج للبحث عن «هستشنثفقلاتتن»"),
    ],
)
def test_a_query_without_a_word_is_told_so(reader: Reader, query: str, said: str) -> None:
    page = reader.find(f"?q={quote(query)}")
    assert page.locator(STATUS).inner_text() == said
    page = reader.open("index.html")
    page.locator(FIELD).fill(query)
    reader.settled()
    assert page.locator(".ks-search__note").inner_text() == said
    assert page.locator(SAID).inner_text() == said.partition(" للبحث")[0]


def test_a_question_of_nothing_is_told_so(reader: Reader) -> None:
    page = reader.find()
    assert page.locator(STATUS).inner_text() == ""
    page.keyboard.press("Enter")
    assert page.locator(STATUS).inner_text() == ASK
    page = reader.open("search/index.html?q=%20")
    assert page.locator(STATUS).inner_text() == ASK
    page = reader.open("search/index.html?year=2024")
    page.wait_for_selector(".ks-chip")
    assert page.locator(STATUS).inner_text() == "اكتب كلمة تبحث عنها ضمن القيود المختارة."
    # A word is looked for within it; and the filter stays when the word is taken away.
    page.locator(LARGE).fill("بلينكن")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.ks-hit').length === 2")
    page.locator(LARGE).fill("")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.ks-hit').length === 0")
    assert asked_of(page) == {"year": ["2024"]}
    page = reader.open("search/index.html?year=1999")
    page.wait_for_function("location.search === ''")
    assert page.locator(STATUS).inner_text() == ""
    page = reader.open("index.html")
    page.locator(FIELD).focus()
    page.keyboard.press("Enter")
    assert page.locator(".ks-search__note").inner_text() == ASK
    assert page.locator(SAID).inner_text() == ASK


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("غزة " * 40, "لا يُبحث إلا عن أول 32 كلمة مما كُتب."),
        ("غزة " + "ا" * 2000, "لا يُبحث إلا عن أول 1,000 حرف مما كُتب."),
        ("غزة", ""),
    ],
)
def test_a_query_that_is_cut_is_told_so(reader: Reader, query: str, said: str) -> None:
    page = reader.open("index.html")
    page.locator(FIELD).focus()
    page.keyboard.insert_text(query)
    reader.settled()
    assert said in page.locator(SAID).inner_text()
    assert page.locator(".ks-search__note").inner_text() == said
    page = reader.find()
    page.keyboard.insert_text(query)
    reader.rest()
    for _ in range(2):
        told = page.locator(STATUS).inner_text()
        assert told.startswith("5 نتائج للبحث عن «غزة")
        assert "لا يُبحث" not in told if not said else told.endswith(f". {said}")
        reader.find(f"?q={quote(query)}")


def test_the_arrows_lead_through_the_results_of_the_page(reader: Reader) -> None:
    page = reader.find(f"?q={quote('بلينكن')}")
    page.locator(LARGE).focus()
    places = [".ks-card", *[f".ks-hit:nth-child({at}) h3 a" for at in (1, 2)]]
    for place in places:
        page.keyboard.press("ArrowDown")
        assert page.evaluate("place => document.activeElement.matches(place)", place), place
    for _ in places:
        page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == LARGE[1:]
    page.keyboard.press("ArrowUp")
    assert page.evaluate("document.activeElement.id") == LARGE[1:]
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/people/antony-blinken.html")


def test_a_slash_leads_back_after_escape(reader: Reader) -> None:
    here = "document.activeElement.id"
    page = reader.open("index.html")
    page.keyboard.press("/")
    page.keyboard.press("Escape")
    assert page.evaluate(here) == ""
    page.keyboard.press("/")
    assert page.evaluate(here) == FIELD[1:]
    assert page.locator(FIELD).input_value() == ""
    page.keyboard.type("غزة")
    reader.settled()
    page.keyboard.press("Escape")
    assert page.evaluate(here) == FIELD[1:]
    page.keyboard.press("Escape")
    assert page.evaluate(here) == ""
    page.keyboard.press("/")
    assert page.evaluate(here) == FIELD[1:]
    assert page.locator(FIELD).input_value() == "غزة"
    page = reader.find(f"?q={quote('غزة')}")
    page.locator(LARGE).focus()
    page.keyboard.press("Escape")
    page.keyboard.press("/")
    assert page.evaluate(here) == LARGE[1:]
    assert page.locator(LARGE).input_value() == "غزة"


def test_what_is_latin_in_a_query_keeps_its_brackets(reader: Reader) -> None:
    page = reader.find(f"?q={quote('غزة Politico <b>')}")
    assert page.locator(f"{STATUS} bdi bdi[dir=ltr]").all_inner_texts() == ["Politico <b>"]
    assert page.locator(STATUS).inner_text().endswith("«غزة Politico <b>»")
    page = reader.find(f"?q={quote('(BBC) غزة [AFP] -x')}")
    shown = page.locator(f"{STATUS} bdi bdi[dir=ltr]").all_inner_texts()
    assert shown == ["(BBC)", "[AFP] -x"]


def test_the_examples_of_the_help_find_something(reader: Reader) -> None:
    page = reader.find()
    links = page.locator(".ks-find-help a.ks-sample")
    assert links.count() == 3
    for at in range(3):
        links.nth(at).click()
        page.wait_for_url("**/search/index.html?q=*")
        reader.answered()
        assert reader.found(), at
        page.go_back()
    assert page.locator(".ks-find-help bdi", has_text="/").count() == 1


def test_typing_on_the_page_changes_the_address_and_back_returns(reader: Reader) -> None:
    page = reader.find(f"?q={quote('بلينكن')}")
    page.locator(LARGE).fill("")
    page.locator(LARGE).press_sequentially("استقالة")
    page.keyboard.press("Enter")
    reader.rest()
    assert asked_of(page) == {"q": ["استقالة"]}
    assert "casey-resignation" in reader.found()
    page.locator(".ks-hit h3 a").first.click()
    page.wait_for_url("**/articles/*.html#*")
    page.go_back()
    reader.answered()
    assert page.locator(LARGE).input_value() == "استقالة"
    assert "casey-resignation" in reader.found()
    page.go_back()
    reader.rest()
    assert page.locator(LARGE).input_value() == "بلينكن"
    assert len(reader.found()) == 4


def test_the_page_without_a_question_helps(reader: Reader) -> None:
    page = reader.find()
    assert page.evaluate("document.activeElement.id") == LARGE[1:]
    assert page.locator("#help").is_visible()
    assert page.locator("#indexes + ul a").count() == 4
    assert page.locator(".ks-search").is_hidden()
    assert page.locator(".ks-find__side").is_hidden()


def test_what_may_have_been_meant_is_one_step_away(reader: Reader) -> None:
    page = reader.open("index.html")
    page.evaluate(
        """() => { const search = kashshaf.search; kashshaf.search = Object.assign(
            async (query, options) => query !== "بلنتكن" ? search(query, options) : {total: 0,
                results: [], groups: [], cards: [], facets: {},
                suggestions: ["بَلنتكن", "بلينكن"]}, search); }"""
    )
    reader.type("بلنتكن")
    # What has the words that were typed is no suggestion.
    assert page.locator(SAID).inner_text() == "لا نتائج. هل تقصد: بلينكن؟"
    assert page.locator(OPTION).count() == 1
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    reader.rest()
    assert page.locator(FIELD).input_value() == "بلينكن"
    assert reader.cards() == ["أنتوني بلينكن"]


def test_results_come_by_the_page_with_facets_in_the_archives_digits(many: Reader) -> None:
    page = many.find(f"?q={quote('السفينة')}")
    assert len(many.found()) == 20
    assert (
        page.locator(STATUS).inner_text()
        == f"{counted(MANY, 'article', 'arabic')}".replace("مقالة", "نتيجة") + " للبحث عن «السفينة»"
    )
    more = page.locator(".ks-find__results > .ks-more")
    more.click()
    many.rest()
    assert len(many.found()) == 40
    assert page.evaluate("document.activeElement.closest('.ks-hit') !== null")
    more.click()
    many.rest()
    assert len(many.found()) == len(set(many.found())) == MANY
    assert more.count() == 0
    # The eight most frequent, and the others behind a button.
    years = page.locator("[data-kind=year] a")
    assert years.count() == 8
    page.locator(".ks-facet", has_text="السنة").locator("button").click()
    assert years.count() == 10
    sources = page.locator("[data-kind=source] a")
    assert sources.count() == 8
    sources.first.click()
    many.rest()
    assert len(many.found()) == 5
    assert asked_of(page)["source"][0].startswith("صحيفة ")
    about = page.locator(".ks-hit__about").first.inner_text()
    assert re.search(digits("200", "arabic"), about)
    assert not re.search("[0-9]", about)
    # Back from an article, the page is where it was left.
    page.go_back()
    many.rest()
    assert len(many.found()) == MANY


def test_a_title_is_text_and_its_latin_words_stay_in_order(many: Reader) -> None:
    page = many.open("index.html")
    many.type("القمر")
    assert many.hits() == ["a07"]
    assert page.locator(".ks-option__title").inner_text() == ODD
    assert page.locator(".ks-search__panel img").count() == 0
    assert "OpenAI's Report" in page.locator(".ks-option__title bdi").all_inner_texts()
    page = many.find(f"?q={quote('القمر')}")
    assert page.locator(".ks-hit h3 a").inner_text() == ODD
    assert page.locator(".ks-find img").count() == 0


# Bad input

BAD = {
    "a script": "<script>window.evil = 1</script>",
    "an image": '"><img src=x onerror="window.evil=1">',
    "unpaired quotes": '"بلينكن « “',
    "closing quotes": "» ” \" '",
    "only marks": "\u064b\u064c\u064d\u0651\u0640",
    "only punctuation": "؟!.،؛-()[]{}*?\\/",
    "only minus": "- -- -",
    "controls": "\u202e\u2066\u200f\x00\x07",
    "both directions": "Blinken بلينكن 2023 State ميلر (CNN) -",
    "pictures": "\U0001f600 \U0001f1f5\U0001f1f8",
    "a prototype": "__proto__ constructor toString",
    "long": "بلينكن" * 1700,
    "many words": "وزارة الخارجية " * 700,
}


WIDE = "document.documentElement.scrollWidth - document.documentElement.clientWidth"
FOREIGN = "script, img, style, iframe, [style], [onerror]"


def test_bad_input_does_nothing_worse_than_find_nothing(reader: Reader) -> None:
    page = reader.open("index.html")
    for case, query in BAD.items():
        page.locator(FIELD).fill(query)
        reader.rest()
        assert page.evaluate(WIDE) <= 0, case
        panel = page.locator(".ks-search__panel")
        assert panel.locator(FOREIGN).count() == 0, case
        assert "تعذّر" not in (panel.text_content() or ""), case
    # It still works.
    reader.type("بلينكن")
    assert len(reader.hits()) == 4
    assert page.evaluate("window.evil") is None


@pytest.mark.parametrize("case", ["an image", "both directions", "long", "a prototype"])
def test_a_bad_address_does_no_harm(reader: Reader, case: str) -> None:
    query = BAD[case]
    kinds = "".join(f"&{kind}={quote(query[:99])}" for kind in ("people", "source", "year", "x"))
    page = reader.open(f"search/index.html?q={quote(query[:3000])}{kinds}&q=2")
    reader.answered()
    assert page.locator(".ks-find").locator(FOREIGN).count() == 0
    assert "تعذّر" not in page.locator(STATUS).inner_text()
    assert page.evaluate(WIDE) <= 0
    # Filters that no article answers to are dropped, from the address as well.
    assert page.locator(".ks-chip").count() == 0
    assert not {"people", "source", "year"} & asked_of(page).keys()
    page.locator(LARGE).fill("بلينكن")
    page.keyboard.press("Enter")
    page.wait_for_function("document.querySelectorAll('.ks-hit').length === 4")
    assert page.evaluate("window.evil") is None


@pytest.mark.parametrize("lost", ["search.js", "root.js"])
@pytest.mark.parametrize("scheme", ["http", "file"])
def test_without_its_files_the_search_says_so(
    browser: Browser, built: Archive, tmp_path: Path, lost: str, scheme: str
) -> None:
    site = tmp_path / "site"
    shutil.copytree(built.root / "site", site)
    for path in site.rglob(lost):
        path.unlink()
    context = browser.new_context(viewport=DESK)
    page = context.new_page()
    errors: list[str] = []
    page.on("pageerror", lambda error: errors.append(str(error)))
    with served(site) as http:
        base = http if scheme == "http" else site.as_uri()
        page.goto(f"{base}/index.html")
        page.locator(FIELD).fill("بلينكن")
        page.wait_for_function("document.querySelector('.ks-search__panel:not([hidden])') !== null")
        assert page.locator(".ks-search__note").inner_text().startswith("تعذّر تحميل")
        page.goto(f"{base}/search/index.html?q={quote('بلينكن')}")
        page.wait_for_function(f"document.querySelector('{STATUS}').textContent")
        assert page.locator(STATUS).inner_text().startswith("تعذّر تحميل")
        context.close()
    assert errors == []


def test_without_scripts_the_box_leads_to_the_page_and_its_indexes(
    browser: Browser, seeds_site: Addresses
) -> None:
    for viewport in (DESK, PHONE):
        context = browser.new_context(viewport=viewport, java_script_enabled=False)
        page = context.new_page()
        page.goto(f"{seeds_site.file}/articles/leaked-memo.html")
        if viewport is DESK:
            page.locator(FIELD).fill("بلينكن")
            page.locator(FIELD).press("Enter")
        else:
            page.locator(".ks-search__open").click()
        page.wait_for_url("**/search/index.html*")
        assert "JavaScript" in page.locator("noscript").inner_text()
        page.locator("#indexes + ul a").first.click()
        page.wait_for_url("**/articles/index.html")
        context.close()


# Small screens, dark screens


@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("query", ["Blinken", "زنجبيل"])
def test_a_phone_shows_the_search_over_the_whole_screen(
    browser: Browser, seeds_site: Addresses, scheme: str, query: str
) -> None:
    context = browser.new_context(
        viewport=PHONE, color_scheme=scheme, has_touch=True, is_mobile=True
    )
    reader = Reader(context.new_page(), seeds_site.http)
    page = reader.open("articles/leaked-memo.html")
    opener = page.locator(".ks-search__open")
    assert page.locator(FIELD).is_hidden()
    assert opener.bounding_box()["width"] >= 40
    opener.tap()
    assert opener.get_attribute("aria-expanded") == "true"
    reader.type(query)
    form = page.locator(".ks-search__form").bounding_box()
    assert (form["x"], form["width"]) == (0, PHONE["width"])
    assert form["height"] == PHONE["height"]
    assert_inside(page, ".ks-search__form")
    page.locator(".ks-search__close").tap()
    assert page.locator(FIELD).is_hidden()
    assert page.evaluate("document.activeElement.className").startswith("ks-search__open")
    reader.find(f"?q={quote(query)}")
    if query == "Blinken":
        page.locator(".ks-find__side summary").click()
    assert_inside(page, ".ks-find")
    assert reader.wrong == []
    context.close()


def assert_inside(page: Page, part: str) -> None:
    """Nothing is wider than the screen, and what is written can be read on its ground."""
    assert page.evaluate(WIDE) <= 0
    beyond = page.locator(part).evaluate(
        """root => [...root.querySelectorAll("*")].filter(e => e.checkVisibility())
            .filter(e => !e.classList.contains("ks-unseen") && !e.closest(".ks-unseen"))
            .filter(e => { const r = e.getBoundingClientRect();
                           return r.width && (r.left < -1 || r.right > innerWidth + 1); })
            .map(e => e.outerHTML.slice(0, 90))"""
    )
    assert beyond == []
    faint = page.locator(part).evaluate(CONTRAST)
    assert faint == []


CONTRAST = """root => {
    const light = ([r, g, b]) => [r, g, b].map(v => v / 255)
        .map(v => v <= .03928 ? v / 12.92 : ((v + .055) / 1.055) ** 2.4)
        .reduce((sum, v, at) => sum + v * [.2126, .7152, .0722][at], 0);
    const colour = text => text.match(/[\\d.]+/g).map(Number);
    const ground = e => { for (; e; e = e.parentElement) {
        const c = colour(getComputedStyle(e).backgroundColor);
        if (c.length < 4 || c[3] > .99) return c; } return [255, 255, 255]; };
    return [...root.querySelectorAll("*")].filter(e => e.checkVisibility() &&
            [...e.childNodes].some(n => n.nodeType === 3 && n.data.trim()))
        .filter(e => { const a = light(colour(getComputedStyle(e).color)), b = light(ground(e));
            return (Math.max(a, b) + .05) / (Math.min(a, b) + .05) < 4.5; })
        .map(e => e.outerHTML.slice(0, 90)); }"""


def test_no_motion_where_none_is_wanted(browser: Browser, seeds_site: Addresses) -> None:
    for motion, wanted in (("reduce", "none"), ("no-preference", "ks-arrive")):
        context = browser.new_context(viewport=DESK, reduced_motion=motion)
        page = context.new_page()
        page.goto(f"{seeds_site.file}/articles/leaked-memo.html#p2")
        used = "getComputedStyle(document.getElementById('p2')).animationName"
        assert page.evaluate(used) == wanted
        context.close()


def test_a_click_elsewhere_closes_the_panel(reader: Reader) -> None:
    page = reader.open("index.html")
    reader.type("بلينكن")
    page.mouse.click(1200, 700)
    assert page.locator(".ks-search__panel").is_hidden()
    page.locator(FIELD).focus()
    reader.settled()
    page.locator(OPTION).last.click()
    page.wait_for_url("**/search/index.html?q=*")
    assert unquote(page.url).endswith("?q=بلينكن")


# The search is called when it is first wanted


def scripts(reader: Reader) -> list[str]:
    return [url.rsplit("/", 1)[-1] for url in reader.asked if "/assets/kashshaf/search" in url]


def test_a_page_that_is_only_read_does_not_load_the_search(reader: Reader) -> None:
    Tab.open(reader, "index.html")
    reader.page.wait_for_timeout(200)
    assert [name for name in scripts(reader) if name.endswith(".js")] == []


@pytest.mark.parametrize("key", ["/", "Control+k"])
def test_what_is_typed_before_the_search_is_there_is_not_lost(reader: Reader, key: str) -> None:
    page = Tab.open(reader, "index.html")
    page.keyboard.press(key)
    assert page.evaluate("document.activeElement.id") == FIELD[1:]
    page.keyboard.type("Blinken")
    page.wait_for_selector(".ks-option--card")
    assert page.locator(FIELD).input_value() == "Blinken"


def test_the_icon_of_a_phone_opens_the_search_at_the_first_touch(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": 360, "height": 740})
    page = Tab.open(reader, "index.html")
    page.locator(".ks-search__open").click()
    page.wait_for_function(f"document.activeElement.id === '{FIELD[1:]}'")


def test_the_function_for_other_pages_waits_for_the_search(reader: Reader) -> None:
    page = Tab.open(reader, "articles/index.html")
    answer = page.evaluate("kashshaf.search('Blinken', {limit: 1})")
    assert len(answer["results"]) == 1
    assert answer["cards"][0]["id"] == "antony-blinken"
