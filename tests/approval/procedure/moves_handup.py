"""The moves about a hand-up, and the guide in which an organ above decides."""

from __future__ import annotations

from dataclasses import replace

from yichuang.approval import handup_commands as u
from yichuang.catalogue.content import EditionContent, HandUpTerms, PeriodBegins, Step
from yichuang.law.public import Period, Unit

from . import model as m
from .moves import LAW, PAUSES, PLAN_ONLY, PROMISE, Move
from .sample import LICENCE, MATERIALS, B, C

ABOVE = "示例上级机关"
TERMS = HandUpTerms(ABOVE, "示例省测试厅", Period(15, Unit.WORKING_DAY, "LicLaw 43"))
HANDED = replace(
    LICENCE,
    name="示例报送许可",
    materials=MATERIALS[:1],
    steps=(
        Step("examine", "初审", "approval.examine"),
        Step("review", "上级审查", "approval.review", above=True),
    ),
    hand_up=TERMS,
)
ON_RECEIPT = replace(HANDED, hand_up=replace(TERMS, begins=PeriodBegins.RECEIVED))
FROM_ACCEPTANCE = replace(HANDED, hand_up=replace(TERMS, begins=PeriodBegins.ACCEPTED))
MATTERS: dict[str, tuple[EditionContent, m.Matter]] = {
    "handed": (
        HANDED,
        m.Matter(
            True,
            False,
            LAW,
            PROMISE,
            5,
            (("examine", "approval.examine", 1), ("review", "approval.review", 1)),
            "licence",
            PLAN_ONLY,
            pauses=PAUSES,
            seats=True,
            first=15,
            above=frozenset({"review"}),
        ),
    ),
}


def _hand_up(agrees: bool, reasons: str = "示例") -> Move:
    return Move(
        f"hand up {agrees} {reasons}",
        lambda _: u.HandUp(agrees=agrees, reasons=reasons),
        lambda app, now: app.hand_up(now, agrees, reasons),
        C,
    )


HAND_UPS: tuple[Move, ...] = (
    _hand_up(True),
    _hand_up(False),
    _hand_up(True, " "),
    Move("sign for it", lambda _: u.ReceiveHandUp(), lambda app, now: app.take(now), B),
)
EXAMINED = ("file complete", "accept", "examine examine by officer-a")
SENT = (*EXAMINED, "hand up True 示例")
REVIEWED = (*SENT, "sign for it", "review review by officer-c")
