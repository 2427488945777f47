"""Asking for renewal and change, and the guide by which a licence is held already."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from typing import Any

from yichuang.approval import commands as c
from yichuang.approval.procedure import HeldLicence
from yichuang.catalogue.content import EditionContent
from yichuang.directory.pure import Actor
from yichuang.ledger.pure import Command

from . import model as m
from . import moves
from .sample import APPLICANT, PARTY, PLAN, SHORT

RENEWABLE = "renewable"
OWING = "owing"  # a guide by which the renewal costs something
NUMBER = "示例证〔2022〕1号"
LEFT = timedelta(days=31)  # tomorrow is the last day to ask for renewal in time
MATTERS: dict[str, tuple[EditionContent, m.Matter]] = {
    RENEWABLE: (SHORT, moves.MATTERS["short"][1])
}


def held(name: str, now: datetime) -> HeldLicence | None:
    """Return the licence that an applicant of this guide holds when a search begins."""
    if name not in {RENEWABLE, OWING}:
        return None
    last = m.day_of(now) + LEFT
    first = last - timedelta(days=1094)
    return HeldLicence(NUMBER, "01", first, last, first, last)


@dataclass(frozen=True)
class Move:
    """One thing somebody may try: our command, and what it is in the model.

    `sees`: how the licence looks to this one filing.
    """

    name: str
    command: Callable[[datetime], Command]
    model: Callable[[Any, datetime], None]
    sees: Callable[[HeldLicence], HeldLicence] = lambda licence: licence
    actor: Actor = PARTY
    seen_by: Actor | None = None


def _ask(what: str, name: str = "", **sees: Any) -> Move:
    mine = sees.get("own", True) and sees.get("same_matter", True)

    def told(app: Any, now: datetime) -> None:
        app.ask_for(now, what, mine=mine, running=bool(sees.get("renewing")))

    return Move(
        f"ask for {what} {name}".strip(),
        lambda _: c.File(
            form={}, applicant=APPLICANT, materials=(PLAN,), what=what, of_licence=NUMBER
        ),
        told,
        lambda licence: replace(licence, **sees),
    )


MOVES: tuple[Move, ...] = (
    _ask("renewal"),
    _ask("change"),
    _ask("pension"),
    _ask("renewal", "of another's", own=False),
    _ask("change", "of another kind", same_matter=False),
    _ask("renewal", "twice", renewing="示例收件编号"),
    _ask("change", "beside a renewal", renewing="示例收件编号"),
)
