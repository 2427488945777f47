"""The command line: what it says, how it ends, and that `up` revives what dies."""

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
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from click.testing import CliRunner

from yichuang.site.cli import COMMANDS, house
from yichuang.site.supervisor import Child, Supervisor, pause_seconds

LIMIT_SECONDS = 60


def clean_environment(state: Path) -> dict[str, str]:
    """Return an environment without the tests' own database: the embedded one is meant."""
    kept = {
        name: value
        for name, value in os.environ.items()
        if not name.startswith(("YICHUANG_", "DATABASE_", "DJANGO_", "PYTEST_"))
    }
    return {**kept, "YICHUANG_VAR": str(state), "LANG": "zh_CN.UTF-8"}


def run(state: Path, *words: str, **extra: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", "yichuang", *words],
        env={**clean_environment(state), **extra},
        capture_output=True,
        text=True,
        timeout=120,
    )


def remove(state: Path) -> None:
    """Remove the data that as root lies outside the state folder."""
    place = state / "postgres" / "place"
    if place.exists():
        shutil.rmtree(place.read_text().strip())


@pytest.fixture(scope="module")
def state(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """One migrated installation for this module."""
    folder = tmp_path_factory.mktemp("house") / "var"
    done = run(folder, "migrate", "--json")
    assert done.returncode == 0, done.stderr
    yield folder
    remove(folder)


def leaves() -> list[tuple[str, ...]]:
    """Return the words of every command and group."""
    found: list[tuple[str, ...]] = []
    for name in COMMANDS:
        command = house.get_command(None, name)  # type: ignore[arg-type]
        found.append((name,))
        found += [(name, sub) for sub in getattr(command, "commands", {})]
    return found


@pytest.mark.parametrize("words", leaves(), ids=" ".join)
def test_every_command_explains_itself(words: tuple[str, ...]) -> None:
    result = CliRunner().invoke(house, [*words, "--help"])

    assert result.exit_code == 0
    assert "Usage:" in result.output
    assert len(result.output.splitlines()) > 3


def test_help_names_the_exit_codes() -> None:
    assert "退出码" in CliRunner().invoke(house, ["--help"]).output


def test_unknown_command_and_unknown_setting_end_with_2(tmp_path: Path) -> None:
    assert run(tmp_path, "fly").returncode == 2

    done = run(tmp_path, "check", YICHUANG_TYPO="1")
    assert done.returncode == 2
    assert "YICHUANG_TYPO" in done.stderr
    assert "Traceback" not in done.stderr


def test_database_that_does_not_answer_ends_with_3(tmp_path: Path) -> None:
    nowhere = f"postgresql://yichuang_app:x@/yichuang?host={tmp_path}"

    done = run(tmp_path, "check", DATABASE_URL=nowhere)

    assert done.returncode == 3
    assert "Traceback" not in done.stderr


def test_settings_are_listed_without_secrets(tmp_path: Path) -> None:
    done = run(tmp_path, "settings", "--json", YICHUANG_SECRET_KEY="hidden-word")

    rows = {row["name"]: row for row in json.loads(done.stdout)}
    assert rows["YICHUANG_SECRET_KEY"]["value"] == "(set)"
    assert rows["YICHUANG_VAR"]["why"]
    assert "hidden-word" not in done.stdout


def test_migrate_again_changes_nothing(state: Path) -> None:
    done = run(state, "migrate", "--json")

    assert json.loads(done.stdout)["applied"] == []


def test_migrate_as_the_serving_role_is_refused(committed_db: dict[str, str]) -> None:
    url = committed_db["DATABASE_URL"]

    done = run(
        Path(os.environ["YICHUANG_VAR"]), "migrate", DATABASE_URL=url, DATABASE_OWNER_URL=url
    )

    assert done.returncode == 2
    assert "DATABASE_OWNER_URL" in done.stderr


def test_check_passes_on_a_fresh_house_and_says_each_line(state: Path) -> None:
    done = run(state, "check", "--json")

    found = json.loads(done.stdout)
    assert done.returncode == 0, done.stdout
    assert {one["subject"] for one in found} >= {"database", "release", "keys", "calendar", "fonts"}
    assert not [one for one in found if one["state"] == "fail"]


def test_check_fails_with_the_switch_that_is_for_tests(state: Path) -> None:
    done = run(state, "check", YICHUANG_ALLOW_UNSAFE_COMMIT="1")

    assert done.returncode == 1
    assert "YICHUANG_ALLOW_UNSAFE_COMMIT" in done.stdout


def test_ledger_verify_of_an_empty_house_holds_and_says_its_limits(state: Path) -> None:
    done = run(state, "ledger", "verify", "--json")

    report = json.loads(done.stdout)
    assert done.returncode == 0
    assert report["holds"] is True
    assert report["findings"] == []


def test_ledger_verify_against_what_is_no_head_ends_with_2(state: Path, tmp_path: Path) -> None:
    wrong = tmp_path / "HEAD"
    wrong.write_text("not a head")

    assert run(state, "ledger", "verify", "--against", str(wrong)).returncode == 2


def test_import_hands_back_bad_rows_and_writes_nothing_on_a_dry_run(
    state: Path, tmp_path: Path
) -> None:
    table = tmp_path / "divisions.csv"
    table.write_text("code,name\n320200000000,无锡市\n99X,坏行\n", encoding="utf-8")

    dry = run(state, "import", "divisions", str(table), "--dry-run", "--json")
    real = run(state, "import", "divisions", str(table), "--json")
    again = run(state, "import", "divisions", str(table), "--json")

    assert [one.returncode for one in (dry, real, again)] == [1, 1, 1], real.stderr
    reports = [json.loads(one.stdout) for one in (dry, real, again)]
    assert [report["created"] for report in reports] == [1, 1, 0]
    assert [len(report["rejected"]) for report in reports] == [1, 1, 1]
    assert reports[0]["rejected"][0]["row"] == 2


def test_database_that_was_never_migrated_says_so(tmp_path: Path) -> None:
    try:
        done = run(tmp_path, "ledger", "verify")
    finally:
        remove(tmp_path)

    assert done.returncode == 3
    assert "yichuang migrate" in done.stderr
    assert "Traceback" not in done.stderr


def test_english_shell_is_not_answered_with_a_traceback(tmp_path: Path) -> None:
    done = run(tmp_path, "--help", LANG="en_GB.UTF-8")

    assert done.returncode == 0


# --- up ------------------------------------------------------------------------------------------


@dataclass
class Running:
    """A house started with `up`."""

    process: subprocess.Popen[str]
    port: int
    state: Path

    def get(self, path: str) -> int:
        """Return the status of one request, 0 for no answer."""
        try:
            with urllib.request.urlopen(f"http://127.0.0.1:{self.port}{path}", timeout=5) as reply:
                return int(reply.status)
        except urllib.error.HTTPError as reply:
            return reply.code
        except OSError:
            return 0

    def children(self) -> dict[str, int]:
        """Return the process numbers of web and worker."""
        found = {}
        for path in Path("/proc").glob("[0-9]*"):
            with contextlib.suppress(OSError):
                parent = int((path / "stat").read_text().rsplit(")", 1)[1].split()[1])
                words = (path / "cmdline").read_bytes().split(b"\0")
                if parent == self.process.pid:
                    found |= {
                        name: int(path.name)
                        for name, word in (("web", b"serve"), ("worker", b"worker"))
                        if word in words
                    }
        return found

    def postmaster(self) -> int:
        """Return the embedded server's process number."""
        place = self.state / "postgres" / "place"
        home = Path(place.read_text().strip()) if place.exists() else self.state / "postgres"
        return int((home / "data" / "postmaster.pid").read_text().split("\n", 1)[0])


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def eventually(true: Callable[[], bool], what: str) -> None:
    deadline = time.monotonic() + LIMIT_SECONDS
    while not true():
        assert time.monotonic() < deadline, f"not within {LIMIT_SECONDS} s: {what}"
        time.sleep(0.1)


@pytest.fixture
def running(state: Path) -> Iterator[Running]:
    port = free_port()
    process = subprocess.Popen(
        [sys.executable, "-m", "yichuang", "up", "--no-demo", "--port", str(port)],
        env=clean_environment(state),
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    )
    house_running = Running(process, port, state)
    try:
        eventually(lambda: house_running.get("/livez") == 200, "the house answers")
        yield house_running
    finally:
        process.send_signal(signal.SIGTERM)
        process.wait(30)
        assert process.stdout is not None
        process.stdout.close()


@pytest.mark.reliability
@pytest.mark.skipif(not Path("/proc/self/stat").exists(), reason="needs /proc to find processes")
def test_up_revives_web_worker_and_database_and_stops_clean(running: Running) -> None:
    eventually(lambda: running.get("/readyz") == 200, "ready")
    before = running.children()
    postmaster = running.postmaster()
    assert before.keys() == {"web", "worker"}

    os.kill(postmaster, signal.SIGKILL)
    for number in before.values():
        os.kill(number, signal.SIGKILL)
    eventually(
        lambda: (
            running.children().keys() == {"web", "worker"}
            and not set(running.children().values()) & set(before.values())
        ),
        "children are back",
    )
    eventually(lambda: running.get("/readyz") == 200, "ready again")

    assert running.postmaster() != postmaster
    after = [*running.children().values()]
    running.process.send_signal(signal.SIGTERM)
    assert running.process.wait(30) == 0
    assert running.get("/livez") == 0
    for number in after:
        assert not Path(f"/proc/{number}").exists()


@pytest.mark.reliability
def test_second_up_in_the_same_place_is_refused(running: Running) -> None:
    done = run(running.state, "up", "--no-demo", "--port", str(free_port()))

    assert done.returncode == 2
    assert running.get("/livez") == 200


def test_up_on_a_port_in_use_says_so(state: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        done = run(state, "up", "--no-demo", "--port", str(taken.getsockname()[1]))

    assert done.returncode == 2
    assert "--port" in done.stderr


# --- the supervisor by itself --------------------------------------------------------------------


def test_restart_is_immediate_once_and_then_waits_longer() -> None:
    assert [pause_seconds(deaths) for deaths in range(1, 6)] == [0.0, 0.5, 1.0, 2.0, 4.0]
    assert pause_seconds(50) == 10.0


def test_supervisor_ends_a_child_that_does_not_listen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yichuang.site.supervisor.STOP_LIMIT_SECONDS", 0.5)
    deaf = "import signal, time; signal.signal(signal.SIGTERM, signal.SIG_IGN); time.sleep(60)"
    child = Child("deaf", [sys.executable, "-c", deaf])
    supervisor = Supervisor([child], environment=os.environ, keep_database=lambda: None)

    def stop_soon() -> None:
        time.sleep(0.5)
        supervisor.ask_to_stop()

    supervisor.run(stop_soon)

    assert child.process is not None
    assert child.process.returncode == -signal.SIGKILL


def test_supervisor_goes_on_when_the_database_does_not_come_back() -> None:
    calls = []

    def fails() -> None:
        calls.append(1)
        supervisor.ask_to_stop()
        raise RuntimeError("no database")

    supervisor = Supervisor([], environment={}, keep_database=fails)

    supervisor.run(lambda: None)

    assert calls == [1]


def test_demo_city_is_not_seeded_over_what_is_there(state: Path, tmp_path: Path) -> None:
    """A lost file of passwords must not make a start seed a second city over the first."""
    table = tmp_path / "organs.csv"
    table.write_text(
        "code,name,short_name,kind,level,region\n"
        "11320200YY9000016G,示例市示例局,示例局,department,city,320200000000\n",
        encoding="utf-8",
    )
    divisions = tmp_path / "divisions.csv"
    divisions.write_text("code,name\n320200000000,示例市\n", encoding="utf-8")
    run(state, "import", "divisions", str(divisions))
    assert run(state, "import", "organs", str(table)).returncode == 0

    seeded = run(state, "demo", "seed")

    assert seeded.returncode == 2
    assert "库中已有数据" in seeded.stderr
    assert not (state / "demo-accounts.json").exists()
