"""Tables of the directory."""

from .accounts import Account
from .contacts import Channel, ContactChoice
from .leaves import Departure, Leave, LeaveRecord
from .looks import Look, LookOpening, LookQueue
from .parties import Mandate, Party, PartyKind, SealedKey
from .people import Certificate, Employment, Officer, Post, PostHolding, StandIn
from .places import Level, Organ, OrganKind, Region, Title, TitleKind

__all__ = [
    "Account",
    "Certificate",
    "Channel",
    "ContactChoice",
    "Departure",
    "Employment",
    "Leave",
    "LeaveRecord",
    "Level",
    "Look",
    "LookOpening",
    "LookQueue",
    "Mandate",
    "Officer",
    "Organ",
    "OrganKind",
    "Party",
    "PartyKind",
    "Post",
    "PostHolding",
    "Region",
    "SealedKey",
    "StandIn",
    "Title",
    "TitleKind",
]
