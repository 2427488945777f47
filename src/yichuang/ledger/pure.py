"""The pure half of the ledger's door: what procedures may import. No Django behind it."""

from .events import Corrected, Event, Milestone, Sealed, Voided, register_events
from .procedure import (
    CaseView,
    Command,
    Due,
    Holder,
    Line,
    Opening,
    Procedure,
    RecordedEvent,
    Todo,
    Wake,
)

__all__ = [
    "CaseView",
    "Command",
    "Corrected",
    "Due",
    "Event",
    "Holder",
    "Line",
    "Milestone",
    "Opening",
    "Procedure",
    "RecordedEvent",
    "Sealed",
    "Todo",
    "Voided",
    "Wake",
    "register_events",
]
