"""Samples of materials: kept with the draft, public with the guide; no way to other files."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Any
from uuid import UUID

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from tests.factories import SAMPLE_PDF, City
from tests.workbench.test_guides import part, sent
from tests.workbench.test_new_matter import begun
from yichuang.catalogue.models import Edition
from yichuang.catalogue.public import content_of, edition_in_force
from yichuang.documents.public import store_upload

Ask = Callable[[str], Client]


@pytest.fixture
def draft(city: City, signed_in: Ask) -> Edition:
    client = signed_in("catalogue")
    draft = begun(client)
    cells = {"material-0-name": "申请书", "material-0-sample": a_file("样表.pdf")}
    assert sent(client, part(draft, "materials"), **cells).status_code == 302
    return draft


def a_file(name: str, content: bytes = SAMPLE_PDF) -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def samples(draft: Edition) -> list[Any]:
    return [one for material in content_of(draft.id).materials or () for one in material.samples]


def test_sample_is_for_editors_until_the_guide_is_public(
    city: City, draft: Edition, signed_in: Ask
) -> None:
    (sample,) = samples(draft)
    address = f"/samples/{draft.id}/{sample.file}/"

    before = [Client().get(address), signed_in("window").get(address)]
    seen = signed_in("legal").get(address)
    publish(draft, signed_in)
    after = Client().get(address)
    code = edition_in_force(draft.matter.code).matter_code

    assert sample.name == "样表.pdf"
    assert [one.status_code for one in before] == [404, 404]
    assert (seen.status_code, after.status_code) == (200, 200)
    assert b"".join(after.streaming_content).startswith(b"%PDF")
    assert address in Client().get(f"/matters/{code}/").content.decode()


def publish(draft: Edition, signed_in: Ask) -> None:
    client, home = signed_in("catalogue"), f"/work/matters/{draft.id}/"
    sent(client, part(draft, "limits"), **{"limits-promised-amount": "5"})
    client.post(home + "review-request/")
    signed_in("legal").post(home + "review/", {"pass": "1", "waive": "1", "note": "示例理由"})
    assert signed_in("head").post(home + "publication/", {}).status_code == 302


def test_unticked_sample_is_removed_and_others_stay(draft: Edition, signed_in: Ask) -> None:
    client = signed_in("catalogue")
    more = {"material-0-sample": a_file("样本.pdf")}
    sent(client, part(draft, "materials"), **more)
    _first, second = samples(draft)

    sent(client, part(draft, "materials"), **{"material-0-samples": [second.file]})

    assert samples(draft) == [second]


def test_a_material_shows_its_own_samples_only(draft: Edition, signed_in: Ask) -> None:
    client, (sample,) = signed_in("catalogue"), samples(draft)
    cells = {"material-1-name": "平面图", "material-1-sample": a_file("平面图.pdf")}
    sent(client, part(draft, "materials"), **cells)
    (other,) = [one for one in samples(draft) if one != sample]

    page = client.get(part(draft, "materials")).content.decode()

    for at, own in ((0, sample), (1, other)):
        assert re.findall(rf'name="material-{at}-samples" value="([^"]+)"', page) == [own.file]
    assert 'name="material-2-name"' in page
    assert 'name="material-2-samples"' not in page  # a new one has none to be unticked


def test_no_other_upload_becomes_public_by_its_number(
    city: City, draft: Edition, signed_in: Ask
) -> None:
    other = store_upload(filename="别人的.pdf", content=SAMPLE_PDF, actor_id="x", party_id="y")
    (sample,) = samples(draft)
    client = signed_in("catalogue")

    taken = {"material-0-samples": [str(other.id), sample.file]}
    sent(client, part(draft, "materials"), **taken)

    assert samples(draft) == [sample]
    assert client.get(f"/samples/{draft.id}/{UUID(str(other.id))}/").status_code == 404


def test_a_program_is_no_sample(draft: Edition, signed_in: Ask) -> None:
    before = samples(draft)
    wrong = {"material-0-sample": a_file("样表.pdf", b"MZ\x90\x00 not a paper")}

    reply = sent(signed_in("catalogue"), part(draft, "materials"), **wrong)

    assert reply.status_code == 422
    assert "不能作样表" in reply.content.decode()
    assert samples(draft) == before
