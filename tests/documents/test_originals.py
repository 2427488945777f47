"""Paper originals through the house: taken, handed over, missed, found, archived, given back."""

from __future__ import annotations

import threading
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from django.db import IntegrityError, ProgrammingError, connection, transaction

from tests.factories import (
    BUREAU,
    LICENCE_FORM,
    OTHER_ORGAN,
    City,
    applicant,
    file_case,
    make_city,
    walk,
)
from tests.ledger.clocks import SetClock
from yichuang.approval import public as approval
from yichuang.directory.public import NotAllowed, actor_in_post
from yichuang.documents.public import (
    AlarmKind,
    BarcodeInvalid,
    CaseNotClosed,
    HandOver,
    HandOverIncomplete,
    HandOverNotFound,
    HandOverSigned,
    ListEmpty,
    Move,
    NotForThisPlace,
    NotReversible,
    Original,
    OriginalElsewhere,
    OriginalNotFound,
    OriginalNotOnList,
    OwnSending,
    Place,
    PlaceKind,
    alarms,
    desk_counts,
    give_back,
    hand_over,
    hand_over_named,
    lists_under_way,
    misplaced,
    moves_of,
    original_named,
    originals_held,
    originals_of_case,
    report_found,
    report_missing,
    reverse_last,
    sign_for,
    take_original,
)
from yichuang.kernel.public import DomainError, InvalidInput, using_ports
from yichuang.ledger.public import CaseNotFound, Receipt

WINDOW = Place(PlaceKind.WINDOW, BUREAU)
ORGAN = Place(PlaceKind.ORGAN, BUREAU)
ARCHIVE = Place(PlaceKind.ARCHIVE, BUREAU)
DAY = timedelta(days=1)


@pytest.fixture
def clock() -> Iterator[SetClock]:
    """Monday 2 March 2026, nine o'clock in China."""
    clock = SetClock()
    with using_ports(clock=clock):
        yield clock


@pytest.fixture
def city(small_city: City, clock: SetClock) -> Iterator[City]:
    yield small_city
    assert misplaced() == []


def receive(city: City, *codes: str, key: str = "window-filing-1", post: str = "window") -> UUID:
    """Take an application at the window, the materials on paper."""
    return approval.receive_application(
        actor=city.officer(post),
        edition_id=city.licence.id,
        party=city.parties["citizen"],
        command=approval.Receive(
            form=dict(LICENCE_FORM),
            applicant=applicant(),
            materials=tuple(approval.MaterialGiven(code, "paper", copies=2) for code in codes),
        ),
        key=key,
    ).case_id


def labels(case: UUID) -> list[str]:
    return [row.barcode for row in originals_of_case(case)]


def send(city: City, *barcodes: str, to: Place = ORGAN, sender: Place = WINDOW, **more: Any) -> Any:
    values = {"hand_over_id": uuid4(), "post": "window", **more}
    post = values.pop("post")
    return hand_over(city.officer(post), barcodes=barcodes, sender=sender, to=to, **values)


def place_of(barcode: str) -> tuple[str, str]:
    row = Original.objects.get(barcode=barcode)
    return row.standing, row.place_kind


# --- taking ---------------------------------------------------------------------------------------


def test_each_paper_taken_at_the_window_gets_a_barcode_with_the_case(city: City) -> None:
    case = receive(city, "plan", "rules")

    rows = list(originals_of_case(case))
    assert [(row.material, row.name, row.copies) for row in rows] == [
        ("plan", "场所布局图", 2),
        ("rules", "管理制度", 2),
    ]
    assert len({row.barcode for row in rows}) == 2
    assert {place_of(row.barcode) for row in rows} == {("held", "window")}
    move = moves_of(rows[0])[0]
    assert (move.kind, move.officer, move.post) == ("taken", "T-window", "test.window")


def test_a_retried_reception_labels_nothing_twice(city: City) -> None:
    first, second = receive(city, "plan"), receive(city, "plan")

    assert first == second
    assert len(labels(first)) == 1


def test_a_refused_reception_leaves_no_label(city: City) -> None:
    with pytest.raises(DomainError):
        receive(city, "plan", "no-such-material")

    assert not Original.objects.exists()


def test_only_paper_in_hand_is_labelled(city: City) -> None:
    file_case(city)  # scans, handed in online

    assert not Original.objects.exists()


def test_a_supplement_on_paper_is_labelled_too(city: City) -> None:
    case = receive(city, "plan")
    notice = approval.RequestSupplement(
        items=(approval.SupplementItem("rules", ("内容不完整",)),),
    )
    approval.act(case, notice, actor=city.officer("window"), key="ask-for-rules")

    answer = approval.TakeSupplement(materials=(approval.MaterialGiven("rules", "paper"),))
    approval.act(case, answer, actor=city.officer("assist"), key="take-the-rules")

    rows = list(originals_of_case(case))
    assert [(row.material, row.copies, row.event_no) for row in rows] == [
        ("plan", 2, 1),
        ("rules", 1, 3),
    ]


def test_a_paper_brought_to_an_online_case_is_taken_by_hand(city: City) -> None:
    case = file_case(city).case_id

    row = take_original(city.officer("window"), case, material="plan", copies=3)

    assert (row.name, row.copies, row.event_no) == ("场所布局图", 3, None)


@pytest.mark.parametrize(
    ("post", "material", "copies", "refusal"),
    [
        ("examine", "plan", 1, NotAllowed),
        ("catalogue", "plan", 1, CaseNotFound),
        ("window", "no-such", 1, InvalidInput),
        ("window", "plan", 0, InvalidInput),
        ("window", "plan", 100, InvalidInput),
    ],
)
def test_taking_by_hand_refuses(
    city: City, post: str, material: str, copies: int, refusal: type[DomainError]
) -> None:
    case = file_case(city).case_id

    with pytest.raises(refusal):
        take_original(city.officer(post), case, material=material, copies=copies)

    assert not Original.objects.exists()


# --- handing over ---------------------------------------------------------------------------------


def test_a_list_goes_from_window_to_organ_and_each_item_is_signed_for(city: City) -> None:
    case = receive(city, "plan", "rules")
    plan, rules = labels(case)

    sent = send(city, plan, rules)
    assert sent.number == "移交〔2026〕1号"
    assert {place_of(code) for code in (plan, rules)} == {("under_way", "window")}
    coming = lists_under_way(city.officer("examine"), coming=True)
    assert [(one.hand_over.pk, one.items) for one in coming] == [(sent.pk, 2)]

    sign_for(city.officer("examine"), sent.pk, here=[plan], missing=[rules])

    assert place_of(plan) == ("held", "organ")
    assert place_of(rules) == ("missing", "window")  # it stays with the sender
    assert lists_under_way(city.officer("examine"), coming=True) == []
    assert [row.barcode for row in originals_held(city.officer("examine"))] == [plan]


def test_a_retried_sending_gives_the_same_list(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    chosen = uuid4()

    first, second = (send(city, plan, hand_over_id=chosen) for _ in range(2))

    assert first.pk == second.pk == chosen
    assert Move.objects.filter(kind="sent").count() == 1
    with pytest.raises(InvalidInput):  # the same key for something else
        send(city, plan, hand_over_id=chosen, to=ARCHIVE)


@pytest.mark.parametrize(
    ("post", "sender", "to", "refusal"),
    [
        ("examine", WINDOW, ORGAN, NotAllowed),  # stands for the organ's desk only
        ("window", ORGAN, WINDOW, NotAllowed),
        ("window", Place(PlaceKind.WINDOW, OTHER_ORGAN), ORGAN, NotAllowed),
        ("window", WINDOW, WINDOW, InvalidInput),
        ("window", WINDOW, Place(PlaceKind.APPLICANT), InvalidInput),
        ("window", WINDOW, Place(PlaceKind.ORGAN, OTHER_ORGAN), NotForThisPlace),
        ("window", WINDOW, ARCHIVE, CaseNotClosed),
    ],
)
def test_sending_refuses(
    city: City, post: str, sender: Place, to: Place, refusal: type[DomainError]
) -> None:
    (plan,) = labels(receive(city, "plan"))

    with pytest.raises(refusal):
        send(city, plan, post=post, sender=sender, to=to)

    assert place_of(plan) == ("held", "window")
    assert not HandOver.objects.exists()


def test_what_is_not_in_hand_cannot_be_sent(city: City) -> None:
    plan, rules = labels(receive(city, "plan", "rules"))
    send(city, plan)

    with pytest.raises(OriginalElsewhere) as refusal:
        send(city, plan, rules)

    assert refusal.value.facts["standing"] == "original.under_way"
    assert place_of(rules) == ("held", "window")  # all or nothing


def test_barcodes_of_nobody_and_of_no_shape_are_refused(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    wrong_check = plan[:-1] + ("2" if plan[-1] != "2" else "3")

    with pytest.raises(ListEmpty):
        send(city)
    with pytest.raises(BarcodeInvalid):
        send(city, plan, wrong_check)
    with pytest.raises(OriginalNotFound):
        send(city, plan, "222222222")
    assert place_of(plan) == ("held", "window")


def test_other_organs_neither_see_nor_move_a_paper(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    stranger = actor_in_post("O-examine", "other.examine")
    sent = send(city, plan)

    with pytest.raises(OriginalNotFound):
        original_named(stranger, plan)
    with pytest.raises(HandOverNotFound):
        hand_over_named(stranger, sent.pk)
    with pytest.raises(NotAllowed):
        sign_for(stranger, sent.pk, here=[plan], missing=[])
    with pytest.raises(OriginalNotFound):
        report_missing(stranger, plan)
    assert place_of(plan) == ("under_way", "window")


# --- signing --------------------------------------------------------------------------------------


def test_a_paper_goes_back_the_way_it_came(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    sign_for(city.officer("examine"), send(city, plan).pk, here=[plan], missing=[])
    back = send(city, plan, post="examine", sender=ORGAN, to=WINDOW)

    with pytest.raises(NotAllowed):  # he stands for the organ, not for the window
        sign_for(city.officer("examine2"), back.pk, here=[plan], missing=[])
    sign_for(city.officer("assist"), back.pk, here=[plan], missing=[])

    assert place_of(plan) == ("held", "window")


def test_nobody_signs_for_his_own_sending_though_his_post_is_of_both_sides(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    clerk = city.officer("window")
    both = replace(clerk, acts=clerk.acts | {"originals.keep"})
    sent = send(city, plan)

    with pytest.raises(OwnSending):
        sign_for(both, sent.pk, here=[plan], missing=[])

    assert place_of(plan) == ("under_way", "window")


def test_each_item_is_received_or_named_never_both_and_never_neither(city: City) -> None:
    plan, rules = labels(receive(city, "plan", "rules"))
    sent = send(city, plan, rules)
    examiner = city.officer("examine")

    for here, missing in (([plan], []), ([], []), ([plan, rules], [rules])):
        with pytest.raises(HandOverIncomplete):
            sign_for(examiner, sent.pk, here=here, missing=missing)

    assert {place_of(code)[0] for code in (plan, rules)} == {"under_way"}


def test_an_item_of_another_list_is_refused(city: City) -> None:
    plan, rules = labels(receive(city, "plan", "rules"))
    first, _second = send(city, plan), send(city, rules)

    with pytest.raises(OriginalNotOnList) as refusal:
        sign_for(city.officer("examine"), first.pk, here=[plan, rules], missing=[])

    assert refusal.value.facts["barcodes"] == [rules]
    assert place_of(plan) == ("under_way", "window")


def test_a_list_is_signed_once(city: City) -> None:
    (plan,) = labels(receive(city, "plan"))
    sent = send(city, plan)
    sign_for(city.officer("examine"), sent.pk, here=[plan], missing=[])

    with pytest.raises(HandOverSigned):
        sign_for(city.officer("examine2"), sent.pk, here=[plan], missing=[])

    assert Move.objects.filter(kind="received").get().officer == "T-examine"


def test_a_list_that_never_was_is_not_found(city: City) -> None:
    with pytest.raises(HandOverNotFound):
        sign_for(city.officer("examine"), uuid4(), here=[], missing=[])


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
