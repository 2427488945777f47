"""Which lines and readers this house has: a new line of business is one line here."""

from __future__ import annotations

from yichuang.approval.public import ApprovalLine
from yichuang.disclosure.public import ResultsReader
from yichuang.documents.public import NoticesReader
from yichuang.ledger.public import register_line, register_reader

from .house_line import HouseLine


def wire() -> None:
    """Register lines and readers with the ledger; called once, when the program starts."""
    register_line(ApprovalLine())
    register_line(HouseLine())
    register_reader(ResultsReader())
    register_reader(NoticesReader())
