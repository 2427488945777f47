"""Numbered blanks of one kind of licence: used, spoilt, lost, and some for a second person."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID

from yichuang.catalogue.public import content_of, edition_row
from yichuang.directory.public import Actor
from yichuang.licences.public import (
    Fate,
    Licence,
    LicenceState,
    decide_disposal,
    print_on_blank,
    receive_blanks,
    record_fate,
)

from .cast import Desk
from .renewals import licence_type_of
from .simulation import Story

PREFIX, FIRST, LAST = "YS", 1, 60
LAYOUT = (
    "holder 70 110\nnumber 130 50 4\nlines 70 125\nterm 70 190\norgan 120 225\nissued_on 120 235"
)
SPOILT, LOST, DESTROYED, RETURNED = 20, 22, (30, 33), (40, 44)
PRINTED = 2


def keep_blanks(desk: Desk, edition: UUID, begin: datetime, at: datetime) -> Story:
    """A batch comes; blanks are spoilt, lost and destroyed by two; today some wait for a second."""
    yield begin
    keeper = desk.actor("decide", begin.date())
    row, content = edition_row(edition), content_of(edition)
    assert content.result is not None
    batch = receive_blanks(
        keeper,
        type_code=licence_type_of(edition),
        type_name=content.result.name,
        first=_number(FIRST),
        last=_number(LAST),
        width_mm=210,
        height_mm=297,
        layout=LAYOUT,
    ).pk
    day = begin + timedelta(days=10)
    yield day
    keeper = desk.actor("decide", day.date())
    record_fate(keeper, batch, first=_number(SPOILT), fate=Fate.SPOILT, reason="misprint")
    record_fate(keeper, batch, first=_number(LOST), fate=Fate.LOST, reason="lost")
    first, last = DESTROYED
    _ask(keeper, batch, first, last, "destroyed")
    day += timedelta(minutes=30)
    yield day
    decide_disposal(desk.actor("handle", day.date()), batch, confirm=True)
    yield at
    keeper = desk.actor("decide", at.date())
    licences = Licence.objects.filter(
        organ_code=row.organ_code, type_name=content.result.name, state=LicenceState.VALID
    )
    for one in licences.exclude(case_id=None).order_by("issued_on", "number")[:PRINTED]:
        print_on_blank(keeper, one.pk)
    first, last = RETURNED
    _ask(keeper, batch, first, last, "returned")


def _ask(keeper: Actor, batch: UUID, first: int, last: int, reason: str) -> None:
    record_fate(
        keeper,
        batch,
        first=_number(first),
        last=_number(last),
        fate=Fate.PROPOSED,
        reason=reason,
    )


def _number(serial: int) -> str:
    return f"{PREFIX}{serial:06d}"
