"""Which lines and readers this house has: a new line of business is one line here."""

from __future__ import annotations

import dataclasses

from django.conf import settings

from yichuang.approval.public import ApprovalLine, BundleLine, BundleReactor, StandInTreasury
from yichuang.disclosure.public import ResultsReader
from yichuang.documents.public import NoticesReader
from yichuang.kernel.public import ports, set_default_ports
from yichuang.ledger.public import register_line, register_reactor, register_reader

from .house_line import HouseLine
from .wiring import payment_key


def wire() -> None:
    """Register lines and readers with the ledger; called once, when the program starts."""
    register_line(ApprovalLine())
    register_line(BundleLine())
    register_line(HouseLine())
    register_reader(ResultsReader())
    register_reader(NoticesReader())
    register_reactor(BundleReactor())
    if settings.DEMO:  # no money moves: never where a city works
        stand_in = StandInTreasury(payment_key(settings.VAR))
        set_default_ports(dataclasses.replace(ports(), payments=stand_in))
