"""The hall's words for what the record knows as codes: states, steps, acts, reasons."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _
from django.utils.translation import pgettext_lazy

Words = str | Promise

# status → (words, tone of the house's components)
STATUS: Mapping[str, tuple[Words, str]] = {
    "received": (_("已收件，待受理"), "info"),
    "supplement": (_("待申请人补正"), "warn"),
    "accepted": (_("已受理，办理中"), "info"),
    "suspended": (_("特别程序中"), "neutral"),
    "handed_up": (_("已报送，待上级机关签收"), "info"),
    "granted": (_("已准予"), "good"),
    "refused": (_("不予批准，待送达"), "bad"),
    "issued": (_("已出证，待领取"), "good"),
    "not_accepted": (_("不予受理"), "bad"),
    "withdrawn": (_("申请人已撤回"), "neutral"),
    "closed": (_("已办结"), "good"),
    "voided": (_("已作废"), "neutral"),
}

OUTCOME: Mapping[str, Words] = {
    "granted": _("准予"),
    "refused": _("不予批准"),
    "not_accepted": _("不予受理"),
    "withdrawn": _("申请人撤回"),
    "revoked": _("已撤销"),
    "recalled": _("已撤回决定"),
    "deregistered": _("已注销"),
}

# act a post must allow → what an open step of it is called in the inbox
TODO_ACTS: Mapping[str, Words] = {
    "approval.accept": _("受理"),
    "approval.examine": _("审查"),
    "approval.review": _("复核"),
    "approval.decide": _("决定"),
    "approval.suspend": _("特别程序或者听证"),
    "approval.hear": _("主持听证"),
    "approval.issue": _("出证"),
    "approval.deliver": _("送达"),
    "approval.answer": _("补正"),
    "approval.confirm_deemed": _("确认默示受理"),
}

# open step → what it is called, where the act would say something else
TODO_STEPS: Mapping[str, Words] = {
    "hand_up": _("报送上级机关"),
    "receive_hand_up": _("签收报送"),
}

# state of a notice that reached nobody → what its list is called
FOLLOWED: Mapping[str, Words] = {
    "not_reached": _("未送达，请电话联系"),
    "told": _("已电话告知"),
    "posted": _("已交邮，等回执"),
    "announced": _("公告中"),
}
# step for such a notice → (button, kind of its field, what it asks)
OUTWARD_STEPS: Mapping[str, tuple[Words, str, Words]] = {
    "tell": (_("已电话告知"), "textarea", _("跟谁说的、怎么答复")),
    "hand_over": (_("已当面交付"), "date", _("交付日期（不填就是今天）")),
    "post": (_("改为邮寄送达"), "textarea", _("邮寄单号和寄往哪里")),
    "receipt": (_("收到邮寄回执"), "date", _("回执上的签收日期（不填就是今天）")),
    "announce": (_("改为公告送达"), "textarea", _("为什么其他方式都送不到、在哪里公告")),
}
FOLLOW_FAULTS: Mapping[str, Words] = {
    "required": _("请写明情况"),
    "length": _("最多 500 个字"),
    "date": _("日期应当在文书作出以后、今天以前"),
}

URGENCY: Mapping[str, tuple[Words, str]] = {
    "overdue": (_("已超期"), "bad"),
    "today": (_("今日到期"), "warn"),
    "near": (_("临近到期"), "warn"),
    "later": (_("期限内"), "info"),
    "open": (_("无期限"), "neutral"),
}

# kind of an entry → (title, tone)
HAPPENED: Mapping[str, tuple[Words, str]] = {
    "filed": (_("收件"), "info"),
    "supplement_requested": (_("一次性告知补正"), "warn"),
    "supplemented": (_("收到补正材料"), "info"),
    "accepted": (_("受理"), "good"),
    "deemed_accepted": (_("逾期未告知，视为受理"), "warn"),
    "deemed_confirmed": (_("确认默示受理，受理通知书发出"), "info"),
    "not_accepted": (_("不予受理"), "bad"),
    "withdrawn": (_("申请人撤回申请"), "neutral"),
    "opinion_given": (_("完成办理环节"), "info"),
    "opinion_recalled": (_("撤回本步意见"), "warn"),
    "suspended": (_("启动特别程序，中止计时"), "neutral"),
    "resumed": (_("特别程序结束，恢复计时"), "info"),
    "extended": (_("经批准延长期限"), "warn"),
    "granted": (_("准予"), "good"),
    "refused": (_("不予批准"), "bad"),
    "issued": (_("出证"), "good"),
    "delivered": (_("送达"), "good"),
    "delivery_chosen": (_("选择领取方式"), "info"),
    "laid_ready": (_("备妥待领，取件码已发给申请人"), "info"),
    "code_refused": (_("出示的取件码不符"), "warn"),
    "dispatched": (_("交寄"), "info"),
    "parcel_returned": (_("邮件退回"), "warn"),
    "closed": (_("办结"), "good"),
    "accepted_with_gaps": (_("容缺受理"), "warn"),
    "materials_brought": (_("收到补交的材料"), "info"),
    "deemed_renewed": (_("届满前未作出决定，视为准予延续"), "warn"),
    "renewal_confirmed": (_("确认视为准予延续，决定书发出"), "info"),
    "nothing_renewed": (_("证照在届满前已经失效，不视为准予延续"), "warn"),
    "deemed_withdrawn": (_("逾期未补交，视为撤回申请"), "warn"),
    "promise_checked": (_("承诺核查"), "info"),
    "grant_ended": (_("准予的决定终止"), "bad"),
    "hearing_told": (_("告知听证权利"), "info"),
    "hearing_requested": (_("收到听证申请"), "warn"),
    "hearing_waived": (_("放弃听证"), "neutral"),
    "hearing_announced": (_("听证公告"), "info"),
    "hearing_set": (_("通知听证"), "info"),
    "hearing_recorded": (_("听证结束，笔录归入办件"), "info"),
    "handed_up": (_("初审完成，报送上级机关"), "info"),
    "hand_up_received": (_("上级机关签收"), "info"),
    "step_sent_back": (_("退回"), "warn"),
    "step_transferred": (_("转办"), "info"),
    "signer_added": (_("加签"), "info"),
    "step_signed": (_("加签人签署"), "info"),
    "step_timed_out": (_("逾期未答复，视为同意"), "warn"),
    "fee_noticed": (_("发出缴费通知"), "info"),
    "fee_paid": (_("费用到账"), "good"),
    "fee_refund_ordered": (_("通知退付费用"), "warn"),
    "fee_refunded": (_("费用已退付"), "good"),
    "evaluated": (_("收到评价"), "neutral"),
    "corrected": (_("更正"), "warn"),
    "voided": (_("作废"), "bad"),
}

# step → what its button says
STEPS: Mapping[str, Words] = {
    "accept": pgettext_lazy("step", "受理"),
    "complete_at_once": _("当场办结"),
    "request_supplement": _("一次性告知补正"),
    "decline_acceptance": pgettext_lazy("step", "不予受理"),
    "take_supplement": _("接收补正材料"),
    "give_opinion": _("提交审查意见"),
    "send_back": _("退回"),
    "recall_opinion": _("撤回本步"),
    "confirm_deemed": _("确认默示受理"),
    "decide": _("作出决定"),
    "suspend": _("启动特别程序"),
    "resume": _("恢复计时"),
    "extend": _("延长期限"),
    "issue": _("出证"),
    "deliver": _("送达"),
    "take_delivery_choice": _("登记领取方式"),
    "lay_ready": _("备妥待领"),
    "collect": _("领取"),
    "dispatch": _("交寄"),
    "record_receipt": _("登记签收"),
    "record_return": _("登记退回"),
    "accept_with_gaps": _("容缺受理"),
    "issue_fee_notice": _("发出缴费通知"),
    "take_materials": _("接收补交的材料"),
    "check_promise": _("承诺核查"),
    "end_grant": _("撤销、撤回或者注销"),
    "tell_hearing": _("告知听证权利"),
    "take_hearing_request": _("接收听证申请"),
    "take_hearing_waiver": _("接收放弃听证的声明"),
    "announce_hearing": _("听证公告"),
    "set_hearing": _("通知听证"),
    "record_hearing": _("听证笔录"),
    "hand_up": _("报送上级机关"),
    "receive_hand_up": _("签收报送"),
    "correct": _("更正"),
    "void": _("作废"),
}

# What a first examination proposes to the organ that decides.
PROPOSALS: Mapping[str, Words] = {"yes": _("建议准予"), "no": _("建议不予批准")}

HEARING_PARTIES: Mapping[str, Words] = {
    "applicant": _("申请人"),
    "third": _("利害关系人"),
}
HEARING_OUTCOMES: Mapping[str, Words] = {
    "held": _("举行了听证"),
    "absent": _("要求听证的人没有参加"),
}
PROMISE_FOUND: Mapping[str, Words] = {
    "kept": _("已履行承诺"),
    "correct": _("与承诺不符，责令限期改正"),
    "not_kept": _("未履行承诺，提请撤销"),
}
ENDINGS: Mapping[str, Words] = {
    "revoked": _("撤销"),
    "recalled": _("撤回"),
    "deregistered": _("注销"),
}
# how → ground → words; LicLaw 8, 69, 70
ENDING_GROUNDS: Mapping[str, Mapping[str, Words]] = {
    "revoked": {
        "promise_not_kept": _("未履行承诺"),
        "abuse": _("滥用职权、玩忽职守作出的"),
        "beyond_power": _("超越法定职权作出的"),
        "wrong_procedure": _("违反法定程序作出的"),
        "unqualified": _("申请人不具备资格或者不符合条件"),
        "fraud": _("以欺骗、贿赂等不正当手段取得的"),
        "other_revocable": _("依法可以撤销的其他情形"),
    },
    "recalled": {
        "law_changed": _("依据的法律、法规、规章修改或者废止"),
        "facts_changed": _("依据的客观情况发生重大变化"),
    },
    "deregistered": {
        "expired": _("有效期届满未延续"),
        "person_gone": _("公民死亡或者丧失行为能力"),
        "body_ended": _("法人或者其他组织依法终止"),
        "ended": _("已被撤销或者撤回"),
        "impossible": _("因不可抗力无法实施"),
        "other_deregistrable": _("应当注销的其他情形"),
    },
}

MATERIAL_WAYS: Mapping[str, Words] = {
    "paper": _("纸质原件"),
    "upload": _("扫描件"),
    "licence": _("电子证照"),
    "interface": _("已查核数据"),
    "promise": _("书面承诺"),
}
SHOWN_PAPER = _("查验原件，当场交还")
MATERIAL_NEEDS: Mapping[str, Words] = {
    "1": _("必要"),
    "2": _("非必要"),
    "3": _("可容缺后补"),
}
IDENTIFIED: Mapping[str, Words] = {
    "read": _("证件由读卡器读取"),
    "typed": _("证件号码由窗口录入"),
}
ENTRANCES: Mapping[str, Words] = {
    "online": _("网上申请"),
    "window": _("窗口收件"),
    "offer": _("免申即享，本人确认"),
}
DELIVERY: Mapping[str, Words] = {
    "counter": _("窗口领取"),
    "online": _("网上送达"),
    "courier": _("快递寄送"),
}
DIRECTLY: Mapping[str, Words] = {code: DELIVERY[code] for code in ("counter", "online")}
DELIVERY_WAYS: Mapping[str, Words] = {
    "collection": _("到窗口领取"),
    "courier": _("快递寄送"),
}
COLLECTORS: Mapping[str, Words] = {
    "applicant": _("申请人本人"),
    "agent": _("代理人"),
    "other": _("受委托的其他人"),
}
ID_KINDS: Mapping[str, Words] = {
    "identity_card": _("居民身份证"),
    "passport": _("护照"),
    "permit": _("通行证或者居留证"),
    "other": _("其他有效证件"),
}
IDENTIFIED_BY: Mapping[str, Words] = {
    "code": _("取件码相符"),
    "document": _("证件已核对"),
}
RETURN_REASONS: Mapping[str, Words] = {
    "refused": _("收件人拒收"),
    "unknown": _("查无此人"),
    "moved": _("地址有误或者已经迁移"),
    "unclaimed": _("逾期未取"),
    "damaged": _("途中破损"),
}
DELIVERY_STATES: Mapping[str, tuple[Words, str]] = {
    "unarranged": (_("待安排"), "neutral"),
    "ready": (_("待领取"), "info"),
    "under_way": (_("在途"), "info"),
    "returned": (_("已退回"), "bad"),
}
DECLINE_GROUNDS: Mapping[str, Words] = {
    "not_required": _("依法不需要取得行政许可或者不需要办理"),
    "not_competent": _("依法不属于本机关职权范围"),
    "false_materials": _("隐瞒有关情况或者提供虚假材料（限行政许可，并给予警告）"),
}
PROCEDURES: Mapping[str, Words] = {
    "hearing": _("听证"),
    "tender": _("招标"),
    "auction": _("拍卖"),
    "inspection": _("检验"),
    "test": _("检测"),
    "testing": _("检测"),
    "quarantine": _("检疫"),
    "appraisal": _("鉴定"),
    "expert_review": _("专家评审"),
}
HANDLING_KINDS: Mapping[str, Words] = {"1": _("即办件"), "2": _("承诺件")}
ACTOR_KINDS: Mapping[str, Words] = {
    "party": _("申请人"),
    "system": _("系统自动记录"),
    "public": _("公众"),
    "officer": _("工作人员"),
}
GRADES: Mapping[int, Words] = {
    5: _("非常满意"),
    4: _("满意"),
    3: _("基本满意"),
    2: _("不满意"),
    1: _("非常不满意"),
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
UNITS: Mapping[str, Words] = {
    "working_day": _("个工作日"),
    "calendar_day": _("日（自然日）"),
    "working_hour": _("个工作小时"),
    "hour": _("小时"),
    "month": _("个月"),
    "year": _("年"),
}

# rule of a wrong answer → words; `label` and `detail` are filled in
FAULTS: Mapping[str, Words] = {
    "required": _("请填写“%(label)s”"),
    "type": _("“%(label)s”应当是%(detail)s"),
    "longest": _("“%(label)s”最多 %(detail)s 个字"),
    "choice": _("请从“%(label)s”列出的选项中选择"),
    "date": _("“%(label)s”不是有效的日期"),
    "code": _("“%(label)s”只能有字母、数字和连接符"),
    "not_asked": _("按所选情形不用填写“%(label)s”"),
    "unknown": _("表里没有“%(label)s”这一项"),
}

# Why a step cannot be taken now: a policy's reason or the code of a refusal.
REASONS: Mapping[str, Words] = {
    "post_lacks_act": _("本岗位没有这项权限"),
    "second_factor_missing": _("需要先完成动态口令验证"),
    "outside_own_organ": _("由持有这项权力的机关办理"),
    "outside_reach": _("超出本岗位的管辖范围"),
    "not_own": _("只能由申请人或者代理人办理"),
    "not_for_officer": _("只能由申请人或者代理人办理"),
    "approval.step_not_allowed": _("办件当前是“%(status)s”，不能进行这一步"),
    "approval.materials_missing": _("还缺必要材料：%(materials)s"),
    "approval.supplement_asked_before": _("补正只能一次性告知，已经告知过"),
    "approval.second_person_needed": _("实质核查须两人，您已签署过，请另一人办理"),
    "approval.step_open": _("前一环节“%(step)s”还没有完成"),
    "approval.not_instant": _("不是即办件，须按环节办理"),
    "approval.post_lacks_acts": _("当场办结须由同时有受理、决定、出证、送达权限的岗位办理"),
    "approval.extension_not_allowed": _("法律没有规定这类事项可以延期，或者已经延期过"),
    "approval.procedure_not_listed": _("办事指南没有列出特别程序"),
    "approval.fee_not_listed": _("办事指南没有公布这项收费"),
    "approval.fee_noticed_before": _("缴费通知已经发出"),
    "approval.fee_first": _("应当先发出缴费通知，到账或者批准减免以后再办结"),
    "approval.fee_unpaid": _("费用还没有到账"),
    "approval.dispatch_first": _("邮寄的先登记交寄，收到回执后登记签收"),
    "approval.collected_by_code": _("已经备妥待领，请办理“领取”"),
    "approval.parcel_under_way": _("邮件还在途中，先登记签收或者退回"),
    "approval.not_under_way": _("没有在途的邮件"),
    "approval.laid_ready_before": _("已经备妥待领"),
    "approval.not_laid_ready": _("还没有备妥待领"),
    "approval.courier_chosen": _("申请人选择了邮寄"),
    "approval.address_missing": _("还没有登记收件地址"),
    "approval.gaps_open": _("容缺的材料还没有补交：%(materials)s"),
    "approval.nothing_owed": _("没有可以容缺或者补交的材料"),
    "approval.procedure_used_up": _("这类特别程序已经达到办事指南规定的次数"),
    "approval.other_person_needed": _("审查人员不得复核或者决定同一办件，请由其他人员办理"),
    "approval.promise_not_allowed": _("这件事不实行告知承诺"),
    "approval.grant_not_endable": _("不具备这一情形，或者已经终止"),
    "approval.served_before": _("结果已经送达，只能另行作出新的决定"),
    "approval.not_correctable": _("没有可以更正的内容"),
    "approval.edition_not_in_force": _("办事指南已经更换"),
    "approval.approver_not_competent": _("本机关没有其他可以批准更正、作废的在任负责人"),
    "approval.recall_not_allowed": _("只能撤回本人最后作出的意见"),
    "approval.opinion_passed": _("%(who)s已于%(at)s打开或者继续办理，意见不能再撤回"),
}


def word(table: Mapping[Any, Words], code: Any) -> str:
    """Return the words of a code, or the code itself where there are none."""
    return str(table.get(code, code))


def status_of(status: str, outcome: str = "") -> dict[str, str]:
    """Return how a case stands, as `{% status %}` needs it."""
    words, tone = STATUS.get(status, (status, "neutral"))
    if status == "closed" and outcome:
        return {"text": f"{words}（{word(OUTCOME, outcome)}）", "tone": tone}
    return {"text": str(words), "tone": tone}
