"""The code tables of a guide, in an editor's words."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy

Asked = dict[str, Any]
BASIS_HELP = gettext_lazy("一行一条，例如：《中华人民共和国行政许可法》第12条")
AUDIENCES = {
    "1": gettext_lazy("个人"),
    "2": gettext_lazy("企业法人"),
    "3": gettext_lazy("事业单位法人"),
    "4": gettext_lazy("社会组织法人"),
    "5": gettext_lazy("非法人企业和个体工商户"),
    "6": gettext_lazy("行政机关"),
    "9": gettext_lazy("其他组织"),
}
HANDLING_FORMS = {
    "1": gettext_lazy("窗口办理"),
    "2": gettext_lazy("网上办理"),
    "3": gettext_lazy("快递申请"),
}
RESULT_KINDS = {
    "1": gettext_lazy("证照"),
    "2": gettext_lazy("批文"),
    "3": gettext_lazy("其他"),
    "4": gettext_lazy("无"),
}
FIELD_KINDS = {
    "text": gettext_lazy("文字"),
    "long_text": gettext_lazy("长文字"),
    "code": gettext_lazy("编号"),
    "integer": gettext_lazy("整数"),
    "money_fen": gettext_lazy("金额"),
    "date": gettext_lazy("日期"),
    "choice": gettext_lazy("单选"),
    "choices": gettext_lazy("多选"),
    "yes_no": gettext_lazy("是否"),
}
FEES = {
    "free": gettext_lazy("不收费"),
    "listed": gettext_lazy("收费，见下表"),
    "unknown": gettext_lazy("尚未明确"),
}
MATERIAL_KINDS = {
    "1": gettext_lazy("证件、证书、证明"),
    "2": gettext_lazy("申请表格、文书"),
    "3": gettext_lazy("其他"),
}
MATERIAL_FORMS = {
    "1": gettext_lazy("纸质"),
    "2": gettext_lazy("电子化"),
    "3": gettext_lazy("纸质或者电子化"),
}
MATERIAL_SOURCES = {
    "10": gettext_lazy("申请人自备"),
    "20": gettext_lazy("政府部门核发"),
    "99": gettext_lazy("其他"),
}
STEP_ACTS = ("approval.examine", "approval.review", "approval.decide")
