"""Clients that keep house's hours: they file and handle cases over HTTP and ask until answered.

What a client meant to do, what it was answered and how often it had to ask is kept, so that it can
be held against the ledger afterwards.
"""

from __future__ import annotations

import http.client
import itertools
import json
import random
import threading
import time
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import Any

from .installation import Installation

ANSWER_LIMIT_SECONDS = 20
PATIENCE_SECONDS = 120
PAUSE_SECONDS = 0.05

# What is done with a case after it was filed: (who, noun of the step, body).
STEPS: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("window", "acceptance", {}),
    ("examine", "opinions", {"step": "verify", "agrees": True, "opinion": "属实"}),
    ("examine2", "opinions", {"step": "verify", "agrees": True, "opinion": "属实"}),
    ("review", "opinions", {"kind": "review", "step": "review", "agrees": True}),
    ("decide", "decision", {"granted": True}),
    ("decide", "issue", {}),
    ("window", "delivery", {"method": "counter"}),
    ("citizen", "evaluation", {"grade": 5}),
)
PEOPLE = ("citizen", *dict.fromkeys(who for who, _, _ in STEPS if who != "citizen"))
FORM = {"DE_TRADE_NAME": "示例餐饮店", "DE_AREA": 80}
MATERIALS = [{"code": "plan", "how": "promise"}, {"code": "rules", "how": "promise"}]


@dataclass(frozen=True, slots=True)
class Answer:
    """A reply that came back whole."""

    status: int
    body: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Acknowledged:
    """A command the house said was recorded, with the words of its receipt."""

    intent: str
    who: str
    key: str
    case: str
    first_no: int
    last_no: int
    digest: str


@dataclass
class Book:
    """What all clients of a run did; shared by their threads."""

    acknowledged: list[Acknowledged] = field(default_factory=list)
    intents: set[str] = field(default_factory=set)  # every command a client set out to give
    tries: Counter[str] = field(default_factory=Counter)  # how asking ended
    odd: list[str] = field(default_factory=list)  # replies that no outage explains
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def note(self, outcome: str) -> None:
        """Count one try."""
        with self._lock:
            self.tries[outcome] += 1

    @property
    def done(self) -> int:
        """How many commands were acknowledged so far."""
        return len(self.acknowledged)


class Caller:
    """One connection to the house; an answer is whole or there is none."""

    def __init__(self, port: int):
        self._port = port
        self._connection: http.client.HTTPConnection | None = None

    def ask(
        self, method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
    ) -> Answer:
        """Return the reply. Raises OSError or http.client.HTTPException without a whole one."""
        connection = self._connection or http.client.HTTPConnection(
            "127.0.0.1", self._port, timeout=ANSWER_LIMIT_SECONDS
        )
        self._connection = None  # until the reply is whole
        payload = None if body is None else json.dumps(body).encode()
        sent = {"Content-Type": "application/json", **(headers or {})}
        try:
            connection.request(method, f"/api/v1{path}", payload, sent)
            reply = connection.getresponse()
            text = reply.read()
        except BaseException:
            connection.close()
            raise
        if reply.will_close:
            connection.close()
        else:
            self._connection = connection
        return Answer(reply.status, _json(text))

    def send_and_hang_up(
        self, method: str, path: str, body: Any, headers: dict[str, str], wait: float
    ) -> None:
        """Send a request whole and break off before its answer is read, as a line that fails."""
        connection = http.client.HTTPConnection("127.0.0.1", self._port, timeout=wait)
        try:
            sent = {"Content-Type": "application/json", **headers}
            connection.request(method, f"/api/v1{path}", json.dumps(body).encode(), sent)
            time.sleep(wait)
        finally:
            connection.close()

    def close(self) -> None:
        """Hang up."""
        if self._connection is not None:
            self._connection.close()
            self._connection = None


def _json(text: bytes) -> dict[str, Any]:
    try:
        found = json.loads(text)
    except ValueError:
        return {"text": text[:300].decode(errors="replace")}
    return found if isinstance(found, dict) else {"items": found}


class Tokens:
    """Signs everybody in once; the clients share the sessions."""

    def __init__(self, house: Installation, names: tuple[str, ...] = PEOPLE):
        self._tokens = {name: sign_in(house, name) for name in names}

    def of(self, name: str) -> dict[str, str]:
        """Return the headers by which a person is known."""
        return {"Authorization": f"Bearer {self._tokens[name]}"}


def sign_in(house: Installation, name: str) -> str:
    """Return a fresh token for one of the factories' people."""
    caller = Caller(house.port)
    words = {"login_name": name, "password": house.city["password"]}
    answer = caller.ask("POST", "/session", words)
    caller.close()
    assert answer.status == 201, answer
    return str(answer.body["token"])


class Client:
    """Files cases and takes them through their steps until told to stop.

    With `same_key` a command keeps its idempotency key however often it is asked for; without, each
    try has a fresh one, as a careless program would. `lose` of the answers get lost on the line.
    """

    def __init__(
        self,
        name: str,
        *,
        port: int,
        tokens: Tokens,
        matter: str,
        book: Book,
        stop: Callable[[], bool],
        random_source: random.Random,
        steps: int = len(STEPS),
        same_key: bool = True,
        lose: float = 0.0,
    ):
        self._name, self._port, self._tokens, self._matter = name, port, tokens, matter
        self._book, self._stop, self._random = book, stop, random_source
        self._steps, self._same_key, self._lose = steps, same_key, lose
        self._caller = Caller(port)

    def run(self) -> None:
        """Work case after case; meant for a thread."""
        for at in itertools.count(1):
            if self._stop():
                break
            self._work(f"{self._name}-{at:05}")
        self._caller.close()

    def _work(self, case_name: str) -> None:
        body = {"matter": self._matter, "form": FORM, "materials": MATERIALS}
        filed = self._command(f"{case_name}-file", "citizen", "/applications", body)
        if filed is None:
            return
        case, seen = filed.body["case"], filed.body["last_no"]
        for at, (who, noun, step) in enumerate(STEPS[: self._steps], start=1):
            if self._stop():
                return
            intent = f"{case_name}-{at}-{noun}"
            answer = self._command(intent, who, f"/cases/{case}/{noun}", {**step, "seen_no": seen})
            if answer is None:
                return
            seen = answer.body["last_no"]

    def _command(self, intent: str, who: str, path: str, body: dict[str, Any]) -> Answer | None:
        """Ask until answered; None when the answer is one that no outage explains."""
        self._book.intents.add(intent)
        keys = self._keys(intent)
        began = time.monotonic()
        while time.monotonic() - began < PATIENCE_SECONDS:
            key = next(keys)
            answer = self._try(who, key, path, body)
            if answer is None or answer.status == 503:
                time.sleep(PAUSE_SECONDS)
                continue
            if answer.status not in (200, 201):
                self._book.odd.append(f"{intent} {answer.status} {json.dumps(answer.body)[:300]}")
                return None
            self._acknowledge(intent, who, key, answer)
            return answer
        self._book.odd.append(f"{intent}: no answer within {PATIENCE_SECONDS} s")
        return None

    def _try(self, who: str, key: str, path: str, body: dict[str, Any]) -> Answer | None:
        headers = {**self._tokens.of(who), "Idempotency-Key": key}
        try:
            if self._lose and self._random.random() < self._lose:
                self._caller.send_and_hang_up("POST", path, body, headers, wait=0.5)
                self._book.note("answer lost on the line")
                return None
            answer = self._caller.ask("POST", path, body, headers)
        except ConnectionRefusedError:
            self._book.note("connection refused")
        except (OSError, http.client.HTTPException):
            self._book.note("connection broken")
        else:
            self._book.note(str(answer.status))
            return answer
        return None

    def _keys(self, intent: str) -> Iterator[str]:
        for at in itertools.count(1):
            yield f"{intent}-key" if self._same_key else f"{intent}-key-{at}"

    def _acknowledge(self, intent: str, who: str, key: str, answer: Answer) -> None:
        found = answer.body
        self._book.acknowledged.append(
            Acknowledged(
                intent=intent,
                who=who,
                key=key,
                case=found["case"],
                first_no=found["first_no"],
                last_no=found["last_no"],
                digest=found["receipt_digest"],
            )
        )


def work(
    *,
    port: int,
    tokens: Tokens,
    matter: str,
    commands: int,
    run: str,
    clients: int = 4,
    steps: int = len(STEPS),
    same_key: bool = True,
    lose: float = 0.0,
) -> tuple[Book, list[threading.Thread]]:
    """Start clients that stop once `commands` were acknowledged or something odd came back.

    The names of all commands begin with `run`.
    """
    book = Book()
    threads = []
    for at in range(clients):
        client = Client(
            f"{run}c{at}",
            port=port,
            tokens=tokens,
            matter=matter,
            book=book,
            stop=lambda: book.done >= commands or bool(book.odd),
            random_source=random.Random(f"{run}{at}"),
            steps=steps,
            same_key=same_key,
            lose=lose,
        )
        threads.append(threading.Thread(target=client.run, name=f"client-{at}"))
    for thread in threads:
        thread.start()
    return book, threads
