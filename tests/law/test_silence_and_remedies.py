"""Silence with legal effect, renewals, and the last days of remedies."""

from __future__ import annotations

from datetime import date, datetime, timedelta

import pytest

from yichuang.law.public import (
    CHINA_TIME,
    COMPULSORY_FIRST,
    RENEWAL_AHEAD,
    SUPPLEMENT_NOTICE,
    Announcement,
    ContestedAct,
    Period,
    Unit,
    last_day_to_renew,
    lawsuit_after_reconsideration,
    published_calendar,
    reconsideration_when_not_told,
    remedies_for,
    renewal_silence,
    silence_on,
    silence_stage,
)

CALENDAR = published_calendar()


def test_silence_takes_effect_after_the_fifth_working_day_a_worked_sunday():
    silence = silence_on(date(2025, 9, 22), SUPPLEMENT_NOTICE, CALENDAR)

    assert silence.takes_effect_on == date(2025, 9, 28)
    assert silence.takes_effect_at == datetime(2025, 9, 29, tzinfo=CHINA_TIME)
    assert silence.effective_on == date(2025, 9, 22)
    assert silence.source == "LicLaw 32(4)"
    assert silence.calendar_version == CALENDAR.version


def test_silence_has_taken_effect_from_midnight_on():
    silence = silence_on(date(2026, 3, 2), SUPPLEMENT_NOTICE, CALENDAR)
    midnight = datetime(2026, 3, 10, tzinfo=CHINA_TIME)

    assert not silence.has_taken_effect(midnight - timedelta(seconds=1))
    assert silence.has_taken_effect(midnight)


def test_silence_warns_two_working_days_before_and_on_the_last_morning():
    silence = silence_on(date(2026, 9, 24), SUPPLEMENT_NOTICE, CALENDAR)

    assert silence.takes_effect_on == date(2026, 10, 9)  # 28 29 30 8 9
    assert silence.warn_on == (date(2026, 9, 30), date(2026, 10, 9))


@pytest.mark.parametrize(
    ("day", "stage"),
    [
        (date(2026, 9, 16), "far"),
        (date(2026, 9, 17), "soon"),  # two working days before the make-up Sunday: 18, 17
        (date(2026, 9, 18), "soon"),
        (date(2026, 9, 19), "soon"),  # a Saturday off
        (date(2026, 9, 20), "last"),
        (date(2026, 9, 21), "over"),
    ],
)
def test_stage_of_silence_before_a_worked_sunday(day, stage):
    silence = silence_on(date(2026, 9, 14), SUPPLEMENT_NOTICE, CALENDAR)

    assert silence.takes_effect_on == date(2026, 9, 20)  # 15 16 17 18, and Sunday the 20th
    assert silence_stage(silence.takes_effect_on, day, CALENDAR) == stage


def test_stage_of_a_last_day_that_is_off_is_last_from_the_working_day_before():
    saturday = date(2026, 3, 14)

    assert silence_stage(saturday, date(2026, 3, 13), CALENDAR) == "last"
    assert silence_stage(saturday, saturday, CALENDAR) == "last"
    assert silence_stage(saturday, date(2026, 3, 12), CALENDAR) == "soon"


def test_short_silence_warns_only_on_days_after_receipt():
    one_day = Period(1, Unit.WORKING_DAY, "city rule")

    assert silence_on(date(2026, 3, 2), one_day, CALENDAR).warn_on == (date(2026, 3, 3),)


def test_silence_never_fires_on_a_provisional_day():
    silence = silence_on(date(2026, 12, 28), SUPPLEMENT_NOTICE, CALENDAR)

    assert silence.takes_effect_on == date(2027, 1, 5)
    assert silence.provisional
    assert silence.takes_effect_at is None
    assert not silence.has_taken_effect(datetime(2030, 1, 1, tzinfo=CHINA_TIME))


def test_the_same_silence_fires_once_the_year_is_announced():
    notice = Announcement(2027, "示例通知", off=((date(2027, 1, 1), "元旦"),))

    silence = silence_on(
        date(2026, 12, 28), SUPPLEMENT_NOTICE, published_calendar(announcements=[notice])
    )

    assert silence.takes_effect_at == datetime(2027, 1, 6, tzinfo=CHINA_TIME)


def test_renewal_is_granted_by_silence_when_the_licence_expires_even_on_a_day_off():
    silence = renewal_silence(date(2026, 8, 20), date(2026, 10, 3), CALENDAR)

    assert silence.takes_effect_on == date(2026, 10, 3)
    assert silence.takes_effect_at == datetime(2026, 10, 4, tzinfo=CHINA_TIME)
    assert silence.effective_on == date(2026, 10, 4)
    assert silence.warn_on == (date(2026, 9, 29), date(2026, 9, 30))


def test_renewal_of_a_licence_expiring_in_an_unannounced_year_tells_a_person():
    silence = renewal_silence(date(2026, 11, 24), date(2027, 1, 20), CALENDAR)

    assert silence.provisional
    assert silence.takes_effect_at is None


def test_last_day_to_ask_for_renewal_is_thirty_days_before_expiry():
    assert Period(30, Unit.CALENDAR_DAY, "LicLaw 50") == RENEWAL_AHEAD
    assert last_day_to_renew(date(2026, 10, 31), CALENDAR).on == date(2026, 10, 1)
    in_working_days = Period(30, Unit.WORKING_DAY, "city rule")
    # 30 29 28 27 26 (5); 23-19 (10); 16-12 (15); 10 9 8 (18); 30 29 28 (21); 24-21 (25);
    # Sunday 20 (26); 18-15 (30)
    assert last_day_to_renew(date(2026, 10, 31), CALENDAR, in_working_days).on == date(2026, 9, 15)


def test_remedies_against_an_ordinary_act():
    remedies = remedies_for(ContestedAct.ORDINARY, known_on=date(2026, 3, 2), calendar=CALENDAR)

    assert remedies.reconsideration.on == date(2026, 5, 6)
    assert remedies.lawsuit is not None
    assert remedies.lawsuit.on == date(2026, 9, 2)
    assert (remedies.reconsideration.source, remedies.lawsuit.source) == ("RecLaw 20", "LitLaw 46")
    assert not remedies.compulsory_first


@pytest.mark.parametrize("act", COMPULSORY_FIRST)
def test_reconsideration_comes_first_where_the_law_says_so(act):
    remedies = remedies_for(act, known_on=date(2026, 3, 2), calendar=CALENDAR)

    assert remedies.compulsory_first
    assert remedies.lawsuit is None
    assert remedies.compulsory_source.startswith("RecLaw 23(")


def test_failure_to_act_is_item_three():
    assert COMPULSORY_FIRST[ContestedAct.FAILURE_TO_ACT] == "RecLaw 23(3)"
    assert COMPULSORY_FIRST[ContestedAct.DISCLOSURE_REFUSED] == "RecLaw 23(4)"
    assert ContestedAct.ORDINARY not in COMPULSORY_FIRST


def test_remedies_into_an_unannounced_year_are_provisional():
    remedies = remedies_for(ContestedAct.ORDINARY, known_on=date(2026, 11, 24), calendar=CALENDAR)

    assert (remedies.reconsideration.on, remedies.reconsideration.provisional) == (
        date(2027, 1, 25),
        True,
    )


def test_lawsuit_after_reconsideration_has_fifteen_days():
    assert lawsuit_after_reconsideration(date(2026, 9, 10), CALENDAR).on == date(2026, 9, 28)


@pytest.mark.parametrize(
    ("told_on", "expected"),
    [
        (date(2026, 3, 2), date(2026, 5, 6)),
        (date(2026, 5, 20), date(2026, 6, 8)),  # one year is over first: 6 June is a Saturday
        (None, date(2026, 6, 8)),
    ],
)
def test_reconsideration_waits_for_the_telling_but_a_year_at_most(told_on, expected):
    assert reconsideration_when_not_told(date(2025, 6, 6), told_on, CALENDAR).on == expected
