"""In whose name an organ acts, whose seal its papers bear, and where a person may complain.

What the law ties to the organ in whose name an act is done is worked out here, once: name, seal,
respondent (RecLaw 19) and the organ for reconsideration (RecLaw 24, 27).
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from .models import Level, Organ, OrganKind, TitleKind
from .models.dated import valid_on
from .organs import RegionCard, region_on
from .titles import competent_title, titles_to

GOVERNMENT = "人民政府"
CHARTERED = ("市", "县", "旗")  # a county that goes by its own name; districts by their city's
HIGHER = {Level.TOWNSHIP: 6, Level.COUNTY: 4, Level.CITY: 2}  # digits of the division above


@dataclass(frozen=True, slots=True)
class Standing:
    """How an organ stands towards a power on a day (行使名义).

    `organ_code` and `organ_name` are of the organ in whose name it is done, which its seal and
    certificate show. `acting_name` is the entrusted organ that does it, where that is another one.
    `same_place`: the organ in whose name it is done sits where the acting one does, so both have
    the same court.
    """

    kind: str
    organ_code: str
    organ_name: str
    acting_name: str = ""
    from_name: str = ""
    supervisor_name: str = ""
    basis: str = ""
    same_place: bool = True


def standing_on(organ: str, power_code: str, on: date, *, name: str, region: str) -> Standing:
    """Return in whose name the organ would take a new case about a power on a day.

    `name` and `region` are the organ's own, as its guide has them; an organ without a title on
    record acts by its own right. Raises PowerTransferred and TitleNotInForce, see
    `titles.competent_title`.
    """
    title = competent_title(titles_to(power_code, organ), organ, region, on)
    if title is None or title.kind == TitleKind.OWN:
        return Standing(TitleKind.OWN, organ, name, basis=title.basis if title else "")
    entrusted = title.kind == TitleKind.ENTRUSTED
    named = Organ.objects.get(pk=title.in_name_of)
    return Standing(
        title.kind,
        named.code,
        named.name if entrusted else name,
        acting_name=name if entrusted else "",
        from_name=title.from_organ_name,
        supervisor_name=title.supervisor_name,
        basis=title.basis,
        same_place=named.region == region,
    )


def reconsideration_organ(code: str, on: date) -> str:
    """Return who reviews an act done in an organ's name on a day (行政复议机关); empty if unknown.

    A department, and a body that a law empowers, answers to the people's government of its own
    level; a government, and a township or subdistrict, to the one above; a province to itself; an
    organ led from above (vertical) to the organ it is a part of. Source: RecLaw 行政复议法 24, 27.
    """
    organ = Organ.objects.filter(pk=code).select_related("parent").first()
    if organ is None:
        return ""
    if organ.vertical:
        return organ.parent.name if organ.parent else ""
    if organ.level == Level.NATIONAL:
        return organ.name
    above = organ.kind == OrganKind.GOVERNMENT or organ.level == Level.TOWNSHIP
    digits = HIGHER.get(Level(organ.level)) if above else None
    region = organ.region if digits is None else organ.region[:digits].ljust(12, "0")
    return _government_of(region, on)


def _government_of(region: str, on: date) -> str:
    """Return the name of the people's government of a division: as the directory has it, else as
    such governments are called.
    """
    governments = Organ.objects.filter(valid_on(on), region=region, kind=OrganKind.GOVERNMENT)
    found = governments.order_by("code").first()
    if found is not None:
        return found.name
    card = region_on(region, on)
    return _full_name(card, on) + GOVERNMENT if card else ""


def _full_name(card: RegionCard, on: date) -> str:
    if card.level != Level.COUNTY or card.name.endswith(CHARTERED):
        return card.name
    city = region_on(card.parent, on)
    return (city.name if city else "") + card.name
