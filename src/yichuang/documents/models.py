"""Tables of the documents room. What identifies a person is sealed; files lie in the blob store."""

from __future__ import annotations

from django.db import models
from django.db.models import F, Q

from .originals.models import HandOver, Move, Original

__all__ = [
    "HandOver",
    "Move",
    "NumberSeries",
    "Original",
    "Paper",
    "PaperState",
    "Printing",
    "Upload",
]


class NumberSeries(models.Model):
    """The last number drawn of a series in a year (文号序列)."""

    pk = models.CompositePrimaryKey("series", "year")
    series = models.CharField(max_length=80)
    year = models.IntegerField()
    last = models.IntegerField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="documents_series_positive", condition=Q(last__gte=1)),
        ]


class Upload(models.Model):
    """A file handed in (上传材料). Content and name are sealed: a name may tell whose it is.

    `digest` is the SM3 of the plain content, `blob` the address of the sealed bytes.
    """

    id = models.UUIDField(primary_key=True)
    party_id = models.CharField(max_length=60, blank=True)  # whose material it is
    actor_id = models.CharField(max_length=60)  # who handed it in
    filename = models.BinaryField()
    media_type = models.CharField(max_length=100)
    size = models.BigIntegerField()
    digest = models.CharField(max_length=64)
    blob = models.CharField(max_length=64)
    warnings = models.JSONField(default=list)
    created_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.CheckConstraint(name="documents_upload_not_empty", condition=Q(size__gt=0)),
        ]
        indexes = [
            models.Index(fields=["party_id", "-created_at"], name="documents_upload_party"),
            models.Index(fields=["actor_id", "-created_at"], name="documents_upload_actor"),
        ]


class PaperState(models.TextChoices):
    """State of a paper (文书状态)."""

    ISSUED = "issued", "已制发"
    VOID = "void", "已作废"


class Paper(models.Model):
    """A paper as it was issued (文书): its content at once, its file when first wanted.

    `content_digest` stands in the record of the case. `pdf_digest` is the SM3 of the delivered
    file, which finds what no signature check can: bytes appended after its end.
    """

    id = models.UUIDField(primary_key=True)
    case_id = models.UUIDField(null=True, db_index=True)
    kind = models.CharField(max_length=20)
    name = models.CharField(max_length=100)
    number = models.CharField(max_length=100)
    organ_code = models.CharField(max_length=18)  # GB 32100-2015
    organ_name = models.TextField()
    content_digest = models.CharField(max_length=64)
    data = models.BinaryField()  # sealed canonical JSON
    seal = models.CharField(max_length=20)
    state = models.CharField(max_length=10, choices=PaperState)
    verification_code = models.CharField(max_length=26, unique=True)
    issued_on = models.DateField()  # the date printed
    created_at = models.DateTimeField()
    blob = models.CharField(max_length=64, blank=True)
    pdf_digest = models.CharField(max_length=64, blank=True)
    pdf_size = models.BigIntegerField(null=True)
    signed_at = models.DateTimeField(null=True)
    # A SealAlgorithm, once sealed. The release before knows no such column: the database fills it.
    seal_algorithm = models.CharField(max_length=10, blank=True, default="", db_default="")
    voided_at = models.DateTimeField(null=True)
    void_ground = models.CharField(max_length=60, blank=True)  # a code, never free text

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="documents_paper_file_whole",
                condition=Q(blob="", pdf_digest="", pdf_size=None, signed_at=None)
                | (~Q(blob="") & ~Q(pdf_digest="") & Q(pdf_size__gt=0, signed_at__isnull=False)),
            ),
            models.CheckConstraint(
                name="documents_paper_void_has_ground",
                condition=Q(state="issued", voided_at=None, void_ground="")
                | (Q(state="void", voided_at__gte=F("created_at")) & ~Q(void_ground="")),
            ),
            # One organ gives a number of a decision or notice to one valid paper only.
            models.UniqueConstraint(
                name="documents_paper_number",
                fields=["organ_code", "kind", "number"],
                condition=Q(
                    state="issued",
                    kind__in=[
                        "supplement",
                        "acceptance",
                        "non_acceptance",
                        "special_procedure",
                        "extension",
                        "withdrawal",
                        "grant",
                        "refusal",
                        "service_return",
                    ],
                ),
            ),
        ]
        indexes = [
            models.Index(fields=["organ_code", "-created_at"], name="documents_paper_organ"),
        ]


class Printing(models.Model):
    """One print of a paper in a batch (批量打印): which copy, by whom, why again. Append-only."""

    run = models.UUIDField()  # the file it was printed with
    paper = models.ForeignKey(Paper, on_delete=models.PROTECT, related_name="printings")
    copy = models.IntegerField()  # 1, 2, …
    reason = models.CharField(max_length=20, blank=True)  # a code; why it was printed again
    actor_id = models.CharField(max_length=60)  # officer code
    printed_at = models.DateTimeField()

    class Meta:
        constraints = [
            models.UniqueConstraint(name="documents_printing_copy", fields=["paper", "copy"]),
            models.CheckConstraint(
                name="documents_printing_again_has_reason",
                condition=Q(copy=1, reason="") | (Q(copy__gt=1) & ~Q(reason="")),
            ),
        ]


from .desks.models import DeskHandOver, DeskSignature  # noqa: E402, F401 (found with the rest)
from .service.models import Attempt, Service, ServiceState  # noqa: E402, F401 (found with the rest)
