"""Ways out of the house (通知渠道): text messages, mail, the city's message platform; each a port.

A real one is configured by address; in a demonstration a folder stands in. What is not configured
is not offered to anybody.
"""

from __future__ import annotations

import contextlib
import contextvars
import json
import os
import secrets
import smtplib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Protocol
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage

from .posting import ChannelDown, RecipientRefused, post_signed
from .rules import OUTWARD

__all__ = ["ChannelDown", "NoticePort", "Outgoing", "RecipientRefused", "channels_offered"]


@dataclass(frozen=True, slots=True)
class Outgoing:
    """A message on its way. The same `id` is the same message: a repetition may be dropped."""

    id: UUID
    address: str
    title: str
    text: str
    language: str


class NoticePort(Protocol):
    """Sends a message on one channel: SMS, mail, or the message platform."""

    def send(self, message: Outgoing) -> None:
        """Hand the message over; returning means it was taken.

        Raises RecipientRefused when this address will never do, ChannelDown when another try may.
        """
        ...


class GatewayPort:
    """A gateway that takes messages by HTTP, signed with HMAC-SM3 (短信网关、消息平台)."""

    def __init__(self, url: str, secret: str):
        self._url, self._secret = url, secret

    def send(self, message: Outgoing) -> None:
        """See `NoticePort`."""
        body = {
            "id": str(message.id),
            "to": message.address,
            "title": message.title,
            "text": message.text,
            "language": message.language,
        }
        post_signed(self._url, body, key=self._secret.encode(), message_id=str(message.id))


class MailPort:
    """Mail through Django's backend, that is by SMTP (电子邮件)."""

    def send(self, message: Outgoing) -> None:
        """See `NoticePort`."""
        host = settings.DEFAULT_FROM_EMAIL.rpartition("@")[2].rstrip(">")
        mail = EmailMessage(
            message.title,
            message.text,
            to=[message.address],
            headers={
                "Message-ID": f"<{message.id}@{host}>",
                "X-Yichuang-Notice": str(message.id),
                "Auto-Submitted": "auto-generated",
            },
        )
        try:
            mail.send()
        except (smtplib.SMTPRecipientsRefused, ValueError) as fault:
            raise RecipientRefused from fault
        except (smtplib.SMTPException, OSError) as fault:
            raise ChannelDown("smtp") from fault


class OutboxFolder:
    """Stands in for a gateway in a demonstration: a file for each message, readable by us alone."""

    def __init__(self, folder: Path):
        self._folder = folder

    def send(self, message: Outgoing) -> None:
        """See `NoticePort`."""
        self._folder.mkdir(parents=True, exist_ok=True, mode=0o700)
        path = self._folder / f"{message.id}.json"
        draft = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
        data = {
            "to": message.address,
            "title": message.title,
            "text": message.text,
            "language": message.language,
        }
        handle = os.open(draft, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(handle, "w") as file:
            json.dump(data, file, ensure_ascii=False, indent=1)
        draft.replace(path)


_ports: contextvars.ContextVar[Mapping[str, NoticePort] | None] = contextvars.ContextVar(
    "notice_ports", default=None
)


def configured_ports() -> dict[str, NoticePort]:
    """Return the ports this installation has, as its settings say."""
    found: dict[str, NoticePort] = {}
    if settings.NOTICE_SMS_URL:
        found["sms"] = GatewayPort(settings.NOTICE_SMS_URL, settings.NOTICE_SMS_SECRET)
    if settings.EMAIL_HOST:
        found["email"] = MailPort()
    if settings.NOTICE_WEBHOOK_URL:
        found["webhook"] = GatewayPort(settings.NOTICE_WEBHOOK_URL, settings.NOTICE_WEBHOOK_SECRET)
    if settings.DEMO:
        for channel in OUTWARD:
            found.setdefault(channel, OutboxFolder(Path(settings.VAR) / "outbox" / channel))
    return found


def notice_ports() -> Mapping[str, NoticePort]:
    """Return the ports in force here and now."""
    given = _ports.get()
    return configured_ports() if given is None else given


def channels_offered() -> tuple[str, ...]:
    """Return the outward channels one may choose here, in the order they are shown."""
    there = notice_ports()
    return tuple(channel for channel in OUTWARD if channel in there)


@contextlib.contextmanager
def using_notice_ports(given: Mapping[str, NoticePort]) -> Iterator[None]:
    """Replace the ways out within a `with` block, in this thread or task only."""
    token = _ports.set(given)
    try:
        yield
    finally:
        _ports.reset(token)
