"""Refusals of a delivery that belong beside a field, so that nothing typed is lost."""

from __future__ import annotations

from collections.abc import Mapping

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.kernel.public import DomainError

from ..words import Words
from .given import Given

# form → field of the refusal → field of the form and what is told there
FIELDS: Mapping[str, Mapping[str, tuple[str, Words]]] = {
    "collection": {
        "id_number": ("id_number", gettext_lazy("与申请时的证件号码不符")),
        "collector.id_number": ("id_number", gettext_lazy("证件号码不正确")),
    },
    "dispatch": {
        "waybill": ("waybill", gettext_lazy("运单号应当是 8 至 32 位字母和数字，并且没有用过")),
        "carrier": ("carrier", gettext_lazy("最多 60 个字")),
    },
    "courier-receipt": {
        "received_on": ("received_on", gettext_lazy("应当在交寄当日以后、今天以前")),
    },
    "delivery-choice": {
        "address.name": ("name", gettext_lazy("最多 60 个字")),
        "address.phone": ("phone", gettext_lazy("不是有效的电话号码")),
        "address.address": ("address", gettext_lazy("请写 5 至 120 个字的详细地址")),
    },
}


def told_beside(given: Given, refusal: DomainError) -> bool:
    """Note a refusal at the field it is about; returns whether there is one."""
    if given.prefix == "collection" and refusal.code == "approval.collection_code_wrong":
        left = refusal.facts.get("left", 0)
        given.wrong("code", _("取件码不对，还可以再试 %(n)d 次") % {"n": left})
        return True
    if given.prefix == "collection" and refusal.code == "approval.code_used_up":
        given.wrong("code", _("输错次数太多，取件码已经停用，请核对有效证件"))
        return True
    found = FIELDS.get(given.prefix, {}).get(str(refusal.field or ""))
    if found is None:
        return False
    given.wrong(found[0], str(found[1]))
    return True
