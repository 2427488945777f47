"""Clocks a test can set."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta


class SetClock:
    """A wall clock that goes where it is put, beside a steady one that only `pass_time` moves."""

    def __init__(self, at: datetime = datetime(2026, 3, 2, 1, tzinfo=UTC)):
        self.at = at
        self.steady_ns = 1_000_000_000
        self.boot = "boot-1"

    def now(self) -> datetime:
        return self.at

    def steady(self) -> tuple[str, int]:
        return self.boot, self.steady_ns

    def pass_time(self, span: timedelta) -> None:
        """Let real time pass: both clocks move."""
        self.at += span
        self.steady_ns += int(span.total_seconds() * 1e9)

    def jump(self, span: timedelta) -> None:
        """Set the wall clock as a wrong hand would: the steady one does not move."""
        self.at += span
