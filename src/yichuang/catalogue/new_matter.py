"""A matter from nothing (新建事项): a sub-item of the base directory, its codes, an empty draft.

Codes follow the national shapes: a base code has 12 digits (2 province, 2 type of power,
2 line department, 3 main item, 3 sub-item), an implementation code has the organ's credit code,
the level and the base code. A number that was given once is never given again.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from django.db import connection, transaction
from django.db.models import Q

from yichuang.directory.public import Actor, Subject, check, organ_by_code
from yichuang.kernel.public import InvalidInput, ports

from .content import EditionContent, PowerType
from .errors import CodesUsedUp, MainItemUnknown, NameTaken
from .models import Matter, Power
from .services import create_matter

LEVELS = "12345"  # 1 nation … 5 township
LONGEST_NAME = 200
NO_DEPARTMENT = "00"  # line department 条线部门, where the directory above names none
SERIALS = range(1, 1000)
SIMILAR = 5
_CODES_LOCK = 7_403_011  # advisory lock: one new code at a time


@dataclass(frozen=True, slots=True)
class NewMatter:
    """What an editor says of a new matter before its draft opens.

    `main` is the name or nine-digit code of a main item (主项); one that is not there is made only
    where `new_main` says so.
    """

    main: str
    name: str
    power_type: PowerType
    organ: str
    level: str
    new_main: bool = False


@transaction.atomic
def begin_matter(wanted: NewMatter, *, actor: Actor) -> UUID:
    """Enter a sub-item and the organ's matter of it; return the id of the empty draft.

    Raises NotAllowed for an organ out of the actor's reach, MainItemUnknown, NameTaken,
    CodesUsedUp, InvalidInput for an empty or too long name or a level that is none.
    """
    organ = organ_by_code(wanted.organ)
    check(actor, "catalogue.edit", Subject("catalogue", organ=organ.code, region=organ.region))
    _refuse_unfit(wanted)
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [_CODES_LOCK])
    if Matter.objects.filter(organ_code=organ.code, name=wanted.name).exists():
        raise NameTaken(field="name", rule="taken", name=wanted.name)
    main_code, main_name = _main_item(wanted, organ.region[:2])
    base = main_code + _free(main_code, 3)
    _enter(wanted, base, main_code, main_name)
    code = f"{organ.code}{wanted.level}{base}"
    content = EditionContent(
        name=wanted.name,
        power_type=wanted.power_type,
        local_catalog_code=base,
        task_code=code,
        use_level=(wanted.level,),
    )
    return create_matter(
        content,
        code=code,
        organ_code=organ.code,
        organ_name=organ.name,
        region=organ.region,
        level=wanted.level,
        actor=actor,
    )


def _refuse_unfit(wanted: NewMatter) -> None:
    for field, text in (("main", wanted.main), ("name", wanted.name)):
        if not text.strip():
            raise InvalidInput(field=field, rule="required")
        if len(text) > LONGEST_NAME:
            raise InvalidInput(field=field, rule="length", longest=LONGEST_NAME)
    if len(wanted.level) != 1 or wanted.level not in LEVELS:
        raise InvalidInput(field="level", rule="unknown")


def _main_item(wanted: NewMatter, province: str) -> tuple[str, str]:
    """Return code and name of the main item, a new one where that was asked for."""
    known = Power.objects.filter(power_type=wanted.power_type.value).exclude(main_code="")
    named = known.filter(Q(main_name=wanted.main) | Q(main_code=wanted.main))
    found = named.order_by("main_code").first()
    if found is not None:
        return found.main_code, found.main_name
    if not wanted.new_main:
        near = known.filter(main_name__contains=wanted.main[:4]).order_by("main_name")
        names = list(near.values_list("main_name", flat=True).distinct()[:SIMILAR])
        raise MainItemUnknown(field="main", rule="unknown", similar=names)
    before = f"{province}{wanted.power_type.value}{NO_DEPARTMENT}"
    return before + _free(before, 3), wanted.main


def _free(before: str, digits: int) -> str:
    """Return the number after the highest that stands behind these digits."""
    here = Power.objects.filter(catalog_code__startswith=before)
    taken = {code[len(before) :][:digits] for code in here.values_list("catalog_code", flat=True)}
    highest = max((int(one) for one in taken if one.isdecimal()), default=0)
    if highest + 1 not in SERIALS:
        raise CodesUsedUp(main=before)
    return f"{highest + 1:0{digits}d}"


def _enter(wanted: NewMatter, base: str, main_code: str, main_name: str) -> None:
    Power.objects.create(
        id=ports().ids.uuid(),
        catalog_code=base,
        local_code=base,
        name=wanted.name,
        main_code=main_code,
        main_name=main_name,
        power_type=wanted.power_type.value,
    )
