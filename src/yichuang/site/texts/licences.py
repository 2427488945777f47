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
    "licences.blank_not_found": Text(
        "没有找到空白证照",
        "本机关的库存里没有这个编号的空白证照，或者没有这一批。",
        "Blank not found",
        "Your organ has no blank of this number, or no such batch.",
        "请核对编号，前面的零也要写。",
        "Check the number, leading noughts included.",
    ),
    "licences.blank_out_of_stock": Text(
        "空白证照用完了",
        "“{type_name}”没有库存的空白证照。",
        "Out of blanks",
        "No blank of {type_name} is left in stock.",
        "请先办理空白证照入库。",
        "Receive a batch first.",
    ),
    "licences.blank_not_usable": Text(
        "空白证照不能这样处理",
        "编号 {number} 已经使用、作废、遗失或者核销，不能这样处理。",
        "The blank cannot be used this way",
        "Number {number} was used, spoilt, lost or struck off, so this cannot be done with it.",
        "请刷新页面查看它现在的状态。",
        "Reload to see how it stands.",
    ),
    "licences.blank_already_printed": Text(
        "这份证照已经打印在空白证照上",
        "它打印在编号 {number} 的空白证照上。",
        "The licence stands on a blank already",
        "It was printed on number {number}.",
        "打坏了的，先把这个编号登记作废，再打印。",
        "If the print failed, record that number as spoilt first.",
    ),
    "licences.blank_numbers_taken": Text(
        "编号已经入库",
        "{first} 到 {last} 中有编号以前已经入库。",
        "Numbers received before",
        "Some number from {first} to {last} has been received before.",
        "请核对起止编号。",
        "Check the first and the last number.",
    ),
    "licences.blank_batch_invalid": Text(
        "入库内容需要修改",
        "起止编号、纸张大小或者打印位置不正确。",
        "The batch needs to be corrected",
        "The numbers, the size of the sheet or the places of print are not right.",
        "请按每一栏的说明修改。",
        "Correct each field as its note says.",
    ),
    "licences.second_person_needed": Text(
        "核销要由另一人确认",
        "提出核销的人不能自己确认。",
        "A second person confirms",
        "Who asked for blanks to be struck off cannot confirm it.",
        "请另一名同事登录后确认。",
        "Let a colleague sign in and confirm.",
    ),
}
