"""What the procedure must be told: it looks nothing up."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from typing import Any

from yichuang.catalogue.pure import (
    SITUATIONS,
    EditionContent,
    Material,
    PowerType,
    SatisfiedBy,
    applies,
    materials_asked,
)
from yichuang.directory.pure import Actor
from yichuang.law.public import Calendar

from ..commands import MaterialGiven
from ..errors import UnknownMaterial
from ..events import MaterialMark, TitlePin
from ..state import ApplicationState, Bar, legal_day

NEEDED = frozenset({"1", "3"})  # 必要; 容缺后补: needed too, but it may follow


@dataclass(frozen=True, slots=True)
class Approver:
    """Who is named as having approved, or as a host, and why he may not; empty: he may."""

    officer: str
    fault: str = ""


@dataclass(frozen=True, slots=True)
class FormNow:
    """The form as it stands: every answer, and the entry that holds it, where not the filing."""

    answers: Mapping[str, Any] = field(default_factory=dict)
    held_in: Mapping[str, int] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Passed:
    """Somebody has opened the case or acted on it since the last opinion."""

    who: str  # name
    post: str
    at: datetime
    how: str  # opened, acted


@dataclass(frozen=True, slots=True)
class HeldLicence:
    """A licence as it stands now, with the term it first had.

    `own`: it is the applicant's; `same_matter`: the guide gives licences of its kind; `renewing`:
    the number of a renewal that runs.
    """

    number: str
    state: str  # a code of the licences room; 01 valid
    valid_from: date
    valid_to: date | None
    first_from: date
    first_to: date | None
    own: bool = True
    same_matter: bool = True
    renewing: str = ""


@dataclass(frozen=True, slots=True)
class Room:
    """Of a licence of limited number: the limit, what is left, who waits from before."""

    limit: int
    left: int
    earlier: int


@dataclass(frozen=True, slots=True)
class Above:
    """The organ above that decides: where it is, and in whose name it acts today."""

    region: str
    title: TitlePin


@dataclass(frozen=True, slots=True)
class Facts:
    """The moment, the calendar, who asks, the case's own edition; the rest where it matters.

    `silence_grace`: how much later than its lawful moment an effect of silence may be recorded
    before a person must look at it.
    """

    now: datetime
    calendar: Calendar
    actor: Actor
    edition: EditionContent | None = None
    title: TitlePin | None = None  # for a filing: by what right the organ would handle it
    bar: Bar | None = None  # to a filing: what bars its party
    offer_source: str | None = None  # to a filing: the data behind its party's open offer
    approver: Approver | None = None  # to mending
    form: FormNow | None = None  # to a correction
    passed: Passed | None = None  # to a recall
    host: Approver | None = None  # to a hearing: who is named as its host
    held: HeldLicence | None = None  # where a licence is to be renewed or changed
    carried_on: str = ""  # to an ending: the licence was "renewed", or its renewal is "running"
    room: Room | None = None  # to a decision where the number of licences is limited
    code_fits: bool = False  # to a collection: the code is the one the applicant was told
    document_fits: bool = False  # and: the number is the one he applied with
    above: Above | None = None  # to a hand-up: the organ that decides
    silence_grace: timedelta = timedelta(hours=1)


def licensing(state: ApplicationState, article: str) -> str | None:
    """Return an article of the licensing law where it binds: for licences, else None."""
    return article if state.pins.power_type == PowerType.LICENCE else None


def is_past(moment: datetime, facts: Facts) -> bool:
    """Return whether something can have happened then: not ahead, in a year the calendar knows."""
    if moment.tzinfo is None or moment > facts.now:
        return False
    try:
        return legal_day(moment) >= facts.calendar.first_day
    except OverflowError:
        return False


def required_materials(edition: EditionContent, answers: dict[str, object]) -> list[Material]:
    """Return the materials this filing must have, by the answers to the situation questions."""
    asked = materials_asked(edition, _situations(answers))
    return [material for material in asked if material.need in NEEDED]


def _situations(answers: dict[str, object]) -> Mapping[str, object]:
    """Return the answers to the situation questions, which stand under `situations`."""
    found = answers.get(SITUATIONS)
    return found if isinstance(found, dict) else {}


def no_longer_needed(edition: EditionContent, answers: dict[str, object]) -> frozenset[str]:
    """Return the codes of materials that new answers to the situation questions make unneeded."""
    answered = _situations(answers)
    return frozenset(
        material.code
        for material in edition.materials or ()
        if material.asked_when.partition("=")[0].strip() in answered
        and not applies(material.asked_when, answered)
    )


def marks(
    edition: EditionContent, given: tuple[MaterialGiven, ...], *, at_window: bool
) -> tuple[MaterialMark, ...]:
    """Return how the materials handed in stand. Paper is there once a window has it in hand.

    Raises UnknownMaterial for a code the guide does not have, or a way it does not allow.
    """
    known = {material.code: material for material in edition.materials or ()}
    found: list[MaterialMark] = []
    for item in given:
        material = known.get(item.code)
        if material is None:
            raise UnknownMaterial(field="materials", material=item.code, rule="unknown")
        if item.how not in {way.value for way in material.satisfied_by}:
            raise UnknownMaterial(field="materials", material=item.code, rule=item.how)
        if item.how == SatisfiedBy.UPLOAD and not item.uploads:
            continue  # nothing was attached: it stays a gap
        if item.how == SatisfiedBy.PAPER and not at_window:
            continue  # announced, not handed in
        found.append(MaterialMark(item.code, item.how, item.uploads, item.digests, item.copies))
    return tuple(found)


def open_codes(
    edition: EditionContent,
    answers: dict[str, object],
    present: tuple[MaterialMark, ...],
    *,
    by_promise: bool = False,
) -> tuple[str, ...]:
    """Return the codes of required materials nothing stands for yet.

    Where it is decided on a promise, the promise stands for what the guide lets it stand for.
    """
    there = {mark.code for mark in present}
    return tuple(
        material.code
        for material in required_materials(edition, answers)
        if material.code not in there
        and not (by_promise and SatisfiedBy.PROMISE in material.satisfied_by)
    )
