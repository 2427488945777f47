"""`{% load house %}`: how dates, money, deadlines and fields look on every page of the house."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from datetime import date, datetime
from typing import Any

from django import template
from django.forms import BoundField
from django.templatetags.static import static
from django.utils import timezone
from django.utils.dateparse import parse_date, parse_datetime
from django.utils.html import conditional_escape, format_html
from django.utils.safestring import SafeString, mark_safe
from django.utils.translation import get_language, ngettext
from django.utils.translation import gettext as _

from yichuang.law.public import Deadline, Language, Line, cite, say, say_amount

from ..navigation import Entry, entries_for

register = template.Library()

TONES = {"neutral": "ring", "info": "info", "good": "check", "warn": "clock", "bad": "alert"}
SOON = 3  # working days (or hours) from which a deadline is shown as close
MONTHS = "January February March April May June July August September October November December"
HAN, MARK = "\u4e00-\u9fff", "\u3001-\u301f\uff00-\uffef“”·*0-9"
CHINESE = re.compile(f"[《“（]*[{HAN}](?:[{HAN}{MARK}]*[{HAN}》）”])?")


def _in_chinese() -> bool:
    return (get_language() or "zh").startswith("zh")


def _day(value: date | str | None) -> date | None:
    if isinstance(value, str):
        moment = parse_datetime(value) if "T" in value or " " in value else None
        value = moment or parse_date(value)
    if isinstance(value, datetime):
        return timezone.localtime(value).date() if timezone.is_aware(value) else value.date()
    return value


@register.filter
def zh_date(value: date | str | None) -> str:
    """Return a day as 2026年11月24日 (in English 24 November 2026); nothing for nothing."""
    day = _day(value)
    if day is None:
        return ""
    if _in_chinese():
        return f"{day.year}年{day.month}月{day.day}日"
    return f"{day.day} {MONTHS.split()[day.month - 1]} {day.year}"


@register.filter
def listed(values: Iterable[object]) -> SafeString:
    """Return words as one list in the reader's language: 甲、乙 (in English A, B)."""
    return mark_safe(_("、").join(conditional_escape(str(one)) for one in values))  # noqa: S308


@register.filter
def clauses(values: Iterable[object]) -> SafeString:
    """Return phrases as one sentence's parts in the reader's language: 甲；乙 (in English A; B)."""
    return mark_safe(_("；").join(conditional_escape(str(one)) for one in values))  # noqa: S308


@register.filter
def zh_datetime(value: datetime | str | None) -> str:
    """Return a moment as 2026年11月24日 15:04 in the city's time; nothing for nothing."""
    moment = parse_datetime(value) if isinstance(value, str) else value
    if moment is None:
        return ""
    local = timezone.localtime(moment) if timezone.is_aware(moment) else moment
    return f"{zh_date(local)} {local:%H:%M}"


@register.filter
def yuan(fen: int | None) -> str:
    """Return whole fen as 1,234.50 元 (in English CNY 1,234.50); nothing for None.

    Raises ValueError for anything but a whole number: money is never a float here.
    """
    if fen is None:
        return ""
    if isinstance(fen, bool) or not isinstance(fen, int):
        raise ValueError(f"money is whole fen, not {fen!r}")
    amount = f"{'-' if fen < 0 else ''}{abs(fen) // 100:,}.{abs(fen) % 100:02d}"
    return f"{amount} 元" if _in_chinese() else f"CNY {amount}"


@register.filter
def spoken(value: Any) -> Any:
    """Return words with their Chinese parts marked as Chinese, on a page in another language.

    What the catalogue and people wrote stays as it is; a screen reader must know how to say it.
    """
    if _in_chinese() or not CHINESE.search(str(value)):
        return value
    marked = CHINESE.sub(r'<span lang="zh-CN">\g<0></span>', conditional_escape(value))
    return mark_safe(marked)  # noqa: S308 - escaped above, and the marks are ours


@register.filter
def chosen(value: Any, chosen_value: Any) -> bool:
    """Tell whether an option's value is the chosen one, or among the chosen ones."""
    if chosen_value is None:
        return False
    if isinstance(chosen_value, (list, tuple, set, frozenset)):
        return str(value) in {str(one) for one in chosen_value}
    return str(value) == str(chosen_value)


@register.filter
def tone_icon(tone: str) -> str:
    """Return the icon that says the same as a tone's colour."""
    return TONES.get(tone, "ring")


@register.filter
def message_tone(tags: str) -> str:
    """Return the tone of a message of Django by its level."""
    tones = {"success": "good", "warning": "warn", "error": "bad"}
    return next((tones[tag] for tag in tags.split() if tag in tones), "info")


@register.filter
def described_by(field: Mapping[str, Any]) -> str:
    """Return the ids of a field's help and error, for `aria-describedby`."""
    return " ".join(f"id_{field['name']}_{part}" for part in ("help", "error") if field.get(part))


@register.filter
def beside(columns: Sequence[Any], cells: Sequence[Any]) -> list[tuple[Any, Any]]:
    """Return each column with its cell; a row of another length is a mistake in the view."""
    return list(zip(columns, cells, strict=True))


@register.filter
def as_field(bound: BoundField) -> dict[str, Any]:
    """Turn a Django form field into what `components/_field.html` needs."""
    widget = bound.field.widget
    kinds = {
        "TextInput": "text",
        "EmailInput": "email",
        "PasswordInput": "password",
        "NumberInput": "number",
        "URLInput": "url",
        "Textarea": "textarea",
        "Select": "select",
        "NullBooleanSelect": "select",
        "RadioSelect": "radio",
        "CheckboxSelectMultiple": "checkboxes",
        "CheckboxInput": "checkbox",
        "DateInput": "date",
        "SelectDateWidget": "date_parts",
        "ClearableFileInput": "file",
        "FileInput": "file",
        "HiddenInput": "hidden",
    }
    kind = kinds.get(type(widget).__name__, "text")
    if kind == "text" and getattr(widget, "input_type", "") in {"tel", "search", "date"}:
        kind = widget.input_type
    value = bound.value()
    choices = getattr(bound.field, "choices", ())
    return {
        "name": bound.html_name,
        "kind": kind,
        "label": bound.label,
        "help": bound.help_text,
        "error": bound.errors[0] if bound.errors else "",
        "required": bound.field.required,
        "value": value.isoformat() if isinstance(value, date) else value,
        "maxlength": getattr(bound.field, "max_length", None),
        "autocomplete": widget.attrs.get("autocomplete", ""),
        "options": [{"value": key, "label": label} for key, label in choices if key != ""],
    }


@register.filter
def form_errors(form: Any) -> list[dict[str, str]]:
    """Return a form's errors in the order of its fields, as `_error_summary.html` needs them."""
    found = [{"name": "", "message": str(text)} for text in form.non_field_errors()]
    for bound in form:
        found += [{"name": bound.html_name, "message": str(text)} for text in bound.errors]
    return found


@register.simple_tag
def icon(name: str) -> SafeString:
    """Draw an icon of `icons.svg`, hidden from screen readers: the words beside it say it."""
    address = static("yichuang/icons.svg")
    return format_html(
        '<svg class="icon" aria-hidden="true" focusable="false"><use href="{}#{}"></use></svg>',
        address,
        name,
    )


@register.inclusion_tag("components/_status.html")
def status(text: str, tone: str = "neutral", icon: str = "") -> dict[str, str]:
    """Show a state as icon and words; tone: neutral, info, good, warn, bad."""
    return {"text": text, "tone": tone if tone in TONES else "neutral", "icon": icon}


@register.inclusion_tag("components/_deadline.html")
def deadline(
    *, due: date | str | None = None, remaining: int | None, unit: str = "working_day"
) -> dict[str, Any]:
    """Show what is left of a period, in calm colours, an icon and words.

    `remaining` counts units left: 0 means it falls due now, below 0 means overdue by so many,
    None means the clock stands still. `unit` is a value of `law.Unit`.
    """
    tone, text = _deadline_words(remaining, unit)
    marks = {"neutral": "pause", "info": "clock", "warn": "clock", "bad": "alert"}
    return {
        "due": None if remaining is None else due,  # no date can be promised while it stands still
        "tone": tone,
        "text": text,
        "icon": marks[tone],
    }


def _deadline_words(remaining: int | None, unit: str) -> tuple[str, str]:
    """Return tone and words for what is left."""
    if remaining is None:
        return "neutral", _("计时中止")
    amount = _amount(abs(remaining), unit)
    if remaining < 0:
        return "bad", _("已超期 %(amount)s") % {"amount": amount}
    if remaining == 0:
        hours = unit in {"working_hour", "hour"}
        return "warn", _("不足 1 小时") if hours else _("今日到期")
    tone = "warn" if remaining <= SOON else "info"
    return tone, _("剩余 %(amount)s") % {"amount": amount}


def _amount(count: int, unit: str) -> str:
    """Return `3 个工作日`; the words of `law.Unit` for people."""
    words = {
        "working_day": ngettext("%(n)d 个工作日", "%(n)d 个工作日", count),
        "calendar_day": ngettext("%(n)d 日", "%(n)d 日", count),
        "working_hour": ngettext("%(n)d 个工作小时", "%(n)d 个工作小时", count),
        "hour": ngettext("%(n)d 小时", "%(n)d 小时", count),
        "month": ngettext("%(n)d 个月", "%(n)d 个月", count),
        "year": ngettext("%(n)d 年", "%(n)d 年", count),
    }
    return words[unit] % {"n": count}


@register.inclusion_tag("components/_deadline.html")
def law_deadline(reading: Deadline, *, over: bool = False, handed: bool = False) -> dict[str, Any]:
    """Show a clock as `law.derive` read it; see `deadline`.

    `over`: the case was decided on the day of reading, so nothing runs any more; `handed`: it was
    handed up on that day.
    """
    if over or handed:
        return _kept(reading, handed=handed)
    remaining = -reading.overdue_by if reading.overdue_by else reading.remaining
    return deadline(
        due=reading.due_on,
        remaining=None if reading.suspended else remaining,
        unit=reading.unit.value,
    )


def _kept(reading: Deadline, *, handed: bool = False) -> dict[str, Any]:
    """Return how a period that was ended was kept: in how many days, how many too late."""
    unit = reading.unit.value
    tone, icon_name = "neutral", "check"
    used = {"amount": _amount(reading.used, unit)}
    at_once = _("当日报送") if handed else _("当日作出")
    text = _("用时 %(amount)s") % used if reading.used else at_once
    if reading.overdue_by:
        tone, icon_name = "bad", "alert"
        told = _("超期 %(amount)s报送") if handed else _("超期 %(amount)s作出")
        text = told % {"amount": _amount(reading.overdue_by, unit)}
    return {"due": reading.due_on, "tone": tone, "text": text, "icon": icon_name}


@register.filter
def explained(lines: Iterable[Line]) -> list[dict[str, str]]:
    """Return the lines of `law.Deadline` as `components/_explanation.html` needs them."""
    language = _language()
    return [
        {
            "count": say_amount(line.counted, line.unit, language) if line.counted else "",
            "sentence": say(line, language),
        }
        for line in lines
    ]


@register.filter
def article(source: str) -> str:
    """Return a citation written out: "LicLaw 42" is 《行政许可法》第四十二条."""
    return cite(source, _language()) if source else ""


def _language() -> Language:
    return "zh" if _in_chinese() else "en"


@register.inclusion_tag("components/_sort_header.html", takes_context=True)
def sort_header(context: Mapping[str, Any], key: str, label: str) -> dict[str, Any]:
    """Show a column head whose link sorts by `key`, again for the other direction.

    The order stands in the query as `sort=key` or `sort=-key`; the page number starts anew.
    """
    request = context.get("request")
    query = request.GET.copy() if request is not None else None
    now = query.get("sort", "") if query is not None else ""
    wanted = f"-{key}" if now == key else key
    if query is not None:
        query["sort"] = wanted
        query.pop("page", None)
    order = {key: "ascending", f"-{key}": "descending"}.get(now, "none")
    marks = {"ascending": "up", "descending": "down", "none": "sort"}
    address = f"?{query.urlencode()}" if query is not None else f"?sort={wanted}"
    return {"label": label, "href": address, "order": order, "icon": marks[order]}


@register.simple_tag
def page_numbers(current: int, total: int) -> list[int | None]:
    """Return the page numbers worth a link: first, last, and those around; None is a gap."""
    near = {1, total, current - 1, current, current + 1}
    shown = sorted(number for number in near if 1 <= number <= total)
    out: list[int | None] = []
    for number in shown:
        if out and out[-1] is not None and number - out[-1] > 1:
            out.append(number - 1 if number - out[-1] == 2 else None)
        out.append(number)
    return out


@register.simple_tag(takes_context=True)
def navigation(context: Mapping[str, Any], face: str) -> Sequence[Entry]:
    """Return the navigation entries of a face, for the actor who asks."""
    request = context.get("request")
    actor = getattr(request, "actor", None)
    acts: Iterable[str] = getattr(actor, "acts", ())
    return entries_for(face, path=getattr(request, "path", ""), acts=frozenset(acts))
