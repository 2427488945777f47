"""What processes cost: seconds of processor time and bytes of memory that are theirs."""

from __future__ import annotations

import contextlib
import os
from collections.abc import Iterable
from pathlib import Path

import psutil

TICKS = os.sysconf("SC_CLK_TCK")


def cpu_seconds(pids: Iterable[int]) -> float:
    """Return the processor time that living processes have used so far."""
    total = 0.0
    for pid in pids:
        with contextlib.suppress(OSError):
            parts = Path(f"/proc/{pid}/stat").read_text().rsplit(") ", 1)[1].split()
            total += (int(parts[11]) + int(parts[12])) / TICKS
    return total


def memory_bytes(pids: Iterable[int]) -> int:
    """Return the memory of processes, shared pages divided among those that share them (PSS)."""
    return sum(psutil.Process(pid).memory_full_info().pss for pid in pids)


def family(pid: int) -> list[int]:
    """Return a process and all below it."""
    return [pid, *(child.pid for child in psutil.Process(pid).children(recursive=True))]
