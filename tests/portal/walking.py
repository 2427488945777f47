"""Going through an application page by page, as a browser without scripts does."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import SAMPLE_PDF, City


def begin(client: Client, city: City, matter: str = "licence", who: str = "") -> str:
    """Begin a draft and return the address it stands under."""
    reply = client.post(f"/apply/{getattr(city, matter).id}/", {"who": who})
    assert reply.status_code == 302
    return reply["Location"].rsplit("/", 2)[0] + "/"


def pdf(name: str = "示例.pdf") -> SimpleUploadedFile:
    """Return a file to hand in."""
    return SimpleUploadedFile(name, SAMPLE_PDF, "application/pdf")


def fill(client: Client, draft: str) -> None:
    """Fill in the licence's pages and hand in what must be there."""
    client.post(f"{draft}contact/", {"phone": "10000000000"})
    client.post(f"{draft}form/1/", {"DE_TRADE_NAME": "示例餐饮店", "DE_AREA": "80"})
    client.post(f"{draft}form/2/", {"DE_NOTE": ""})
    for code in ("plan", "rules"):
        client.post(f"{draft}materials/{code}/", {"chosen": [pdf()]})


def file(client: Client, draft: str) -> Any:
    """Press the button once."""
    return client.post(f"{draft}file/")


def case_id(reply: Any) -> UUID:
    """Return the case a filing led to."""
    return UUID(reply["Location"].split("/")[2])
