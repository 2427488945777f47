"""How a case stands, in plain words: status, what comes next, what happened, and the clocks."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yichuang.approval.public import (
    ApplicationState,
    Clocks,
    awaited,
    awaits_hand_up,
    begins_later,
    clocks_of,
    hearing_awaited,
    set_moment,
    steps_open,
)
from yichuang.catalogue.public import PeriodBegins
from yichuang.directory.public import today as city_today
from yichuang.kernel.public import load
from yichuang.law.public import Deadline, Language, say_amount
from yichuang.ledger.public import Case, StoredEvent

from ..words import (
    DELIVERY,
    DELIVERY_WAYS,
    HAPPENED,
    NEXT_STEP,
    OVERDUE,
    RETURN_REASONS,
    Words,
    status_of,
)

RUNNING = frozenset({"received", "accepted", "suspended", "handed_up"})
LICENCE = "1"


@dataclass(frozen=True, slots=True)
class Clock:
    """A clock that runs, with the sentence that introduces it."""

    title: str
    reading: Deadline


@dataclass(frozen=True, slots=True)
class Standing:
    """Where a case stands today, as the applicant reads it."""

    status: dict[str, Any]
    now: Words
    to_do: Words
    later: str  # what comes after the date below, where another organ decides
    due_on: date | None
    due_words: str
    suspended: bool
    provisional: bool
    clocks: tuple[Clock, ...]
    timeline: tuple[dict[str, Any], ...]
    offered: bool  # it takes up an offer (免申即享): nobody applied, nothing was handed in


def standing_of(case: Case, events: Iterable[StoredEvent]) -> Standing:
    """Return the standing of a case; no personal data is in it."""
    state = load(ApplicationState, case.state)
    status, events = state.status.value, list(events)
    offered = any(getattr(stored.event, "offer", "") for stored in events)
    clocks = _clocks(state, clocks_of(state)) if status in RUNNING else ()
    main = clocks[0].reading if clocks else None
    late = status == "accepted" and main is not None and main.due_on and main.due_on < city_today()
    now, to_do = OVERDUE if late else NEXT_STEP[status]
    if status == "received" and offered:
        now = _("您已经确认，办理机关正在办理。")
    if status == "granted" and state.pins.result_kind != LICENCE:
        now = _("办理机关已经同意，结果正在送达。")
    if hearing_awaited(state):
        now, to_do = hearing_words(state)
    if status in {"accepted", "handed_up"} and not late and (where := _where(state)):
        now = where
    if state.owed is not None and case.status in RUNNING:
        to_do = _("请按承诺的期限补交还缺的材料，可以在网上提交，也可以交到窗口。")
    if awaited(state):
        to_do = _("请按缴费通知书缴费；等待缴费不停止计算时限，缴清以前不制发结果。")
    if status == "closed" and state.evaluated:
        to_do = _("您已经评价，不用再做什么。")
    return Standing(
        status=status_of(status, state.outcome),
        now=now,
        to_do=to_do,
        later=_time_to_come(state),
        due_on=main.due_on if main else state.answer_by if status == "supplement" else None,
        due_words=_due_words(state),
        suspended=bool(main and main.suspended),
        provisional=bool(main and main.provisional),
        clocks=clocks,
        timeline=tuple(_timeline(case, state, events)),
        offered=offered,
    )


def hearing_words(state: ApplicationState) -> tuple[str, str]:
    """Return what happens now and what to do where a hearing is awaited; see `hearing_awaited`."""
    to_do = _("请等待听证通知书，上面会写明时间和地点。")
    if set_moment(state):
        to_do = _("请按通知的时间到场参加听证。")
    return _("正在等待听证，这段时间不计入办理时限。"), to_do


def _where(state: ApplicationState) -> str:
    """Return what runs in parallel, or which organ has the case; empty where neither is new."""
    if state.status.value == "accepted" and len(abreast := steps_open(state)) > 1:
        names = _("、").join(step.name for step in abreast)
        return _("已经受理，正在同时办理：%(steps)s。") % {"steps": names}
    if awaits_hand_up(state) and state.pins.hand_up is not None:
        told = _("受理机关正在初审，完成后把意见和全部材料报送%(organ)s，由其审查决定。")
        return told % {"organ": state.pins.hand_up.organ_name}
    if state.above is None:
        return ""
    told = _("受理机关已经完成初审，办件现在由%(organ)s审查决定。")
    if state.status.value == "handed_up":
        told = _("受理机关已经完成初审，意见和全部材料已经报送%(organ)s，等待签收；由其审查决定。")
    return told % {"organ": state.above.organ_name}


def _time_to_come(state: ApplicationState) -> str:
    """Return from when the deciding organ has how long, while that is not counted yet."""
    pin, time = begins_later(state), state.pins.promised or state.pins.statutory
    if pin is None or time is None:
        return ""
    language: Language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    told = _("决定期限另算：从%(organ)s收到的次日起 %(time)s，收到以后在这里写明日期。")
    if pin.begins == PeriodBegins.HANDED_UP:
        told = _("%(organ)s的决定期限另算：从报送的次日起 %(time)s，报送以后在这里写明日期。")
    return told % {"organ": pin.organ_name, "time": say_amount(time.amount, time.unit, language)}


def _due_words(state: ApplicationState) -> str:
    if state.status.value in RUNNING and state.accepted_at and awaits_hand_up(state):
        return _("最迟报送")
    return {
        "received": _("最迟答复"),
        "accepted": _("最迟办结"),
        "handed_up": _("最迟办结"),
        "suspended": _("最迟办结"),
        "supplement": _("请在这天以前补正"),
    }.get(state.status.value, "")


def _clocks(state: ApplicationState, clocks: Clocks) -> tuple[Clock, ...]:
    """Return the clocks that run, the one that ends first in front."""
    found = [
        (_("答复是否受理的期限"), clocks.answer),
        *([(_("初审的期限"), clocks.first)] if awaits_hand_up(state) else []),
        (_("承诺的办结期限"), clocks.promised),
        (_("法定的办结期限"), clocks.statutory),
    ]
    return tuple(Clock(title, reading) for title, reading in found if reading)


def _timeline(
    case: Case, state: ApplicationState, events: Iterable[StoredEvent]
) -> Iterable[dict[str, Any]]:
    """Yield what happened, the latest last; the name of no officer is among it."""
    steps = {step.code: step.name for step in state.pins.steps}
    organ = case.organ_name
    for stored in events:
        if stored.kind == "hand_up_received" and state.above is not None:
            organ = state.above.organ_name  # from here on that one acts
        words = HAPPENED.get(stored.kind)
        if words is None:
            continue
        title, tone = words
        event: Any = stored.event
        if stored.kind == "opinion_given":
            title = _("完成环节：%(step)s") % {"step": steps.get(event.step, event.step)}
        yield {
            "title": title,
            "tone": tone,
            "at": stored.effective_at,
            "organ": organ,
            "detail": _detail(stored.kind, event),
            "article": "",
        }


WITH_PAPER = frozenset(
    {
        "accepted",
        "deemed_confirmed",
        "granted",
        "refused",
        "not_accepted",
        "supplement_requested",
        "hearing_told",
        "hearing_announced",
        "hearing_set",
        "laid_ready",
    }
)


def _detail(kind: str, event: Any) -> str:
    """Return what of an entry everybody with the receipt may know."""
    match kind:
        case "filed":
            return _("窗口提交") if event.entrance == "window" else _("网上提交")
        case "delivered":
            return str(DELIVERY.get(event.method, ""))
        case "delivery_chosen":
            return str(DELIVERY_WAYS.get(event.way, ""))
        case "dispatched":
            parcel = {"carrier": event.carrier, "number": event.waybill}
            return _("%(carrier)s 运单号 %(number)s") % parcel
        case "parcel_returned":
            return str(RETURN_REASONS.get(event.reason, ""))
        case kind if kind in WITH_PAPER:
            return _("文书编号：%(number)s") % {"number": event.number} if event.number else ""
        case _:
            return ""
