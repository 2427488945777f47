"""The paper of a hand-up, and what the acceptance says of it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from yichuang.documents import public as documents
from yichuang.law.public import Period, cite, say_amount
from yichuang.ledger.public import Event, calendar_in_force

from ..handup_events import HandedUp
from ..procedure import first_deadline
from ..procedure.handup import ARTICLE, begins_later
from ..state import ApplicationState
from .desk import Desk

BEGINS = {"accepted": "受理", "handed_up": "本机关报送", "received": "{organ}收到"}
SENTENCE = (
    "初审期限：{period}，本机关应当于{day}前（含当日）将初审意见和全部申请材料报送{organ}决定。"
)
LATER = "{organ}的法定办结时限：{period}{promised}，自{begins}之日起计算。"


def period_words(period: Period | None) -> str:
    """Return a period whose clock does not run yet, in words."""
    return say_amount(period.amount, period.unit, "zh") if period else ""


def handed_on(state: ApplicationState) -> dict[str, Any]:
    """Return what a notice of acceptance says of a hand-up; nothing where there is none."""
    pin, first = state.pins.hand_up, first_deadline(state, calendar_in_force())
    if pin is None or first is None:
        return {}
    return {
        "decided_by": pin.organ_name,
        "first_period": period_words(first.period),
        "first_due_on": first.due_on,
        "begins": BEGINS[pin.begins].format(organ=pin.organ_name),
    }


def first_words(state: ApplicationState) -> str:
    """Return the same as one sentence."""
    pin, first = state.pins.hand_up, first_deadline(state, calendar_in_force())
    if pin is None or first is None or first.due_on is None:
        return ""
    day = f"{first.due_on.year}年{first.due_on.month}月{first.due_on.day}日"
    told = SENTENCE.format(period=period_words(first.period), day=day, organ=pin.organ_name)
    if begins_later(state) is None:
        return told
    promised = period_words(state.pins.promised)
    return told + LATER.format(
        organ=pin.organ_name,
        period=period_words(state.pins.statutory),
        promised=f"（承诺{promised}）" if promised else "",
        begins=BEGINS[pin.begins].format(organ=pin.organ_name),
    )


def _opinion(desk: Desk, event: HandedUp) -> documents.FirstOpinion:
    assert event.opinion is not None
    state = desk.state
    assert state.above is not None
    names = {step.code: step.name for step in state.pins.steps}
    said = {True: "同意", False: "不同意"}
    return documents.FirstOpinion(
        head=desk.head,
        business=desk.business,
        accepted_on=desk.accepted_on,
        to=state.above.organ_name,
        agrees=event.agrees,
        reasons=str(event.opinion.content).strip().rstrip("。") + "。",
        steps=tuple(
            f"{names.get(mark.step, mark.step)}：{said[mark.agrees]}" for mark in state.opinions
        ),
        materials=tuple(desk.material_name(mark.code) for mark in state.materials),
        basis=(cite(ARTICLE, "zh"),),
    )


WRITERS: dict[type[Event], Callable[[Desk, Any], Any]] = {HandedUp: _opinion}
