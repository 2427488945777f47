"""What stands on the first page: plain words that lead into the search, and life events."""

from __future__ import annotations

from dataclasses import dataclass
from urllib.parse import urlencode

from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from ..words import Words


@dataclass(frozen=True, slots=True)
class Way:
    """One way in: the words shown, and what is searched for."""

    label: Words
    text: Words
    query: str = ""
    audience: str = ""

    @property
    def url(self) -> str:
        """The search this leads to."""
        asked = {"q": self.query, "audience": self.audience}
        query = urlencode({name: value for name, value in asked.items() if value})
        return f"{reverse('portal:search')}?{query}"


# What people say at the counter; the search understands it, so no page has to translate it.
OFTEN = (
    Way(_("开饭店"), "", "开饭店"),
    Way(_("办营业执照"), "", "办营业执照"),
    Way(_("补身份证"), "", "补身份证"),
    Way(_("领失业金"), "", "领失业金"),
    Way(_("高龄补贴"), "", "高龄补贴"),
    Way(_("看病报销"), "", "看病报销"),
    Way(_("取公积金"), "", "取公积金"),
    Way(_("结婚登记"), "", "结婚登记"),
)


@dataclass(frozen=True, slots=True)
class LifeEvent:
    """Something that happens in a life or a firm, and the things to do for it, in order."""

    slug: str
    label: Words
    text: Words
    parts: tuple[str, ...]  # what is searched for, one for each thing to do

    @property
    def url(self) -> str:
        """The page of this event."""
        return reverse("portal:life_event", args=[self.slug])


LIFE_EVENTS = (
    LifeEvent(
        "birth",
        _("孩子出生"),
        _("出生证明、上户口、医保、社保卡、生育报销"),
        ("生育登记", "出生医学证明", "上户口", "新生儿医保", "宝宝社保卡", "生育报销"),
    ),
    LifeEvent(
        "restaurant",
        _("开一家饭店"),
        _("执照、食品经营许可、消防检查、店招、排水、健康证"),
        (
            "个体户执照",
            "食品经营许可",
            "饭店消防手续",
            "店招",
            "饭店排污水",
            "餐饮健康证",
        ),
    ),
    LifeEvent(
        "company",
        _("办一家公司"),
        _("营业执照、刻章、社保、医保、公积金、发票"),
        ("注册公司", "公司刻章", "公司开社保户", "公司开医保户", "单位公积金开户", "新公司领发票"),
    ),
)
BY_WHOM = (
    Way(_("个人办事"), _("证件、社保、住房、婚育、补贴"), "", "1"),
    Way(_("企业办事"), _("设立、变更、许可、备案、注销"), "", "2"),
)
