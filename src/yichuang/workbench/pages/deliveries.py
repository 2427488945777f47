"""Results that are still to be handed over: what lies ready, is on its way, came back."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval import public as approval
from yichuang.approval.public import Application, CasePage, deliveries
from yichuang.directory.public import Actor, today
from yichuang.documents.public import AddressLabel

from ..forms.fields import field
from ..forms.given import Given
from ..words import DELIVERY_STATES, RETURN_REASONS, word
from .case import CaseView, StepView, case_view

MOST = 100  # rows of a list on the page; its count is told in full
LISTS: tuple[tuple[str, Any], ...] = (
    (approval.READY, gettext_lazy("待领取")),
    (approval.UNDER_WAY, gettext_lazy("在途")),
    (approval.RETURNED, gettext_lazy("已退回，请另行送达")),
    (approval.UNARRANGED, gettext_lazy("待安排")),
)
STEPS = (
    "collect",
    "record_receipt",
    "record_return",
    "dispatch",
    "lay_ready",
    "deliver",
    "take_delivery_choice",
)


@dataclass(frozen=True, slots=True)
class DeliveryRow:
    """One result; the name is masked."""

    case_id: UUID
    number: str
    matter: str
    applicant: str
    since: date
    detail: str
    overdue: bool


@dataclass(frozen=True, slots=True)
class DeliveryList:
    """One list with its count."""

    key: str
    title: str
    tone: str
    count: int
    rows: list[DeliveryRow]

    @property
    def has_details(self) -> bool:
        """Whether a row has more to say than since when it waits."""
        return any(row.detail or row.overdue for row in self.rows)


@dataclass(frozen=True, slots=True)
class DeliveriesPage:
    """The lists in the order in which a window asks for them."""

    scan: dict[str, Any]
    lists: list[DeliveryList]


def deliveries_page(actor: Actor, *, typed: str = "", error: str = "") -> DeliveriesPage:
    """Return the list page of a window."""
    scan = field(
        "scan",
        "text",
        _("取件码、运单号或者收件编号"),
        value=typed,
        error=error,
        maxlength=40,
        autocomplete="off",
    )
    return DeliveriesPage(scan, [_list(actor, key, str(title)) for key, title in LISTS])


def _list(actor: Actor, key: str, title: str) -> DeliveryList:
    found = deliveries(actor).filter(delivery=key)
    rows = [_row(one) for one in found[: MOST + 1]]
    count = len(rows) if len(rows) <= MOST else found.count()
    return DeliveryList(key, title, DELIVERY_STATES[key][1], count, rows[:MOST])


def _row(one: Application) -> DeliveryRow:
    assert one.delivery_since is not None
    waits = {approval.READY: approval.COLLECT_WITHIN, approval.UNDER_WAY: approval.RECEIPT_WITHIN}
    longest = waits.get(one.delivery)
    return DeliveryRow(
        case_id=one.case_id,
        number=one.case.number or "",
        matter=one.case.matter_name,
        applicant=one.applicant_masked,
        since=one.delivery_since,
        detail=_detail(one),
        overdue=longest is not None and one.delivery_since + longest < today(),
    )


def _detail(one: Application) -> str:
    if one.waybill:
        return _("运单号 %(number)s") % {"number": one.waybill}
    reason = one.case.state.get("delivery", {}).get("returned", "")
    return word(RETURN_REASONS, reason) if reason and one.delivery == approval.RETURNED else ""


@dataclass(frozen=True, slots=True)
class HandOverPage:
    """One result at the counter: where it is, and the steps that may be taken."""

    view: CaseView
    state: tuple[str, str]
    applicant: str
    place: str
    tries_left: int
    steps: list[StepView]
    address: AddressLabel | None


def hand_over_page(actor: Actor, found: Application, code: str = "") -> HandOverPage:
    """Return the page of a result; a scanned code stands in its field already."""
    given = None
    if code:
        given = Given("collection")
        given.data = given.data.copy()
        given.data["collection-code"] = code
        given.data["collection-by"] = "applicant"
        given.data["collection-signed"] = "paper"
    view = case_view(actor, found.case_id, given=given)
    by_name = {step.form.name: step for step in view.steps}
    words, tone = DELIVERY_STATES[found.delivery]
    delivery = view.page.state.delivery
    return HandOverPage(
        view=view,
        state=(str(words), tone),
        applicant=str(view.page.applicant.get("name") or found.applicant_masked),
        place=delivery.place,
        tries_left=approval.MOST_WRONG - delivery.wrong,
        steps=[by_name[name] for name in STEPS if name in by_name],
        address=label_of(view.page),
    )


def label_of(page: CasePage) -> AddressLabel | None:
    """Return where the applicant wants it sent, by his last word; None where he did not say."""
    for event in reversed(page.events):
        if event.kind == "delivery_chosen":
            address = page.words(event.no, "address")
            if not address:
                return None
            return AddressLabel(
                **address, number=page.case.number or "", sender=page.case.organ_name
            )
    return None
