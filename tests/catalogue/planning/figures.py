"""The table of the packages in the documentation: computed, and compared so it cannot drift.

python -m tests.catalogue.planning.figures      write the tables into both pages anew
"""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import date
from pathlib import Path

from yichuang.catalogue.planning.plan import make_plan
from yichuang.law.public import published_calendar

from .packages import NAMES, load, published, sources_of, with_added, without

DOCS = Path(__file__).parents[3] / "docs"
STARTS_ON = date(2026, 3, 2)
BEGIN, END = "<!-- computed: {} -->", "<!-- end of what is computed -->"
AT_LEAST = "≥ "  # a limit on the way is published by nobody, so it counts nothing
HEADS = {
    "zh": "| 一件事 | 口径 | 填写项 | 材料 | 工作日 | 到场 | 上门核查 | 先后几批 |",
    "en": "| Package | Counted | Fields | Documents | Working days | Trips "
    "| Inspections | Stages |",
}
RULE = "| --- | --- | --- | --- | --- | --- | --- | --- |"
TITLES = {
    "restaurant": {"zh": "开办餐饮店", "en": "Opening a restaurant"},
    "company_opening": {"zh": "企业开办", "en": "Opening a company"},
    "newborn": {"zh": "新生儿出生", "en": "Birth of a child"},
    "company_change": {"zh": "企业信息变更", "en": "Change of a company's particulars"},
    "convenience_store": {"zh": "开办便利店", "en": "Opening a convenience store"},
}
KINDS = {
    "zh": ("分别办", "合并后", "再加结果与登记"),
    "en": ("apart", "together", "and results, registers"),
}


def plan_of(package):
    """Return the plan of a package under its typical answers."""
    return make_plan(
        package.wishes,
        package.typical,
        starts_on=STARTS_ON,
        calendar=published_calendar(),
        held=package.held,
    )


def rows(name):
    """Return three lines of figures: apart, together, and with what results and registers hold."""
    plain = plan_of(load(name))
    fuller = plan_of(with_added(load(name)))
    apart = plain.figures
    mark = "" if plain.promised.complete else AT_LEAST
    first = (
        apart.fields_before,
        apart.documents_before,
        f"{mark}{apart.days_before}",
        apart.visits_before,
        apart.site_visits_before,
        len(plain.matters),
    )
    return [first, _after(plain), _after(fuller)]


def _after(plan):
    figures = plan.figures
    mark = "" if plan.promised.complete else AT_LEAST
    return (
        figures.fields_after,
        figures.documents_after,
        f"{mark}{figures.days_after}",
        figures.visits_after,
        figures.site_visits_after,
        max(slot.stage for slot in plan.promised.slots),
    )


def table(language):
    """Return the table of a page."""
    lines = [HEADS[language], RULE]
    for name in NAMES:
        for kind, row in zip(KINDS[language], rows(name), strict=True):
            lines.append(f"| {' | '.join([TITLES[name][language], kind, *map(str, row)])} |")
    return "\n".join(lines)


BESIDE = {
    "zh": "| 一件事、地方 | 数字 | 公布：前 → 后 | 我们：分别办 → 合并后 → 再加结果与登记 |",
    "en": "| Package, place | Figure | Published: before → after "
    "| Ours: apart → together → and results, registers |",
}
COMMA = {"zh": "，", "en": ", "}
FIGURES = {
    "fields": {"zh": "填写项", "en": "fields"},
    "documents": {"zh": "材料", "en": "documents"},
    "days": {"zh": "工作日（承诺）", "en": "working days (promised)"},
    "lawful": {"zh": "工作日（法定）", "en": "working days (by law)"},
    "trips": {"zh": "到场", "en": "trips"},
    "steps": {"zh": "环节（我们：事项数 → 批数）", "en": "steps (ours: matters → stages)"},
}


def beside(language):
    """Return the table of published figures beside ours, for the same matters where known."""
    lines = [BESIDE[language], "| --- | --- | --- | --- |"]
    for one in published():
        place = f"{TITLES[one['package']][language]}{COMMA[language]}{one[language]}"
        ours = _ours(without(load(one["package"]), one["without"]))
        fuller = _ours(without(with_added(load(one["package"])), one["without"]))
        for figure, (before, after) in one["figures"].items():
            told = " → ".join("?" if each is None else str(each) for each in (before, after))
            first, then = ours[figure]
            lines.append(
                f"| {place} | {FIGURES[figure][language]} | {told} "
                f"| {first} → {then} → {fuller[figure][1]} |"
            )
            if figure == "days":
                first, then = ours["lawful"]
                lines.append(
                    f"| {place} | {FIGURES['lawful'][language]} | "
                    f"| {first} → {then} → {fuller['lawful'][1]} |"
                )
    return "\n".join(lines)


def _ours(package):
    """Return figure → (apart, together)."""
    plan = plan_of(package)
    figures = plan.figures
    mark = "" if plan.promised.complete else AT_LEAST
    calendar = published_calendar()
    lawful = [replace(one, promised=one.statutory or one.promised) for one in plan.matters]
    lawful = [replace(one, instant=one.instant and one.statutory is None) for one in lawful]
    by_law = plan_of(replace(package, wishes=tuple(lawful))).figures
    return {
        "fields": (figures.fields_before, figures.fields_after),
        "documents": (figures.documents_before, figures.documents_after),
        "days": (f"{mark}{figures.days_before}", f"{mark}{figures.days_after}"),
        "lawful": (
            f"{mark}{by_law.days_before}",
            f"{mark}{calendar.working_days_between(STARTS_ON, plan.lawful.ends_on)}",
        ),
        "trips": (figures.visits_before, figures.visits_after),
        "steps": (len(plan.matters), max(slot.stage for slot in plan.promised.slots)),
    }


INPUTS = {
    "zh": "| 一件事 | 输入 | 有出处 | 其中凭记忆 | 假定 |",
    "en": "| Package | Inputs | With a source | of these from memory | Assumed |",
}


def inputs(language):
    """Return how many inputs a package has, and how many of them are assumed."""
    lines = [INPUTS[language], "| --- | --- | --- | --- | --- |"]
    for name in NAMES:
        used = [*sources_of(name)]
        assumed = sum(one.startswith("assumed") for one in used)
        recalled = sum("凭记忆" in one and not one.startswith("assumed") for one in used)
        row = (len(used), len(used) - assumed, recalled, assumed)
        lines.append(f"| {TITLES[name][language]} | {' | '.join(map(str, row))} |")
    return "\n".join(lines)


TABLES = {"packages": table, "published": beside, "inputs": inputs}


def page(language):
    """Return where the page of a language stands."""
    return DOCS / language / "packages.md"


def written(name, language):
    """Return a table as the page has it, or nothing."""
    text = page(language).read_text("utf-8")
    found = re.search(f"{BEGIN.format(name)}\n\n(.*?)\n\n{END}", text, re.DOTALL)
    return found.group(1) if found else ""


def write(name, language):
    """Put a table into the page, between its two marks."""
    begin = BEGIN.format(name)
    before, _, rest = page(language).read_text("utf-8").partition(begin)
    _, _, after = rest.partition(END)
    text = f"{before}{begin}\n\n{TABLES[name](language)}\n\n{END}{after}"
    page(language).write_text(text, "utf-8")


if __name__ == "__main__":
    for each in ("zh", "en"):
        for one in TABLES:
            write(one, each)
