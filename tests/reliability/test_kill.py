"""Killed at random, the house keeps what it acknowledged, once; and the test would see if not.

The product's own web server, worker and database are ended with SIGKILL while four clients file
and handle cases over HTTP and ask again, under the same key, until they are answered.
SIGKILL proves the order of commit and acknowledgement. It does not prove that the disk keeps its
promise: what the operating system has taken survives the death of a process.
"""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from dataclasses import dataclass
from urllib.error import HTTPError
from urllib.request import Request, urlopen

import pytest

from .audit import Audit, audit
from .clients import Book, Tokens, work
from .installation import Installation, free_port
from .killer import Kill, Killer, summary

pytestmark = pytest.mark.reliability

Say = Callable[[str], None]
LOST_ON_THE_LINE = 0.01  # of the answers, so that retries meet commands that were recorded


@dataclass(frozen=True, slots=True)
class Run:
    """What came of a run."""

    book: Book
    kills: list[Kill]
    audit: Audit
    seconds: float


def run(
    house: Installation,
    *,
    commands: int,
    kills: int,
    seed: int,
    kinds: tuple[str, ...] | None = None,
    steps: int | None = None,
    same_key: bool = True,
    lose: float = LOST_ON_THE_LINE,
) -> Run:
    """Let four clients work while processes are killed; return once all have their answers."""
    tokens, name = Tokens(house), f"s{seed}-"
    began = time.monotonic()
    more = {} if steps is None else {"steps": steps}
    book, threads = work(
        port=house.port,
        tokens=tokens,
        matter=house.city["licence"],
        commands=commands,
        run=name,
        same_key=same_key,
        lose=lose,
        **more,
    )
    killer = Killer(house, book, commands, kills, seed)
    if kinds:
        killer.kinds = kinds
    try:
        killer.run(lambda: any(thread.is_alive() for thread in threads))
    finally:
        for thread in threads:
            thread.join()
    seconds = time.monotonic() - began
    house.revive()
    return Run(book, killer.done, audit(house, book, name), seconds)


def told(result: Run, seed: int) -> str:
    """Return a run in one line."""
    book = result.book
    tries = ", ".join(f"{what} {n}" for what, n in sorted(book.tries.items()))
    return (
        f"seed {seed}: {book.done} commands in {result.seconds:.1f} s; {summary(result.kills)};"
        f" tries: {tries}; lost {len(result.audit.lost)},"
        f" duplicates {len(result.audit.duplicates)}"
    )


def expect_nothing_lost(house: Installation, result: Run, *, commands: int, kills: int) -> None:
    """Every promise at once; each line says which."""
    book, found = result.book, result.audit
    assert book.odd == [], "during an outage a client meets 503 or a broken line, nothing else"
    assert book.done >= commands
    assert len(result.kills) >= kills
    assert book.tries["503"] + book.tries["connection refused"] + book.tries["connection broken"]
    assert found.lost == []
    assert found.duplicates == []
    assert found.unmeant == []
    assert found.recorded == book.done  # nothing half-written, nothing nobody was told of
    assert found.number_gaps == [], "a killed or repeated command burns no number"
    report = house.verify()
    assert report["findings"] == []
    assert report["holds"]
    assert report["unplaced"] == 0
    assert report["head"]["position"] >= report["events"]


def test_a_thousand_commands_survive_kills(running: Installation, say: Say) -> None:
    seed = random.SystemRandom().randrange(10**6)

    result = run(running, commands=1000, kills=6, seed=seed)

    say(told(result, seed))
    expect_nothing_lost(running, result, commands=1000, kills=6)


@pytest.mark.nightly
@pytest.mark.timeout(3600)
def test_ten_thousand_commands_survive_fifty_kills(running: Installation, say: Say) -> None:
    seed = random.SystemRandom().randrange(10**6)

    result = run(running, commands=10_000, kills=54, seed=seed)

    say(told(result, seed))
    expect_nothing_lost(running, result, commands=10_000, kills=54)


def test_clients_without_a_lasting_key_leave_duplicates(running: Installation, say: Say) -> None:
    """The control: were keys useless, the test above would have to fail; here it must."""
    result = run(
        running, commands=100, kills=2, seed=7, kinds=("web",), steps=0, same_key=False, lose=0.05
    )

    say(told(result, 7))
    assert result.book.odd == []
    assert result.audit.duplicates != []
    assert result.audit.lost == []


def test_outage_is_told_to_programs_and_people(running: Installation) -> None:
    """503 and when to come back, for an address of the API and for a page, signed in or not."""
    tokens = Tokens(running, ("citizen",))
    running.database.stop()
    try:
        answers = {
            path: _get(f"{running.address}{path}", {**tokens.of("citizen"), "Cookie": COOKIE})
            for path in ("/api/v1/applications", "/api/v1/session", "/my/", "/readyz")
        }
    finally:
        running.database.ensure_running()

    assert answers == dict.fromkeys(answers, (503, True))


COOKIE = "yc_session=0123456789abcdefghijklmnopqrstuv"


def _get(address: str, headers: dict[str, str]) -> tuple[int, bool]:
    """Return the status of a reply, and whether it says when to come back."""
    try:
        with urlopen(Request(address, headers=headers), timeout=20) as reply:  # noqa: S310
            return reply.status, "Retry-After" in reply.headers
    except HTTPError as fault:
        with fault:
            return fault.code, "Retry-After" in fault.headers


def test_serving_refuses_a_database_that_does_not_wait_for_the_disk(house: Installation) -> None:
    house.unsafe_default("off")
    try:
        refused = house.attempt("-m", "yichuang", "serve", "--port", str(free_port()))
    finally:
        house.unsafe_default("on")

    assert refused.returncode == 2
    assert "synchronous_commit is off" in refused.stderr


ROUNDS = 5


def test_commits_that_do_not_wait_are_lost(careless_house: Installation, say: Say) -> None:
    """The control: with `synchronous_commit` off a killed database loses what was acknowledged.

    Chance decides whether a commit stands between memory and disk when the kill comes, so it is
    tried a few times; once is enough.
    """
    careless_house.start_web()
    careless_house.wait_ready()
    for number in range(1, ROUNDS + 1):
        result = run(
            careless_house,
            commands=80,
            kills=2,
            seed=number,
            kinds=("all of them",),
            steps=0,
            lose=0.0,
        )
        say(told(result, number))
        if result.audit.lost:
            return
    pytest.fail(f"nothing was lost in {ROUNDS} rounds: the test cannot see a loss")
