"""Everything the house takes from its environment: one table, typed, each with its reason.

An unknown YICHUANG_* variable or a value of the wrong form is refused: a misspelt switch must not
silently leave its default in force.
"""

from __future__ import annotations

import dataclasses
import os
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

PREFIX = "YICHUANG_"
STATE = Path("var")


class SettingsError(Exception):
    """The environment is not fit to start with; the text names each variable and what is wrong."""


def _text(value: str) -> str:
    return value


def _switch(value: str) -> bool:
    if value not in {"0", "1"}:
        raise ValueError("must be 0 or 1")
    return value == "1"


def _number(value: str) -> int:
    if not value.isascii() or not value.isdigit():
        raise ValueError("must be a whole number, 0 or more")
    return int(value)


def _names(value: str) -> tuple[str, ...]:
    found = tuple(name.strip() for name in value.split(",") if name.strip())
    if not found:
        raise ValueError("must be one or more names with commas between")
    return found


def _address(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"http", "https"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError("must be http://host[:port] or https://host[:port]")
    return value.rstrip("/")


def _loopback(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme != "http" or parts.hostname not in {"localhost", "127.0.0.1"}:
        raise ValueError("must be http://127.0.0.1[:port]")
    return _address(value)


def _gateway(value: str) -> str:
    parts = urlsplit(value)
    local = parts.hostname in {"localhost", "127.0.0.1", "::1"}
    if not parts.hostname or parts.username or parts.fragment:
        raise ValueError("must be https://host[:port]/path without a user name")
    if parts.scheme != "https" and not (parts.scheme == "http" and local):
        raise ValueError("must begin with https://; http:// only on this machine")
    return value


def _mail_server(value: str) -> str:
    parts = urlsplit(value)
    if parts.scheme not in {"smtp", "smtps"} or not parts.hostname or parts.path.strip("/"):
        raise ValueError("must be smtp://[name:password@]host[:port], or smtps:// for TLS at once")
    return value


def _mail_address(value: str) -> str:
    name, at, domain = value.strip().rpartition("@")
    if not (name and at and domain) or any(sign.isspace() for sign in value.strip()):
        raise ValueError("must be a mail address")
    return value.strip()


def _database(value: str) -> str:
    if urlsplit(value).scheme not in {"postgresql", "postgres"}:
        raise ValueError("must begin with postgresql://")
    return value


def _one_of(*words: str) -> Callable[[str], str]:
    def read(value: str) -> str:
        if value not in words:
            raise ValueError(f"must be one of {', '.join(words)}")
        return value

    return read


def _setting(
    name: str, read: Callable[[str], object], default: object, why: str, *, secret: bool = False
) -> Any:
    metadata = {"name": name, "read": read, "why": why, "secret": secret}
    return dataclasses.field(default=default, metadata=metadata)


@dataclasses.dataclass(frozen=True, slots=True)
class Environment:
    """The settings in force."""

    database_url: str = _setting(
        "DATABASE_URL",
        _database,
        "",
        "Any PostgreSQL 15 or newer, as the serving role; empty: the embedded one in the state"
        " folder.",
        secret=True,
    )
    database_owner_url: str = _setting(
        "DATABASE_OWNER_URL",
        _database,
        "",
        "The same database as its owner; needed beside DATABASE_URL to migrate.",
        secret=True,
    )
    role: str = _setting(
        "YICHUANG_ROLE",
        _one_of("app", "owner"),
        "app",
        "As whom to sign in to the database: `owner` for migrations only.",
    )
    var: Path = _setting(  # noqa: RUF009 (it returns a field)
        "YICHUANG_VAR",
        Path,
        STATE,
        "The state folder: uploaded files, keys, HEAD, secrets of the embedded database.",
    )
    url: str = _setting(
        "YICHUANG_URL",
        _address,
        "http://127.0.0.1:8000",
        "The address the public uses; stands in receipts and QR codes. With https, cookies are"
        " marked secure and browsers are told to stay with https.",
    )
    hosts: tuple[str, ...] = _setting(
        "YICHUANG_HOSTS",
        _names,
        ("localhost", "127.0.0.1", "[::1]"),
        "Host names that are answered, beside the one in YICHUANG_URL; all others get 400.",
    )
    behind_proxy: bool = _setting(
        "YICHUANG_BEHIND_PROXY",
        _switch,
        False,
        "1 if a proxy that itself sets X-Forwarded-Proto and adds to X-Forwarded-For stands in"
        " front; otherwise anyone could claim to come over https, or from elsewhere.",
    )
    demo: bool = _setting(
        "YICHUANG_DEMO",
        _switch,
        False,
        "1 for an invented city: every paper says that it is a demonstration. `demo seed` sets it"
        " for good.",
    )
    trial: bool = _setting(
        "YICHUANG_TRIAL",
        _switch,
        False,
        "1 for a city that tries the house with its own table (`try` sets it): the check-up of the"
        " catalogue is public, and nothing shown was reviewed.",
    )
    seal_algorithm: str = _setting(
        "YICHUANG_SEAL_ALGORITHM",
        _one_of("p256", "sm2"),
        "p256",
        "With what papers are sealed from now on: `p256` or `sm2` (SM2 with SM3, needs OpenSSL 3 on"
        " this machine). What is sealed already verifies with either.",
    )
    silence_grace_minutes: int = _setting(
        "YICHUANG_SILENCE_GRACE_MINUTES",
        _number,
        60,
        "An acceptance by silence that is recorded later than this after its lawful moment (an"
        " outage, an import) waits for the head's confirmation before its notice leaves.",
    )
    oidc_url: str = _setting(
        "YICHUANG_OIDC_URL",
        _text,
        "",
        "The identity service's address (its issuer); empty: nobody signs in through one.",
    )
    oidc_name: str = _setting(
        "YICHUANG_OIDC_NAME",
        _text,
        "统一身份认证",
        "What the sign-in page calls the identity service.",
    )
    oidc_client: str = _setting(
        "YICHUANG_OIDC_CLIENT", _text, "", "The name this house has with the identity service."
    )
    oidc_secret: str = _setting(
        "YICHUANG_OIDC_SECRET",
        _text,
        "",
        "The word the house proves itself with to the identity service.",
        secret=True,
    )
    sms_url: str = _setting(
        "YICHUANG_SMS_URL",
        _gateway,
        "",
        "Where text messages are posted to, signed; empty: nobody is offered text messages.",
    )
    sms_secret: str = _setting(
        "YICHUANG_SMS_SECRET",
        _text,
        "",
        "The key that signs what is posted to the text message gateway (HMAC-SM3).",
        secret=True,
    )
    webhook_url: str = _setting(
        "YICHUANG_WEBHOOK_URL",
        _gateway,
        "",
        "Where messages for the city's message platform are posted to; empty: it is not offered.",
    )
    webhook_secret: str = _setting(
        "YICHUANG_WEBHOOK_SECRET",
        _text,
        "",
        "The key that signs what is posted to the message platform (HMAC-SM3).",
        secret=True,
    )
    mail_url: str = _setting(
        "YICHUANG_MAIL_URL",
        _mail_server,
        "",
        "The mail server: smtp://name:password@host:587 (STARTTLS) or smtps://…:465; empty: nobody"
        " is offered mail.",
        secret=True,
    )
    mail_from: str = _setting(
        "YICHUANG_MAIL_FROM",
        _mail_address,
        "noreply@localhost",
        "The address mail is sent from; needed with YICHUANG_MAIL_URL.",
    )
    secret_key: str = _setting(
        "YICHUANG_SECRET_KEY",
        _text,
        "",
        "Signs sessions; empty: a random one kept in the state folder. Set it when several machines"
        " serve together.",
        secret=True,
    )
    pool: int = _setting(
        "YICHUANG_POOL",
        _number,
        0,
        "Most database connections a serving process shares among its threads; 0: each thread keeps"
        " its own.",
    )
    log_level: str = _setting(
        "YICHUANG_LOG",
        _one_of("debug", "info", "warning", "error"),
        "info",
        "How much is logged. Personal data is logged at no level.",
    )
    devices_url: str = _setting(
        "YICHUANG_DEVICES_URL",
        _loopback,
        "http://127.0.0.1:8757",
        "Where the page at a counter finds the bridge to its devices: on the clerk's own machine.",
    )
    originals_unsigned_days: int = _setting(
        "YICHUANG_ORIGINALS_UNSIGNED_DAYS",
        _number,
        1,
        "After so many calendar days a paper original that was sent and not signed for, or is"
        " missing, is an alarm.",
    )
    originals_window_days: int = _setting(
        "YICHUANG_ORIGINALS_WINDOW_DAYS",
        _number,
        5,
        "More working days than these at a window make a paper original an alarm.",
    )
    supervisor: int = _setting(
        "YICHUANG_SUPERVISOR",
        _number,
        0,
        "Set by `yichuang up` for its children: its process number; they end when it is gone.",
    )
    allow_unsafe_commit: bool = _setting(
        "YICHUANG_ALLOW_UNSAFE_COMMIT",
        _switch,
        False,
        "For tests only, the negative control of the kill test: commits are acknowledged before"
        " they are on disk, so acknowledged acts can be lost.",
    )
    test_run: str = _setting(
        "YICHUANG_TEST_RUN",
        _text,
        "",
        "For tests only: tells the databases of one test run from another's.",
    )


@dataclasses.dataclass(frozen=True, slots=True)
class Explained:
    """One setting as `yichuang settings` shows it; a secret shows only whether it is set."""

    name: str
    value: str
    default: str
    why: str


def read_environment(given: Mapping[str, str]) -> Environment:
    """Return the settings; an empty value means the default.

    Raises SettingsError that names every unknown variable and every value of the wrong form.
    """
    known = {field.metadata["name"]: field for field in dataclasses.fields(Environment)}
    faults = [
        f"{name}: no such setting; `yichuang settings` lists them"
        for name in sorted(given)
        if name.startswith(PREFIX) and name not in known
    ]
    values: dict[str, Any] = {}
    for name, field in known.items():
        text = given.get(name, "")
        if text:
            try:
                values[field.name] = field.metadata["read"](text)
            except ValueError as fault:
                faults.append(f"{name}: {fault}")
    faults += [
        f"{secret}: needed beside {url}"
        for url, secret in (
            ("YICHUANG_SMS_URL", "YICHUANG_SMS_SECRET"),
            ("YICHUANG_WEBHOOK_URL", "YICHUANG_WEBHOOK_SECRET"),
            ("YICHUANG_MAIL_URL", "YICHUANG_MAIL_FROM"),
        )
        if given.get(url) and not given.get(secret)
    ]
    if faults:
        raise SettingsError("\n".join(faults))
    return Environment(**values)


def explain(environment: Environment) -> list[Explained]:
    """Return every setting with its value, default and reason."""
    found = []
    for field in dataclasses.fields(Environment):
        value = getattr(environment, field.name)
        shown = _shown(value) if not field.metadata["secret"] else "(set)" if value else ""
        why, name = field.metadata["why"], field.metadata["name"]
        found.append(Explained(name, shown, _shown(field.default), why))
    return found


def _shown(value: object) -> str:
    if isinstance(value, bool):
        return "1" if value else "0"
    return ",".join(value) if isinstance(value, tuple) else str(value)


def current() -> Environment:
    """Return the settings of this process, read now. Raises SettingsError."""
    return read_environment(os.environ)
