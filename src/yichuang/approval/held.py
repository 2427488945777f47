"""The licence an application is about (延续、变更), as it stands when a rule asks for it."""

from __future__ import annotations

from typing import Any

from yichuang.catalogue.public import EditionContent
from yichuang.ledger.public import CaseView, Command, Opening
from yichuang.licences.public import Licence, holder_of, standing_licence

from .commands import File, Receive
from .procedure import HeldLicence
from .state import ApplicationState


def licence_type(edition: EditionContent, organ: str) -> str:
    """Return the type of licence a guide gives: its organ and three digits."""
    result = edition.result
    return f"{organ}{result.licence_type:0>3.3}" if result else ""


def held_licence(
    case: CaseView, command: Command, edition: EditionContent | None, organ: str
) -> HeldLicence | None:
    """Return the licence a filing names, or the one a case is about; None where there is none."""
    if edition is None:
        return None
    applicant: dict[str, Any] = {}
    if isinstance(command, File | Receive):
        number, applicant = command.of_licence.strip(), command.applicant
    else:
        number = case.state.of.number if case.state.of else ""
    return found_licence(number, case.opening, edition, organ, applicant) if number else None


def held_of(
    state: ApplicationState, opening: Opening, edition: EditionContent
) -> HeldLicence | None:
    """Return the licence a running case is about, for a page."""
    if state.of is None:
        return None
    organ = state.title.organ if state.title else opening.organ
    return found_licence(state.of.number, opening, edition, organ, {})


def found_licence(
    number: str,
    opening: Opening,
    edition: EditionContent,
    organ: str,
    applicant: dict[str, Any],
) -> HeldLicence | None:
    row = standing_licence(organ, number)
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
        same_matter=row.type_code == licence_type(edition, organ),
    )


def _own(row: Licence, opening: Opening, applicant: dict[str, Any]) -> bool:
    """Return whether the applicant holds it; who has no account is known by his name alone."""
    if row.holder_party is not None or opening.party is not None:
        return row.holder_party == opening.party
    return not applicant or holder_of(row.id) == applicant.get("name")
