"""Words of the refusals about paper originals."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "documents.original_not_found": Text(
        "没有这份原件",
        "没有条码为 {barcode} 的原件，或者您当前的岗位看不到它。",
        "No such original",
        "No original has the barcode {barcode}, or your post may not see it.",
        "请核对标签后重新扫码。",
        "Check the label and scan it again.",
    ),
    "documents.hand_over_not_found": Text(
        "没有找到交接单",
        "没有这张交接单，或者您当前的岗位看不到它。",
        "Hand-over list not found",
        "There is no such list, or your post may not see it.",
        "请从“原件交接”重新打开。",
        "Open it again from the page of originals.",
    ),
    "documents.barcode_invalid": Text(
        "不是有效的原件条码",
        "条码为九位字母和数字，末位是校验位；这次扫到或者输入的不符合。",
        "Not a barcode of an original",
        "A barcode has nine letters and digits, the last of them a check sign; this is none.",
        "请重新扫码，或者对照标签重新输入。",
        "Scan it again, or type it as the label has it.",
    ),
    "documents.original_elsewhere": Text(
        "原件不在这里",
        "“{name}”（{barcode}）当前的状态是“{standing}”，不能进行这一步。",
        "The original is not here",
        "“{name}” ({barcode}) is {standing}, so this step cannot be taken.",
        "请打开这份原件查看去向。",
        "Open the original to see where it is.",
    ),
    "documents.not_for_this_place": Text(
        "去向不对",
        "“{name}”（{barcode}）只能在办理机关和收件窗口之间交接，不能交到所选的地方。",
        "The wrong place",
        "“{name}” ({barcode}) passes between its case's organ and the window that took it only.",
        "请选择办件的办理机关或者收件窗口。",
        "Choose the organ of the case or the window that took it.",
    ),
    "documents.case_not_closed": Text(
        "办件还没有办结",
        "“{name}”所属的办件 {number} 还没有办结，不能归档。",
        "The case is not closed",
        "Case {number}, to which “{name}” belongs, is not closed; nothing is archived before.",
        "请办结后再移交档案室。",
        "Send it to the archive once the case is closed.",
    ),
    "documents.original_not_on_list": Text(
        "不在这张交接单上",
        "条码为 {barcodes} 的原件不在交接单 {number} 上，或者已被收回。",
        "Not on this list",
        "{barcodes} is not on list {number}, or has been taken off it.",
        "请核对交接单，单外的原件另行交接。",
        "Check the list; what is not on it is handed over by another.",
    ),
    "documents.hand_over_signed": Text(
        "交接单已经签收",
        "交接单 {number} 上没有待签收的原件。",
        "The list is signed",
        "Nothing on list {number} is left to be signed for.",
        "请打开交接单查看由谁签收。",
        "Open the list to see who signed for it.",
    ),
    "documents.own_sending": Text(
        "不能签收自己移交的原件",
        "交接单 {number} 由您移交，须由接收方的另一人签收。",
        "Your own sending",
        "You sent list {number}; another person signs for its arrival.",
        "请接收方的工作人员登录后签收。",
        "Let an officer of the receiving side sign.",
    ),
    "documents.hand_over_incomplete": Text(
        "还有原件没有说明",
        "条码为 {barcodes} 的原件既没有勾选签收，也没有记明未到。",
        "Items are left open",
        "{barcodes} is neither received nor named as missing.",
        "请逐件扫码或者勾选，没有到的记明未到。",
        "Scan or tick each item, and name what has not come.",
    ),
    "documents.list_empty": Text(
        "没有选择原件",
        "请至少选择一份原件。",
        "Nothing chosen",
        "Choose at least one original.",
        "请扫码或者勾选原件。",
        "Scan or tick an original.",
    ),
    "documents.not_reversible": Text(
        "不能冲正",
        "原件 {barcode} 最近一次流转不能冲正。",
        "Cannot be reversed",
        "The last move of {barcode} cannot be reversed.",
        "未到或者不见的原件，找到后登记“已找到”。",
        "A missing original is put right by recording that it was found.",
    ),
}
