"""Drafts (草稿): begun, kept, resumed, and never taken for filed."""

from __future__ import annotations

import json
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from django.db.models import QuerySet

from yichuang.catalogue.public import edition_row
from yichuang.directory.public import Actor, may_act_for, today
from yichuang.kernel.public import NotFound, canonical_json, dump, load, ports
from yichuang.ledger.public import Receipt

from .commands import File, MaterialGiven
from .models import Draft
from .services import file_application


@dataclass(frozen=True, slots=True)
class DraftContent:
    """What a draft holds. `answers` and `applicant` as they will be filed."""

    id: UUID
    edition: UUID
    principal: UUID
    answers: dict[str, Any]
    applicant: dict[str, Any]
    materials: tuple[MaterialGiven, ...]
    step: str
    changed_at: datetime
    filed_case: UUID | None
    what: str = ""  # renewal, change; empty: a new grant
    of_licence: str = ""


def start_draft(
    actor: Actor, edition_id: UUID, principal: UUID, *, what: str = "", of_licence: str = ""
) -> DraftContent:
    """Begin a form for oneself or for a party one may act for.

    `what` and `of_licence`: where a licence is to be renewed or changed; the filing checks both.
    """
    party = _party(actor)
    draft = Draft(
        id=ports().ids.uuid(), party=party, principal=principal, edition=edition_id, materials=[]
    )
    about = {"what": what, "of_licence": of_licence} if what else {}
    return _kept(draft, answers={}, applicant={}, step="", about=about)


def keep_draft(
    actor: Actor,
    draft_id: UUID,
    *,
    answers: dict[str, Any] | None = None,
    applicant: dict[str, Any] | None = None,
    materials: tuple[MaterialGiven, ...] | None = None,
    step: str | None = None,
) -> DraftContent:
    """Keep what was entered so far; what is not given stays. Raises NotFound for others' drafts."""
    draft = _own(actor).filter(filed_case=None, pk=draft_id).first()
    if draft is None or not _may_still_act(actor, draft):
        raise NotFound(field="draft")
    before = _content(draft)
    if materials is not None:
        draft.materials = [dump(given) for given in materials]
    return _kept(
        draft,
        answers={**before.answers, **(answers or {})},
        applicant={**before.applicant, **(applicant or {})},
        step=before.step if step is None else step,
        about={"what": before.what, "of_licence": before.of_licence} if before.what else {},
    )


def draft_of(actor: Actor, draft_id: UUID) -> DraftContent:
    """Return one's own draft. Raises NotFound otherwise."""
    draft = _own(actor).filter(pk=draft_id).first()
    if draft is None or not _may_still_act(actor, draft):
        raise NotFound(field="draft")
    return _content(draft)


def _may_still_act(actor: Actor, draft: Draft) -> bool:
    """Return whether the draft is one's own affair, or its principal's mandate still stands."""
    if draft.principal == draft.party or draft.principal in actor.mandates:
        return True
    matter = edition_row(draft.edition).matter_code
    return may_act_for(draft.party, draft.principal, matter, today())


def drafts_of(actor: Actor) -> list[DraftContent]:
    """Return one's own drafts that were not filed, the latest first."""
    return [_content(draft) for draft in _own(actor).filter(filed_case=None)]


def drop_draft(actor: Actor, draft_id: UUID) -> None:
    """Remove a draft for good; what was filed stays where it is."""
    _own(actor).filter(filed_case=None, pk=draft_id).delete()


def file_draft(actor: Actor, draft_id: UUID, *, key: str, on_promise: bool = False) -> Receipt:
    """File a draft; from then on it is a case and the draft only leads there.

    `on_promise`: whoever files it signs the promise that the guide words.
    """
    content = draft_of(actor, draft_id)
    command = File(
        form=content.answers,
        applicant=content.applicant,
        materials=content.materials,
        promise_signed_by=actor.name if on_promise else "",
        what=content.what,
        of_licence=content.of_licence,
    )
    receipt = file_application(
        actor=actor,
        edition_id=content.edition,
        party=content.principal,
        command=command,
        key=key,
    )
    _own(actor).filter(pk=draft_id).update(filed_case=receipt.case_id)
    return receipt


def _party(actor: Actor) -> UUID:
    party = actor.party_id
    if party is None:
        raise NotFound(field="party")
    return party


def _own(actor: Actor) -> QuerySet[Draft]:
    return Draft.objects.filter(party=_party(actor)).order_by("-changed_at")


def _kept(
    draft: Draft,
    *,
    answers: dict[str, Any],
    applicant: dict[str, Any],
    step: str,
    about: dict[str, str],
) -> DraftContent:
    plain = canonical_json({"answers": answers, "applicant": applicant, **about}).encode()
    draft.answers = ports().vault.seal(plain, bound_to=_binding(draft.id))
    draft.step = step
    draft.changed_at = ports().clock.now()
    draft.save()
    return _content(draft)


def _content(draft: Draft) -> DraftContent:
    opened = json.loads(ports().vault.open(bytes(draft.answers), bound_to=_binding(draft.id)))
    return DraftContent(
        id=draft.id,
        edition=draft.edition,
        principal=draft.principal,
        answers=opened["answers"],
        applicant=opened["applicant"],
        materials=tuple(load(MaterialGiven, item) for item in draft.materials),
        step=draft.step,
        changed_at=draft.changed_at,
        filed_case=draft.filed_case,
        what=opened.get("what", ""),
        of_licence=opened.get("of_licence", ""),
    )


def _binding(draft_id: UUID) -> bytes:
    return b"approval/draft/1:" + draft_id.bytes
