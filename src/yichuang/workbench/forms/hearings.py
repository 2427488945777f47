"""Forms of a hearing: the right told, requests taken, time and place, the record."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Command, calendar_in_force

from ..words import HEARING_OUTCOMES, HEARING_PARTIES
from .fields import moment_in, options
from .given import Given
from .step import StepForm

WHEN = _("听证时间")
PLACE = _("听证地点")
HOST = _("听证主持人")
BY = _("谁提出的")
WHO = _("姓名或者名称")


def _ask_tell(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask(
            "to",
            "checkboxes",
            _("告知谁"),
            options=options(HEARING_PARTIES),
            required=True,
            value=["applicant", "third"],
        ),
        given.ask(
            "interest",
            "textarea",
            _("涉及的重大利益关系（写在听证告知书上）"),
            required=True,
            rows=3,
        ),
    ]


def _tell(_page: CasePage, given: Given) -> Command | None:
    told = tuple(one for one in given.several("to") if one in HEARING_PARTIES)
    if not told:
        given.wrong("to", gettext("请选择告知谁"))
    interest = given.needed("interest", _("涉及的重大利益关系（写在听证告知书上）"))
    return None if given.errors else approval.TellHearing(to=told, interest=interest)


def _ask_taken(page: CasePage, given: Given) -> list[dict[str, Any]]:
    until = approval.ask_by(page.state, calendar_in_force())
    day = date_format(until, "DATE_FORMAT") if until else ""
    last = gettext("可以提出的最后一天：%(day)s") % {"day": day}
    return [
        *_ask_who(given, last if until else ""),
        given.ask("reason", "textarea", _("申请听证的理由"), rows=2),
    ]


def _ask_who(given: Given, told: str) -> list[dict[str, Any]]:
    return [
        given.ask("by", "radio", BY, options=options(HEARING_PARTIES), required=True, help=told),
        given.ask("who", "text", WHO, required=True, maxlength=120),
    ]


def _taken(_page: CasePage, given: Given) -> Command | None:
    by, who = given.one_of("by", BY, HEARING_PARTIES), given.needed("who", WHO)
    if given.errors:
        return None
    return approval.TakeHearingRequest(by=by, who=who, reason=given.text("reason"))


def _ask_waived(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    return _ask_who(given, "")


def _waived(_page: CasePage, given: Given) -> Command | None:
    by, who = given.one_of("by", BY, HEARING_PARTIES), given.needed("who", WHO)
    return None if given.errors else approval.TakeHearingWaiver(by=by, who=who)


def _ask_set(page: CasePage, given: Given) -> list[dict[str, Any]]:
    limit = approval.hold_by(page.state, calendar_in_force())
    told = gettext("提前七个工作日通知")
    if limit is not None:
        told = gettext("提前七个工作日通知；最迟 %(day)s 举行") % {
            "day": date_format(limit, "DATE_FORMAT")
        }
    before = page.state.hearing or approval.Hearing()
    if before.set_for is not None:
        told += gettext("；已经通知过，改了再提交就是改期，会另发通知书")
    hosts = [(one.code, f"{one.name}（{one.post_name}）") for one in page.hosts]
    return [
        given.ask(
            "set_for",
            "text",
            WHEN,
            required=True,
            value=f"{before.set_for.astimezone(CHINA_TIME):%Y-%m-%d %H:%M}"
            if before.set_for
            else "",
            help=gettext("按 2026-01-05 09:30 的形式填写；%(told)s") % {"told": told},
        ),
        given.ask("place", "text", PLACE, required=True, maxlength=200, value=before.place),
        given.ask(
            "host",
            "select",
            HOST,
            options=options(hosts),
            required=True,
            value=before.host,
            help=_("不能是审查这件事的人员"),
        ),
    ]


def _when(given: Given) -> datetime | None:
    text = given.needed("set_for", WHEN)
    moment = moment_in(text) if text else None
    if text and moment is None:
        given.wrong("set_for", gettext("请按 2026-01-05 09:30 的形式填写"))
    return moment.astimezone(CHINA_TIME) if moment else None


def _set(page: CasePage, given: Given) -> Command | None:
    moment, place = _when(given), given.needed("place", PLACE)
    host = given.one_of("host", HOST, {one.code: one for one in page.hosts})
    if given.errors or moment is None:
        return None
    return approval.SetHearing(set_for=moment, place=place, host=host)


def _ask_announce(page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        *_ask_set(page, given),
        given.ask("reason", "textarea", _("举行听证的原因（写在公告上）"), required=True, rows=3),
    ]


def _announce(page: CasePage, given: Given) -> Command | None:
    moment, place = _when(given), given.needed("place", PLACE)
    host = given.one_of("host", HOST, {one.code: one for one in page.hosts})
    reason = given.needed("reason", _("举行听证的原因（写在公告上）"))
    if given.errors or moment is None:
        return None
    return approval.AnnounceHearing(set_for=moment, place=place, host=host, reason=reason)


def _outcomes(page: CasePage) -> dict[str, Any]:
    public = page.state.hearing is not None and page.state.hearing.public
    return {k: v for k, v in HEARING_OUTCOMES.items() if k == "held" or not public}


def _ask_record(page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask(
            "outcome", "radio", _("听证情况"), options=options(_outcomes(page)), required=True
        ),
        given.ask("record", "textarea", _("听证笔录"), required=True, rows=8),
        given.ask(
            "signed_by",
            "text",
            _("在笔录上签名的人"),
            maxlength=500,
            help=_("举行了听证的必须填写；参加人确认无误后签名或者盖章"),
        ),
    ]


def _record(page: CasePage, given: Given) -> Command | None:
    outcome = given.one_of("outcome", _("听证情况"), _outcomes(page))
    words, signed = given.needed("record", _("听证笔录")), given.text("signed_by")
    if outcome == "held":
        signed = given.needed("signed_by", _("在笔录上签名的人"))
    if given.errors:
        return None
    return approval.RecordHearing(outcome=outcome, record=words, signed_by=signed)


FORMS: tuple[StepForm, ...] = (
    StepForm(
        "set_hearing",
        "approval.suspend",
        "hearing-notice",
        _ask_set,
        _set,
        _("通知发出听证通知书；听证所需时间不计算在办理期限内。"),
    ),
    StepForm(
        "record_hearing",
        "approval.hear",
        "hearing-record",
        _ask_record,
        _record,
        _("笔录归入办件，作为决定的根据；下一个工作日起继续计时。"),
    ),
    StepForm(
        "tell_hearing",
        "approval.suspend",
        "hearing-right",
        _ask_tell,
        _tell,
        _("被告知的人五个工作日内可以申请听证，在此以前不得作出决定。只告知一次。"),
    ),
    StepForm(
        "take_hearing_request",
        "approval.receive",
        "hearing-request",
        _ask_taken,
        _taken,
        _("收到后停止计算办理期限，二十个工作日内举行听证。"),
    ),
    StepForm(
        "take_hearing_waiver",
        "approval.receive",
        "hearing-waiver",
        _ask_waived,
        _waived,
        _("放弃以后不能再申请。"),
    ),
    StepForm(
        "announce_hearing",
        "approval.suspend",
        "hearing-announcement",
        _ask_announce,
        _announce,
        _("法律规定应当听证，或者涉及公共利益的，由本机关主动举行听证。"),
    ),
)
