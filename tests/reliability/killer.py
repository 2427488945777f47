"""Kills the processes of an installation with SIGKILL at random and has them started again.

The moments and the victims follow from a seed; what happens between is up to the machine.
"""

from __future__ import annotations

import random
import threading
import time
from collections import Counter
from collections.abc import Callable
from dataclasses import dataclass, field

from .clients import Book
from .installation import Installation, kill

KINDS = ("web", "web and its watcher", "worker", "postmaster", "database session", "all of them")
RECOVERY_LIMIT_SECONDS = 60
BREATH_SECONDS = 0.25


@dataclass(frozen=True, slots=True)
class Kill:
    """What was killed, how many commands were done then, and how long nobody was served."""

    kind: str
    at: int
    processes: int
    seconds: float


@dataclass
class Killer:
    """Kills `kills` times while a book fills up to `commands`."""

    house: Installation
    book: Book
    commands: int
    kills: int
    seed: int
    kinds: tuple[str, ...] = KINDS
    done: list[Kill] = field(default_factory=list)

    def run(self, running: Callable[[], bool]) -> None:
        """Kill, revive, wait for the next answer; `running` tells whether clients still work."""
        source = random.Random(self.seed)
        for number, kind in enumerate(self._plan(source), start=1):
            due = self.commands * number // (self.kills + 1)
            while running() and self.book.done < due:
                time.sleep(0.005)
            if not running():
                return
            time.sleep(source.random() * 0.05)
            self._once(kind, running)

    def _plan(self, source: random.Random) -> list[str]:
        """Every kind in turn, in an order of chance, so that none is left out."""
        plan = [self.kinds[at % len(self.kinds)] for at in range(self.kills)]
        source.shuffle(plan)
        return plan

    def _once(self, kind: str, running: Callable[[], bool]) -> None:
        victims = self._victims(kind)
        at, began = self.book.done, time.monotonic()
        killed = sum(kill(pid) for pid in victims)
        self._recover(running, at)
        self.done.append(Kill(kind, at, killed, time.monotonic() - began))
        time.sleep(BREATH_SECONDS)

    def _victims(self, kind: str) -> list[int]:
        house = self.house
        watcher = [house.web.pid] if house.web else []
        worker = [house.worker.pid] if house.worker else []
        postmaster = [pid] if (pid := house.postmaster()) else []
        found = {
            "web": house.web_processes,
            "web and its watcher": lambda: watcher + house.web_processes(),
            "worker": lambda: worker,
            "postmaster": lambda: postmaster,
            "database session": lambda: house.backends()[-1:],
            "all of them": lambda: (
                postmaster + house.backends() + worker + watcher + house.web_processes()
            ),
        }
        return found[kind]()

    def _recover(self, running: Callable[[], bool], at: int) -> None:
        """Start what is down until a command sent after the kill is acknowledged."""
        limit = time.monotonic() + RECOVERY_LIMIT_SECONDS
        # Up to one answer a client may have been on its way when the kill came.
        until = at + threading.active_count()
        while running() and self.book.done <= until:
            self.house.revive()
            if time.monotonic() > limit:
                raise AssertionError(f"nobody is served any more:\n{self.house.log_end()}")
            time.sleep(0.02)


def summary(kills: list[Kill]) -> str:
    """Return what was killed how often, and how long it took until the house served again."""
    seconds = sorted(kill.seconds for kill in kills)
    kinds = ", ".join(f"{kind} {n}" for kind, n in Counter(k.kind for k in kills).most_common())
    p95 = seconds[min(len(seconds) - 1, int(len(seconds) * 0.95))]
    return f"{len(kills)} kills ({kinds}); served again p95 {p95:.2f} s, longest {seconds[-1]:.2f}"
