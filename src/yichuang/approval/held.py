"""The licence an application is about (延续、变更), as it stands when a rule asks for it.

A power may have come to the organ from another (划转): what that one issued is renewed and changed
by whoever holds the power now.
"""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from yichuang.catalogue.public import (
    EditionContent,
    EditionRow,
    MatterUnknown,
    content_of,
    edition_in_force,
    edition_row,
    editions_in_force,
    power_code,
)
from yichuang.directory.public import former_holders, successor_to
from yichuang.ledger.public import Case, CaseView, Command, Opening
from yichuang.licences.public import Licence, holder_of, standing_licences

from .commands import File, Receive
from .events import LINE
from .procedure import HeldLicence
from .procedure.renewal import RENEWAL
from .state import ApplicationState, Status
from .turn_commands import EndGrant

# The renewal is not over: nobody has decided, or the licence is still to be made out.
RUNNING = (
    Status.RECEIVED,
    Status.SUPPLEMENT,
    Status.ACCEPTED,
    Status.SUSPENDED,
    Status.GRANTED,
)


def licence_type(edition: EditionContent, organ: str) -> str:
    """Return the type of licence a guide gives: its organ and three digits."""
    result = edition.result
    return f"{organ}{result.licence_type:0>3.3}" if result else ""


def held_licence(
    case: CaseView, command: Command, edition: EditionContent | None, organ: str
) -> HeldLicence | None:
    """Return the licence a filing names, or the one a case is about; None where there is none.

    A filing locks it, so that of two renewals asked for at once the second sees the first.
    """
    if edition is None:
        return None
    if not isinstance(command, File | Receive):
        number = case.state.of.number if case.state.of else ""
        return _held(number, case.opening, edition, organ, {}) if number else None
    number = command.of_licence.strip()
    if not number:
        return None
    return _held(number, case.opening, edition, organ, command.applicant, lock=True)


def guide_to_renew(case_id: UUID, on: date) -> EditionRow | None:
    """Return the guide by which the licence of a case is renewed or changed on a day.

    That of the matter it came from or, where the power has moved since, the new organ's for
    licences of the same name. None where there is none.
    """
    edition = Case.objects.filter(pk=case_id, line=LINE).values_list("edition", flat=True).first()
    if edition is None:
        return None
    row, result = edition_row(edition), content_of(edition).result
    organ = successor_to(row.organ_code, row.power_code, row.region, on)
    if organ is None:
        try:
            return edition_in_force(row.matter_code, on)
        except MatterUnknown:
            return None
    for other in editions_in_force(organ=organ, on=on):
        gives = content_of(other.id).result
        same = gives is not None and result is not None and gives.name == result.name
        if same and other.power_code == row.power_code:
            return other
    return None


def held_of(
    state: ApplicationState, opening: Opening, edition: EditionContent
) -> HeldLicence | None:
    """Return the licence a running case is about, for a page."""
    if state.of is None:
        return None
    organ = state.title.organ if state.title else opening.organ
    return _held(state.of.number, opening, edition, organ, {})


def standing_of(
    number: str,
    opening: Opening,
    edition: EditionContent,
    organ: str,
    applicant: dict[str, Any],
    *,
    lock: bool = False,
) -> Licence | None:
    """Return the licence of this number that an organ may renew or change; None if unknown.

    Two organs may have given the same number: the applicant's own counts, the organ's own first.
    """
    before = former_holders(organ, power_code(edition, opening.matter))
    rows = standing_licences((organ, *before), number, lock=lock)
    if not rows:
        return None
    return next((row for row in rows if _own(row, opening, applicant)), rows[0])


def _held(
    number: str,
    opening: Opening,
    edition: EditionContent,
    organ: str,
    applicant: dict[str, Any],
    *,
    lock: bool = False,
) -> HeldLicence | None:
    row = standing_of(number, opening, edition, organ, applicant, lock=lock)
    if row is None:
        return None
    first = row
    while first.previous is not None:
        first = first.previous
    return HeldLicence(
        number=row.number,
        state=row.state,
        valid_from=row.valid_from,
        valid_to=row.valid_to,
        first_from=first.valid_from,
        first_to=first.valid_to,
        own=_own(row, opening, applicant),
        same_matter=_same_matter(row, edition, organ),
        renewing=running_renewal(row.number, opening.party, organ=opening.organ) if lock else "",
    )


def _own(row: Licence, opening: Opening, applicant: dict[str, Any]) -> bool:
    """Return whether the applicant holds it; who has no account is known by his name alone."""
    if row.holder_party is not None or opening.party is not None:
        return row.holder_party == opening.party
    return not applicant or holder_of(row.id) == applicant.get("name")


def _same_matter(row: Licence, edition: EditionContent, organ: str) -> bool:
    """Return whether the guide gives licences of its kind.

    The three digits of a type are its organ's own; those of an organ that held the power before
    mean the same where the name does.
    """
    if row.organ_code == organ:
        return row.type_code == licence_type(edition, organ)
    return edition.result is not None and row.type_name == edition.result.name


def carried_on(case: CaseView, command: Command, organ: str) -> str:
    """Return whether a licence to be ended was "renewed" or changed, or is "running" to be."""
    if not isinstance(command, EndGrant):
        return ""
    made = Licence.objects.filter(case_id=case.id)
    if made.filter(following__isnull=False).exists():
        return "renewed"
    party = case.opening.party
    runs = (running_renewal(one.number, party, organ=organ) for one in made)
    return "running" if any(runs) else ""


def running_renewal(number: str, party: UUID | None, *, organ: str = "") -> str:
    """Return the number of a renewal of this licence by the same party that is not over, or "".

    `organ` stands for a party nobody knows: it keeps the search within an index.
    """
    rows = Case.objects.filter(
        line=LINE,
        party=party,
        status__in=[status.value for status in RUNNING],
        state__of__number=number,
        state__of__what=RENEWAL,
    )
    if party is None:
        rows = rows.filter(organ=organ)
    return rows.order_by("opened_at").values_list("number", flat=True).first() or ""
