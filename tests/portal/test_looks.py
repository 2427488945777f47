"""Looks that say the same of the same minute stand as one row with a count."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from typing import Any

from yichuang.portal.pages.space import LookRow, _merged

AT = datetime(2026, 3, 2, 1, 30, 40, tzinfo=UTC)


def row(at: datetime, **more: Any) -> LookRow:
    fields = {"organ": "示例机关", "post": "受理岗", "purpose": "窗口办理", "count": 1}
    rest = {"case_url": "", "case_name": "", "case_number": "", "stood_in": False}
    return LookRow(**{**fields, **rest, "first_at": at, "last_at": at, **more})


def test_same_minute_same_words_are_one_row_and_every_look_is_counted() -> None:
    rows = [row(AT), row(AT - timedelta(seconds=30), count=2), row(AT - timedelta(minutes=5))]

    merged = list(_merged(rows))

    assert [(one.count, one.last_at) for one in merged] == [(3, AT), (1, rows[2].last_at)]


def test_another_post_or_case_stays_a_row_of_its_own() -> None:
    rows = [row(AT), row(AT, post="审查岗"), row(AT, case_url="/cases/1/"), row(AT, stood_in=True)]

    assert list(_merged(rows)) == rows
    assert list(_merged([])) == []
