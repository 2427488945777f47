"""One line of an explanation as a sentence, in Chinese and English.

The words stand here and not in the pages' translations because a line is also printed in letters
and returned by the API, and both languages must say exactly the same.
"""

from __future__ import annotations

from datetime import date

from .citations import Language, cite
from .deadlines import Line, LineKind
from .periods import Unit

HOLIDAYS_EN = {
    "元旦": "New Year's Day",
    "春节": "Spring Festival",
    "清明节": "Qingming Festival",
    "劳动节": "Labour Day",
    "端午节": "Dragon Boat Festival",
    "中秋节": "Mid-Autumn Festival",
    "国庆节": "National Day",
}

# Codes of reasons and grounds with their words; a code that is not here is printed as it is.
REASONS = {
    "hearing": ("听证", "hearing"),
    "tender": ("招标", "tender"),
    "auction": ("拍卖", "auction"),
    "inspection": ("检验", "inspection"),
    "testing": ("检测", "testing"),
    "quarantine": ("检疫", "quarantine"),
    "appraisal": ("鉴定", "appraisal"),
    "expert_review": ("专家评审", "expert review"),
    "site_survey": ("现场踏勘", "site survey"),
    "public_notice": ("公告", "public notice"),
    "third_party_opinion": ("征求第三方意见", "asking a third party"),
    "supplement": ("等待补正材料", "waiting for supplements"),
    "waiting_for_applicant": ("等待申请人", "waiting for the applicant"),
    "force_majeure": ("不可抗力", "force majeure"),
    "complex": ("情况复杂", "complexity"),
    "not_decidable_in_time": ("期限内不能作出决定", "no decision possible in time"),
}

UNITS = {
    Unit.WORKING_DAY: ("个工作日", "working day"),
    Unit.CALENDAR_DAY: ("日", "day"),
    Unit.WORKING_HOUR: ("个工作小时", "working hour"),
    Unit.HOUR: ("小时", "hour"),
    Unit.MONTH: ("个月", "month"),
    Unit.YEAR: ("年", "year"),
}

# {span} when, {days} how many, {name} holiday or "(name)", {reason} words, {cite} the article.
SENTENCES: dict[LineKind, tuple[str, str]] = {
    LineKind.START: (
        "{span}起算，当日不计（{cite}）",
        "{span}: the period starts; this day is not counted ({cite})",
    ),
    LineKind.COUNTED: ("{span}，计{days}（{cite}）", "{span}: {days} counted ({cite})"),
    LineKind.MAKE_UP: (
        "{span}，{of_name}调休上班，计{days}（{cite}）",
        "{span}: make-up working day{of_name}, {days} counted ({cite})",
    ),
    LineKind.WEEKEND: ("{span}，周末，不计（{cite}）", "{span}: weekend, not counted ({cite})"),
    LineKind.HOLIDAY: (
        "{span}，{name}放假，不计（{cite}）",
        "{span}: {name} holiday, not counted ({cite})",
    ),
    LineKind.SUSPENSION: (
        "{span}，{reason}，期限中止，不计（{cite}）",
        "{span}: the clock stands still for {reason} ({cite})",
    ),
    LineKind.OVERLAP: (
        "{span}，{reason}，与前项中止重合，不重复扣除（{cite}）",
        "{span}: {reason}, inside the suspension above and not taken off twice ({cite})",
    ),
    LineKind.RESUMPTION: (
        "{span}，中止结束后的休息日，自下一个工作日继续计算",
        "{span}: days off after the suspension; counting goes on with the next working day",
    ),
    LineKind.EXTENSION: (
        "{span}，因{reason}延长{amount}（{cite}）",
        "{span}: extended by {amount}, because of {reason} ({cite})",
    ),
    LineKind.MOVED_END: (
        "最后一日为休息日，顺延至{last}（{cite}）",
        "the last day is a day off, so the period ends on {last} ({cite})",
    ),
    LineKind.CAPPED: (
        "承诺时限不超过法定时限，至{last}止（{cite}）",
        "the promise ends with the statutory period, on {last} ({cite})",
    ),
}
NOT_ANNOUNCED = (
    "；该年放假安排尚未公布，按法定节日暂计",
    "; holidays of that year are not announced, so this is provisional",
)
MONTHS_EN = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)


def say(line: Line, language: Language) -> str:
    """Return the sentence for one line, without a full stop."""
    zh = language == "zh"
    sentence = SENTENCES[line.kind][0 if zh else 1].format(
        span=_span(line, language),
        last=_day(line.last, language) if line.last else _open(language),
        days=say_amount(line.counted, line.unit, language),
        amount=say_amount(line.amount, line.unit, language),
        name=_holiday(line.name, language),
        of_name=(line.name if zh else f" for {_holiday(line.name, language)}") if line.name else "",
        reason=say_reason(line.reason, language),
        cite=cite(line.source, language),
    )
    return sentence + NOT_ANNOUNCED[0 if zh else 1] if line.provisional else sentence


def say_reason(code: str, language: Language) -> str:
    """Return the words for a reason or ground; an unknown code is its own word."""
    words = REASONS.get(code)
    return code if words is None else words[0 if language == "zh" else 1]


def say_amount(amount: int, unit: Unit, language: Language) -> str:
    """Return "20个工作日" or "20 working days"."""
    zh, en = UNITS[unit]
    return f"{amount}{zh}" if language == "zh" else f"{amount} {en}{'' if amount == 1 else 's'}"


def _span(line: Line, language: Language) -> str:
    if line.first is None:
        return "待中止结束后" if language == "zh" else "after the suspension"
    first = _day(line.first, language)
    if line.last == line.first:
        return first
    last = _day(line.last, language) if line.last else _open(language)
    if language == "en":
        return f"{first} to {last}"
    if line.last is not None and line.last.year == line.first.year:
        last = last.partition("年")[2]
    return f"{first}至{last}"


def _open(language: Language) -> str:
    return "尚未结束" if language == "zh" else "not ended yet"


def _day(day: date, language: Language) -> str:
    if language == "zh":
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS_EN[day.month - 1]} {day.year}"


def _holiday(name: str, language: Language) -> str:
    if language == "zh":
        return name
    return " and ".join(HOLIDAYS_EN.get(part, part) for part in name.split("、")) or "public"
