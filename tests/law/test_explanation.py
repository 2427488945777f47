"""Lines as sentences, and citations written out."""

from __future__ import annotations

import re
from datetime import date

import pytest

from yichuang.law.citations import numeral
from yichuang.law.explanation import HOLIDAYS_EN, SENTENCES
from yichuang.law.public import (
    Extension,
    LineKind,
    Period,
    Suspension,
    Unit,
    cite,
    derive,
    published_calendar,
    say,
    say_amount,
    say_reason,
)

CALENDAR = published_calendar()


def told(language, period=None, start=date(2025, 9, 22), **facts) -> list[str]:
    clock = derive(
        period or Period(7, Unit.WORKING_DAY, "LicLaw 42"),
        started_on=start,
        calendar=CALENDAR,
        as_of=start,
        **facts,
    )
    return [say(line, language) for line in clock.lines]


def test_explanation_in_chinese():
    assert told("zh") == [
        "2025年9月22日起算，当日不计（《民法典》第二百零一条）",
        "2025年9月23日至9月26日，计4个工作日（《行政许可法》第四十二条）",
        "2025年9月27日，周末，不计（《国务院关于职工工作时间的规定》第七条）",
        "2025年9月28日，国庆节调休上班，计1个工作日（《全国年节及纪念日放假办法》第七条）",
        "2025年9月29日至9月30日，计2个工作日（《行政许可法》第四十二条）",
    ]


def test_explanation_in_english():
    _, counted, weekend, make_up, _ = told("en")

    assert counted == (
        "23 September 2025 to 26 September 2025: 4 working days counted "
        "(Administrative Licensing Law, article 42)"
    )
    assert weekend == (
        "27 September 2025: weekend, not counted "
        "(State Council Provisions on Working Hours, article 7)"
    )
    assert make_up == (
        "28 September 2025: make-up working day for National Day, 1 working day counted "
        "(Measures on Public Holidays, article 7)"
    )


def test_suspension_extension_and_moved_end_have_their_sentences():
    lines = told(
        "zh",
        Period(30, Unit.CALENDAR_DAY, "PenLaw 60"),
        date(2026, 9, 1),
        suspensions=[
            Suspension(date(2026, 9, 4), date(2026, 9, 11), "testing", "LicLaw 45"),
            Suspension(date(2026, 9, 8), date(2026, 9, 9), "hearing", "LicLaw 45"),
        ],
        extensions=[Extension(2, Unit.CALENDAR_DAY, "PenLaw 60", "complex")],
    )

    assert lines[1:] == [
        "2026年9月2日至9月3日，计2日（《行政处罚法》第六十条）",
        "2026年9月4日至9月11日，检测，期限中止，不计（《行政许可法》第四十五条）",
        "2026年9月8日至9月9日，听证，与前项中止重合，不重复扣除（《行政许可法》第四十五条）",
        "2026年9月12日至9月13日，中止结束后的休息日，自下一个工作日继续计算",
        "2026年9月14日至10月11日，计28日（《行政处罚法》第六十条）",
        "2026年10月12日至10月13日，因情况复杂延长2日（《行政处罚法》第六十条）",
        "2026年10月12日至10月13日，计2日（《行政处罚法》第六十条）",
    ]


def test_a_provisional_span_says_so():
    [last] = told("zh", Period(15, Unit.CALENDAR_DAY, "PenLaw 67"), date(2026, 12, 17))[-1:]

    assert last.startswith("最后一日为休息日，顺延至2027年1月4日")
    assert last.endswith("；该年放假安排尚未公布，按法定节日暂计")


def test_an_open_suspension_is_said_to_be_open():
    running = Suspension(date(2025, 9, 24), None, "hearing", "LicLaw 45")
    more = Extension(10, Unit.WORKING_DAY, "LicLaw 42", "complex")

    zh = told("zh", suspensions=[running], extensions=[more])
    en = told("en", suspensions=[running], extensions=[more])

    assert zh[-2].startswith("2025年9月24日至尚未结束，听证，期限中止")
    assert zh[-1].startswith("待中止结束后，因情况复杂延长10个工作日")
    assert en[-1].startswith("after the suspension: extended by 10 working days")


@pytest.mark.parametrize("kind", LineKind)
def test_every_kind_of_line_has_both_languages(kind):
    zh, en = SENTENCES[kind]

    assert re.search(r"[\u4e00-\u9fff]", zh)
    assert not re.search(r"[\u4e00-\u9fff]", en)


def test_every_holiday_of_the_calendar_has_an_english_name():
    day, names = date(2019, 1, 1), set()
    while day < CALENDAR.last_day:
        run = CALENDAR.run(day)
        names |= set(run.kind.name.split("、")) - {""}
        day = date.fromordinal(run.last.toordinal() + 1)

    assert names <= set(HOLIDAYS_EN)


def test_english_lines_hold_no_chinese():
    lines = told("en", Period(60, Unit.WORKING_DAY, "LicLaw 42"))

    assert not any(re.search(r"[\u4e00-\u9fff]", line) for line in lines)


@pytest.mark.parametrize(
    ("source", "zh", "en"),
    [
        ("LicLaw 42", "《行政许可法》第四十二条", "Administrative Licensing Law, article 42"),
        (
            "LicLaw 32(4)",
            "《行政许可法》第三十二条第（四）项",
            "Administrative Licensing Law, article 32(4)",
        ),
        (
            "HolidayReg 2, 7",
            "《全国年节及纪念日放假办法》第二条、第七条",
            "Measures on Public Holidays, articles 2 and 7",
        ),
        ("CivilCode", "《民法典》", "Civil Code"),
        ("示例市政府通知", "示例市政府通知", "示例市政府通知"),
        ("NoSuchLaw 3", "NoSuchLaw 3", "NoSuchLaw 3"),
    ],
)
def test_citations_are_written_out(source, zh, en):
    assert (cite(source, "zh"), cite(source, "en")) == (zh, en)


@pytest.mark.parametrize(
    ("number", "written"),
    [
        (1, "一"),
        (10, "十"),
        (12, "十二"),
        (20, "二十"),
        (85, "八十五"),
        (100, "一百"),
        (101, "一百零一"),
        (110, "一百一十"),
        (201, "二百零一"),
        (1000, "一千"),
        (1010, "一千零一十"),
        (1260, "一千二百六十"),
    ],
)
def test_numerals(number, written):
    assert numeral(number) == written


def test_numerals_refuse_what_no_article_has():
    for number in (0, 2000):
        with pytest.raises(ValueError, match="no article"):
            numeral(number)


def test_amounts_and_reasons():
    assert say_amount(1, Unit.WORKING_DAY, "en") == "1 working day"
    assert say_amount(20, Unit.WORKING_DAY, "zh") == "20个工作日"
    assert say_reason("hearing", "zh") == "听证"
    assert say_reason("某种程序", "en") == "某种程序"


def test_promise_that_rests_on_no_article_has_words_in_both_languages() -> None:
    assert cite("承诺时限", "zh") == "承诺时限"
    assert cite("承诺时限", "en") == "the promised period"
