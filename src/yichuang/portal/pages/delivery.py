"""How the result comes, as its applicant sees it: the code, the parcel, the days for remedies."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

import segno
from django.utils.safestring import SafeString, mark_safe

from yichuang.approval.public import MOST_WRONG, CasePage, is_ready, legal_day
from yichuang.law.public import ContestedAct, remedies_for
from yichuang.ledger.public import calendar_in_force

from ..words import DELIVERY_WAYS, RETURN_REASONS, Words


@dataclass(frozen=True, slots=True)
class OwnDelivery:
    """What the applicant must know of it. `code` in fours; empty unless it lies ready."""

    way: Words
    may_choose: bool
    address: str
    code: str
    barcode: SafeString | str
    code_usable: bool
    place: str
    carrier: str
    waybill: str
    returned: Words


def own_delivery(page: CasePage) -> OwnDelivery:
    """Return how the result comes."""
    delivery, waiting = page.state.delivery, is_ready(page.state)
    lies = waiting and delivery.ready_on is not None
    code = _last(page, "laid_ready", "code") if lies else ""
    sent = waiting and delivery.sent_at is not None
    return OwnDelivery(
        way=DELIVERY_WAYS.get(delivery.way, ""),
        may_choose=page.action("choose_delivery").allowed,
        address=_address(page) if delivery.way == "courier" else "",
        code=" ".join(code[at : at + 4] for at in range(0, len(code), 4)),
        barcode=_barcode(code) if code else "",
        code_usable=delivery.wrong < MOST_WRONG,
        place=delivery.place if lies else "",
        carrier=delivery.carrier if sent else "",
        waybill=delivery.waybill if sent else "",
        returned=RETURN_REASONS.get(delivery.returned, "") if waiting and not lies else "",
    )


def _last(page: CasePage, kind: str, name: str) -> str:
    found = [event.no for event in page.events if event.kind == kind]
    return str(page.words(found[-1], name) or "") if found else ""


def _address(page: CasePage) -> str:
    found = [event.no for event in page.events if event.kind == "delivery_chosen"]
    given = page.words(found[-1], "address") if found else None
    return " ".join((given["name"], given["phone"], given["address"])) if given else ""


def _barcode(code: str) -> SafeString:
    picture = segno.make(code, error="q", micro=False)
    return mark_safe(picture.svg_inline(scale=4, border=2))  # noqa: S308 (drawn here, no input in it)


@dataclass(frozen=True, slots=True)
class OwnRemedies:
    """Against a refusal that was served: from which day, until when."""

    served_on: date
    reconsideration_by: date
    lawsuit_by: date | None


def own_remedies(page: CasePage) -> OwnRemedies | None:
    """Return the days for remedies against a refusal, counted from its service; else None."""
    state = page.state
    if state.outcome != "refused" or state.delivered_at is None:
        return None
    served_on = legal_day(state.delivered_at)
    found = remedies_for(ContestedAct.ORDINARY, known_on=served_on, calendar=calendar_in_force())
    lawsuit = found.lawsuit.on if found.lawsuit else None
    return OwnRemedies(served_on, found.reconsideration.on, lawsuit)
