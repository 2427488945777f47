"""`execute`: the order of acts, idempotency, what was seen, silence, and nothing half-written."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterator
from datetime import timedelta
from uuid import UUID, uuid4

import pytest

from yichuang.directory.public import NotAllowed
from yichuang.kernel.public import DomainError, using_ports
from yichuang.ledger.public import (
    Case,
    CaseMovedOn,
    CaseNotFound,
    EffectiveInFuture,
    KeyMissing,
    KeyUsedDifferently,
    Todo,
    case_id_for,
    events_of,
    execute,
    open_case,
    verify,
    wake_due,
)

from .clocks import SetClock
from .probe import CLERK, OTHER, DecideIt, Forbidden, Note, Open, Unwilling, opening

pytestmark = pytest.mark.django_db


@pytest.fixture
def clock() -> Iterator[SetClock]:
    clock = SetClock()
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def case_id(clock: SetClock) -> UUID:
    return open_case(opening(), Open(), actor=CLERK, key="open-0001").case_id


def kinds(case_id: UUID) -> list[str]:
    return [event.kind for event in events_of(case_id, "probe")]


def test_open_case_records_who_what_and_when(clock: SetClock) -> None:
    receipt = open_case(opening(), Open(), actor=CLERK, key="open-0001")

    (event,) = events_of(receipt.case_id, "probe")
    assert (event.no, event.kind, event.actor_id, event.post) == (
        1,
        "opened",
        "officer-1",
        "post-1",
    )
    assert event.recorded_at == clock.at
    assert event.hash.hex() == receipt.hash
    assert set(event.files) == {"who"}
    case = Case.objects.get(pk=receipt.case_id)
    assert (case.status, case.version, case.organ_name) == ("open", 1, "示例机关")
    assert case.number == receipt.number


def test_open_case_again_with_same_key_gives_same_receipt(case_id: UUID) -> None:
    again = open_case(opening(), Open(), actor=CLERK, key="open-0001")

    assert again.repeated
    assert again.case_id == case_id == case_id_for(CLERK, "open-0001")
    assert Case.objects.count() == 1


def test_execute_again_with_same_key_writes_nothing(case_id: UUID) -> None:
    first = execute(case_id, Note(amount=3), actor=CLERK, key="note-0001")
    again = execute(case_id, Note(amount=3), actor=CLERK, key="note-0001")

    assert (again.first_no, again.last_no, again.hash) == (
        first.first_no,
        first.last_no,
        first.hash,
    )
    assert again.repeated
    assert kinds(case_id) == ["opened", "noted"]


def test_execute_refuses_key_used_for_another_command(case_id: UUID) -> None:
    execute(case_id, Note(amount=3), actor=CLERK, key="note-0001")

    with pytest.raises(KeyUsedDifferently):
        execute(case_id, Note(amount=4), actor=CLERK, key="note-0001")
    assert kinds(case_id) == ["opened", "noted"]


def test_execute_refuses_key_used_on_another_case(case_id: UUID) -> None:
    other = open_case(opening(), Open(), actor=CLERK, key="open-0002").case_id
    execute(case_id, Note(amount=3), actor=CLERK, key="note-0001")

    with pytest.raises(KeyUsedDifferently):
        execute(other, Note(amount=3), actor=CLERK, key="note-0001")


def test_execute_lets_two_actors_use_the_same_key(case_id: UUID) -> None:
    execute(case_id, Note(amount=3), actor=CLERK, key="note-0001")
    execute(case_id, Note(amount=3), actor=OTHER, key="note-0001")

    assert kinds(case_id) == ["opened", "noted", "noted"]


@pytest.mark.parametrize("key", ["", "short", "x" * 101, "has space", "käse-1234"])
def test_execute_refuses_malformed_key(case_id: UUID, key: str) -> None:
    with pytest.raises(KeyMissing):
        execute(case_id, Note(amount=3), actor=CLERK, key=key)


def test_execute_refuses_unknown_case(clock: SetClock) -> None:
    with pytest.raises(CaseNotFound):
        execute(uuid4(), Note(amount=1), actor=CLERK, key="note-0001")


def test_execute_asks_policy_before_procedure(case_id: UUID) -> None:
    with pytest.raises(NotAllowed):
        execute(case_id, Forbidden(), actor=CLERK, key="never-001")
    assert kinds(case_id) == ["opened"]


def test_refusal_writes_nothing_and_keeps_the_key_free(case_id: UUID) -> None:
    with pytest.raises(Unwilling):
        execute(case_id, Note(amount=-1), actor=CLERK, key="note-0001")

    assert kinds(case_id) == ["opened"]
    execute(case_id, Note(amount=1), actor=CLERK, key="note-0001")
    assert kinds(case_id) == ["opened", "noted"]


def test_refused_opening_leaves_no_case(clock: SetClock) -> None:
    with pytest.raises(DomainError):
        open_case(opening(), Note(amount=-1), actor=CLERK, key="open-0009")
    assert Case.objects.count() == 0


def test_execute_refuses_when_something_that_matters_came_since(case_id: UUID) -> None:
    execute(case_id, DecideIt(), actor=OTHER, key="decide-01", seen_no=1)

    with pytest.raises(CaseMovedOn) as refusal:
        execute(case_id, DecideIt(), actor=CLERK, key="decide-02", seen_no=1)
    facts = refusal.value.facts
    assert (facts["event"], facts["officer"], facts["who"]) == ("decided", "officer-2", "post-2")
    assert facts["at"].startswith("2026-03-02")


def test_execute_goes_on_when_only_a_note_came_since(case_id: UUID) -> None:
    execute(case_id, Note(amount=1), actor=OTHER, key="note-0001")

    execute(case_id, DecideIt(), actor=CLERK, key="decide-02", seen_no=1)
    assert kinds(case_id) == ["opened", "noted", "decided"]


def test_recorded_time_never_decreases_within_a_case(clock: SetClock, case_id: UUID) -> None:
    clock.jump(-timedelta(hours=1))

    execute(case_id, Note(amount=1), actor=CLERK, key="note-0001")
    first, second = events_of(case_id, "probe")
    assert second.recorded_at == first.recorded_at


def test_legal_moment_may_be_earlier_but_never_later(clock: SetClock, case_id: UUID) -> None:
    earlier = clock.at - timedelta(days=1)
    execute(case_id, Note(amount=1, effective_at=earlier), actor=CLERK, key="note-0001")
    assert events_of(case_id, "probe")[1].effective_at == earlier

    later = clock.at + timedelta(seconds=1)
    with pytest.raises(EffectiveInFuture):
        execute(case_id, Note(amount=1, effective_at=later), actor=CLERK, key="note-0002")


def test_silence_due_is_recorded_before_the_command(clock: SetClock, case_id: UUID) -> None:
    opened_at = clock.at
    clock.pass_time(timedelta(days=9))

    execute(case_id, DecideIt(), actor=CLERK, key="decide-01")

    _, lapsed, decided = events_of(case_id, "probe")
    assert (lapsed.kind, lapsed.actor_kind, lapsed.actor_id) == ("lapsed", "system", "silence")
    assert lapsed.effective_at == opened_at + timedelta(days=5)
    assert lapsed.recorded_at == decided.recorded_at == clock.at


def test_silence_stays_on_record_when_the_command_is_refused(
    clock: SetClock, case_id: UUID
) -> None:
    clock.pass_time(timedelta(days=9))

    with pytest.raises(Unwilling):
        execute(case_id, Note(amount=-1), actor=CLERK, key="note-0001")
    assert kinds(case_id) == ["opened", "lapsed"]
    assert verify().holds


def test_wake_due_records_silence_once(clock: SetClock, case_id: UUID) -> None:
    assert wake_due().woken == 0
    clock.pass_time(timedelta(days=5))

    assert wake_due().woken == 1
    assert wake_due().woken == 0
    assert kinds(case_id) == ["opened", "lapsed"]


def test_worker_that_slept_changes_no_legal_moment(clock: SetClock, case_id: UUID) -> None:
    opened_at = clock.at
    clock.pass_time(timedelta(days=25))

    wake_due()
    assert events_of(case_id, "probe")[1].effective_at == opened_at + timedelta(days=5)


def test_clock_that_jumped_a_year_fires_nothing(clock: SetClock, case_id: UUID) -> None:
    wake_due()  # leaves a heartbeat
    clock.jump(timedelta(days=365))

    outcome = wake_due()
    assert (outcome.trusted, outcome.woken) == (False, 0)
    execute(case_id, Note(amount=1), actor=CLERK, key="note-0001")
    assert kinds(case_id) == ["opened", "noted"]


def test_distrusted_clock_stays_distrusted_until_confirmed(clock: SetClock, case_id: UUID) -> None:
    from yichuang.ledger.public import confirm_clock

    wake_due()
    clock.jump(timedelta(days=365))
    assert not wake_due().trusted
    clock.jump(-timedelta(days=365))
    assert not wake_due().trusted

    confirm_clock()
    assert wake_due().trusted


def test_todos_follow_the_state(case_id: UUID) -> None:
    assert [todo.step for todo in Todo.objects.filter(case_id=case_id)] == ["decide"]

    execute(case_id, DecideIt(), actor=CLERK, key="decide-01")
    assert not Todo.objects.filter(case_id=case_id).exists()


def test_waking_before_its_time_changes_nothing(case_id: UUID) -> None:
    from yichuang.ledger.public import Wake
    from yichuang.ledger.silence import SILENCE

    execute(case_id, Wake(), actor=SILENCE, key="wake-early-1")
    assert kinds(case_id) == ["opened"]
    assert verify().holds


def test_retry_of_a_filing_gets_its_receipt_after_the_right_has_ended(case_id: UUID) -> None:
    barred = dataclasses.replace(CLERK, acts=frozenset())

    again = open_case(opening(), Open(), actor=barred, key="open-0001")
    assert (again.case_id, again.repeated) == (case_id, True)


def test_opening_without_the_right_leaves_no_case(clock: SetClock) -> None:
    barred = dataclasses.replace(CLERK, acts=frozenset())
    with pytest.raises(NotAllowed):
        open_case(opening(), Open(), actor=barred, key="open-0007")
    assert Case.objects.count() == 0
