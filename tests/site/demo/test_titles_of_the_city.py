"""The invented city shows every title: whose name, seal and remedies stand on its decisions."""

from __future__ import annotations

from django.test import Client
from django.urls import reverse
from tests.ready import DemoCity

from yichuang.disclosure.models import PublishedResult
from yichuang.documents.public import (
    GrantDecision,
    Paper,
    paper_content,
    paper_pdf,
    seal_port,
    verify_pdf,
)
from yichuang.ledger.public import Case, run_readers

BUREAU, FIRE, CIVIL = "无锡市行政审批局", "无锡市消防救援支队", "无锡市民政局"
STREET = "无锡市梁溪区人民政府崇安寺街道办事处"
CITY, DISTRICT = "无锡市人民政府", "无锡市梁溪区人民政府"

# matter → (title, organ on the decision, who acts for it, who reviews it, what the title says)
EXPECTED = {
    "食品经营许可（新办）": ("transferred", BUREAU, "", CITY, "划转由本机关行使"),
    "公众聚集场所投入使用、营业前消防安全检查": ("own", FIRE, "", CITY, ""),
    "高龄津贴给付": ("entrusted", CIVIL, STREET, CITY, f"以{CIVIL}的名义行使"),
    "最低生活保障确认": ("empowered", STREET, "", DISTRICT, "由本机关行使"),
}


def _decision(matter: str) -> Paper:
    cases = Case.objects.filter(matter_name=matter, status="closed").values_list("id", flat=True)
    return Paper.objects.filter(case_id__in=list(cases), kind="grant").order_by("created_at")[0]


def test_title_decides_name_and_seal_and_is_public(demo_city: DemoCity, client: Client) -> None:
    _decisions_bear_name_and_seal()
    _public_pages_say_in_whose_name(client)


def _decisions_bear_name_and_seal() -> None:
    for matter, (title, organ, acting, reviewer, words) in EXPECTED.items():
        paper = _decision(matter)
        said = paper_content(paper.id)
        sealed = verify_pdf(paper_pdf(paper.id), roots=seal_port().trusted_roots())

        assert isinstance(said, GrantDecision)
        assert said.remedies is not None
        assert Case.objects.get(pk=paper.case_id).title == title, matter
        assert (said.head.organ_name, said.head.acting_organ) == (organ, acting), matter
        assert said.remedies.reconsideration_organ == reviewer, matter
        assert said.head.title_basis.endswith(f"{words}。" if words else ""), matter
        assert (sealed.sound, sealed.signer_name, paper.seal) == (True, organ, "organ_seal"), matter


def _public_pages_say_in_whose_name(client: Client) -> None:
    run_readers()

    moved = _decision("食品经营许可（新办）")
    case = Case.objects.get(pk=moved.case_id)
    row = PublishedResult.objects.get(case_id=case.id)
    assert (row.organ_name, row.supervising_organ_name) == (BUREAU, "无锡市市场监督管理局")
    page = client.get(reverse("disclosure:result", args=[case.number])).content.decode()
    assert "无锡市市场监督管理局" in page

    guide = client.get(_guide(case)).content.decode()
    assert "职权划转" in guide
    assert "事后监管机关" in guide

    entrusted = Case.objects.get(pk=_decision("高龄津贴给付").case_id)
    guide = client.get(_guide(entrusted)).content.decode()
    assert "以谁的名义作出" in guide
    assert CIVIL in guide

    own = Case.objects.get(pk=_decision("公众聚集场所投入使用、营业前消防安全检查").case_id)
    assert "事后监管机关" not in client.get(_guide(own)).content.decode()


def _guide(case: Case) -> str:
    return reverse("portal:guide", args=[case.matter])
