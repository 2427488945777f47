"""Every look is recorded with its reason, cannot be taken back, and is shown to the person."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from uuid import UUID

import psycopg
import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction
from tests.directory.people import (
    BUREAU,
    NOON,
    make_organ,
    make_party,
    make_post,
    officer_actor,
)

from yichuang.directory.actors import PUBLIC, Actor, ActorKind, NotAllowed, system
from yichuang.directory.errors import LookNeedsReason, LookNotFound
from yichuang.directory.looks import (
    Sealing,
    look_hash,
    look_hashes,
    looks_shown_to,
    looks_to_place,
    mark_looks_placed,
    officer_of_look,
    open_sealed_look,
    record_look,
    record_looks,
)
from yichuang.directory.models import Look, LookOpening, LookQueue

CASE, OTHER_CASE = UUID(int=11), UUID(int=12)
CLERK = officer_actor("file.read", "look.seal", post="bureau.decide", second_factor=True)


@pytest.fixture
def person(db, clock):
    return make_party(1)


def test_look_within_a_case_needs_no_other_reason(person):
    look_id = record_look(CLERK, person.id, case_id=CASE, what="detail")

    look = Look.objects.get(pk=look_id)
    assert (look.party_id, look.case_id, look.purpose, look.what) == (
        person.id, CASE, "case", "detail",
    )  # fmt: skip
    assert (look.actor_kind, look.actor_id, look.organ, look.at) == (
        "officer", "O1", BUREAU, NOON,
    )  # fmt: skip


@pytest.mark.parametrize(
    "reason",
    [{}, {"purpose": "counter"}, {"purpose": "counter", "ground": "  "}, {"ground": "听说"}],
)
def test_look_without_a_case_needs_purpose_and_ground(person, reason):
    with pytest.raises(LookNeedsReason):
        record_look(CLERK, person.id, what="detail", **reason)

    assert not Look.objects.exists()
    assert not LookQueue.objects.exists()


def test_look_with_unknown_purpose_is_a_defect(person):
    with pytest.raises(ValueError, match="curiosity"):
        record_look(CLERK, person.id, purpose="curiosity", ground="x", what="detail")


def test_person_reading_his_own_data_is_no_look(person):
    himself = Actor(kind=ActorKind.PARTY, id=str(person.id))
    agent = Actor(kind=ActorKind.PARTY, id=str(UUID(int=9)), mandates=frozenset({person.id}))

    assert record_look(himself, person.id, what="detail") is None
    assert record_look(agent, person.id, what="detail") is None
    assert record_look(replace(agent, mandates=frozenset()), person.id, case_id=CASE, what="x") is (
        None
    )
    assert not Look.objects.exists()


def test_another_party_and_the_public_may_not_look(person):
    stranger = Actor(kind=ActorKind.PARTY, id=str(UUID(int=9)))
    former = replace(stranger, ended_mandates=frozenset({person.id}))

    for actor, case in ((stranger, None), (former, CASE), (PUBLIC, CASE)):
        with pytest.raises(NotAllowed):
            record_look(actor, person.id, case_id=case, what="detail")


def test_system_looks_are_looks(person):
    record_look(system("exchange"), person.id, case_id=CASE, what="export")

    assert Look.objects.get().actor_kind == "system"


def test_look_stays_only_with_the_transaction_that_read(person):
    with transaction.atomic():
        record_look(CLERK, person.id, case_id=CASE, what="detail")
        transaction.set_rollback(True)

    assert not Look.objects.exists()
    assert not LookQueue.objects.exists()


def test_look_outside_a_transaction_is_a_defect(committed_db, clock):
    with pytest.raises(ValueError, match="transaction"):
        record_look(CLERK, UUID(int=1), case_id=CASE, what="detail")


def test_export_is_a_look_at_everybody_in_it(person):
    other = make_party(2)

    assert record_looks(CLERK, [(person.id, CASE), (other.id, OTHER_CASE)]) == 2

    looks = Look.objects.all()
    assert {(look.party_id, look.case_id, look.what) for look in looks} == {
        (person.id, CASE, "export"),
        (other.id, OTHER_CASE, "export"),
    }
    assert looks_to_place(10) == sorted((look.id, look_hash(look)) for look in looks)


def test_export_without_reason_records_nothing(person):
    with pytest.raises(LookNeedsReason):
        record_looks(CLERK, [(person.id, CASE), (person.id, None)])
    with pytest.raises(NotAllowed):
        record_looks(PUBLIC, [(person.id, CASE)])

    assert not Look.objects.exists()


def test_looks_wait_for_their_place_in_the_log(person):
    first = record_look(CLERK, person.id, case_id=CASE, what="detail")
    second = record_look(CLERK, person.id, case_id=CASE, what="file")

    waiting = looks_to_place(10)

    assert waiting == sorted(look_hashes([first, second]).items())
    assert len(looks_to_place(1)) == 1
    mark_looks_placed([first])
    assert [look_id for look_id, _ in looks_to_place(10)] == [second]


@pytest.mark.parametrize(
    "change",
    [
        {"party_id": UUID(int=2)},
        {"case_id": None},
        {"case_id": OTHER_CASE},
        {"actor_kind": "system"},
        {"actor_id": "O2"},
        {"post": "x"},
        {"organ": ""},
        {"purpose": "counter"},
        {"ground": "x"},
        {"what": "list"},
        {"at": NOON + timedelta(microseconds=1)},
        {"sealed_until": NOON},
        {"sealed_ground": "x"},
        {"nonce": b"\x00" * 16},
        {"id": UUID(int=99)},
    ],
)
def test_look_hash_changes_with_every_column(person, change):
    look = Look.objects.get(pk=record_look(CLERK, person.id, case_id=CASE, what="detail"))
    assert look_hash(look) == bytes(look.hash)

    for name, value in change.items():
        setattr(look, name, value)

    assert look_hash(look) != bytes(look.hash)


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE directory_look SET ground = 'x'",
        "DELETE FROM directory_look",
        "TRUNCATE directory_look CASCADE",
    ],
)
def test_nobody_changes_or_removes_a_look(committed_db, clock, statement):
    person = make_party(1)
    with transaction.atomic():
        record_look(CLERK, person.id, case_id=CASE, what="detail")

    with pytest.raises(ProgrammingError, match="permission denied"), connection.cursor() as cursor:
        cursor.execute(statement)
    refused = pytest.raises(psycopg.errors.IntegrityConstraintViolation, match="append-only")
    with psycopg.connect(committed_db["DATABASE_OWNER_URL"]) as owner, refused:
        owner.execute(statement)

    assert Look.objects.count() == 1


def test_person_sees_one_line_for_a_case_and_day_without_a_name(person, clock):
    make_post(make_organ())
    record_look(CLERK, person.id, case_id=CASE, what="detail")
    clock.moment = NOON + timedelta(hours=2)
    record_look(CLERK, person.id, case_id=CASE, what="file")
    clock.moment = NOON + timedelta(days=1)
    record_look(CLERK, person.id, case_id=CASE, what="detail")
    record_look(CLERK, person.id, case_id=OTHER_CASE, what="detail")
    record_look(CLERK, person.id, purpose="counter", ground="当事人在场", what="detail")

    lines = looks_shown_to(person.id)

    assert [(line.case_id, line.count) for line in lines[-1:]] == [(CASE, 2)]
    assert sorted(line.count for line in lines) == [1, 1, 1, 2]
    assert (lines[-1].first_at, lines[-1].last_at) == (NOON, NOON + timedelta(hours=2))
    assert {(line.organ, line.post) for line in lines} == {("示例机关approval-bureau", "首席代表")}
    assert "O1" not in str(lines)
    assert looks_shown_to(make_party(2).id) == []


def seal(person, until=NOON + timedelta(days=30)):
    return record_look(
        CLERK,
        person.id,
        purpose="inspection",
        ground="线索核查",
        what="detail",
        sealing=Sealing(until=until, ground="PIPL 个人信息保护法 35"),
    )


def test_sealed_look_is_counted_and_shown_after_its_day(person, clock):
    seal(person)

    (line,) = looks_shown_to(person.id)
    assert (line.purpose, line.sealed_count, line.count) == ("sealed", 1, 0)
    assert (line.organ, line.post, line.first_at, line.look_id) == ("", "", None, None)

    clock.moment = NOON + timedelta(days=30)
    (line,) = looks_shown_to(person.id)
    assert (line.purpose, line.sealed_count, line.count) == ("inspection", 0, 1)


@pytest.mark.parametrize(
    ("actor", "purpose"),
    [
        (CLERK, "counter"),  # an ordinary look is never sealed
        (officer_actor("file.read"), "inspection"),
        (replace(CLERK, second_factor=False), "discipline"),
    ],
)
def test_sealing_needs_the_right_and_a_purpose_that_allows_it(person, actor, purpose):
    with pytest.raises(NotAllowed):
        record_look(
            actor,
            person.id,
            purpose=purpose,
            ground="线索核查",
            what="detail",
            sealing=Sealing(NOON + timedelta(days=1), "PIPL 35"),
        )

    assert not Look.objects.exists()


AUDITOR = officer_actor("look.open_sealed", id="O9", post="bureau.audit", second_factor=True)


def test_sealed_look_can_be_opened_early_with_a_ground(person):
    look_id = seal(person)

    with pytest.raises(LookNeedsReason):
        open_sealed_look(AUDITOR, look_id, " ")
    open_sealed_look(AUDITOR, look_id, "核查已结束")

    assert looks_shown_to(person.id)[0].purpose == "inspection"
    assert LookOpening.objects.get().actor_id == "O9"


def test_officer_is_named_on_complaint_only_and_the_asking_is_recorded(person):
    look_id = record_look(CLERK, person.id, case_id=CASE, what="detail")

    with pytest.raises(NotAllowed):
        officer_of_look(CLERK, look_id, "投诉1")
    with pytest.raises(NotAllowed):  # another city's auditor
        officer_of_look(replace(AUDITOR, organ="X", region="320100000000"), look_id, "投诉1")
    with pytest.raises(LookNeedsReason):
        officer_of_look(AUDITOR, look_id, "")
    with pytest.raises(LookNotFound):
        officer_of_look(AUDITOR, UUID(int=404), "投诉1")
    assert not LookOpening.objects.exists()

    assert officer_of_look(AUDITOR, look_id, "投诉1") == "O1"
    assert LookOpening.objects.get().kind == "officer_named"


def test_naming_the_officer_does_not_unseal(person):
    officer_of_look(AUDITOR, seal(person), "投诉1")

    assert looks_shown_to(person.id)[0].purpose == "sealed"


def test_database_itself_refuses_a_look_without_reason(person):
    look = Look(
        id=UUID(int=5), party=person, actor_kind="officer", actor_id="O1", purpose="counter",
        what="detail", at=NOON, nonce=b"n", hash=b"h",
    )  # fmt: skip

    with pytest.raises(IntegrityError, match="directory_look_has_reason"), transaction.atomic():
        look.save(force_insert=True)
