"""The result's way to the applicant: kept ready with a code, or sent and signed for (领取、邮寄).

The licensing law is silent on service; the civil procedure law applies by analogy. By post a
paper is served on the day written on the receipt, not on that of its dispatch.
"""

from __future__ import annotations

import re
from dataclasses import asdict
from datetime import date, datetime, time, timedelta

from yichuang.kernel.public import InvalidInput
from yichuang.law.public import CHINA_TIME, check_citizen_number
from yichuang.ledger.pure import Event, Sealed

from ..delivery_commands import (
    Address,
    ChooseDelivery,
    Collect,
    Collector,
    Dispatch,
    LayReady,
    NoteWrongCode,
    RecordReceipt,
    RecordReturn,
    TakeDeliveryChoice,
)
from ..delivery_events import (
    CodeRefused,
    DeliveryChosen,
    Dispatched,
    LaidReady,
    ParcelReturned,
)
from ..errors import (
    AddressMissing,
    CodeUsedUp,
    CollectedByCode,
    CollectionCodeWrong,
    CourierChosen,
    CourierNotOffered,
    DispatchFirst,
    DocumentDiffers,
    LaidReadyBefore,
    NotLaidReady,
    NotUnderWay,
    ParcelUnderWay,
)
from ..events import Closed, Delivered
from ..state import ApplicationState, Delivery, Status, legal_day
from .acceptance import require
from .facts import Facts
from .fees import refuse_while_unpaid

LICENCE = "1"
COLLECTION, COURIER = "collection", "courier"
WAYS = frozenset({COLLECTION, COURIER})
COLLECTORS = frozenset({"applicant", "agent", "other"})
IDENTITY_CARD = "identity_card"
ID_KINDS = frozenset({IDENTITY_CARD, "passport", "permit", "other"})
RETURNS = frozenset({"refused", "unknown", "moved", "unclaimed", "damaged"})
MOST_WRONG = 5
# Until when the house expects the applicant or the carrier; nothing follows but that it is seen.
COLLECT_WITHIN, RECEIPT_WITHIN = timedelta(days=30), timedelta(days=15)

_RUNNING = frozenset(
    {Status.RECEIVED, Status.SUPPLEMENT, Status.ACCEPTED, Status.SUSPENDED, Status.GRANTED}
)
OPEN = _RUNNING | {Status.HANDED_UP, Status.REFUSED, Status.ISSUED}
_WAYBILL = re.compile(r"[A-Z0-9]{8,32}")
_PHONE = re.compile(r"\+?[0-9][0-9 -]{4,18}[0-9]")
_ID_NUMBER = re.compile(r"[A-Z0-9]{5,30}")
LONGEST = {"name": 60, "address": 120}
SHORTEST_ADDRESS = 5


def _ready_in(state: ApplicationState) -> set[Status]:
    """Return the statuses in which there is a result: a licence only once it is made out."""
    made_out = {Status.ISSUED, Status.REFUSED}
    return made_out if state.pins.result_kind == LICENCE else made_out | {Status.GRANTED}


def is_ready(state: ApplicationState) -> bool:
    """Return whether there is a result that was not handed over."""
    return state.status in _ready_in(state)


def require_ready(state: ApplicationState, step: str) -> None:
    """Refuse a step of delivery before there is a result, and while a fee is due."""
    require(state, step, *_ready_in(state))
    refuse_while_unpaid(state)


def refuse_direct(state: ApplicationState, method: str) -> None:
    """Refuse to record as handed over what another step hands over.

    Raises DispatchFirst for a courier, ParcelUnderWay, CollectedByCode while it lies ready.
    """
    if method == COURIER:
        raise DispatchFirst(number=state.number)
    _refuse_under_way(state)
    if state.delivery.ready_on is not None:
        raise CollectedByCode(number=state.number)


def _refuse_under_way(state: ApplicationState) -> None:
    if state.delivery.sent_at is not None:
        raise ParcelUnderWay(number=state.number, waybill=state.delivery.waybill)


# --- how it shall come ---


def choose(
    state: ApplicationState, command: ChooseDelivery | TakeDeliveryChoice, facts: Facts
) -> list[Event]:
    """Record how the applicant wants the result; a courier needs an address.

    Raises CourierNotOffered where the guide has none, ParcelUnderWay, InvalidInput.
    """
    require(state, command.kind, *OPEN)
    _refuse_under_way(state)
    if command.way not in WAYS:
        raise InvalidInput(field="way", rule="unknown")
    address = None
    if command.way == COURIER:
        if facts.edition is not None and facts.edition.courier is False:
            raise CourierNotOffered(number=state.number)
        address = Sealed(asdict(_checked_address(command.address)))
    at_window = isinstance(command, TakeDeliveryChoice)
    return [
        DeliveryChosen(
            effective_at=facts.now,
            way=command.way,
            entrance="window" if at_window else "online",
            address=address,
        )
    ]


def _checked_address(given: Address | None) -> Address:
    if given is None:
        raise AddressMissing(field="address")
    found = Address(given.name.strip(), given.phone.strip(), given.address.strip())
    for field, longest in LONGEST.items():
        text = getattr(found, field)
        if not text:
            raise InvalidInput(field=f"address.{field}", rule="required")
        if len(text) > longest:
            raise InvalidInput(field=f"address.{field}", rule="length")
    if len(found.address) < SHORTEST_ADDRESS:
        raise InvalidInput(field="address.address", rule="length")
    if not _PHONE.fullmatch(found.phone):
        raise InvalidInput(field="address.phone", rule="form")
    return found


# --- collected at a window ---


def lay_ready(state: ApplicationState, command: LayReady, facts: Facts) -> list[Event]:
    """Keep the result ready; its code is drawn when this is recorded.

    Raises CourierChosen where the applicant wants it sent and no parcel came back.
    """
    require_ready(state, command.kind)
    _refuse_under_way(state)
    delivery = state.delivery
    if delivery.ready_on is not None:
        raise LaidReadyBefore(number=state.number)
    if delivery.way == COURIER and not delivery.returned:
        raise CourierChosen(number=state.number)
    guide = facts.edition.location if facts.edition else ""
    return [LaidReady(effective_at=facts.now, place=command.place.strip() or guide)]


def note_wrong_code(state: ApplicationState, command: NoteWrongCode, facts: Facts) -> list[Event]:
    """Count a wrong code against this result; after the last nothing is left to count."""
    _require_lying(state, command.kind)
    if state.delivery.wrong >= MOST_WRONG:
        raise CodeUsedUp(number=state.number)
    return [CodeRefused(effective_at=facts.now)]


def _require_lying(state: ApplicationState, step: str) -> None:
    require_ready(state, step)
    if state.delivery.ready_on is None:
        raise NotLaidReady(number=state.number)


def collect(state: ApplicationState, command: Collect, facts: Facts) -> list[Event]:
    """Hand over what lies ready, against a signature. CPL 民事诉讼法 87, 88 by analogy.

    Raises CollectionCodeWrong or CodeUsedUp for a code, DocumentDiffers where the number is not
    the applicant's, InvalidInput for a collector who is not named, checked and authorised, and
    where nobody signed.
    """
    _require_lying(state, command.kind)
    if command.by not in COLLECTORS:
        raise InvalidInput(field="by", rule="unknown")
    identified = _identified(state, command, facts)
    collector = None
    if command.by != "applicant":
        collector = Sealed(asdict(_checked_collector(command.collector)))
    if not command.signature and not command.signed_on_paper:
        raise InvalidInput(field="signature", rule="required")
    return [
        Delivered(
            effective_at=facts.now,
            method="counter",
            collected_by=command.by,
            identified=identified,
            collector=collector,
            signature=command.signature,
            signature_digest=command.signature_digest,
        ),
        _closed(state, facts),
    ]


def _identified(state: ApplicationState, command: Collect, facts: Facts) -> str:
    """Return by what whoever collects was known: the code, or a document."""
    if command.code.strip():
        if state.delivery.wrong >= MOST_WRONG:
            raise CodeUsedUp(number=state.number)
        if not facts.code_fits:
            raise CollectionCodeWrong(field="code", left=MOST_WRONG - state.delivery.wrong - 1)
        return "code"
    if command.by == "applicant":
        if not command.id_number.strip():
            raise InvalidInput(field="id_number", rule="required")
        if not facts.document_fits:
            raise DocumentDiffers(field="id_number")
    return "document"


def _checked_collector(given: Collector | None) -> Collector:
    if given is None or not given.name.strip():
        raise InvalidInput(field="collector.name", rule="required")
    if given.id_kind not in ID_KINDS:
        raise InvalidInput(field="collector.id_kind", rule="unknown")
    number = given.id_number.strip().upper()
    own = given.id_kind == IDENTITY_CARD
    if not _ID_NUMBER.fullmatch(number) or (own and check_citizen_number(number)):
        raise InvalidInput(field="collector.id_number", rule="form")
    authority = given.authority.strip()
    if not authority:
        raise InvalidInput(field="collector.authority", rule="required")
    return Collector(given.name.strip(), given.id_kind, number, authority)


def _closed(state: ApplicationState, facts: Facts) -> Closed:
    return Closed(effective_at=facts.now, outcome="granted" if state.granted else "refused")


# --- sent by courier ---


def dispatch(state: ApplicationState, command: Dispatch, facts: Facts) -> list[Event]:
    """Record that it was sent; the periods for remedies do not begin yet.

    Raises AddressMissing where nobody said where to, InvalidInput for a number no waybill has, or
    one that a parcel of this case had before.
    """
    require_ready(state, command.kind)
    _refuse_under_way(state)
    if state.delivery.way != COURIER:
        raise AddressMissing(number=state.number)
    carrier = command.carrier.strip()
    if not carrier:
        raise InvalidInput(field="carrier", rule="required")
    if len(carrier) > LONGEST["name"]:
        raise InvalidInput(field="carrier", rule="length")
    waybill = re.sub(r"[\s-]", "", command.waybill).upper()
    if not _WAYBILL.fullmatch(waybill):
        raise InvalidInput(field="waybill", rule="form")
    if waybill in state.delivery.used:
        raise InvalidInput(field="waybill", rule="waybill_used")
    return [Dispatched(effective_at=facts.now, carrier=carrier, waybill=waybill)]


def _sent_at(state: ApplicationState, step: str) -> datetime:
    require_ready(state, step)
    if state.delivery.sent_at is None:
        raise NotUnderWay(number=state.number)
    return state.delivery.sent_at


def record_receipt(state: ApplicationState, command: RecordReceipt, facts: Facts) -> list[Event]:
    """Record the service on the day of receipt. CPL 民事诉讼法 91 by analogy.

    Raises InvalidInput for a day before the dispatch or ahead, and without a signature or proof.
    """
    sent_at = _sent_at(state, command.kind)
    if not legal_day(sent_at) <= command.received_on <= legal_day(facts.now):
        raise InvalidInput(field="received_on", rule="while_under_way")
    if not command.signed_by.strip():
        raise InvalidInput(field="signed_by", rule="required")
    if not command.proof.strip() and not command.scan:
        raise InvalidInput(field="proof", rule="required")
    return [
        Delivered(
            effective_at=_on(command.received_on, facts.now),
            method=COURIER,
            carrier=state.delivery.carrier,
            waybill=state.delivery.waybill,
            proof=command.proof.strip(),
            signature=command.scan,
            signature_digest=command.scan_digest,
            recipient=Sealed(command.signed_by.strip()),
        ),
        _closed(state, facts),
    ]


def _on(day: date, now: datetime) -> datetime:
    """Return the moment that stands for a day: its end, but nothing that is still to come."""
    return min(now, datetime.combine(day, time(23, 59, 59), CHINA_TIME))


def record_return(state: ApplicationState, command: RecordReturn, facts: Facts) -> list[Event]:
    """Record that the parcel came back: sent again, collected, or served in another way."""
    _sent_at(state, command.kind)
    if command.reason not in RETURNS:
        raise InvalidInput(field="reason", rule="unknown")
    return [
        ParcelReturned(
            effective_at=facts.now,
            reason=command.reason,
            waybill=state.delivery.waybill,
            note=Sealed(command.note.strip(), "reason") if command.note.strip() else None,
        )
    ]


def awaited(delivery: Delivery) -> tuple[str, date | None]:
    """Return the step a result waits for, and by when the house expects it."""
    if delivery.sent_at is not None:
        return "record_receipt", legal_day(delivery.sent_at) + RECEIPT_WITHIN
    if delivery.ready_on is not None:
        return "collect", delivery.ready_on + COLLECT_WITHIN
    return "deliver", None
