"""Keeps the processes of one installation running: restarts what dies, and stops all together.

It knows nothing of Django, so that it stays small and cannot fall with what it watches.
"""

from __future__ import annotations

import contextlib
import dataclasses
import logging
import os
import signal
import subprocess
import threading
import time
from collections.abc import Callable, Mapping, Sequence

log = logging.getLogger(__name__)

LOOK_SECONDS = 0.1
HEALTHY_SECONDS = 30.0  # who lived that long starts with a clean record
LONGEST_PAUSE_SECONDS = 10.0
STOP_LIMIT_SECONDS = 15.0


@dataclasses.dataclass
class Child:
    """One process that is to run: its name for the log, and its command."""

    name: str
    command: Sequence[str]
    process: subprocess.Popen[bytes] | None = None
    started_at: float = 0.0
    deaths: int = 0
    not_before: float = 0.0


def pause_seconds(deaths: int) -> float:
    """Return how long to wait before a restart: nothing after the first death, then doubling."""
    return 0.0 if deaths <= 1 else min(LONGEST_PAUSE_SECONDS, 0.25 * 2 ** (deaths - 1))


class Supervisor:
    """Runs children until asked to stop. `keep_database` is called now and then to revive it."""

    def __init__(
        self,
        children: Sequence[Child],
        *,
        environment: Mapping[str, str],
        keep_database: Callable[[], None],
    ):
        self._children = children
        self._environment = {**environment, "YICHUANG_SUPERVISOR": str(os.getpid())}
        self._keep_database = keep_database
        self._stop = threading.Event()

    def ask_to_stop(self) -> None:
        """Let `run` end soon; may be called from a signal handler."""
        self._stop.set()

    def run(self, ready: Callable[[], None]) -> None:
        """Start all, call `ready` once they run, and watch them until asked to stop."""
        try:
            for child in self._children:
                self._start(child)
            ready()
            while not self._stop.wait(LOOK_SECONDS):
                self.look_after_all()
        finally:
            self._stop_all()

    def look_after_all(self) -> None:
        """Restart whoever died. A database that does not come back is tried again next time."""
        try:
            self._keep_database()
        except Exception:
            log.exception("the database did not come back; trying again")
            self._stop.wait(1.0)
        for child in self._children:
            self._look_after(child)

    def is_stopping(self) -> bool:
        """Has somebody asked to stop?"""
        return self._stop.is_set()

    def _start(self, child: Child) -> None:
        child.process = subprocess.Popen(  # noqa: S603 (our own commands)
            child.command,
            env=self._environment,
            stdin=subprocess.DEVNULL,
            start_new_session=True,  # Ctrl-C reaches us alone, and we stop them in order
        )
        child.started_at = time.monotonic()

    def _look_after(self, child: Child) -> None:
        now = time.monotonic()
        if child.process is not None and child.process.poll() is not None:
            lived = now - child.started_at
            child.deaths = 1 if lived > HEALTHY_SECONDS else child.deaths + 1
            child.not_before = now + pause_seconds(child.deaths)
            log.warning(
                "%s ended with %s after %.1f s; starting it again",
                child.name,
                child.process.returncode,
                lived,
            )
            child.process = None
        if child.process is None and now >= child.not_before:
            self._start(child)

    def _stop_all(self) -> None:
        running = [child.process for child in self._children if child.process is not None]
        for process in running:
            _signal_group(process, signal.SIGTERM)
        deadline = time.monotonic() + STOP_LIMIT_SECONDS
        for process in running:
            try:
                process.wait(max(0.0, deadline - time.monotonic()))
            except subprocess.TimeoutExpired:
                log.warning("process %s does not stop; ending it", process.pid)
                _signal_group(process, signal.SIGKILL)
                process.wait()


def _signal_group(process: subprocess.Popen[bytes], number: signal.Signals) -> None:
    """Signal a child; SIGKILL goes to its whole session, so that none of its own is left."""
    with contextlib.suppress(ProcessLookupError):
        if number is signal.SIGKILL:
            os.killpg(process.pid, number)
        else:
            process.send_signal(number)


def end_with_parent(parent: int) -> None:
    """End this process soon after `parent` is gone: an orphan would hold the port for ever."""

    def watch() -> None:
        while os.getppid() == parent:
            time.sleep(0.2)
        os.kill(os.getpid(), signal.SIGKILL)

    threading.Thread(target=watch, name="end-with-parent", daemon=True).start()
