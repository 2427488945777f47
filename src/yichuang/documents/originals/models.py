"""Tables of paper originals: what was taken, on which list it travels, and every move it made."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from yichuang.ledger.public import Case

from .rules import Moved, MoveKind, Place, PlaceKind, Standing, Whereabouts


class HandOver(models.Model):
    """A hand-over list (交接单), signed by who sends it; its items are its moves. Append-only."""

    id = models.UUIDField(primary_key=True)
    number = models.CharField(max_length=60)
    from_kind = models.CharField(max_length=10)
    from_organ = models.CharField(max_length=18)  # GB 32100-2015
    to_kind = models.CharField(max_length=10)
    to_organ = models.CharField(max_length=18)
    sent_by = models.CharField(max_length=60)  # officer code
    sent_post = models.CharField(max_length=60)
    sent_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(
                name="documents_hand_over_number", fields=["from_organ", "number"]
            ),
            models.CheckConstraint(
                name="documents_hand_over_goes_on",
                condition=~Q(from_kind=F("to_kind"), from_organ=F("to_organ")),
            ),
        ]

    @property
    def sender(self) -> Place:
        """Whence it goes."""
        return Place(PlaceKind(self.from_kind), self.from_organ)

    @property
    def receiver(self) -> Place:
        """Whereto it goes."""
        return Place(PlaceKind(self.to_kind), self.to_organ)


class Original(models.Model):
    """A paper taken from an applicant (材料原件), known by its barcode.

    Standing, places, list and `since` are a copy of what its moves say, written with each move;
    `misplaced` proves that they agree. Everything else never changes.
    """

    id = models.UUIDField(primary_key=True)
    barcode = models.CharField(max_length=9, unique=True)
    case = models.ForeignKey(Case, on_delete=models.PROTECT, related_name="originals")
    event_no = models.IntegerField(null=True)  # the entry of the case it came with
    material = models.CharField(max_length=60)
    name = models.TextField()  # the material's, as the case's edition has it
    copies = models.IntegerField()
    taken_organ = models.CharField(max_length=18)
    taken_at = models.DateTimeField()
    standing = models.CharField(max_length=10)
    place_kind = models.CharField(max_length=10)
    place_organ = models.CharField(max_length=18, blank=True)
    to_kind = models.CharField(max_length=10, blank=True)
    to_organ = models.CharField(max_length=18, blank=True)
    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, null=True)
    since = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="documents_original_copies", condition=Q(copies__gte=1)),
            models.CheckConstraint(
                name="documents_original_under_way_by_list",
                condition=Q(standing="under_way", hand_over__isnull=False) & ~Q(to_kind="")
                | ~Q(standing="under_way") & Q(hand_over=None),
            ),
        ]
        indexes = [
            models.Index(
                fields=["place_organ", "place_kind", "standing", "since"],
                name="documents_original_place",
            ),
            models.Index(
                fields=["to_organ", "to_kind"],
                name="documents_original_coming",
                condition=Q(standing="under_way"),
            ),
            models.Index(
                fields=["standing", "since"],
                name="documents_original_open",
                condition=Q(standing__in=["under_way", "missing"]),
            ),
        ]

    @property
    def whereabouts(self) -> Whereabouts:
        """Where it is."""
        return Whereabouts(
            standing=Standing(self.standing),
            place=Place(PlaceKind(self.place_kind), self.place_organ),
            since=self.since,
            to=Place(PlaceKind(self.to_kind), self.to_organ) if self.to_kind else None,
            hand_over=self.hand_over_id,
        )

    def stand(self, now: Whereabouts) -> None:
        """Take over where it is now; the caller writes the row."""
        self.standing, self.since = now.standing.value, now.since
        self.place_kind, self.place_organ = now.place.kind.value, now.place.organ
        self.to_kind = now.to.kind.value if now.to else ""
        self.to_organ = now.to.organ if now.to else ""
        self.hand_over_id = now.hand_over


class Move(models.Model):
    """One move of an original (流转记录). Append-only: a wrong one is reversed by another."""

    pk = models.CompositePrimaryKey("original_id", "no")
    original = models.ForeignKey(
        Original, on_delete=models.PROTECT, related_name="moves", db_index=False
    )
    no = models.IntegerField()
    kind = models.CharField(max_length=10)
    place_kind = models.CharField(max_length=10)
    place_organ = models.CharField(max_length=18)
    to_kind = models.CharField(max_length=10, blank=True)
    to_organ = models.CharField(max_length=18, blank=True)
    hand_over = models.ForeignKey(HandOver, on_delete=models.PROTECT, null=True)
    officer = models.CharField(max_length=60)
    post = models.CharField(max_length=60)
    organ = models.CharField(max_length=18)
    at = models.DateTimeField()
    recipient = models.CharField(max_length=10, blank=True)  # of a return: party, agent
    proof = models.CharField(max_length=10, blank=True)  # of a return: signature, courier
    ground = models.CharField(max_length=20, blank=True)  # of a reversal: a code, never free text

    class Meta:
        constraints = [
            models.CheckConstraint(name="documents_move_from_one", condition=Q(no__gte=1)),
            models.CheckConstraint(
                name="documents_move_return_signed",
                condition=Q(kind="returned") & ~Q(recipient="") & ~Q(proof="")
                | ~Q(kind="returned") & Q(recipient="", proof=""),
            ),
            models.CheckConstraint(
                name="documents_move_reversal_grounded",
                condition=Q(kind="reversed") & ~Q(ground="") | ~Q(kind="reversed") & Q(ground=""),
            ),
        ]

    @property
    def moved(self) -> Moved:
        """The move as the rules read it."""
        return Moved(
            kind=MoveKind(self.kind),
            at=self.at,
            place=Place(PlaceKind(self.place_kind), self.place_organ),
            to=Place(PlaceKind(self.to_kind), self.to_organ) if self.to_kind else None,
            hand_over=self.hand_over_id,
        )
