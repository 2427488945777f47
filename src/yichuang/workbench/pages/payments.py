"""Held payments as the head reads them: what came, why it was not recorded, what to do."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.utils.translation import gettext_lazy as _

from yichuang.approval.public import HeldPayment, held_payments, waiting_for_a_person
from yichuang.directory.public import Actor
from yichuang.kernel.public import InvalidInput

from ..forms.fields import field, options

SETTLES = "approval.approve_mending"
MOST = 50  # of each list; the rest shows when these are dealt with
# refusal → (why, what to do)
WHY: Mapping[str, tuple[Any, Any]] = {
    "approval.payment_unknown": (
        _("没有这个缴款码，或者这笔缴费已经记录过"),
        _("请与收缴系统核对；不属于本市办件的，退回付款人。"),
    ),
    "approval.payment_amount_wrong": (
        _("金额与缴费通知书不一致"),
        _("请退回付款人，并请申请人按缴费通知书的金额重新缴纳。"),
    ),
}
OTHERWISE = (
    _("内容与已有记录不一致"),
    _("请与收缴系统核对，由其重新发送；核对清楚后写明情况。"),
)
KINDS = (("return_asked", _("退回付款人")), ("explained", _("已核对，不需退回")))
DONE: Mapping[str, tuple[Any, str]] = {
    "return_asked": (_("已要求退回"), "warn"),
    "returned": (_("已退回"), "good"),
    "explained": (_("已核对"), "good"),
    "recorded": (_("已补记到账"), "good"),
}


@dataclass(frozen=True, slots=True)
class HeldRow:
    """One held payment, with the form for it where the officer may settle it."""

    held: HeldPayment
    why: str
    advice: str
    fields: tuple[dict[str, Any], ...]
    done: tuple[tuple[str, str, datetime, str], ...]  # words, tone, when, note


@dataclass(frozen=True, slots=True)
class PaymentsPage:
    """What waits for a person, and what was done lately."""

    waiting: list[HeldRow]
    settled: list[HeldRow]
    errors: list[dict[str, str]]


def payments_page(
    actor: Actor,
    *,
    wrong: int = 0,
    given: Mapping[str, Any] | None = None,
    fault: InvalidInput | None = None,
) -> PaymentsPage:
    """Return the page; `wrong` is the payment whose form came back with a fault."""
    rows = held_payments(actor)
    mine = set(held_payments(actor, SETTLES).values_list("pk", flat=True))
    waiting = []
    errors: list[dict[str, str]] = []
    for held in waiting_for_a_person(rows)[:MOST]:
        own_fault = fault if held.pk == wrong else None
        fields = _fields(held, given or {}, own_fault) if held.pk in mine else ()
        errors += [{"name": one["name"], "message": one["error"]} for one in fields if one["error"]]
        waiting.append(_row(held, fields))
    settled = rows.exclude(outcomes=None).order_by("-heard_at", "-id").distinct()[:MOST]
    return PaymentsPage(waiting, [_row(held, ()) for held in settled], errors)


def _fields(
    held: HeldPayment, given: Mapping[str, Any], fault: InvalidInput | None
) -> tuple[dict[str, Any], ...]:
    at_fault = fault.field if fault else ""
    typed = given if fault else {}
    kind = field(
        "kind",
        "select",
        _("怎么处理"),
        id=f"kind-{held.pk}",
        options=options(KINDS),
        value=str(typed.get("kind", "")),
        error=str(_("请选择怎么处理")) if at_fault == "kind" else "",
        required=True,
    )
    note = field(
        "note",
        "text",
        _("说明"),
        id=f"note-{held.pk}",
        value=str(typed.get("note", "")),
        error=str(_("请写明情况")) if at_fault == "note" else "",
        maxlength=500,
        required=True,
    )
    return kind, note


def _row(held: HeldPayment, fields: tuple[dict[str, Any], ...]) -> HeldRow:
    why, advice = WHY.get(held.why, OTHERWISE)
    done = tuple(
        (str(DONE[one.kind][0]), DONE[one.kind][1], one.at, one.note)
        for one in held.outcomes.all().order_by("id")
    )
    return HeldRow(held, str(why), str(advice), fields, done)
