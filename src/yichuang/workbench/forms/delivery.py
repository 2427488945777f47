"""Forms of a delivery: how it shall come, ready, collected, sent, received or returned."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.ledger.public import Command

from ..words import COLLECTORS, DELIVERY_WAYS, ID_KINDS, RETURN_REASONS
from .fields import options
from .given import Given
from .step import StepForm

WAY, NAME, PHONE, ADDRESS = _("领取方式"), _("收件人"), _("收件电话"), _("收件地址")
BY, CODE, ID_NUMBER = _("谁来领取"), _("取件码"), _("证件号码")
CARRIER, WAYBILL = _("快递公司"), _("运单号")
RECEIVED_ON, SIGNED_BY, PROOF = _("签收日期"), _("签收人"), _("回执编号")
REASON, PROVED = _("退回原因"), _("领取人怎样签收")
AUTHORITY = _("在本平台登记的委托，或者所持授权委托书的日期和签署人")
PAD = _("签名板的图像；在纸质回证上签名的不用传")
SIGNED = {"paper": _("已在打印的送达回证上签名"), "pad": _("已在签名板上签名")}


def _ask_choice(page: CasePage, given: Given) -> list[dict[str, Any]]:
    listed = {k: v for k, v in DELIVERY_WAYS.items() if k != "courier" or _offered(page)}
    fields = [given.ask("way", "radio", WAY, options=options(listed), required=True)]
    if not _offered(page):
        return fields
    return [
        *fields,
        given.ask("name", "text", NAME, maxlength=60, help=_("选择快递寄送的填写以下三项")),
        given.ask("phone", "tel", PHONE, maxlength=20),
        given.ask("address", "text", ADDRESS, maxlength=120),
    ]


def _offered(page: CasePage) -> bool:
    return page.edition.courier is not False


def _choice(_page: CasePage, given: Given) -> Command | None:
    way = given.one_of("way", WAY, DELIVERY_WAYS)
    address = None
    if way == "courier":
        address = approval.Address(
            name=given.needed("name", NAME),
            phone=given.needed("phone", PHONE),
            address=given.needed("address", ADDRESS),
        )
    return None if given.errors else approval.TakeDeliveryChoice(way=way, address=address)


def _ask_ready(page: CasePage, given: Given) -> list[dict[str, Any]]:
    place = page.edition.location
    return [given.ask("place", "text", _("在哪个窗口领取"), value=place, maxlength=200)]


def _ready(_page: CasePage, given: Given) -> Command | None:
    return approval.LayReady(place=given.text("place"))


def _ask_collect(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask("code", "text", CODE, maxlength=20, help=_("没有取件码的，核对有效证件")),
        given.ask("by", "radio", BY, options=options(COLLECTORS), value="applicant", required=True),
        given.ask("id_number", "text", ID_NUMBER, maxlength=30, help=_("本人凭取件码领取的不用填")),
        given.ask("name", "text", _("代领人姓名"), maxlength=60, help=_("他人代领的填写以下三项")),
        given.ask("id_kind", "select", _("代领人证件种类"), options=options(ID_KINDS)),
        given.ask("authority", "text", _("授权凭据"), maxlength=200, help=AUTHORITY),
        given.ask("signed", "radio", PROVED, options=options(SIGNED), value="paper", required=True),
        given.ask("signature-file", "file", _("签名图像"), accept=".png,.jpg,.jpeg", help=PAD),
    ]


def _collect(_page: CasePage, given: Given) -> Command | None:
    by = given.one_of("by", BY, COLLECTORS)
    signed = given.one_of("signed", PROVED, SIGNED)
    code, number, collector = given.text("code"), given.text("id_number"), None
    if by != "applicant":
        collector = approval.Collector(
            name=given.needed("name", _("代领人姓名")),
            id_kind=given.one_of("id_kind", _("代领人证件种类"), ID_KINDS),
            id_number=given.needed("id_number", ID_NUMBER),
            authority=given.needed("authority", _("授权凭据")),
        )
    elif not code:
        number = given.needed("id_number", ID_NUMBER)
    upload = next(iter(given.several("signature-upload")), "")
    if signed == "pad" and not upload:
        given.wrong("signature-file", str(_("请附上签名板的图像")))
    if given.errors:
        return None
    return approval.Collect(
        by=by,
        code=code,
        id_number=number,
        collector=collector,
        signature=upload if signed == "pad" else "",
        signed_on_paper=signed == "paper",
    )


def _ask_dispatch(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    told = _("字母和数字，8 至 32 位；可以扫描面单上的条码")
    return [
        given.ask("carrier", "text", CARRIER, required=True, maxlength=60),
        given.ask("waybill", "text", WAYBILL, required=True, maxlength=40, help=told),
    ]


def _dispatch(_page: CasePage, given: Given) -> Command | None:
    carrier, waybill = given.needed("carrier", CARRIER), given.needed("waybill", WAYBILL)
    return None if given.errors else approval.Dispatch(carrier=carrier, waybill=waybill)


def _ask_receipt(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    told = _("回执上注明的收件日期；救济期限从这一天的次日起算")
    return [
        given.ask("received_on", "date", RECEIVED_ON, required=True, help=told),
        given.ask("signed_by", "text", SIGNED_BY, required=True, maxlength=100),
        given.ask("proof", "text", PROOF, maxlength=60, help=_("没有编号的，附回执的扫描件")),
        given.ask("scan-file", "file", _("回执扫描件"), accept=".pdf,.png,.jpg,.jpeg"),
    ]


def _receipt(_page: CasePage, given: Given) -> Command | None:
    given.needed("received_on", RECEIVED_ON)
    day = given.day("received_on", RECEIVED_ON)
    signed_by, proof = given.needed("signed_by", SIGNED_BY), given.text("proof")
    scan = next(iter(given.several("scan-upload")), "")
    if not proof and not scan:
        given.wrong("proof", str(_("请填写回执编号或者附上扫描件")))
    if given.errors or day is None:
        return None
    return approval.RecordReceipt(received_on=day, signed_by=signed_by, proof=proof, scan=scan)


def _ask_return(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask("reason", "radio", REASON, options=options(RETURN_REASONS), required=True),
        given.ask("note", "textarea", _("情况说明"), rows=2),
    ]


def _return(_page: CasePage, given: Given) -> Command | None:
    reason = given.one_of("reason", REASON, RETURN_REASONS)
    return None if given.errors else approval.RecordReturn(reason=reason, note=given.text("note"))


ACT = "approval.deliver"
FORMS: tuple[StepForm, ...] = (
    StepForm("collect", ACT, "collection", _ask_collect, _collect, uploads=True),
    StepForm(
        "record_receipt",
        ACT,
        "courier-receipt",
        _ask_receipt,
        _receipt,
        _("以回执上注明的收件日期为送达日期，不以交寄日期为准。"),
        uploads=True,
    ),
    StepForm("record_return", ACT, "courier-return", _ask_return, _return),
    StepForm("dispatch", ACT, "dispatch", _ask_dispatch, _dispatch),
    StepForm(
        "lay_ready",
        ACT,
        "collection-notice",
        _ask_ready,
        _ready,
        _("系统生成取件码，按申请人选择的渠道告知。"),
    ),
    StepForm("take_delivery_choice", ACT, "delivery-choice", _ask_choice, _choice),
)
