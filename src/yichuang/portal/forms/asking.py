"""Small forms that need no account: progress, verification, signing in."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _


class ProgressForm(forms.Form):
    """Receipt number and code (查进度)."""

    number = forms.CharField(
        label=_("收件编号"),
        help_text=_("收件回执上的 27 位编号；可以带空格"),
        max_length=60,
        error_messages={"required": _("请填写收件编号")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )
    code = forms.CharField(
        label=_("查询码"),
        help_text=_("收件回执上的 8 位字母和数字，不分大小写"),
        max_length=20,
        error_messages={"required": _("请填写查询码")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )

    def clean_number(self) -> str:
        """Return the number without the spaces people read it with."""
        return "".join(str(self.cleaned_data["number"]).split())


class AcceptedForm(forms.Form):
    """The day from which a period is to be counted (推算办结日期)."""

    accepted = forms.DateField(
        label=_("假定哪天受理"),
        help_text=_("时限从受理的第二天起算"),
        error_messages={"required": _("请选择日期"), "invalid": _("日期格式不正确")},
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
    )


class VerifyForm(forms.Form):
    """The code of a licence or paper (核验)."""

    code = forms.CharField(
        label=_("验证码"),
        help_text=_("证照或文书二维码下面的 26 位字母和数字；可以带空格"),
        max_length=60,
        error_messages={"required": _("请填写验证码")},
        widget=forms.TextInput(attrs={"autocomplete": "off"}),
    )


class FileForm(forms.Form):
    """A file that claims to be what was issued."""

    file = forms.FileField(
        label=_("要核对的 PDF 文件"),
        error_messages={"required": _("请选择要核对的文件")},
    )


class PasswordField(forms.CharField):
    """A password that never stands in a page, also not when the form comes back with errors."""

    def bound_data(self, data: Any, initial: Any) -> None:
        """Return nothing to show again."""


class SignInForm(forms.Form):
    """Name and password; the code may come at once or as a second step."""

    login_name = forms.CharField(
        label=_("账号"),
        max_length=80,
        error_messages={"required": _("请填写账号")},
        widget=forms.TextInput(attrs={"autocomplete": "username"}),
    )
    password = PasswordField(
        label=_("密码"),
        max_length=200,
        strip=False,
        error_messages={"required": _("请填写密码")},
        widget=forms.PasswordInput(attrs={"autocomplete": "current-password"}),
    )


class CodeForm(forms.Form):
    """The six figures of an authenticator."""

    code = forms.CharField(
        label=_("动态口令"),
        help_text=_("验证器上显示的 6 位数字，每 30 秒更换一次"),
        max_length=12,
        error_messages={"required": _("请填写动态口令")},
        widget=forms.TextInput(attrs={"autocomplete": "one-time-code"}),
    )
