"""What the results of the bundle fill in on the forms of the matters that wait for them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from ..forms import applies
from .wishes import Answers, Held, Wish

After = Mapping[str, tuple[str, ...]]  # matter → those whose results it waits for


@dataclass(frozen=True, slots=True)
class Carried:
    """`after`: the order with the waits that fields add. `filled`: (matter, element) → giver."""

    after: After
    filled: Mapping[tuple[str, str], str]


def carried(matters: tuple[Wish, ...], answers: Answers, held: Held, after: After) -> Carried:
    """Return which fields nobody need fill in, because a result carries what they want.

    A number that only the licence bears cannot be stated when it is applied for; so the matter
    that wants it waits for the licence. It does not where it would wait in a circle, need not have
    it, or an earlier result is held: then the field is asked. `after` must be without circles.
    """
    order = dict(after)
    at_hand = {one.id for one in matters if held.documents.keys() & set(one.gives)}
    wanted = [
        (wish.id, field)
        for wish in matters
        for field in wish.fields
        if field.element not in held.elements and applies(field.asked_when, answers)
    ]
    for matter, field in wanted:
        givers = _givers(field.element, matter, matters)
        if not field.required or before(matter, order).intersection(givers):
            continue
        free = [one for one in givers if one not in at_hand and matter not in before(one, order)]
        order[matter] = (*order[matter], *free[:1])
    filled = {}
    for matter, field in wanted:
        earlier = before(matter, order)
        waited = [one for one in _givers(field.element, matter, matters) if one in earlier]
        if waited:
            filled[matter, field.element] = waited[0]
    return Carried(order, filled)


def _givers(element: str, matter: str, matters: tuple[Wish, ...]) -> list[str]:
    return [one.id for one in matters if element in one.yields and one.id != matter]


def before(matter: str, order: After) -> frozenset[str]:
    """Return every matter that must end before this one begins."""
    found: set[str] = set()
    open_ones = list(order.get(matter, ()))
    while open_ones:
        one = open_ones.pop()
        if one not in found:
            found.add(one)
            open_ones += order.get(one, ())
    return frozenset(found)
