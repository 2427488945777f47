"""Anybody may count by when a matter would be done, as the case itself would."""

from __future__ import annotations

import pytest
from django.test import Client

from tests.factories import City
from tests.portal.test_public_pages import text_of


def dates_of(city: City, **asked: str) -> tuple[int, str]:
    reply = Client().get(f"/matters/{city.licence.matter_code}/dates/", asked)
    return reply.status_code, text_of(reply)


def test_both_clocks_are_counted_over_a_holiday(city: City) -> None:
    """Accepted on Thursday 24 September 2026; the feasts of autumn lie in between."""
    status, text = dates_of(city, accepted="2026-09-24")

    assert status == 200
    assert "最迟 2026年10月29日 办结" in text  # 20 working days by law, counted by hand
    assert "最迟 2026年10月15日 办结" in text  # 10 working days as promised


def test_the_question_alone_shows_no_date(city: City) -> None:
    status, text = dates_of(city)

    assert status == 200
    assert "假定哪天受理" in text
    assert "最迟" not in text


@pytest.mark.parametrize(
    ("given", "told"),
    [("gestern", "日期格式不正确"), ("", "请选择日期"), ("1899-01-01", "请换一个日期")],
)
def test_a_day_that_cannot_be_counted_is_told_at_its_field(
    city: City, given: str, told: str
) -> None:
    status, text = dates_of(city, accepted=given)

    assert status == 422
    assert told in text


def test_an_instant_matter_has_nothing_to_count(city: City) -> None:
    reply = Client().get(f"/matters/{city.service.matter_code}/dates/")

    assert "当场办好" in text_of(reply)
    assert "算一算" not in text_of(Client().get(f"/matters/{city.service.matter_code}/"))


def test_the_guide_leads_there(city: City) -> None:
    guide = Client().get(f"/matters/{city.licence.matter_code}/").content.decode()

    assert f"/matters/{city.licence.matter_code}/dates/" in guide
