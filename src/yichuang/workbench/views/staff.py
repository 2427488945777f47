"""The staff's face is for staff: an applicant's own pages are the portal's."""

from __future__ import annotations

from django.http import HttpRequest

from yichuang.directory.public import Actor, ActorKind, NotAllowed, actor_of


def officer_of(request: HttpRequest) -> Actor:
    """Return the officer who asks. Raises NotAllowed for anybody else, whatever he may see."""
    actor = actor_of(request)
    if actor.kind is not ActorKind.OFFICER:
        raise NotAllowed(act="case.list", reason=f"not_for_{actor.kind.value}")
    return actor
