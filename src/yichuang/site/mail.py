"""The mail server as one address: smtp://name:password@host:587, or smtps:// for TLS at once."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

PORTS = {"smtp": 587, "smtps": 465}
LOCAL = {"localhost", "127.0.0.1", "::1"}


@dataclass(frozen=True, slots=True)
class MailServer:
    """Where mail is handed over; without a host there is none."""

    host: str = ""
    port: int = 25
    user: str = ""
    password: str = ""
    tls_at_once: bool = False
    starttls: bool = False


def mail_server(url: str) -> MailServer:
    """Return the server of an address. Only a server on this machine is spoken to in the clear."""
    if not url:
        return MailServer()
    parts = urlsplit(url)
    host = parts.hostname or ""
    at_once = parts.scheme == "smtps"
    return MailServer(
        host=host,
        port=parts.port or PORTS[parts.scheme],
        user=unquote(parts.username or ""),
        password=unquote(parts.password or ""),
        tls_at_once=at_once,
        starttls=not at_once and host not in LOCAL,
    )
