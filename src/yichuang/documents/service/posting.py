"""Posting a signed message to a configured address, and to no other."""

from __future__ import annotations

import http.client
import json
import ssl
from collections.abc import Mapping
from urllib.parse import urlsplit

from cryptography.hazmat.primitives import hashes, hmac

from yichuang.kernel.public import ports

TIMEOUT_SECONDS = 10.0
LONGEST_ANSWER_BYTES = 64 * 1024
REFUSED = frozenset({400, 404, 410, 422})  # this message, to this address, will never be taken


class ChannelDown(Exception):
    """The channel did not take the message; another try may help. The text is a code."""


class RecipientRefused(Exception):
    """The channel will never take a message to this address."""


def signature(key: bytes, moment: str, message_id: str, body: bytes) -> str:
    """Return HMAC-SM3 over time, id and body, each on a line of its own, as hex (GB/T 32905)."""
    mac = hmac.HMAC(key, hashes.SM3())
    mac.update(f"{moment}\n{message_id}\n".encode() + body)
    return mac.finalize().hex()


def post_signed(
    url: str,
    body: Mapping[str, str],
    *,
    key: bytes,
    message_id: str,
    timeout: float = TIMEOUT_SECONDS,
) -> None:
    """Post JSON to exactly this address; a redirect is not followed, so nothing leaves for another.

    The header X-Yichuang-Signature proves who sent it, Idempotency-Key tells repetitions. Raises
    ChannelDown, RecipientRefused.
    """
    sent = json.dumps(body, ensure_ascii=False).encode()
    moment = ports().clock.now().isoformat(timespec="seconds")
    headers = {
        "Content-Type": "application/json; charset=utf-8",
        "Idempotency-Key": message_id,
        "X-Yichuang-Time": moment,
        "X-Yichuang-Signature": f"sm3={signature(key, moment, message_id, sent)}",
    }
    status = _status_of(url, sent, headers, timeout)
    if 200 <= status < 300:
        return
    if status in REFUSED:
        raise RecipientRefused(f"http_{status}")
    raise ChannelDown(f"http_{status}")


def _status_of(url: str, body: bytes, headers: Mapping[str, str], timeout: float) -> int:
    parts = urlsplit(url)
    connection = _connection(parts.scheme, parts.netloc, timeout)
    path = (parts.path or "/") + (f"?{parts.query}" if parts.query else "")
    try:
        connection.request("POST", path, body, dict(headers))
        answer = connection.getresponse()
        answer.read(LONGEST_ANSWER_BYTES)
    except TimeoutError as fault:
        raise ChannelDown("timeout") from fault
    except (OSError, http.client.HTTPException) as fault:
        raise ChannelDown("unreachable") from fault
    finally:
        connection.close()
    return answer.status


def _connection(scheme: str, netloc: str, timeout: float) -> http.client.HTTPConnection:
    if scheme == "https":
        context = ssl.create_default_context()
        return http.client.HTTPSConnection(netloc, timeout=timeout, context=context)
    return http.client.HTTPConnection(netloc, timeout=timeout)
