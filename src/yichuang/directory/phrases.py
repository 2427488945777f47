"""The phrases each post keeps (常用语): its own by officer, and shared by all who hold the post.

A phrase is office wording, not a decision: it is put into a form and stays editable there. Nothing
is overwritten; every change says by whom and when, since a shared wording goes to many applicants.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from django.db import IntegrityError, transaction
from django.db.models import Q, QuerySet

from yichuang.kernel.public import ports

from .actors import Actor, ActorKind, NotAllowed
from .errors import PhraseNotFound, PhraseRefused
from .labels import officer_names
from .leaves import LEADS, leads
from .models import PhraseRecord, Post
from .phrase_rules import MOST, PhraseUse, why_not_text

Kind = PhraseRecord.Kind


@dataclass(frozen=True, slots=True)
class Phrase:
    """A phrase as it stands: `no` counts its wordings."""

    id: UUID
    no: int
    post: str
    use: PhraseUse
    text: str
    shared: bool
    by: str  # officer code
    by_name: str
    at: datetime


@dataclass(frozen=True, slots=True)
class PhraseChange:
    """One line of a phrase's history."""

    kind: str
    text: str
    by_name: str
    at: datetime


def phrases_at_hand(actor: Actor, *uses: PhraseUse) -> list[Phrase]:
    """Return what an officer may put in at his post, the shared ones first; all uses unless said.

    Anybody but an officer has none.
    """
    if actor.kind is not ActorKind.OFFICER:
        return []
    rows = _current(actor.post, Q(owner="") | Q(owner=actor.id))
    found = [row for row in rows if not uses or PhraseUse(row.use) in uses]
    return _as_phrases(found)


def shared_phrases(actor: Actor, post: str) -> list[Phrase]:
    """Return what a post of the organ shares: for its holders and for who leads the organ's staff.

    Raises PhraseNotFound for a post of another organ, NotAllowed for anybody else.
    """
    _check_sees(actor, post)
    return _as_phrases(_current(post, Q(owner="")))


def history_of_phrase(actor: Actor, phrase: UUID) -> tuple[Phrase, list[PhraseChange]]:
    """Return a phrase with every wording it had, the latest first. Raises PhraseNotFound."""
    rows = list(PhraseRecord.objects.filter(phrase=phrase).order_by("-no"))
    if not rows or not _sees(actor, rows[0]):
        raise PhraseNotFound(phrase=str(phrase))
    names = officer_names(row.by for row in rows)
    changes = [PhraseChange(row.kind, row.text, names.get(row.by, row.by), row.at) for row in rows]
    return _as_phrases(rows[:1])[0], changes


def add_phrase(actor: Actor, *, post: str, use: PhraseUse, text: str, shared: bool) -> UUID:
    """Add a phrase to one's own list at the post one acts in, or to those a post shares.

    Raises NotAllowed, PhraseNotFound for a post of another organ, PhraseRefused for the text.
    """
    _check_keeps(actor, post, shared=shared)
    owner = "" if shared else actor.id
    text = text.strip()
    _check_text(text, use, _current(post, Q(owner=owner)))
    phrase = ports().ids.uuid()
    _write(actor, PhraseRecord(phrase=phrase, no=1, post_id=post, owner=owner, use=use, text=text))
    return phrase


def change_phrase(actor: Actor, phrase: UUID, *, text: str, seen_no: int) -> None:
    """Give a phrase another wording; the same again is nothing.

    Raises PhraseNotFound, NotAllowed, PhraseRefused: for the text, or where somebody changed it
    since wording number `seen_no`.
    """
    row, text = _latest(actor, phrase, seen_no), text.strip()
    if text == row.text:
        return
    others = [one for one in _current(row.post_id, Q(owner=row.owner)) if one.phrase != phrase]
    _check_text(text, PhraseUse(row.use), others)
    _write(actor, _next(row, text), Kind.CHANGED)


def withdraw_phrase(actor: Actor, phrase: UUID, *, seen_no: int) -> None:
    """Take a phrase off the list; its history stays. Raises as `change_phrase`."""
    row = _latest(actor, phrase, seen_no)
    _write(actor, _next(row, row.text), Kind.WITHDRAWN)


# --- within ---------------------------------------------------------------------------------------


def _current(post: str, owners: Q) -> list[PhraseRecord]:
    """Return the last wording of each phrase of a post that has not been withdrawn."""
    rows: QuerySet[PhraseRecord] = PhraseRecord.objects.filter(owners, post=post)
    latest = rows.order_by("phrase", "-no").distinct("phrase")
    standing = [row for row in latest if row.kind != Kind.WITHDRAWN]
    return sorted(standing, key=lambda row: (row.use, row.owner != "", row.phrase))


def _as_phrases(rows: Iterable[PhraseRecord]) -> list[Phrase]:
    rows = list(rows)
    names = officer_names(row.by for row in rows) if rows else {}
    return [
        Phrase(
            id=row.phrase,
            no=row.no,
            post=row.post_id,
            use=PhraseUse(row.use),
            text=row.text,
            shared=not row.owner,
            by=row.by,
            by_name=names.get(row.by, row.by),
            at=row.at,
        )
        for row in rows
    ]


def _latest(actor: Actor, phrase: UUID, seen_no: int) -> PhraseRecord:
    """Return the last wording of a phrase the actor may keep, if it is the one he saw."""
    row = PhraseRecord.objects.filter(phrase=phrase).order_by("-no").first()
    if row is None or not _sees(actor, row):
        raise PhraseNotFound(phrase=str(phrase))
    _check_keeps(actor, row.post_id, shared=not row.owner)
    if row.no != seen_no or row.kind == Kind.WITHDRAWN:
        raise PhraseRefused(field="text", reason="phrase_changed")
    return row


def _sees(actor: Actor, row: PhraseRecord) -> bool:
    if actor.kind is not ActorKind.OFFICER:
        return False
    if row.owner:
        return row.owner == actor.id and row.post_id == actor.post
    return row.post_id == actor.post or _leads_post(actor, row.post_id)


def _leads_post(actor: Actor, post: str) -> bool:
    in_organ = Post.objects.filter(pk=post, organ=actor.organ).exists()
    return in_organ and leads(actor, actor.organ)


def _check_sees(actor: Actor, post: str) -> None:
    if actor.kind is ActorKind.OFFICER and post == actor.post:
        return
    _check_leads(actor, post)


def _check_keeps(actor: Actor, post: str, *, shared: bool) -> None:
    """Refuse who may not keep this list: one's own at one's own post; shared ones, a head."""
    if actor.kind is not ActorKind.OFFICER:
        raise NotAllowed(act=LEADS, reason=f"not_for_{actor.kind.value}")
    if shared:
        _check_leads(actor, post)
    elif post != actor.post:
        raise PhraseNotFound(post=post)


def _check_leads(actor: Actor, post: str) -> None:
    if not leads(actor, actor.organ):
        raise NotAllowed(act=LEADS, reason="post_lacks_act")
    if not Post.objects.filter(pk=post, organ=actor.organ).exists():
        raise PhraseNotFound(post=post)


def _check_text(text: str, use: PhraseUse, beside: Iterable[PhraseRecord]) -> None:
    if rule := why_not_text(text, use):
        raise PhraseRefused(field="text", reason=rule)
    beside = list(beside)
    if any(one.use == use and one.text == text for one in beside):
        raise PhraseRefused(field="text", reason="phrase_twice")
    if len(beside) >= MOST:
        raise PhraseRefused(field="text", reason="phrase_too_many")


def _next(row: PhraseRecord, text: str) -> PhraseRecord:
    return PhraseRecord(
        phrase=row.phrase,
        no=row.no + 1,
        post_id=row.post_id,
        owner=row.owner,
        use=row.use,
        text=text,
    )


def _write(actor: Actor, row: PhraseRecord, kind: PhraseRecord.Kind = Kind.ADDED) -> None:
    row.id, row.kind, row.at = ports().ids.uuid(), kind, ports().clock.now()
    row.by, row.by_post = actor.id, actor.post
    try:
        with transaction.atomic():
            row.save(force_insert=True)
    except IntegrityError as twice:  # two at once: the number of the wording is taken
        raise PhraseRefused(field="text", reason="phrase_changed") from twice
