"""When each matter begins and ends, who waits for whom, and the path that decides the promise."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from yichuang.law.public import Calendar, Period, Unit, derive

JOINT_LIMIT = Period(45, Unit.WORKING_DAY, "LicLaw 42(2)")


@dataclass(frozen=True, slots=True)
class Slot:
    """One matter in time. `stage` counts from 1; ends are None where no limit is known.

    `limit` is the promised period, else the statutory one; an instant matter takes none.
    """

    matter: str
    stage: int
    after: tuple[str, ...]
    begins_on: date
    ends_on: date
    limit: Period | None
    known: bool  # False: no limit is published, so its end is only its beginning


@dataclass(frozen=True, slots=True)
class Schedule:
    """All matters in time; `path` is the chain that ends last."""

    slots: tuple[Slot, ...]
    path: tuple[str, ...]
    ends_on: date
    complete: bool  # every limit on it is known


def schedule(
    limits: Mapping[str, Period | None],
    instant: frozenset[str],
    after: Mapping[str, tuple[str, ...]],
    *,
    starts_on: date,
    calendar: Calendar,
) -> Schedule:
    """Lay the matters out in time from the day of acceptance.

    A matter whose material is another's result begins on the day that one ends. Precedence must be
    without circles. Raises what `law.derive` raises for days beyond the calendar.
    """
    slots: dict[str, Slot] = {}
    for matter in _in_order(tuple(limits), after):
        earlier = [slots[one] for one in after.get(matter, ())]
        begins = max((slot.ends_on for slot in earlier), default=starts_on)
        limit = None if matter in instant else limits[matter]
        ends = _end(limit, begins, calendar)
        slots[matter] = Slot(
            matter,
            1 + max((slot.stage for slot in earlier), default=0),
            after.get(matter, ()),
            begins,
            ends,
            limit,
            limit is not None or matter in instant,
        )
    path = _path(slots)
    last = slots[path[-1]].ends_on if path else starts_on
    return Schedule(tuple(slots.values()), path, last, all(s.known for s in slots.values()))


def _end(limit: Period | None, begins: date, calendar: Calendar) -> date:
    if limit is None or limit.unit in {Unit.HOUR, Unit.WORKING_HOUR}:
        return begins
    found = derive(limit, started_on=begins, calendar=calendar, as_of=begins).due_on
    assert found is not None, "nothing stops this period"
    return found


def _in_order(matters: tuple[str, ...], after: Mapping[str, tuple[str, ...]]) -> list[str]:
    left, placed = list(matters), list[str]()
    while left:
        ready = [one for one in left if set(after.get(one, ())) <= set(placed)]
        if not ready:
            raise ValueError(f"matters wait for each other: {', '.join(left)}")
        placed += ready
        left = [one for one in left if one not in ready]
    return placed


def _path(slots: Mapping[str, Slot]) -> tuple[str, ...]:
    """Return the chain of matters that ends last, each waiting for the one before it."""
    if not slots:
        return ()
    chain = [max(slots.values(), key=lambda slot: (slot.ends_on, slot.stage))]
    while chain[-1].after:
        earlier = [slots[one] for one in chain[-1].after]
        chain.append(max(earlier, key=lambda slot: (slot.ends_on, slot.stage)))
    return tuple(slot.matter for slot in reversed(chain))
