"""The state of an application: what its events add up to. No personal data is in it."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from enum import StrEnum

from yichuang.flow.public import Place
from yichuang.law.public import CHINA_TIME, Period, Unit

from .events import LicencePin, MaterialMark, Pins, SituationPin, StepPin, TitlePin
from .fee_events import FeeLine


def legal_day(moment: datetime) -> date:
    """Return the calendar day a moment falls on for the law."""
    return moment.astimezone(CHINA_TIME).date()


class Status(StrEnum):
    """Where an application stands (办件状态)."""

    NEW = "new"
    RECEIVED = "received"  # 已收件,待受理
    SUPPLEMENT = "supplement"  # 待补正
    ACCEPTED = "accepted"  # 已受理,办理中
    SUSPENDED = "suspended"  # 特别程序中
    HANDED_UP = "handed_up"  # 已报送上级机关,待签收
    GRANTED = "granted"  # 准予
    REFUSED = "refused"  # 不予
    ISSUED = "issued"  # 已出证,待领取
    NOT_ACCEPTED = "not_accepted"  # 不予受理
    WITHDRAWN = "withdrawn"  # 已撤回
    CLOSED = "closed"  # 已办结
    VOIDED = "voided"  # 已作废


# Where the held notice of a deemed acceptance can still leave before the case is over.
HOLDING = frozenset(
    {
        Status.ACCEPTED,
        Status.SUSPENDED,
        Status.HANDED_UP,
        Status.GRANTED,
        Status.REFUSED,
        Status.ISSUED,
    }
)
FINAL = frozenset({Status.NOT_ACCEPTED, Status.WITHDRAWN, Status.CLOSED, Status.VOIDED})

DECISION_STEP = StepPin("decide", "决定", "approval.decide")


@dataclass(frozen=True, slots=True)
class Bar:
    """From when until when somebody may not apply for the same again, and by which article."""

    since: date
    until: date
    article: str


NO_PINS = Pins(
    power_type="",
    instant=False,
    acceptance=None,
    silence_accepts=False,
    statutory=None,
    promised=None,
    steps=(),
    result_kind="4",
)


@dataclass(frozen=True, slots=True)
class Interval:
    """A special procedure from its recorded start to its recorded end."""

    first: date
    last: date | None
    procedure: str
    article: str
    expected_until: date | None = None


@dataclass(frozen=True, slots=True)
class OpinionMark:
    """Who completed a step, and how."""

    step: str
    officer: str
    agrees: bool


@dataclass(frozen=True, slots=True)
class StepPlace:
    """How one step of a table stands, and since when it is open."""

    code: str
    place: Place
    opened_on: date | None = None


@dataclass(frozen=True, slots=True)
class StepsThen:
    """How the steps stood before an opinion that may still be taken back."""

    places: tuple[StepPlace, ...]


@dataclass(frozen=True, slots=True)
class Ending:
    """How the organ ended what it had granted: revoked, recalled, deregistered."""

    how: str
    ground: str
    article: str
    on: date


@dataclass(frozen=True, slots=True)
class Owed:
    """What was promised to follow, by when, and on what basis it lapses (empty: it does not)."""

    codes: tuple[str, ...]
    by: date
    lapses: str


@dataclass(frozen=True, slots=True)
class Hearing:
    """Where a hearing stands: who was told and asked, when it is set for, and how it ended.

    `told_on` None: announced without telling first. `asked_on`: the first request that stands.
    """

    told_on: date | None = None
    told_to: tuple[str, ...] = ()  # applicant, third
    ask_within: Period | None = None
    requested: tuple[str, ...] = ()
    waived: tuple[str, ...] = ()
    asked_on: date | None = None
    hold_within: Period | None = None
    public: bool = False
    set_for: datetime | None = None
    place: str = ""
    host: str = ""
    outcome: str = ""  # held, absent
    recorded_on: date | None = None
    record: str = ""  # the number of the record


@dataclass(frozen=True, slots=True)
class HandedUpTo:
    """Which organ has the case since when, and what the lower one proposed."""

    organ: str
    organ_name: str
    region: str
    on: date
    pauses: int  # how many pauses there had been: they are the lower organ's
    agrees: bool
    opinion: str = ""  # the number of its paper
    received_on: date | None = None


@dataclass(frozen=True, slots=True)
class Payment:
    """One payment the non-tax system told of; `refund` is empty, ordered or done."""

    reference: str
    bill_number: str
    paid_at: datetime
    refund: str = ""


@dataclass(frozen=True, slots=True)
class Charge:
    """What is to be paid for this case, and what came (应缴、实缴)."""

    code: str
    items: tuple[FeeLine, ...]
    due_fen: int
    relief_fen: int
    pay_by: date
    noticed_at: datetime
    payments: tuple[Payment, ...] = ()


@dataclass(frozen=True, slots=True)
class Delivery:
    """Where the result is on its way to the applicant.

    `ready_on`: it lies ready at a window; `sent_at`: it is on its way; `returned`: why the last
    parcel came back; `used`: the waybills of those that did.
    """

    way: str = ""  # collection, courier; empty: nobody has said
    ready_on: date | None = None
    place: str = ""
    code_digest: str = ""
    wrong: int = 0  # codes that did not fit
    carrier: str = ""
    waybill: str = ""
    sent_at: datetime | None = None
    used: tuple[str, ...] = ()
    returned: str = ""
    returned_on: date | None = None


@dataclass(frozen=True, slots=True)
class ApplicationState:
    """See the module. `answerable_at` is when everything asked for had arrived."""

    organ: str = ""
    region: str = ""
    status: Status = Status.NEW
    number: str = ""
    entrance: str = ""
    pins: Pins = NO_PINS
    title: TitlePin | None = None
    late: bool = False
    query_digest: str = ""
    received_at: datetime | None = None
    answerable_at: datetime | None = None
    materials: tuple[MaterialMark, ...] = ()
    gaps: tuple[str, ...] = ()
    asked: tuple[str, ...] = ()
    asked_once: bool = False
    asked_at: datetime | None = None
    answer_by: date | None = None
    accepted_at: datetime | None = None
    deemed: bool = False
    silent_until: date | None = None  # the last day somebody could have answered, if deemed
    deemed_held: str = ""  # why the notice of a deemed acceptance waits for a person
    opinions: tuple[OpinionMark, ...] = ()
    settled: int = 0  # how many of the opinions somebody has built on: they stay
    recalled: tuple[OpinionMark, ...] = ()
    suspensions: tuple[Interval, ...] = ()
    extensions: tuple[Period, ...] = ()
    decided_at: datetime | None = None
    granted: bool | None = None
    decision_number: str = ""
    licence: str = ""
    delivered_at: datetime | None = None
    evaluated: tuple[int, ...] = ()
    corrections: tuple[int, ...] = ()
    outcome: str = ""
    anomalies: tuple[str, ...] = field(default=())
    by_promise: bool = False  # decided on the applicant's promise
    promise_check: str = ""  # kept, correct, not_kept
    correct_by: date | None = None
    issued: bool = False
    valid_to: date | None = None
    ended: Ending | None = None
    barred_until: date | None = None
    barred_since: date | None = None
    barred_by: str = ""  # the article
    owed: Owed | None = None
    hearing: Hearing | None = None
    charge: Charge | None = None
    of: LicencePin | None = None  # the licence to be renewed or changed
    renewed_by_silence: bool = False
    renewal_moot: bool = False  # the licence was ended meanwhile: silence renews nothing
    renewal_held: str = ""  # why the paper of a deemed renewal waits for a person
    delivery: Delivery = Delivery()
    above: HandedUpTo | None = None  # None: the organ it was filed with has it
    situations: tuple[SituationPin, ...] = ()  # the answers on which steps depend
    places: tuple[StepPlace, ...] = ()  # the table of steps; empty: a plain list
    undo: tuple[StepsThen, ...] = ()

    @property
    def bar(self) -> Bar | None:
        """The bar on applying for the same again that this case brought about, or None."""
        if self.barred_until is None or self.barred_since is None:
            return None
        return Bar(self.barred_since, self.barred_until, self.barred_by)


# Where the law sets no limit for answering a filing, the house still asks for an answer within the
# time the licensing law knows; nothing follows from letting it pass.
ANSWER_TARGET = Period(5, Unit.WORKING_DAY, "内部答复目标，非法定")
# Nor does it say how soon the organ above signs for a file: yet its time may begin only then.
SIGNING_TARGET = Period(1, Unit.WORKING_DAY, "内部签收目标，非法定")
