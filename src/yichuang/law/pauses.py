"""Recorded suspensions laid side by side, so that no day is taken off twice."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from .deadlines import Suspension

ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class Pause:
    """Days on which the clock stands still; `inside` are suspensions wholly covered by it."""

    first: date
    last: date | None
    suspension: Suspension
    inside: tuple[Suspension, ...] = ()


def lay_out(suspensions: Iterable[Suspension], *, after: date) -> list[Pause]:
    """Return disjoint pauses in order, without the days up to and with `after`.

    Overlapping suspensions share their days: the one that begins first has them. The order in
    which the suspensions are handed in does not matter.
    """
    pauses: list[Pause] = []
    covered: date | None = after
    for found in sorted(set(suspensions), key=_order):
        if covered is not None and (found.last is None or found.last > covered):
            pauses.append(Pause(max(found.first, covered + ONE_DAY), found.last, found))
            covered = found.last
        elif pauses and (found.last is None or found.last > after):
            outer = pauses[-1]
            inside = (*outer.inside, found)
            pauses[-1] = Pause(outer.first, outer.last, outer.suspension, inside)
    return pauses


def _order(item: Suspension) -> tuple[date, date, str, str]:
    return item.first, item.last or date.max, item.reason, item.source
