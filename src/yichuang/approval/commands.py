"""What may be asked for in the approval line (动作); personal content is sealed later."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, ClassVar

from yichuang.ledger.pure import Command


@dataclass(frozen=True, slots=True)
class MaterialGiven:
    """A material handed in: `how` as in the edition's ways to satisfy it."""

    code: str
    how: str
    uploads: tuple[str, ...] = ()
    digests: tuple[str, ...] = ()
    copies: int = 0


@dataclass(frozen=True, slots=True)
class SupplementItem:
    """One material of a notice, and what is wrong with it, in words the applicant reads."""

    code: str
    defects: tuple[str, ...]
    note: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class File(Command):
    """Apply online (网上申请)."""

    kind: ClassVar[str] = "file"
    act: ClassVar[str] = "approval.file"

    form: dict[str, Any]
    applicant: dict[str, Any]
    materials: tuple[MaterialGiven, ...] = ()
    promise_signed_by: str = ""  # who signed the promise; empty: the ordinary way
    of_licence: str = ""  # the number of the licence it is about
    what: str = ""  # renewal 延续, change 变更; empty: a new grant
    offer: str = ""  # the offer that is taken up, by its id; empty: an application of one's own
    bundle: str = ""  # the bundle it is a member of, by its id; the service sets it
    filled: tuple[str, ...] = ()  # application forms that the bundle's one form stands for


@dataclass(frozen=True, slots=True, kw_only=True)
class Receive(Command):
    """Take an application at a window (窗口收件). `received_at` None: now."""

    kind: ClassVar[str] = "receive"
    act: ClassVar[str] = "approval.receive"

    form: dict[str, Any]
    applicant: dict[str, Any]
    materials: tuple[MaterialGiven, ...] = ()
    promise_signed_by: str = ""  # who signed the promise; empty: the ordinary way
    of_licence: str = ""  # the number of the licence it is about
    what: str = ""  # renewal 延续, change 变更; empty: a new grant
    received_at: datetime | None = None
    late_ground: str = ""
    confirmed_by: str = "signature"  # signature, code
    identified: str = "typed"  # how the number of who stands there came: read, typed
    signature: str = ""  # upload with the applicant's signature; empty: on paper, or none
    signature_digest: str = ""  # SM3 of it; the service sets it
    seen_on_screen: bool = False  # the applicant confirmed name, form and list on his own screen


@dataclass(frozen=True, slots=True, kw_only=True)
class RequestSupplement(Command):
    """Tell everything that is missing, once (一次性告知补正)."""

    kind: ClassVar[str] = "request_supplement"
    act: ClassVar[str] = "approval.accept"

    items: tuple[SupplementItem, ...]
    answer_by: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class AnswerSupplement(Command):
    """Hand in what was asked for, online (提交补正)."""

    kind: ClassVar[str] = "answer_supplement"
    act: ClassVar[str] = "approval.answer"

    materials: tuple[MaterialGiven, ...]
    answers: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class TakeSupplement(Command):
    """Take at a window what was asked for (窗口接收补正)."""

    kind: ClassVar[str] = "take_supplement"
    act: ClassVar[str] = "approval.receive"

    materials: tuple[MaterialGiven, ...]
    answers: dict[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Accept(Command):
    """Accept the application (受理)."""

    kind: ClassVar[str] = "accept"
    act: ClassVar[str] = "approval.accept"


@dataclass(frozen=True, slots=True, kw_only=True)
class DeclineAcceptance(Command):
    """Do not accept (不予受理): no power is needed, another organ holds it, or it is false."""

    kind: ClassVar[str] = "decline_acceptance"
    act: ClassVar[str] = "approval.accept"

    ground: str  # not_required, not_competent, false_materials
    reasons: str
    competent_organ: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdraw(Command):
    """Take the application back before it is decided (撤回申请)."""

    kind: ClassVar[str] = "withdraw"
    act: ClassVar[str] = "approval.withdraw"

    reason: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveOpinion(Command):
    """Complete a handling step before the decision (审查、核查)."""

    kind: ClassVar[str] = "give_opinion"
    act: ClassVar[str] = "approval.examine"

    step: str
    agrees: bool
    opinion: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class GiveReview(GiveOpinion):
    """Complete a review step (复核)."""

    kind: ClassVar[str] = "give_review"
    act: ClassVar[str] = "approval.review"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallOpinion(Command):
    """Take one's own last opinion back before anybody has built on it (撤回本步)."""

    kind: ClassVar[str] = "recall_opinion"
    act: ClassVar[str] = "approval.examine"


@dataclass(frozen=True, slots=True, kw_only=True)
class RecallReview(RecallOpinion):
    """Take one's own last review back (撤回复核)."""

    kind: ClassVar[str] = "recall_review"
    act: ClassVar[str] = "approval.review"


@dataclass(frozen=True, slots=True, kw_only=True)
class ConfirmDeemed(Command):
    """Let the notice of a deemed acceptance leave that was held for a person (确认默示受理)."""

    kind: ClassVar[str] = "confirm_deemed"
    act: ClassVar[str] = "approval.confirm_deemed"


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspend(Command):
    """Begin a special procedure the edition lists (启动特别程序)."""

    kind: ClassVar[str] = "suspend"
    act: ClassVar[str] = "approval.suspend"

    procedure: str
    reason: str
    expected_until: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resume(Command):
    """End the special procedure (恢复计时)."""

    kind: ClassVar[str] = "resume"
    act: ClassVar[str] = "approval.suspend"


@dataclass(frozen=True, slots=True, kw_only=True)
class Extend(Command):
    """Extend the period as head of the organ (延长期限)."""

    kind: ClassVar[str] = "extend"
    act: ClassVar[str] = "approval.extend"

    days: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Decide(Command):
    """Grant or refuse (作出决定)."""

    kind: ClassVar[str] = "decide"
    act: ClassVar[str] = "approval.decide"

    granted: bool
    reasons: str = ""
    articles: tuple[str, ...] = ()
    content: str = ""
    ground: str = ""  # false_materials: refused because the application is false
    hearing_record: str = ""  # after a hearing: how the decision follows from its record


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteAtOnce(Command):
    """Accept, decide and hand over on one screen (即办)."""

    kind: ClassVar[str] = "complete_at_once"
    act: ClassVar[str] = "approval.decide"

    method: str = "counter"
    content: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Issue(Command):
    """Make out the licence (出证). `valid_from` None: the day of the decision."""

    kind: ClassVar[str] = "issue"
    act: ClassVar[str] = "approval.issue"

    valid_from: date | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Deliver(Command):
    """Hand the result over (送达)."""

    kind: ClassVar[str] = "deliver"
    act: ClassVar[str] = "approval.deliver"

    method: str  # counter, online, courier
    recipient: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluate(Command):
    """Rate this service contact (评价)."""

    kind: ClassVar[str] = "evaluate"
    act: ClassVar[str] = "approval.evaluate"

    grade: int
    options: tuple[str, ...] = ()
    words: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Correct(Command):
    """Put a wrong entry right (更正): what, why and approved by whom."""

    kind: ClassVar[str] = "correct"
    act: ClassVar[str] = "approval.correct"

    no: int
    field: str  # received_at, or form.<data element>
    value: Any  # a moment as text, or an answer as the form takes it
    ground: str
    approved_by: str  # the officer's code


@dataclass(frozen=True, slots=True, kw_only=True)
class Void(Command):
    """Void a case that should never have been (作废)."""

    kind: ClassVar[str] = "void"
    act: ClassVar[str] = "approval.void"

    ground: str
    approved_by: str
