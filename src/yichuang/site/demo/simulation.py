"""Ports of a simulation: a clock that is set, and ids that come from a seed.

With them the same seed, day and code give the same record, down to the last hash. Never for a real
city: who knows the seed knows every nonce.
"""

from __future__ import annotations

import hashlib
import heapq
import itertools
from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from uuid import UUID


class SimulatedClock:
    """A clock that stands where the simulation put it; its steady side moves alike."""

    def __init__(self, at: datetime):
        self.at = at

    def now(self) -> datetime:
        """Return the simulated moment."""
        return self.at

    def steady(self) -> tuple[str, int]:
        """Return simulated time as a clock that never jumps."""
        return "simulated", int((self.at - datetime(2000, 1, 1, tzinfo=UTC)).total_seconds() * 1e9)


class SeededIds:
    """Identifiers and nonces computed from a seed and a counter."""

    def __init__(self, seed: int, clock: SimulatedClock):
        self._seed = seed.to_bytes(8, "big")
        self._clock = clock
        self._count = itertools.count()

    def nonce(self, size: int = 16) -> bytes:
        """Return the next `size` bytes of the seed's sequence."""
        block = self._seed + next(self._count).to_bytes(8, "big")
        return hashlib.shake_256(block).digest(size)

    def uuid(self) -> UUID:
        """Return the next UUIDv7, with the simulated moment in front."""
        stamp = int(self._clock.at.timestamp() * 1000)
        bits = (stamp & (2**48 - 1)) << 80 | int.from_bytes(self.nonce(10), "big")
        bits = bits & ~(0xF << 76) | 0x7 << 76
        return UUID(int=bits & ~(0x3 << 62) | 0x2 << 62)


Story = Iterator[datetime]  # yields when it goes on; whatever it does next happens then


def run_stories(stories: list[Story], clock: SimulatedClock, until: datetime) -> int:
    """Let stories go on in the order of their times up to `until`; return the steps taken.

    A story that would go on later stays where it stands: that is how open cases come about.
    """
    waiting: list[tuple[datetime, int, Story]] = []
    for order, story in enumerate(stories):
        _wait(waiting, order, story)
    steps = 0
    while waiting and waiting[0][0] <= until:
        at, order, story = heapq.heappop(waiting)
        clock.at = max(clock.at + timedelta(milliseconds=1), at)
        _wait(waiting, order, story)
        steps += 1
    clock.at = max(clock.at, until)
    return steps


def _wait(waiting: list[tuple[datetime, int, Story]], order: int, story: Story) -> None:
    following = next(story, None)
    if following is not None:
        heapq.heappush(waiting, (following, order, story))
