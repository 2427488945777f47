"""Forms of my space: a mandate, my telephone number."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

EVERYTHING = "all"


class MandateForm(forms.Form):
    """Whom to entrust with what, and until when; signed by the principal (委托).

    Source: Civil Code 民法典 165: agent, matters, powers, period and signature.
    """

    number = forms.CharField(
        label=_("受托人的证件号码"),
        help_text=_("个人填身份证号码，单位填统一社会信用代码；受托人要先在本系统登记"),
        max_length=40,
        error_messages={"required": _("请填写受托人的证件号码")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    scope = forms.ChoiceField(
        label=_("委托办哪些事"),
        error_messages={"required": _("请选择委托办哪些事")},
        widget=forms.RadioSelect,
    )
    valid_to = forms.DateField(
        label=_("委托到哪一天"),
        help_text=_("不填就是一直有效，您随时可以终止"),
        required=False,
        error_messages={"invalid": _("请填写有效的日期")},
        widget=forms.DateInput(format="%Y-%m-%d"),
    )
    signed = forms.BooleanField(
        label=_("我签署这份委托：受托人在这些事项和期限内以我的名义办理，后果由我承担"),
        error_messages={"required": _("请确认并签署这份委托")},
    )

    def __init__(self, data: Any = None, *, matter: str = "", name: str = "") -> None:
        """`matter` and `name`: the one matter that the person came from, if any."""
        super().__init__(data)
        scope = self.fields["scope"]
        assert isinstance(scope, forms.ChoiceField)
        only = [(matter, _("只限“%(name)s”") % {"name": name})] if matter else []
        scope.choices = [*only, (EVERYTHING, _("全部事项"))]
        scope.initial = matter or EVERYTHING
        if not matter:
            scope.help_text = _("只委托一件事的，请从这件事的办事指南选“委托别人代办”")


class PhoneForm(forms.Form):
    """My telephone number."""

    phone = forms.CharField(
        label=_("联系电话"),
        max_length=20,
        error_messages={"required": _("请填写联系电话")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
