"""A page of an edition's form as a Django form; every field is a data element.

What is missing does not stop the applicant: the draft keeps what he gave, and only an answer of
the wrong kind must be mended before he goes on.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import date
from decimal import Decimal, InvalidOperation
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import FormField, Situation

RADIOS_AT_MOST = 7  # more choices than this become a list to pick from
LARGEST = 2**53 - 1  # as the catalogue's own check has it
CODE = re.compile(r"[0-9A-Za-z()（）+·.\-/ ]+")


class MoneyField(forms.Field):
    """An amount typed in yuan; its value is whole fen."""

    def to_python(self, value: Any) -> Any:
        """Return fen, or None for nothing. Raises ValidationError for anything but an amount."""
        text = str(value or "").strip().replace(",", "").replace("，", "")
        if not text:
            return None
        try:
            fen = Decimal(text) * 100
        except InvalidOperation:
            raise forms.ValidationError(_("请填写金额，例如 1200.50"), "type") from None
        if not fen.is_finite() or fen != fen.to_integral_value() or not 0 <= fen <= LARGEST:
            raise forms.ValidationError(_("请填写金额，最多两位小数"), "type")
        return int(fen)

    def prepare_value(self, value: Any) -> Any:
        """Return kept fen as yuan; what was just typed as it is."""
        if isinstance(value, int):
            return f"{value // 100}.{value % 100:02d}"
        return value


class EditionForm(forms.Form):
    """The fields of one page; built by `edition_form`."""

    def answers(self) -> dict[str, Any]:
        """Return what is good so far, as a filing carries it; an emptied field is None."""
        return {name: _plain(value) for name, value in self.cleaned_data.items()}

    @property
    def only_missing(self) -> bool:
        """Whether nothing is wrong but that something is not filled in."""
        found = [one.code for errors in self.errors.as_data().values() for one in errors]
        return all(code == "required" for code in found)


def edition_form(
    fields: Sequence[FormField], data: QueryDict | None, initial: Mapping[str, Any]
) -> EditionForm:
    """Return the form of these fields, filled with what the draft holds."""
    form = EditionForm(data, initial={name: _shown(value) for name, value in initial.items()})
    for one in fields:
        form.fields[one.element] = _field(one)
    return form


def situations_form(
    questions: Sequence[Situation], data: QueryDict | None, initial: Mapping[str, Any]
) -> EditionForm:
    """Return the situation questions as a form."""
    fields = [
        FormField(one.code, one.question, kind="choice", choices=one.answers) for one in questions
    ]
    return edition_form(fields, data, initial)


def _field(one: FormField) -> forms.Field:
    common: dict[str, Any] = {
        "label": f"{one.label}（{one.unit}）" if one.unit else one.label,
        "help_text": one.help_text,
        "required": one.required,
        "error_messages": {"required": _missing(one)},
    }
    choices = [(choice, choice) for choice in one.choices]
    match one.kind:
        case "long_text":
            return forms.CharField(max_length=one.longest, widget=forms.Textarea, **common)
        case "integer":
            return _integer(common)
        case "money_fen":
            common["label"] = f"{one.label}（{_('元')}）"
            return MoneyField(**common)
        case "date":
            common["error_messages"]["invalid"] = _("请填写有效的日期")
            return forms.DateField(widget=forms.DateInput(format="%Y-%m-%d"), **common)
        case "choice":
            few = len(choices) <= RADIOS_AT_MOST
            widget: Any = forms.RadioSelect if few else forms.Select
            return forms.ChoiceField(choices=choices, widget=widget, **common)
        case "choices":
            many = forms.CheckboxSelectMultiple
            return forms.MultipleChoiceField(choices=choices, widget=many, **common)
        case "yes_no":
            return _yes_no(common)
        case "code":
            common["error_messages"]["invalid"] = _("只能填写字母、数字和连接符")
            return forms.RegexField(CODE, max_length=one.longest, **common)
        case _:
            return forms.CharField(max_length=one.longest, **common)


def _missing(one: FormField) -> str:
    choosing = one.kind in {"choice", "choices", "yes_no"}
    words = _("请选择：%(label)s") if choosing else _("请填写：%(label)s")
    return words % {"label": one.label}


def _integer(common: dict[str, Any]) -> forms.Field:
    common["error_messages"]["invalid"] = _("请填写整数，不带小数点和文字")
    return forms.IntegerField(
        min_value=0,
        max_value=LARGEST,
        widget=forms.NumberInput,
        **common,
    )


def _yes_no(common: dict[str, Any]) -> forms.Field:
    choices = [("yes", gettext_lazy("是")), ("no", gettext_lazy("否"))]
    return forms.TypedChoiceField(
        choices=choices,
        coerce=lambda text: text == "yes",
        empty_value=None,
        widget=forms.RadioSelect,
        **common,
    )


def _plain(value: Any) -> Any:
    """Return a cleaned value as an answer: days as text, nothing as None."""
    if isinstance(value, date):
        return value.isoformat()
    return None if value == "" or value == [] else value


def _shown(value: Any) -> Any:
    """Return an answer as a form's initial value."""
    return {True: "yes", False: "no"}.get(value, value) if isinstance(value, bool) else value
