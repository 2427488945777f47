"""The form that sends an open step back (退回)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.ledger.public import Command

from .fields import options
from .given import Given
from .step import StepForm

WAY = _("从哪个环节退回到哪个环节")
WAYS = {"again": _("其后的环节全部重新办理"), "straight": _("办完直接回到本环节")}
KINDS = {
    "approval.review": approval.SendBackReview,
    "approval.decide": approval.SendBackDecision,
}


def _targets(page: CasePage) -> dict[str, str]:
    """Return every way back that is open to the officer: from>to by code, with its words."""
    names = {pin.code: pin.name for pin in page.state.pins.steps}
    return {
        f"{pin.code}>{to}": f"{pin.name} → {names.get(to, to)}"
        for pin in page.speaks_on
        for to in pin.back_to
    }


def _ask(page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask(
            "way",
            "radio",
            _("从哪个环节退回到哪个环节"),
            options=options(_targets(page)),
            required=True,
        ),
        given.ask("how", "radio", _("退回以后"), options=options(WAYS), required=True),
        given.ask("reasons", "textarea", _("退回的理由"), rows=3, required=True),
    ]


def _read(page: CasePage, given: Given) -> Command | None:
    way = given.one_of("way", WAY, _targets(page))
    how = given.one_of("how", _("退回以后"), WAYS)
    reasons = given.needed("reasons", _("退回的理由"))
    if given.errors:
        return None
    step, _arrow, to = way.partition(">")
    act = next(pin.act for pin in page.speaks_on if pin.code == step)
    kind = KINDS.get(act, approval.SendBack)
    return kind(step=step, to=to, again=how == "again", reasons=reasons)


SEND_BACK = StepForm(
    "send_back",
    "approval.examine",
    "return",
    _ask,
    _read,
    _("只能退回到环节表列明的环节；理由只有办理人员看得到。"),
)
