"""Tables of the catalogue. What an edition says is one document beside the searched columns."""

from __future__ import annotations

from django.contrib.postgres.fields import ArrayField
from django.contrib.postgres.indexes import GinIndex
from django.contrib.postgres.search import SearchVectorField
from django.db import models
from django.db.models import F, Q


class MatterState(models.TextChoices):
    """事项状态, national codes."""

    IN_USE = "1", "在用"
    PAUSED = "2", "暂停"
    CANCELLED = "3", "取消"


class EditionState(models.TextChoices):
    """Where an edition stands. After publishing, the date alone tells the rest."""

    DRAFT = "draft", "草稿"
    LEGAL_REVIEW = "legal_review", "合法性审查"
    PUBLISHED = "published", "已发布"
    EFFECTIVE = "effective", "现行有效"
    SUPERSEDED = "superseded", "已被替代"


STORED_STATES = (EditionState.DRAFT, EditionState.LEGAL_REVIEW, EditionState.PUBLISHED)


class Power(models.Model):
    """An entry of the base directory (权力事项, 基本目录)."""

    id = models.UUIDField(primary_key=True)
    catalog_code = models.CharField(max_length=50, unique=True)
    local_code = models.CharField(max_length=50, blank=True)
    name = models.TextField()
    main_code = models.CharField(max_length=50, blank=True)  # the main item of a sub-item 主项
    main_name = models.TextField(blank=True)
    power_type = models.CharField(max_length=2)
    state = models.CharField(max_length=1, choices=MatterState, default=MatterState.IN_USE)
    version = models.IntegerField(default=1)

    class Meta:
        indexes = [models.Index(fields=["main_code"], name="catalogue_power_main")]


class Matter(models.Model):
    """A power as one organ implements it (实施事项), or an entry no organ has claimed yet.

    A handling item (业务办理项) is a matter whose `main` is the matter it belongs to.
    """

    id = models.UUIDField(primary_key=True)
    code = models.CharField(max_length=80, unique=True)
    power = models.ForeignKey(Power, null=True, on_delete=models.PROTECT, related_name="matters")
    main = models.ForeignKey("self", null=True, on_delete=models.PROTECT, related_name="items")
    parent = models.ForeignKey(  # the entry above from which it was claimed 认领
        "self", null=True, on_delete=models.PROTECT, related_name="claims"
    )
    name = models.TextField()
    power_type = models.CharField(max_length=2)
    organ_code = models.CharField(max_length=18, blank=True)  # GB 32100-2015; empty: unclaimed
    organ_name = models.TextField(blank=True)
    region = models.CharField(max_length=12)
    level = models.CharField(max_length=1, blank=True)  # 1 nation … 5 township 行使层级
    state = models.CharField(max_length=1, choices=MatterState, default=MatterState.IN_USE)
    source = models.CharField(max_length=60, blank=True)
    source_digest = models.CharField(max_length=64, blank=True)  # of the row last imported

    class Meta:
        indexes = [
            models.Index(fields=["organ_code", "power_type"], name="catalogue_matter_organ"),
            models.Index(fields=["region", "power_type"], name="catalogue_matter_region"),
        ]


class Edition(models.Model):
    """An immutable published version of a matter, or the draft of one (事项版本).

    Once published only `effective_to` may be set, and only once: a trigger keeps that.
    """

    id = models.UUIDField(primary_key=True)
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="editions")
    version = models.IntegerField()
    state = models.CharField(max_length=12, choices=EditionState, default=EditionState.DRAFT)
    content = models.JSONField()
    digest = models.CharField(max_length=64)  # SM3 of the content's canonical JSON
    basis_summary = models.JSONField(default=dict)  # element → cited, quoted, missing, waived
    drafted_by = models.CharField(max_length=120)  # who saved it last
    authors = models.JSONField(default=list)  # everybody who saved it: none of them reviews it
    drafted_at = models.DateTimeField()
    reviewed_by = models.CharField(max_length=120, blank=True)
    reviewed_at = models.DateTimeField(null=True)
    review_note = models.TextField(blank=True)
    published_by = models.CharField(max_length=120, blank=True)
    published_at = models.DateTimeField(null=True)
    effective_from = models.DateField(null=True)
    effective_to = models.DateField(null=True)  # last day in force

    class Meta:
        constraints = [
            models.UniqueConstraint(fields=["matter", "version"], name="catalogue_edition_version"),
            models.UniqueConstraint(
                fields=["matter"],
                name="catalogue_edition_one_open_ended",
                condition=Q(state=EditionState.PUBLISHED, effective_to__isnull=True),
            ),
            models.CheckConstraint(
                name="catalogue_edition_state",
                condition=Q(state__in=[state.value for state in STORED_STATES]),
            ),
            models.CheckConstraint(
                name="catalogue_edition_published_whole",
                condition=~Q(state=EditionState.PUBLISHED)
                | (
                    Q(effective_from__isnull=False, published_at__isnull=False)
                    & Q(reviewed_at__isnull=False)
                    & ~Q(published_by="")
                    & ~Q(reviewed_by="")
                ),
            ),
            models.CheckConstraint(
                name="catalogue_edition_dates",
                condition=Q(effective_to__isnull=True) | Q(effective_to__gte=F("effective_from")),
            ),
        ]
        indexes = [models.Index(fields=["matter", "-version"], name="catalogue_edition_latest")]


class SearchEntry(models.Model):
    """What an edition is found by (检索); rebuilt from the edition at any time."""

    edition = models.OneToOneField(
        Edition, primary_key=True, on_delete=models.CASCADE, related_name="search_entry"
    )
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    public = models.BooleanField(default=False)
    valid_from = models.DateField(null=True)
    valid_to = models.DateField(null=True)
    region = models.CharField(max_length=12)
    organ_code = models.CharField(max_length=18, blank=True)
    organ_name = models.TextField(blank=True)
    power_type = models.CharField(max_length=2)
    audience = ArrayField(models.CharField(max_length=2), default=list)
    name = models.TextField()
    folded = models.TextField()  # name in the form that is compared
    everyday = ArrayField(models.TextField(), default=list)
    codes = models.TextField(blank=True)  # these three: each entry after a line break
    pinyin = models.TextField(blank=True)
    initials = models.TextField(blank=True)
    tokens = SearchVectorField()

    class Meta:
        indexes = [
            GinIndex(fields=["tokens"], name="catalogue_search_tokens"),
            models.Index(fields=["matter"], name="catalogue_search_matter"),
            models.Index(
                fields=["folded"], name="catalogue_search_folded", opclasses=["text_pattern_ops"]
            ),
        ]


class DataElement(models.Model):
    """A typed field of the data standard (数据元)."""

    code = models.CharField(max_length=60, primary_key=True)
    name = models.TextField()
    kind = models.CharField(max_length=12)
    longest = models.IntegerField(default=200)
    choices = ArrayField(models.TextField(), default=list)
    unit = models.CharField(max_length=20, blank=True)
    source = models.TextField(blank=True)  # the standard or organ that defines it


class Bundle(models.Model):
    """Matters the city offers together as one thing (一件事), under everyday words."""

    id = models.UUIDField(primary_key=True)
    code = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=80)
    everyday = ArrayField(models.TextField(), default=list)
    questions = models.JSONField(default=list)  # its own: code, question, answers
    region = models.CharField(max_length=12)
    published_by = models.CharField(max_length=120)
    published_at = models.DateTimeField()
    withdrawn_at = models.DateTimeField(null=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="catalogue_bundle_withdrawn_after_published",
                condition=Q(withdrawn_at=None) | Q(withdrawn_at__gte=F("published_at")),
            ),
        ]


class BundleMatter(models.Model):
    """One matter of a bundle; `when` lists the answers that must all hold for it to be part."""

    bundle = models.ForeignKey(Bundle, on_delete=models.CASCADE, related_name="parts")
    matter = models.ForeignKey(Matter, on_delete=models.PROTECT, related_name="+")
    position = models.PositiveSmallIntegerField()
    when = ArrayField(models.TextField(), default=list)

    class Meta:
        constraints = [
            models.UniqueConstraint(
                fields=["bundle", "matter"], name="catalogue_bundle_matter_once"
            ),
            models.UniqueConstraint(
                fields=["bundle", "position"], name="catalogue_bundle_position_once"
            ),
        ]


class ImportRun(models.Model):
    """One import of one file (导入): what came in, and what became of it."""

    id = models.UUIDField(primary_key=True)
    source = models.TextField()
    file_digest = models.CharField(max_length=64)
    mapping = models.CharField(max_length=60)
    imported_by = models.CharField(max_length=120)
    imported_at = models.DateTimeField()
    counts = models.JSONField(default=dict)


class ImportRow(models.Model):
    """A row that was rejected or kept with a warning (导入行); untouched rows leave no trace."""

    run = models.ForeignKey(ImportRun, on_delete=models.CASCADE, related_name="rows")
    sheet = models.CharField(max_length=120, blank=True)
    row = models.IntegerField()
    outcome = models.CharField(max_length=10)  # created, changed, rejected
    matter_code = models.CharField(max_length=80, blank=True)
    findings = models.JSONField(default=list)
