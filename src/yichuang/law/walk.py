"""The walk along the calendar that counts a period, span by span."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from datetime import date

from .calendar import Calendar, Nature
from .deadlines import Line, LineKind
from .pauses import ONE_DAY, Pause
from .periods import Unit

LINE_OF_NATURE = {
    Nature.WORKING: LineKind.COUNTED,
    Nature.MAKE_UP: LineKind.MAKE_UP,
    Nature.WEEKEND: LineKind.WEEKEND,
    Nature.HOLIDAY: LineKind.HOLIDAY,
}


@dataclass(slots=True)
class Walk:
    """Goes forward from the day of the start, counts, and writes down what it passes.

    `day` is the last day passed. `stuck` says that an open suspension was reached: no later day
    can be told. `pauses` are disjoint, in order and after `day`. `as_of` is the day the clock is
    read on: the counted span it falls into is written as two lines.
    """

    calendar: Calendar
    day: date
    pauses: list[Pause]
    as_of: date
    lines: list[Line] = field(default_factory=list)
    provisional: bool = False
    stuck: bool = False

    def count(self, quota: int, unit: Unit, source: str) -> None:
        """Walk until `quota` days of `unit` (working or calendar days) are counted, or stuck."""
        step = self._working_span if unit is Unit.WORKING_DAY else self._calendar_span
        while quota and not self.stuck:
            if self.pauses and self.pauses[0].first == self.day + ONE_DAY:
                self._stand_still()
                if unit is not Unit.WORKING_DAY and not self.stuck:
                    self._wait_for_working_day()
            else:
                quota -= step(quota, source)

    def settle(self) -> date | None:
        """Return the day on which the counted period ends: moved on if the last day is off.

        A pause among the days off is stood through as well. None if that pause is open.
        Source: Civil Code 民法典 203; CPL 民事诉讼法 85.
        """
        if self.stuck:
            return None
        nominal = self.calendar.run(self.day)
        self.provisional |= nominal.kind.provisional
        if nominal.working:
            self._mark_last_line(nominal.kind.provisional)
            return self.day
        after, end = self.day + ONE_DAY, nominal
        while not end.working:
            if self.pauses and self.pauses[0].first == self.day + ONE_DAY:
                self._stand_still()
                if self.stuck:
                    return None
                continue
            self.day += ONE_DAY
            end = self.calendar.run(self.day)
        provisional = nominal.kind.provisional or end.kind.provisional
        self.provisional |= provisional
        self._write(
            LineKind.MOVED_END,
            after,
            self.day,
            reason="last_day_off",
            source="CivilCode 203",
            name=nominal.kind.name,
            provisional=provisional,
        )
        return self.day

    def _working_span(self, quota: int, source: str) -> int:
        """Pass one run of days of a kind, counting them if they are worked."""
        first = self.day + ONE_DAY
        run = self.calendar.run(first)
        last, kind = self._until_pause(run.last), run.kind
        counted = 0
        if run.working:
            counted = min(quota, (last - first).days + 1)
            last = date.fromordinal(first.toordinal() + counted - 1)
        self.provisional |= kind.provisional
        self._write(
            LINE_OF_NATURE[kind.nature],
            first,
            last,
            counted,
            Unit.WORKING_DAY,
            reason=kind.nature.value,
            source=source if kind.nature is Nature.WORKING else kind.source,
            name=kind.name,
            provisional=kind.provisional,
        )
        self.day = last
        return counted

    def _calendar_span(self, quota: int, source: str) -> int:
        """Count days of every kind up to the end of the quota or the next pause."""
        first = self.day + ONE_DAY
        room = (self.calendar.last_day - first).days + 2  # one too many: the calendar then refuses
        last = self._until_pause(date.fromordinal(first.toordinal() + min(quota, room) - 1))
        self.calendar.run(last)
        counted = (last - first).days + 1
        self._write(LineKind.COUNTED, first, last, counted, reason="calendar_day", source=source)
        self.day = last
        return counted

    def _stand_still(self) -> None:
        pause = self.pauses.pop(0)
        held = pause.suspension
        self._write(
            LineKind.SUSPENSION, pause.first, pause.last, reason=held.reason, source=held.source
        )
        for inner in pause.inside:
            self._write(
                LineKind.OVERLAP, inner.first, inner.last, reason=inner.reason, source=inner.source
            )
        if pause.last is None:
            self.stuck = True
        else:
            self.day = pause.last

    def _wait_for_working_day(self) -> None:
        """Pass the days off right after a pause: counting goes on with the next working day."""
        first = self.day + ONE_DAY
        resumed = self.calendar.working_day_from(first)
        if resumed == first:
            return
        last = self._until_pause(resumed - ONE_DAY)
        if last < first:  # the next pause begins at once
            return
        kind = self.calendar.kind(first)
        self.provisional |= kind.provisional
        self._write(
            LineKind.RESUMPTION,
            first,
            last,
            reason=kind.nature.value,
            source=kind.source,
            name=kind.name,
            provisional=kind.provisional,
        )
        self.day = last

    def _until_pause(self, last: date) -> date:
        return min(last, self.pauses[0].first - ONE_DAY) if self.pauses else last

    def _mark_last_line(self, provisional: bool) -> None:
        """Of days that all count, only the last one is decided by the calendar."""
        if provisional and not self.lines[-1].provisional:
            self.lines[-1] = replace(self.lines[-1], provisional=True)

    def _write(
        self,
        kind: LineKind,
        first: date,
        last: date | None,
        counted: int = 0,
        unit: Unit = Unit.CALENDAR_DAY,
        *,
        reason: str,
        source: str,
        name: str = "",
        provisional: bool = False,
    ) -> None:
        def line(first: date, last: date | None, counted: int) -> Line:
            over = last is not None and last <= self.as_of
            return Line(
                kind, first, last, counted, unit, reason, source, name, 0, provisional, over
            )

        if counted and last is not None and first <= self.as_of < last:
            done = (self.as_of - first).days + 1
            self.lines.append(line(first, self.as_of, done))
            self.lines.append(line(self.as_of + ONE_DAY, last, counted - done))
        else:
            self.lines.append(line(first, last, counted))
