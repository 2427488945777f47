"""By when a matter would be decided if it were accepted on a day, counted as a real case is."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.utils.translation import gettext as _

from yichuang.approval.public import clocks_if_accepted
from yichuang.catalogue.public import Guide, HandlingKind, guide

from .standing import Clock


@dataclass(frozen=True, slots=True)
class DatesPage:
    """What `portal/dates.html` shows; no clock where the matter is done at once or has no limit."""

    guide: Guide
    special: tuple[str, ...]
    clocks: tuple[Clock, ...] = ()
    provisional: bool = False

    @property
    def countable(self) -> bool:
        """Whether there is a period to count."""
        content = self.guide.content
        periods = content.statutory or content.promised
        return periods is not None and content.handling_kind is not HandlingKind.INSTANT


def dates_page(matter_code: str, accepted: date | None) -> DatesPage:
    """Return the clocks of a matter in force, counted from a day; without one only the question.

    Raises MatterUnknown, and CalendarUnknown for a day too far away.
    """
    found = guide(matter_code)
    page = DatesPage(found, tuple(one.name for one in found.content.special_procedures))
    if accepted is None or not page.countable:
        return page
    read = clocks_if_accepted(found.content, accepted)
    named = (
        (_("初审的期限"), read.first),
        (_("承诺的办结期限"), read.promised),
        (_("法定的办结期限"), read.statutory),
    )
    clocks = tuple(Clock(title, reading) for title, reading in named if reading)
    provisional = any(clock.reading.provisional for clock in clocks)
    return DatesPage(found, page.special, clocks, provisional)
