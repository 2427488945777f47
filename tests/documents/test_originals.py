"""Paper originals through the house: taken, handed over, signed for."""

from __future__ import annotations

from dataclasses import replace
from uuid import uuid4

import pytest

from tests.documents.at_the_window import (
    ARCHIVE,
    ORGAN,
    WINDOW,
    labels,
    place_of,
    receive,
    send,
)
from tests.factories import (
    LICENSING_LAW,
    OTHER_ORGAN,
    City,
    cited,
    contents,
    file_case,
    material,
    published,
)
from yichuang.approval import public as approval
from yichuang.catalogue.public import SatisfiedBy
from yichuang.directory.public import NotAllowed, actor_in_post
from yichuang.documents.public import (
    BarcodeInvalid,
    CaseNotClosed,
    HandOver,
    HandOverIncomplete,
    HandOverNotFound,
    HandOverSigned,
    ListEmpty,
    Move,
    NotForThisPlace,
    Original,
    OriginalElsewhere,
    OriginalNotFound,
    OriginalNotOnList,
    OwnSending,
    Place,
    PlaceKind,
    hand_over_named,
    lists_under_way,
    moves_of,
    original_named,
    originals_held,
    originals_of_case,
    report_missing,
    sign_for,
    take_original,
)
from yichuang.kernel.public import DomainError, InvalidInput
from yichuang.ledger.public import CaseNotFound

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


def test_an_identity_card_is_shown_and_never_kept(city: City) -> None:
    content = replace(contents()["licence"], name="示例持证许可", task_code="test-card")
    card = replace(
        material("card", "法定代表人身份证", cited(LICENSING_LAW, 31)),
        satisfied_by=(SatisfiedBy.PAPER,),
    )
    city = replace(city, licence=published(replace(content, materials=(*content.materials, card))))

    case = receive(city, "plan", "card")

    assert [row.material for row in originals_of_case(case)] == ["plan"]
    with pytest.raises(InvalidInput) as refused:
        take_original(city.officer("window"), case, material="card")
    assert (refused.value.article, refused.value.facts["rule"]) == ("IDCardLaw 15", "shown_only")


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
