"""Writing the catalogue: draft → legal review → published. One function per act."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields, replace
from datetime import date, timedelta
from uuid import UUID

from django.db import transaction
from django.db.models import Max

from yichuang.directory.public import Actor, Subject, check
from yichuang.kernel.public import canonical_json, dump, load, ports, sm3

from .completeness import basis_summary, founded, unfounded, waived_elements
from .content import EditionContent, FormField, Waiver
from .errors import (
    BasisNotCited,
    EditionNotOpen,
    EffectiveDateInvalid,
    HandUpNotPossible,
    LimitBeyondLaw,
    LooserThanParent,
    MatterUnknown,
    OwnWork,
    StepsNotSound,
    WaiverInvalid,
)
from .forms import DEFAULT_FIELDS
from .lint import BARRING, HAND_UP_FLAWS, Finding, Flaw, lint
from .lint_context import barring_context, lint_context
from .models import DataElement, Edition, EditionState, Matter, MatterState, Power
from .search_entries import write_entries
from .selectors import today


def content_digest(content: EditionContent) -> str:
    """Return the SM3 of what an edition says, over its canonical JSON, in hex."""
    return sm3(canonical_json(dump(content)).encode()).hex()


def signature_of(actor: Actor) -> str:
    """Return how an act is signed in the catalogue: the officer's code and post."""
    return f"{actor.id}@{actor.post}" if actor.post else actor.id


def _subject(matter: Matter) -> Subject:
    return Subject(line="catalogue", organ=matter.organ_code, region=matter.region)


def _locked(edition_id: UUID, *states: EditionState) -> Edition:
    """Return an edition locked for writing. Raises MatterUnknown, EditionNotOpen."""
    found = Edition.objects.select_for_update(of=("self",)).select_related("matter")
    edition = found.filter(pk=edition_id).first()
    if edition is None:
        raise MatterUnknown(edition=str(edition_id))
    if edition.state not in states:
        raise EditionNotOpen(edition=str(edition_id), state=edition.state)
    return edition


# --- drafts -----------------------------------------------------------------------------------


@transaction.atomic
def create_matter(
    content: EditionContent,
    *,
    code: str,
    organ_code: str,
    organ_name: str,
    region: str,
    level: str = "",
    parent_code: str = "",
    main_code: str = "",
    actor: Actor,
) -> UUID:
    """Add a matter with its first draft; return the edition's id.

    `parent_code` is the matter above from which it is claimed (认领), `main_code` the matter it is
    a handling item of. Raises MatterUnknown if either is not there.
    """
    subject = Subject(line="catalogue", organ=organ_code, region=region)
    check(actor, "catalogue.edit", subject)
    matter = Matter.objects.create(
        id=ports().ids.uuid(),
        code=code,
        power=_power(content),
        name=content.name,
        power_type=content.power_type.value,
        organ_code=organ_code,
        organ_name=organ_name,
        region=region,
        level=level,
        parent=_matter(parent_code),
        main=_matter(main_code),
    )
    return _add_draft(matter, content, actor)


def _power(content: EditionContent) -> Power | None:
    code = content.catalog_code or content.local_catalog_code
    return Power.objects.filter(catalog_code=code).first() if code else None


def _matter(code: str) -> Matter | None:
    if not code:
        return None
    found = Matter.objects.filter(code=code).first()
    if found is None:
        raise MatterUnknown(matter=code)
    return found


def _add_draft(matter: Matter, content: EditionContent, actor: Actor) -> UUID:
    content = replace(content, waivers=())  # a waiver is consent to one edition only
    last = Edition.objects.filter(matter=matter).aggregate(last=Max("version"))["last"] or 0
    edition = Edition.objects.create(
        id=ports().ids.uuid(),
        matter=matter,
        version=last + 1,
        content=dump(content),
        digest=content_digest(content),
        basis_summary=basis_summary(content),
        drafted_by=signature_of(actor),
        authors=[actor.id],
        drafted_at=ports().clock.now(),
    )
    write_entries([(edition, matter, content)])
    return edition.id


@transaction.atomic
def new_draft_from(edition_id: UUID, *, actor: Actor) -> UUID:
    """Begin the next edition with what this one says; return the draft's id."""
    edition = Edition.objects.select_related("matter").filter(pk=edition_id).first()
    if edition is None:
        raise MatterUnknown(edition=str(edition_id))
    matter = Matter.objects.select_for_update().get(pk=edition.matter_id)
    check(actor, "catalogue.edit", _subject(matter))
    return _add_draft(matter, load(EditionContent, edition.content), actor)


@transaction.atomic
def save_draft(edition_id: UUID, content: EditionContent, *, actor: Actor) -> None:
    """Put new content in a draft. Raises EditionNotOpen once it is under review or published."""
    edition = _locked(edition_id, EditionState.DRAFT)
    check(actor, "catalogue.edit", _subject(edition.matter))
    content = replace(content, waivers=())
    _write_content(edition, content)
    edition.drafted_by, edition.drafted_at = signature_of(actor), ports().clock.now()
    if actor.id not in edition.authors:
        edition.authors = [*edition.authors, actor.id]
    edition.save()
    matter = edition.matter
    if not matter.editions.filter(state=EditionState.PUBLISHED).exists():
        matter.name, matter.power_type = content.name, content.power_type.value
        matter.save(update_fields=["name", "power_type"])
    write_entries([(edition, matter, content)])


def _write_content(edition: Edition, content: EditionContent) -> None:
    edition.content = dump(content)
    edition.digest = content_digest(content)
    edition.basis_summary = basis_summary(content)


# --- review and publication ---------------------------------------------------------------------


@transaction.atomic
def send_to_review(edition_id: UUID, *, actor: Actor) -> list[Finding]:
    """Hand a draft to legal review (送合法性审查); return what lint finds."""
    edition = _locked(edition_id, EditionState.DRAFT)
    check(actor, "catalogue.edit", _subject(edition.matter))
    edition.state = EditionState.LEGAL_REVIEW
    edition.save(update_fields=["state"])
    return lint_edition(edition)


@transaction.atomic
def review(edition_id: UUID, *, ok: bool, note: str = "", actor: Actor) -> None:
    """Pass an edition for publishing, or send it back to draft with a note.

    Raises OwnWork if the reviewer ever had a hand in the draft, imported it included.
    """
    edition = _locked(edition_id, EditionState.LEGAL_REVIEW)
    check(actor, "catalogue.review", _subject(edition.matter))
    last = edition.drafted_by.split("@")[0].removeprefix("import:")  # a draft of before `authors`
    if actor.id in {*edition.authors, last}:
        raise OwnWork(edition=str(edition_id))
    edition.review_note = note
    if ok:
        edition.reviewed_by, edition.reviewed_at = signature_of(actor), ports().clock.now()
    else:
        edition.state = EditionState.DRAFT
        edition.reviewed_by, edition.reviewed_at = "", None
    edition.save()


@transaction.atomic
def publish(
    edition_id: UUID,
    *,
    actor: Actor,
    effective_from: date | None = None,
    waivers: Sequence[Waiver] = (),
) -> None:
    """Publish a reviewed edition, in force from a day on (today); the one before ends on the eve.

    Raises EditionNotOpen before a favourable review, BasisNotCited naming the elements that neither
    resolve in the law table nor stand under a waiver of the reviewer, LimitBeyondLaw,
    HandUpNotPossible, StepsNotSound, LooserThanParent, EffectiveDateInvalid, WaiverInvalid.
    """
    edition = _locked(edition_id, EditionState.LEGAL_REVIEW)
    matter = Matter.objects.select_for_update().get(pk=edition.matter_id)
    check(actor, "catalogue.publish", _subject(matter))
    if edition.reviewed_at is None:
        raise EditionNotOpen(edition=str(edition_id), state=edition.state, missing="review")
    content = load(EditionContent, edition.content)
    content = replace(content, waivers=_checked_waivers(content, waivers, edition))
    put_in_force(edition, matter, content, actor, effective_from)


def put_in_force(
    edition: Edition,
    matter: Matter,
    content: EditionContent,
    actor: Actor,
    effective_from: date | None = None,
) -> None:
    """Publish what has been reviewed and waived; the rules of the content are asked here.

    For `publish` and a trial alone: whether the actor may is the caller's question.
    """
    _refuse_flawed(edition, content)
    day = _first_day(matter, effective_from)
    _end_before(matter, day)
    _write_content(edition, content)
    edition.state = EditionState.PUBLISHED
    edition.published_by, edition.published_at = signature_of(actor), ports().clock.now()
    edition.effective_from = day
    edition.save()
    matter.name, matter.power_type = content.name, content.power_type.value
    matter.save(update_fields=["name", "power_type"])
    write_entries([(edition, matter, content)])
    _add_elements(content)


def _checked_waivers(
    content: EditionContent, waivers: Sequence[Waiver], edition: Edition
) -> tuple[Waiver, ...]:
    known = {item.element for item in founded(content)}
    known |= {field.name for field in fields(EditionContent)}
    reviewer = edition.reviewed_by.split("@")[0]
    for waiver in waivers:
        if not waiver.ground.strip():
            raise WaiverInvalid(field="ground", rule="required")
        if waiver.reviewer != reviewer:
            raise WaiverInvalid(field="reviewer", rule="not_the_reviewer", reviewer=reviewer)
        if strange := sorted(set(waiver.elements) - known):
            raise WaiverInvalid(field="elements", rule="unknown", elements=strange)
    return tuple(waivers)


def _refuse_flawed(edition: Edition, content: EditionContent) -> None:
    found = lint(content, barring_context(edition.matter))
    findings = [f for f in found if f.code in BARRING]
    longer = [f for f in findings if f.code is Flaw.PROMISE_BEYOND_LAW]
    if longer:
        raise LimitBeyondLaw(article=longer[0].article, elements=[f.element for f in longer])
    up = [f for f in findings if f.code in HAND_UP_FLAWS]
    if up:
        told = "；".join(f.mend for f in up)
        raise HandUpNotPossible(article=up[0].article, mend=told)
    if unsound := [f for f in findings if f.code is Flaw.STEPS_UNSOUND]:
        told = "；".join(dict.fromkeys(f.mend for f in unsound))
        raise StepsNotSound(elements=[f.element for f in unsound], mend=told)
    if findings:
        raise LooserThanParent(elements=[f.element for f in findings])
    unresolved = {f.element for f in found if f.code is Flaw.BASIS_UNRESOLVED}
    open_elements = set(unfounded(content)) | (unresolved - waived_elements(content))
    if open_elements:
        raise BasisNotCited(elements=sorted(open_elements))


def _first_day(matter: Matter, wanted: date | None) -> date:
    day = wanted or today()
    if day < today():
        raise EffectiveDateInvalid(field="effective_from", rule="not_past", day=day.isoformat())
    last = matter.editions.filter(state=EditionState.PUBLISHED).aggregate(
        last=Max("effective_from")
    )["last"]
    if last is not None and day <= last:
        raise EffectiveDateInvalid(
            field="effective_from", rule="after_last", day=day.isoformat(), last=last.isoformat()
        )
    return day


def _end_before(matter: Matter, day: date) -> None:
    """Let the edition in force end on the eve of `day`."""
    for old in matter.editions.filter(state=EditionState.PUBLISHED, effective_to__isnull=True):
        old.effective_to = day - timedelta(days=1)
        old.save(update_fields=["effective_to"])
        old.search_entry.valid_to = old.effective_to
        old.search_entry.save(update_fields=["valid_to"])


def _add_elements(content: EditionContent) -> None:
    """Enter the form's elements in the dictionary; the first definition of a code stands."""
    DataElement.objects.bulk_create(
        (_element(field) for field in content.fields or DEFAULT_FIELDS), ignore_conflicts=True
    )


def _element(field: FormField) -> DataElement:
    return DataElement(
        code=field.element,
        name=field.label,
        kind=field.kind,
        longest=field.longest,
        choices=list(field.choices),
        unit=field.unit,
    )


def lint_edition(edition: Edition) -> list[Finding]:
    """Return the flaws of a stored edition; its matter must be loaded with it."""
    return lint(load(EditionContent, edition.content), lint_context(edition.matter))


@transaction.atomic
def set_matter_state(matter_code: str, state: MatterState, *, actor: Actor) -> None:
    """Pause, resume or cancel a matter (暂停, 恢复, 取消); cancelled is for ever, BizReg 40."""
    matter = Matter.objects.select_for_update().filter(code=matter_code).first()
    if matter is None:
        raise MatterUnknown(matter=matter_code)
    check(actor, "catalogue.publish", _subject(matter))
    if matter.state == MatterState.CANCELLED and state is not MatterState.CANCELLED:
        raise EditionNotOpen(matter=matter_code, state=matter.state, article="BizReg 40")
    matter.state = state
    matter.save(update_fields=["state"])
