"""Who may not apply again for a while is told so before he types anything."""

from __future__ import annotations

from django.test import Client

from tests.barred import decline_as_false, risky_matter
from tests.factories import City
from tests.portal.test_public_pages import text_of
from yichuang.approval.public import bar_on, drafts_of, legal_day
from yichuang.kernel.public import ports


def test_barred_person_reads_until_when_and_by_which_article(citizen: Client, city: City):
    edition = risky_matter()
    decline_as_false(city, edition)
    bar = bar_on(city.parties["citizen"], edition.matter_code, legal_day(ports().clock.now()))
    assert bar is not None

    words = text_of(citizen.get(f"/apply/{edition.id}/"))
    refused = citizen.post(f"/apply/{edition.id}/", {"who": city.party("citizen").id})

    until = f"{bar.until.year}年{bar.until.month}月{bar.until.day}日"
    assert f"{until} 以前（含当日）不得再次申请（《行政许可法》第七十八条）" in words
    assert "开始填写" not in words
    assert refused.status_code == 422
    assert drafts_of(city.party("citizen")) == []


def test_others_apply_for_the_same_matter(signed_in, city: City):
    edition = risky_matter()
    decline_as_false(city, edition)

    words = text_of(signed_in("neighbour").get(f"/apply/{edition.id}/"))

    assert "不得再次申请" not in words
    assert "开始填写" in words
