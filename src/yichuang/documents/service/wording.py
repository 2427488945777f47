"""What a message says: no more of a person than it needs, and no link.

Who reads over a shoulder learns a masked name, a number and that something happened; neither the
matter nor how it was decided.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from django.utils import translation
from django.utils.formats import date_format
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

Words = str | Promise
REMINDER = "supplement_reminder"
ANY_PAPER = "paper"
DJANGO_LANGUAGE = {"zh": "zh-hans", "en": "en"}

# kind of the event → what is told. Every kind with a paper that is not here is ANY_PAPER.
SENTENCES: Mapping[str, Words] = {
    "supplement_requested": _("您的申请需要补正材料，补正告知书已制发，补齐以后才能受理。"),
    "accepted": _("您的申请已受理，受理通知书已制发。"),
    "deemed_accepted": _("您的申请已视为受理，受理通知书已制发。"),
    "deemed_confirmed": _("您的申请已视为受理，受理通知书已制发。"),
    "accepted_with_gaps": _("您的申请已容缺受理，通知书写明了还要补交什么、什么时候补交。"),
    "not_accepted": _("您的申请不予受理，决定书已制发，写明了理由和救济途径。"),
    "granted": _("您的申请已作出决定，决定书已制发。"),
    "refused": _("您的申请已作出决定，决定书已制发。"),
    "issued": _("您的证照已经制好，可以查看或者领取。"),
    "laid_ready": _("您的办理结果已经备好，请到窗口领取，领取通知已制发。"),
    "suspended": _("您的办件进入特别程序，这段时间不计入办理时限，告知书已制发。"),
    "extended": _("您的办件延长了办理期限，通知书已制发。"),
    "withdrawn": _("您的申请已撤回，终止通知书已制发。"),
    "deemed_renewed": _("您的延续申请视为准予，决定书已制发。"),
    "renewal_confirmed": _("您的延续申请视为准予，决定书已制发。"),
    "deemed_withdrawn": _("承诺补交的材料没有按时补交，您的申请视为撤回，通知书已制发。"),
    "hearing_told": _("您可以就您的办件申请听证，告知书已制发，写明了最迟哪一天提出。"),
    "hearing_set": _("听证的时间和地点已经确定，听证通知书已制发。"),
    "fee_noticed": _("您的办件需要缴费，缴费通知书已制发，写明了金额、缴款码和截止日。"),
    "fee_refund_ordered": _("您缴的费用将予退付，退付通知书已制发。"),
    ANY_PAPER: _("您的办件有一份新文书。"),
    REMINDER: _("提醒您提交补正材料。"),
}
# kind → its short name in lists
NAMES: Mapping[str, Words] = {
    "supplement_requested": _("补正告知"),
    "accepted": _("受理通知"),
    "deemed_accepted": _("视为受理通知"),
    "deemed_confirmed": _("视为受理通知"),
    "accepted_with_gaps": _("容缺受理通知"),
    "not_accepted": _("不予受理决定"),
    "granted": _("准予决定"),
    "refused": _("不予批准决定"),
    "issued": _("出证通知"),
    "laid_ready": _("领取通知"),
    "suspended": _("特别程序告知"),
    "extended": _("延期通知"),
    "withdrawn": _("撤回通知"),
    "deemed_renewed": _("视为准予延续决定"),
    "renewal_confirmed": _("视为准予延续决定"),
    "deemed_withdrawn": _("视为撤回通知"),
    "fee_noticed": _("缴费通知"),
    "fee_refund_ordered": _("退付通知"),
    "hearing_told": _("听证告知"),
    "hearing_set": _("听证通知"),
    ANY_PAPER: _("文书"),
    REMINDER: _("补正提醒"),
}


def title(*, number: str, language: str) -> str:
    """Return the subject of a mail."""
    with translation.override(DJANGO_LANGUAGE[language]):
        return gettext("收件编号 %(number)s 有新的通知") % {"number": number}


def text(
    kind: str,
    *,
    name: str,
    organ: str,
    number: str,
    act_by: date | None,
    language: str,
    code: str = "",
) -> str:
    """Return the whole message; `name` is masked already, `code` opens a collection."""
    with translation.override(DJANGO_LANGUAGE[language]):
        parts = [
            gettext("%(name)s：") % {"name": name} if name else "",
            str(SENTENCES[kind]),
            gettext("请最迟在 %(day)s 提交。") % {"day": _day(act_by, language)} if act_by else "",
            gettext("取件码：%(code)s。") % {"code": code} if code else "",
            gettext("收件编号：%(number)s。") % {"number": number},
            gettext("请登录政务服务网，在“我的空间”查看，或者带有效证件到%(organ)s的窗口办理。")
            % {"organ": organ},
            gettext("本消息不含网址，不会向您要验证码。"),
        ]
        return (" " if language == "en" else "").join(part for part in parts if part)


def _day(day: date, language: str) -> str:
    return date_format(day, "j F Y" if language == "en" else "Y年n月j日", use_l10n=False)


STATES: Mapping[str, tuple[Words, str]] = {
    "queued": (_("待发送"), "neutral"),
    "sending": (_("发送中"), "neutral"),
    "sent": (_("已发出"), "info"),
    "delivered": (_("已送达"), "good"),
    "failed": (_("发送失败"), "warn"),
    "cancelled": (_("未发送"), "neutral"),
    "not_reached": (_("未送达"), "bad"),
    "told": (_("已电话告知"), "info"),
    "posted": (_("已交邮"), "info"),
    "announced": (_("公告中"), "info"),
}
REASONS: Mapping[str, Words] = {
    "no_consent": _("没有同意电子送达"),
    "consent_withdrawn": _("本人已撤回同意"),
    "case_ended": _("办件已结束"),
    "bad_address": _("号码或者地址有误"),
    "channel_down": _("渠道没有应答"),
    "late": _("没有及时发出"),
    "opened": _("本人已在网上打开"),
}
METHODS: Mapping[str, Words] = {
    "electronic": _("电子送达"),
    "direct": _("直接送达"),
    "post": _("邮寄送达"),
    "public_notice": _("公告送达"),
}
OUTCOMES: Mapping[str, Words] = {
    "began": _("开始发送"),
    "sent": _("已交给渠道"),
    "down": _("渠道没有应答"),
    "refused": _("号码或者地址有误"),
    "withdrawn": _("本人已撤回同意，没有发送"),
    "opened": _("本人在网上打开"),
    "tell": _("电话告知"),
    "hand_over": _("当面交付"),
    "post": _("交邮"),
    "receipt": _("收到回执"),
    "announce": _("公告"),
}
