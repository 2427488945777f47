"""The door of the hall."""

from .bridges import (
    CardRead,
    PairedBridge,
    bridges_of,
    card_read,
    pair_bridge,
    signature_made,
    withdraw_bridge,
)
from .errors import BridgeNotFound, ReadingInvalid, VisitNotFound
from .visits import (
    ParkedVisit,
    VisitContent,
    current_visit,
    end_visit,
    keep_draft,
    keep_visit,
    park_visit,
    parked_visits,
    resume_visit,
)

__all__ = [
    "BridgeNotFound",
    "CardRead",
    "PairedBridge",
    "ParkedVisit",
    "ReadingInvalid",
    "VisitContent",
    "VisitNotFound",
    "bridges_of",
    "card_read",
    "current_visit",
    "end_visit",
    "keep_draft",
    "keep_visit",
    "pair_bridge",
    "park_visit",
    "parked_visits",
    "resume_visit",
    "signature_made",
    "withdraw_bridge",
]
