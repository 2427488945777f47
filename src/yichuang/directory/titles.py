"""By what right an organ exercises a power on a day, and giving, ending and moving that right.

A power may be an organ's own, transferred to it (划转, LicLaw 25), entrusted (委托, LicLaw 24) or
handed down (赋权). The title decides in whose name is acted, and who may no longer act.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from django.db import transaction

from yichuang.kernel.public import prepared

from .errors import PowerTransferred, TitleInvalid, TitleNotInForce
from .models import Title, TitleKind
from .models.dated import valid_on
from .rules import region_prefix

ORGANS = ("organ", "from_organ", "supervising_organ")
LONGEST_CHAIN = 10  # transfers from one organ to the next; more is a circle


@dataclass(frozen=True, slots=True)
class TitleCard:
    """By what right an organ exercises a power, and between which days (行使依据).

    `in_name_of` is the organ whose name, seal and remedies count: its own, except where the power
    is only entrusted (LicLaw 24). `region` is where the organ's word reaches. `supervisor_name`:
    who watches afterwards, the organ it came from unless another is named.
    """

    organ: str
    power_code: str
    kind: str
    from_organ: str | None
    supervising_organ: str | None
    basis: str
    valid_from: date
    valid_to: date | None
    organ_name: str
    region: str
    from_organ_name: str = ""
    supervisor_name: str = ""

    @property
    def in_name_of(self) -> str:
        """The code of the organ that answers for the act."""
        if self.kind == TitleKind.ENTRUSTED and self.from_organ:
            return self.from_organ
        return self.organ

    def holds_on(self, day: date) -> bool:
        """Return whether the title is in force on a day."""
        return self.valid_from <= day and (self.valid_to is None or day <= self.valid_to)


# Every filing asks both. The columns are the fields of TitleCard, in their order.
_TITLES = """
    SELECT title.organ_id, title.power_code, title.kind, title.from_organ_id,
        title.supervising_organ_id, title.basis, title.valid_from, title.valid_to,
        organ.name, organ.region, coalesce(giver.name, ''), coalesce(watcher.name, giver.name, '')
    FROM directory_title title
    JOIN directory_organ organ ON organ.code = title.organ_id
    LEFT JOIN directory_organ giver ON giver.code = title.from_organ_id
    LEFT JOIN directory_organ watcher ON watcher.code = title.supervising_organ_id
    WHERE title.power_code = %(power)s
"""
_TITLE_ON = f"""{_TITLES} AND title.organ_id = %(organ)s AND title.valid_from <= %(on)s
    AND (title.valid_to IS NULL OR title.valid_to >= %(on)s) ORDER BY title.id LIMIT 1"""
_TITLES_TO = f"""{_TITLES} AND (title.kind <> %(own)s OR title.organ_id = %(organ)s)
    ORDER BY title.valid_from, title.organ_id"""


def give_title(
    *,
    organ: str,
    power_code: str,
    kind: str,
    valid_from: date,
    valid_to: date | None = None,
    from_organ: str | None = None,
    supervising_organ: str | None = None,
    basis: str,
) -> TitleCard:
    """Record that an organ exercises a power from a day on; the same again changes nothing.

    Raises TitleInvalid naming field and rule: no basis, no organ it comes from, dates that overlap
    a title of the same organ to the same power.
    """
    if kind not in TitleKind.values:
        raise TitleInvalid(field="kind", rule="unknown")
    if not basis.strip():
        raise TitleInvalid(field="basis", rule="required")
    if (kind == TitleKind.OWN) is not (from_organ is None):
        raise TitleInvalid(field="from_organ", rule="required_unless_own")
    if from_organ == organ:
        raise TitleInvalid(field="from_organ", rule="from_itself")
    if valid_to is not None and valid_to < valid_from:
        raise TitleInvalid(field="valid_to", rule="before_valid_from")
    fields = {
        "kind": kind,
        "valid_to": valid_to,
        "from_organ_id": from_organ,
        "supervising_organ_id": supervising_organ,
        "basis": basis.strip(),
    }
    for other in Title.objects.filter(organ=organ, power_code=power_code).select_related(*ORGANS):
        if other.valid_from == valid_from and all(
            getattr(other, name) == value for name, value in fields.items()
        ):
            return _card(other)
        if _overlap(other, valid_from, valid_to):
            raise TitleInvalid(field="valid_from", rule="overlaps_another_title")
    return _card(
        Title.objects.create(organ_id=organ, power_code=power_code, valid_from=valid_from, **fields)
    )


def end_title(organ: str, power_code: str, *, last_day: date) -> TitleCard | None:
    """Let the title in force on a day end with it; None where there is none.

    What began before goes on as it began: cases keep the title of their first day.
    """
    rows = Title.objects.filter(valid_on(last_day), organ=organ, power_code=power_code)
    found = rows.select_related(*ORGANS).first()
    if found is None:
        return None
    found.valid_to = last_day
    found.save(update_fields=["valid_to"])
    return _card(found)


@transaction.atomic
def transfer_power(
    *,
    power_code: str,
    from_organ: str,
    to_organ: str,
    on: date,
    basis: str,
    supervising_organ: str | None = None,
) -> TitleCard:
    """Move a power from one organ to another as of a day (划转); LicLaw 行政许可法 25.

    The old organ's own title ends the day before; it watches afterwards unless another organ is
    named. Raises TitleInvalid.
    """
    end_title(from_organ, power_code, last_day=on - timedelta(days=1))
    return give_title(
        organ=to_organ,
        power_code=power_code,
        kind=TitleKind.TRANSFERRED,
        valid_from=on,
        from_organ=from_organ,
        supervising_organ=supervising_organ,
        basis=basis,
    )


def title_on(organ: str, power_code: str, on: date) -> TitleCard | None:
    """Return by what right the organ exercises the power on that day, or None if by none."""
    with prepared() as cursor:
        cursor.execute(_TITLE_ON, {"organ": organ, "power": power_code, "on": on})
        row = cursor.fetchone()
    return TitleCard(*row) if row else None


def titles_to(power_code: str, organ: str) -> list[TitleCard]:
    """Return an organ's titles to a power, and every title that others have from elsewhere."""
    with prepared() as cursor:
        cursor.execute(_TITLES_TO, {"organ": organ, "power": power_code, "own": TitleKind.OWN})
        return [TitleCard(*row) for row in cursor.fetchall()]


def successor_to(organ: str, power_code: str, region: str, on: date) -> str | None:
    """Return the organ that holds on a day what another held before; None if that still does."""
    known = titles_to(power_code, organ)
    taken = _taken_over(known, organ, region, on)
    holder = _holder_now(known, taken, on) if taken else None
    return holder.organ if holder else None


def former_holders(organ: str, power_code: str) -> list[str]:
    """Return the organs from which a power has come to this one by transfer, the last first."""
    moved = Title.objects.filter(power_code=power_code, kind=TitleKind.TRANSFERRED)
    into: dict[str, list[str]] = {}
    for to, given_by in moved.order_by("-valid_from").values_list("organ_id", "from_organ_id"):
        into.setdefault(to, []).append(str(given_by))
    found: list[str] = []
    waiting = [organ]
    while waiting:
        news = [one for one in into.get(waiting.pop(0), []) if one not in {organ, *found}]
        found += dict.fromkeys(news)
        waiting += news
    return found


def organs_of_power(organ: str, power_codes: Collection[str], *, whole: bool) -> set[str]:
    """Return the organs a power came from or went to, and who acts for them; the organ included.

    `whole`: leaves out titles that reach less far than the organ they came from, as those of one
    county: what that organ keeps for the rest of its region is counted apart.
    """
    rows = Title.objects.filter(power_code__in=list(power_codes)).exclude(kind=TitleKind.OWN)
    linked: dict[str, set[str]] = {}
    for row in rows.select_related("organ", "from_organ"):
        if row.from_organ is None or (whole and not _reaches_as_far(row)):
            continue
        linked.setdefault(row.organ.code, set()).add(row.from_organ.code)
        linked.setdefault(row.from_organ.code, set()).add(row.organ.code)
    found, waiting = {organ}, [organ]
    while waiting:
        news = linked.get(waiting.pop(), set()) - found
        found |= news
        waiting += news
    return found


def _reaches_as_far(title: Title) -> bool:
    """Return whether a title reaches as far as its origin; who acts in its name always does."""
    if title.kind == TitleKind.ENTRUSTED or title.from_organ is None:
        return True
    return title.from_organ.region.startswith(region_prefix(title.organ.region))


def competent_title(
    titles: Iterable[TitleCard], organ: str, region: str, on: date
) -> TitleCard | None:
    """Return the title under which an organ may take a new case on a day; None: none is recorded.

    An organ without any title on record acts by its own right. Pure. Raises PowerTransferred where
    the power has gone to another organ that stands for the whole `region` of this one, naming the
    organ that is competent now; TitleNotInForce where its titles have ended or not yet begun.
    Source: LicLaw 行政许可法 25, 24.
    """
    known = list(titles)
    taken = _taken_over(known, organ, region, on)
    holder = _holder_now(known, taken, on) if taken else None
    if taken is not None and holder is not None:
        raise PowerTransferred(
            organ=organ,
            competent_organ=holder.organ_name,
            since=taken.valid_from.isoformat(),
            basis=taken.basis,
        )
    own = [title for title in known if title.organ == organ]
    found = next((title for title in own if title.holds_on(on)), None)
    if found is None and own:
        raise TitleNotInForce(organ=organ, on=on.isoformat())
    return found


def _taken_over(titles: list[TitleCard], organ: str, region: str, on: date) -> TitleCard | None:
    """Return the transfer by which an organ lost a power: to one that reaches as far as it did.

    A transfer inside one county leaves a city's organ its power elsewhere.
    """
    for title in titles:
        transferred = title.kind == TitleKind.TRANSFERRED and title.from_organ == organ
        if not transferred or title.valid_from > on:
            continue
        if not region.startswith(region_prefix(title.region)):
            continue
        given_back = any(
            own.organ == organ and own.holds_on(on) and own.valid_from > title.valid_from
            for own in titles
        )
        if not given_back:
            return title
    return None


def _holder_now(titles: list[TitleCard], title: TitleCard, on: date) -> TitleCard | None:
    """Follow a power from organ to organ to its holder on a day; None if it went back."""
    at: TitleCard | None = title
    for _ in range(LONGEST_CHAIN):
        if at is None or at.holds_on(on):
            return at
        at = _taken_over(titles, at.organ, at.region, on)
    return None


def _overlap(other: Title, valid_from: date, valid_to: date | None) -> bool:
    return (valid_to is None or other.valid_from <= valid_to) and (
        other.valid_to is None or valid_from <= other.valid_to
    )


def _card(title: Title) -> TitleCard:
    return TitleCard(
        organ=title.organ_id,
        power_code=title.power_code,
        kind=title.kind,
        from_organ=title.from_organ_id,
        supervising_organ=title.supervising_organ_id,
        basis=title.basis,
        valid_from=title.valid_from,
        valid_to=title.valid_to,
        organ_name=title.organ.name,
        region=title.organ.region,
        from_organ_name=title.from_organ.name if title.from_organ else "",
        supervisor_name=_supervisor(title),
    )


def _supervisor(title: Title) -> str:
    supervisor = title.supervising_organ or title.from_organ
    return supervisor.name if supervisor else ""
