"""The feast days fixed by law, for years whose arrangement is not announced yet.

Source: 全国年节及纪念日放假办法 (HolidayReg), as revised in 2024 and in force from 2025, article 2.
Swapped days (调休) are not law but a yearly notice, so they are never worked out here.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

NEW_YEAR = "元旦"
SPRING = "春节"
QINGMING = "清明节"
LABOUR = "劳动节"
DRAGON_BOAT = "端午节"
MID_AUTUMN = "中秋节"
NATIONAL = "国庆节"


@dataclass(frozen=True, slots=True)
class MovableFeasts:
    """The feasts of one year that follow sun and moon (农历): first days of each."""

    spring: tuple[int, int]  # 正月初一, month and day
    qingming: tuple[int, int]  # 清明当日
    dragon_boat: tuple[int, int]  # 五月初五
    mid_autumn: tuple[int, int]  # 八月十五


# By the rules of GB/T 33661-2017 (new moons and solar terms in Beijing time). Twice the new moon
# of the first month falls within minutes of midnight: 2027-02-06 23:56 and 2030-02-03 00:07, where
# rough conversions err by a day. The tests work the table out again from the moon and the sun.
MOVABLE_FEASTS = {
    2027: MovableFeasts((2, 6), (4, 5), (6, 9), (9, 15)),
    2028: MovableFeasts((1, 26), (4, 4), (5, 28), (10, 3)),
    2029: MovableFeasts((2, 13), (4, 4), (6, 16), (9, 22)),
    2030: MovableFeasts((2, 3), (4, 5), (6, 5), (9, 12)),
    2031: MovableFeasts((1, 23), (4, 5), (6, 24), (10, 1)),
    2032: MovableFeasts((2, 11), (4, 4), (6, 12), (9, 19)),
    2033: MovableFeasts((1, 31), (4, 4), (6, 1), (9, 8)),
    2034: MovableFeasts((2, 19), (4, 5), (6, 20), (9, 27)),
    2035: MovableFeasts((2, 8), (4, 5), (6, 10), (9, 16)),
}


def feasts_of(year: int) -> dict[date, str]:
    """Return the thirteen days off of a year by law, with their names (two names if they meet).

    Raises KeyError for a year whose movable feasts are not in the table.
    """
    movable = MOVABLE_FEASTS[year]
    spring = date(year, *movable.spring)
    named = [
        (date(year, 1, 1), NEW_YEAR),
        *((spring + timedelta(days=offset), SPRING) for offset in (-1, 0, 1, 2)),
        (date(year, *movable.qingming), QINGMING),
        *((date(year, 5, day), LABOUR) for day in (1, 2)),
        (date(year, *movable.dragon_boat), DRAGON_BOAT),
        *((date(year, 10, day), NATIONAL) for day in (1, 2, 3)),
        (date(year, *movable.mid_autumn), MID_AUTUMN),
    ]
    days: dict[date, str] = {}
    for day, name in named:
        days[day] = f"{days[day]}、{name}" if day in days else name
    return days
