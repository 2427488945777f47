"""The moves about a hearing, and all moves and guides together."""

from __future__ import annotations

from datetime import datetime, timedelta

from yichuang.approval import commands as c
from yichuang.approval import hearing_commands as h
from yichuang.directory.pure import Actor

from . import moves, moves_turns
from .moves import Move
from .moves_turns import MATTERS, STEPS_DONE
from .sample import PARTY, STRANGER, A, D

__all__ = [
    "BY_NAME",
    "HEARD",
    "HOSTED",
    "MATTERS",
    "MOVES",
    "STEPS_DONE",
    "TOLD",
    "Move",
    "TurnMove",
]
TurnMove = moves_turns.Move


def _tell(*to: str, interest: str = "示例") -> Move:
    return Move(
        f"tell {to} {interest}",
        lambda _: h.TellHearing(to=to, interest=interest),
        lambda app, now: app.tell(now, set(to), interest),
    )


def _ask_at_window(by: str, who: str = "测试乙") -> Move:
    def told(app: moves.Any, now: datetime) -> None:
        if not who.strip():
            raise moves.m.No
        app.ask(now, by)

    return Move(
        f"{by} asks at a window as {who!r}",
        lambda _: h.TakeHearingRequest(by=by, who=who),
        told,
    )


def _give_up(by: str) -> Move:
    return Move(
        f"{by} gives up",
        lambda _: h.TakeHearingWaiver(by=by, who="测试乙"),
        lambda app, now: app.give_up(now, by),
    )


def _set(days: int, place: str = "示例会议室", host: str = D.id) -> Move:
    def when(now: datetime) -> datetime:
        return now + timedelta(days=days)

    return Move(
        f"set in {days} days, {place}, {host}",
        lambda now: h.SetHearing(set_for=when(now), place=place, host=host),
        lambda app, now: app.set(now, when(now), place, host),
    )


def _announce(days: int, host: str = D.id, reason: str = "示例") -> Move:
    def when(now: datetime) -> datetime:
        return now + timedelta(days=days)

    return Move(
        f"announce in {days} days, {host} {reason}",
        lambda now: h.AnnounceHearing(
            set_for=when(now), place="示例会议室", host=host, reason=reason
        ),
        lambda app, now: app.announce(now, when(now), "示例会议室", host, reason),
    )


def _record(outcome: str, words: str = "示例", signed: str = "测试乙") -> Move:
    return Move(
        f"record {outcome} {words} {signed}",
        lambda _: h.RecordHearing(outcome=outcome, record=words, signed_by=signed),
        lambda app, now: app.record(now, outcome, words, signed),
    )


def _decide_by_record(granted: bool, reasons: str = "", who: Actor = D) -> Move:
    return Move(
        f"decide {granted} {reasons} by the record",
        lambda _: c.Decide(granted=granted, reasons=reasons, hearing_record="示例"),
        lambda app, now: app.decide(now, granted, reasons, who.id, record="示例"),
        who,
    )


HEARINGS: tuple[Move, ...] = (
    _tell("applicant"),
    _tell("third", "applicant"),
    _tell(),
    _tell("cat"),
    _tell("third", interest=" "),
    Move(
        "ask for a hearing",
        lambda _: h.RequestHearing(reason="示例"),
        lambda app, now: app.ask(now, "applicant"),
        PARTY,
    ),
    _ask_at_window("third"),
    _ask_at_window("third", " "),
    _ask_at_window("cat"),
    Move(
        "do without a hearing",
        lambda _: h.WaiveHearing(),
        lambda app, now: app.give_up(now, "applicant"),
        PARTY,
    ),
    _give_up("third"),
    _announce(30),
    _announce(9),
    _announce(30, reason=" "),
    _announce(30, host="officer-x"),
    _set(30),
    _set(20),
    _set(9),
    _set(60),
    _set(-1),
    _set(20, place=" "),
    _set(20, host=A.id),
    _set(20, host=STRANGER),
    _record("held"),
    _record("held", signed=" "),
    _record("held", words=" "),
    _record("absent", signed=""),
    _record("lost"),
    moves._suspend("hearing", 10),
    _decide_by_record(True),
    _decide_by_record(False, "示例"),
)
MOVES: tuple[Move | TurnMove, ...] = (*moves_turns.MOVES, *HEARINGS)

# A licence in which everybody was told, and one in which the hearing is set.
TOLD = ("file complete", "accept", "tell ('third', 'applicant') 示例")
HEARD = (*TOLD, "ask for a hearing", "set in 20 days, 示例会议室, officer-d")
HOSTED = (*TOLD, "ask for a hearing", "set in 20 days, 示例会议室, officer-a")  # who may examine
BY_NAME: dict[str, Move | TurnMove] = {move.name: move for move in MOVES}
