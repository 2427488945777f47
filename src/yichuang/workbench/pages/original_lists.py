"""Hand-over lists (交接单): made up item by item, then signed for item by item."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _

from yichuang.directory.public import Actor
from yichuang.documents.public import (
    BarcodeInvalid,
    HandOver,
    Original,
    OriginalNotFound,
    Place,
    PlaceKind,
    Standing,
    hand_over_named,
    original_named,
    places_of,
    read_barcode,
    signature_of,
)
from yichuang.kernel.public import ports

from ..forms.fields import field, options
from ..originals_words import Places
from .originals import ListLine, OriginalRow, line_of, row_of, scan_field
from .people import People

# Where a list usually goes from each place, the likeliest first.
USUAL = {
    PlaceKind.WINDOW: (PlaceKind.ORGAN, PlaceKind.ARCHIVE, PlaceKind.WINDOW),
    PlaceKind.ORGAN: (PlaceKind.ARCHIVE, PlaceKind.WINDOW, PlaceKind.ORGAN),
    PlaceKind.ARCHIVE: (PlaceKind.WINDOW, PlaceKind.ORGAN, PlaceKind.ARCHIVE),
}


def refused_scan(refusal: BarcodeInvalid | OriginalNotFound, typed: str) -> str:
    """Return what to tell beside the scanner's place."""
    if isinstance(refusal, BarcodeInvalid):
        return _("“%(typed)s”不是有效的原件条码，请重新扫码") % {"typed": typed.strip()[:20]}
    return _("没有条码为“%(typed)s”的原件，或者本岗位看不到它") % {"typed": typed.strip()[:20]}


# --- making a list --------------------------------------------------------------------------------


@dataclass(slots=True)
class Sending:
    """A list as far as it has been made up: what was scanned or ticked, and what is wrong."""

    actor: Actor
    originals: list[Original]
    scan_error: str = ""
    to_error: str = ""

    @property
    def sender(self) -> Place | None:
        """Where the papers are; all of a list are at one place."""
        return self.originals[0].whereabouts.place if self.originals else None

    @property
    def destinations(self) -> list[Place]:
        """Where all of them may go, the likeliest first."""
        if self.sender is None:
            return []
        each = [_destinations(one, self.sender) for one in self.originals]
        return [place for place in each[0] if all(place in others for others in each[1:])]


def _destinations(one: Original, sender: Place) -> list[Place]:
    closed = "closed" in one.case.milestones
    kinds = USUAL[sender.kind]
    if closed and sender.kind is PlaceKind.WINDOW:
        kinds = (PlaceKind.ARCHIVE, PlaceKind.ORGAN, PlaceKind.WINDOW)
    organs = dict.fromkeys((one.case.organ, one.taken_organ))
    places = [Place(kind, organ) for kind in kinds for organ in organs]
    return [
        place for place in places if place != sender and (closed or place.kind != PlaceKind.ARCHIVE)
    ]


def sending_of(actor: Actor, barcodes: Iterable[str], scanned: str = "") -> Sending:
    """Return a list made up of what was there before and what was scanned now.

    Barcodes that are none, or out of sight, are left out: nobody chose them by hand.
    """
    made = Sending(actor, [])
    for barcode in dict.fromkeys(barcodes):
        _add(made, barcode)
    made.scan_error = ""
    if scanned.strip():
        _add(made, scanned)
    return made


def _add(made: Sending, typed: str) -> None:
    try:
        one = original_named(made.actor, typed)
    except (BarcodeInvalid, OriginalNotFound) as refusal:
        made.scan_error = refused_scan(refusal, typed)
        return
    if any(one.pk == other.pk for other in made.originals):
        return  # scanned twice
    now, names = one.whereabouts, Places()
    if now.standing is not Standing.HELD or now.place not in places_of(made.actor):
        facts = {"name": one.name, "where": names.where(now)}
        made.scan_error = _("“%(name)s”不在您这里：%(where)s") % facts
    elif made.sender is not None and now.place != made.sender:
        facts = {"name": one.name, "place": names.name(now.place)}
        made.scan_error = _("“%(name)s”在%(place)s，请另开一张交接单") % facts
    else:
        made.originals.append(one)


@dataclass(frozen=True, slots=True)
class SendingPage:
    """The page that makes up a list."""

    rows: list[OriginalRow]
    sender: str
    scan: dict[str, Any]
    to: dict[str, Any] | None
    key: str
    errors: list[dict[str, str]]

    @property
    def barcodes(self) -> frozenset[str]:
        """The items that are ticked: all that are on the list."""
        return frozenset(row.barcode for row in self.rows)


def sending_page(made: Sending, *, to: str = "", key: str = "") -> SendingPage:
    """Return how a list stands."""
    names = Places()
    places = made.destinations
    chosen = to if to in {str(place) for place in places} else ""
    ask = None
    if places:
        ask = field(
            "to",
            "radio",
            _("交到哪里"),
            options=options((str(place), names.name(place)) for place in places),
            value=chosen or str(places[0]),
            error=made.to_error,
            required=True,
        )
    errors = {"scan": made.scan_error, "to": made.to_error}
    if made.originals and not places:
        errors["scan"] = _("这些原件没有共同的去向，请分开移交")
    return SendingPage(
        rows=[row_of(one, names) for one in made.originals],
        sender=names.name(made.sender) if made.sender else "",
        scan=scan_field(_("扫码加入"), errors["scan"]),
        to=ask,
        key=key or str(ports().ids.uuid()),
        errors=[{"name": name, "message": text} for name, text in errors.items() if text],
    )


def place_in(text: str) -> Place | None:
    """Return a place as the page sends it, "organ:<code>"; None for anything that is none."""
    kind, _colon, organ = text.partition(":")
    return Place(PlaceKind(kind), organ) if kind in set(PlaceKind) and organ else None


# --- signing for a list ---------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Item:
    """One item of a list."""

    row: OriginalRow
    open: bool
    here: bool


@dataclass(frozen=True, slots=True)
class ListPage:
    """A list with its items; `may_sign` where this officer is the one to sign for it."""

    line: ListLine
    items: list[Item]
    sent_by: str
    signed: tuple[str, datetime] | None
    may_sign: bool
    own: bool
    here: int
    missing: list[OriginalRow]
    confirming: bool
    scan: dict[str, Any]
    errors: list[dict[str, str]]

    @property
    def open(self) -> int:
        """How many items nobody has signed for."""
        return sum(item.open for item in self.items)


def list_page(actor: Actor, hand_over_id: UUID, data: Mapping[str, Any] | None = None) -> ListPage:
    """Return a list as it stands; `data` is what was ticked and scanned so far.

    Raises HandOverNotFound.
    """
    row, originals = hand_over_named(actor, hand_over_id)
    names = Places()
    coming = {one.barcode for one in originals if one.hand_over_id == row.pk}
    here, error = _ticked(actor, data or {}, coming, row)
    items = [
        Item(row_of(one, names), one.barcode in coming, one.barcode in here) for one in originals
    ]
    own = row.sent_by == actor.id
    receiver = row.receiver in places_of(actor)
    return ListPage(
        line=line_of(row, len(originals), names),
        items=items,
        sent_by=People().doer("officer", row.sent_by, row.sent_post, row.sent_at).text,
        signed=_signed(row),
        may_sign=bool(coming) and receiver and not own,
        own=own and receiver,
        here=len(here),
        missing=[item.row for item in items if item.open and not item.here],
        confirming=(data or {}).get("then") == "sign" and not error and here != coming,
        scan=scan_field(_("扫码签收"), error),
        errors=[{"name": "scan", "message": error}] if error else [],
    )


def _ticked(
    actor: Actor, data: Mapping[str, Any], coming: set[str], row: HandOver
) -> tuple[set[str], str]:
    """Return what is here so far, and what is wrong with what was scanned last."""
    ticked = data.getlist("here") if hasattr(data, "getlist") else []
    here = {code for code in ticked if code in coming}
    typed = str(data.get("scan", ""))
    if not typed.strip():
        return here, ""
    try:
        barcode = read_barcode(typed)
        if barcode in coming:
            return here | {barcode}, ""
        original_named(actor, barcode)
    except (BarcodeInvalid, OriginalNotFound) as refusal:
        return here, refused_scan(refusal, typed)
    facts = {"code": typed.strip()[:20], "number": row.number}
    return here, _("“%(code)s”不在交接单%(number)s的待签收原件中") % facts


def _signed(row: HandOver) -> tuple[str, datetime] | None:
    """Return who signed for a list and when; nothing while nobody did."""
    last = signature_of(row)
    if last is None:
        return None
    return People().doer("officer", last.officer, last.post, last.at).text, last.at
