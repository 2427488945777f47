"""What people may try: each move as our command and as an act of the second telling."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from yichuang.approval import commands as c
from yichuang.catalogue.content import EditionContent
from yichuang.directory.pure import Actor
from yichuang.ledger.pure import Command

from . import model as m
from .sample import (
    APPLICANT,
    CONFIRMATION,
    HEAD,
    LICENCE,
    PARTY,
    QUICK,
    SERVICE,
    SHORT,
    STRANGER,
    A,
    B,
    C,
    D,
    raw,
)

STEPS = (
    ("examine", "approval.examine", 1),
    ("verify", "approval.examine", 2),
    ("review", "approval.review", 1),
)
NEEDS: dict[str, tuple[str, str] | None] = {"plan": None, "fish": ("raw", "yes")}
PAUSES: dict[str, int | None] = {"appraisal": None, "expert_review": 30}
SOME = frozenset({"photo", "proof"})
LAW, PROMISE = (20, "working"), (10, "working")
PLAN_ONLY: dict[str, tuple[str, str] | None] = {"plan": None}

# Each guide of `sample`, told again for the model.
MATTERS: dict[str, tuple[EditionContent, m.Matter]] = {
    "licence": (
        LICENCE,
        m.Matter(True, False, LAW, PROMISE, 5, STEPS, "licence", NEEDS, SOME, PAUSES, seats=True),
    ),
    "short": (
        SHORT,
        m.Matter(True, False, LAW, None, 5, (), "licence", NEEDS, SOME, PAUSES, seats=True),
    ),
    "service": (SERVICE, m.Matter(False, True, None, (1, "working"), None, (), "paper", PLAN_ONLY)),
    "quick": (
        QUICK,
        m.Matter(True, True, LAW, None, 5, STEPS[:1], "licence", {}, promise_check=30, safety=True),
    ),
    "confirmation": (
        CONFIRMATION,
        m.Matter(
            False,
            False,
            (30, "days"),
            (22, "working"),
            None,
            STEPS[2:],
            "nothing",
            PLAN_ONLY,
            pauses={"announcement": None},
        ),
    ),
}


@dataclass(frozen=True)
class Move:
    """One thing somebody may try: our command, and what it is in the model."""

    name: str
    command: Callable[[datetime], Command]
    model: Callable[[Any, datetime], None]
    actor: Actor = A
    seen_by: Actor | None = None  # who has opened the case since the last opinion


def _given(*codes: str, how: str = "upload") -> tuple[c.MaterialGiven, ...]:
    return tuple(c.MaterialGiven(code, how, ("u",), ("d",), 1) for code in codes)


def _asked(*codes: str) -> tuple[c.SupplementItem, ...]:
    return tuple(c.SupplementItem(code, ("示例缺陷",)) for code in codes)


def _filing(name: str, codes: tuple[str, ...], answer: str = "no", how: str = "upload") -> Move:
    def told(app: m.Application, now: datetime) -> None:
        if how == "paper" and set(codes) <= set(app.matter.needs):
            app.file(now, set(), {"raw": answer})  # announced online, not handed in
        else:
            app.file(now, set(codes), {"raw": answer})

    return Move(
        name,
        lambda _: c.File(form=raw(answer), applicant=APPLICANT, materials=_given(*codes, how=how)),
        told,
        PARTY,
    )


def _entry(name: str, days_ago: int, ground: str) -> Move:
    return Move(
        name,
        lambda now: c.Receive(
            form={},
            applicant=APPLICANT,
            materials=(),
            received_at=now - timedelta(days=days_ago),
            late_ground=ground,
        ),
        lambda app, now: app.file(now, set(), {}, (now - timedelta(days=days_ago), ground)),
    )


def _notice(name: str, codes: tuple[str, ...], by: int | None = None) -> Move:
    def until(now: datetime) -> date | None:
        return None if by is None else m.day_of(now) + timedelta(days=by)

    return Move(
        name,
        lambda now: c.RequestSupplement(items=_asked(*codes), answer_by=until(now)),
        lambda app, now: app.notice(now, set(codes), until(now)),
    )


def _answer(name: str, codes: tuple[str, ...], answer: str = "") -> Move:
    return Move(
        name,
        lambda _: c.TakeSupplement(materials=_given(*codes), answers=raw(answer) if answer else {}),
        lambda app, now: app.answer(now, set(codes), {"raw": answer} if answer else {}),
    )


def _opinion(step: str, who: Actor, act: str = "examine", agrees: bool = True) -> Move:
    kind = c.GiveReview if act == "review" else c.GiveOpinion
    return Move(
        f"{act} {step} by {who.id}" + ("" if agrees else ", against"),
        lambda _: kind(step=step, agrees=agrees),
        lambda app, _: app.opinion(step, f"approval.{act}", who.id, agrees, ""),
        who,
    )


def _suspend(kind: str, days: int | None = None, reason: str = "示例") -> Move:
    def until(now: datetime) -> date | None:
        return None if days is None else m.day_of(now) + timedelta(days=days)

    return Move(
        f"suspend {kind} {days} {reason}",
        lambda now: c.Suspend(procedure=kind, reason=reason, expected_until=until(now)),
        lambda app, now: app.suspend(now, kind, reason, until(now)),
    )


def _correct(days_ago: int, by: str = "负责人") -> Move:
    def moment(now: datetime) -> datetime:
        return now - timedelta(days=days_ago)

    return Move(
        f"correct receipt {days_ago} {by}",
        lambda now: c.Correct(
            no=1, field="received_at", value=moment(now).isoformat(), ground="示例", approved_by=by
        ),
        lambda app, now: app.correct_receipt(now, moment(now), "示例", by),
    )


def _correct_seats(value: object, field: str = "seats", no: int = 1, by: str = HEAD) -> Move:
    def told(app: m.Application, _: datetime) -> None:
        if field != "seats":
            raise m.No  # the form has no such field
        app.correct_seats(value, no, "示例", by)

    return Move(
        f"correct {field} {value!r} in {no} {by}",
        lambda _: c.Correct(
            no=no, field=f"form.{field}", value=value, ground="示例", approved_by=by
        ),
        told,
    )


def _recall(who: Actor, act: str = "examine", seen_by: Actor | None = None) -> Move:
    return Move(
        f"recall {act} by {who.id}" + (", too late" if seen_by else ""),
        lambda _: c.RecallReview() if act == "review" else c.RecallOpinion(),
        lambda app, _: app.recall(who.id, f"approval.{act}", seen_by is not None),
        who,
        seen_by,
    )


def _extend(days: int, reason: str = "示例") -> Move:
    return Move(
        f"extend {days} {reason}",
        lambda _: c.Extend(days=days, reason=reason),
        lambda app, now: app.extend(now, days, reason),
        C,
    )


def _decide(granted: bool, reasons: str = "", who: Actor = D) -> Move:
    return Move(
        f"decide {granted} {reasons}" + ("" if who is D else f" by {who.id}"),
        lambda _: c.Decide(granted=granted, reasons=reasons),
        lambda app, now: app.decide(now, granted, reasons, who.id),
        who,
    )


def _rate(grade: int, *options: str) -> Move:
    return Move(
        f"rate {grade} {options}",
        lambda _: c.Evaluate(grade=grade, options=options),
        lambda app, _: app.evaluate(grade, "".join(options)),
        PARTY,
    )


def _decline(ground: str, reasons: str, organ: str = "") -> Move:
    return Move(
        f"decline {ground} {reasons} {organ}",
        lambda _: c.DeclineAcceptance(ground=ground, reasons=reasons, competent_organ=organ),
        lambda app, now: app.decline(now, ground, reasons, organ),
    )


def _issue(days: int | None) -> Move:
    def first(now: datetime) -> date | None:
        return None if days is None else m.day_of(now) + timedelta(days=days)

    return Move(
        f"issue from {days}",
        lambda now: c.Issue(valid_from=first(now)),
        lambda app, now: app.issue(first(now)),
    )


MOVES: tuple[Move, ...] = (
    _filing("file complete", ("plan",)),
    _filing("file with a gap", (), "yes"),
    _filing("file with an unknown material", ("cat",)),
    _filing("file with paper announced", ("plan",), how="paper"),
    _entry("enter late", 3, "示例"),
    _entry("enter late without a ground", 3, ""),
    _entry("enter ahead of time", -1, "示例"),
    _notice("ask for the plan", ("plan",)),
    _notice("ask for all", ("plan", "fish", "form"), 20),
    _notice("ask for nothing", ()),
    _notice("ask for a cat", ("cat",)),
    _notice("ask until today", ("plan",), 0),
    _answer("bring the plan", ("plan",)),
    _answer("answer no raw food", ("photo",), "no"),
    _answer("bring nothing", ()),
    Move("accept", lambda _: c.Accept(), lambda app, now: app.accept(now)),
    _decline("not_required", "示例"),
    _decline("not_required", " "),
    _decline("not_competent", "示例"),
    _decline("not_competent", "示例", "示例市另一局"),
    _decline("no_time", "示例"),
    _decline("false_materials", "示例"),
    Move("withdraw", lambda _: c.Withdraw(), lambda app, _: app.withdraw(), PARTY),
    _opinion("examine", A),
    _opinion("examine", A, agrees=False),
    _opinion("examine", A, act="review"),
    _opinion("verify", A),
    _opinion("verify", B),
    _opinion("review", C, act="review"),
    _recall(A),
    _recall(A, seen_by=B),
    _recall(B),
    _recall(C, act="review"),
    _recall(C, act="examine"),
    Move("confirm", lambda _: c.ConfirmDeemed(), lambda app, now: app.confirm_deemed(now), C),
    _suspend("appraisal"),
    _suspend("appraisal", 10),
    _suspend("appraisal", -1),
    _suspend("appraisal", 10, reason=""),
    _suspend("expert_review"),
    _suspend("expert_review", 90),
    _suspend("announcement"),
    _suspend("announcement", 10),
    _suspend("holiday"),
    Move("resume", lambda _: c.Resume(), lambda app, now: app.resume(now)),
    _extend(10),
    _extend(11),
    _extend(0),
    _extend(5, " "),
    _decide(True),
    _decide(False, "示例"),
    _decide(False, " "),
    _decide(True, who=C),
    Move(
        "finish", lambda _: c.CompleteAtOnce(), lambda app, now: app.at_once(now, A.id, "counter")
    ),
    Move(
        "finish by pigeon",
        lambda _: c.CompleteAtOnce(method="pigeon"),
        lambda app, now: app.at_once(now, A.id, "pigeon"),
    ),
    _issue(None),
    _issue(-60),
    _issue(900),
    Move("deliver", lambda _: c.Deliver(method="counter"), lambda app, _: app.deliver("counter")),
    Move("throw", lambda _: c.Deliver(method="pigeon"), lambda app, _: app.deliver("pigeon")),
    _rate(5),
    _rate(2),
    _rate(1, "101"),
    _rate(2, " "),
    _rate(0),
    _rate(6),
    _correct(3),
    _correct(0),
    _correct(-1),
    _correct(3, ""),
    _correct(3, STRANGER),
    _correct(3, A.id),
    _correct_seats(12),
    _correct_seats("十二"),
    _correct_seats(12, field="cat"),
    _correct_seats(12, no=2),
    _correct_seats(12, by=STRANGER),
    Move(
        "void",
        lambda _: c.Void(ground="示例", approved_by="负责人"),
        lambda app, _: app.void("示例", "负责人"),
    ),
    Move(
        "void without a ground",
        lambda _: c.Void(ground="", approved_by="负责人"),
        lambda app, _: app.void("", "负责人"),
    ),
)
BY_NAME = {move.name: move for move in MOVES}

# The way of a licence up to the decision, by name.
STEPS_DONE = (
    "file complete",
    "accept",
    "examine examine by officer-a",
    "examine verify by officer-a",
    "examine verify by officer-b",
    "review review by officer-c",
)
