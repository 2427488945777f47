"""Words of the refusals of catalogue."""

from __future__ import annotations

from .words import Text

TEXTS: dict[str, Text] = {
    "catalogue.matter_unknown": Text(
        "没有找到这个事项",
        "没有找到该事项或办事指南，或者它尚未公布。",
        "Matter not found",
        "There is no such matter or guide, or it is not published.",
        "请核对事项名称或编码，或从“找事项”重新查找。",
        "Check name or code, or search for the matter again.",
    ),
    "catalogue.edition_not_open": Text(
        "办事指南不在可以修改的状态",
        "该办事指南当前状态为“{state}”，不能这样操作。",
        "The guide cannot be changed now",
        "The guide is in the state “{state}”, which does not allow this.",
        "请刷新页面查看最新状态；需要修改时请另起草稿。",
        "Reload to see its state; to change it, begin a new draft.",
    ),
    "catalogue.basis_not_cited": Text(
        "还有要素缺少依据",
        "以下要素没有可以核对的法定依据：{elements}。",
        "Elements lack a legal basis",
        "These elements have no basis that can be checked: {elements}.",
        "请补充依据，或由审核人逐项署名说明后公布。",
        "Add the basis, or let the reviewer waive each by name.",
    ),
    "catalogue.waiver_invalid": Text(
        "依据说明需要修改",
        "“{field}”不符合要求：{rule}。",
        "The waiver needs to be corrected",
        "“{field}” does not meet the rule: {rule}.",
        "请由审核人本人写明理由和涉及的要素。",
        "The reviewer states the ground and the elements in person.",
    ),
    "catalogue.main_item_unknown": Text(
        "没有这个主项",
        "基本目录里没有这个名称或者编码的主项。",
        "No such main item",
        "The base directory has no main item of this name or code.",
        "请核对主项名称；确实没有的，勾选新设主项。",
        "Check the name, or tick that a new main item is to be made.",
    ),
    "catalogue.name_taken": Text(
        "事项已经存在",
        "本机关已经有同名的事项。",
        "The matter exists already",
        "The organ has a matter of this name.",
        "请换一个名称，或者修订已有的事项。",
        "Choose another name, or revise the matter that is there.",
    ),
    "catalogue.codes_used_up": Text(
        "没有可用的编码",
        "这个主项下的三位顺序号已经用完。",
        "No code is left",
        "All three-digit numbers under this main item are taken.",
        "请另选主项。",
        "Choose another main item.",
    ),
    "catalogue.own_work": Text(
        "不能审核自己起草的内容",
        "起草人和审核人不能是同一人。",
        "You may not review your own draft",
        "The author and the reviewer must be two persons.",
        "请由另一名审核人员审核。",
        "Let another reviewer do it.",
    ),
    "catalogue.looser_than_parent": Text(
        "比上级规定更宽",
        "以下要素比上级的规定更宽：{elements}。",
        "Looser than the level above",
        "These elements are looser than what the level above set: {elements}.",
        "下级只能更短、更少、更省、更近，请修改后再公布。",
        "A lower level may only tighten. Correct it before publishing.",
    ),
    "catalogue.limit_beyond_law": Text(
        "承诺时限超过法定时限",
        "承诺办结时限不能长于法定办结时限。",
        "The promise exceeds the law",
        "The promised limit may not be longer than the statutory one.",
        "请缩短承诺时限后再公布。",
        "Shorten the promised limit before publishing.",
    ),
    "catalogue.effective_date_invalid": Text(
        "生效日期需要修改",
        "生效日期 {day} 不符合要求：{rule}。",
        "The effective date needs to be corrected",
        "The effective date {day} does not meet the rule: {rule}.",
        "请选择今天或以后、且晚于现行指南的日期。",
        "Choose today or later, after the guide in force.",
    ),
    "catalogue.file_unreadable": Text(
        "文件无法读取",
        "导入文件无法识别：{rule}。没有导入任何内容。",
        "The file cannot be read",
        "The import file was not understood: {rule}. Nothing was imported.",
        "请核对文件类型、编码和表头；可先下载模板对照。",
        "Check its type, encoding and header against the template.",
    ),
}
