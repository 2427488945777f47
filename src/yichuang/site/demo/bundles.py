"""What the demo city offers as one thing (一件事): a small restaurant, and a new company."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from uuid import UUID

from yichuang.catalogue.public import (
    BundleContent,
    BundlePart,
    Situation,
    edition_row,
    publish_bundle,
)
from yichuang.directory.public import Actor

CITY = "320200000000"


@dataclass(frozen=True, slots=True)
class Offered:
    """A bundle by the keys of the demo matters; each with the answer that makes it part."""

    code: str
    name: str
    everyday: tuple[str, ...]
    questions: tuple[Situation, ...]
    parts: tuple[tuple[str, str], ...]


OFFERED = (
    Offered(
        "restaurant",
        "开一家小饭店",
        ("开饭店", "开面馆", "开餐馆", "开小吃店"),
        (
            Situation("eat-in", "客人在店里吃吗？", ("在店里吃", "只做外卖")),
            Situation("sign", "门口挂不挂招牌？", ("挂招牌", "不挂")),
            Situation("drain", "废水排进城市下水道吗？", ("排进去", "不排")),
            Situation("tobacco", "店里卖不卖香烟？", ("卖香烟", "不卖")),
        ),
        (
            ("individual-business", ""),
            ("food-licence", ""),
            ("health-certificate", ""),
            ("fire-safety-check", "eat-in=在店里吃"),
            ("signboard-service", "sign=挂招牌"),
            ("drainage-permit", "drain=排进去"),
            ("tobacco-retail", "tobacco=卖香烟"),
        ),
    ),
    Offered(
        "company",
        "办一家公司",
        ("开公司", "注册公司", "企业开办"),
        (Situation("staff", "现在要不要给员工参保？", ("要参保", "暂时没有员工")),),
        (
            ("company-registration", ""),
            ("seal-filing", ""),
            ("invoice-first", ""),
            ("social-insurance-registration", "staff=要参保"),
            ("medical-insurance-unit", "staff=要参保"),
            ("housing-fund-unit", "staff=要参保"),
        ),
    ),
)


def publish_bundles(editions: Mapping[str, UUID], publisher: Actor) -> None:
    """Publish the bundles of the demo city; `editions` by the keys of the demo matters."""
    for one in OFFERED:
        parts = tuple(
            BundlePart(edition_row(editions[key]).matter_code, (when,) if when else ())
            for key, when in one.parts
        )
        content = BundleContent(one.code, one.name, parts, one.everyday, one.questions)
        publish_bundle(content, region=CITY, actor=publisher)
