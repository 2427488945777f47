"""The rules of service: when a person must be called, how often is tried, when a notice counts."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from yichuang.documents.service import rules
from yichuang.documents.service.rules import needs_a_person, next_try, served_by_notice

NOW = datetime(2026, 3, 2, 1, tzinfo=UTC)
ROW = st.tuples(
    st.sampled_from(["in_site", "sms", "email", "webhook"]),
    st.sampled_from(
        ["queued", "sending", "sent", "delivered", "failed", "cancelled", "not_reached"]
    ),
    st.sampled_from(["", "bad_address", "channel_down", "consent_withdrawn", "opened"]),
)


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        # one of two messages left: nobody needs to call
        ([("in_site", "sent", ""), ("sms", "failed", ""), ("email", "sent", "")], False),
        # another one may still leave
        ([("in_site", "sent", ""), ("sms", "failed", ""), ("email", "queued", "")], False),
        # all failed
        ([("in_site", "sent", ""), ("sms", "failed", ""), ("email", "failed", "")], True),
        # served in law, but the message the person waits for did not come
        ([("in_site", "delivered", ""), ("sms", "failed", "")], True),
        # … unless he has read it anyway
        ([("in_site", "delivered", "opened"), ("sms", "failed", "")], False),
        # the only message was taken back; there is consent to my space
        ([("in_site", "delivered", ""), ("sms", "cancelled", "")], False),
        # … and there is none
        ([("in_site", "sent", ""), ("sms", "cancelled", "")], True),
        # somebody has called already
        ([("in_site", "sent", ""), ("sms", "told", ""), ("email", "failed", "")], False),
    ],
)
def test_person_is_called_when_nothing_reached_him(
    rows: list[tuple[str, str, str]], expected: bool
) -> None:
    assert needs_a_person(rows) is expected


@given(st.lists(ROW, max_size=5))
def test_nobody_is_called_while_a_message_may_still_come(rows: list[tuple[str, str, str]]) -> None:
    assert not needs_a_person([*rows, ("sms", "queued", "")])
    assert not needs_a_person([*rows, ("in_site", "delivered", "opened")])


def test_pauses_grow_and_end() -> None:
    moments = [next_try(tries, NOW) for tries in range(1, rules.MOST_TRIES + 1)]

    assert moments == [
        NOW + timedelta(minutes=1),
        NOW + timedelta(minutes=5),
        NOW + timedelta(minutes=30),
        NOW + timedelta(hours=2),
        NOW + timedelta(hours=12),
        None,
    ]
    with pytest.raises(ValueError, match="nothing was tried"):
        next_try(0, NOW)


@pytest.mark.parametrize(
    ("published", "served"),
    [
        (date(2026, 3, 2), date(2026, 4, 1)),  # March has 31 days
        (date(2026, 1, 31), date(2026, 3, 2)),  # February has 28
        (date(2028, 1, 31), date(2028, 3, 1)),  # and 29 in a leap year
    ],
)
def test_public_notice_serves_when_thirty_days_have_passed(published: date, served: date) -> None:
    assert served_by_notice(published) == served
