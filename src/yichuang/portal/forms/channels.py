"""On which channels papers and news may come; nothing is ticked beforehand."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from yichuang.directory.public import Channel, PartyInvalid, clean_address

IN_SITE = Channel.IN_SITE.value
HELP = {
    "sms": _("选了短信时填写，例如 10000000000"),
    "email": _("选了电子邮件时填写"),
    "webhook": _("选了政务消息平台时填写，就是您在 App 里登录用的账号"),
}
LABELS = {"sms": _("收短信的手机号"), "email": _("电子邮箱"), "webhook": _("消息平台账号")}
WRONG = {
    "sms": _("手机号由 8 到 15 位数字组成"),
    "email": _("电子邮箱的格式不对，例如 name@example.org"),
    "webhook": _("账号由字母、数字和 . _ - @ + 组成，最多 60 个"),
}
AUTOCOMPLETE = {"sms": "tel", "email": "email", "webhook": "off"}


class ChannelsForm(forms.Form):
    """The channels one consents to, with the address each needs."""

    channels = forms.MultipleChoiceField(
        label=_("同意用哪些方式向您送达文书、发送消息？"),
        help_text=_("可以不选。不选时文书仍放在“我的空间”，由工作人员另行送达。"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    def __init__(self, data: Any, *, offered: Sequence[str], initial: dict[str, Any]):
        super().__init__(data, initial=initial)
        self.offered = tuple(offered)
        channels = self.fields["channels"]
        assert isinstance(channels, forms.MultipleChoiceField)
        channels.choices = [(one, str(Channel(one).label)) for one in (IN_SITE, *self.offered)]
        for one in self.offered:
            self.fields[f"address_{one}"] = forms.CharField(
                label=LABELS[one],
                help_text=HELP[one],
                required=False,
                max_length=254,
                widget=forms.TextInput(attrs={"autocomplete": AUTOCOMPLETE[one]}),
            )
        self.fields["language"] = forms.ChoiceField(
            label=_("消息用哪种语言？"),
            choices=[("zh", "中文"), ("en", "English")],
            widget=forms.RadioSelect,
            required=False,
        )

    def clean(self) -> dict[str, Any]:
        """Check the address of each channel that is ticked; of the others nothing is kept."""
        cleaned = super().clean() or self.cleaned_data
        for one in cleaned.get("channels", ()):
            if one == IN_SITE:
                continue
            try:
                clean_address(one, str(cleaned.get(f"address_{one}", "")))
            except PartyInvalid:
                self.add_error(f"address_{one}", WRONG[one])
        return cleaned

    def chosen(self) -> dict[str, str]:
        """Return the ticked channels with their addresses."""
        return {
            one: str(self.cleaned_data.get(f"address_{one}", ""))
            for one in self.cleaned_data["channels"]
        }

    @property
    def language(self) -> str:
        """The language of messages."""
        return str(self.cleaned_data.get("language") or "zh")
