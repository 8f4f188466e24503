"""How far an editor has gone: what is written, what of it still holds, and the hashes that tell.

A review is of bytes: of a source, and of what its record (or an entry of a register) said. Where
either is another one now, what was reviewed is a draft again, and a finding says so.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from dataclasses import replace
from typing import Final, TypeVar, cast

from kashshaf.dates import parse_date
from kashshaf.findings import finding
from kashshaf.model import (
    Approved,
    Article,
    Authority,
    Finding,
    Location,
    Registers,
    Reviewed,
    Status,
)
from kashshaf.parse import front_matter
from kashshaf.schema import Reader
from kashshaf.yamlio import Map, Node, Scalar, Seq

R = TypeVar("R", bound=Authority)

STATUSES: Final = ("draft", "reviewed", "approved")
#: What speaks of a review, or answers a finding, is no part of what was reviewed.
ASIDE: Final = frozenset(("status", "reviewed", "approved", "waivers"))


def canonical(node: Node | None) -> str:
    """Return the SHA-256 of what a record or an entry says, in hexadecimal.

    It is that of the parsed values as JSON: the order of keys, quotation marks, line breaks and
    comments do not matter, nor do keys without a value; ``ASIDE`` is left out.
    """
    found = _plain(node) if node is not None else {}
    if isinstance(found, dict):
        found = {key: value for key, value in found.items() if key not in ASIDE}
    text = json.dumps(found, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(node: Node) -> object:
    if isinstance(node, Scalar):
        return None if node.is_null else node.text
    if isinstance(node, Seq):
        return [_plain(item) for item in node.items]
    found = {key: _plain(value) for key, (_, value) in node.items.items()}
    return {key: value for key, value in found.items() if value is not None}


def read_status(reader: Reader) -> Status:
    return cast(Status, reader.choice("status", STATUSES, "draft"))


def read_reviewed(parent: Reader, *hashes: str) -> Reviewed | None:
    """Return ``reviewed:``; ``hashes`` are the keys that may hold one."""
    node = parent.node("reviewed")
    if node is None:
        return None
    reader = Reader(node, parent.findings, "`reviewed:`")
    if not isinstance(node, Map):
        return None
    found = {key: reader.text(key).lower() for key in hashes}
    reviewed = Reviewed(
        by=reader.text("by", required=True),
        on=_day(reader),
        sha256=found["sha256"],
        location=reader.where("sha256"),
        record=found.get("record", ""),
    )
    reader.done()
    return reviewed


def read_approved(parent: Reader) -> Approved | None:
    node = parent.node("approved")
    if node is None:
        return None
    reader = Reader(node, parent.findings, "`approved:`")
    if not isinstance(node, Map):
        return None
    approved = Approved(reader.text("by", required=True), _day(reader))
    reader.done()
    return approved


def _day(reader: Reader) -> str:
    text = reader.text("on")
    if text and parse_date(text) is None:
        message = f"«{text[:80]}» is no date in EDTF"
        reader.findings.append(finding("K207", reader.where("on"), message))
    return text


def reviewable(article: Article) -> str:
    """Return the hash of the source that a review is of.

    It is that of the file, but where the record stands in the file itself: there, of the text.
    """
    path = article.record.location.path
    if path != article.path:
        return article.sha256
    _, body = front_matter(article.printed)
    return hashlib.sha256(article.printed[body:].encode()).hexdigest() if body else article.sha256


def settled_articles(articles: Iterable[Article]) -> tuple[tuple[Article, ...], list[Finding]]:
    """Return the articles with the status that holds, and what was found about it."""
    settled: list[Article] = []
    findings: list[Finding] = []
    for article in articles:
        status, found = _of_article(article)
        findings += found
        if status != article.record.status:
            article = replace(article, record=replace(article.record, status=status))
        settled.append(article)
    return tuple(settled), findings


def _of_article(article: Article) -> tuple[Status, list[Finding]]:
    record = article.record
    reviewed, status, where = record.reviewed, record.status, record.location
    if reviewed is None:
        if status == "draft":
            return status, []
        message = f"the status is «{status}», and nobody is named under `reviewed:`"
        return "draft", [finding("K403", where, message, _again(article.id))]
    if reviewed.sha256 not in (article.sha256, reviewable(article)):
        message = f"the source is not the one that {reviewed.by} reviewed; it counts as a draft"
        return "draft", [finding("K403", reviewed.location, message, _again(article.id))]
    if status == "draft":
        return status, []
    if reviewed.record and reviewed.record != record.content:
        message = f"the record is not the one that {reviewed.by} reviewed; it counts as a draft"
        return "draft", [finding("K420", reviewed.location, message, _again(article.id))]
    found: list[Finding] = []
    if not reviewed.record:
        message = f"the review by {reviewed.by} says nothing of the record"
        found.append(finding("K422", reviewed.location, message))
    return _approved(status, record.approved, where, article.id, found), found


def _approved(
    status: Status,
    approved: Approved | None,
    where: Location,
    identity: str,
    found: list[Finding],
) -> Status:
    """Return the status; an approval of which nobody is named is no more than a review."""
    if status != "approved" or (approved is not None and approved.by):
        return status
    message = "the status is «approved», and nobody is named under `approved:`"
    hint = f"`kashshaf review {identity} --approve --by NAME`; until then it counts as reviewed"
    found.append(finding("K423", where, message, hint))
    return "reviewed"


def settled_registers(registers: Registers) -> tuple[Registers, list[Finding]]:
    """Return the registers, each entry with the status that holds, and what was found."""
    findings: list[Finding] = []

    def settled(records: tuple[R, ...]) -> tuple[R, ...]:
        return tuple(_settled(record, findings) for record in records)

    return (
        Registers(settled(registers.people), settled(registers.topics), settled(registers.terms)),
        findings,
    )


def _settled(record: R, findings: list[Finding]) -> R:
    reviewed, status = record.reviewed, record.status
    if status == "draft":
        return record
    if reviewed is None or not reviewed.by or not reviewed.sha256:
        message = f"the status of {record.id} is «{status}», and `reviewed:` does not say by whom"
        message += " and of what"
        findings.append(finding("K423", record.location, message, _again(record.id)))
        return replace(record, status="draft")
    if reviewed.sha256 != record.content:
        message = f"{record.id} is not as {reviewed.by} reviewed it; it counts as a draft"
        findings.append(finding("K421", reviewed.location, message, _again(record.id)))
        return replace(record, status="draft")
    status = _approved(status, record.approved, record.location, record.id, findings)
    return record if status == record.status else replace(record, status=status)


def _again(identity: str) -> str:
    return f"read it again, then `kashshaf review {identity} --by NAME`"
