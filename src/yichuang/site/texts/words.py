"""What a text is made of, and how facts read: codes as words, days and moments as dates."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from zoneinfo import ZoneInfo

CITY_TIME = ZoneInfo("Asia/Shanghai")
DAY = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}[T ]\d{2}:\d{2}\S*")


@dataclass(frozen=True, slots=True)
class Text:
    """The words of one code: title, what happened, what to do; `{name}` is filled from facts."""

    title_zh: str
    detail_zh: str
    title_en: str
    detail_en: str
    mend_zh: str
    mend_en: str


# Codes that stand in facts, in Chinese and English. A code is a rule, a reason, a state, a step or
# an element; the words of one code are the same wherever it stands.
CODES: dict[str, tuple[str, str]] = {
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    # rules
    "recorded": ("已经记入办件，不能退回", "a case counts it; it cannot be sent back"),
    "required": ("必须填写", "it must be filled in"),
    "unknown": ("没有这一项", "it is not known"),
    "check_digit": ("校验位不符", "the check digit does not fit"),
    "other_form": ("不是在这份申请表下签的", "it stands under another form"),
    "seal": ("签名不符", "its signature does not fit"),
    "pairing": ("设备桥没有配对", "the bridge is not paired"),
    "old": ("读数已经过期", "the reading is too old"),
    "blank_numbers": ("不是一段连续编号", "it is no row of numbers"),
    "blank_layout": ("有一行不是“栏目 横 竖”，或者缺持证人、编号", "a line is faulty or missing"),
    "empty": ("不能为空", "it must not be empty"),
    "past": ("日期已经过去", "the day is past"),
    "out_of_range": ("超出允许的范围", "it is out of range"),
    "once_each": ("至少一项，每项只写一次", "name at least one, each once"),
    "ground_missing": ("没有写明理由", "the ground is missing"),
    "not_competent": ("批准人没有批准权限", "who approved may not do so"),
    "own_act": ("不能批准自己的办理", "nobody approves his own act"),
    "waybill_used": ("这个运单号用过，请填新的", "it was used before; a new one is needed"),
    "while_under_way": (
        "应当在交寄当日以后、今天以前",
        "it must be between the day of dispatch and today",
    ),
    "not_past": ("不能早于今天", "it may not be in the past"),
    "after_last": ("应晚于现行指南的生效日", "it must be later than the guide in force"),
    "not_the_reviewer": ("只能由审核人本人作出", "only the reviewer may state it"),
    "nothing came": ("没有收到任何材料", "no material came"),
    "once, licences": ("只限许可事项，且只能延长一次", "once only, and for licences only"),
    "only an officer receives at a window": ("窗口收件只能由工作人员办理", "staff only"),
    "length": ("长度不符合要求", "its length is wrong"),
    "characters": ("含有看不见的控制字符", "it holds control characters"),
    "form": ("格式不正确", "its form is wrong"),
    "taken": ("已经有了", "it is there already"),
    "unknown_officer": ("没有这名工作人员", "there is no such officer"),
    "not_in_office": ("该工作人员已不在岗", "he is not in office"),
    "other_organ": ("该工作人员不属于本机关", "he belongs to another organ"),
    "not_held_there": ("这一项不在所指的记录里", "that entry does not hold it"),
    "unchanged": ("与现在的内容相同", "it is the same as now"),
    "no_opinion": ("还没有意见可以撤回", "there is no opinion yet"),
    "not_the_author": ("最后的意见不是您作出的", "the last opinion is somebody else's"),
    "opened": ("下一人已经打开办件", "the next person has opened the case"),
    "acted": ("之后已经办理了别的步骤", "a later step has been taken"),
    "future": ("不能晚于今天", "it may not be in the future"),
    "expired": ("期限已经届满", "the period is over"),
    "long_term": ("长期有效，不需要延续", "it does not end, so there is nothing to renew"),
    "beyond_longest": ("超过最长期限", "it is beyond the longest allowed"),
    "after_first_step": ("已开始办理，不能再改", "handling has begun"),
    "before_valid_from": ("截止日早于起始日", "it ends before it begins"),
    "same_as_principal": ("受托人不能是委托人本人", "the agent may not be the principal"),
    "unknown_party": ("没有这个当事人", "there is no such party"),
    "not_for_this_kind": ("不适用于这类当事人", "it does not fit this kind of party"),
    "required_unless_own": ("非自有权力应注明来源机关", "name the organ it comes from"),
    "from_itself": ("来源机关不能是本机关", "it cannot come from the organ itself"),
    "overlaps_another_title": ("与已有行使依据的时间重叠", "it overlaps another title"),
    "json": ("不是有效的 JSON", "it is not valid JSON"),
    "csv": ("不是有效的 CSV", "it is not valid CSV"),
    "xlsx": ("不是有效的 XLSX 工作簿", "it is not a valid workbook"),
    "gzip": ("压缩文件已损坏", "the compressed file is damaged"),
    "encoding": ("文字编码无法识别", "its encoding is not known"),
    "suffix": ("不支持这种文件扩展名", "this extension is not read"),
    "unreadable": ("无法打开", "it cannot be opened"),
    "malformed": ("结构不正确", "its structure is wrong"),
    "too_large": ("超过大小上限", "it is too large"),
    "mixed": ("选中的不是同一事项", "they are not of one matter"),
    "no_mapping": ("没有匹配的表头对照", "no mapping fits its header"),
    "unknown_target": ("对照的目标项不存在", "the mapping names an unknown target"),
    "not_a_list": ("应为列表", "it must be a list"),
    "list_of_objects": ("应为对象列表", "it must be a list of objects"),
    "unsafe_path": ("含有不安全的路径", "it holds an unsafe path"),
    "declared_size_wrong": ("声明的大小与实际不符", "its declared size is wrong"),
    "no_end": ("文件不完整", "it is cut off"),
    "no_page": ("没有页面", "it has no page"),
    "too_many_objects": ("结构过于复杂", "it has too many parts"),
    "must be ISO 8601": ("应为 ISO 8601 时间", "it must be ISO 8601"),
    "must carry its offset": ("时间应带时区", "it must carry its offset"),
    "character": ("含有不允许的字符", "it holds a character that is not allowed"),
    "check": ("校验码不正确", "its check character is wrong"),
    "province": ("前两位不是省级代码", "it begins with no province"),
    "date": ("其中的日期不正确", "the date in it is wrong"),
    "sequence": ("顺序码不正确", "its sequence number is wrong"),
    "no_agent": ("这件办件没有代理人", "the case has no agent"),
    "too_many": ("一次选得太多", "too many at once"),
    "used": ("这张表单已经用于另一次提交", "this form was sent before for something else"),
    "other_case": ("属于另一件办件", "it belongs to another case"),
    "shape": ("应为九位字母和数字", "it must have nine letters and digits"),
    "range": ("超出允许的范围", "it is out of range"),
    "parts": ("组成部分不正确", "its parts are wrong"),
    # what an API body may get wrong, as pydantic names it
    "missing": ("必须填写", "it must be given"),
    "extra_forbidden": ("没有这一项", "there is no such field"),
    "string_too_long": ("超过长度上限", "it is too long"),
    "string_too_short": ("长度不够", "it is too short"),
    "string_type": ("应为文字", "it must be text"),
    "int_type": ("应为整数", "it must be a whole number"),
    "int_parsing": ("应为整数", "it must be a whole number"),
    "bool_parsing": ("应为是或否", "it must be true or false"),
    "uuid_parsing": ("编号格式不正确", "it must be a UUID"),
    "date_from_datetime_parsing": ("应为日期", "it must be a day"),
    "datetime_from_date_parsing": ("应为时间", "it must be a moment"),
    "json_invalid": ("不是有效的 JSON", "it is not valid JSON"),
    "enum": ("不在可选范围内", "it is not one of the values"),
    # reasons of the policy
    "not_for_public": ("需要先登录", "you need to sign in"),
    "not_for_party": ("只能由工作人员办理", "only staff may do this"),
    "not_for_officer": ("只能由申请人本人或其代理人办理", "only the applicant or an agent may"),
    "not_for_system": ("不能由系统自动办理", "it is not done automatically"),
    "post_lacks_act": ("该岗位没有这项权限", "the post does not allow it"),
    "second_factor_missing": ("需要先完成动态口令验证", "a second factor is needed"),
    "outside_own_organ": ("这件事由其他机关办理", "another organ holds it"),
    "outside_reach": ("超出该岗位的管辖范围", "it is outside the reach of the post"),
    "not_own": ("这不是您本人或您代理的事项", "it is not yours, nor of someone you act for"),
    "purpose_not_sealable": ("这种查阅目的不能延后告知", "this purpose may not be deferred"),
    "two_administrators": ("一人不能兼任两类管理员", "nobody holds two administrators' posts"),
    "absent_does_not_hold_it": ("被代理人不担任该岗位", "the absent officer does not hold it"),
    "employment": ("编制性质不允许", "the kind of employment does not allow it"),
    "certificate": ("没有有效的执法证件", "there is no valid certificate"),
    # hand-over of a desk
    "desk_himself": ("不能移交给本人", "nobody hands over to himself"),
    "desk_administrator": (
        "系统、安全、审计管理员不办理业务，不能接收",
        "administrators of the system handle no business and take over no desk",
    ),
    "desk_not_in_office": (
        "移交人和接收人都应当是本机关在岗人员",
        "both must be in office in this organ",
    ),
    "desk_changed": (
        "清单在您查看以后有变化，请重新核对",
        "the list has changed since you looked; check it again",
    ),
    "desk_open": (
        "该人员已有一份未完成的移交清单",
        "a hand-over of this officer is not finished yet",
    ),
    "desk_giver_first": ("应当先由移交人签字", "the officer who hands over signs first"),
    "desk_taker_himself": ("应当由接收人本人签字", "the successor signs himself"),
    "desk_ended": ("这份移交清单已经办结或者取消", "this hand-over is done or was called off"),
    # phrases
    "phrase_empty": ("没有填写内容", "nothing was written"),
    "phrase_too_long": ("不能超过 300 字", "it is longer than 300 characters"),
    "phrase_one_line": ("补正告知的常用语只能是一行", "a phrase for a notice is one line"),
    "phrase_unknown_place": (
        "大括号里的名称不在可用名称之列",
        "a name in braces is not one of those that can be filled in",
    ),
    "phrase_stray_brace": ("大括号没有成对", "a brace has no partner"),
    "phrase_twice": ("已有相同的常用语", "the same phrase is there already"),
    "phrase_too_many": ("一份清单最多 200 条", "a list holds 200 phrases at most"),
    "phrase_changed": (
        "其间已被改动，请看清现在的内容",
        "it was changed meanwhile; look at what it says now",
    ),
    # leave and stand-ins
    "last_before_first": ("结束日期早于开始日期", "it ends before it begins"),
    "too_long": ("一次请假不能超过一年", "one leave lasts a year at most"),
    "himself": ("不能由本人代班", "nobody stands in for himself"),
    "overlaps": ("这段时间已经有请假记录", "there is a leave for these days already"),
    "stand_in_absent": ("代班人在这段时间也请假", "the stand-in is away himself"),
    "stands_in_himself": (
        "该人员在这段时间正在为别人代班，不能转由第三人代班，请先另行安排",
        "he stands in for somebody himself and cannot pass that on: find another first",
    ),
    "own_approver": (
        "不能由本人或为其代班的人决定",
        "not by himself, nor by who stands in for him",
    ),
    "decided_already": ("已经作出决定", "it was decided already"),
    "no_post": ("没有选择岗位", "no post was chosen"),
    # where an application stands
    "new": ("未提交", "not filed"),
    "received": ("已收件", "received"),
    "supplement": ("待补正", "waiting for supplements"),
    "accepted": ("已受理", "accepted"),
    "suspended": ("计时中止", "suspended"),
    "handed_up": ("已报送上级机关", "handed up"),
    "hand_up": ("报送上级机关", "handing up"),
    "receive_hand_up": ("签收报送", "signing for what was handed up"),
    "hand_up_received": ("上级机关已签收", "the organ above has signed for it"),
    "granted": ("准予", "granted"),
    "refused": ("不予许可", "refused"),
    "issued": ("已出证", "issued"),
    "not_accepted": ("不予受理", "not accepted"),
    "withdrawn": ("已撤回", "withdrawn"),
    "closed": ("已办结", "closed"),
    "voided": ("已作废", "voided"),
    # steps
    "file": ("提交申请", "filing"),
    "receive": ("收件", "receiving"),
    "request_supplement": ("一次性告知补正", "requesting supplements"),
    "answer_supplement": ("提交补正材料", "answering the supplement notice"),
    "take_supplement": ("接收补正材料", "taking supplements"),
    "accept": ("受理", "accepting"),
    "decline_acceptance": ("不予受理", "declining acceptance"),
    "withdraw": ("撤回申请", "withdrawing"),
    "give_opinion": ("审查", "examining"),
    "give_review": ("审核", "reviewing"),
    "suspend": ("中止计时", "suspending"),
    "resume": ("恢复计时", "resuming"),
    "extend": ("延长期限", "extending"),
    "decide": ("作出决定", "deciding"),
    "recall_opinion": ("撤回本步", "taking an opinion back"),
    "recall_review": ("撤回本步", "taking a review back"),
    "confirm_deemed": ("确认默示受理", "confirming a deemed acceptance"),
    "complete_at_once": ("当场办结", "finishing at once"),
    "issue": ("出证", "issuing"),
    "deliver": ("送达", "delivering"),
    "choose_delivery": ("选择领取方式", "choosing how to receive it"),
    "take_delivery_choice": ("登记领取方式", "recording how it will be received"),
    "lay_ready": ("备妥待领", "laying it ready"),
    "note_wrong_code": ("登记取件码不符", "noting a wrong code"),
    "collect": ("领取", "collecting"),
    "dispatch": ("交寄", "dispatching"),
    "record_receipt": ("登记签收", "recording the receipt"),
    "record_return": ("登记退回", "recording the return"),
    "delivery_chosen": ("选择了领取方式", "it was said how it shall come"),
    "laid_ready": ("结果已备妥待领", "the result was laid ready"),
    "code_refused": ("出示的取件码不符", "a wrong code was shown"),
    "dispatched": ("结果已交寄", "the result was dispatched"),
    "parcel_returned": ("邮件被退回", "the parcel came back"),
    "evaluate": ("评价", "evaluating"),
    "correct": ("更正", "correcting"),
    "void": ("作废", "voiding"),
    "issue_fee_notice": ("发出缴费通知", "sending a fee notice"),
    "record_payment": ("记录到账", "recording a payment"),
    "record_refund": ("记录退付", "recording a refund"),
    "fee_noticed": ("发出了缴费通知", "a fee notice was sent"),
    "fee_paid": ("费用已到账", "the fee was paid"),
    "fee_refund_ordered": ("通知了退付", "a refund was ordered"),
    "fee_refunded": ("费用已退付", "the fee was refunded"),
    "accept_with_gaps": ("容缺受理", "accepting with gaps"),
    "bring_materials": ("补交材料", "bringing materials"),
    "take_materials": ("接收补交的材料", "taking materials"),
    "accepted_with_gaps": ("容缺受理", "it was accepted with gaps"),
    "materials_brought": ("补交了材料", "materials were brought"),
    "deemed_renewed": ("视为准予延续", "the renewal counts as granted"),
    "renewal_confirmed": ("确认视为准予延续", "the deemed renewal was confirmed"),
    "nothing_renewed": ("不视为准予延续", "silence renewed nothing"),
    "deemed_withdrawn": ("视为撤回申请", "it counts as taken back"),
    "check_promise": ("核查承诺", "checking the promise"),
    "end_grant": ("撤销、撤回或者注销", "ending the grant"),
    "tell_hearing": ("告知听证权利", "telling of the right to a hearing"),
    "request_hearing": ("申请听证", "asking for a hearing"),
    "take_hearing_request": ("接收听证申请", "taking a request for a hearing"),
    "waive_hearing": ("放弃听证", "giving up the hearing"),
    "take_hearing_waiver": ("接收放弃听证的声明", "taking a waiver of the hearing"),
    "announce_hearing": ("听证公告", "announcing a hearing"),
    "set_hearing": ("通知听证", "notifying the hearing"),
    "record_hearing": ("听证笔录", "recording the hearing"),
    "hearing_told": ("告知了听证权利", "the right to a hearing was told"),
    "hearing_requested": ("申请了听证", "a hearing was asked for"),
    "hearing_waived": ("放弃了听证", "the hearing was given up"),
    "hearing_announced": ("公告了听证", "a hearing was announced"),
    "hearing_set": ("通知了听证", "the hearing was notified"),
    "hearing_recorded": ("制作了听证笔录", "the hearing was recorded"),
    # rules of a hearing
    "told_before": ("已经告知过", "it was told before"),
    "not_open": ("没有听证权利，或者已经放弃、用过、超过期限", "there is no right, or no longer"),
    "held_before": ("已经举行过", "it was held before"),
    "not_held_yet": ("还没有到听证的时间", "it is not yet time for the hearing"),
    "examined": ("审查了这一办件", "he examines the case"),
    "hosts": ("主持了这一办件的听证", "he hosts the hearing of the case"),
    "promise_checked": ("核查了承诺", "the promise was checked"),
    "grant_ended": ("准予的决定终止", "the grant was ended"),
    # what happened in a case
    "supplement_requested": ("一次性告知补正", "supplements were requested"),
    "supplemented": ("提交了补正材料", "supplements came"),
    "corrected": ("作了更正", "something was corrected"),
    # acts of posts
    "approval.accept": ("受理", "accepting"),
    "approval.decide": ("决定", "deciding"),
    "approval.deliver": ("送达", "delivering"),
    "approval.issue": ("出证", "issuing"),
    # elements of a guide
    "handling_kind": ("办件类型", "kind of handling"),
    "materials": ("申请材料", "materials"),
    "statutory": ("法定办结时限", "statutory limit"),
    "promised": ("承诺办结时限", "promised limit"),
    "set_basis": ("设定依据", "legal basis"),
    "conditions": ("受理条件", "conditions"),
    "service_objects": ("服务对象", "who may apply"),
    "ex_officio": ("依职权办理，无需申请", "it is not done on application"),
    "no_limit": ("没有办结时限", "no limit is stated"),
    "materials_unknown": ("没有申请材料清单", "the materials are not listed"),
    "power_type": ("权力类型", "kind of power"),
    "steps": ("办理环节", "handling steps"),
    "result": ("办理结果", "result"),
    "no_organ": ("尚无机关认领", "no organ has claimed it"),
    "not_in_use": ("已暂停或者取消", "it is suspended or cancelled"),
    "not_published": ("尚未公布", "it is not published"),
    # kinds of a material
    "upload": ("上传电子件", "upload"),
    "paper": ("纸质材料", "paper"),
    "licence": ("电子证照", "electronic licence"),
    "interface": ("数据核验", "data check"),
    "promise": ("告知承诺", "promise"),
    # how a paper original stands
    "original.held": ("在手", "in hand"),
    "original.under_way": ("交接途中", "under way"),
    "original.missing": ("去向不明", "missing"),
    "original.returned": ("已退还", "given back"),
    "original.struck": ("登记有误", "struck off"),
    # fields
    "ground": ("理由", "ground"),
    "reason": ("原因", "reason"),
    "reasons": ("理由", "reasons"),
    "late_ground": ("补录原因", "ground for late entry"),
    "approved_by": ("批准人", "approved by"),
    "competent_organ": ("有权办理的机关", "competent organ"),
    "opinion": ("意见", "opinion"),
    "answer_by": ("补正截止日", "answer by"),
    "bring_by": ("补交期限", "bring by"),
    "signed_by": ("签名人", "who signed"),
    "expected_until": ("预计结束日期", "expected until"),
    "findings": ("核查发现的问题", "findings"),
    "correct_by": ("改正期限", "correct by"),
    "compensation": ("补偿", "compensation"),
    "promise_signed_by": ("承诺书签名人", "who signed the promise"),
    "outcome": ("核查结果", "outcome"),
    "effective_from": ("生效日期", "effective from"),
    "received_at": ("收件时间", "received at"),
    "words": ("评价内容", "words"),
    "code": ("查询码", "code"),
    # units
    "working_day": ("个工作日", "working days"),
    "calendar_day": ("日", "days"),
    "working_hour": ("个工作小时", "working hours"),
    "hour": ("小时", "hours"),
    "month": ("个月", "months"),
    "year": ("年", "years"),
}


def word_of(value: str, *, chinese: bool) -> str:
    """Return how a person reads a fact: a known code, a day, a moment, or the value itself."""
    if value in CODES:
        return CODES[value][0 if chinese else 1]
    try:
        if DAY.fullmatch(value):
            return _day(date.fromisoformat(value), chinese=chinese)
        if MOMENT.fullmatch(value):
            return _moment(datetime.fromisoformat(value), chinese=chinese)
    except (ValueError, OverflowError):  # looked like a day and is none: show what was given
        return value
    return value


def _day(day: date, *, chinese: bool) -> str:
    return f"{day.year}年{day.month}月{day.day}日" if chinese else day.isoformat()


def _moment(moment: datetime, *, chinese: bool) -> str:
    local = moment.astimezone(CITY_TIME) if moment.tzinfo else moment
    return f"{_day(local.date(), chinese=chinese)} {local:%H:%M}"
