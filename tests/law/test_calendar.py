"""The calendar: published years, corrections, announcements, and years not announced."""

from __future__ import annotations

import csv
from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from tests.law import sky

from yichuang.law.calendar.feasts import MOVABLE_FEASTS, feasts_of
from yichuang.law.public import (
    Announcement,
    CalendarUnknown,
    Nature,
    Override,
    published_calendar,
)

CALENDAR = published_calendar()
ONE_DAY = timedelta(days=1)
days = st.dates(CALENDAR.first_day, CALENDAR.last_day)
NOTICE_2027 = Announcement(
    2027,
    "示例通知",
    off=((date(2027, 1, 1), "元旦"), (date(2027, 2, 5), "春节"), (date(2027, 2, 8), "春节")),
    worked=((date(2027, 1, 31), "春节"),),
)


def days_of(year: int) -> list[date]:
    first = date(year, 1, 1)
    return [first + n * ONE_DAY for n in range((date(year + 1, 1, 1) - first).days)]


@pytest.mark.parametrize(
    ("day", "nature", "name"),
    [
        (date(2026, 11, 24), Nature.WORKING, ""),
        (date(2026, 11, 28), Nature.WEEKEND, ""),
        (date(2026, 10, 1), Nature.HOLIDAY, "国庆节"),
        (date(2026, 9, 25), Nature.HOLIDAY, "中秋节"),
        (date(2026, 6, 19), Nature.HOLIDAY, "端午节"),
        (date(2026, 4, 6), Nature.HOLIDAY, "清明节"),
        (date(2026, 9, 20), Nature.MAKE_UP, "国庆节"),
        (date(2026, 2, 14), Nature.MAKE_UP, "春节"),
    ],
)
def test_kind_of_a_published_day(day, nature, name):
    kind = CALENDAR.kind(day)

    assert (kind.nature, kind.name, kind.provisional) == (nature, name, False)
    assert CALENDAR.is_working_day(day) is kind.working is (nature in ("working", "make_up"))
    assert kind.source


@pytest.mark.parametrize("year", [2025, 2026])
def test_a_year_has_248_working_days(year):
    assert sum(CALENDAR.is_working_day(day) for day in days_of(year)) == 248


def test_an_unannounced_year_is_provisional_through_and_through():
    assert all(CALENDAR.is_provisional(day) for day in days_of(2027))
    assert not any(CALENDAR.is_provisional(day) for day in days_of(2026))


def test_an_unannounced_year_has_the_thirteen_feast_days_of_law_and_no_make_up_days():
    off = {day: CALENDAR.kind(day).name for day in days_of(2027) if CALENDAR.kind(day).name}

    assert {day.strftime("%m-%d"): name for day, name in off.items()} == {
        "01-01": "元旦",
        "02-05": "春节",
        "02-06": "春节",
        "02-07": "春节",
        "02-08": "春节",
        "04-05": "清明节",
        "05-01": "劳动节",
        "05-02": "劳动节",
        "06-09": "端午节",
        "09-15": "中秋节",
        "10-01": "国庆节",
        "10-02": "国庆节",
        "10-03": "国庆节",
    }
    assert not any(CALENDAR.kind(day).nature is Nature.MAKE_UP for day in days_of(2027))


def test_two_feasts_on_one_day_are_both_named():
    assert feasts_of(2031)[date(2031, 10, 1)] == "国庆节、中秋节"


@pytest.mark.parametrize("year", MOVABLE_FEASTS)
def test_movable_feasts_stand_where_moon_and_sun_put_them(year):
    feasts, months = MOVABLE_FEASTS[year], sky.first_days_of_months(year)

    assert date(year, *feasts.spring) == months[1]
    assert date(year, *feasts.dragon_boat) == months[5] + 4 * ONE_DAY
    assert date(year, *feasts.mid_autumn) == months[8] + 14 * ONE_DAY
    assert date(year, *feasts.qingming) == sky.day_of_longitude(year, 15, 4)


@pytest.mark.parametrize(
    ("year", "spring", "dragon_boat", "mid_autumn"),
    [
        (2020, (1, 25), (6, 25), (10, 1)),  # with a leap month in between
        (2023, (1, 22), (6, 22), (9, 29)),
        (2024, (2, 10), (6, 10), (9, 17)),
        (2025, (1, 29), (5, 31), (10, 6)),
        (2026, (2, 17), (6, 19), (9, 25)),
    ],
)
def test_the_sky_agrees_with_years_everybody_knows(year, spring, dragon_boat, mid_autumn):
    months = sky.first_days_of_months(year)

    assert date(year, *spring) == months[1]
    assert date(year, *dragon_boat) == months[5] + 4 * ONE_DAY
    assert date(year, *mid_autumn) == months[8] + 14 * ONE_DAY


@pytest.mark.parametrize("year", [2028, 2029])
def test_december_is_open_only_where_new_years_day_reaches_back(year):
    known = published_calendar(
        announcements=[
            Announcement(y, "示例通知", off=((date(y, 1, 1), "元旦"),)) for y in range(2027, year)
        ]
    )

    open_days = [day for day in days_of(year - 1) if known.is_provisional(day)]

    # 1 January 2028 is a Saturday, 1 January 2029 a Monday.
    expected = [] if year == 2028 else [date(2028, 12, day) for day in (29, 30, 31)]
    assert open_days == expected


def test_an_announced_year_is_firm_and_has_its_own_days():
    calendar = published_calendar(announcements=[NOTICE_2027])

    assert not any(calendar.is_provisional(day) for day in days_of(2027))
    assert calendar.kind(date(2027, 1, 31)).nature is Nature.MAKE_UP
    assert calendar.kind(date(2027, 2, 5)).source == "示例通知"
    assert calendar.is_working_day(date(2027, 6, 9))  # a feast of law the notice did not list
    assert calendar.is_provisional(date(2028, 1, 3))


def test_an_announcement_replaces_the_published_year():
    calendar = published_calendar(
        announcements=[Announcement(2026, "示例通知", off=((date(2026, 1, 1), "元旦"),))]
    )

    assert calendar.is_working_day(date(2026, 10, 1))
    assert not calendar.is_working_day(date(2025, 10, 1))


def test_an_override_wins_and_is_firm():
    local = Override(date(2027, 3, 3), working=False, name="本地节日", source="示例市通知")

    kind = published_calendar([local]).kind(date(2027, 3, 3))

    assert (kind.nature, kind.name, kind.provisional) == (Nature.HOLIDAY, "本地节日", False)
    assert kind.source == "示例市通知"


def test_the_version_changes_with_every_correction_and_only_then():
    day = date(2026, 11, 25)
    one, other = (Override(day, working=False, name="本地节日", source=source) for source in "ab")
    second = Override(day + ONE_DAY, working=False, name="本地节日", source="a")

    versions = [published_calendar(items).version for items in ([], [one], [other], [one, second])]

    assert len(set(versions)) == 4
    assert published_calendar([second, one]).version == versions[3]
    assert published_calendar().version == versions[0]
    assert published_calendar(announcements=[NOTICE_2027]).version.startswith("cn-2027-")
    assert versions[0].startswith("cn-2026-")


def test_equal_versions_make_equal_calendars():
    assert published_calendar(iter(())) == CALENDAR
    assert hash(published_calendar([])) == hash(CALENDAR)


def test_contradictory_or_distant_corrections_are_refused():
    day = date(2026, 11, 25)
    off = Override(day, working=False, name="本地节日", source="a")
    worked = Override(day, working=True, name="本地节日", source="a")

    with pytest.raises(ValueError, match="one day differently"):
        published_calendar([off, worked])
    with pytest.raises(ValueError, match="one year differently"):
        published_calendar(announcements=[NOTICE_2027, Announcement(2027, "另一通知", off=())])
    with pytest.raises(ValueError, match="years missing"):
        published_calendar(announcements=[Announcement(2040, "示例通知", off=())])
    with pytest.raises(ValueError, match="outside"):
        published_calendar([Override(date(1990, 1, 1), working=False, name="", source="a")])


@pytest.mark.parametrize("day", [date(2003, 12, 31), date(2036, 1, 1), date(1, 1, 1)])
def test_a_day_outside_the_known_years_is_refused_with_the_years(day):
    with pytest.raises(CalendarUnknown) as refused:
        CALENDAR.is_working_day(day)

    assert refused.value.facts == {
        "day": day.isoformat(),
        "first_day": "2004-01-01",
        "last_day": "2035-12-31",
    }


@settings(deadline=None)
@given(days)
def test_runs_hold_neighbouring_days_of_one_kind(day):
    run = CALENDAR.run(day)

    assert run.first <= day <= run.last
    assert CALENDAR.kind(run.first) == CALENDAR.kind(run.last) == run.kind
    if run.first > CALENDAR.first_day:
        assert CALENDAR.kind(run.first - ONE_DAY) != run.kind


@settings(deadline=None)
@given(st.dates(date(2005, 1, 1), date(2034, 12, 31)), st.integers(1, 60))
def test_steps_in_working_days_go_there_and_back(day, steps):
    there = CALENDAR.working_day_after(day, steps)

    assert CALENDAR.is_working_day(there)
    assert CALENDAR.working_days_between(day, there) == steps
    back = CALENDAR.working_day_before(there, steps)
    assert CALENDAR.working_days_between(back, there) == steps
    assert back <= day or not CALENDAR.working_days_between(day, back)


@settings(deadline=None)
@given(days, days)
def test_working_days_between_is_a_plain_count(one, other):
    first, last = sorted((one, other))
    if (last - first).days > 500:
        last = first + 500 * ONE_DAY

    span = (first + n * ONE_DAY for n in range(1, (last - first).days + 1))
    assert CALENDAR.working_days_between(first, last) == sum(map(CALENDAR.is_working_day, span))
    assert CALENDAR.working_days_between(last, first) == 0


def test_steps_past_the_ends_are_refused():
    with pytest.raises(CalendarUnknown):
        CALENDAR.working_day_after(date(2035, 12, 31), 1)
    with pytest.raises(CalendarUnknown):
        CALENDAR.working_day_before(date(2004, 1, 2), 2)
    with pytest.raises(ValueError, match="at least one"):
        CALENDAR.working_day_after(date(2026, 3, 2), 0)


def test_working_day_from_takes_the_day_itself_where_it_is_worked():
    assert CALENDAR.working_day_from(date(2026, 9, 20)) == date(2026, 9, 20)
    assert CALENDAR.working_day_from(date(2026, 10, 1)) == date(2026, 10, 8)


@pytest.mark.realdata
def test_calendar_agrees_with_a_second_source_for_all_years(shared):
    with (shared / "data" / "calendar" / "holidays_cn.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    off = {date.fromisoformat(row["date"]) for row in rows if row["is_off_day"] == "1"}
    worked = {date.fromisoformat(row["date"]) for row in rows if row["is_off_day"] == "0"}

    differing = [
        day
        for year in range(2007, 2027)
        for day in days_of(year)
        if CALENDAR.is_working_day(day) != (day in worked or (day.weekday() < 5 and day not in off))
    ]

    assert differing == []
    assert min(off | worked).year <= 2007
    assert max(off | worked).year == 2026


@pytest.mark.realdata
def test_december_was_only_ever_changed_where_we_leave_it_open(shared):
    with (shared / "data" / "calendar" / "holidays_cn.csv").open(encoding="utf-8") as file:
        rows = [
            (date.fromisoformat(row["date"]), row["is_off_day"] == "1")
            for row in csv.DictReader(file)
        ]

    swapped = [day for day, off in rows if day.month == 12 and off == (day.weekday() < 5)]

    assert swapped  # 2006, 2007, 2011, 2018
    assert all(day.day >= 29 for day in swapped)
    assert all(date(day.year + 1, 1, 1).weekday() in (6, 0, 1) for day in swapped)
