"""Numbered blanks: one number, one licence; two persons strike off; the register is provable."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import DatabaseError, IntegrityError, transaction
from hypothesis import given
from hypothesis import strategies as st

from tests.factories import BUREAU, City, file_case, walk
from yichuang.directory.public import Actor, NotAllowed, actor_in_post
from yichuang.licences.blanks.rules import (
    NEXT_FATES,
    Series,
    may_become,
    places_from,
    series_from,
)
from yichuang.licences.public import (
    BlankAlreadyPrinted,
    BlankBatch,
    BlankBatchInvalid,
    BlankEntry,
    BlankNotFound,
    BlankNotUsable,
    BlankNumbersTaken,
    BlankOutOfStock,
    Fate,
    LicenceState,
    SecondPersonNeeded,
    batches_of,
    blank_of,
    change_state,
    decide_disposal,
    faults_of,
    licences_of_case,
    print_on_blank,
    proposed,
    receive_blanks,
    record_fate,
)

LAYOUT = "holder 60 85\nnumber 120 40 4\nterm 60 130"


# --- rules ----------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("first", "last", "expected"),
    [
        ("000101", "000200", Series("", 101, 200, 6)),
        ("a001", "A010", Series("A", 1, 10, 3)),
        ("7", "7", Series("", 7, 7, 1)),
        ("A001", "B010", None),  # two series
        ("001", "0010", None),  # two lengths
        ("010", "001", None),  # backwards
        ("0000001", "0020001", None),  # one more than a batch may hold
        ("", "", None),
        ("１２", "１３", None),  # full-width digits would be printed otherwise
        ("-1", "5", None),
    ],
)
def test_the_numbers_of_a_batch(first, last, expected):
    assert series_from(first, last) == expected


def test_leading_noughts_are_kept():
    assert Series("A", 1, 10, 4).number(7) == "A0007"


@pytest.mark.parametrize(
    "text",
    [
        "",
        "holder 60 85",  # no place for the number
        LAYOUT + "\nholder 1 9",  # twice
        LAYOUT + "\nphoto 10 10",
        "holder 210 85\nnumber 1 10",  # over the edge
        "holder 10 298\nnumber 1 10",
        "holder 10 4\nnumber 1 10",  # its top would be cut off
        "holder ten 10\nnumber 1 10",
        "<script> 1 1",
    ],
)
def test_a_faulty_layout_is_none(text):
    assert places_from(text, width=210, height=297) is None


@given(st.sampled_from(Fate), st.sampled_from(Fate), st.text(max_size=12))
def test_nothing_comes_back_into_the_stock_and_nothing_follows_the_end(before, after, reason):
    assert not may_become(before, Fate.STOCK, reason)
    assert not may_become(Fate.DISPOSED, after, reason)
    if after is Fate.ISSUED:
        assert may_become(before, after, reason) is (before is Fate.STOCK and reason == "")
    assert after in NEXT_FATES[before] or not may_become(before, after, reason)


# --- the register ---------------------------------------------------------------------------------


@pytest.fixture
def city(small_city) -> City:
    return small_city


def officer(post: str) -> Actor:
    return actor_in_post(f"T-{post}", f"test.{post}", second_factor=True)


def licence(city: City, key: str = "blank-filing-1") -> Any:
    receipt = file_case(city, key=key)
    walk(city, receipt, until="issue")
    return licences_of_case(receipt.case_id)[0]


def batch(licence: Any, first: str = "000101", last: str = "000103") -> BlankBatch:
    return receive_blanks(
        officer("window"),
        type_code=licence.type_code,
        type_name=licence.type_name,
        first=first,
        last=last,
        width_mm=210,
        height_mm=297,
        layout=LAYOUT,
    )


def test_the_way_of_blanks_from_receipt_to_being_struck_off(city):
    card = licence(city)
    received = batch(card)
    window, assist = officer("window"), officer("assist")

    assert print_on_blank(window, card.id) == "000101"
    assert blank_of(card.id) == (received, "000101")
    with pytest.raises(BlankAlreadyPrinted):
        print_on_blank(window, card.id)

    record_fate(window, received.id, first="000101", fate=Fate.SPOILT, reason="misprint")
    assert blank_of(card.id) is None
    assert print_on_blank(window, card.id, number="000103") == "000103"
    assert record_fate(window, received.id, first="000102", fate=Fate.LOST, reason="lost") == 1
    [counted] = batches_of(BUREAU)
    assert (counted.stock, counted.total) == (0, 3)
    assert counted.counts[Fate.ISSUED] == counted.counts[Fate.SPOILT] == 1

    record_fate(window, received.id, first="000101", fate=Fate.PROPOSED, reason="destroyed")
    assert proposed(received) == [("000101", window.id)]
    with pytest.raises(SecondPersonNeeded):
        decide_disposal(window, received.id, confirm=True)
    assert decide_disposal(assist, received.id, confirm=True) == 1
    assert proposed(received) == []
    assert faults_of(received) == []


def test_a_number_is_used_once_and_never_without_stock(city):
    card = licence(city)
    received = batch(card, last="000101")
    window = officer("window")
    record_fate(window, received.id, first="000101", fate=Fate.SPOILT, reason="damaged")

    with pytest.raises(BlankNotUsable):
        print_on_blank(window, card.id, number="000101")
    with pytest.raises(BlankOutOfStock):
        print_on_blank(window, card.id)
    for unknown in ("000100", "999", "A00101", "x"):
        with pytest.raises(BlankNotFound):
            print_on_blank(window, card.id, number=unknown)
    assert BlankEntry.objects.count() == 1


def test_a_range_is_recorded_whole_or_not_at_all(city):
    card = licence(city)
    received = batch(card)
    window = officer("window")
    print_on_blank(window, card.id, number="000103")

    with pytest.raises(BlankNotUsable):
        record_fate(
            window, received.id, first="000101", last="000103", fate=Fate.LOST, reason="stolen"
        )
    assert BlankEntry.objects.count() == 1
    for bad in ({"reason": "because"}, {"fate": Fate.STOCK}, {"reason": ""}):
        with pytest.raises(BlankNotUsable):
            record_fate(
                window, received.id, first="000101", **{"fate": Fate.LOST, "reason": "lost", **bad}
            )
    for fate in (Fate.ISSUED, Fate.DISPOSED):  # these have their own acts
        with pytest.raises(BlankNotFound):
            record_fate(window, received.id, first="000101", fate=fate, reason="")


def test_numbers_come_in_once_even_where_the_code_is_passed_by(city):
    card = licence(city)
    received = batch(card)

    with pytest.raises(BlankNumbersTaken):
        batch(card, first="000103", last="000104")
    copy = BlankBatch.objects.get(pk=received.pk)
    copy.pk = card.id
    with pytest.raises(IntegrityError, match="received before"), transaction.atomic():
        copy.save(force_insert=True)
    print_on_blank(officer("window"), card.id)
    for serial, position, fate in ((999, 2, "lost"), (102, 1, "lost"), (101, 2, "issued")):
        row = BlankEntry.objects.get()
        row.pk, row.serial, row.position, row.fate = None, serial, position, fate
        row.licence_id = row.licence_id if fate == "issued" else None
        with pytest.raises(IntegrityError), transaction.atomic():
            row.save(force_insert=True)


def test_a_batch_of_another_organs_kind_or_a_bad_sheet_is_refused(city):
    card = licence(city)
    window = officer("window")
    good: dict[str, Any] = {
        "type_code": card.type_code,
        "type_name": card.type_name,
        "first": "1",
        "last": "2",
        "width_mm": 210,
        "height_mm": 297,
        "layout": LAYOUT,
    }
    for bad in (
        {"type_code": "1" * 21},
        {"type_name": ""},
        {"first": "x"},
        {"width_mm": 0},
        {"height_mm": 5000},
        {"layout": "nothing"},
    ):
        with pytest.raises(BlankBatchInvalid):
            receive_blanks(window, **{**good, **bad})
    with pytest.raises(NotAllowed):
        receive_blanks(officer("examine"), **good)
    assert not BlankBatch.objects.exists()


def test_a_revoked_licence_is_not_printed(city):
    card = licence(city)
    batch(card)
    change_state(card.id, LicenceState.REVOKED, ground="false_materials", organ_code=BUREAU)

    with pytest.raises(BlankNotUsable):
        print_on_blank(officer("window"), card.id)


def test_an_altered_entry_is_found(city):
    card = licence(city)
    received = batch(card)
    print_on_blank(officer("window"), card.id)
    with pytest.raises(DatabaseError, match=r"append-only|permission denied"), transaction.atomic():
        BlankEntry.objects.update(serial=102)
    forged = BlankEntry.objects.get()
    forged.pk, forged.position, forged.serial = None, 2, 102
    forged.fate, forged.licence_id, forged.reason = "lost", None, "lost"
    forged.save(force_insert=True)  # its hash is that of another entry

    assert faults_of(received) == [2]
