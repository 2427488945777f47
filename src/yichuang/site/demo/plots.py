"""Which stories the invented city tells: every state is there, near the limit and overdue too."""

from __future__ import annotations

import dataclasses
import random
from collections.abc import Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

from yichuang.catalogue.public import EditionRow, content_of
from yichuang.law.public import CHINA_TIME, Calendar

from .cast import Desk, Person, Plot
from .filings import files_online, may_follow

SPREAD_DAYS = 75  # how far back the ordinary stories begin
ORDINARY = 90

# What happens → how many working days before the day of the demonstration it begins.
SPECIALS: tuple[tuple[dict[str, Any], int], ...] = (
    ({"stops_after": "filed"}, 0),
    ({"stops_after": "filed"}, 1),
    ({"stops_after": "filed", "online": True}, 2),
    ({"stops_after": "filed", "online": True}, 4),  # silence will accept it tomorrow
    ({"gap": True, "stops_after": "supplement"}, 3),
    ({"gap": True, "stops_after": "supplement", "online": True}, 6),
    ({"gap": True, "online": True}, 9),
    ({"ignored": True, "online": True}, 8),  # accepted by silence
    ({"ignored": True}, 12),
    ({"stops_after": "accepted"}, 2),
    ({"stops_after": "accepted"}, 25),  # overdue under its promise
    ({"stops_after": "accepted", "online": True}, 32),
    ({"follows": True, "stops_after": "accepted"}, 1),  # something is promised to follow
    ({"follows": True, "online": True, "grade": 5}, 28),
    ({"stops_after": "handled"}, 6),
    ({"stops_after": "handled", "online": True}, 9),
    ({"suspended": True, "stops_after": "suspended"}, 7),
    ({"suspended": True, "grade": 4}, 30),
    ({"stops_after": "decided"}, 10),
    ({"stops_after": "decided", "refused": True}, 12),
    ({"stops_after": "issued"}, 12),
    ({"refused": True, "grade": 2}, 25),
    ({"withdrawn": True}, 9),
    ({"withdrawn": True, "online": True}, 14),
    ({"declined": True}, 11),
    ({"slow": 14, "grade": 3}, 45),  # decided late
    ({"online": True, "grade": 5}, 40),
)


# One finished story under each title, to compare names, seals and remedies side by side:
# transferred to the approval bureau, a bureau's own, entrusted to a subdistrict, handed down to it.
TITLED = ("food-licence", "fire-safety-check", "senior-allowance", "minimum-living")
TITLED_BEFORE = 40

# What lies on the desks of the organ whose posts have accounts, all of one matter, so that each of
# them has work, the head has figures and several cases can be decided in one sitting.
MORNING_MATTER = "food-licence"
MORNING: tuple[tuple[dict[str, Any], int], ...] = (
    ({"stops_after": "filed"}, 0),
    ({"stops_after": "filed", "online": True}, 1),
    ({"stops_after": "filed", "online": True}, 4),  # silence will accept it tomorrow
    ({"gap": True, "stops_after": "supplement"}, 3),
    ({"stops_after": "accepted"}, 2),
    ({"stops_after": "accepted", "online": True}, 3),
    ({"stops_after": "accepted", "online": True}, 21),  # overdue under its promise
    ({"follows": True, "stops_after": "accepted"}, 1),
    ({"stops_after": "handled"}, 6),
    ({"stops_after": "handled", "online": True}, 7),
    ({"stops_after": "handled", "online": True}, 8),
    ({"stops_after": "handled", "refused": True}, 7),  # somebody disagreed
    ({"stops_after": "decided"}, 8),
)

# Decided on a promise: one that has been looked at, one that waits for it.
PROMISED_MATTER = "book-retail"
PROMISED: tuple[tuple[dict[str, Any], int], ...] = (
    ({"on_promise": True, "checked": "kept", "grade": 5}, 28),
    ({"on_promise": True}, 4),
)

# Licences of before, asked to be renewed in time, and how many days after the day of the
# demonstration each runs out: one undecided, one renewed by silence.
RENEWED_MATTER = "food-licence"
RENEWED: tuple[tuple[dict[str, Any], int], ...] = (
    ({"renews": 4, "stops_after": "handled"}, 26),
    ({"renews": -6, "stops_after": "accepted", "online": True}, 34),
)
# One whose applicant has an account, so that he can follow it.
RENEWER, RENEWED_BY = "firm-1", "person-1"
FOLLOWED: tuple[dict[str, Any], int] = (
    {"renews": 33, "stops_after": "accepted", "online": True},
    2,
)


# A hearing that was asked for and is still to come, and one after which it was granted.
HEARD_MATTER = "construction-permit"
HEARD_FOR, HEARD_BY = "firm-2", "person-2"
HEARD: tuple[tuple[dict[str, Any], int], ...] = (
    ({"hearing": True, "online": True}, 5),
    ({"hearing": True, "online": True, "grade": 5}, 40),
)

# A lawyer's licence is decided by the province (律师法 6): to be handed up, on its way there, and
# decided above; the applicant has an account, so that he can follow it.
UP_MATTER, UP_APPLICANT = "lawyer-practice", "person-2"
UP: tuple[tuple[dict[str, Any], int], ...] = (
    ({"stops_after": "handled", "online": True}, 5),
    ({"stops_after": "handed_up", "online": True}, 5),  # since yesterday
    ({"online": True, "grade": 5}, 24),
)

# Fees: told and waiting for payment, paid; the applicant has an account and can pay himself.
CHARGED_PAYER = "person-1"
CHARGED: tuple[tuple[str, dict[str, Any], int], ...] = (
    ("passport", {"fee": "waiting", "stops_after": "accepted"}, 3),
    ("passport", {"fee": "paid", "grade": 5}, 30),
    ("house-transfer", {"fee": "paid", "stops_after": "accepted"}, 4),
)


def plots_for(
    *,
    as_of: datetime,
    chance: random.Random,
    matters: Mapping[str, EditionRow],
    desks: Mapping[str, Desk],
    people: list[Person],
    calendar: Calendar,
    ordinary: int = ORDINARY,
) -> list[Plot]:
    """Return the plots of a city, in an order that depends on the seed alone."""
    committed = sorted(k for k, row in matters.items() if row.handling_kind == "2")
    instant = sorted(k for k, row in matters.items() if row.handling_kind == "1")
    cast = _Cast(as_of, chance, matters, desks, people, calendar)
    plots = [
        cast.plot(key, before, **special)
        for (special, before), key in zip(
            SPECIALS, _fitting(SPECIALS, committed, matters, chance), strict=True
        )
    ]
    plots.extend(cast.plot(key, TITLED_BEFORE, grade=5) for key in TITLED if key in matters)
    for key, specials in ((MORNING_MATTER, MORNING), (PROMISED_MATTER, PROMISED)):
        if key in matters:
            plots.extend(cast.plot(key, before, **special) for special, before in specials)
    payer = next(one for one in people if one.key == CHARGED_PAYER)
    for key, special, before in CHARGED:
        if key in matters:
            plots.append(dataclasses.replace(cast.plot(key, before, **special), person=payer))
    for _ in range(ordinary):
        key = chance.choice(instant if chance.random() < 0.45 else committed)
        before = chance.randrange(0, SPREAD_DAYS * 5 // 7)
        online = chance.random() < 0.55
        grade = chance.choice((0, 0, 5, 5, 5, 4, 3))
        plots.append(cast.plot(key, before, online=online, grade=grade))
    if RENEWED_MATTER in matters:  # last, so that the stories before keep their chances
        plots.extend(cast.plot(RENEWED_MATTER, before, **special) for special, before in RENEWED)
        special, before = FOLLOWED
        plots.append(cast.told_of(RENEWER, RENEWED_BY, RENEWED_MATTER, before, **special))
    if HEARD_MATTER in matters:
        plots.extend(
            cast.told_of(HEARD_FOR, HEARD_BY, HEARD_MATTER, before, **special)
            for special, before in HEARD
        )
    if UP_MATTER in matters:
        plots.extend(
            cast.told_of(UP_APPLICANT, "", UP_MATTER, before, **special) for special, before in UP
        )
    return plots


def _fitting(
    specials: tuple[tuple[dict[str, Any], int], ...],
    committed: list[str],
    matters: Mapping[str, EditionRow],
    chance: random.Random,
) -> Iterator[str]:
    """Yield a matter for each special story: one that can be told of it."""
    for special, _ in specials:
        fitting = [key for key in committed if _fits(special, matters[key])]
        yield chance.choice(fitting)


def _fits(special: dict[str, Any], row: EditionRow) -> bool:
    content = content_of(row.id)
    if special.get("suspended") and not content.special_procedures:
        return False
    if special.get("follows") and not may_follow(content):
        return False
    if special.get("ignored") and row.power_type != "01":
        return False  # silence accepts licences, LicLaw 32(4)
    if special.get("stops_after") == "issued" and (
        content.result is None or content.result.kind != "1"
    ):
        return False
    return bool(content.materials)


class _Cast:
    """Gives each story its people, its desk and its beginning."""

    def __init__(
        self,
        as_of: datetime,
        chance: random.Random,
        matters: Mapping[str, EditionRow],
        desks: Mapping[str, Desk],
        people: list[Person],
        calendar: Calendar,
    ):
        self._as_of, self._chance, self._calendar = as_of, chance, calendar
        self._matters, self._desks = matters, desks
        self._natural = [one for one in people if one.natural]
        self._legal = [one for one in people if not one.natural]
        self._people = {one.key: one for one in people}

    def told_of(self, who: str, by: str, key: str, before: int, **special: Any) -> Plot:
        """Return a plot about one party, filed by another who has an account, if one is named."""
        plot = self.plot(key, before, **special)
        return dataclasses.replace(plot, person=self._people[who], agent=self._people.get(by))

    def plot(self, key: str, before: int, **special: Any) -> Plot:
        """Return one plot that begins so many working days before the day of the demonstration."""
        row = self._matters[key]
        objects = content_of(row.id).service_objects
        legal = bool(objects) and "1" not in objects
        person = self._chance.choice(self._legal if legal else self._natural)
        special["online"] = special.get("online", False) and files_online(content_of(row.id))
        if "renews" in special:
            today = self._as_of.astimezone(CHINA_TIME).date()
            special["renews"] = today + timedelta(days=special["renews"])
        return Plot(
            matter=key,
            edition=row.id,
            desk=self._desks[key],
            person=person,
            begins=self._moment(before),
            **special,
        )

    def _moment(self, before: int) -> datetime:
        today = self._as_of.astimezone(CHINA_TIME).date()
        day = self._calendar.working_day_before(today, before) if before else today
        minute = self._chance.randrange(9 * 60, 16 * 60)
        moment = datetime.combine(day, time(minute // 60, minute % 60), CHINA_TIME)
        latest = self._as_of - timedelta(minutes=20)
        return min(moment, latest.astimezone(CHINA_TIME))
