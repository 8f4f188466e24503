"""A citation as CSL-JSON, which Zotero, pandoc and citeproc read."""

from __future__ import annotations

import json

from kashshaf.share.facts import Citable

Json = dict[str, object]


def csl(cited: Citable) -> Json:
    """Return one item. A date that was inferred is ``circa``; of a span only words are given."""
    item: Json = {"id": cited.id, "type": "article-newspaper", "title": cited.title}
    if cited.author:
        item["author"] = [{"literal": cited.author}]
    if cited.source:
        item["container-title"] = f"[{cited.source}]" if cited.inferred else cited.source
    when = cited.when
    if when and when.parts:
        issued: Json = {"date-parts": [list(when.parts)]}
        if when.sure == "about":
            issued["circa"] = True
        item["issued"] = issued
    elif when:
        item["issued"] = {"literal": when.words}
    if cited.url:
        item["URL"] = cited.url
    if cited.archive:
        item["archive"] = cited.archive
    if cited.keywords:
        item["keyword"] = ", ".join(word.replace(",", "،") for word in cited.keywords)
    if cited.notes:
        item["note"] = "؛ ".join(cited.notes)
    item["language"] = "ar"
    return item


def csl_text(cited: Citable) -> str:
    """Return one item on one line."""
    return json.dumps(csl(cited), ensure_ascii=False)
