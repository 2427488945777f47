"""Bundles the city publishes (一件事), and the plan of any set of matters."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction
from django.db.models import Prefetch, QuerySet

from yichuang.directory.public import Actor, Subject, check
from yichuang.kernel.public import dump, load, ports
from yichuang.law.public import Calendar

from .content import ON_APPLICATION, EditionContent, Situation
from .errors import (
    AnswerUnknown,
    BundleInvalid,
    BundleUnknown,
    MatterUnknown,
    NotAppliedFor,
    TooManyMatters,
)
from .models import Bundle, BundleMatter, Edition, Matter
from .planning.editions import wish_of
from .planning.one_form import questions_of
from .planning.plan import Plan, make_plan
from .planning.questions import told_apart
from .planning.wishes import NOTHING_HELD, Answers, Held, Wish
from .selectors import EditionRow, as_row, content_from, in_force_q, today
from .services import signature_of

MOST_MATTERS = 30
FEWEST_MATTERS = 2
LONGEST_NAME = 80

# Material code → id of its confirmed document, by matter: see `planning.wish_of`.
Documents = Mapping[str, Mapping[str, str]]
NONE_CONFIRMED: Documents = {}


@dataclass(frozen=True, slots=True)
class BundlePart:
    """One matter of a bundle, and the answers under which it is part of it ("question=value")."""

    matter: str
    when: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class BundleContent:
    """A bundle as an editor writes it (一件事定义)."""

    code: str
    name: str
    parts: tuple[BundlePart, ...]
    everyday: tuple[str, ...] = ()
    questions: tuple[Situation, ...] = ()


NO_BUNDLE = BundleContent("", "", ())


@dataclass(frozen=True, slots=True)
class FoundPlan:
    """A plan with the editions it was made from, each by its matter's code."""

    plan: Plan
    wishes: tuple[Wish, ...]
    bundle: BundleContent
    editions: Mapping[str, tuple[EditionRow, EditionContent]]


def bundles_in_use() -> list[BundleContent]:
    """Return every bundle the city publishes, by name."""
    return [_content(one) for one in _in_use().order_by("name")]


def bundle_named(code: str) -> BundleContent:
    """Return one bundle. Raises BundleUnknown."""
    found = _in_use().filter(code=code).first() if "\0" not in code else None
    if found is None:
        raise BundleUnknown(bundle=code)
    return _content(found)


def bundles_called(words: str) -> list[BundleContent]:
    """Return the bundles whose name or everyday words these are, or are part of."""
    asked = "".join(words.split()).casefold()
    if not asked:
        return []
    return [
        one
        for one in bundles_in_use()
        if any(asked in name or name in asked for name in _names(one))
    ]


def _names(bundle: BundleContent) -> list[str]:
    return [name.casefold() for name in (bundle.name, *bundle.everyday) if name]


def _in_use() -> QuerySet[Bundle]:
    parts = BundleMatter.objects.select_related("matter").order_by("position")
    return Bundle.objects.filter(withdrawn_at=None).prefetch_related(Prefetch("parts", parts))


def _content(bundle: Bundle) -> BundleContent:
    return BundleContent(
        bundle.code,
        bundle.name,
        tuple(BundlePart(one.matter.code, tuple(one.when)) for one in bundle.parts.all()),
        tuple(bundle.everyday),
        tuple(load(Situation, one) for one in bundle.questions),
    )


@transaction.atomic
def publish_bundle(content: BundleContent, *, region: str, actor: Actor) -> None:
    """Publish a bundle, or publish it anew in place of the one of the same code.

    Raises BundleInvalid, and MatterUnknown, NotAppliedFor and TooManyMatters for its matters.
    """
    check(actor, "catalogue.publish", Subject(line="catalogue", organ=actor.organ, region=region))
    _refuse_incoherent(content)
    codes = [part.matter for part in content.parts]
    rows = {row.code: row for row in Matter.objects.filter(code__in=codes)}
    told = {
        "name": content.name.strip(),
        "everyday": list(content.everyday),
        "questions": [dump(one) for one in content.questions],
        "region": region,
        "published_by": signature_of(actor),
        "published_at": ports().clock.now(),
        "withdrawn_at": None,
    }
    bundle, _ = Bundle.objects.update_or_create(
        code=content.code, defaults=told, create_defaults={**told, "id": ports().ids.uuid()}
    )
    bundle.parts.all().delete()
    BundleMatter.objects.bulk_create(
        BundleMatter(bundle=bundle, matter=rows[part.matter], position=at, when=list(part.when))
        for at, part in enumerate(content.parts, start=1)
    )


def _refuse_incoherent(content: BundleContent) -> None:
    """Refuse what no plan could be made of."""
    codes = [part.matter for part in content.parts]
    if not content.name.strip() or len(content.name) > LONGEST_NAME:
        raise BundleInvalid(field="name", rule="longest")
    if len(codes) < FEWEST_MATTERS or len(set(codes)) < len(codes):
        raise BundleInvalid(field="matters", rule="unknown")
    wishes, _ = _wishes(codes, content, today(), NONE_CONFIRMED)
    offered = {question.code: question.answers for question, _ in questions_of(wishes)}
    for one in (one for part in content.parts for one in part.when):
        question, _, wanted = one.partition("=")
        if not set(wanted.split("|")) <= set(offered.get(question, ())):
            raise BundleInvalid(field=question or "when", rule="unknown")


def plan_for(
    codes: Sequence[str],
    answers: Answers,
    *,
    calendar: Calendar,
    starts_on: date,
    bundle: str = "",
    held: Held = NOTHING_HELD,
    documents: Documents = NONE_CONFIRMED,
) -> FoundPlan:
    """Return the plan of these matters as in force on the day it begins, each counted once.

    Of a `bundle` named, its questions are asked, and its matters are part under its conditions;
    without codes it is the bundle as it was published. Raises BundleUnknown, MatterUnknown,
    NotAppliedFor, TooManyMatters, AnswerUnknown, and CalendarUnknown for a day too far away.
    """
    known = bundle_named(bundle) if bundle else NO_BUNDLE
    wanted = list(dict.fromkeys(codes)) or [part.matter for part in known.parts]
    wishes, editions = _wishes(wanted, known, starts_on, documents)
    _refuse_unknown(answers, wishes)
    plan = make_plan(wishes, answers, starts_on=starts_on, calendar=calendar, held=held)
    return FoundPlan(plan, wishes, known, editions)


def plan_answered(
    found: FoundPlan,
    answers: Answers,
    *,
    calendar: Calendar,
    starts_on: date,
    held: Held = NOTHING_HELD,
) -> FoundPlan:
    """Return the plan of the same matters under other answers; nothing is read again.

    Raises AnswerUnknown, and CalendarUnknown for a day too far away.
    """
    _refuse_unknown(answers, found.wishes)
    plan = make_plan(found.wishes, answers, starts_on=starts_on, calendar=calendar, held=held)
    return replace(found, plan=plan)


def _refuse_unknown(answers: Answers, wishes: tuple[Wish, ...]) -> None:
    offered = {question.code: question.answers for question, _ in questions_of(wishes)}
    for code, answer in answers.items():
        if answer not in offered.get(code, ()):
            raise AnswerUnknown(field=code, rule="unknown")


def matters_to_plan(codes: Sequence[str], on: date) -> list[str]:
    """Return which of these codes a plan can take, in their order and each once."""
    usable = {
        code
        for code, (row, _) in _editions([code for code in codes if "\0" not in code], on).items()
        if row.power_type in ON_APPLICATION
    }
    return [code for code in dict.fromkeys(codes) if code in usable]


def _wishes(
    codes: Sequence[str], bundle: BundleContent, on: date, documents: Documents
) -> tuple[tuple[Wish, ...], dict[str, tuple[EditionRow, EditionContent]]]:
    if len(codes) > MOST_MATTERS:
        raise TooManyMatters(field="matters", rule="longest", most=MOST_MATTERS)
    found = _editions(codes, on)
    when = {part.matter: part.when for part in bundle.parts}
    wishes = []
    for code in codes:
        if code not in found:
            raise MatterUnknown(matter=code)
        row, content = found[code]
        if row.power_type not in ON_APPLICATION:
            raise NotAppliedFor(field="matters", rule="unknown", matter=content.name)
        wish = wish_of(
            code,
            content,
            organ=row.organ_code,
            documents=documents.get(code),
            when=when.get(code, ()),
        )
        wishes.append(wish)
    if wishes and bundle.questions:  # they are asked first, as if by the first matter
        wishes[0] = replace(wishes[0], questions=(*bundle.questions, *wishes[0].questions))
    return told_apart(wishes), {code: found[code] for code in codes}


def _editions(codes: Sequence[str], on: date) -> dict[str, tuple[EditionRow, EditionContent]]:
    rows = Edition.objects.select_related("matter").filter(
        in_force_q(on), matter__code__in=[code for code in codes if "\0" not in code]
    )
    return {row.matter.code: (as_row(row, on), content_from(row)) for row in rows}
