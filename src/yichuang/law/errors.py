"""What the law room refuses."""

from __future__ import annotations

from typing import ClassVar

from yichuang.kernel.public import DomainError


class CalendarUnknown(DomainError):
    """A day lies outside the years the calendar knows; facts: `day`, `first_day`, `last_day`."""

    code: ClassVar[str] = "law.calendar_unknown"
    http_status: ClassVar[int] = 422


class PromiseTooLong(DomainError):
    """A promised period is longer than the statutory one; facts: both amounts and units."""

    code: ClassVar[str] = "law.promise_too_long"
    http_status: ClassVar[int] = 422


class DayUnitUnknown(DomainError):
    """A law says "day" and our table does not know what it counts; facts: `law`, `amount`."""

    code: ClassVar[str] = "law.day_unit_unknown"
    http_status: ClassVar[int] = 422


class PeriodWordUnknown(DomainError):
    """A period's unit is written with a word we do not know; facts: `word`."""

    code: ClassVar[str] = "law.period_word_unknown"
    http_status: ClassVar[int] = 422
