"""Forms of my space: a mandate, my telephone number."""

from __future__ import annotations

from django import forms
from django.utils.translation import gettext_lazy as _


class MandateForm(forms.Form):
    """Whom to entrust, and until when (委托)."""

    number = forms.CharField(
        label=_("受托人的证件号码"),
        help_text=_("个人填身份证号码，单位填统一社会信用代码；受托人要先在本系统登记"),
        max_length=40,
        error_messages={"required": _("请填写受托人的证件号码")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    valid_to = forms.DateField(
        label=_("委托到哪一天"),
        help_text=_("不填就是一直有效，您随时可以终止"),
        required=False,
        error_messages={"invalid": _("请填写有效的日期")},
        widget=forms.DateInput(format="%Y-%m-%d"),
    )


class PhoneForm(forms.Form):
    """My telephone number."""

    phone = forms.CharField(
        label=_("联系电话"),
        max_length=20,
        error_messages={"required": _("请填写联系电话")},
        widget=forms.TextInput(attrs={"type": "tel", "autocomplete": "tel"}),
    )
