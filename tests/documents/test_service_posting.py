"""Messages leave for the configured address alone, signed, once an id, and never wait for ever."""

from __future__ import annotations

import json
import smtplib
import threading
import time
from collections.abc import Iterator
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from cryptography.hazmat.primitives import hashes, hmac
from django.core import mail

from yichuang.documents.service import posting
from yichuang.documents.service.channels import (
    ChannelDown,
    GatewayPort,
    MailPort,
    OutboxFolder,
    Outgoing,
    RecipientRefused,
    channels_offered,
)

MESSAGE = Outgoing(
    id=UUID("01890000-0000-7000-8000-000000000000"),
    address="10000001234",
    title="收件编号 1 有新的通知",
    text="测*：您的申请已受理。",
    language="zh",
)


@dataclass
class Gateway:
    """A gateway on this machine that answers as a test wants."""

    status: int = 200
    pause: float = 0.0
    headers: dict[str, str] = field(default_factory=dict)
    got: list[tuple[dict[str, str], bytes]] = field(default_factory=list)
    url: str = ""


@pytest.fixture
def gateway() -> Iterator[Gateway]:
    state = Gateway()

    class Handler(BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers["Content-Length"]))
            state.got.append((dict(self.headers), body))
            time.sleep(state.pause)
            self.send_response(state.status)
            for name, value in state.headers.items():
                self.send_header(name, value)
            self.send_header("Content-Length", "0")
            self.end_headers()

        def log_message(self, *args: Any) -> None:
            pass

    server = ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    thread = threading.Thread(target=server.serve_forever, daemon=True)
    thread.start()
    state.url = f"http://127.0.0.1:{server.server_port}/send?city=1"
    yield state
    server.shutdown()
    server.server_close()
    thread.join()


def test_message_is_signed_over_time_id_and_body(gateway: Gateway) -> None:
    GatewayPort(gateway.url, "test-key").send(MESSAGE)

    ((headers, body),) = gateway.got
    mac = hmac.HMAC(b"test-key", hashes.SM3())
    mac.update(f"{headers['X-Yichuang-Time']}\n{MESSAGE.id}\n".encode() + body)
    assert headers["X-Yichuang-Signature"] == f"sm3={mac.finalize().hex()}"
    assert headers["Idempotency-Key"] == str(MESSAGE.id)
    assert json.loads(body) == {
        "id": str(MESSAGE.id),
        "to": "10000001234",
        "title": MESSAGE.title,
        "text": MESSAGE.text,
        "language": "zh",
    }


@pytest.mark.parametrize("status", [400, 404, 410, 422])
def test_address_the_gateway_never_takes_is_told_from_a_gateway_that_is_down(
    gateway: Gateway, status: int
) -> None:
    gateway.status = status
    with pytest.raises(RecipientRefused):
        GatewayPort(gateway.url, "test-key").send(MESSAGE)


@pytest.mark.parametrize("status", [401, 403, 429, 500, 503])
def test_gateway_that_is_down_is_tried_again(gateway: Gateway, status: int) -> None:
    gateway.status = status
    with pytest.raises(ChannelDown, match=f"http_{status}"):
        GatewayPort(gateway.url, "test-key").send(MESSAGE)


def test_redirect_is_not_followed(gateway: Gateway) -> None:
    gateway.status, gateway.headers = 307, {"Location": "http://elsewhere.invalid/"}
    with pytest.raises(ChannelDown, match="http_307"):
        GatewayPort(gateway.url, "test-key").send(MESSAGE)

    assert len(gateway.got) == 1


def test_slow_gateway_is_given_up(gateway: Gateway) -> None:
    gateway.pause = 1.0
    began = time.monotonic()
    with pytest.raises(ChannelDown, match="timeout"):
        posting.post_signed(gateway.url, {}, key=b"k" * 16, message_id="1", timeout=0.2)

    assert time.monotonic() - began < 0.9


def test_nobody_listening_is_a_channel_that_is_down() -> None:
    with pytest.raises(ChannelDown, match="unreachable"):
        GatewayPort("http://127.0.0.1:9/", "test-key").send(MESSAGE)


def test_mail_carries_the_id_and_says_that_a_machine_wrote_it() -> None:
    MailPort().send(Outgoing(MESSAGE.id, "a@example.org", "标题", "正文", "zh"))

    (sent,) = mail.outbox
    headers = sent.message()
    assert sent.to == ["a@example.org"]
    assert str(MESSAGE.id) in headers["Message-ID"]
    assert headers["Auto-Submitted"] == "auto-generated"


def test_mail_address_that_breaks_the_header_is_refused() -> None:
    with pytest.raises(RecipientRefused):
        MailPort().send(Outgoing(MESSAGE.id, "a@example.org\nBcc: b@example.org", "题", "文", "zh"))
    assert mail.outbox == []


@pytest.mark.parametrize(
    ("fault", "expected"),
    [
        (smtplib.SMTPRecipientsRefused({}), RecipientRefused),
        (smtplib.SMTPServerDisconnected(), ChannelDown),
        (ConnectionRefusedError(), ChannelDown),
    ],
)
def test_mail_server_s_answers_are_told_apart(
    fault: Exception, expected: type[Exception], monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(self: Any, messages: Any) -> int:
        raise fault

    monkeypatch.setattr("django.core.mail.backends.locmem.EmailBackend.send_messages", refuse)
    with pytest.raises(expected):
        MailPort().send(Outgoing(MESSAGE.id, "a@example.org", "题", "文", "zh"))


def test_stand_in_keeps_a_message_once_and_to_itself(tmp_path: Path) -> None:
    port = OutboxFolder(tmp_path / "outbox" / "sms")
    port.send(MESSAGE)
    port.send(MESSAGE)

    (file,) = (tmp_path / "outbox" / "sms").iterdir()
    assert json.loads(file.read_text())["to"] == "10000001234"
    assert file.stat().st_mode & 0o077 == 0


def test_only_configured_channels_are_offered(settings: Any) -> None:
    settings.DEMO, settings.EMAIL_HOST = False, ""
    settings.NOTICE_SMS_URL = settings.NOTICE_WEBHOOK_URL = ""
    assert channels_offered() == ()

    settings.NOTICE_SMS_URL = "https://sms.invalid/"
    assert channels_offered() == ("sms",)

    settings.DEMO = True
    assert channels_offered() == ("sms", "email", "webhook")
