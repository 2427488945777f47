"""The form of the fee notice: items of the guide, how many, at which published rate."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.catalogue.public import EditionContent, Fee
from yichuang.kernel.public import ports
from yichuang.ledger.public import Command

from .fields import options
from .given import Given
from .step import StepForm

DAYS_TO_PAY = 15  # proposed, changed as needed; nothing follows from letting it pass
PAY_BY, RELIEF = _("缴费截止日"), _("减免金额（元）")
GROUND, APPROVED_BY = _("减免理由"), _("批准人")


def charges(edition: EditionContent) -> tuple[Fee, ...]:
    """Return the items of the guide that cost something."""
    return tuple(fee for fee in edition.fees or () if fee.amount_fen != 0)


def paid_first(edition: EditionContent) -> list[str]:
    """Return the items that everybody pays before the result of an instant matter."""
    return [fee.name for fee in edition.fees or () if fee.amount_fen]


def _said(fen: int) -> str:
    return f"{fen // 100}.{fen % 100:02d}"


def _ask(page: CasePage, given: Given) -> list[dict[str, Any]]:
    fields: list[dict[str, Any]] = []
    today = approval.legal_day(ports().clock.now())
    listed = charges(page.edition)
    for at, fee in enumerate(listed):
        rates = approval.rates_of(fee)
        more = {"help": fee.standard, "value": "1" if len(listed) == 1 else "0"}
        label = gettext("%(item)s：数量") % {"item": fee.name}
        fields.append(given.ask(f"quantity-{at}", "number", label, **more))
        if len(rates) > 1:
            label = gettext("%(item)s：单价（元）") % {"item": fee.name}
            choices = options([(rate, _said(rate)) for rate in rates])
            fields.append(given.ask(f"rate-{at}", "select", label, options=choices))
    until = (today + timedelta(days=DAYS_TO_PAY)).isoformat()
    people = [(one.code, f"{one.name}（{one.post_name}）") for one in page.approvers]
    return [
        *fields,
        given.ask("pay_by", "date", PAY_BY, value=until, required=True),
        given.ask("relief", "text", RELIEF, help=_("没有减免的不填")),
        given.ask("relief_ground", "text", GROUND, maxlength=500),
        given.ask("approved_by", "select", APPROVED_BY, options=options([("", "—"), *people])),
    ]


def _read(page: CasePage, given: Given) -> Command | None:
    items = []
    for at, fee in enumerate(charges(page.edition)):
        rates = approval.rates_of(fee)
        quantity = given.whole(f"quantity-{at}", fee.name)
        if not quantity:
            continue
        unit: int | None = None
        if len(rates) > 1:
            chosen = given.one_of(f"rate-{at}", fee.name, dict.fromkeys(rates, ""))
            unit = int(chosen) if chosen in {str(rate) for rate in rates} else None
        items.append(approval.FeeAsked(fee.name, quantity, unit))
    if not items and not given.errors:
        given.wrong("quantity-0", gettext("请填写数量"))
    given.needed("pay_by", PAY_BY)
    until = given.day("pay_by", PAY_BY)
    if until is not None and until <= approval.legal_day(ports().clock.now()):
        given.wrong("pay_by", gettext("缴费截止日应当在今天以后"))
    relief = _fen(given)
    ground, approver = given.text("relief_ground"), given.text("approved_by")
    if relief:
        given.needed("relief_ground", GROUND)
        given.one_of("approved_by", APPROVED_BY, {one.code: one for one in page.approvers})
    if given.errors or until is None:
        return None
    return approval.IssueFeeNotice(
        items=tuple(items),
        pay_by=until,
        relief_fen=relief,
        relief_ground=ground if relief else "",
        approved_by=approver if relief else "",
    )


def _fen(given: Given) -> int:
    """Return an amount in yuan as fen; an error is noted for anything else."""
    text = given.text("relief")
    if not text:
        return 0
    whole, _dot, part = text.partition(".")
    digits = whole + part.ljust(2, "0")
    if len(part) > 2 or not whole or not digits.isascii() or not digits.isdigit() or len(whole) > 9:
        given.wrong("relief", gettext("请填写金额，最多两位小数"))
        return 0
    return int(digits)


FORMS: tuple[StepForm, ...] = (
    StepForm(
        "issue_fee_notice",
        "approval.accept",
        "fee-notice",
        _ask,
        _read,
        _("只能按办事指南公布的项目和标准；是否到账由非税收入收缴系统确认，工作人员不能填写。"),
    ),
)
