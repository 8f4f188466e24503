"""The end of an article's page: how to cite it."""

from __future__ import annotations

import html
import re
from typing import Final

from kashshaf import paths
from kashshaf.markup import line
from kashshaf.model import Article
from kashshaf.share.bibtex import bibtex
from kashshaf.share.csl import csl_text
from kashshaf.share.facts import citable
from kashshaf.share.prose import chicago, mla
from kashshaf.share.ris import ris
from kashshaf.views import Views

#: The files of all citations, below ``site_src``.
BIBTEX: Final = "data/citations.bib"
RIS: Final = "data/citations.ris"
CSL: Final = "data/citations.json"
# Arabic between the braces and quotation marks of a format, once it is HTML.
_ARABIC: Final = re.compile(r'[\u0600-\u06ff](?:[^"{}\[\]<>&;\n]*[\u0600-\u06ff0-9»!…])?')


def cite_block(article: Article, views: Views) -> str:
    """Return the section «استشهد بهذه المقالة» as Markdown, closed until a reader opens it."""
    page, cited = paths.article(article.id), citable(article, views)
    forms = (("شيكاغو", line(chicago(cited))), ("<bdi>MLA</bdi>", line(mla(cited))))
    codes = (("BibTeX", bibtex(cited)), ("RIS", ris(cited)), ("CSL-JSON", csl_text(cited)))
    rows = [
        '<details class="ks-cite" id="cite" markdown>',
        "<summary>استشهد بهذه المقالة</summary>",
    ]
    for name, text in forms:
        rows += ["", f"{name}\n{{: .ks-cite__form }}", "", f"{text}\n{{: .ks-cite__words }}"]
    for name, text in codes:
        code = html.escape(text.rstrip("\n"), quote=False)
        code = _ARABIC.sub(lambda match: f'<bdi dir="rtl">{match[0]}</bdi>', code)
        opened = '<pre class="ks-cite__code" dir="ltr" tabindex="0">'
        rows += ["", f"<bdi>{name}</bdi>\n{{: .ks-cite__form }}", "", f"{opened}{code}</pre>"]
    links = " · ".join(
        f"[{name}]({paths.link(page, path)})"
        for name, path in (("BibTeX", BIBTEX), ("RIS", RIS), ("CSL-JSON", CSL))
    )
    rows += ["", f"مقالات الأرشيف كلها: {links}", "", "</details>"]
    return "\n".join(rows)
