"""The threads that send: one for each channel, and none waits for another."""

from __future__ import annotations

import json
import threading
import time
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any

import pytest
from tests.factories import file_case, make_city, walk

from yichuang.directory.public import choose_contact
from yichuang.documents.models import Service
from yichuang.ledger.public import run_readers, sequencer_pass
from yichuang.site.sending import repeat_until, sending


@pytest.fixture
def slow_gateway() -> Iterator[tuple[str, threading.Event]]:
    """A gateway that holds every message until it is let go."""
    let_go = threading.Event()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            let_go.wait(8)
            self.send_response(200)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    yield f"http://127.0.0.1:{server.server_port}/", let_go
    let_go.set()
    server.shutdown()
    server.server_close()
    thread.join()


def soon(holds: Callable[[], bool]) -> bool:
    until = time.monotonic() + 7
    while time.monotonic() < until:
        if holds():
            return True
        time.sleep(0.05)
    return False


def state(channel: str) -> str:
    return Service.objects.get(channel=channel).state


def test_slow_channel_holds_up_no_other(
    committed_db: dict[str, str],
    settings: Any,
    tmp_path: Path,
    slow_gateway: tuple[str, threading.Event],
) -> None:
    url, let_go = slow_gateway
    settings.VAR, settings.YICHUANG_DEMO, settings.DEMO = tmp_path, True, True
    settings.NOTICE_SMS_URL, settings.NOTICE_SMS_SECRET = url, "test-key"
    city = make_city()
    me, party = city.party("citizen"), city.parties["citizen"]
    choose_contact(me, party, channel="sms", address="10000001234")
    choose_contact(me, party, channel="webhook", address="10000001234")
    walk(city, file_case(city), until="accept")
    sequencer_pass()
    run_readers()

    with sending():
        assert soon(lambda: state("webhook") == "sent")
        assert state("sms") == "sending"
        let_go.set()
        assert soon(lambda: state("sms") == "sent")

    (file,) = (tmp_path / "outbox" / "webhook").iterdir()
    assert json.loads(file.read_text())["to"] == "10000001234"


def test_fault_of_a_pass_is_tried_again(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("yichuang.site.sending.AFTER_FAULT_SECONDS", 0.0)
    stop, passes = threading.Event(), []

    def act() -> int:
        passes.append(len(passes))
        if len(passes) == 1:
            raise RuntimeError("once")
        stop.set()
        return 0

    repeat_until(stop, act, 0.0)

    assert len(passes) == 2
