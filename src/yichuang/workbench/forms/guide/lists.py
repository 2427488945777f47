"""What a guide lists: conditions, steps and fees."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import Condition, EditionContent, Fee, Step

from ...words import TODO_ACTS
from .. import basis
from ..answers import fen_in
from ..fields import options, whole_in
from ..given import Given
from ..rows import Column, ask_rows, read_rows
from .codes import BASIS_HELP, FEES, STEP_ACTS, Asked, fresh
from .periods import period_columns, read_period, said_period

CONDITIONS = (
    Column("text", "textarea", gettext_lazy("条件"), key=True),
    Column("basis", "textarea", gettext_lazy("依据"), help=BASIS_HELP),
)


def ask_conditions(content: EditionContent, given: Given) -> Asked:
    rows = [{"text": one.text, "basis": basis.said(one.basis)} for one in content.conditions]
    return {"fields": [], "rows": ask_rows("condition", CONDITIONS, rows, given)}


def read_conditions(content: EditionContent, given: Given) -> EditionContent:
    before = tuple(one for condition in content.conditions for one in condition.basis)
    rows = read_rows("condition", CONDITIONS, given.data)
    found = (Condition(row["text"], basis.read(row["basis"], before)) for row in rows)
    return replace(content, conditions=tuple(found))


SEPARATE = {
    "law": gettext_lazy("按有关规定"),
    "yes": gettext_lazy("不能是前面环节的经办人"),
    "no": gettext_lazy("可以是同一人"),
}
SEPARATES = {None: "law", True: "yes", False: "no"}
ABOVE = {"own": gettext_lazy("本机关"), "above": gettext_lazy("上级机关")}
STEP_PERIOD = gettext_lazy("环节时限")
STEPS = (
    Column("name", "text", gettext_lazy("环节名称"), key=True),
    Column(
        "act",
        "select",
        gettext_lazy("由谁办理"),
        tuple((act, TODO_ACTS[act]) for act in STEP_ACTS),
        default=STEP_ACTS[0],
    ),
    Column(
        "people", "text", gettext_lazy("几人"), help=gettext_lazy("现场核查应当两人"), default="1"
    ),
    Column("standard", "text", gettext_lazy("审查标准")),
    Column(
        "separate",
        "select",
        gettext_lazy("经办人"),
        tuple(SEPARATE.items()),
        more=True,
        default="law",
    ),
    Column(
        "above",
        "select",
        gettext_lazy("哪个机关办理"),
        tuple(ABOVE.items()),
        more=True,
        default="own",
        help=gettext_lazy("初审后报送上级机关的，选上级机关的环节在报送以后办理"),
    ),
    *period_columns("period", STEP_PERIOD, gettext_lazy("环节时限的单位"), more=True),
    Column("code", "hidden", ""),
)


def ask_steps(content: EditionContent, given: Given) -> Asked:
    rows = [
        {
            "name": one.name,
            "act": one.act,
            "people": str(one.people),
            "standard": one.standard,
            "separate": SEPARATES[one.separate],
            "above": "above" if one.above else "own",
            "code": one.code,
            **said_period("period", one.period),
        }
        for one in content.steps
    ]
    hint = gettext_lazy("不设环节时，受理后直接作出决定。")
    return {"fields": [], "rows": ask_rows("step", STEPS, rows, given), "hint": hint}


def read_steps(content: EditionContent, given: Given) -> EditionContent:
    known = {one.code: one for one in content.steps}
    taken = set(known)
    steps = []
    for row in read_rows("step", STEPS, given.data):
        code = row["code"] if row["code"] in known else fresh(taken, "s")
        before = known[code].period if code in known else None
        steps.append(
            replace(
                # What this form does not ask for stays as it is.
                known.get(code, Step(code, "", STEP_ACTS[0])),
                name=row["name"],
                act=row["act"] if row["act"] in STEP_ACTS else STEP_ACTS[0],
                people=whole_in(row["people"]) or 1,
                period=read_period(row, "period", STEP_PERIOD, before, given),
                standard=row["standard"],
                separate={"yes": True, "no": False}.get(row["separate"]),
                above=row["above"] == "above",
            )
        )
    return replace(content, steps=tuple(steps))


FEE_ROWS = (
    Column("name", "text", gettext_lazy("收费项目"), key=True),
    Column("amount", "text", gettext_lazy("金额（元）")),
    Column("standard", "text", gettext_lazy("收费标准")),
    Column("basis", "textarea", gettext_lazy("依据"), help=BASIS_HELP),
)


def ask_fees(content: EditionContent, given: Given) -> Asked:
    now = "unknown" if content.fees is None else "listed" if content.fees else "free"
    rows = [
        {
            "name": one.name,
            "amount": "" if one.amount_fen is None else f"{one.amount_fen / 100:.2f}",
            "standard": one.standard,
            "basis": basis.said(one.basis),
        }
        for one in content.fees or ()
    ]
    charged = given.ask("fees", "radio", _("是否收费"), value=now, options=options(FEES))
    return {"fields": [charged], "rows": ask_rows("fee", FEE_ROWS, rows, given)}


def read_fees(content: EditionContent, given: Given) -> EditionContent:
    chosen = given.one_of("fees", _("是否收费"), FEES)
    if chosen != "listed":
        return replace(content, fees=() if chosen == "free" else None)
    before = tuple(one for fee in content.fees or () for one in fee.basis)
    fees = []
    for row in read_rows("fee", FEE_ROWS, given.data):
        amount = fen_in(row["amount"]) if row["amount"] else None
        if isinstance(amount, str):
            given.errors[f"{row['place']}-amount"] = _("“%(name)s”的金额不正确") % {
                "name": row["name"]
            }
            amount = None
        fees.append(Fee(row["name"], amount, row["standard"], basis.read(row["basis"], before)))
    return replace(content, fees=tuple(fees))
