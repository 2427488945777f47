"""Words of the refusals of licences."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "licences.licence_not_found": Text(
        "没有找到证照",
        "没有这份证照，或者您当前的身份看不到它。",
        "Licence not found",
        "There is no such licence, or you may not see it.",
        "请核对证照编号或重新扫描二维码。",
        "Check the number or scan the code again.",
    ),
    "licences.state_change_not_allowed": Text(
        "证照状态不能这样变更",
        "证照 {number} 的当前状态不允许变更为所选状态。",
        "The licence cannot change this way",
        "From its present state licence {number} cannot come into that one.",
        "请刷新页面查看证照当前状态。",
        "Reload to see its present state.",
    ),
    "licences.not_replaceable": Text(
        "不能换发这份证照",
        "只有同一种类、同一机关、同一持证人的有效证照可以换发，证照 {number} 不符合。",
        "The licence cannot be replaced",
        "Only a living licence of the same kind, organ and holder is replaced. "
        "Licence {number} is not.",
        "请核对原证照编号。",
        "Check the number of the old licence.",
    ),
    "licences.term_invalid": Text(
        "有效期需要修改",
        "有效期截止日不能早于起始日 {valid_from}。",
        "The term needs to be corrected",
        "A licence ends on or after the day it begins, {valid_from}.",
        "请核对有效期起止日期。",
        "Check the first and the last day.",
    ),
}
