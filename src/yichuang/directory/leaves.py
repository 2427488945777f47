"""Leave and stand-ins: entering, approving, ending early (请假、AB 岗).

Records are only added; `StandIn`, from which every request is judged, follows them in the same
transaction.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction

from yichuang.kernel.public import ports

from .actors import Actor, ActorKind, NotAllowed, Subject
from .errors import LeaveNotFound, LeaveRefused, PostNotFilled
from .leave_rules import Cover, LeaveState, state_of, why_not_beside, why_not_days
from .models import Certificate, Leave, LeaveRecord, Officer, Post, PostHolding, StandIn
from .policy import allowed, check
from .staffing import let_stand_in
from .standing import today

LEADS = "staff.lead"


def leads(actor: Actor, organ: str) -> bool:
    """Return whether the actor leads the organ's staff."""
    return bool(allowed(actor, LEADS, Subject(organ=organ, region=actor.region)))


def enter_leave(
    actor: Actor, *, absent: str, stand_in: str, posts: Sequence[str], first: date, last: date
) -> UUID:
    """Enter a leave from one day to another, both included, with a stand-in; return its id.

    A head enters it for others, and it stands at once; an officer enters his own, and it waits for
    a head. Raises NotAllowed; LeaveRefused naming the rule that the people, posts or days break.
    """
    own = actor.kind is ActorKind.OFFICER and actor.id == absent
    if not own:
        check(actor, LEADS, Subject(organ=actor.organ, region=actor.region))
    with transaction.atomic():
        _lock(absent, stand_in)
        cover = Cover(absent, stand_in, first, last)
        _check_cover(cover, posts, actor.organ)
        if rule := why_not_days(cover, today()):
            raise LeaveRefused(reason=rule)
        leave = Leave.objects.create(
            id=ports().ids.uuid(),
            absent_id=absent,
            stand_in_id=stand_in,
            organ=actor.organ,
            posts=sorted(set(posts)),
            first_day=first,
            last_day=last,
            entered_at=ports().clock.now(),
            entered_by=actor.id,
            entered_in=actor.post,
        )
        if not own and actor.standing_in_for != absent:
            _approve(actor, leave)
    return leave.id


def decide_leave(actor: Actor, leave_id: UUID, *, approve: bool) -> None:
    """Approve or refuse a leave that waits. Nobody approves his own, nor as its own stand-in.

    Raises LeaveNotFound, NotAllowed, LeaveRefused: decided already, or a rule broken since.
    """
    with transaction.atomic():
        leave = _locked(actor, leave_id)
        check(actor, LEADS, Subject(organ=leave.organ, region=actor.region))
        if leave.absent_id in {actor.id, actor.standing_in_for}:
            raise LeaveRefused(reason="own_approver")
        if leave_state(leave) is not LeaveState.WAITING:
            raise LeaveRefused(reason="decided_already")
        if not approve:
            _record(actor, leave, LeaveRecord.Kind.REFUSED)
            return
        if leave.last_day < today():
            raise LeaveRefused(reason="past")
        cover = Cover(leave.absent_id, leave.stand_in_id, leave.first_day, leave.last_day)
        _check_cover(cover, leave.posts, leave.organ, besides=leave.id)
        _approve(actor, leave)


def end_leave(actor: Actor, leave_id: UUID) -> None:
    """End a leave now: the absent one is back, or a head calls it off. Ending twice is nothing.

    From the next request on the stand-in holds nothing of it. Raises LeaveNotFound, NotAllowed.
    """
    with transaction.atomic():
        leave = _locked(actor, leave_id)
        if actor.id != leave.absent_id:
            check(actor, LEADS, Subject(organ=leave.organ, region=actor.region))
        if leave_state(leave) in {LeaveState.ENDED, LeaveState.REFUSED}:
            return
        end_now(actor, leave)


def end_now(actor: Actor, leave: Leave) -> None:
    """Record the end of a leave that stands or waits, and take back what was lent."""
    _record(actor, leave, LeaveRecord.Kind.ENDED)
    lent = StandIn.objects.filter(
        absent=leave.absent_id,
        stand_in=leave.stand_in_id,
        post__in=leave.posts,
        valid_from__lte=leave.last_day,
        valid_to__gte=leave.first_day,
    )
    lent.filter(valid_from__gte=today()).delete()
    lent.filter(valid_to__gte=today()).update(valid_to=today() - timedelta(days=1))


def leave_state(leave: Leave) -> LeaveState:
    """Return where a leave stands."""
    return state_of(record.kind for record in leave.records.all())


def open_leaves(*officers: str) -> list[Leave]:
    """Return the leaves that stand or wait and have not passed, in which one of them has a part."""
    found = Leave.objects.filter(last_day__gte=today()).prefetch_related("records")
    return [
        leave
        for leave in found.order_by("first_day", "id")
        if not {leave.absent_id, leave.stand_in_id}.isdisjoint(officers)
        and leave_state(leave) in {LeaveState.WAITING, LeaveState.APPROVED}
    ]


def _lock(*officers: str) -> None:
    """Lock the people concerned, always in one order: two leaves of one person wait in turn."""
    list(Officer.objects.select_for_update().filter(pk__in=officers).order_by("pk"))


def _locked(actor: Actor, leave_id: UUID) -> Leave:
    if actor.kind is not ActorKind.OFFICER:
        raise NotAllowed(act=LEADS, reason=f"not_for_{actor.kind.value}")
    leave = Leave.objects.filter(pk=leave_id, organ=actor.organ).first()
    if leave is None:
        raise LeaveNotFound(leave=str(leave_id))
    _lock(leave.absent_id, leave.stand_in_id)
    return leave


def _approve(actor: Actor, leave: Leave) -> None:
    _record(actor, leave, LeaveRecord.Kind.APPROVED)
    for post in leave.posts:
        let_stand_in(
            absent=leave.absent_id,
            stand_in=leave.stand_in_id,
            post=post,
            valid_from=max(leave.first_day, today()),
            valid_to=leave.last_day,
        )


def _record(actor: Actor, leave: Leave, kind: LeaveRecord.Kind) -> None:
    LeaveRecord.objects.create(
        id=ports().ids.uuid(),
        leave=leave,
        kind=kind,
        at=ports().clock.now(),
        by=actor.id,
        post=actor.post,
    )


def _check_cover(
    cover: Cover, posts: Sequence[str], organ: str, *, besides: UUID | None = None
) -> None:
    """Refuse people, posts and days that do not go together; see the rules."""
    if cover.last_day < cover.first_day:
        raise LeaveRefused(reason="last_before_first")
    if rule := why_not_beside(cover, _others(cover, besides)):
        raise LeaveRefused(reason=rule)
    if not posts:
        raise LeaveRefused(reason="no_post")
    person = Officer.objects.filter(pk=cover.stand_in).first()
    if person is None or not _covers(person.valid_from, person.valid_to, cover):
        raise LeaveRefused(reason="not_in_office")
    if not _holds_all_along(cover, cover.stand_in, post__organ=organ):
        raise LeaveRefused(reason="other_organ", article="LicLaw 24")
    for code in posts:
        _check_post(cover, person, code, organ)


def _check_post(cover: Cover, person: Officer, code: str, organ: str) -> None:
    post = Post.objects.filter(pk=code, organ=organ).first()
    if post is None or not _holds_all_along(cover, cover.absent, post=post):
        raise PostNotFilled(officer=cover.absent, post=code, reason="absent_does_not_hold_it")
    if post.needs_certificate and not any(
        _covers(one.valid_from, one.valid_to, cover)
        for one in Certificate.objects.filter(officer=person)
    ):
        raise PostNotFilled(
            officer=person.code, post=code, reason="certificate", article="LicLaw 24"
        )
    if person.employment not in post.employments:
        raise PostNotFilled(
            officer=person.code, post=code, reason="employment", article="LicLaw 24"
        )


def _holds_all_along(cover: Cover, officer: str, **where: object) -> bool:
    held = PostHolding.objects.filter(officer=officer, **where)
    return any(_covers(one.valid_from, one.valid_to, cover) for one in held)


def _covers(first: date, last: date | None, cover: Cover) -> bool:
    return first <= cover.first_day and (last is None or last >= cover.last_day)


def _others(cover: Cover, besides: UUID | None) -> list[Cover]:
    """Return every cover beside this one: what is lent, and what waits for a head."""
    people = (cover.absent, cover.stand_in)
    lent = StandIn.objects.filter(absent__in=people) | StandIn.objects.filter(stand_in__in=people)
    found = [
        Cover(one.absent_id, one.stand_in_id, one.valid_from, one.valid_to or date.max)
        for one in lent
    ]
    waiting = [one for one in open_leaves(*people) if one.id != besides]
    return found + [
        Cover(one.absent_id, one.stand_in_id, one.first_day, one.last_day) for one in waiting
    ]
