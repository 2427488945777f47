"""The moves about fees, and all moves and guides together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from yichuang.approval import fee_commands as f
from yichuang.approval.state import Bar
from yichuang.catalogue.content import EditionContent, Fee, SpecialProcedure
from yichuang.directory.pure import Actor
from yichuang.ledger.pure import Command

from . import model as m
from . import model_fees as mf
from . import moves, moves_turns
from .moves import LAW, STEPS, STEPS_DONE
from .moves_renewal import OWING
from .sample import HEAD, QUICK, SHORT, STRANGER, A

__all__ = ["BY_NAME", "DEBTS", "MATTERS", "MOVES", "NOTICED", "OWED", "OWING", "STEPS_DONE", "Move"]

COPY = Fee("示例工本费", 1050, "每本10.5元")
ENTRY = Fee("示例登记费", None, "按件收取：住宅类每件80元，非住宅类每件550元；不按面积收取。")
FREE = Fee("示例减免项目", 0)
# It lists a hearing, as guides do: no pause like others for that, in a licence.
CHARGED = replace(
    SHORT,
    name="示例收费许可",
    special_procedures=(*SHORT.special_procedures, SpecialProcedure("hearing", "听证")),
    materials=(),
    fees=(COPY, ENTRY, FREE),
)
RENEWED = replace(SHORT, name="示例收费延续", fees=(COPY,))
AT_ONCE = replace(QUICK, name="示例收费即办许可", on_promise=None, risks=(), fees=(COPY, ENTRY))
MATTERS: dict[str, tuple[EditionContent, m.Matter]] = {
    **moves_turns.MATTERS,
    "charged": (
        CHARGED,
        m.Matter(
            True,
            False,
            LAW,
            None,
            5,
            (),
            "licence",
            {},
            pauses=moves.PAUSES,
            seats=True,
            charges=True,
        ),
    ),
    "charged_quick": (
        AT_ONCE,
        m.Matter(True, True, LAW, None, 5, STEPS[:1], "licence", {}, charges=True),
    ),
}
# Searched from where its renewal is asked for and its fee is told: see `OWED`.
DEBTS: dict[str, tuple[EditionContent, m.Matter]] = {
    OWING: (RENEWED, replace(moves.MATTERS["short"][1], charges=True))
}


@dataclass(frozen=True)
class Move:
    """One thing somebody may try: our command, and what it is in the model."""

    name: str
    command: Callable[[datetime], Command]
    model: Callable[[mf.Application, datetime], None]
    actor: Actor = A
    seen_by: Actor | None = None
    bar: Callable[[datetime], Bar] | None = None


def _tell(item: str, many: int = 1, rate: int | None = None, days: int = 9) -> Move:
    def by(now: datetime) -> date:
        return m.day_of(now) + timedelta(days=days)

    return Move(
        f"fee {item} {many} {rate} {days}",
        lambda now: f.IssueFeeNotice(items=(f.FeeAsked(item, many, rate),), pay_by=by(now)),
        lambda app, now: app.tell_fee(now, item, many, rate, by(now)),
    )


def _waive(approver: str) -> Move:
    def by(now: datetime) -> date:
        return m.day_of(now) + timedelta(days=9)

    return Move(
        f"waive {approver}",
        lambda now: f.IssueFeeNotice(
            items=(f.FeeAsked(COPY.name),),
            pay_by=by(now),
            relief_fen=1050,
            relief_ground="示例",
            approved_by=approver,
        ),
        lambda app, now: app.tell_fee(now, COPY.name, 1, None, by(now), approver),
    )


def _pay(name: str, fen: int, days_ago: int = 0) -> Move:
    return Move(
        f"pay {name} {fen} {days_ago}",
        lambda now: f.RecordPayment(
            code="",
            reference=name,
            amount_fen=fen,
            paid_at=now - timedelta(days=days_ago),
            bill_number="0000000001",
        ),
        lambda app, now: app.pay(now, name, fen, now - timedelta(days=days_ago)),
    )


def _give_back(name: str) -> Move:
    return Move(
        f"give back {name}",
        lambda now: f.RecordRefund(reference=name, refunded_at=now),
        lambda app, _: app.give_back(name),
    )


FEES: tuple[Move, ...] = (
    _tell(COPY.name, 2),
    _tell(COPY.name, 0),
    _tell(COPY.name, 1, 1051),
    _tell(COPY.name, days=0),
    _tell(ENTRY.name),
    _tell(ENTRY.name, 1, 55000),
    _tell(FREE.name),
    _tell("示例评审费", 1, 100),
    _waive(HEAD),
    _waive(STRANGER),
    _waive(A.id),
    _pay("first", 2100),
    _pay("first", 2099),
    _pay("first", 2100, 60),
    _pay("first", 2100, -1),
    _pay("second", 2100),
    _give_back("first"),
    _give_back("second"),
)
OWED = ("ask for renewal", "accept", FEES[0].name)
NOTICED = ("enter late", "accept", FEES[0].name)
MOVES: tuple[moves.Move | moves_turns.Move | Move, ...] = (*moves_turns.MOVES, *FEES)
BY_NAME: dict[str, moves.Move | moves_turns.Move | Move] = {move.name: move for move in MOVES}
