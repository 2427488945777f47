"""Which remedies a person has against an act, and until when (救济途径和期限)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from .calendar import Calendar
from .clock import LastDay, last_day
from .periods import Period, Unit

RECONSIDERATION = Period(60, Unit.CALENDAR_DAY, "RecLaw 20")  # 行政复议
LAWSUIT = Period(6, Unit.MONTH, "LitLaw 46")  # 直接提起行政诉讼
LAWSUIT_AFTER = Period(15, Unit.CALENDAR_DAY, "LitLaw 45")  # 不服复议决定
RECONSIDERATION_AT_MOST = Period(1, Unit.YEAR, "RecLaw 20")  # 未告知权利


class ContestedAct(StrEnum):
    """What a person is dissatisfied with, as far as the road to remedies depends on it."""

    ORDINARY = "ordinary"
    ON_THE_SPOT_PENALTY = "on_the_spot_penalty"  # 当场处罚
    NATURAL_RESOURCES = "natural_resources"  # 侵犯自然资源所有权、使用权
    FAILURE_TO_ACT = "failure_to_act"  # 未履行法定职责
    DISCLOSURE_REFUSED = "disclosure_refused"  # 政府信息不予公开
    OTHER_BY_LAW = "other_by_law"  # 法律、行政法规规定的其他情形


# Reconsideration must come first for these; the deciding organ has to say so in its document.
COMPULSORY_FIRST = {
    ContestedAct.ON_THE_SPOT_PENALTY: "RecLaw 23(1)",
    ContestedAct.NATURAL_RESOURCES: "RecLaw 23(2)",
    ContestedAct.FAILURE_TO_ACT: "RecLaw 23(3)",
    ContestedAct.DISCLOSURE_REFUSED: "RecLaw 23(4)",
    ContestedAct.OTHER_BY_LAW: "RecLaw 23(5)",
}


@dataclass(frozen=True, slots=True)
class Remedies:
    """The last days for each remedy; `lawsuit` is None where reconsideration comes first."""

    act: ContestedAct
    known_on: date
    reconsideration: LastDay
    lawsuit: LastDay | None
    compulsory_first: bool
    compulsory_source: str


def remedies_for(act: ContestedAct, *, known_on: date, calendar: Calendar) -> Remedies:
    """Return the remedies against an act that the person learned of on `known_on`.

    For a served document that is the day of service; for a failure to act the day on which the
    time for acting ended.
    Source: RecLaw 行政复议法 20, 23; LitLaw 行政诉讼法 44, 46.
    """
    first = act in COMPULSORY_FIRST
    return Remedies(
        act=act,
        known_on=known_on,
        reconsideration=last_day(RECONSIDERATION, started_on=known_on, calendar=calendar),
        lawsuit=None if first else last_day(LAWSUIT, started_on=known_on, calendar=calendar),
        compulsory_first=first,
        compulsory_source=COMPULSORY_FIRST.get(act, ""),
    )


def lawsuit_after_reconsideration(received_on: date, calendar: Calendar) -> LastDay:
    """Return the last day to sue once the reconsideration decision has been received.

    Where that decision fails to come, pass the day on which its time ended.
    Source: LitLaw 行政诉讼法 45.
    """
    return last_day(LAWSUIT_AFTER, started_on=received_on, calendar=calendar)


def reconsideration_when_not_told(
    content_known_on: date, told_on: date | None, calendar: Calendar
) -> LastDay:
    """Return the last day for reconsideration if the document did not tell of the right.

    Sixty days from the day the person learned of it, and at most one year from the day he knew
    the act. `told_on` is None while he has not learned of it.
    Source: RecLaw 行政复议法 20, third paragraph.
    """
    at_most = last_day(RECONSIDERATION_AT_MOST, started_on=content_known_on, calendar=calendar)
    if told_on is None:
        return at_most
    from_telling = last_day(RECONSIDERATION, started_on=told_on, calendar=calendar)
    return min(from_telling, at_most, key=lambda end: end.on)
