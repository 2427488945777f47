"""Where power lies: regions, organs, and by what right an organ exercises a power."""

from __future__ import annotations

from django.db import models
from django.db.models import Q
from django.utils.translation import gettext_lazy as _

from .dated import Dated, dates_in_order


class Level(models.TextChoices):
    """Level of a division or an organ (层级)."""

    NATIONAL = "national", _("国家级")
    PROVINCE = "province", _("省级")
    CITY = "city", _("市级")
    COUNTY = "county", _("县级")
    TOWNSHIP = "township", _("镇(乡、街道)级")
    VILLAGE = "village", _("村(社区)级")


class Region(Dated):
    """A division (行政区划) as it was or is between two days.

    The same 12-digit code has several rows where a division was renamed or abolished and the code
    used again: 320205 was 马山区 and is 锡山区. Nothing points at a row; everything keeps the code.
    """

    code = models.CharField(max_length=12)  # GB/T 2260, GB/T 10114, right-padded with zeros
    name = models.CharField(max_length=60)
    level = models.CharField(max_length=10, choices=Level)
    parent = models.CharField(max_length=12, blank=True)
    successor = models.CharField(max_length=12, blank=True)  # who took over when it ended
    source = models.TextField(blank=True)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_region_code_shape", condition=Q(code__regex=r"^[0-9]{12}$")
            ),
            dates_in_order("directory_region_dates"),
            models.UniqueConstraint(fields=["code", "valid_from"], name="directory_region_once"),
            models.UniqueConstraint(
                fields=["code"], condition=Q(valid_to=None), name="directory_region_one_open"
            ),
        ]
        indexes = [models.Index(fields=["parent"], name="directory_region_parent")]


class OrganKind(models.TextChoices):
    """What sort of body an organ is (机构性质)."""

    GOVERNMENT = "government", _("政府")
    DEPARTMENT = "department", _("行政机关")
    INSTITUTION = "institution", _("事业单位")
    SUBDISTRICT = "subdistrict", _("街道办事处(镇政府)")
    MASS_BODY = "mass_body", _("群团机关")


class Organ(Dated):
    """A body that holds or exercises power (机构); known to other rooms by its credit code."""

    code = models.CharField(max_length=18, primary_key=True)  # GB 32100-2015
    key = models.SlugField(max_length=40, unique=True)
    name = models.CharField(max_length=120)
    short_name = models.CharField(max_length=40)
    region = models.CharField(max_length=12)
    parent = models.ForeignKey("self", on_delete=models.PROTECT, null=True, related_name="parts")
    level = models.CharField(max_length=10, choices=Level)
    kind = models.CharField(max_length=12, choices=OrganKind)
    # Led from above (垂直领导) as tax and customs are: `parent` reviews its acts, RecLaw 27.
    vertical = models.BooleanField(default=False, db_default=False)

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_organ_region_shape", condition=Q(region__regex=r"^[0-9]{12}$")
            ),
            models.CheckConstraint(
                name="directory_organ_code_shape", condition=Q(code__regex=r"^[0-9A-Z]{18}$")
            ),
            dates_in_order("directory_organ_dates"),
        ]
        indexes = [models.Index(fields=["region"], name="directory_organ_region")]


class TitleKind(models.TextChoices):
    """How an organ came by a power (行使依据种类)."""

    OWN = "own", _("法定本机关")
    TRANSFERRED = "transferred", _("划转")
    ENTRUSTED = "entrusted", _("委托")
    EMPOWERED = "empowered", _("赋权")


class Title(Dated):
    """By what right an organ exercises a power (行使依据), dated.

    `power_code` is the catalogue's code kept as text: the catalogue is a floor higher. Decides in
    whose name is acted: an entrusted organ acts in the name of `from_organ` (LicLaw 24).
    """

    organ = models.ForeignKey(Organ, on_delete=models.PROTECT, related_name="titles")
    power_code = models.CharField(max_length=60)
    kind = models.CharField(max_length=12, choices=TitleKind)
    from_organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, related_name="titles_given"
    )
    supervising_organ = models.ForeignKey(
        Organ, on_delete=models.PROTECT, null=True, related_name="titles_supervised"
    )
    basis = models.TextField()

    class Meta:
        constraints = [
            models.CheckConstraint(
                name="directory_title_from_organ",
                condition=Q(kind="own", from_organ=None)
                | (~Q(kind="own") & Q(from_organ__isnull=False)),
            ),
            models.UniqueConstraint(
                fields=["organ", "power_code", "valid_from"], name="directory_title_once"
            ),
            dates_in_order("directory_title_dates"),
        ]
        indexes = [models.Index(fields=["power_code"], name="directory_title_power")]
