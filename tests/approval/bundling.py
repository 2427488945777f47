"""Matters made to be bundled: a permit that asks for another's licence, and one that asks nobody.

With the small city's licence (type 900): `shop` needs that licence, `sign` needs none.
"""

from __future__ import annotations

import dataclasses
from dataclasses import dataclass
from typing import Any

from tests import factories

from yichuang.approval import public as approval
from yichuang.catalogue.public import EditionRow, Material, Result, SatisfiedBy
from yichuang.ledger.public import run_readers, sequencer_pass


def shop() -> Any:
    """Return a permit that asks for the licence of the city's first matter, and for a form."""
    basis = factories.cited(factories.LICENSING_LAW, 32)
    first = factories.contents()["licence"]
    licence = Material(
        code="licence",
        name="示例经营许可证",
        need="1",
        basis=basis,
        licence_type="900",
        satisfied_by=(SatisfiedBy.LICENCE, SatisfiedBy.UPLOAD),
    )
    return dataclasses.replace(
        first,
        name="示例门店许可",
        short_name="",
        everyday_names=(),
        catalog_code="000999901011",
        task_code="test-shop",
        materials=(
            factories.material("apply", "示例门店许可申请表", basis, kind="2"),
            licence,
            factories.material("plan", "场所布局图", basis),
        ),
        result=Result("1", "示例门店许可证", "901", first.result.validity, "示门"),
    )


def sign() -> Any:
    """Return a permit that waits for nothing."""
    first = factories.contents()["licence"]
    basis = factories.cited(factories.LICENSING_LAW, 32)
    rules = factories.cited(factories.BUSINESS_RULES, 36)
    return dataclasses.replace(
        first,
        name="示例招牌许可",
        short_name="",
        everyday_names=(),
        catalog_code="000999901012",
        task_code="test-sign",
        promised=factories.working_days(3, "承诺时限", rules),
        materials=(factories.material("drawing", "招牌效果图", basis),),
        result=Result("1", "示例招牌许可证", "902", first.result.validity, "示牌"),
    )


@dataclass(frozen=True)
class Town:
    """The small city with two more matters; `matters` in the order they are asked for."""

    city: factories.City
    licence: EditionRow
    shop: EditionRow
    sign: EditionRow

    @property
    def editions(self) -> tuple[Any, ...]:
        """Return the editions of all three."""
        return (self.licence.id, self.shop.id, self.sign.id)


def make_town(city: factories.City) -> Town:
    """Publish the two matters."""
    return Town(city, city.licence, factories.published(shop()), factories.published(sign()))


def command(town: Town, *, who: str = "citizen", without: tuple[str, ...] = ()) -> Any:
    """Return the filing of all three, with every document but those `without`."""
    actor = town.city.party(who)
    ids = ["test-licence/plan", "test-licence/rules", "test-shop/plan", "test-sign/drawing"]
    documents = [
        approval.BundleDocument(one, (str(factories.upload(actor).id),))
        for one in ids
        if one not in without
    ]
    return approval.FileBundle(
        editions=town.editions,
        form=dict(factories.LICENCE_FORM),
        situations={},
        applicant=factories.applicant(who),
        documents=tuple(documents),
    )


def file(town: Town, *, key: str = "bundle-key-1", who: str = "citizen", **more: Any) -> Any:
    """File the bundle."""
    return approval.file_bundle(
        actor=town.city.party(who),
        party=town.city.parties[who],
        command=command(town, who=who, **more),
        key=key,
    )


def react() -> None:
    """Place what was recorded and let the readers follow."""
    while sequencer_pass():
        run_readers()
    run_readers()
