"""Which state of a licence may follow which."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.licences.states import NEXT_STATES, STATE_NAMES, LicenceState, may_follow

S = LicenceState


def test_codes_are_those_of_the_state_table():
    assert {s.value: STATE_NAMES[s] for s in S} == {
        "01": "有效",
        "02": "暂扣",
        "03": "撤销",
        "04": "注销",
        "05": "失效",
        "06": "办理转出",
        "07": "吊销",
        "99": "其他",
    }
    assert set(NEXT_STATES) == set(S)


@pytest.mark.parametrize(
    ("before", "after", "expected"),
    [
        (S.VALID, S.SUSPENDED, True),
        (S.SUSPENDED, S.VALID, True),  # given back
        (S.VALID, S.REVOKED, True),
        (S.REVOKED, S.VALID, False),
        (S.REVOKED, S.CANCELLED, True),  # LicLaw 70(4)
        (S.TAKEN_AWAY, S.SUSPENDED, False),
        (S.LAPSED, S.VALID, False),
        (S.MOVED_OUT, S.VALID, True),  # undone
        (S.CANCELLED, S.VALID, False),
        (S.VALID, S.VALID, False),
    ],
)
def test_may_follow(before, after, expected):
    assert may_follow(before, after) is expected


@given(st.lists(st.sampled_from(list(S)), max_size=12))
def test_what_ended_a_licence_is_never_undone(wanted):
    state, ended = S.VALID, False
    for after in wanted:
        if may_follow(state, after):
            assert not (ended and after is not S.CANCELLED)
            state = after
        ended = ended or state in (S.REVOKED, S.TAKEN_AWAY, S.LAPSED, S.CANCELLED)
