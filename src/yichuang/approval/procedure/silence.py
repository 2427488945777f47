"""What the law ties to the passing of time, and who sees it before the notice leaves (默示)."""

from __future__ import annotations

from yichuang.ledger.pure import Event, Wake

from ..commands import ConfirmDeemed
from ..errors import StepNotAllowed
from ..events import DeemedAccepted, DeemedConfirmed
from ..state import HOLDING, ApplicationState, legal_day
from ..turn_events import RenewalConfirmed
from .clocks import acceptance_silence
from .facts import Facts

LATE = "late"  # recorded long after its moment: an outage, an import, a receipt put right
PROVISIONAL = "provisional"  # by a calendar nobody has announced yet


def wake(state: ApplicationState, command: Wake, facts: Facts) -> list[Event]:  # noqa: ARG001
    """Record that silence has counted as acceptance, as of the day the materials arrived.

    Nothing on a provisional calendar day, and nothing before its time. An effect that is recorded
    late holds from the same day; only its notice waits for a person.
    Source: LicLaw 32(4).
    """
    silence = acceptance_silence(state, facts.calendar)
    if silence is None or not silence.has_taken_effect(facts.now):
        return []
    assert silence.takes_effect_at is not None
    late = facts.now - silence.takes_effect_at > facts.silence_grace
    return [_deemed(state, facts, held=LATE if late else "")]


def _deemed(state: ApplicationState, facts: Facts, *, held: str) -> DeemedAccepted:
    silence = acceptance_silence(state, facts.calendar)
    assert silence is not None
    assert state.answerable_at is not None
    return DeemedAccepted(
        effective_at=state.answerable_at,
        period_ended_on=silence.takes_effect_on,
        article=silence.source,
        held=held,
    )


def confirm(state: ApplicationState, command: ConfirmDeemed, facts: Facts) -> list[Event]:
    """Let the held notice of a deemed acceptance leave; its legal day stays (确认默示受理).

    Where the period is over by a provisional calendar only, the confirmation records the effect
    as well: no machine does, and the applicant must not wait for the announcement.
    Source: LicLaw 32(4).
    """
    confirmed = DeemedConfirmed(effective_at=facts.now, officer=facts.actor.id)
    if state.status in HOLDING and (state.deemed_held or state.renewal_held):
        renewed = RenewalConfirmed(effective_at=facts.now, officer=facts.actor.id)
        return [
            *([confirmed] if state.deemed_held else []),
            *([renewed] if state.renewal_held else []),
        ]
    silence = acceptance_silence(state, facts.calendar)
    if silence and silence.provisional and silence.takes_effect_on < legal_day(facts.now):
        return [_deemed(state, facts, held=PROVISIONAL), confirmed]
    raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
