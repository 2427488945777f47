"""One-time codes by time (RFC 6238, six digits, 30 seconds), as every authenticator app makes."""

from __future__ import annotations

import base64
import hmac
from datetime import datetime
from hashlib import sha1
from urllib.parse import quote

STEP_SECONDS = 30
DIGITS = 6
SECRET_BYTES = 20


def code_at(secret: bytes, step: int) -> str:
    """Return the code of one time step. Source: RFC 4226 5.3."""
    mac = hmac.new(secret, step.to_bytes(8, "big"), sha1).digest()
    offset = mac[-1] & 0x0F
    number = int.from_bytes(mac[offset : offset + 4], "big") & 0x7FFFFFFF
    return str(number % 10**DIGITS).zfill(DIGITS)


def step_of(moment: datetime) -> int:
    """Return the time step a moment lies in."""
    return int(moment.timestamp()) // STEP_SECONDS


def matching_step(secret: bytes, code: str, moment: datetime, *, after: int) -> int | None:
    """Return the step whose code this is, or None.

    One step to either side is accepted for clocks that differ; a step up to `after` was used
    before and is not accepted again.
    """
    now, given = step_of(moment), code.strip().encode()  # bytes: texts must be ASCII to compare
    for step in (now, now - 1, now + 1):
        if step > after and hmac.compare_digest(code_at(secret, step).encode(), given):
            return step
    return None


def enrolment_uri(secret: bytes, login_name: str, issuer: str) -> str:
    """Return the otpauth address an authenticator app scans."""
    shared = base64.b32encode(secret).decode().rstrip("=")
    return (
        f"otpauth://totp/{quote(issuer)}:{quote(login_name)}"
        f"?secret={shared}&issuer={quote(issuer)}&digits={DIGITS}&period={STEP_SECONDS}"
    )
