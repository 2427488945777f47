"""A length of time as a law states it."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Unit(StrEnum):
    """What a period counts (期限单位); laws differ, so a bare number never means days."""

    WORKING_DAY = "working_day"  # 工作日
    CALENDAR_DAY = "calendar_day"  # 日
    WORKING_HOUR = "working_hour"  # 工作时
    HOUR = "hour"  # 小时
    MONTH = "month"  # 月
    YEAR = "year"  # 年


@dataclass(frozen=True, slots=True)
class Period:
    """A length of time as a law states it (期限); `source` is a short citation: "LicLaw 42"."""

    amount: int
    unit: Unit
    source: str

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError(f"a period needs at least one {self.unit.value}: {self.amount}")
