"""The moves off the straight road, and all moves and guides together."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from yichuang.approval import commands as c
from yichuang.approval import turn_commands as t
from yichuang.approval.state import Bar
from yichuang.catalogue.content import EditionContent
from yichuang.directory.pure import Actor
from yichuang.ledger.pure import Command

from . import model as m
from . import model_turns as mt
from . import moves, moves_renewal
from .moves import LAW, PROMISE, STEPS, STEPS_DONE
from .sample import APPLICANT, LATER, PARTY, PROMISED, A, C

__all__ = ["BY_NAME", "MATTERS", "MOVES", "STEPS_DONE", "Move"]

PROMISABLE = frozenset({"plan"})
MATTERS: dict[str, tuple[EditionContent, m.Matter]] = {
    **moves.MATTERS,
    **moves_renewal.MATTERS,
    "promised": (
        PROMISED,
        m.Matter(
            True,
            False,
            LAW,
            PROMISE,
            5,
            STEPS[:1],
            "licence",
            {"plan": None, "deed": None},
            promise_check=30,
            promisable=PROMISABLE,
            seats=True,
        ),
    ),
    "later": (
        LATER,
        m.Matter(
            True,
            False,
            LAW,
            PROMISE,
            5,
            (),
            "licence",
            {"plan": None, "photo": None, "scan": None},
            later=frozenset({"photo", "scan"}),
            lapses=True,
            seats=True,
        ),
    ),
}


@dataclass(frozen=True)
class Move:
    """One thing somebody may try: our command, and what it is in the model."""

    name: str
    command: Callable[[datetime], Command]
    model: Callable[[mt.Application, datetime], None]
    actor: Actor = A
    seen_by: Actor | None = None
    bar: Callable[[datetime], Bar] | None = None


def _given(*codes: str) -> tuple[c.MaterialGiven, ...]:
    return tuple(c.MaterialGiven(code, "upload", ("u",), ("d",), 1) for code in codes)


def _promise(name: str, *codes: str) -> Move:
    return Move(
        name,
        lambda _: c.File(
            form={}, applicant=APPLICANT, materials=_given(*codes), promise_signed_by="演示甲"
        ),
        lambda app, now: app.promise(now, set(codes), {}),
        PARTY,
    )


def _check(outcome: str, findings: str = "", days: int | None = None) -> Move:
    def until(now: datetime) -> date | None:
        return None if days is None else m.day_of(now) + timedelta(days=days)

    return Move(
        f"check {outcome} {findings} {days}",
        lambda now: t.CheckPromise(outcome=outcome, findings=findings, correct_by=until(now)),
        lambda app, now: app.check(now, outcome, findings, until(now)),
    )


def _end(how: str, ground: str, reasons: str = "示例", money: str = "") -> Move:
    return Move(
        f"end {how} {ground} {reasons} {money}",
        lambda _: t.EndGrant(how=how, ground=ground, reasons=reasons, compensation=money),
        lambda app, now: app.end(now, how, ground, reasons, money),
        C,
    )


def _with_gaps(days: int, signed: str = "演示甲") -> Move:
    def by(now: datetime) -> date:
        return m.day_of(now) + timedelta(days=days)

    return Move(
        f"accept with gaps {days} {signed}",
        lambda now: t.AcceptWithGaps(bring_by=by(now), signed_by=signed),
        lambda app, now: app.accept_with_gaps(now, by(now), signed),
    )


def _bring(*codes: str) -> Move:
    return Move(
        f"bring {codes}",
        lambda _: t.TakeMaterials(materials=_given(*codes)),
        lambda app, _: app.bring(set(codes)),
    )


def _file_barred(since: int, until: int) -> Move:
    """File, with a bar that began and ends so many days from now."""

    def bar(now: datetime) -> Bar:
        day = m.day_of(now)
        return Bar(day + timedelta(days=since), day + timedelta(days=until), "LicLaw 79")

    return Move(
        f"file with a bar from {since} to {until}",
        lambda _: c.File(form={}, applicant=APPLICANT, materials=()),
        lambda app, now: app.file_barred(now, set(), bar(now).since, bar(now).until),
        PARTY,
        bar=bar,
    )


def _false(granted: bool, reasons: str) -> Move:
    return Move(
        f"decide {granted} {reasons}: false",
        lambda _: c.Decide(granted=granted, reasons=reasons, ground="false_materials"),
        lambda app, now: app.decide(now, granted, reasons, C.id, false=True),
        C,
    )


TURNS: tuple[Move, ...] = (
    _file_barred(-30, 0),
    _file_barred(0, 30),
    _file_barred(-30, -1),
    _file_barred(1, 30),
    _false(False, "示例"),
    _false(False, " "),
    _false(True, ""),
    _with_gaps(5),
    _with_gaps(0),
    _with_gaps(60),
    _with_gaps(5, " "),
    _bring("photo"),
    _bring("photo", "scan"),
    _bring("plan"),
    _bring(),
    _bring("cat"),
    _promise("file on a promise", "deed"),
    _promise("file on a promise with a gap"),
    _check("kept"),
    _check("correct", "示例", 10),
    _check("correct", "示例", 0),
    _check("correct", "", 10),
    _check("not_kept", "示例"),
    _check("not_kept", " "),
    _end("revoked", "unqualified"),
    _end("revoked", "fraud"),
    _end("revoked", "fraud", " "),
    _end("revoked", "promise_not_kept"),
    _end("revoked", "law_changed"),
    _end("recalled", "law_changed", money="无需补偿"),
    _end("recalled", "facts_changed"),
    _end("deregistered", "ended"),
    _end("deregistered", "body_ended"),
    _end("deregistered", "expired"),
)
AnyMove = Move | moves.Move | moves_renewal.Move
MOVES: tuple[AnyMove, ...] = (*moves.MOVES, *TURNS, *moves_renewal.MOVES)
BY_NAME: dict[str, AnyMove] = {move.name: move for move in MOVES}
