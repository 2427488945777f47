"""The same word "day" in different laws."""

from __future__ import annotations

import gzip
import json

import pytest

from yichuang.law.public import (
    DAY_RULES,
    DayUnitUnknown,
    Period,
    PeriodWordUnknown,
    Unit,
    day_unit,
    period_of,
)


@pytest.mark.parametrize(
    ("law", "working"),
    [
        ("PenLaw", {2, 3, 5, 7}),
        ("RecLaw", {3, 5, 7, 10}),
        ("CoLaw", set(range(1, 11))),
        ("LicLaw", set(range(1, 101))),
        ("InfoReg", set()),
        ("LitLaw", set()),
        ("CivilCode", set()),
    ],
)
def test_amounts_that_are_working_days(law, working):
    found = {n for n in range(1, 101) if day_unit(law, n) is Unit.WORKING_DAY}

    assert found == working


@pytest.mark.parametrize(
    ("word", "unit"),
    [
        ("日", Unit.CALENDAR_DAY),
        ("天", Unit.CALENDAR_DAY),
        ("工作日", Unit.WORKING_DAY),
        ("个工作日", Unit.WORKING_DAY),
        (" 个月 ", Unit.MONTH),
        ("年", Unit.YEAR),
        ("小时", Unit.HOUR),
        ("个小时", Unit.HOUR),
        ("工作小时", Unit.WORKING_HOUR),
    ],
)
def test_words_of_periods(word, unit):
    assert period_of("PenLaw", 15, word).unit is unit


def test_period_carries_law_and_article():
    assert period_of("PenLaw", 7, "日", article="61") == Period(7, Unit.WORKING_DAY, "PenLaw 61")
    assert period_of("PenLaw", 7, "日").source == "PenLaw"


def test_periods_of_the_holder_are_read_as_the_article_wants():
    assert day_unit("LicLaw", 30, article="50") is Unit.CALENDAR_DAY
    assert day_unit("LicLaw", 30, article="50(1)") is Unit.CALENDAR_DAY
    assert day_unit("LicLaw", 5, article="47") is Unit.WORKING_DAY
    assert day_unit("LicLaw", 30, article="5") is Unit.WORKING_DAY


def test_a_bare_day_of_an_unknown_law_is_refused_not_guessed():
    with pytest.raises(DayUnitUnknown) as refused:
        period_of("某市条例", 5, "日")

    assert refused.value.facts == {"law": "某市条例", "amount": 5}
    assert period_of("某市条例", 5, "工作日").unit is Unit.WORKING_DAY


@pytest.mark.parametrize("word", ["", "周", "days", "个"])
def test_a_word_that_is_no_unit_is_refused(word):
    with pytest.raises(PeriodWordUnknown):
        period_of("PenLaw", 5, word)


@pytest.mark.realdata
@pytest.mark.parametrize(
    ("law", "name", "article", "phrase"),
    [
        ("LicLaw", "中华人民共和国行政许可法", 82, "以工作日计算"),
        ("PenLaw", "中华人民共和国行政处罚法", 85, '"二日""三日""五日""七日"的规定是指工作日'),
        (
            "RecLaw",
            "中华人民共和国行政复议法",
            88,
            '"三日"、"五日"、"七日"、"十日"的规定是指工作日',
        ),
        ("CoLaw", "中华人民共和国行政强制法", 69, "十日以内期限的规定是指工作日"),
    ],
)
def test_rules_stand_in_the_law(shared, law, name, article, phrase):
    path = shared / "data" / "laws" / "national_law_articles.jsonl.gz"
    with gzip.open(path, "rt", encoding="utf-8") as lines:
        texts = [
            row["article_text"]
            for row in map(json.loads, lines)
            if row["law_name"] == name
            and row["status"] == "现行有效"
            and str(row["article_no_arabic"]) == str(article)
        ]

    assert DAY_RULES[law].source == f"{law} {article}"
    assert any(phrase in text for text in texts)
