"""Send a case up, and sign for it there (报送上级机关、签收); LicLaw 行政许可法 35, 43."""

from __future__ import annotations

from yichuang.ledger.pure import Event, Sealed

from ..errors import GroundMissing, HearingOpen, OrganAboveUnknown, StepNotAllowed, StepOpen
from ..handup_commands import HandUp, ReceiveHandUp
from ..handup_events import HandedUp, HandUpReceived
from ..state import ApplicationState, Status, legal_day
from .acceptance import require
from .facts import Facts
from .gaps import refuse_while_owed
from .handling import open_step
from .handup import ARTICLE, HAND_UP_STEP, awaits_hand_up
from .hearing import ask_by, may_ask

CONFIRMATION = "确认默示受理"


def hand_up(state: ApplicationState, command: HandUp, facts: Facts) -> list[Event]:
    """Send opinion, reasons and the whole file to the organ that decides. LicLaw 35, 43.

    Raises StepOpen while an own step or the notice of a deemed acceptance is open, GapsOpen while
    a promised material is owed, since the file goes up whole, HearingOpen while somebody may still
    ask for a hearing, GroundMissing without reasons, OrganAboveUnknown where the directory does
    not know the organ above.
    """
    require(state, command.kind, Status.ACCEPTED)
    pin = state.pins.hand_up
    if pin is None or not awaits_hand_up(state):
        raise StepNotAllowed(step=command.kind, status=state.status.value, number=state.number)
    step = open_step(state)
    if step != HAND_UP_STEP:
        raise StepOpen(article="LicLaw 34", step=step.name)
    if state.deemed_held:  # the notice of acceptance is the lower organ's to send
        raise StepOpen(article="LicLaw 32(4)", step=CONFIRMATION)
    refuse_while_owed(state, facts, granting=command.agrees)
    if may_ask(state, facts.calendar, legal_day(facts.now)):
        raise HearingOpen(article="LicLaw 47", until=str(ask_by(state, facts.calendar)))
    if not command.reasons.strip():
        raise GroundMissing(field="reasons", article=ARTICLE)
    if facts.above is None:
        raise OrganAboveUnknown(article=ARTICLE, organ=pin.organ_name)
    return [
        HandedUp(
            effective_at=facts.now,
            agrees=command.agrees,
            officer=facts.actor.id,
            organ=pin.organ,
            region=facts.above.region,
            title=facts.above.title,
            opinion=Sealed(command.reasons, "opinion"),
        )
    ]


def receive(state: ApplicationState, command: ReceiveHandUp, facts: Facts) -> list[Event]:
    """Sign for the file; the examination above begins (签收)."""
    require(state, command.kind, Status.HANDED_UP)
    return [HandUpReceived(effective_at=facts.now, officer=facts.actor.id)]
