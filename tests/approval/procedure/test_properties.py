"""What holds whatever happened: any events in any order, any moves at any pace."""

from __future__ import annotations

import dataclasses
from datetime import date, datetime, timedelta

from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, rule

from yichuang.approval import delivery_events as dl
from yichuang.approval import events as e
from yichuang.approval import fee_events as fe
from yichuang.approval import hearing_events as h
from yichuang.approval import turn_events as t
from yichuang.approval.procedure import Facts
from yichuang.approval.procedure.acceptance import pins_of
from yichuang.approval.procedure.delivery import RETURNS
from yichuang.approval.state import FINAL, HOLDING, ApplicationState, Status
from yichuang.directory.public import known_acts
from yichuang.kernel.public import dump, load
from yichuang.law.public import Period, Unit
from yichuang.ledger.events import body_of, read_event
from yichuang.ledger.pure import Corrected, Event, Voided, Wake

from .invariants import DUTIES, HEARING, TODO_ACTS
from .pair import Pair
from .sample import CALENDAR, CONFIRMATION, LICENCE, OPENING, PROCEDURE, SERVICE, SHORT, SILENCE, at
from .whole import DELIVERIES, MATTERS
from .whole import MOVES as ELSEWHERE

# --- any events in any order ------------------------------------------------------------------

CODES = st.sampled_from(("plan", "fish", "form", "cat"))
SOME_CODES = st.lists(CODES, max_size=3).map(tuple)
WHO = st.sampled_from(("officer-a", "officer-b", "officer-c"))
MOMENTS = st.integers(0, 24 * 900).map(lambda hours: at("2024-06-01") + timedelta(hours=hours))
DAYS = MOMENTS.map(datetime.date)
PARTIES = st.lists(st.sampled_from(("applicant", "third")), unique=True).map(tuple)
MARKS = st.lists(
    st.builds(e.MaterialMark, code=CODES, how=st.sampled_from(("upload", "paper"))), max_size=2
).map(tuple)
PINS = st.sampled_from([pins_of(edition) for edition in (LICENCE, SHORT, SERVICE, CONFIRMATION)])
VALUES = MOMENTS.map(datetime.isoformat) | st.sampled_from(("", "昨天", "2025-09-22T09:00:00"))
EXTRA = st.integers(1, 10).map(lambda n: Period(n, Unit.WORKING_DAY, "LicLaw 42(1)"))

REFERENCES = st.sampled_from(("first", "second"))
WAYS = st.sampled_from(("collection", "courier"))
MOVES = (*ELSEWHERE, *DELIVERIES)
HELD = st.builds(
    e.LicencePin,
    what=st.sampled_from(("renewal", "change")),
    number=st.just("示例"),
    valid_from=st.just(date(2024, 1, 1)),
    valid_to=st.none() | DAYS,
    apply_by=st.none() | DAYS,
)

EVENTS: dict[type[Event], st.SearchStrategy[Event]] = {
    kind: st.builds(kind, effective_at=MOMENTS, **fields)
    for kind, fields in {
        e.Filed: {
            "entrance": st.just("online"),
            "pins": PINS,
            "materials": MARKS,
            "gaps": SOME_CODES,
            "by_promise": st.booleans(),
            "of": st.none() | HELD,
        },
        e.SupplementRequested: {"codes": SOME_CODES, "answer_by": st.none() | DAYS},
        e.Supplemented: {"materials": MARKS, "open_codes": SOME_CODES, "unneeded": SOME_CODES},
        e.Accepted: {},
        e.DeemedAccepted: {"period_ended_on": DAYS, "held": st.sampled_from(("", "late"))},
        e.DeemedConfirmed: {"officer": WHO},
        e.NotAccepted: {
            "ground": st.sampled_from(("not_required", "false_materials")),
            "barred_until": st.none() | DAYS,
        },
        e.Withdrawn: {},
        e.OpinionGiven: {
            "step": st.sampled_from(("examine", "verify", "review", "decide", "x")),
            "officer": WHO,
            "agrees": st.booleans(),
        },
        e.OpinionRecalled: {"step": st.sampled_from(("examine", "verify")), "officer": WHO},
        e.Suspended: {
            "procedure": st.just("appraisal"),
            "article": st.just("LicLaw 45"),
            "expected_until": st.none() | DAYS,
        },
        e.Resumed: {},
        e.Extended: {"period": EXTRA, "approved_by": WHO},
        e.Granted: {"officer": WHO},
        e.Refused: {"officer": WHO, "barred_until": st.none() | DAYS},
        e.Issued: {"licence": st.just("示例"), "valid_from": st.none() | DAYS},
        e.Delivered: {"method": st.just("counter")},
        e.Closed: {"outcome": st.sampled_from(("granted", "refused"))},
        e.Evaluated: {"grade": st.integers(1, 5)},
        Corrected: {
            "no": st.integers(1, 9),
            "field": st.sampled_from(("received_at", "form.seats")),
            "value": VALUES,
        },
        t.AcceptedWithGaps: {
            "codes": SOME_CODES,
            "bring_by": DAYS,
            "lapses": st.sampled_from(("", "示例")),
        },
        t.MaterialsBrought: {"materials": MARKS, "open_codes": SOME_CODES},
        t.DeemedWithdrawn: {
            "codes": SOME_CODES,
            "period_ended_on": DAYS,
            "article": st.just("示例"),
        },
        t.PromiseChecked: {
            "outcome": st.sampled_from(("kept", "correct", "not_kept")),
            "officer": WHO,
            "correct_by": st.none() | DAYS,
        },
        t.GrantEnded: {
            "how": st.sampled_from(("revoked", "recalled", "deregistered")),
            "ground": st.just("abuse"),
            "article": st.just("LicLaw 69(1)"),
            "officer": WHO,
            "barred_until": st.none() | DAYS,
        },
        dl.DeliveryChosen: {"way": WAYS, "entrance": st.just("online")},
        dl.LaidReady: {"place": st.just("示例"), "code_digest": st.sampled_from(("", "0a"))},
        dl.CodeRefused: {},
        dl.Dispatched: {"carrier": st.just("示例速递"), "waybill": REFERENCES},
        dl.ParcelReturned: {"reason": st.sampled_from(sorted(RETURNS)), "waybill": REFERENCES},
        h.HearingTold: {"to": PARTIES, "ask_within": EXTRA},
        h.HearingRequested: {
            "by": st.sampled_from(("applicant", "third")),
            "entrance": st.just("online"),
            "hold_within": EXTRA,
        },
        h.HearingWaived: {
            "by": st.sampled_from(("applicant", "third")),
            "entrance": st.just("window"),
        },
        h.HearingAnnounced: {"set_for": MOMENTS, "place": st.just("示例"), "host": WHO},
        h.HearingSet: {"set_for": MOMENTS, "place": st.just("示例"), "host": WHO},
        h.HearingRecorded: {"outcome": st.sampled_from(("held", "absent")), "officer": WHO},
        fe.FeeNoticed: {
            "items": st.just((fe.FeeLine("示例工本费", 1050, 2),)),
            "due_fen": st.sampled_from((0, 2100)),
            "pay_by": DAYS,
            "officer": WHO,
        },
        fe.FeePaid: {
            "code": st.just(""),
            "reference": REFERENCES,
            "amount_fen": st.just(2100),
            "bill_number": st.just("0000000001"),
        },
        fe.FeeRefundOrdered: {
            "reference": REFERENCES,
            "amount_fen": st.just(2100),
            "ground": st.sampled_from(("ended", "twice")),
        },
        fe.FeeRefunded: {"reference": REFERENCES},
        t.DeemedRenewed: {
            "licence_number": st.just("示例"),
            "period_ended_on": DAYS,
            "held": st.sampled_from(("", "late")),
        },
        t.RenewalConfirmed: {"officer": WHO},
        t.NothingRenewed: {
            "licence_number": st.just("示例"),
            "licence_state": st.just("03"),
            "period_ended_on": DAYS,
        },
        Voided: {},
    }.items()
}
ANY_EVENT = st.one_of(*EVENTS.values())
ORDERLY = (e.Filed, e.Accepted, e.Suspended, e.Resumed, e.Granted, e.Issued, e.Closed)


def fold(events: list[Event]) -> ApplicationState:
    state = PROCEDURE.initial(OPENING)
    for event in events:
        state = PROCEDURE.evolve(state, event)
    return state


def test_every_kind_of_event_is_drawn():
    assert set(EVENTS) == {
        *e.KINDS,
        *t.TURN_KINDS,
        *h.HEARING_KINDS,
        *fe.FEE_KINDS,
        *dl.DELIVERY_KINDS,
        Corrected,
        Voided,
    }


@given(st.lists(ANY_EVENT, max_size=12))
@settings(max_examples=400, deadline=None)
def test_any_events_in_any_order_fold_and_can_be_read(events):
    state = fold(events)

    todos = PROCEDURE.todos(state, CALENDAR)
    found = PROCEDURE.due(state, CALENDAR)
    PROCEDURE.wake_at(state, CALENDAR)
    PROCEDURE.decide(state, Wake(), Facts(at("2026-12-01"), CALENDAR, SILENCE, LICENCE))
    waiting = state.status not in FINAL and state.status is not Status.NEW
    duties = sum(todo.step in DUTIES for todo in todos)
    held = bool(state.deemed_held or state.renewal_held) and state.status in HOLDING
    beside = {todo.step for todo in todos} & HEARING and any(t.step == "resume" for t in todos)
    assert len(todos) - duties == waiting + held + bool(beside)
    if found.statutory_on and found.promised_on:
        assert found.promised_on <= found.statutory_on


@given(st.lists(ANY_EVENT, max_size=12))
@settings(max_examples=200, deadline=None)
def test_state_and_events_read_back_as_they_were_written(events):
    state = fold(events)

    assert load(ApplicationState, dump(state)) == state
    assert fold([_stored(event) for event in events]) == state
    assert fold(events) == state, "the same events lead to the same state"


def _stored(event: Event) -> Event:
    body, _ = body_of(event)
    return read_event("approval", event.kind, type(event).schema, body, event.effective_at)


@given(ANY_EVENT)
@settings(deadline=None)
def test_an_event_reads_back_without_what_is_sealed(event):
    bare = {
        field.name: None
        for field in dataclasses.fields(event)
        if isinstance(getattr(event, field.name), e.Sealed)
    }

    assert _stored(event) == dataclasses.replace(event, **bare)


@given(st.lists(ANY_EVENT, min_size=1, max_size=8))
@settings(max_examples=200, deadline=None)
def test_what_could_not_have_happened_leaves_an_anomaly(events):
    """Only a filing can be first: any other beginning is noted and never forgotten."""
    state = fold(events)

    if not isinstance(events[0], e.Filed):
        assert state.anomalies
    assert fold(events).anomalies[: len(fold(events[:-1]).anomalies)] == fold(events[:-1]).anomalies


@given(
    st.lists(st.sampled_from(ORDERLY), max_size=8).flatmap(
        lambda ks: st.tuples(*map(EVENTS.get, ks))
    )
)
@settings(max_examples=200, deadline=None)
def test_readings_depend_on_nothing_but_state_and_calendar(events):
    first, second = fold(list(events)), fold(list(events))

    assert PROCEDURE.todos(first, CALENDAR) == PROCEDURE.todos(second, CALENDAR)
    assert PROCEDURE.due(first, CALENDAR) == PROCEDURE.due(second, CALENDAR)
    assert PROCEDURE.wake_at(first, CALENDAR) == PROCEDURE.wake_at(second, CALENDAR)


@given(
    st.dates(date(2024, 1, 1), date(2026, 12, 20)),
    st.lists(st.tuples(st.integers(0, 30), st.integers(0, 30)), max_size=4),
)
@settings(max_examples=150, deadline=None)
def test_a_pause_never_brings_a_date_forward(start, pauses):
    state = fold(
        [
            e.Filed(effective_at=_noon(start), entrance="online", pins=pins_of(LICENCE)),
            e.Accepted(effective_at=_noon(start)),
        ]
    )
    day, before = start, PROCEDURE.due(state, CALENDAR)
    for gap, length in pauses:
        first, last = day + timedelta(days=gap), day + timedelta(days=gap + length)
        for event in (
            e.Suspended(effective_at=_noon(first), procedure="appraisal", article="LicLaw 45"),
            e.Resumed(effective_at=_noon(last)),
        ):
            state = PROCEDURE.evolve(state, event)
        after = PROCEDURE.due(state, CALENDAR)
        assert after.statutory_on is not None
        assert before.statutory_on is not None
        assert after.statutory_on >= before.statutory_on
        day, before = last + timedelta(days=1), after
    assert state.anomalies == ()


def _noon(day: date) -> datetime:
    return at(day.isoformat(), 12)


def test_open_steps_name_acts_the_policy_knows():
    assert known_acts() >= TODO_ACTS
    assert known_acts() >= {move.command(at("2025-09-22")).act for move in MOVES}


# --- any moves at any pace --------------------------------------------------------------------


class LifeOfAnApplication(RuleBasedStateMachine):
    """Anything anybody may try at any time, compared with the second telling after each step."""

    @initialize(
        name=st.sampled_from(sorted(MATTERS)),
        start=st.dates(date(2025, 1, 2), date(2026, 6, 30)),
        hour=st.integers(0, 23),
    )
    def opened(self, name: str, start: date, hour: int) -> None:
        self.pair = Pair.new(name, at(start.isoformat(), hour))

    @rule(move=st.sampled_from(MOVES))
    def tried(self, move: object) -> None:
        self.pair.make(move)

    @rule(index=st.integers(0, 1000))
    def lawful_step(self, index: int) -> None:
        """Take one of the steps that are open, so that cases come to their end."""
        lawful = [move for move in MOVES if self.pair.copy().make(move)]
        if lawful:
            self.pair.make(lawful[index % len(lawful)])

    @rule(hours=st.integers(1, 24 * 12))
    def waited(self, hours: int) -> None:
        if self.pair.ours.status != "new" and self.pair.now.year < 2027:
            self.pair.wait(timedelta(hours=hours))

    @invariant()
    def agree(self) -> None:
        if hasattr(self, "pair"):
            self.pair.compare()


LifeOfAnApplication.TestCase.settings = settings(
    max_examples=40, stateful_step_count=25, deadline=None
)
TestLifeOfAnApplication = LifeOfAnApplication.TestCase
