"""Forms of a hand-up: the opinion that goes up, and signing for it above (报送、签收)."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.ledger.public import Command

from ..words import PROPOSALS
from .fields import options
from .given import Given
from .step import StepForm

PROPOSAL = _("初审意见")
REASONS = _("理由（写在初审意见上，供上级机关审查）")


def _ask_hand_up(page: CasePage, given: Given) -> list[dict[str, Any]]:
    pin = page.state.pins.hand_up
    to = gettext("报送给：%(organ)s") % {"organ": pin.organ_name if pin else ""}
    return [
        given.ask("agrees", "radio", PROPOSAL, options=options(PROPOSALS), required=True, help=to),
        given.ask("reasons", "textarea", REASONS, required=True, rows=4),
    ]


def _hand_up(_page: CasePage, given: Given) -> Command | None:
    agrees = given.one_of("agrees", PROPOSAL, PROPOSALS)
    reasons = given.needed("reasons", REASONS)
    return None if given.errors else approval.HandUp(agrees=agrees == "yes", reasons=reasons)


def _nothing(_page: CasePage, _given: Given) -> list[dict[str, Any]]:
    return []


def _receive(_page: CasePage, _given: Given) -> Command:
    return approval.ReceiveHandUp()


FORMS: tuple[StepForm, ...] = (
    StepForm(
        "hand_up",
        "approval.decide",
        "hand-up",
        _ask_hand_up,
        _hand_up,
        _("初审意见和全部申请材料直接报送；报送以后由上级机关办理，本机关可以查看，不能再办。"),
    ),
    StepForm(
        "receive_hand_up",
        "approval.examine",
        "hand-up-receipt",
        _nothing,
        _receive,
        _("签收后开始审查；不得要求申请人重复提供申请材料。"),
    ),
)
