"""Paper originals taken at the window: receiving, naming and sending them in a test."""

from __future__ import annotations

from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

from tests.factories import (
    BUREAU,
    LICENCE_FORM,
    City,
    applicant,
)
from yichuang.approval import public as approval
from yichuang.documents.public import (
    Original,
    Place,
    PlaceKind,
    hand_over,
    originals_of_case,
)

WINDOW = Place(PlaceKind.WINDOW, BUREAU)
ORGAN = Place(PlaceKind.ORGAN, BUREAU)
ARCHIVE = Place(PlaceKind.ARCHIVE, BUREAU)
DAY = timedelta(days=1)


def receive(city: City, *codes: str, key: str = "window-filing-1", post: str = "window") -> UUID:
    """Take an application at the window, the materials on paper."""
    return approval.receive_application(
        actor=city.officer(post),
        edition_id=city.licence.id,
        party=city.parties["citizen"],
        command=approval.Receive(
            form=dict(LICENCE_FORM),
            applicant=applicant(),
            materials=tuple(approval.MaterialGiven(code, "paper", copies=2) for code in codes),
        ),
        key=key,
    ).case_id


def labels(case: UUID) -> list[str]:
    return [row.barcode for row in originals_of_case(case)]


def send(city: City, *barcodes: str, to: Place = ORGAN, sender: Place = WINDOW, **more: Any) -> Any:
    values = {"hand_over_id": uuid4(), "post": "window", **more}
    post = values.pop("post")
    return hand_over(city.officer(post), barcodes=barcodes, sender=sender, to=to, **values)


def place_of(barcode: str) -> tuple[str, str]:
    row = Original.objects.get(barcode=barcode)
    return row.standing, row.place_kind
