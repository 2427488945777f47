"""The door of the hall."""

from .bridges import CardRead, card_read, pair_bridge, signature_made
from .errors import ReadingInvalid, VisitNotFound
from .visits import (
    ParkedVisit,
    VisitContent,
    current_visit,
    end_visit,
    keep_visit,
    park_visit,
    parked_visits,
    resume_visit,
)

__all__ = [
    "CardRead",
    "ParkedVisit",
    "ReadingInvalid",
    "VisitContent",
    "VisitNotFound",
    "card_read",
    "current_visit",
    "end_visit",
    "keep_visit",
    "pair_bridge",
    "park_visit",
    "parked_visits",
    "resume_visit",
    "signature_made",
]
