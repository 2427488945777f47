"""Which days are worked: published years, corrections, and provisional years to come."""

from .days import Calendar, DayKind, Nature, Run
from .sources import Announcement, Override, published_calendar

__all__ = [
    "Announcement",
    "Calendar",
    "DayKind",
    "Nature",
    "Override",
    "Run",
    "published_calendar",
]
