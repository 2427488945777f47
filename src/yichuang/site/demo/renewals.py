"""Licences of the time before the platform, which somebody in the invented city renews."""

from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

from yichuang.catalogue.public import content_of, edition_row
from yichuang.law.public import add_months
from yichuang.licences.public import LicenceOrder, issue_licence

YEARS = 5
TYPE_DIGITS = 3


def licence_type_of(edition: UUID) -> str:
    """Return the type of licence a guide gives: its organ and three digits."""
    row, result = edition_row(edition), content_of(edition).result
    assert result is not None, "this guide gives no licence"
    return f"{row.organ_code}{result.licence_type.zfill(TYPE_DIGITS)}"


def old_licence(edition: UUID, holder: UUID, name: str, *, natural: bool, last: date) -> str:
    """Enter a licence that the organ gave years ago, as a city does from its old register.

    Returns its number; `last` is its last day.
    """
    row, result = edition_row(edition), content_of(edition).result
    assert result is not None, "only what gives a licence is renewed"
    first = add_months(last + timedelta(days=1), -12 * YEARS)
    number = f"{result.word or '示'}旧证〔{first.year}〕{last:%m%d}号"
    issue_licence(
        LicenceOrder(
            type_code=licence_type_of(edition),
            type_name=result.name,
            number=number,
            holder=name,
            holder_is_person=natural,
            holder_party=holder,
            organ_code=row.organ_code,
            organ_name=row.organ_name,
            issued_on=first,
            valid_from=first,
            valid_to=last,
            simulated=True,
        ),
        case_id=None,
    )
    return number
