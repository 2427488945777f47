"""How dates, money and deadlines read on every page."""

from __future__ import annotations

from datetime import UTC, date, datetime
from types import SimpleNamespace
from typing import Any

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory
from django.utils import translation

from yichuang.law.public import Unit
from yichuang.site.templatetags.house import (
    TONES,
    as_field,
    beside,
    chosen,
    described_by,
    form_errors,
    message_tone,
    page_numbers,
    yuan,
    zh_date,
    zh_datetime,
)


def rendered(source: str, **context: Any) -> str:
    return Template("{% load house %}" + source).render(Context(context))


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (date(2026, 11, 24), "2026年11月24日"),
        (date(2026, 1, 5), "2026年1月5日"),
        ("2026-11-24", "2026年11月24日"),
        (datetime(2026, 11, 24, 17, 0, tzinfo=UTC), "2026年11月25日"),  # already tomorrow here
        ("2026-11-24T17:00:00+00:00", "2026年11月25日"),
        (None, ""),
        ("", ""),
        ("someday", ""),
    ],
)
def test_zh_date_writes_days_as_officials_do(value: Any, expected: str) -> None:
    assert zh_date(value) == expected


def test_zh_date_reads_in_english_too() -> None:
    with translation.override("en"):
        assert zh_date(date(2026, 11, 24)) == "24 November 2026"


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (datetime(2026, 11, 24, 7, 4, tzinfo=UTC), "2026年11月24日 15:04"),
        ("2026-11-24T07:04:00.000000+00:00", "2026年11月24日 15:04"),
        (None, ""),
    ],
)
def test_zh_datetime_is_the_citys_time(value: Any, expected: str) -> None:
    assert zh_datetime(value) == expected


@pytest.mark.parametrize(
    ("fen", "expected"),
    [
        (0, "0.00 元"),
        (5, "0.05 元"),
        (12000, "120.00 元"),
        (123456789, "1,234,567.89 元"),
        (-150, "-1.50 元"),
        (None, ""),
    ],
)
def test_yuan_writes_fen(fen: int | None, expected: str) -> None:
    assert yuan(fen) == expected


@pytest.mark.parametrize("bad", [1.5, "100", True])
def test_yuan_refuses_anything_but_whole_fen(bad: Any) -> None:
    with pytest.raises(ValueError, match="whole fen"):
        yuan(bad)


@pytest.mark.parametrize(
    ("remaining", "unit", "words", "tone"),
    [
        (12, "working_day", "剩余 12 个工作日", "tone-info"),
        (4, "working_day", "剩余 4 个工作日", "tone-info"),
        (3, "working_day", "剩余 3 个工作日", "tone-warn"),
        (1, "calendar_day", "剩余 1 日", "tone-warn"),
        (0, "working_day", "今日到期", "tone-warn"),
        (0, "hour", "不足 1 小时", "tone-warn"),
        (-1, "working_day", "已超期 1 个工作日", "tone-bad"),
        (-30, "calendar_day", "已超期 30 日", "tone-bad"),
        (None, "working_day", "计时中止", "tone-neutral"),
    ],
)
def test_deadline_says_in_words_what_its_colour_says(
    remaining: int | None, unit: str, words: str, tone: str
) -> None:
    html = rendered(
        "{% deadline due=due remaining=remaining unit=unit %}",
        due=date(2026, 11, 27),
        remaining=remaining,
        unit=unit,
    )

    assert words in html
    assert tone in html
    assert "<svg" in html


def test_deadline_promises_no_date_while_the_clock_stands_still() -> None:
    html = rendered("{% deadline due=due remaining=None %}", due=date(2026, 11, 27))

    assert "截止" not in html


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({}, "剩余 5 个工作日"),
        ({"remaining": 0}, "今日到期"),
        ({"remaining": 0, "overdue_by": 2}, "已超期 2 个工作日"),
        ({"suspended": True, "due_on": None}, "计时中止"),
    ],
)
def test_law_deadline_shows_a_clock_as_it_was_read(changes: dict[str, Any], words: str) -> None:
    facts: dict[str, Any] = {
        "due_on": date(2026, 11, 27),
        "remaining": 5,
        "overdue_by": 0,
        "suspended": False,
        "unit": Unit.WORKING_DAY,
        **changes,
    }

    html = rendered("{% law_deadline reading %}", reading=SimpleNamespace(**facts))

    assert words in html
    assert ("2026年11月27日截止" in html) is (not facts["suspended"])


def test_deadline_of_an_unknown_unit_is_a_mistake() -> None:
    with pytest.raises(KeyError):
        rendered("{% deadline remaining=3 unit='fortnight' %}")


@pytest.mark.parametrize(
    ("current", "total", "expected"),
    [
        (1, 1, [1]),
        (1, 3, [1, 2, 3]),
        (4, 12, [1, 2, 3, 4, 5, None, 12]),
        (6, 12, [1, None, 5, 6, 7, None, 12]),
        (12, 12, [1, None, 11, 12]),
        (3, 0, []),
    ],
)
def test_page_numbers_show_ends_and_neighbours(
    current: int, total: int, expected: list[int | None]
) -> None:
    assert page_numbers(current, total) == expected


@pytest.mark.parametrize(
    ("query", "href", "order"),
    [
        ({}, "?sort=due", "none"),
        ({"sort": "due", "page": "3"}, "?sort=-due", "ascending"),
        ({"sort": "-due", "q": "甲"}, "?sort=due&amp;q=%E7%94%B2", "descending"),
    ],
)
def test_sort_header_keeps_the_filters_and_starts_pages_anew(
    query: dict[str, str], href: str, order: str
) -> None:
    request = RequestFactory().get("/work/", query)

    html = rendered("{% sort_header 'due' '时限' %}", request=request)

    assert f'href="{href}"' in html
    assert f'aria-sort="{order}"' in html


def test_chosen_compares_as_text_and_looks_into_lists() -> None:
    assert chosen(1, "1")
    assert chosen("a", ["a", "b"])
    assert not chosen("c", ["a", "b"])
    assert not chosen("", None)


def test_described_by_names_help_and_error() -> None:
    assert described_by({"name": "a", "help": "h", "error": "e"}) == "id_a_help id_a_error"
    assert described_by({"name": "a"}) == ""


def test_beside_refuses_a_row_of_another_length() -> None:
    with pytest.raises(ValueError, match="zip"):
        beside([{"label": "a"}], ["x", "y"])


def test_message_tone_follows_the_level() -> None:
    assert message_tone("success") == "good"
    assert message_tone("extra error") == "bad"
    assert message_tone("") == "info"


class Contact(forms.Form):
    name = forms.CharField(label="姓名", max_length=30, help_text="与证件一致")
    phone = forms.CharField(label="电话", widget=forms.TextInput(attrs={"type": "tel"}))
    way = forms.ChoiceField(
        label="方式", choices=[("", "---"), ("a", "邮寄")], widget=forms.RadioSelect
    )
    day = forms.DateField(label="日期", required=False, widget=forms.DateInput)


def test_as_field_carries_a_form_field_over() -> None:
    form = Contact({"name": "", "phone": "1", "way": "a", "day": ""})

    name, phone, way = as_field(form["name"]), as_field(form["phone"]), as_field(form["way"])

    assert (name["kind"], name["required"], name["maxlength"]) == ("text", True, 30)
    assert name["help"] == "与证件一致"
    assert name["error"]
    assert phone["kind"] == "tel"
    assert way["options"] == [{"value": "a", "label": "邮寄"}]
    assert as_field(form["day"])["kind"] == "date"


def test_form_errors_come_in_the_order_of_the_fields() -> None:
    form = Contact({})

    assert [error["name"] for error in form_errors(form)] == ["name", "phone", "way"]


def test_navigation_leaves_out_what_the_post_may_not_do(monkeypatch: pytest.MonkeyPatch) -> None:
    from yichuang.site import navigation

    places = (
        navigation.Place("portal:home", "首页"),
        navigation.Place("portal:search", "找事项", acts=("catalogue.edit",)),
        navigation.Place("nowhere:at_all", "无"),
    )
    monkeypatch.setitem(navigation.PLACES, "portal", places)
    monkeypatch.setattr(navigation, "reverse", _reverse)

    shown = navigation.entries_for("portal", path="/", acts=frozenset())
    may = navigation.entries_for("portal", path="/matters/7", acts=frozenset({"catalogue.edit"}))

    assert [entry.label for entry in shown] == ["首页"]
    assert [(entry.label, entry.current) for entry in may] == [("首页", False), ("找事项", True)]


def _reverse(route: str) -> str:
    from django.urls import NoReverseMatch

    try:
        return {"portal:home": "/", "portal:search": "/matters/"}[route]
    except KeyError as fault:
        raise NoReverseMatch(route) from fault


def test_icons_named_in_templates_and_tags_exist() -> None:
    import re
    from pathlib import Path

    import yichuang.site as site

    root = Path(site.__file__).parent
    drawn = set(re.findall(r'id="([a-z]+)"', (root / "static/yichuang/icons.svg").read_text()))
    used = set()
    for path in root.parent.rglob("templates/**/*.html"):
        used |= set(re.findall(r'{% icon "([a-z]+)" %}', path.read_text()))

    assert used <= drawn
    assert set(TONES.values()) <= drawn


@pytest.mark.parametrize(
    ("words", "expected"),
    [
        ("No Chinese here", "No Chinese here"),
        ("“quoted” – nothing", "“quoted” – nothing"),
        ("食品经营许可（新办）", '<span lang="zh-CN">食品经营许可（新办）</span>'),
        ("Fill in “面积”", 'Fill in <span lang="zh-CN">“面积”</span>'),
        (
            "测*甲, 《行政许可法》第42条",
            '<span lang="zh-CN">测*甲</span>, <span lang="zh-CN">《行政许可法》第42条</span>',
        ),
        ("<b>市</b>", '&lt;b&gt;<span lang="zh-CN">市</span>&lt;/b&gt;'),
    ],
)
def test_spoken_marks_chinese_on_an_english_page(words: str, expected: str) -> None:
    with translation.override("en"):
        assert rendered("{{ words|spoken }}", words=words) == expected


def test_spoken_leaves_chinese_pages_alone() -> None:
    assert rendered("{{ words|spoken }}", words="市<b>") == "市&lt;b&gt;"
    assert rendered("{{ words|spoken }}", words=7) == "7"
