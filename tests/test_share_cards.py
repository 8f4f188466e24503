"""Cards: drawn where Arabic can be shaped and the site has an address, each one once."""

from __future__ import annotations

from pathlib import Path

import pytest

from kashshaf.archive import CARD_FILES
from kashshaf.share import cards
from kashshaf.share.published import MKDOCS
from kashshaf.site import render
from kashshaf.starter import start
from tests.support import Archive, parse_html

needs_raqm = pytest.mark.skipif(not cards.available(), reason="Pillow with Raqm is not here")
SITE_URL = "site_url: https://example.org/press\n"


@pytest.fixture
def archive(tmp_path: Path) -> Archive:
    made = Archive(tmp_path / "archive")
    start(made.root, "أرشيف", example=False)
    made.write(MKDOCS, made.read(MKDOCS) + SITE_URL)
    for name in ("one", "two"):
        made.article(name, "نص قصير.", title=f"عنوان {name}", slug=name, date="2024", source="ص")
    return made


def times(archive: Archive) -> dict[str, int]:
    folder = archive.root / CARD_FILES
    return {file.name: file.stat().st_mtime_ns for file in folder.glob("*")}


@needs_raqm
def test_a_card_is_of_the_size_that_networks_ask_for() -> None:
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(cards.draw("عنوان المقالة", "أرشيف", "صحيفة · 2024")))
    assert (image.format, image.size) == ("PNG", (1200, 630))
    assert image.convert("RGB").getpixel((100, 300)) != image.convert("RGB").getpixel((600, 7))


@needs_raqm
def test_arabic_is_shaped() -> None:
    """Letters that join are narrower than the same letters apart; isolates take no room."""
    font = cards._font(68, 700)
    joined, apart = (font.getlength(t, direction="rtl") for t in ("سسس", "س\u200cس\u200cس"))
    assert joined < apart
    plain, isolated = (font.getlength(t) for t in ("HuffPost", "\u2068HuffPost\u2069"))
    assert plain == isolated
    assert cards.isolated("عن HuffPost_1 *") == "عن \u2068HuffPost_1\u2069 *"


@needs_raqm
@pytest.mark.parametrize(
    "title", ["ا", "كلمة " * 60, "ك" * 300, ("ك" * 90 + " ") * 3, "", "… <b>&amp;\\"]
)
def test_any_title_stays_on_the_card(title: str) -> None:
    from io import BytesIO

    from PIL import Image

    image = Image.open(BytesIO(cards.draw(title, "أ" * 300, "ص " * 200))).convert("RGB")
    paper = image.getpixel((20, 300))
    assert {image.getpixel((x, y)) for x in range(20, 70) for y in range(20, 630)} == {paper}
    assert {image.getpixel((x, 497)) for x in range(1200)} == {paper}  # between title and foot


@needs_raqm
def test_cards_are_made_once_and_follow_their_articles(archive: Archive) -> None:
    assert archive.build().exit_code == 0
    first = times(archive)
    assert set(first) == {"one.png", "two.png"}
    assert "K502" not in archive.run("check").output  # nobody else's files
    archive.article("one", "نص قصير.", title="آخر", slug="one", date="2024", source="ص")
    assert archive.build().exit_code == 0
    second = times(archive)
    assert second["two.png"] == first["two.png"]
    assert second["one.png"] != first["one.png"]
    (archive.root / CARD_FILES / "two.png").unlink()
    assert archive.build().exit_code == 0
    assert set(times(archive)) == {"one.png", "two.png"}
    for ending in ("txt", "yml"):
        (archive.root / f"seeds/articles/two.{ending}").unlink()
    assert archive.build().exit_code == 0
    assert set(times(archive)) == {"one.png"}
    archive.write(MKDOCS, archive.read(MKDOCS).replace(SITE_URL, ""))
    assert archive.build().exit_code == 0
    assert times(archive) == {}
    assert not (archive.root / cards.CARDS_HTML).exists()


@needs_raqm
def test_an_article_names_its_card(archive: Archive) -> None:
    archive.build()
    done = render(archive.root)
    assert done.ok, done.output
    for path, wanted in (("articles/one.html", True), ("index.html", False)):
        page = parse_html(archive.read(f"site/{path}"))
        tags = {
            e.attributes.get("property") or e.attributes.get("name"): e.attributes.get("content")
            for e in page.find(lambda e: e.tag == "meta")
        }
        url = "https://example.org/press/data/cards/one.png"
        assert tags.get("og:image") == (url if wanted else None)
        assert tags["twitter:card"] == ("summary_large_image" if wanted else "summary")
    assert (archive.root / "site/data/cards/one.png").is_file()


def test_without_shaping_there_is_no_card(
    archive: Archive, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(cards, "available", lambda: "")
    assert archive.build().exit_code == 0
    assert not (archive.root / CARD_FILES).exists()
    assert not (archive.root / cards.CARDS_HTML).exists()


def test_pillow_without_raqm_draws_nothing(monkeypatch: pytest.MonkeyPatch) -> None:
    features = pytest.importorskip("PIL.features")
    monkeypatch.setattr(features, "check", lambda name: name != "raqm")
    cards.available.cache_clear()
    assert cards.available() == ""
    cards.available.cache_clear()
