"""Reading a bundle: its members with their states, what waits for what, and the clocks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from uuid import UUID

from yichuang.directory.public import Actor
from yichuang.kernel.public import load
from yichuang.ledger.public import Case, CaseNotFound, case_visible_to, cases_visible_to

from ..bundle_events import BUNDLE_LINE
from ..bundle_state import BundleState, Member
from ..errors import BundleNotFound
from ..models import BundleMember


@dataclass(frozen=True, slots=True)
class MemberView:
    """One matter of a bundle; `status` and `due_on` are its case's, where the reader may see it."""

    member: Member
    awaited: tuple[str, ...]  # matters whose results are still to come
    awaited_names: tuple[str, ...]
    status: str
    due_on: date | None


@dataclass(frozen=True, slots=True)
class BundleView:
    """A bundle for its page."""

    case: Case
    state: BundleState
    members: tuple[MemberView, ...]


def bundle_view(actor: Actor, bundle_id: UUID) -> BundleView:
    """Return a bundle. Raises BundleNotFound where there is none within sight.

    Whoever may see one of its cases may see the bundle's order, which names no person.
    """
    case = _bundle(actor, bundle_id)
    state = load(BundleState, case.state)
    ids = [UUID(one.case) for one in state.members if one.case]
    cases = {str(row.id): row for row in cases_visible_to(actor).filter(pk__in=ids)}
    return BundleView(
        case, state, tuple(_member(state, one, cases.get(one.case)) for one in state.members)
    )


def bundle_of(case_id: UUID) -> UUID | None:
    """Return the bundle a case is a member of, or None; whoever asks has seen the case."""
    rows = BundleMember.objects.filter(case=case_id).values_list("bundle_id", flat=True)
    return rows.first()


def bundles_of(actor: Actor) -> list[Case]:
    """Return the bundles this actor may see, the latest first."""
    return list(cases_visible_to(actor).filter(line=BUNDLE_LINE).order_by("-opened_at")[:100])


def _bundle(actor: Actor, bundle_id: UUID) -> Case:
    try:
        case = case_visible_to(actor, bundle_id)
    except CaseNotFound:
        of = BundleMember.objects.filter(bundle_id=bundle_id, case__isnull=False)
        seen = cases_visible_to(actor).filter(pk__in=of.values("case"))
        if not seen.exists():
            raise BundleNotFound(bundle=str(bundle_id)) from None
        case = Case.objects.get(pk=bundle_id)
    if case.line != BUNDLE_LINE:
        raise BundleNotFound(bundle=str(bundle_id))
    return case


def _member(state: BundleState, member: Member, case: Case | None) -> MemberView:
    givers = [state.member(one) for one in dict.fromkeys(w.giver for w in member.pin.waits)]
    awaited = [one.pin for one in givers if one is not None and not one.came]
    return MemberView(
        member=member,
        awaited=tuple(pin.matter for pin in awaited),
        awaited_names=tuple(pin.name for pin in awaited),
        status=case.status if case else "",
        due_on=case.promised_due_on or case.statutory_due_on if case else None,
    )
