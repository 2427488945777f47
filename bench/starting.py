"""From the command to the first page, from nothing and again, and the memory at rest."""

from __future__ import annotations

import signal
import subprocess
import tempfile
import time
import urllib.error
import urllib.request
from pathlib import Path

from tests.reliability.installation import YICHUANG, Installation, installed

from .figures import Figure, Spread
from .machine import family, memory_bytes

LIMIT_SECONDS = 600
REST_SECONDS = 5


def measure(rounds: int, *, share: float = 1.0) -> list[Figure]:
    """Start once from nothing, with the invented city, then as often as there are rounds."""
    with (
        tempfile.TemporaryDirectory(prefix="yc-bench-") as folder,
        installed(Path(folder) / "var") as found,
    ):
        first, _ = _start(found, rest=0)
        again, memory = [], []
        for _ in range(max(1, int(rounds * share) if share < 1 else rounds)):
            seconds, sizes = _start(found, rest=REST_SECONDS)
            again.append(seconds)
            memory.append(sizes)
    total = [sizes["web"] + sizes["worker"] for sizes in memory]
    return [
        Figure("from nothing to the first page", "s", Spread.of([first]), must="60 s"),
        Figure("second start to the first page", "s", Spread.of(again), must="5 s"),
        Figure(
            "memory at rest, web and worker (PSS)",
            "GB",
            Spread.of([size / 1e9 for size in total]),
            must="0.30 GB",
            more={name: round(size / 1e6) for name, size in memory[-1].items()},
        ),
    ]


def _start(found: Installation, *, rest: float) -> tuple[float, dict[str, int]]:
    """Run `yichuang up` until the first page is there; return seconds, and bytes after a rest."""
    with (found.state / "up.log").open("ab") as log:
        began = time.perf_counter()
        up = subprocess.Popen(
            [*YICHUANG, "up", "--port", str(found.port)],
            env=found.environment,
            stdin=subprocess.DEVNULL,
            stdout=log,
            stderr=log,
            start_new_session=True,
        )
    try:
        while not _has_page(found.address):
            assert up.poll() is None, (found.state / "up.log").read_text()[-3000:]
            assert time.perf_counter() - began < LIMIT_SECONDS
            time.sleep(0.02)
        seconds = time.perf_counter() - began
        time.sleep(rest)
        return seconds, _memory(up.pid)
    finally:
        up.send_signal(signal.SIGTERM)
        up.wait(60)


def _has_page(address: str) -> bool:
    try:
        with urllib.request.urlopen(f"{address}/", timeout=30) as reply:  # noqa: S310 (our own)
            return bool(reply.status == 200)
    except urllib.error.HTTPError as fault:
        with fault:
            raise AssertionError(f"the first page answers {fault.code}") from fault
    except OSError:
        return False


def _memory(up: int) -> dict[str, int]:
    """Return the memory of the supervisor's children by what they run."""
    import psutil

    found = {"web": 0, "worker": 0, "supervisor": memory_bytes([up])}
    for child in psutil.Process(up).children():
        words = " ".join(child.cmdline())
        name = "web" if " serve" in words else "worker" if " worker" in words else ""
        if name:
            found[name] += memory_bytes(family(child.pid))
    return found
