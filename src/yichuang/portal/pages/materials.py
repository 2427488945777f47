"""Materials of a draft: how each may be satisfied online, and what stands for it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any
from uuid import UUID

from django.core.files.uploadedfile import UploadedFile
from django.http import Http404
from django.urls import reverse
from django.utils.translation import gettext as _

from yichuang.approval.public import MaterialGiven, keep_draft
from yichuang.catalogue.public import Material, SatisfiedBy
from yichuang.directory.public import Actor
from yichuang.documents.public import ALLOWED_EXTENSIONS, UploadCard, store_upload, upload_cards
from yichuang.licences.public import LicenceCard, licence_by_id, licences_of

from ..forms.materials import UploadForm
from ..forms.refusals import UPLOAD, told_in
from ..words import MATERIAL_NEEDS, MATERIAL_STANDS, Words
from .guide import citations
from .wizard import Wizard

MOST_FILES = 20  # for one material
ACCEPT = ",".join(f".{extension}" for extension in ALLOWED_EXTENSIONS)
MAY_FOLLOW = "3"  # 容缺后补


@dataclass(frozen=True, slots=True)
class MaterialPage:
    """What `portal/material.html` shows: one material and every way open to the applicant."""

    material: Material
    need: Words
    stands: Words  # empty while nothing stands for it
    files: tuple[UploadCard, ...]
    may_upload: bool
    may_promise: bool
    may_bring_paper: bool
    licence: LicenceCard | None
    how: str
    basis: tuple[str, ...]
    url: str

    @property
    def notes(self) -> tuple[str, ...]:
        """What to mind, in the guide's own words."""
        return tuple(n for n in (self.material.fill_note, self.material.acceptance_standard) if n)


def material_pages(wizard: Wizard) -> tuple[MaterialPage, ...]:
    """Return every material asked for, with what stands for it: two queries for all."""
    given = wizard.given
    ids = [UUID(file) for one in given.values() for file in one.uploads]
    cards = {card.id: card for card in upload_cards(ids)}
    held = licences_of(wizard.draft.principal)
    return tuple(
        _page(one, given.get(one.code), cards, held, wizard.draft.id) for one in wizard.materials
    )


def material_page(wizard: Wizard, code: str) -> MaterialPage:
    """Return one material's page. Raises Http404 for one these answers do not ask."""
    found = next((one for one in material_pages(wizard) if one.material.code == code), None)
    if found is None:
        raise Http404
    return found


def _page(
    one: Material,
    given: MaterialGiven | None,
    cards: dict[UUID, UploadCard],
    held: Sequence[LicenceCard],
    draft_id: UUID,
) -> MaterialPage:
    ways = set(one.satisfied_by)
    may_upload = SatisfiedBy.UPLOAD in ways
    # Paper can follow only where the guide says so, or where there is no other way to hand it in.
    paper = SatisfiedBy.PAPER in ways and (one.need == MAY_FOLLOW or not may_upload)
    return MaterialPage(
        material=one,
        need=MATERIAL_NEEDS.get(one.need, ""),
        stands=MATERIAL_STANDS[given.how] if given else "",
        files=tuple(cards[UUID(x)] for x in (given.uploads if given else ()) if UUID(x) in cards),
        may_upload=may_upload,
        may_promise=SatisfiedBy.PROMISE in ways,
        may_bring_paper=paper,
        licence=held_for(one, held) if SatisfiedBy.LICENCE in ways else None,
        how=given.how if given else "",
        basis=citations(one.basis),
        url=reverse("portal:material", args=[draft_id, one.code]),
    )


def held_for(one: Material, held: Iterable[LicenceCard]) -> LicenceCard | None:
    """Return a licence in force that satisfies a material; a guide may name the type in short."""
    wanted = one.licence_type
    if not wanted:
        return None
    short = f"{wanted:0>3}" if len(wanted) <= 3 else ""
    return next(
        (
            card
            for card in held
            if card.in_force
            and (card.type_code == wanted or (short and card.type_code.endswith(short)))
        ),
        None,
    )


def upload_field(form: UploadForm | None = None) -> dict[str, Any]:
    """Return the file field as `components/_field.html` needs it."""
    errors = [str(text) for text in form.errors.get("chosen", ())] if form else []
    return {
        "name": "chosen",
        "kind": "file",
        "label": _("选择照片或者文件"),
        "help": _("可以一次选几个。照片、扫描件、PDF 都行，每个不超过 20 MB。"),
        "error": errors[0] if errors else "",
        "required": True,
        "multiple": True,
        "accept": ACCEPT,
    }


def stored(
    actor: Actor, party: UUID, form: UploadForm, files: Iterable[UploadedFile[Any]]
) -> tuple[list[str], list[str]]:
    """Keep the files that are fit and return ids and digests; the others are told on the form."""
    ids, digests = [], []
    for file in files:
        name = file.name or _("未命名文件")
        with told_in(form, UPLOAD, file=name):
            kept = store_upload(
                filename=name, content=file.read(), actor_id=actor.id, party_id=str(party)
            )
            ids.append(str(kept.id))
            digests.append(kept.digest)
    return ids, digests


def add_files(wizard: Wizard, code: str, form: UploadForm) -> Wizard:
    """Add files to a material of the draft; what stood there in another way is replaced."""
    before = wizard.given.get(code)
    kept = before if before and before.how == "upload" else MaterialGiven(code, "upload")
    room = MOST_FILES - len(kept.uploads)
    ids, digests = stored(
        wizard.actor, wizard.draft.principal, form, form.cleaned_data["chosen"][:room]
    )
    given = MaterialGiven(
        code, "upload", uploads=(*kept.uploads, *ids), digests=(*kept.digests, *digests)
    )
    return with_material(wizard, code, given if given.uploads else before)


def without_file(wizard: Wizard, code: str, upload_id: str) -> Wizard:
    """Take one file off a material."""
    before = wizard.given.get(code)
    if before is None or upload_id not in before.uploads:
        return wizard
    pairs = [
        pair for pair in zip(before.uploads, before.digests, strict=True) if pair[0] != upload_id
    ]
    uploads, digests = (tuple(part) for part in zip(*pairs, strict=True)) if pairs else ((), ())
    left = MaterialGiven(code, "upload", uploads=uploads, digests=digests) if pairs else None
    return with_material(wizard, code, left)


def stand_in(wizard: Wizard, page: MaterialPage, how: str) -> Wizard:
    """Let a licence, a promise or paper to follow stand for a material; Http404 for another way."""
    if how == "licence" and page.licence is not None:
        digest = licence_by_id(page.licence.id).content_digest
        given = MaterialGiven(page.material.code, "licence", digests=(digest,))
    elif (how == "promise" and page.may_promise) or (how == "paper" and page.may_bring_paper):
        given = MaterialGiven(page.material.code, how)
    else:
        raise Http404
    return with_material(wizard, page.material.code, given)


def with_material(wizard: Wizard, code: str, given: MaterialGiven | None) -> Wizard:
    """Keep what stands for a material; None clears it."""
    others = tuple(one for one in wizard.draft.materials if one.code != code)
    draft = keep_draft(
        wizard.actor, wizard.draft.id, materials=(*others, given) if given else others
    )
    return Wizard(wizard.actor, draft, wizard.content)


def material_step(wizard: Wizard, page: MaterialPage, form: UploadForm) -> Wizard:
    """Do what the pressed button says; without one, files are uploaded. What is wrong is told."""
    code, pressed = page.material.code, form.data
    if remove := pressed.get("remove", ""):
        return _quiet(form, without_file(wizard, code, remove))
    if how := pressed.get("how", ""):
        return _quiet(form, stand_in(wizard, page, how))
    if "clear" in pressed:
        return _quiet(form, with_material(wizard, code, None))
    return add_files(wizard, code, form) if page.may_upload and form.is_valid() else wizard


def _quiet(form: UploadForm, wizard: Wizard) -> Wizard:
    """Say that no file was expected: the form's only field was not meant."""
    form.fields["chosen"].required = False
    return wizard
