"""Every figure of the head's page is a plain recount of the events, whatever happened."""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from tests.approval.histories import BEGIN, History, MovingClock
from tests.factories import BUREAU, CITY, LONG_AGO, City, file_case, walk

from yichuang.approval import public as approval
from yichuang.approval.public import Span, head_cases, head_figures, warned_cases, warning_counts
from yichuang.approval.state import FINAL as FINAL_STATES
from yichuang.approval.state import ApplicationState
from yichuang.directory.models import Officer, Organ, Post
from yichuang.directory.public import Actor, actor_in_post, appoint
from yichuang.kernel.public import load, using_ports
from yichuang.law.public import CHINA_TIME, Level, published_calendar, warned
from yichuang.ledger.public import Case, events_of, line_named, opening_of

pytestmark = pytest.mark.django_db
CALENDAR = published_calendar()


@pytest.fixture
def clock() -> Iterator[MovingClock]:
    moving = MovingClock()
    with using_ports(clock=moving):
        yield moving


@pytest.fixture
def city(small_city: City, clock: MovingClock, settings: Any) -> City:
    assert clock.at == BEGIN
    settings.YICHUANG_DEMO = True
    return small_city


def supervisor(region: str = CITY) -> Actor:
    """Return a supervisor of a region: sees every organ within it, handles nothing."""
    code = f"supervise-{region[:6]}"
    bureau = Organ.objects.get(pk=BUREAU)
    Post.objects.create(
        code=code,
        name="政务服务监督岗",
        organ=Organ.objects.exclude(pk=BUREAU).first() or bureau,
        region=region,
        scope="region",
        acts=["case.list", "head.view"],
        employments=["civil_servant"],
        valid_from=LONG_AGO,
    )
    Officer.objects.create(
        code=code, name="演示监督", employer=bureau, employment="civil_servant", valid_from=LONG_AGO
    )
    appoint(officer=code, post=code, valid_from=LONG_AGO)
    return actor_in_post(code, code)


# --- the recount: folds events, asks no query -----------------------------------------------------


def begin_of(span: Span, now: datetime) -> datetime:
    midnight = now.replace(hour=0, minute=0, second=0, microsecond=0)
    if span is Span.MONTH:
        return midnight.replace(day=1)
    return midnight - timedelta(days=midnight.weekday() if span is Span.WEEK else 0)


@dataclass(frozen=True)
class Life:
    """What the events of a case say: its state, who acted, and when it showed which figure."""

    case_id: UUID
    state: Any
    happened: list[tuple[str, Any]]
    acted: list[str]


def lives() -> list[Life]:
    """Fold the events of every case that is not voided."""
    found = []
    for case in Case.objects.filter(line="approval"):
        events = events_of(case.id, case.line)
        state, happened = followed(case, events)
        acted = [officer_of(event) for event in events if event.actor_kind == "officer"]
        found.append(Life(case.id, state, happened, acted))
    return [life for life in found if life.state.status != "voided"]


def recount(told: list[Life], span: Span, now: datetime) -> dict[str, set[tuple[str, UUID]]]:
    """Return (officer, case) for each figure; "*" stands for the case whoever it was."""
    found: dict[str, set[tuple[str, UUID]]] = defaultdict(set)
    begin = begin_of(span, now)
    for life in told:
        for figure, event in life.happened:
            moment = life.state.received_at if figure == "received" else event.effective_at
            if moment >= begin:
                found[figure] |= {(officer_of(event), life.case_id), ("*", life.case_id)}
        if life.state.status not in FINAL_STATES:
            found["open"].add(("*", life.case_id))
        for figure in pressing(life.state):
            last = life.acted[-1] if life.acted else ""
            found[figure] |= {(last, life.case_id), ("*", life.case_id)}
    return found


def followed(case: Case, events: list[Any]) -> tuple[Any, list[tuple[str, Any]]]:
    """Return the state events add up to, and at which event the state showed which figure."""
    procedure = line_named(case.line).procedure
    state: Any = procedure.initial(opening_of(case))
    happened = [("received", events[0])]
    for event in events:
        before, state = state, procedure.evolve(state, event.event)
        signs = {
            "closed": state.status in FINAL_STATES and before.status not in FINAL_STATES,
            "accepted": state.accepted_at is not None and before.accepted_at is None,
            "not_accepted": state.status == "not_accepted" != before.status,
            "supplement": state.asked_at != before.asked_at,
            "refused": state.granted is False and before.granted is None,
        }
        happened += [(name, event) for name, shown in signs.items() if shown]
    return state, happened


def officer_of(event: Any) -> str:
    return event.actor_id if event.actor_kind == "officer" else ""


def pressing(state: ApplicationState) -> list[str]:
    """Say near or overdue by counting single days of the clock."""
    found = approval.graded(state)
    if found is None or state.status not in {"received", "accepted", "suspended"}:
        return []
    clock = found.clock
    if clock.due_on is None:
        return []
    if clock.as_of > clock.due_on:
        return ["overdue"]
    assert clock.total is not None
    return ["near"] if 5 * clock.used >= 4 * clock.total else []


def test_every_figure_is_a_plain_recount_of_the_events(city: City, clock: MovingClock) -> None:
    head, above = city.officer("head"), supervisor()
    history = History(city, clock, random.Random(5))
    seen: set[str] = set()

    for _ in range(4):
        history.run(60)
        told = lives()
        for span in Span:
            expected = recount(told, span, clock.at)
            seen |= {name for name, cases in expected.items() if cases}
            _compare(head, span, expected)
        _compare(above, Span.MONTH, expected)
        for _day in range(4):  # days on which nothing is done
            clock.at += timedelta(days=1)
            seen |= _compare_warnings(head)

    assert seen >= {*approval.FIGURES, *approval.GRADES}, "a figure was never put to the test"


def _compare(actor: Actor, span: Span, expected: dict[str, set[tuple[str, UUID]]]) -> None:
    figures = head_figures(actor, span)
    for name in approval.FIGURES:
        cases = {case for who, case in expected[name] if who == "*"}
        assert figures.totals[name] == len(cases), name
        assert ids(head_cases(actor, name, span)) == cases, name
        assert ids(head_cases(actor, name, span, organ=BUREAU)) == cases, name
        assert not head_cases(actor, name, span, organ="another").exists()
        if name not in approval.BY_OFFICER:
            continue
        for who in {who for who, _ in expected[name]} - {"*"}:
            his = {case for one, case in expected[name] if one == who}
            assert figures.officers[BUREAU, who][name] == len(his), (name, who)
            assert ids(head_cases(actor, name, span, officer=who)) == his, (name, who)
        named = {who for (_, who), row in figures.officers.items() if row[name]}
        assert named == {who for who, _ in expected[name]} - {"*"}


def _compare_warnings(actor: Actor) -> set[str]:
    expected: dict[Level, set[UUID]] = {level: set() for level in approval.GRADES}
    for case in Case.objects.filter(status__in=["received", "accepted", "suspended"]):
        state = load(ApplicationState, case.state)
        found = approval.graded(state)
        level = warned(found.clock, CALENDAR).level if found else Level.NONE
        if case.status == "received" and state.pins.acceptance is None and level is not Level.NONE:
            level = Level.REMINDER  # the house's own target: no card
        if level is not Level.NONE:
            expected[level].add(case.id)
    for level, cases in expected.items():
        assert ids(warned_cases(actor, [level])) == cases, level
    assert warning_counts(actor) == {level: len(cases) for level, cases in expected.items()}
    assert ids(warned_cases(actor, approval.GRADES)) == set().union(*expected.values())
    return {level for level, cases in expected.items() if cases}


def ids(cases: Any) -> set[UUID]:
    return set(cases.values_list("pk", flat=True))


# --- the promises one by one ----------------------------------------------------------------------


def test_grades_of_a_case_day_by_day(city: City, clock: MovingClock) -> None:
    """Accepted on Monday 7 September under ten working days: 8-11 (4), 14-17 (8), 18, Sunday 20."""
    clock.at = datetime(2026, 9, 7, 10, tzinfo=CHINA_TIME)
    walk(city, file_case(city), until="accept")
    head = city.officer("head")

    def grades(day: int) -> list[Level]:
        clock.at = datetime(2026, 9, day, 16, tzinfo=CHINA_TIME)
        return [level for level, n in warning_counts(head).items() if n]

    assert Case.objects.get().near_on == date(2026, 9, 17)
    assert Case.objects.get().promised_due_on == date(2026, 9, 20)
    assert [grades(day) for day in (16, 17, 20)] == [[], [Level.REMINDER], [Level.REMINDER]]
    assert [grades(day) for day in (21, 22, 30)] == [[Level.YELLOW], [Level.RED], [Level.RED]]


def test_own_target_for_an_answer_reminds_and_no_card_follows(
    city: City, clock: MovingClock
) -> None:
    file_case(city, "payment")  # no law says by when it is accepted
    clock.at += timedelta(days=60)

    assert warning_counts(city.officer("head")) == {
        Level.RED: 0,
        Level.YELLOW: 0,
        Level.REMINDER: 1,
    }


def test_decided_case_is_warned_of_no_more(city: City, clock: MovingClock) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    clock.at += timedelta(days=60)
    head = city.officer("head")
    assert warning_counts(head)[Level.RED] == 1

    for name in ("verify", "verify2", "review", "decide"):
        _step(city, receipt, name)

    assert not any(warning_counts(head).values())
    assert head_figures(head, Span.TODAY).totals["overdue"] == 0


def _step(city: City, receipt: Any, name: str) -> None:
    from tests.factories import LICENCE_STEPS

    post, command = next((post, made) for one, post, made in LICENCE_STEPS if one == name)
    approval.act(receipt.case_id, command, actor=city.officer(post), key=f"later-step-{name}")


def test_suspending_after_the_last_day_hides_nothing(city: City, clock: MovingClock) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    clock.at += timedelta(days=60)
    until = (clock.at + timedelta(days=30)).date()
    command = approval.Suspend(procedure="expert_review", reason="示例", expected_until=until)
    approval.act(receipt.case_id, command, actor=city.officer("examine"), key="suspend-late-1")

    assert warning_counts(city.officer("head"))[Level.RED] == 1
    assert head_figures(city.officer("head"), Span.TODAY).totals["overdue"] == 1


def test_figures_stay_within_reach(city: City) -> None:
    file_case(city)
    elsewhere = supervisor("330100000000")

    assert head_figures(supervisor(), Span.TODAY).totals["received"] == 1
    assert head_figures(elsewhere, Span.TODAY).organs == {}
    assert not head_cases(elsewhere, "received", Span.TODAY).exists()
    assert head_figures(city.officer("window"), Span.TODAY).totals["received"] == 0
    assert not warned_cases(city.officer("window"), approval.GRADES).exists()


def test_unknown_figure_is_no_figure(city: City) -> None:
    with pytest.raises(KeyError):
        head_cases(city.officer("head"), "profit", Span.TODAY)


@pytest.mark.parametrize(
    ("today", "span", "expected"),
    [
        (date(2026, 9, 20), Span.TODAY, date(2026, 9, 20)),
        (date(2026, 9, 20), Span.WEEK, date(2026, 9, 14)),  # a Sunday belongs to its Monday
        (date(2026, 9, 14), Span.WEEK, date(2026, 9, 14)),
        (date(2026, 10, 1), Span.WEEK, date(2026, 9, 28)),
        (date(2026, 10, 31), Span.MONTH, date(2026, 10, 1)),
    ],
)
def test_period_begins(today: date, span: Span, expected: date) -> None:
    assert span.first_day(today) == expected
    assert span.begin(today).isoformat() == f"{expected}T00:00:00+08:00"


def test_figures_cost_five_statements_however_many_cases(
    city: City, django_assert_num_queries: Any
) -> None:
    head = city.officer("head")
    for n in range(3):
        file_case(city, key=f"factory-filing-{n}")
    with django_assert_num_queries(5):
        head_figures(head, Span.MONTH)
