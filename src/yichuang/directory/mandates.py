"""Acting for another (委托代理): giving, revoking and asking."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from uuid import UUID

from django.db.models import Q

from yichuang.kernel.public import ports

from .actors import Actor, ActorKind, NotAllowed, Subject
from .errors import MandateInvalid
from .models import Mandate, Party
from .models.dated import valid_on
from .policy import check


@dataclass(frozen=True, slots=True)
class MandateCard:
    """One mandate as its two parties see it; names are masked."""

    id: UUID
    principal: UUID
    principal_name: str
    agent: UUID
    agent_name: str
    matters: tuple[str, ...]  # empty: all matters
    valid_from: date
    valid_to: date | None
    revoked: bool


def give_mandate(
    actor: Actor,
    *,
    principal: UUID,
    agent: UUID,
    matters: Sequence[str] = (),
    valid_from: date,
    valid_to: date | None = None,
    basis: str = "",
) -> UUID:
    """Let `agent` act for `principal`, in the given matters or, without any, in all.

    The principal gives it, somebody with a full mandate from him, or a window clerk who has seen
    the paper; then `basis` says which. Source: Civil Code 民法典 165, 173.

    Raises NotAllowed, or MandateInvalid naming field and rule.
    """
    check(actor, "mandate.give", Subject(party=principal))
    if actor.kind is ActorKind.OFFICER and not basis.strip():
        raise MandateInvalid(field="basis", rule="required")
    if principal == agent:
        raise MandateInvalid(field="agent", rule="same_as_principal")
    if valid_to is not None and valid_to < valid_from:
        raise MandateInvalid(field="valid_to", rule="before_valid_from")
    if any(not 0 < len(matter) <= 60 for matter in matters):
        raise MandateInvalid(field="matters", rule="length")
    if Party.objects.filter(pk__in=[principal, agent]).count() != 2:
        raise MandateInvalid(field="agent", rule="unknown_party")
    return Mandate.objects.create(
        id=ports().ids.uuid(),
        principal_id=principal,
        agent_id=agent,
        all_matters=not matters,
        matters=sorted(set(matters)),
        valid_from=valid_from,
        valid_to=valid_to,
        basis=basis.strip(),
        created_at=ports().clock.now(),
    ).id


def revoke_mandate(actor: Actor, mandate_id: UUID) -> None:
    """End a mandate now, by either side or at the window; ending it twice changes nothing.

    Source: Civil Code 民法典 173. Raises NotAllowed, or MandateInvalid for an unknown one.
    """
    mandate = Mandate.objects.filter(pk=mandate_id).first()
    if mandate is None:
        raise MandateInvalid(field="mandate", rule="unknown")
    if actor.kind is not ActorKind.PARTY or actor.party_id != mandate.agent_id:
        check(actor, "mandate.give", Subject(party=mandate.principal_id))
    Mandate.objects.filter(pk=mandate_id, revoked_at=None).update(revoked_at=ports().clock.now())


def may_act_for(agent: UUID, principal: UUID, matter_code: str, on: date) -> bool:
    """Return whether a mandate for this matter stands on that day; everybody acts for himself."""
    if agent == principal:
        return True
    return Mandate.objects.filter(
        valid_on(on),
        Q(all_matters=True) | Q(matters__contains=[matter_code]),
        agent=agent,
        principal=principal,
        revoked_at=None,
    ).exists()


def acting_in(actor: Actor, matter_code: str, on: date) -> Actor:
    """Return a party as he stands in one matter: there a mandate for it alone is like a full one.

    Only for what is done in this matter; everywhere else the actor himself is asked about.
    Source: Civil Code 民法典 162, 165.
    """
    if actor.kind is not ActorKind.PARTY:
        return actor
    for_it = Mandate.objects.filter(
        valid_on(on), matters__contains=[matter_code], agent=actor.party_id, revoked_at=None
    )
    return replace(actor, mandates=actor.mandates | set(for_it.values_list("principal", flat=True)))


def mandates_of(actor: Actor) -> list[MandateCard]:
    """Return the mandates a signed-in party gave or holds, the latest first.

    Raises NotAllowed for anybody but a party.
    """
    if actor.kind is not ActorKind.PARTY:
        raise NotAllowed(act="mandate.give", reason=f"not_for_{actor.kind.value}")
    rows = (
        Mandate.objects.filter(Q(agent=actor.party_id) | Q(principal=actor.party_id))
        .select_related("agent", "principal")
        .order_by("-created_at", "-id")
    )
    return [
        MandateCard(
            id=row.id,
            principal=row.principal_id,
            principal_name=row.principal.name_masked,
            agent=row.agent_id,
            agent_name=row.agent.name_masked,
            matters=tuple(row.matters),
            valid_from=row.valid_from,
            valid_to=row.valid_to,
            revoked=row.revoked_at is not None,
        )
        for row in rows
    ]
