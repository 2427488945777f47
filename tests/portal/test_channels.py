"""Consent to electronic service: asked for, never ticked beforehand, changed and taken back."""

from __future__ import annotations

import re
from typing import Any

import pytest
from django.test import Client

from tests.factories import City, file_case, walk
from tests.portal.walking import begin, case_id, fill
from yichuang.directory.public import choose_contact, contact_address, contact_choices
from yichuang.documents.models import Service
from yichuang.ledger.public import Case, run_readers, sequencer_pass


def standing(city: City) -> dict[str, str | None]:
    """Return the citizen's channels with their addresses."""
    lines = contact_choices([city.parties["citizen"]]).get(city.parties["citizen"], [])
    return {line.channel: contact_address(line.id) for line in lines}


def read() -> None:
    sequencer_pass()
    run_readers()


def test_nothing_is_ticked_at_filing_and_nothing_needs_to_be(citizen: Client, city: City) -> None:
    draft = begin(citizen, city)
    fill(citizen, draft)
    page = citizen.get(f"{draft}check/").content.decode()

    ticks = re.findall(r'<input type="checkbox"[^>]*name="channels"[^>]*>', page)
    assert len(ticks) == 4
    assert not any("checked" in tick for tick in ticks)
    assert "《民事诉讼法》第九十条" in page

    assert citizen.post(f"{draft}file/").status_code == 302
    assert standing(city) == {}


def test_what_is_ticked_at_filing_is_consent_and_is_not_asked_again(
    citizen: Client, city: City
) -> None:
    draft = begin(citizen, city)
    fill(citizen, draft)
    sent = {"channels": ["in_site", "sms"], "address_sms": "10000001234", "language": "zh"}
    reply = citizen.post(f"{draft}file/", sent)

    assert Case.objects.get(pk=case_id(reply)).status == "received"
    assert standing(city) == {"in_site": "", "sms": "10000001234"}

    second = begin(citizen, city)
    fill(citizen, second)
    page = citizen.get(f"{second}check/").content.decode()
    assert 'name="channels"' not in page
    assert "100****1234" in page


def test_wrong_address_at_filing_is_asked_again_and_loses_nothing(
    citizen: Client, city: City
) -> None:
    draft = begin(citizen, city)
    fill(citizen, draft)
    reply = citizen.post(f"{draft}file/", {"channels": ["email"], "address_email": "no-at"})

    assert reply.status_code == 422
    assert "电子邮箱的格式不对" in reply.content.decode()
    assert not Case.objects.exists()
    assert standing(city) == {}

    good = {"channels": ["email"], "address_email": "a@example.org"}
    assert citizen.post(f"{draft}file/", good).status_code == 302
    assert citizen.post(f"{draft}file/", good).status_code == 302
    assert Case.objects.count() == 1


def test_my_space_changes_and_takes_back(citizen: Client, city: City) -> None:
    page = citizen.get("/my/channels/").content.decode()
    assert "您没有同意电子送达" in page
    assert "checked" not in re.sub(r'name="language"[^>]*>', "", page)

    first = {"channels": ["sms", "email"], "address_sms": "10000001234"}
    first |= {"address_email": "a@example.org", "language": "en"}
    assert citizen.post("/my/channels/", first).status_code == 302
    assert standing(city) == {"sms": "10000001234", "email": "a@example.org"}

    citizen.post("/my/channels/", {"channels": ["email"], "address_email": "a@example.org"})
    assert standing(city) == {"email": "a@example.org"}

    citizen.post("/my/channels/", {})
    assert standing(city) == {}


@pytest.mark.parametrize(
    ("sent", "words"),
    [
        ({"channels": ["sms"], "address_sms": ""}, "手机号由 8 到 15 位数字组成"),
        ({"channels": ["webhook"], "address_webhook": "a b"}, "账号由字母"),
        ({"channels": ["pigeon"]}, ""),
        ({"channels": ["in_site"], "language": "xx"}, ""),
    ],
)
def test_wrong_choice_is_told_and_keeps_what_stood(
    citizen: Client, city: City, sent: dict[str, Any], words: str
) -> None:
    party = city.parties["citizen"]
    choose_contact(city.party("citizen"), party, channel="email", address="a@example.org")
    reply = citizen.post("/my/channels/", sent)

    assert reply.status_code == 422
    assert words in reply.content.decode()
    assert standing(city) == {"email": "a@example.org"}


def test_channel_that_is_not_offered_is_not_asked_and_stays(
    citizen: Client, city: City, settings: Any
) -> None:
    party = city.parties["citizen"]
    choose_contact(city.party("citizen"), party, channel="email", address="a@example.org")
    settings.DEMO = False  # no stand-ins, and nothing is configured

    page = citizen.get("/my/channels/").content.decode()
    assert 'name="address_email"' not in page
    citizen.post("/my/channels/", {"channels": ["in_site"]})
    assert standing(city) == {"email": "a@example.org", "in_site": ""}


def test_officer_has_no_channels_of_his_own(signed_in: Any, city: City) -> None:
    reply = signed_in("window").get("/my/channels/", headers={"accept": "application/json"})
    assert reply.status_code == 403


def test_case_page_says_how_each_paper_came_and_reading_it_counts(
    citizen: Client, city: City
) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    read()
    row = Service.objects.get()
    assert (row.state, row.served_on) == ("queued", None)

    page = citizen.get(f"/cases/{receipt.case_id}/").content.decode()
    assert "怎么通知您的" in page
    assert "受理通知" in page
    assert "本人已在网上打开" in page
    row.refresh_from_db()
    assert (row.state, row.reason) == ("delivered", "opened")


def test_asking_for_the_head_of_a_case_page_is_no_reading(citizen: Client, city: City) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    read()
    citizen.head(f"/cases/{receipt.case_id}/")

    assert Service.objects.get().state == "queued"


def test_somebody_else_reads_nothing_and_changes_nothing(signed_in: Any, city: City) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="accept")
    read()
    reply = signed_in("neighbour").get(f"/cases/{receipt.case_id}/")

    assert reply.status_code == 404
    assert Service.objects.get().state == "queued"
