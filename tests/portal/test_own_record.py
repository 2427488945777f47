"""The record one takes away: it checks without us, and holds nothing that is not one's own."""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pytest
from django.test import Client

from tests.factories import City, file_case, walk
from yichuang.directory.models import Account
from yichuang.ledger import checker
from yichuang.ledger.public import sequencer_pass


def test_own_record_is_downloaded_and_checked_by_another_program(
    citizen: Client, city: City, tmp_path: Path
) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="decide")
    sequencer_pass()

    reply = citizen.get(f"/cases/{receipt.case_id}/record/")
    file = tmp_path / "record.json"
    file.write_bytes(b"".join(reply.streaming_content))
    checked = subprocess.run(
        [sys.executable, "-I", str(checker.__file__), str(file)],
        capture_output=True,
        text=True,
        check=False,
    )

    assert "attachment" in reply["Content-Disposition"]
    assert checked.returncode == 0, checked.stdout
    assert "everything holds" in checked.stdout
    record = json.loads(file.read_text())
    assert record["events"][0]["milestone"] == "received"
    assert all("log" in event for event in record["events"])


def test_own_record_leaves_out_what_officers_wrote_for_each_other(
    citizen: Client, city: City
) -> None:
    receipt = file_case(city)
    walk(city, receipt, until="verify2")

    record = b"".join(citizen.get(f"/cases/{receipt.case_id}/record/").streaming_content).decode()

    kinds = {item["kind"] for item in json.loads(record)["files"]}
    assert "opinion" not in kinds
    assert "属实" not in record
    assert "测试甲" in record


def test_record_of_somebody_else_is_not_there(
    signed_in: Callable[[str], Client], city: City
) -> None:
    receipt = file_case(city)

    assert signed_in("neighbour").get(f"/cases/{receipt.case_id}/record/").status_code == 404
    assert Client().get(f"/cases/{receipt.case_id}/record/").status_code in {302, 401, 403}


def test_case_page_leads_to_the_record(citizen: Client, city: City) -> None:
    receipt = file_case(city)

    page = citizen.get(f"/cases/{receipt.case_id}/").content.decode()

    assert f"/cases/{receipt.case_id}/record/" in page
    assert "下载办件记录" in page


@pytest.mark.parametrize("page", ["", "receipt/", "record/"])
def test_officer_reads_no_case_through_the_applicants_pages(
    city: City, client: Client, page: str
) -> None:
    """On the workbench each reading leaves a look; here none would."""
    receipt = file_case(city)
    client.force_login(Account.objects.get(login_name="window"))

    assert client.get(f"/cases/{receipt.case_id}/{page}").status_code == 404
