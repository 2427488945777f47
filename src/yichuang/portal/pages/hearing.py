"""A hearing as the applicant sees it: whether he may ask, until when, and when it takes place."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from yichuang.approval.public import CasePage, ask_by
from yichuang.ledger.public import calendar_in_force


@dataclass(frozen=True, slots=True)
class OwnHearing:
    """What the applicant can do about a hearing, and what he must know of it."""

    may_request: bool
    may_waive: bool
    ask_by: date | None
    set_for: datetime | None
    place: str


def own_hearing(page: CasePage) -> OwnHearing | None:
    """Return the hearing of a case; None where none was told of or announced."""
    hearing = page.state.hearing
    if hearing is None:
        return None
    return OwnHearing(
        may_request=page.action("request_hearing").allowed,
        may_waive=page.action("waive_hearing").allowed,
        ask_by=ask_by(page.state, calendar_in_force()),
        set_for=None if hearing.outcome else hearing.set_for,
        place=hearing.place,
    )
