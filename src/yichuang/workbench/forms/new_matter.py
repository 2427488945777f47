"""What an editor says of a new matter before its draft opens."""

from __future__ import annotations

from typing import Any

from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.catalogue.public import ON_APPLICATION, NewMatter, PowerType

from ..words import POWER_TYPES
from .fields import options
from .given import Given

LEVELS = {
    "1": gettext_lazy("国家级"),
    "2": gettext_lazy("省级"),
    "3": gettext_lazy("市级"),
    "4": gettext_lazy("县级"),
    "5": gettext_lazy("乡级"),
}
KINDS = {code: words for code, words in POWER_TYPES.items() if PowerType(code) in ON_APPLICATION}


def ask_matter(given: Given) -> list[dict[str, Any]]:
    """Return the questions."""
    return [
        given.ask(
            "main",
            "text",
            _("主项名称或者编码"),
            required=True,
            maxlength=200,
            help=_("基本目录里已有的主项"),
        ),
        given.ask("new_main", "checkbox", _("基本目录里没有，新设这个主项")),
        given.ask("name", "text", _("子项名称"), required=True, maxlength=200),
        given.ask("power_type", "select", _("事项类型"), required=True, options=options(KINDS)),
        given.ask("level", "select", _("行使层级"), required=True, options=options(LEVELS)),
    ]


def read_matter(given: Given, *, organ: str) -> NewMatter | None:
    """Return what was said, or None with the errors noted."""
    main = given.needed("main", _("主项名称或者编码"))
    name = given.needed("name", _("子项名称"))
    kind = given.one_of("power_type", _("事项类型"), KINDS)
    level = given.one_of("level", _("行使层级"), LEVELS)
    for short, text in (("main", main), ("name", name)):
        if len(text) > 200:
            given.wrong(short, _("最多 200 个字"))
    if given.errors:
        return None
    return NewMatter(main, name, PowerType(kind), organ, level, bool(given.text("new_main")))
