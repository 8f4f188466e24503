"""The page of the pictures: ``pictures/index.md``."""

from __future__ import annotations

from kashshaf import paths
from kashshaf.markup import clip, front_matter
from kashshaf.model import Page
from kashshaf.pictures import people, timeline, topics
from kashshaf.pictures.figure import markdown, on_page
from kashshaf.share.jsonld import index_nodes
from kashshaf.share.matter import shared
from kashshaf.views import Views, fill


def pictures_page(views: Views) -> Page:
    """Return the page with every picture of the archive as a whole."""
    page = paths.PICTURES
    where = on_page(page)
    figures = (
        ("time", timeline.TITLE, timeline.timeline(page, views, where)),
        ("topics", topics.TITLE, topics.topics_over_time(page, views, where)),
        ("people", people.TITLE, people.people_together(page, views, where)),
    )
    own: dict[str, object] = {"generated": True, "kind": "pictures"}
    described = "المقالات والموضوعات عبر الزمن، والأشخاص الذين يُذكرون معًا."
    if views.config.title:
        described = f"{views.config.title} — {described}"
    matter = (
        ("title", "الأرشيف في صور"),
        ("description", clip(described, 300)),
        ("hide", ("toc",)),
        ("kashshaf", own),
    )
    nodes = index_nodes("pictures", page, "الأرشيف في صور", described, views)
    text = fill(
        "pictures.md",
        matter=shared(front_matter(matter), nodes, views),
        pictures=[
            (anchor, title, markdown(figure))
            for anchor, title, figure in figures
            if figure.svg or figure.words
        ],
    )
    return Page(f"{paths.DOCS}/{page}", text)
