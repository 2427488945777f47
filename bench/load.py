"""A light load: requests written in advance, sent over kept connections by a few threads.

Python's own HTTP client would cost more than the difference that is looked for.
"""

from __future__ import annotations

import json
import re
import socket
import threading
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

LENGTH = re.compile(rb"content-length: *([0-9]+)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Load:
    """How a load went: seconds altogether, and of each request; no reply was a refusal."""

    seconds: float
    times: list[float]

    @property
    def rate(self) -> float:
        """Requests a second."""
        return len(self.times) / self.seconds


class Line:
    """One kept connection."""

    def __init__(self, port: int):
        self._socket = socket.create_connection(("127.0.0.1", port), timeout=60)
        self._socket.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        self._port = port

    def ask(self, request: bytes) -> tuple[int, bytes]:
        """Send a request and return status and body of the reply."""
        self._socket.sendall(request)
        head, body = b"", b""
        while b"\r\n\r\n" not in head:
            head += self._read()
        head, _, body = head.partition(b"\r\n\r\n")
        found = LENGTH.search(head)
        wanted = int(found[1]) if found else 0
        while len(body) < wanted:
            body += self._read()
        return int(head[9:12]), body

    def _read(self) -> bytes:
        piece = self._socket.recv(65536)
        if not piece:
            raise ConnectionError("the server hung up")
        return piece

    def close(self) -> None:
        """Hang up."""
        self._socket.close()


def request(
    method: str, path: str, body: Any = None, headers: dict[str, str] | None = None
) -> bytes:
    """Return a request to the API as it goes over the wire."""
    payload = b"" if body is None else json.dumps(body).encode()
    lines = [f"{method} /api/v1{path} HTTP/1.1", "Host: 127.0.0.1"]
    lines += [f"{name}: {value}" for name, value in (headers or {}).items()]
    if body is not None:
        lines += ["Content-Type: application/json"]
    lines += [f"Content-Length: {len(payload)}", "", ""]
    return "\r\n".join(lines).encode() + payload


def send_all(
    port: int, requests: Sequence[bytes], clients: int, *, expect: tuple[int, ...] = (200, 201)
) -> tuple[Load, list[bytes]]:
    """Send requests by several clients at once; return how it went and the bodies in order.

    Raises AssertionError for a reply with another status than expected.
    """
    bodies: list[bytes] = [b""] * len(requests)

    def one(client: int, times: list[float]) -> None:
        line = Line(port)
        for at in range(client, len(requests), clients):
            began = time.perf_counter()
            status, bodies[at] = line.ask(requests[at])
            times.append(time.perf_counter() - began)
            assert status in expect, (status, bodies[at][:400])
        line.close()

    return _at_once([lambda times, at=at: one(at, times) for at in range(clients)]), bodies


def run_for(
    port: int, seconds: float, clients: int, work: Callable[[Line, int, int], None]
) -> Load:
    """Let each client do `work(line, client, turn)` again and again; a time is that of one turn."""

    def one(client: int, times: list[float]) -> None:
        line, turn, end = Line(port), 0, time.perf_counter() + seconds
        while (began := time.perf_counter()) < end:
            work(line, client, turn)
            turn += 1
            times.append(time.perf_counter() - began)
        line.close()

    return _at_once([lambda times, at=at: one(at, times) for at in range(clients)])


def _at_once(jobs: Sequence[Callable[[list[float]], None]]) -> Load:
    found: list[list[float]] = [[] for _ in jobs]
    faults: list[BaseException] = []

    def guarded(job: Callable[[list[float]], None], times: list[float]) -> None:
        try:
            job(times)
        except BaseException as fault:  # noqa: BLE001 (raised again below, in the caller's thread)
            faults.append(fault)

    threads = [
        threading.Thread(target=guarded, args=pair) for pair in zip(jobs, found, strict=True)
    ]
    began = time.perf_counter()
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]
    return Load(time.perf_counter() - began, [time for times in found for time in times])
