"""Who may use the bridge, and how it signs: kept in a folder that only this user may read."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

CONTEXT = b"yichuang/device/1:"
TRIES = 5
KEY_FILE, TOKENS_FILE = "bridge.key", "tokens.json"


class Pairing:
    """The bridge's key, the tokens given out, and the code that is good for one more."""

    def __init__(self, folder: Path) -> None:
        folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        self._tokens_file = folder / TOKENS_FILE
        self._key = _key(folder / KEY_FILE)
        self._tokens: list[str] = (
            json.loads(self._tokens_file.read_text()) if self._tokens_file.exists() else []
        )
        self._new_code()

    @property
    def public_key(self) -> str:
        """The key the house knows this bridge by, in hex."""
        return self._key.public_key().public_bytes_raw().hex()

    def pair(self, code: str) -> str | None:
        """Return a token for the right code, which is then used up; None for a wrong one.

        After five wrong ones there is a new code, which stands on the clerk's own screen.
        """
        if not hmac.compare_digest(code.encode(), self.code.encode()):
            self._left -= 1
            if self._left == 0:
                self._new_code()
            return None
        self._new_code()
        token = secrets.token_urlsafe(32)
        self._tokens.append(_digest(token))
        _write(self._tokens_file, json.dumps(self._tokens).encode())
        return token

    def knows(self, token: str) -> bool:
        """Return whether this token was given out here."""
        asked = _digest(token)
        return any(hmac.compare_digest(asked, known) for known in self._tokens)

    def signed(self, body: dict[str, Any]) -> dict[str, str]:
        """Return what a device gave, with time and key, signed: text and signature."""
        at = datetime.now(UTC).isoformat(timespec="seconds")
        text = json.dumps({**body, "at": at, "bridge": self.public_key}, ensure_ascii=False)
        return {"payload": text, "seal": self._key.sign(CONTEXT + text.encode()).hex()}

    def _new_code(self) -> None:
        self.code, self._left = f"{secrets.randbelow(10**8):08d}", TRIES


def forget(folder: Path) -> None:
    """Throw key and tokens away: the bridge is another one from now on."""
    for name in (KEY_FILE, TOKENS_FILE):
        (folder / name).unlink(missing_ok=True)


def _digest(token: str) -> str:
    return hashlib.sha256(token.encode()).hexdigest()


def _key(file: Path) -> Ed25519PrivateKey:
    if not file.exists():
        _write(file, Ed25519PrivateKey.generate().private_bytes_raw())
    return Ed25519PrivateKey.from_private_bytes(file.read_bytes())


def _write(file: Path, content: bytes) -> None:
    fresh = file.with_suffix(".new")
    handle = os.open(fresh, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600)
    with os.fdopen(handle, "wb") as out:
        out.write(content)
    fresh.replace(file)
