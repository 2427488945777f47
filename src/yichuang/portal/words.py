"""The hall's words for what the record knows as codes: states, steps, kinds, purposes."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

# status → (words, tone of the house's components)
STATUS: Mapping[str, tuple[Words, str]] = {
    "received": (_("已收件，等待受理"), "info"),
    "supplement": (_("待您补正材料"), "warn"),
    "accepted": (_("已受理，正在办理"), "info"),
    "suspended": (_("特别程序中，暂停计时"), "neutral"),
    "handed_up": (_("初审完成，已报送上级机关"), "info"),
    "granted": (_("已准予"), "good"),
    "refused": (_("不予批准"), "bad"),
    "issued": (_("证照已制作，可以领取"), "good"),
    "not_accepted": (_("不予受理"), "bad"),
    "withdrawn": (_("已撤回"), "neutral"),
    "closed": (_("已办结"), "good"),
    "voided": (_("已作废"), "neutral"),
}

# outcome of a closed case → (words, tone)
OUTCOME: Mapping[str, tuple[Words, str]] = {
    "granted": (_("已办结：准予"), "good"),
    "refused": (_("已办结：不予批准"), "bad"),
    "not_accepted": (_("已办结：不予受理"), "bad"),
    "withdrawn": (_("已办结：申请人撤回"), "neutral"),
    "revoked": (_("准予的决定已被撤销"), "bad"),
    "recalled": (_("准予的决定已被撤回"), "bad"),
    "deregistered": (_("证照已注销"), "neutral"),
}

# status → (what happens now, what the applicant has to do)
NEXT_STEP: Mapping[str, tuple[Words, Words]] = {
    "received": (
        _("工作人员正在核对材料，会告诉您受理、需要补正或者不予受理。"),
        _("您现在不用做什么。"),
    ),
    "supplement": (
        _("材料还缺一些内容，补齐以后继续办理。"),
        _("请按补正告知一次补齐，可以在网上提交，也可以交到窗口。"),
    ),
    "accepted": (_("办理机关正在审查，到期前作出决定。"), _("您现在不用做什么。")),
    "suspended": (
        _("正在进行检验、检测、评审等特别程序，这段时间不计入办理时限。"),
        _("请留意办理机关的通知。"),
    ),
    "handed_up": (
        _("受理机关已经完成初审，把意见和全部材料报送上级机关，由上级机关审查决定。"),
        _("您现在不用做什么，上级机关不会要求您重复提供材料。"),
    ),
    "granted": (_("办理机关已经同意，正在制作和送达结果。"), _("您现在不用做什么。")),
    "refused": (
        _("办理机关作出了不予批准的决定，决定书写明了理由。"),
        _("如果不服，可以按决定书写明的期限申请行政复议或者提起行政诉讼。"),
    ),
    "issued": (
        _("证照已经做好。"),
        _("电子证照可以在“我的证照”查看；纸质证照请到窗口领取，或者等待寄送。"),
    ),
    "not_accepted": (
        _("这次申请没有受理，通知书写明了理由。"),
        _("如果不服，可以申请行政复议或者提起行政诉讼。"),
    ),
    "withdrawn": (_("您已撤回这次申请，不再办理。"), _("需要时可以重新申请。")),
    "closed": (_("这件事已经办完。"), _("欢迎对这次服务作出评价。")),
    "voided": (_("这件办件已经作废。"), _("如有疑问，请联系办理机关。")),
}

OVERDUE: tuple[Words, Words] = (
    _("已经超过期限，还没有作出决定。"),
    _("您可以向办理机关询问原因，也可以按办事指南上的方式投诉。"),
)

# kind of an entry → (title, tone); kinds that are not here are not shown to the applicant
HAPPENED: Mapping[str, tuple[Words, str]] = {
    "filed": (_("收到申请"), "info"),
    "supplement_requested": (_("一次性告知需要补正的内容"), "warn"),
    "supplemented": (_("收到补正材料"), "info"),
    "accepted": (_("受理"), "good"),
    "deemed_accepted": (_("逾期未告知，视为受理"), "good"),
    "not_accepted": (_("不予受理"), "bad"),
    "withdrawn": (_("申请人撤回申请"), "neutral"),
    "opinion_given": (_("完成办理环节"), "info"),
    "opinion_recalled": (_("撤回环节意见，重新办理"), "neutral"),
    "deemed_confirmed": (_("受理通知书发出"), "info"),
    "suspended": (_("启动特别程序，暂停计时"), "neutral"),
    "resumed": (_("特别程序结束，恢复计时"), "info"),
    "extended": (_("经批准延长办理期限"), "warn"),
    "granted": (_("准予"), "good"),
    "refused": (_("不予批准"), "bad"),
    "issued": (_("出证"), "good"),
    "delivered": (_("送达"), "good"),
    "delivery_chosen": (_("选择领取方式"), "info"),
    "laid_ready": (_("结果备妥，可以领取"), "good"),
    "code_refused": (_("窗口有人出示了不符的取件码"), "warn"),
    "dispatched": (_("结果已交寄"), "info"),
    "parcel_returned": (_("邮件被退回"), "warn"),
    "closed": (_("办结"), "good"),
    "accepted_with_gaps": (_("容缺受理，请按期补交材料"), "warn"),
    "materials_brought": (_("收到补交的材料"), "info"),
    "deemed_renewed": (_("届满前未作出决定，视为准予延续"), "good"),
    "renewal_confirmed": (_("准予延续决定书发出"), "info"),
    "nothing_renewed": (_("证照在届满前已经失效，不视为准予延续"), "warn"),
    "deemed_withdrawn": (_("逾期未补交，视为撤回申请"), "warn"),
    "promise_checked": (_("核查承诺的履行情况"), "info"),
    "grant_ended": (_("准予的决定终止"), "bad"),
    "hearing_told": (_("告知听证权利"), "warn"),
    "hearing_requested": (_("收到听证申请"), "info"),
    "hearing_waived": (_("放弃听证"), "neutral"),
    "hearing_announced": (_("听证公告"), "info"),
    "hearing_set": (_("通知听证的时间和地点"), "info"),
    "hearing_recorded": (_("听证结束"), "info"),
    "handed_up": (_("初审完成，报送上级机关审查决定"), "info"),
    "hand_up_received": (_("上级机关收到报送的办件"), "info"),
    "step_sent_back": (_("退回前一环节重新办理"), "info"),
    "step_timed_out": (_("被征求意见的逾期未答复，视为同意"), "info"),
    "fee_noticed": (_("发出缴费通知"), "info"),
    "fee_paid": (_("费用到账"), "good"),
    "fee_refund_ordered": (_("通知退付费用"), "warn"),
    "fee_refunded": (_("费用已退付"), "good"),
    "evaluated": (_("收到评价"), "neutral"),
    "corrected": (_("更正"), "warn"),
    "voided": (_("作废"), "neutral"),
}

POWER_TYPES: Mapping[str, Words] = {
    "01": _("行政许可"),
    "02": _("行政处罚"),
    "03": _("行政强制"),
    "04": _("行政征收"),
    "05": _("行政给付"),
    "06": _("行政检查"),
    "07": _("行政确认"),
    "08": _("行政奖励"),
    "09": _("行政裁决"),
    "10": _("其他行政权力"),
    "20": _("公共服务"),
}
AUDIENCES: Mapping[str, Words] = {
    "1": _("个人"),
    "2": _("企业法人"),
    "3": _("事业单位法人"),
    "4": _("社会组织法人"),
    "5": _("非法人企业和个体工商户"),
    "6": _("行政机关"),
    "9": _("其他组织"),
}
FILTERS: Mapping[str, Words] = {
    "audience": _("谁来办"),
    "power_type": _("事项类型"),
    "organ": _("办理机关"),
    "region": _("地区"),
}
HANDLING_KINDS: Mapping[str, Words] = {
    "1": _("即办件（当场办结）"),
    "2": _("承诺件（在承诺时限内办结）"),
}
HANDLING_FORMS: Mapping[str, Words] = {
    "1": _("窗口办理"),
    "2": _("网上办理"),
    "3": _("快递申请"),
}
MATERIAL_WAYS: Mapping[str, Words] = {
    "upload": _("上传照片或者扫描件"),
    "paper": _("带原件到窗口"),
    "licence": _("用电子证照代替，不用提交"),
    "interface": _("由系统核对，不用提交"),
    "promise": _("书面承诺代替"),
}
MATERIAL_STANDS: Mapping[str, Words] = {
    "upload": _("已上传"),
    "paper": _("到窗口交验原件"),
    "licence": _("使用电子证照"),
    "interface": _("已由系统核对"),
    "promise": _("已承诺"),
    "later": _("以后补交"),
}
MATERIAL_NEEDS: Mapping[str, Words] = {
    "1": _("必须有"),
    "2": _("有就带"),
    "3": _("可以以后补交"),
}
NOT_FILEABLE: Mapping[str, Words] = {
    "ex_officio": _("这件事由机关依职权办理，不需要您申请"),
    "no_limit": _("指南还没有写明办结时限"),
    "materials_unknown": _("指南还没有列明申请材料"),
    "no_organ": _("还没有机关认领这件事"),
    "not_in_use": _("这件事已经暂停或者取消"),
    "not_published": _("这份指南现在不生效"),
    "window_only": _("这件事需要本人到窗口办理"),
}
SEALS: Mapping[str, Words] = {
    "organ_seal": _("机关印章"),
    "procedure_seal": _("行政许可专用章"),
    "service_seal": _("业务专用章"),
}
TITLES: Mapping[str, Words] = {
    "transferred": _("职权划转"),
    "entrusted": _("委托实施"),
    "empowered": _("赋权实施"),
}
PURPOSES: Mapping[str, Words] = {
    "case": _("办理您的办件"),
    "counter": _("您在窗口办事"),
    "complaint": _("处理投诉"),
    "archive": _("档案和统计核对"),
    "inspection": _("检查、调查"),
    "discipline": _("纪检监察"),
    "offer": _("查找符合免申即享条件的人"),
}
DELIVERY_WAYS: Mapping[str, Words] = {
    "collection": _("到窗口领取"),
    "courier": _("快递寄送"),
}
RETURN_REASONS: Mapping[str, Words] = {
    "refused": _("收件人拒收"),
    "unknown": _("查无此人"),
    "moved": _("地址有误或者已经迁移"),
    "unclaimed": _("逾期未取"),
    "damaged": _("途中破损"),
}
DELIVERY: Mapping[str, Words] = {
    "counter": _("窗口领取"),
    "online": _("网上送达"),
    "courier": _("快递寄送"),
}
GRADES: Mapping[int, Words] = {
    5: _("非常满意"),
    4: _("满意"),
    3: _("基本满意"),
    2: _("不满意"),
    1: _("非常不满意"),
}
BAD_REASONS: Mapping[str, Words] = {
    "slow": _("办得太慢"),
    "again": _("要我跑了好几次"),
    "unclear": _("没有一次说清楚"),
    "attitude": _("服务态度不好"),
    "papers": _("要的材料太多"),
    "system": _("网上不好用"),
}
REAL_NAME_LEVELS: Mapping[int, Words] = {
    0: _("未实名"),
    1: _("初级实名"),
    2: _("中级实名"),
    3: _("高级实名"),
}
# rule of a wrong answer → words; `detail` is the rule's figure
FAULTS: Mapping[str, Words] = {
    "required": _("请填写“%(label)s”"),
    "type": _("“%(label)s”应当是%(detail)s"),
    "longest": _("“%(label)s”最多 %(detail)s 个字"),
    "choice": _("请从“%(label)s”列出的选项中选择"),
    "date": _("“%(label)s”不是有效的日期"),
    "code": _("“%(label)s”只能有字母、数字和连接符"),
    "not_asked": _("按您选择的情形，不用填写“%(label)s”"),
    "unknown": _("表里没有“%(label)s”这一项"),
}


def status_of(status: str, outcome: str = "") -> dict[str, Any]:
    """Return how a case stands, as `{% status %}` needs it."""
    text, tone = OUTCOME.get(outcome) or STATUS[status] if status == "closed" else STATUS[status]
    return {"text": text, "tone": tone}


CHECK_UP_COLUMNS: tuple[Words, ...] = (
    _("事项"),
    _("办理机关"),
    _("问题"),
    _("位置"),
    _("依据"),
    _("改法"),
)
