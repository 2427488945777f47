"""Forms of the steps off the straight road: promises looked at, and how a grant ends."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.kernel.public import ports
from yichuang.ledger.public import Command

from ..words import ENDING_GROUNDS, ENDINGS, PROMISE_FOUND
from .fields import options
from .given import Given
from .step import StepForm


def _ask_check(page: CasePage, given: Given) -> list[dict[str, Any]]:
    found = {k: v for k, v in PROMISE_FOUND.items() if k != "correct" or not _ordered(page)}
    fields = [
        given.ask("outcome", "radio", _("核查结果"), options=options(found), required=True),
        given.ask(
            "findings",
            "textarea",
            _("核查发现的问题（写给当事人看）"),
            rows=3,
            help=_("与承诺不符的，必须写明"),
        ),
    ]
    if not _ordered(page):
        fields.append(
            given.ask("correct_by", "date", _("改正期限"), help=_("责令限期改正的，必须填写"))
        )
    return fields


def _ordered(page: CasePage) -> bool:
    return page.state.promise_check == "correct"


def _check(_page: CasePage, given: Given) -> Command | None:
    outcome = given.one_of("outcome", _("核查结果"), PROMISE_FOUND)
    findings, until = given.text("findings"), None
    if outcome != "kept":
        findings = given.needed("findings", _("核查发现的问题（写给当事人看）"))
    if outcome == "correct":
        given.needed("correct_by", _("改正期限"))
        until = given.day("correct_by", _("改正期限"))
        if until is not None and until <= approval.legal_day(ports().clock.now()):
            given.wrong("correct_by", _now("改正期限应当在今天以后"))
    if given.errors:
        return None
    return approval.CheckPromise(outcome=outcome, findings=findings, correct_by=until)


def _grounds() -> dict[str, Any]:
    """Return every way to end a grant with its ground, as one choice."""
    return {
        f"{how}.{ground}": f"{ENDINGS[how]}：{words}"
        for how, grounds in ENDING_GROUNDS.items()
        for ground, words in grounds.items()
    }


def _ask_end(page: CasePage, given: Given) -> list[dict[str, Any]]:
    broken = approval.revocation_open(page.state)
    return [
        given.ask(
            "ground",
            "select",
            _("处理方式和法定情形"),
            options=options(_grounds()),
            required=True,
            value="revoked.promise_not_kept" if broken else "",
        ),
        given.ask("reasons", "textarea", _("理由（写给当事人看）"), required=True, rows=4),
        given.ask(
            "compensation",
            "textarea",
            _("补偿"),
            rows=2,
            help=_("撤回的，必须写明如何补偿或者为什么不需要补偿"),
        ),
    ]


def _end(_page: CasePage, given: Given) -> Command | None:
    chosen = given.one_of("ground", _("处理方式和法定情形"), _grounds())
    reasons = given.needed("reasons", _("理由（写给当事人看）"))
    how, _dot, ground = chosen.partition(".")
    money = given.text("compensation")
    if how == "recalled":
        money = given.needed("compensation", _("补偿"))
    if given.errors:
        return None
    return approval.EndGrant(how=how, ground=ground, reasons=reasons, compensation=money)


FORMS: tuple[StepForm, ...] = (
    StepForm(
        "check_promise",
        "approval.examine",
        "promise-check",
        _ask_check,
        _check,
        _("核查当事人是否履行了承诺；不符的先责令限期改正一次，仍不符的撤销决定。"),
    ),
    StepForm(
        "end_grant",
        "approval.decide",
        "ending",
        _ask_end,
        _end,
        _("作出决定后，已经制作的证照随即失效，结果不能恢复。"),
        grave=True,
    ),
)
