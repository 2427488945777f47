"""The counter (窗口收件): a person, a matter, the form and the materials on one screen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any
from uuid import UUID

from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from yichuang.approval.public import (
    bar_on,
    competent_instead,
    promise_terms,
    running_renewal,
)
from yichuang.catalogue.public import (
    ON_APPLICATION,
    EditionContent,
    EditionRow,
    HandlingKind,
    Hit,
    content_of,
    edition_row,
    search,
)
from yichuang.directory.public import (
    Actor,
    LookPurpose,
    MaskedParty,
    PartyCard,
    masked_parties,
    may_act_for,
    may_try,
    party_card,
    today,
)
from yichuang.documents.public import UploadCard, upload_cards
from yichuang.kernel.public import ports
from yichuang.law.public import Language, cite
from yichuang.licences.public import LicenceCard, licences_of

from ..forms.answers import Group, ask_form, ask_situations
from ..forms.fields import field, options
from ..forms.guide.codes import AUDIENCES
from ..forms.reception import CONFIRMED, NUMBER_KINDS, MaterialInHand, Reception, ask_how
from ..words import MATERIAL_NEEDS, word

HITS = 8
LICENCE_RESULT = "1"
NATURAL = "1"  # 个人, among the codes of whom a guide is for
# Acts a post needs to finish an instant matter at once; the rules judge it again.
AT_ONCE = (
    "approval.receive",
    "approval.accept",
    "approval.decide",
    "approval.issue",
    "approval.deliver",
)


@dataclass(frozen=True, slots=True)
class Visitor:
    """Who stands at the counter, as typed and as found; everything but the number is masked."""

    party: MaskedParty | None = None
    agent: MaskedParty | None = None
    licences: tuple[LicenceCard, ...] = ()


@dataclass(frozen=True, slots=True)
class MaterialRow:
    """A material of the list on the page."""

    one: MaterialInHand
    how: dict[str, Any]
    need: str
    files: list[UploadCard]
    takes_file: bool
    takes_copies: bool


@dataclass(frozen=True, slots=True)
class CounterPage:
    """Everything the counter shows at this point of the visit."""

    visitor: Visitor
    finder: list[dict[str, Any]]
    register: list[dict[str, Any]]
    question: str
    hits: tuple[Hit, ...]
    edition: EditionRow | None
    content: EditionContent | None
    query: Mapping[str, str]
    gone: str = ""  # why the organ takes no new case of this matter
    barred: str = ""  # why this person may not apply for it now


@dataclass(frozen=True, slots=True)
class ReceptionPage:
    """The form and the materials, with what is still missing."""

    reception: Reception
    situations: list[dict[str, Any]]
    groups: list[Group]
    materials: list[MaterialRow]
    late: list[dict[str, Any]]
    confirmed: dict[str, Any]
    mandate: dict[str, Any] | None
    promise: dict[str, Any] | None
    about: dict[str, Any] | None  # where he holds such a licence: a new one, renewal or change
    meant_for: str  # a warning, where a person stands here for what organisations apply for
    errors: list[dict[str, str]]
    may_accept: bool
    may_complete: bool
    key: str


def visitor_of(party: UUID | None, agent: UUID | None) -> Visitor:
    """Return who was found; the licences the city holds of him need not be asked for."""
    found = masked_parties([one for one in (party, agent) if one])
    known = tuple(one for one in licences_of(party) if one.in_force) if party in found else ()
    return Visitor(
        party=found.get(party) if party else None,
        agent=found.get(agent) if agent else None,
        licences=known,
    )


def counter_page(
    query: Mapping[str, str],
    visitor: Visitor,
    *,
    edition: UUID | None,
    finder: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
    unknown: bool = False,
) -> CounterPage:
    """Return the counter; with `unknown` the person found nowhere is to be registered."""
    typed, wrong = finder or {}, errors or {}
    question = query.get("q", "").strip()
    row = edition_row(edition) if edition else None
    return CounterPage(
        visitor=visitor,
        finder=_finder(typed, wrong),
        register=_register(typed, wrong) if unknown else [],
        question=question,
        hits=_hits(question) if question and row is None else (),
        edition=row,
        content=content_of(edition) if edition else None,
        query=query,
        gone=gone_words(row, today()) if row else "",
        barred=barred_words(visitor.party.id, row, today()) if visitor.party and row else "",
    )


def barred_words(party: UUID, row: EditionRow, on: date) -> str:
    """Return why a party may not apply for a matter on a day; empty where he may."""
    bar = bar_on(party, row.matter_code, on)
    if bar is None:
        return ""
    language: Language = "zh" if (get_language() or "zh").startswith("zh") else "en"
    return _("当事人在 %(day)s 以前（含当日）不得再次申请这件事（%(article)s）") % {
        "day": date_format(bar.until, "DATE_FORMAT"),
        "article": cite(bar.article, language),
    }


def gone_words(row: EditionRow, on: date) -> str:
    """Return why a matter's organ takes no case received on a day; empty where it does."""
    instead = competent_instead(row, on)
    if instead is None:
        return ""
    if not instead:
        return _("这个机关现在不行使这项职权")
    return _("这项职权已经划转，请向%(organ)s申请") % {"organ": instead}


def _hits(question: str) -> tuple[Hit, ...]:
    """Return what can be applied for; a penalty is nothing a visitor asks for."""
    found = search(question, limit=3 * HITS).hits
    return tuple(hit for hit in found if hit.power_type in ON_APPLICATION)[:HITS]


def _finder(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        field(
            "number",
            "text",
            _("证件号码"),
            value=typed.get("number", ""),
            error=wrong.get("number", ""),
            required=True,
            help=_("身份证号或者统一社会信用代码，输入后按回车"),
            maxlength=40,
            autocomplete="off",
        ),
        field(
            "number_kind",
            "select",
            _("证件类型"),
            options=options((k, v) for k, v in NUMBER_KINDS.items() if k),
            value=typed.get("number_kind", ""),
            error=wrong.get("number_kind", ""),
        ),
    ]


def _register(typed: Mapping[str, str], wrong: Mapping[str, str]) -> list[dict[str, Any]]:
    return [
        field(
            name,
            "text",
            label,
            value=typed.get(name, ""),
            error=wrong.get(name, ""),
            required=name == "name",
            maxlength=longest,
            autocomplete="off",
        )
        for name, label, longest in (
            ("name", _("姓名或者名称"), 120),
            ("phone", _("联系电话"), 20),
        )
    ]


def counter_card(actor: Actor, party: UUID) -> PartyCard:
    """Return what the register has of the person at the counter; reading it is a look."""
    ground = _("当事人在窗口办理")
    return party_card(actor, party, purpose=LookPurpose.COUNTER, ground=ground)


def reception_page(
    actor: Actor,
    row: EditionRow,
    reception: Reception,
    *,
    party: UUID,
    agent: UUID | None,
    key: str,
) -> ReceptionPage:
    """Return the form and the materials as they stand."""
    cards = {card.id: card for card in upload_cards(_uploads(reception))}
    instant = row.handling_kind is HandlingKind.INSTANT
    return ReceptionPage(
        reception=reception,
        situations=ask_situations(reception.content, reception.answers, reception.errors),
        groups=ask_form(reception.content, reception.answers, reception.errors),
        materials=[_row(one, reception, cards) for one in reception.materials],
        late=_late(reception),
        confirmed=field(
            "confirmed_by",
            "radio",
            _("申请人确认"),
            options=options(CONFIRMED),
            value=reception.confirmed_by,
            error=reception.errors.get("confirmed_by", ""),
            required=True,
        ),
        mandate=_mandate(actor, row, reception, party, agent),
        promise=_promise(reception),
        about=_about(reception, party),
        meant_for=meant_for(reception.content, party),
        errors=[{"name": name, "message": text} for name, text in reception.errors.items()],
        may_accept=not instant and bool(may_try(actor, "approval.accept")),
        may_complete=instant
        and actor.organ == row.organ_code
        and all(may_try(actor, act) for act in AT_ONCE),
        key=key or str(ports().ids.uuid()),
    )


def meant_for(content: EditionContent, party: UUID) -> str:
    """Return a warning where a natural person applies for what organisations apply for; else "".

    No refusal: who founds a company applies for it before it is there, and what comes is taken
    (LicLaw 32). But the clerk must say that he knows, so that no form is filed by mistake.
    """
    objects = content.service_objects
    if not objects or NATURAL in objects:
        return ""
    known = masked_parties([party]).get(party)
    if known is None or known.kind != "natural":
        return ""
    whom = _("、").join(str(AUDIENCES[one]) for one in objects if one in AUDIENCES)
    words = _(
        "这件事由%(whom)s办理，现在登记的申请人是个人。替单位办的，请先查找单位，再填代理人。"
    )
    return words % {"whom": whom}


def _about(reception: Reception, party: UUID) -> dict[str, Any] | None:
    """Return the question whether a licence of this kind is to be renewed or changed."""
    found = licences_to_renew(reception.content, party)
    if not found:
        return None
    choices = [("", _("新申请"))]
    for one in found:
        if one.valid_to is not None and not running_renewal(one.number, party):
            until = date_format(one.valid_to, "DATE_FORMAT")
            words = _("延续 %(number)s（至 %(until)s）") % {"number": one.number, "until": until}
            choices.append((f"renewal:{one.number}", words))
        choices.append((f"change:{one.number}", _("变更 %(number)s") % {"number": one.number}))
    return field(
        "about",
        "select",
        _("办理的证照"),
        options=options(choices),
        value=reception.about,
        error=reception.errors.get("about", ""),
        help=_("延续、变更已经持有的证照，请选择是哪一本"),
    )


def licences_to_renew(content: EditionContent, party: UUID) -> list[LicenceCard]:
    """Return the party's licences in force of the kind that a guide gives."""
    result = content.result
    if result is None or result.kind != LICENCE_RESULT:
        return []
    return [one for one in licences_of(party) if one.in_force and one.type_name == result.name]


def unknown_about(reception: Reception, party: UUID) -> bool:
    """Return whether what was chosen is none of the choices: the page is older than the record."""
    asked = _about(reception, party)
    known = {one["value"] for one in asked["options"]} if asked else {""}
    return reception.about not in known


def _promise(reception: Reception) -> dict[str, Any] | None:
    """Return who signed the promise, where the guide offers one."""
    terms = promise_terms(reception.content)
    if terms is None:
        return None
    return field(
        "promise_signed_by",
        "text",
        _("告知承诺书签名人"),
        value=reception.promise_signed_by,
        help=_("选择告知承诺的，填写在承诺书上签名的人；不填为一般程序。承诺内容：%(text)s")
        % {"text": terms.text},
        maxlength=120,
    )


def _uploads(reception: Reception) -> list[UUID]:
    return [UUID(upload) for one in reception.materials for upload in one.uploads]


def _row(
    one: MaterialInHand, reception: Reception, cards: Mapping[UUID, UploadCard]
) -> MaterialRow:
    ways = {way.value for way in one.material.satisfied_by}
    return MaterialRow(
        one=one,
        how=ask_how(one, reception.errors),
        need=word(MATERIAL_NEEDS, one.material.need),
        files=[cards[UUID(upload)] for upload in one.uploads if UUID(upload) in cards],
        takes_file="upload" in ways,
        takes_copies="paper" in ways,
    )


def _late(reception: Reception) -> list[dict[str, Any]]:
    return [
        field(
            "received",
            "datetime-local",
            _("收到材料的时间"),
            value=reception.received,
            error=reception.errors.get("received", ""),
            help=_("不填就是现在"),
        ),
        field(
            "late_ground",
            "text",
            _("补录原因"),
            value=reception.late_ground,
            error=reception.errors.get("late_ground", ""),
            help=_("以前收到的材料现在补录，必须写明原因；申请人能看到"),
            maxlength=500,
        ),
    ]


def _mandate(
    actor: Actor, row: EditionRow, reception: Reception, party: UUID, agent: UUID | None
) -> dict[str, Any] | None:
    """Return the question for the paper mandate, where an agent has none on record."""
    if agent is None or may_act_for(agent, party, row.matter_code, today()):
        return None
    if not may_try(actor, "mandate.give"):
        return None
    return field(
        "mandate",
        "text",
        _("授权委托书"),
        required=True,
        error=reception.errors.get("mandate", ""),
        help=_("写明已查验的委托书，例如：当面查验委托书原件"),
        maxlength=200,
    )
