"""A port for notices, and cases that make some."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from uuid import UUID

from tests import factories
from yichuang.approval import public as approval
from yichuang.directory.public import choose_contact
from yichuang.documents.public import (
    Outgoing,
)
from yichuang.ledger.public import run_readers, sequencer_pass


@dataclass
class Port:
    """A port that keeps what it was given, and fails as a test wants."""

    fault: Exception | None = None
    sent: list[Outgoing] = field(default_factory=list)

    def send(self, message: Outgoing) -> None:
        if self.fault is not None:
            raise self.fault
        self.sent.append(message)


def consent(city: factories.City, channel: str, address: str = "", **more: str) -> UUID:
    party = city.parties["citizen"]
    return choose_contact(city.party("citizen"), party, channel=channel, address=address, **more)


def accepted(city: factories.City) -> UUID:
    """File and accept a case, and let the readers read."""
    receipt = factories.file_case(city)
    factories.walk(city, receipt, until="accept")
    read()
    return receipt.case_id


def asked(city: factories.City, answer_by: date | None = None) -> UUID:
    """File a case with gaps, ask for what is missing, and let the readers read."""
    receipt = factories.file_case(city, gap=True)
    items = tuple(approval.SupplementItem(code, ("内容不完整",)) for code in ("plan", "rules"))
    approval.act(
        receipt.case_id,
        approval.RequestSupplement(items=items, answer_by=answer_by),
        actor=city.officer("window"),
        key="ask-for-it",
    )
    read()
    return receipt.case_id


def read() -> None:
    sequencer_pass()
    run_readers()
