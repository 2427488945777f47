"""What a clerk types for a person at the counter (窗口收件)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from django.http import QueryDict
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from yichuang.approval.public import MaterialGiven, Receive, legal_day
from yichuang.catalogue.public import (
    EditionContent,
    FormField,
    Material,
    SatisfiedBy,
    form_fields,
    materials_asked,
    shown_only,
)
from yichuang.directory.public import PartyCard
from yichuang.kernel.public import ports
from yichuang.law.public import check_citizen_number, check_credit_code

from ..words import MATERIAL_WAYS, SHOWN_PAPER
from .answers import SITUATIONS, faults, only_missing, read_form
from .fields import moment_in, options, whole_in

NEEDED = {"1", "3"}  # 必要; 容缺后补: needed too, but it may follow
IDENTITY_CARD, CREDIT_CODE = "111", "001"
# Kinds of documents a person at the counter may show; codes of GB/T 36903.
NUMBER_KINDS = {
    "": gettext_lazy("自动识别"),
    IDENTITY_CARD: gettext_lazy("居民身份证"),
    CREDIT_CODE: gettext_lazy("统一社会信用代码"),
    "414": gettext_lazy("普通护照"),
    "516": gettext_lazy("港澳居民来往内地通行证"),
    "511": gettext_lazy("台湾居民来往大陆通行证"),
    "553": gettext_lazy("外国人永久居留证"),
    "114": gettext_lazy("军官证"),
}
CONFIRMED = {
    "signature": gettext_lazy("申请人已在申请表上签名"),
    "code": gettext_lazy("申请人已用短信验证码确认"),
}
# What the register knows of a person fills these elements of a form.
PERSON_ELEMENTS = {
    "name": ("applicant_name", "contact_name", "DE_PERSON_NAME"),
    "number": ("applicant_id_number", "DE_PERSON_ID"),
    "phone": ("contact_phone", "DE_MOBILE"),
}
FIRM_ELEMENTS = {
    "name": ("applicant_name", "DE_ORG_NAME"),
    "number": ("applicant_id_number", "DE_CREDIT_CODE"),
    "phone": ("contact_phone", "DE_MOBILE"),
}
ID_TYPES = {IDENTITY_CARD: "居民身份证", CREDIT_CODE: "统一社会信用代码", "414": "护照"}


def kind_of_number(number: str, chosen: str = "") -> str:
    """Return the kind of document a number belongs to; "" where it cannot be told."""
    number = number.strip().upper().replace(" ", "")
    if chosen:
        return chosen
    if not check_citizen_number(number):
        return IDENTITY_CARD
    faults_found = check_credit_code(number)
    # Real registers hold credit codes with a wrong check character; but eighteen figures with one
    # are more likely a mistyped citizen number.
    only_check = all(one.fault == "check" for one in faults_found) and not number[:17].isdigit()
    if len(number) == 18 and (not faults_found or only_check):
        return CREDIT_CODE
    return ""


def prefilled(content: EditionContent, card: PartyCard) -> dict[str, Any]:
    """Return what of the form the register already knows: nobody types it again."""
    table = PERSON_ELEMENTS if card.kind == "natural" else FIRM_ELEMENTS
    asked: dict[str, FormField] = {one.element: one for one in form_fields(content)}
    found: dict[str, Any] = {}
    for attribute, elements in table.items():
        value = getattr(card, attribute)
        found.update({one: value for one in elements if one in asked and value})
    if "applicant_id_type" in asked and card.number_kind in ID_TYPES:
        found["applicant_id_type"] = ID_TYPES[card.number_kind]
    return found


@dataclass(frozen=True, slots=True)
class MaterialInHand:
    """A material of the list, and how it came."""

    material: Material
    how: str
    copies: int
    uploads: tuple[str, ...]

    @property
    def there(self) -> bool:
        """Whether something stands for it."""
        return bool(self.uploads) if self.how == "upload" else bool(self.how)


@dataclass(slots=True)
class Reception:
    """One reception as typed so far; `errors` by the field's name on the page."""

    content: EditionContent
    answers: dict[str, Any]
    materials: list[MaterialInHand]
    received: str = ""
    late_ground: str = ""
    confirmed_by: str = ""
    promise_signed_by: str = ""
    about: str = ""  # renewal or change, a colon and the licence's number; empty: a new grant
    allow_missing: bool = False
    for_itself: bool = False  # a person applies, though the matter is for organisations
    errors: dict[str, str] = field(default_factory=dict)
    incomplete: bool = False  # all that is wrong is that something is not filled in

    @property
    def gaps(self) -> list[str]:
        """The required materials nothing stands for: what will be asked for."""
        return [
            one.material.name
            for one in self.materials
            if one.material.need in NEEDED and not one.there and not self._promised(one.material)
        ]

    def _promised(self, material: Material) -> bool:
        """Whether the signed promise stands for a material."""
        return bool(self.promise_signed_by) and SatisfiedBy.PROMISE in material.satisfied_by

    @property
    def open_answers(self) -> list[str]:
        """What of the form is not filled in or wrong, in words."""
        return list(faults(self.content, self.answers).values())


def blank(content: EditionContent, answers: dict[str, Any]) -> Reception:
    """Return a reception with nothing handed in yet."""
    return Reception(content, answers, _in_hand(content, answers, QueryDict("")))


def typed(content: EditionContent, data: QueryDict) -> Reception:
    """Return a reception as it stands on the page; nothing is judged yet."""
    answers = read_form(content, data)
    return Reception(
        content=content,
        answers=answers,
        materials=_in_hand(content, answers, data),
        received=str(data.get("received", "")).strip(),
        late_ground=str(data.get("late_ground", "")).strip()[:500],
        confirmed_by=str(data.get("confirmed_by", "")),
        promise_signed_by=str(data.get("promise_signed_by", "")).strip()[:120],
        about=str(data.get("about", ""))[:120],
        allow_missing=bool(data.get("allow_missing")),
        for_itself=bool(data.get("for_itself")),
    )


def _in_hand(
    content: EditionContent, answers: Mapping[str, Any], data: QueryDict
) -> list[MaterialInHand]:
    every_paper = "all_paper" in data
    found = []
    for material in materials_asked(content, answers.get(SITUATIONS) or {}):
        ways = {way.value for way in material.satisfied_by}
        how = str(data.get(f"m-{material.code}-how", ""))
        if every_paper and not how and material.need == "1" and "paper" in ways:
            how = "paper"
        copies = whole_in(str(data.get(f"m-{material.code}-copies", "")))
        found.append(
            MaterialInHand(
                material=material,
                how=how if how in ways else "",
                copies=min(copies if copies is not None else material.copies, 99),
                uploads=tuple(_ids(data.getlist(f"m-{material.code}-upload"))),
            )
        )
    return found


def _ids(values: list[Any]) -> list[str]:
    """Return those values that are ids of uploads; whose they are is judged at filing."""
    found = []
    for value in values:
        try:
            found.append(str(UUID(str(value))))
        except ValueError:
            continue
    return found


def judge(reception: Reception) -> None:
    """Note what is wrong, each at its field. What is only missing may be taken as it is."""
    wrong = faults(reception.content, reception.answers)
    reception.incomplete = bool(wrong) and only_missing(reception.content, reception.answers)
    if not (reception.incomplete and reception.allow_missing):
        reception.errors.update(wrong)
    for one in reception.materials:
        if one.how == "upload" and not one.uploads:
            words = _("请上传“%(name)s”的扫描件，或者改选其他方式") % {"name": one.material.name}
            reception.errors[f"m-{one.material.code}-file"] = words
    _judge_moment(reception)
    if reception.confirmed_by not in CONFIRMED:
        reception.errors["confirmed_by"] = _("请选择申请人怎样确认")


def _judge_moment(reception: Reception) -> None:
    if not reception.received:
        return
    moment, now = moment_in(reception.received), ports().clock.now()
    if moment is None:
        reception.errors["received"] = _("收到材料的时间不是有效的时间")
    elif moment > now:
        reception.errors["received"] = _("收到材料的时间不能晚于现在")
    elif legal_day(moment) < legal_day(now) and not reception.late_ground:
        reception.errors["late_ground"] = _("补录以前收到的材料，请写明原因")


def received_on(reception: Reception) -> date:
    """Return the legal day of receipt: the one typed, else today. `judge` found it right."""
    return legal_day(_moment(reception) or ports().clock.now())


def as_command(
    reception: Reception,
    card: PartyCard,
    agent: PartyCard | None,
    *,
    identified: str = "typed",
    signature: str = "",
    seen_on_screen: bool = False,
) -> Receive:
    """Return the reception as a command; `judge` found nothing wrong."""
    applicant = {
        "name": card.name,
        "number": card.number,
        "phone": card.phone,
        "kind": card.kind,
    }
    if agent is not None:
        applicant["agent_name"] = agent.name
    what, _colon, of_licence = reception.about.partition(":")
    return Receive(
        form=reception.answers,
        applicant=applicant,
        materials=tuple(_given(one) for one in reception.materials if one.there),
        received_at=_moment(reception),
        late_ground=reception.late_ground,
        confirmed_by=reception.confirmed_by,
        promise_signed_by=reception.promise_signed_by,
        identified=identified,
        signature=signature,
        seen_on_screen=seen_on_screen,
        what=what,
        of_licence=of_licence,
    )


def _moment(reception: Reception) -> datetime | None:
    return moment_in(reception.received) if reception.received else None


def _given(one: MaterialInHand) -> MaterialGiven:
    return MaterialGiven(
        code=one.material.code,
        how=one.how,
        uploads=one.uploads if one.how == "upload" else (),
        copies=one.copies if one.how == "paper" else 0,
    )


def ask_how(one: MaterialInHand, errors: Mapping[str, str]) -> dict[str, Any]:
    """Return the choice of ways for one material."""
    ways: list[tuple[str, Any]] = [("", _("未交"))]
    shown = shown_only(one.material.name)
    ways += [
        (way.value, SHOWN_PAPER if shown and way.value == "paper" else MATERIAL_WAYS[way.value])
        for way in one.material.satisfied_by
    ]
    return {
        "name": f"m-{one.material.code}-how",
        "options": options(ways),
        "value": one.how,
        "error": errors.get(f"m-{one.material.code}-file", ""),
    }
