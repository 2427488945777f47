"""What can happen to an application (依申请办件的事件)."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date
from typing import ClassVar

from yichuang.law.public import Period
from yichuang.ledger.pure import Event, Milestone, Sealed, register_events

LINE = "approval"


@dataclass(frozen=True, slots=True)
class StepPin:
    """A handling step as the edition had it when the case was filed."""

    code: str
    name: str
    act: str
    people: int = 1
    separate: bool = False  # not by an officer who took an earlier step
    above: bool = False  # taken by the organ that decides, after the hand-up
    # The rest only in a table of steps; in a plain list `after` is None. See `flow.Step`.
    after: tuple[str, ...] | None = None
    when: str = ""
    back_to: tuple[str, ...] = ()
    organs: tuple[str, ...] = ()
    rule: str = "everyone"
    silence: bool = False
    same_officer: bool = False
    period: Period | None = None  # within which it is taken, from the day it opens


@dataclass(frozen=True, slots=True)
class SituationPin:
    """What the applicant answered to a question on which the steps of his case depend."""

    code: str
    answer: str


@dataclass(frozen=True, slots=True)
class HandUpPin:
    """Which organ decides, how long the first one may examine, from when the other's time runs."""

    organ: str
    organ_name: str
    first: Period
    begins: str  # accepted, handed_up, received


@dataclass(frozen=True, slots=True)
class Pins:
    """What a case keeps of its edition for life."""

    power_type: str
    instant: bool
    acceptance: Period | None  # within which a filing is answered
    silence_accepts: bool  # whether silence counts as acceptance, LicLaw 32(4)
    statutory: Period | None
    promised: Period | None
    steps: tuple[StepPin, ...]
    result_kind: str  # 1 证照, 2 批文, 3 其他, 4 无
    issue: Period | None = None  # within which a licence is issued, LicLaw 44
    check_within: Period | None = None  # within which a promise is checked
    hand_up: HandUpPin | None = None  # None: the organ decides itself


@dataclass(frozen=True, slots=True)
class TitlePin:
    """By what right and in whose name a case is handled, as it was on its first day (行使依据).

    A later change of title changes nothing here. `organ` and `organ_name` are of the organ in whose
    name it is done; `acting_organ` names the entrusted organ that does it; `supervising_organ` who
    watches afterwards.
    """

    kind: str  # own, transferred, entrusted, empowered
    organ: str
    organ_name: str
    acting_organ: str = ""
    from_organ: str = ""
    supervising_organ: str = ""
    basis: str = ""
    reconsideration_organ: str = ""
    court: str = ""


@dataclass(frozen=True, slots=True)
class LicencePin:
    """Which licence is to be renewed or changed, and how it stood when that was asked for.

    `apply_by`: the last day on which renewal was asked for in time; `in_time`: whether it was.
    """

    what: str  # renewal, change
    number: str
    valid_from: date
    valid_to: date | None
    apply_by: date | None = None
    in_time: bool = True


@dataclass(frozen=True, slots=True)
class MaterialMark:
    """How a material stands, without showing what it says."""

    code: str
    how: str  # upload, paper, licence, interface, promise
    uploads: tuple[str, ...] = ()  # ids of uploads
    digests: tuple[str, ...] = ()  # SM3 of their content
    copies: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Filed(Event):
    """An application has arrived, online or at a window (收件); LicLaw 29, 32."""

    kind: ClassVar[str] = "filed"
    milestone: ClassVar[Milestone | None] = Milestone.RECEIVED

    number: str = ""
    entrance: str  # online, window
    pins: Pins
    title: TitlePin | None = None  # None: recorded before titles were pinned; its own right
    materials: tuple[MaterialMark, ...] = ()
    gaps: tuple[str, ...] = ()  # required materials that are open: the draft of one notice
    late: bool = False
    query_digest: str = ""
    paper_digest: str = ""
    form: Sealed | None = None
    applicant: Sealed | None = None
    query_code: Sealed | None = None
    late_ground: Sealed | None = None
    by_promise: bool = False  # to be decided on the applicant's promise
    promise: Sealed | None = None  # what he promised, and who signed
    of: LicencePin | None = None  # a licence to be renewed or changed
    offer: str = ""  # the offer taken up (免申即享), by its id
    offer_source: str = ""  # the data that stand for the materials
    identified: str = ""  # at a window: read (by a reader), typed; empty: not recorded
    signature: str = ""  # id of the upload with the applicant's signature
    signature_digest: str = ""  # SM3 of it
    seen_on_screen: bool = False  # the applicant confirmed name, form and list on his own screen
    situations: tuple[SituationPin, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SupplementRequested(Event):
    """Everything that is missing has been told, once (一次性补正告知); LicLaw 32(4)."""

    kind: ClassVar[str] = "supplement_requested"
    milestone: ClassVar[Milestone | None] = Milestone.SUPPLEMENT_REQUESTED

    codes: tuple[str, ...]
    answer_by: date | None = None
    number: str = ""
    paper_digest: str = ""
    notice: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplemented(Event):
    """The applicant has answered the notice (补正材料)."""

    kind: ClassVar[str] = "supplemented"
    milestone: ClassVar[Milestone | None] = Milestone.SUPPLEMENTED

    materials: tuple[MaterialMark, ...]
    open_codes: tuple[str, ...] = ()
    unneeded: tuple[str, ...] = ()  # materials that the corrected answers make unneeded
    answers: Sealed | None = None
    situations: tuple[SituationPin, ...] = ()  # as they are answered now


@dataclass(frozen=True, slots=True, kw_only=True)
class Accepted(Event):
    """The application is accepted (受理); both clocks count from the next day. LicLaw 32(5).

    Here and in every event after which steps go on: `opens` are the steps whose turn has come,
    `passes` those passed over since their condition does not hold. Empty in a plain list.
    """

    kind: ClassVar[str] = "accepted"
    milestone: ClassVar[Milestone | None] = Milestone.ACCEPTED

    number: str = ""
    paper_digest: str = ""
    opens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedAccepted(Event):
    """Nothing was told in time, so it counts as accepted on the day it arrived. LicLaw 32(4)."""

    kind: ClassVar[str] = "deemed_accepted"
    milestone: ClassVar[Milestone | None] = Milestone.ACCEPTED

    period_ended_on: date
    article: str = "LicLaw 32(4)"
    held: str = ""  # why its notice waits for a person: late, provisional; empty: it has left
    number: str = ""
    paper_digest: str = ""
    opens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class DeemedConfirmed(Event):
    """A named person has seen a deemed acceptance, and its notice leaves; no date moves (确认)."""

    kind: ClassVar[str] = "deemed_confirmed"

    officer: str
    number: str = ""
    paper_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotAccepted(Event):
    """The application is not accepted (不予受理); LicLaw 32(1)(2), 78.

    `barred_until`: until when the applicant may not apply for the same again.
    """

    kind: ClassVar[str] = "not_accepted"
    milestone: ClassVar[Milestone | None] = Milestone.NOT_ACCEPTED

    ground: str  # not_required, not_competent, false_materials (with a warning 警告)
    competent_organ: str = ""
    barred_until: date | None = None
    number: str = ""
    paper_digest: str = ""
    reasons: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Withdrawn(Event):
    """The applicant has taken the application back (撤回申请)."""

    kind: ClassVar[str] = "withdrawn"
    milestone: ClassVar[Milestone | None] = Milestone.WITHDRAWN

    number: str = ""
    paper_digest: str = ""
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionGiven(Event):
    """An officer has examined, verified or reviewed and says so in his own name (审查意见).

    `organ`: the organ he speaks for, where organs are asked. `same_officer`: he took the step
    before, and this one passes with it.
    """

    kind: ClassVar[str] = "opinion_given"

    step: str
    officer: str
    agrees: bool
    opinion: Sealed | None = None
    organ: str = ""
    same_officer: bool = False
    opens: tuple[str, ...] = ()
    passes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class OpinionRecalled(Event):
    """An officer has taken his last opinion back; what he wrote stays on record (撤回本步)."""

    kind: ClassVar[str] = "opinion_recalled"

    step: str
    officer: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Suspended(Event):
    """A special procedure has begun; its time is not counted (特别程序); LicLaw 45."""

    kind: ClassVar[str] = "suspended"
    milestone: ClassVar[Milestone | None] = Milestone.SUSPENDED

    procedure: str
    article: str
    expected_until: date | None = None
    number: str = ""
    paper_digest: str = ""
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Resumed(Event):
    """The special procedure has ended; counting resumes the next working day."""

    kind: ClassVar[str] = "resumed"
    milestone: ClassVar[Milestone | None] = Milestone.RESUMED


@dataclass(frozen=True, slots=True, kw_only=True)
class Extended(Event):
    """The head of the organ has extended the period (延期); LicLaw 42."""

    kind: ClassVar[str] = "extended"
    milestone: ClassVar[Milestone | None] = Milestone.EXTENDED

    period: Period
    approved_by: str
    number: str = ""
    paper_digest: str = ""
    reason: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Granted(Event):
    """The application is granted (准予); LicLaw 38(1) for licences, else as the edition says."""

    kind: ClassVar[str] = "granted"
    milestone: ClassVar[Milestone | None] = Milestone.DECIDED

    officer: str
    number: str = ""
    paper_digest: str = ""
    content: Sealed | None = None
    hearing: Sealed | None = None  # how it follows from the record of the hearing, LicLaw 48


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused(Event):
    """The application is refused, with reasons and remedies (不予); LicLaw 38(2).

    `ground`: false_materials where it was false, with a warning (警告), LicLaw 78.
    """

    kind: ClassVar[str] = "refused"
    milestone: ClassVar[Milestone | None] = Milestone.DECIDED

    officer: str
    articles: tuple[str, ...] = ()
    ground: str = ""
    barred_until: date | None = None
    number: str = ""
    paper_digest: str = ""
    reasons: Sealed | None = None
    hearing: Sealed | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Issued(Event):
    """The licence or result has been made out (出证); LicLaw 39, 44."""

    kind: ClassVar[str] = "issued"
    milestone: ClassVar[Milestone | None] = Milestone.ISSUED

    licence: str = ""
    valid_from: date | None = None
    valid_to: date | None = None
    content_digest: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivered(Event):
    """The result has reached the applicant (送达)."""

    kind: ClassVar[str] = "delivered"
    milestone: ClassVar[Milestone | None] = Milestone.DELIVERED

    method: str  # counter, online, courier
    number: str = ""
    paper_digest: str = ""
    recipient: Sealed | None = None
    collected_by: str = ""  # at a window: applicant, agent, other; empty: not recorded
    identified: str = ""  # code, document
    collector: Sealed | None = None  # who came for the applicant, his document and authority
    signature: str = ""  # id of the upload with the signature, or with the signed slip
    signature_digest: str = ""  # SM3 of it
    carrier: str = ""
    waybill: str = ""
    proof: str = ""  # number of the carrier's proof of receipt


@dataclass(frozen=True, slots=True, kw_only=True)
class Closed(Event):
    """Nothing is left to be done (办结)."""

    kind: ClassVar[str] = "closed"
    milestone: ClassVar[Milestone | None] = Milestone.CLOSED

    outcome: str  # granted, refused, not_accepted, withdrawn


@dataclass(frozen=True, slots=True, kw_only=True)
class Evaluated(Event):
    """A person has rated this service contact (好差评); GB/T 39734-2020."""

    kind: ClassVar[str] = "evaluated"
    milestone: ClassVar[Milestone | None] = Milestone.EVALUATED
    matters: ClassVar[bool] = False

    grade: int  # 5 非常满意 … 1 非常不满意
    contact: int = 1
    options: tuple[str, ...] = field(default=())
    words: Sealed | None = None


KINDS: tuple[type[Event], ...] = (
    Filed,
    SupplementRequested,
    Supplemented,
    Accepted,
    DeemedAccepted,
    DeemedConfirmed,
    NotAccepted,
    Withdrawn,
    OpinionGiven,
    OpinionRecalled,
    Suspended,
    Resumed,
    Extended,
    Granted,
    Refused,
    Issued,
    Delivered,
    Closed,
    Evaluated,
)

register_events(LINE, KINDS)
