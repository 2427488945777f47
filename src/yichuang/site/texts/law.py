"""Words of the refusals of law."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "law.calendar_unknown": Text(
        "工作日历不包含这一天",
        "{day} 不在工作日历范围内（{first_day} 至 {last_day}）。",
        "The calendar does not know this day",
        "{day} is outside the calendar ({first_day} to {last_day}).",
        "请核对日期；年份无误时请管理员补充工作日历。",
        "Check the day; if it is right, ask the administrator to extend the calendar.",
    ),
    "law.promise_too_long": Text(
        "承诺时限超过法定时限",
        "承诺 {promised_amount} {promised_unit}，长于法定 {statutory_amount} {statutory_unit}。",
        "The promise exceeds the law",
        "{promised_amount} {promised_unit} is longer than the law's "
        "{statutory_amount} {statutory_unit}.",
        "请缩短承诺时限。",
        "Shorten the promise.",
    ),
    "law.day_unit_unknown": Text(
        "不清楚“日”指什么",
        "《{law}》所称“日”是工作日还是自然日尚未录入。",
        "What “day” means is not known",
        "It is not recorded whether “day” in {law} means working days.",
        "请管理员核对法律原文后补充。",
        "Ask the administrator to check the law and add it.",
    ),
    "law.period_word_unknown": Text(
        "期限单位无法识别",
        "不认识期限单位“{word}”。",
        "Unknown unit of time",
        "The unit “{word}” is not known.",
        "请使用工作日、日、小时、月或年。",
        "Use working days, days, hours, months or years.",
    ),
}
