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
LEVELS = {
    "1": gettext_lazy("国家级"),
    "2": gettext_lazy("省级"),
    "3": gettext_lazy("市级"),
    "4": gettext_lazy("县级"),
    "5": gettext_lazy("乡级"),
}
POWER_SOURCES = {
    "1": gettext_lazy("法定本级行使"),
    "2": gettext_lazy("上级下放"),
    "3": gettext_lazy("上级授权"),
    "4": gettext_lazy("同级授权"),
    "5": gettext_lazy("上级委托"),
    "6": gettext_lazy("同级委托"),
}
ORGAN_NATURES = {
    "1": gettext_lazy("法定机关"),
    "2": gettext_lazy("授权组织"),
    "3": gettext_lazy("受委托组织"),
}
ONLINE_DEPTHS = {
    "1": gettext_lazy("互联网咨询"),
    "2": gettext_lazy("互联网收件"),
    "3": gettext_lazy("互联网预审"),
    "4": gettext_lazy("互联网受理"),
    "6": gettext_lazy("互联网反馈结果"),
    "9": gettext_lazy("其他"),
}
CROSS_REGIONS = {
    "1": gettext_lazy("全国"),
    "2": gettext_lazy("全省"),
    "3": gettext_lazy("全市"),
    "4": gettext_lazy("全县"),
    "5": gettext_lazy("全镇（乡、街道）"),
    "6": gettext_lazy("跨村（社区）"),
}
REAL_NAME_LEVELS = {
    "0": gettext_lazy("不要求实名"),
    "1": gettext_lazy("初级实名"),
    "2": gettext_lazy("中级实名"),
    "3": gettext_lazy("高级实名"),
}


def fresh(taken: set[str], prefix: str) -> str:
    """Return a code nobody has yet, and take it."""
    number = next(n for n in range(1, 1000) if f"{prefix}{n}" not in taken)
    taken.add(f"{prefix}{number}")
    return f"{prefix}{number}"
