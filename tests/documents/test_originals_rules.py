"""Barcodes find mistakes of scanners and fingers; where a paper is follows from its moves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.documents.originals.barcode import (
    ALPHABET,
    LENGTH,
    barcode_from,
    check_sign,
    grouped,
    read_barcode,
)
from yichuang.documents.originals.rules import (
    Moved,
    MoveKind,
    Place,
    PlaceKind,
    Standing,
    Whereabouts,
    effective,
    may_follow,
    whereabouts,
)
from yichuang.documents.public import BarcodeInvalid

MONDAY = datetime(2026, 3, 2, 1, tzinfo=UTC)
LIST = UUID(int=1)
WINDOW = Place(PlaceKind.WINDOW, "HALL")
ORGAN = Place(PlaceKind.ORGAN, "BUREAU")

barcodes = st.binary(min_size=8, max_size=8).map(barcode_from)


# --- barcodes -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("data", "sign"),
    [
        ("22222222", "2"),  # every sign counts 0
        # 3 counts 1 with weight 1: 1 + 9c must be a multiple of 31; 9 x 24 = 216 = 7 x 31 - 1.
        ("32222222", ALPHABET[24]),
        # 3 in the eighth place: 8 + 9c; 9 x 6 = 54, and 8 + 54 = 62 = 2 x 31.
        ("22222223", ALPHABET[6]),
    ],
)
def test_check_sign_is_worked_out_by_hand(data: str, sign: str) -> None:
    assert check_sign(data) == sign


def test_alphabet_has_a_prime_number_of_signs_none_of_which_is_misread() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 31
    assert set("01OIL").isdisjoint(ALPHABET)


@given(barcodes, st.integers(0, LENGTH - 1), st.sampled_from(ALPHABET))
def test_every_single_wrong_sign_is_found(barcode: str, at: int, sign: str) -> None:
    wrong = barcode[:at] + sign + barcode[at + 1 :]
    if wrong == barcode:
        assert read_barcode(wrong) == barcode
        return
    with pytest.raises(BarcodeInvalid):
        read_barcode(wrong)


@given(barcodes, st.integers(0, LENGTH - 1), st.integers(0, LENGTH - 1))
def test_every_two_signs_that_changed_places_are_found(barcode: str, one: int, two: int) -> None:
    signs = list(barcode)
    signs[one], signs[two] = signs[two], signs[one]
    wrong = "".join(signs)
    if wrong == barcode:
        return
    with pytest.raises(BarcodeInvalid):
        read_barcode(wrong)


@given(barcodes)
def test_barcode_is_read_as_it_stands_on_the_label(barcode: str) -> None:
    assert read_barcode(f"  {grouped(barcode).lower()}\n") == barcode


@pytest.mark.parametrize(
    "typed", ["", "222", "2222222222", "22222222O", "中文条码中文条码中", "2" * 500]
)
def test_what_is_no_barcode_is_refused(typed: str) -> None:
    with pytest.raises(BarcodeInvalid) as refusal:
        read_barcode(typed)

    assert refusal.value.facts == {"rule": "shape"}


def test_barcode_needs_exactly_its_bytes() -> None:
    with pytest.raises(ValueError, match="8 bytes"):
        barcode_from(b"short")


# --- moves ----------------------------------------------------------------------------------------


def moves(*kinds: str) -> list[Moved]:
    """Return moves an hour apart; what is sent goes from the window to the organ by one list."""
    place = {"received": ORGAN}
    return [
        Moved(
            MoveKind(kind),
            MONDAY + timedelta(hours=at),
            place.get(kind, WINDOW),
            ORGAN if kind == "sent" else None,
            LIST if kind in {"sent", "received"} else None,
        )
        for at, kind in enumerate(kinds)
    ]


@pytest.mark.parametrize(
    ("kinds", "standing", "place", "since_hour"),
    [
        (("taken",), Standing.HELD, WINDOW, 0),
        (("taken", "sent"), Standing.UNDER_WAY, WINDOW, 1),
        (("taken", "sent", "received"), Standing.HELD, ORGAN, 2),
        (("taken", "sent", "missing"), Standing.MISSING, WINDOW, 2),
        (("taken", "sent", "missing", "found"), Standing.HELD, WINDOW, 3),
        (("taken", "missing"), Standing.MISSING, WINDOW, 1),
        (("taken", "returned"), Standing.RETURNED, Place(PlaceKind.APPLICANT), 1),
        # A reversal brings back what was before, with the moment it began.
        (("taken", "sent", "reversed"), Standing.HELD, WINDOW, 0),
        (("taken", "sent", "received", "reversed"), Standing.UNDER_WAY, WINDOW, 1),
        (("taken", "returned", "reversed"), Standing.HELD, WINDOW, 0),
        (("taken", "sent", "received", "reversed", "reversed"), Standing.HELD, WINDOW, 0),
        (("taken", "reversed"), Standing.STRUCK, WINDOW, 1),
    ],
)
def test_whereabouts_follow_from_the_moves(
    kinds: tuple[str, ...], standing: Standing, place: Place, since_hour: int
) -> None:
    found = whereabouts(moves(*kinds))

    since = MONDAY + timedelta(hours=since_hour)
    assert (found.standing, found.place, found.since) == (standing, place, since)


def test_what_is_under_way_names_list_and_goal_and_a_loss_keeps_the_goal() -> None:
    on_the_way = whereabouts(moves("taken", "sent"))
    lost = whereabouts(moves("taken", "sent", "missing"))

    assert (on_the_way.to, on_the_way.hand_over) == (ORGAN, LIST)
    assert (lost.to, lost.hand_over) == (ORGAN, None)


@pytest.mark.parametrize(
    "kinds",
    [
        (),
        ("sent",),
        ("taken", "taken"),
        ("taken", "received"),
        ("taken", "found"),
        ("taken", "sent", "sent"),
        ("taken", "sent", "returned"),
        ("taken", "missing", "sent"),
        ("taken", "returned", "sent"),
        ("taken", "reversed", "sent"),
    ],
)
def test_an_order_that_cannot_be_is_refused(kinds: tuple[str, ...]) -> None:
    with pytest.raises(ValueError, match=r"cannot follow|begins with"):
        whereabouts(moves(*kinds))


@given(st.lists(st.sampled_from(list(MoveKind)), max_size=20))
def test_a_paper_is_always_in_exactly_one_place(wanted: list[MoveKind]) -> None:
    """Whatever is tried: what may follow gives one standing, and a reversal the one before."""
    done = moves("taken")
    history: list[Whereabouts] = [whereabouts(done)]
    for kind in wanted:
        move = moves(*[kind.value])[0]
        if kind is MoveKind.REVERSED:
            if len(history) == 1:
                continue
            history.pop()
            done.append(move)
            assert whereabouts(done) == history[-1]
        elif may_follow(history[-1], kind):
            done.append(move)
            history.append(whereabouts(done))
            assert history[-1].standing in set(Standing) - {Standing.STRUCK}
            assert (history[-1].standing is Standing.UNDER_WAY) is (
                history[-1].hand_over is not None
            )
    assert len(effective(done)) == len(history)


def test_passing_from_hand_to_hand_changes_neither_place_nor_time() -> None:
    taken = Moved(MoveKind.TAKEN, MONDAY, WINDOW)
    passed = Moved(MoveKind.PASSED, MONDAY + timedelta(days=3), WINDOW)

    assert whereabouts([taken, passed]) == whereabouts([taken])
    assert not may_follow(None, MoveKind.PASSED)
    sent = Moved(MoveKind.SENT, MONDAY, WINDOW, ORGAN, LIST)
    assert not may_follow(whereabouts([taken, sent]), MoveKind.PASSED)
