"""A clock that jumped fires nothing: silence has legal effect, so time itself is checked.

The worker leaves a heartbeat: the wall clock beside a clock that nobody can set. Within one boot
both must have moved alike; after a restart the wall must not have gone back, nor ahead by more
than a plausible outage. In doubt the waking stops until a person confirms the time.
"""

from __future__ import annotations

from datetime import datetime, timedelta

from yichuang.kernel.public import ports

from .models import Heartbeat

TOLERANCE = timedelta(minutes=2)
LONGEST_OUTAGE = timedelta(days=30)


def beat() -> bool:
    """Leave a heartbeat and return whether the clock is trusted; marks it where it is not."""
    last = Heartbeat.objects.filter(pk=1).first()
    if last is not None and last.distrusted_at is not None:
        return False
    now = ports().clock.now()
    boot, steady = ports().clock.steady()
    if last is not None and not _plausible(last, now, boot, steady):
        Heartbeat.objects.filter(pk=1).update(distrusted_at=now)
        return False
    Heartbeat.objects.update_or_create(
        pk=1, defaults={"wall_at": now, "boot": boot, "steady_ns": steady}
    )
    return True


def is_trusted() -> bool:
    """Return whether the clock fits the last heartbeat; without one there is nothing to doubt."""
    last = Heartbeat.objects.filter(pk=1).first()
    if last is None:
        return True
    if last.distrusted_at is not None:
        return False
    boot, steady = ports().clock.steady()
    return _plausible(last, ports().clock.now(), boot, steady)


def confirm_clock() -> None:
    """Take the present time as right, on the word of a person who looked."""
    boot, steady = ports().clock.steady()
    Heartbeat.objects.update_or_create(
        pk=1,
        defaults={
            "wall_at": ports().clock.now(),
            "boot": boot,
            "steady_ns": steady,
            "distrusted_at": None,
        },
    )


def _plausible(last: Heartbeat, now: datetime, boot: str, steady_ns: int) -> bool:
    if boot == last.boot:
        passed = timedelta(microseconds=(steady_ns - last.steady_ns) // 1000)
        return abs(now - (last.wall_at + passed)) <= TOLERANCE
    return last.wall_at - TOLERANCE <= now <= last.wall_at + LONGEST_OUTAGE
