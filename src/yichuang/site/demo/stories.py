"""What happens in the invented city: how one application goes its way, step by step.

A story yields the moment of its next step and takes the step when it is resumed. Every step is the
real command of the real line.
"""

from __future__ import annotations

import random
from collections.abc import Collection, Generator
from datetime import datetime, time, timedelta
from uuid import UUID

from yichuang.approval import public as approval
from yichuang.catalogue.public import Step, content_of
from yichuang.directory.public import Actor
from yichuang.kernel.public import ports
from yichuang.law.public import CHINA_TIME, Calendar
from yichuang.ledger.public import Command, Receipt, execute

from .cast import Plot
from .filings import answers_of, applicant_of, left_out, materials_of, party_actor, required
from .hand_ups import hand_up, sign_above
from .hearings import RECORD_CITED, ask_for_hearing, hold_hearing
from .originals import put_away, send_to_organ
from .renewals import old_licence
from .simulation import Story

GAP_NOTE = "请补交后一并提交"


class Teller:
    """Tells stories: keeps the calendar, the chance and the count of keys."""

    def __init__(self, chance: random.Random, calendar: Calendar):
        self._chance = chance
        self._calendar = calendar

    def tell(self, plot: Plot) -> Story:
        """Return the story of a plot."""
        if content_of(plot.edition).handling_kind == "1":
            return self._at_once(plot)
        return self._committed(plot)

    def _later(self, at: datetime, working_days: int) -> datetime:
        """Return a moment in office hours so many working days on, after `at`."""
        day = at.astimezone(CHINA_TIME).date()
        if working_days:
            day = self._calendar.working_day_after(day, working_days)
        elif not self._calendar.is_working_day(day):
            day = self._calendar.working_day_from(day)
        minute = self._chance.randrange(9 * 60, 16 * 60 + 50)
        moment = datetime.combine(day, time(minute // 60, minute % 60), CHINA_TIME)
        return max(moment, at + timedelta(minutes=3))

    def _file(self, plot: Plot, at: datetime) -> Receipt:
        content = content_of(plot.edition)
        filer = plot.agent or plot.person
        given = materials_of(content, filer, online=plot.online, without=left_out(plot, content))
        form, applicant = answers_of(content, plot.person), applicant_of(plot.person, plot.agent)
        signed = plot.person.name if plot.on_promise else ""
        key = f"demo-{plot.matter}-{at:%Y%m%d%H%M%S}-{plot.person.key}"
        what, of_licence = _about(plot)
        if plot.online:
            return approval.file_application(
                actor=party_actor(filer, plot.person),
                edition_id=plot.edition,
                party=plot.person.id,
                command=approval.File(
                    form=form,
                    applicant=applicant,
                    materials=given,
                    promise_signed_by=signed,
                    what=what,
                    of_licence=of_licence,
                ),
                key=key,
            )
        return approval.receive_application(
            actor=plot.desk.actor(plot.desk.window, at.date()),
            edition_id=plot.edition,
            party=plot.person.id,
            agent=plot.agent.id if plot.agent else None,
            command=approval.Receive(
                form=form,
                applicant=applicant,
                materials=given,
                promise_signed_by=signed,
                what=what,
                of_licence=of_licence,
            ),
            key=key,
        )

    def _at_once(self, plot: Plot) -> Story:
        """Finished on one screen (即办件)."""
        yield plot.begins
        case = self._file(plot, plot.begins).case_id
        if plot.stops_after == "filed":
            return
        at = self._later(plot.begins, 1 if plot.online else 0)
        if not plot.online:
            at = plot.begins + timedelta(minutes=9)
        yield at
        post = plot.desk.actor(plot.desk.instant, at.date())
        if post.acts >= {"approval.receive", "approval.accept", "approval.deliver"}:
            _do(case, approval.CompleteAtOnce(), post, "complete")
            yield from put_away(case, plot.desk, at)
        yield from self._rate(plot, case, at)

    def _committed(self, plot: Plot) -> Story:
        """Examined, reviewed, decided, made out and handed over (承诺件)."""
        yield plot.begins
        case = self._file(plot, plot.begins).case_id
        if plot.stops_after == "filed" or plot.ignored:
            return
        at = self._later(plot.begins, 1)
        if plot.declined:
            yield at
            declined = approval.DeclineAcceptance(
                ground="not_required", reasons="经核对，该事项依法不需要申请办理。"
            )
            _do(case, declined, plot.desk.actor(plot.desk.window, at.date()), "decline")
            yield from put_away(case, plot.desk, at)
            return
        if plot.gap:
            at = yield from self._supplement(plot, case, at)
            if not plot.answers_gap or plot.stops_after == "supplement":
                return
        yield at
        window = plot.desk.actor(plot.desk.window, at.date())
        accept: Command = approval.Accept()
        if plot.follows:
            by = self._calendar.working_day_after(at.date(), 3)
            accept = approval.AcceptWithGaps(bring_by=by, signed_by=plot.person.name)
        _do(case, accept, window, "accept")
        yield from send_to_organ(case, plot.desk, at)
        if plot.fee:
            at = yield from self._charge(plot, case, at)
        if plot.stops_after == "accepted":
            return
        if plot.withdrawn:
            at = self._later(at, 1)
            yield at
            _do(case, approval.Withdraw(), party_actor(plot.person), "withdraw")
            return
        if plot.follows:
            at = self._later(at, 2)
            yield at
            later = left_out(plot, content_of(plot.edition))
            self._bring(plot, case, later, at)
        if plot.on_promise:
            yield from self._conclude(plot, case, at)
            yield from self._check(plot, case, at)
            return
        at = yield from self._handle(plot, case, at)
        if plot.desk.above is not None:
            at = yield from self._go_up(plot, case, at)
        yield from self._conclude(plot, case, at)

    def _go_up(self, plot: Plot, case: UUID, at: datetime) -> Generator[datetime, None, datetime]:
        """Sent up, signed for and examined above (报送上级机关)."""
        if plot.stops_after == "handled":
            return at
        at = self._later(at, 1)
        yield at
        hand_up(plot, case, at)
        if plot.stops_after == "handed_up":
            return at
        at = self._later(at, 1)
        yield at
        sign_above(plot, case, at)
        return (yield from self._take_steps(plot, case, at, above=True))

    def _charge(self, plot: Plot, case: UUID, at: datetime) -> Generator[datetime, None, datetime]:
        """Tell the first fee of the guide; a day later the stand-in of the bank has the money."""
        fee = (content_of(plot.edition).fees or ())[0]
        asked = approval.FeeAsked(fee.name, 1, approval.rates_of(fee)[0])
        by = self._calendar.working_day_after(at.date(), 15)
        window = plot.desk.actor(plot.desk.window, at.date())
        _do(case, approval.IssueFeeNotice(items=(asked,), pay_by=by), window, "fee-notice")
        treasury = ports().payments
        if plot.fee != "paid" or not isinstance(treasury, approval.StandInTreasury):
            return at
        at = self._later(at, 1)
        yield at
        bill = approval.Bill.objects.get(case_id=case)
        treasury.register(bill.code, bill.due_fen)
        treasury.pay(bill.code)
        approval.tend_bill(bill)
        return at

    def _supplement(
        self, plot: Plot, case: UUID, at: datetime
    ) -> Generator[datetime, None, datetime]:
        content = content_of(plot.edition)
        missing = required(content)[-1]
        yield at
        _do(
            case,
            approval.RequestSupplement(
                items=(
                    approval.SupplementItem(
                        missing.code, missing.common_defects[:1] or ("未提交",), GAP_NOTE
                    ),
                ),
                answer_by=self._calendar.working_day_after(at.date(), 15),
            ),
            plot.desk.actor(plot.desk.window, at.date()),
            "supplement",
        )
        if not plot.answers_gap or plot.stops_after == "supplement":
            return at
        at = self._later(at, 2)
        yield at
        self._bring(plot, case, {missing.code}, at)
        return self._later(at, 1)

    def _bring(self, plot: Plot, case: UUID, codes: Collection[str], at: datetime) -> None:
        """Hand in what is missing: the answer to a notice, or what was promised to follow."""
        content = content_of(plot.edition)
        given = materials_of(content, plot.person, online=plot.online)
        answer = tuple(item for item in given if item.code in codes)
        command: Command
        if plot.online:
            actor = party_actor(plot.agent or plot.person, plot.person)
            kind = approval.BringMaterials if plot.follows else approval.AnswerSupplement
            command = kind(materials=answer)
        else:
            actor = plot.desk.actor(plot.desk.window, at.date())
            taking = approval.TakeMaterials if plot.follows else approval.TakeSupplement
            command = taking(materials=answer)
        _do(case, command, actor, "answer")

    def _handle(self, plot: Plot, case: UUID, at: datetime) -> Generator[datetime, None, datetime]:
        content = content_of(plot.edition)
        if plot.hearing:
            heard_at = yield from ask_for_hearing(plot, case, self._later(at, 1), self._calendar)
            at = yield from hold_hearing(plot, case, heard_at)
        pauses = [p for p in content.special_procedures if p.kind != "hearing"]
        if plot.suspended and pauses:
            at = self._later(at, 1)
            yield at
            _do(
                case,
                approval.Suspend(
                    procedure=pauses[0].kind,
                    reason="需现场检验（示例）",
                    expected_until=self._calendar.working_day_after(at.date(), 5),
                ),
                plot.desk.actor("handle", at.date()),
                "suspend",
            )
            if plot.stops_after == "suspended":
                yield at + timedelta(days=3650)
            at = self._later(at, 4)
            yield at
            _do(case, approval.Resume(), plot.desk.actor("handle", at.date()), "resume")
        return (yield from self._take_steps(plot, case, at))

    def _take_steps(
        self, plot: Plot, case: UUID, at: datetime, *, above: bool = False
    ) -> Generator[datetime, None, datetime]:
        for step in content_of(plot.edition).steps:
            if step.act == "approval.decide" or step.above is not above:
                continue
            for turn in range(step.people):
                at = self._later(at, 1)
                yield at
                self._opine(plot, case, step, turn, at)
        return at

    def _opine(self, plot: Plot, case: UUID, step: Step, turn: int, at: datetime) -> None:
        kind = approval.GiveReview if step.act == "approval.review" else approval.GiveOpinion
        post = "review" if step.act == "approval.review" else "handle"
        desk = plot.desk.decides if step.above else plot.desk
        words = "经审查，意见如上。（示例）"
        opinion = kind(step=step.code, agrees=not plot.refused, opinion=words)
        _do(case, opinion, desk.actor(post, at.date(), turn), f"{step.code}-{turn}")

    def _check(self, plot: Plot, case: UUID, at: datetime) -> Story:
        if not plot.checked:
            return
        at = self._later(at, 15)
        yield at
        examiner = plot.desk.actor("handle", at.date())
        _do(case, approval.CheckPromise(outcome=plot.checked), examiner, "check")

    def _conclude(self, plot: Plot, case: UUID, at: datetime) -> Story:
        content, desk = content_of(plot.edition), plot.desk.decides
        if plot.stops_after in {"handled", "handed_up"}:
            return
        at = self._later(at, 0 if plot.on_promise else 1 + plot.slow)
        yield at
        decision = approval.Decide(
            granted=not plot.refused,
            reasons="申请材料不能证明符合法定条件。（示例）" if plot.refused else "",
            hearing_record=RECORD_CITED if plot.hearing else "",
        )
        _do(case, decision, desk.actor("decide", at.date()), "decide")
        if plot.stops_after == "decided" or (content.result and content.result.kind == "4"):
            yield from self._rate(plot, case, at)
            return
        licence = content.result is not None and content.result.kind == "1"
        if licence and not plot.refused:
            at = self._later(at, 1)
            yield at
            _do(case, approval.Issue(), desk.actor("decide", at.date()), "issue")
            if plot.stops_after == "issued":
                return
        at = self._later(at, 1)
        yield at
        method = "online" if plot.online else "counter"
        _do(case, approval.Deliver(method=method), desk.actor("decide", at.date()), "deliver")
        yield from put_away(case, plot.desk, at)
        yield from self._rate(plot, case, at)

    def _rate(self, plot: Plot, case: UUID, at: datetime) -> Story:
        if not plot.grade or plot.stops_after == "decided":
            return
        at = at + timedelta(hours=2)
        yield at
        words = "办得慢。（示例）" if plot.grade <= 2 else ""
        command = approval.Evaluate(grade=plot.grade, words=words)
        _do(case, command, party_actor(plot.person), "evaluate")


def _do(case: UUID, command: Command, actor: Actor, name: str) -> None:
    execute(case, command, actor=actor, key=f"demo-{case.hex[:12]}-{name}")


def _about(plot: Plot) -> tuple[str, str]:
    """Return what is asked about a licence that is held, and its number."""
    if plot.renews is None:
        return "", ""
    who = plot.person
    number = old_licence(plot.edition, who.id, who.name, natural=who.natural, last=plot.renews)
    return "renewal", number
