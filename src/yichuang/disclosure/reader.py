"""The reader that makes results public as the ledger records them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from yichuang.catalogue.public import PowerType, content_of
from yichuang.directory.public import masked_name
from yichuang.law.public import CHINA_TIME
from yichuang.ledger.public import Case, Entry, Milestone, events_of, sealed_items

from .models import PublishedResult

GRANTED = "granted"
LEGAL = "legal"


class ResultsReader:
    """See `yichuang.ledger.public.Reader`: grants appear, voided cases are marked."""

    name = "disclosure.results"

    def read(self, entries: Sequence[Entry]) -> None:
        """Publish what was granted and mark what was voided since."""
        for entry in entries:
            if entry.stored.kind == GRANTED and entry.stored.milestone == Milestone.DECIDED:
                _publish(entry)
            elif entry.stored.milestone == Milestone.VOIDED:
                _withdraw(entry)

    def forget(self) -> None:
        """Remove all rows, to be read again."""
        PublishedResult.objects.all().delete()


def _publish(entry: Entry) -> None:
    case = Case.objects.get(pk=entry.stored.case_id)
    if case.edition is None:
        return
    power_type, (holder, code) = content_of(case.edition).power_type, _holder(case)
    if power_type is not PowerType.LICENCE and not code:
        return  # what a person was paid, confirmed or served is nobody else's: LicLaw 5, 40
    stored = entry.stored
    PublishedResult.objects.update_or_create(
        case_id=case.id,
        defaults={
            "position": entry.position,
            "number": case.number or "",
            "decision_number": getattr(stored.event, "number", ""),
            "matter": case.matter,
            "matter_name": case.matter_name,
            "power_type": power_type.value,
            **_organs(case),
            "region": case.region,
            "holder": holder,
            "holder_code": code,
            "decided_on": stored.effective_at.astimezone(CHINA_TIME).date(),
            "recorded_at": stored.recorded_at,
            "event_no": stored.no,
            "digest": stored.hash.hex(),
        },
    )


def _organs(case: Case) -> dict[str, str]:
    """Return in whose name it was decided, who acted for it and who watches afterwards.

    What the first entry pinned counts, whatever the title has become since.
    """
    title = getattr(events_of(case.id, case.line)[0].event, "title", None)
    if title is None:
        return {"organ": case.organ, "organ_name": case.organ_name}
    return {
        "organ": title.organ,
        "organ_name": title.organ_name,
        "acting_organ_name": title.acting_organ,
        "supervising_organ_name": title.supervising_organ,
    }


def _holder(case: Case) -> tuple[str, str]:
    """Return the name to show, and a firm's credit code; a person is masked and has no code."""
    items: dict[str, Any] = sealed_items(case.id, {"applicant"})
    for applicant in items.values():
        name = str(applicant.get("name", ""))
        if applicant.get("kind") == LEGAL:
            return name, str(applicant.get("number", ""))[:18]
        return masked_name(name), ""
    return "", ""


def _withdraw(entry: Entry) -> None:
    day = entry.stored.effective_at.astimezone(CHINA_TIME).date()
    PublishedResult.objects.filter(case_id=entry.stored.case_id).update(withdrawn_on=day)
