"""Two states of an article or of an entry → who reviewed and approved it, and what holds."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from kashshaf.changes.change import Change
from kashshaf.model import Approved, ArticleRecord, Authority, Location, Reviewed

Record = ArticleRecord | Authority


def review_changes(old: Record, new: Record, blank: Change) -> Iterator[Change]:
    """Yield changes of ``blank``'s subject. The status is said where it does not follow.

    A review of other bytes is another review, though it be of the same person on the same day.
    """
    was, now = _bare(old.reviewed), _bare(new.reviewed)
    if was != now:
        yield _told(replace(blank, what="review"), was, now)
    if old.approved != new.approved:
        yield _told(replace(blank, what="approval"), old.approved, new.approved)
    # A new review (or approval) says the status, unless it does not hold.
    says = "draft"
    if now is not None and was != now:
        says = "reviewed"
    if new.approved is not None and (says == "reviewed" or old.approved != new.approved):
        says = "approved"
    taken_back = new.status == "reviewed" and old.approved is not None and new.approved is None
    status = replace(blank, what="status", old=old.status, new=new.status)
    if new.status == "draft":
        if says != "draft" or old.status != "draft":
            yield status
    elif old.status != new.status and new.status != says and not taken_back:
        yield status


def _bare(reviewed: Reviewed | None) -> Reviewed | None:
    return reviewed and replace(reviewed, location=Location(""))


def _told(
    change: Change, was: Reviewed | Approved | None, now: Reviewed | Approved | None
) -> Change:
    before = was.by if was else ""
    if now is None:
        return replace(change, old=before)
    return replace(change, items=(now.by, now.on), old=before if before != now.by else "")
