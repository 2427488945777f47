"""The bridge (设备桥): a loopback server between a counter's page and the devices beside it.

It answers the addresses of the house's own pages alone, after pairing, and asks nobody anything:
no request leaves the machine. `docs/adr/0005-devices-at-the-counter.md` says why it is so.
"""

from __future__ import annotations

import base64
import hashlib
import json
import threading
from collections.abc import Callable, Set
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from typing import Any

from .pairing import Pairing
from .port import FAULTS, DeviceFault, Devices, checked_card, checked_image

HOST = "127.0.0.1"
PORT = 8757
LIMIT_BODY_BYTES = 20 * 1024 * 1024
LIMIT_QUESTION_BYTES = 4096
HEX_DIGEST = 64


class Denied(Exception):
    """The bridge does not do it; `status` is HTTP's, `code` says why."""

    def __init__(self, status: int, code: str) -> None:
        super().__init__(code)
        self.status, self.code = status, code


class Bridge(ThreadingHTTPServer):
    """One counter's bridge. `origins` are the addresses whose pages may ask."""

    daemon_threads = True

    def __init__(
        self, devices: Devices, pairing: Pairing, origins: Set[str], port: int = PORT
    ) -> None:
        super().__init__((HOST, port), Conversation)
        self.devices, self.pairing, self.origins = devices, pairing, origins
        self.turn = threading.Lock()  # a device serves one at a time
        here = self.server_address[1]
        self.hosts = frozenset({f"{HOST}:{here}", f"localhost:{here}"})

    def card(self, _body: bytes) -> dict[str, Any]:
        """Read the card: who shows it, signed."""
        card = checked_card(self.devices.reader.read())
        return self._signed(
            kind="card",
            name=card.name,
            number=card.number,
            number_kind=card.number_kind,
            valid_to=card.valid_to.isoformat() if card.valid_to else "",
        )

    def picture(self, _body: bytes) -> dict[str, Any]:
        """Take a picture of what lies under the camera."""
        image = checked_image(self.devices.camera.shoot())
        kind = "image/png" if image.startswith(b"\x89PNG") else "image/jpeg"
        return {"image": base64.b64encode(image).decode(), "media_type": kind}

    def signature(self, body: bytes) -> dict[str, Any]:
        """Take a signature under the form whose digest the page names."""
        document = _question(body).get("document")
        if not isinstance(document, str) or len(document) != HEX_DIGEST:
            raise Denied(422, "document")
        taken = self.devices.pad.sign()
        image = checked_image(taken.png)
        told = self._signed(
            kind="signature",
            document=document,
            image=hashlib.sha256(image).hexdigest(),
            strokes=taken.strokes,
            milliseconds=taken.milliseconds,
        )
        return {**told, "image": base64.b64encode(image).decode()}

    def job(self, printer: str) -> Callable[[bytes], dict[str, Any]]:
        """Return how a PDF goes to one of the printers."""

        def print_it(body: bytes) -> dict[str, Any]:
            if not body.startswith(b"%PDF-"):
                raise Denied(415, "pdf")
            return {"job": self.devices.printers[printer].print_pdf(body)}

        return print_it

    def _signed(self, **body: Any) -> dict[str, Any]:
        return {**self.pairing.signed({**body, "demo": self.devices.demo})}


class Conversation(BaseHTTPRequestHandler):
    """One request to the bridge."""

    server: Bridge
    protocol_version = "HTTP/1.1"
    timeout = 60

    def do_OPTIONS(self) -> None:
        """Answer the browser's question whether the page may ask at all."""
        try:
            self._check_origin()
        except Denied as refusal:
            self._answer(refusal.status, {"fault": refusal.code})
            return
        self._answer(204, None)

    def do_POST(self) -> None:
        """Do what is asked, for a page of the house that is paired."""
        try:
            self._check_origin()
            body = self._body()
            if self.path == "/pairing":
                self._answer(200, self._pair(body))
                return
            self._check_token()
            self._answer(200, self._done(body))
        except Denied as refusal:
            self._answer(refusal.status, {"fault": refusal.code})
        except DeviceFault as fault:
            told = {"fault": fault.code, "device": fault.device, "words": FAULTS[fault.code]}
            self._answer(503, told)

    def _done(self, body: bytes) -> dict[str, Any]:
        bridge = self.server
        acts = {
            "/reader": bridge.card,
            "/camera": bridge.picture,
            "/signature": bridge.signature,
            **{f"/printers/{name}": bridge.job(name) for name in bridge.devices.printers},
        }
        act = acts.get(self.path)
        if act is None:
            raise Denied(404, "address")
        if not bridge.turn.acquire(timeout=1):
            raise DeviceFault("bridge", "busy")
        try:
            return {**act(body), "demo": bridge.devices.demo}
        finally:
            bridge.turn.release()

    def _pair(self, body: bytes) -> dict[str, Any]:
        code = _question(body).get("code")
        token = self.server.pairing.pair(code) if isinstance(code, str) else None
        if token is None:
            raise Denied(403, "code")
        told = self.server.pairing.signed({"kind": "pairing", "demo": self.server.devices.demo})
        return {**told, "token": token}

    def _check_origin(self) -> None:
        # A foreign name that resolves to this machine must not get in either.
        if self.headers.get("Host", "") not in self.server.hosts:
            raise Denied(421, "host")
        if self.headers.get("Origin", "") not in self.server.origins:
            raise Denied(403, "origin")

    def _check_token(self) -> None:
        kind, _, token = self.headers.get("Authorization", "").partition(" ")
        if kind != "Bearer" or not self.server.pairing.knows(token):
            raise Denied(401, "pairing")

    def _body(self) -> bytes:
        length = self.headers.get("Content-Length", "0")
        if not (length.isascii() and length.isdigit()):
            raise self._cut(400, "length")
        printing = self.path.startswith("/printers/")
        if int(length) > (LIMIT_BODY_BYTES if printing else LIMIT_QUESTION_BYTES):
            raise self._cut(413, "too_large")
        return self.rfile.read(int(length))

    def _cut(self, status: int, code: str) -> Denied:
        """Return the refusal of a body that is not read: the connection cannot go on."""
        self.close_connection = True
        return Denied(status, code)

    def _answer(self, status: int, told: dict[str, Any] | None) -> None:
        content = b"" if told is None else json.dumps(told, ensure_ascii=False).encode()
        self.send_response(status)
        origin = self.headers.get("Origin", "")
        if origin in self.server.origins:
            self.send_header("Access-Control-Allow-Origin", origin)
            self.send_header("Access-Control-Allow-Headers", "authorization, content-type")
            self.send_header("Access-Control-Allow-Private-Network", "true")
        self.send_header("Vary", "Origin")
        self.send_header("Cache-Control", "no-store")
        self.send_header("X-Content-Type-Options", "nosniff")
        if told is not None:
            self.send_header("Content-Type", "application/json")
        self.send_header("Content-Length", str(len(content)))
        if self.close_connection:
            self.send_header("Connection", "close")
        self.end_headers()
        self.wfile.write(content)

    def log_message(self, *_: object) -> None:
        """Log nothing: what passes here is about people."""


def _question(body: bytes) -> dict[str, Any]:
    try:
        asked = json.loads(body)
    except (ValueError, RecursionError):
        raise Denied(400, "json") from None
    if not isinstance(asked, dict):
        raise Denied(400, "json")
    return asked
