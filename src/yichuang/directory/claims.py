"""What an identity service says of a person, read into what a party needs; pure."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from .errors import PartyInvalid

# Our field → the claim that carries it. Identity services differ, so settings may say otherwise.
USUAL_CLAIMS: Mapping[str, str] = {
    "name": "name",
    "number": "id_number",
    "phone": "phone_number",
    "level": "real_name_level",
}


@dataclass(frozen=True, slots=True)
class Person:
    """A natural person an identity service vouches for."""

    name: str
    number: str
    phone: str
    real_name_level: int


def person_in(claims: Mapping[str, Any], names: Mapping[str, str] = USUAL_CLAIMS) -> Person:
    """Return the person in an identity service's claims.

    A level the service does not state is 1, primary: it knows the person, we do not know how well.
    Raises PartyInvalid naming the claim that is missing or of another form.
    """
    level = claims.get(names["level"], 1)
    if isinstance(level, str) and level.isascii() and level.isdigit():
        level = int(level)
    if isinstance(level, bool) or not isinstance(level, int) or level not in range(4):
        raise PartyInvalid(field=names["level"], rule="unknown")
    return Person(
        name=_text(claims, names["name"]),
        number=_text(claims, names["number"]),
        phone=_text(claims, names["phone"], required=False),
        real_name_level=level,
    )


def _text(claims: Mapping[str, Any], name: str, *, required: bool = True) -> str:
    value = claims.get(name) or ""
    if not isinstance(value, str) or (required and not value.strip()):
        raise PartyInvalid(field=name, rule="required")
    return value.strip()
