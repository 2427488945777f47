"""Renewal and change of a licence that is held (延续、变更): LicLaw 行政许可法 49, 50.

The organ must have decided on a renewal before the licence expires. Where it was asked in time and
has not, the renewal is granted by the law itself at the end of the licence's last day, whatever day
of the week that is: a licence ends on its date, not on a working day.
"""

from __future__ import annotations

from datetime import date, datetime, timedelta

from yichuang.catalogue.pure import EditionContent, PowerType
from yichuang.kernel.public import InvalidInput
from yichuang.law.public import CHINA_TIME, Period, Unit, add_months, ends_at
from yichuang.ledger.pure import Event

from ..commands import File, Receive
from ..errors import (
    DecidedAbove,
    LicenceNotHeld,
    LicenceNotInForce,
    LicenceOfOtherMatter,
    LicenceUnknown,
    RenewalRunning,
)
from ..events import Issued, LicencePin
from ..state import ApplicationState, Status, legal_day
from ..turn_events import DeemedRenewed, NothingRenewed
from .facts import Facts, HeldLicence

RENEWAL, CHANGE = "renewal", "change"
ARTICLES = {RENEWAL: "LicLaw 50(1)", CHANGE: "LicLaw 49"}
DECIDE_BEFORE_EXPIRY = "LicLaw 50(2)"
APPLY_BEFORE = timedelta(days=30)  # LicLaw 50(1); the holder's period counts in calendar days
UNDECIDED = frozenset({Status.RECEIVED, Status.ACCEPTED, Status.SUSPENDED})
VALID = "01"
LICENCE_RESULT = "1"
LATE = "late"


def pin_of(
    command: File | Receive, edition: EditionContent, received_at: datetime, facts: Facts
) -> LicencePin | None:
    """Return which licence a filing is about; None where it asks for a new one.

    A renewal asked for later than the law's 30 days is taken, and the pin says so: the organ may
    still grant it, but its silence grants nothing. Raises LicenceUnknown, LicenceNotHeld,
    LicenceOfOtherMatter, LicenceNotInForce, and RenewalRunning for a second one.
    """
    if not command.what and not command.of_licence.strip():
        return None
    if command.what not in ARTICLES:
        raise InvalidInput(field="what", rule="unknown")
    if not command.of_licence.strip():
        raise InvalidInput(field="of_licence", rule="required")
    article = _article(edition, ARTICLES[command.what])
    if edition.hand_up is not None:  # renewal and change are asked of the organ that decided
        raise DecidedAbove(article=article, organ=edition.hand_up.organ_name)
    held = facts.held
    if held is None:
        raise LicenceUnknown(field="of_licence", article=article, number=command.of_licence)
    if not held.own:
        raise LicenceNotHeld(field="of_licence", article=article, number=held.number)
    if not (held.same_matter and edition.result and edition.result.kind == LICENCE_RESULT):
        raise LicenceOfOtherMatter(field="of_licence", article=article, number=held.number)
    day = legal_day(received_at)
    # By today, whatever day it is said to have arrived: what has run out lives on by no entry.
    if held.state != VALID or (held.valid_to is not None and held.valid_to < legal_day(facts.now)):
        raise LicenceNotInForce(field="of_licence", article=article, number=held.number)
    if command.what == RENEWAL and held.renewing:
        raise RenewalRunning(field="of_licence", article=article, number=held.renewing)
    return _pin(command.what, held, day)


def _pin(what: str, held: HeldLicence, day: date) -> LicencePin:
    if what == RENEWAL and held.valid_to is None:
        raise InvalidInput(field="what", rule="long_term")  # nothing ends that could go on
    apply_by = held.valid_to - APPLY_BEFORE if held.valid_to and what == RENEWAL else None
    return LicencePin(
        what=what,
        number=held.number,
        valid_from=held.valid_from,
        valid_to=held.valid_to,
        apply_by=apply_by,
        in_time=apply_by is None or day <= apply_by,
    )


def _article(edition: EditionContent, article: str) -> str | None:
    return article if edition.power_type is PowerType.LICENCE else None


def refuse_grant_of_ended(state: ApplicationState, facts: Facts, *, expiry: bool = True) -> None:
    """Refuse to renew or change what is no longer in force. `expiry`: expiry ends it, too."""
    if state.of is None:
        return
    held = facts.held
    gone = held is None or held.state != VALID
    if not gone and expiry:
        assert held is not None
        gone = held.valid_to is not None and held.valid_to < legal_day(facts.now)
    if gone:
        article = "LicLaw 70" if state.pins.power_type == PowerType.LICENCE else None
        raise LicenceNotInForce(article=article, number=state.of.number)


def silence_grants_at(state: ApplicationState) -> datetime | None:
    """Return the moment at which a renewal nobody decided counts as granted; LicLaw 50(2).

    None for other powers than licences, a renewal asked for late, and where the applicant owed an
    answer when the licence expired: nobody could decide.
    """
    last_day = silent_until(state)
    if last_day is None or state.status not in UNDECIDED:
        return None
    at = ends_at(last_day).astimezone(CHINA_TIME)
    complete = state.answerable_at is not None and state.answerable_at < at
    return at if complete else None


def silent_until(state: ApplicationState) -> date | None:
    """Return the last day for deciding on a renewal that silence would grant; None for others."""
    of = state.of
    renews = of is not None and of.what == RENEWAL and _asked_in_time(state)
    licence = state.pins.power_type == PowerType.LICENCE
    return of.valid_to if of and renews and licence and not state.renewal_moot else None


def _asked_in_time(state: ApplicationState) -> bool:
    """Return whether it was asked for in time, by the day of receipt as it was corrected."""
    if state.of is None or state.of.apply_by is None or state.received_at is None:
        return False
    return legal_day(state.received_at) <= state.of.apply_by


def grant_by_silence(state: ApplicationState, facts: Facts) -> list[Event]:
    """Record that a renewal counts as granted (视为准予延续), and carry the licence on.

    Where the licence was ended meanwhile, that is recorded instead, and the organ decides. What is
    recorded late holds from the same moment; only its paper waits for a person.
    """
    at = silence_grants_at(state)
    held = facts.held
    if at is None or facts.now < at:
        return []
    assert state.of is not None
    assert state.of.valid_to is not None
    if held is None or held.state != VALID:
        moot = NothingRenewed(
            effective_at=at,
            licence_number=state.of.number,
            licence_state=held.state if held else "",
            period_ended_on=state.of.valid_to,
        )
        return [moot]
    late = facts.now - at > facts.silence_grace
    valid_from, valid_to = next_term(state, facts)
    return [
        DeemedRenewed(
            effective_at=at,
            licence_number=state.of.number,
            period_ended_on=state.of.valid_to,
            article=DECIDE_BEFORE_EXPIRY,
            held=LATE if late else "",
        ),
        Issued(effective_at=at, valid_from=valid_from, valid_to=valid_to),
    ]


def next_term(state: ApplicationState, facts: Facts) -> tuple[date, date | None]:
    """Return first and last day of the licence as it stands after the grant.

    A change leaves its term. A renewal adds the guide's validity or, where it has none, the length
    of the original term to what there is: the licence is in force without a gap.
    """
    held = facts.held
    assert state.of is not None
    assert held is not None
    if state.of.what == CHANGE or held.valid_to is None:
        return held.valid_from, held.valid_to
    result = facts.edition.result if facts.edition else None
    following = held.valid_to + timedelta(days=1)
    if result and result.validity:
        return held.valid_from, last_valid_day(following, result.validity)
    assert held.first_to is not None, "what ends had an end from the beginning"
    return held.valid_from, last_valid_day(following, _length(held.first_from, held.first_to))


def _length(first: date, last: date) -> Period:
    """Return the length of a term: whole months where it has them, else its days."""
    after = last + timedelta(days=1)
    months = (after.year - first.year) * 12 + after.month - first.month
    if months > 0 and add_months(first, months) == after:
        return Period(months, Unit.MONTH, DECIDE_BEFORE_EXPIRY)
    return Period((last - first).days + 1, Unit.CALENDAR_DAY, DECIDE_BEFORE_EXPIRY)


MONTHS_OF = {Unit.MONTH: 1, Unit.YEAR: 12}


def last_valid_day(first: date, validity: Period | None) -> date | None:
    """Return the last day a licence is valid; None means long-term.

    A term of years or months ends on the day before the same date; where the last month has no
    such date, with that month (Civil Code 202). Raises ValueError for other units than days,
    months and years.
    """
    if validity is None:
        return None
    if validity.unit is Unit.CALENDAR_DAY:
        return first + timedelta(days=validity.amount - 1)
    if validity.unit not in MONTHS_OF:
        raise ValueError(f"a validity is not counted in {validity.unit.value}")
    same_date = add_months(first, MONTHS_OF[validity.unit] * validity.amount)
    return same_date if same_date.day < first.day else same_date - timedelta(days=1)
