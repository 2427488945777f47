"""The hand-worked deadlines of `golden.md`: every row is a promise."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest

from yichuang.law.public import (
    Announcement,
    Calendar,
    Extension,
    Override,
    Period,
    Suspension,
    Unit,
    derive,
    period_of,
    published_calendar,
)

GOLDEN = Path(__file__).with_name("golden.md")
UNITS = {"wd": Unit.WORKING_DAY, "d": Unit.CALENDAR_DAY, "m": Unit.MONTH, "y": Unit.YEAR}
LEGAL_WORDS = re.compile(r"(?P<law>[A-Za-z]+) (?:(?P<article>\d+) )?(?P<amount>\d+)(?P<word>\D+)$")
LOCAL = (
    Override(date(2026, 11, 24), working=False, name="本地节日", source="示例市政府通知"),
    Override(date(2026, 11, 28), working=True, name="本地节日", source="示例市政府通知"),
)
TOLD = Announcement(
    2027,
    "示例通知",
    off=(
        *((date(2027, 1, day), "元旦") for day in (1, 2, 3)),
        *((date(2027, 2, day), "春节") for day in range(5, 12)),
    ),
    worked=((date(2027, 1, 31), "春节"), (date(2027, 2, 13), "春节")),
)


def calendar_named(name: str) -> Calendar:
    if name == "local":
        return published_calendar(LOCAL)
    if name == "told":
        return published_calendar(announcements=[TOLD])
    assert not name, name
    return published_calendar()


def rows() -> list[list[str]]:
    lines = (
        line for line in GOLDEN.read_text("utf-8").splitlines() if re.match(r"\| \d+ \|", line)
    )
    found = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return [row for row in found if len(row) == 8]


def period_from(text: str) -> Period:
    if match := LEGAL_WORDS.match(text):
        amount, word, article = int(match["amount"]), match["word"], match["article"] or ""
        return period_of(match["law"], amount, word, article=article)
    amount, unit = text.split()
    return Period(int(amount), UNITS[unit], "LicLaw 42")


def stops_from(text: str) -> list[Suspension]:
    spans = [span.strip().split("..") for span in text.split(";") if span.strip()]
    return [
        Suspension(
            date.fromisoformat(first),
            None if last == "open" else date.fromisoformat(last),
            "hearing",
            f"LicLaw 45 no. {number}",
        )
        for number, (first, last) in enumerate(spans)
    ]


def extensions_from(text: str) -> list[Extension]:
    parts = [part.split() for part in text.split(";") if part.strip()]
    return [Extension(int(amount), UNITS[unit], "LicLaw 42", "complex") for amount, unit in parts]


def test_golden_file_holds_at_least_eighty_rows_in_order():
    numbers = [int(row[0]) for row in rows()]

    assert numbers == list(range(1, len(numbers) + 1))
    assert len(numbers) >= 80


@pytest.mark.parametrize("row", rows(), ids=lambda row: f"{row[0]}-{row[1]}-{row[2]}")
def test_deadline_is_the_one_worked_by_hand(row: list[str]):
    _, start, period, stops, more, calendar, due, why = row

    read = derive(
        period_from(period),
        started_on=date.fromisoformat(start),
        calendar=calendar_named(calendar),
        suspensions=stops_from(stops),
        extensions=extensions_from(more),
        as_of=date.fromisoformat(start),
    )

    told = "open" if read.due_on is None else read.due_on.isoformat()
    assert told + (" ?" if read.provisional else "") == due, why
