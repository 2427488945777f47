"""Packages modelled from law and guides, each input with its source, before any published result.

A file names its sources once; an input ends with the number of its source. A source that begins
with "assumed" is ours; "凭记忆" in one says that the text was not at hand.
"""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from pathlib import Path

from yichuang.catalogue.content import FormField, Situation
from yichuang.catalogue.planning.wishes import NOTHING_HELD, Held, Requirement, Wish
from yichuang.law.public import Period, Unit

HERE = Path(__file__).parent
NAMES = ("restaurant", "company_opening", "newborn", "company_change", "convenience_store")
UNITS = {"工作日": Unit.WORKING_DAY, "日": Unit.CALENDAR_DAY}
WORKING_HOURS_A_DAY = 8


@dataclass(frozen=True, slots=True)
class Package:
    """One package: its matters as wishes, and the answers most people would give."""

    id: str
    name: str
    wishes: tuple[Wish, ...]
    questions: tuple[Situation, ...]
    typical: dict[str, str]
    held: Held = NOTHING_HELD


def raw(package):
    """Return the file of a package as it stands."""
    return json.loads((HERE / f"{package}.json").read_text(encoding="utf-8"))


def sources_of(package):
    """Return the source of each input of a package, one for one."""
    content = raw(package)
    numbers = [row[-1] for row in content["questions"]] + [content["typical"]["source"]]
    for one in content["matters"]:
        limits = [one["statutory"], one["promised"], *one.get("statutory_other", ())]
        numbers += [limit["source"] for limit in limits if limit]
        numbers += [one["source"], one["visits"][1], one["site_visit"][1]]
        numbers += [row[2] for row in one["fields"]]
        numbers += [material["source"] for material in one["materials"]]
    return [content["sources"][number] for number in numbers]


def load(package):
    """Return a package; what a matter takes from another must be what that one gives."""
    content = raw(package)
    sources = content["sources"]
    questions = tuple(Situation(code, text, tuple(a)) for code, text, a, _ in content["questions"])
    gives = {one["id"]: {document for document, _ in one["gives"]} for one in content["matters"]}
    for one in content["matters"]:
        for material in one["materials"]:
            giver = material.get("from")
            assert giver is None or material["document"] in gives[giver], material
    wishes = tuple(_wish(one, questions, sources) for one in content["matters"])
    return Package(package, content["name"], wishes, questions, content["typical"]["answers"])


def added():
    """Return what was added afterwards, for all packages alike."""
    return json.loads((HERE / "added.json").read_text(encoding="utf-8"))


def published():
    """Return what was published, each with its place and source."""
    return json.loads((HERE / "published.json").read_text(encoding="utf-8"))["published"]


def without(package, matters):
    """Return the package for somebody who holds the results of these matters already."""
    gone = [one for one in package.wishes if one.id in matters]
    documents = {document: "已持有" for one in gone for document in one.gives}
    elements = {element: "已持有" for one in gone for element in one.yields}
    held = package.held
    return replace(
        package,
        wishes=tuple(one for one in package.wishes if one.id not in matters),
        held=Held({**held.documents, **documents}, {**held.elements, **elements}),
    )


def with_added(package):
    """Return the package with what results carry and registers hold; see the file's note."""
    extra = added()
    yields = {matter: tuple(elements) for matter, elements, _ in extra["yields"]}
    in_person = {matter: times for matter, times, _ in extra["in_person"]}
    elements = {element: register for element, register, _ in extra["elements"]}
    if package.id == "company_change":
        rows = extra["elements_of_an_existing_company"]
        elements |= {element: register for element, register, _ in rows}
    return replace(
        package,
        wishes=tuple(
            replace(one, yields=yields.get(one.id, ()), in_person=in_person.get(one.id, 0))
            for one in package.wishes
        ),
        held=Held({document: register for document, register, _ in extra["documents"]}, elements),
    )


def _wish(one, questions, sources):
    own = _conditions(one.get("when", ""))
    return Wish(
        id=one["id"],
        name=one["name"],
        organ=one["organ"],
        licence=one["power"] == "行政许可",
        instant=bool(one["promised"]) and one["promised"]["amount"] == 0,
        statutory=_period(one["statutory"], sources),
        promised=_period(one["promised"], sources),
        requirements=tuple(_requirement(one["id"], each, sources) for each in one["materials"]),
        fields=tuple(_field(each, own) for each in one["fields"]),
        questions=questions,
        gives=tuple(document for document, _ in one["gives"]),
        visits=one["visits"][0],
        site_visit=one["site_visit"][0],
        when=own,
    )


def _requirement(matter, one, sources):
    return Requirement(
        matter,
        one["document"],
        one["name"],
        (one["document"], *one.get("or", ())),
        form=one.get("form", False),
        when=_conditions(one.get("when", "")),
        basis=(sources[one["source"]],),
    )


def _field(row, own):
    element, label, _, *when = row
    left = [one for one in _conditions(when[0] if when else "") if one not in own]
    assert len(left) < 2, row
    return FormField(element, label, asked_when=left[0] if left else "")


def _conditions(text):
    return tuple(one.strip() for one in text.split("&") if one.strip())


def _period(limit, sources):
    """Return the period; half a working day is four working hours, none at all is instant."""
    if limit is None or limit["amount"] == 0:
        return None
    if limit["amount"] != int(limit["amount"]):
        assert limit["unit"] == "工作日"
        hours = int(limit["amount"] * WORKING_HOURS_A_DAY)
        return Period(hours, Unit.WORKING_HOUR, sources[limit["source"]])
    return Period(limit["amount"], UNITS[limit["unit"]], sources[limit["source"]])
