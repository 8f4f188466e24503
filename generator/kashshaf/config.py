"""``kashshaf.yml``: the choices of an archive."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from kashshaf.archive import CONFIG
from kashshaf.checking.reading import read_options
from kashshaf.findings import finding
from kashshaf.lint.settings import rule_settings
from kashshaf.model import CheckSettings, Config, Finding, Location
from kashshaf.schema import Reader
from kashshaf.yamlio import Map, Node, read_yaml

LINKING: Final = ("first-in-paragraph", "first-in-article", "all", "none")
PUBLISHING: Final = ("reviewed", "all")
LOCALES: Final = (
    *("ar_SY", "ar_LB", "ar_JO", "ar_PS", "ar_IQ"),
    *("ar_EG", "ar_SD", "ar_LY", "ar_SA", "ar_AE", "ar_KW", "ar_QA", "ar_BH", "ar_OM", "ar_YE"),
    *("ar_MA", "ar_DZ", "ar_TN", "ar_MR"),
)
AS_UTF8: Final = "save it as UTF-8"


def read_config(files: Mapping[str, bytes], findings: list[Finding]) -> Config:
    text = text_of(CONFIG, files, findings)
    node = yaml_of(CONFIG, text, findings) if text else None
    if not isinstance(node, Map):
        if node is not None:
            findings.append(finding("K203", node.location, "the file is a mapping (key: value)"))
        return Config()
    reader = Reader(node, findings, "the configuration")
    link_node = reader.node("link")
    link = Reader(link_node, findings, "`link:`") if link_node is not None else None
    people = link.choice("people", LINKING, "first-in-paragraph") if link else "first-in-paragraph"
    terms = link.choice("terms", LINKING, "first-in-article") if link else "first-in-article"
    if link:
        link.done()
    check_node = reader.node("check")
    check = Reader(check_node, findings, "`check:`") if check_node is not None else None
    settings = CheckSettings(rules=rule_settings(check)) if check else CheckSettings()
    options = read_options(check)
    if check:
        check.done()
    publish_node = reader.node("publish")
    publish = Reader(publish_node, findings, "`publish:`") if publish_node is not None else None
    # What is not understood publishes nobody.
    shown = publish.choice("people", PUBLISHING, "reviewed") if publish else "reviewed"
    fallback = "reviewed" if publish and publish.node("articles") is not None else "all"
    texts = publish.choice("articles", PUBLISHING, fallback) if publish else "all"
    if publish:
        publish.done()
    faces_node = reader.node("faces")
    faces = Reader(faces_node, findings, "`faces:`") if faces_node is not None else None
    text_face = faces.choice("text", ("sans", "naskh"), "sans") if faces else "sans"
    characters = faces.choice("characters", ("own", "all"), "own") if faces else "own"
    if faces:
        faces.done()
    config = Config(
        title=reader.text("title"),
        description=reader.text("description"),
        locale=reader.choice("locale", LOCALES, "ar_SY"),
        digits="arabic"
        if reader.choice("digits", ("latin", "arabic"), "") == "arabic"
        else "latin",
        text_face="naskh" if text_face == "naskh" else "sans",
        characters="all" if characters == "all" else "own",
        link_people=people,
        link_terms=terms,
        check=settings,
        options=options,
        publish_people=shown,
        publish_articles=texts,
        desk=reader.flag("desk") is True,
        location=node.location,
    )
    reader.done()
    return config


def text_of(path: str, files: Mapping[str, bytes], findings: list[Finding]) -> str | None:
    """Return the text of one of our YAML files, which are UTF-8."""
    data = files.get(path)
    if data is None:
        return None
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        column = len(data[data.rfind(b"\n", 0, error.start) + 1 : error.start].decode()) + 1
        findings.append(
            finding("K101", Location(path, line, column), "the file is not UTF-8", AS_UTF8)
        )
        return None


def yaml_of(path: str, text: str, findings: list[Finding], line: int = 0) -> Node | None:
    node, found = read_yaml(path, text, line)
    findings += found
    return node
