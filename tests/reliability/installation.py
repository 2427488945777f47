"""The real product on a state folder of its own: database, web and worker as processes of theirs.

Everything is started by the product's own commands. Whoever makes an installation closes it: its
processes are stopped by number and its data removed, nothing else is touched.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any

import psutil
import psycopg

from yichuang.site.embedded import DATABASE, EmbeddedPostgres

ROOT = Path(__file__).parent.parent.parent
YICHUANG = (sys.executable, "-m", "yichuang")
READY_LIMIT_SECONDS = 90
STOP_LIMIT_SECONDS = 15


class Installation:
    """One house: `state` is its folder; `unsafe_commit` is the switch of a negative control."""

    def __init__(self, state: Path, *, unsafe_commit: bool = False, threads: int = 8):
        self.state = state
        self.port = free_port()
        self.address = f"http://127.0.0.1:{self.port}"
        self.threads = threads
        self.database = EmbeddedPostgres(state)
        self.environment = _environment(state, self.address, unsafe_commit=unsafe_commit)
        self.web: subprocess.Popen[bytes] | None = None
        self.worker: subprocess.Popen[bytes] | None = None
        self.city: dict[str, Any] = {}  # what `prepare` put in

    # --- setting up and clearing away -------------------------------------------------------

    def prepare(self) -> dict[str, Any]:
        """Make the database, migrate it, put the factories' city in; return what it holds."""
        self.database.ensure_running()
        self.command("migrate")
        self.city = dict(json.loads(self.python("-m", "tests.reliability.seeding")))
        return self.city

    def close(self) -> None:
        """Stop our processes and remove the data, wherever the database keeps it."""
        for process in (self.web, self.worker):
            if process is not None:
                _end(process)
        self.database.stop()
        home = self._home()
        if home != self.state / "postgres":
            shutil.rmtree(home, ignore_errors=True)
        shutil.rmtree(self.state, ignore_errors=True)

    # --- processes --------------------------------------------------------------------------

    def start_web(self, workers: int = 1) -> None:
        """Start `yichuang serve`; it is not awaited."""
        words = ["serve", "--port", str(self.port), "--threads", str(self.threads)]
        self.web = self._start("web", *words, "--workers", str(workers))

    def start_worker(self) -> None:
        """Start `yichuang worker`; it is not awaited."""
        self.worker = self._start("worker", "worker")

    def wait_ready(self, limit: float = READY_LIMIT_SECONDS) -> float:
        """Wait until the house says that it may be sent requests; return the seconds it took."""
        began = time.monotonic()
        while time.monotonic() - began < limit:
            if self.is_ready():
                return time.monotonic() - began
            time.sleep(0.02)
        raise AssertionError(f"the house is not ready; its log ends with:\n{self.log_end()}")

    def is_ready(self) -> bool:
        """Does /readyz answer 200?"""
        try:
            with urllib.request.urlopen(f"{self.address}/readyz", timeout=5) as reply:  # noqa: S310
                return bool(reply.status == 200)
        except (OSError, urllib.error.HTTPError):
            return False

    def revive(self) -> None:
        """Start again whatever is down, as the supervisor of `yichuang up` does."""
        if not self.database.alive():
            self.database.ensure_running()
        if self.web is None or self.web.poll() is not None:
            self.start_web()
        if self.worker is None or self.worker.poll() is not None:
            self.start_worker()

    def web_processes(self) -> list[int]:
        """Return the processes that answer requests, without the one that watches over them."""
        return _children(self.web)

    def backends(self) -> list[int]:
        """Return the server processes of PostgreSQL, its postmaster left out."""
        postmaster = self.postmaster()
        if postmaster is None:
            return []
        with contextlib.suppress(psutil.NoSuchProcess):
            return [child.pid for child in psutil.Process(postmaster).children()]
        return []

    def postmaster(self) -> int | None:
        """Return the number of PostgreSQL's first process, or None while there is none."""
        try:
            pid = int((self._home() / "data" / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        return pid if psutil.pid_exists(pid) else None

    # --- asking -----------------------------------------------------------------------------

    def command(self, *words: str) -> str:
        """Run a command of the product to its end and return what it printed."""
        return self.python("-m", "yichuang", *words)

    def python(self, *words: str) -> str:
        """Run Python in this installation's environment and return what it printed."""
        done = self.attempt(*words)
        if done.returncode:
            raise AssertionError(f"{words} ended with {done.returncode}:\n{done.stderr[-3000:]}")
        return done.stdout

    def attempt(self, *words: str) -> subprocess.CompletedProcess[str]:
        """Run Python in this installation's environment, whatever comes of it."""
        return subprocess.run(
            [sys.executable, *words],
            env=self.environment,
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
            timeout=1200,
        )

    def verify(self) -> dict[str, Any]:
        """Place what waits, then run `ledger verify` against the HEAD outside the database."""
        self.python("-m", "tests.reliability.catching_up")
        head = self.state / "head" / "HEAD"
        done = self.attempt("-m", "yichuang", "ledger", "verify", "--json", "--against", str(head))
        assert done.stdout, done.stderr[-3000:]
        return dict(json.loads(done.stdout))

    def unsafe_default(self, value: str) -> None:
        """Set what a commit waits for, as a careless administrator would for the whole database."""
        with psycopg.connect(self.database.urls.owner, autocommit=True) as connection:
            connection.execute(f"ALTER DATABASE {DATABASE} SET synchronous_commit = '{value}'")

    def log_end(self) -> str:
        """Return the last lines of web and worker."""
        found = []
        for name in ("web", "worker"):
            path = self.state / f"{name}.log"
            if path.exists():
                found += [f"--- {name}", *path.read_text(errors="replace").splitlines()[-25:]]
        return "\n".join(found)

    def _start(self, name: str, *words: str) -> subprocess.Popen[bytes]:
        with (self.state / f"{name}.log").open("ab") as log:
            return subprocess.Popen(
                [*YICHUANG, *words],
                env={**self.environment, "YICHUANG_SUPERVISOR": str(os.getpid())},
                cwd=ROOT,
                stdin=subprocess.DEVNULL,
                stdout=log,
                stderr=log,
                start_new_session=True,
            )

    def _home(self) -> Path:
        place = self.state / "postgres" / "place"
        return Path(place.read_text().strip()) if place.exists() else self.state / "postgres"


@contextlib.contextmanager
def installed(
    state: Path, *, unsafe_commit: bool = False, threads: int = 8
) -> Iterator[Installation]:
    """Give an installation and clear it away afterwards."""
    house = Installation(state, unsafe_commit=unsafe_commit, threads=threads)
    state.mkdir(parents=True, exist_ok=True)
    try:
        yield house
    finally:
        house.close()


def free_port() -> int:
    """Return a port nobody listens on now."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def kill(pid: int) -> bool:
    """End a process as a power cut would; False where it is gone already."""
    try:
        os.kill(pid, signal.SIGKILL)
    except ProcessLookupError:
        return False
    return True


def _children(process: subprocess.Popen[bytes] | None) -> list[int]:
    if process is None or process.poll() is not None:
        return []
    with contextlib.suppress(psutil.NoSuchProcess):
        found = psutil.Process(process.pid).children(recursive=True)
        return [child.pid for child in found if not _is_tracker(child)]
    return []


def _is_tracker(child: psutil.Process) -> bool:
    """Is it the small process by which Python keeps count of shared resources?"""
    try:
        return "resource_tracker" in " ".join(child.cmdline())
    except psutil.Error:
        return True


def _end(process: subprocess.Popen[bytes]) -> None:
    pids: Sequence[int] = [process.pid, *_children(process)]
    process.terminate()
    try:
        process.wait(STOP_LIMIT_SECONDS)
    except subprocess.TimeoutExpired:
        for pid in pids:
            kill(pid)
        process.wait()


def _environment(state: Path, address: str, *, unsafe_commit: bool) -> dict[str, str]:
    """Return an environment that names this installation alone."""
    own = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("YICHUANG_", "DATABASE_", "PYTEST_"))
    }
    own |= {
        "YICHUANG_VAR": str(state),
        "YICHUANG_URL": address,
        "YICHUANG_DEMO": "1",
        "YICHUANG_LOG": "warning",
        "DJANGO_SETTINGS_MODULE": "yichuang.site.settings",
        "PYTHONPATH": f"{ROOT / 'src'}{os.pathsep}{ROOT}",
    }
    return own | ({"YICHUANG_ALLOW_UNSAFE_COMMIT": "1"} if unsafe_commit else {})
