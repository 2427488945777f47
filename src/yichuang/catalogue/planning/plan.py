"""The plan of a bundle, for any set of matters of any organs and any answers (一件事方案)."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from yichuang.law.public import Calendar, Period, Unit

from ..content import Situation
from ..forms import applies
from .carried import carried
from .cover import Choice, Need, choose
from .one_form import OneForm, one_form, questions_of
from .preference import instead
from .schedule import JOINT_LIMIT, Schedule, schedule
from .wishes import NOTHING_HELD, Answers, Held, Requirement, Wish


@dataclass(frozen=True, slots=True)
class Document:
    """One document to bring, and every requirement it meets.

    `instead`: ids of others that would serve as well in its place, the rest unchanged.
    """

    id: str
    name: str
    serves: tuple[Requirement, ...]
    later: bool  # all it serves may follow later
    instead: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Spared:
    """A requirement nobody need bring anything for: how it is met, and by what.

    `how`: held, result, form.
    """

    requirement: Requirement
    how: str
    source: str


@dataclass(frozen=True, slots=True)
class Circle:
    """Matters that ask for each other's results first (互为前置), along the requirements."""

    matters: tuple[str, ...]
    requirements: tuple[Requirement, ...]


@dataclass(frozen=True, slots=True)
class Figures:
    """Before: each matter by itself, one after the other. After: the plan."""

    fields_before: int
    fields_after: int
    documents_before: int
    documents_after: int
    days_before: int  # working days, the limits added up
    days_after: int  # working days along the path
    visits_before: int
    visits_after: int
    site_visits_before: int
    site_visits_after: int


@dataclass(frozen=True, slots=True)
class Plan:
    """See the module. Schedules are None where a circle forbids any order.

    `joint_until`: the last day for licences several organs handle together; LicLaw 42(2).
    """

    matters: tuple[Wish, ...]
    left_out: tuple[Wish, ...]
    questions: tuple[tuple[Situation, tuple[str, ...]], ...]
    form: OneForm
    bring: tuple[Document, ...]
    spared: tuple[Spared, ...]
    optional: tuple[Requirement, ...]
    after: Mapping[str, tuple[str, ...]]
    circle: Circle | None
    promised: Schedule | None
    lawful: Schedule | None
    joint_until: date | None
    figures: Figures


def make_plan(
    wishes: Iterable[Wish],
    answers: Answers,
    *,
    starts_on: date,
    calendar: Calendar,
    held: Held = NOTHING_HELD,
) -> Plan:
    """Return the plan. Unanswered questions leave out what only their answers would bring in.

    Raises ValueError for a needed material without any option, and what `law.derive` raises.
    """
    all_wishes = tuple(wishes)
    matters = tuple(wish for wish in all_wishes if _apply(wish.when, answers))
    asked = [r for wish in matters for r in wish.requirements if _apply(r.when, answers)]
    needed = [r for r in asked if r.needed and not r.form]
    needs = _needs(needed, matters, held)
    choice = choose(needs)
    after: Mapping[str, tuple[str, ...]] = _after(choice, matters)
    circle = _circle(choice, needed)
    given: Mapping[tuple[str, str], str] = {}
    if circle is None:
        found = carried(matters, answers, held, after)
        after, given = found.after, found.filled
    form = one_form(matters, answers, held.elements, given)
    bring, spared = _documents(asked, needs, choice, held)
    promised = lawful = joint = None
    if circle is None:
        promised, lawful = _schedules(matters, after, starts_on, calendar)
        joint = _joint(matters, starts_on, calendar)
    return Plan(
        matters=matters,
        left_out=tuple(wish for wish in all_wishes if wish not in matters),
        questions=questions_of(all_wishes),
        form=form,
        bring=bring,
        spared=spared,
        optional=tuple(r for r in asked if not r.needed),
        after=after,
        circle=circle,
        promised=promised,
        lawful=lawful,
        joint_until=joint,
        figures=_figures(matters, asked, answers, form, bring, promised, calendar, starts_on),
    )


def _apply(when: tuple[str, ...], answers: Answers) -> bool:
    return all(applies(one, answers) for one in when)


def _needs(needed: list[Requirement], matters: tuple[Wish, ...], held: Held) -> list[Need]:
    """Return the needs that something must still be found for."""
    givers: dict[str, list[str]] = {}
    for wish in matters:
        for document in wish.gives:
            givers.setdefault(document, []).append(wish.id)
    found = []
    for one in needed:
        if any(source in held.documents for source in one.sources):
            continue
        given = {
            matter: option
            for option in one.options
            for matter in givers.get(option, ())
            if matter != one.matter
        }
        # What a matter of the bundle gives, the applicant cannot have yet.
        brought = tuple(option for option in one.options if option not in givers)
        if not brought and not given:
            brought = one.options  # its own result: only an earlier one can be meant
        found.append(Need(one.key, brought, given))
    return found


def _after(choice: Choice, matters: tuple[Wish, ...]) -> dict[str, tuple[str, ...]]:
    found: dict[str, list[str]] = {wish.id: [] for wish in matters}
    for (matter, _), giver in choice.waits_for.items():
        if giver not in found[matter]:
            found[matter].append(giver)
    return {matter: tuple(givers) for matter, givers in found.items()}


def _circle(choice: Choice, needed: list[Requirement]) -> Circle | None:
    if not choice.circle:
        return None
    by_key = {one.key: one for one in needed}
    along = tuple(by_key[key] for key, _ in choice.circle)
    return Circle(tuple(one.matter for one in along), along)


def _documents(
    asked: list[Requirement], needs: list[Need], choice: Choice, held: Held
) -> tuple[tuple[Document, ...], tuple[Spared, ...]]:
    serves: dict[str, list[Requirement]] = {}
    spared = []
    for one in asked:
        if one.form:
            spared.append(Spared(one, "form", ""))
        elif not one.needed:
            continue
        elif option := next((o for o in one.sources if o in held.documents), None):
            spared.append(Spared(one, "held", held.documents[option]))
        elif one.key in choice.waits_for:
            spared.append(Spared(one, "result", choice.waits_for[one.key]))
        else:
            serves.setdefault(choice.met_by[one.key], []).append(one)
    to_bring = [need.brought for need in needs if need.key not in choice.waits_for]
    bring = tuple(
        Document(
            document,
            _name(document, met, asked),
            tuple(met),
            all(r.later for r in met),
            instead(document, choice.bring, to_bring),
        )
        for document, met in serves.items()
    )
    return bring, tuple(spared)


def _name(document: str, met: list[Requirement], asked: list[Requirement]) -> str:
    """Return the shortest name it has where it is listed first: elsewhere it is another's name."""
    own = [one.name for one in asked if one.options[0] == document]
    return min(own or [one.name for one in met], key=len)


def _schedules(
    matters: tuple[Wish, ...],
    after: Mapping[str, tuple[str, ...]],
    starts_on: date,
    calendar: Calendar,
) -> tuple[Schedule, Schedule]:
    instant = frozenset(wish.id for wish in matters if wish.instant)
    promised = {wish.id: wish.promised or wish.statutory for wish in matters}
    # Where no law sets a limit, the promise is the only one that binds.
    statutory = {wish.id: wish.statutory or wish.promised for wish in matters}
    return (
        schedule(promised, instant, after, starts_on=starts_on, calendar=calendar),
        schedule(statutory, frozenset(), after, starts_on=starts_on, calendar=calendar),
    )


def _joint(matters: tuple[Wish, ...], starts_on: date, calendar: Calendar) -> date | None:
    """Return the last day for licences of several organs handled together, if they are.

    What else is in the bundle, as a filing or a service, takes nothing away from that limit.
    """
    if len({wish.organ for wish in matters if wish.licence}) < 2:
        return None
    one = {"bundle": JOINT_LIMIT}
    return schedule(one, frozenset(), {}, starts_on=starts_on, calendar=calendar).ends_on


def _figures(
    matters: tuple[Wish, ...],
    asked: list[Requirement],
    answers: Answers,
    form: OneForm,
    bring: tuple[Document, ...],
    promised: Schedule | None,
    calendar: Calendar,
    starts_on: date,
) -> Figures:
    fields = [f for wish in matters for f in wish.fields if applies(f.asked_when, answers)]
    inspected = sum(wish.site_visit for wish in matters)
    days = sum(_working_days(wish, calendar, starts_on) for wish in matters)
    return Figures(
        fields_before=len(fields),
        fields_after=len(form.asked),
        documents_before=sum(one.needed for one in asked),
        documents_after=len(bring),
        days_before=days,
        days_after=calendar.working_days_between(starts_on, promised.ends_on) if promised else 0,
        visits_before=sum(wish.visits for wish in matters),
        visits_after=sum(wish.in_person for wish in matters)
        + any(wish.visits > wish.in_person for wish in matters),
        site_visits_before=inspected,
        site_visits_after=min(1, inspected),
    )


def _working_days(wish: Wish, calendar: Calendar, starts_on: date) -> int:
    limit: Period | None = None if wish.instant else wish.promised or wish.statutory
    if limit is None:
        return 0
    if limit.unit is Unit.WORKING_DAY:
        return limit.amount
    alone = schedule({wish.id: limit}, frozenset(), {}, starts_on=starts_on, calendar=calendar)
    return calendar.working_days_between(starts_on, alone.ends_on)
