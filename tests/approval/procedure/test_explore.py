"""Every move in every state within reach, in both tellings: no way around the law is left."""

from __future__ import annotations

import pytest

from yichuang.approval.state import Status

from .explore import explore
from .moves_delivery import BEGINNINGS
from .moves_fees import NOTICED, OWED, OWING
from .moves_handup import EXAMINED, REVIEWED, SENT
from .moves_hearing import HEARD, STEPS_DONE, TOLD
from .moves_renewal import RENEWABLE
from .sample import at
from .whole import DELIVERIES, MATTERS, MOVES


@pytest.mark.parametrize("name", MATTERS)
def test_every_move_in_every_state_agrees_with_the_law(name, capsys):
    # Who holds a licence may also wait for its end and lose it: as deep takes five times as long.
    found = explore(name, at("2025-09-22"), depth=3 if name == RENEWABLE else 4)

    with capsys.disabled():
        print(f"\n{name}: {found.states} states, {found.moves} moves, {found.allowed} allowed")
    assert found.states > 100
    assert {"received", "accepted", "not_accepted", "withdrawn", "voided"} <= found.statuses


@pytest.mark.parametrize(
    ("name", "begin"),
    [
        ("licence", STEPS_DONE),
        ("short", ("file with a gap", "ask for all")),
        ("quick", ()),
        (RENEWABLE, ("ask for renewal", "accept")),
    ],
)
def test_every_move_after_a_longer_beginning(name, begin, capsys):
    found = explore(name, at("2025-12-24"), depth=4, waits=1, begin=begin)

    with capsys.disabled():
        print(f"\n{name}+{len(begin)}: {found.states} states, {found.moves} moves")


@pytest.mark.parametrize("begin", [TOLD, HEARD], ids=["told", "set"])
def test_every_move_around_a_hearing(begin, capsys):
    found = explore("short", at("2025-09-22"), depth=3, begin=begin)

    with capsys.disabled():
        print(f"\nhearing+{len(begin)}: {found.states} states, {found.moves} moves")
    assert {"suspended", "accepted", "granted"} <= found.statuses


def test_every_move_after_a_fee_notice(capsys):
    found = explore("charged", at("2025-09-22"), depth=3, waits=1, begin=NOTICED)

    with capsys.disabled():
        print(f"\ncharged+{len(NOTICED)}: {found.states} states, {found.moves} moves")
    assert {"issued", "closed", "refused"} <= found.statuses


@pytest.mark.parametrize("begin", BEGINNINGS)
def test_every_move_with_a_result(begin, capsys):
    moves = (*MOVES, *DELIVERIES)
    found = explore("short", at("2025-09-22"), depth=3, begin=BEGINNINGS[begin], moves=moves)

    with capsys.disabled():
        print(f"\ndelivery {begin}: {found.states} states, {found.moves} moves")
    assert "closed" in found.statuses


def test_what_is_finished_at_once_may_still_have_to_be_sent():
    # A filing, then everything at once but the service, then the parcel's way.
    found = explore("service", at("2025-09-22"), depth=5, waits=1, moves=(MOVES[0], *DELIVERIES))

    assert {"granted", "closed"} <= found.statuses


def test_every_move_after_a_notice_for_a_renewal_that_silence_may_grant(capsys):
    found = explore(OWING, at("2025-12-24"), depth=2, waits=1, begin=OWED)

    with capsys.disabled():
        print(f"\n{OWING}+{len(OWED)}: {found.states} states, {found.moves} moves")
    assert {"issued", "closed"} <= found.statuses


@pytest.mark.parametrize("begin", [EXAMINED, SENT], ids=["examined", "sent"])
def test_every_move_around_a_hand_up(begin, capsys):
    found = explore("handed", at("2025-09-22"), depth=3, begin=begin)

    with capsys.disabled():
        print(f"\nhand-up+{len(begin)}: {found.states} states, {found.moves} moves")
    assert {"handed_up", "accepted", "suspended"} <= found.statuses


def test_every_move_to_the_end_of_what_was_handed_up():
    found = explore("handed", at("2025-09-22"), depth=3, begin=REVIEWED)

    assert {"issued", "closed", "refused"} <= found.statuses


def test_a_year_that_is_not_announced_agrees_too():
    explore("short", at("2026-12-28"), depth=3, waits=2, begin=("file complete",))


@pytest.mark.nightly
@pytest.mark.parametrize("name", MATTERS)
def test_every_move_to_the_end_of_the_road(name, capsys):
    depth = {"licence": 9, RENEWABLE: 5}.get(name, 7)
    found = explore(name, at("2026-02-09"), depth=depth, waits=1)

    with capsys.disabled():
        print(f"\n{name}: {found.states} states, {found.moves} moves, {found.allowed} allowed")
    reached = {status.value for status in Status} - found.statuses
    unreachable = {
        "licence": set(),
        "short": set(),
        "service": {"suspended", "issued"},
        "quick": {"supplement", "suspended"},
        "confirmation": {"granted", "issued"},
        "promised": {"suspended"},
        "later": {"suspended"},
        "charged": {"supplement"},
        "charged_quick": {"supplement", "suspended"},
        RENEWABLE: {"closed"},
        # Seven acts end with the decision above; the test of its end goes on from there.
        "handed": {"issued", "closed"},
    }
    only = set() if name == "handed" else {"handed_up"}
    assert reached <= unreachable.get(name, set()) | only
