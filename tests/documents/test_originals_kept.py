"""Paper originals that stay: missed, found, archived, given back, and what the record says."""

from __future__ import annotations

import threading
from collections import Counter
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.documents.at_the_window import (
    ARCHIVE,
    DAY,
    ORGAN,
    WINDOW,
    labels,
    place_of,
    receive,
    send,
)
from tests.factories import (
    City,
    make_city,
    walk,
)
from tests.ledger.clocks import SetClock
from yichuang.directory.public import NotAllowed, actor_in_post
from yichuang.documents.public import (
    AlarmKind,
    HandOverSigned,
    Move,
    NotForThisPlace,
    NotReversible,
    Original,
    OriginalElsewhere,
    alarms,
    desk_counts,
    give_back,
    lists_under_way,
    misplaced,
    moves_of,
    report_found,
    report_missing,
    reverse_last,
    sign_for,
)
from yichuang.kernel.public import DomainError, InvalidInput
from yichuang.ledger.public import Receipt

# --- losing, finding, reversing -------------------------------------------------------------------


def test_a_missing_paper_is_found_on_either_side(city: City) -> None:
    plan, rules = labels(receive(city, "plan", "rules"))
    sent = send(city, plan, rules)
    sign_for(city.officer("examine"), sent.pk, here=[], missing=[plan, rules])

    report_found(city.officer("window"), plan, place=WINDOW)
    report_found(city.officer("examine2"), rules, place=ORGAN)

    assert place_of(plan) == ("held", "window")
    assert place_of(rules) == ("held", "organ")


def test_finding_needs_a_loss_and_a_place_of_ones_own(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    with pytest.raises(OriginalElsewhere):
        report_found(city.officer("window"), plan, place=WINDOW)
    report_missing(city.officer("window"), plan)

    with pytest.raises(NotForThisPlace):  # it was on the way nowhere
        report_found(city.officer("examine"), plan, place=ORGAN)
    with pytest.raises(NotAllowed):
        report_found(city.officer("examine"), plan, place=WINDOW)
    with pytest.raises(OriginalElsewhere):  # lost twice
        report_missing(city.officer("window"), plan)
    assert place_of(plan) == ("missing", "window")


def test_a_wrong_move_is_reversed_by_another_and_stays_on_record(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    send(city, plan)

    reverse_last(city.officer("window"), plan, ground="wrong_place")

    assert place_of(plan) == ("held", "window")
    kinds = [move.kind for move in moves_of(Original.objects.get(barcode=plan))]
    assert kinds == ["taken", "sent", "reversed"]
    assert lists_under_way(city.officer("examine"), coming=True) == []


def test_a_paper_that_was_never_there_is_struck_off(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))

    reverse_last(city.officer("window"), plan, ground="not_handed_over")

    assert place_of(plan) == ("struck", "window")
    with pytest.raises(NotReversible):
        reverse_last(city.officer("window"), plan, ground="not_handed_over")


def test_reversing_is_for_whose_move_it_was_and_needs_a_ground(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    sent = send(city, plan)
    sign_for(city.officer("examine"), sent.pk, here=[plan], missing=[])

    with pytest.raises(NotAllowed):
        reverse_last(city.officer("window"), plan, ground="wrong_item")
    with pytest.raises(InvalidInput):
        reverse_last(city.officer("examine"), plan, ground="我写错了")

    reverse_last(city.officer("examine"), plan, ground="wrong_item")
    assert place_of(plan) == ("under_way", "window")
    sign_for(city.officer("examine2"), sent.pk, here=[], missing=[plan])
    with pytest.raises(NotReversible):  # a loss ends by finding
        reverse_last(city.officer("window"), plan, ground="wrong_item")


# --- archive and applicant ------------------------------------------------------------------------


def close(city: City, case: UUID) -> None:
    """Take a case received at the window to its end."""
    filed = Receipt(case, number="", first_no=1, last_no=1, recorded_at=SetClock().at, hash="")
    walk(city, filed, until="deliver")


def test_after_closing_a_paper_is_archived_or_given_back(city: City) -> None:
    case = receive(city, "plan", "rules")
    plan, rules = labels(case)
    sign_for(city.officer("examine"), send(city, plan).pk, here=[plan], missing=[])
    close(city, case)

    sent = send(city, plan, post="examine", sender=ORGAN, to=ARCHIVE)
    sign_for(city.officer("review"), sent.pk, here=[plan], missing=[])
    give_back(city.officer("window"), case, barcodes=[rules], recipient="party", proof="signature")

    assert place_of(plan) == ("held", "archive")
    assert place_of(rules) == ("returned", "applicant")
    last = moves_of(Original.objects.get(barcode=rules))[-1]
    assert (last.recipient, last.proof, last.officer) == ("party", "signature", "T-window")


@pytest.mark.parametrize(
    ("post", "recipient", "proof", "refusal"),
    [
        ("window", "agent", "signature", InvalidInput),  # the case has no agent
        ("window", "somebody", "signature", InvalidInput),
        ("window", "party", "word of mouth", InvalidInput),
        ("examine", "party", "signature", NotAllowed),  # it lies at the window
    ],
)
def test_giving_back_refuses(
    city: City, post: str, recipient: str, proof: str, refusal: type[DomainError]
) -> None:
    case = receive(city, "plan")

    with pytest.raises(refusal):
        give_back(city.officer(post), case, barcodes=labels(case), recipient=recipient, proof=proof)

    assert place_of(labels(case)[0]) == ("held", "window")


def test_a_paper_goes_back_once_and_with_its_own_case(city: City) -> None:
    one, two = receive(city, "plan"), receive(city, "plan", key="window-filing-2")
    clerk = city.officer("window")
    with pytest.raises(InvalidInput):
        give_back(clerk, one, barcodes=labels(two), recipient="party", proof="signature")
    give_back(clerk, one, barcodes=labels(one), recipient="party", proof="signature")

    with pytest.raises(OriginalElsewhere):
        give_back(clerk, one, barcodes=labels(one), recipient="party", proof="signature")

    assert place_of(labels(two)[0]) == ("held", "window")


# --- alarms ---------------------------------------------------------------------------------------


def alarmed(city: City, post: str) -> list[tuple[AlarmKind, str]]:
    return [(one.kind, one.original.material) for one in alarms(city.officer(post))]


def test_what_is_missing_or_unsigned_the_day_after_is_an_alarm(city: City, clock: SetClock) -> None:
    plan, rules = labels(receive(city, "plan", "rules"))
    sign_for(city.officer("examine"), send(city, plan).pk, here=[], missing=[plan])
    send(city, rules)
    expected = [(AlarmKind.MISSING, "plan"), (AlarmKind.UNSIGNED, "rules")]
    assert alarmed(city, "head") == []

    clock.at += timedelta(hours=14, minutes=59)  # 23:59 of the same day in China
    assert alarmed(city, "head") == []
    clock.at += timedelta(minutes=1)

    assert alarmed(city, "head") == expected
    assert alarmed(city, "window") == expected
    assert (
        alarmed(city, "examine")
        == [(AlarmKind.UNSIGNED, "rules"), (AlarmKind.MISSING, "plan")][::-1]
    )
    assert alarmed(city, "decide") == expected  # a window post of the bureau as well
    assert alarmed(city, "catalogue") == []
    stranger = actor_in_post("O-examine", "other.examine")
    assert alarms(stranger) == []
    report_found(city.officer("window"), plan, place=WINDOW)
    assert alarmed(city, "head") == [(AlarmKind.UNSIGNED, "rules")]


def test_a_paper_lies_at_a_window_for_five_working_days_at_most(
    city: City, clock: SetClock
) -> None:
    receive(city, "plan")  # Monday 2 March

    clock.at += 7 * DAY  # Monday 9 March: five working days since
    assert alarmed(city, "head") == []
    clock.at += DAY  # Tuesday 10 March: six

    assert alarmed(city, "head") == [(AlarmKind.LINGERING, "plan")]


def test_weekend_does_not_count_at_the_window(city: City, clock: SetClock) -> None:
    clock.at += 4 * DAY  # Friday 6 March
    receive(city, "plan")

    clock.at += 8 * DAY  # Saturday 14 March: five working days, 9 to 13, have passed
    assert alarmed(city, "head") == []
    clock.at += 2 * DAY  # Monday 16 March: the sixth

    assert alarmed(city, "head") == [(AlarmKind.LINGERING, "plan")]


def test_the_house_sets_its_own_days(city: City, clock: SetClock, settings: Any) -> None:
    settings.ORIGINALS_UNSIGNED_DAYS, settings.ORIGINALS_WINDOW_DAYS = 3, 1
    plan, _rules = labels(receive(city, "plan", "rules"))
    send(city, plan)

    clock.at += 2 * DAY  # Wednesday: two working days at the window, two days under way

    assert alarmed(city, "head") == [(AlarmKind.LINGERING, "rules")]


def test_badge_counts_lists_to_sign_and_alarms_in_one_query(
    city: City, clock: SetClock, django_assert_num_queries: Any
) -> None:
    plan, rules = labels(receive(city, "plan", "rules"))
    send(city, plan, rules)
    clock.at += DAY
    examiner = city.officer("examine")

    with django_assert_num_queries(1):
        counts = desk_counts(examiner)

    assert (counts.alarms, counts.lists) == (2, 1)
    assert desk_counts(city.officer("window")).lists == 0


# --- the record -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_move SET officer = 'X'",
        "DELETE FROM documents_move",
        "UPDATE documents_handover SET number = 'X'",
        "DELETE FROM documents_handover",
        "DELETE FROM documents_original",
        "UPDATE documents_original SET barcode = '222222222'",
        "UPDATE documents_original SET copies = 1",
    ],
)
def test_database_refuses_to_change_what_happened(city: City, statement: str) -> None:
    send(city, *labels(receive(city, "plan")))

    with (
        pytest.raises((ProgrammingError, IntegrityError)),
        transaction.atomic(),
        connection.cursor() as cursor,
    ):
        cursor.execute(statement)


def test_a_row_that_tells_another_place_than_its_moves_is_found(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    Original.objects.filter(barcode=plan).update(place_kind="archive")

    assert misplaced() == [plan]

    Original.objects.filter(barcode=plan).update(place_kind="window")


def test_of_two_receivers_at_once_one_signs(
    committed_db: dict[str, str], django_db_blocker: Any
) -> None:
    with django_db_blocker.unblock():
        city = make_city()
        plan, rules = labels(receive(city, "plan", "rules"))
        sent = send(city, plan, rules)
        both_ready, outcomes = threading.Barrier(2), []
        heaps = {"examine": ([plan, rules], []), "examine2": ([plan], [rules])}

        def sign(post: str) -> None:
            here, missing = heaps[post]
            both_ready.wait(timeout=30)
            try:
                sign_for(city.officer(post), sent.pk, here=here, missing=missing)
                outcomes.append("signed")
            except HandOverSigned:
                outcomes.append("too late")
            finally:
                connection.close()

        threads = [threading.Thread(target=sign, args=(post,)) for post in heaps]
        for thread in threads:
            thread.start()
        for thread in threads:
            thread.join(timeout=60)

        assert Counter(outcomes) == {"signed": 1, "too late": 1}
        arrivals = Move.objects.filter(hand_over=sent).exclude(kind="sent")
        assert arrivals.count() == 2
        assert len(set(arrivals.values_list("officer", flat=True))) == 1
        assert misplaced() == []
