"""The rules of service: states, what may follow what, how often is tried, when it counts. Pure."""

from __future__ import annotations

from datetime import date, datetime, timedelta

QUEUED = "queued"
SENDING = "sending"
SENT = "sent"
DELIVERED = "delivered"
FAILED = "failed"
CANCELLED = "cancelled"
NOT_REACHED = "not_reached"
TOLD = "told"
POSTED = "posted"
ANNOUNCED = "announced"

IN_SITE = "in_site"
OUTWARD = ("sms", "email", "webhook")
WAITING = frozenset({QUEUED, SENDING})

# Why a row stands as it does; the faces have words for each.
NO_CONSENT = "no_consent"
WITHDRAWN = "consent_withdrawn"
CASE_ENDED = "case_ended"
BAD_ADDRESS = "bad_address"
CHANNEL_DOWN = "channel_down"
LATE = "late"
OPENED = "opened"

# After the first, second, … failure. Altogether about fifteen hours: a night without the channel.
PAUSES = (
    timedelta(minutes=1),
    timedelta(minutes=5),
    timedelta(minutes=30),
    timedelta(hours=2),
    timedelta(hours=12),
)
MOST_TRIES = len(PAUSES) + 1
# How long one sending may take; whose worker died is tried again after it.
LEASE = timedelta(minutes=2)
# Without consent the paper waits so long to be opened online or handed over at the window.
GRACE = timedelta(days=1)
# A notice that is first read so long after its event is no news: a person must look at it.
STALE = timedelta(days=7)
REMIND_BEFORE = timedelta(days=3)
NOTICE_PERIOD = timedelta(days=30)

# step → the states from which an officer may take it
STEPS: dict[str, frozenset[str]] = {
    "tell": frozenset({NOT_REACHED}),
    "hand_over": frozenset({NOT_REACHED, TOLD, POSTED, ANNOUNCED}),
    "post": frozenset({NOT_REACHED, TOLD}),
    "receipt": frozenset({POSTED}),
    "announce": frozenset({NOT_REACHED, TOLD, POSTED}),
}
OPEN_FOR_STAFF = frozenset().union(*STEPS.values())


def next_try(tries: int, now: datetime) -> datetime | None:
    """Return when to try again after so many tries; None when it was the last."""
    if tries < 1:
        raise ValueError(f"nothing was tried yet: {tries}")
    return now + PAUSES[tries - 1] if tries < MOST_TRIES else None


def served_by_notice(published_on: date) -> date:
    """Return the day on which a public notice counts as served (公告送达).

    Source: CPL 民事诉讼法 95: when thirty days have passed since its publication.
    """
    return published_on + NOTICE_PERIOD


def needs_a_person(rows: list[tuple[str, str, str]]) -> bool:
    """Return whether nobody was reached by any channel, so that somebody must call.

    `rows` are (channel, state, reason) of one notice. A message that left is as good as we can
    know. Where a chosen message failed, lying in my space is not enough until it was opened; where
    no message was chosen or its consent was taken back, lying there is enough if consented to.
    """
    outward = [(state, reason) for channel, state, reason in rows if channel != IN_SITE]
    inside = [(state, reason) for channel, state, reason in rows if channel == IN_SITE]
    if any(state in {SENT, DELIVERED, *WAITING} for state, _ in outward):
        return False
    if any(state in {TOLD, POSTED, ANNOUNCED} for _, state, _ in rows):
        return False
    if any(reason == OPENED for _, reason in inside):
        return False
    if any(state in {FAILED, NOT_REACHED} for state, _ in outward):
        return True
    return not any(state in {DELIVERED, QUEUED} for state, _ in inside)
