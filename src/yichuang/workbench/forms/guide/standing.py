"""Where the power comes from, how it is handled online, and what people often ask."""

from __future__ import annotations

from dataclasses import replace

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import EditionContent

from ..fields import options
from ..given import Given
from ..rows import Column, ask_rows, lines_in, read_rows
from .codes import (
    CROSS_REGIONS,
    LEVELS,
    ONLINE_DEPTHS,
    ORGAN_NATURES,
    POWER_SOURCES,
    REAL_NAME_LEVELS,
    Asked,
)

COURIER = {"": gettext_lazy("尚未明确"), "yes": gettext_lazy("可以"), "no": gettext_lazy("不可以")}
COURIERS = {None: "", True: "yes", False: "no"}


def ask_power(content: EditionContent, given: Given) -> Asked:
    return {
        "fields": [
            given.ask(
                "power_source",
                "select",
                _("权力来源"),
                value=content.power_source,
                options=options(POWER_SOURCES),
            ),
            given.ask(
                "organ_nature",
                "select",
                _("实施主体性质"),
                value=content.organ_nature,
                options=options(ORGAN_NATURES),
            ),
            given.ask(
                "use_level",
                "checkboxes",
                _("行使层级"),
                value=list(content.use_level),
                options=options(LEVELS),
            ),
            given.ask(
                "joint_organs",
                "text",
                _("联合办理机关"),
                value=content.joint_organs,
                maxlength=300,
            ),
            given.ask("quota", "text", _("数量限制"), value=content.quota, maxlength=300),
            given.ask(
                "quota_limit",
                "text",
                _("最多同时有效多少个"),
                value=str(content.quota_limit or ""),
                inputmode="numeric",
                help=_("行政许可按受理的先后顺序准予；不填就是没有数量限制"),
            ),
        ]
    }


def read_power(content: EditionContent, given: Given) -> EditionContent:
    levels = set(given.several("use_level"))
    return replace(
        content,
        power_source=given.one_of("power_source", _("权力来源"), {"": "", **POWER_SOURCES}),
        organ_nature=given.one_of("organ_nature", _("实施主体性质"), {"": "", **ORGAN_NATURES}),
        use_level=tuple(one for one in LEVELS if one in levels),
        joint_organs=given.text("joint_organs"),
        quota=given.text("quota"),
        quota_limit=_limit(given),
    )


def _limit(given: Given) -> int | None:
    if not given.text("quota_limit"):
        return None
    return given.whole("quota_limit", _("最多同时有效多少个")) or None


def ask_online(content: EditionContent, given: Given) -> Asked:
    return {
        "fields": [
            given.ask(
                "online_depth",
                "checkboxes",
                _("网上办理深度"),
                value=list(content.online_depth),
                options=options(ONLINE_DEPTHS),
            ),
            given.ask(
                "cross_region",
                "select",
                _("通办范围"),
                value=content.cross_region,
                options=options(CROSS_REGIONS),
            ),
            given.ask(
                "real_name_level",
                "radio",
                _("网上申请要求的实名等级"),
                value=str(content.real_name_level),
                options=options(REAL_NAME_LEVELS),
            ),
            given.ask(
                "online_address",
                "url",
                _("网上办理地址"),
                value=content.online_address,
                help=_("在其他网站办理的填写，以 https:// 开头"),
                maxlength=300,
            ),
            given.ask(
                "courier",
                "radio",
                _("能否快递送达"),
                value=COURIERS[content.courier],
                options=options(COURIER),
            ),
        ]
    }


def read_online(content: EditionContent, given: Given) -> EditionContent:
    depths, address = set(given.several("online_depth")), given.text("online_address")
    level = given.one_of("real_name_level", _("网上申请要求的实名等级"), REAL_NAME_LEVELS)
    if address != content.online_address and not _is_address(address):
        given.wrong("online_address", _("网址应当以 https:// 或者 http:// 开头"))
    return replace(
        content,
        online_depth=tuple(one for one in ONLINE_DEPTHS if one in depths),
        cross_region=given.one_of("cross_region", _("通办范围"), {"": "", **CROSS_REGIONS}),
        real_name_level=int(level) if level in REAL_NAME_LEVELS else content.real_name_level,
        online_address=address,
        courier={"yes": True, "no": False}.get(given.text("courier")),
    )


def _is_address(address: str) -> bool:
    """Return whether it is empty or leads to a page; a script in an address never gets in."""
    return not address or address.startswith(("https://", "http://"))


FAQ = (
    Column("question", "text", gettext_lazy("常见问题"), key=True),
    Column("answer", "textarea", gettext_lazy("答复")),
)


def ask_faq(content: EditionContent, given: Given) -> Asked:
    topics = given.ask(
        "topics",
        "textarea",
        _("主题"),
        value="\n".join(content.topics),
        help=_("一行一个，例如：就业创业"),
        rows=3,
    )
    rows = [{"question": one[0], "answer": "\n".join(one[1:])} for one in content.faq]
    return {"fields": [topics], "rows": ask_rows("faq", FAQ, rows, given)}


def read_faq(content: EditionContent, given: Given) -> EditionContent:
    rows = read_rows("faq", FAQ, given.data)
    for row in rows:
        if not row["answer"]:
            words = _("“%(question)s”还没有答复") % {"question": row["question"]}
            given.errors[f"{row['place']}-answer"] = words
    found = tuple((row["question"], row["answer"]) for row in rows)
    return replace(content, topics=lines_in(given.text("topics")), faq=found)
