"""The desk a paper is written at: the case, what its edition says, and who is at work."""

from __future__ import annotations

import dataclasses
from datetime import datetime
from typing import Any

from django.conf import settings

from yichuang.catalogue.public import Basis, EditionContent, shown_only
from yichuang.directory.public import Actor, masked_number
from yichuang.documents import public as documents
from yichuang.law.public import Deadline, cite, say_amount
from yichuang.ledger.public import CaseView, Opening

from ..events import TitlePin
from ..state import ApplicationState, legal_day

DEFAULT_WORD = "锡政服"


@dataclasses.dataclass(frozen=True)
class Desk:
    """Everything a paper is written from."""

    case: CaseView
    state: ApplicationState  # as it stands after the event
    edition: EditionContent
    actor: Actor
    applicant: dict[str, Any]
    number: str
    now: datetime

    @property
    def title(self) -> TitlePin:
        """By what right and in whose name: as it was on the first day of the case."""
        return title_in(self.state, self.case.opening, self.edition)

    @property
    def head(self) -> documents.Head:
        return documents.Head(
            organ_name=self.title.organ_name,
            number=self.number,
            issued_on=legal_day(self.now),
            salt=documents.new_salt(),
            simulated=settings.DEMO,
            acting_organ=self.title.acting_organ,
            title_basis=title_words(self.title),
        )

    @property
    def business(self) -> documents.Business:
        return documents.Business(
            power_type=self.edition.power_type,
            matter_name=self.case.opening.matter_name,
            matter_code=self.case.opening.matter,
            case_number=self.state.number,
            applicant=str(self.applicant["name"]),
            applicant_document=masked_number(str(self.applicant.get("number", ""))),
            agent=str(self.applicant.get("agent_name", "")),
            about=self.state.of.what if self.state.of else "",
            accepted_by=self._accepted_by,
        )

    @property
    def _accepted_by(self) -> str:
        """Return the organ that accepted the case, on the papers of the organ above it."""
        above = self.state.above
        is_above = above is not None and self.title.organ == above.organ
        return self.case.opening.organ_name if is_above else ""

    @property
    def contact(self) -> documents.Contact:
        return documents.Contact(
            address=self.edition.location, phone=self.edition.consult, hours=self.edition.hours
        )

    @property
    def word(self) -> str:
        """Return the word of its numbers (发文代字); an organ above may have its own."""
        result, above = self.edition.result, self.edition.hand_up
        if above is not None and above.word and self.title.organ == above.organ:
            return above.word
        return (result.word if result else "") or DEFAULT_WORD

    @property
    def remedies(self) -> documents.Remedies:
        title = self.title
        return documents.Remedies(
            reconsideration_organ=title.reconsideration_organ,
            court=title.court,
            respondent=title.organ_name if title.acting_organ else "",
        )

    def material_name(self, code: str) -> str:
        found = {m.code: m.name for m in self.edition.materials or ()}
        return found.get(code, "申请表")

    @property
    def papers_kept(self) -> bool:
        """Return whether originals of this case lie at the organ."""
        return any(
            mark.how == "paper" and not shown_only(self.material_name(mark.code))
            for mark in self.state.materials
        )

    @property
    def applied_on(self) -> Any:
        assert self.state.received_at is not None
        return legal_day(self.state.received_at)

    @property
    def accepted_on(self) -> Any:
        assert self.state.accepted_at is not None
        return legal_day(self.state.accepted_at)


def title_in(state: ApplicationState, opening: Opening, edition: EditionContent) -> TitlePin:
    """Return the title pinned on the first day; a case older than pins acts by its own right."""
    remedy = edition.remedy
    return state.title or TitlePin(
        kind="own",
        organ=opening.organ,
        organ_name=opening.organ_name,
        reconsideration_organ=remedy.reconsideration_organ,
        court=remedy.court,
    )


def title_words(title: TitlePin) -> str:
    """Return the sentence by what right an organ acts, where it is not its own by law; else ""."""
    basis = title.basis.replace("；", "、")
    source = f"原由{title.from_organ}行使的" if title.from_organ else ""
    return {
        "transferred": f"依据{basis}，{source}本项职权划转由本机关行使。",
        "entrusted": f"依据{basis}，本项职权由{title.acting_organ}受{title.organ_name}委托，"
        f"以{title.organ_name}的名义行使。",
        "empowered": f"依据{basis}，{source}本项职权由本机关行使。",
    }.get(title.kind, "")


def words(clock: Deadline) -> str:
    return say_amount(clock.period.amount, clock.period.unit, "zh")


def basis(desk: Desk, article: str) -> tuple[str, ...]:
    """Return what a paper cites: the licensing law for licences only, and the matter's basis."""
    own = tuple(citation(basis) for basis in desk.edition.set_basis)
    licence = desk.edition.power_type.value == "01"
    return (*((cite(article, "zh"),) if licence else ()), *own)


def citation(basis: Basis) -> str:
    """Return how a paper cites one basis of the guide."""
    if basis.quoted and not basis.law_name:
        return basis.quoted
    clause = f"第{basis.clause}款" if basis.clause else ""
    article = f"第{basis.article}条" if basis.article else ""
    return f"《{basis.law_name}》{article}{clause}"
