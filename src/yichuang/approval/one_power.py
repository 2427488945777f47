"""A power as it is counted: whoever holds it now, and whatever edition its guide is of.

What the law counts by licence (LicLaw 57, 78, 79) does not begin anew with another organ (划转).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from yichuang.catalogue.public import MatterOfPower, matter_of_power, matters_of_power
from yichuang.directory.public import organs_of_power


@dataclass(frozen=True, slots=True)
class OnePower:
    """The codes of a matter's power, and every matter of it; the matter itself included."""

    codes: frozenset[str]
    matters: frozenset[str]
    licence_types: frozenset[str]  # with their organ's code


def barred_together(matter: str) -> frozenset[str]:
    """Return the matters for which a bar in this one holds: all of the same power."""
    own = matter_of_power(matter)
    if own is None:
        return frozenset({matter})
    organs = organs_of_power(own.organ, own.codes, whole=False)
    return frozenset({matter, *(one.matter for one in matters_of_power(own.codes, organs))})


def counted_together(matter: str) -> OnePower:
    """Return the matters whose licences are counted as one number with those of this one.

    Of the same power, with the same result by name, at an organ for the same places.
    """
    own = matter_of_power(matter)
    if own is None:
        return OnePower(frozenset({matter}), frozenset({matter}), frozenset())
    organs = organs_of_power(own.organ, own.codes, whole=True)
    same = [
        one
        for one in matters_of_power(own.codes, organs)
        if one.matter == matter or one.results & own.results
    ]
    return OnePower(own.codes, frozenset(one.matter for one in same), frozenset(_types(same)))


def _types(matters: Iterable[MatterOfPower]) -> Iterable[str]:
    """Return the types of licence of matters as licences have them: organ and three digits."""
    for one in matters:
        for digits in one.licence_types:
            yield f"{one.organ}{digits:0>3.3}"
