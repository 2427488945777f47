"""By what right and in whose name a matter is handled: what is pinned when a case is opened."""

from __future__ import annotations

from datetime import date, datetime

from yichuang.catalogue.public import EditionContent, EditionRow, Remedy, content_of, power_code
from yichuang.directory.public import (
    OrganNotFound,
    PowerTransferred,
    Standing,
    TitleNotInForce,
    organ_by_code,
    reconsideration_organ,
    standing_on,
)
from yichuang.ledger.public import Opening, calendar_in_force

from .commands import File, Receive
from .events import TitlePin
from .procedure import Above
from .procedure.handup import awaits_hand_up
from .state import ApplicationState, legal_day

ANY_COURT = "有管辖权的人民法院"
OWN = "own"


def filing_day(command: File | Receive, now: datetime) -> date:
    """Return the legal day of a filing: that of receipt, where a window enters it later."""
    received = command.received_at if isinstance(command, Receive) else None
    if received is None or received.tzinfo is None:
        return legal_day(now)
    today = legal_day(now)
    try:
        day = legal_day(received)
    except OverflowError:
        return today
    # The procedure refuses a moment that cannot be; no title has to be looked for on such a day.
    return day if calendar_in_force().first_day <= day <= today else today


def title_for(opening: Opening, edition: EditionContent, on: date) -> TitlePin:
    """Return by what right the organ of an opening handles a filing of a day.

    Raises PowerTransferred, which names the organ that is competent now, or TitleNotInForce.
    """
    code = power_code(edition, opening.matter)
    standing = standing_on(opening.organ, code, on, name=opening.organ_name, region=opening.region)
    return _pin(standing, edition.remedy, on)


def title_of_matter(row: EditionRow, on: date) -> TitlePin:
    """Return by what right a matter is handled on a day; raises as `title_for` does."""
    standing = standing_on(
        row.organ_code, row.power_code, on, name=row.organ_name, region=row.region
    )
    return _pin(standing, content_of(row.id).remedy, on)


def competent_instead(row: EditionRow, on: date) -> str | None:
    """Return who takes a matter's cases where its organ may not: a name, "" where nobody is known.

    None: the organ itself may take them on that day.
    """
    try:
        title_of_matter(row, on)
    except PowerTransferred as gone:
        return str(gone.facts["competent_organ"])
    except TitleNotInForce:
        return ""
    return None


def organ_above(
    state: ApplicationState, opening: Opening, edition: EditionContent, on: date
) -> Above | None:
    """Return the organ a case is to be handed up to on a day; None where there is none to come.

    Raises OrganNotFound, PowerTransferred or TitleNotInForce where it may not decide any more.
    """
    terms = edition.hand_up
    if terms is None or not awaits_hand_up(state):
        return None
    organ = organ_by_code(terms.organ)
    code = power_code(edition, opening.matter)
    standing = standing_on(organ.code, code, on, name=organ.name, region=organ.region)
    remedy = Remedy(terms.reconsideration_organ, terms.court)
    return Above(organ.region, _pin(standing, remedy, on))


def above_if_known(
    state: ApplicationState, opening: Opening, edition: EditionContent, on: date
) -> Above | None:
    """Return what `organ_above` does, and None where it refuses: for a page that only asks."""
    try:
        return organ_above(state, opening, edition, on)
    except (OrganNotFound, PowerTransferred, TitleNotInForce):
        return None


def _pin(standing: Standing, remedy: Remedy, on: date) -> TitlePin:
    """Return the pin, with the remedies that follow from the organ in whose name it is done.

    Under an organ's own right the reviewed guide says where to complain; under any other title the
    guide may still name the remedies of before, so the directory decides. The court is that of the
    place of the organ that answers for the act (LitLaw 行政诉讼法 18).
    """
    reviewer = remedy.reconsideration_organ
    if standing.kind != OWN or not reviewer:
        reviewer = reconsideration_organ(standing.organ_code, on) or reviewer
    return TitlePin(
        kind=standing.kind,
        organ=standing.organ_code,
        organ_name=standing.organ_name,
        acting_organ=standing.acting_name,
        from_organ=standing.from_name,
        supervising_organ=standing.supervisor_name,
        basis=standing.basis,
        reconsideration_organ=reviewer,
        court=remedy.court if standing.same_place and remedy.court else ANY_COURT,
    )
