"""The forms of a case's steps: what each asks, and the command it becomes."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext_lazy as _

from yichuang.approval import public as approval
from yichuang.approval.public import CasePage
from yichuang.catalogue.public import PowerType
from yichuang.ledger.public import Command

from ..words import DECLINE_GROUNDS, DELIVERY, DIRECTLY
from .back import SEND_BACK
from .delivery import FORMS as DELIVERY_FORMS
from .fees import FORMS as FEE_FORMS
from .fields import options
from .given import Given
from .handup import FORMS as HAND_UP_FORMS
from .hearings import FORMS as HEARING_FORMS
from .mending import ask_correct, ask_void, read_correct, read_void
from .step import StepForm
from .supplement import read_notice, read_supplement
from .turns import FORMS as TURN_FORMS

AGREE = {"yes": _("同意"), "no": _("不同意")}
GRANT = {"yes": _("准予"), "no": _("不予批准")}
FALSE = "false_materials"
REFUSED_AS_FALSE = _("不予批准：隐瞒有关情况或者提供虚假材料，并给予警告")
RECORD = _("怎样根据听证笔录作出决定")
LONGEST_EXTENSION = 10


def _nothing(_page: CasePage, _given: Given) -> list[dict[str, Any]]:
    return []


def _accept(_page: CasePage, _given: Given) -> Command:
    return approval.Accept()


def _resume(_page: CasePage, _given: Given) -> Command:
    return approval.Resume()


def _ask_complete(page: CasePage, given: Given) -> list[dict[str, Any]]:
    fields = [_method(given)]
    if _has_content(page):
        fields.append(given.ask("content", "textarea", _("办理结果的内容"), rows=2))
    return fields


def _has_content(page: CasePage) -> bool:
    return page.state.pins.result_kind in {"2", "3"}


def _method(given: Given) -> dict[str, Any]:
    choices = options(DELIVERY)
    return given.ask(
        "method", "radio", _("送达方式"), options=choices, value="counter", required=True
    )


def _complete(_page: CasePage, given: Given) -> Command | None:
    method = given.one_of("method", _("送达方式"), DELIVERY)
    return (
        None
        if given.errors
        else approval.CompleteAtOnce(method=method, content=given.text("content"))
    )


def _grounds(page: CasePage) -> dict[str, Any]:
    """Return the grounds for not accepting; that it is false is one for licences, LicLaw 78."""
    return {k: v for k, v in DECLINE_GROUNDS.items() if k != FALSE or _is_licence(page)}


def _is_licence(page: CasePage) -> bool:
    return page.edition.power_type is PowerType.LICENCE


def _ask_decline(page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask(
            "ground", "radio", _("不予受理的情形"), options=options(_grounds(page)), required=True
        ),
        given.ask("reasons", "textarea", _("理由（写给申请人看）"), required=True, rows=3),
        given.ask(
            "competent_organ",
            "text",
            _("应当向哪个机关申请"),
            help=_("不属于本机关职权的，必须告知"),
            maxlength=120,
        ),
    ]


def _decline(page: CasePage, given: Given) -> Command | None:
    ground = given.one_of("ground", _("不予受理的情形"), _grounds(page))
    reasons = given.needed("reasons", _("理由（写给申请人看）"))
    organ = given.text("competent_organ")
    if ground == "not_competent":
        organ = given.needed("competent_organ", _("应当向哪个机关申请"))
    if given.errors:
        return None
    return approval.DeclineAcceptance(ground=ground, reasons=reasons, competent_organ=organ)


def _ask_opinion(page: CasePage, given: Given) -> list[dict[str, Any]]:
    mine = {pin.code: pin.name for pin in page.speaks_on}
    which = given.ask("step", "radio", _("环节"), options=options(mine), required=True)
    return [
        *([which] if len(mine) > 1 else []),
        given.ask("agrees", "radio", _("结论"), options=options(AGREE), required=True),
        given.ask("opinion", "textarea", _("意见"), rows=3, help=_("不同意的，必须写明理由")),
    ]


def _opinion(page: CasePage, given: Given) -> Command | None:
    agrees = given.one_of("agrees", _("结论"), AGREE)
    opinion = given.text("opinion")
    if agrees == "no":
        opinion = given.needed("opinion", _("意见"))
    step = next_step(page)
    if len(page.speaks_on) > 1:
        chosen = given.one_of("step", _("环节"), {pin.code: pin.name for pin in page.speaks_on})
        step = next((pin for pin in page.speaks_on if pin.code == chosen), None)
    if given.errors or step is None:
        return None
    kind = approval.GiveReview if step.act == "approval.review" else approval.GiveOpinion
    return kind(step=step.code, agrees=agrees == "yes", opinion=opinion)


def next_step(page: CasePage) -> Any:
    """Return the handling step whose turn it is, or None where all are done.

    The rules judge it again; this only names it on the page.
    """
    if approval.runs_a_table(page.state):
        return next(iter(page.speaks_on or approval.steps_open(page.state)), None)
    for step in approval.steps_now(page.state):
        done = {mark.officer for mark in page.state.opinions if mark.step == step.code}
        if step.act == "approval.decide" or len(done) < step.people:
            return step
    return None


def _decisions(page: CasePage) -> dict[str, Any]:
    return {**GRANT, FALSE: REFUSED_AS_FALSE} if _is_licence(page) else dict(GRANT)


def _ask_decide(page: CasePage, given: Given) -> list[dict[str, Any]]:
    fields = [
        given.ask("granted", "radio", _("决定"), options=options(_decisions(page)), required=True),
        given.ask(
            "reasons",
            "textarea",
            _("不予批准的理由"),
            rows=4,
            help=_("不予批准的必须说明理由；救济途径和期限会自动写入决定书"),
        ),
        given.ask(
            "articles", "text", _("不予批准依据的条款"), help=_("多条用分号隔开"), maxlength=500
        ),
    ]
    if _has_content(page):
        fields.insert(1, given.ask("content", "textarea", _("准予的内容"), rows=2))
    if _heard(page):
        told = _("写明采纳和不采纳的意见及理由，会写入决定书")
        fields.append(
            given.ask("hearing_record", "textarea", RECORD, rows=3, required=True, help=told)
        )
    return fields


def _heard(page: CasePage) -> bool:
    return page.state.hearing is not None and page.state.hearing.outcome == "held"


def _decide(page: CasePage, given: Given) -> Command | None:
    decision = given.one_of("granted", _("决定"), _decisions(page))
    granted = decision == "yes"
    reasons = given.text("reasons")
    if decision in {"no", FALSE}:
        reasons = given.needed("reasons", _("不予批准的理由"))
    record = given.needed("hearing_record", RECORD) if _heard(page) else ""
    if given.errors:
        return None
    articles = given.text("articles").replace(";", "；").split("；")
    return approval.Decide(
        granted=granted,
        reasons="" if granted else reasons,
        articles=() if granted else tuple(one.strip() for one in articles if one.strip()),
        content=given.text("content") if granted else "",
        ground=FALSE if decision == FALSE else "",
        hearing_record=record,
    )


def _pauses(page: CasePage) -> dict[str, Any]:
    """Return the special procedures that are plain pauses; a hearing has steps of its own."""
    return {
        one.kind: one.name
        for one in page.edition.special_procedures
        if not approval.must_take_its_own_way(page.state, one.kind)
    }


def _ask_suspend(page: CasePage, given: Given) -> list[dict[str, Any]]:
    listed = _pauses(page)
    return [
        given.ask("procedure", "select", _("特别程序"), options=options(listed), required=True),
        given.ask("reason", "textarea", _("原因（写给申请人看）"), required=True, rows=3),
        given.ask("expected_until", "date", _("预计结束日期")),
    ]


def _suspend(page: CasePage, given: Given) -> Command | None:
    listed = _pauses(page)
    procedure = given.one_of("procedure", _("特别程序"), listed)
    reason = given.needed("reason", _("原因（写给申请人看）"))
    until = given.day("expected_until", _("预计结束日期"))
    if given.errors:
        return None
    return approval.Suspend(procedure=procedure, reason=reason, expected_until=until)


def _ask_extend(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask(
            "days",
            "number",
            _("延长的工作日"),
            required=True,
            help=_("只能延长一次，最多 10 个工作日"),
            value=str(LONGEST_EXTENSION),
        ),
        given.ask("reason", "textarea", _("延期理由（写给申请人看）"), required=True, rows=3),
    ]


def _extend(_page: CasePage, given: Given) -> Command | None:
    days = given.whole("days", _("延长的工作日"))
    reason = given.needed("reason", _("延期理由（写给申请人看）"))
    return None if given.errors else approval.Extend(days=days, reason=reason)


def _ask_issue(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    return [
        given.ask("valid_from", "date", _("有效期起"), help=_("不填为作出决定的当日")),
    ]


def _issue(_page: CasePage, given: Given) -> Command | None:
    first = given.day("valid_from", _("有效期起"))
    return None if given.errors else approval.Issue(valid_from=first)


def _ask_deliver(_page: CasePage, given: Given) -> list[dict[str, Any]]:
    listed = options(DIRECTLY)
    return [
        given.ask("method", "radio", _("送达方式"), options=listed, value="counter", required=True),
        given.ask("recipient", "text", _("领取人或者收件人"), maxlength=100),
    ]


def _deliver(_page: CasePage, given: Given) -> Command | None:
    method = given.one_of("method", _("送达方式"), DIRECTLY)
    return (
        None if given.errors else approval.Deliver(method=method, recipient=given.text("recipient"))
    )


def _recall(page: CasePage, _given: Given) -> Command:
    last = page.state.opinions[-1].step if page.state.opinions else ""
    acts = {step.code: step.act for step in page.state.pins.steps}
    review = acts.get(last) == approval.RecallReview.act
    return approval.RecallReview() if review else approval.RecallOpinion()


def _confirm(_page: CasePage, _given: Given) -> Command:
    return approval.ConfirmDeemed()


FORMS: tuple[StepForm, ...] = (
    StepForm(
        "complete_at_once",
        "approval.decide",
        "completion",
        _ask_complete,
        _complete,
        _("受理、决定、出证、送达一次完成，结果立即生效。"),
    ),
    StepForm(
        "accept",
        "approval.accept",
        "acceptance",
        _nothing,
        _accept,
        _("受理后从次日起计算法定时限和承诺时限。"),
    ),
    StepForm(
        "take_supplement",
        "approval.receive",
        "supplement",
        _nothing,
        read_supplement,
        _("申请人交来什么就收什么，可以分几次。"),
        template="workbench/_step_supplement.html",
        uploads=True,
    ),
    StepForm("give_opinion", "approval.examine", "opinion", _ask_opinion, _opinion),
    *HAND_UP_FORMS,
    SEND_BACK,
    StepForm(
        "resume", "approval.suspend", "resumption", _nothing, _resume, _("下一个工作日起继续计时。")
    ),
    StepForm(
        "recall_opinion",
        "approval.examine",
        "opinion-recall",
        _nothing,
        _recall,
        _("下一人打开办件以前可以撤回；撤回后回到提交意见以前，记录里留有痕迹。"),
    ),
    StepForm(
        "confirm_deemed",
        "approval.confirm_deemed",
        "deemed-confirmation",
        _nothing,
        _confirm,
        _("确认后受理通知书或者准予延续决定书发出；生效的日期不变。"),
    ),
    StepForm("decide", "approval.decide", "decision", _ask_decide, _decide),
    StepForm("issue", "approval.issue", "licence", _ask_issue, _issue),
    *DELIVERY_FORMS[:-2],
    StepForm("deliver", "approval.deliver", "delivery", _ask_deliver, _deliver),
    StepForm(
        "request_supplement",
        "approval.accept",
        "supplement-notice",
        _nothing,
        read_notice,
        _("只能告知一次，请把所有问题一次写全。"),
        template="workbench/_step_notice.html",
    ),
    StepForm(
        "decline_acceptance",
        "approval.accept",
        "non-acceptance",
        _ask_decline,
        _decline,
        grave=True,
    ),
    StepForm("suspend", "approval.suspend", "suspension", _ask_suspend, _suspend),
    StepForm("extend", "approval.extend", "extension", _ask_extend, _extend),
    # What the law's clock presses comes before what can wait for the result.
    *HEARING_FORMS,
    *TURN_FORMS,
    *FEE_FORMS,
    *DELIVERY_FORMS[-2:],
    StepForm(
        "correct",
        "approval.correct",
        "correction",
        ask_correct,
        read_correct,
        template="workbench/_step_mending.html",
        reads_file=True,
    ),
    StepForm(
        "void",
        "approval.void",
        "voiding",
        ask_void,
        read_void,
        grave=True,
        template="workbench/_step_mending.html",
    ),
)
BY_NAME = {form.name: form for form in FORMS}
BY_SLUG = {form.slug: form for form in FORMS}
