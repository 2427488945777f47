"""Forms of the steps off the straight road: promises looked at, and how a grant ends."""

from __future__ import annotations

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.kernel.public import ports
from yichuang.ledger.public import Command, calendar_in_force

from ..words import ENDING_GROUNDS, ENDINGS, PROMISE_FOUND
from .fields import options
from .given import Given
from .step import StepForm
from .supplement import TakenLine, came, material_in, taken_line


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
            given.wrong("correct_by", gettext("改正期限应当在今天以后"))
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


def _ask_gaps(page: CasePage, given: Given) -> list[dict[str, Any]]:
    names = {one.code: one.name for one in page.edition.materials or ()}
    missing = "、".join(names.get(code, code) for code in page.state.gaps)
    today = approval.legal_day(ports().clock.now())
    latest = approval.latest_day(page.state, calendar_in_force(), today)
    until = gettext("最迟 %(day)s") % {"day": date_format(latest, "DATE_FORMAT")} if latest else ""
    return [
        given.ask("bring_by", "date", _("补交期限"), required=True, help=until),
        given.ask(
            "signed_by",
            "text",
            _("书面承诺的签名人"),
            required=True,
            maxlength=120,
            help=gettext("承诺补交：%(missing)s") % {"missing": missing},
        ),
    ]


def _accept_with_gaps(page: CasePage, given: Given) -> Command | None:
    given.needed("bring_by", _("补交期限"))
    by = given.day("bring_by", _("补交期限"))
    signer = given.needed("signed_by", _("书面承诺的签名人"))
    today = approval.legal_day(ports().clock.now())
    latest = approval.latest_day(page.state, calendar_in_force(), today)
    if by is not None and (by <= today or (latest is not None and by > latest)):
        given.wrong("bring_by", gettext("补交期限应当在今天以后、承诺办结日以前"))
    if given.errors or by is None:
        return None
    return approval.AcceptWithGaps(bring_by=by, signed_by=signer)


def brought_lines(page: CasePage, given: Given) -> list[TakenLine]:
    """Return the materials that have not come since acceptance, and how each may come."""
    missing = set(approval.still_open(page.state))
    return [taken_line(one, given) for one in page.edition.materials or () if one.code in missing]


def _nothing(_page: CasePage, _given: Given) -> list[dict[str, Any]]:
    return []


def _take(page: CasePage, given: Given) -> Command | None:
    lines = brought_lines(page, given)
    materials = tuple(material_in(line, given) for line in lines if came(line, given))
    if not materials:
        given.wrong("items", gettext("还没有勾选收到的材料"))
    return None if given.errors else approval.TakeMaterials(materials=materials)


FORMS: tuple[StepForm, ...] = (
    StepForm(
        "accept_with_gaps",
        "approval.accept",
        "acceptance-with-gaps",
        _ask_gaps,
        _accept_with_gaps,
        _("只缺可以后补的材料，申请人已书面承诺补交期限；受理后开始审查并计算时限。"),
    ),
    StepForm(
        "take_materials",
        "approval.receive",
        "materials",
        _nothing,
        _take,
        _("申请人交来什么就收什么，可以分几次。"),
        template="workbench/_step_supplement.html",
        uploads=True,
    ),
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
