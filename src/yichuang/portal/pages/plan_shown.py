"""A plan as a person reads it: what to bring, what is spared, in which order, until when."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.translation import gettext as _

from yichuang.catalogue.public import (
    Document,
    Figures,
    FoundPlan,
    Material,
    Plan,
    Requirement,
    Sample,
    Schedule,
    Slot,
    Spared,
    Wish,
)
from yichuang.law.public import Line, derive, say_amount
from yichuang.ledger.public import calendar_in_force

from .guide import citations
from .language import reading_language

SCALE = 1000  # of a picture, from its left to its right
LEAST = 12  # so wide is what takes no time at all
LICENCE = "licence:"
DAY = "portal/_cell_day.html"


@dataclass(frozen=True, slots=True)
class Served:
    """A requirement of one matter: the matter, how its guide calls it, its samples and basis."""

    matter: str
    name: str
    edition: Any
    samples: tuple[Sample, ...]
    basis: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Brought:
    """One document to bring, once, and what it is for."""

    name: str
    later: bool
    licence: bool  # who has it as a licence in the city's record need not bring it
    serves: tuple[Served, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    """One matter on the axis of time, with what its table row says."""

    name: str
    organ_name: str
    stage: int
    after: tuple[str, ...]
    begins_on: date
    ends_on: date
    limit: str
    known: bool
    decisive: bool
    x: int
    width: int
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Compared:
    """One figure before and after, with the lengths of its two bars."""

    label: str
    before: int
    after: int | None  # None: nobody can say
    before_width: int
    after_width: int


@dataclass(frozen=True, slots=True)
class PlanShown:
    """What `portal/_plan_body.html` shows."""

    apply: tuple[str, ...]
    left_out: tuple[tuple[str, tuple[str, ...]], ...]  # a matter, and what would bring it in
    fields: tuple[dict[str, Any], ...]
    filled: tuple[str, ...]  # fields nobody fills in, as a result of the plan states them
    unlisted: tuple[str, ...]  # matters whose guide does not say what to bring
    bring: tuple[Brought, ...]
    optional: tuple[Served, ...]
    spared: tuple[tuple[str, str, str], ...]  # a matter, its document, and why
    stages: tuple[tuple[int, tuple[str, ...]], ...]
    bars: tuple[Bar, ...]
    begins_on: date | None
    promised_on: date | None
    lawful_on: date | None
    joint_until: date | None
    complete: bool  # every matter has a limit
    lawful_complete: bool  # every matter has a limit by law
    circle: tuple[Served, ...]
    compared: tuple[Compared, ...]
    visits: int
    site_visits: int
    columns: tuple[dict[str, Any], ...]

    @property
    def rows(self) -> list[dict[str, Any]]:
        """The table that says what the picture shows."""
        return [
            {
                "cells": [
                    bar.name,
                    _("、").join(bar.after) or _("不用等"),
                    {"template": DAY, "value": bar.begins_on},
                    {"template": DAY, "value": bar.ends_on} if bar.known else _("指南没有写明"),
                    _("是") if bar.decisive else _("否"),
                ]
            }
            for bar in self.bars
        ]


def shown(found: FoundPlan, answers: Mapping[str, str]) -> PlanShown:
    """Return a plan in words."""
    plan = found.plan
    lawful, promised = plan.lawful, plan.promised
    return PlanShown(
        apply=tuple(wish.name for wish in plan.matters),
        left_out=tuple((wish.name, _would_need(found, wish, answers)) for wish in plan.left_out),
        fields=_fields(found),
        filled=_filled(found),
        unlisted=tuple(w.name for w in plan.matters if found.editions[w.id][1].materials is None),
        bring=tuple(_brought(found, one) for one in plan.bring),
        optional=tuple(_served(found, one) for one in plan.optional),
        spared=tuple(_spared(found, one) for one in plan.spared),
        stages=_stages(found, promised),
        bars=_bars(found, promised),
        begins_on=min((slot.begins_on for slot in promised.slots), default=None)
        if promised
        else None,
        promised_on=promised.ends_on if promised and promised.slots else None,
        lawful_on=lawful.ends_on if lawful and lawful.slots else None,
        joint_until=plan.joint_until,
        complete=promised is None or promised.complete,
        lawful_complete=lawful is None or lawful.complete,
        circle=tuple(_served(found, one) for one in plan.circle.requirements)
        if plan.circle
        else (),
        compared=_compared(plan),
        visits=plan.figures.visits_after,
        site_visits=plan.figures.site_visits_after,
        columns=tuple(
            {"label": label}
            for label in (_("事项"), _("先要办好"), _("开始"), _("最迟办好"), _("决定总时间"))
        ),
    )


def _name(found: FoundPlan, matter: str) -> str:
    return found.editions[matter][1].name


def _would_need(found: FoundPlan, wish: Wish, answers: Mapping[str, str]) -> tuple[str, ...]:
    """Return under which answers a matter that falls away would be part of the plan."""
    questions = {question.code: question.question for question, _asking in found.plan.questions}
    told = []
    for one in wish.when:
        code, _sign, wanted = one.partition("=")
        values = [value.strip() for value in wanted.split("|")]
        if answers.get(code) in values:
            continue
        needed = {"question": questions.get(code, code), "answers": _("、").join(values)}
        if code in answers:
            told.append(
                _("“%(question)s”您答的是“%(said)s”；答“%(answers)s”才要办")
                % {**needed, "said": answers[code]}
            )
        else:
            told.append(_("“%(question)s”还没有回答；答“%(answers)s”才要办") % needed)
    return tuple(told)


def _fields(found: FoundPlan) -> tuple[dict[str, Any], ...]:
    return tuple(
        {
            "label": one.field.label,
            "required": one.field.required,
            "matters": tuple(_name(found, matter) for matter in one.matters),
        }
        for one in found.plan.form.asked
    )


def _filled(found: FoundPlan) -> tuple[str, ...]:
    labels = {field.element: field.label for wish in found.plan.matters for field in wish.fields}
    return tuple(labels[element] for element in found.plan.form.filled)


def _material(found: FoundPlan, one: Requirement) -> Material:
    materials = found.editions[one.matter][1].materials or ()
    return next(material for material in materials if material.code == one.code)


def _served(found: FoundPlan, one: Requirement) -> Served:
    material = _material(found, one)
    row, content = found.editions[one.matter]
    return Served(content.name, one.name, row.id, material.samples, citations(material.basis))


def _brought(found: FoundPlan, one: Document) -> Brought:
    serves = tuple(_served(found, requirement) for requirement in one.serves)
    return Brought(one.name, one.later, one.id.startswith(LICENCE), serves)


def _spared(found: FoundPlan, one: Spared) -> tuple[str, str, str]:
    matter = _name(found, one.requirement.matter)
    if one.how == "result":
        why = _("用“%(matter)s”的办理结果，不用您交") % {"matter": _name(found, one.source)}
    elif one.how == "held":
        why = _("已有：%(source)s") % {"source": one.source}
    else:
        why = _("由一张表代替，不用另填")
    return matter, one.requirement.name, why


def _stages(found: FoundPlan, schedule: Schedule | None) -> tuple[tuple[int, tuple[str, ...]], ...]:
    stages: dict[int, list[str]] = {}
    for slot in schedule.slots if schedule else ():
        stages.setdefault(slot.stage, []).append(_name(found, slot.matter))
    return tuple((stage, tuple(stages[stage])) for stage in sorted(stages))


def _bars(found: FoundPlan, schedule: Schedule | None) -> tuple[Bar, ...]:
    """Return the matters on an axis from the first day to the last, in their stages' order."""
    if schedule is None or not schedule.slots:
        return ()
    first = min(slot.begins_on for slot in schedule.slots)
    whole = max((schedule.ends_on - first).days, 1)

    def at(day: date) -> int:
        return (day - first) // timedelta(1) * (SCALE - LEAST) // whole

    ordered = sorted(schedule.slots, key=lambda slot: (slot.stage, slot.begins_on))
    return tuple(
        Bar(
            name=_name(found, slot.matter),
            organ_name=found.editions[slot.matter][0].organ_name,
            stage=slot.stage,
            after=tuple(_name(found, one) for one in slot.after),
            begins_on=slot.begins_on,
            ends_on=slot.ends_on,
            limit=_limit(slot),
            known=slot.known,
            decisive=slot.matter in schedule.path,
            x=at(slot.begins_on),
            width=max(LEAST, at(slot.ends_on) - at(slot.begins_on) + LEAST),
            lines=_lines(slot),
        )
        for slot in ordered
    )


def _limit(slot: Slot) -> str:
    if slot.limit:
        return say_amount(slot.limit.amount, slot.limit.unit, reading_language())
    return _("当场办好") if slot.known else _("指南没有写明办结时限")


def _lines(slot: Slot) -> tuple[Line, ...]:
    """Return how the last day was counted; nothing for what is done at once."""
    if slot.limit is None or slot.ends_on == slot.begins_on:
        return ()
    counted = derive(
        slot.limit,
        started_on=slot.begins_on,
        calendar=calendar_in_force(),
        as_of=slot.begins_on,
    )
    return counted.lines


def _compared(plan: Plan) -> tuple[Compared, ...]:
    figures: Figures = plan.figures
    dated = plan.promised is not None
    pairs: Sequence[tuple[str, int, int | None]] = (
        (_("要填的栏目"), figures.fields_before, figures.fields_after),
        (_("要带的材料"), figures.documents_before, figures.documents_after),
        (_("工作日"), figures.days_before, figures.days_after if dated else None),
        (_("跑动次数"), figures.visits_before, figures.visits_after),
        (_("上门查看次数"), figures.site_visits_before, figures.site_visits_after),
    )
    return tuple(
        Compared(label, before, after, _width(before, before, after), _width(after, before, after))
        for label, before, after in pairs
        if before or after
    )


def _width(one: int | None, before: int, after: int | None) -> int:
    most = max(before, after or 0, 1)
    return max(LEAST, (one or 0) * SCALE // most) if one else 0
