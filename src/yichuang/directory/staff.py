"""An organ's staff as its head sees them: who holds which post, who is away, who stands in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from .actors import Actor
from .labels import officer_names, post_names
from .leave_rules import LeaveState
from .leaves import leads, leave_state
from .models import Employment, Leave, Officer, Post, PostHolding, StandIn
from .models.dated import valid_on
from .staffing import administrator_kinds
from .standing import today

SHOWN_AFTER = timedelta(days=30)  # how long a leave that is over stays on the list


@dataclass(frozen=True, slots=True)
class StaffLine:
    """One officer: his posts in the organ today, and how he is placed."""

    code: str
    name: str
    employment: str
    posts: tuple[str, ...]
    away: bool
    stood_in_by: tuple[str, ...]  # names
    stands_in_for: tuple[str, ...]  # names
    administrator: bool = False  # holds posts of the three administrators alone: no business


@dataclass(frozen=True, slots=True)
class LeaveLine:
    """One leave with its people, days and state."""

    id: UUID
    absent: str
    absent_name: str
    stand_in_name: str
    posts: tuple[str, ...]
    first_day: date
    last_day: date
    state: LeaveState
    entered_by: str
    entered_at: datetime
    decided_by: str
    over: bool


def staff_of(organ: str) -> list[StaffLine]:
    """Return who holds a post of the organ today, by name; whoever asks has asked the policy."""
    held: dict[str, list[Post]] = {}
    holdings = PostHolding.objects.filter(valid_on(today()), post__organ=organ)
    for holding in holdings.order_by("post").select_related("post"):
        held.setdefault(holding.officer_id, []).append(holding.post)
    lent = list(
        StandIn.objects.filter(valid_on(today()), post__organ=organ)
        .values_list("absent", "absent__name", "stand_in", "stand_in__name")
        .distinct()
    )
    people = Officer.objects.filter(valid_on(today()), pk__in=held).order_by("name", "code")
    return [
        StaffLine(
            code=one.code,
            name=one.name,
            employment=str(Employment(one.employment).label),
            posts=tuple(post.name for post in held[one.code]),
            away=any(absent == one.code for absent, *_ in lent),
            stood_in_by=tuple(name for absent, _, _, name in lent if absent == one.code),
            stands_in_for=tuple(name for _, name, who, _ in lent if who == one.code),
            administrator=all(administrator_kinds(post) for post in held[one.code]),
        )
        for one in people
    ]


def posts_in(organ: str, officer: str) -> list[str]:
    """Return the codes of the posts of the organ that an officer holds today."""
    holdings = PostHolding.objects.filter(valid_on(today()), officer=officer, post__organ=organ)
    return sorted(set(holdings.values_list("post", flat=True)))


def worked_in(organ: str, officer: str) -> bool:
    """Return whether an officer holds or ever held a post of the organ."""
    return PostHolding.objects.filter(officer=officer, post__organ=organ).exists()


def posts_of_organ(organ: str) -> dict[str, str]:
    """Return the names of the posts an organ has today, by code."""
    posts = Post.objects.filter(valid_on(today()), organ=organ).order_by("name", "code")
    return dict(posts.values_list("code", "name"))


def leaves_seen_by(actor: Actor) -> list[LeaveLine]:
    """Return the leaves of the organ for who leads it, else one's own and those one stands in for.

    The latest first; what has been over for thirty days is left out.
    """
    found = Leave.objects.filter(organ=actor.organ, last_day__gte=today() - SHOWN_AFTER)
    rows = list(found.prefetch_related("records").order_by("-first_day", "-entered_at"))
    if not leads(actor, actor.organ):
        rows = [one for one in rows if actor.id in {one.absent_id, one.stand_in_id}]
    people = {code for one in rows for code in (one.absent_id, one.stand_in_id, one.entered_by)}
    people |= {record.by for one in rows for record in one.records.all()}
    names, posts = officer_names(people), post_names(p for one in rows for p in one.posts)
    return [_line(one, names, posts) for one in rows]


def _line(row: Leave, names: dict[str, str], posts: dict[str, str]) -> LeaveLine:
    records = sorted(row.records.all(), key=lambda record: record.at)
    state = leave_state(row)
    return LeaveLine(
        id=row.id,
        absent=row.absent_id,
        absent_name=names.get(row.absent_id, row.absent_id),
        stand_in_name=names.get(row.stand_in_id, row.stand_in_id),
        posts=tuple(posts.get(code, code) for code in row.posts),
        first_day=row.first_day,
        last_day=row.last_day,
        state=state,
        entered_by=names.get(row.entered_by, row.entered_by),
        entered_at=row.entered_at,
        decided_by=names.get(records[-1].by, records[-1].by) if records else "",
        over=row.last_day < today() or state in {LeaveState.ENDED, LeaveState.REFUSED},
    )
