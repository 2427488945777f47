"""The embedded PostgreSQL: who may come in, who stops it, and what survives a SIGKILL."""

from __future__ import annotations

import os
import shutil
import signal
import stat
import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import psycopg
import pytest
from psycopg import conninfo

from yichuang.site.embedded import EmbeddedPostgres
from yichuang.site.embedded_program import EmbeddedError, Program, server_account

Make = Callable[..., EmbeddedPostgres]


def home_of(state: Path) -> Path:
    """Return the folder of data and socket: as root it lies in the system's state folder."""
    place = state / "postgres" / "place"
    return Path(place.read_text().strip()) if place.exists() else state / "postgres"


def postmaster_of(state: Path) -> int:
    return int((home_of(state) / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


@pytest.fixture
def make(tmp_path: Path) -> Iterator[Make]:
    """Give servers on one state folder; whatever runs there is stopped and removed afterwards."""
    state = tmp_path / "state"
    yield lambda: EmbeddedPostgres(state)
    EmbeddedPostgres(state).stop()
    if (state / "postgres").exists():
        shutil.rmtree(home_of(state))


def mode(path: Path) -> int:
    return stat.S_IMODE(path.stat().st_mode)


def ask(url: str, statement: str) -> object:
    with psycopg.connect(url, autocommit=True) as connection:
        cursor = connection.execute(statement)  # type: ignore[call-overload]
        row = cursor.fetchone() if cursor.description else None
    return row[0] if row else None


def test_set_up_makes_two_roles_and_neither_is_superuser(make: Make) -> None:
    urls = make().ensure_running()

    roles = "SELECT string_agg(rolname, ' ' ORDER BY rolname) FROM pg_roles WHERE rolcanlogin "
    assert ask(urls.owner, roles + "AND NOT rolsuper") == "yichuang_app yichuang_owner"
    assert ask(urls.owner, "SELECT pg_get_userbyid(datdba) FROM pg_database WHERE datname ="
               " current_database()") == "yichuang_owner"  # fmt: skip
    with pytest.raises(psycopg.errors.InsufficientPrivilege):
        ask(urls.app, "CREATE TABLE public.mine (n int)")


def test_superuser_cannot_sign_in_with_any_password(make: Make) -> None:
    urls = make().ensure_running()
    name = ask(urls.owner, "SELECT rolname FROM pg_roles WHERE rolsuper")
    assert ask(urls.owner, "SELECT count(*) FROM pg_roles WHERE rolsuper") == 1
    assert str(name).startswith("setup_")
    assert str(name) != "setup_"

    with pytest.raises(psycopg.OperationalError, match=r"no pg_hba\.conf entry"):
        psycopg.connect(conninfo.make_conninfo(urls.owner, user=str(name)))


def test_password_is_asked_and_a_wrong_one_refused(make: Make) -> None:
    urls = make().ensure_running()

    with pytest.raises(psycopg.OperationalError, match="password authentication failed"):
        psycopg.connect(conninfo.make_conninfo(urls.app, password="wrong"))


def test_server_keeps_what_it_acknowledged_and_listens_on_socket_only(make: Make) -> None:
    urls = make().ensure_running()

    for name in ("fsync", "full_page_writes", "synchronous_commit", "data_checksums"):
        assert ask(urls.app, f"SHOW {name}") == "on"
    assert ask(urls.app, "SHOW listen_addresses") == ""
    assert ask(urls.app, "SHOW password_encryption") == "scram-sha-256"
    assert str(ask(urls.app, "SHOW server_version")).startswith("18")


def test_secrets_and_socket_are_closed_and_parents_untouched(make: Make, tmp_path: Path) -> None:
    tmp_path.chmod(0o711)

    make().ensure_running()

    state = tmp_path / "state"
    for name in ("app.password", "owner.password"):
        assert mode(state / "postgres" / name) == 0o600
    assert mode(state / "postgres") == 0o700
    assert mode(home_of(state) / "run") == 0o700
    assert mode(home_of(state) / "data") == 0o700
    assert mode(tmp_path) == 0o711


def test_last_one_to_leave_stops_it(make: Make) -> None:
    first, second = make(), make()
    assert first.ensure_running() == second.ensure_running()

    first.release()
    assert second.alive()
    second.release()

    assert not make().alive()


def test_data_and_passwords_stay_over_a_restart(make: Make) -> None:
    first = make()
    urls = first.ensure_running()
    ask(urls.owner, "CREATE TABLE kept AS SELECT 42 AS n")
    first.stop()

    again = make().ensure_running()

    assert again == urls
    assert ask(again.owner, "SELECT n FROM kept") == 42


def test_committed_row_survives_sigkill(make: Make, tmp_path: Path) -> None:
    server = make()
    urls = server.ensure_running()
    ask(urls.owner, "CREATE TABLE kept (n int)")
    ask(urls.owner, "INSERT INTO kept VALUES (7)")

    os.kill(postmaster_of(tmp_path / "state"), signal.SIGKILL)
    server.ensure_running()

    assert ask(urls.owner, "SELECT n FROM kept") == 7


def test_reused_process_number_does_not_keep_it_down(make: Make, tmp_path: Path) -> None:
    """Both files that name the server now name a living process of the server's own user."""
    server = make()
    urls = server.ensure_running()
    server.stop()
    home, account = home_of(tmp_path / "state"), server_account()
    other = subprocess.Popen(["sleep", "60"], user=account.uid if account else None)
    try:
        (home / "data" / "postmaster.pid").write_text(f"{other.pid}\n")
        (home / "run" / ".s.PGSQL.5432.lock").write_text(f"{other.pid}\n")

        server.ensure_running()

        assert ask(urls.app, "SELECT 1") == 1
        assert postmaster_of(tmp_path / "state") != other.pid
    finally:
        other.kill()
        other.wait()


def test_processes_that_start_it_at_once_share_one(make: Make, tmp_path: Path) -> None:
    script = (
        "import sys; from pathlib import Path; from yichuang.site.embedded import EmbeddedPostgres;"
        "s = EmbeddedPostgres(Path(sys.argv[1])); print(s.ensure_running().app, flush=True);"
        "sys.stdin.read(); s.release()"
    )
    command = [sys.executable, "-c", script, str(tmp_path / "state")]
    several = [
        subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]

    answers = [one.stdout.readline() for one in several if one.stdout]
    for one in several:
        one.communicate()

    assert len(set(answers)) == 1
    assert answers[0].startswith("postgresql://yichuang_app:")
    assert not make().alive()


def test_set_up_that_broke_off_is_begun_anew(make: Make, tmp_path: Path) -> None:
    server = make()
    server.ensure_running()
    server.stop()
    home = home_of(tmp_path / "state")
    (home / "data").rename(home / "data.new")  # as a set-up that was killed would leave it
    assert not server.exists

    urls = server.ensure_running()

    assert ask(urls.app, "SELECT 1") == 1


def test_data_of_another_release_is_refused_and_untouched(make: Make, tmp_path: Path) -> None:
    server = make()
    server.ensure_running()
    server.stop()
    note = home_of(tmp_path / "state") / "data" / "PG_VERSION"
    note.write_text("17\n")

    with pytest.raises(EmbeddedError, match="data is of PostgreSQL 17"):
        server.ensure_running()

    assert note.read_text() == "17\n"


def test_urls_before_set_up_say_what_to_run(make: Make) -> None:
    with pytest.raises(EmbeddedError, match="yichuang up"):
        _ = make().urls


@pytest.mark.skipif(os.geteuid() == 0, reason="as root the socket lies in a short system folder")
def test_long_state_path_gets_a_short_private_socket_folder(tmp_path: Path) -> None:
    state = tmp_path / ("long" * 30)
    server = EmbeddedPostgres(state)
    try:
        urls = server.ensure_running()
        folder = Path((state / "postgres" / "socket").read_text().strip())

        assert ask(urls.app, "SELECT 1") == 1
        assert mode(folder) == 0o700
        assert len(str(folder)) < 90
    finally:
        server.stop()
        shutil.rmtree(folder, ignore_errors=True)


@pytest.mark.skipif(os.geteuid() != 0, reason="only root needs an account for the server")
def test_as_root_the_server_runs_as_a_user_of_its_own(make: Make, tmp_path: Path) -> None:
    make().ensure_running()

    account = server_account()
    assert account is not None
    assert account.uid != 0
    assert Path(f"/proc/{postmaster_of(tmp_path / 'state')}").stat().st_uid == account.uid


def test_program_says_what_went_wrong(tmp_path: Path) -> None:
    with pytest.raises(EmbeddedError, match="initdb failed"):
        Program(server_account()).run("initdb", "--no-such-option", cwd=Path("/"))


def test_dead_server_is_seen_at_once(make: Make, tmp_path: Path) -> None:
    server = make()
    server.ensure_running()

    os.kill(postmaster_of(tmp_path / "state"), signal.SIGKILL)
    began = time.monotonic()
    while server.alive() and time.monotonic() - began < 5:
        time.sleep(0.01)

    assert not server.alive()
