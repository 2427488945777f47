"""What happened to a case: who, in which post, when it took effect and when it was entered."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.html import format_html
from django.utils.translation import gettext as _

from yichuang.approval.public import CasePage, LicencePin, legal_day
from yichuang.law.public import CHINA_TIME, say_amount
from yichuang.ledger.public import StoredEvent

from ..words import (
    COLLECTORS,
    DECLINE_GROUNDS,
    DELIVERY,
    DELIVERY_WAYS,
    ENDING_GROUNDS,
    ENDINGS,
    ENTRANCES,
    GRADES,
    HAPPENED,
    HEARING_OUTCOMES,
    HEARING_PARTIES,
    IDENTIFIED,
    IDENTIFIED_BY,
    PROCEDURES,
    PROMISE_FOUND,
    PROPOSALS,
    RETURN_REASONS,
    word,
)
from .corrections import put_right
from .people import Doer, People

# An entry made later than this after the act it tells of is shown with both moments.
SAME_MOMENT = timedelta(minutes=2)


@dataclass(frozen=True, slots=True)
class Happened:
    """One entry of the timeline."""

    no: int
    title: str
    tone: str
    at: datetime
    recorded_at: datetime | None  # None: entered as it happened
    late: bool
    doer: Doer
    details: list[str]
    article: str


def timeline_of(page: CasePage, people: People) -> list[Happened]:
    """Return the entries, the latest first."""
    return [_happened(page, event, people) for event in reversed(page.events)]


def _happened(page: CasePage, event: StoredEvent, people: People) -> Happened:
    title, tone = HAPPENED.get(event.kind, (event.kind, "neutral"))
    apart = event.recorded_at - event.effective_at > SAME_MOMENT
    return Happened(
        no=event.no,
        title=str(title),
        tone=tone,
        at=event.effective_at,
        recorded_at=event.recorded_at if apart else None,
        late=bool(getattr(event.event, "late", False)),
        doer=people.doer(
            event.actor_kind, event.actor_id, event.post, event.recorded_at, event.standing_in_for
        ),
        details=[line for line in _details(page, event, people) if line],
        article=str(getattr(event.event, "article", "") or ""),
    )


def _details(page: CasePage, event: StoredEvent, people: People) -> list[Any]:
    if mended := _MENDED.get(event.kind):
        return list(mended(page, event, people))
    details = _DETAILS.get(event.kind)
    return details(page, event) if details else []


def _day(day: date) -> str:
    return date_format(day, "DATE_FORMAT")


def _filed(page: CasePage, event: StoredEvent) -> list[str]:
    ground = page.words(event.no, "late_ground")
    entrance = word(ENTRANCES, getattr(event.event, "entrance", ""))
    return [
        entrance,
        word(IDENTIFIED, getattr(event.event, "identified", "")),
        _signature(page, str(getattr(event.event, "signature", ""))),
        _("申请人在屏幕上核对确认了姓名、申报内容和材料")
        if getattr(event.event, "seen_on_screen", False)
        else "",
        _("补录原因：%(ground)s") % {"ground": ground} if ground else "",
        *_about(getattr(event.event, "of", None)),
    ]


def _signature(page: CasePage, upload: str) -> str:
    """Return the words for a signature given on the pad, which lead to it."""
    if not upload:
        return ""
    address = reverse("workbench:upload", args=[page.case.id, upload])
    return format_html('<a href="{}">{}</a>', address, _("申请人在签名板上签了名"))


def _about(of: LicencePin | None) -> list[str]:
    """Return which licence is to be renewed or changed, and whether that was asked in time."""
    if of is None:
        return []
    facts = {"number": of.number, "until": _day(of.valid_to) if of.valid_to else _("长期")}
    if of.what == "change":
        return [_("申请变更证照 %(number)s，有效期至 %(until)s") % facts]
    renewal = _("申请延续证照 %(number)s，须在有效期届满日 %(until)s 前作出决定") % facts
    if of.in_time:
        return [renewal]
    apply_by = {"day": _day(of.apply_by) if of.apply_by else ""}
    return [renewal, _("提出申请晚于 %(day)s，逾期未决定的不视为准予延续") % apply_by]


def _requested(page: CasePage, event: StoredEvent) -> list[str]:
    names = {material.code: material.name for material in page.edition.materials or ()}
    lines = [
        f"{names.get(item['code'], _('申请表'))}："
        f"{'；'.join([*item['defects'], *([item['note']] if item['note'] else [])])}"
        for item in page.words(event.no, "notice") or ()
    ]
    until = getattr(event.event, "answer_by", None)
    if until:
        lines.append(_("请于 %(day)s 前补正") % {"day": _day(until)})
    return lines


def _supplemented(page: CasePage, event: StoredEvent) -> list[str]:
    names = {material.code: material.name for material in page.edition.materials or ()}
    came = [names.get(mark.code, mark.code) for mark in getattr(event.event, "materials", ())]
    still = [names.get(code, _("申请表")) for code in getattr(event.event, "open_codes", ())]
    return [
        _("收到：%(names)s") % {"names": _("、").join(came)} if came else "",
        _("仍缺：%(names)s") % {"names": _("、").join(still)} if still else "",
        _("更正了申请表") if page.words(event.no, "answers") else "",
    ]


def _opinion(page: CasePage, event: StoredEvent) -> list[str]:
    code = getattr(event.event, "step", "")
    step = next((one.name for one in page.state.pins.steps if one.code == code), code)
    agrees = getattr(event.event, "agrees", True)
    return [
        f"{step}：{_('同意') if agrees else _('不同意')}",
        page.words(event.no, "opinion") or "",
    ]


def _declined(page: CasePage, event: StoredEvent) -> list[str]:
    organ = getattr(event.event, "competent_organ", "")
    return [
        word(DECLINE_GROUNDS, getattr(event.event, "ground", "")),
        page.words(event.no, "reasons") or "",
        _("应当向 %(organ)s 申请") % {"organ": organ} if organ else "",
        _barred(event),
    ]


def _barred(event: StoredEvent) -> str:
    until = getattr(event.event, "barred_until", None)
    return _("%(day)s 前不得再次申请") % {"day": _day(until)} if until else ""


def _refused(page: CasePage, event: StoredEvent) -> list[str]:
    ground = getattr(event.event, "ground", "")
    return [
        *_decided(page, event),
        word(DECLINE_GROUNDS, ground) if ground else "",
        _barred(event),
    ]


def _suspended(page: CasePage, event: StoredEvent) -> list[str]:
    until = getattr(event.event, "expected_until", None)
    return [
        word(PROCEDURES, getattr(event.event, "procedure", "")),
        page.words(event.no, "reason") or "",
        _("预计至 %(day)s") % {"day": _day(until)} if until else "",
    ]


def _extended(page: CasePage, event: StoredEvent) -> list[str]:
    period = getattr(event.event, "period", None)
    amount = say_amount(period.amount, period.unit, "zh") if period else ""
    return [_("延长 %(amount)s") % {"amount": amount}, page.words(event.no, "reason") or ""]


def _decided(page: CasePage, event: StoredEvent) -> list[str]:
    number = getattr(event.event, "number", "")
    return [
        _("文号：%(number)s") % {"number": number} if number else "",
        page.words(event.no, "reasons") or page.words(event.no, "content") or "",
        page.words(event.no, "hearing") or "",
    ]


def _issued(page: CasePage, event: StoredEvent) -> list[str]:  # noqa: ARG001
    first, last = getattr(event.event, "valid_from", None), getattr(event.event, "valid_to", None)
    until = _day(last) if last else _("长期")
    return [
        str(getattr(event.event, "licence", "")),
        _("有效期 %(first)s 至 %(last)s") % {"first": _day(first) if first else "", "last": until},
    ]


def _delivered(page: CasePage, event: StoredEvent) -> list[str]:
    found = event.event
    collector = page.words(event.no, "collector") or {}
    by, identified = getattr(found, "collected_by", ""), getattr(found, "identified", "")
    proof = getattr(found, "proof", "")
    return [
        word(DELIVERY, getattr(found, "method", "")),
        f"{word(COLLECTORS, by)} {collector.get('name', '')}".strip() if by else "",
        word(IDENTIFIED_BY, identified) if identified else "",
        _parcel(found),
        _("回执编号：%(number)s") % {"number": proof} if proof else "",
        page.words(event.no, "recipient") or "",
        _("送达日期：%(day)s") % {"day": _day(legal_day(event.effective_at))} if proof else "",
    ]


def _parcel(event: Any) -> str:
    carrier, waybill = getattr(event, "carrier", ""), getattr(event, "waybill", "")
    if not waybill:
        return ""
    return _("%(carrier)s 运单号 %(number)s") % {"carrier": carrier, "number": waybill}


def _chosen(page: CasePage, event: StoredEvent) -> list[str]:
    address = page.words(event.no, "address") or {}
    return [
        word(DELIVERY_WAYS, getattr(event.event, "way", "")),
        " ".join(str(address.get(name, "")) for name in ("name", "phone", "address")).strip(),
    ]


def _laid_ready(_page: CasePage, event: StoredEvent) -> list[str]:
    return [str(getattr(event.event, "place", "")), _paper_number(event)]


def _sent(_page: CasePage, event: StoredEvent) -> list[str]:
    return [_parcel(event.event)]


def _came_back(page: CasePage, event: StoredEvent) -> list[str]:
    return [
        word(RETURN_REASONS, getattr(event.event, "reason", "")),
        page.words(event.no, "note") or "",
    ]


def _evaluated(page: CasePage, event: StoredEvent) -> list[str]:
    return [word(GRADES, getattr(event.event, "grade", 0)), page.words(event.no, "words") or ""]


def _corrected(page: CasePage, event: StoredEvent, people: People) -> list[str]:
    one = next(one for one in put_right(page, people) if one.no == event.no)
    return [
        _("“%(label)s”更正前：%(value)s") % {"label": one.label, "value": one.before},
        _("“%(label)s”更正后：%(value)s") % {"label": one.label, "value": one.after},
        _("原因：%(ground)s") % {"ground": one.ground} if one.ground else "",
        _("批准人：%(who)s") % {"who": one.approved_by} if one.approved_by else "",
    ]


def _money(fen: int) -> str:
    return _("%(amount)s 元") % {"amount": f"{fen // 100:,}.{fen % 100:02d}"}


def _fee_noticed(_page: CasePage, event: StoredEvent) -> list[str]:
    due, code = getattr(event.event, "due_fen", 0), getattr(event.event, "code", "")
    by = getattr(event.event, "pay_by", None)
    if not code:
        return [_("全部减免")]
    return [
        _("应缴 %(amount)s，缴款码 %(code)s") % {"amount": _money(due), "code": code},
        _("请于 %(day)s 前缴纳") % {"day": _day(by)} if by else "",
    ]


def _fee_paid(_page: CasePage, event: StoredEvent) -> list[str]:
    amount = _money(getattr(event.event, "amount_fen", 0))
    number = getattr(event.event, "bill_number", "")
    return [_("%(amount)s，电子票据号 %(number)s") % {"amount": amount, "number": number}]


def _fee_back(_page: CasePage, event: StoredEvent) -> list[str]:
    return [_("全额退付 %(amount)s") % {"amount": _money(getattr(event.event, "amount_fen", 0))}]


def _with_gaps(page: CasePage, event: StoredEvent) -> list[str]:
    by = getattr(event.event, "bring_by", None)
    promise = page.words(event.no, "promise") or {}
    return [
        _("待补交：%(names)s") % {"names": _names(page, getattr(event.event, "codes", ()))},
        _("请于 %(day)s 前补交") % {"day": _day(by)} if by else "",
        _("承诺人：%(who)s") % {"who": promise["signed_by"]} if promise else "",
    ]


def _brought(page: CasePage, event: StoredEvent) -> list[str]:
    came = [mark.code for mark in getattr(event.event, "materials", ())]
    still = getattr(event.event, "open_codes", ())
    return [
        _("收到：%(names)s") % {"names": _names(page, came)},
        _("仍缺：%(names)s") % {"names": _names(page, still)} if still else "",
    ]


def _lapsed(page: CasePage, event: StoredEvent) -> list[str]:
    return [_("仍缺：%(names)s") % {"names": _names(page, getattr(event.event, "codes", ()))}]


def _names(page: CasePage, codes: Iterable[str]) -> str:
    names = {material.code: material.name for material in page.edition.materials or ()}
    return _("、").join(names.get(code, code) for code in codes)


def _checked(page: CasePage, event: StoredEvent) -> list[str]:
    until = getattr(event.event, "correct_by", None)
    return [
        word(PROMISE_FOUND, getattr(event.event, "outcome", "")),
        page.words(event.no, "findings") or "",
        _("请于 %(day)s 前改正") % {"day": _day(until)} if until else "",
    ]


def _ended(page: CasePage, event: StoredEvent) -> list[str]:
    how, ground = getattr(event.event, "how", ""), getattr(event.event, "ground", "")
    return [
        f"{word(ENDINGS, how)}：{word(ENDING_GROUNDS.get(how, {}), ground)}",
        page.words(event.no, "reasons") or "",
        page.words(event.no, "compensation") or "",
        _barred(event),
    ]


def _hearing_told(page: CasePage, event: StoredEvent) -> list[str]:
    told = [word(HEARING_PARTIES, one) for one in getattr(event.event, "to", ())]
    return [
        _("、").join(told),
        page.words(event.no, "interest") or "",
        _paper_number(event),
    ]


def _hearing_by(page: CasePage, event: StoredEvent) -> list[str]:
    said = page.words(event.no, "request") or page.words(event.no, "waiver") or {}
    by = word(HEARING_PARTIES, getattr(event.event, "by", ""))
    return [by, str(said.get("who", "")), str(said.get("reason", ""))]


def _hearing_set(page: CasePage, event: StoredEvent) -> list[str]:
    moment = getattr(event.event, "set_for", None)
    when = date_format(moment.astimezone(CHINA_TIME), "DATETIME_FORMAT") if moment else ""
    return [
        f"{when} {getattr(event.event, 'place', '')}",
        page.words(event.no, "reason") or "",
        _("超过应当举行听证的期限") if getattr(event.event, "late", False) else "",
        _paper_number(event),
    ]


def _hearing_recorded(page: CasePage, event: StoredEvent) -> list[str]:
    return [
        word(HEARING_OUTCOMES, getattr(event.event, "outcome", "")),
        page.words(event.no, "record") or "",
        _paper_number(event),
    ]


def _handed_up(page: CasePage, event: StoredEvent) -> list[str]:
    agrees = "yes" if getattr(event.event, "agrees", False) else "no"
    return [
        _("报送给：%(organ)s") % {"organ": page.state.above.organ_name if page.state.above else ""},
        word(PROPOSALS, agrees),
        page.words(event.no, "opinion") or "",
        _paper_number(event),
    ]


def _step_named(page: CasePage, code: str) -> str:
    return next((one.name for one in page.state.pins.steps if one.code == code), code)


def _sent_back(page: CasePage, event: StoredEvent) -> list[str]:
    event_, again = event.event, getattr(event.event, "again", True)
    way = _("其后的环节重新办理") if again else _("办完直接回来")
    return [
        _("%(step)s退回至：%(to)s")
        % {
            "step": _step_named(page, getattr(event_, "step", "")),
            "to": _step_named(page, getattr(event_, "to", "")),
        },
        way,
        page.words(event.no, "reasons") or "",
    ]


def _on_a_step(page: CasePage, event: StoredEvent) -> list[str]:
    ended = getattr(event.event, "period_ended_on", None)
    return [
        _step_named(page, getattr(event.event, "step", "")),
        _("答复期限至 %(day)s 届满") % {"day": _day(ended)} if ended else "",
        page.words(event.no, "opinion") or "",
    ]


def _paper_number(event: StoredEvent) -> str:
    number = getattr(event.event, "number", "")
    return _("文号：%(number)s") % {"number": number} if number else ""


def _voided(page: CasePage, event: StoredEvent, people: People) -> list[str]:
    approved = getattr(event.event, "approved_by", "")
    ground = page.words(event.no, "ground") or ""
    return [
        _("原因：%(ground)s") % {"ground": ground} if ground else "",
        _("批准人：%(who)s") % {"who": people.named(approved)} if approved else "",
    ]


def _recalled(page: CasePage, event: StoredEvent) -> list[str]:
    code = getattr(event.event, "step", "")
    return [next((one.name for one in page.state.pins.steps if one.code == code), code)]


def _deemed(page: CasePage, event: StoredEvent) -> list[str]:  # noqa: ARG001
    ended = getattr(event.event, "period_ended_on", None)
    held = bool(getattr(event.event, "held", ""))
    return [
        _("答复期限至 %(day)s 届满") % {"day": _day(ended)} if ended else "",
        _("受理通知书待负责人确认后发出，受理日期不变") if held else "",
    ]


def _renewed(page: CasePage, event: StoredEvent) -> list[str]:
    ended = getattr(event.event, "period_ended_on", None)
    held = bool(getattr(event.event, "held", ""))
    return [
        _("证照有效期至 %(day)s 届满") % {"day": _day(ended)} if ended else "",
        _("决定书待负责人确认后发出，效力日期不变") if held else "",
        *_decided(page, event),
    ]


_DETAILS: dict[str, Callable[[CasePage, StoredEvent], list[Any]]] = {
    "filed": _filed,
    "supplement_requested": _requested,
    "supplemented": _supplemented,
    "opinion_given": _opinion,
    "not_accepted": _declined,
    "suspended": _suspended,
    "extended": _extended,
    "granted": _decided,
    "refused": _refused,
    "issued": _issued,
    "delivered": _delivered,
    "delivery_chosen": _chosen,
    "laid_ready": _laid_ready,
    "dispatched": _sent,
    "parcel_returned": _came_back,
    "evaluated": _evaluated,
    "fee_noticed": _fee_noticed,
    "fee_paid": _fee_paid,
    "fee_refund_ordered": _fee_back,
    "accepted_with_gaps": _with_gaps,
    "materials_brought": _brought,
    "deemed_withdrawn": _lapsed,
    "promise_checked": _checked,
    "grant_ended": _ended,
    "hearing_told": _hearing_told,
    "hearing_requested": _hearing_by,
    "hearing_waived": _hearing_by,
    "hearing_announced": _hearing_set,
    "hearing_set": _hearing_set,
    "hearing_recorded": _hearing_recorded,
    "handed_up": _handed_up,
    "step_sent_back": _sent_back,
    "step_transferred": _on_a_step,
    "signer_added": _on_a_step,
    "step_signed": _on_a_step,
    "step_timed_out": _on_a_step,
    "opinion_recalled": _recalled,
    "deemed_accepted": _deemed,
    "deemed_confirmed": _decided,
    "deemed_renewed": _renewed,
    "renewal_confirmed": _decided,
    "nothing_renewed": _renewed,
}
_MENDED: dict[str, Callable[[CasePage, StoredEvent, People], list[str]]] = {
    "corrected": _corrected,
    "voided": _voided,
}
