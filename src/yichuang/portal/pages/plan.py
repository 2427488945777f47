"""Several things done at once (几件事一起办): what is chosen, and how it stands in the address.

Everything is in the address, so that the page works without scripts and a plan can be passed on.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.http import QueryDict
from django.urls import reverse
from django.utils.translation import gettext as _

from yichuang.catalogue.public import (
    MOST_MATTERS,
    ON_APPLICATION,
    BundleContent,
    BundleUnknown,
    FoundPlan,
    bundle_named,
    bundles_in_use,
    matters_to_plan,
    plan_answered,
    plan_for,
    search,
)
from yichuang.directory.public import today
from yichuang.ledger.public import calendar_in_force

from ..words import Words
from .guide import PREFIX
from .plan_address import BUNDLE, LONGEST_QUERY, MATTER, QUERY, Pairs, plan_address
from .plan_shown import PlanShown, shown

MOST_FOUND = 8


@dataclass(frozen=True, slots=True)
class Row:
    """A matter that is chosen or found, and the address that takes it away or adds it."""

    name: str
    organ_name: str
    guide_url: str
    url: str


@dataclass(frozen=True, slots=True)
class PlanPage:
    """What `portal/plan.html` shows."""

    title: Words
    chosen: tuple[Row, ...]
    lost: int  # so many of the address are not to be had
    full: bool
    query: str
    found: tuple[Row, ...]
    bundles: tuple[dict[str, str], ...]
    carried: Pairs  # what the search keeps of the address
    kept: Pairs  # what the questions keep of the address
    questions: tuple[dict[str, Any], ...]
    open_questions: int
    plan: PlanShown | None
    print_url: str
    back_url: str


def plan_page(asked: QueryDict) -> PlanPage:
    """Return the page. Matters that are not to be had fall away, and so do answers not offered.

    Raises TooManyMatters.
    """
    bundle = _bundle(asked.get(BUNDLE, ""))
    wanted = asked.getlist(MATTER) or [part.matter for part in (bundle.parts if bundle else ())]
    codes = matters_to_plan(wanted[: MOST_MATTERS * 2], today())
    code = bundle.code if bundle and codes else ""
    found, answers = _planned(codes, code, asked)
    named = [(MATTER, one) for one in codes]
    said = [(PREFIX + question, answer) for question, answer in answers.items()]
    query = asked.get(QUERY, "").strip()[:LONGEST_QUERY]
    address = plan_address(codes, code, more=said)
    return PlanPage(
        title=bundle.name if bundle and codes else _("几件事一起办"),
        chosen=_chosen(found, answers) if found else (),
        lost=len(set(wanted)) - len(codes),
        full=len(codes) >= MOST_MATTERS,
        query=query,
        found=_to_add(query, codes, said, code),
        bundles=() if codes else _bundles(),
        carried=[*named, *said, *([(BUNDLE, code)] if code else [])],
        kept=[*named, *([(BUNDLE, code)] if code else [])],
        questions=_questions(found, answers) if found else (),
        open_questions=len(found.plan.questions) - len(answers) if found else 0,
        plan=shown(found, answers) if found else None,
        print_url=address.replace(reverse("portal:plan"), reverse("portal:plan_print"), 1),
        back_url=address,
    )


def _bundle(code: str) -> BundleContent | None:
    """Return the bundle of the address; one that is no longer published is passed over."""
    if not code:
        return None
    try:
        return bundle_named(code)
    except BundleUnknown:
        return None


def _planned(
    codes: Sequence[str], bundle: str, asked: Mapping[str, str]
) -> tuple[FoundPlan | None, dict[str, str]]:
    """Return the plan under those answers of the address that the plan's questions offer."""
    if not codes:
        return None, {}
    calendar, day = calendar_in_force(), today()
    found = plan_for(codes, {}, calendar=calendar, starts_on=day, bundle=bundle)
    answers = {
        question.code: answer
        for question, _asking in found.plan.questions
        if (answer := asked.get(PREFIX + question.code, "")) in question.answers
    }
    if answers:
        found = plan_answered(found, answers, calendar=calendar, starts_on=day)
    return found, answers


def _chosen(found: FoundPlan, answers: Mapping[str, str]) -> tuple[Row, ...]:
    """Return the chosen matters; without one, its questions' answers fall away as well."""
    codes = list(found.editions)
    rows = []
    for code, (row, content) in found.editions.items():
        left = [one for one in codes if one != code]
        said = [(PREFIX + one, answers[one]) for one in _stay(found, code) if one in answers]
        url = plan_address(left, found.bundle.code if left else "", more=said if left else ())
        guide = reverse("portal:guide", args=[code])
        rows.append(Row(content.name, row.organ_name, guide, url))
    return tuple(rows)


def _stay(found: FoundPlan, removed: str) -> list[str]:
    """Return the questions that keep their code and meaning when a matter is taken away.

    Under a code that several questions share, another one may move up.
    """
    own = {question.code for question in found.bundle.questions}
    shared = {code.partition(":")[2] for code in _codes(found) if ":" in code}
    return [
        question.code
        for question, matters in found.plan.questions
        if question.code in own or (set(matters) != {removed} and question.code not in shared)
    ]


def _codes(found: FoundPlan) -> list[str]:
    return [question.code for question, _matters in found.plan.questions]


def _to_add(query: str, codes: Sequence[str], said: Pairs, bundle: str) -> tuple[Row, ...]:
    if not query or len(codes) >= MOST_MATTERS:
        return ()
    return tuple(
        Row(
            hit.name,
            hit.organ_name,
            reverse("portal:guide", args=[hit.matter_code]),
            plan_address([*codes, hit.matter_code], bundle, more=said),
        )
        for hit in search(query, limit=MOST_FOUND + len(codes)).hits
        if hit.matter_code not in codes and hit.power_type in ON_APPLICATION
    )[:MOST_FOUND]


def _bundles() -> tuple[dict[str, str], ...]:
    return tuple(
        {
            "label": one.name,
            "text": _("、").join(one.everyday),
            "url": plan_address([], one.code),
        }
        for one in bundles_in_use()
    )


def _questions(found: FoundPlan, answers: Mapping[str, str]) -> tuple[dict[str, Any], ...]:
    """Return the questions as `components/_field.html` needs them; a shared one names who asks."""
    several = len(found.editions) > 1
    own = {question.code for question in found.bundle.questions}
    return tuple(
        {
            "name": PREFIX + question.code,
            "kind": "radio",
            "label": question.question,
            "required": True,
            "value": answers.get(question.code),
            "help": _for_whom(found, matters) if several and question.code not in own else "",
            "options": [{"value": answer, "label": answer} for answer in question.answers],
        }
        for question, matters in found.plan.questions
    )


def _for_whom(found: FoundPlan, matters: Sequence[str]) -> str:
    names = _("、").join(found.editions[one][1].name for one in matters)
    return _("用于：%(names)s") % {"names": names}
