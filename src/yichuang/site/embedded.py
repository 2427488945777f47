"""The embedded PostgreSQL: set up once, started when needed, stopped by whoever leaves last.

Two roles and no way in for the superuser: `yichuang_owner` owns the database, `yichuang_app`
serves. The server listens on a Unix socket in a folder that only its own user may enter.

Whether it lives is told by a lock, not by a process number: the server inherits an open, locked
file, and so do its children, so the lock is free exactly when the last of them is gone.
"""

from __future__ import annotations

import contextlib
import dataclasses
import fcntl
import os
import secrets
import shutil
import signal
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import quote

import psycopg

from .embedded_program import (
    MAJOR,
    EmbeddedError,
    Program,
    server_account,
    socket_path_limit,
    system_state,
)

DATABASE = "yichuang"
OWNER_ROLE = "yichuang_owner"
APP_ROLE = "yichuang_app"
SOCKET_NAME = ".s.PGSQL.5432"
START_LIMIT_SECONDS = 600  # replaying the log after a crash takes as long as it takes
LAUNCH_LIMIT = 5
STOP_LIMIT_SECONDS = 60

# On the command line, where no configuration file can turn them off.
SERVER_SETTINGS = {
    "listen_addresses": "",
    "unix_socket_permissions": "0700",
    "fsync": "on",
    "full_page_writes": "on",
    "synchronous_commit": "on",
    "shared_buffers": "128MB",
    "work_mem": "8MB",
    "maintenance_work_mem": "64MB",
    "max_wal_size": "1GB",
    "max_connections": "100",
    "timezone": "UTC",
    "log_timezone": "UTC",
    "log_checkpoints": "off",
    # A log line names no person: no statement text and no key values.
    "log_min_error_statement": "panic",
    "log_error_verbosity": "terse",
}
HOST_RULES = f"local all {OWNER_ROLE},{APP_ROLE} scram-sha-256\n"


@dataclasses.dataclass(frozen=True, slots=True)
class Urls:
    """How to reach the database: as the serving role, and as its owner (migrations only)."""

    app: str
    owner: str


class EmbeddedPostgres:
    """One server whose secrets, locks and (but for root) data lie in `state/postgres`.

    As root the data lies below /var/lib/yichuang in a folder of the server's own account.
    """

    def __init__(self, state: Path):
        self._folder = state.resolve() / "postgres"
        self._hold: int | None = None
        self._child: int | None = None

    # --- for everyone -----------------------------------------------------------------------

    @property
    def exists(self) -> bool:
        """Has a database been set up here?"""
        return (self._home() / "data" / "PG_VERSION").exists()

    @property
    def urls(self) -> Urls:
        """The addresses, whether or not the server runs. Raises EmbeddedError before set-up."""
        if not self.exists:
            raise EmbeddedError(f"no database in {self._folder}: run `yichuang up` or `migrate`")
        host = quote(str(self._socket_folder()), safe="")
        return Urls(
            app=f"postgresql://{APP_ROLE}:{self._secret('app')}@/{DATABASE}?host={host}",
            owner=f"postgresql://{OWNER_ROLE}:{self._secret('owner')}@/{DATABASE}?host={host}",
        )

    def ensure_running(self) -> Urls:
        """Set up if need be, start if need be, wait until it answers; count us as a user.

        A server that another process started is shared. Raises EmbeddedError with the end of the
        server's log when it does not come up.
        """
        self._make_folder()
        with self._alone():
            self._join()
            try:
                return self._run_and_wait()
            except BaseException:
                self._leave()
                raise

    def alive(self) -> bool:
        """Is any process of the server there? Needs no answer from it."""
        try:
            handle = os.open(self._folder / "server.lock", os.O_RDWR)
        except FileNotFoundError:
            return False
        try:
            fcntl.flock(handle, fcntl.LOCK_SH | fcntl.LOCK_NB)
        except BlockingIOError:
            return True
        finally:
            os.close(handle)
        self._bury()
        return False

    def _bury(self) -> None:
        """Wait for our dead child: a process lets go of its files a moment before it is gone."""
        if self._child is not None:
            with contextlib.suppress(ChildProcessError):
                os.waitpid(self._child, 0)
            self._child = None

    def release(self) -> None:
        """Leave; whoever leaves last stops the server."""
        if self._hold is None:
            return
        with self._alone():
            try:
                fcntl.flock(self._hold, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                return
            else:
                self._stop()
            finally:
                self._leave()

    def stop(self) -> None:
        """Stop the server for everyone, with a checkpoint; does nothing when it is down."""
        if self._folder.exists():
            with self._alone():
                self._stop()
                self._leave()

    # --- who uses it ------------------------------------------------------------------------

    def _make_folder(self) -> None:
        try:
            self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
            (self._folder / "lock").touch(mode=0o600)
        except PermissionError as fault:
            raise EmbeddedError(
                f"{self._folder} belongs to another user: run as that user, or set YICHUANG_VAR"
            ) from fault

    @contextlib.contextmanager
    def _alone(self) -> Iterator[None]:
        """Let one process at a time set up, start or stop."""
        with (self._folder / "lock").open("w") as file:
            fcntl.flock(file, fcntl.LOCK_EX)
            yield

    def _join(self) -> None:
        if self._hold is None:
            self._hold = os.open(self._folder / "users.lock", os.O_RDWR | os.O_CREAT, 0o600)
            fcntl.flock(self._hold, fcntl.LOCK_SH)

    def _leave(self) -> None:
        if self._hold is not None:
            os.close(self._hold)
            self._hold = None

    # --- starting and stopping --------------------------------------------------------------

    def _run_and_wait(self) -> Urls:
        program: Program | None = None
        launches = 0
        deadline = time.monotonic() + START_LIMIT_SECONDS
        while time.monotonic() < deadline:
            if not self.alive():
                if launches == LAUNCH_LIMIT:
                    break
                program = program or Program(server_account())
                self._set_up(program)
                self._launch(program)
                launches += 1
            urls = self.urls
            if _answers(urls.app):
                return urls
            time.sleep(0.03)
        raise EmbeddedError(f"PostgreSQL does not come up; its log ends with:\n{self._log_end()}")

    def _launch(self, program: Program) -> None:
        home = self._home()
        # The lock was free: no server and no child of one is left, whatever these files say. They
        # name a process number, which may be somebody else's by now, or a dead one nobody buried.
        (home / "data" / "postmaster.pid").unlink(missing_ok=True)
        (self._socket_folder() / f"{SOCKET_NAME}.lock").unlink(missing_ok=True)
        handle = os.open(self._folder / "server.lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            fcntl.flock(handle, fcntl.LOCK_EX)
            arguments = ["-D", str(home / "data"), "-k", str(self._ready_socket_folder(program))]
            for name, value in SERVER_SETTINGS.items():
                arguments += ["-c", f"{name}={value}"]
            self._child = program.spawn(
                "postgres", arguments, cwd=home, log=home / "server.log", keep=handle
            )
        finally:
            os.close(handle)

    def _stop(self) -> None:
        asked = (signal.SIGINT, signal.SIGQUIT)  # at once but clean; then without farewell
        for request in asked:
            if not self.alive():
                return
            pid = self._postmaster()
            if pid:
                with contextlib.suppress(ProcessLookupError):
                    os.kill(pid, request)
            deadline = time.monotonic() + STOP_LIMIT_SECONDS
            while self.alive() and time.monotonic() < deadline:
                time.sleep(0.02)
        if self.alive():
            raise EmbeddedError(f"PostgreSQL in {self._home()} does not stop")

    def _postmaster(self) -> int | None:
        """Return the server's process number, unless the number is somebody else's by now."""
        data = self._home() / "data"
        try:
            pid = int((data / "postmaster.pid").read_text().split("\n", 1)[0])
        except (FileNotFoundError, ValueError):
            return None
        try:
            words = Path(f"/proc/{pid}/cmdline").read_bytes()
        except OSError:
            return pid if not Path("/proc/self").exists() else None
        return pid if os.fsencode(data) in words else None

    def _log_end(self) -> str:
        try:
            return "\n".join((self._home() / "server.log").read_text().splitlines()[-15:])
        except OSError:
            return "(no log)"

    # --- setting up -------------------------------------------------------------------------

    def _set_up(self, program: Program) -> None:
        """Make the database cluster unless it is there; a broken-off attempt is begun anew."""
        if self.exists:
            self._check_version()
            return
        home = self._make_home(program)
        draft = home / "data.new"
        shutil.rmtree(draft, ignore_errors=True)
        # The superuser has a random name, no password and no rule that lets it in.
        superuser = f"setup_{secrets.token_hex(8)}"
        program.run(
            "initdb",
            *("-D", str(draft), f"--username={superuser}", "--auth=reject", "--data-checksums"),
            *("--encoding=UTF8", "--locale=C", "--locale-provider=builtin"),
            *("--builtin-locale=C.UTF-8", "--no-instructions"),
            cwd=home,
        )
        secret = {name: self._new_secret(name) for name in ("owner", "app")}
        program.run(
            "postgres",
            *("--single", "-D", str(draft), "-c", "exit_on_error=on"),
            *("-c", "log_min_error_statement=panic", "postgres"),
            cwd=home,
            stdin=_set_up_statements(secret["owner"], secret["app"]),
        )
        (draft / "pg_hba.conf").write_text(HOST_RULES)
        draft.rename(home / "data")  # from here on it exists; nothing of ours ever removes it

    def _check_version(self) -> None:
        found = (self._home() / "data" / "PG_VERSION").read_text().strip()
        if found != str(MAJOR):
            raise EmbeddedError(f"the data is of PostgreSQL {found}, the program is {MAJOR}")

    def _secret(self, name: str) -> str:
        return (self._folder / f"{name}.password").read_text().strip()

    def _new_secret(self, name: str) -> str:
        secret = secrets.token_urlsafe(32)
        _write_private(self._folder / f"{name}.password", f"{secret}\n")
        return secret

    # --- places -----------------------------------------------------------------------------

    def _home(self) -> Path:
        """Return the folder of data, log and socket: ours, or as root the server account's."""
        try:
            return Path((self._folder / "place").read_text().strip())
        except FileNotFoundError:
            return self._folder

    def _make_home(self, program: Program) -> Path:
        account = program.account
        if account is None:
            return self._folder
        if not (self._folder / "place").exists():
            place = system_state() / secrets.token_hex(6)
            _write_private(self._folder / "place", f"{place}\n")
        home = self._home()
        if not home.is_dir():
            home.mkdir(mode=0o700)
        os.chown(home, account.uid, account.gid)
        return home

    def _socket_folder(self) -> Path:
        try:
            return Path((self._folder / "socket").read_text().strip())
        except FileNotFoundError:
            return self._home() / "run"

    def _ready_socket_folder(self, program: Program) -> Path:
        """Return the folder for the socket, made and closed to others.

        An address that is too long for a socket gets a short folder elsewhere, noted beside the
        secrets; one that was swept away since is made anew.
        """
        account = program.account
        folder = self._home() / "run"
        if len(os.fsencode(folder / SOCKET_NAME)) > socket_path_limit():
            folder = self._socket_folder()
            if folder == self._home() / "run" or not _is_private(folder):
                folder = Path(tempfile.mkdtemp(prefix="yc-", dir="/tmp"))
                _write_private(self._folder / "socket", f"{folder}\n")
            return folder
        folder.mkdir(mode=0o700, exist_ok=True)
        if account is not None:
            os.chown(folder, account.uid, account.gid)
        return folder


def test_server(state: Path) -> tuple[str, str]:
    """Return owner's and app's URL of the server that tests share; the last of them stops it.

    Template databases of older migrations are dropped by whoever makes a new one.
    """
    import atexit

    server = EmbeddedPostgres(state)
    urls = server.ensure_running()
    atexit.register(server.release)
    return urls.owner, urls.app


def _set_up_statements(owner_secret: str, app_secret: str) -> str:
    """Return the statements, one a line, that make both roles and the database."""
    return "\n".join(
        [
            f"CREATE ROLE {OWNER_ROLE} LOGIN CREATEDB PASSWORD '{owner_secret}'",
            # The owner must be able to end the serving role's sessions to drop a test database.
            f"GRANT pg_signal_backend TO {OWNER_ROLE}",
            f"CREATE ROLE {APP_ROLE} LOGIN PASSWORD '{app_secret}'",
            f"CREATE DATABASE {DATABASE} OWNER {OWNER_ROLE}",
            f"REVOKE ALL ON DATABASE {DATABASE} FROM PUBLIC",
            f"GRANT CONNECT, TEMPORARY ON DATABASE {DATABASE} TO {APP_ROLE}",
            "",
        ]
    )


def _write_private(path: Path, text: str) -> None:
    """Write a file that its owner alone may read; it appears whole or not at all."""
    draft = path.with_name(f".{path.name}.{os.getpid()}")
    handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "w") as file:
        file.write(text)
        file.flush()
        os.fsync(file.fileno())
    draft.replace(path)


def _is_private(folder: Path) -> bool:
    """Is this a folder of our own that nobody else may enter?"""
    try:
        found = folder.lstat()
    except FileNotFoundError:
        return False
    return folder.is_dir() and found.st_uid == os.geteuid() and not found.st_mode & 0o077


def _answers(url: str) -> bool:
    """Can one sign in? False while the server starts or recovers."""
    try:
        psycopg.connect(url, connect_timeout=5).close()
    except psycopg.OperationalError as fault:
        if "password authentication failed" in str(fault):
            raise EmbeddedError(
                "the database does not know the password in the state folder"
            ) from (fault)
        return False
    return True
