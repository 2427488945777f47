"""How the applicant wants the result: at a window, or sent to an address."""

from __future__ import annotations

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval.public import Address, ChooseDelivery

from ..words import DELIVERY_WAYS


class DeliveryForm(forms.Form):
    """The way, and for a courier the address."""

    way = forms.ChoiceField(
        label=gettext_lazy("领取方式"),
        choices=list(DELIVERY_WAYS.items()),
        widget=forms.RadioSelect,
        error_messages={"required": gettext_lazy("请选择怎么领取")},
    )
    name = forms.CharField(
        label=gettext_lazy("收件人"),
        help_text=gettext_lazy("选择快递寄送的填写以下三项"),
        required=False,
        max_length=60,
    )
    phone = forms.RegexField(
        r"^\+?[0-9][0-9 -]{4,18}[0-9]\Z",
        label=gettext_lazy("收件电话"),
        required=False,
        error_messages={"invalid": gettext_lazy("请填写 6 到 20 位的联系电话")},
    )
    address = forms.CharField(
        label=gettext_lazy("收件地址"), required=False, min_length=5, max_length=120
    )

    def __init__(self, courier: bool, data: Any = None) -> None:
        super().__init__(data)
        if courier:
            return
        self.fields["way"].choices = [("collection", DELIVERY_WAYS["collection"])]  # type: ignore[attr-defined]
        for name in ("name", "phone", "address"):
            del self.fields[name]

    def clean(self) -> dict[str, Any]:
        """Ask for the whole address where it shall be sent."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("way") == "courier":
            for name in ("name", "phone", "address"):
                if not given.get(name) and name not in self.errors:
                    self.add_error(name, _("快递寄送的必须填写"))
        return given

    def command(self) -> ChooseDelivery:
        """Return what was chosen."""
        given = self.cleaned_data
        if given["way"] != "courier":
            return ChooseDelivery(way=given["way"])
        address = Address(given["name"], given["phone"], given["address"])
        return ChooseDelivery(way="courier", address=address)
